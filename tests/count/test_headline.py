"""The headline: honest about hidden people, and withheld where the data do not carry it."""

from collections.abc import Callable

import numpy as np
import pytest

from tawthiq.count import Histories, Refused, answer, estimate
from tawthiq.count.cells import Cells
from tawthiq.count.copying import Copying
from tawthiq.count.headline import SHAPES, alike, average, settings
from tawthiq.count.hierarchy import interactions
from tawthiq.count.scenarios import worlds
from tawthiq.count.trait import Kinds, Prior, Problem, evidence, trait_nodes

Table = Callable[[str], Histories]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("artificial3", "on any other list"),
        ("korea", "documented one itself"),
        ("netherlands5", "too wide"),
    ],
)
def test_tables_that_carry_no_headline_are_refused(published: Table, table: str, words: str) -> None:
    """The three published tables on which a single number would mislead, each for its own reason."""
    with pytest.raises(Refused, match=words):
        answer(published(table), "headline")


@pytest.mark.parametrize("table", ["artificial3", "korea"])
def test_tables_that_identify_nothing_are_not_averaged_either(published: Table, table: str) -> None:
    """The prior would answer where the lists do not."""
    with pytest.raises(Refused):
        answer(published(table), "averaged")


@pytest.mark.parametrize("name", ["A", "B", "F"])
def test_the_average_covers_where_people_are_alike(name: str) -> None:
    """Twenty replicates, two dependent pairs in B and F: one miss is expected, five are one in four hundred."""
    world = worlds()[name]
    rng = np.random.default_rng(21)
    ends = [alike(world.draw(rng)).estimate(0.95) for _ in range(20)]
    assert sum(e.lo <= world.total <= e.hi for e in ends) >= 16
    assert np.median([(e.hi - e.lo) / world.total for e in ends]) < 0.35


def test_the_average_takes_people_as_alike() -> None:
    """Where they differ it is far too low and says nothing of it: that is what the headline is for."""
    h = worlds()["C"].draw(np.random.default_rng(3))
    assert alike(h).estimate(0.95).hi < 2000 < average(h).estimate(0.95).hi


def test_an_interval_too_wide_for_a_headline_is_refused() -> None:
    """Fourteen persons on two lists carry a range, not a number."""
    h = Histories(("a", "b", "c"), {"100": 60, "010": 50, "001": 40, "110": 5, "101": 4, "011": 4, "111": 1})
    with pytest.raises(Refused, match="too wide"):
        answer(h, "headline")


def test_kosovo_holds_the_single_methods(published: Table) -> None:
    """The interval takes in what each single method says, and names what it was held against."""
    found = answer(published("kosovo"), "headline")
    estimate = found.estimate(0.95)
    rivals = found.diagnostics["held_against"]
    assert set(rivals) == {"decomposable", "loglinear", "stepwise"}
    assert all(estimate.lo <= value <= estimate.hi for value in rivals.values())


def _covered(name: str, replicates: int) -> tuple[int, float]:
    world = worlds()[name]
    rng = np.random.default_rng(12)
    ends = [average(world.draw(rng)).estimate(0.95) for _ in range(replicates)]
    inside = sum(e.lo <= world.total <= e.hi for e in ends)
    return inside, float(np.median([(e.hi - e.lo) / world.total for e in ends]))


@pytest.mark.parametrize("name", ["C", "E"])
def test_hidden_differences_are_inside(name: str) -> None:
    """Ten replicates of the worlds where `decomposable` covers next to none."""
    inside, width = _covered(name, 10)
    assert inside >= 7
    assert width < 0.75


def test_a_list_that_copies_is_named() -> None:
    """Two classes of people and one list copying another: the two are named, whichever copies, and nobody else; the truth is inside."""
    h = worlds()["C and copied"].draw(np.random.default_rng(5))
    count = estimate(h, methods=["headline"])
    assert count.estimates[0].lo < 3000 < count.estimates[0].hi
    said = [reason.en for reason in count.caveats if "taken names over" in reason.en]
    assert len(said) == 1
    assert "list3 and list4" in said[0]


def test_no_list_is_called_a_copy_where_people_only_differ() -> None:
    """World C, without copying."""
    count = estimate(worlds()["C"].draw(np.random.default_rng(5)), methods=["headline"])
    assert not any("taken names over" in reason.en for reason in count.caveats)


def test_groups_with_a_list_each_do_not_push_the_number_out() -> None:
    """Such a table looks like independence and a fifth more people: the prior of groups keeps the lower end where the truth is."""
    h = worlds()["four groups"].draw(np.random.default_rng(8))
    estimate = average(h).estimate(0.95)
    assert estimate.lo < 4000 < estimate.hi


