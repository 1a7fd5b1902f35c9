"""Where a text holds a passage and then its translation: two neighbouring runs of paragraphs, one in each language.

What is quoted whole stands beside the part of its neighbour that fits it best, from the side where they touch; how much that
gains over leaving both alone decides, and a gain that lengths alone would give is no translation.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from tawthiq.language.align import Piece, align, prefixes, shared
from tawthiq.read.anchors import Anchor, anchored, keys_of
from tawthiq.read.blocks import Paragraph
from tawthiq.read.sentence import Sentence

_ALONE = 4.2
"""What a segment costs that has nothing beside it (`align`)."""
_EXTRA = 0.5
_LEAST = 0.4
"""Of what leaving both sides alone would cost, a translation saves at least this share."""
_ROUNDING = 1e-9
_COMMON = 2.5
"""Least weight of anchors that both sides hold: lengths agree by chance."""
_SHARE = 0.5
"""And least share of the weight that the poorer side holds, in the segments that belong together."""
_HINT = 0.4
"""Of all figures, days and codes of the poorer side the other holds so many, or nothing is aligned at all."""
_MIXED = 0.25
_FEW = 40
"""Sentences up to which two passages are aligned without further ado."""
_ONCE = 4
_ORDERED = 0.6
_LONG = 250
"""Sentences of a passage whose end is sought within its neighbour; longer runs are tried whole beside one another."""
_LONGEST = 2000
"""Runs longer than this are left to a person who names both texts."""
_WIDEST = 60
_AHEAD = 3
"""How many times a passage's length its translation may take."""
_REST = 0.2
"""What is left of a run belongs to the translation if it is no more than this share of it."""


class Passage(NamedTuple):
    """Sentences `[start, end)` of a text."""

    start: int
    end: int


class _Run(NamedTuple):
    lang: str
    paragraphs: tuple[int, ...]


class _Fit(NamedTuple):
    gain: float
    one: tuple[int, ...]
    two: tuple[int, ...]


def passages(parts: Sequence[Paragraph], sentences: Sequence[Sentence]) -> list[tuple[Passage, Passage]]:
    """Pairs of a passage and its translation in one text, in order; the one that stands first is taken for the original."""
    held: dict[int, list[int]] = {}
    for number, sentence in enumerate(sentences):
        held.setdefault(sentence.paragraph, []).append(number)
    runs = _runs(parts, sentences, held)
    fits = [
        fit
        for one, two in pairwise(runs)
        if {one.lang, two.lang} == {"ar", "en"}
        for fit in _fits(parts, sentences, held, one, two)
    ]
    taken: set[int] = set()
    found: list[tuple[Passage, Passage]] = []
    for fit in sorted(fits, key=lambda each: (-each.gain, each.one, each.two)):
        if taken.isdisjoint(fit.one + fit.two):
            taken.update(fit.one + fit.two)
            found.append((_passage(held, fit.one), _passage(held, fit.two)))
    return sorted(found)


def _passage(held: dict[int, list[int]], listed: Sequence[int]) -> Passage:
    return Passage(held[listed[0]][0], held[listed[-1]][-1] + 1)


def _runs(
    parts: Sequence[Paragraph], sentences: Sequence[Sentence], held: dict[int, list[int]]
) -> list[_Run]:
    """Paragraphs that hold words, in stretches of one language; what has no letters goes with what stands before it.

    A paragraph that mixes the two languages ends a stretch and belongs to none: whose translation it is cannot be told.
    """
    lang = "und"
    marked: list[tuple[str, int]] = []
    for number, part in enumerate(parts):
        lang = part.lang if part.lang != "und" else lang
        if number in held:
            mixed = part.lang != "und" and _foreign(sentences, held[number], lang) > _MIXED
            marked.append(("mixed" if mixed else lang, number))
    grouped = groupby(marked, key=lambda each: each[0])
    return [_Run(each, tuple(number for _, number in listed)) for each, listed in grouped]


def _foreign(sentences: Sequence[Sentence], listed: Sequence[int], lang: str) -> float:
    """The share of a paragraph's words that are of the other script."""
    held = [sentences[n] for n in listed]
    if lang == "en" and all(each.ascii for each in held):
        return 0.0
    scripts = [_scripts(each) for each in held]
    words = sum(words for words, _ in scripts)
    arabic = sum(arabic for _, arabic in scripts)
    return (words - arabic if lang == "ar" else arabic) / max(1, words)


