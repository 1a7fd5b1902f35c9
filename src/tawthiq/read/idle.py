"""Words of an act that tell none where they stand: rain hits a camp, a court sentences to death, a project targets families.

What decides stands within a few words of the act; whole phrases are in `acts.toml` (`idioms`).
"""

from tawthiq.language.phrases import Hit
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_NATURE = listed("idle", "nature")
_SENTENCED = listed("idle", "sentenced")
_APPEALS = listed("idle", "appeals")
_AIMS = listed("idle", "aims")
_FEELINGS = listed("idle", "feelings")
_THROWN = listed("idle", "thrown")
_SOMEBODY = listed("idle", "somebody")
_LAUNCHED = listed("idle", "launched")
_AIDED = listed("idle", "aided")
_FAILING = listed("idle", "failing")
_COLLAPSE = ("collaps", "انهار", "انهيار", "وانهار", "ينهار", "تنهار")
_BURNED = frozenset(("burned", "burnt"))
_PERSONS = listed("idle", "persons")
_QUENCHED = listed("idle", "quenched")
_BLAZE = listed("idle", "blaze")
_BE = listed("idle", "be")
_THE = listed("idle", "the")
_HONOURED = listed("idle", "honoured")
_TOOK = listed("idle", "took")
_BESIDE = 3
_AFTER = 4
_BEFORE = 5


def idle(sentence: Sentence, hit: Hit) -> bool:
    """Whether an act word tells no act here."""
    test = _TESTS.get(hit.category)
    return (
        (test is not None and test(sentence, hit)) or _compound(sentence, hit) or _of_a_place(sentence, hit)
    )


def _compound(sentence: Sentence, hit: Hit) -> bool:
    """Rebel-held, fire-damaged: the tail of a compound that only describes what stands behind it."""
    return sentence.key(hit.first) in _TAILS and sentence.key(hit.first - 1) == "-"


def _of_a_place(sentence: Sentence, hit: Hit) -> bool:
    """A displacement camp, مركز احتجاز: the word is part of what the place is called."""
    key = sentence.key(hit.first)
    named_after = key in _HONOURED and hit.first > 0
    if named_after and (
        any(sentence.ending(category, hit.first - 1) for category in ("target", "place_ar"))
        or not lexicon().heads.isdisjoint(sentence.words[hit.first - 1].forms)
    ):
        return True  # مركز الشهيد سالم الصحي
    return any(
        each.first <= hit.first and hit.last <= each.last and each.last - each.first > hit.last - hit.first
        for each in sentence.hits.get("target", ())
    )


def _near(sentence: Sentence, hit: Hit, words: frozenset[str], before: int, after: int) -> bool:
    if words.isdisjoint(sentence.keys):
        return False
    around = (*range(hit.first - before, hit.first), *range(hit.last + 1, hit.last + 1 + after))
    return any(sentence.key(at) in words for at in around)


def _attack(sentence: Sentence, hit: Hit) -> bool:
    if _claimed(sentence, hit):
        return True
    if _near(sentence, hit, _NATURE, _BESIDE, _BESIDE):
        return hit.value.weak or not sentence.at("means", hit.first)
    if not sentence.words[hit.first].arabic:
        return _idly_fired(sentence, hit)
    key = sentence.key(hit.first)
    return (
        _at_dawn(sentence, hit, key)
        or _located(sentence, hit, key)
        or _thrown(sentence, hit, key)
        or (key.removeprefix("و").startswith("شن") and _near(sentence, hit, _CAMPAIGN, 0, _AFTER))
        or ("طلق" in key and _near(sentence, hit, _APPEALS, 0, _AFTER))
        or ("ستهد" in key and _near(sentence, hit, _AIMS, _BESIDE, 1))
    )


def _claimed(sentence: Sentence, hit: Hit) -> bool:
    """Nobody has claimed the bombing, لم تتبن أي جهة الهجوم, responsibility for the attack: who did it, and nothing that was done."""
    if hit.value.verb and not sentence.words[hit.first].arabic:
        return False
    near = range(max(0, hit.first - _CLAIM), hit.first)
    return any(sentence.key(at) in _CLAIMS for at in near) and not any(
        sentence.key(at) in _CLAUSES for at in near
    )


def _idly_fired(sentence: Sentence, hit: Hit) -> bool:
    """The seller was shot at the gate, the general was fired on Tuesday; not: the bus was shot at."""
    if sentence.key(hit.first) == "shot" and sentence.key(hit.last) == "at":
        return sentence.key(hit.first - 1) in _BE and sentence.key(hit.last + 1) in _THE
    key = sentence.key(hit.first)
    if key in _THROWN and sentence.key(hit.last + 1) in _SOMEBODY:
        return True
    if key.startswith("launch") and _near(sentence, hit, _LAUNCHED, 0, _BESIDE):
        return True
    if key.startswith("target") and not _AIDED.isdisjoint(sentence.keys):
        return True
    return sentence.key(hit.last) == "on" and any(
        span.first in (hit.last, hit.last + 1) for span in sentence.dates
    )


