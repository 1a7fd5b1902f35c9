"""Pictures altered beyond what a hash of the whole survives: enough corners must agree on one shift, size and turn.

Two steps: corners that look alike vote for pairs of pictures; of those pairs, matched corners must fit one similarity
transform, be many, and be spread over the picture. The last rule keeps apart pictures that share a logo or a caption.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tawthiq.match.corners import Corners

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ALIKE = 56
"""Bits of 256 within which two descriptions match."""
VOTING, VOTES = 40, 4
"""Bits within which a match votes, and how many votes a pair of pictures needs to be looked at."""
BANDS = 8
"""Bands of 32 bits, of which a voting match shares one exactly: most do not, but of a hundred enough do."""
BUSY = 400
"""Descriptions that share a band with more than this many others are too common to vote."""
FIT = 5.0
"""Pixels within which a corner must land."""
LEAST = 18
"""Corners that must agree."""
FIELDS, SPREAD = 6, 0.4
"""Of FIELDS x FIELDS, as far as they have corners, the share over which the agreeing ones must be spread in one of the
two pictures: those of a logo or a caption are not."""
SCALE, TURN = (0.45, 2.2), 0.18
"""Sizes and turns (radians) looked for."""
TRIES = 150


def edited(
    pictures: Sequence[Corners], known: Collection[tuple[int, int]] = ()
) -> list[tuple[int, int, float, bool]]:
    """(first, second, score 0..1, mirrored) for each pair of pictures that are one, first < second, sorted.

    Pairs in `known` are not looked at.
    """
    upright, turned = list(pictures), [p.mirrored() for p in pictures]
    best: dict[tuple[int, int], tuple[int, int, float, bool]] = {}
    for a, b, flipped in sorted(_candidates(upright, turned)):
        if (a, b) in known:
            continue
        agreeing = _agreeing(upright[a], (turned if flipped else upright)[b])
        if agreeing >= LEAST:
            match = (a, b, round(min(1.0, agreeing / (3 * LEAST)), 4), flipped)
            best[a, b] = max(best.get((a, b), match), match)
    return sorted(best.values())


def _candidates(upright: Sequence[Corners], turned: Sequence[Corners]) -> set[tuple[int, int, bool]]:
    """Pairs of pictures with enough corners that look alike, as they stand or with the second mirrored."""
    import numpy as np  # noqa: PLC0415

    owner = np.repeat(np.arange(len(upright)), [len(p.bits) for p in upright])
    if not len(owner):
        return set()
    index = np.concatenate([p.bits for p in upright])
    found: set[tuple[int, int, bool]] = set()
    for flipped, asked in ((False, index), (True, np.concatenate([p.bits for p in turned]))):
        votes = [_votes(index, asked, band) for band in range(BANDS)]
        pairs = np.unique(np.concatenate(votes), axis=0)
        a, b = owner[pairs[:, 0]], owner[pairs[:, 1]]
        key, count = np.unique((a * len(upright) + b)[a < b], return_counts=True)
        found |= {(int(k) // len(upright), int(k) % len(upright), flipped) for k in key[count >= VOTES]}
    return found


def _votes(
    index: "npt.NDArray[np.uint8]", asked: "npt.NDArray[np.uint8]", band: int
) -> "npt.NDArray[np.int64]":
    """(index number, asked number) of descriptions with an equal band that match as a whole."""
    import numpy as np  # noqa: PLC0415

    keys, wanted = (np.ascontiguousarray(v).view(np.uint32)[:, band] for v in (index, asked))
    order = np.argsort(keys, kind="stable")
    low, high = (np.searchsorted(keys[order], wanted, side) for side in ("left", "right"))
    size = np.where(high - low > BUSY, 0, high - low)
    query = np.repeat(np.arange(len(wanted)), size)
    offset = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    hit = order[np.repeat(low, size) + offset]
    apart = np.bitwise_count(index[hit] ^ asked[query]).sum(axis=1, dtype=np.int64)
    good = apart <= VOTING
    return np.stack([hit[good], query[good]], axis=1)


def _agreeing(one: Corners, other: Corners) -> int:
    """How many corners of two pictures agree on one transform, 0 if they do not span enough of the smaller one."""
    import numpy as np  # noqa: PLC0415

    like = _signs(one) @ _signs(other).T
    best = like.argmax(axis=1)
    mutual = (like.argmax(axis=0)[best] == np.arange(len(best))) & (
        like[np.arange(len(best)), best] >= 256 - 2 * ALIKE
    )
    z = one.places[mutual] @ np.array([1, 1j])
    w = other.places[best[mutual]] @ np.array([1, 1j])
    if len(z) < LEAST:
        return 0
    i, j = np.random.default_rng(TRIES).integers(0, len(z), (2, TRIES))
    i, j = (side[abs(z[i] - z[j]) > FIT] for side in (i, j))
    factor = (w[i] - w[j]) / (z[i] - z[j])
    good = (abs(factor) > SCALE[0]) & (abs(factor) < SCALE[1]) & (abs(np.angle(factor)) < TURN)
    factor, shift = factor[good], (w[i] - factor * z[i])[good]
    if not len(factor):
        return 0
    fits = (
        abs(factor[:, None] * z[None, :] + shift[:, None] - w[None, :])
        < FIT * np.maximum(1, abs(factor))[:, None]
    )
    inside = fits[fits.sum(axis=1).argmax()]
    spans = (_span(z[inside], _plane(one)), _span(w[inside], _plane(other)))
    return int(inside.sum()) if max(spans) >= SPREAD else 0


def _signs(corners: Corners) -> "npt.NDArray[np.float32]":
    """Descriptions as -1 and 1: of two, the product is 256 less twice the bits that differ."""
    import numpy as np  # noqa: PLC0415

    return np.unpackbits(corners.bits, axis=1).astype(np.float32) * 2 - 1


def _plane(corners: Corners) -> "npt.NDArray[np.complex128]":
    import numpy as np  # noqa: PLC0415

    out: npt.NDArray[np.complex128] = corners.places @ np.array([1, 1j])
    return out


def _span(places: "npt.NDArray[np.complex128]", whole: "npt.NDArray[np.complex128]") -> float:
    """Of the fields of a picture that have corners, the share in which some of these lie."""
    import numpy as np  # noqa: PLC0415

    low = whole.real.min() + 1j * whole.imag.min()
    size = np.array([np.ptp(whole.real), np.ptp(whole.imag)]) + 1.0

    def fields(z: "npt.NDArray[np.complex128]") -> set[tuple[int, int]]:
        at = np.stack([(z - low).real, (z - low).imag], axis=1) * FIELDS // size
        return {(int(x), int(y)) for x, y in at}

    return len(fields(places)) / len(fields(whole))
