"""One person harmed is a quantity even where no numeral stands: "her uncle", "our neighbour", مقتل طفل; an Arabic dual is two.

A person counts only as the one harmed: after an act that harms, or before a passive or intransitive one. Whoever speaks or
acts is never counted.
"""

from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.befell import PERSONAL, at_somebody, bare, befell, driven_out, fate_of, limb_of
from tawthiq.read.befell_ar import hit_key
from tawthiq.read.bodies import both_named, fallen, found_dead, whole
from tawthiq.read.hedges import bounds_of, hedge_at
from tawthiq.read.idle import idle
from tawthiq.read.implicit_ar import (
    TWO_AR,
    agreeing,
    among,
    arabic_dual,
    arabic_victim,
    at_somebody_ar,
    construct_dual,
    construct_kin,
    dual,
    lasting,
    marked_dual,
    singular_kin,
    their_own,
)
from tawthiq.read.joined_en import apposition, listed_with, of_the_dead
from tawthiq.read.lexicon import lexicon
from tawthiq.read.others import others
from tawthiq.read.parts import parts
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.victims import PERSON, names, unlisted
from tawthiq.read.victims_ar import names_ar
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, Hedge, QuantityKind, Role

HARM = (*PERSONAL, "out_of_service", "destruction")
_DETERMINERS = listed("implicit", "determiners")
_PASSIVE = listed("implicit", "passive")
_REACH = 6
_BLOCKS = listed("implicit", "blocks")
_NAME = 3
_PLURAL = 10
"""Above this an Arabic noun is counted in the singular, and what is joined to it is counted with it."""
_AGED = listed("quantities", "age")
_FALLEN = frozenset(("killing", "injury"))
_HINTS = (
    listed("implicit", "dead_ar")
    | listed("implicit", "harmed_ar")
    | listed("implicit", "exposed_ar")
    | listed("implicit", "ones")
)
_UNHARMED = listed("implicit", "unharmed_ar")
_TOLLS = listed("implicit", "tolls")
_TAKING = frozenset(("killing", "detention", "injury"))
"""Weak words of these harm one person as well: they shot my brother, took my son."""


