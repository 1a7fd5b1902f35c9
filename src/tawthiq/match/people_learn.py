"""What the team's judgements teach about all the other pairs: a correction of the odds, small where judgements are few.

Logistic regression on the levels of the comparisons, leaning on "no correction" (a normal prior on each coefficient), so
that a handful of judgements moves little and some hundred move what they speak about. A pair that only rivals or chance
explain stays what it was unless judged pairs like it were judged otherwise.
"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

LEAST = 30
"""Judgements needed, and a fifth of them on either side, before anything is learned."""
SPREAD = 0.35
"""Standard deviation, in natural logarithms, that a coefficient is expected to have."""
STEPS = 12


class Levels(Protocol):
    """Pairs, level by level: -1 missing, else a number into `names`."""

    @property
    def levels(self) -> Mapping[str, npt.NDArray[np.int8]]:
        """For each comparison the level of every pair."""

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The levels of each comparison."""


def correction(pairs: Levels, probability: Array, judged: Mapping[int, bool]) -> Array | None:
    """For each pair, bits to add to its log odds. `judged`: pair number -> same person. None where too few were judged."""
    same = sum(judged.values())
    if len(judged) < LEAST or min(same, len(judged) - same) < LEAST / 5:
        return None
    at = np.array(sorted(judged), dtype=np.int64)
    y = np.array([judged[int(k)] for k in at], dtype=np.float64)
    x, base = _features(pairs, probability, at), _logit(probability[at])
    beta = np.zeros(x.shape[1])
    prior = np.eye(x.shape[1]) / SPREAD**2
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(base + x @ beta, -30, 30)))
        slope = x.T @ (y - p) - prior @ beta
        bend = (x * (p * (1 - p))[:, None]).T @ x + prior
        beta = beta + np.linalg.solve(bend, slope)
    every = np.arange(len(probability))
    out: Array = _features(pairs, probability, every) @ beta / np.log(2)
    return out


def _logit(probability: Array) -> Array:
    p = np.clip(probability, 1e-9, 1 - 1e-9)
    out: Array = np.log(p / (1 - p))
    return out


def _features(pairs: Levels, probability: Array, at: npt.NDArray[np.int64]) -> Array:
    """A column for each level of each comparison, one for the odds themselves, one for everything."""
    columns = [
        (pairs.levels[name][at] == level).astype(np.float64)
        for name, levels in pairs.names.items()
        for level in range(-1, len(levels))
    ]
    odds = np.clip(_logit(probability[at]), -6, 6) / 6
    return np.stack([*columns, odds, np.ones(len(at))], axis=1)
