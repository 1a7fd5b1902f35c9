"""Reads a table of strikes; a row that cannot be understood is named by file and line, never skipped or guessed.

Headings (any order, case ignored; further columns are ignored): `id`, `time`, `lat`, `lon`, and where known
`precision_m` and `precision_min`. Times are ISO 8601, all with a zone or all without; a date alone is its noon, give or take
half a day.
"""

import csv
from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from pathlib import Path

from tawthiq.match.strikes import Event
from tawthiq.record.errors import EmptyInput, MissingInput, TooLargeInput, UnreadableInput

NEEDED = ("id", "time", "lat", "lon")
LARGEST = 512 * 1024 * 1024
_DATE = len("2031-04-05")
_HALF_A_DAY = 720.0


def read_events(path: Path) -> tuple[Event, ...]:
    """The strikes of a CSV file, in the file's order.

    Raises MissingInput, EmptyInput, TooLargeInput (over 512 MiB) and UnreadableInput with the line that is wrong.
    """
    if not path.is_file():
        raise MissingInput("no such file", expected="a CSV table of strikes", where=str(path))
    if path.stat().st_size == 0:
        raise EmptyInput(
            "the file is empty", expected=f"a table with the columns {', '.join(NEEDED)}", where=str(path)
        )
    if path.stat().st_size > LARGEST:
        raise TooLargeInput(
            f"{path.stat().st_size} bytes", expected=f"at most {LARGEST} bytes", where=str(path)
        )
    found: dict[str, Event] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.reader(handle, strict=True)
            heads = [head.strip().casefold() for head in next(rows, [])]
            _check_heads(heads, path)
            for cells in rows:
                if any(cell.strip() for cell in cells):
                    event = _event(dict(zip(heads, cells, strict=False)), f"{path}:{rows.line_num}")
                    _check_new(event, found, f"{path}:{rows.line_num}")
                    found[event.id] = event
    except UnicodeDecodeError as wrong:
        raise UnreadableInput(
            f"byte {wrong.start} is not UTF-8",
            expected="UTF-8",
            hint="save the table as CSV UTF-8",
            where=str(path),
        ) from wrong
    except csv.Error as wrong:
        raise UnreadableInput(str(wrong), expected="a CSV table", where=str(path)) from wrong
    return tuple(found.values())


def _check_heads(heads: list[str], path: Path) -> None:
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        raise UnreadableInput(
            f"no column {', '.join(missing)}",
            expected=f"the columns {', '.join(NEEDED)}",
            hint="the first line must be the heading",
            where=str(path),
        )
    twice = sorted(
        {
            head
            for head in heads
            if head in (*NEEDED, "precision_m", "precision_min") and heads.count(head) > 1
        }
    )
    if twice:
        raise UnreadableInput(
            f"column {', '.join(twice)} twice", expected="each column once", where=str(path)
        )


def _check_new(event: Event, found: Mapping[str, Event], where: str) -> None:
    if event.id in found:
        raise UnreadableInput(f"id {event.id!r} a second time", expected="each id once", where=where)
    one = next(iter(found.values()), event)
    if (one.time.tzinfo is None) != (event.time.tzinfo is None):
        raise UnreadableInput(
            f"time {event.time.isoformat()} beside {one.time.isoformat()}",
            expected="all times with a zone, or all without",
            where=where,
        )


def _event(row: Mapping[str, str], where: str) -> Event:
    name = row.get("id", "").strip()
    if not name:
        raise UnreadableInput("no id", expected="an id in every row", where=where)
    stamp = row.get("time", "").strip()
    try:
        time = datetime.fromisoformat(stamp)
        if len(stamp) <= _DATE:
            # A day without an hour is known to half a day about its noon; taken as its midnight it would invent a minute.
            time = time.replace(hour=12)
    except ValueError as wrong:
        raise UnreadableInput(
            f"time {stamp!r}", expected="ISO 8601, such as 2031-04-05T13:40", where=where
        ) from wrong
    return Event(
        id=name,
        time=time,
        lat=_number(row, "lat", -90, 90, where),
        lon=_number(row, "lon", -180, 180, where),
        precision_m=_number(row, "precision_m", 0, 2e7, where),
        precision_min=max(
            _number(row, "precision_min", 0, 1e7, where), _HALF_A_DAY if len(stamp) <= _DATE else 0.0
        ),
    )


def _number(row: Mapping[str, str], head: str, low: float, high: float, where: str) -> float:
    text = row.get(head, "").strip()
    if not text and head not in NEEDED:
        return 0.0
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or not low <= value <= high:
        raise UnreadableInput(f"{head} {text!r}", expected=f"a number from {low:g} to {high:g}", where=where)
    return value
