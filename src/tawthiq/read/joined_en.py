"""An English person who is one of a list: among the dead, one more behind a comma, or told twice and counted once."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_DETERMINERS = listed("implicit", "determiners")
_YOUNGEST = listed("implicit", "youngest")
_INCLUDING = listed("implicit", "including")
_TOLL_WORDS = listed("victims", "toll_words")
_ARTICLE = listed("implicit", "article")
_NUMERALS = listed("implicit", "numerals")


def of_the_dead(sentence: Sentence, first: int, harms: Mapping[int, Hit]) -> bool:
    """Among the wounded: a midwife; among those killed was her son."""
    at = first - 1
    if sentence.key(at) == ":" and any(
        hit.last == at - 1 and (hit.first == 0 or hit.first - 1 in sentence.figures())
        for hit in harms.values()
    ):
        return True  # Dead: a teacher and two pupils; four dead: a baker and his wife
    if sentence.key(at) in _YOUNGEST:
        return True  # 82 dead, the youngest a boy of thirteen
    if (
        sentence.key(at) in _INCLUDING
        and sentence.key(at)[:2] == "in"
        and sentence.key(at - 1) in _TOLL_WORDS
    ):
        return sentence.key(at - 2) in ("the", "those", "its")  # the victims included a priest
    if sentence.key(at) in _INCLUDING:
        return any(hit.last == at - 1 and sentence.key(hit.first - 1) == "the" for hit in harms.values())
    if sentence.key(at) not in (":", "was", "were", "is", "are"):
        return False
    harm = next((hit for hit in harms.values() if hit.last == at - 1), None)
    return harm is not None and any(sentence.key(i) == "among" for i in range(harm.first - 3, harm.first))


def listed_with(sentence: Sentence, first: int, last: int, harmed: AbstractSet[int]) -> bool:
    """Two teachers, a nurse and her son: one more of a list that a comma goes on with, and an "and" or a further comma."""
    before = sentence.ending("unit", first - 2)
    several = before is not None and before.value.number == "many"
    onward = sentence.key(last + 1) == "and" and sentence.key(last + 2) in _DETERMINERS | _NUMERALS
    alike = before is not None and any(
        sentence.key(at) in _ARTICLE and (sentence.key(at) == "the") == (sentence.key(first) == "the")
        for at in range(before.first - 3, before.first)
    )
    another = (
        sentence.key(first) == "the" and sentence.key(last + 2) != "the"
    )  # my father, the headmaster and a nurse
    onward = onward and (
        sentence.key(first) not in _ARTICLE or alike or another
    )  # his son, a student and a footballer
    return sentence.key(first - 1) == "," and first - 2 in harmed and (several or onward)


def apposition(sentence: Sentence, first: int, last: int, harmed: AbstractSet[int]) -> bool:
    """One passenger, a pregnant teacher, is held: told twice, counted once."""
    back = first - 2
    if sentence.words[back].kind == "n" and sentence.key(back - 1) in (",", "("):
        back -= 2  # Kevin A., 22, a rapper, bled to death
    if sentence.key(back - 1) == "aged" and back in sentence.figures():
        back -= 2 + (sentence.key(back - 2) in ("then", "now", "also"))
        back -= sentence.key(back) == ","  # Nabil H., then aged 34, a teacher, was taken
    return sentence.key(first - 1) == "," and back in harmed and _closed(sentence, last + 1)


def _closed(sentence: Sentence, at: int) -> bool:
    """A comma, a bracket, or "of 17"."""
    return sentence.key(at) in (",", "(") or (sentence.key(at) == "of" and at + 1 in sentence.figures())
