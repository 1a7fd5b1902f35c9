"""Two pictures laid on one another show the same: what corners propose, grey values must bear out.

Corners alone cannot tell a copy under a caption from another picture before the same background: a studio wall, a tiled floor, a
frame that a channel puts round everything. Laid on one another, a copy is alike nearly everywhere but under the caption; before one
background what stands in front differs. Field by field the correlation of grey values is asked for, which neither light nor contrast changes.
"""

from typing import TYPE_CHECKING

from tawthiq.match.corners import EDGE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tawthiq.match.edited_shown import Laid

    Grey = npt.NDArray[np.float32]

SMALL = 96
"""Pixels of the longer edge of the small picture."""
BLUR = 0.8
FIELD, STEP = 10, 5
"""Pixels of a field, and from one to the next."""
INSIDE = 0.9
"""The share of a field that must lie in both pictures."""
SHOWS = 4.0
"""Standard deviation of grey below which, in both, a field shows nothing."""
ALIKE = 0.5
"""Correlation from which on a field is alike."""
ONE_SIDED = 2.5
"""A field of which one shows so many times more than the other, contrast allowed for, speaks against a copy."""
LEAST_FIELDS = 6
"""With fewer fields that show something nothing is said against the corners."""
LEAST = 0.42
"""The share of fields that must be alike, less the share that only one of the two shows. Of pictures altered in eighteen ways the least
was .50 (pages of print), of rooms with one floor and other furniture the most .34 (bench/match_media.py)."""


def shrunk(grey: "Grey") -> bytes:
    """A grey picture (values 0..255) made small: width and height in a byte each, then its pixels, row by row."""
    import numpy as np  # noqa: PLC0415 - slow to import
    from PIL import Image  # noqa: PLC0415 - slow to import

    scale = min(1.0, SMALL / max(grey.shape))
    high, wide = (max(1, round(edge * scale)) for edge in grey.shape)
    image = Image.fromarray(np.clip(np.round(grey), 0, 255).astype(np.uint8))
    return bytes((wide, high)) + image.resize((wide, high), Image.Resampling.BOX).tobytes()


def spread(small: bytes, *, mirrored: bool = False) -> "Grey":
    """The small picture that `shrunk` packed, as it stands or seen in a mirror."""
    import numpy as np  # noqa: PLC0415 - slow to import

    pixels = np.frombuffer(small, np.uint8, offset=2).reshape(small[1], small[0]).astype(np.float32)
    return pixels[:, ::-1] if mirrored else pixels


def borne_out(one: "Grey", other: "Grey", on: "Laid") -> bool:
    """The first, laid on the second, looks like it in enough fields; true as well where too few show anything."""
    share = share_alike(one, other, on)
    return share is None or share >= LEAST


def share_alike(one: "Grey", other: "Grey", on: "Laid") -> float | None:
    """Of the fields that lie in both and show something in either, the share alike, less the share that one alone shows, -1..1.

    None with fewer than LEAST_FIELDS of them.
    """
    import numpy as np  # noqa: PLC0415 - slow to import
    from scipy import ndimage  # type: ignore[import-untyped] # noqa: PLC0415 - no types; slow to import

    one, other = (ndimage.gaussian_filter(side, BLUR) for side in (one, other))
    rows, columns = np.mgrid[: one.shape[0], : one.shape[1]]
    from_middle = (columns - (one.shape[1] - 1) / 2) + 1j * (rows - (one.shape[0] - 1) / 2)
    there = (on.factor * from_middle * (EDGE / max(one.shape)) + on.shift) / (EDGE / max(other.shape))
    x, y = there.real + (other.shape[1] - 1) / 2, there.imag + (other.shape[0] - 1) / 2
    inside = (x >= 0) & (x <= other.shape[1] - 1) & (y >= 0) & (y <= other.shape[0] - 1)
    seen = ndimage.map_coordinates(other, [y, x], order=1, mode="nearest")
    a, b, held = (_fields(side) for side in (one, seen, inside))
    if len(a) == 0:
        return None
    count = np.maximum(held.sum(axis=1), 1)
    a, b = (np.where(held, side - (side * held).sum(axis=1)[:, None] / count[:, None], 0) for side in (a, b))
    deep = [np.sqrt((side**2).sum(axis=1) / count) for side in (a, b)]
    shows = (held.mean(axis=1) >= INSIDE) & (np.maximum(*deep) >= SHOWS)
    if int(shows.sum()) < LEAST_FIELDS:
        return None
    together = (a * b).sum(axis=1) / count
    alike = together > ALIKE * np.maximum(deep[0] * deep[1], 1e-9)
    return less_one_sided(alike[shows], deep[0][shows], deep[1][shows])


def less_one_sided(alike: "npt.NDArray[np.bool_]", one: "Grey", other: "Grey") -> float:
    """The share of fields that are alike, less the share of those of which one shows ONE_SIDED times more than the other.

    `one`, `other`: standard deviations, field by field; what is alike tells how much more contrast one of the two has.
    """
    import numpy as np  # noqa: PLC0415 - slow to import

    ratio = np.maximum(other, 1e-6) / np.maximum(one, 1e-6)
    ratio = ratio / (np.median(ratio[alike]) if alike.any() else 1.0)
    one_sided = (ratio > ONE_SIDED) | (ratio < 1 / ONE_SIDED)
    return float(alike.mean() - one_sided.mean())


def _fields(picture: "npt.NDArray[np.generic]") -> "npt.NDArray[np.float32]":
    """Every field of a picture as a row."""
    import numpy as np  # noqa: PLC0415 - slow to import

    if min(picture.shape) < FIELD:
        return np.zeros((0, FIELD * FIELD), picture.dtype)
    windows = np.lib.stride_tricks.sliding_window_view(picture, (FIELD, FIELD))[::STEP, ::STEP]
    return windows.reshape(-1, FIELD * FIELD)
