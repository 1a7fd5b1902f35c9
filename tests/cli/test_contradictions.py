"""Judgements that cannot all hold stop what rests on them, in a case as over files, until one of them is judged again."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from tawthiq.case import init_case
from tawthiq.cli.main import tawthiq
from tawthiq.record.errors import EvidenceError, NotIdentified, TawthiqError, with_exit_code

ROWS = {
    "north.csv": ["سلمى حداد", "كريم نجار", "ليلى منصور"],
    "south.csv": ["سلمى حداد", "رائد خوري", "هدى شاهين"],
    "ward.csv": ["سلمى حدّاد", "عادل بشير", "نور طحان"],
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    for name, names in ROWS.items():
        lines = [f"{one},2031-04-0{day},Kafr Dalan" for day, one in enumerate(names, 1)]
        (tmp_path / name).write_text("\n".join(["name,date of death,place", *lines]) + "\n", encoding="utf-8")
    for shade in (20, 120, 220):
        Image.new("RGB", (64, 48), (shade, 9, 9)).save(tmp_path / f"{shade}.png")
    folder = tmp_path / "case"
    init_case(folder)
    run(folder, "collect", *(str(path) for path in sorted(tmp_path.iterdir()) if path.is_file()))
    return folder


def run(case: Path, *args: str) -> str:
    done = CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def judge(case: Path, kind: str, *verdicts: tuple[str, str, str]) -> None:
    for verdict, a, b in verdicts:
        run(case, "judge", kind, verdict, a, b)


@pytest.mark.parametrize("command", [["match", "people"], ["count"]])
def test_persons_judged_same_and_different_are_not_matched(case: Path, command: list[str]) -> None:
    """Both chains are told, in rows that people know; the case is not said to hold no list."""
    judge(
        case,
        "person",
        ("same", "north.csv:1", "south.csv:1"),
        ("same", "south.csv:1", "ward.csv:1"),
        ("different", "north.csv:1", "ward.csv:1"),
    )
    with pytest.raises(EvidenceError) as caught:
        run(case, *command)
    assert "north.csv:1" in str(caught.value)
    assert "= south.csv:1 =" in str(caught.value)
    assert [one["step"] for one in json.loads(run(case, "status", "--json"))["failures"]] == ["people"]


def test_pictures_judged_same_and_different_are_not_matched_until_judged_again(case: Path) -> None:
    """A failure of before is none after it; that claims are weighed all the same hides none."""
    text = case.parent / "post.txt"
    text.write_text("Twelve people were killed in Kafr Dalan, a nurse said.\n", encoding="utf-8")
    run(case, "collect", str(text))
    ids = [line.split()[0] for line in run(case, "ls").splitlines() if ".png" in line]
    assert len(ids) == 3
    judge(case, "media", ("same", ids[0], ids[1]), ("same", ids[1], ids[2]), ("different", ids[0], ids[2]))
    with pytest.raises(EvidenceError):
        run(case, "match", "media")
    assert run(case, "weigh", "--json").count("\n") == 1
    assert [one["step"] for one in json.loads(run(case, "status", "--json"))["failures"]] == ["media"]
    judge(case, "media", ("same", ids[0], ids[2]))
    assert len(run(case, "match", "media").splitlines()) == 3
    assert json.loads(run(case, "status", "--json"))["failures"] == []


def test_an_error_told_once_more_has_the_class_of_its_exit_code() -> None:
    """The first from the root; a code that nobody has is the root's."""
    assert [with_exit_code(code) for code in (1, 40, 99)] == [EvidenceError, NotIdentified, TawthiqError]
