"""What an act of violence may be done to: the thing behind its verb or preposition, before it only where the verb is passive.

"In the upper village" and في البلدة say where; "when", حين and "who" begin a clause with things of its own.
"""

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_AREAS = frozenset(("settlement", "neighbourhood"))
_NEAR_BY = listed("government", "beside")
_LOCATIVE = listed("government", "locative")
_SUBORDINATE = listed("government", "subordinate")
_PASSIVE = listed("government", "passive")
_TOWARDS = listed("government", "towards")
_ORIGIN = frozenset(("from", "من"))
PERSONS = frozenset(
    ("civilians", "children", "women", "journalists", "health_workers", "aid_workers", "rescuers")
)
"""Codes of targets that are people."""
_RIDING = frozenset(("علي", "متن", "on", "aboard", "in", "riding"))
"""Gunmen on motorcycles attacked a village: what stands before the verb brought them."""
_CLOSE = 6
_OF_A_TRADE = frozenset(("journalists", "health_workers", "aid_workers", "rescuers"))
_AT_LEAST = frozenset(("least", "most"))
_WHOEVER = listed("government", "whoever")
_LAID = frozenset(("mine", "ied"))
_MARKS = frozenset((",", ";", ":"))
_BE = listed("government", "be")
_LEFT = 6
"""Tokens that may stand between a thing and the passive verb, or the noun of attack, behind it."""
_OBJECT = 5
_OWNED = frozenset(("'", "’", "s", "'s"))


def governed(sentence: Sentence, target: Hit, heart: int, own: Hit | None, act: str) -> bool:
    """Whether an act at `heart`, told by `own`, may be done to a target of its sentence."""
    if _aside(sentence, target, heart) or _had_by_another(sentence, target, own):
        return False
    if target.first >= heart:
        return _followed(sentence, target, heart, act)
    if act == "attack" and any(sentence.key(at) in _MARKS for at in range(target.last + 1, heart)):
        return False
    if own is None or act != "attack" or not own.value.verb or sentence.words[heart].arabic:
        return True
    if any(
        (means := sentence.at("means", at)) and means.value.code in _LAID
        for at in range(heart, heart + _OBJECT)
    ):
        return True  # a tractor ran over a mine
    return any(sentence.key(at) in _PASSIVE for at in range(max(target.last, own.first - _LEFT), own.last))


def _had_by_another(sentence: Sentence, target: Hit, own: Hit | None) -> bool:
    """هاجموا القرية ونهبوا الماشية: the village is what the verb before it attacked; not: قصفوا السوق ودمروه."""
    if own is None or not own.value.verb or target.first > own.first:
        return False
    if not sentence.words[own.first].arabic or sentence.key(own.last).endswith(("ه", "ها", "هم")):
        return False
    if not sentence.words[own.first].key.startswith("و") or sentence.key(own.last + 1) in ("", ".", ",", ";"):
        return False
    return any(
        0 < target.first - each.last <= _OBJECT and each.value.verb and each.category != own.category
        for each in sentence.acts()
    )


def passively(sentence: Sentence, own: Hit) -> bool:
    """Was struck, had been hit: English; what suffered it stands before it."""
    return own.value.verb and any(sentence.key(at) in _BE for at in range(own.first - 2, own.first + 1))


def _followed(sentence: Sentence, target: Hit, heart: int, act: str) -> bool:
    """The target stands behind the act in its own clause; people who another verb befell are that verb's."""
    if target.value[1] in PERSONS and any(
        heart < each.first < target.first and each.value.verb and each.category != f"act:{act}"
        for each in sentence.acts()
    ):
        return False  # three explosions killed dozens of pupils
    between = {sentence.key(at) for at in range(heart + 1, target.first)}
    return ";" not in between and _SUBORDINATE.isdisjoint(between)


def _aside(sentence: Sentence, target: Hit, heart: int) -> bool:
    """Only where it happened, from where, beside what; people too far from the act."""
    code, first = target.value[1], target.first
    before = [sentence.key(at) for at in range(first - 1, max(first - 4, heart if heart < first else -1), -1)]
    return (
        (code in _AREAS and _located(sentence, target, heart))
        or not _NEAR_BY.isdisjoint(before[:2])
        or not _ORIGIN.isdisjoint(before)
        or (code == "civilians" and sentence.key(target.last + 1) == "of")  # the crowd of rescuers
        or (code in PERSONS and abs(first - heart) > _CLOSE)
        or sentence.key(first).startswith("طريقه")  # في طريقهم
        or (code == "vehicle" and first < heart and sentence.key(first - 1) in _RIDING)
    )


def _located(sentence: Sentence, target: Hit, heart: int) -> bool:
    """A preposition of place right before the words of the area, or written with them."""
    if sentence.words[target.first].arabic and sentence.words[target.first].key.startswith("بال"):
        return True
    for at in range(target.first - 1, max(-1, target.first - 4), -1):
        if at == heart:
            return False
        if sentence.key(at) in _LOCATIVE:
            return True
        if sentence.at("target", at) or sentence.act_at(at):
            return False
    return False


def fired_on(sentence: Sentence, heart: int) -> str | None:
    """They opened fire on the crowd, أطلقوا النار على مزارعين: people without arms, or those with them."""
    for at in range(heart, heart + _OBJECT):
        if sentence.key(at) not in _TOWARDS:
            continue
        if sentence.key(at + 1) in _AT_LEAST:
            continue  # left at least five dead
        if sentence.key(at + 1) in _WHOEVER:
            return "civilians"
        for near in range(at + 1, at + 4):
            thing, unit = sentence.at("target", near), sentence.at("unit", near)
            if thing is not None and (thing.value[1] not in PERSONS or thing.value[1] in _OF_A_TRADE):
                return str(thing.value[1]) if thing.value[1] in _OF_A_TRADE else None  # على حوش جارنا
            if unit is not None:
                return _people(sentence, unit)
    return None


def _people(sentence: Sentence, unit: Hit) -> str | None:
    """With or without arms; into the neighbours' house: none."""
    owned = sentence.key(unit.last + 1) in _OWNED or sentence.key(unit.last).endswith(("'s", "’s"))
    if owned or unit.value.of != "person" or unit.value.act is not None:
        return None
    return "military" if unit.value.combatant else "civilians"