def _scripts(sentence: Sentence) -> tuple[int, int]:
    """(words, those of them in Arabic letters)."""
    found = sentence.met.scripts
    if found is None:
        words = [token.arabic for token in sentence.words if token.kind == "w"]
        found = sentence.met.scripts = len(words), words.count(True)
    return found


def _fits(
    parts: Sequence[Paragraph],
    sentences: Sequence[Sentence],
    held: dict[int, list[int]],
    one: _Run,
    two: _Run,
) -> list[_Fit]:
    """The best fit of the whole first run with the beginning of the second, and of the second with the end of the first."""

    def size(listed: Sequence[int]) -> int:
        return sum(parts[number].end - parts[number].start for number in listed)

    found: list[_Fit] = []
    after = _after_colon(sentences, held, two.paragraphs)
    near = _within(after, size, _AHEAD * size(one.paragraphs))
    best = _best(sentences, held, one.paragraphs, near)
    if best:
        gain, many = best
        rest = after[many:]
        chosen = after if rest and size(rest) <= _REST * size(after[:many]) else after[:many]
        found.append(_Fit(gain, one.paragraphs, chosen))
    back = _within(one.paragraphs[::-1], size, _AHEAD * size(two.paragraphs))
    best = _best(sentences, held, after, back, backwards=True)
    if best:
        gain, many = best
        found.append(_Fit(gain, back[:many][::-1], after))
    return found


def _within(listed: Sequence[int], size: Callable[[Sequence[int]], int], most: int) -> tuple[int, ...]:
    """The first of these paragraphs, at least one, as many as `most` characters hold."""
    kept: list[int] = []
    for number in listed:
        most -= size((number,))
        if kept and most < 0:
            break
        kept.append(number)
    return tuple(kept)


def _after_colon(
    sentences: Sequence[Sentence],
    held: dict[int, list[int]],
    listed: tuple[int, ...],
) -> tuple[int, ...]:
    """Without a line that only announces the translation: "In English:"."""
    first = sentences[held[listed[0]][-1]]
    announces = first.text[first.start : first.end].rstrip(" *_").endswith(":")
    return listed[1:] if announces and len(listed) > 1 else listed


def _best(
    sentences: Sequence[Sentence],
    held: dict[int, list[int]],
    whole: Sequence[int],
    part: Sequence[int],
    *,
    backwards: bool = False,
) -> tuple[float, int] | None:
    """(gain, number of paragraphs) of the beginning of `part` that fits `whole` best; both from their ends if `backwards`."""
    one = [sentences[n] for number in whole for n in held[number]]
    ends: list[int] = []
    two: list[Sentence] = []
    for number in part:
        two.extend(sentences[n] for n in (held[number][::-1] if backwards else held[number]))
        ends.append(len(two))
    if not one or not two or max(len(one), len(two)) > _LONGEST or not _hint(one, two):
        return None
    if not _in_order(one, two[::-1] if backwards else two):
        return None
    if backwards:
        one.reverse()
    ours, theirs = anchored(one, two)
    a, b = pieces(one, ours), pieces(two, theirs)
    scale = usual(one, two)
    if not _may_agree(a, b, ends):
        return None
    if len(one) <= _LONG and len(two) <= _AHEAD * _LONG:
        costs = prefixes(a, b, scale=scale)
    else:
        costs = [math.inf] * len(b) + [sum(b.cost for b in align(a, b, scale=scale, widest=_WIDEST))]
    best: tuple[float, int] | None = None
    for many, end in enumerate(ends, 1):
        gain = _ALONE * (len(a) + end) - costs[end]
        if gain >= _LEAST * _ALONE * (len(a) + end):
            net = gain - _EXTRA * (len(a) + end)
            if best is None or net > best[0]:
                best = (net, many)
    return best if best and _agree(a, b[: ends[best[1] - 1]], scale) else None


def _hint(one: Sequence[Sentence], two: Sequence[Sentence]) -> bool:
    """The two hold enough of one another's figures, days and codes to be worth aligning."""
    sums: list[dict[str, float]] = [{}, {}]
    for held, side in zip(sums, (one, two), strict=True):
        for sentence in side:
            for each in keys_of(sentence):
                held[each.key] = held.get(each.key, 0.0) + each.weight
    return shared(*sums) >= max(_COMMON, _HINT * min(sum(held.values()) for held in sums))