@pytest.mark.parametrize("own", [0.0, 1.5])
def test_the_gradient_is_that_of_the_posterior(own: float) -> None:
    """By differences, with two copiers and every pair in one model, one copier in another; people in one group or in several."""
    cells = Cells.full(worlds()["C"].draw(np.random.default_rng(0)))
    terms = interactions(4, 2)
    sets = np.ones((2, len(terms) + 2), dtype=bool)
    sets[1, -1] = False
    kinds = Kinds(np.array([1.0, 0.6]), np.full(2, -0.25), np.full(2, own))
    problem = Problem(cells, terms, sets, kinds, Prior(), [(0, 1), (2, 3)])
    b = problem.start() + np.random.default_rng(1).normal(size=problem.active.shape) * 0.3 * problem.active
    gradient = problem.derivatives(problem.joint(b), b)[2]
    for at in range(b.shape[1]):
        step = np.zeros_like(b)
        step[:, at] = 1e-5 * problem.active[:, at]
        up, down = (problem.log_posterior(problem.joint(b + s), b + s) for s in (step, -step))
        assert gradient[:, at] == pytest.approx((up - down) / 2e-5, abs=1e-4)


def test_copying_moves_people_and_loses_none() -> None:
    """Those on the source and not on the copier move, a share of them; those on no list stay where they are."""
    copying = Copying(3, [(0, 2)], np.array([[True], [False]]))
    p = np.tile(np.arange(1.0, 9.0) / 36, (2, 1))
    before = p.copy()
    copying.happen(p, np.array([[0.0], [0.0]]))
    assert p.sum(axis=1) == pytest.approx([1, 1])
    assert p[1] == pytest.approx(before[1])
    assert p[0, [1, 3]] == pytest.approx(before[0, [1, 3]] / 2)
    assert p[0, [0, 2, 4, 6]] == pytest.approx(before[0, [0, 2, 4, 6]])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "width"), [("A", 0.8), ("C", 0.65), ("E", 0.65), ("trait", 0.9), ("beta", 0.75)]
)
def test_the_true_number_is_inside_nine_times_in_ten(name: str, width: float) -> None:
    """Sixty replicates; six or fewer misses are expected, twelve are one in fifty."""
    inside, wide = _covered(name, 60)
    assert inside >= 49
    assert wide < width


def test_the_prior_weights_add_up() -> None:
    """People alike, and every kind of difference, together weigh one."""
    assert sum(kind.weight for kind in settings()) == pytest.approx(1)


@pytest.mark.parametrize("shape", [shape for shape, _ in SHAPES.values()], ids=SHAPES)
def test_every_shape_has_mean_zero_and_spread_one(shape: float) -> None:
    """So that `spread` means the same for all; the left tail is the longer one."""
    t, w = trait_nodes(shape)
    assert w @ t == pytest.approx(0, abs=1e-12)
    assert w @ t**2 == pytest.approx(1)
    assert w @ t**3 <= 1e-9


def test_the_laplace_evidence_is_close_to_the_integral() -> None:
    """Three lists, no interactions: the marginal likelihood by brute force over a grid of list effects."""
    counts = np.array([40.0, 30, 9, 25, 8, 7, 3])
    cells = Cells(3, np.arange(1, 8), counts)
    prior = Prior()
    kinds = Kinds(np.array([0.8]), np.array([-0.25]), np.zeros(1))
    found = evidence(cells, [3, 5, 6], np.zeros((1, 3), dtype=bool), kinds, prior)
    t, w = trait_nodes(-0.25)
    grid = np.linspace(-4.5, 1.5, 41)
    b = np.stack(np.meshgrid(grid, grid, grid, indexing="ij"), axis=-1).reshape(-1, 3)
    on = (np.arange(8)[:, None] >> np.arange(3)) & 1
    p = np.zeros((len(b), 8))
    for node, weight in zip(0.8 * t, w, strict=True):
        rate = 1 / (1 + np.exp(-(b + node)))
        p += weight * np.prod(np.where(on[None], rate[:, None], 1 - rate[:, None]), axis=2)
    value = np.log(p[:, 1:]) @ counts - counts.sum() * np.log1p(-p[:, 0])
    value -= (((b - prior.list_mean) / prior.list_sd) ** 2).sum(axis=1) / 2
    direct = (
        np.logaddexp.reduce(value)
        + 3 * np.log(grid[1] - grid[0])
        - 3 * np.log(prior.list_sd * np.sqrt(2 * np.pi))
    )
    assert found.log_marginal[0] == pytest.approx(direct, abs=0.15)
    odds = np.log(p[:, 0] / (1 - p[:, 0]))
    share = np.exp(value - value.max())
    share /= share.sum()
    assert found.log_odds[0] == pytest.approx(float(share @ odds), abs=0.1)
    assert found.variance[0] == pytest.approx(float(share @ (odds - share @ odds) ** 2), rel=0.15)
