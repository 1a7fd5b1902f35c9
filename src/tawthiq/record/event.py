"""An event row is what one source reports of one event, in a table; rows are kept as written, and nothing absent is guessed.

Which rows are of one incident is worked out by `match`; what a person decided about two rows wins.
"""

from datetime import datetime

import msgspec


class Figure(msgspec.Struct, frozen=True):
    """A number as reported: from `lo` to `hi`; an open end is None."""

    lo: int | None
    hi: int | None


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a table of events. `row` counts from 1 below the heading; absent values are None.

    `source`: who reports it, where a table holds several; else the table is the source. `date` is an EDTF date or interval,
    `moment` the clock time where one is given, known to `precision_min`. `precision_m` is the radius that holds the place.
    `responders`: whether they were there. `raw` holds every cell as written, `notes` codes of what could not be taken as plain.
    """

    list: str
    row: int
    id: str | None = None
    source: str | None = None
    date: str | None = None
    moment: datetime | None = None
    precision_min: float | None = None
    lat: float | None = None
    lon: float | None = None
    precision_m: float | None = None
    place: str | None = None
    kind: str | None = None
    means: str | None = None
    target: str | None = None
    killed: Figure | None = None
    injured: Figure | None = None
    responders: bool | None = None
    raw: dict[str, str] = {}
    notes: tuple[str, ...] = ()
