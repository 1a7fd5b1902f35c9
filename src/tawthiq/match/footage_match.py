"""Which recordings hold the same footage or the same sound, over which seconds, and at what speed.

Moments that look alike (hashes, else corners) or sound alike propose how one recording lies on the other; then every moment along
that line is compared. An opening that both use is no common footage, and the same song under two films is told as a relation of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from tawthiq.match.aligned import Line, Stretch, by_pair
from tawthiq.match.footage import A_SECOND, LEAST_QUALITY, FilmPrint
from tawthiq.match.footage_heard import SOUND, Heard, differs, heard, like_words
from tawthiq.match.footage_seen import STEADY, WHOLE, Common, Film, common_footage, shares
from tawthiq.match.sound import A_SECOND as WORDS

if TYPE_CHECKING:
    from tawthiq.match.aligned import Hits

EDGE, OPENING = 1.5, 0.5
"""Seconds from both beginnings (or ends) within which something both open (close) with begins, and its greatest share of either."""


class FilmMatch(msgspec.Struct, frozen=True, order=True):
    """What two recordings have in common. `kind`: exact, near, edited, clip, part, opening or sound; `a` < `b`.

    `a_part`, `b_part`: from and to, in seconds; `speed`: how many times as fast `b` runs; `sound`: same or other, where both have some.
    """

    a: str
    b: str
    kind: str
    score: float
    how: str = ""
    a_part: tuple[float, float] | None = None
    b_part: tuple[float, float] | None = None
    speed: float | None = None
    sound: str | None = None
    lacks: str | None = None


def film_matches(known: Mapping[str, FilmPrint]) -> list[FilmMatch]:
    """Every pair of names whose recordings have footage or sound in common, sorted."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(known):
        groups[known[name].sha256].append(name)
    found = [
        FilmMatch(
            a, b, "exact", 1.0, speed=1.0, a_part=(0.0, known[a].seconds), b_part=(0.0, known[b].seconds)
        )
        for names in groups.values()
        for a, b in combinations(names, 2)
    ]
    films = [Film.of(known[names[0]]) for names in groups.values()]
    names = list(groups.values())
    sounds = {
        (i, j): sound
        for (i, j), hits in like_words(films).items()
        if (sound := heard(films[i], films[j], hits))
    }
    pictured: dict[tuple[int, int], Common] = {}

    def look(hits: "dict[tuple[int, int, bool], Hits]", *, altered: bool) -> None:
        for (i, j, flipped), at in sorted(hits.items(), key=lambda entry: entry[0]):
            line = sounds[i, j][0] if (i, j) in sounds else None
            common = common_footage(films[i], films[j], at, line, flipped=flipped, altered=altered)
            if common is not None and ((i, j) not in pictured or common.score > pictured[i, j].score):
                pictured[i, j] = common

    look(_like_frames(films), altered=False)
    settled = {
        pair
        for pair, common in pictured.items()
        if _kind(films[pair[0]], films[pair[1]], common) in {"near", "clip"}
    }
    look(_like_corners(films, settled), altered=True)
    for i, j in sorted({*pictured, *sounds}):
        match = _told(films[i], films[j], pictured.get((i, j)), sounds.get((i, j)))
        if match is None:
            continue
        for a in names[i]:
            for b in names[j]:
                found.append(_named(match, a, b))  # noqa: PERF401 - two loops deep
    return sorted(found, key=lambda one: (one.a, one.b))


def _named(match: FilmMatch, a: str, b: str) -> FilmMatch:
    if a < b:
        return replace(match, a=a, b=b)
    speed = None if match.speed is None else round(1 / match.speed, 3)
    how = " ".join({"faster": "slower", "slower": "faster"}.get(word, word) for word in match.how.split())
    lacks = {"a": "b", "b": "a"}.get(match.lacks or "")
    return replace(
        match, a=b, b=a, lacks=lacks, how=how, a_part=match.b_part, b_part=match.a_part, speed=speed
    )


