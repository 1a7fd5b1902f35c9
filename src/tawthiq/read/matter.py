"""Means and modality of a claim: the nearest word of each list, inside the passage before outside it.

Between two words at one place the narrower one stands first in its file and wins ("barrel bomb" before "bomb").
"""

from collections.abc import Iterable

from tawthiq.language.phrases import Hit
from tawthiq.read.government import PERSONS
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed
from tawthiq.record.claim import Modality

_WITH_MEANS = frozenset(
    (
        "killing",
        "injury",
        "casualties",
        "attack",
        "destruction",
        "out_of_service",
        "weapon_use",
    )
)
_GENERAL = frozenset(("bomb", "siege", "artillery", "fire", "execution", "torture"))
"""Prefer a narrower word beside these."""
_BY_SIEGE = frozenset(("deprivation", "displacement", "flight"))
_OTHER_HARM = frozenset(("destruction", "injury", "killing", "detention"))
_FROM_AIR = frozenset(
    ("barrel_bomb", "cluster_munition", "chemical", "incendiary", "thermobaric", "drone", "helicopter")
)
_NARROWER = {
    "airstrike": _FROM_AIR,
    "helicopter": frozenset(("barrel_bomb", "cluster_munition", "chemical", "incendiary")),
    "rocket": frozenset(("cluster_munition", "chemical", "incendiary", "thermobaric")),
    "artillery": frozenset(("cluster_munition", "incendiary", "mortar", "tank")),
    "bomb": frozenset((*_FROM_AIR, "airstrike", "ied")),
}
_ON_THINGS = frozenset(("attack", "destruction", "out_of_service", "weapon_use"))
_ON_BODIES = frozenset(("sexual_violence", "torture", "starvation", "execution"))
"""These are done to persons: no house is stormed with them."""
_GIVES_WAY = frozenset(("bomb", "artillery", "small_arms", "airstrike"))
"""A verb of these says less than a weapon named beside it; who was stabbed was stabbed."""
_BESIDE = 10
_MAY = listed("matter", "may")
_AHEAD = frozenset(("act:killing", "act:attack", "act:destruction", "act:injury"))
_LONG = 4
_PAST = (
    "توف",
    "تعرض",
    "تضرر",
    "تهدم",
    "تسمم",
    "تشرد",
    "تعطل",
    "توقف",
    "تظاهر",
    "تحطم",
    "تاذ",
    "نزح",
    "نفد",
    "نهب",
    "نسف",
    "نجا",
    "نفذ",
)
"""Past verbs that begin as a present one does: قد توفي is sure."""
_WILL = listed("matter", "will")
_NEGATED = frozenset(("act:killing", "act:injury", "act:attack"))
_FARTHEST = 45
"""A cause may stand at the end of a long sentence: killed nine ..., in the west of the city, in air strikes."""
_REACH = 18
"""Outside its own passage a claim's means stands at most this many tokens away."""


def _near(hits: Iterable[Hit], first: int, last: int, at: int) -> list[Hit]:
    inside = [hit for hit in hits if first <= hit.first and hit.last <= last]
    return sorted(inside, key=lambda hit: (abs(hit.first - at), hit.value[0]))


