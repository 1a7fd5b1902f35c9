"""Whether the intervals keep their word is a question for simulation, never for belief.

Two tests: coverage in a world whose number is known, and simulation-based calibration (Talts, Betancourt, Simpson, Vehtari &
Gelman 2018), where number, model and cells come from a method's own prior and the rank of the true number must be uniform.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.decomposable import average_graphs
from tawthiq.count.graphs import incidence
from tawthiq.count.lcmcr import sample
from tawthiq.count.numerics import spline
from tawthiq.count.refusal import Refused
from tawthiq.count.run import answer
from tawthiq.count.scenarios import World, independent
from tawthiq.count.tables import Histories

Floats = NDArray[np.float64]
Rng = np.random.Generator


class Coverage(NamedTuple):
    """How one method did in one world: shares of all replicates, medians over those answered, seconds of CPU a fit."""

    world: str
    method: str
    replicates: int
    answered: float
    covered: float
    too_low: float
    too_high: float
    bias: float
    width: float


def coverage(
    world: World, methods: Sequence[str], replicates: int, *, seed: int = 0, level: float = 0.95
) -> list[Coverage]:
    """Fits every method to the same replicates. `covered` is among those answered; bias and width are shares of N."""
    rng = np.random.default_rng(seed)
    tables = [world.draw(rng) for _ in range(replicates)]
    found: list[Coverage] = []
    for method in methods:
        ends: list[tuple[float, float, float]] = []
        for at, table in enumerate(tables):
            try:
                estimate = answer(table, method, seed=seed + at).estimate(level)
            except Refused:
                continue
            ends.append((estimate.lo, estimate.median, estimate.hi))
        lo, middle, hi = np.array(ends or [(np.nan,) * 3]).T
        n = world.total
        found.append(
            Coverage(
                world.name,
                method,
                replicates,
                len(ends) / replicates,
                float(np.mean((lo <= n) & (n <= hi))),
                float(np.mean(hi < n)),
                float(np.mean(lo > n)),
                float(np.median(middle / n - 1)),
                float(np.median((hi - lo) / n)),
            )
        )
    return found


def ranks(
    runs: int,
    draw: Callable[[Rng], tuple[Histories, int]],
    rank: Callable[[Histories, int, Rng], float],
    seed: int,
) -> Floats:
    """The rank of the truth in each run's posterior, in [0, 1]; uniform when sampler and model agree."""
    rng = np.random.default_rng(seed)
    out: list[float] = []
    while len(out) < runs:
        table, truth = draw(rng)
        if table.counts:
            out.append(rank(table, truth, rng))
    return np.array(out)


def number(rng: Rng, low: int = 100, high: int = 20_000) -> int:
    """A number of people from the prior 1/N between two bounds."""
    return int(np.exp(rng.uniform(np.log(low), np.log(high))))


def table_of(cells: Floats, total: int, rng: Rng) -> Histories:
    """A table of `total` people with these history probabilities; it may be empty."""
    return World("prior", total, cells).draw(rng)


def graph_cells(lists: int, delta: float, rng: Rng) -> Floats:
    """Cells from the hyper-Dirichlet prior over a decomposable graph drawn uniformly."""
    _, edges = incidence(lists)
    graph = int(edges[rng.integers(len(edges))])
    pairs = [(a, b) for a in range(lists) for b in range(a + 1, lists)]
    near = [0] * lists
    for at, (a, b) in enumerate(pairs):
        if graph >> at & 1:
            near[a] |= 1 << b
            near[b] |= 1 << a
    order: list[tuple[int, int]] = []
    left = 2**lists - 1
    while left:
        for v in range(lists):
            around = near[v] & left
            inside = [w for w in range(lists) if around >> w & 1]
            if left >> v & 1 and all(near[w] & around == around & ~(1 << w) for w in inside):
                order.append((v, around))
                left &= ~(1 << v)
                break
    cells = np.ones(2**lists)
    every = np.arange(2**lists)
    for v, parents in order:
        share = delta * 2 ** (lists - parents.bit_count() - 1)
        for state in np.unique(every & parents):
            rate = rng.beta(share, share)
            here = (every & parents) == state
            cells[here] *= np.where(every[here] >> v & 1, rate, 1 - rate)
    return cells


def decomposable_ranks(runs: int, *, lists: int, delta: float, seed: int, high: int = 20_000) -> Floats:
    """Ranks for averaging over decomposable graphs, with the prior of N cut at 100 and `high` in both roles."""

    def draw(rng: Rng) -> tuple[Histories, int]:
        total = number(rng, 100, high)
        return table_of(graph_cells(lists, delta, rng), total, rng), total

    def rank(h: Histories, truth: int, rng: Rng) -> float:
        average = average_graphs(Cells.full(h), delta, high - h.documented)
        total = np.arange(max(100, h.documented), high + 1)
        log_mass = spline(average.grid, average.log_mass, (total - h.documented).astype(float))
        mass = np.exp(log_mass - log_mass.max())
        below, at = mass[total < truth].sum(), mass[total == truth].sum()
        return float((below + rng.uniform() * at) / mass.sum())

    return ranks(runs, draw, rank, seed)


def class_cells(lists: int, classes: int, rng: Rng) -> Floats:
    """Cells from the latent-class prior: alpha ~ Gamma(0.25, 0.25), broken sticks, uniform rates."""
    alpha = rng.gamma(0.25, 4.0)
    sticks = np.append(rng.beta(1.0, max(alpha, 1e-8), classes - 1), 1.0)
    shares = sticks * np.cumprod(np.append(1.0, 1 - sticks[:-1]))
    rates = rng.uniform(size=(classes, lists))
    cells = sum((s * independent(r) for s, r in zip(shares, rates, strict=True)), np.zeros(2**lists))
    out: Floats = cells / cells.sum()
    return out


def lcmcr_ranks(
    runs: int, *, lists: int, classes: int, seed: int, high: int = 20_000, draws: int = 400
) -> Floats:
    """Ranks for the latent-class sampler, chains pooled and thinned, with the prior of N cut at 100 and `high`."""

    def draw(rng: Rng) -> tuple[Histories, int]:
        total = number(rng, 100, high)
        return table_of(class_cells(lists, classes, rng), total, rng), total

    def rank(h: Histories, truth: int, rng: Rng) -> float:
        chains = sample(h, seed=int(rng.integers(2**31)), draws=draws, classes=classes)
        odds = np.minimum(chains.log_odds[:, ::4].ravel(), np.log(10.0 * high))
        total = h.documented + rng.poisson(rng.gamma(h.documented, np.exp(odds)))
        inside = total[(total >= 100) & (total <= high)]
        below = np.count_nonzero(inside < truth) + rng.uniform() * (1 + np.count_nonzero(inside == truth))
        return float(below / (len(inside) + 1))

    return ranks(runs, draw, rank, seed)
