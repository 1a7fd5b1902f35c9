"""Whether an English noun phrase is the one that the verb behind it harmed: "was killed", "died", ", 9, shot dead", "was among the dead".

A finite verb of another kind, or a new subject, ends the search: who cried, said or shot was not harmed by it.
"""

from collections.abc import Mapping

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_PASSIVE = listed("implicit", "passive")
_INTRANSITIVE = listed("implicit", "intransitive")
_SAID_OF = listed("implicit", "said_of")
_DETERMINERS = listed("implicit", "determiners")
_ONWARD = listed("befell", "onward")
_OBJECTS = _DETERMINERS - {"its", "one"}
_AFTER = frozenset(
    ("in", "on", "by", "when", "while", "at", "during", "near", "last", "after", "as", "", ".")
)
_REACH, _COMMAS = 20, 5
PERSONAL = ("killing", "injury", "detention", "enforced_disappearance", "casualties")
"""Acts that a person suffers."""


def befell(  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, last: int, harms: Mapping[int, Hit]
) -> bool:
    """The noun phrase that ends at token `last` suffered the verb behind it; `harms` by their first token."""
    comma, told, acted, closed = 0, False, False, -1
    for index in range(last + 1, min(len(sentence.words), last + 2 + _REACH)):
        token = sentence.words[index]
        if index <= closed or (token.key == "." and _initial(sentence, index)):
            continue
        if token.key == "(":
            closed = _bracketed(sentence, index)
            last = closed if index == last + 1 else last
            continue
        harm = harms.get(index)
        if harm is not None and acted:
            if token.key in _INTRANSITIVE and sentence.key(index - 1) in ("and", "later", "then"):
                return True  # picked up a bomb and died in the evening
            continue
        if harm is not None:
            if (
                _suffered(sentence, index, last, harm)
                or _first_to(sentence, index)
                or _with_wounds(sentence, index, last, harm)
            ):
                return True
            acted = True
            continue
        if _among(sentence, index, harms):
            return True
        if token.key in _JOINED and _then_harmed(sentence, index, harms):
            return True
        verb = sentence.at("verb", index) and not (
            (token.key == "found" and sentence.key(index - 1) in _PASSIVE) or sentence.key(index - 1) == "who"
        )
        attack = sentence.at("act:attack", index)
        struck = attack is not None and attack.value.verb and sentence.key(index - 1) != ","
        if verb or token.key in (";", ":", ".") or struck:
            return False
        if token.key in _SUBORDINATE and _new_clause(sentence, index):
            return False  # he was in the yard when his father was killed
        comma += token.key == ","
        if comma > _COMMAS or (told and token.key in ("and", "but") and _new_subject(sentence, index + 1)):
            return False
        told = told or not _goes_on(sentence, index)
    return False


def _initial(sentence: Sentence, at: int) -> bool:
    """Brahim S. lost an eye: the dot behind one capital letter."""
    before = sentence.words[at - 1]
    if before.key in _TITLES and before.cap:
        return True
    return len(before.key) == 1 and bool(before.cap) and at + 1 < len(sentence.words)


def _bracketed(sentence: Sentence, at: int) -> int:
    """The token that closes a short bracket: a woman (b. 1949) was killed."""
    return next(
        (i for i in range(at + 1, min(len(sentence.words), at + _BRACKET)) if sentence.key(i) == ")"), at
    )


def _first_to(sentence: Sentence, at: int) -> bool:
    """Was the first to die, are the only ones to have been killed."""
    if sentence.key(at - 1) not in ("to", "been") or not any(
        sentence.key(back) in _FIRST for back in range(at - _BRACKET, at)
    ):
        return False
    return any(sentence.key(back) in _PASSIVE for back in range(at - _BRACKET, at - 2))