def _in_order(one: Sequence[Sentence], two: Sequence[Sentence]) -> bool:
    """What stands once on each side stands mostly in one order: cheap to see, and by chance rare in a long text."""
    if min(len(one), len(two)) <= _FEW:
        return True
    keys = [Counter(each.key for sentence in side for each in keys_of(sentence)) for side in (one, two)]
    once = {key for key, times in keys[0].items() if times == 1 == keys[1][key]}
    at: list[dict[str, int]] = [{}, {}]
    for places, side in zip(at, (one, two), strict=True):
        for number, sentence in enumerate(side):
            places.update((each.key, number) for each in keys_of(sentence) if each.key in once)
    tops: list[int] = []
    for number in (at[1][key] for key in sorted(once, key=lambda key: (at[0][key], at[1][key]))):
        place = bisect_right(tops, number)
        tops[place : place + 1] = [number]
    return len(tops) >= max(_ONCE, _ORDERED * len(once))


def _may_agree(a: Sequence[Piece], b: Sequence[Piece], ends: Sequence[int]) -> bool:
    """For some end of `b`, the two share as much as `_agree` will ask for, wherever it stands: most texts are told from this alone."""
    ours, theirs = _summed(a), dict[str, float]()
    begin = 0
    for end in ends:
        for piece in b[begin:end]:
            for key, weight in piece.anchors.items():
                theirs[key] = theirs.get(key, 0.0) + weight
        begin = end
        poorer = min(sum(ours.values()), sum(theirs.values()))
        if shared(ours, theirs) + _ROUNDING >= max(_COMMON, _SHARE * poorer):
            return True
    return False


def _agree(a: Sequence[Piece], b: Sequence[Piece], scale: float) -> bool:
    """What the segments that belong together share is enough, and enough of what the poorer side has."""
    beads = align(a, b, scale=scale, widest=_WIDEST)
    both = sum(_common(a[bead.a : bead.a_end], b[bead.b : bead.b_end]) for bead in beads)
    poorer = min(sum(sum(piece.anchors.values()) for piece in side) for side in (a, b))
    return both >= max(_COMMON, _SHARE * poorer)


def _common(a: Sequence[Piece], b: Sequence[Piece]) -> float:
    return shared(_summed(a), _summed(b))


def _summed(side: Sequence[Piece]) -> dict[str, float]:
    held: dict[str, float] = {}
    for piece in side:
        for key, weight in piece.anchors.items():
            held[key] = held.get(key, 0.0) + weight
    return held


_SCALE = {("ar", "en"): 1.2, ("en", "ar"): 0.83}


def usual(one: Sequence[Sentence], two: Sequence[Sentence]) -> float:
    """Characters of the second side's language for one of the first's, in translations of such texts."""
    return _SCALE.get((one[0].lang, two[0].lang), 1.0)


def pieces(sentences: Sequence[Sentence], found: Sequence[Sequence[Anchor]]) -> list[Piece]:
    """Sentences as the aligner sees them."""
    out: list[Piece] = []
    for sentence, listed in zip(sentences, found, strict=True):
        out.append(piece(sentence.end - sentence.start, listed, len(clauses(sentence))))
    return out


def piece(length: int, listed: Sequence[Anchor], clauses_: int = 1) -> Piece:
    """A segment of some length that holds these anchors."""
    summed: dict[str, float] = {}
    for each in listed:
        summed[each.key] = summed.get(each.key, 0.0) + each.weight
    return Piece(length, summed, clauses_)


_SHORT = 12
"""A clause shorter than this goes with the next: a list is no sentence."""


def clauses(sentence: Sentence) -> list[tuple[int, int]]:
    """An Arabic sentence at its commas, which often stand where English has full stops; any other sentence whole."""
    if sentence.lang != "ar":
        return [(sentence.start, sentence.end)]
    found: list[tuple[int, int]] = []
    start = sentence.start
    for token in sentence.words:
        if token.kind == "p" and token.key in (",", ";") and token.end - start >= _SHORT:
            found.append((start, token.end))
            start = token.end
    if sentence.end - start >= _SHORT or not found:
        found.append((start, sentence.end))
    else:
        found[-1] = (found[-1][0], sentence.end)
    return found
