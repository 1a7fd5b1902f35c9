"""A timeline by intervals: a bar covers every day that the words allow, fading where an end is open; it is never mirrored."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from tawthiq.tell.html import Html, tag

WIDTH, ROW, LEFT, TOP = 360.0, 18.0, 34.0, 24.0
OPEN = timedelta(days=30)
"""How far an open end is drawn, if nothing else reaches further; the table says that it is open."""


class Span(msgspec.Struct, frozen=True):
    """One entry: first and last day that its words allow (None: open), a short mark such as `[3]`."""

    first: date | None
    last: date | None
    mark: str


def draw(spans: Sequence[Span], label: str) -> Html:
    """The drawing; at least one end of every span must be known. `label` is its text for those who do not see it."""
    known = [day for span in spans for day in (span.first, span.last) if day is not None]
    open_start = any(span.first is None for span in spans)
    open_end = any(span.last is None for span in spans)
    low = min(known) - (OPEN if open_start else timedelta(0))
    high = max(known) + (OPEN if open_end else timedelta(0)) + timedelta(days=1)
    scale = (WIDTH - LEFT - 8) / max((high - low).days, 1)
    height = TOP + ROW * len(spans) + 8
    ticks = _ticks(low, high, scale, height)
    bars = [part for row, span in enumerate(spans) for part in _bar(span, row, low, high, scale)]
    return tag("svg", ticks, bars, viewbox=f"0 0 {WIDTH:.0f} {height:.0f}", role="img", aria_label=label)


def _bar(span: Span, row: int, low: date, high: date, scale: float) -> list[Html]:
    first, last = span.first or low, (span.last or high - timedelta(days=1)) + timedelta(days=1)
    y = TOP + ROW * row
    x, wide = LEFT + (first - low).days * scale, max((last - first).days * scale, 3.0)
    shape = "bar" if span.first and span.last else "open"
    return [
        tag("text", span.mark, x=2, y=f"{y + 11:.1f}"),
        tag("rect", x=f"{x:.1f}", y=f"{y + 3:.1f}", width=f"{wide:.1f}", height=9, rx=2, class_=shape),
    ]


def _ticks(low: date, high: date, scale: float, height: float) -> list[Html]:
    days = (high - low).days
    step = next((s for s in (1, 2, 7, 14, 30, 90, 180, 365, 1825, 3650) if days / s <= 5), max(days // 5, 1))
    out = []
    for n in range(0, days, step):
        x = LEFT + n * scale
        out.append(
            tag("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=TOP - 6, y2=f"{height - 4:.1f}", class_="axis")
        )
        if x < WIDTH - 60:
            out.append(tag("text", (low + timedelta(days=n)).isoformat(), x=f"{x:.1f}", y=12))
    return out