def _with_wounds(sentence: Sentence, at: int, last: int, harm: Hit) -> bool:
    """A boy with burns on both hands, a man with a bullet in his thigh: what he has, right behind him."""
    if harm.value.code not in ("injury", "killing") or (harm.value.verb and harm.first == harm.last):
        return False
    if any(
        (sentence.key(back - 1), sentence.key(back)) == ("found", "with") for back in range(at - _WITH, at)
    ):
        return True  # was found with his throat cut
    lead = next((back for back in range(last + 1, at) if sentence.key(back) == "with"), None)
    return (
        lead is not None
        and at - lead <= _WITH
        and (lead == last + 1 or sentence.key(lead - 1) in (",", "old"))
    )


def _then_harmed(sentence: Sentence, at: int, harms: Mapping[int, Hit]) -> bool:
    """Went for water and a sniper killed her by the pump: somebody else's verb, and a pronoun as its object."""
    if sentence.key(at + 1) not in _DETERMINERS and sentence.key(at + 1) not in (
        "they",
        "soldiers",
        "somebody",
        "someone",
    ):
        return False
    for index in range(at + 2, min(len(sentence.words), at + _CLAUSE)):
        harm = harms.get(index)
        if harm is None:
            if sentence.words[index].kind != "w" or sentence.at("verb", index) is not None:
                return False
            continue
        object_ = sentence.key(harm.last + 1)
        if object_ not in ("him", "her") or sentence.key(index - 1) in _PASSIVE:
            return False
        behind = sentence.key(harm.last + 2)
        own = (
            object_ == "her"
            and behind not in _AFTER
            and behind not in _ONWARD
            and behind not in (",", ";", "dead")
        )
        return not own
    return False


_TITLES = listed("names", "titles")
_JOINED, _FIRST = (
    frozenset(("and", "but", "when", "until")),
    frozenset(("first", "last", "only", "second", "youngest")),
)
_BRACKET, _WITH, _CLAUSE = 7, 4, 9
_ADVERBS = listed("others", "adverbs")
_SUBORDINATE = listed("befell", "subordinate")
_PRONOUNS = listed("befell", "pronouns")


def _goes_on(sentence: Sentence, index: int) -> bool:
    """Still the noun phrase, or what only leads to its verb: a name, an age, a preposition, a participle, an auxiliary."""
    token = sentence.words[index]
    return (
        token.kind != "w"
        or bool(token.cap)
        or token.key in _ONWARD
        or index in sentence.figures()
        or token.key in _PASSIVE
        or token.key in _DETERMINERS
        or token.key.endswith(("ing", "ly"))
        or sentence.at("unit", index) is not None
    )


def _new_clause(sentence: Sentence, at: int) -> bool:
    """A conjunction with a subject of its own behind it: told our officer that he was holding two men."""
    reported = sentence.key(at) == "that" and sentence.key(at + 1) in _PRONOUNS
    return reported or _new_subject(sentence, at + 1)


def _new_subject(sentence: Sentence, at: int) -> bool:
    return sentence.key(at) in _DETERMINERS or at in sentence.figures()


def _among(sentence: Sentence, at: int, harms: Mapping[int, Hit]) -> bool:
    """Was among the dead, is one of those killed."""
    if sentence.key(at) != "among" or sentence.key(at - 1) not in _PASSIVE:
        return False
    return sentence.key(at + 1) in ("the", "those") and (at + 2 in harms or at + 3 in harms)


