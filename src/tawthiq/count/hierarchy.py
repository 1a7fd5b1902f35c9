"""Hierarchical log-linear models: an interaction stands in a model only with everything inside it.

A model is a set of interactions of two lists or more, each a bit mask; the list effects are always there.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells, Ints

Model = frozenset[int]


def interactions(lists: int, order: int) -> list[int]:
    """Masks of every interaction of 2 to `order` lists, small ones first."""
    return [
        sum(1 << i for i in some) for size in range(2, order + 1) for some in combinations(range(lists), size)
    ]


def enumerate_models(lists: int, order: int) -> list[Model]:
    """Every hierarchical model with interactions of at most `order` lists (never all of them)."""
    models: list[Model] = [frozenset()]
    for mask in interactions(lists, min(order, lists - 1)):
        inside = [mask & ~(1 << i) for i in range(lists) if mask >> i & 1]
        needed = [part for part in inside if part.bit_count() > 1]
        models += [model | {mask} for model in models if all(part in model for part in needed)]
    return models


def design(cells: Cells, columns: Sequence[int]) -> NDArray[np.float64]:
    """Cells x (1 + lists + interactions): constant, list effects, then one column per mask in `columns`."""
    masks: Ints = np.array([0, *(1 << i for i in range(cells.lists)), *columns], dtype=np.int64)
    matrix: NDArray[np.float64] = ((cells.masks[:, None] & masks) == masks).astype(float)
    return matrix


def empty_margins(cells: Cells, columns: Sequence[int]) -> NDArray[np.bool_]:
    """True for each interaction that no documented person shows: its effect is minus infinity."""
    inside = (cells.masks[:, None] & np.array(columns, dtype=np.int64)) == np.array(columns, dtype=np.int64)
    return np.asarray(cells.counts @ inside == 0)


def name(model: Model, lists: int) -> str:
    """The model by its generators, lists numbered from 1: `[12,13,4]`."""
    masks = sorted(model, key=lambda m: (-m.bit_count(), m))
    tops = [m for m in masks if not any(m != other and m & other == m for other in masks)]
    covered = 0
    for mask in tops:
        covered |= mask
    tops += [1 << i for i in range(lists) if not covered >> i & 1]
    words = [_digits(mask) for mask in tops]
    return "[" + ",".join(sorted(words)) + "]"


def _digits(mask: int) -> str:
    marks = [str(i + 1) for i in range(mask.bit_length()) if mask >> i & 1]
    return ("" if all(len(m) == 1 for m in marks) else ".").join(marks)
