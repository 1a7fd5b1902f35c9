"""Of several rows of one list that could be one person's, seldom more than one is: each takes from the others' odds.

For a row and another list the rows that fit compete, and so do, seen from those, the rows of the first list. This is
belief propagation for matching (one message each way for each pair, exact where the pairs form a tree; Bayati, Shah and
Sharma 2008), softened by the chance that a list names a person twice, and blind to rows known as repeats of each other.
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

REPEATED = 0.05
"""How often a list names a person again without that being seen in the rows."""
ROUNDS = 6
REPEAT = 0.5
"""Probability from which two rows of one list count as repeats of each other."""


def rivalry(
    left: Rows, right: Rows, probability: Array, list_of: Rows, *, repeated: float = REPEATED
) -> Array:
    """log2 of what the rivals of each pair take from its odds, never positive; pairs within one list lose nothing."""
    out = np.zeros(len(left))
    within = list_of[left] == list_of[right]
    person = _repeats(left[within], right[within], probability[within], len(list_of))
    across = np.flatnonzero(~within)
    if not len(across):
        return out
    a, b = left[across], right[across]
    p = np.clip(probability[across], 1e-12, 1 - 1e-9)
    odds = p / (1 - p)
    lists = int(list_of.max()) + 1
    towards_b = (_number(a * lists + list_of[b]), _number(a * len(list_of) + person[b]))
    towards_a = (_number(b * lists + list_of[a]), _number(b * len(list_of) + person[a]))
    from_a, from_b = np.ones(len(a)), np.ones(len(a))
    for _ in range(ROUNDS):
        from_a, from_b = (
            _left_over(odds * from_b, *towards_b, repeated),
            _left_over(odds * from_a, *towards_a, repeated),
        )
    out[across] = np.log2(from_a) + np.log2(from_b)
    return out


def _left_over(claims: Array, group: Rows, own: Rows, repeated: float) -> Array:
    """The share that the other claims of the group leave to each, its own person's claims not counting against it."""
    others = np.bincount(group, claims)[group] - np.bincount(own, claims)[own]
    out: Array = repeated + (1 - repeated) / (1 + np.maximum(others, 0.0))
    return out


def _number(keys: Rows) -> Rows:
    """Keys as small numbers from 0."""
    numbers: Rows = np.unique(keys, return_inverse=True)[1]
    return numbers


def _repeats(left: Rows, right: Rows, probability: Array, rows: int) -> Rows:
    """For each row the least row of its list that it repeats, or itself."""
    person = np.arange(rows)
    sure = probability >= REPEAT
    for a, b in zip(left[sure].tolist(), right[sure].tolist(), strict=True):
        low, high = sorted((int(person[a]), int(person[b])))
        if low != high:
            person[person == high] = low
    return person
