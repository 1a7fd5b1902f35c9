"""Corners of a picture and what lies round them: what survives cropping, captions, marks and mirroring.

Corners are Harris's (1988) on four sizes of the picture, spread over it so that lettering cannot take them all. Each is
described by 256 comparisons of smoothed grey values round it (BRIEF, Calonder et al. 2010). The comparisons come in pairs that
mirror each other, so the mirrored picture's description is the same bits with the halves exchanged.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

EDGE = 384
"""Pixels of the longer edge on the largest of the four sizes."""
SIZES = (1.0, 0.8, 0.64, 0.512)
CELLS, A_CELL = 8, 3
"""On each size the picture is cut into CELLS x CELLS, of which each gives at most A_CELL corners."""
REACH = 15
"""Pixels from a corner to the edge of what describes it."""
LEAST_RESPONSE = 30.0
CONTRAST, MOST_GAIN = 45.0, 3.0
"""Standard deviation of grey to which a dim picture is stretched, and by how much at most: beyond, noise is all there is."""
RECORD = 36


class Corners(NamedTuple):
    """Places (pixels of the largest size, from the middle of the picture) and 32-byte descriptions."""

    places: "npt.NDArray[np.float32]"
    bits: "npt.NDArray[np.uint8]"

    def mirrored(self) -> "Corners":
        """The corners of the same picture seen in a mirror."""
        import numpy as np  # noqa: PLC0415 - slow to import

        turned = (self.places * np.array([-1, 1])).astype(np.float32)
        return Corners(turned, np.concatenate([self.bits[:, 16:], self.bits[:, :16]], axis=1))


def pack(corners: Corners) -> bytes:
    """Corners as bytes: x and y in half pixels as 16-bit little-endian numbers, then the description."""
    import numpy as np  # noqa: PLC0415 - slow to import

    places = np.round(corners.places * 2).astype("<i2").view(np.uint8).reshape(-1, 4)
    return np.concatenate([places, corners.bits], axis=1).tobytes()


def unpack(data: bytes) -> Corners:
    """Corners from the bytes that `pack` made."""
    import numpy as np  # noqa: PLC0415 - slow to import

    rows = np.frombuffer(data, np.uint8).reshape(-1, RECORD)
    places = (rows[:, :4].copy().view("<i2") / 2).astype(np.float32)
    return Corners(places, rows[:, 4:].copy())


def corners(grey: "npt.NDArray[np.float32]") -> Corners:
    """The corners of a grey picture (values 0..255), whose longer edge should be EDGE pixels."""
    import numpy as np  # noqa: PLC0415 - slow to import
    from scipy import ndimage  # type: ignore[import-untyped] # noqa: PLC0415 - no types; slow to import

    grey = grey * np.float32(min(MOST_GAIN, max(1.0, CONTRAST / max(1.0, float(grey.std())))))
    middle = (np.array(grey.shape[::-1], np.float32) - 1) / 2
    places, bits = [np.zeros((0, 2), np.float32)], [np.zeros((0, 32), np.uint8)]
    for size in SIZES:
        scaled = (
            grey if size == 1.0 else ndimage.zoom(ndimage.gaussian_filter(grey, 0.4 / size), size, order=1)
        )
        if min(scaled.shape) <= 2 * REACH + 2:
            continue
        found = _harris(scaled)
        smooth = ndimage.gaussian_filter(scaled, 2.0)
        bits.append(_describe(smooth, found))
        factor = (np.array(grey.shape[::-1], np.float32) - 1) / (np.array(scaled.shape[::-1], np.float32) - 1)
        places.append((found[:, ::-1] * factor - middle).astype(np.float32))
    return Corners(np.concatenate(places), np.concatenate(bits))


def _harris(grey: "npt.NDArray[np.float32]") -> "npt.NDArray[np.int64]":
    """Rows and columns of the strongest corners of each cell."""
    import numpy as np  # noqa: PLC0415 - slow to import
    from scipy import ndimage  # noqa: PLC0415 - slow to import

    across, down = ndimage.sobel(grey, axis=1) / 8, ndimage.sobel(grey, axis=0) / 8
    xx, yy, xy = (ndimage.gaussian_filter(a, 1.5) for a in (across * across, down * down, across * down))
    response = xx * yy - xy * xy - 0.05 * (xx + yy) ** 2
    peak = (response == ndimage.maximum_filter(response, 7)) & (response > LEAST_RESPONSE)
    peak[:REACH], peak[-REACH:], peak[:, :REACH], peak[:, -REACH:] = False, False, False, False
    rows, columns = np.nonzero(peak)
    cell = rows * CELLS // grey.shape[0] * CELLS + columns * CELLS // grey.shape[1]
    order = np.lexsort((columns, rows, -response[rows, columns], cell))
    start = np.searchsorted(cell[order], cell[order], "left")
    chosen = np.sort(order[np.arange(len(order)) - start < A_CELL])
    return np.stack([rows[chosen], columns[chosen]], axis=1)


def _pattern() -> "npt.NDArray[np.int64]":
    """256 pairs of offsets (row, column, row, column); the second half mirrors the first."""
    import numpy as np  # noqa: PLC0415 - slow to import

    drawn = np.random.default_rng(2010).normal(0.0, REACH / 2.5, (128, 4))
    half = np.clip(np.round(drawn), -REACH, REACH).astype(np.int64)
    return np.concatenate([half, half * np.array([1, -1, 1, -1])])


def _describe(smooth: "npt.NDArray[np.float32]", at: "npt.NDArray[np.int64]") -> "npt.NDArray[np.uint8]":
    import numpy as np  # noqa: PLC0415 - slow to import

    pairs = _pattern()
    rows, columns = at[:, :1], at[:, 1:]
    one = smooth[rows + pairs[:, 0], columns + pairs[:, 1]]
    other = smooth[rows + pairs[:, 2], columns + pairs[:, 3]]
    return np.packbits(one < other, axis=1)
