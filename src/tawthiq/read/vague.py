"""Quantities without a number: several, all, both, none, not known; and what every quantity is (`Found`)."""

from tawthiq.language.phrases import Hit
from tawthiq.language.value import Value
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import unit_after, unit_before
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, Hedge, Number, QuantityKind, Role

PERSONAL = frozenset(("killing", "injury", "detention", "enforced_disappearance"))
_PASSIVE = listed("implicit", "passive")
_CLAUSE = 7


class Found(Value, frozen=True):
    """A quantity at tokens `[first, last]` of its sentence (hedge, figure and adjoining unit); `core` is the figure's first."""

    first: int
    last: int
    core: int
    hedge: Hedge
    form: Form
    lo: Number | None
    hi: Number | None
    unit: Unit | None
    kind: QuantityKind
    role: Role


def both(sentence: Sentence) -> list[Found]:
    """Both ambulances: two of them."""
    out: list[Found] = []
    if sentence.keys.isdisjoint(BOTH):
        return out
    for index, token in enumerate(sentence.words):
        pair = token.key in BOTH
        right = unit_after(sentence, index + 1) if pair else None
        if right is None or right[0].first > index + 2 or right[1].number == "one":
            continue
        apposed = sentence.key(index - 1) == "," and sentence.key(right[0].last + 1) == ","
        if apposed or right[1].of in ("time", "measure", "money", "share"):
            continue
        if all(sentence.key(at) != "and" for at in range(index + 1, right[0].last)):
            out.append(
                Found(
                    index,
                    right[0].last,
                    index,
                    Hedge.EXACT,
                    Form.NUMBER,
                    2,
                    2,
                    right[1],
                    QuantityKind.COUNT,
                    Role.TOTAL,
                )
            )
    return out


BOTH = listed("quantities", "both")


def one_spoken(sentence: Sentence) -> list[Found]:
    """سيارة وحدة, as it is spoken: one of them; none behind "not", two behind زوز stand elsewhere."""
    out: list[Found] = []
    if sentence.keys.isdisjoint(ONE_SPOKEN):
        return out
    for index, token in enumerate(sentence.words):
        hit = sentence.ending("unit", index - 1) if token.key in ONE_SPOKEN else None
        if hit is None or hit.value.number != "one" or hit.value.of not in _COUNTED_SPOKEN:
            continue
        key, behind = sentence.key(hit.first), sentence.key(index + 1)
        if key.startswith("ال") or behind.startswith("ال") or key[:1] == "ب":
            continue  # غرفة وحدة العناية, كنا بسيارة وحدة
        only = sentence.key(hit.first - 1) in _SAVE
        none = not only and any(sentence.key(at) in _NOT for at in range(max(0, hit.first - 3), hit.first))
        if none:
            out.append(zero(hit.first, index, hit.value))
        else:
            out.append(
                Found(
                    hit.first,
                    index,
                    index,
                    Hedge.EXACT,
                    Form.NUMBER,
                    1,
                    1,
                    hit.value,
                    QuantityKind.COUNT,
                    role_of(sentence, hit.first, index),
                )
            )
    return out


ONE_SPOKEN = frozenset(("وحده", "وحدا"))
_COUNTED_SPOKEN = frozenset(("vehicle", "home", "facility", "munition", "person", "event", "group"))
_SAVE = frozenset(("الا", "غير", "سوي"))
_NOT = listed("quantities", "grammatical_one")


def zero(first: int, last: int, unit: Unit | None) -> Found:
    """None of `unit`, told by tokens `[first, last]`."""
    return Found(first, last, first, Hedge.NONE, Form.ZERO, 0, 0, unit, QuantityKind.COUNT, Role.TOTAL)


def of_them(sentence: Sentence, end: int) -> bool:
    """99 of them, أربعة منهم."""
    key = sentence.key(end + 1)
    return (key == "of" and sentence.key(end + 2) in _THEM) or key in _THEM_AR


PEOPLE = Unit("people", "person", "many", None, None, None, kin=False, combatant=False)


FROM_THEN = listed("measured", "from_then")
"""Behind a length of time these make it a day that is not known."""
_THEM = listed("vague", "them")


_THEM_AR = listed("vague", "them_ar")


def role_of(sentence: Sentence, first: int, last: int) -> Role:
    """How the figure relates to others: a part, an increment, a new total."""
    for index in range(first, max(-1, first - 4), -1):
        hit = sentence.ending("role", index)
        than = hit is not None and sentence.key(hit.last + 1) in ("than", "من", "عن")
        if hit and not (hit.value == "increment" and (index < first - 1 or than)):
            return Role(hit.value)  # "more than 40" adds nothing
        if index < first and sentence.words[index].kind == "n":
            break
    for index in range(last, min(len(sentence.words), last + 3)):
        hit = sentence.at("role", index)
        if hit and hit.value == "increment":
            return Role.INCREMENT
    return Role.TOTAL


