"""Bayesian averaging over every decomposable graph of list dependence: one matrix product over a grid of N.

Model: hyper-Dirichlet cells with `delta` in each of the 2^J cells, uniform prior over graphs, prior 1/N (Madigan & York
1997, Biometrika 84). The grid is geometric in the unseen and refined around the mass; between its points the log
posterior is splined. Calibrated when people differ only through the lists: hidden differences between people bias it down.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.graphs import MOST_LISTS, incidence
from tawthiq.count.numerics import gammaln, log_gamma, spline
from tawthiq.count.posterior import Answer, Posterior
from tawthiq.count.refusal import Refused
from tawthiq.count.tables import Histories

METHOD = "decomposable"
Floats = NDArray[np.float64]

REACHES = (20, 100, 500)
"""The unseen may be up to this many times the documented; the next is tried where the posterior leans on the last."""
LEAN = 1e-3
"""The posterior leans on its bound when more than this share of it lies in the last twentieth of the range."""
_DENSE, _POINTS, _CHUNK, _NODES = 24, 280, 2048, 2400
_NEGLIGIBLE, _LEAST = 30.0, -300.0
_SHARP, _MOST_POINTS = 20_000, 4000


class Average(NamedTuple):
    """Log posterior of the unseen at each point of a grid, and the weight of each graph in the order of `incidence`."""

    grid: Floats
    log_mass: Floats
    graphs: Floats


def fit(h: Histories, *, delta: float | None = None, reach: int | None = None) -> Answer:
    """Posterior of N for three to six lists. `delta` defaults to 2^-J, `reach` to the first of REACHES that is enough.

    Raises Refused for other numbers of lists, where the posterior leans on the last bound (unless `reach` is given, when
    the share is in the diagnostics), and where its mode is the documented total itself.
    """
    lists = len(h.lists)
    if lists < 3:
        raise Refused("few_for_method", least=3, lists=lists)
    if lists > MOST_LISTS:
        raise Refused("many_lists", most=MOST_LISTS, lists=lists)
    cells = Cells.full(h)
    bounds = [reach] if reach else list(REACHES)
    while True:
        chosen = bounds.pop(0)
        top = chosen * h.documented
        average = average_graphs(cells, delta or 2.0**-lists, top)
        unseen, mass = fine(average)
        leaning = float(mass[unseen > 0.95 * top].sum())
        if leaning <= LEAN or reach:
            break
        if not bounds:
            raise Refused("bound", limit=f"{h.documented + top:,}")
    if average.grid[np.argmax(average.log_mass)] == 0:
        raise Refused("mode_at_documented")
    told = {
        "delta": delta or 2.0**-lists,
        "reach": chosen,
        "mass_at_bound": leaning,
        **_dependence(h, average.graphs),
    }
    return Answer(METHOD, Posterior.of(h.documented + unseen, mass), told)


def average_graphs(cells: Cells, delta: float, top: int) -> Average:
    """The log posterior of the unseen on a grid from 0 to `top`, refined until its mass stands on sixty points or more."""
    terms, _ = incidence(cells.lists)
    grid = _geometric(top)
    if cells.documented > _SHARP:
        grid = _seek(terms, cells, delta, grid)
    while True:
        found = _evaluate(terms, cells, delta, grid)
        heavy = np.flatnonzero(found.log_mass > found.log_mass.max() - _NEGLIGIBLE)
        low, high = grid[max(heavy[0] - 1, 0)], grid[min(heavy[-1] + 1, len(grid) - 1)]
        if len(heavy) >= 60 or len(grid[(grid >= low) & (grid <= high)]) > high - low:
            return found
        near = np.rint(np.linspace(low, high, _POINTS))
        grid = np.unique(np.concatenate([near, [0.0, float(top)]]))


def _seek(terms: Floats, cells: Cells, delta: float, grid: Floats) -> Floats:
    """Large tables have peaks narrower than the first steps: each graph's own peak is closed in upon."""
    for _ in range(12):
        scores = _subset_scores(cells, delta, grid)
        total = cells.documented + grid
        shared = log_gamma(total + 1) - log_gamma(grid + 1) - np.log(total)
        tops = np.unique(np.argmax(terms @ scores + shared, axis=1))
        low, high = grid[np.maximum(tops - 1, 0)], grid[np.minimum(tops + 1, len(grid) - 1)]
        near = np.rint(low[:, None] + (high - low)[:, None] * np.linspace(0, 1, 9)).ravel()
        finer = np.unique(np.concatenate([grid, near]))
        if len(finer) == len(grid) or len(finer) > _MOST_POINTS:
            break
        grid = finer
    return grid


def _geometric(top: int) -> Floats:
    if top <= _DENSE + _POINTS:
        return np.arange(top + 1, dtype=float)
    steps = np.rint(np.exp(np.linspace(np.log(_DENSE), np.log(top), _POINTS)))
    steps[-1] = top
    return _rising(np.concatenate([np.arange(_DENSE), steps]))


