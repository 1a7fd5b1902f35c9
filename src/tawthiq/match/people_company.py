"""Lists teach each other's words: which place, cause or status one writes where another writes something else.

Among pairs that other evidence makes nearly certain, a value of one row and a value of the other that come together more
often than by chance stand for one thing, whatever the words: a street and its nickname, a word and its translation.
A value that goes with everything (the city's name) comes to weigh nothing. A pair never counts as evidence for itself.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

SURE = 0.9
LEAST_PAIRS = 150
"""Fewer nearly certain pairs than this teach nothing."""
LEANING = 3.0
"""Expected pairs' worth of what the words themselves say."""
MOST = 6.0
"""Bits that one value can weigh for or against."""


def company(
    values: Sequence[str | None],
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    probability: Array,
    before: Array | None = None,
) -> Array | None:
    """For each pair the weight (log2) of its two values together; None where too little is known.

    `before`: the weights that the words themselves give, 0 without; missing values weigh nothing.
    """
    known = sorted({value for value in values if value is not None})
    number = {value: n for n, value in enumerate(known)}
    codes = np.array([number.get(value, -1) if value is not None else -1 for value in values], dtype=np.int64)
    a, b = np.minimum(codes[left], codes[right]), np.maximum(codes[left], codes[right])
    both = a >= 0
    sure = both & (probability >= SURE)
    if sure.sum() < LEAST_PAIRS:
        return None
    key = a * len(known) + b
    keys, at = np.unique(key[both], return_inverse=True)
    together = np.bincount(at, weights=sure[both].astype(np.float64), minlength=len(keys))
    share = np.bincount(np.concatenate([a[sure], b[sure]]), minlength=len(known)) / (2.0 * sure.sum())
    twice = np.where(keys // len(known) == keys % len(known), 1.0, 2.0)
    expected = sure.sum() * twice * share[keys // len(known)] * share[keys % len(known)]
    out = np.zeros(len(left))
    own = sure[both].astype(np.float64)
    start = np.zeros(both.sum()) if before is None else before[both]
    seen, chance = (
        np.maximum(together[at] - own, 0.0),
        np.maximum(expected[at] - own * expected[at] / sure.sum(), 0.0),
    )
    out[both] = np.clip(np.log2((seen + LEANING * np.exp2(start)) / (chance + LEANING)), -MOST, MOST)
    return out
