"""The sound that two recordings have in common: words equal in one half propose how one lies on the other, then all words count."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tawthiq.match.aligned import Line, Stretch, by_pair, lines, longest, smoothed
from tawthiq.match.footage_seen import GAP, SHARE, WHOLE, Film
from tawthiq.match.sound import A_SECOND as WORDS
from tawthiq.match.sound import PAUSE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tawthiq.match.aligned import Flags, Hits

SOUND, HUSH = 0.30, 8
"""Share of bits that differ in the same sound, averaged over 2 * HUSH + 1 words; in others it is 0.4 and more."""
LEAST_SOUND, LEAST_AT_ALL = 5.0, 1.5
"""Seconds of the same sound; of a recording with less sound, nearly all of it."""
LAGS, CHANGING = (13, 16, 24, 37), 0.33
"""Words later by which a sound must have become another: a hum is the same as any hum of its pitch, whenever it is heard."""
HALF = 16
BUSY = 40
"""Words that share a half with more others than this are a hum, not a sound to know anything by."""
VOTES, ROOM = 5, 0.15

Heard = tuple[Line, Stretch, float]
"""The same sound: along which line, which stretch of the first (in words), how alike."""


def like_words(films: Sequence[Film]) -> "dict[tuple[int, int], Hits]":
    """Moments of two recordings of whose words one half is equal."""
    import numpy as np  # noqa: PLC0415 - slow to import

    owner = np.concatenate([np.zeros(0, np.int64), *(np.full(len(f.sound), n) for n, f in enumerate(films))])
    at = np.concatenate([np.zeros(0), *(np.arange(len(f.sound)) / WORDS for f in films)])
    words = np.concatenate([np.zeros(0, np.uint32), *(f.sound for f in films)])
    ones, others = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    spoken = np.nonzero(words != PAUSE)[0]
    for half in (words & np.uint32(0xFFFF), words >> np.uint32(HALF)):
        order = spoken[np.argsort(half[spoken], kind="stable")]
        key = half[order]
        for step in range(1, BUSY):
            same = np.nonzero(key[step:] == key[:-step])[0]
            if len(same) == 0:
                break
            ones.append(order[same])
            others.append(order[same + step])
    one, other = np.concatenate(ones), np.concatenate(others)
    swap = owner[one] > owner[other]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    found = by_pair(owner[one], owner[other], at[one], at[other], flipped=False)
    return {(i, j): hits for (i, j, _), hits in found.items() if len(hits[0]) >= VOTES}


def differs(one: Film, other: Film, line: Line) -> tuple["npt.NDArray[np.float64]", "Flags"]:
    """For each word of the first, the share of bits differing from the other's on the line, averaged around; and where both sound."""
    import numpy as np  # noqa: PLC0415 - slow to import

    at = np.arange(len(one.sound))
    to = np.round((line.slope * at / WORDS + line.shift) * WORDS).astype(np.int64)
    best = np.full(len(at), 0.5)
    heard = np.zeros(len(at), bool)
    if len(at) == 0 or len(other.sound) == 0:
        return best, heard
    for beside in (-1, 0, 1):
        where = to + beside
        inside = (where >= 0) & (where < len(other.sound))
        theirs = other.sound[np.clip(where, 0, len(other.sound) - 1)]
        both = inside & (one.sound != PAUSE) & (theirs != PAUSE)
        apart = np.where(both, np.bitwise_count(one.sound ^ theirs) / 32, 0.0)
        mean = smoothed(apart, both, HUSH)
        best = np.where(both & (mean < best), mean, best)
        heard |= both
    return best, heard


def _same_sound(one: Film, other: Film, line: Line) -> tuple[Stretch, float] | None:
    import numpy as np  # noqa: PLC0415 - slow to import

    apart, heard = differs(one, other, line)
    like = (apart <= SOUND) & heard
    stretch = longest(like, heard, round(GAP * WORDS), SHARE)
    if stretch is None:
        return None
    inside = slice(stretch.start, stretch.stop)
    score = 1 - 2 * float(apart[inside][heard[inside]].mean())
    total = min(int((one.sound != PAUSE).sum()), int((other.sound != PAUSE).sum()))
    long = int(like[inside].sum()) / WORDS
    if (long < LEAST_SOUND and long < WHOLE * total / WORDS) or long < 1.5:
        return None
    heard_alone = one.sound[inside][heard[inside]]
    changes = [
        float(np.bitwise_count(heard_alone[lag:] ^ heard_alone[:-lag]).mean()) / 32
        for lag in LAGS
        if lag < len(heard_alone)
    ]
    if max(changes, default=0.0) < CHANGING:
        return None
    return stretch, score


def heard(one: Film, other: Film, hits: "Hits") -> Heard | None:
    """The same sound along the best line through the words in common."""
    best: Heard | None = None
    for line in lines(*hits, ROOM):
        if line.votes < VOTES:
            break
        found = _same_sound(one, other, line)
        if found is not None and (best is None or _sounding(*found) > 1.03 * _sounding(*best[1:])):
            best = (line, *found)
    return best


def _sounding(stretch: Stretch, score: float) -> float:
    return (stretch.stop - stretch.start) * score
