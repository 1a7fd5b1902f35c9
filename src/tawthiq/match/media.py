"""Which pictures and recordings are the same footage: the same bytes, or the same look under what re-uploaders do to it.

`exact` needs equal SHA-256; `near` needs PDQ hashes at most 31 bits apart in some view, enough detail in both, and most fields alike;
`edited` needs corners that agree on one shift, size and turn, and grey values that bear it out. The strongest of the three is told. Recordings are compared by
match/footage_match, whose relations (`clip`, `part`, `opening`, `sound`) come out beside these.
Judgements win: "different" removes a pair, "same" adds one. The order of the prints changes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations

import msgspec
from msgspec.structs import replace

from tawthiq.match.footage import FilmPrint
from tawthiq.match.framed import Squares
from tawthiq.match.hamming import near
from tawthiq.match.judged import decide
from tawthiq.match.prints import Fingerprint
from tawthiq.record.judgement import Judgement, Subject, Verdict

UNRELATED = 128
"""Bits that differ on average between hashes of unrelated pictures."""


ONE_FOOTAGE = frozenset({"exact", "near", "edited", "clip", "part"})
"""Kinds that say that both show the same thing; an opening or a sound in common does not."""


class MediaMatch(msgspec.Struct, frozen=True, order=True):
    """Two pictures or recordings that have something in common; `score` 0..1; `how`: what was done to one of them.

    `kind`: exact, near, edited; of recordings also clip (the whole of one is a part of the other), part (both go on differently),
    opening (beginning or end alone), sound (under pictures that do not match). Of recordings too: `a_part` and `b_part`, from and
    to in seconds; `speed`, how many times as fast `b` runs; `sound` in that part, same or other, None where one is silent.
    """

    a: str
    b: str
    kind: str
    score: float
    how: str = ""
    judged: bool = False
    a_part: tuple[float, float] | None = None
    b_part: tuple[float, float] | None = None
    speed: float | None = None
    sound: str | None = None
    lacks: str | None = None
    """Which of the two, `a` or `b`, lacks a part that the other shows (it is a crop or a clip), where that can be told."""


def media(
    prints: Sequence[tuple[str, Fingerprint]],
    judgements: Sequence[Judgement] = (),
    films: Sequence[tuple[str, FilmPrint]] = (),
) -> tuple[MediaMatch, ...]:
    """Every pair of names whose pictures or recordings match, sorted; `a` < `b`. Raises ContradictoryJudgements."""
    decided = decide(judgements, Subject.MEDIA)
    known = dict(sorted(prints, key=lambda entry: (entry[0], entry[1].sha256)))
    recordings = dict(sorted(films, key=lambda entry: (entry[0], entry[1].sha256)))
    found: dict[tuple[str, str], MediaMatch] = {}
    for match in (*_near(known), *_exact(known)):
        found[match.a, match.b] = match
    found |= {(match.a, match.b): match for match in _edited(known, found.keys())}
    found |= {(match.a, match.b): match for match in _films(recordings)}
    for judgement in decided.standing:
        pair = judgement.pair
        if pair is None or not set(pair) <= known.keys() | recordings.keys():
            continue
        if judgement.verdict is Verdict.SAME:
            kept = found.get(pair, MediaMatch(*pair, "edited", 1.0))
            kind = kept.kind if kept.kind in ONE_FOOTAGE else "part"
            found[pair] = replace(kept, kind=kind, score=1.0, judged=True)
    apart = decided.apart
    return tuple(
        match for pair, match in sorted(found.items())
        if tuple(sorted((decided.root(pair[0]), decided.root(pair[1])))) not in apart
    )  # fmt: skip


def _films(known: dict[str, FilmPrint]) -> list[MediaMatch]:
    if len(known) < 2:
        return []
    from tawthiq.match.footage_match import film_matches  # noqa: PLC0415 - numpy

    return [
        MediaMatch(
            m.a,
            m.b,
            m.kind,
            m.score,
            m.how,
            a_part=m.a_part,
            b_part=m.b_part,
            speed=m.speed,
            sound=m.sound,
            lacks=m.lacks,
        )
        for m in film_matches(known)
    ]


def _edited(known: dict[str, Fingerprint], found: Collection[tuple[str, str]]) -> list[MediaMatch]:
    """Pictures that were cropped, captioned, marked or the like, by the corners they still share; not those found."""
    from tawthiq.match.corners import unpack  # noqa: PLC0415 - numpy
    from tawthiq.match.edited import edited  # noqa: PLC0415 - slow to import
    from tawthiq.match.edited_shown import lacking, laid  # noqa: PLC0415 - slow to import
    from tawthiq.match.overlaid import borne_out, spread  # noqa: PLC0415 - slow to import

    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, print_ in known.items():
        if print_.corners:
            names[print_.sha256].append(name)
    groups = list(names.values())
    at = {name: n for n, group in enumerate(groups) for name in group}
    done = {(min(at[a], at[b]), max(at[a], at[b])) for a, b in found if a in at and b in at}
    pictures = [unpack(known[group[0]].corners) for group in groups]
    small = [known[group[0]].small for group in groups]
    out = []
    for i, j, score, flipped in edited(pictures, done):
        seen = pictures[i].mirrored() if flipped else pictures[i]
        on = laid(seen, pictures[j])
        if (
            on
            and small[i]
            and small[j]
            and not borne_out(spread(small[i], mirrored=flipped), spread(small[j]), on)
        ):
            continue
        lack = lacking(seen, pictures[j], on) if on else None
        for a in groups[i]:
            for b in groups[j]:
                turned = lack if a < b else {"a": "b", "b": "a"}.get(lack or "")
                out.append(
                    MediaMatch(
                        min(a, b), max(a, b), "edited", score, "mirrored" if flipped else "", lacks=turned
                    )
                )
    return out


def _exact(known: dict[str, Fingerprint]) -> list[MediaMatch]:
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name, print_ in known.items():
        same[print_.sha256].append(name)
    return [
        MediaMatch(a, b, "exact", 1.0) for names in same.values() for a, b in combinations(sorted(names), 2)
    ]


def _near(known: dict[str, Fingerprint]) -> list[MediaMatch]:
    """Each picture as it stands, whole and trimmed, against every view of every other; the plainest view that fits is told."""
    index = [
        (name, v)
        for name, p in known.items()
        if p.comparable
        for v in p.views
        if v.how in {"upright", "trimmed"}
    ]
    asked = [(name, v) for name, p in known.items() if p.comparable for v in p.views]
    out: dict[tuple[str, str], tuple[int, int, str]] = {}
    for q, k, apart in near([v.pdq for _, v in asked], [v.pdq for _, v in index]):
        a, b = sorted((asked[q][0], index[k][0]))
        if a == b:
            continue
        done = {*asked[q][1].how.split(), *index[k][1].how.split()} - {"upright"}
        seen = (len(done), apart, " ".join(sorted(done, reverse=True)))
        out[a, b] = min(out.get((a, b), seen), seen)
    squares = Squares()
    return [
        MediaMatch(a, b, "near", round(1 - d / UNRELATED, 4), how)
        for (a, b), (_, d, how) in out.items()
        if squares.alike(known[a], known[b], turned=how not in {"", "trimmed"})
    ]
