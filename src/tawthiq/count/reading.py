"""A table of histories is read exactly or not at all: every fault names its line and says how to cure it.

The form: a heading, one 0/1 column per list, and a last column `count`. Lines that start with '#' are remarks. Commas,
semicolons, tabs and the Arabic comma separate; Arabic-Indic digits and Arabic headings are read like any others.
"""

import csv
import io
import re
import unicodedata

from tawthiq.count.tables import MOST_PERSONS, Histories
from tawthiq.language.fold import fold
from tawthiq.record.errors import EmptyInput, InputError, TooLargeInput, UnreadableInput

MOST_BYTES = 32 * 2**20

_COUNT_WORDS = frozenset(
    fold(word)
    for word in (
        [
            "count",
            "n",
            "freq",
            "frequency",
            "counts",
            "number",
            "العدد",
            "عدد",
            "التكرار",
            "تكرار",
            "المجموع",
            "مجموع",
            "الأشخاص",
            "عدد_الأشخاص",
        ]
    )
)
_MISSING = frozenset({"", "na", "nan", "null", "none", "-", ".", "?", "غير متوفر", "غير معروف"})
_WHOLE = re.compile(r"\+?\d+(\.0*)?")


def read_histories(data: bytes, name: str) -> Histories:
    """The table in these bytes; `name` stands before every error.

    A row of zeros is left out when its count is 0 or missing. Raises EmptyInput, TooLargeInput, UnreadableInput (not
    UTF-8 text) and InputError (a cell, row or heading that cannot be used), each naming the line and the cure.
    """
    rows = split_rows(data, name)
    heading_line, heading = rows[0]
    return tabulated(list_names(heading, f"{name}, line {heading_line}"), rows[1:], name)


def tabulated(lists: tuple[str, ...], rows: list[tuple[int, list[str]]], name: str) -> Histories:
    """Rows with their line numbers as one table. Raises InputError as `read_histories`."""
    counts: dict[str, int] = {}
    seen: dict[str, int] = {}
    for line, row in rows:
        where = f"{name}, line {line}"
        pattern = _pattern(row, lists, where)
        if pattern in seen:
            raise InputError(
                f"the history {pattern} again (first on line {seen[pattern]})",
                expected="every history once",
                hint="add the two counts if they are parts of one table; name strata in a column `stratum`",
                where=where,
            )
        seen[pattern] = line
        if "1" not in pattern:
            _nobody(row[-1], where)
            continue
        count = _whole(row[-1], where)
        if count:
            counts[pattern] = count
    if not counts:
        raise InputError(
            "no history with anybody in it", expected="at least one count above zero", where=name
        )
    return Histories(lists, dict(sorted(counts.items())))


def split_rows(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """The lines that hold something, split into cells, with their numbers. Raises as `read_histories`."""
    if not data.strip():
        raise EmptyInput("an empty table", expected="a heading and one row per history", where=name)
    if len(data) > MOST_BYTES:
        raise TooLargeInput(f"{len(data)} bytes", expected=f"at most {MOST_BYTES}", where=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"bytes that are not UTF-8 (at byte {error.start})",
            expected="a UTF-8 text file",
            hint="save the table again as CSV UTF-8",
            where=name,
        ) from None
    lines = [
        (at, line)
        for at, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#") and not line.casefold().startswith("sep=")
    ]
    if not lines:
        raise EmptyInput("remarks only", expected="a heading and one row per history", where=name)
    first = lines[0][1]
    mark = max(",;\t،", key=first.count)
    rows: list[tuple[int, list[str]]] = []
    for at, line in lines:
        try:
            cells = next(csv.reader(io.StringIO(line), delimiter=mark, strict=True))
        except csv.Error as error:
            raise InputError(
                f"a line that cannot be split: {error}", expected="plain CSV", where=f"{name}, line {at}"
            ) from None
        rows.append((at, [cell.strip() for cell in cells]))
    return rows


def list_names(cells: list[str], where: str) -> tuple[str, ...]:
    """The names of the lists in a heading that ends with `count`. Raises InputError."""
    if all(_digits(cell).replace(".", "", 1).isdigit() for cell in cells):
        raise InputError(
            "figures where the heading should be",
            expected="the names of the lists, then `count`",
            hint="put a heading line on top",
            where=where,
        )
    if fold(cells[-1]) not in _COUNT_WORDS:
        raise InputError(
            f"{cells[-1]!r} as last heading",
            expected="`count` (or «العدد»)",
            hint="one 0/1 column per list, and last the number of persons with that history",
            where=where,
        )
    names = tuple(cells[:-1])
    if not names:
        raise InputError("no list before `count`", expected="one column per list", where=where)
    if "" in names:
        raise InputError(
            f"column {names.index('') + 1} without a heading", expected="a name for every list", where=where
        )
    twice = [name for at, name in enumerate(names) if name in names[:at]]
    if twice:
        raise InputError(
            f"the list {twice[0]!r} twice",
            expected="every list once",
            hint="rename one of the two",
            where=where,
        )
    return names


def _pattern(row: list[str], lists: tuple[str, ...], where: str) -> str:
    if len(row) != len(lists) + 1:
        raise InputError(
            f"{len(row)} cells",
            expected=f"{len(lists) + 1}, as in the heading",
            hint="a thousands separator inside a figure splits it: write 1131, not 1,131",
            where=where,
        )
    marks = [_digits(cell) for cell in row[:-1]]
    for name, mark in zip(lists, marks, strict=True):
        if mark not in {"0", "1"}:
            raise InputError(
                f"{mark!r} under {name!r}",
                expected="1 (on the list) or 0 (not on it)",
                hint="whether somebody is on a list must be known: a gap is not a zero",
                where=where,
            )
    return "".join(marks)


def _whole(cell: str, where: str) -> int:
    text = _digits(cell)
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
            hint="people are counted whole: weighted or scaled tables cannot be used",
            where=where,
        )
    number = int(text.split(".")[0])
    if number > MOST_PERSONS:
        raise InputError(f"the count {number}", expected=f"at most {MOST_PERSONS}", where=where)
    return number


def _nobody(cell: str, where: str) -> None:
    text = _digits(cell)
    if text.casefold() not in _MISSING and (not _WHOLE.fullmatch(text) or int(text.split(".")[0]) != 0):
        raise InputError(
            f"{cell} persons on no list",
            expected="0 or nothing in the row of zeros",
            hint="those on no list are what is to be estimated: leave that row out",
            where=where,
        )


def _digits(cell: str) -> str:
    """The cell with digits of every script as 0-9 and the Arabic decimal and thousands marks resolved."""
    out = "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in cell)
    return out.replace("\u066b", ".").replace("\u066c", "").strip("\u200e\u200f\u061c \u00a0")
