"""What a figure measures: people and things, an age, a length of time, money, a share; lengths and weights are none of ours."""

from tawthiq.language.phrases import Hit
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import FROM_THEN
from tawthiq.read.words import listed
from tawthiq.record.quantity import QuantityKind

_AGE = listed("quantities", "age")
_AGES = range(1, 111)
_AS_OLD = [["as", "young", "as"], ["as", "old", "as"]]
_AFTER_AGE = frozenset((".", ",", "", ";", "when", "at", "and", "”", '"', "today", "now", "then"))
_AGES_ON = frozenset(("of", "the"))
_YOUNG = listed("quantities", "young")
_HAS_YEARS = listed("ages", "has_years")


def measure(  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    sentence: Sentence, begin: int, first: int, last: int, right: tuple[Hit, Unit] | None
) -> QuantityKind | None:
    """What is measured; None for what is no quantity of ours (distances, weights)."""
    if sentence.key(first - 1) in "$€£" and first:
        return QuantityKind.MONEY
    if sentence.key(last + 1) == "%":
        return QuantityKind.SHARE
    near = {form for index in range(max(0, begin - 4), begin) for form in sentence.words[index].forms}
    if right is None:
        sex = begin - 1 - (sentence.key(begin - 1) == ",")
        if sentence.key(sex) in _SEXES and _plausible(sentence, first) and first == last:
            return QuantityKind.AGE  # female 62; male, approx. 30
        if sentence.key(begin - 1) in _EXTREMES and _plausible(sentence, first) and first == last:
            return QuantityKind.AGE  # oldest 77
        if near & _AGE and (sentence.key(first - 1) in _AGE or sentence.key(begin - 1) in _AGE):
            return QuantityKind.AGE
        if [sentence.key(i) for i in range(first - 2, first)] == ["age", "of"] and sentence.key(
            last + 1
        ) not in _AGES_ON:
            return QuantityKind.AGE
        if [sentence.key(i) for i in range(first - 3, first)] in _AS_OLD and _plausible(sentence, first):
            return QuantityKind.AGE
        if _was_aged(sentence, first, last) or _grown_old(sentence, begin, first, last):
            return QuantityKind.AGE
        if _aged_in_turn(sentence, first) or _aged_both(sentence, first) or _ages_of_them(sentence, first):
            return QuantityKind.AGE
        noun = first > 1 and first - 2 not in sentence.figures()
        noun = noun and (sentence.words[first - 2].kind == "w" or sentence.key(first - 2) == ".")
        named = noun and sentence.key(first - 1) in (",", "(") and not sentence.words[first].arabic
        closed = sentence.key(last + 1) in (",", ".", ")", ";", "") and first == last
        noun_before = sentence.ending("unit", first - 2) if named else None
        many = noun_before is not None and _of_many(sentence, noun_before, first)
        digits = sentence.words[first].kind == "n" or _of_kin(sentence, first - 2)
        if (
            named
            and not many
            and closed
            and digits
            and _plausible(sentence, first)
            and not sentence.act_at(first - 2)
        ):
            return QuantityKind.AGE
        return QuantityKind.COUNT
    hit, unit = right
    if unit.of == "measure":
        return None
    if unit.of in ("money", "share"):
        return QuantityKind(unit.of)
    if unit.of == "time" and sentence.key(first - 1) in ("every", "كل"):
        return None  # every two days
    if unit.of == "time" and _so_long_after(sentence, begin):
        return None  # بعد العيد بعشرة أيام
    if unit.of == "time" and sentence.key(hit.last + 1) in FROM_THEN:
        return None  # three days earlier: a day that is not known, no length of time
    if unit.of == "time":
        old = {sentence.key(hit.last + 1), sentence.key(hit.last + 2)} & {"old", "-", "العمر"}
        bracket = sentence.key(first - 1) == "(" and sentence.key(hit.last + 1) == ")"
        apart = (
            sentence.key(first - 1) == ","
            and sentence.key(hit.last + 1) in (",", "", ")")
            and unit.unit == "years"
        )
        aged = (
            (apart and sentence.words[first].kind == "n" and sentence.words[hit.last].arabic)
            or bool(old and "old" in {sentence.key(hit.last + 1), sentence.key(hit.last + 2)})
            or bracket
            or (unit.unit == "years" and _ages_of_them(sentence, first))
            or bool(near & _AGE)
            or sentence.key(begin - 1) in _EXTREMES
            or (sentence.key(begin - 1) in _HAS_YEARS and unit.unit == "years")
        )
        return (
            QuantityKind.AGE
            if aged and unit.unit in ("years", "months", "days", "weeks")
            else QuantityKind.DURATION
        )
    return QuantityKind.COUNT


