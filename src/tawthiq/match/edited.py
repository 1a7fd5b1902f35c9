"""Pictures altered beyond what a hash of the whole survives: enough corners must agree on one shift, size and turn.

Two steps: corners that look alike vote for pairs of pictures, and the votes must fit one transform that spans more than a
mark or a line of writing; of those pairs, all corners that are each other's best must fit one similarity transform, be many, and be
spread over the picture. The last rule keeps apart pictures that share a logo or a caption.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from tawthiq.match.corners import Corners

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tawthiq.match.hamming_kernels import Words

ALIKE = 56
"""Bits of 256 within which two descriptions match."""
VOTING, VOTES, AGREEING = 40, 4, 3
"""Bits within which a match votes, how many votes a pair of pictures needs to be looked at, how many must fit together."""
BANDS = 8
"""Bands of 32 bits, of which a voting match shares one exactly: most do not, but of a hundred enough do."""
BUSY = 400
"""Descriptions that share a band with more than this many others are too common to vote."""
FIT = 5.0
"""Pixels within which a corner must land."""
LEAST, OF_MATCHED = 16, 0.2
"""Corners that must agree, and what share of those that are each other's best: two walls of equal windows match in many
places at once, and agree in few."""
FIELDS, SPREAD = 6, 0.4
"""Of FIELDS x FIELDS, as far as they have corners, the share over which the agreeing ones must be spread in one of the
two pictures: those of a logo or a caption are not."""
REACH = 0.15
"""The share of width and of height that agreeing votes must span in one of the two: a line of writing does not."""
SCALE, TURN = (0.45, 2.2), 0.18
"""Sizes and turns (radians) looked for."""
TRIES, VOTE_TRIES = 300, 600


def edited(
    pictures: Sequence[Corners],
    known: Collection[tuple[int, int]] = (),
    skip: Callable[[int, int], bool] = lambda _one, _other: False,
) -> list[tuple[int, int, float, bool]]:
    """(first, second, score 0..1, mirrored) for each pair of pictures that are one, first < second, sorted.

    Pairs in `known`, or which `skip` passes over, are not looked at.
    """
    import numpy as np  # noqa: PLC0415 - slow to import

    from tawthiq.match.compiled import workers  # noqa: PLC0415 - compiled kernels are slow to import
    from tawthiq.match.edited_kernels import agreeing  # noqa: PLC0415 - slow to import

    if len(pictures) < 2:
        return []
    sides = [Side.of(pictures), Side.of([p.mirrored() for p in pictures])]
    limits = np.array([FIT, *SCALE, TURN, LEAST, FIELDS, SPREAD, OF_MATCHED], np.float64)

    def compared(pair: tuple[int, int, int]) -> int:
        a, b, flipped = pair
        return agreeing(*sides[0].picture(a), *sides[flipped].picture(b), ALIKE, tries(TRIES), limits)

    asked = [pair for pair in candidates(*sides) if pair[:2] not in known and not skip(pair[0], pair[1])]
    best: dict[tuple[int, int], tuple[int, int, float, bool]] = {}
    with ThreadPoolExecutor(workers()) as pool:
        for (a, b, flipped), count in zip(asked, pool.map(compared, asked, chunksize=64), strict=True):
            if count >= LEAST:
                match = (a, b, round(min(1.0, count / (3 * LEAST)), 4), bool(flipped))
                best[a, b] = max(best.get((a, b), match), match)
    return sorted(best.values())


class Side:
    """The corners of all pictures one after the other, as they stand or mirrored."""

    def __init__(
        self, begins: "npt.NDArray[np.int64]", bits: "Words", places: "npt.NDArray[np.complex128]"
    ) -> None:
        self.begins, self.bits, self.places = begins, bits, places

    @classmethod
    def of(cls, pictures: Sequence[Corners]) -> "Side":
        """Laid end to end."""
        import numpy as np  # noqa: PLC0415 - slow to import

        begins = np.concatenate([[0], np.cumsum([len(p.bits) for p in pictures])]).astype(np.int64)
        bits = np.ascontiguousarray(np.concatenate([p.bits for p in pictures])).view(np.uint64)
        places = np.concatenate([p.places for p in pictures]).astype(np.float64) @ np.array([1, 1j])
        return cls(begins, bits, places)

    def picture(self, n: int) -> "tuple[Words, npt.NDArray[np.complex128]]":
        """Descriptions and places of one picture."""
        part = slice(self.begins[n], self.begins[n + 1])
        return self.bits[part], self.places[part]


def candidates(upright: Side, turned: Side) -> list[tuple[int, int, int]]:
    """(first, second, mirrored 0 or 1) of pictures with corners that look alike, first < second, sorted."""
    import numpy as np  # noqa: PLC0415 - slow to import

    from tawthiq.match.compiled import workers  # noqa: PLC0415 - slow to import
    from tawthiq.match.edited_kernels import votes  # noqa: PLC0415 - slow to import

    keys = upright.bits.view(np.uint32).T
    order = np.argsort(keys, axis=1, kind="stable").astype(np.uint32)
    ranked = np.take_along_axis(np.ascontiguousarray(keys), order, axis=1)
    limits = np.array([VOTING, VOTES, BUSY, FIT, *SCALE, TURN, AGREEING, REACH], np.float64)
    pictures = len(upright.begins) - 1

    def part(job: tuple[int, int]) -> list[tuple[int, int, int]]:
        first, flipped = job
        side = turned if flipped else upright
        room = 4096
        while True:
            found = np.empty((room, 2), np.int64)
            total = votes(
                upright.begins, upright.bits, upright.places, side.bits, side.places, ranked, order,
                first, min(first + 64, pictures), limits, tries(VOTE_TRIES), found,
            )  # fmt: skip
            if total <= room:
                return [(a, b, flipped) for a, b in found[:total].tolist()]
            room = total

    jobs = [(first, flipped) for first in range(0, pictures, 64) for flipped in (0, 1)]
    with ThreadPoolExecutor(workers()) as pool:
        return sorted(pair for got in pool.map(part, jobs) for pair in got)


@cache
def tries(count: int) -> "Words":
    """Pairs of numbers below 2**32, always the same, from which pairs of matches are drawn."""
    import numpy as np  # noqa: PLC0415 - slow to import

    return np.random.default_rng(count).integers(0, 2**32, (2, count), np.uint64)
