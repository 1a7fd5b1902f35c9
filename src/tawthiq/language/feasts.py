"""Feasts are days: Christmas and Nowruz by the sun, Easter by the moon's tables, both Eids and Ashura by Umm al-Qura.

A feast without a year is the last one not after the reference day. What the moon decides carries `~`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.digits import ascii_digits
from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token
from tawthiq.language.when import When

_NTH = {
    "first": 1, "second": 2, "third": 3, "fourth": 4,
    "اول": 1, "ثاني": 2, "ثالث": 3, "رابع": 4, "الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "تاني": 2, "تالت": 3,
}  # fmt: skip
_COUNTS = {
    "a": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
    "يوم": 1, "بيوم": 1, "يومين": 2, "بيومين": 2,
}  # fmt: skip
_EVES = frozenset(("عشيه", "وقفه", "ليله"))
_PAST = frozenset(("الماضي", "الفائت", "المنصرم", "الماضيه", "الفائته"))
_LINKS = frozenset((",", "in", "of", "عام", "سنه", "من", "العام", "لعام", "في", "السنه"))
_YEARS = range(1900, 2101)


class Found(NamedTuple):
    """Tokens `[first, last]` say `when`."""

    first: int
    last: int
    when: When


def feast(words: Sequence[Token], hit: Hit) -> Found | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """The second day of Eid al-Fitr 2023, two days before Christmas, ليلة عيد الأضحى, العيد الماضي."""
    begun = _before(words, hit)
    if begun is None:
        return None
    first, last, offset = begun
    when = When("feast", unit=hit.value, day=offset)

    def key(at: int) -> str:
        return words[at].key if 0 <= at < len(words) else ""

    step = last + 1
    while step <= last + 2 and key(step) in _LINKS:
        step += 1
    year = _number(words, step)
    if year in _YEARS:
        return Found(first, step, when._replace(year=year))
    if key(last + 1) in _PAST:
        return Found(first, last + 1, when._replace(part="past"))
    if key(step) == "last" and key(step + 1) == "year":
        return Found(first, step + 1, when._replace(low=-1))
    if key(step - 1) in ("العام", "السنه") and key(step) in _PAST:
        return Found(first, step, when._replace(low=-1))
    if key(first - 1) == "last" and first == hit.first:
        return Found(first - 1, last, when._replace(part="past"))
    return Found(first, last, when)


def _before(words: Sequence[Token], hit: Hit) -> tuple[int, int, int] | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """(first, last, offset in days) of what stands before a feast's name; None for some day before or after it."""
    first, last = hit.first, hit.last

    def key(at: int) -> str:
        return words[at].key if 0 <= at < len(words) else ""

    one, two, three = key(first - 1), key(first - 2), key(first - 3)
    one = one[1:] if one in ("وقبل", "وبعد", "فقبل", "فبعد") else one
    if one in ("ايام", "يوم") and _NTH.get(two):
        return first - 2, last, _NTH[two] - 1
    if one in _NTH and words[first - 1].arabic:
        return first - 1, last, _NTH[one] - 1
    if one == "من" and two in _NTH and three.endswith("يوم"):
        return first - 3, last, _NTH[two] - 1
    if one == "of" and two == "day" and three in _NTH:
        return first - 3, last, _NTH[three] - 1
    if one == "of" and two == "eve":
        return first - 2, last, -1
    if one in _EVES and not hit.value.endswith("_eve"):
        return first - 1, last, -1
    if one in ("before", "after") and two in ("day", "days", "night"):
        count = _COUNTS.get(three) or _number(words, first - 3)
        return (first - 3, last, -count if one == "before" else count) if count else None
    if one == "قبل" and _COUNTS.get(key(last + 1)):
        return first - 1, last + 1, -_COUNTS[key(last + 1)]
    return None if one in ("before", "after", "قبل", "بعد", "until", "till") else (first, last, 0)


def _number(words: Sequence[Token], at: int) -> int | None:
    if not 0 <= at < len(words) or words[at].kind != "n":
        return None
    text = ascii_digits(words[at].key)
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def stretches(words: Sequence[Token]) -> list[Found]:
    """Q3 2023, 3Q 2023: a quarter by its sign."""
    found = []
    for at, token in enumerate(words):
        if token.key != "q" or at + 2 >= len(words) or words[at + 1].start != token.end:
            continue
        number, year = _number(words, at + 1), _number(words, at + 2)
        if number in (1, 2, 3, 4) and year in _YEARS:
            found.append(Found(at, at + 2, When("date", year, part=f"q{number}")))
    return found