def _ages_of_them(sentence: Sentence, first: int) -> bool:
    """Three children (9, 11 and 14): as many numbers in the bracket as people before it."""
    opens = next(
        (at for at in range(first - 1, max(-1, first - 2 * _AT_MOST), -1) if sentence.key(at) == "("), None
    )
    closes = next(
        (
            at
            for at in range(first + 1, min(len(sentence.words), first + 2 * _AT_MOST))
            if sentence.key(at) == ")"
        ),
        None,
    )
    if opens is None or closes is None:
        return False
    inside = [num for num in sentence.nums if opens < num.first < closes]
    between = {sentence.key(at) for at in range(opens + 1, closes)} - {
        sentence.key(at) for num in inside for at in range(num.first, num.last + 1)
    }
    noun = sentence.ending("unit", opens - 1)
    if noun is None or noun.value.of != "person" or not between <= AND_SO_ON:
        return False
    count = next((num.value for num in sentence.nums if num.last == noun.first - 1), None)
    count = 2 if count is None and noun.value.number == "two" else count  # طفلان
    return count == len(inside) > 1 and all(_plausible(sentence, num.first) for num in inside)


_AT_MOST = 6
AND_SO_ON = listed("ages", "and_so_on")
"""What stands in a bracket of ages beside the numbers."""


def _of_many(sentence: Sentence, noun: Hit, first: int) -> bool:
    """Children (3), women (5): how many; not three children (9, 11 and 14)."""
    return (
        noun.value.number == "many"
        and sentence.key(first - 1) == "("
        and noun.first - 1 not in sentence.figures()
    )


def _so_long_after(sentence: Sentence, begin: int) -> bool:
    """An Arabic length of time behind ب, and before or after what."""
    return sentence.key(begin)[:1] == "ب" and any(
        form in ("بعد", "قبل")
        for at in range(max(0, begin - _BEHIND), begin)
        for form in sentence.words[at].forms
    )


_BEHIND = 4
_SEXES = frozenset(("male", "female"))
_EXTREMES = frozenset(("youngest", "oldest", "eldest", "اصغرهم", "اكبرهم"))


def _was_aged(sentence: Sentence, first: int, last: int) -> bool:
    """I was sixteen. The youngest, Sumaya, was two."""
    if (
        sentence.key(first - 1) not in ("was", "is", "am", "turned")
        or sentence.key(last + 1) not in _AFTER_AGE
    ):
        return False
    subject = sentence.words[first - 2] if first > 1 else None
    return subject is not None and (
        subject.key in ("i", "he", "she", "who", ",") or subject.cap > 0 or subject.key in _YOUNG
    )


def _grown_old(sentence: Sentence, begin: int, first: int, last: int) -> bool:
    """Most were over sixty; all of the girls were under twelve: persons, "were", a hedge that counts nobody, and no noun."""
    if begin == first or sentence.key(last + 1) not in _AFTER_AGE or sentence.key(first - 1) not in _OLDER:
        return False
    noun = sentence.ending("unit", begin - 1)
    several = noun is not None and noun.value.of == "person" and noun.value.number == "many"
    if several and not sentence.act_at(begin - 1) and sentence.key(begin) in _YEARS_UNDER:
        return True  # two girls under fourteen
    if sentence.key(begin - 1) not in ("was", "were", "is", "are"):
        return False
    unit = sentence.ending("unit", begin - 2)
    persons = unit is not None and unit.value.of == "person"
    counted = begin - 2 in sentence.figures() or begin - 3 in sentence.figures()
    return persons or sentence.key(begin - 2) in _THOSE or (counted and not sentence.at("unit", begin - 3))


_OLDER = listed("measured", "older")
_YEARS_UNDER = listed("measured", "years_under")
_THOSE = listed("measured", "those")


def _of_kin(sentence: Sentence, at: int) -> bool:
    """Her grandson, six; their daughter Mira, nine: an age in words stands behind one person, told by what they are to another."""
    while at > 0 and sentence.words[at].cap and sentence.words[at].kind == "w":
        at -= 1
    unit = sentence.ending("unit", at)
    return unit is not None and unit.value.kin and unit.value.number == "one"


def _aged_both(sentence: Sentence, first: int) -> bool:
    """Two cousins aged 11 and 12: the second of two ages."""
    return (
        sentence.key(first - 1) == "and"
        and sentence.key(first - 3) == "aged"
        and _plausible(sentence, first - 2)
        and _plausible(sentence, first)
    )


def _aged_in_turn(sentence: Sentence, first: int) -> bool:
    """The boys, 9 and 11, were killed: years of each, between commas or brackets, behind who they are."""
    if not _plausible(sentence, first):
        return False
    open_, close = (first - 1, first + 3) if sentence.key(first + 1) == "and" else (first - 3, first + 1)
    pair = (
        sentence.key(open_ + 2) == "and"
        and _plausible(sentence, open_ + 1)
        and _plausible(sentence, open_ + 3)
    )
    marked = (sentence.key(open_), sentence.key(close)) in ((",", ","), ("(", ")"), (",", "."))
    unit = sentence.ending("unit", open_ - 1)
    named = open_ > 0 and sentence.words[open_ - 1].cap > 0
    return pair and marked and (named or (unit is not None and unit.value.of == "person"))


def _plausible(sentence: Sentence, at: int) -> bool:
    """A figure of one token, and as many years as somebody lives."""
    key = sentence.key(at)
    if key.isdecimal():
        return int(key) in _AGES
    return any(num.first == at == num.last and num.value in _AGES for num in sentence.nums)
