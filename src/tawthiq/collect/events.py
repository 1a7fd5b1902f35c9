"""A table of events is read row by row: what is plain is taken, what is not is told by row and column, and no row is lost.

Headings stand in vocabulary/events.toml, in both languages; digits of any script, dates as in lists of persons or EDTF, clock
times with or without a zone, places as coordinates or names with the precision that is stated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from itertools import islice
from math import isfinite
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tawthiq.collect import cells
from tawthiq.collect.headings import key
from tawthiq.collect.items import refusal
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.names import shown
from tawthiq.collect.people import labels_of, raw_cells
from tawthiq.collect.sniff import XLSX
from tawthiq.collect.tables import LOOKED_AT, csv_rows
from tawthiq.collect.xlsx import sheets
from tawthiq.language.digits import ascii_digits
from tawthiq.language.edtf import bounds
from tawthiq.language.edtf import day as one_day
from tawthiq.record.errors import InputError
from tawthiq.record.event import EventRow, Figure
from tawthiq.vocabulary import table

_NUMBER = re.compile(r"([+-]?\d{1,9}(?:\.\d{1,12})?)\s*([^\d\s.,]\D{0,15})?")
_PAIR = re.compile(r"\(?\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*[,;،\s]\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*\)?")
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d.{0,40})", re.DOTALL)
_ISO = re.compile(r"\s*\d{4}-")
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([^\W\d_]{1,6}\.?(?:[^\W\d_]\.)?)?\s*([+-]\d{2}:?\d{2}|Z|z|UTC|GMT)?"
)
_FIGURE = re.compile(r"(\d{1,7})\s*(?:[-–—]\s*(\d{1,7})|(\+))?")
_WHEN = ("date", "time")
_WHERE = ("lat", "coordinates", "place")


@cache
def _fields() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for field, words in table("events")["fields"].items():
        for rank, word in enumerate(words):
            found.setdefault(key(word), (field, rank))
    return found


@cache
def _meanings(part: str) -> dict[str, str]:
    return {key(word): meaning for meaning, words in table("events")[part].items() for word in words}


def event_columns(row: Sequence[str]) -> dict[str, int]:
    """Field -> column for a row taken as headings; empty unless it says when and where."""
    best: dict[str, tuple[int, int]] = {}
    for number, heading in enumerate(row):
        known = _fields().get(key(heading)) if 0 < len(heading) <= 80 else None
        if known is not None:
            field, rank = known
            best[field] = min(best.get(field, (rank, number)), (rank, number))
    if not any(field in best for field in _WHEN) or not any(field in best for field in _WHERE):
        return {}
    return {field: number for field, (_, number) in best.items()}


def event_rows(
    data: bytes,
    name: str,
    media_type: str,
    *,
    zone: tzinfo | None = None,
    raw: bool = True,
    limits: Limits = DEFAULT,
) -> tuple[EventRow, ...]:
    """The events of a table, in its order; `list` of each is `name`. `zone`: of clock times that name none.

    `raw`: whether the cells as written are kept too, which `row_id` goes by.

    What could not be read of a row stands in its `notes`, as the field's name and `_not_read`. Raises UnreadableInput
    (`no_event_headings`, `table_broken`), TooLargeInput or EmptyInput.
    """
    where = shown(name)
    if not data:
        raise refusal("empty", where)
    try:
        found = list(_every(data, name, media_type, zone, limits, raw=raw))
    except InputError as error:
        error.where = error.where or where
        raise
    return tuple(found)


def _every(
    data: bytes, name: str, media_type: str, zone: tzinfo | None, limits: Limits, *, raw: bool
) -> Iterator[EventRow]:
    parts: Iterator[tuple[str, Iterator[list[str]]]] = (
        sheets(data, limits)
        if media_type == XLSX
        else iter([(name, csv_rows(data, limits, lambda row: len(event_columns(row))))])
    )
    offset, tables = 0, 0
    for _, rows in parts:
        top = next((row for row in islice(rows, LOOKED_AT) if event_columns(row)), None)
        if top is None:
            continue
        tables += 1
        body = list(rows)
        reader = _Reader(name, top, body, zone, raw=raw)
        for number, row in enumerate(body, start=offset + 1):
            if any(cell.strip() for cell in row):
                yield reader.read(number, row)
        offset += len(body)
    if not tables:
        raise refusal("no_event_headings")


class _Reader:
    """The rows of one table: which column is what, and how its dates are written."""

    def __init__(
        self, name: str, top: Sequence[str], body: Sequence[Sequence[str]], zone: tzinfo | None, *, raw: bool
    ) -> None:
        self.name, self.zone, self.raw = name, zone, raw
        self.at = event_columns(top)
        self.labels = labels_of(top)
        self.order = {
            field: cells.order(row[at] for row in body if at < len(row) and not _ISO.match(row[at]))
            for field in ("date", "date_end", "time")
            if (at := self.at.get(field)) is not None
        }

    def read(self, number: int, row: Sequence[str]) -> EventRow:
        """One row; whatever fails is noted."""
        notes: list[str] = []
        cell = {
            field: "" if not value[-1:].isdigit() and cells.blank(value) else value
            for field, at in self.at.items()
            if at < len(row)
            for value in [row[at].strip()]
        }
        date, moment = self._when(cell, notes)
        lat, lon = _point(cell, notes)
        return EventRow(
            list=self.name,
            row=number,
            id=cell.get("id") or None,
            source=cell.get("source") or None,
            date=date,
            moment=moment,
            precision_min=_amount(cell, "precision_min", notes),
            lat=lat,
            lon=lon,
            precision_m=_precision(cell, notes),
            place=cell.get("place") or None,
            kind=cell.get("kind") or None,
            means=cell.get("means") or None,
            target=cell.get("target") or None,
            killed=_killed(cell, notes),
            injured=_figure(cell, "injured", notes),
            responders=_responders(cell, notes),
            raw=raw_cells(self.labels, row) if self.raw else {},
            notes=tuple(notes),
        )

    def _when(self, cell: Mapping[str, str], notes: list[str]) -> tuple[str | None, datetime | None]:
        """The date or interval, and the moment where a clock time is given too."""
        first, clock = self._date(cell, "date", notes)
        if cell.get("time"):
            if clock is None and _CLOCK.fullmatch(ascii_digits(cell["time"]).strip()):
                clock = cell["time"]
            else:
                other, later = self._date(cell, "time", notes)
                first, clock = first or other, clock or later
        last, _ = self._date(cell, "date_end", notes)
        moment = None
        on = one_day(first)
        if clock is not None and on is not None:
            moment = _moment(f"{on}", clock, cell.get("zone", ""), self.zone, notes)
        if first and last and first != last:
            a, b = bounds(first)[0], bounds(last)[1]
            if a is not None and b is not None and a <= b:
                return f"{first}/{last}", moment
            notes.append("date_end_not_read")
        return first, moment

    def _date(self, cell: Mapping[str, str], field: str, notes: list[str]) -> tuple[str | None, str | None]:
        """(EDTF, clock time as written) of a cell that may hold both."""
        text = ascii_digits(cell.get(field, "")).strip()
        if not text:
            return None, None
        if found := _STAMP.fullmatch(text):
            return found[1], found[2]
        if any(bounds(text)):
            return text, None
        read = cells.day(text, self.order.get(field, cells.Order(month_first=False, shown=False)))
        if read.note:
            notes.append(f"{field}_not_read" if read.note == "date_not_read" else read.note)
        return read.value, None


def _moment(day: str, clock: str, named: str, zone: tzinfo | None, notes: list[str]) -> datetime | None:
    found = _CLOCK.fullmatch(ascii_digits(clock).strip())
    if found is None:
        notes.append("time_not_read")
        return None
    half = _meanings("half_day").get(key(found[4])) if found[4] else None
    if found[4] and half is None and found[4].upper() not in ("Z", "UTC", "GMT"):
        notes.append("time_not_read")
        return None
    hour = int(found[1])
    if half is not None:
        if not 1 <= hour <= 12:
            notes.append("time_not_read")
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    # The pattern may take "UTC" for a word where no offset follows.
    offset = found[5] or (found[4] if half is None else None)
    try:
        where = _offset(offset) or zone_of(named) or zone
        stamp = datetime.fromisoformat(day).replace(
            hour=hour, minute=int(found[2]), second=int(found[3] or 0)
        )
    except (ValueError, ZoneInfoNotFoundError, OSError):
        notes.append("time_not_read")
        return None
    return stamp.replace(tzinfo=where)


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return timezone.utc  # noqa: UP017 - beside the other fixed offsets
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0)))


def zone_of(text: str) -> tzinfo | None:
    """A zone as a column names it: an offset, or a name of the IANA database. Raises ValueError, ZoneInfoNotFoundError."""
    if not text:
        return None
    plain = ascii_digits(text).strip()
    if found := re.fullmatch(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?", plain, re.IGNORECASE):
        return _offset(f"{found[1]}{int(found[2]):02d}:{found[3] or '00'}")
    return _offset(plain) if plain.upper() in ("Z", "UTC", "GMT") else ZoneInfo(plain)


def _point(cell: Mapping[str, str], notes: list[str]) -> tuple[float | None, float | None]:
    texts = (cell.get("lat", ""), cell.get("lon", ""))
    if not any(texts) and cell.get("coordinates"):
        found = _PAIR.fullmatch(_plain(cell["coordinates"], comma=False))
        texts = (found[1], found[2]) if found else ("?", "?")
    if not any(texts):
        return None, None
    try:
        lat, lon = (float(_plain(text).rstrip("°")) for text in texts)
    except ValueError:
        lat = lon = float("nan")
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        notes.append("coordinates_not_read")
        return None, None
    return lat, lon


def _plain(text: str, *, comma: bool = True) -> str:
    """Digits, point and sign as a program writes them; a comma is a decimal mark where only one number stands."""
    if text.isascii() and "," not in text:
        return text.strip()
    out = (
        ascii_digits(text)
        .strip()
        .replace("٫", ".")
        .replace("−", "-")
        .replace("\u200e", "")
        .replace("\u200f", "")
    )
    return out.replace(",", ".").replace("،", ".") if comma and "." not in out else out


def _amount(cell: Mapping[str, str], field: str, notes: list[str]) -> float | None:
    text = _plain(cell.get(field, ""))
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    unit = _meanings("units").get(key(found[2])) if found and found[2] and field == "precision_m" else None
    if found is None or (found[2] and unit is None) or (value := float(found[1])) < 0:
        notes.append(f"{field}_not_read")
        return None
    return value * float(unit or 1)


def _precision(cell: Mapping[str, str], notes: list[str]) -> float | None:
    stated = _amount(cell, "precision_m", notes)
    for field in ("geo_precision", "where_prec"):
        if stated is None and (text := _plain(cell.get(field, ""))):
            metres = table("events")[field].get(text)
            if metres is None:
                notes.append("precision_m_not_read")
            stated = metres
    return None if stated is None else float(stated)


def _killed(cell: Mapping[str, str], notes: list[str]) -> Figure | None:
    best = _figure(cell, "killed", notes)
    low, high = _figure(cell, "killed_lo", notes), _figure(cell, "killed_hi", notes)
    if low is None and high is None:
        return best
    lo = low.lo if low else best.lo if best else None
    hi = high.hi if high else best.hi if best else None
    return Figure(lo, hi) if lo is None or hi is None or lo <= hi else best


def _figure(cell: Mapping[str, str], field: str, notes: list[str]) -> Figure | None:
    """A number, a range or a number with a plus; "+" alone leaves the upper end open."""
    text = ascii_digits(cell.get(field, "")).strip()
    if not text:
        return None
    found = _FIGURE.fullmatch(re.sub(r"(?<=\d)\.0+$", "", text))
    if found is None or (found[2] and int(found[2]) < int(found[1])):
        notes.append(f"{field.partition('_')[0]}_not_read")
        return None
    low = int(found[1])
    return Figure(low, None if found[3] else int(found[2] or low))


def _responders(cell: Mapping[str, str], notes: list[str]) -> bool | None:
    text = cell.get("responders", "")
    if not text:
        return None
    found = _meanings("responders").get(key(text))
    if found is None:
        notes.append("responders_not_read")
    return None if found is None else found == "yes"