def means_of(
    sentence: Sentence, act: str, first: int, last: int, heart: int, unit: Unit | None
) -> str | None:
    """With what it was done; the counted munition itself where one is counted."""
    no_means = _ON_BODIES if act in _ON_THINGS else frozenset()
    known = (
        _blaze(sentence, hit)
        for hit in sentence.hits.get("means", ())
        if hit.value.code and hit.value.code not in no_means and not _wounds(sentence, hit)
    )
    hits = [
        hit
        for hit in known
        if (hit.value.code != "siege" or act in _BY_SIEGE)
        and (not _far_fire(hit, act, heart) or sentence.key(hit.first) == "fire")
        and not _on_foot(sentence, hit)
        and (act != "destruction" or hit.value.code not in _ON_FLESH or first <= hit.first <= last)
        and (act != "destruction" or hit.value.code != "fire" or first <= hit.first <= last)
    ]
    if unit and unit.means:
        nouns = [h for h in hits if not h.value.verb]  # forty artillery rounds were fired at: no small arms
        phrase = next((h for h in nouns if h.last > h.first and _is_of(sentence, h, unit)), None)
        return str(phrase.value.code) if phrase else _counted(nouns, unit.means, (first, last), heart)
    if act not in _WITH_MEANS or not hits:
        return None
    hits = [hit for hit in hits if not _another(sentence, hit, act) and not _parted(sentence, hit, heart)]
    hits = [hit for hit in hits if not _of_others(sentence, hit, heart)] or hits
    if act == "destruction" and sentence.key(heart).removeprefix("و").startswith(_LOOTING):
        hits = [hit for hit in hits if hit.value.code == "fire"]
    if _beaten(sentence, act, heart):
        hits = [hit for hit in hits if hit.value.code != "small_arms"]
    own = next((hit for hit in hits if hit.first <= heart <= hit.last), None)
    if own is not None and _fired_at_things(sentence, own, heart):
        hits = [hit for hit in hits if hit is not own]
        own = None
    whole = (
        own is not None and own.last > own.first and not own.value.verb
    )  # artillery shelling: it says with what
    if own is not None and (_firm(own) or whole or own.value.code not in _GIVES_WAY):
        return None if own.value.code == act else _carried_by(own, hits)
    hits = [hit for hit in hits if abs(hit.first - heart) <= _REACH or _cause(sentence, hit)]
    for a, b in ((first, last), (max(0, heart - _FARTHEST), heart + _FARTHEST)):
        near = _near(hits, a, b, heart)
        firm = [hit for hit in near if _firm(hit)]
        if firm or near:
            named = [hit for hit in near if hit.value.code != "bomb" and not hit.value.verb]
            chosen = (firm or named or [own or near[0]])[0]
            if act == "destruction" and sentence.key(chosen.first) in _FLAMES:
                return "fire"
            code = _carried_by(chosen, near)
            return None if code == act else code
    return None


def _counted(nouns: list[Hit], own: str, span: tuple[int, int], heart: int) -> str:
    """The counted shell's own kind: two cluster rockets; a general word gives way to a narrower one near by."""
    kinds = _NARROWER.get(own, frozenset())
    counted = [hit for hit in nouns if hit.value.code in kinds and span[0] <= hit.first <= span[1]]
    if counted or own not in _GENERAL:
        return str(counted[0].value.code) if counted else own
    narrower = [hit for hit in nouns if hit.value.code not in _GENERAL and abs(hit.first - heart) <= _REACH]
    return str(narrower[0].value.code) if narrower else own


def _is_of(sentence: Sentence, hit: Hit, unit: Unit) -> bool:
    """The words of a weapon hold the counted noun itself: three vacuum missiles, ثلاثة صواريخ فراغية."""
    return any(
        found is not None and found.value == unit
        for found in (sentence.at("unit", at) for at in range(hit.first, hit.last + 1))
    )


def _cause(sentence: Sentence, hit: Hit) -> bool:
    """جراء غارات جوية, as a result of shelling: what is led by a word of cause holds for the whole sentence."""
    lead = range(max(0, hit.first - 2), hit.first)
    return not hit.value.verb and any(
        form in _CAUSES for at in lead for form in (sentence.key(at), *sentence.words[at].forms)
    )


_CAUSES = listed("matter", "causes")


def _far_fire(hit: Hit, act: str, heart: int) -> bool:
    """Twelve killed and the market burned: fire kills where its word stands by the dead."""
    return hit.value.code == "fire" and act in _ON_PERSONS and abs(hit.first - heart) > _BY_FIRE