def vague(sentence: Sentence, hit: Hit) -> Found | None:
    """Dozens, hundreds, several: with the noun they count, or the act that several suffered."""
    hedge, lo, hi = hit.value
    right = unit_after(sentence, hit.last + 1)
    if right and right[1].of in ("measure", "money"):
        return None
    if right is None and sentence.key(hit.last) == "من":
        right = unit_after(sentence, hit.last)  # عدد | من المدنيين
    unit = right[1] if right else None
    if unit is None and hedge == "several" and _suffered(sentence, hit.last + 1):
        unit = PEOPLE  # several were killed
    kind = QuantityKind.COUNT
    if unit and unit.of in ("time", "share"):
        kind = QuantityKind.DURATION if unit.of == "time" else QuantityKind.SHARE
    at = hit.last - (sentence.key(hit.last) == "of")
    them = of_them(sentence, at)  # a handful of them
    if hedge == "several" and unit is None and not (them and hi is not None):  # nor "many of them"
        return None
    if sentence.key(hit.first - 1) in ("how", "so", "too", "as"):
        return None
    if kind is QuantityKind.DURATION and right and sentence.key(right[0].last + 1) in FROM_THEN:
        return None  # a few days earlier
    if unit is None:
        left = unit_before(sentence, hit.first)
        unit = left[1] if left else None
    last = right[0].last if right else hit.last
    if unit is None and them:
        last, unit = at + (2 if sentence.key(at + 1) == "of" else 1), PEOPLE
    return Found(
        hit.first,
        last,
        hit.first,
        Hedge(hedge),
        Form.VAGUE,
        lo,
        hi,
        unit,
        kind,
        role_of(sentence, hit.first, last),
    )


def _suffered(sentence: Sentence, at: int) -> bool:
    """Were killed, have been arrested: an auxiliary, and an act that persons suffer."""
    begin = at
    while sentence.key(at) in _PASSIVE:
        at += 1
    return at > begin and any(each.first == at and each.value.code in PERSONAL for each in sentence.acts())


_BESIDE_PREP = listed("vague", "beside_prep")


_ALONE = listed("quantities", "alone")


def universal(  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit
) -> Found | None:
    """All, every, none, or a number that is not known, with the noun or the act that it needs."""
    hedge = Hedge(hit.value)
    right = unit_after(sentence, hit.last + 1)
    if right and right[1].of in ("time", "measure", "money", "share"):
        return None
    if (
        hedge is Hedge.ALL
        and sentence.key(hit.first - 1) == "the"
        and sentence.key(hit.first - 2) in _BESIDE_PREP
    ):
        return None  # in the whole district
    if hedge is Hedge.ALL and sentence.key(hit.first - 1) == "," and _of_those(sentence, hit.last):
        return None  # another three, all of them women
    each = sentence.key(hit.last) == "كل" and sentence.key(hit.last + 1) == "من"
    if each and right and right[1].number == "one":
        return None  # قُتل كل من حارس البلدية وسائق الجرافة
    if hedge is Hedge.NONE and right and _of_another(sentence, hit, right[0].first):
        return None  # no mention of the raid, neither the baker nor his wife
    unit = right[1] if right else None
    first = hit.first
    left = (
        sentence.ending("unit", hit.first - 1) if unit is None and sentence.words[hit.first].arabic else None
    )
    suffixed = sentence.key(hit.last).endswith(("ها", "هم", "هن", "له"))
    if left and hedge is Hedge.ALL and suffixed:
        unit, first = left.value, left.first  # أسر بأكملها
    alone = sentence.words[hit.first].key in _ALONE or sentence.key(hit.last) in ("one", "احد")
    alone = alone or (
        sentence.key(hit.last) == "of" and sentence.key(hit.last + 1) in ("them", "us", "those")
    )
    if hedge is Hedge.UNDETERMINABLE and _of_a_fate(sentence, hit.first):
        return None
    if hedge is Hedge.NONE and right and _bombed_none(sentence, right[0].last, right[1]):
        return None  # no aircraft had bombed the monastery
    if hedge is Hedge.ALL and right and _apposed(sentence, hit, right[0].last):
        return None  # 412 persons, practically all of the inhabitants, had left
    if hedge is Hedge.ALL and _floats(sentence, hit):
        return None  # he, his wife and a grandson were all killed
    if hedge is Hedge.UNDETERMINABLE:
        unit = unit or _nearest_unit(sentence, hit)
        if unit is None:
            return None
    elif unit is None and alone and not _befalls(sentence, hit):
        return None  # no one dared to carry them, everybody knows
    elif (
        unit is None
        and hedge is Hedge.NONE
        and sentence.key(hit.last) == "no"
        and _deeds(sentence, hit.last + 1)
    ):
        return zero(hit.first, hit.last + 1, None)  # no arrests have been announced
    elif unit is None and (not alone or sentence.key(hit.first - 1) in _BESIDE_PREP):
        return None
    form = {Hedge.ALL: Form.UNIVERSAL, Hedge.NONE: Form.ZERO}.get(hedge, Form.UNKNOWN)
    edge = 0 if hedge is Hedge.NONE else None
    last = right[0].last if right else hit.last
    return Found(first, last, first, hedge, form, edge, edge, unit, QuantityKind.COUNT, Role.TOTAL)


