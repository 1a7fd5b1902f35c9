"""Which act a figure belongs to: the nearest act word that can be done to what is counted, in its own clause if there is one.

Distance is counted in tokens; another figure, a comma or a conjunction between the two makes it longer. A noun that says
itself what befell the counted (martyrs, detainees) is an act word of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.language.value import Value
from tawthiq.read.lexicon import Act
from tawthiq.read.measured import AND_SO_ON
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import TOTAL
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, QuantityKind, Role

FALLBACK = {"munition": "attack", "event": "attack"}
_CONJUNCTIONS = listed("acts", "conjunctions")
_AUXILIARIES = listed("acts", "auxiliaries")
_CLAUSE = listed("acts", "clause")
_QUOTES = frozenset('"“”«»„')
_APART = 9
_FAR = 60
_ITS_OWN = 30
_FAR_PERSON = 34
"""People counted further from an act than this are only told of: whom it befell stands nearer."""
_WINDOW = 40
"""Act words further than this many tokens away are not looked at: the work stays linear in a crowded sentence."""


def _first(hit: Hit) -> int:
    return hit.first


class Chosen(Value, frozen=True):
    """The act of a figure; `hit` None where the noun itself, or nothing, tells it."""

    code: str
    hit: Hit | None
    cost: int = 0


def steps(sentence: Sentence, others: Sequence[Found]) -> list[int]:
    """What it costs to come from the first token to each: one a token, more over marks, conjunctions and other figures."""
    if not others:
        return []  # nothing asks
    begins = {each.first for each in others}
    aside = _asides(sentence, others)
    costs = [0]
    for index, token in enumerate(sentence.words):
        if index in aside or (index in sentence.dated and index not in begins):
            costs.append(costs[-1])
            continue  # توفي منذ مساء الأحد ثلاثة أطفال
        cost = 1
        if token.key in (",", ":", "("):
            cost += 4
        elif token.key == ";":
            cost += _APART
        elif token.key in _QUOTES:
            cost += 6
        elif token.key in _CLAUSE:
            cost += _APART
        elif token.key in _CONJUNCTIONS or (token.arabic and token.key[:1] == "و" and len(token.key) > 3):
            cost += 3
        costs.append(costs[-1] + cost + (5 if index in begins else 0))
    return costs


def _asides(sentence: Sentence, others: Sequence[Found]) -> set[int]:
    """والدها (58 عاما) وأخاها: an age in brackets parts nobody from what befell."""
    ages = {at for each in others if each.kind is QuantityKind.AGE for at in range(each.first, each.last + 1)}
    aside: set[int] = set()
    for first in [at for at in ages if sentence.key(at - 1) == "("]:
        last = first
        while last in ages or sentence.key(last) in AND_SO_ON:
            last += 1
        if sentence.key(last) == ")":
            aside.update(range(first - 1, last + 1))
    return aside


def _distance(costs: Sequence[int], a: tuple[int, int], b: tuple[int, int]) -> int:
    first, last = (a[1], b[0]) if a[1] < b[0] else (b[1], a[0])
    return 1 + costs[last] - costs[first + 1] if first < last else 0


def act_of(  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    sentence: Sentence,
    found: Found,
    costs: Sequence[int],
    acts: Sequence[Hit],
    named: AbstractSet[int] = frozenset(),
    taken: AbstractSet[int] = frozenset(),
) -> Chosen | None:
    """The act of a figure, among `acts` in order of their place; `costs` from `steps`. None where nothing in the sentence tells one and the noun does not either."""
    if found.kind is QuantityKind.AGE:
        return Chosen("age", None)
    if found.kind is QuantityKind.DURATION:
        return Chosen("duration", None)
    of = found.unit.of if found.unit else "person"
    own_harm = found.unit is not None and found.unit.act in _HARM
    if of == "person" and acts:
        acts = [hit for hit in acts if not _of_kin(sentence, hit, found)]
    headed = _of_total(sentence, found, acts, named)
    if headed is not None:
        return headed
    direct = _direct(sentence, found, acts)
    if direct is not None:
        return direct
    best = _nearest(sentence, found, costs, acts, taken)
    if (
        of == "person"
        and not own_harm
        and (best is None or best[0] > _OVER_PARTS)
        and _has_parts(sentence, found)
    ):
        behind = [
            hit for hit in acts if hit.first > found.last and hit.value.verb and hit.value.code in _HARM
        ]
        if behind:
            return Chosen(behind[0].value.code, behind[0], _OVER_PARTS)
    own = found.unit.act if found.unit else None
    if own in _HARM and best is not None and best[1].code == "casualties" and found.form is Form.NUMBER:
        return Chosen(own, None)  # إجمالي الضحايا إلى 45,581 شهيدا
    if own in _STATES and best is not None and best[1].code == "status" and best[0] <= _BESIDE:
        return best[1]  # 20 detainees were released
    if (
        own
        and (found.form is not Form.IMPLICIT or best is None or (own in _HARM and best[1].code not in _HARM))
        and (best is None or best[0] > 3 or (best[1].code not in _HARM and own in _HARM))
    ):
        return Chosen(own, None)
    if best is None or best[0] > (_FAR if of != "person" or found.unit is None else _FAR_PERSON):
        code = FALLBACK.get(of) if found.unit is None or found.unit.unit != "times" else None
        return Chosen(code, None) if code else None
    if found.form is Form.ZERO and found.unit is None and best[0] > _ALONE:
        return None  # nobody expects it to stop
    return _turned(sentence, found, best[1])


def _of_kin(sentence: Sentence, hit: Hit, found: Found) -> bool:
    """Two boys grieving after the death of their brother, طفلان يبكيان بعد مقتل شقيقهما: it befell the kin that the noun names."""
    if hit.first <= found.last or hit.value.verb or hit.value.code not in _HARM:
        return False
    if sentence.words[hit.last].arabic:
        unit = sentence.at("unit", hit.last + 1)
        return unit is not None and unit.value.kin
    of = hit.last + (sentence.key(hit.last) != "of")
    if sentence.key(of) != "of" or sentence.key(of + 1) not in _WHOSE:
        return False
    whose = sentence.at("unit", of + 2) or sentence.at("unit", of + 1)
    return whose is not None and whose.value.of == "person"


_WHOSE = listed("antecedents", "whose")


def _turned(sentence: Sentence, found: Found, chosen: Chosen) -> Chosen:  # noqa: PLR0911 - a grammar: one early answer a rule
    """The act that the word means beside this figure."""
    of = found.unit.of if found.unit else "person"
    if of == "event" and chosen.code in _HARM and found.unit is not None and found.unit.unit in _STRIKES:
        return Chosen("attack", None)  # three explosions killed dozens
    burned = chosen.code == "destruction" and of == "person" and found.unit is not None
    if chosen.code == "flight" and chosen.hit is not None and chosen.hit.value.weak and _armed_men(found):
        return chosen._replace(code="status")  # ten men in uniform came in
    if chosen.code == "killing" and of in _FLOODABLE and _drowned(sentence, chosen.hit):
        return chosen._replace(code="destruction")  # 120 tents
    if burned and chosen.hit is not None and _burned(sentence, chosen.hit):
        return chosen._replace(code="killing")  # his two sons were burned inside
    counted = any(sentence.at("unit", at) for at in range(found.first, found.last + 1))
    none_came = found.form is Form.ZERO and chosen.code == "flight"  # not one lorry has reached the region
    if of == "vehicle" and (none_came or (chosen.code in _HOLDING and counted)):
        return chosen._replace(code="deprivation")  # three trucks have been held
    if chosen.hit is not None and (after := _in_the_end(sentence, found, chosen.hit)):
        return chosen._replace(code=after)
    if chosen.code == "attack" and of == "person":
        return chosen._replace(code=_hit(sentence, found, chosen.hit) or chosen.code)
    if _went_missing(sentence, found, chosen.hit):
        return chosen._replace(code="enforced_disappearance")
    return chosen


def _hit(sentence: Sentence, found: Found, hit: Hit | None) -> str | None:
    """Fifty others were hit by flying glass: who is hit is hurt, or worse."""
    if hit is None or (found.unit is not None and found.unit.combatant and found.form is not Form.IMPLICIT):
        return None
    if sentence.key(hit.first) not in ("hit", "struck") or not 0 < hit.first - found.last <= _SOON:
        return None
    return "injury" if "by" in (sentence.key(hit.last), sentence.key(hit.last + 1)) else "casualties"


def _burned(sentence: Sentence, hit: Hit) -> bool:
    return any(sentence.key(at).startswith(("burn", "احرق", "احترق", "حرق")) for at in (hit.first, hit.last))


def _armed_men(found: Found) -> bool:
    return found.unit is not None and found.unit.combatant


def _drowned(sentence: Sentence, hit: Hit | None) -> bool:
    return hit is not None and any(
        form in _FLOODED for form in (sentence.key(hit.first), *sentence.words[hit.first].forms)
    )


_FLOODED = listed("acts", "flooded")
_FLOODABLE = frozenset(("home", "facility", "vehicle"))


def _in_the_end(sentence: Sentence, found: Found, hit: Hit) -> str | None:
    """14 people abducted earlier were released, or were killed: a participle tells what came before, the verb what this is about."""
    if hit.value.code != "detention" or hit.first != found.last + 1 or sentence.words[hit.first].arabic:
        return None
    near = range(hit.last + 1, min(len(sentence.words), hit.last + _SOON * 2))
    at = next((at + 1 for at in near if sentence.key(at) in _BE), 0)
    if at and sentence.key(at) in _FREED:
        return "status"
    return next(
        (each.value.code for each in sentence.acts() if at and each.first == at and each.value.code in _HARM),
        None,
    )


_BE = frozenset(("were", "was", "been"))
_FREED = listed("acts", "freed")
_HOLDING = frozenset(("detention", "siege"))


def _went_missing(sentence: Sentence, found: Found, hit: Hit | None) -> bool:
    """وفُقد أربعة, أربعة فُقدوا: no kin is counted, and nobody stands between who could have lost them."""
    if hit is None or not any(form.startswith("فقد") for form in sentence.words[hit.first].forms):
        return False
    if (found.unit is not None and found.unit.kin) or sentence.key(hit.first).endswith("ت"):
        return False
    after = sentence.key(hit.last + 1)
    return hit.last == found.first - 1 or (hit.first == found.last + 1 and not after.isalpha())


def _nearest(
    sentence: Sentence,
    found: Found,
    costs: Sequence[int],
    acts: Sequence[Hit],
    taken: AbstractSet[int],
) -> tuple[int, Chosen] | None:
    """The act word that costs least, with its cost."""
    best: tuple[int, Chosen] | None = None
    of = found.unit.of if found.unit else "person"
    own_harm = found.unit is not None and found.unit.act in _HARM
    rightward = any(sentence.key(found.last + ahead) in _AUXILIARIES for ahead in (1, 2))
    closes = _closing(sentence, found)
    low = bisect_left(acts, found.first - _WINDOW, key=_first)
    high = bisect_right(acts, found.last + _WINDOW, key=_first)
    for hit in acts[low:high]:
        act: Act = hit.value
        inside = hit.first >= found.first and hit.last <= found.last and found.unit is not None
        if own_harm and hit.first in taken and not inside:
            continue  # the other figure's own noun: 1300 قتيل وألفي جريح
        if inside and ((act.weak and act.code != "destruction") or (found.unit and found.unit.act)):
            continue
        if of != "munition" and act.weak and act.code == "weapon_use":
            continue
        faint = act.weak and act.code == "attack" and of == "person" and found.unit is not None
        if faint and not _armed(sentence, hit):
            continue  # 300 workers were laid off after demand fell
        if of == "munition" and act.code not in ("attack", "weapon_use") and not _clears(sentence, hit):
            continue
        cost = _distance(costs, (found.first, found.last), (hit.first, hit.last)) + _odds(
            sentence, found, hit, of
        )
        cost += 9 if act.code != "killing" and _culprit(sentence, hit, found, acts) else 0
        cost += _ITS_OWN if act.code == "deprivation" and _died_of(sentence, hit, acts) else 0
        cost += 6 if rightward and hit.last < found.first else 0
        cost += _OUT_OF if hit.first > closes else 0
        if best is None or cost < best[0]:
            best = (cost, Chosen(act.code, hit, cost))
    return best


def _closing(sentence: Sentence, found: Found) -> int:
    """Where the bracket closes in which a figure stands, behind others; what follows tells of somebody else: (29 men, 4 children) and 63 injured."""
    end = len(sentence.words)
    if ")" not in sentence.keys:
        return end
    opens = next((at for at in range(found.first - 1, -1, -1) if sentence.key(at) in ("(", ")")), -1)
    if opens < 0 or sentence.key(opens) == ")" or opens == found.first - 1:
        return end
    return next((at for at in range(found.last + 1, end) if sentence.key(at) == ")"), end)


_OUT_OF = 26


def _clears(sentence: Sentence, hit: Hit) -> bool:
    """Mines that were found and taken out."""
    return hit.value.code == "status" and any(
        form in _CLEARING for form in (sentence.key(hit.first), *sentence.words[hit.first].forms)
    )


_CLEARING = listed("acts", "clearing")


def _armed(sentence: Sentence, hit: Hit) -> bool:
    near = (sentence.at("means", at) for at in range(hit.first - 3 * _ARM, hit.last + _ARM + 1))
    return any(near)


_ARM = 5


def _odds(sentence: Sentence, found: Found, hit: Hit, of: str) -> int:
    """What speaks against an act, whatever its distance."""
    act: Act = hit.value
    behind = hit.first > found.last
    cost = 3 if act.weak else 0
    directly = act.verb and hit.last == found.first - 1 and of in ("person", "group", "body")
    if directly and sentence.words[hit.first].arabic:
        cost -= 2  # فدُفن ثمانية أشخاص
    cost += 6 if act.code == "attack" and of == "person" else 0
    beside = hit.first == found.last + 1 or hit.last == found.first - 1
    cost += 3 if act.weak and act.code == "status" and not beside else 0
    if behind and sentence.key(hit.last + 1) == "of":
        cost += _ITS_OWN  # two boys, grieving after the death of their brother
    if of not in act.of:
        cost += 8 if act.of else 20
    else:
        cost += act.of.index(of)
    if sentence.lang == "ar" and behind and sentence.words[hit.first].key.startswith("و"):
        cost += 6
    if act.code in _SPOKEN:
        cost += 2 if act.verb and 0 < hit.first - found.last <= _SOON else 8
    return cost


_SPOKEN = frozenset(
    ("threat", "warning", "accusation", "media_posted", "media_taken", "media_sent", "protest")
)
_SOON = 3


def _culprit(sentence: Sentence, hit: Hit, found: Found, acts: Sequence[Hit]) -> bool:
    """قتل الجوع 60 طفلا: a noun between a verb of killing and whom it killed tells what killed them."""
    by = 3 if sentence.key(hit.first - 1) in _BY else 1
    return (
        hit.last < found.first
        and not hit.value.verb
        and sentence.words[hit.first].arabic
        and (hit.value.code == "deprivation" or sentence.at("means", hit.first) is not None)
        and not sentence.words[hit.first].key.startswith("و")
        and any(
            0 < hit.first - each.last <= by and each.value.verb and each.value.code in ("killing", "injury")
            for each in acts
        )
    )


def _died_of(sentence: Sentence, hit: Hit, acts: Sequence[Hit]) -> bool:
    """ماتت بالعطش, died of cholera: want that is the cause of a death."""
    if hit.value.verb:
        return False
    key = sentence.key(hit.first)
    led = sentence.key(hit.first - 1) in ("of", "from", "من", "بسبب", "جراء")
    near = range(hit.first - _APART, hit.first)
    return (led or (sentence.words[hit.first].arabic and (key.startswith("ب") or key.endswith("ا")))) and any(
        each.value.verb and each.value.code == "killing" and each.first in near for each in acts
    )


_BY = listed("acts", "by")
_OVER_PARTS = 14


def _has_parts(sentence: Sentence, found: Found) -> bool:
    """30 civilians, among them nine women and two medics, died: the verb stands behind the parts of the total."""
    at = found.last + 1 + (sentence.key(found.last + 1) in (",", "("))
    return any((role := sentence.at("role", here)) and role.value == "subset" for here in (at, at + 1))


def _direct(sentence: Sentence, found: Found, acts: Sequence[Hit]) -> Chosen | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """Seventeen of the wounded were finished off; a guard, who later died; توفي ثلاثة جرحى: the verb says what befell them."""
    if found.kind is not QuantityKind.COUNT or (
        found.unit is not None and found.unit.of not in ("person", "body", "group")
    ):
        return None
    own = found.unit.act if found.unit else None
    overt = _overt(sentence, found, acts)
    if overt is not None:
        return overt
    if sentence.words[found.first].arabic:
        at = found.first - 1
        while at in sentence.dated:
            at -= 1  # توفي أمس مريضان
        before = [hit for hit in acts if hit.last == at and hit.value.verb and not hit.value.weak]
        told = [hit for hit in before if hit.value.code in _KEPT_FROM and hit.value.code != own]
        if told and own:
            return Chosen(told[0].value.code, told[0], 1)
        if not own and found.form not in (Form.IMPLICIT, Form.DUAL):
            return None
        behind = [
            hit for hit in acts if hit.first == found.last + 1 and hit.value.verb and hit.value.code in _HARM
        ]
        if told and not behind:
            return Chosen(told[0].value.code, told[0], 1)
        joined = behind and sentence.words[behind[0].first].key[0] in "وف"
        return (
            Chosen(behind[0].value.code, behind[0], 1)
            if behind and not joined and behind[0].value.code != own
            else None
        )
    at = found.last + 1
    if sentence.key(found.first - 2) == "there" and sentence.key(found.first - 1) in _AUXILIARIES and not own:
        near = [hit for hit in acts if found.first < hit.first <= found.last + 3 and hit.value.code in _HARM]
        return None if near else Chosen("status", None)
    who = sentence.key(at) == "who" or (sentence.key(at) == "," and sentence.key(at + 1) == "who")
    at += {True: 1 + (sentence.key(at) == ","), False: 0}[who]
    aux = 0
    while sentence.key(at) in _AUXILIARIES or sentence.key(at) in _ADVERBS:
        aux += sentence.key(at) in _AUXILIARIES
        at += 1
    told = [
        hit for hit in acts if hit.first == at and not hit.value.weak and hit.value.code in _HARM | {"flight"}
    ]
    if not told or not (own or who) or not (aux or who or sentence.key(at) in _BY_THEMSELVES):
        return None
    return Chosen(told[0].value.code, told[0], 1)


_STRIKES = frozenset(("attacks", "clashes", "airstrikes"))


def _overt(sentence: Sentence, found: Found, acts: Sequence[Hit]) -> Chosen | None:
    """More than a hundred killed or wounded; a girl, alive, طفلة على قيد الحياة: what stands in or right behind the figure."""
    for hit in acts:
        if hit.value.code == "casualties" and found.first < hit.first <= found.last < hit.last:
            return Chosen("casualties", hit, 1)
    if not any(sentence.key(at) in _LIVING for at in range(found.last + 1, found.last + 4)):
        return None
    burned = any(
        hit.value.code == "killing"
        and not sentence.words[hit.first].arabic
        and 0 < found.first - hit.last <= _BESIDE
        for hit in acts
    )
    alive = [
        hit for hit in acts if hit.value.code == "status" and found.last < hit.first <= found.last + _SOON
    ]
    return Chosen("status", alive[0], 1) if alive and not burned else None


_LIVING = listed("acts", "living")
_BY_THEMSELVES = listed("acts", "by_themselves")
_ADVERBS = listed("acts", "adverbs")


def _of_total(
    sentence: Sentence, found: Found, acts: Sequence[Hit], named: AbstractSet[int]
) -> Chosen | None:
    """The toll from Friday's attack has risen to 57, بلغ عدد قتلى التفجير 358 شخصا: the figure is of what the total is of."""
    plain = found.unit is None or (found.unit.unit in ("people", "civilians") and found.unit.act is None)
    if found.role is Role.SUBSET or not plain or found.form is not Form.NUMBER:
        return None
    for index in range(found.first - 1, max(-1, found.first - _LEFT), -1):
        if (index in sentence.figures() and index not in named) or sentence.key(index) == ";":
            return None
        if not any(form in TOTAL for form in sentence.words[index].forms):
            continue
        if sentence.key(index) in ("count", "number") and sentence.key(index + 1) != "of":
            return None
        near = [hit for hit in acts if index <= hit.first <= index + 3 and hit.value.code in _HARM]
        strong = [hit for hit in near if not hit.value.weak]
        first = next(iter(strong or near), None)
        return Chosen(first.value.code, first, 1) if first is not None else None
    return None


_LEFT = 26
_BESIDE = 8
_ALONE = 6
_STATES = frozenset(("detention", "siege", "enforced_disappearance", "displacement"))
"""What one is freed from; the dead and the hurt stay so, whoever treated them."""
_HARM = frozenset(
    ("killing", "injury", "casualties", "detention", "enforced_disappearance", "displacement", "siege")
)
_KEPT_FROM = _HARM | {"deprivation"}