def _suffered(sentence: Sentence, index: int, last: int, harm: Hit) -> bool:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """The verb is a passive, intransitive or participle, without an object of its own."""
    key = sentence.words[index].key
    if index - 1 in sentence.figures() and key in _COUNTED:
        return False  # the forester named four dead
    if key == "death" and sentence.key(index - 1) == ",":
        return False  # according to A. M., death was caused by a blow
    if key in _PASSIVE:
        return True  # is dead, was dead
    auxiliary = any(
        sentence.key(back) in _PASSIVE - _SAID_OF for back in range(index - 1, max(last, index - 4), -1)
    )
    before = next((at for at in range(index - 1, last, -1) if sentence.key(at) not in _ADVERBS), last)
    joined = sentence.key(before) in ("and", "then") and any(
        sentence.key(back) in ("was", "were", "been", "being") for back in range(last + 1, index)
    )
    if harm.value.code == "injury" and _had_done(sentence, index):
        return True
    done = sentence.key(index - 1) in ("has", "had", "have") and harm.first != harm.last
    lost = key == "lost" and (harm.value.code == "injury" or sentence.key(index + 2) in ("life", "lives"))
    if auxiliary or done or lost or key in _INTRANSITIVE or harm.value.code == "enforced_disappearance":
        return True
    if key == "lost":
        return False  # a farmer, who lost his wife
    behind = sentence.key(harm.last + 1)
    aimed = harm.value.code == "attack" and not {behind, sentence.key(harm.last)}.isdisjoint(("on", "at"))
    if aimed or behind in ("himself", "herself"):
        return not aimed  # a soldier opened fire on a boy; a man hanged himself
    beside = index == last + 1 or (index == last + 2 and sentence.key(last + 1) in _ADVERBS)
    if beside and key.endswith(("ed", "shot", "slain", "taken", "hurt", "missing")):
        return behind in _AFTER  # a paramedic killed on duty, a farmer lightly wounded
    if joined:
        return behind not in _OBJECTS and harm.last + 1 not in sentence.figures()
    if harm.value.weak and behind in _OBJECTS:
        return False  # a tailor, took a direct hit
    return sentence.key(index - 1) == "," and not key.endswith("ing")


def _had_done(sentence: Sentence, index: int) -> bool:
    """A boy had a leg amputated: what was done to a part of him."""
    return sentence.key(index).endswith(("ed", "en", "off")) and any(
        sentence.key(back) in ("had", "has")
        and (sentence.key(back + 1) in _DETERMINERS or back + 1 in sentence.figures())
        for back in range(max(0, index - _HAD), index - 2)
    )


_HAD = 5


def bare(  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit, harms: Mapping[int, Hit], ends: Mapping[int, Hit]
) -> int | None:
    """The first token of a noun without a determiner, as headlines and logs write it: "kills farmer", "Boy, 9, shot dead"."""
    first = hit.first
    while first > 0 and hit.first - first < _ADJECTIVES and _adjective(sentence, first - 1):
        first -= 1
    if sentence.key(first - 1) == "of" and (first - 2 in ends):
        return first  # the killing of cameraman A. F.
    lead = sentence.key(first - 1) if sentence.key(first - 1) != "." else sentence.key(first - 2)
    if lead in ("incl", "including") and ends:
        return first  # 15 killed, incl. groom
    harm = ends.get(first - 1)
    if harm is not None:
        passive = any(sentence.key(at) in _PASSIVE for at in (harm.first - 1, harm.first - 2))
        doing = harm.value.verb or sentence.words[harm.first].key.endswith(("ing", "s"))
        return first if doing and not passive and sentence.key(harm.first) not in _INTRANSITIVE else None
    opens = first == 0 or sentence.words[first - 1].key in _OPENING
    at = hit.last + 1
    if (
        (opens or sentence.key(first - 1) == ",")
        and sentence.key(at) in _STATES
        and sentence.key(at + 1) in ("", ",", ".", ";", "and", "in", "by", "after", "when", "near")
    ):
        return first  # driver dead, passenger critical
    if not opens:
        return None
    while at < len(sentence.words) and sentence.words[at].cap == 1:
        at += 1
    if at > hit.last + 1 and sentence.key(at) in _PASSIVE:
        return first if befell(sentence, at - 1, harms) else None
    if sentence.key(at) in (",", "("):
        at = next((i for i in range(at + 1, at + 5) if sentence.key(i) in (",", ")")), at) + 1
    if sentence.key(at) == "found":
        at += 1  # prison guard found hanged
    harm = harms.get(at)
    if harm is None:
        return None
    behind = harm.last + 1
    object_ = sentence.key(behind) in _OBJECTS or behind in sentence.figures() or sentence.at("unit", behind)
    key = sentence.key(at)
    return (
        first
        if key in _INTRANSITIVE
        or (key.endswith(("ed", "en", "shot", "dead", "beaten", "hit")) and not object_)
        else None
    )


