"""A table of text becomes rows of cells, each as written; the delimiter is the one under which the headings make sense.

What cannot be a table (a field without end, a million columns) is refused with the line where it goes wrong.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence

from tawthiq.collect.decode import decode
from tawthiq.collect.headings import columns, names_persons
from tawthiq.collect.items import in_bytes, refusal
from tawthiq.collect.limits import DEFAULT, Limits

DELIMITERS = (",", ";", "\t", "|", "،")
LOOKED_AT = 25
"""Rows among which the headings are sought."""
_SAMPLE = 1 << 16
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def _persons(row: Sequence[str]) -> int:
    return len(found) if names_persons(found := columns(row)) else 0


def text_rows(
    text: str, limits: Limits = DEFAULT, known: Callable[[Sequence[str]], int] = _persons
) -> Iterator[list[str]]:
    """The rows of a CSV text, blank ones as empty lists. `known`: how many headings of a row are known, 0 for no heading.

    Raises UnreadableInput (`table_broken`, with the line) or TooLargeInput (`table_too_wide`, `table_too_long`).
    """
    text = text.removeprefix("\ufeff")
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    delimiter = declared[1] if declared else _delimiter(text, known)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter)
    cells = 0
    try:
        for number, row in enumerate(reader, start=1):
            cells += len(row)
            if len(row) > limits.columns:
                raise refusal("table_too_wide", line=reader.line_num, limit=limits.columns)
            if number > limits.rows or cells > limits.cells:
                raise refusal("table_too_long", line=reader.line_num, limit=limits.rows)
            yield row
    except csv.Error as trouble:
        raise refusal("table_broken", line=reader.line_num, why=str(trouble)) from None


def csv_rows(
    data: bytes, limits: Limits = DEFAULT, known: Callable[[Sequence[str]], int] = _persons
) -> Iterator[list[str]]:
    """The rows of CSV bytes, whatever their encoding. Raises as `text_rows`, and TooLargeInput (`text_too_large`)."""
    if len(data) > limits.text:
        raise refusal("text_too_large", size=in_bytes(len(data)), limit=in_bytes(limits.text))
    yield from text_rows(decode(data).text, limits, known)


def _delimiter(text: str, known: Callable[[Sequence[str]], int]) -> str:
    """The delimiter under which the first rows hold headings that are known; else the one that cuts most rows to one width."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter, known))


def _fitness(sample: str, delimiter: str, known: Callable[[Sequence[str]], int]) -> tuple[int, float, int]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) >= LOOKED_AT:
                break
    except csv.Error:
        pass
    rows = [row for row in rows if row]
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    headings = max((known(row) for row in rows if len(row) <= 1000), default=0)
    return headings, (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual
