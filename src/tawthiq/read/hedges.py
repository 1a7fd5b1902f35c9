"""How firmly a figure is meant: the hedge beside it, behind it, or some words before it as a verb; the firmer word stands.

A hedge that opens the next figure ("118 dead and more | than 700 wounded") is never taken for the last one's.
"""

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import TOTAL
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
    if sentence.key(index) == "of" and [sentence.key(index - 2), sentence.key(index - 1)] == ["the", "age"]:
        index = index - 3  # under the age of six
    for _ in range(3):  # "at least some 40": the firmer word stands
        gap = 1 if sentence.key(index) in _GAP and sentence.ending("hedge_before", index) is None else 0
        hit = sentence.ending("hedge_before", index - gap) or _led_in(sentence, index)
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
        if after is None and edge is not None and sentence.key(edge + 1) == "(":
            after = sentence.at("hedge_after", edge + 2)
            after = after if after is not None and _bracketed(sentence, after.last) else None
        if (
            after
            and not _opens_figure(sentence, after.last + 1)
            and (sentence.key(after.last), sentence.key(after.last + 1)) != ("up", "to")
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


def _led_in(sentence: Sentence, comma: int) -> Hit | None:
    """At the very least, sixty died; العدد تقريبي: 45 شهيداً: a hedge that opens its clause, and a comma or colon behind it."""
    if comma > 0 and sentence.words[comma].arabic and sentence.act_at(comma):
        comma -= 1  # على أقل تقدير، قُتل أربعون
    if sentence.key(comma) not in (",", "،", ":"):
        return None
    hit = sentence.ending("hedge_lead", comma - 1)
    opens = hit is not None and (
        hit.first == 0
        or sentence.words[hit.first - 1].kind == "p"
        or sentence.key(hit.first - 1) in ("and", "but", "that")
    )
    return hit if opens else None


def _moved(sentence: Sentence, at: int) -> bool:
    """They handed over 45 bodies; a lorry ran over two boys: the word belongs to the verb. Over five days they came: while."""
    if sentence.key(at) != "over":
        return False
    lasting = at == 0 and any(
        (unit := sentence.at("unit", i)) is not None and unit.value.of == "time" for i in range(1, 4)
    )
    return lasting or sentence.key(at - 1) in _PHRASAL


_PHRASAL = listed("quantities", "phrasal")


def _bracketed(sentence: Sentence, last: int) -> bool:
    """40 (approx.) dead: nothing but the hedge stands between the brackets."""
    return sentence.key(last + 1) == ")" or (sentence.key(last + 1) == "." and sentence.key(last + 2) == ")")


def _opens_figure(sentence: Sentence, index: int) -> bool:
    """118 dead and more | than 700 wounded: the words belong to the next figure."""
    compared = sentence.key(index) in ("than", "من", "عن") and index > 0
    compared = compared and not sentence.key(index - 1).startswith("ال")  # 40 على الأقل من المدينة
    compared = compared and any(form in _COMPARING for form in sentence.words[index - 1].forms)
    return compared or index in sentence.figures()


_COMPARING = listed("quantities", "comparing")


_SIGNS = {"~": "about", "≈": "about", "±": "about", "≥": "at_least", "≤": "up_to", ">": "over", "<": "under"}
_AND_SOME = listed("quantities", "and_some")


def _signed(sentence: Sentence, first: int, last: int) -> tuple[int, str, int, int] | None:
    """40+, ~40, ≥40, c. 40, 40-odd, forty-plus, نيف وأربعون: signs and scraps that touch the figure."""
    return _signed_behind(sentence, first, last) or (_signed_before(sentence, first, last) if first else None)


def _signed_behind(sentence: Sentence, first: int, last: int) -> tuple[int, str, int, int] | None:
    words, after = sentence.words, sentence.key(last + 1)
    if after == "+" and words[last + 1].start == words[last].end:
        return 5, "at_least", first, last + 1
    tail = sentence.key(last + 2)
    if after in ("-", "–") and tail in _HYPHENED:
        hedge = _HYPHENED[tail]
        return 3 if hedge == "about" else 5, hedge, first, last + 2
    if after == "ish" and words[last + 1].start == words[last].end:
        return 3, "about", first, last + 1
    return None


_HYPHENED = {"plus": "at_least", "odd": "about", "ish": "about", "some": "over", "something": "over"}


def _signed_before(sentence: Sentence, first: int, last: int) -> tuple[int, str, int, int] | None:
    words = sentence.words
    before = sentence.key(first - 1)
    touches = words[first - 1].end == words[first].start
    if before in _SIGNS and (touches or before not in "<>"):
        return (3 if _SIGNS[before] == "about" else 5), _SIGNS[before], first - 1, last
    if before == "+" and touches and _plus(sentence, first):
        return 5, "at_least", first - 1, last
    if before == "." and first > 1 and sentence.key(first - 2) in _ABBREVIATED:
        return 3, "about", first - 2, last
    if before in _AND_SOME and words[first].key.startswith("و"):
        return 5, "over", first - 1, last
    if before == "و" and first > 1 and sentence.key(first - 2) in _AND_SOME:
        return 5, "over", first - 2, last
    return None


def _plus(sentence: Sentence, first: int) -> bool:
    """+300 قتيل says at least; (+3) is an increment, 45+3 a sum, +963 11 a number to dial."""
    before = sentence.words[first - 2] if first > 1 else None
    apart = before is None or before.end < sentence.words[first - 1].start or before.key == "و"
    beside = sentence.words[first + 1] if first + 1 < len(sentence.words) else None
    return apart and beside is not None and beside.kind == "w"


_ABBREVIATED = listed("quantities", "about_abbreviated")
_RAISED, _RAISED_OVER = listed("quantities", "raised"), listed("quantities", "raised_over")
_FALLEN, _DENIED_BEFORE = listed("quantities", "fallen"), listed("quantities", "denied_before")
_NEARED, _NEARED_TO = listed("quantities", "neared"), listed("quantities", "neared_to")
_PASSED = listed("quantities", "passed")
_ESTIMATED, _TOLL = listed("quantities", "estimated"), listed("quantities", "toll")


def _later(sentence: Sentence, last: int) -> str | None:
    """40 people died, possibly more: said of the figure before it if nothing but the clause's end follows."""
    if "hedge_later" not in sentence.hits:
        return None
    figures = sentence.figures()
    for index in range(last + 1, min(last + 9, len(sentence.words))):
        if index in figures:
            return None
        hit = sentence.at("hedge_later", index)
        if hit is not None:
            lead = sentence.key(index)
            apart = sentence.key(index - 1) in (",", "،", "-", "–", "—", "and", "(")
            apart = apart or lead.startswith("و") or lead in ("and", "or", "او")
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


def _verb_hedge(  # noqa: PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, first: int
) -> str | None:
    """Exceeded 500; تجاوز عدد الجرحى العشرين: the verb stands up to six words before its figure, in the same clause."""
    figures = sentence.figures()
    over = sentence.key(first - 1) in _RAISED_OVER
    near = sentence.key(first - 1) in _NEARED_TO or sentence.words[first].key.startswith("ال")
    guessed = sentence.words[first].key.startswith("ب") or sentence.key(first - 1) == "ب"
    if _passed(sentence, first):
        return "over"
    for index in range(first - 1, max(-1, first - 7), -1):
        token = sentence.words[index]
        hit = sentence.ending("hedge_verb", index)
        if hit:
            return _turned(sentence, hit.first, str(hit.value), apart=hit.last < first - 2)
        if over and (token.key in _RAISED or token.key in _FALLEN):
            side = "over" if token.key in _RAISED else "under"
            return _turned(sentence, index, side, apart=index < first - 3)
        if near and token.key in _NEARED and _of_toll(sentence, index, first):
            return "about"
        if guessed and any(form in _ESTIMATED for form in token.forms) and _of_toll(sentence, index, first):
            return "about"
        if index in figures or token.key in (",", ";", ":", "."):
            return None
    return None


_TURNED = {"over": "up_to", "under": "at_least"}


def _turned(sentence: Sentence, verb: int, hedge: str, *, apart: bool) -> str:
    """لا يزيد عدد القتلى على 40, never exceeded 40: a negation before the verb turns its side; ما فاق 40 is no negation."""
    before = sentence.key(verb - 1)
    return _TURNED.get(hedge, hedge) if before in _DENIED_BEFORE and (apart or before != "ما") else hedge


def _of_toll(sentence: Sentence, verb: int, first: int) -> bool:
    """قدّر الأهالي عدد القتلى بأربعين: a number was estimated, not a distance or a price."""
    return any(sentence.key(at) in _TOLL for at in range(verb + 1, first))


def _passed(sentence: Sentence, first: int) -> bool:
    """The toll passed 40, deaths surged past the 40 mark: a number that goes by another, where a number is what goes."""
    at = first - 1
    if sentence.key(at) == "the":
        at -= 1
    if sentence.key(at) not in _PASSED:
        return False
    denied = any(sentence.key(back) in _DENIED_BEFORE for back in (at - 1, at - 2))
    return not denied and any(
        sentence.key(back) in TOTAL or _toll_noun(sentence, back)
        for back in range(at - 1, max(-1, at - 8), -1)
    )


def _toll_noun(sentence: Sentence, at: int) -> bool:
    unit = sentence.ending("unit", at)
    return (unit is not None and unit.value.act is not None and unit.value.number == "many") or sentence.key(
        at
    ) == "deaths"


def bounds_of(hedge: Hedge, value: Number) -> tuple[Number | None, Number | None]:
    """The stated figure stands in `lo` or `hi`; the open end is None."""
    if hedge in (Hedge.AT_LEAST, Hedge.OVER):
        return value, None
    if hedge in (Hedge.UP_TO, Hedge.UNDER):
        return None, value
    return value, value