def implicit(  # noqa: C901, PLR0912, PLR0915 - a grammar: one early answer a rule
    sentence: Sentence, found: list[Found], named: AbstractSet[int] = frozenset()
) -> list[Found]:
    """Single victims and Arabic duals without a numeral, beside the quantities already `found`; `named`: tokens of places."""
    taken = {index for each in found for index in range(each.first, each.last + 1)}
    harmed = {
        each.last
        for each in found
        if (each.unit is None or each.unit.of in ("person", "body", "group")) and (each.lo or 0) <= _PLURAL
    }
    out: list[Found] = []
    harms = {
        hit.first: hit
        for hit in sentence.acts()
        if (hit.category[4:] in PERSONAL or driven_out(sentence, hit))
        and (not hit.value.weak or hit.value.code in _TAKING)
        and _TOLLS.isdisjoint((sentence.key(hit.first), sentence.key(hit.last)))
        and not (hit.value.weak and idle(sentence, hit))
    }
    struck = (*sentence.hits.get("act:attack", ()), *sentence.hits.get("act:destruction", ()))
    harms |= {hit.first: hit for hit in struck if at_somebody(sentence, hit) or at_somebody_ar(sentence, hit)}
    ends = {hit.last: hit for hit in harms.values()}
    if not harms and not harmed and sentence.keys.isdisjoint(_HINTS):
        alone = any(
            hit.value.number == "two"
            or hit.value.of in ("time", "body")
            or hit.value.act in _FALLEN
            or marked_dual(sentence, hit)
            for hit in sentence.hits.get("unit", ())
        )
        if not alone:
            return []
    for name in (*names(sentence, harms, taken, named), *names_ar(sentence, harms, taken, named)):
        out.append(name)
        taken.update(range(name.first, name.last + 1))
        harmed.add(name.last)
    aged = {
        index for each in found if each.kind is QuantityKind.AGE for index in range(each.first, each.last + 1)
    }
    for each in found:
        after = sentence.key(each.last + 1)
        bare = (
            after in _PASSIVE
            or after in _ENDS
            or after in _BLOCKS
            or after in _STOP
            or each.last + 1 in harms
        )
        if each.kind is QuantityKind.AGE and sentence.key(each.last) == "old" and bare:
            first = _victim(sentence, Hit(each.first, each.last, "unit", PERSON), harms, ends, harmed)
            if first is not None:  # a five-year-old was killed
                out.append(_make(Hit(each.first, each.last, "unit", PERSON), first, Form.IMPLICIT, 1))
    for hit in sentence.hits.get("unit", ()):
        inside = not (taken - aged).isdisjoint(range(hit.first, hit.last + 1)) or hit.last in taken
        titled = hit.last + 1 in taken and sentence.words[hit.first].cap == 1 and hit.first == hit.last
        dated = any(span.first <= hit.first <= span.last for span in sentence.dates)
        if inside or titled or (dated and hit.value.of == "person"):
            continue  # وآب 2015 is no father
        if sentence.key(hit.last).endswith("'s"):  # my wife's sister: the wife is only whose
            begin = _phrase_start(sentence, hit)
            fate = fate_of(sentence, hit, harms) or (
                begin is not None and limb_of(sentence, hit, begin, harms)
            )
            begin = begin if fate else None
            if begin is not None:
                out.append(_make(hit, begin, Form.IMPLICIT, 1))
                taken.update(range(begin, hit.last + 1))
            continue
        if (
            _compounded(sentence, hit)
            or agreeing(sentence, hit, harmed)
            or _second_place(sentence, hit, named)
            or (hit.first in named and sentence.words[hit.first].arabic and hit.first - 1 not in ends)
        ):
            continue
        if hit.value.number == "two" and hit.value.of == "time":
            if lasting(sentence, hit):
                old = any(
                    form in _AGED
                    for at in (hit.first - 1, hit.first - 2)
                    if at >= 0
                    for form in sentence.words[at].forms
                )
                kind = QuantityKind.AGE if old else QuantityKind.DURATION
                out.append(_make(hit, hit.first, Form.DUAL, 2)._replace(kind=kind))
        elif construct_kin(sentence, hit):
            if arabic_victim(sentence, hit, harms, ends, harmed) is not None:
                out.append(_make(hit._replace(last=hit.last + 1), hit.first, Form.DUAL, 2))
        elif construct_dual(sentence, hit):
            if hit.value.of != "person" or arabic_victim(sentence, hit, harms, ends, harmed) is not None:
                out.append(_make(hit, hit.first, Form.DUAL, 2))
        elif singular_kin(sentence, hit):
            mine = hit._replace(value=hit.value._replace(number="one", kin=True))
            if arabic_victim(sentence, mine, harms, ends, harmed) is not None:
                out.append(_make(mine, hit.first, Form.IMPLICIT, 1))
        elif dual(sentence, hit) and arabic_dual(sentence, hit):
            if hit.value.unit == "times" and not _done_twice(sentence, hit):
                continue  # وردا مرتين
            if their_own(sentence, hit) or sentence.key(hit.last + 1) in _UNHARMED:
                continue
            body = sentence.ending("unit", hit.first - 1)
            if body is not None and body.value.of == "body" and sentence.key(hit.first)[:1] != "و":
                continue  # جثماني شقيقين: counted by the bodies
            if hit.value.kin and _of_a_pair(sentence, hit):
                continue  # طفلين شقيقين
            if sentence.key(hit.first - 1) in _ONE_OF:
                out.append(_make(hit, hit.first - 1, Form.IMPLICIT, 1))  # أحد الجريحين
                continue
            if (
                hit.value.of != "person"
                or hit.value.act in HARM
                or arabic_victim(sentence, hit, harms, ends, harmed) is not None
            ):
                out.append(_make(hit, hit.first, Form.DUAL, 2, _part(sentence, hit.first)))
        elif hit.value.number == "many" and hit.value.kin and not sentence.words[hit.first].arabic:
            end = both_named(sentence, hit)
            first = _victim(sentence, hit._replace(last=end), harms, ends, harmed) if end else None
            if first is not None:
                out.append(
                    _make(hit._replace(last=end or hit.last), first, Form.IMPLICIT, 2, _part(sentence, first))
                )
        elif _single(sentence, hit) and hit.value.of in ("person", "body"):
            first = _victim(sentence, hit, harms, ends, harmed)
            if first is not None and sentence.key(first - 1) == "by" and hit.last + 1 not in harms:
                continue  # hit by a sniper
            if first is not None and not (taken - aged).isdisjoint(range(first, hit.last + 1)):
                first = hit.first  # a nine-year-old boy: the age is a figure of its own
            if first is not None and hit.value.kin and sentence.key(hit.last + 1) in TWO_AR:
                out.append(_make(hit._replace(last=hit.last + 1), first, Form.DUAL, 2))  # ولد عمي الاثنين
            elif first is not None:
                one = _make(whole(sentence, hit, named), first, Form.IMPLICIT, 1, _part(sentence, first))
                out = [
                    each for each in out if not first < each.first <= each.last <= one.last
                ]  # a driver, Hamid, 44
                out.append(one)
        elif hit.value.number == "two" and not sentence.words[hit.first].arabic and hit.value.of == "person":
            first = _victim(sentence, hit, harms, ends, harmed)
            if first is not None:
                out.append(_make(hit, first, Form.IMPLICIT, 2, _part(sentence, first)))
        elif hit.value.number == "one" and hit.value.of == "time" and _lasted(sentence, hit):
            first = hit.first if sentence.words[hit.first].arabic else hit.first - 1
            out.append(
                _make(hit, first, Form.IMPLICIT, 1)._replace(kind=QuantityKind.DURATION, form=Form.NUMBER)
            )
        if out:
            taken.update(range(out[-1].first, out[-1].last + 1))
            harmed.add(out[-1].last)
    out += others(sentence, harms, taken, sorted([*found, *out], key=lambda each: each.first))
    taken.update(index for each in out for index in range(each.first, each.last + 1))
    more = parts(sentence, found, out, taken)
    out += more
    taken.update(index for each in more for index in range(each.first, each.last + 1))
    return [_hedged(sentence, one) for one in out + unlisted(sentence, harms, taken, named)]


def _done_twice(sentence: Sentence, hit: Hit) -> bool:
    """قُصف المشفى مرتين: a strong word of an act stands shortly before."""
    return any(
        0 < hit.first - each.last <= _REACH and not each.value.weak and each.value.code not in _TOLD
        for each in sentence.acts()
    )


_TOLD = frozenset(("protest", "status", "warning", "threat", "accusation", "flight"))


def _second_place(sentence: Sentence, hit: Hit, named: AbstractSet[int]) -> bool:
    """بلدتي كفر حمرا وحيان: behind two towns the second name is a name, whatever it is written like."""
    if hit.first != hit.last or hit.first - 1 not in named or not sentence.key(hit.first).startswith("و"):
        return False
    first = hit.first - 1
    while first - 1 in named:
        first -= 1
    return any(form in _TWO_PLACES for form in sentence.words[first].forms)


_TWO_PLACES = listed("implicit", "two_places")


def _compounded(sentence: Sentence, hit: Hit) -> bool:
    """A militant commander, the deputy mayor: English compounds end in their head."""
    if sentence.words[hit.first].arabic:
        return False
    after = sentence.at("unit", hit.last + 1)
    if after is not None and after.value.of == "person" and after.value.number == "one":
        return True
    return sentence.key(hit.last) in _DESCRIBING and _described(sentence, hit.last + 1)


def _described(sentence: Sentence, at: int) -> bool:
    """The local militia, a civilian car, a patient transport: a noun follows, and the word before it only describes it."""
    if at >= len(sentence.words) or sentence.words[at].kind != "w":
        return False
    key = sentence.key(at)
    unit = sentence.at("unit", at)
    if unit is not None:
        return unit.value.act is None  # shot the guard dead
    return not (
        key in _PASSIVE
        or key in _ENDS
        or key.endswith("ly")
        or sentence.act_at(at)
        or sentence.words[at].cap
        or (sentence.at("verb", at) and key.endswith("ed"))
    )


_DESCRIBING = listed("implicit", "describing")
_ENDS = listed("victims", "ends")


def _does(sentence: Sentence, at: int) -> bool:
    """Shoot, killing a man: the verb has an object of its own, or stands in its bare form."""
    key = sentence.key(at)
    object_ = sentence.key(at + 1) in _DETERMINERS or at + 1 in sentence.figures()
    return key in _BARE or (object_ and not key.endswith("ed"))


_BARE = listed("implicit", "bare")
_STOP = listed("units", "stop")
_SEEN, _SAID_OF = listed("implicit", "seen"), listed("implicit", "said_of")


def _hedged(sentence: Sentence, one: Found) -> Found:
    """At least one woman without a numeral, شخصان على الأقل, over a month: the hedge is the figure's own.

    Of persons only "at least" counts: "about a woman", "over a man", حتى طفل say something else.
    """
    hedge, first, last = hedge_at(sentence, one.first, one.last)
    timed = one.kind in (QuantityKind.DURATION, QuantityKind.AGE)
    if hedge is None or hedge is Hedge.EXACT or not (timed or hedge is Hedge.AT_LEAST):
        return one
    assert one.lo is not None
    lo, hi = bounds_of(hedge, one.lo)
    return one._replace(hedge=hedge, lo=lo, hi=hi, first=first, last=last)


def _single(sentence: Sentence, hit: Hit) -> bool:
    """One by its form; طبيبا as well, where no numeral asks for the accusative."""
    if hit.value.number == "one":
        return True
    forms = sentence.words[hit.first].forms
    stem = forms[-1][:-1] if forms and forms[-1].endswith("ا") else ""
    return hit.first == hit.last and stem in lexicon().singular and hit.first - 1 not in sentence.figures()


def _lasted(sentence: Sentence, hit: Hit) -> bool:
    """For a month, خلال أسبوع: one of a unit of time, where it is no date."""
    if any(span.first - 1 <= hit.first <= span.last for span in sentence.dates):
        return False  # خلال شهر سبتمبر
    near = 1 if sentence.words[hit.first].arabic else 2
    if sentence.key(hit.last + 1) in _FULL_AR or (
        near == 2 and sentence.key(hit.first - 1) in _FULL and sentence.key(hit.first - 2) in ("a", "an")
    ):
        return True  # مشيت يوما كاملا, a whole week
    hedged = sentence.ending("hedge_before", hit.first - near)
    if (
        hedged
        and hedged.value not in ("exact", "up_to")
        and (near == 1 or sentence.key(hit.first - 1) in ("a", "an"))
    ):
        return True  # more than a year, قرابة شهر
    if sentence.words[hit.first].arabic:
        return sentence.key(hit.first - 1) in _LASTING and sentence.words[hit.first].key == hit_key(
            sentence, hit
        )
    return sentence.key(hit.first - 1) in ("a", "an") and sentence.key(hit.first - 2) in _LASTING


_LASTING = listed("implicit", "lasting")
_FULL = listed("implicit", "full")
_FULL_AR = listed("implicit", "full_ar")


def _part(sentence: Sentence, first: int) -> Role:
    """Among them a baby; بينهم أم: part of what was counted before."""
    part = among(sentence, first) or sentence.key(first - 1) in _YOUNGEST
    return Role.SUBSET if part else Role.TOTAL


def _make(hit: Hit, first: int, form: Form, n: int, role: Role = Role.TOTAL) -> Found:
    return Found(first, hit.last, hit.first, Hedge.EXACT, form, n, n, hit.value, QuantityKind.COUNT, role)


