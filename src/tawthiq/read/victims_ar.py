"""Arabic victims told by their name alone: استشهاد محمد خالد الأحمد, توفيت ليلى, اعتقال أبو علي.

Only a given name, or the first word of a kunya, right behind an act that a person suffers opens a name; whoever acts or speaks
is never counted.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.common_ar import common, given
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, Hedge, QuantityKind, Role

_PERSON = Unit("people", "person", "one", None, None, None, kin=False, combatant=False)
_OPENING = listed("victims_ar", "opening")
_ADDRESSED = listed("victims_ar", "addressed")
_INNER, _BOUND = frozenset(("بن", "ابن", "ال", "ابي")), frozenset(("عبد", "بن", "ال"))
_BLOCKS = listed("implicit", "blocks_ar")
_LONGEST = 5
_REACH = 7


def names_ar(  # noqa: C901 - a grammar: one early answer a rule
    sentence: Sentence, harms: Mapping[int, Hit], taken: AbstractSet[int], named: AbstractSet[int]
) -> list[Found]:
    """Persons told by their name alone; `harms` by their first token, `named` are tokens of places."""
    if sentence.lang != "ar":
        return []
    out: list[Found] = []
    free = set(taken) | set(named)
    for harm in sorted(harms.values()):
        if sentence.at("unit", harm.first):
            continue  # الشهيد يوسف: the noun is the person
        before = _subject(sentence, harm, free)
        if before is not None:
            free |= set(range(before[0], before[1] + 1))
            out.append(_one(*before))
            continue
        first, name = harm.last + 1, harm.last + 1
        while sentence.key(name) in _ADDRESSED:
            name += 1
        if (sentence.key(name), sentence.key(name + 1)) == ("كل", "من"):
            first = name = name + 2  # قُتل كل من سالم وابنه
        last = _name(sentence, name, free)
        if last is None and (name > first or _only_of_persons(sentence, harm)):
            last = _unheard(sentence, name, free)
        if last is None and harm.value.verb:
            first = _behind_the_doer(sentence, harm.last + 1)
            last = _name(sentence, first, free)
        if last is None or not free.isdisjoint(range(first, last + 1)) or _acts_itself(sentence, last, harm):
            continue
        title = sentence.ending("unit", first - 1)
        if title is not None and title.value.of == "person" and title.value.number == "one":
            first = title.first  # الحاج إبراهيم
        free |= set(range(first, last + 1))
        out.append(_one(first, last))
    return out


def _only_of_persons(sentence: Sentence, harm: Hit) -> bool:
    """Martyrdom, a passing away, an assassination: nothing but a person suffers them."""
    return any(form.startswith(_OF_PERSONS) for form in sentence.words[harm.first].forms)


_OF_PERSONS = ("استشهد", "استشهاد", "توفي", "توفت", "اغتيال", "ارتقاء")


def _unheard(sentence: Sentence, first: int, closed: AbstractSet[int]) -> int | None:
    """توفيت نجاح البرغوثي: a name that no list holds, told by the family's name or a given one behind it."""
    words = sentence.words
    if first + 1 >= len(words) or words[first].kind != "w" or first in closed or first + 1 in closed:
        return None
    key, after = words[first].key, words[first + 1]
    known = (
        common(key)
        or sentence.act_at(first)
        or any(sentence.at(name, first) for name in ("unit", "means", "target", "verb"))
    )
    if known or key.startswith("ال") or key in _BLOCKS or key[0] in "وبل" or after.kind != "w":
        return None
    if not (
        _given(sentence, first + 1)
        or (after.key.startswith("ال") and after.key.endswith("ي") and not common(after.key))
    ):
        return None
    last = first + 1
    while last + 1 < len(words) and last - first < _LONGEST - 1 and _goes_on(sentence, last, closed):
        last += 1
    return last


def _one(first: int, last: int) -> Found:
    return Found(
        first, last, first, Hedge.EXACT, Form.IMPLICIT, 1, 1, _PERSON, QuantityKind.COUNT, Role.TOTAL
    )


