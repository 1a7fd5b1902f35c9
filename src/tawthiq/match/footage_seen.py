"""The footage that two films have in common along one line: every moment compared, not only those that proposed the line.

A few like moments prove nothing: a title card or a black screen is no common footage.
"""

from typing import TYPE_CHECKING, NamedTuple

from tawthiq.match.aligned import Line, Stretch, lines, longest, smoothed
from tawthiq.match.footage import A_SECOND, LEAST_QUALITY, FilmPrint, Look, unpack_look

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tawthiq.match.aligned import Flags, Hits, Times

ALIKE, ALTERED = 56.0, 94.0
"""Bits within which a moment along the line is alike: by itself, and on average over WINDOW where corners proposed the line.
Unrelated pictures differ in 92 or more (research page), on average in 128."""
WINDOW, ALONE = 9, 88.0
KEY_ROOM = 1.25
"""Seconds between a frame that gives corners and the moments it speaks for."""
BORNE_OUT = 0.3
"""Share of such frames in a stretch whose corners must agree."""
GAP = 2.0
"""Seconds within a stretch that may be something else."""
SHARE = 0.6
"""Of the comparable moments of a stretch those that must be alike."""
LEAST, LEAST_VIEWS, APART = 2.5, 3, 40
"""Seconds of common footage, and views in it APART bits from each other, without which it may be a card or a still..."""
WHOLE = 0.8
"""... unless it is nearly the whole of one."""
STEADY = 0.006
"""Change of speed below which none is told."""
CLEARLY, CLEARLY_ALTERED = 1.03, 1.5
"""How many times better another line must fit than the one that the sound gives, which is the more exact. Corners tell the time
to a second only."""


class Film(NamedTuple):
    """A recording ready to be compared: its looks (as it stands, without bars), its words, when something is to be seen."""

    print: FilmPrint
    looks: tuple[Look, ...]
    sound: "npt.NDArray[np.uint32]"

    @classmethod
    def of(cls, found: FilmPrint) -> "Film":
        """Unpacked."""
        import numpy as np  # noqa: PLC0415 - slow to import

        packed = [part for part in (found.frames, found.inner) if part]
        looks = tuple(unpack_look(part, found.count) for part in packed)
        return cls(found, looks, np.frombuffer(found.sound, "<u4").astype(np.uint32))

    @property
    def seen(self) -> "Flags":
        """Moments at which there is enough to see."""
        import numpy as np  # noqa: PLC0415 - slow to import

        seen: Flags = np.logical_or.reduce([look.quality >= LEAST_QUALITY for look in self.looks])
        return seen


class Common(NamedTuple):
    """Footage in common: a stretch of the first, the line, how alike it is, and whether the first is mirrored or altered."""

    stretch: Stretch
    reach: Stretch
    """The stretch with what lies round it in which nothing can be compared."""
    line: Line
    score: float
    flipped: bool
    altered: bool


def common_footage(
    one: Film, other: Film, hits: "Hits", heard: Line | None, *, flipped: bool, altered: bool
) -> Common | None:
    """The footage two films have in common along the line their sound gives, or the best through their hits; None where too little."""
    best: Common | None = None
    tried = [
        _laid(one, other, line, flipped=flipped, wide=altered)
        for line in lines(*hits, KEY_ROOM if altered else 0.3)
    ]
    for line in ([heard] if heard else []) + tried:
        apart, both = along(one, other, line, flipped=flipped)
        like = _like(apart, both, _corners_on(one, line, *hits, KEY_ROOM) if altered else None)
        stretch = longest(like, both, round(GAP * A_SECOND), SHARE)
        if stretch is None:
            continue
        reach = _reaching(stretch, both, line, other.print.count)
        # Of altered footage only moments that are alike by themselves tell how various it is, not those around them.
        telling = like if not altered else (apart <= ALONE) | _corners_on(one, line, *hits, 0.0)
        if not _enough(one, other, line, stretch, reach, telling):
            continue
        if altered and not _borne_out(one, line, stretch, *hits):
            continue
        inside = slice(stretch.start, stretch.stop)
        mean = float(apart[inside][both[inside]].mean())
        whole = max(1, min(int(one.seen.sum()), int(other.seen.sum()) / line.slope))
        score = int((like & both)[inside].sum()) * max(0.1, 1 - mean / 128) / whole
        if best is None or score > (CLEARLY_ALTERED if altered else CLEARLY) * best.score:
            best = Common(stretch, reach, line, score, flipped, altered)
    return best


def _reaching(stretch: Stretch, both: "Flags", line: Line, count: int) -> Stretch:
    """The stretch, longer by moments on either side at which one of the two is dark or flat."""

    def silent(n: int) -> bool:
        there = (line.slope * n / A_SECOND + line.shift) * A_SECOND
        return not both[n] and 0 <= there < count

    start, stop = stretch
    while start > 0 and silent(start - 1):
        start -= 1
    while stop < len(both) and silent(stop):
        stop += 1
    return Stretch(start, stop)


