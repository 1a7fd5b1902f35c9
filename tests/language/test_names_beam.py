"""The search kernel against a plain reading of the model."""

import math
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.language import names_search
from tawthiq.language.names_letters import LM_SHARE, LONGEST, arabic_codes, base27, latin_codes, letters
from tawthiq.language.names_search import Finder

ARABIC = st.text("ابتجحدرسشعفقكلمنهويىةأء", min_size=1, max_size=7)
LATIN = st.text("abdefhijklmnoqrstuwyz", min_size=1, max_size=8)


def plain(arabic, latin):
    """The score, by the model's own words: the best chain of steps, over what each name is likely by itself."""
    table, ar, la = letters(), arabic_codes(arabic), latin_codes(latin)
    best = np.full((len(ar) + 1, len(la) + 1), -math.inf)
    best[0, 0] = 0.0
    alone = np.full(len(la) + 1, -math.inf)
    alone[0] = 0.0
    for j in range(len(la) + 1):
        for k in range(1, min(3, j) + 1):
            u = table.string_of[base27(la[j - k : j])]
            if u >= 0:
                alone[j] = np.logaddexp(alone[j], alone[j - k] + table.latin[u])
        for i in range(len(ar) + 1):
            for k in range(min(3, j) + 1):
                u = table.string_of[base27(la[j - k : j])] if k else 0
                if u < 0 or (i, j) == (0, 0):
                    continue
                if k:
                    best[i, j] = max(best[i, j], best[i, j - k] + table.step[0, u])
                if i:
                    best[i, j] = max(best[i, j], best[i - 1, j - k] + table.step[ar[i - 1], u])
    return best[-1, -1] - LM_SHARE * alone[-1] - table.arabic[ar].sum()


@settings(deadline=None, max_examples=40)  # the first search of a run compiles
@given(ARABIC, st.lists(LATIN, min_size=1, max_size=12, unique=True))
def test_with_nothing_dropped_the_kernel_gives_the_models_own_scores(arabic, latin):
    """Every spelling is found, in the order of its score, and each score is the model's."""
    wide = np.array([1e6, 1e6], np.float32)
    with patch.object(names_search, "MARGINS", wide):
        found = Finder(latin).find(arabic, len(latin))
    assert {word for word, _ in found} == set(latin)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    for word, score in found:
        assert abs(score - plain(arabic, word)) < 2e-3 * max(1.0, abs(score))


@settings(deadline=None, max_examples=20)
@given(st.lists(ARABIC | st.just("abc") | st.just(""), max_size=6), st.lists(LATIN, max_size=9))
def test_many_at_once_are_found_as_one_by_one(arabic, latin):
    """A name's answer does not depend on what else is asked."""
    finder = Finder(latin)
    assert finder.find_all(arabic, 4) == [finder.find(name, 4) for name in arabic]


def test_a_text_without_blanks_does_not_exhaust_the_search():
    """Letters beyond the longest name fall away on both sides."""
    assert len(arabic_codes("م" * 5000)) == len(latin_codes("m" * 5000)) == LONGEST
    assert Finder(["m" * 5000]).find("م" * 5000, 1)[0][0] == "m" * LONGEST
