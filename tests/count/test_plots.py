"""Pictures are well-formed, say their figures in words, and turn with the script."""

import re
from collections.abc import Callable

import pytest
from defusedxml.ElementTree import fromstring

from tawthiq.count import Histories, estimate, interval_ladder, left_out_ladder, overlap_grid
from tawthiq.count.doubt import without_each
from tawthiq.record.estimate import Count, Estimate

Table = Callable[[str], Histories]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_ladder_shows_every_method_and_every_refusal(published: Table, lang: str) -> None:
    """One rung for the documented total, one for each estimate and one for each refusal."""
    count = estimate(published("artificial3"), methods=["chao", "loglinear"])
    root = fromstring(interval_ladder(count, lang))
    rungs = root.findall("{http://www.w3.org/2000/svg}g")
    assert len(rungs) == 3
    assert "96" in "".join(rungs[0].itertext())


def test_larger_numbers_lie_in_reading_direction() -> None:
    """Left to right in English, right to left in Arabic."""
    one = Estimate(method="chao", median=150, mean=150, lo=120, hi=200, level=0.95)
    count = Count(documented=100, lists=("a",), histories={"1": 100}, estimates=(one,))
    at = {
        lang: [float(x) for x in re.findall(r'circle cx="([\d.]+)"', interval_ladder(count, lang))]
        for lang in ("en", "ar")
    }
    assert at["en"][0] < at["en"][1]
    assert at["ar"][0] > at["ar"][1]


def test_names_of_lists_cannot_break_the_picture() -> None:
    """A list named with markup stays text."""
    fromstring(overlap_grid(["<b>&", "ب"], [[3, 1], [1, 4]], "ar"))
    assert "<b>" not in overlap_grid(["<b>&", "ب"], [[3, 1], [1, 4]])


def test_each_list_left_out_has_a_rung(published: Table) -> None:
    """Lists without which nothing can be said keep their rung and say so."""
    h = published("korea")
    root = fromstring(left_out_ladder(h.documented, without_each(h, "loglinear"), "en"))
    rungs = root.findall("{http://www.w3.org/2000/svg}g")
    assert len(rungs) == 4
    assert all("no answer" in "".join(rung.itertext()) for rung in rungs[1:])


def test_a_population_of_nobody_still_draws() -> None:
    """No documented person and no estimate: an axis all the same."""
    fromstring(interval_ladder(Count(documented=0, lists=("a",), histories={})))
