"""What `parse` refuses, with its line, and what it makes of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.errors import EmptyInput, InputError, TooLargeInput, UnreadableInput
from tawthiq.tell import parse
from tawthiq.tell.dispatch import LARGEST

HEAD = "---\ntitle: T\ntitle_ar: ع\ndate: 2016-10-24\n---\n"
BODY = "::: en\nText.\n:::\n::: ar\nنص.\n:::\n"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("title: T\n", 1, "---"),
        ("---\ntitle: T\n", 2, "without an end"),
        ("---\ntitle: T\ndate: 2016-10-24\n---\n" + BODY, 4, "title_ar"),
        ("---\ntitle: T\ntitle_ar: ع\ndate: 24/10/2016\n---\n" + BODY, 5, "24/10/2016"),
        ("---\ncolour: red\n---\n" + BODY, 2, "colour"),
        (HEAD, 5, "no segment"),
        (HEAD + "Loose text.\n" + BODY, 6, "outside a segment"),
        (HEAD + "::: fr\nTexte.\n:::\n", 6, "'fr'"),
        (HEAD + "::: en\nText.\n", 6, "not closed"),
        (HEAD + "::: en\nText.\n::: ar\nنص.\n:::\n", 6, "not closed"),
        (HEAD + "::: en\n\n:::\n", 6, "holds no text"),
        (HEAD + BODY + "[^a]: somewhere\n", 12, "somewhere"),
        (HEAD + BODY + "[^Big One]: c1234\n", 12, "Big One"),
        (HEAD + BODY + "[^own]: c1234\n", 12, "own"),
        (HEAD + BODY + "[^a]: c1234\n[^a]: c1235\n", 13, "second time"),
        (HEAD + BODY + '[^a]: "words" page.html\n', 12, "words"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(text: str, line: int, word: str) -> None:
    """Nothing is guessed at: the error names the line and quotes what stands there."""
    with pytest.raises(UnreadableInput) as caught:
        parse(text)
    assert caught.value.where == f"line {line}"
    assert word in str(caught.value)


def test_an_empty_dispatch_is_empty_input() -> None:
    """White space alone is no dispatch."""
    with pytest.raises(EmptyInput):
        parse(" \n\n")


def test_a_dispatch_of_millions_of_characters_is_too_large() -> None:
    """The stated limit holds before anything is parsed."""
    with pytest.raises(TooLargeInput):
        parse("x" * (LARGEST + 1))


@given(st.text(max_size=300))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    """No text raises anything but an error a person can read."""
    for candidate in (text, HEAD + text, HEAD + BODY + text):
        try:
            parse(candidate)
        except InputError as error:
            assert str(error)


def test_the_languages_of_a_segment_may_come_in_either_order() -> None:
    """An `ar` block and the `en` block after it are one segment; a second `en` block opens the next."""
    found = parse(HEAD + "::: ar\nأول.\n:::\n::: en\nFirst.\n:::\n::: en\nSecond.\n:::\n")
    assert [(s.en, s.ar) for s in found.segments] == [("First.", "أول."), ("Second.", None)]


def test_a_definition_takes_quotation_marks_of_both_scripts_and_indented_lines() -> None:
    """Guillemets, `في`, a second line and a list of known statuses belong to one definition."""
    found = parse(
        HEAD + BODY + "[^a]: «خرجت المشافي\n  عن الخدمة» في page.html; knowing: contested, discounted\n"
    )
    one = found.definitions["a"]
    assert (one.quote, one.exhibit, one.knowing) == (
        "خرجت المشافي عن الخدمة",
        "page.html",
        ("contested", "discounted"),
    )


def test_a_quotation_may_hold_quotation_marks() -> None:
    """The outermost marks are the definition's, those within belong to the words."""
    found = parse(HEAD + BODY + '[^a]: "they said "the return" in fear" in my page.html\n')
    assert (found.definitions["a"].quote, found.definitions["a"].exhibit) == (
        'they said "the return" in fear',
        "my page.html",
    )