def _adjective(sentence: Sentence, at: int) -> bool:
    """A word that may only describe the noun behind it: no function word, act, figure or mark."""
    word = sentence.words[at]
    return (
        word.kind == "w"
        and word.key not in _PASSIVE
        and word.key not in _ENDS
        and word.key not in _DETERMINERS
        and not sentence.act_at(at)
        and at not in sentence.figures()
    )


_ADJECTIVES = 3
_STATES = frozenset(
    ("dead", "critical", "wounded", "injured", "missing", "hurt", "killed", "detained", "unharmed")
) - {"unharmed"}
_OPENING = frozenset((":", "-", "–", "•", "*", ";", "\u2014", "|"))
_ENDS = listed("victims", "ends")


def driven_out(sentence: Sentence, hit: Hit) -> bool:
    """Deported a lodger, ترحيل لاجئة: who is driven out by somebody; a state (displaced, نازح) is none."""
    if hit.value.code != "displacement" or hit.value.weak:
        return False
    return hit.value.verb or any(form in _DRIVING for form in sentence.words[hit.first].forms)


_DRIVING = listed("implicit", "driving_out")


def at_somebody(sentence: Sentence, hit: Hit) -> bool:
    """Hit a boy, struck her mother; was hit by a shell: a verb of attack with one person as its object."""
    if sentence.words[hit.first].arabic:
        return False
    at = hit.last + 1
    thrown = next((i for i in range(at, at + _THROWN) if sentence.key(i) in ("on", "at")), None)
    if thrown is not None and hit.value.verb and any(sentence.at("means", i) for i in range(at, thrown)):
        at = thrown  # dropped a grenade on a woman
    aimed = hit.value.verb and (sentence.key(at) in ("on", "at") or sentence.key(hit.last) in ("on", "at"))
    shooting = sentence.key(hit.first) == "shooting" and sentence.key(at) == "of"
    if not aimed and any(each.first == hit.first and each.value.code in PERSONAL for each in sentence.acts()):
        return False
    if sentence.key(hit.first) not in _STRUCK and not aimed and not shooting:
        return False
    if sentence.key(hit.first - 1) in ("was", "were", "been", "being"):
        return not aimed
    at += sentence.key(at) in ("on", "at") or shooting  # opened fire on a cyclist
    if sentence.key(at) not in _DETERMINERS:
        return False
    unit = next((u for back in range(at + 1, at + 4) if (u := sentence.at("unit", back))), None)
    return unit is not None and unit.value.of == "person" and unit.value.number == "one"


_STRUCK = listed("implicit", "struck")
_THROWN = 4
_FATES = listed("victims", "fates")


def limb_of(sentence: Sentence, hit: Hit, begin: int, harms: Mapping[int, Hit]) -> bool:
    """Tore off his cousin's leg; the girl's arm was blown off: whose limb it was."""
    limb = next((at for at in (hit.last + 1, hit.last + 2) if sentence.key(at) in _LIMBS), None)
    if limb is None or hit.value.of != "person":
        return False
    injured = any(
        harm.value.code == "injury" and 0 < begin - harm.first <= _BRACKET and harm.value.verb
        for harm in harms.values()
    )
    return injured or any(
        at in harms and harms[at].value.code == "injury" and sentence.key(at - 1) in _PASSIVE
        for at in range(limb + 2, limb + 4)
    )


_COUNTED = frozenset(("dead", "wounded", "missing", "injured"))
_LIMBS = listed("befell", "limbs")


def fate_of(sentence: Sentence, hit: Hit, harms: Mapping[int, Hit]) -> bool:
    """The judge's assassination, my brother's murder: a person, and what befell that person as a noun."""
    person = hit.value.of == "person" and hit.value.number == "one"
    return person and hit.last + 1 in harms and sentence.key(hit.last + 1) in _FATES