def _on_foot(sentence: Sentence, hit: Hit) -> bool:
    """A raid by masked men, a raid in which six were arrested: none from the air."""
    if hit.first != hit.last or not sentence.key(hit.first).startswith("raid"):
        return False
    by = range(hit.last + 1, min(len(sentence.words), hit.last + _BY))
    return bool(sentence.hits.get("act:detention")) or any(
        sentence.key(at) == "by" and not sentence.at("means", at + 1) for at in by
    )


_BY = 4


def _beaten(sentence: Sentence, act: str, heart: int) -> bool:
    """Beaten with a rifle: nothing was fired."""
    return act == "injury" and sentence.key(heart).startswith(_BLOWS)


def _fired_at_things(sentence: Sentence, own: Hit, heart: int) -> bool:
    """They never fired on hospitals: nobody says with what."""
    if own.value.code != "small_arms" or not own.value.verb:
        return False
    near = (sentence.at("target", at) for at in range(heart + 1, heart + 6))
    at = sentence.key(own.last) in _AT or (
        sentence.key(own.last) in ("shoot", "shoots") and sentence.key(own.last + 1) == "at"
    )
    return at and any(target is not None and target.value[1] not in PERSONS for target in near)


_LOOTING = ("loot", "pillag", "plunder", "ransack", "نهب", "ينهب", "سرق", "سلب")
"""What is carried off was not shelled."""
_FLAMES = listed("matter", "flames")
_ON_FLESH = frozenset(("small_arms", "sniper", "blade"))
"""No house falls by these, unless its own clause says so."""
_ON_PERSONS = frozenset(("killing", "injury", "casualties"))
_BY_FIRE = 4
_BLOWS = ("beat", "ضرب", "وضرب", "يضرب", "struck", "punch", "kick")
_AT = listed("matter", "at")


def _firm(hit: Hit) -> bool:
    """A noun of a weapon; a verb or a general word gives way to it: an army helicopter fired on, القصف الجوي."""
    return not hit.value.verb and hit.value.code not in _GENERAL


def _parted(sentence: Sentence, hit: Hit, heart: int) -> bool:
    """A semicolon or "and that" stands before it: what the next item of a list was done with."""
    return any(
        sentence.key(at) == ";"
        or sentence.key(at) in _AND_THAT
        or (sentence.key(at) == "and" and sentence.key(at + 1) == "that")
        for at in range(heart, hit.first)
    )


_AND_THAT = listed("matter", "and_that")


def _wounds(sentence: Sentence, hit: Hit) -> bool:
    """Two suffered burns: a kind of wound, whatever made it."""
    return hit.first == hit.last and sentence.key(hit.first) == "burns" and hit.value.code == "fire"


def _blaze(sentence: Sentence, hit: Hit) -> Hit:
    """The fire at the depot: nobody fired at it."""
    if sentence.key(hit.first) != "fire" or sentence.key(hit.first - 1) not in _A or not hit.value.verb:
        return hit
    return hit._replace(value=hit.value._replace(code="fire", verb=False))


_A = frozenset(("the", "a", "this", "that"))


def _of_others(sentence: Sentence, hit: Hit, heart: int) -> bool:
    """Two were killed by shelling and three by snipers: beyond "and" and another figure it is what the others died of."""
    low, high = min(hit.last, heart), max(hit.first, heart)
    joint = next(
        (
            at
            for at in range(low + 1, high + 1)
            if sentence.key(at) in _AND or (at in sentence.figures() and sentence.key(at).startswith("و"))
        ),
        None,
    )
    if joint is None:
        return False
    figures = {num.first for num in sentence.nums if num.first in sentence.figures()}
    return any(at < joint for at in figures) and any(at >= joint for at in figures)


_AND = listed("where", "clauses")


def _another(sentence: Sentence, hit: Hit, act: str) -> bool:
    """The word tells another act of harm: they killed her husband and burned the house."""
    if not hit.value.verb:
        return False
    codes = {other.category[4:] for other in sentence.acts() if other.first <= hit.first <= other.last}
    return bool(codes & _OTHER_HARM) and act not in codes


