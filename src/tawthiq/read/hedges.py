"""How firmly a figure is meant: the hedge beside it, behind it, or some words before it as a verb; the firmer word stands.

A hedge that opens the next figure ("118 dead and more | than 700 wounded") is never taken for the last one's.
"""

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
        if hit is None or _moved(sentence, hit.first):
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
    signed = _signed(sentence, first, last)
    if signed is not None:
        best = signed
    if best is None or best[1] in ("exact", "about"):
        far = _verb_hedge(sentence, first) or _later(sentence, last)
        if far and (best is None or far != "about"):
            best = (5, far, begin, last)
    if best is None:
        return None, begin, last
    return Hedge(best[1]), min(best[2], begin), max(best[3], last)


def _moved(sentence: Sentence, at: int) -> bool:
    """They handed over 45 bodies; a lorry ran over two boys: the word belongs to the verb. Over five days they came: while."""
    if sentence.key(at) != "over":
        return False
    lasting = at == 0 and any(
        (unit := sentence.at("unit", i)) is not None and unit.value.of == "time" for i in range(1, 4)
    )
    return lasting or sentence.key(at - 1) in _PHRASAL


_PHRASAL = listed("quantities", "phrasal")


def _opens_figure(sentence: Sentence, index: int) -> bool:
    """118 dead and more | than 700 wounded: the words belong to the next figure."""
    return sentence.key(index) in ("than", "من", "عن") or index in sentence.figures()


_SIGNS = {"~": "about", "≈": "about", "≥": "at_least", "≤": "up_to", ">": "over", "<": "under"}
_AND_SOME = listed("quantities", "and_some")


def _signed(sentence: Sentence, first: int, last: int) -> tuple[int, str, int, int] | None:
    """40+, ~40, ≥40, c. 40, 40-odd, forty-plus, نيف وأربعون: signs and scraps that touch the figure."""
    return _signed_behind(sentence, first, last) or (_signed_before(sentence, first, last) if first else None)


def _signed_behind(sentence: Sentence, first: int, last: int) -> tuple[int, str, int, int] | None:
    words, after = sentence.words, sentence.key(last + 1)
    if after == "+" and words[last + 1].start == words[last].end:
        return 5, "at_least", first, last + 1
    if after in ("-", "–") and sentence.key(last + 2) in ("odd", "plus"):
        return (
            (5, "at_least", first, last + 2)
            if sentence.key(last + 2) == "plus"
            else (3, "about", first, last + 2)
        )
    return None


def _signed_before(sentence: Sentence, first: int, last: int) -> tuple[int, str, int, int] | None:
    words = sentence.words
    before = sentence.key(first - 1)
    touches = words[first - 1].end == words[first].start
    if before in _SIGNS and (touches or before not in "<>"):
        return (3 if _SIGNS[before] == "about" else 5), _SIGNS[before], first - 1, last
    if before == "." and first > 1 and sentence.key(first - 2) in _ABBREVIATED:
        return 3, "about", first - 2, last
    if before in _AND_SOME and words[first].key.startswith("و"):
        return 5, "over", first - 1, last
    return None


_ABBREVIATED = listed("quantities", "about_abbreviated")
_RAISED, _RAISED_OVER = listed("quantities", "raised"), listed("quantities", "raised_over")
_ESTIMATED, _TOLL = listed("quantities", "estimated"), listed("quantities", "toll")


def _later(sentence: Sentence, last: int) -> str | None:
    """40 people died, possibly more: said of the figure before it if nothing but the clause's end follows."""
    figures = sentence.figures()
    for index in range(last + 1, min(last + 9, len(sentence.words))):
        if index in figures:
            return None
        hit = sentence.at("hedge_later", index)
        if hit is not None:
            apart = sentence.key(index - 1) in (",", "،", "-", "–", "—", "and", "(") or sentence.key(
                index
            ).startswith("و")
            closed = sentence.key(hit.last + 1) in (
                ",",
                "،",
                ".",
                ";",
                "؛",
                "",
                '"',
                "”",
                "»",
                ")",
                "-",
                "–",
                "—",
            )
            if apart and closed:
                return str(hit.value)
    return None


def _verb_hedge(sentence: Sentence, first: int) -> str | None:
    """Exceeded 500; تجاوز عدد الجرحى العشرين: the verb stands up to six words before its figure, in the same clause."""
    figures = sentence.figures()
    over = sentence.key(first - 1) in _RAISED_OVER
    guessed = sentence.words[first].key.startswith("ب") or sentence.key(first - 1) == "ب"
    for index in range(first - 1, max(-1, first - 7), -1):
        token = sentence.words[index]
        hit = sentence.ending("hedge_verb", index)
        if hit:
            return str(hit.value)
        if over and token.key in _RAISED:
            return "over"
        if guessed and token.key in _ESTIMATED and sentence.key(index + 1) in _TOLL:
            return "about"
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
