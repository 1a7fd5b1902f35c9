"""PDQ hashes of many grey frames at once, the same as of pictures to within a few bits; and the bars that a film carries throughout.

PDQ is linear up to its median: two box filters, every n-th sample and a cosine transform are one matrix a side, so a hundred
frames cost two products. What differs from the picture's own way (match/prints) is rounding alone.
"""

from functools import cache
from math import pi
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Frames = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]

SIDE, KEPT = 64, 16
"""PDQ's reduced picture and the part of its transform that is kept, an edge."""
PASSES = 2
EVEN = 8
"""Grey levels by which a line of bars may change within itself and over the film."""
LEAST_EDGE = 24
LEAST_LEFT, MOST_LEFT = 0.1, 0.97
"""As for pictures: shares of the area between which trimming is worth it."""


class Hashes(NamedTuple):
    """Of each frame: the hash as it stands and mirrored (four 64-bit words each), and PDQ's quality, 0..100."""

    bits: "npt.NDArray[np.uint64]"
    mirrored: "npt.NDArray[np.uint64]"
    quality: "npt.NDArray[np.uint8]"


def frame_hashes(frames: "Frames") -> Hashes:
    """Hashes of frames (number, rows, columns) of one size."""
    import numpy as np  # noqa: PLC0415 - slow to import

    rows, columns = (_reduction(size) for size in frames.shape[1:])
    across = frames.reshape(-1, frames.shape[2]).astype(np.float32) @ columns.T
    small = rows @ across.reshape(len(frames), frames.shape[1], SIDE)
    turn = _cosines()
    kept = turn @ small @ turn.T
    steps = sum(
        np.trunc(abs(np.diff(small, axis=axis)) * np.float32(100 / 255)).sum(axis=(1, 2)) for axis in (1, 2)
    )
    quality = np.minimum(100, steps / 90).astype(np.uint8)
    odd = np.where(np.arange(KEPT) % 2 == 0, -1, 1).astype(np.float32)
    return Hashes(_bits(kept), _bits(kept * odd), quality)


def _bits(kept: "Floats") -> "npt.NDArray[np.uint64]":
    import numpy as np  # noqa: PLC0415 - slow to import

    flat = kept.reshape(len(kept), KEPT * KEPT)
    middle = np.sort(flat, axis=1)[:, KEPT * KEPT // 2 - 1 : KEPT * KEPT // 2]
    # The library that hashes pictures counts its bits from the last.
    packed = np.packbits((flat > middle)[:, ::-1], axis=1)
    return np.ascontiguousarray(packed).view(np.uint64)


@cache
def _cosines() -> "Floats":
    import numpy as np  # noqa: PLC0415 - slow to import

    k, n = np.arange(1, KEPT + 1)[:, None], np.arange(SIDE)[None, :]
    turn: Floats = (np.sqrt(2 / SIDE) * np.cos(pi / 2 / SIDE * k * (2 * n + 1))).astype(np.float32)
    return turn


@cache
def _reduction(size: int) -> "Floats":
    """The two box filters and the sampling of PDQ along one edge of so many pixels."""
    import numpy as np  # noqa: PLC0415 - slow to import

    window = -(-size // (2 * SIDE))
    right = (window + 2) // 2 - 1
    at = np.arange(size)
    near = (at[None, :] >= at[:, None] - (window - 1 - right)) & (at[None, :] <= at[:, None] + right)
    box = near / near.sum(axis=1, keepdims=True)
    whole = np.linalg.matrix_power(box, PASSES)
    return whole[((np.arange(SIDE) + 0.5) * size / SIDE).astype(np.int64)].astype(np.float32)


def bars(frames: "Frames") -> tuple[int, int, int, int] | None:
    """(top, bottom, left, right): where the picture lies inside bars that all frames share; None where there are none.

    A dark edge that lights up once in the film is no bar.
    """
    import numpy as np  # noqa: PLC0415 - slow to import

    low, high = frames.min(axis=0).astype(np.int16), frames.max(axis=0).astype(np.int16)
    height, width = low.shape
    edges = []
    for one, other in ((low, high), (low[::-1], high[::-1]), (low.T, high.T), (low.T[::-1], high.T[::-1])):
        # Single specks are left to compression: the tenth and the ninetieth of a hundred pixels speak for a line.
        floor, roof = np.percentile(one, 5, axis=1), np.percentile(other, 95, axis=1)
        even = (roof - floor < EVEN) & (abs(floor - floor[0]) < EVEN)
        edges.append(len(even) if even.all() else int((~even).argmax()))
    top, bottom, left, right = edges[0], height - edges[1], edges[2], width - edges[3]
    if min(bottom - top, right - left) < LEAST_EDGE:
        return None
    if not LEAST_LEFT < (bottom - top) * (right - left) / (height * width) < MOST_LEFT:
        return None
    return top, bottom, left, right
