"""Strikes as columns, laid into a grid; every pair that may be within reach of one another, exactly once.

Nothing here decides: pairs are candidates, whoever asks weighs them. Memory stays at some hundred bytes a strike.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import inf, pi
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.match.compiled import workers
from tawthiq.match.strikes_kernels import (
    AnyInts,
    Floats,
    Ints,
    around,
    cells,
    count_cells,
    join,
    lay_cells,
    lay_rows,
    weigh,
)
from tawthiq.record.nearness import EARTH_M

MINUTE = 60_000_000
"""Microseconds."""
FINEST = 20.0
"""Metres: cells are no smaller, so that a small reach does not cut the Earth into more cells than are worth having."""
PARTS = 64
ROOM = 1 << 16
"""Pairs that a part of the cells is given room for before it is known how many it holds."""
PIECE = 1 << 16


@dataclass(frozen=True)
class Columns:
    """Strikes in order of time. `time` and `spread` in microseconds; `sigma2` in square metres, along each axis."""

    time: Ints
    lat: Floats
    lon: Floats
    sigma2: Floats
    spread: Ints

    @property
    def exact(self) -> bool:
        """Every place and time is known exactly."""
        return not self.sigma2.any() and not self.spread.any()


@dataclass(frozen=True)
class Grid:
    """Strikes by cell and time: `rank` is the number of each in order of time, `keys` the cells that hold any."""

    angle: float
    starts: Ints
    keys: Ints
    begins: AnyInts
    rank: AnyInts
    time: Ints
    where: npt.NDArray[Any]


def grid(columns: Columns, chosen: Ints | None, metres: float, *, single: bool = False) -> Grid:
    """The `chosen` strikes (all if None) in cells at least `metres` wide; points in `single` precision where that is asked."""
    angle = min(pi, max(metres, FINEST) / EARTH_M * (1 + 1e-9))
    starts = np.zeros(max(1, int(pi / angle)) + 1, np.int64)
    lay_rows(angle, starts)
    lat, lon = (columns.lat, columns.lon) if chosen is None else (columns.lat[chosen], columns.lon[chosen])
    count = len(lat)
    small = np.int32 if count < 2**31 else np.int64
    bits = max(1, count - 1).bit_length()
    bits = bits if int(starts[-1]).bit_length() + bits < 63 else 0
    key = np.empty(count, np.int64)
    _shared(count, partial(cells, lat, lon, starts, bits, key))
    place: AnyInts = np.empty(count, small)
    if bits:
        # One sort of whole numbers is several times as fast as a sort that carries places along.
        key.sort()
    else:
        place = np.argsort(key, kind="stable")
        key = key[place]
    keys = np.empty(count_cells(key, bits), np.int64)
    begins: AnyInts = np.empty(len(keys) + 1, small)
    lay_cells(key, bits, place, keys, begins)
    where = np.empty((count, 3), np.float32 if single else np.float64)
    _shared(count, partial(_sphere, lat, lon, place, where))
    rank = place if chosen is None else chosen[place]
    return Grid(angle, starts, keys, begins, rank, np.take(columns.time, rank), where)


def _shared(count: int, work: Callable[[int, int], None]) -> None:
    """The work on so many things, cut into pieces that stay in the cache, several at a time."""
    edges = [*range(0, count, PIECE), count]
    with ThreadPoolExecutor(workers()) as pool:
        list(pool.map(work, edges[:-1], edges[1:]))


def _sphere(lat: Floats, lon: Floats, place: AnyInts, where: npt.NDArray[Any], first: int, last: int) -> None:
    """Points of the unit sphere, in the order of `place`."""
    piece, out = place[first:last], where[first:last]
    phi, theta = np.radians(np.take(lat, piece)), np.radians(np.take(lon, piece))
    ring = np.cos(phi)
    out[:, 0], out[:, 1], out[:, 2] = ring * np.cos(theta), ring * np.sin(theta), np.sin(phi)


def candidates(columns: Columns, metres: float, minutes: float, least: float = 0.0, lag: int = 0) -> Ints:
    """(first, second) of every pair that can be within `metres` and `minutes` with probability `least` or more, sorted.

    With a `lag` (microseconds) the minutes run from that much after the first.

    With probability p the true distance is within `metres` only if the measured one is at most `metres` less the p-quantile
    of the error along the line between the two; and of an error above a bound that hangs on p alone it never is.
    """
    window = round(minutes * MINUTE)
    if columns.exact or least >= 1:
        return _joined(
            columns, grid(columns, None, metres, single=True), metres, window, 0.0, lag, exact=True
        )
    if least <= 0:
        return _joined(columns, grid(columns, None, inf, single=True), metres, window, inf, lag, exact=False)
    times = max(0.0, -NormalDist().inv_cdf(least))
    # A disc of radius r holds 1 - exp(-r^2 / 2 sigma^2) of a round normal about its middle, and less of any other.
    worst = metres / float(np.sqrt(-2 * np.log1p(-least)))
    useful = np.flatnonzero(columns.sigma2 <= worst * worst)
    chosen = None if len(useful) == len(columns.time) else useful
    widest = float(np.sqrt(min(worst * worst, 2 * columns.sigma2[useful].max(initial=0.0))))
    laid = grid(columns, chosen, metres + times * widest, single=True)
    return _joined(columns, laid, metres, window, times, lag, exact=False)


def _joined(
    columns: Columns, laid: Grid, metres: float, window: int, times: float, lag: int, *, exact: bool
) -> Ints:
    slack = 0 if exact else int(2 * columns.spread.max(initial=0))
    sigma2 = np.zeros(0) if exact else columns.sigma2
    reach = 1e9 if times == inf else metres
    edges = np.searchsorted(laid.begins, np.linspace(0, len(laid.rank), PARTS + 1)).tolist()
    edges[0], edges[-1] = 0, len(laid.keys)

    def part(first: int, last: int) -> Ints:
        room = ROOM
        while True:
            found = np.empty((room, 2), np.int64)
            total = join(
                laid.keys, laid.begins, laid.starts, laid.rank, laid.time, laid.where, sigma2, columns.spread,
                laid.angle, reach, window, 0.0 if times == inf else times, slack, lag, first, last, found,
            )  # fmt: skip
            if total <= room:
                return found[:total]
            room = total

    with ThreadPoolExecutor(workers()) as pool:
        pairs = np.concatenate(list(pool.map(part, edges[:-1], edges[1:])))
    bits = max(1, len(columns.time)).bit_length()
    if bits > 31:
        return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    both = np.sort(pairs[:, 0] << bits | pairs[:, 1])
    return np.stack([both >> bits, both & ((1 << bits) - 1)], axis=1)


def weighed(columns: Columns, pairs: Ints, metres: float, minutes: float, lag: int = 0) -> Floats:
    """(metres apart, probability) of each pair."""
    out = np.empty((len(pairs), 2))
    window = round(minutes * MINUTE)
    weigh(
        pairs,
        columns.time,
        columns.lat,
        columns.lon,
        columns.sigma2,
        columns.spread,
        metres,
        window,
        lag,
        out,
    )
    return out


def neighbours(
    columns: Columns,
    pairs: Ints,
    apart: Floats,
    late: Ints,
    *,
    wide: float,
    metres: float,
    span: int,
    window: int,
    lag: int = 0,
) -> Ints:
    """Counts of what else fell around the first of each pair: see strikes_kernels.around."""
    laid = grid(columns, None, wide)
    at = np.empty(len(laid.rank), np.int64)
    at[laid.rank] = np.arange(len(laid.rank))
    out = np.zeros((len(pairs), 5), np.int64)
    edges = np.linspace(0, len(pairs), PARTS + 1).astype(int).tolist()

    def part(a: int, b: int) -> None:
        around(
            pairs[a:b], apart[a:b], late[a:b], laid.keys, laid.begins, laid.starts, laid.time, laid.where,
            wide, metres, laid.angle, span, window, lag, at, out[a:b],
        )  # fmt: skip

    with ThreadPoolExecutor(workers()) as pool:
        list(pool.map(part, edges[:-1], edges[1:]))
    return out


def in_order(times: Sequence[int] | npt.NDArray[np.int64]) -> Ints:
    """The order of time, ties as they come."""
    stamp = np.asarray(times, np.int64)
    if not len(stamp):
        return np.zeros(0, np.int64)
    bits = max(1, len(stamp) - 1).bit_length()
    low, high = int(stamp.min()), int(stamp.max())
    coarse = max(0, (high - low).bit_length() + bits - 63)
    if high - low >= 2**63:
        return np.argsort(stamp, kind="stable")
    # Time and number in one word: sorted whole. What that is too coarse to tell apart is put right by a second, nearly idle sort.
    key = stamp - low
    key >>= coarse
    key <<= bits
    key |= np.arange(len(stamp))
    key.sort()
    key &= (1 << bits) - 1
    if coarse:
        settled = np.take(stamp, key)
        if not bool(np.all(settled[1:] >= settled[:-1])):
            key = np.take(key, np.argsort(settled, kind="stable"))
    return key
