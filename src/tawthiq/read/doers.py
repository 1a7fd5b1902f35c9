"""Who did it is no figure of what was done: six gunmen who stormed a clinic are neither killed nor hurt.

English tells it by its order, the doers before an active verb with an object; Arabic by verbs that are never passive before
them, or by a plural verb behind them with whom it harmed.
"""

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import unit_after
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.record.quantity import QuantityKind

_DEEDS = frozenset(
    ("killing", "injury", "attack", "detention", "destruction", "weapon_use", "enforced_disappearance")
)
_STOPS = listed("doers", "stops")
_SUFFERED = listed("doers", "suffered")
_DETERMINERS = listed("doers", "determiners")
_UPON = listed("doers", "upon")
_NEVER_PASSIVE = listed("doers", "never_passive_ar")
_REACH, _OBJECT = 9, 4


def does_it(sentence: Sentence, found: Found) -> bool:  # noqa: PLR0911 - a grammar: one early answer a rule
    """The persons counted are the subject of an active verb of harm that has an object of its own."""
    unit = found.unit
    if unit is None or unit.of != "person" or unit.act is not None or found.kind is not QuantityKind.COUNT:
        return False
    if sentence.words[found.first].arabic:
        return _attackers(sentence, found) or _they_harmed(sentence, found)
    if _by_them(sentence, found) or _sought(sentence, found):
        return True
    if any(found.first - _OBJECT < hit.last < found.first for hit in sentence.acts()):
        return False  # killing 21 villagers and wounding another
    for at in range(found.last + 1, min(len(sentence.words), found.last + _REACH)):
        key = sentence.key(at)
        if key in _STOPS or sentence.at("verb", at) is not None:
            return False
        hit = _deed(sentence, at)
        if hit is not None:
            noun = sentence.key(at - 1) in _DETERMINERS  # mourned the death of their brother
            return not noun and key not in _SUFFERED and _object(sentence, hit) and not _befell(sentence, hit)
    return False


def _by_them(sentence: Sentence, found: Found) -> bool:
    """Was taken by not fewer than four armed men, beaten by six policemen."""
    if sentence.key(found.first) == "by":
        by = found.first
    elif sentence.key(found.first - 1) == "by":
        by = found.first - 1
    else:
        return False
    return any(hit.last in (by, by - 1) for hit in sentence.acts())


def _sought(sentence: Sentence, found: Found) -> bool:
    """Police are looking for three men, are seeking two suspects."""
    seeking = (sentence.key(found.first - 2), sentence.key(found.first - 1))
    missing = any(hit.value.code == "enforced_disappearance" for hit in sentence.acts())
    return not missing and ((seeking[0] in _SEEKING and seeking[1] == "for") or seeking[1] in _HUNTING)


_SEEKING, _HUNTING = listed("doers", "seeking"), listed("doers", "hunting")


def _deed(sentence: Sentence, at: int) -> Hit | None:
    """Words of harm that begin at a token, their longest reading."""
    hits = [hit for hit in sentence.acts() if hit.first == at and hit.category[4:] in _DEEDS]
    return max(hits, key=lambda hit: hit.last, default=None)


def _object(sentence: Sentence, hit: Hit) -> bool:
    """The clinic, a nurse, three guards, on the crowd: behind the verb; not "the day before", nor "in the raid"."""
    at = hit.last + 1
    if sentence.key(at) in _UPON:
        return hit.category[4:] in ("attack", "weapon_use")
    if any(span.first <= at <= span.last for span in sentence.dates):
        return False
    near = range(at, min(len(sentence.words), at + _OBJECT))
    timed = any((unit := sentence.at("unit", i)) is not None and unit.value.of == "time" for i in near)
    if timed or at >= len(sentence.words) or any(sentence.at("means", i) for i in near):
        return False  # hit a mine
    if at in sentence.figures():
        return unit_after(sentence, at + 1) is not None
    return sentence.key(at) in _DETERMINERS or sentence.words[at].cap == 1


def _befell(sentence: Sentence, hit: Hit) -> bool:
    """Six men took the road to the river and were shot: behind what they did stands what befell them."""
    return any(
        sentence.key(at) in _PASSIVE and sentence.key(at - 1) in ("and", "but", "they")
        for at in range(hit.last + 1, min(len(sentence.words), hit.last + 2 * _REACH))
    )


_PASSIVE = listed("doers", "passive")


def _attackers(sentence: Sentence, found: Found) -> bool:
    """هاجم سبعة مسلحين المركز: behind a verb that is not read as a passive."""
    before = sentence.words[found.first - 1] if found.first else None
    return before is not None and any(form in _NEVER_PASSIVE for form in before.forms)


def _they_harmed(sentence: Sentence, found: Found) -> bool:
    """إجا ستة مسلحين وخطفوا ابني: a plural verb behind them, and a person right behind it."""
    deeds = [hit for hit in sentence.acts() if hit.category[4:] in _DEEDS]
    if any(hit.last < found.first for hit in deeds):
        return False  # قتلوا زوجي وأحفادي الثلاثة وأخذوا ابنتي
    for hit in deeds:
        if hit.first <= found.last or hit.first > found.last + _REACH:
            continue
        key = sentence.key(hit.first)
        if not (hit.value.verb and key[:1] in ("و", "ف") and key.endswith("وا")):
            continue
        harmed = sentence.at("unit", hit.last + 1)
        person = (
            harmed is not None
            and harmed.value.of == "person"
            and not sentence.key(hit.last + 1).startswith(("و", "ب", "ل"))
        )
        return person or hit.last + 1 in sentence.figures()
    return False
