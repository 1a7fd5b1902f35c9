"""A table of histories is read exactly or not at all: every fault names its line and says how to cure it.

The form: a heading, one 0/1 column per list, and a last column `count`. Lines that start with '#' are remarks. Commas,
semicolons, tabs, bars and the Arabic comma and semicolon separate; UTF-8 or UTF-16 with its mark; Arabic-Indic digits and Arabic headings are read like any others.
"""

import codecs
import csv
import io

from tawthiq.count.cell_words import history, nobody, plain, whole
from tawthiq.count.tables import Histories
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
        pattern = history(row, lists, where)
        if pattern in seen:
            raise InputError(
                f"the history {pattern} again (first on line {seen[pattern]})",
                expected="every history once",
                hint="add the two counts if they are parts of one table; name strata in a column `stratum`",
                where=where,
            )
        seen[pattern] = line
        if "1" not in pattern:
            nobody(row[-1], where)
            continue
        count = whole(row[-1], where)
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
    lines = [
        (at, line)
        for at, line in enumerate(_text(data, name).splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#") and not line.casefold().startswith("sep=")
    ]
    if not lines:
        raise EmptyInput("remarks only", expected="a heading and one row per history", where=name)
    first = lines[0][1]
    mark = max(",;\t،؛|", key=first.count)
    rows: list[tuple[int, list[str]]] = []
    for at, line in lines:
        try:
            cells = next(csv.reader(io.StringIO(line), delimiter=mark, strict=True))
        except csv.Error as error:
            raise InputError(
                f"a line that cannot be split: {error}", expected="plain CSV", where=f"{name}, line {at}"
            ) from None
        rows.append((at, [cell.strip() for cell in cells]))
    return _narrowed(rows)


def _text(data: bytes, name: str) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableInput(
            "a workbook", expected="a text file", hint="save the sheet as CSV UTF-8", where=name
        )
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"bytes that are not UTF-8 (at byte {error.start})",
            expected="a UTF-8 text file",
            hint="save the table again as CSV UTF-8",
            where=name,
        ) from None
    if "\0" in text:
        raise UnreadableInput(
            "zero bytes in the text",
            expected="a UTF-8 text file",
            hint="save the table again as CSV UTF-8",
            where=name,
        )
    return text


def _narrowed(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows without columns on the right in which nothing stands, as spreadsheets add them."""
    spare = min(len(row) - len("\t".join(row).rstrip("\t").split("\t")) for _, row in rows)
    return [(at, row[: len(row) - spare]) for at, row in rows] if spare else rows


def list_names(cells: list[str], where: str) -> tuple[str, ...]:
    """The names of the lists in a heading that ends with `count`. Raises InputError."""
    if all(plain(cell).replace(".", "", 1).isdigit() for cell in cells):
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
            hint="one 0/1 column per list, and last the number of persons with that history"
            if cells[-1]
            else "the first line names the lists; put a title behind `#`",
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