def _rising(values: Floats) -> Floats:
    """Values in order, each once."""
    return values[np.diff(values, prepend=-1.0) > 0]


def _evaluate(terms: Floats, cells: Cells, delta: float, grid: Floats) -> Average:
    scores = _subset_scores(cells, delta, grid)
    total = cells.documented + grid
    shared = log_gamma(total + 1) - log_gamma(grid + 1) - np.log(total)
    width = np.log(np.gradient(grid))
    lead = np.full(len(grid), -np.inf)
    mass = np.zeros(len(grid))
    graphs: list[Floats] = []
    offsets: list[float] = []
    for at in range(0, len(terms), _CHUNK):
        part = terms[at : at + _CHUNK] @ scores
        top = np.maximum(lead, part.max(axis=0))
        part -= top
        np.exp(np.maximum(part, _LEAST, out=part), out=part)
        mass = mass * np.exp(lead - top) + part.sum(axis=0)
        lead = top
        offset = float((lead + shared + width).max())
        graphs.append(part @ np.exp(lead + shared + width - offset))
        offsets.append(offset)
    scale = np.exp(np.array(offsets) - max(offsets))
    weight = np.concatenate([g * s for g, s in zip(graphs, scale, strict=True)])
    return Average(grid, lead + np.log(mass) + shared, weight / weight.sum())


def _subset_scores(cells: Cells, delta: float, grid: Floats) -> Floats:
    """Subsets x grid: log Dirichlet-multinomial of each marginal table, the unseen standing in its empty corner."""
    places, sizes = _margins(cells.lists)
    tables = np.bincount(
        places[:, cells.masks].ravel(), weights=np.tile(cells.counts, len(places)), minlength=places.size
    ).reshape(len(places), -1)
    shares: Floats = delta * 2.0 ** (cells.lists - sizes).astype(float)
    known = (gammaln(tables[:, 1:] + shares[:, None]) - gammaln(shares)[:, None]).sum(axis=1)
    whole = np.array(delta * 2**cells.lists)
    everybody = log_gamma(cells.documented + grid + whole) - gammaln(whole)
    corners = tables[:, 0] + shares
    scores = np.zeros((len(places), len(grid)))
    scores[1:] = log_gamma(corners[1:, None] + grid)
    scores[1:] += (known - gammaln(shares))[1:, None] - everybody
    return scores


@cache
def _margins(lists: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Subsets x cells: where each cell falls in the subset's marginal table, tables one after another; lists in each subset."""
    every = np.arange(2**lists)
    return every[:, None] * 2**lists + (every[:, None] & every), np.array([int(s).bit_count() for s in every])


def fine(average: Average) -> tuple[Floats, Floats]:
    """Values of the unseen and their mass: every integer where they are few, else nodes close together in the bulk."""
    grid, log_mass = average.grid, average.log_mass
    peak = log_mass.max()

    def span(depth: float) -> tuple[float, float, slice]:
        heavy = np.flatnonzero(log_mass > peak - depth)
        first, last = max(int(heavy[0]) - 1, 0), min(int(heavy[-1]) + 1, len(grid) - 1)
        return grid[first], grid[last], slice(max(first - 2, 0), last + 3)

    low, high, inside = span(_NEGLIGIBLE)
    if high - low <= _NODES:
        at = np.arange(low, high + 1)
        width = np.ones(len(at))
    else:
        start, end, _ = span(_NEGLIGIBLE / 2)
        bulk = np.linspace(start, end, _NODES)
        at = _rising(
            np.rint(np.concatenate([np.linspace(low, start, 300), bulk, np.linspace(end, high, 300)]))
        )
        width = np.gradient(at)
    fine = (
        spline(grid[inside], log_mass[inside], at) if len(grid[inside]) > 3 else np.interp(at, grid, log_mass)
    )
    mass = np.exp(fine - fine.max()) * width
    return at, mass / mass.sum()


def _dependence(h: Histories, weight: Floats) -> dict[str, Any]:
    """How probable it is that each two lists depend on one another directly, and the graphs that weigh most."""
    lists = len(h.lists)
    _, edges = incidence(lists)
    pairs = [(a, b) for a in range(lists) for b in range(a + 1, lists)]

    def drawn(graph: int) -> str:
        return "[" + ",".join(f"{a + 1}{b + 1}" for at, (a, b) in enumerate(pairs) if graph >> at & 1) + "]"

    present = weight @ (edges[:, None] >> np.arange(len(pairs)) & 1)
    return {
        "graphs": len(edges),
        "dependence": [
            {"lists": [h.lists[a], h.lists[b]], "probability": float(p)}
            for (a, b), p in zip(pairs, present, strict=True)
        ],
        "models": [
            {"model": drawn(int(edges[i])), "weight": float(weight[i])} for i in np.argsort(-weight)[:5]
        ],
    }
