"""How firmly a figure is meant: the hedge beside it, behind it, or some words before it as a verb; the firmer word stands.

A hedge that opens the next figure ("118 dead and more | than 700 wounded") is never taken for the last one's.
"""

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed
from tawthiq.record.quantity import Hedge, Number

_FIRM = {"at_least": 5, "over": 5, "up_to": 5, "under": 5, "about": 3, "exact": 1}
_GAP = listed("quantities", "gap")


def hedge_at(  # noqa: C901 - a grammar: one early answer a rule
    sentence: Sentence, first: int, last: int, unit_last: int | None = None
) -> tuple[Hedge | None, int, int]:
    """(hedge, first, last) with the hedge's own words included."""
    best: tuple[int, str, int, int] | None = None
    index, begin = first - 1, first
    for _ in range(3):  # "at least some 40": the firmer word stands
        gap = 1 if sentence.key(index) in _GAP and sentence.ending("hedge_before", index) is None else 0
        hit = sentence.ending("hedge_before", index - gap)
        if hit is None:
            break
        begin = hit.first
        strength = _FIRM.get(hit.value, 0)
        if best is None or strength > best[0]:
            best = (strength, hit.value, begin, last)
        index = hit.first - 1
    beside = last + 1 if last + 1 < len(sentence.words) and sentence.words[last + 1].kind == "w" else None
    for edge in (last, unit_last, beside):  # the counted noun may be one that no list knows
        after = sentence.at("hedge_after", edge + 1) if edge is not None else None
        if after is None and edge is not None and sentence.key(edge + 1) == ",":
            after = sentence.at("hedge_after", edge + 2)
            closed = after is not None and sentence.key(after.last + 1) in (",", ".", "", '"', "”", "»")
            after = after if closed else None
        if (
            after
            and not _opens_figure(sentence, after.last + 1)
            and (best is None or _FIRM.get(after.value, 0) > best[0])
        ):
            best = (_FIRM.get(after.value, 0), after.value, min(begin, first), after.last)
    if sentence.key(last + 1) == "+" and sentence.words[last + 1].start == sentence.words[last].end:
        best = (5, "at_least", begin, last + 1)
    if sentence.key(first - 1) in "~≈" and first:
        best = (3, "about", first - 1, last)
    if best is None or best[1] in ("exact", "about"):
        verb = _verb_hedge(sentence, first)
        if verb:
            best = (5, verb.value, begin, last)
    if best is None:
        return None, begin, last
    return Hedge(best[1]), min(best[2], begin), max(best[3], last)


def _opens_figure(sentence: Sentence, index: int) -> bool:
    """118 dead and more | than 700 wounded: the words belong to the next figure."""
    return sentence.key(index) in ("than", "من", "عن") or index in sentence.figures()


def _verb_hedge(sentence: Sentence, first: int) -> Hit | None:
    """Exceeded 500; تجاوز عدد الجرحى العشرين: the verb stands up to six words before its figure, in the same clause."""
    figures = sentence.figures()
    for index in range(first - 1, max(-1, first - 7), -1):
        token = sentence.words[index]
        hit = sentence.ending("hedge_verb", index)
        if hit:
            return hit
        if index in figures or token.key in (",", ";", ":", "."):
            return None
    return None


def bounds_of(hedge: Hedge, value: Number) -> tuple[Number | None, Number | None]:
    """The stated figure stands in `lo` or `hi`; the open end is None."""
    if hedge in (Hedge.AT_LEAST, Hedge.OVER):
        return value, None
    if hedge in (Hedge.UP_TO, Hedge.UNDER):
        return None, value
    return value, value
