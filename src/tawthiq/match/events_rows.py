"""What a row of an event table says, as numbers and codes that can be compared; what it does not say stays missing.

Kinds, means and targets become the codes of the vocabulary where a cell is one of its words, in either language, else their
own folded words. A place whose precision nobody states is known no better than its digits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from tawthiq.language.edtf import bounds
from tawthiq.language.fold import fold
from tawthiq.record.event import EventRow, Figure
from tawthiq.vocabulary import table

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

UNKNOWN = -1
LONGEST = 45
"""Days: a dating wider than this says too little of when an event was for two to be compared."""
STATED_NOWHERE_M = 1000.0
WIDEST_M = 50_000.0
"""A place known no better than this is a region: it says nothing of which of its events is meant."""
FINEST_M = 150.0
"""Metres: no two people put one place on the very same spot."""


@dataclass(frozen=True)
class Reads:
    """Columns of equal length, one entry a row. Missing: -1 for codes, nan for places, `days` with first after last."""

    uid: tuple[str, ...]
    source: Ints
    first: Ints
    last: Ints
    lat: Floats
    lon: Floats
    radius: Floats
    place: Ints
    words: dict[str, tuple[str | None, ...]]
    kin: dict[str, tuple[str | None, ...]]
    figures: dict[str, tuple[Figure | None, ...]]

    @property
    def dated(self) -> "npt.NDArray[np.bool_]":
        """When it happened is known well enough to compare."""
        out: npt.NDArray[np.bool_] = (self.last >= self.first) & (self.last - self.first < LONGEST)
        return out


@cache
def _codes(part: str) -> dict[str, str]:
    """Folded word -> code of one part."""
    if part == "kind":
        listed: Iterable[tuple[str, Sequence[str]]] = (
            (one["code"], one["words"]) for one in table("acts")["act"]
        )
    else:
        listed = table("means" if part == "means" else "targets")[
            f"{part}s" if part == "target" else part
        ].items()
    found: dict[str, str] = {}
    for code, words in listed:
        for word in (code, code.replace("_", " "), *words):
            found.setdefault(fold(word), code)
    return found


@cache
def _kin(part: str) -> dict[str, str]:
    """Code -> group of codes that one source writes where another writes another of them."""
    return {code: group for group, codes in table("kinship")[part].items() for code in codes}


def code(part: str, cell: str | None) -> str | None:
    """The vocabulary's code for a cell, else its own folded words; None where it says nothing."""
    if cell is None or not (key := fold(cell).strip()):
        return None
    return _codes(part).get(key) or _codes(part).get(key.replace("_", " ")) or key


def read_events(rows: Sequence[tuple[str, EventRow]]) -> Reads:
    """The columns of rows given with their ids, in their order."""
    every = [row for _, row in rows]
    spans = [_span(row) for row in every]
    sources = {name: n for n, name in enumerate(sorted({row.source or row.list for row in every}))}
    words = {
        part: tuple(code(part, getattr(row, part)) for row in every) for part in ("kind", "means", "target")
    }
    kin = {part: tuple(_group(part, one) for one in some) for part, some in words.items()}
    named = [fold(row.place) if row.place else None for row in every]
    places = {name: n for n, name in enumerate(sorted({name for name in named if name}))}
    return Reads(
        uid=tuple(uid for uid, _ in rows),
        source=np.array([sources[row.source or row.list] for row in every], np.int64),
        first=np.array([a for a, _ in spans], np.int64),
        last=np.array([b for _, b in spans], np.int64),
        lat=np.array([row.lat if pointed(row) else np.nan for row in every], np.float64),
        lon=np.array([row.lon if pointed(row) else np.nan for row in every], np.float64),
        radius=np.array([max(FINEST_M, radius(row)) for row in every], np.float64),
        place=np.array([UNKNOWN if name is None else places[name] for name in named], np.int64),
        words=words,
        kin=kin,
        figures={part: tuple(getattr(row, part) for row in every) for part in ("killed", "injured")},
    )


def pointed(row: EventRow) -> bool:
    """It names a point that is more than a region."""
    return row.lat is not None and row.lon is not None and radius(row) <= WIDEST_M


def radius(row: EventRow) -> float:
    """Metres within which the place lies: as stated, else as fine as the coordinates are written."""
    if row.precision_m is not None:
        return float(row.precision_m)
    if row.lat is None or row.lon is None:
        return STATED_NOWHERE_M
    digits = max(len(repr(one).partition(".")[2].rstrip("0")) for one in (row.lat, row.lon))
    return max(STATED_NOWHERE_M, 111_195.0 / 10**digits) if digits <= 5 else STATED_NOWHERE_M


def _span(row: EventRow) -> tuple[int, int]:
    first, last = bounds(row.date)
    if first is None or last is None:
        return 0, -1
    return first.toordinal(), last.toordinal()


def _group(part: str, value: str | None) -> str | None:
    return None if value is None else _kin(part).get(value, value if value in _kin(part).values() else None)


def closest(rows: Sequence[EventRow]) -> tuple[str | None, EventRow]:
    """The narrowest date, and the row that knows the place best; ties by what is written."""
    dated = [((b - a, row.date), row.date) for row in rows for a, b in [_span(row)] if b >= a and row.date]
    best = min(
        rows,
        key=lambda row: (
            row.lat is None,
            row.place is None,
            radius(row),
            row.place or "",
            row.lat or 0.0,
            row.lon or 0.0,
        ),
    )
    return (min(dated)[1] if dated else None), best
