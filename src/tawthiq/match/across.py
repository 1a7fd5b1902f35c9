"""Which text, or passage of it, is a translation of which: by what a translation keeps, in the order in which it keeps it.

Two reports of one event share its day, its place and its figures too. What sets a translation apart is that sentence after
sentence holds the same, and little else: so the best stretch of both is found (`align_local`), what only one side holds speaks
against it, and what many texts hold hardly counts. Of stretches that overlap only those near the best one stay.
A pair is proposed, never decided, and nothing is said of texts too short to tell. The order of the texts changes nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from tawthiq.language.align import Bead, length_cost
from tawthiq.language.align_local import Stretch, stretch
from tawthiq.language.segments import Segment
from tawthiq.match.across_keys import Counts, Weights, blocking, counts, heard, named, rounded

EVIDENCE = 22.0
"""Least worth of a stretch, in natural logarithms."""
ORDER = 1.0
"""What one more bead in the same order adds to it."""
COVERED = 0.55
"""Least share of what both sides hold in the stretch that both hold."""
AGAINST = 0.4
"""What is held by one side alone counts so much against."""
ALONE = 1.5
LENGTH = 0.5
FRIENDS, CROWD = 8, 400
"""Candidates looked at for each text; a key that more texts of one language hold brings nobody together."""
HINT = 9.0
"""Least weight that two texts share before they are laid on one another."""
NEAR = 0.8
SCALE = 1.2
"""Characters of English for one of Arabic."""
LONGEST = 400
"""Segments of a text that are looked at; what stands behind is not compared."""


class Beside(msgspec.Struct, frozen=True, order=True):
    """Spans of both texts that belong together."""

    a: tuple[int, int]
    b: tuple[int, int]


class Across(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """The passage `a_part` of the Arabic text `a` and `b_part` of the English text `b` are one, told in two languages.

    `score`: 0..1, by how much and how fully they agree; `shared`: keys that both hold; `a_share`, `b_share`: of each text's letters
    that lie in the passage; `beside`: the parts in order; `judged`: a person said that the two are the same.
    """

    a: str
    b: str
    score: float
    a_part: tuple[int, int]
    b_part: tuple[int, int]
    a_share: float
    b_share: float
    shared: tuple[str, ...]
    beside: tuple[Beside, ...]
    judged: bool = False


class _Text:
    """One text: its segments of one language with the weight of each key."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments[:LONGEST]
        self.letters = sum(one.end - one.start for one in segments)
        self.keys = {key for one in self.segments for key in one.keys}


def across(documents: Mapping[str, Sequence[Segment]]) -> tuple[Across, ...]:
    """The pairs of an Arabic and an English text of which one holds a translation of the other, or both of a third; sorted."""
    arabic = _side(documents, "ar")
    english = _side(documents, "en")
    latin = {key for one in arabic.values() for key in one.keys if key.startswith("l:")}
    for one in english.values():
        one.segments = [
            s._replace(keys=(*s.keys, *(f"l:{word}" for word in s.latin if f"l:{word}" in latin)))
            for s in one.segments
        ]
        one.keys = {key for s in one.segments for key in s.keys}
    sides = [
        {name: blocking(one.keys, one.segments) for name, one in side.items()} for side in (arabic, english)
    ]
    weights = Weights([*sides[0].values()], [*sides[1].values()])
    found = []
    pairs = _candidates(sides[0], sides[1], weights)
    like: list[defaultdict[str, list[str]]] = [defaultdict(list), defaultdict(list)]
    for a, b in pairs:
        like[0][a].append(b)
        like[1][b].append(a)
    near_a = {a: counts(sides[1][b] for b in others) for a, others in like[0].items()}
    near_b = {b: counts(sides[0][a] for a in others) for b, others in like[1].items()}
    for a, b in pairs:
        each = _compared(a, arabic[a], b, english[b], weights, (near_a[a], near_b[b]))
        if each is not None:
            found.append(each)
    return tuple(sorted(_best(found)))


