"""Five sheets: any three bring everything back on a fresh device, two bring nothing; the old key is not used again."""

import shutil
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.case import Case, init_case
from tawthiq.case.exchange import write_missing
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.preserve import Verdict
from tawthiq.protect import age
from tawthiq.protect.recovery import PaperKey, join, words_of
from tawthiq.record.errors import KeyTrouble
from tawthiq.record.standing import TeamRole

WORDS = "two far wells"


def run(case: Path, *args: str, say: str | None = None, **env: str) -> Result:
    return CliRunner().invoke(
        tawthiq, ["--case", str(case), *args], standalone_mode=False, env=env, input=say
    )


@pytest.fixture
def lost(tmp_path: Path) -> tuple[Path, list[str]]:
    """A locked case whose passphrase is forgotten, and its five sheets as they were printed."""
    (tmp_path / "note.txt").write_text("the words\n", encoding="utf-8")
    (tmp_path / "later.txt").write_text("later words\n", encoding="utf-8")
    case = tmp_path / "case"
    init_case(case, passphrase=WORDS)
    run(case, "collect", str(tmp_path / "note.txt"), TAWTHIQ_PASSPHRASE=WORDS)
    printed = run(case, "sheets", TAWTHIQ_PASSPHRASE=WORDS)
    assert printed.exception is None, printed.exception
    run(case, "collect", str(tmp_path / "later.txt"), TAWTHIQ_PASSPHRASE=WORDS)
    sheets = [one for one in printed.stdout.split("-" * 60) if one.strip()]
    assert len(sheets) == 5
    return case, sheets


def filed(folder: Path, sheets: list[str]) -> list[str]:
    """Sheets as files."""
    paths = [folder / f"sheet-{n}" for n in range(len(sheets))]
    for path, sheet in zip(paths, sheets, strict=True):
        path.write_text(sheet, encoding="utf-8")
    return [str(path) for path in paths]


def test_two_sheets_or_one_twice_bring_nothing(lost: tuple[Path, list[str]], tmp_path: Path) -> None:
    """It says how many are needed; nothing was changed."""
    case, sheets = lost
    before = Folder(case).settings()
    for given in (sheets[:2], [sheets[0]] * 3, []):
        done = run(case, "recover", *filed(tmp_path, given))
        assert isinstance(done.exception, KeyTrouble)
    assert Folder(case).settings() == before


def test_sheets_of_another_case_bring_nothing(lost: tuple[Path, list[str]], tmp_path: Path) -> None:
    """They fit together, and are refused."""
    case, sheets = lost
    done = run(case, "recover", *filed(tmp_path, PaperKey.fresh().split()[:3]))
    assert "not of this case" in str(done.exception)
    mixed = [*sheets[:2], PaperKey.fresh().split()[0]]
    mistyped = [*sheets[:2], sheets[2].replace(words_of(sheets[2]).split()[7], "zebra")]
    for given in (mixed, mistyped):
        done = run(case, "recover", *filed(tmp_path, given))
        assert isinstance(done.exception, KeyTrouble)
        assert not set(words_of(sheets[2]).split()[5:9]) & set(str(done.exception).split())


def test_a_lost_passphrase_walk(lost: tuple[Path, list[str]], tmp_path: Path) -> None:
    """Three of five on a copy of the folder: read, write, govern, with new keys; the lost device is closed, and it verifies."""
    case, sheets = lost
    copy = Path(shutil.copytree(case, tmp_path / "copy"))
    old = Folder(case).settings().device
    files = filed(tmp_path, [sheets[4], sheets[0], sheets[2]])
    assert isinstance(run(copy, "ls").exception, KeyTrouble)
    done = run(
        copy, "recover", *files, "--lost", old[:12], "--title", "Found again", TAWTHIQ_PASSPHRASE="new words"
    )
    assert done.exception is None, done.exception
    assert "new words" not in (copy / "case.toml").read_text()
    listed = run(copy, "ls", TAWTHIQ_PASSPHRASE="new words")
    assert {"note.txt", "later.txt"} <= set(
        listed.stdout.replace("\u2068", " ").replace("\u2069", " ").split()
    )
    (tmp_path / "after.txt").write_text("after\n", encoding="utf-8")
    assert run(copy, "collect", str(tmp_path / "after.txt"), TAWTHIQ_PASSPHRASE="new words").exception is None
    with Case(Folder(copy), writer=True, unlock=lambda _: "new words") as opened:
        assert opened.settings.device != old
        assert opened.settings.title == "Found again"
        here = bytes.fromhex(opened.settings.device)
        assert opened.index.standing.admins == {here}
        assert TeamRole.EDITOR in opened.index.standing.roles[here]
        assert opened.index.standing.closed == {bytes.fromhex(old)}
        for one in opened.exhibits():
            assert opened.object_bytes(one.original.digest)
        assert len(opened.exhibits()) == 3
        assert all(one.verdict is Verdict.VERIFIED for one in opened.verify())
        # What came after the old device was closed does not open to it.
        generation = opened.seal.generation()
        assert generation is not None
        assert opened.index.recipients()[bytes.fromhex(old)] not in opened.seal.handed(generation)


def test_a_fresh_copy_from_a_stick_is_brought_back_too(lost: tuple[Path, list[str]], tmp_path: Path) -> None:
    """The laptop is gone; a stick and three sheets are left. Typed in, one a line."""
    case, sheets = lost
    with Case(Folder(case), writer=True, unlock=lambda _: WORDS) as opened:
        write_missing(opened, tmp_path / "stick")
    shutil.rmtree(case)
    fresh = tmp_path / "fresh"
    run(fresh, "init", str(fresh), "--join", str(tmp_path / "stick"))
    assert "note.txt" not in run(fresh, "ls").output
    typed = "\n".join(words_of(one) for one in sheets[1:4]) + "\n"
    done = run(fresh, "recover", say=typed)
    assert done.exception is None, done.exception
    assert "note.txt" in run(fresh, "ls").output
    assert run(fresh, "verify").return_value == 0


def test_a_sheet_speaks_both_languages_and_no_file_keeps_it(lost: tuple[Path, list[str]]) -> None:
    """What it is for stands on it in English and Arabic; the case holds none of its words."""
    case, sheets = lost
    assert all("Any 3 of the 5 sheets" in one and "أي 3 من الأوراق 5" in one for one in sheets)
    everything = b"".join(path.read_bytes() for path in case.rglob("*") if path.is_file())
    paper = join(words_of(one) for one in sheets[:3])
    for secret in (
        paper.secret,
        paper.secret.hex().encode(),
        paper.identity.encode(),
        words_of(sheets[0]).encode()[:60],
    ):
        assert secret not in everything


def test_every_three_of_five_bring_back_the_same_key() -> None:
    """In any order; and the identity is what age itself writes."""
    paper = PaperKey.fresh()
    words = paper.split()
    assert all(join(three) == paper for three in combinations(words, 3))
    assert age.secret_of(paper.identity) == paper.secret
    own = age.fresh()
    assert age.identity_of(age.secret_of(own)) == own
