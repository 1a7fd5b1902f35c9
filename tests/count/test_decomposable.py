"""Averaging over decomposable graphs: dga's published answers, graph counts, and calibration by simulation."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.interpolate import CubicSpline  # type: ignore[import-untyped]  # SciPy ships no type information

from tawthiq.count import Histories, Refused, answer
from tawthiq.count.calibration import decomposable_ranks
from tawthiq.count.cells import Cells
from tawthiq.count.decomposable import fit
from tawthiq.count.graphs import incidence
from tawthiq.count.numerics import gammaln, log_gamma, spline
from tawthiq.count.scenarios import World, independent, worlds

Table = Callable[[str], Histories]


@pytest.mark.parametrize(("lists", "graphs"), [(3, 8), (4, 61), (5, 822), (6, 18154)])
def test_every_decomposable_graph_is_there_once(lists: int, graphs: int) -> None:
    """The known numbers of chordal graphs; each one's terms add up to a graph with its own edges."""
    terms, edges = incidence(lists)
    assert len(terms) == len(set(edges.tolist())) == graphs
    assert (terms.sum(axis=1) >= 1).all()


@pytest.mark.parametrize(
    ("table", "reach", "median", "low", "high", "mean"),
    [
        ("kosovo", None, 12595, 9827, 16544, 12749.3),
        ("uk5", None, 22990, 10387, 33508, None),
        ("neworleans5", None, 847, 529, 1589, None),
        ("westernus", None, 2132, 1343, 3848, None),
        ("netherlands5", 10, 47903, 40845, 55456, None),
    ],
)
def test_the_posterior_is_that_of_dga(
    published: Table,
    table: str,
    reach: int | None,
    median: float,
    low: float,
    high: float,
    mean: float | None,
) -> None:
    """Median, ends and mean agree with dga 2.0.2 (delta 2^-J, prior 1/N, same bound) within half a per cent."""
    estimate = fit(published(table), reach=reach).estimate(0.95)
    assert (estimate.median, estimate.lo, estimate.hi) == pytest.approx((median, low, high), rel=0.005)
    if mean:
        assert estimate.mean == pytest.approx(mean, rel=1e-4)


def test_a_bound_too_low_is_noticed_and_raised(published: Table) -> None:
    """The Netherlands have a second mode near 170,000 that a bound of ten or twenty times the documented cuts off."""
    found = fit(published("netherlands5"))
    assert found.diagnostics["reach"] == 100
    assert found.estimate(0.95).hi > 150_000


def test_a_mode_at_the_documented_total_is_refused(published: Table) -> None:
    """Korea: the likeliest number of unseen is none at all."""
    with pytest.raises(Refused, match="documented one itself"):
        fit(published("korea"))


@pytest.mark.parametrize("lists", [2, 7])
def test_other_numbers_of_lists_are_refused(lists: int) -> None:
    """Three to six lists, as the graphs can be enumerated."""
    h = Histories(tuple(f"l{i}" for i in range(lists)), {"1" * lists: 50, "1" + "0" * (lists - 1): 50})
    with pytest.raises(Refused):
        fit(h)


def test_six_lists_are_answered() -> None:
    """Six lists, where the reference package stops at five: the world's number lies inside."""
    rates = (0.2, 0.15, 0.25, 0.1, 0.12, 0.18)
    h = World("six", 3000, independent(rates)).draw(np.random.default_rng(3))
    estimate = answer(h, "decomposable").estimate(0.99)
    assert estimate.lo <= 3000 <= estimate.hi


def test_counts_in_the_thousand_millions_are_resolved() -> None:
    """The grid is refined around a posterior far narrower than its first steps."""
    rates = np.array([0.2, 0.3, 0.25, 0.1])
    cells = np.rint(independent(rates) * 4e9).astype(int)
    counts = {f"{m:04b}"[::-1]: int(c) for m, c in enumerate(cells) if m}
    estimate = fit(Histories(("a", "b", "c", "d"), counts)).estimate(0.95)
    assert estimate.lo < 4e9 < estimate.hi
    assert (estimate.hi - estimate.lo) / 4e9 < 1e-3


@pytest.mark.parametrize("name", ["A", "B", "F"])
def test_the_interval_covers_where_its_assumptions_hold(name: str) -> None:
    """150 replicates of worlds without hidden differences; far from 0.95 is further than chance allows."""
    world = worlds()[name]
    rng = np.random.default_rng(20)
    inside = 0
    for _ in range(150):
        estimate = fit(world.draw(rng)).estimate(0.95)
        inside += estimate.lo <= world.total <= estimate.hi
    assert 134 <= inside <= 150


def test_hidden_differences_defeat_it() -> None:
    """World C: what the documentation says of this method's weakness stays true."""
    world = worlds()["C"]
    rng = np.random.default_rng(20)
    assert sum(fit(world.draw(rng)).estimate(0.95).hi >= world.total for _ in range(40)) <= 4


def test_simulation_from_the_prior_gives_uniform_ranks() -> None:
    """Simulation-based calibration (Talts et al. 2018): graph, number and cells drawn from the prior, 300 fits."""
    ranks = decomposable_ranks(300, lists=3, delta=1.0, seed=4)
    counts, _ = np.histogram(ranks, bins=10, range=(0, 1))
    assert ((counts - 30) ** 2 / 30).sum() < 27.9  # chi-square, nine degrees, one in a thousand
    assert 0.91 < np.mean((ranks > 0.025) & (ranks < 0.975)) < 0.985


def test_permuting_the_lists_changes_nothing(published: Table) -> None:
    """The order in which lists are named is no information."""
    h = published("kosovo")
    turned = Histories(h.lists, {p[::-1]: n for p, n in h.counts.items()})
    a, b = fit(h).estimate(0.95), fit(turned).estimate(0.95)
    assert (a.mean, a.lo, a.hi) == pytest.approx((b.mean, b.lo, b.hi), rel=1e-6)
    assert Cells.full(h).documented == 4400


def test_the_quick_gamma_and_spline_are_the_exact_ones() -> None:
    """Stirling's series joins SciPy's function at a hundred; the spline is the one with not-a-knot ends."""
    rng = np.random.default_rng(4)
    x = np.exp(rng.uniform(-3, 25, 4000))
    assert log_gamma(x) == pytest.approx(gammaln(x), rel=1e-13, abs=1e-13)
    for size in (4, 5, 40):
        at = np.cumsum(rng.uniform(0.1, 50, size))
        y = rng.normal(size=size)
        between = np.linspace(at[0], at[-1], 200)
        assert spline(at, y, between) == pytest.approx(CubicSpline(at, y)(between), abs=1e-12)
