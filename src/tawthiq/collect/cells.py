"""A cell's meaning is taken only where it is plain; a doubt is noted and the cell stays as written in `raw`.

Dates become EDTF, ages whole years. Lists of this kind write day before month; where one column shows otherwise (a
"second" number above twelve and never a first) the whole column is read the other way round. What is not certain is
None with a note, never a guess: an age in words, a range of ages, a serial number where a date should be.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from tawthiq.collect.headings import key
from tawthiq.language.fold import fold
from tawthiq.vocabulary import table

_AGE = re.compile(r"(\d{1,3})(?:[.,]\d{1,4})?\s*([^\d\s]\D{0,20})?")
_NUMBERS = re.compile(r"(\d{1,4})\s*[/.\-\s\\]\s*(\d{1,2})\s*[/.\-\s\\]\s*(\d{1,4})(?:\D.*)?", re.DOTALL)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?([~?%]?)(?:[T ]\d.{0,40})?")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(\d{4})([~?%]?)")
_WORDS = re.compile(
    r"(\d{1,4})?[\s,.\-/]*([^\d,.\-/]{2,20}?)[\s,.\-/]*(?:(\d{1,2})(?:st|nd|rd|th)?[\s,]+)?(\d{4})"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_OLDEST = 125
_PIVOT = 70


class Order(NamedTuple):
    """How a column writes its dates: month before day or not, and whether the column itself shows it."""

    month_first: bool
    shown: bool


class Read(NamedTuple):
    """A value and the note that goes with it; either may be None."""

    value: str | None
    note: str | None = None


@cache
def _words(kind: str) -> dict[str, str]:
    """Folded word -> what it stands for, of one table of headings.toml."""
    return {key(word): meaning for meaning, words in table("headings")[kind].items() for word in words}


def blank(cell: str) -> bool:
    """The cell says nothing, or says that nothing is known."""
    return key(cell) in _words("blank")


def sex(cell: str) -> Read:
    """`male` or `female`; other words are None with a note."""
    if blank(cell):
        return Read(None)
    found = _words("sex").get(key(cell))
    return Read(found, None if found else "sex_not_read")


def age(cell: str) -> tuple[int | None, str | None]:
    """Whole years, and a note where the cell holds something that is not a plain age (words, a range, "30s")."""
    if blank(cell):
        return None, None
    found = _AGE.fullmatch(fold(cell))
    if not found:
        return None, "age_not_read"
    number = int(found[1])
    unit = "years" if not found[2] else _words("age").get(key(found[2]))
    if unit is None or (unit == "years" and number > _OLDEST):
        return None, "age_not_read"
    years = {"years": number, "months": number // 12, "weeks": number // 52, "days": number // 365}[unit]
    return years, None


def order(cells: Iterable[str]) -> Order:
    """How the dates of a column are written, from all of its cells together."""
    day_first = month_first = 0
    for cell in cells:
        found = _NUMBERS.fullmatch(fold(cell))
        if found and len(found[1]) <= 2:
            day_first += int(found[1]) > 12 and int(found[2]) <= 12
            month_first += int(found[2]) > 12 and int(found[1]) <= 12
    return Order(month_first > 0 and day_first == 0, bool(day_first) != bool(month_first))


def day(cell: str, written: Order) -> Read:
    """An EDTF date (`2016-11-29`, `2016-11`, `2016`, with `~?%` where written), and a note where it is in doubt.

    Notes: `date_not_read`; `day_month_unclear` where both readings are possible and the column does not tell which;
    `century_assumed` for years of two digits.
    """
    if blank(cell):
        return Read(None)
    text = _ORDINAL.sub("", fold(cell))
    if found := _ISO.fullmatch(text):
        return _dated(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, found[4])
    if found := _YEAR.fullmatch(text):
        return Read(text) if 1800 <= int(found[1]) <= 2200 else Read(None, "date_not_read")
    if found := _MONTH_YEAR.fullmatch(text):
        return _dated(int(found[2]), int(found[1]), None)
    if found := _NUMBERS.fullmatch(text):
        return _numbers(found[1], int(found[2]), found[3], written)
    return _in_words(text)


def _numbers(first: str, middle: int, last: str, written: Order) -> Read:
    if len(first) == 4:
        return _dated(int(first), middle, int(last))
    if len(first) > 2 or len(last) == 3:
        return Read(None, "date_not_read")
    year, note = int(last), None
    if len(last) <= 2:
        year += 2000 if year < _PIVOT else 1900
        note = "century_assumed"
    one, two = int(first), middle
    month_first = written.month_first if two <= 12 and one <= 12 else two > 12
    if one <= 12 and two <= 12 and one != two and not written.shown:
        note = "day_month_unclear"
    read = _dated(year, one, two) if month_first else _dated(year, two, one)
    return Read(read.value, read.note or note)


def _in_words(text: str) -> Read:
    found = _WORDS.fullmatch(text)
    month = _words("months").get(key(found[2])) if found else None
    if not found or month is None or (found[1] and found[3]):
        return Read(None, "date_not_read")
    on = found[1] or found[3]
    if on and len(on) == 4:
        return Read(None, "date_not_read")
    return _dated(int(found[4]), int(month), int(on) if on else None)


def _dated(year: int, month: int, on: int | None, doubt: str = "") -> Read:
    try:
        date(year, month, on or 1)
    except ValueError:
        return Read(None, "date_not_read")
    return Read(f"{year:04d}-{month:02d}" + (f"-{on:02d}" if on else "") + doubt)