def _subject(sentence: Sentence, harm: Hit, closed: AbstractSet[int]) -> tuple[int, int] | None:
    """كريم تعرض للصعق, محمد استشهد: a name at the head of its clause, right before a verb that its subject suffers."""
    word = sentence.words[harm.first]
    if not any(form.startswith(_SUFFERED) for form in word.forms) or word.key.startswith("ال"):
        return None
    for first in range(harm.first - 1, max(-1, harm.first - _LONGEST), -1):
        head = first == 0 or sentence.words[first - 1].kind == "p" or sentence.key(first - 1) in _HEADS
        if head and sentence.key(first) in _ADDRESSED:
            last = _name(sentence, first + 1, closed)
            return (first, last) if last == harm.first - 1 else None
        if head:
            last = _name(sentence, first, closed)
            return (first, last) if last == harm.first - 1 and not sentence.at("unit", first) else None
    return None


_SUFFERED = (*sorted(listed("implicit", "suffered_ar")), "تعرض")
_HEADS = listed("victims_ar", "heads")


def _behind_the_doer(sentence: Sentence, at: int) -> int:
    """اعتقلت قوات الأمن المحامي سامر درويش: the first given name behind the verb and who did it, with its office before it; else -1."""
    told = sentence.at("unit", at)
    if told is not None and told.value.of == "person" and told.value.number == "one":
        return -1  # قُتل القائد أبو عمر: found by its noun
    for index in range(at, min(len(sentence.words), at + _REACH)):
        word = sentence.words[index]
        joined = word.key[0] in "وب" and not _given(sentence, index)
        if word.kind != "w" or word.key in _BLOCKS or joined or sentence.act_at(index):
            return -1
        several = told is not None and told.value.of == "person" and told.value.number == "many"
        if index > at + (not several) and _given(sentence, index) and word.key not in _OPENING:
            return index
    return -1


def _given(sentence: Sentence, at: int) -> bool:
    """A name that people are given; على is a preposition, and مني is "from me", whatever their letters fold to."""
    word = sentence.words[at]
    return word.key in given() and sentence.text[word.start : word.end] not in ("على", "مني")


def _name(sentence: Sentence, first: int, closed: AbstractSet[int]) -> int | None:
    """The last token of the name that begins at `first`; None where none does."""
    words = sentence.words
    if not 0 <= first < len(words) or first in closed or words[first].kind != "w":
        return None
    kunya = words[first].key in _OPENING
    if not kunya and not _given(sentence, first):
        return None
    last = first
    while last + 1 < len(words) and last - first < _LONGEST - 1 and _goes_on(sentence, last, closed):
        last += 1
    return None if kunya and last == first else last


def name_at(sentence: Sentence, first: int) -> int | None:
    """The last token of the name that begins at `first`; None where none does."""
    return _name(sentence, first, frozenset())


def name_behind(sentence: Sentence, last: int, closed: AbstractSet[int]) -> int:
    """The last token of the name right behind a person's noun, over one adjective or title: الأسير المحرر خالد أبو سنينة."""
    for at in (last + 1, last + 2):
        end = _name(sentence, at, closed)
        if end is not None:
            return end
        word = sentence.key(at)
        if not word.startswith("ال") or sentence.act_at(at) or at in closed:
            break
    return last


def _goes_on(sentence: Sentence, last: int, closed: AbstractSet[int]) -> bool:
    """The word behind belongs to the name as well."""
    at = last + 1
    after = sentence.words[at]
    if "\u064b" in sentence.text[after.start : after.end]:
        return False  # ميدانياً
    if after.kind != "w" or at in closed or sentence.act_at(at) or after.key in _BLOCKS:
        return False
    if _given(sentence, at) or after.key in _OPENING or after.key in _INNER or sentence.key(last) in _BOUND:
        return True
    return not (
        common(after.key)
        or sentence.at("unit", at)
        or sentence.at("means", at)
        or sentence.at("verb", at)
        or after.key[0] in "بو"
    )


def _acts_itself(sentence: Sentence, last: int, harm: Hit) -> bool:
    """قتل محمد ثلاثة: a verb, and behind the name whom its bearer harmed."""
    if not harm.value.verb:
        return False
    behind = sentence.at("unit", last + 1)
    return last + 1 in sentence.figures() or (behind is not None and behind.value.of == "person")
