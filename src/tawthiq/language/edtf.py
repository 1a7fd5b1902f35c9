"""EDTF (ISO 8601-2) dates: `bounds` gives the first and last day that a value can mean, open or unknown ends as None.

Approximation marks (`~ ? %`) do not widen the bounds; they are a doubt, not a distance. What does not parse bounds nothing.
"""

import calendar
import datetime as dt
import re

Bounds = tuple[dt.date | None, dt.date | None]
_DATE = re.compile(r"^(\d{3}X|\d{2}XX|\d{4})(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?$")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def bounds(edtf: str | None) -> Bounds:
    """`2016-11` -> (2016-11-01, 2016-11-30); `2011/..` -> (2011-01-01, None); None or nonsense -> (None, None)."""
    if not edtf:
        return None, None
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}":
        parts = re.split(r",|\.\.", text[1:-1])
        known = [bounds(part) for part in parts if part]
        lows = [low for low, _ in known if low]
        highs = [high for _, high in known if high]
        return (min(lows) if lows else None), (max(highs) if highs else None)
    if "/" in text:
        first, _, last = text.partition("/")
        return _single(first)[0], _single(last)[1]
    return _single(text)


def _single(text: str) -> Bounds:
    match = _DATE.match(re.sub(r"[~?%]", "", text))
    if not match:
        return None, None
    year, month, day = match.groups()
    low_year, high_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not low_year:
        return None, None
    if month in (None, "XX"):
        return dt.date(low_year, 1, 1), dt.date(high_year, 12, 31)
    first, last = _SEASONS.get(int(month), (int(month), int(month)))
    try:
        if day in (None, "XX"):
            return dt.date(low_year, first, 1), last_day(high_year, last)
        exact = dt.date(low_year, first, int(day))
    except ValueError:
        return None, None
    return exact, exact


def last_day(year: int, month: int) -> dt.date:
    """The last day of a month. Raises ValueError for a month that is none."""
    if not 1 <= month <= 12:
        raise ValueError(f"month {month}")
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def day(edtf: str | None) -> dt.date | None:
    """The one day that a value means, approximate or not; None for anything wider."""
    low, high = bounds(edtf)
    return low if low is not None and low == high else None