def _victim(  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit, harms: dict[int, Hit], ends: dict[int, Hit], harmed: set[int]
) -> int | None:
    """The first token of the noun phrase if the person is the one harmed, else None."""
    if sentence.words[hit.first].arabic:
        if fallen(sentence, hit):
            return hit.first
        return arabic_victim(sentence, hit, harms, ends, harmed)
    first = _phrase_start(sentence, hit)
    if hit.value.of == "body" and first is not None and hit.first - first < _NAME:
        return first if found_dead(sentence, first, hit) else None
    if first is None:
        return bare(sentence, hit, harms, ends)
    if (sentence.key(first - 2), sentence.key(first - 1)) == ("that", "of") and among(sentence, first - 2):
        return first if harmed or harms else None  # seven bodies, among them that of a cook
    if sentence.key(first - 1) == "of" and sentence.key(first - 2) in _BEREAVED:
        return None  # the family of the slain policeman
    if of_the_dead(sentence, first, harms) or any(
        sentence.key(at) in _STRUCK_BEFORE for at in range(first, hit.first)
    ):
        return first
    if among(sentence, first) and (harmed or harms):
        return first
    if sentence.key(first - 1) == "." and sentence.key(first - 2) == "incl" and (harmed or harms):
        return first
    if sentence.key(first - 1) == "with" and sentence.key(first - 2) in ("along", "together"):
        near = any(0 < first - at <= 2 * _REACH for at in ends)
        if near and (first - 3 in harmed or any(0 < first - at <= 2 * _REACH for at in harmed | set(ends))):
            return first  # was taken from the presbytery along with a catechist
    if sentence.key(first - 1) == "and" and first - 2 in harmed and _phrase_start(sentence, hit) == first:
        return first
    if listed_with(sentence, first, hit.last, harmed):
        return first
    if sentence.key(first - 1) == "of" and first - 2 in harmed:
        return None  # the sister of the deputy mayor
    for index in range(first - 1, max(-1, first - _REACH - 1), -1):
        harm = ends.get(index)
        if index == first - 1 and sentence.key(index) in _COPULAS and _relative(sentence, index):
            break  # the man who shot the boy was a soldier
        if harm and harm.value.weak and harm.value.code == "detention" and index < first - 1:
            break
        if harm:
            return None if sentence.key(index + 1) == "by" else first
        if sentence.at("verb", index) is not None and sentence.key(index - 1) not in _PASSIVE:
            break  # a deacon told a researcher
        if sentence.key(index) in _BLOCKS and sentence.key(index) not in ("in", "of"):
            break
    if apposition(sentence, first, hit.last, harmed):
        return None
    if sentence.key(first - 1) in _SEEN and hit.last + 1 in harms and not _does(sentence, hit.last + 1):
        return first  # I saw a boy shot; not: saw the guard shoot a boy
    return first if befell(sentence, hit.last, harms) else None


def _relative(sentence: Sentence, at: int) -> bool:
    """A clause with "who" stands right before."""
    return any(sentence.key(back) == "who" for back in range(at - _REACH, at))


_COPULAS = frozenset(("was", "is"))
_YOUNGEST = listed("implicit", "youngest")
_BEREAVED = listed("implicit", "bereaved")
_STRUCK_BEFORE = listed("victims", "struck_adjectives")


def _phrase_start(  # noqa: PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit
) -> int | None:
    """Back over adjectives to a determiner; a bare singular is no noun phrase of its own."""
    for index in range(hit.first - 1, max(-1, hit.first - 8), -1):
        token = sentence.words[index]
        if token.key.endswith("'s"):
            return _possessor(sentence, index)
        if (
            token.key in "'’"
            and index > 1
            and sentence.key(index - 1).endswith("s")
            and token.start == sentence.words[index - 1].end
        ):
            return _possessor(sentence, index - 1)  # the neighbours' baby
        if token.key in _DETERMINERS:
            return index
        if token.key in _NOBODY:
            return None  # denied that any prisoner had been tortured
        if token.kind == "p" and token.key != "-":
            return index + 1 if token.key in ";:" and index == hit.first - 2 else None
        if (
            token.key == "-"
            and hit.first - 2 <= index
            and index
            and token.start > sentence.words[index - 1].end
        ):
            return index + 1  # 9 Aug - unidentified man found dead
        if token.kind == "w" and (
            token.key in _PASSIVE or token.key in ("and", "of", "to", "with", "by", "as", "for")
        ):
            return index + 1 if token.key == "and" and hit.value.kin else None
    return None


_ONE_OF = listed("implicit", "one_of_ar")


def _of_a_pair(sentence: Sentence, hit: Hit) -> bool:
    """A dual right behind a person told by a dual says of the two what they are to each other."""
    before = sentence.ending("unit", hit.first - 1)
    return before is not None and before.value.of == "person" and dual(sentence, before)


_NOBODY = listed("implicit", "nobody")


def _possessor(sentence: Sentence, at: int) -> int:
    """The mayor's brother, Umm Ali's son: back over whose it is."""
    first = at
    while first > 0 and at - first < _NAME and sentence.words[first - 1].kind == "w":
        before = sentence.words[first - 1]
        if before.key in _DETERMINERS:
            return first - 1
        if not (before.cap and sentence.words[first].cap):
            break
        first -= 1
    return first
