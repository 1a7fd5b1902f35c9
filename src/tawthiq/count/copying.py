"""One list copies another: of the persons on the source and not on the copier, a share is taken over.

That is a move between cells of the table, not a factor on them as in a log-linear term: where most are hard to record, a few
copied names make a large odds ratio, and where they are easy a small one. People on no list stay where they are.
"""

from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Copying:
    """Who copies whom in each of many models; the last columns of their parameters are log-odds of the shares.

    `pairs` are sources and copiers, `sets` B x pairs says which a model holds. `active`: B x as many columns as the model with
    most copiers needs.
    """

    def __init__(self, lists: int, pairs: Sequence[tuple[int, int]], sets: Bools) -> None:
        every = np.arange(2**lists)
        leave = [every[(every >> a & 1 == 1) & (every >> b & 1 == 0)] for a, b in pairs]
        self.leave = np.array(leave, dtype=np.int64).reshape(len(pairs), 2**lists // 4)
        self.arrive = self.leave | np.array([1 << b for _, b in pairs], dtype=np.int64)[:, None]
        most = int(sets.sum(axis=1).max(initial=0)) if len(pairs) else 0
        order = np.argsort(~sets, axis=1, kind="stable")[:, :most]
        self.active: Bools = np.take_along_axis(sets, order, axis=1)
        self.which = order

    def take(self, models: NDArray[np.int64]) -> "Copying":
        """The same for some of the models."""
        part = copy(self)
        part.active, part.which = self.active[models], self.which[models]
        return part

    def happen(self, p: Floats, b: Floats, slope: Floats | None = None) -> None:
        """Changes P(cell), models x cells, and its derivative as the active copiers do, one after another."""
        slots = self.active.shape[1]
        for slot in range(slots):
            rows = np.flatnonzero(self.active[:, slot])
            if not len(rows):
                continue
            column = b.shape[1] - slots + slot
            pair, rows = self.which[rows, slot], rows[:, None]
            leave, arrive = self.leave[pair], self.arrive[pair]
            share = 1 / (1 + np.exp(-b[rows, column]))
            there = p[rows, leave]
            p[rows, arrive] += share * there
            p[rows, leave] -= share * there
            if slope is not None:
                moved = share[:, :, None] * slope[rows, leave]
                moved[:, :, column] += share * (1 - share) * there
                slope[rows, arrive] += moved
                slope[rows, leave] -= moved
