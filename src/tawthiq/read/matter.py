"""Means, target and modality of a claim: the nearest word of each list, inside the passage before outside it.

Between two words at one place the narrower one stands first in its file and wins ("barrel bomb" before "bomb").
"""

from collections.abc import Iterable

from tawthiq.language.phrases import Hit
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
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
        "displacement",
        "siege",
        "deprivation",
        "threat",
    )
)
_STRUCTURES = frozenset(("attack", "destruction", "out_of_service", "weapon_use", "casualties"))
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
_BY_SIEGE = frozenset(("deprivation", "displacement", "flight"))
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


def _ahead(hit: Hit, heart: int) -> tuple[int, int]:
    """What is hit stands behind its verb sooner than before it."""
    return (hit.first - heart if hit.first >= heart else 3 + 2 * (heart - hit.first), hit.value[0])


def _near(hits: Iterable[Hit], first: int, last: int, at: int) -> list[Hit]:
    inside = [hit for hit in hits if first <= hit.first and hit.last <= last]
    return sorted(inside, key=lambda hit: (abs(hit.first - at), hit.value[0]))


def means_of(
    sentence: Sentence, act: str, first: int, last: int, heart: int, unit: Unit | None
) -> str | None:
    """With what it was done; the counted munition itself where one is counted."""
    hits = [hit for hit in sentence.hits.get("means", ()) if hit.value[1] != "siege" or act in _BY_SIEGE]
    if unit and unit.means:
        narrower = [h for h in hits if h.value[1] not in _GENERAL and abs(h.first - heart) <= _REACH]
        return narrower[0].value[1] if narrower and unit.means in _GENERAL else unit.means
    if act not in _WITH_MEANS:
        return None
    own = next((hit for hit in hits if hit.first <= heart <= hit.last), None)
    if own is not None and own.value[1] not in _GENERAL - {"fire"}:
        return str(own.value[1])
    for a, b in ((first, last), (max(0, heart - _REACH), heart + _REACH)):
        near = _near(hits, a, b, heart)
        narrow = [hit for hit in near if hit.value[1] not in _GENERAL]
        if narrow or near:
            code: str = (narrow or near)[0].value[1]
            return None if code == act else code
    return None


def target_of(
    sentence: Sentence, act: str, first: int, last: int, heart: int, unit: Unit | None
) -> str | None:
    """What or whom it was done to, as one code of `targets.toml`."""
    if unit and unit.target and act in _STRUCTURES:
        return unit.target
    if act in _HARM:
        if unit:
            return _TARGET_UNITS.get(unit.unit)
        allowed = _PERSONS
    elif act in _STRUCTURES:
        allowed = None
    else:
        return None
    hits = sentence.hits.get("target", ())
    spans = [(first, last)] if allowed else [(first, last), (0, len(sentence.words))]
    for a, b in spans:
        for hit in sorted(_near(hits, a, b, heart), key=lambda each: _ahead(each, heart)):
            if allowed is None and hit.value[1] in _PERSONS and len(hits) > 1:
                continue
            if allowed is None or hit.value[1] in allowed:
                code: str = hit.value[1]
                return code
    return None


def modality_of(sentence: Sentence, act: Hit | None, first: int, last: int) -> Modality:
    """How the matter stands: by a word of its list in or right before the passage, or a negation at the act's verb."""
    for hit in sentence.hits.get("modality", ()):
        gap = range(hit.last + 1, first)
        if hit.value == "definition":
            return Modality.DEFINITION
        near = first <= hit.first <= last or (len(gap) <= 8 and hit.last < first)
        if near and not any(sentence.key(index) in (",", ";", ":") for index in gap):
            return Modality(hit.value)
    if act is not None and not sentence.words[act.first].arabic:
        for index in (act.first - 1, act.first - 2):
            if sentence.ending("negation", index) and act.category in (
                "act:killing",
                "act:injury",
                "act:attack",
            ):
                return Modality.DENIED
    return Modality.ASSERTED
