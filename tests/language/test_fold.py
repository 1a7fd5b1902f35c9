"""Folding: one key for many spellings, and a way back to the characters it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.language.fold import fold, fold_map
from tawthiq.language.quotation import quotations
from tawthiq.language.script import language
from tawthiq.language.sentences import LONGEST, sentences
from tawthiq.language.tokens import tokens

HARD = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("أإآىةـًٌَّْ\u200f\u2067\u00a0é٣۳ﷺﻻ각“”«»\"'.\n؟")),
    max_size=60,
)


@given(HARD)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """Idempotent."""
    assert fold(fold(text)) == fold(text)


@given(HARD)
def test_the_map_gives_the_same_key_and_a_way_back(text: str) -> None:
    """Every character of the key comes from a stretch of the original, in order."""
    folded = fold_map(text)
    assert folded.key == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.key)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("إبراهيم", "ابراهيم"),
        ("مستشفى", "مستشفي"),
        ("مُدُن", "مدن"),
        ("حـــي", "حي"),
        ("٣٠٠", "300"),
        ("UN\u00a0", "un"),
        ("مدينة", "مدينه"),
    ],
)
def test_spellings_meet(a: str, b: str) -> None:
    """Hamza, alef maqsura, marks, tatweel, digits, blanks, ta marbuta."""
    assert fold(a) == fold(b)


def test_a_word_is_found_at_its_own_place() -> None:
    """The span of the original keeps its marks."""
    text = "في  مُسْتَشفى كبير"
    folded = fold_map(text)
    at = folded.key.index(fold("مستشفى"))
    start, end = folded.original(at, at + len(fold("مستشفى")))
    assert text[start:end] == "مُسْتَشفى"


@given(HARD)
def test_tokens_and_sentences_are_spans_in_order(text: str) -> None:
    """Disjoint, ordered, inside the text."""
    for spans in ([(t.start, t.end) for t in tokens(text)], sentences(text), quotations(text)):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= a < b <= len(text) for a, b in spans)


def test_sentences_do_not_end_at_titles_figures_or_initials() -> None:
    """Dr., 3.5 and J. go on; a question mark of either script ends."""
    text = "Dr. A. Salem saw 3.5 million. هل نجوا؟ نعم."
    assert [text[a:b] for a, b in sentences(text)] == ["Dr. A. Salem saw 3.5 million.", "هل نجوا؟", "نعم."]


def test_no_sentence_is_endless() -> None:
    """A text without a full stop is cut."""
    assert max(b - a for a, b in sentences("word " * 5000)) <= LONGEST


def test_an_unclosed_mark_is_forgotten() -> None:
    """Only closed quotations count."""
    text = "«واحد» ثم “two” and “three"
    assert [text[a:b] for a, b in quotations(text)] == ["واحد", "two"]


@pytest.mark.parametrize(
    ("text", "lang"), [("", "und"), ("123", "und"), ("حلب", "ar"), ("Aleppo", "en"), ("قال UN إنهم", "ar")]
)
def test_language_is_the_script_of_most_letters(text: str, lang: str) -> None:
    """Digits and signs have no language."""
    assert language(text) == lang
