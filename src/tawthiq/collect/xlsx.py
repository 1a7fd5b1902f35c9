"""A spreadsheet is weighed before it is opened, and nothing in it is ever computed, followed or fetched.

Cells are given as written: a formula stays the formula's text, its last result is not trusted. XML goes through
defusedxml (openpyxl takes it when it is there), so entities are refused. Empty rows cost time but no memory, and both
are bounded.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import BinaryIO

from tawthiq.collect.items import refusal
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.streams import DAMAGE
from tawthiq.collect.zipdir import directory_size, overlapping

_PARTS = 2_000
_DIRECTORY = 1 << 20
_SHEETS = 200
_BATCH = 64


def sheet_trouble(stream: BinaryIO, limits: Limits = DEFAULT) -> str | None:
    """`sheet_bomb`, `sheet_broken`, or None where the parts of an XLSX may be unpacked. Looks at its directory only."""
    try:
        if directory_size(stream) > _DIRECTORY:
            return "sheet_bomb"
        stream.seek(0)
        with zipfile.ZipFile(stream) as book:
            infos = book.infolist()
            names = {info.filename for info in infos}
    except DAMAGE:
        return "sheet_broken"
    total = sum(info.file_size for info in infos)
    steep = any(
        info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(1, info.compress_size)
        for info in infos
    )
    if len(infos) > _PARTS or total > limits.sheet_unpacked or steep or overlapping(infos):
        return "sheet_bomb"
    return (
        None
        if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)
        else "sheet_broken"
    )


def sheets(data: bytes, limits: Limits = DEFAULT) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Each worksheet's title and its rows as text.

    Raises UnreadableInput (`sheet_broken`), UnsafeInput (`sheet_bomb`) or TooLargeInput (`table_too_long`, `table_too_wide`).
    """
    trouble = sheet_trouble(io.BytesIO(data), limits)
    if trouble:
        raise refusal(trouble)
    import openpyxl  # noqa: PLC0415 - slow to import, and only spreadsheets need it

    if not openpyxl.DEFUSEDXML:
        raise refusal("sheet_broken")
    with _plainly():
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for sheet in book.worksheets[:_SHEETS]:
            sheet.reset_dimensions()  # a claimed size would pad every row to it
            yield sheet.title, _rows(sheet.iter_rows(values_only=True), limits)
    finally:
        book.close()


@contextmanager
def _plainly() -> Iterator[None]:
    """Whatever openpyxl raises on hostile XML is one refusal; what it merely finds odd is none of our business."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as error:  # noqa: BLE001 - it raises anything at all; every one means the same
        raise refusal("sheet_broken", why=type(error).__name__) from None


def _rows(rows: Iterator[tuple[object, ...]], limits: Limits) -> Iterator[list[str]]:
    cells = number = 0
    while batch := _next(rows):
        for row in batch:
            number += 1
            cells += len(row) + 1
            if number > limits.rows or cells > limits.cells:
                raise refusal("table_too_long", line=number, limit=limits.rows)
            written = [_written(value) for value in row]
            while written and not written[-1]:
                written.pop()
            if len(written) > limits.columns:
                raise refusal("table_too_wide", line=number, limit=limits.columns)
            yield written


def _next(rows: Iterator[tuple[object, ...]]) -> list[tuple[object, ...]]:
    with _plainly():
        return list(islice(rows, _BATCH))


def _written(value: object) -> str:
    """A cell as its reader would see it; days without a time of day stand as ISO days."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
