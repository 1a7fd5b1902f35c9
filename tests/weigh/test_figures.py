"""Figures are compared by what they imply."""

import itertools

import pytest

from tawthiq.record.quantity import QuantityKind
from tawthiq.weigh import Standing, standing

FIGURES = ["250000", "over 250000", "300000", "at least 500", "520", "900", "up to 500", "under 40", "over 500", "500", "about 500",
           "hundreds", "several", "none", "all", "undeterminable", "millions", "5", "3000000"]  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("over 250000", "300000", Standing.OVERLAP),
        ("300000", "over 250000", Standing.OVERLAP),
        ("250000", "300000", Standing.CONTRADICTS),
        ("at least 500", "520", Standing.BEARS_OUT),
        ("520", "at least 500", Standing.OVERLAP),
        ("at least 500", "900", Standing.OVERLAP),
        ("up to 500", "480", Standing.BEARS_OUT),
        ("up to 500", "12", Standing.OVERLAP),
        ("up to 500", "501", Standing.CONTRADICTS),
        ("over 500", "500", Standing.OVERLAP),
        ("over 500", "under 500", Standing.CONTRADICTS),
        ("hundreds", "430", Standing.BEARS_OUT),
        ("hundreds", "1200", Standing.CONTRADICTS),
        ("several", "5", Standing.BEARS_OUT),
        ("several", "300", Standing.OVERLAP),
        ("millions", "3000000", Standing.BEARS_OUT),
        ("none", "5", Standing.CONTRADICTS),
        ("all", "all", Standing.EQUAL),
        ("all", "12", Standing.SILENT),
        ("undeterminable", "undeterminable", Standing.SILENT),
        ("about 500", "510", Standing.BEARS_OUT),
    ],
)
def test_a_figure_stands_to_another_by_what_both_imply(figure, a, b, expected):
    """Each line is one pair and what the second does to the first."""
    assert standing(figure(a, "x"), figure(b, "x")) is expected


@pytest.mark.parametrize(("a", "b"), list(itertools.combinations(FIGURES, 2)))
def test_contradiction_and_equality_hold_both_ways(figure, a, b):
    """Who contradicts or equals whom does not depend on who is asked first."""
    forth, back = standing(figure(a, "x"), figure(b, "x")), standing(figure(b, "x"), figure(a, "x"))
    for mutual in (Standing.CONTRADICTS, Standing.EQUAL, Standing.SILENT):
        assert (forth is mutual) == (back is mutual)


def test_an_age_is_never_weighed_against_a_count(figure):
    """Only counts are compared."""
    age = figure("7", "year", kind=QuantityKind.AGE)
    assert standing(age, figure("8", "year")) is Standing.SILENT
