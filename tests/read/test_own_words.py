"""A team's own vocabulary is met at once, said on every claim, and kept with nobody else's reading."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tawthiq.case import Case, init_case
from tawthiq.case.derive import Derivation
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.read import claims, plain
from tawthiq.read.own_words import own_words, reading_with
from tawthiq.record.errors import InputError, MissingInput, UnreadableInput, UsageError

TEXT = "At least 14 zorblings were displaced in Aleppo on 3 May 2016. In Homs 7 noncombatants were displaced."
WORDS = """
[[unit]]
unit = "people"
of = "person"
many = ["zorblings"]
"""
LESS = """
[[remove.unit]]
unit = "civilians"
of = "person"
many = ["noncombatants"]
"""


def figures(text: str = TEXT) -> list[tuple[str, int | None]]:
    found = claims(plain(text), exhibit="x")
    return [(one.quantity.unit, one.quantity.lo) for one in found if one.quantity and one.quantity.unit]


def written(folder: Path, words: str, name: str = "units-ours.toml") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def test_without_them_the_word_counts_nothing() -> None:
    """The negative control, and the reader's plain name."""
    assert figures() == [("civilians", 7)]
    assert {one.reader for one in claims(plain(TEXT), exhibit="x")} == {"rules-1"}


def test_with_them_it_does_and_every_claim_says_so(tmp_path: Path) -> None:
    """Added and removed; gone again outside."""
    words = own_words([written(tmp_path, WORDS + LESS)])
    assert words is not None
    with reading_with(words):
        assert figures() == [("people", 14)]
        assert {one.reader for one in claims(plain(TEXT), exhibit="x")} == {f"rules-1+{words.digest[:12]}"}
    assert figures() == [("civilians", 7)]


def test_two_vocabularies_never_mix(tmp_path: Path) -> None:
    """One inside the other, then the first again: compiled lists are told apart by what they hold."""
    one = own_words([written(tmp_path, WORDS)])
    two = own_words([written(tmp_path, LESS)])
    for _ in range(2):
        with reading_with(one):
            assert figures() == [("people", 14), ("civilians", 7)]
            with reading_with(two):
                assert figures() == []
            assert figures() == [("people", 14), ("civilians", 7)]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[[unit", b"#" * (5 << 20)])
def test_a_file_that_is_none_is_an_input_error(tmp_path: Path, data: bytes) -> None:
    """Not UTF-8, not TOML, far too large."""
    path = tmp_path / "units.toml"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"units\.toml"):
        own_words([path])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """By its path."""
    with pytest.raises(MissingInput, match=r"units\.toml"):
        own_words([tmp_path / "units.toml"])


def test_a_case_reads_with_its_own_and_sees_a_change_at_once(tmp_path: Path) -> None:
    """Added, changed, broken, taken away: each shows at the next reading, in the case that is open."""
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as made:
        list(made.collect([str(tmp_path / "in.txt")]))
    with Case(Folder(tmp_path / "case")) as made:
        derived = Derivation(made)

        def read() -> list[tuple[str, str | None]]:
            return [(one.reader, one.quantity.unit if one.quantity else None) for one in derived.claims()]

        assert read() == [("rules-1", None), ("rules-1", "civilians")]
        own = written(made.folder.vocabulary, WORDS)
        (first, unit), _ = read()
        assert first.startswith("rules-1+")
        assert unit == "people"
        written(made.folder.vocabulary, WORDS + LESS)
        assert read()[1][1] is None
        assert read()[0][0] != first
        own.write_text("[[unit", encoding="utf-8")
        with pytest.raises(UnreadableInput, match=r"units-ours\.toml"):
            read()
        own.unlink()
        assert read() == [("rules-1", None), ("rules-1", "civilians")]


def test_a_change_is_tried_against_gold_without_a_case(tmp_path: Path) -> None:
    """`read --vocabulary FILE --score GOLD`: the score moves; without a file to read it is a usage error."""
    gold = Path(__file__).parent / "gold"
    one = str(min(gold.glob("*.gold")))
    words = str(
        written(
            tmp_path, '[[remove.act]]\ncode = "killing"\nwords = ["killed"]\nen = ["kill"]\n', "acts.toml"
        )
    )
    run = CliRunner()
    plain_score = run.invoke(tawthiq, ["read", "--score", one])
    tried = run.invoke(tawthiq, ["read", "--vocabulary", words, "--score", one])
    assert plain_score.exit_code == tried.exit_code == 0
    assert plain_score.output != tried.output
    assert run.invoke(tawthiq, ["read", "--score", one]).output == plain_score.output
    assert isinstance(run.invoke(tawthiq, ["read", "--vocabulary", words]).exception, UsageError)
