"""Matching errors are carried into the number, or it is biased and too sure."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.count import Histories, Refused
from tawthiq.count.decomposable import fit
from tawthiq.count.linkage import Rates, carry, clusterings, mislinked, undone
from tawthiq.count.scenarios import World, independent, worlds
from tawthiq.record.errors import InputError
from tawthiq.record.person import RowRef

Table = Callable[[str], Histories]


@pytest.mark.parametrize("rates", [(-0.1, 0), (0, 0.5), (float("nan"), 0)])
def test_impossible_rates_are_refused(rates: tuple[float, float]) -> None:
    """A rate is a share below a half."""
    with pytest.raises(InputError):
        Rates(*rates)


def test_a_probability_outside_zero_to_one_is_refused() -> None:
    """So is a pair of a row that nobody listed."""
    a, b = RowRef("a", 1), RowRef("b", 1)
    with pytest.raises(InputError):
        clusterings([a, b], [(a, b, 1.5)], ["a", "b"], 1)
    with pytest.raises(InputError):
        clusterings([a], [(a, b, 0.5)], ["a", "b"], 1)


def test_certain_pairs_give_one_table_and_doubtful_ones_vary() -> None:
    """Probability one and nought leave nothing to chance; one half joins half the time."""
    a, b, c = RowRef("a", 1), RowRef("b", 1), RowRef("c", 1)
    sure = clusterings([a, b, c], [(a, b, 1.0), (b, c, 0.0)], "abc", 20)
    assert {tuple(h.counts.items()) for h in sure} == {(("001", 1), ("110", 1))}
    half = clusterings([a, b], [(a, b, 0.5)], "ab", 400, seed=1)
    assert 150 < sum(h.documented == 1 for h in half) < 250


def test_two_rows_of_one_list_are_never_one_person() -> None:
    """A chain of certain pairs through another list stops before it joins them."""
    rows = [RowRef("a", 1), RowRef("a", 2), RowRef("b", 1)]
    tables = clusterings(rows, [(rows[0], rows[2], 1.0), (rows[1], rows[2], 1.0)], "ab", 10)
    assert all(h.documented == 2 and h.sizes == (2, 1) for h in tables)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.2), st.floats(0, 0.2))
def test_no_record_is_lost_or_made(seed: int, missed: float, false: float) -> None:
    """Erring and undoing move people between histories; every list keeps its size."""
    h = World("w", 300, independent((0.3, 0.4, 0.2))).draw(np.random.default_rng(7))
    rates = Rates(missed, false)
    assert mislinked(h, rates, np.random.default_rng(seed)).sizes == h.sizes
    assert all(table.sizes == h.sizes for table in undone(h, rates, 2, seed=seed))


def test_no_error_is_nothing_to_undo(published: Table) -> None:
    """At rates of zero every draw is the table itself."""
    h = published("kosovo")
    assert undone(h, Rates(0.0, 0.0), 3) == [h, h, h]


def test_known_errors_are_undone_on_average() -> None:
    """Overlaps lost to missed matches, and made by false ones, come back within a few persons."""
    rng = np.random.default_rng(5)
    h = worlds()["F"].draw(rng)
    seen = mislinked(h, Rates(0.05, 0.02), rng)
    back = undone(seen, Rates(0.05, 0.02), 40)
    for k in range(2):
        mean = np.mean([table.captures()[k] for table in back])
        assert abs(mean - h.captures()[k]) < 0.5 * abs(seen.captures()[k] - h.captures()[k]) + 25


def test_carrying_missed_matches_restores_coverage() -> None:
    """One in ten missed, world A: ignoring it covers a third of the time, carrying it nearly always (40 replicates)."""
    world, rates = worlds()["A"], Rates(0.1, 0.0)
    rng = np.random.default_rng(9)
    ignored = carried = 0
    for at in range(40):
        seen = mislinked(world.draw(rng), rates, rng)
        both = carry(undone(seen, rates, 15, seed=at), seen, fit)
        pooled = both.pooled.estimate(0.95)
        ignored += both.given.lo <= world.total <= both.given.hi
        carried += pooled.lo <= world.total <= pooled.hi
    assert ignored <= 25
    assert carried >= 34


def test_the_shares_of_the_variance_are_told(published: Table) -> None:
    """Between and within matching, and the interval with and without, side by side."""
    h = published("kosovo")
    both = carry(undone(h, Rates(0.05, 0.02), 10), h, fit)
    told = both.pooled.diagnostics["matching"]
    assert told["variance_between"] > 0
    assert told["variance_within"] > 0
    assert told["tables"] == 10
    assert both.given.median == pytest.approx(12595, rel=0.01)


def test_tables_that_cannot_be_counted_are_named_and_not_mixed_up(published: Table) -> None:
    """A refused draw is left out, and the others keep their own documented totals; too many refused refuse the whole."""
    h = published("kosovo")
    broken = Histories(h.lists, {"1111": 5})
    draws = undone(h, Rates(0.05, 0.02), 9, seed=1)
    with_one = carry([broken, *draws], h, fit)
    without = carry(draws, h, fit)
    assert with_one.refused == 1
    assert (with_one.within, with_one.between) == pytest.approx((without.within, without.between))
    with pytest.raises(Refused):
        carry([broken, broken, *draws[:3]], h, fit)
    with pytest.raises(InputError):
        carry([], h, fit)