def _like_frames(films: Sequence[Film]) -> "dict[tuple[int, int, bool], Hits]":
    """Moments of two films whose hashes lie near each other, by pair of films and whether the first is mirrored."""
    import numpy as np  # noqa: PLC0415 - slow to import

    from tawthiq.match.hamming import HashIndex  # noqa: PLC0415 - compiled kernels are slow to import

    bits, turned, owner, at = [np.zeros((0, 4), np.uint64)], [np.zeros((0, 4), np.uint64)], [], []
    for n, film in enumerate(films):
        for look in film.looks:
            good = look.begins[look.quality[look.begins] >= LEAST_QUALITY]
            bits.append(look.bits[good])
            turned.append(look.mirrored[good])
            owner.append(np.full(len(good), n))
            at.append(good / A_SECOND)
    if sum(map(len, bits)) < 2:
        return {}
    who, when = np.concatenate(owner), np.concatenate(at)
    index = HashIndex(np.concatenate(bits))
    out: dict[tuple[int, int, bool], Hits] = {}
    for flipped, found in ((False, index.pairs()), (True, index.search(np.concatenate(turned)))):
        first, second = found[:, 0], found[:, 1]
        swap = who[first] > who[second]
        if flipped:
            # The mirror of each asks all: of the two ways round, one is enough.
            first, second = first[~swap], second[~swap]
        else:
            first, second = np.where(swap, second, first), np.where(swap, first, second)
        out |= by_pair(who[first], who[second], when[first], when[second], flipped=flipped)
    return out


def _like_corners(
    films: Sequence[Film], done: Collection[tuple[int, int]]
) -> "dict[tuple[int, int, bool], Hits]":
    """Moments of two films, not among those done, whose corners agree (match/edited)."""
    import numpy as np  # noqa: PLC0415 - slow to import

    from tawthiq.match.corners import unpack  # noqa: PLC0415 - slow to import
    from tawthiq.match.edited import edited  # noqa: PLC0415 - slow to import

    keys = [(n, key) for n, film in enumerate(films) for key in film.print.keys]
    owner = [n for n, _ in keys]

    pictures = [unpack(key.corners) for _, key in keys]
    found = edited(pictures, skip=lambda a, b: owner[a] == owner[b] or (owner[a], owner[b]) in done)
    out: dict[tuple[int, int, bool], Hits] = {}
    for flipped in (False, True):
        rows = [
            (owner[a], owner[b], keys[a][1].at, keys[b][1].at)
            for a, b, _, turned in found
            if turned == flipped
        ]
        i, j, one, other = np.array(rows, np.int64).reshape(-1, 4).T
        out |= by_pair(i, j, one / A_SECOND, other / A_SECOND, flipped=flipped)
    return out


def _told(one: Film, other: Film, common: Common | None, heard: Heard | None) -> FilmMatch | None:
    """The relation of two recordings, or None."""
    if common is not None:
        sound = None
        apart, both = differs(one, other, common.line)
        inside = slice(*(t * WORDS // A_SECOND for t in common.stretch))
        if int(both[inside].sum()) >= WORDS:
            sound = "same" if float(apart[inside][both[inside]].mean()) <= SOUND else "other"
        score = round(min(1.0, max(0.01, common.score)), 4)
        kind = _kind(one, other, common)
        mine, theirs = shares(one, other, common.line, common.reach)
        lacks = None if kind != "clip" else "a" if mine > theirs else "b"
        match = FilmMatch("", "", kind, score, _how(one, other, common), sound=sound, lacks=lacks)
        return _placed(match, common.line, common.stretch, A_SECOND)
    if heard is None:
        return None
    line, stretch, score = heard
    return _placed(FilmMatch("", "", "sound", round(score, 4), sound="same"), line, stretch, WORDS)


def _kind(one: Film, other: Film, common: Common) -> str:
    share, other_share = shares(one, other, common.line, common.reach)
    if min(share, other_share) >= WHOLE:
        return "edited" if common.altered else "near"
    if max(share, other_share) >= WHOLE:
        return "clip"
    start, stop = (t / A_SECOND for t in common.reach)
    there = [common.line.slope * t + common.line.shift for t in (start, stop)]
    opens = start <= EDGE and there[0] <= EDGE
    closes = stop >= one.print.count / A_SECOND - EDGE and there[1] >= other.print.count / A_SECOND - EDGE
    return "opening" if (opens or closes) and max(share, other_share) < OPENING else "part"


def _how(one: Film, other: Film, common: Common) -> str:
    done = []
    if len({len(one.looks), len(other.looks)}) == 2:
        done.append("trimmed")
    if common.flipped:
        done.append("mirrored")
    if abs(common.line.slope - 1) > STEADY:
        done.append("faster" if common.line.slope < 1 else "slower")
    if common.altered:
        done.append("altered")
    return " ".join(done)


def _placed(match: FilmMatch, line: Line, stretch: Stretch, rate: int) -> FilmMatch:
    start, stop = (t / rate for t in stretch)
    there = [max(0.0, line.slope * t + line.shift) for t in (start, stop)]
    return replace(
        match,
        a_part=(round(start, 2), round(stop, 2)),
        b_part=(round(there[0], 2), round(there[1], 2)),
        speed=round(1 / line.slope, 3) if abs(line.slope - 1) > STEADY else 1.0,
    )
