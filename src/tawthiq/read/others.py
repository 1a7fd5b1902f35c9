"""One more, or one of those already counted, without a noun: "another was wounded", "the other died", أُصيب آخر, قُتل أحدهم.

Such a word is a figure of one only where an act of harm says right beside it what befell it.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, Hedge, QuantityKind, Role

_PERSON = Unit("people", "person", "one", None, None, None, kin=False, combatant=False)
_AUXILIARIES = listed("others", "auxiliaries")
_ADVERBS = listed("others", "adverbs")
_ORDINALS = listed("others", "ordinals")
_SUPERLATIVES = listed("others", "superlatives")
_MORE = _ORDINALS | _SUPERLATIVES | {"another", "one", "other"}
_ANOTHER_AR = listed("others", "another_ar")
_OF_THEM_AR = listed("others", "of_them_ar")
_PAIR = 2
_BEHIND_AR = frozenset(("في", "علي", "تحت", "قرب", "داخل", "امام", "عند", "بجانب", "", ".", ","))
_LED = listed("others", "led")
_ONE_AR = listed("others", "one_ar")
_FREED = listed("others", "freed")
_BEHIND = listed("others", "behind")


def others(
    sentence: Sentence, harms: Mapping[int, Hit], taken: AbstractSet[int], found: list[Found]
) -> list[Found]:
    """Each of them, in order; `harms` by their first token."""
    if sentence.lang == "ar":
        return _arabic(sentence, harms, taken, found)
    return _english(sentence, harms, taken, found)


def _made(first: int, last: int, role: Role, unit: Unit = _PERSON) -> Found:
    return Found(first, last, first, Hedge.EXACT, Form.IMPLICIT, 1, 1, unit, QuantityKind.COUNT, role)


def _english(  # noqa: C901 - a grammar: one early answer a rule
    sentence: Sentence, harms: Mapping[int, Hit], taken: AbstractSet[int], found: list[Found]
) -> list[Found]:
    out: list[Found] = []
    if sentence.keys.isdisjoint(_MORE):
        return out
    for index, token in enumerate(sentence.words):
        if token.key not in _MORE:
            continue
        first, role = index, Role.SUBSET
        lead = sentence.key(index - 1)
        if token.key == "another":
            role = Role.INCREMENT
        elif token.key == "one":
            if lead in ("no", "any", "every", "the", "this", "that", "each", "of", "-"):
                continue
        elif token.key in _SUPERLATIVES:
            if lead != "the" or sentence.key(index - 2) == ",":
                continue  # one, the elder, died
            first = index - 1
        elif lead not in (("the",) if token.key == "other" else ("the", "a")):
            continue
        else:
            first, role = index - 1, (Role.INCREMENT if lead == "a" else Role.SUBSET)
        if token.key == "one" and first == index and _strikes(sentence, index):
            out.append(_made(index, index, Role.SUBSET, _SHELL))
            continue
        harmed = _befell(sentence, index, harms) or (
            (token.key == "another" or lead == "a") and _objects(sentence, first, index, harms)
        )
        harmed = harmed or (
            lead == "a" and sentence.key(index - 2) == "and" and bool(found) and _late(sentence, index)
        )
        if not taken.isdisjoint(range(first, index + 1)) or not harmed:
            continue
        counted = [each.unit for each in found if each.last < first and each.unit is not None]
        unit = counted[-1]._replace(number="one", act=None) if counted else _PERSON
        out.append(_made(first, index, role, unit if unit.of != "time" else _PERSON))
    return out


def _strikes(sentence: Sentence, at: int) -> bool:
    """One hit the bakery; one struck a substation: of shells or strikes told before, at the head of a clause."""
    opens = at == 0 or sentence.key(at - 1) in (";", ":")
    active = sentence.key(at + 2) in ("the", "a", "an", "our", "his", "her", "their", "my") or (
        at + 2 < len(sentence.words) and sentence.words[at + 2].cap == 1
    )
    return opens and active and sentence.key(at + 1) in _STRIKING


_STRIKING = frozenset(("hit", "struck", "damaged", "destroyed", "pierced", "demolished", "flattened"))
_SHELL = Unit("shells", "munition", "one", None, None, None, kin=False, combatant=False)


def _broken(sentence: Sentence, at: int) -> bool:
    """What befalls things, told of one of those counted before."""
    return any(
        hit.first == at and hit.value.verb and not hit.value.weak
        for category in ("act:destruction", "act:out_of_service", "act:attack")
        for hit in sentence.hits.get(category, ())
    )


def _late(sentence: Sentence, at: int) -> bool:
    """Three died on Sunday and a fourth yesterday."""
    return any(span.first in (at + 1, at + 2) for span in sentence.dates)


def _objects(sentence: Sentence, first: int, at: int, harms: Mapping[int, Hit]) -> bool:
    """Killed one man and wounded another."""
    harm = next((hit for hit in harms.values() if hit.last == first - 1), None)
    ends = (
        at + 1 >= len(sentence.words) or sentence.words[at + 1].kind == "p" or sentence.key(at + 1) in _BEHIND
    )
    return harm is not None and ends


def _befell(sentence: Sentence, last: int, harms: Mapping[int, Hit]) -> bool:
    """Was killed, later died, wounded in the leg: a passive, or a participle or intransitive without an object of its own."""
    at, passive = last + 1, False
    while sentence.key(at) in _AUXILIARIES or sentence.key(at) in _ADVERBS:
        if at in harms:
            return True  # was dead
        passive = passive or sentence.key(at) in _AUXILIARIES
        at += 1
    harm = harms.get(at)
    if harm is None and passive and _broken(sentence, at):
        return True  # both clinics are closed; one was burned down
    if harm is None:
        return (passive or last == 0) and sentence.key(at) in _FREED
    behind = sentence.key(harm.last + 1)
    return passive or behind in (
        "",
        ".",
        ",",
        ";",
        "in",
        "by",
        "on",
        "when",
        "after",
        "and",
        "at",
        "later",
        "last",
        "this",
        "yesterday",
        "today",
        "there",
        "overnight",
        "during",
        "while",
        "because",
        "without",
        "before",
        "within",
        "from",
        "of",
        "beneath",
        "under",
        "inside",
        "near",
        "since",
        "for",
        "outside",
        "behind",
        "again",
        "with",
        "to",
    )


def _nth(sentence: Sentence, at: int, harms: Mapping[int, Hit], ends: set[int]) -> bool:
    """وأن سادسهم فقد بصره, فارقت الصغرى الحياة, الرابع توفي: one of those told before, right beside what only the one can suffer."""
    if sentence.at("unit", at + 1) is not None or sentence.at("unit", at) is not None or at in sentence.dated:
        return False
    behind, key = harms.get(at + 1), sentence.key(at + 1)
    if behind is not None and behind.value.verb:
        opens = at == 0 or sentence.words[at - 1].kind == "p" or sentence.key(at - 1) in _LED
        opens = opens or sentence.key(at)[:1] == "و"
        return (
            opens
            and key[:1] not in "فو"
            and not key.endswith("وا")
            and any(form.startswith(_SUFFERED_AR) for form in sentence.words[at + 1].forms)
        )
    return at - 1 in ends and any(form.startswith(_SUFFERED_AR) for form in sentence.words[at - 1].forms)


_THE_NTH_AR = listed("others", "the_nth_ar")
_SUFFERED_AR = tuple(sorted(listed("implicit", "suffered_ar")))


def _arabic(  # noqa: C901, PLR0912, PLR0915 - a grammar: one early answer a rule
    sentence: Sentence, harms: Mapping[int, Hit], taken: AbstractSet[int], found: list[Found]
) -> list[Found]:
    ends = {hit.last for hit in harms.values()}
    out: list[Found] = []
    for index, token in enumerate(sentence.words):
        if index in taken or not token.arabic:
            continue
        apart = token.key in _OF_THEM_AR and (
            (sentence.key(index - 1) in ("،", ",") and any(each.last < index for each in found))
            or any(hit.last == index - 1 for hit in sentence.hits.get("act:attack", ()))
            or (
                token.key in ("احدهما", "احداهما")
                and any(each.last < index and each.lo == _PAIR for each in found)
            )
        )
        body = sentence.ending("unit", index - 1)
        if body is not None and body.value.of == "body":
            continue  # جثة إحداهما: counted by the body
        if apart:
            counted = [each.unit for each in found if each.last < index and each.unit is not None]
            unit = counted[-1]._replace(number="one", act=None) if counted else _PERSON
            who = sentence.at("unit", index + 1)
            last = who.last if who is not None and who.value.of == "person" else index
            out.append(_made(index, last, Role.SUBSET, unit))
            continue
        if token.key[:1] == "و" and token.key[1:] in _ANOTHER_AR and index - 1 not in ends:
            behind = sentence.key(index + 1)
            if any(each.last < index for each in found) and behind in _BEHIND_AR:
                out.append(_made(index, index, Role.INCREMENT))  # جثتين على الرصيف وثالثة في السيارة
            continue
        if token.key in ("واحد", "واحده", "وحده") and sentence.key(index + 1) == "من":
            hit = sentence.at("unit", index + 1) or sentence.at("unit", index + 2)
            if hit is not None and hit.value.of == "person" and (index - 1 in ends or hit.last + 1 in harms):
                out.append(_made(index, hit.last, Role.TOTAL, hit.value._replace(number="one", act=None)))
            continue
        if token.key in _ONE_AR and index - 1 not in ends:
            hit = sentence.at("unit", index + 1)
            led = sentence.words[index - 1].key.startswith("تعرض") if index else False
            if (
                led
                and hit is not None
                and any(sentence.key(at)[:1] == "ل" for at in range(hit.last + 1, hit.last + 4))
            ):
                out.append(_made(index, hit.last, Role.TOTAL, hit.value._replace(number="one", act=None)))
                continue
            led = index == 0 or sentence.words[index - 1].kind == "p" or sentence.key(index - 1) in _LED
            if led and hit is not None and hit.value.of == "person" and hit.last + 1 in harms:
                out.append(_made(index, hit.last, Role.TOTAL, hit.value._replace(number="one", act=None)))
            continue
        if token.key in _THE_NTH_AR and _nth(sentence, index, harms, ends):
            out.append(_made(index, index, Role.SUBSET))
            continue
        if index - 1 not in ends:
            continue
        alone = token.key in ("واحد", "واحده", "واحدا") and sentence.at("unit", index + 1) is None
        last_of = sentence.at("unit", index + 1)
        if token.key in _ANOTHER_AR and last_of is not None and sentence.key(index + 1).startswith("ال"):
            continue  # انتشال آخر المفقودين
        if token.key in _ANOTHER_AR or alone:
            out.append(_made(index, index, Role.INCREMENT))
        elif token.key in _OF_THEM_AR:
            out.append(_made(index, index, Role.SUBSET))
        elif token.key in _ONE_AR:
            hit = sentence.at("unit", index + 1)
            if hit is not None and hit.value.of == "person" and hit.value.number == "many":
                out.append(_made(index, hit.last, Role.TOTAL, hit.value._replace(number="one", act=None)))
    return out
