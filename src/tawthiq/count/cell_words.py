"""What a cell of a table of histories may hold: 0 or 1, or a whole number of persons; what looks like one is told apart by name."""

import re
import unicodedata

from tawthiq.count.tables import MOST_PERSONS
from tawthiq.language.fold import fold
from tawthiq.record.errors import InputError

_MISSING = frozenset({"", "na", "nan", "null", "none", "-", ".", "?", "غير متوفر", "غير معروف"})
_WHOLE = re.compile(r"\+?\d+(\.0*)?")
_GROUPED = re.compile(r"\d{1,3}([,.\u066c'\u2019 \u00a0\u2009\u202f]\d{3})+")
_POWER = re.compile(r"\d+([.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_MARKS = {"true": "1", "false": "0"}
_TOTALS = frozenset(
    map(fold, ("total", "totals", "sum", "all", "المجموع", "مجموع", "الإجمالي", "إجمالي", "الكل"))
)


def history(row: list[str], lists: tuple[str, ...], where: str) -> str:
    """The row's 0/1 pattern. Raises InputError."""
    if len(row) != len(lists) + 1:
        raise InputError(
            f"{len(row)} cells",
            expected=f"{len(lists) + 1}, as in the heading",
            hint="a thousands separator inside a figure splits it: write 1131, not 1,131",
            where=where,
        )
    marks = [_MARKS.get(mark.casefold(), mark) for mark in map(plain, row[:-1])]
    if any(fold(mark) in _TOTALS for mark in marks) or not any(marks):
        raise InputError(
            "a row of totals",
            expected="histories only",
            hint="leave the row out: totals are made here",
            where=where,
        )
    for name, mark in zip(lists, marks, strict=True):
        if mark not in {"0", "1"}:
            raise InputError(
                f"{mark!r} under {name!r}",
                expected="1 (on the list) or 0 (not on it)",
                hint="whether somebody is on a list must be known: a gap is not a zero",
                where=where,
            )
    return "".join(marks)


def whole(cell: str, where: str) -> int:
    """The number of persons in the cell. Raises InputError."""
    text = plain(cell)
    if text.casefold() in _MISSING:
        raise InputError(
            f"{cell!r} as count",
            expected="a whole number",
            hint="write 0 for a history that nobody has; leave the row out if it cannot be known",
            where=where,
        )
    if text.startswith(("-", "\u2212")):
        raise InputError(
            f"the count {cell}",
            expected="a whole number, not below zero",
            hint="persons cannot be negative",
            where=where,
        )
    if not _WHOLE.fullmatch(text):
        raise InputError(
            f"{cell!r} as count",
            expected="a whole number in plain digits",
            hint=_cure(text),
            where=where,
        )
    number = int(text.split(".")[0])
    if number > MOST_PERSONS:
        raise InputError(f"the count {number}", expected=f"at most {MOST_PERSONS}", where=where)
    return number


def nobody(cell: str, where: str) -> None:
    """Raises InputError where the row of zeros holds anybody."""
    text = plain(cell)
    if text.casefold() not in _MISSING and (not _WHOLE.fullmatch(text) or int(text.split(".")[0]) != 0):
        raise InputError(
            f"{cell} persons on no list",
            expected="0 or nothing in the row of zeros",
            hint="those on no list are what is to be estimated: leave that row out",
            where=where,
        )


def _cure(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return "write it without separators between the thousands: 1131, not 1,131"
    if _POWER.fullmatch(text):
        return "write it out: a spreadsheet has shortened it, and digits may be lost"
    return "people are counted whole: weighted or scaled tables cannot be used"


def plain(cell: str) -> str:
    """The cell with digits of every script as 0-9, the Arabic decimal and thousands marks resolved, invisible characters gone."""
    seen = (c for c in cell if unicodedata.category(c) != "Cf")
    out = "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in seen)
    return out.replace("\u066b", ".").replace("\u066c", "").strip()
