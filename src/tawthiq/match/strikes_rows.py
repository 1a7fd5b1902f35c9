"""Rows of an event table become strikes; one that says too little of when or where is left out and told, never guessed.

A day without an hour is its noon, give or take half a day: taken as its midnight it would invent a minute. Times of several
zones are one time line; a time without a zone cannot stand beside those that have one.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, tzinfo

import msgspec

from tawthiq.language.edtf import day
from tawthiq.match.strikes import Event
from tawthiq.record.event import EventRow

HALF_A_DAY = 720.0


class LeftOut(msgspec.Struct, frozen=True):
    """A row that is no strike, and why: `no_time`, `no_place`, `no_zone` or `id_twice`."""

    list: str
    row: int
    why: str
    id: str | None = None


def strikes_of(rows: Sequence[EventRow]) -> tuple[tuple[Event, ...], tuple[LeftOut, ...]]:
    """Strikes in the order of the rows, and the rows left out. A row without an id is called by its table and number."""
    zones = Counter(row.moment.tzinfo for row in rows if row.moment is not None)
    # Days alone are read in the zone that most times are in.
    zone = max(zones, key=lambda one: (one is not None, zones[one], str(one)), default=None)
    found: dict[str, Event] = {}
    left: list[LeftOut] = []
    for row in rows:
        event = _event(row, zone)
        name = row.id or f"{row.list}:{row.row}"
        if isinstance(event, str):
            left.append(LeftOut(row.list, row.row, event, row.id))
        elif name in found:
            left.append(LeftOut(row.list, row.row, "id_twice", row.id))
        else:
            found[name] = event
    return tuple(found.values()), tuple(left)


def _event(row: EventRow, zone: tzinfo | None) -> Event | str:
    moment, spread = row.moment, row.precision_min or 0.0
    if moment is None:
        on = day(row.date)
        if on is None or "time_not_read" in row.notes:
            return "no_time"
        moment, spread = datetime.combine(on, time(12), zone), max(spread, HALF_A_DAY)
    elif moment.tzinfo is None and zone is not None:
        return "no_zone"
    if row.lat is None or row.lon is None:
        return "no_place"
    return Event(
        id=row.id or f"{row.list}:{row.row}",
        time=moment,
        lat=row.lat,
        lon=row.lon,
        precision_m=row.precision_m or 0.0,
        precision_min=spread,
        responders=row.responders,
    )