def _borne_out(one: Film, line: Line, stretch: Stretch, at: "Times", other_at: "Times") -> bool:
    """Of the frames in the stretch that gave corners, enough agree on the line.

    A large mark that two films carry brings their hashes together throughout, and now and then a corner too many.
    """
    asked = [key.at for key in one.print.keys if stretch.start <= key.at < stretch.stop]
    agreed = {round(t * A_SECOND) for t in at[abs(other_at - line.slope * at - line.shift) <= KEY_ROOM]}
    return len(agreed & set(asked)) >= BORNE_OUT * len(asked)


def _corners_on(one: Film, line: Line, at: "Times", other_at: "Times", room: float) -> "Flags":
    """Moments of the first near those whose corners agree with the other's on the line."""
    import numpy as np  # noqa: PLC0415 - slow to import

    out = np.zeros(one.print.count, bool)
    for t in at[abs(other_at - line.slope * at - line.shift) <= KEY_ROOM]:
        out[max(0, round((t - room) * A_SECOND)) : round((t + room) * A_SECOND) + 1] = True
    return out


def _like(apart: "npt.NDArray[np.float64]", both: "Flags", corners: "Flags | None") -> "Flags":
    if corners is None:
        return (apart <= ALIKE) & both
    import numpy as np  # noqa: PLC0415 - slow to import

    mean = smoothed(np.where(both, apart, 0), both, WINDOW // 2)
    return ((mean <= ALTERED) | corners) & both


def along(
    one: Film, other: Film, line: Line, *, flipped: bool, every: int = 1
) -> tuple["npt.NDArray[np.float64]", "Flags"]:
    """For each moment of the first, bits to the other's moment on the line (or beside it), and whether both can be compared."""
    import numpy as np  # noqa: PLC0415 - slow to import

    at = np.arange(0, one.print.count, every)
    to = np.round((line.slope * at / A_SECOND + line.shift) * A_SECOND).astype(np.int64)
    best = np.full(len(at), 256.0)
    both = np.zeros(len(at), bool)
    for mine in one.looks:
        bits = (mine.mirrored if flipped else mine.bits)[at]
        for theirs in other.looks:
            for beside in (-1, 0, 1):
                where = to + beside
                inside = (where >= 0) & (where < other.print.count)
                where = np.clip(where, 0, other.print.count - 1)
                good = inside & (mine.quality[at] >= LEAST_QUALITY) & (theirs.quality[where] >= LEAST_QUALITY)
                apart = np.bitwise_count(bits ^ theirs.bits[where]).sum(axis=1)
                best = np.where(good & (apart < best), apart, best)
                both |= good if beside == 0 else False
    return best, both & (best < 256)


def _laid(one: Film, other: Film, line: Line, *, flipped: bool, wide: bool) -> Line:
    """The line moved a little, to where the films look most alike along it."""
    import numpy as np  # noqa: PLC0415 - slow to import

    every = max(1, one.print.count // 240)
    slopes = {line.slope * (1 + 0.01 * n) for n in range(-3, 4)} if abs(line.slope - 1) > STEADY else set()
    middle = one.print.count / A_SECOND / 2
    reach = 12 if wide else 4

    def unlike(slope: float, shift: float) -> float:
        apart, both = along(one, other, Line(slope, shift, line.votes), flipped=flipped, every=every)
        return float(np.minimum(apart, 110.0)[both].sum() + 110.0 * (~both).sum()) / len(both)

    best: tuple[float, float, float] | None = None
    for slope in [1.0, *sorted(slopes)]:
        held = (line.slope - slope) * middle + line.shift
        for n in range(-reach, reach + 1):
            # Another speed must earn it: where little moves, every speed fits.
            found = unlike(slope, held + n / A_SECOND) + (0.0 if slope == 1 else 2.0)
            if best is None or found < best[0]:
                best = found, slope, held + n / A_SECOND
    assert best is not None
    return Line(best[1], best[2], line.votes)


def _enough(one: Film, other: Film, line: Line, stretch: Stretch, reach: Stretch, telling: "Flags") -> bool:
    """The footage in common is long and various, or nearly all of one of the two."""
    import numpy as np  # noqa: PLC0415 - slow to import

    share, other_share = shares(one, other, line, reach)
    if max(share, other_share) >= WHOLE:
        return True
    if (stretch.stop - stretch.start) / A_SECOND < LEAST:
        return False
    views: list[npt.NDArray[np.uint64]] = []
    look = one.looks[-1]
    for n in range(stretch.start, stretch.stop):
        if (
            telling[n]
            and look.quality[n] >= LEAST_QUALITY
            and all(int(np.bitwise_count(look.bits[n] ^ v).sum()) > APART for v in views)
        ):
            views.append(look.bits[n])
            if len(views) == LEAST_VIEWS:
                return True
    return False


def shares(one: Film, other: Film, line: Line, stretch: Stretch) -> tuple[float, float]:
    """The shares of what is to be seen of either that lie in the stretch."""
    mine = one.seen
    start, stop = (round((line.slope * t / A_SECOND + line.shift) * A_SECOND) for t in stretch)
    theirs = other.seen
    inner = theirs[max(0, start - 1) : max(0, stop + 1)]
    return (
        float(mine[stretch.start : stretch.stop].sum() / max(1, mine.sum())),
        min(1.0, float(inner.sum() / max(1, theirs.sum()))),
    )
