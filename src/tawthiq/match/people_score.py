"""From levels to probabilities: Fellegi-Sunter weights, with the rival explanations of a likeness spelled out.

Two rows may agree because they are about one person, because they are about two of one family killed together (they
share family name, father, day and place), because they are about two strangers killed in one attack (they share day and
place), or by chance. The usual two-class model knows only the first and the last, and takes brothers for one person.
Here each explanation has its likelihood from the same weights, and its share is learned by expectation maximisation
over all pairs, unsampled pairs counting as chance (Fellegi and Sunter 1969; Winkler 1988 for the learning). `u` stays
as counted among random pairs: learned on blocked pairs it would find "same attack", not "same person".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tawthiq.match.people_model import KIN, NEIGHBOUR, UNMODELLED, Compared
from tawthiq.match.people_table import Compare

Array = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

STRENGTH_M = 60.0
"""Pairs' worth of the starting value of `m`."""
STRENGTH_U = 20_000.0
"""Random pairs' worth of the starting value of `u`."""
TRUSTED = 30
"""Rows with which what is learned counts as much as what was there to start with."""
ROUNDS = 15
LEARNING_PAIRS = 250_000
"""Most pairs that the learning looks at: of more, every n-th, in the order of the rows' ids."""
RAREST = 64.0
"""A rare value counts at most as one this many times rarer than the average."""


@dataclass(frozen=True)
class Weighed:
    """Pairs with their weights (log2) by comparison, and the probability that both rows are about one person.

    `against`: log2 of what the rival explanations together take from the odds, never positive; `prior`: log2 of the odds
    before anything is compared. Weights, `against` and `prior` add up to the log odds.
    """

    weights: dict[str, Array]
    against: Array
    probability: Array
    prior: float


def smoothed_u(compared: Compared, counted: Mapping[str, Sequence[float]] | None, pairs: float) -> Array:
    """The counted shares, leaning on the starting values where few pairs were counted."""
    start = np.array([level.u for level in compared.levels])
    mixed = start * STRENGTH_U
    if counted is not None:
        mixed = mixed + np.array(counted[compared.name]) * pairs
    out: Array = mixed / mixed.sum()
    return out


def weigh(
    pairs: Compare,
    model: Sequence[Compared],
    rarity: Mapping[str, Array],
    *,
    rows: int,
    sampled: float,
    given: Mapping[str, Array] | None = None,
) -> Weighed:
    """Weights and probabilities. `rarity[c]`: for each pair, how frequent the agreeing value is over the average.

    `given`: weights of comparisons that are not to be learned here, in place of the model's where names are equal.
    """
    given = given or {}
    learning = [c for c in model if c.name not in given]
    every = max(1.0, rows * (rows - 1) / 2)
    trust = rows / (rows + TRUSTED)
    u = {c.name: smoothed_u(c, pairs.u, sampled) for c in learning}
    m = {c.name: _start(c) for c in learning}
    shares = starts = {"same": 0.4 / rows, KIN: 0.2 / rows, NEIGHBOUR: 2.0 / rows}
    near = _namesakes(pairs)
    step = max(1, -(-len(near) // LEARNING_PAIRS))
    near = near[::step]
    levels = {c.name: pairs.levels[c.name][near] for c in learning}
    for _ in range(ROUNDS):
        weights = {
            c.name: _weights(levels[c.name], c, m[c.name], u[c.name], _of(rarity, c, near)) for c in learning
        }
        posts = _posterior(weights | {name: values[near] for name, values in given.items()}, model, shares)
        learned = {k: max(step * float(posts[k].sum()), 0.05) / every for k in shares}
        shares = {k: trust * learned[k] + (1 - trust) * start for k, start in starts.items()}
        m = {
            c.name: trust * _learned_m(levels[c.name], c, posts["same"], step) + (1 - trust) * _start(c)
            for c in learning
        }
    weights = {
        c.name: _weights(pairs.levels[c.name], c, m[c.name], u[c.name], rarity.get(c.name)) for c in learning
    }
    weights |= given
    posts = _posterior(weights, model, shares)
    return Weighed(weights, -posts["rivals"], posts["same"], float(np.log2(shares["same"])))


def _of(rarity: Mapping[str, Array], c: Compared, pairs: Rows) -> Array | None:
    return rarity[c.name][pairs] if c.name in rarity else None


def _namesakes(pairs: Compare) -> Rows:
    """The pairs to learn from: those with a name in common. Where every pair was compared, the others teach nothing."""
    common = np.zeros(len(pairs.left), bool)
    for name in ("given", "family", "number"):
        levels = pairs.levels[name]
        common |= (levels >= 0) & (levels < len(pairs.names[name]) - 1)
    out: Rows = np.flatnonzero(common)
    return out


def _weights(levels: npt.NDArray[np.int8], c: Compared, m: Array, u: Array, rarity: Array | None) -> Array:
    by_level = np.append(np.log2(np.maximum(m, 1e-6) / np.maximum(u, 1e-9)), 0.0)
    out: Array = by_level[levels]
    if rarity is not None:
        rare = np.append(np.array([level.rare for level in c.levels]), False)[levels]
        out = out - np.where(rare, np.log2(np.clip(rarity, 1 / RAREST, RAREST)), 0.0)
    return out


def _posterior(
    weights: Mapping[str, Array], model: Sequence[Compared], shares: Mapping[str, float]
) -> dict[str, Array]:
    logs = {"same": np.log2(shares["same"]) + np.sum(list(weights.values()), axis=0)}
    for rival in (KIN, NEIGHBOUR):
        shared = [
            weights[c.name] for c in (*model, *UNMODELLED) if rival in c.shared_by and c.name in weights
        ]
        logs[rival] = np.log2(shares[rival]) + np.sum(shared, axis=0)
    rivals = np.logaddexp2(0.0, np.logaddexp2(logs[KIN], logs[NEIGHBOUR]))
    mass = np.logaddexp2(rivals, logs["same"])
    return {name: np.exp2(value - mass) for name, value in logs.items()} | {"rivals": rivals}


def _start(c: Compared) -> Array:
    start = np.array([level.m for level in c.levels])
    out: Array = start / start.sum()
    return out


def _learned_m(levels: npt.NDArray[np.int8], c: Compared, same: Array, step: int) -> Array:
    start = _start(c)
    if c.loose == 0.0:
        return start
    seen = levels >= 0
    counts = step * np.bincount(levels[seen], weights=same[seen], minlength=len(start))
    strength = STRENGTH_M / c.loose
    out: Array = (counts + strength * start) / (counts.sum() + strength)
    return out
