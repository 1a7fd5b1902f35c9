"""Means, target and modality of a claim: the nearest word of each list, inside the passage before outside it.

Between two words at one place the narrower one stands first in its file and wins ("barrel bomb" before "bomb").
"""

from collections.abc import Iterable

from tawthiq.language.phrases import Hit
from tawthiq.read.government import fired_on, governed
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
_STRUCTURES = frozenset(("attack", "destruction", "out_of_service", "weapon_use", "casualties"))
_ON_STRUCTURES = frozenset(("attack", "destruction", "out_of_service"))
_ON_THINGS = frozenset(("destruction", "out_of_service", "weapon_use"))
_PERSONS = frozenset(
    ("civilians", "children", "women", "journalists", "health_workers", "aid_workers", "rescuers")
)
_HARM = frozenset(
    (
        "killing",
        "injury",
        "casualties",
        "detention",
        "enforced_disappearance",
        "displacement",
        "siege",
        "deprivation",
        "flight",
        "threat",
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
    "rocket": frozenset(("cluster_munition", "chemical", "incendiary", "thermobaric")),
    "artillery": frozenset(("cluster_munition", "incendiary", "mortar", "tank")),
    "bomb": frozenset((*_FROM_AIR, "airstrike", "ied")),
}
_ON_BODIES = frozenset(("sexual_violence", "torture", "starvation", "execution"))
"""These are done to persons: no house is stormed with them."""
_GIVES_WAY = frozenset(("bomb", "artillery", "small_arms", "airstrike"))
"""A verb of these says less than a weapon named beside it; who was stabbed was stabbed."""
_BESIDE = 6
_IN_A_NAME = 6
"""A word that is part of a place's name is a target only where none stands nearer."""
_LANDMARKS = frozenset(("infrastructure", "heritage"))
_MAY = listed("matter", "may")
_AHEAD = frozenset(("act:killing", "act:attack", "act:destruction", "act:injury"))
_LONG = 4
_NEGATED = frozenset(("act:killing", "act:injury", "act:attack"))
_AMONG = listed("matter", "among")
_REACH = 18
"""Outside its own passage a claim's means stands at most this many tokens away."""
_TARGET_UNITS = {
    "civilians": "civilians",
    "children": "children",
    "babies": "children",
    "boys": "children",
    "girls": "children",
    "women": "women",
    "journalists": "journalists",
    "health workers": "health_workers",
    "aid workers": "aid_workers",
    "rescue workers": "rescuers",
}


def _ahead(hit: Hit, heart: int, more: int) -> tuple[int, int]:
    """What is hit stands behind its verb sooner than before it."""
    away = hit.first - heart if hit.first >= heart else 3 + 2 * (heart - hit.first)
    return away + more, hit.value[0]


def _near(hits: Iterable[Hit], first: int, last: int, at: int) -> list[Hit]:
    inside = [hit for hit in hits if first <= hit.first and hit.last <= last]
    return sorted(inside, key=lambda hit: (abs(hit.first - at), hit.value[0]))


def means_of(
    sentence: Sentence, act: str, first: int, last: int, heart: int, unit: Unit | None
) -> str | None:
    """With what it was done; the counted munition itself where one is counted."""
    no_means = _ON_BODIES if act in _STRUCTURES - {"casualties"} else frozenset()
    known = (
        hit for hit in sentence.hits.get("means", ()) if hit.value.code and hit.value.code not in no_means
    )
    hits = [hit for hit in known if hit.value.code != "siege" or act in _BY_SIEGE]
    if unit and unit.means:
        narrower = [h for h in hits if h.value.code not in _GENERAL and abs(h.first - heart) <= _REACH]
        return str(narrower[0].value.code) if narrower and unit.means in _GENERAL else unit.means
    if act not in _WITH_MEANS or not hits:
        return None
    hits = [hit for hit in hits if not _another(sentence, hit, act) and not _parted(sentence, hit, heart)]
    own = next((hit for hit in hits if hit.first <= heart <= hit.last), None)
    if own is not None and (_firm(own) or own.value.code not in _GIVES_WAY):
        return None if own.value.code == act else _carried_by(own, hits)
    for a, b in ((first, last), (max(0, heart - _REACH), heart + _REACH)):
        near = _near(hits, a, b, heart)
        firm = [hit for hit in near if _firm(hit)]
        if firm or near:
            named = [hit for hit in near if hit.value.code != "bomb" and not hit.value.verb]
            code = _carried_by((firm or named or [own or near[0]])[0], near)
            return None if code == act else code
    return None


def _firm(hit: Hit) -> bool:
    """A noun of a weapon; a verb or a general word gives way to it: an army helicopter fired on, القصف الجوي."""
    return not hit.value.verb and hit.value.code not in _GENERAL


def _parted(sentence: Sentence, hit: Hit, heart: int) -> bool:
    """A semicolon stands before it: what the next item of a list was done with."""
    return any(sentence.key(at) == ";" for at in range(heart, hit.first))


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


def target_of(
    sentence: Sentence,
    act: str,
    first: int,
    last: int,
    heart: int,
    unit: Unit | None,
    named: Iterable[tuple[int, int]] = (),
    speaking: Iterable[tuple[int, int]] = (),
    figure: tuple[int, int] | None = None,
) -> str | None:
    """What or whom it was done to, as one code of `targets.toml`.

    `named`: tokens of places; a port that only names one was not hit. `speaking`: spans of the words that name who says it. `figure`: the tokens of what is counted.
    """
    if unit and unit.target and (act in _STRUCTURES or act == "status"):
        return _counted(sentence, figure) or unit.target
    if act in _HARM or (act == "status" and figure):
        if figure:
            return _of_whom(sentence, unit, *figure)
        allowed = _PERSONS
    elif act in _STRUCTURES:
        allowed = None
    else:
        return None
    places = list(named)
    weapons = {i for each in sentence.hits.get("means", ()) for i in range(each.first, each.last + 1)}
    hits = [
        hit
        for hit in sentence.hits.get("target", ())
        if (hit.value[1] not in _LANDMARKS or not _inside(hit, places))
        and hit.first not in weapons
        and not _ridden(sentence, hit, heart)
        and not _before_its_head(sentence, hit)
        and not any(a <= sentence.words[hit.first].start < b for a, b in speaking)
    ]
    if allowed is None:
        own = next((each for each in sentence.acts() if each.first <= heart <= each.last), None)
        hits = [hit for hit in hits if governed(sentence, hit, heart, own, act)]
        things = [hit for hit in hits if hit.value[1] not in _PERSONS]
        hits = hits if not things and act not in _ON_THINGS else things
    spans = [(first, last)] if allowed else [(first, last), (0, len(sentence.words))]
    for a, b in spans:
        for hit in sorted(
            _near(hits, a, b, heart), key=lambda each: _ahead(each, heart, _IN_A_NAME * _inside(each, places))
        ):
            if allowed is None and _of_another(sentence, hit, heart, act):
                continue
            if allowed is None or hit.value[1] in allowed:
                code: str = hit.value[1]
                return code
    return fired_on(sentence, heart) if act == "attack" and figure is None else None


def _ridden(sentence: Sentence, target: Hit, heart: int) -> bool:
    """Gunmen on motorbikes stormed, مسلحون على متن سيارات: what the attackers came with."""
    if target.value[1] != "vehicle" or target.first > heart:
        return False
    near = range(max(0, target.first - 3), target.first)
    return any(form in _RIDING for at in near for form in (sentence.key(at), *sentence.words[at].forms))


_RIDING = listed("matter", "riding")


def _before_its_head(sentence: Sentence, target: Hit) -> bool:
    """A monastery school is a school, a school bus a vehicle: English compounds end in their head."""
    after = sentence.at("target", target.last + 1)
    return (
        after is not None
        and not sentence.words[target.last].arabic
        and after.value[1] not in _PERSONS
        and not sentence.words[target.last].key.endswith("s")
    )


def _inside(hit: Hit, places: Iterable[tuple[int, int]]) -> bool:
    return any(a <= hit.first <= b for a, b in places)


def _of_another(sentence: Sentence, target: Hit, heart: int, act: str) -> bool:
    """Another act on structures stands between: they fired at everybody and burned the stores."""
    low, high = min(target.first, heart), max(target.first, heart)
    between = (hit for hit in sentence.acts() if low < hit.first < high and hit.value.verb)
    return any(hit.value.code != act and hit.value.code in _ON_STRUCTURES for hit in between)


def _counted(sentence: Sentence, figure: tuple[int, int] | None) -> str | None:
    """Three wells: the counted thing by its own word."""
    first, last = figure or (0, -1)
    hits = [hit for hit in sentence.hits.get("target", ()) if first <= hit.first and hit.last <= last]
    return str(hits[0].value[1]) if len(hits) == 1 and hits[0].value[1] not in _PERSONS else None


def _of_whom(sentence: Sentence, unit: Unit | None, first: int, last: int) -> str | None:
    """Who they were: by the counted noun, else by a word inside the figure or right behind it: 780 قتيلاً مدنياً, ten of them civilians."""
    told = _TARGET_UNITS.get(unit.unit) if unit else None
    if told:
        return told
    inside = [
        hit.value[1]
        for hit in sentence.hits.get("target", ())
        if first <= hit.first <= last and hit.value[1] in _PERSONS
    ]
    if inside:
        return str(inside[0])
    if unit is not None and unit.act is None and unit.of != "share":
        return None
    for index in range(last + 1, last + 7):
        hit = sentence.at("target", index)
        if hit and hit.value[1] in _PERSONS:
            return str(hit.value[1])
        if sentence.key(index) not in _AMONG and sentence.at("unit", index) is None:
            return None
    return None


def _to_come(sentence: Sentence, act: Hit, *, arabic: bool) -> bool:
    """Whoever comes back will be killed, ستقصف, سنقتلكم: harm announced by those who would do it."""
    if arabic:
        key = sentence.key(act.first)
        return (key.startswith(("سن", "ست", "سي")) and len(key) > _LONG) or sentence.key(
            act.first - 1
        ) == "سوف"
    return any(sentence.key(at) in ("will", "'ll") for at in range(act.first - 3, act.first + 1))


def modality_of(sentence: Sentence, act: Hit | None, first: int, last: int) -> Modality:  # noqa: PLR0911 - a grammar: one early answer a rule
    """How the matter stands: by a word of its list in or right before the passage, or a negation at the act's verb."""
    for hit in sentence.hits.get("modality", ()):
        gap = range(hit.last + 1, first)
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
            sentence.ending("negation", index)
            and (sentence.key(index) != "ما" or sentence.key(act.first).endswith("نا"))
            and act.category in _NEGATED
            and index >= act.first - 2
        ):
            return Modality.DENIED
        may = sentence.key(index) in _MAY and not sentence.words[index].cap
        if may and (not arabic or sentence.words[act.first].key[0] in "يتن"):
            return Modality.FEARED
    return Modality.ASSERTED
