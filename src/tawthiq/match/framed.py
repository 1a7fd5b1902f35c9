"""Two pictures whose hashes are near must look alike field by field: a hash of a dark sky is mostly the channel's mark on it.

Both are stretched to one square, so nothing is laid or searched for; what a hash forgives (size, light, compression, a turn by a quarter, a
mirror) changes little here, and another roofline under the same lamp and the same mark changes much.
"""

from typing import TYPE_CHECKING, NamedTuple

from tawthiq.match.overlaid import ALIKE, BLUR, SHOWS, less_one_sided, spread

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tawthiq.match.prints import Fingerprint

EDGE, FIELD, STEP = 64, 8, 4
"""Pixels of the square's edge, of a field's, and from one field to the next."""
LEAST = 0.85
"""The share of fields that must be alike, less that which only one of the two shows (match/overlaid). What fails here may still be found
by its corners, as pictures under a caption are."""


class Square(NamedTuple):
    """A picture's fields, each of mean 0 and length 1, and the standard deviation of grey that each had."""

    fields: "npt.NDArray[np.float32]"
    deep: "npt.NDArray[np.float32]"


class Squares:
    """The squares of pictures, made when they are first asked for."""

    def __init__(self) -> None:
        self._made: dict[tuple[bytes, int], Square] = {}

    def alike(self, one: "Fingerprint", other: "Fingerprint", *, turned: bool) -> bool:
        """Whole or without their bars, the two look alike; `turned`: one of them perhaps by quarters, or in a mirror.

        True as well where one of them was printed without a small picture or neither shows anything.
        """
        sides = [[small for small in (p.small, p.whole) if small] for p in (one, other)]
        if not all(sides):
            return True
        return any(
            _share(self._square(a, 0), self._square(b, turn)) >= LEAST
            for turn in range(8 if turned else 1)
            for a in sides[0]
            for b in sides[1]
        )

    def _square(self, small: bytes, turn: int) -> Square:
        if (small, turn) not in self._made:
            self._made[small, turn] = _square(small, turn)
        return self._made[small, turn]


def _square(small: bytes, turn: int) -> Square:
    """`turn`: so many quarters, and from 4 on of the picture in a mirror."""
    import numpy as np  # noqa: PLC0415 - slow to import
    from scipy import ndimage  # type: ignore[import-untyped] # noqa: PLC0415 - no types; slow to import

    grey = ndimage.gaussian_filter(spread(small, mirrored=turn > 3), BLUR)
    at = np.meshgrid(*(np.linspace(0, edge - 1, EDGE) for edge in grey.shape), indexing="ij")
    square = np.rot90(ndimage.map_coordinates(grey, at, order=1), turn % 4)
    windows = np.lib.stride_tricks.sliding_window_view(square, (FIELD, FIELD))[::STEP, ::STEP]
    fields = windows.reshape(-1, FIELD * FIELD)
    fields = fields - fields.mean(axis=1, keepdims=True)
    length = np.sqrt((fields**2).sum(axis=1))
    fields = (fields / np.maximum(length, 1e-6)[:, None]).astype(np.float32)
    return Square(fields, (length / FIELD).astype(np.float32))


def _share(one: Square, other: Square) -> float:
    """Of the fields that show something in either, the share alike, less the share that one alone shows; 1 if there are none."""
    import numpy as np  # noqa: PLC0415 - slow to import

    shows = np.maximum(one.deep, other.deep) >= SHOWS
    if not shows.any():
        return 1.0
    alike = (one.fields * other.fields).sum(axis=1) > ALIKE
    return less_one_sided(alike[shows], one.deep[shows], other.deep[shows])
