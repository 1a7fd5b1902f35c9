"""`read --show` marks exactly the words, and what is isolated for display is never what is stored."""

from itertools import pairwise
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.cli.main import tawthiq
from tawthiq.cli.underline import OFF, ON, paragraphs
from tawthiq.language.direction import LRI, PDI, runs, shown
from tawthiq.read import claims, plain

ARABIC = "قُتل ما لا يقل عن 14 مدنياً في 2016-11-29، وأصيب 10–15 آخرون، بحسب الدفاع المدني."


def test_the_marks_stand_around_the_words() -> None:
    """Both directions: what is underlined is the figure with its hedge and unit."""
    text = f"At least 12 people were killed in Aleppo.\n{ARABIC}\n"
    lines = paragraphs(text, claims(plain(text), exhibit="x"), styled=True)
    assert f"{ON}At least 12 people{OFF}" in lines[0]
    assert f"{ON}ما لا يقل عن 14 مدنياً{OFF}" in lines[1]
    assert f"{LRI}2016-11-29{PDI}" in lines[1]


def test_dates_in_arabic_are_isolated_on_display_and_nowhere_else() -> None:
    """ISO dates and ranges keep their order; an English text stays as it is; offsets and words are those of the text."""
    assert f"{LRI}2016-11-29{PDI}" in shown(ARABIC)
    assert f"{LRI}10–15{PDI}" in shown(ARABIC)
    assert shown("On 2016-11-29 in Aleppo") == "On 2016-11-29 in Aleppo"
    assert all(LRI not in claim.verbatim for claim in claims(plain(ARABIC), exhibit="x"))


@given(st.text(alphabet="اب 0١-–:/.ax٫\u2066\u2069", max_size=60))
def test_showing_changes_no_character(text: str) -> None:
    """Taking the isolates away gives the text back, and runs never overlap."""
    bare = text.replace(LRI, "").replace(PDI, "")
    assert shown(bare).replace(LRI, "").replace(PDI, "") == bare
    spans = runs(bare)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_the_command_marks_and_scores(tmp_path: Path) -> None:
    """Without a terminal ⟦ and ⟧ stand for the line; annotated texts are scored without any other file."""
    path = tmp_path / "a.txt"
    path.write_text("At least 12 people were killed in Aleppo.\n", encoding="utf-8")
    result = CliRunner().invoke(tawthiq, ["read", "--show", str(path)])
    assert result.exit_code == 0
    assert "⟦At least 12 people⟧" in result.output
    gold = tmp_path / "a.gold"
    gold.write_text(
        '= a | here | -\nAt least 12 people were killed.\n---\n> killing "killed" q="At least 12 people"[>=12]\n',
        encoding="utf-8",
    )
    result = CliRunner().invoke(tawthiq, ["read", "--score", str(gold)])
    assert result.exit_code == 0
    assert result.output.startswith("1 gold, 1 read, 0 hedges lost")
