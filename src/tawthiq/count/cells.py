"""The observable cells of a table as arrays: bit i of a cell's number is set when the person stands on list i."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.tables import Histories

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """`masks` number the cells, `counts` fill them; with `full` every one of the 2^J - 1 cells is there."""

    lists: int
    masks: Ints
    counts: NDArray[np.float64]

    @classmethod
    def full(cls, h: Histories) -> "Cells":
        """All 2^J - 1 observable cells, empty ones included: for at most 16 lists."""
        lists = len(h.lists)
        counts = np.zeros(2**lists)
        for pattern, count in h.counts.items():
            counts[mask(pattern)] = count
        return cls(lists, np.arange(1, 2**lists), counts[1:])

    @classmethod
    def present(cls, h: Histories) -> "Cells":
        """Only the cells that hold somebody."""
        masks = np.array([mask(p) for p in h.counts], dtype=np.int64)
        return cls(len(h.lists), masks, np.array(list(h.counts.values()), dtype=float))

    @property
    def documented(self) -> float:
        """Persons in all cells."""
        return float(self.counts.sum())

    def bits(self) -> NDArray[np.float64]:
        """Cells x lists, 1.0 where the cell is on the list."""
        return ((self.masks[:, None] >> np.arange(self.lists)) & 1).astype(float)

    def sizes(self) -> Ints:
        """On how many lists each cell stands."""
        sizes: Ints = self.bits().sum(axis=1).astype(np.int64)
        return sizes


def mask(pattern: str) -> int:
    """The number of a pattern: its i-th digit is bit i."""
    return sum(1 << at for at, digit in enumerate(pattern) if digit == "1")