def _at_dawn(sentence: Sentence, hit: Hit, key: str) -> bool:
    """في فجر 12 مارس, منذ الفجر: the hour, where blew up is written alike."""
    if key not in _DAWN:
        return False
    dated = hit.first in sentence.dated or hit.first + 1 in sentence.dated
    return dated or sentence.key(hit.first - 1) in _LED


def _located(sentence: Sentence, hit: Hit, key: str) -> bool:
    """الحي الذي يقع شرق المدينة: where it lies, and nothing fell there."""
    if key.lstrip("وف") not in _LIES:
        return False
    return sentence.key(hit.first - 1) in _WHICH or _near(sentence, hit, _SIDES, 0, 2)


_DAWN = listed("idle", "dawn")
_LED = listed("acts", "prepositions")
_LIES = listed("idle", "lies")
_WHICH = listed("idle", "which")
_SIDES = listed("idle", "sides")


def _thrown(sentence: Sentence, hit: Hit, key: str) -> bool:
    """ورموه في البير: somebody was thrown, nothing at him."""
    somebody = key.removeprefix("و").startswith(("رمو", "رما", "القو", "القا")) and key.endswith(
        ("ه", "هم", "ها")
    )
    return somebody and not any(sentence.at("means", at) for at in range(hit.last + 1, hit.last + 4))


_TAILS = listed("idle", "tails")
_CLAIMS = listed("idle", "claims")
_CLAUSES = listed("idle", "clauses")
_POST = listed("idle", "post")
_AT_POST = listed("idle", "at_post")
_OCCUPIER = listed("idle", "occupier")
_PICTURES = listed("idle", "pictures")
_CLAIM = 4
_CAMPAIGN = frozenset(("حمله", "حملات"))


def _killing(sentence: Sentence, hit: Hit) -> bool:
    if not hit.value.verb and sentence.key(hit.first - 1) == "to":
        return _near(sentence, hit, _SENTENCED, _BEFORE, 0)
    ahead = (sentence.at("unit", at) for at in range(hit.last + 1, hit.last + 8))
    return _near(sentence, hit, _NATURE, 2, 0) and not any(ahead)


def _injury(sentence: Sentence, hit: Hit) -> bool:
    """أصيب السكان بالذعر."""
    return sentence.words[hit.first].arabic and _near(sentence, hit, _FEELINGS, 0, _BESIDE)


def _advance(sentence: Sentence, hit: Hit) -> bool:
    """سيطر رجال الإطفاء على الحريق; عند سيطرة النهر, a checkpoint; للاحتلال, the army so called."""
    if sentence.key(hit.first) in _POST and sentence.key(hit.first - 1) in _AT_POST:
        return True
    return sentence.key(hit.first) in _OCCUPIER or _near(sentence, hit, _BLAZE, 0, _AFTER)


def _taken_picture(sentence: Sentence, hit: Hit) -> bool:
    """Taken by four armed men: a picture only where one is told of."""
    return sentence.key(hit.first) == "taken" and _PICTURES.isdisjoint(sentence.keys)


def _destruction(sentence: Sentence, hit: Hit) -> bool:
    """The fire that was put out, a truce that collapsed, people burned with cigarettes."""
    key = sentence.key(hit.last)
    if key.startswith(_COLLAPSE) and _near(sentence, hit, _FAILING, 2, 2):
        return True
    if key in _BURNED and hit.last > hit.first and sentence.key(hit.first - 1) in _PERSONS:
        return True
    return (
        not hit.value.verb
        and sentence.key(hit.last) in _BLAZE
        and _near(sentence, hit, _QUENCHED, _AFTER, _AFTER)
    )


def _detention(sentence: Sentence, hit: Hit) -> bool:
    """Captured the hilltop: ground, and nobody on it."""
    if sentence.key(hit.first) in _TOOK and "it" in (
        sentence.key(hit.first - 1),
        sentence.key(hit.first - 2),
    ):
        return True  # it took the mayor two days, it has taken us a week
    if sentence.key(hit.first) != "captured" or hit.last > hit.first:
        return False
    ahead = range(hit.last + 1, hit.last + 4)
    people = any((unit := sentence.at("unit", at)) and unit.value.of == "person" for at in ahead)
    return not people and any(
        (target := sentence.at("target", at)) and target.value[1] in GROUND for at in ahead
    )


GROUND = frozenset(("settlement", "neighbourhood", "military", "infrastructure"))
"""What is taken by an advance."""


def _flight(sentence: Sentence, hit: Hit) -> bool:
    """A couple who could not flee: nobody left."""
    return any(sentence.key(at) in _UNABLE for at in range(hit.first - _BESIDE, hit.first))


_UNABLE = listed("idle", "unable")
_TESTS = {
    "act:flight": _flight,
    "act:media_taken": _taken_picture,
    "act:detention": _detention,
    "act:destruction": _destruction,
    "act:attack": _attack,
    "act:killing": _killing,
    "act:injury": _injury,
    "act:advance": _advance,
}
