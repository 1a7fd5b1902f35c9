"""Which of two pictures, one made from the other, shows less: a crop lacks what the whole has.

The one is laid on the other by the shift, size and turn that most of their like corners agree on. A caption or a bar is added on one
side, a crop takes from several: only where one reaches beyond the other both sideways and up or down, or on both sides, and the other
nowhere beyond it, is anything said.
"""

from typing import TYPE_CHECKING, NamedTuple

from tawthiq.match.corners import REACH, Corners
from tawthiq.match.edited import ALIKE, FIT, LEAST, TRIES, tries

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Places = npt.NDArray[np.complex128]

BEYOND = 0.07
"""Share of the width or height by which a picture must reach beyond: corners tell a picture's edge no more exactly."""


class Laid(NamedTuple):
    """A place `z` of the first picture (pixels from its middle, as corners are told) is `factor * z + shift` of the second."""

    factor: complex
    shift: complex


def laid(one: Corners, other: Corners) -> Laid | None:
    """How the first lies on the second, by the corners that most agree on; None where fewer than LEAST do."""
    import numpy as np  # noqa: PLC0415 - slow to import

    z, w = _like(one, other)
    if len(z) < LEAST:
        return None
    i, j = (tries(TRIES) * np.uint64(len(z)) >> np.uint64(32)).astype(np.int64)
    apart = z[i] - z[j]
    good = abs(apart) > FIT
    factor = (w[i] - w[j])[good] / apart[good]
    shift = w[i][good] - factor * z[i][good]
    room = FIT * np.maximum(1.0, abs(factor))
    agree = abs(factor[:, None] * z + shift[:, None] - w) < room[:, None]
    votes = agree.sum(axis=1)
    if len(votes) == 0 or votes.max() < LEAST:
        return None
    held = agree[int(votes.argmax())]
    sides = np.stack([z[held], np.ones(int(held.sum()))], axis=1)
    fitted = np.linalg.lstsq(sides, w[held], rcond=None)[0]
    return Laid(complex(fitted[0]), complex(fitted[1]))


def lacking(one: Corners, other: Corners, on: Laid) -> str | None:
    """`a` where the first lacks a part that the second shows, `b` the other way round, None where it cannot be told."""
    import numpy as np  # noqa: PLC0415 - slow to import

    mine = _box(on.factor * places(one) + on.shift, REACH * abs(on.factor))
    theirs = _box(places(other), REACH)
    size = np.array([theirs[2] - theirs[0], theirs[3] - theirs[1]] * 2)
    # Left, top, right, bottom: how far each reaches beyond the other.
    more = (
        np.array([theirs[0] - mine[0], theirs[1] - mine[1], mine[2] - theirs[2], mine[3] - theirs[3]]) / size
    )
    if (more < BEYOND).all() and _all_round(-more > BEYOND):
        return "a"
    if (-more < BEYOND).all() and _all_round(more > BEYOND):
        return "b"
    return None


def _all_round(sides: "npt.NDArray[np.bool_]") -> bool:
    left, top, right, bottom = (bool(side) for side in sides)
    return (left or right) and (top or bottom or (left and right))


def _like(one: Corners, other: Corners) -> "tuple[Places, Places]":
    """Places of corners that are each other's best, within ALIKE bits."""
    import numpy as np  # noqa: PLC0415 - slow to import

    if len(one.bits) == 0 or len(other.bits) == 0:
        return np.zeros(0, np.complex128), np.zeros(0, np.complex128)
    a, b = (np.ascontiguousarray(side.bits).view(np.uint64) for side in (one, other))
    apart = np.bitwise_count(a[:, None] ^ b[None]).sum(axis=2)
    mine, theirs = apart.argmin(axis=1), apart.argmin(axis=0)
    at = np.arange(len(a))
    kept = (theirs[mine] == at) & (apart[at, mine] <= ALIKE)
    return places(one)[kept], places(other)[mine[kept]]


def places(corners: Corners) -> "Places":
    """The places of corners as complex numbers of pixels."""
    import numpy as np  # noqa: PLC0415 - slow to import

    found: Places = corners.places.astype(np.float64) @ np.array([1, 1j])
    return found


def _box(at: "Places", reach: float) -> "npt.NDArray[np.float64]":
    import numpy as np  # noqa: PLC0415 - slow to import

    return np.array(
        [at.real.min() - reach, at.imag.min() - reach, at.real.max() + reach, at.imag.max() + reach]
    )
