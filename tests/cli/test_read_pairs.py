"""`read --pairs`: differences with the words of both sides, from one text or from two that a person set side by side."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tawthiq.cli.main import tawthiq
from tawthiq.record.errors import UsageError

ARABIC = (
    "أصيب 48 شخصاً في بلدة دير الزيتون يوم الاثنين.\n"
    "قتلت القذائف ما لا يقل عن 15 مدنياً.\n"
    "وخرج المشفى عن الخدمة منذ 3 آذار 2015."
)
ENGLISH = (
    "48 people were injured in the town of Deir al-Zaytoun on Monday.\n"
    "The shells killed 51 civilians.\n"
    "The hospital has been out of service since 3 March 2015."
)


def _run(*args: str) -> str:
    result = CliRunner().invoke(tawthiq, ["read", "--pairs", *args], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, str]:
    both, one, two = (tmp_path / name for name in ("both.txt", "ar.txt", "en.txt"))
    both.write_text(f"{ARABIC}\n\n{ENGLISH}\n", encoding="utf-8")
    one.write_text(ARABIC, encoding="utf-8")
    two.write_text(ENGLISH, encoding="utf-8")
    return str(both), str(one), str(two)


def test_the_difference_is_shown_with_both_figures(files: tuple[str, str, str]) -> None:
    """A figure and its hedge changed at once; the summary counts it."""
    shown = _run(files[0])
    (line,) = [line for line in shown.splitlines() if " changed " in line]
    assert "15" in line
    assert "51" in line
    assert "3 pairs; 0 dropped, 0 added, 1 changed" in shown


def test_json_has_a_line_a_pair_and_offsets_of_each_text(files: tuple[str, str, str]) -> None:
    """Also between two files, each with its own offsets and digest."""
    inside = [json.loads(line) for line in _run(files[0], "--json").splitlines()]
    between = [json.loads(line) for line in _run("--original", files[1], files[2], "--json").splitlines()]
    assert len(inside) == len(between) == 3
    for row in between:
        for side, text in (("original", ARABIC), ("translation", ENGLISH)):
            told = row[side]
            assert text[told["start"] : told["end"]] == told["verbatim"]
    assert (
        len(
            {row["original"]["exhibit"] for row in between}
            | {row["translation"]["exhibit"] for row in between}
        )
        == 2
    )
    (changed,) = [each for row in between for each in row["differences"]]
    assert (changed["kind"], changed["part"]) == ("changed", "figure")
    assert "51" in changed["translation"]["verbatim"]


def test_a_text_of_one_language_has_no_pairs(files: tuple[str, str, str]) -> None:
    """And says so."""
    assert _run(files[1]).strip() == "no passage beside its translation"


@pytest.mark.parametrize(
    "args", [["--original", "a"], ["--pairs", "--original", "a"], ["--pairs", "--original", "a", "b", "c"]]
)
def test_an_original_needs_one_translation(args: list[str]) -> None:
    """Without one, or with two, nothing is compared."""
    result = CliRunner().invoke(tawthiq, ["read", *args])
    assert isinstance(result.exception, UsageError)