def _side(documents: Mapping[str, Sequence[Segment]], lang: str) -> dict[str, _Text]:
    """The texts that have segments of a language, by name in order."""
    found = {name: [one for one in documents[name] if one.lang == lang] for name in sorted(documents)}
    return {name: _Text(listed) for name, listed in found.items() if listed}


def _candidates(
    arabic: Mapping[str, set[str]], english: Mapping[str, set[str]], weights: Weights
) -> list[tuple[str, str]]:
    """Pairs that share enough weight in keys that are not everybody's: the best few of each text of either side."""
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for name, keys in english.items():
        for key in keys:
            holding[key].append(name)
    often = Counter(key for keys in arabic.values() for key in keys)
    shared: dict[str, dict[str, float]] = {}
    for name, keys in arabic.items():
        sums: defaultdict[str, float] = defaultdict(float)
        for key in sorted(keys):
            if often[key] <= CROWD and len(holding.get(key, ())) <= CROWD:
                weight = weights.of(key)
                for other in holding.get(key, ()):
                    sums[other] += weight
        shared[name] = {other: weight for other, weight in sums.items() if weight >= HINT and other != name}
    turned: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    pairs: set[tuple[str, str]] = set()
    for name, sums_of in shared.items():
        ranked = sorted((-weight, other) for other, weight in sums_of.items())
        pairs.update((name, other) for _, other in ranked[:FRIENDS])
        for other, weight in sums_of.items():
            turned[other].append((-weight, name))
    for other, listed in turned.items():
        pairs.update((name, other) for _, name in sorted(listed)[:FRIENDS])
    return sorted(pairs)


class _Common(NamedTuple):
    """Words that are one name on both sides, and figures that round each other; see `across_keys`."""

    same: Mapping[str, tuple[str, float]]
    rough: Mapping[str, str]


def _most(one: _Text, two: _Text, weights: Weights, common: _Common) -> float:
    """No stretch of the two can be worth more: every segment's keys that the other text holds too, of the side that has less."""
    sums = []
    for text, other, latin in ((one, two, False), (two, one, True)):
        total = 0.0
        for segment in text.segments:
            shared = (key for key in segment.keys if key in other.keys or key in common.rough)
            total += sum(map(weights.of, shared))
            total += sum(weight for _, weight in named(segment, common.same, latin=latin))
        sums.append(total)
    return min(sums) + ORDER * (min(len(one.segments), len(two.segments)) - 1)


class _Laid:
    """Two texts laid on one another: what runs of segments of both have in common."""

    def __init__(
        self, one: _Text, two: _Text, weights: Weights, near: Sequence[Counts], common: "_Common"
    ) -> None:
        same, rough = common
        held = {key: weights.of(key, near) for key in one.keys | two.keys}
        self.a = [self._keys(s, held, rough, named(s, same, latin=False)) for s in one.segments]
        self.b = [self._keys(s, held, rough, named(s, same, latin=True)) for s in two.segments]
        self.sizes = [s.end - s.start for s in one.segments], [s.end - s.start for s in two.segments]
        self._runs: dict[tuple[bool, int, int], tuple[dict[str, float], float, int]] = {}

    @staticmethod
    def _keys(
        segment: Segment,
        held: Mapping[str, float],
        rough: Mapping[str, str],
        names: Iterable[tuple[str, float]],
    ) -> dict[str, float]:
        found = {rough.get(key, key): held[key] for key in segment.keys}
        for key, weight in names:
            found[key] = max(weight, found.get(key, 0.0))
        return found

    def most(self) -> float:
        """As `_most`, by what keys weigh among the texts that look like either."""
        sums = []
        for side, other in ((self.a, self.b), (self.b, self.a)):
            there = {key for keys in other for key in keys}
            sums.append(sum(weight for keys in side for key, weight in keys.items() if key in there))
        return min(sums) + ORDER * (min(len(self.a), len(self.b)) - 1)

    def run(self, *, second: bool, start: int, end: int) -> tuple[dict[str, float], float, int]:
        """(keys with their weights, their sum, letters) of segments `[start, end)`."""
        known = self._runs.get((second, start, end))
        if known is None:
            side = self.b if second else self.a
            keys: dict[str, float] = {}
            for more in side[start:end]:
                keys = keys | more
            known = keys, sum(keys.values()), sum(self.sizes[second][start:end])
            self._runs[second, start, end] = known
        return known

    def worth(self, a: int, a_end: int, b: int, b_end: int) -> float:
        """What is common less what is not, and less what their lengths say against it."""
        ours, weight, size = self.run(second=False, start=a, end=a_end)
        theirs, other, length = self.run(second=True, start=b, end=b_end)
        few, many = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
        both = sum(min(w, many[key]) for key, w in few.items() if key in many)
        if not both:
            return -math.inf
        return both - AGAINST * (weight + other - 2 * both) - LENGTH * length_cost(size, length, SCALE)


