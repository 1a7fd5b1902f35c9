"""Pairs of lists are taken into the model one by one, and the bootstrap takes them anew in every replicate.

At each step every pair's overlap is compared with what the model so far expects of it, by the Poisson tail; the most
surprising pair below `threshold` is added, as long as the larger model has a finite, unique estimate (Chan, Silverman &
Vincent 2021, JASA 116). Resampling the persons and choosing again keeps the choice inside the interval, which is the
bias-corrected accelerated one (Efron 1987, JASA 82).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.existence import trouble
from tawthiq.count.glm import fit_many
from tawthiq.count.hierarchy import design, empty_margins, interactions, name
from tawthiq.count.numerics import normal_quantile, normal_share, poisson_tail
from tawthiq.count.posterior import Answer, Posterior
from tawthiq.count.refusal import Refused
from tawthiq.count.tables import Histories

METHOD = "stepwise"
MOST_LISTS = 10
REPLICATES = 1000
_SUSPECT_CELL, _SUSPECT_VARIANCE = 1e-4, 100.0

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Chosen(NamedTuple):
    """One row a table: which pairs stand in its model, how many are on no list, and their standard error.

    Not a number where not even the model without pairs has an estimate.
    """

    pairs: Bools
    unseen: Floats
    error: Floats


def choose(lists: int, counts: Floats, threshold: float = 0.02) -> Chosen:
    """The stepwise model of many tables at once; `counts` is tables x (2^lists - 1), cells numbered from 1."""
    terms = interactions(lists, 2)
    frame = Cells(lists, np.arange(1, 2**lists), counts[0])
    matrix = design(frame, terms)
    cover = matrix[:, 1 + lists :]
    observed = counts @ cover
    empty = observed == 0
    pairs = np.zeros(observed.shape, dtype=bool)
    before = pairs.copy()
    unseen, error = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    left = np.arange(len(counts))
    always = np.ones((len(counts), 1 + lists), dtype=bool)
    for _ in range(len(terms) + 1):
        active = np.concatenate([always[left], pairs[left] & ~empty[left]], axis=1)
        alive = ~(((pairs & empty)[left].astype(float) @ cover.T) > 0)
        fits = fit_many(matrix, counts[left], active, alive)
        sound = _sound(lists, counts[left], pairs[left], fits.mu, fits.variance, alive)
        good = left[sound]
        unseen[good] = np.exp(fits.beta[sound, 0])
        error[good] = np.sqrt(unseen[good] + unseen[good] ** 2 * fits.variance[sound])
        tails = np.where(pairs[left], 1.0, poisson_tail(observed[left], fits.mu @ cover))
        best = tails.argmin(axis=1)
        go_on = sound & (tails.min(axis=1) < threshold)
        undo = left[~sound]
        if len(undo):
            pairs[undo] = before[undo]
        before = pairs.copy()
        left, best = left[go_on], best[go_on]
        if not len(left):
            break
        pairs[left, best] = True
    return Chosen(pairs, unseen, error)


def _sound(lists: int, counts: Floats, pairs: Bools, mu: Floats, variance: Floats, alive: Bools) -> Bools:
    """Whether each model has a finite and unique estimate; only fits that look suspicious are put to the linear checks."""
    lowest = np.where(alive, mu, 1.0).min(axis=1)
    suspect = np.flatnonzero((lowest < _SUSPECT_CELL) | ~(np.abs(variance) < _SUSPECT_VARIANCE))
    good = np.ones(len(counts), dtype=bool)
    terms = interactions(lists, 2)
    for at in suspect:
        table = Cells(lists, np.arange(1, 2**lists), counts[at])
        model = frozenset(t for t, has in zip(terms, pairs[at], strict=True) if has)
        good[at] = trouble(table, model) is None
    return good


def fit(h: Histories, *, seed: int = 0, replicates: int | None = None, threshold: float = 0.02) -> Answer:
    """The stepwise estimate with its bootstrap. Raises Refused for more than ten lists and where nothing is identified."""
    lists = len(h.lists)
    if lists > MOST_LISTS:
        raise Refused("many_lists", lists=lists, most=MOST_LISTS)
    cells = Cells.full(h)
    first = choose(lists, cells.counts[None], threshold)
    unseen = float(first.unseen[0])
    if not unseen > 0:
        raise Refused("no_model")
    replicates = replicates or (REPLICATES if lists <= 5 else REPLICATES // 5)
    rng = np.random.default_rng(seed)
    n = h.documented
    tables = rng.multinomial(n, cells.counts / n, size=replicates).astype(float)
    every = choose(lists, tables, threshold).unseen
    drawn = n + every[np.isfinite(every)]
    if len(drawn) < replicates / 2:
        raise Refused("no_model")
    filled = np.flatnonzero(cells.counts)
    fewer = np.repeat(cells.counts[None], len(filled), axis=0)
    fewer[np.arange(len(filled)), filled] -= 1
    jack = n - 1 + choose(lists, fewer, threshold).unseen
    whole = np.isfinite(jack)
    cloud = _bca(drawn, n + unseen, jack[whole], cells.counts[filled][whole])
    terms = interactions(lists, 2)
    chosen = frozenset(t for t, has in zip(terms, first.pairs[0], strict=True) if has)
    empty = empty_margins(cells, terms)
    diagnostics = {
        "model": name(chosen, lists),
        "se": float(first.error[0]),
        "replicates": replicates,
        "replicates_without_estimate": replicates - len(drawn),
        "threshold": threshold,
        "empty_pairs": int(empty.sum()),
    }
    return Answer(METHOD, cloud, diagnostics, point=n + unseen)


def _bca(drawn: Floats, estimate: float, jack: Floats, times: Floats) -> Posterior:
    """Confidence distribution whose quantiles are the ends of the BCa intervals of every level."""
    size = len(drawn)
    estimate = float(np.round(estimate, 9))
    drawn = np.round(drawn, 9)
    below = (np.count_nonzero(drawn < estimate) + np.count_nonzero(drawn == estimate) / 2) / size
    bias = normal_quantile(np.array(np.clip(below, 0.5 / size, 1 - 0.5 / size)))
    gap = (times @ jack) / times.sum() - jack
    spread = float(times @ gap**2)
    pace = float(times @ gap**3) / (6 * spread**1.5) if spread > 0 else 0.0
    z = bias + normal_quantile((np.arange(size) + 0.5) / size)
    shares = normal_share(bias + z / np.maximum(1 - pace * z, 1e-6))
    return Posterior.of(np.quantile(drawn, np.clip(shares, 0, 1)))
