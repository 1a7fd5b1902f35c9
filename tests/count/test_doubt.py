"""Leaving lists out, pairs of lists, and the prior's part."""

from collections.abc import Callable

import pytest

from tawthiq.count import Histories
from tawthiq.count.doubt import pairs, prior_sensitivity, without_each
from tawthiq.record.estimate import Estimate, Refusal

Table = Callable[[str], Histories]


def test_every_list_is_left_out_once(published: Table) -> None:
    """One answer a list, from the table of the others."""
    found = without_each(published("kosovo"), "loglinear")
    assert list(found) == ["list1", "list2", "list3", "list4"]
    assert all(isinstance(e, Estimate) for e in found.values())


def test_a_table_that_needs_all_its_lists_refuses(published: Table) -> None:
    """Korea has three lists: with two nothing can be said of their dependence."""
    assert all(isinstance(e, Refusal) for e in without_each(published("korea"), "loglinear").values())


def test_pairs_are_held_against_independence() -> None:
    """Persons on both, those expected, and the odds ratio with half a person in each cell."""
    (pair,) = pairs(Histories(("a", "b"), {"10": 20, "01": 30, "11": 50}))
    assert pair.together == 50
    assert pair.expected == pytest.approx(70 * 80 / 100)
    assert pair.odds_ratio == pytest.approx(50.5 * 0.5 / (20.5 * 30.5))


def test_a_heavier_prior_moves_the_answer(published: Table) -> None:
    """The three priors are told apart, and the usual one is the method's own."""
    found = prior_sensitivity(published("uk5"))
    middles = {name: e.median for name, e in found.items() if isinstance(e, Estimate)}
    assert middles["usual"] == pytest.approx(22_990, rel=0.005)
    assert len(set(middles.values())) == 3


def test_a_prior_that_leaves_no_answer_is_told(published: Table) -> None:
    """The western table: with cells four times heavier the likeliest number is the documented one."""
    assert isinstance(prior_sensitivity(published("westernus"))["heavier"], Refusal)
