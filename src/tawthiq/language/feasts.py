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
_EVES = frozenset(("عشيه", "وقفه", "ليله", "عشيهٔ"))
_LINKS = frozenset((",", "in", "of", "عام", "سنه", "من", "العام", "لعام", "في", "السنه"))
_YEARS = range(1900, 2101)


class Found(NamedTuple):
    """Tokens `[first, last]` say `when`."""

    first: int
    last: int
    when: When


def feast(words: Sequence[Token], hit: Hit) -> Found | None:
    """The second day of Eid al-Fitr 2023, two days before Christmas, ليلة عيد الأضحى, العيد الماضي."""
    first, last, offset = hit.first, hit.last, 0
    keys = [token.key for token in words]

    def key(at: int) -> str:
        return keys[at] if 0 <= at < len(keys) else ""

    if key(first - 1) in ("ايام", "يوم", "day") and words[first - 1].arabic:
        nth = _NTH.get(key(first - 2)) or _NTH.get(key(first - 1))
        first, offset = (first - 2, nth - 1) if nth else (first, 0)
    elif key(first - 1) in _NTH and words[first - 1].arabic:
        first, offset = first - 1, _NTH[key(first - 1)] - 1
    elif key(first - 1) == "من" and key(first - 2) in _NTH and key(first - 3).endswith("يوم"):
        first, offset = first - 3, _NTH[key(first - 2)] - 1
    elif key(first - 1) == "of" and key(first - 2) == "day" and key(first - 3) in _NTH:
        first, offset = first - 3, _NTH[key(first - 3)] - 1
    elif key(first - 1) == "of" and key(first - 2) == "eve":
        first, offset = first - 2, -1
    elif key(first - 1) in _EVES and not hit.value.endswith("_eve"):
        first, offset = first - 1, -1
    elif key(first - 1) in ("before", "after") and key(first - 2) in ("day", "days", "night"):
        count = _COUNTS.get(key(first - 3)) or _number(words, first - 3)
        if count:
            first, offset = first - 3, -count if key(first - 1) == "before" else count
    elif key(first - 1) == "قبل" and _COUNTS.get(key(last + 1)):
        first, last, offset = first - 1, last + 1, -_COUNTS[key(last + 1)]
    if first == hit.first and key(first - 1) in ("before", "after", "قبل", "بعد", "until", "till"):
        return None  # some day before it
    when = When("feast", unit=hit.value, day=offset)
    step = last + 1
    while step <= last + 2 and key(step) in _LINKS:
        step += 1
    year = _number(words, step)
    if year in _YEARS:
        return Found(first, step, when._replace(year=year))
    if key(last + 1) in ("الماضي", "الفائت", "المنصرم"):
        return Found(first, last + 1, when._replace(part="past"))
    if (key(step) == "last" and key(step + 1) == "year") or (
        key(step - 1) in ("العام", "السنه") and key(step) in ("الماضي", "الماضيه")
    ):
        return Found(first, step + (key(step) == "last"), when._replace(low=-1))
    if key(hit.first - 1) == "last" and first == hit.first:
        return Found(first - 1, last, when._replace(part="past"))
    return Found(first, last, when)


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
