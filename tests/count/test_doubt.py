"""Leaving lists out, pairs of lists, and the prior's part."""

from collections.abc import Callable

import numpy as np
import pytest

from tawthiq.count import Histories
from tawthiq.count.checks import avoiding, caveats
from tawthiq.count.doubt import pairs, prior_sensitivity, without_each
from tawthiq.count.scenarios import worlds
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


@pytest.mark.parametrize("world", ["A", "C", "E", "trait"])
def test_lists_that_do_not_avoid_each_other_are_not_said_to(world: str) -> None:
    """Independent lists, and people who differ: at most one false word in ten tables."""
    rng = np.random.default_rng(2)
    assert sum(bool(avoiding(worlds()[world].draw(rng))) for _ in range(10)) <= 1


def test_lists_of_different_months_are_said_to_avoid_each_other() -> None:
    """One list closes when another opens: they are named among the caveats, with what may be done."""
    rng = np.random.default_rng(2)
    tables = [worlds()["two periods"].draw(rng) for _ in range(10)]
    assert sum(avoiding(h)[:1] == [(0, 1)] for h in tables) >= 8
    said = [caveat.en for caveat in caveats(tables[0])]
    assert any("list1 and list2" in one and "by place or month" in one for one in said)
