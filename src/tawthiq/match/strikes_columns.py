"""Strikes as arrays, DataFrames or Arrow tables: pairs come back as columns, and nothing is copied row by row.

The order of equal times follows the order given; everything else is as `strikes` says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tawthiq.match.strikes import LEAST, METRES, MINUTES, PRECISION_TO_SIGMA, SURE
from tawthiq.match.strikes_grid import (
    MINUTE,
    Columns,
    candidates,
    in_order,
    neighbours,
    taken,
    weighed,
)
from tawthiq.match.strikes_kernels import Floats, Ints
from tawthiq.match.strikes_significance import (
    DAY,
    FLOOR_M,
    beyond_controls,
    control_days,
    p_values,
    standing_out,
)

AROUND_M = 2500.0
AROUND_DAYS = 14
"""The neighbourhood over which the local tempo is taken: wide enough to hold some strikes, narrow enough to be local."""

UNSEEN = 0.5
"""Added to the strikes counted around: none seen is not none possible (the mean under Jeffreys' prior for a Poisson rate)."""


@dataclass(frozen=True)
class Pairs:
    """Columns of equal length, sorted by the time of the first, then of the second; `first` and `second` are row numbers."""

    first: Ints
    second: Ints
    minutes: Floats
    metres: Floats
    probability: Floats
    expected_by_chance: Floats
    p_value: Floats
    stands_out: "np.ndarray[Any, np.dtype[np.bool_]]"

    def rows(self) -> Iterator[tuple[int, int, float, float, float, float, bool]]:
        """First, second, metres, probability, expected by chance, p-value, whether it stands out."""
        return zip(
            self.first.tolist(), self.second.tolist(), self.metres.tolist(), self.probability.tolist(),
            self.expected_by_chance.tolist(), self.p_value.tolist(), self.stands_out.tolist(), strict=True,
        )  # fmt: skip

    def columns(self) -> dict[str, Any]:
        """As a mapping from column name to array, which pandas, Arrow and DuckDB all take."""
        return dict(vars(self))


def strike_pairs(
    table: Mapping[str, Any] | Any, *, metres: float = METRES, minutes: float = MINUTES, least: float = LEAST
) -> Pairs:
    """Pairs over a table with the columns `time` (datetime64), `lat`, `lon`, and where known `precision_m`, `precision_min`.

    A mapping of arrays, a DataFrame and an Arrow table are all tables. Rows without time or coordinates pair with nothing.
    """
    names = set(table.column_names if hasattr(table, "column_names") else table.keys())

    lat, lon = np.asarray(table["lat"], np.float64), np.asarray(table["lon"], np.float64)
    time = np.asarray(table["time"]).astype("datetime64[us]", copy=False).view(np.int64)
    unknown = ~(np.isfinite(lat) & np.isfinite(lon) & (time != np.iinfo(np.int64).min))
    if unknown.any():
        known = np.flatnonzero(~unknown)
        order = taken(known, in_order(time[known]))
        del known
    else:
        order = in_order(time)
    del unknown

    def column(name: str) -> Floats:
        """Zeros that nobody writes to take no room."""
        if name not in names:
            return np.zeros(len(order))
        return np.nan_to_num(taken(np.asarray(table[name], np.float64), order), copy=False, nan=0.0)

    def squared(radius: Floats) -> Floats:
        return (radius / PRECISION_TO_SIGMA) ** 2 if radius.any() else radius

    def stamps(spread: Floats) -> Ints:
        return np.round(spread * MINUTE).astype(np.int64) if spread.any() else np.zeros(len(order), np.int64)

    found = pairs(
        Columns(
            taken(time, order),
            taken(lat, order),
            taken(lon, order),
            squared(column("precision_m")),
            stamps(column("precision_min")),
        ),
        metres=metres,
        minutes=minutes,
        least=least,
    )
    return Pairs(**(vars(found) | {"first": order[found.first], "second": order[found.second]}))


def pairs(events: Columns, *, metres: float, minutes: float, least: float) -> Pairs:
    """The pairs among strikes in order of time."""
    found = _weighed(events, metres, minutes, least, 0)
    days, exposure = control_days(events.time)
    if days:
        controls = [
            other.p_value[other.probability >= SURE]
            for day in days
            for other in [_weighed(events, metres, minutes, SURE, day * DAY)]
        ]
        out = beyond_controls(found.p_value, np.concatenate(controls), exposure)
    else:
        out = standing_out(found.p_value, len(events.time))
    return replace(found, stands_out=out & (found.probability >= SURE))


def _weighed(events: Columns, metres: float, minutes: float, least: float, lag: int) -> Pairs:
    every = candidates(events, metres, minutes, least, lag)
    weights = weighed(events, every, metres, minutes, lag)
    kept = weights[:, 1] >= least
    every, apart, probability = every[kept], weights[kept, 0], weights[kept, 1]
    first, second = every[:, 0], every[:, 1]
    later = (events.time[second] - events.time[first] - lag) / MINUTE
    sigma2 = events.sigma2[first] + events.sigma2[second]
    # What is not known exactly is taken at its worst: as far apart as it may well be.
    furthest = apart + 2 * np.sqrt(sigma2)
    latest = np.abs(later) + (events.spread[first] + events.spread[second]) / MINUTE
    wide, span = max(AROUND_M, 5 * metres), AROUND_DAYS * DAY
    seen = neighbours(
        events, every, np.maximum(furthest, FLOOR_M), np.round(latest * MINUTE).astype(np.int64),
        wide=wide, metres=metres, span=span, window=round(minutes * MINUTE), lag=lag,
    )  # fmt: skip
    # Strikes are known of only between the first and the last of the table.
    start = events.time[first]
    ends = (events.time[0], events.time[-1]) if len(events.time) else (0, 0)
    observed = (np.minimum(start + span, ends[1]) - np.maximum(start - span, ends[0])) / MINUTE
    window = np.where(observed > 0, np.minimum(1.0, minutes / np.maximum(observed, 1e-9)), 1.0)
    # An imprecise pair could have fallen together anywhere in a wider disc.
    disc = np.minimum(1.0, (metres**2 + 2 * sigma2) / wide**2)
    p_value = p_values(seen, furthest, latest, metres=metres, minutes=minutes, observed=observed)
    return Pairs(
        first=first,
        second=second,
        minutes=later,
        metres=apart,
        probability=probability,
        expected_by_chance=np.asarray((seen[:, 0] + UNSEEN) * disc * window, np.float64),
        p_value=np.where(probability >= SURE, p_value, 1.0),
        stands_out=np.zeros(len(first), bool),
    )