def _compared(
    a: str, one: _Text, b: str, two: _Text, weights: Weights, near: Sequence[Counts]
) -> Across | None:
    common = _Common(heard(one.segments, two.segments), rounded(one.keys, two.keys))
    if _most(one, two, weights, common) < EVIDENCE:
        return None
    laid = _Laid(one, two, weights, near, common)
    if laid.most() < EVIDENCE:
        return None
    alone = [[ALONE + AGAINST * 0.5 * sum(keys.values()) for keys in side] for side in (laid.a, laid.b)]
    found = stretch((len(laid.a), len(laid.b)), laid.worth, (alone[0], alone[1]))
    if found is None or found.gain + ORDER * (len(found.beads) - 1) < EVIDENCE:
        return None
    told = [bead for bead in found.beads if bead.a < bead.a_end and bead.b < bead.b_end]
    covered, keys = _covered(laid, found)
    if covered < COVERED:
        return None
    spans = [_spans(one.segments, two.segments, bead) for bead in told]
    letters = [sum(end - start for start, end in side) for side in zip(*spans, strict=True)]
    return Across(
        a=a,
        b=b,
        score=round(covered * (1 - math.exp(-found.gain / EVIDENCE)), 4),
        a_part=(spans[0][0][0], spans[-1][0][1]),
        b_part=(spans[0][1][0], spans[-1][1][1]),
        a_share=round(min(1.0, letters[0] / max(1, one.letters)), 4),
        b_share=round(min(1.0, letters[1] / max(1, two.letters)), 4),
        shared=tuple(sorted(keys)),
        beside=tuple(Beside(*each) for each in spans),
    )


def _covered(laid: _Laid, found: Stretch) -> tuple[float, set[str]]:
    """The share of all weight in a stretch that both sides hold in one bead, and the keys that they do."""
    common, weight, keys = 0.0, 0.0, set[str]()
    for bead in found.beads:
        ours = laid.run(second=False, start=bead.a, end=bead.a_end)
        theirs = laid.run(second=True, start=bead.b, end=bead.b_end)
        both = {key for key in ours[0] if key in theirs[0]}
        keys |= both
        common += sum(ours[0][key] + theirs[0][key] for key in both)
        weight += ours[1] + theirs[1]
    return common / max(weight, 1e-9), keys


def _spans(
    one: Sequence[Segment], two: Sequence[Segment], bead: Bead
) -> tuple[tuple[int, int], tuple[int, int]]:
    return (one[bead.a].start, one[bead.a_end - 1].end), (two[bead.b].start, two[bead.b_end - 1].end)


def _best(found: Sequence[Across]) -> list[Across]:
    """Without those that another one, much better, of an overlapping passage of the same text puts aside."""
    by_text: defaultdict[tuple[int, str], list[Across]] = defaultdict(list)
    for each in found:
        by_text[0, each.a].append(each)
        by_text[1, each.b].append(each)
    return [
        each
        for each in found
        if not any(
            other.score * NEAR > each.score and _overlap(part(other), part(each))
            for key, part in (((0, each.a), _a_part), ((1, each.b), _b_part))
            for other in by_text[key]
        )
    ]


def _a_part(each: Across) -> tuple[int, int]:
    return each.a_part


def _b_part(each: Across) -> tuple[int, int]:
    return each.b_part


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]
