"""One pair's score is the search's score, and it tells names from words that meet by chance."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.language.names_pair import likeness
from tawthiq.language.names_search import Finder

ARABIC = st.text("ابتجحدرسشعفقكلمنهويىةأء", min_size=1, max_size=7)
LATIN = st.text("abdefhijklmnoqrstuwyz", min_size=1, max_size=8)


@settings(deadline=None, max_examples=40)  # the first search of a run compiles
@given(ARABIC, LATIN)
def test_the_score_is_that_of_the_search(arabic: str, latin: str) -> None:
    """Of one spelling nothing is dropped on the way, so both give what the model says."""
    ((_, score),) = Finder([latin]).find(arabic, 1)
    assert abs(likeness(arabic, latin) - score) < 2e-3 * max(1.0, abs(score))


@given(st.sampled_from(["", "abc", "،"]), LATIN)
def test_what_is_no_arabic_word_is_no_name(word: str, latin: str) -> None:
    """Neither script's letters: nothing to compare."""
    assert likeness(word, latin) == -math.inf


def test_names_score_above_chance() -> None:
    """Spellings of one name against another's."""
    assert min(likeness("سمير", "samir"), likeness("حداد", "haddad"), likeness("يوسف", "youssef")) > 4
    assert max(likeness("سمير", "haddad"), likeness("حداد", "youssef"), likeness("يوسف", "samir")) < 0