def _carried_by(chosen: Hit, hits: Iterable[Hit]) -> str:
    """In a strike by a drone, غارة من مسيرة: what carried it says more than that it came from the air."""
    code = str(chosen.value.code)
    for hit in hits:
        if hit.value.code in _NARROWER.get(code, ()) and abs(hit.first - chosen.first) <= _BESIDE:
            return str(hit.value.code)
    return code


def _to_come(sentence: Sentence, act: Hit, *, arabic: bool) -> bool:
    """Whoever comes back will be killed, ستقصف, سنقتلكم: harm announced by those who would do it."""
    if arabic:
        key = sentence.key(act.first)
        will = sentence.key(act.first - 1) in _WILL and key[:1] in _IMPERFECT  # راح شهيد: he is one
        return will or (key.startswith(("سن", "ست", "سي")) and len(key) > _LONG)
    return any(sentence.key(at) in ("will", "'ll") for at in range(act.first - 3, act.first + 1))


_IMPERFECT = frozenset("يتناب")


def goes_on(sentence: Sentence, denial: int, at: int) -> bool:
    """Denied the charge and said that 12 were killed, نفى ذلك وتحدث عن: behind a denial its speaker tells something else."""
    return any(
        denial < sentence.words[hit.first].start < at
        and hit.value.verb != "denied"
        and (sentence.key(hit.first).startswith("و") or sentence.key(hit.first - 1) in _JOINING)
        for hit in sentence.hits.get("verb", ())
    )


def refused(sentence: Sentence, act: Hit) -> bool:
    """Denied permission, denied food: something was refused, and nothing called untrue."""
    return act.category == "act:deprivation" and sentence.key(act.first).startswith(("den", "refus"))


def accused(sentence: Sentence, act: Hit) -> bool:
    """Denied the attack and accused the rebels: who accuses does so."""
    joined = sentence.key(act.first).startswith("و") or sentence.key(act.first - 1) in _JOINING
    return act.category in ("act:accusation", "act:warning") and joined


def _from_to(sentence: Sentence, hit: Hit, act: Hit) -> tuple[int, int]:
    return sentence.words[hit.first].start, sentence.words[act.first].start


_JOINING = listed("matter", "joining") | {",", "،"}


def modality_of(  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, act: Hit | None, first: int, last: int, *, none: bool = False
) -> Modality:
    """How the matter stands: by a word of its list in or right before the passage, or a negation at the act's verb.

    `none`: a figure says already that nobody was, and the negation is its own.
    """
    for hit in sentence.hits.get("modality", ()):
        gap = range(hit.last + 1, first)
        if act is not None and hit.value == "denied" and (refused(sentence, act) or accused(sentence, act)):
            continue
        if act is not None and hit.value == "denied" and goes_on(sentence, *_from_to(sentence, hit, act)):
            continue
        if hit.value == "definition":
            return Modality.DEFINITION
        near = first <= hit.first <= last or (len(gap) <= 8 and hit.last < first)
        if near and not any(sentence.key(index) in (",", ";", ":") for index in gap):
            return Modality(hit.value)
    if act is None:
        return Modality.ASSERTED
    arabic = sentence.words[act.first].arabic
    if act.category == "act:threat" and act.value is not None and (act.value.verb or not arabic):
        return Modality.THREATENED
    if act.category in _AHEAD and _to_come(sentence, act, arabic=arabic):
        return Modality.THREATENED
    for index in (act.first - 1, act.first - 2, act.first - 3)[: 1 if arabic else 3]:
        if (
            not none
            and sentence.ending("negation", index)
            and (sentence.key(index) != "ما" or sentence.key(act.first).endswith("نا"))
            and act.category in _NEGATED
            and index >= act.first - 2
        ):
            return Modality.DENIED
        may = (
            sentence.key(index) in _MAY
            and not sentence.words[index].cap
            and not sentence.key(act.first).startswith(_PAST)
        )
        if may and (not arabic or sentence.words[act.first].key[0] in "يتن"):
            return Modality.FEARED
    return Modality.ASSERTED