def _of_a_fate(sentence: Sentence, at: int) -> bool:
    """مصير 34 مختطفا لا يزال مجهولا: what is not known is no number."""
    return any(sentence.key(back) in _FATES for back in range(max(0, at - _FAR), at))


_FATES, _FAR = listed("vague", "fates"), 16


def _bombed_none(sentence: Sentence, last: int, unit: Unit) -> bool:
    """Whoever or whatever did not attack: it befell something else."""
    armed = unit.of in ("vehicle", "munition") or unit.combatant
    if not armed or sentence.key(last + 1) not in _ACTIVE:
        return False
    return sentence.key(last + 2) != "been" and any(
        hit.first in (last + 2, last + 3) and hit.value.verb for hit in sentence.hits.get("act:attack", ())
    )


_ACTIVE = frozenset(("had", "has", "have", "ever"))


def _floats(sentence: Sentence, hit: Hit) -> bool:
    """Between an auxiliary and its verb "all" counts nobody new."""
    return sentence.key(hit.first - 1) in _BE and sentence.act_at(hit.last + 1)


def _apposed(sentence: Sentence, hit: Hit, last: int) -> bool:
    """Between commas, right behind a figure: what share that was."""
    at = hit.first - 1
    at -= sentence.key(at).endswith("ly") or sentence.key(at) in ("almost", "تقريبا")
    near = any(back in sentence.figures() for back in range(at - _NEAR_BY, at))
    return sentence.key(at) == "," and sentence.key(last + 1) == "," and near


_NEAR_BY = 4
_BE = frozenset(("were", "are", "been", "have", "had"))


def _of_another(sentence: Sentence, hit: Hit, at: int) -> bool:
    """A noun of its own and "of" stand before what would be counted; or a singular behind "neither the"."""
    key = sentence.key(hit.last)
    between = [sentence.key(index) for index in range(hit.last + 1, at)]
    if key == "neither":
        return bool(between) and between[0] in ("the", "his", "her", "my", "their")
    return key in ("no", "any") and "of" in between[1:] and not between[0].isdecimal()


_ABLE = listed("vague", "able")


def _of_those(sentence: Sentence, last: int) -> bool:
    at = last + (sentence.key(last) != "of") + (sentence.key(last + 1) == "of")
    return sentence.key(last + 1) in _THEM or sentence.key(at) in _THEM or sentence.key(at + 1) in _THEM


def _befalls(sentence: Sentence, hit: Hit) -> bool:
    """An act stands close behind "nobody" in its clause, or right before it: nobody was hurt, they killed everyone."""
    if sentence.key(hit.last + 1) in _ABLE and sentence.key(hit.last + 2) != "be":
        return False  # nobody can name them
    for index in range(hit.last + 1, min(len(sentence.words), hit.last + 1 + _CLAUSE)):
        if sentence.words[index].kind == "p" and sentence.key(index) != "-":
            break
        if sentence.at("verb", index) is not None and not sentence.words[index].arabic:
            return False  # nobody has confirmed the mass grave
        if sentence.act_at(index):
            return True
    return any(sentence.act_at(at) for at in range(max(0, hit.first - 3), hit.first))


def _deeds(sentence: Sentence, at: int) -> bool:
    """Arrests, killings: a plural noun of an act."""
    return sentence.key(at).endswith("s") and any(
        each.first == each.last == at and not each.value.weak for each in sentence.acts()
    )


def _nearest_unit(sentence: Sentence, hit: Hit) -> Unit | None:
    units = [
        each
        for each in sentence.hits.get("unit", ())
        if each.value.of in ("person", "body", "event", "group")
    ]
    near = [each for each in units if min(abs(each.first - hit.last), abs(hit.first - each.last)) <= 10]
    return (
        min(near, key=lambda each: min(abs(each.first - hit.last), abs(hit.first - each.last))).value
        if near
        else None
    )
