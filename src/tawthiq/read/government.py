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
_PEOPLE = frozenset(
    ("civilians", "children", "women", "journalists", "health_workers", "aid_workers", "rescuers")
)
_CLOSE = 6
_WHOEVER = frozenset(("من", "anyone", "everyone", "anybody", "everybody", "whoever", "people", "الناس"))
_LAID = frozenset(("mine", "ied"))
_MARKS = frozenset((",", ";", ":"))
_LEFT = 6
"""Tokens that may stand between a thing and the passive verb, or the noun of attack, behind it."""
_OBJECT = 5


def governed(sentence: Sentence, target: Hit, heart: int, own: Hit | None, act: str) -> bool:  # noqa: PLR0911 - a grammar: one early answer a rule
    """Whether an act at `heart`, told by `own`, may be done to a target of its sentence."""
    if target.value[1] in _AREAS and _located(sentence, target, heart):
        return False
    if any(sentence.key(target.first - back) in _NEAR_BY for back in (1, 2)):
        return False
    if act == "attack" and any(sentence.key(target.first - back) in _ORIGIN for back in (1, 2, 3)):
        return False
    if target.value[1] == "civilians" and sentence.key(target.last + 1) == "of":
        return False  # the crowd of rescuers
    if target.value[1] in _PEOPLE and abs(target.first - heart) > _CLOSE:
        return False
    if target.first >= heart:
        return not any(sentence.key(at) in _SUBORDINATE for at in range(heart + 1, target.first))
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


def _located(sentence: Sentence, target: Hit, heart: int) -> bool:
    """A preposition of place right before the words of the area."""
    for at in range(target.first - 1, max(-1, target.first - 4), -1):
        if at == heart:
            return False
        if sentence.key(at) in _LOCATIVE:
            return True
        if sentence.at("target", at) or sentence.act_at(at):
            return False
    return sentence.words[target.first].arabic and sentence.words[target.first].key.startswith("بال")


def fired_on(sentence: Sentence, heart: int) -> str | None:
    """They opened fire on the crowd, أطلقوا النار على مزارعين: people without arms, or those with them."""
    for at in range(heart, heart + _OBJECT):
        if sentence.key(at) not in _TOWARDS:
            continue
        if sentence.key(at + 1) in _WHOEVER:
            return "civilians"
        for near in range(at + 1, at + 4):
            unit = sentence.at("unit", near)
            if unit is not None:
                if unit.value.of != "person" or unit.value.act is not None:
                    return None
                return "military" if unit.value.combatant else "civilians"
    return None
