"""A list's rows are kept exactly as written, and beside them stands what is plain: name, sex, age, dates, place.

`row` counts every row below the heading from 1, blank ones too, so that it leads back to the line on the screen. Rows of
further sheets of a workbook that are lists of persons follow on, with the note `sheet <title>`.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from tawthiq.collect import cells
from tawthiq.collect.headings import NAMES, columns, names_persons, parts
from tawthiq.collect.items import refusal
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.names import shown
from tawthiq.collect.sniff import CSV, PLAIN, XLSX
from tawthiq.collect.tables import LOOKED_AT, csv_rows
from tawthiq.collect.xlsx import sheets
from tawthiq.record.errors import InputError
from tawthiq.record.person import PersonRow

_TABLES = (CSV, PLAIN, "text/tab-separated-values")


def is_person_list(data: bytes, name: str, media_type: str, *, limits: Limits = DEFAULT) -> bool:
    """Whether the bytes are a table whose headings name persons. Never raises; for CSV the beginning is enough."""
    try:
        return any(_headings(rows) is not None for _, rows in _tables(data, name, media_type, limits))
    except InputError:
        return False


def person_rows(
    data: bytes, name: str, media_type: str, *, limits: Limits = DEFAULT
) -> tuple[PersonRow, ...]:
    """The persons of a list, in its order; `list` of each row is `name`.

    Raises UnreadableInput (`no_headings`, `table_broken` with its line, `sheet_broken`), UnsafeInput (`sheet_bomb`),
    TooLargeInput (rows, columns, bytes) or EmptyInput.
    """
    where = shown(name)
    if not data:
        raise refusal("empty", where)
    found: list[PersonRow] = []
    lists = offset = 0
    try:
        for title, rows in _tables(data, name, media_type, limits):
            top = _headings(rows)
            if top is None:
                continue
            note = f"sheet {title}" if lists else None
            lists += 1
            body = list(rows)
            found.extend(_persons(name, top, body, offset, note))
            offset += len(body)
    except InputError as error:
        error.where = error.where or where
        raise
    if not lists:
        raise refusal("no_headings", where)
    return tuple(found)


def _tables(
    data: bytes, name: str, media_type: str, limits: Limits
) -> Iterator[tuple[str, Iterator[list[str]]]]:
    if media_type == XLSX:
        yield from sheets(data, limits)
    elif media_type in _TABLES:
        yield name, csv_rows(data, limits)
    else:
        raise refusal("no_table_in", found=media_type)


def _headings(rows: Iterator[list[str]]) -> list[str] | None:
    """The row of headings, consumed with what stands above it; None (and the first rows consumed) if there is none."""
    return next((row for row in islice(rows, LOOKED_AT) if names_persons(columns(row))), None)


def _persons(
    name: str, top: Sequence[str], body: Sequence[Sequence[str]], offset: int, sheet: str | None
) -> Iterator[PersonRow]:
    where = columns(top)
    written = {
        field: cells.order(row[at] for row in body if at < len(row))
        for field in ("date", "born")
        if (at := where.get(field)) is not None
    }
    labels = labels_of(top)
    for number, row in enumerate(body, start=1):
        if not any(cell.strip() for cell in row):
            continue
        yield _person(name, offset + number, row, where, written, labels, sheet)


def _person(
    name: str,
    number: int,
    row: Sequence[str],
    where: dict[str, int],
    written: dict[str, cells.Order],
    labels: Sequence[str],
    sheet: str | None,
) -> PersonRow:
    def cell(field: str) -> str:
        at = where.get(field)
        return row[at].strip() if at is not None and at < len(row) else ""

    def words(field: str) -> str | None:
        value = " ".join(cell(field).split(" "))
        return None if cells.blank(value) or value.startswith("=") else value

    notes = [sheet] if sheet else []
    if len(row) > len(labels):
        notes.append("row_too_long")
    if any(one.startswith("=") for one in row):
        notes.append("formula")
    if any("\x00" in one for one in row):
        notes.append("nul_characters")
    plain_sex = cells.sex(cell("sex"))
    years, age_note = cells.age(cell("age"))
    dates = {
        field: cells.day(cell(field), written.get(field, cells.Order(month_first=False, shown=False)))
        for field in ("date", "born")
    }
    notes.extend(
        note
        for note in (
            plain_sex.note,
            age_note,
            dates["date"].note,
            dates["born"].note and f"born_{dates['born'].note}",
        )
        if note
    )
    full = {field: words(field) for field in NAMES}
    joined = " ".join(part for field in parts() if (part := words(field)))
    return PersonRow(
        list=name,
        row=number,
        name=full["name"] or joined or None,
        name_latin=full["name_latin"],
        sex=plain_sex.value,
        age=years,
        born=dates["born"].value,
        date=dates["date"].value,
        place=words("place"),
        manner=words("manner"),
        status=words("status"),
        id_number=words("id_number"),
        raw=raw_cells(labels, row),
        notes=tuple(notes),
    )


def labels_of(top: Sequence[str]) -> list[str]:
    """Headings as keys: an empty one by its number, a second of the same words with a number."""
    labels: list[str] = []
    taken: set[str] = set()
    for number, heading in enumerate(top, start=1):
        label = base = heading.strip() or f"column {number}"
        again = 1
        while label in taken:
            again += 1
            label = f"{base} ({again})"
        taken.add(label)
        labels.append(label)
    return labels


def raw_cells(labels: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Every cell as written, by heading; cells beyond the headings by their number."""
    raw = {label: row[at] if at < len(row) else "" for at, label in enumerate(labels)}
    for at in range(len(labels), len(row)):
        raw[f"column {at + 1}"] = row[at]
    return raw
