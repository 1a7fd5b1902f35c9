"""Two recordings laid on one another: one straight line carries the times of one to the other's, or they have nothing in common.

A hit is a moment of one that looks or sounds like a moment of the other; hits vote for lines, whose slope is the change of speed.
A line says nothing yet: what counts is measured along it, moment by moment, by whoever asks.
"""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Times = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Hits = tuple[Times, Times]

SLOWEST, FASTEST = 0.5, 2.0
"""Slopes looked for."""
MOST_HITS = 1500
TRIES = 300
LINES = 4
EVEN = 0.95
"""Of the hits on a line those that equal speed must carry to be taken for the simpler account."""


class Line(NamedTuple):
    """Time `t` of one is time `slope * t + shift` of the other, in seconds; `votes` hits say so."""

    slope: float
    shift: float
    votes: int


class Stretch(NamedTuple):
    """From and to, as numbers of moments, the end left out."""

    start: int
    stop: int


def lines(one: "Times", other: "Times", room: float) -> list[Line]:
    """The best few lines through hits at times `one` and `other`, within `room` seconds, most votes first.

    Equal speed stands first among equals. A moment votes once, however many moments of the other it is like.
    """
    import numpy as np  # noqa: PLC0415 - slow to import

    if len(one) == 0:
        return []
    if len(one) > MOST_HITS:
        kept = np.linspace(0, len(one) - 1, MOST_HITS).astype(np.int64)
        one, other = one[kept], other[kept]
    shifts = other - one
    tried = [(1.0, float(s)) for s in np.unique(np.round(shifts / room) * room)[:TRIES]]
    if len(one) > 1:
        i, j = (_draws() * len(one) >> 32).astype(np.int64)
        run, rise = one[j] - one[i], other[j] - other[i]
        far = abs(run) > 2 * room
        slope = np.divide(rise, run, out=np.zeros(len(run)), where=far)
        good = far & (slope >= SLOWEST) & (slope <= FASTEST)
        tried += list(zip(slope[good].tolist(), (other[i] - slope * one[i])[good].tolist(), strict=True))
    moments = np.round(one / room).astype(np.int64)

    def voted(slope_: float, shift: float) -> Line:
        near = abs(other - slope_ * one - shift) <= room
        return Line(slope_, shift, len(np.unique(moments[near])))

    found = sorted(
        (voted(*way) for way in tried), key=lambda line: (-line.votes, abs(line.slope - 1), abs(line.shift))
    )
    best: list[Line] = []
    for rough in found[: 4 * LINES]:
        line = voted(*_fitted(one, other, rough, room))
        if all(abs(line.slope - b.slope) > 0.02 or abs(line.shift - b.shift) > 2 * room for b in best):
            best.append(line)
        if len(best) == LINES:
            break
    return sorted(best, key=lambda line: (-line.votes, abs(line.slope - 1)))


def _fitted(one: "Times", other: "Times", line: Line, room: float) -> tuple[float, float]:
    """Least squares through the hits on a line; equal speed where that carries nearly as many of them."""
    import numpy as np  # noqa: PLC0415 - slow to import

    slope, shift = line.slope, line.shift
    x, y = one, other
    for narrow in (1.0, 0.7):
        near = abs(other - slope * one - shift) <= narrow * room
        x, y = one[near], other[near]
        if len(x) < 2 or float(np.ptp(x)) < 4 * room:
            return (1.0, float(np.median(y - x))) if len(x) else (line.slope, line.shift)
        slope, shift = np.polyfit(x, y, 1).tolist()
        if not SLOWEST <= slope <= FASTEST:
            return line.slope, line.shift
    even = float(np.median(y - x))
    kept = (abs(other - one - even) <= room).sum()
    if kept >= EVEN * (abs(other - slope * one - shift) <= room).sum():
        return 1.0, even
    return slope, shift


def longest(like: "Flags", known: "Flags", gap: int, share: float) -> Stretch | None:
    """The stretch that holds the most moments alike; it begins and ends with one.

    No gap in it is longer than `gap` moments known and not alike, and of its known moments at least `share` are alike.
    """
    import numpy as np  # noqa: PLC0415 - slow to import

    at = np.nonzero(like)[0]
    if len(at) == 0:
        return None
    unlike = np.concatenate([[0], np.cumsum(known & ~like)])
    between = unlike[at[1:]] - unlike[at[:-1]]
    pieces = np.split(at, np.nonzero(between > gap)[0] + 1)
    best: Stretch | None = None
    most = 0
    for piece in pieces:
        start, stop = int(piece[0]), int(piece[-1]) + 1
        if len(piece) > most and len(piece) >= share * max(1, int(known[start:stop].sum())):
            best, most = Stretch(start, stop), len(piece)
    return best


def smoothed(values: "Times", known: "Flags", reach: int) -> "Times":
    """The mean of the known values up to `reach` before and after each; 0 where none is known. Unknown values must be 0."""
    import numpy as np  # noqa: PLC0415 - slow to import

    at = np.arange(len(values))
    low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, len(values))
    total, weight = (np.concatenate([[0.0], np.cumsum(a, dtype=np.float64)]) for a in (values, known))
    mean: Times = (total[high] - total[low]) / np.maximum(weight[high] - weight[low], 1)
    return mean


def by_pair(
    i: "npt.NDArray[np.int64]", j: "npt.NDArray[np.int64]", one: "Times", other: "Times", *, flipped: bool
) -> "dict[tuple[int, int, bool], Hits]":
    """Hits at times `one` and `other` of recordings `i` and `j`, by pair of recordings; a recording does not meet itself."""
    import numpy as np  # noqa: PLC0415 - slow to import

    apart = i != j
    i, j, one, other = i[apart], j[apart], one[apart], other[apart]
    order = np.lexsort((other, one, j, i))
    i, j, one, other = i[order], j[order], one[order], other[order]
    if len(i) == 0:
        return {}
    starts = np.nonzero(np.concatenate([[True], (i[1:] != i[:-1]) | (j[1:] != j[:-1])]))[0]
    return {
        (int(i[a]), int(j[a]), flipped): (one[a:b], other[a:b])
        for a, b in zip(starts, [*starts[1:], len(i)], strict=True)
    }


@cache
def _draws() -> "npt.NDArray[np.uint64]":
    """Pairs of numbers below 2**32, always the same."""
    import numpy as np  # noqa: PLC0415 - slow to import

    return np.random.default_rng(TRIES).integers(0, 2**32, (2, TRIES), np.uint64)
