"""Incidents along the days, drawn on the server: time runs from left to right in every language, as clocks do.

Pure: values in, positions out. What has no day, or only a year, is not drawn, and is listed by the page all the same.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from tawthiq.language.edtf import bounds
from tawthiq.record.incident import Incident

WIDTH, ROW, TOP, MARGIN = 960, 18, 34, 12
MOST = 60
"""Rows drawn: more would be a carpet, not a picture; the table below holds all."""


LONGEST = 31
"""Days: what is dated more widely would stretch the axis until nothing else could be told apart."""


class Bar(msgspec.Struct, frozen=True):
    """One incident: what happened, and its place in the drawing, in pixels."""

    id: str
    acts: tuple[str, ...]
    x: int
    y: int
    width: int
    first: date
    last: date


class Tick(msgspec.Struct, frozen=True):
    """One mark of the axis."""

    x: int
    label: str


class Timeline(msgspec.Struct, frozen=True):
    """The drawing. `left_out` incidents have no day or too wide a one, or stand beyond the first `MOST`."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    left_out: int


def timeline(incidents: Sequence[Incident]) -> Timeline | None:
    """The drawing of these incidents, or None where none can be drawn."""
    dated = [
        (first, last, one.id, one.acts)
        for one in incidents
        for first, last in [_days(one)]
        if first is not None and last is not None
    ]
    drawn = sorted(dated)[:MOST]
    if not drawn:
        return None
    begin = drawn[0][0]
    days = max(1, (max(last for _, last, _, _ in drawn) - begin).days + 1)
    scale = (WIDTH - 2 * MARGIN) / days
    bars = tuple(
        Bar(
            id=name,
            acts=acts,
            x=round(MARGIN + (first - begin).days * scale),
            y=TOP + n * ROW,
            width=max(6, round(((last - first).days + 1) * scale)),
            first=first,
            last=last,
        )
        for n, (first, last, name, acts) in enumerate(drawn)
    )
    return Timeline(
        WIDTH, TOP + len(bars) * ROW + MARGIN, bars, _ticks(begin, days, scale), len(incidents) - len(drawn)
    )


def _days(incident: Incident) -> tuple[date | None, date | None]:
    first, last = bounds(incident.time.edtf) if incident.time else (None, None)
    if first is None or last is None or not 0 <= (last - first).days < LONGEST:
        return None, None
    return first, last


def _ticks(begin: date, days: int, scale: float) -> tuple[Tick, ...]:
    step = max(1, -(-days // 7))
    return tuple(
        Tick(round(MARGIN + n * scale), (begin + timedelta(days=n)).isoformat()) for n in range(0, days, step)
    )
