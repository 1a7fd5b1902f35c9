"""Strikes as columns, laid into a grid; every pair that may be within reach of one another, exactly once.

Nothing here decides: pairs are candidates, whoever asks weighs them. Time is gone through in stretches, each with its own grid and
on a thread of its own, so that memory stays at little more than the columns; the pairs are the same however it is cut.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import inf, pi
from statistics import NormalDist
from typing import Any, TypeVar

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

T = TypeVar("T")
N = TypeVar("N", bound=np.generic)

MINUTE = 60_000_000
"""Microseconds."""
FINEST = 20.0
"""Metres: cells are no smaller, so that a small reach does not cut the Earth into more cells than are worth having."""
PARTS = 64
ROOM = 1 << 14
"""Pairs that a part of the cells is given room for before it is known how many it holds."""
PIECE = 1 << 16
"""Numbers that stay in the cache while a few things are done to them."""
STRETCH = 1 << 16
"""Strikes laid into one grid at a time: what is wanted of them then stays in the cache, and many can be laid side by side."""
TWICE = 1.5
"""Stretches are lengthened until all of them, with what lies in reach of each, hold at most so many times the strikes."""
FEW = 10_000
"""Where fewer than one time in so many is out of order, each is put in its place alone."""


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

    def between(self, low: int, high: int) -> "Columns":
        """A stretch of them; nothing is copied."""
        return Columns(
            self.time[low:high],
            self.lat[low:high],
            self.lon[low:high],
            self.sigma2[low:high],
            self.spread[low:high],
        )


@dataclass(frozen=True)
class Bands:
    """The Earth in bands of latitude, each cut into cells at least `angle` (radians) wide; `starts` where those of each begin."""

    angle: float
    starts: Ints

    @classmethod
    def of(cls, metres: float) -> "Bands":
        """Cells at least `metres` wide."""
        angle = min(pi, max(metres, FINEST) / EARTH_M * (1 + 1e-9))
        starts = np.zeros(max(1, int(pi / angle)) + 1, np.int64)
        lay_rows(angle, starts)
        return cls(angle, starts)


@dataclass(frozen=True)
class Grid:
    """Strikes by cell and time: `rank` is the number of each in order of time, `keys` the cells that hold any."""

    keys: Ints
    begins: AnyInts
    rank: AnyInts
    time: Ints
    where: npt.NDArray[Any]


def grid(
    columns: Columns, chosen: Ints | None, bands: Bands, *, single: bool = False, threads: int = 1
) -> Grid:
    """The `chosen` strikes (all if None) in the cells of `bands`; points in `single` precision where that is asked."""
    starts = bands.starts
    lat, lon = (columns.lat, columns.lon) if chosen is None else (columns.lat[chosen], columns.lon[chosen])
    count = len(lat)
    small = np.int32 if count < 2**31 else np.int64
    bits = max(1, count - 1).bit_length()
    bits = bits if int(starts[-1]).bit_length() + bits < 63 else 0
    key = np.empty(count, np.int64)
    _shared(count, partial(cells, lat, lon, starts, bits, key), threads)
    place: AnyInts = np.empty(count, small)
    if bits:
        # One sort of whole numbers is several times as fast as a sort that carries places along.
        _sort(key, threads)
    else:
        place = np.argsort(key, kind="stable")
        key = key[place]
    keys = np.empty(count_cells(key, bits), np.int64)
    begins: AnyInts = np.empty(len(keys) + 1, small)
    lay_cells(key, bits, place, keys, begins)
    del key
    where = np.empty((count, 3), np.float32 if single else np.float64)
    _shared(count, partial(_sphere, lat, lon, place, where), threads)
    rank = place if chosen is None else chosen[place]
    return Grid(keys, begins, rank, np.take(columns.time, rank), where)


def _shared(count: int, work: Callable[[int, int], None], threads: int) -> None:
    """The work on so many things, cut into pieces that stay in the cache, several at a time."""
    edges = [*range(0, count, PIECE), count]
    _each(work, list(pairwise(edges)), threads)


def _each(work: Callable[..., T], given: Sequence[tuple[int, ...]], threads: int) -> list[T]:
    """The work on each of what is given, in its order, on so many threads at once."""
    if threads == 1 or len(given) < 2:
        return [work(*one) for one in given]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda one: work(*one), given))


def _sort(key: Ints, threads: int) -> None:
    """Sorted in place. Parts that lie wholly below one another are sorted side by side."""
    if threads == 1 or len(key) <= PIECE:
        key.sort()
        return
    edges = np.linspace(0, len(key), threads + 1).astype(np.int64)
    key.partition(edges[1:-1])
    _each(lambda low, high: key[low:high].sort(), list(pairwise(edges.tolist())), threads)


def stretches(time: Ints, earliest: int, latest: int) -> list[tuple[int, int, int, int]]:
    """The strikes, in order of time, in stretches: first and last of each, first and last of what may be wanted beside it.

    That is what falls from `earliest` after a strike of the stretch (before it, where that is negative) to `latest` after one.
    """
    count, size = len(time), STRETCH
    while size < count:
        first = np.arange(0, count, size)
        last = np.minimum(first + size, count)
        low = np.minimum(first, np.searchsorted(time, time[first] + earliest, side="left"))
        high = np.maximum(last, np.searchsorted(time, time[last - 1] + latest, side="right"))
        if int((high - low).sum()) <= TWICE * count:
            return list(zip(first.tolist(), last.tolist(), low.tolist(), high.tolist(), strict=True))
        size *= 2
    return [(0, count, 0, count)]


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
        return _joined(columns, Join(metres, window, 0.0, lag, exact=True), metres, inf)
    if least <= 0:
        return _joined(columns, Join(1e9, window, 0.0, lag, exact=False), inf, inf)
    times = max(0.0, -NormalDist().inv_cdf(least))
    # A disc of radius r holds 1 - exp(-r^2 / 2 sigma^2) of a round normal about its middle, and less of any other.
    worst = (metres / float(np.sqrt(-2 * np.log1p(-least)))) ** 2
    useful = float(np.max(columns.sigma2, where=columns.sigma2 <= worst, initial=0.0))
    widest = float(np.sqrt(min(worst, 2 * useful)))
    return _joined(columns, Join(metres, window, times, lag, exact=False), metres + times * widest, worst)


@dataclass(frozen=True)
class Join:
    """What a pair must satisfy: see strikes_kernels.join."""

    metres: float
    window: int
    times: float
    lag: int
    exact: bool

    def of(self, columns: Columns, bands: Bands, worst: float, threads: int) -> Ints:
        """The pairs among the strikes whose place is known as well as `worst` (square metres), sorted."""
        chosen = None if self.exact else np.flatnonzero(columns.sigma2 <= worst)
        chosen = None if chosen is None or len(chosen) == len(columns.time) else chosen
        laid = grid(columns, chosen, bands, single=True, threads=threads)
        slack = 0 if self.exact else int(2 * columns.spread.max(initial=0))
        sigma2 = np.zeros(0) if self.exact else columns.sigma2
        edges = [0, len(laid.keys)]
        if threads > 1:
            edges = np.searchsorted(laid.begins, np.linspace(0, len(laid.rank), PARTS + 1)).tolist()
            edges[0], edges[-1] = 0, len(laid.keys)

        def part(first: int, last: int) -> Ints:
            room = ROOM
            while True:
                found = np.empty((room, 2), np.int64)
                total = join(
                    laid.keys, laid.begins, bands.starts, laid.rank, laid.time, laid.where, sigma2, columns.spread,
                    bands.angle, self.metres, self.window, self.times, slack, self.lag, first, last, found,
                )  # fmt: skip
                if total <= room:
                    return found[:total]
                room = total

        pairs = np.concatenate(_each(part, list(pairwise(edges)), threads))
        bits = max(1, len(columns.time)).bit_length()
        if bits > 31:
            return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        both = np.sort(pairs[:, 0] << bits | pairs[:, 1])
        return np.stack([both >> bits, both & ((1 << bits) - 1)], axis=1)


def _joined(columns: Columns, asked: Join, wide: float, worst: float) -> Ints:
    """The pairs of each stretch whose first is of that stretch, one stretch after another."""
    bands = Bands.of(wide)
    slack = 0 if asked.exact else int(2 * columns.spread.max(initial=0))
    cut = stretches(columns.time, asked.lag, asked.lag + asked.window + slack)
    if len(cut) == 1:
        return asked.of(columns, bands, worst, workers())

    def stretch(first: int, last: int, low: int, high: int) -> Ints:
        pairs = asked.of(columns.between(low, high), bands, worst, 1) + low
        a, b = np.searchsorted(pairs[:, 0], [first, last])
        return pairs[a:b]

    return np.concatenate(_each(stretch, cut, workers()))


def weighed(columns: Columns, pairs: Ints, metres: float, minutes: float, lag: int = 0) -> Floats:
    """(metres apart, probability) of each pair."""
    out = np.empty((len(pairs), 2))
    window = round(minutes * MINUTE)

    def part(a: int, b: int) -> None:
        weigh(
            pairs[a:b], columns.time, columns.lat, columns.lon, columns.sigma2, columns.spread,
            metres, window, lag, out[a:b],
        )  # fmt: skip

    _shared(len(pairs), part, workers())
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
    """Counts of what else fell around the first of each pair (sorted by it): see strikes_kernels.around."""
    bands = Bands.of(wide)
    out = np.zeros((len(pairs), 5), np.int64)
    cut = stretches(columns.time, -span, span)
    threads = workers() if len(cut) == 1 else 1

    def stretch(first: int, last: int, low: int, high: int) -> None:
        begin, end = np.searchsorted(pairs[:, 0], [first, last]).tolist()
        if begin == end:
            return
        part = columns.between(low, high)
        laid = grid(part, None, bands, threads=threads)
        at = np.empty(len(laid.rank), np.int64)
        at[laid.rank] = np.arange(len(laid.rank))

        def some(a: int, b: int) -> None:
            # A second that is not of the stretch is none of what fell around, and stands nowhere in it.
            ones, twos = pairs[a:b, 0] - low, pairs[a:b, 1] - low
            seen = (twos >= 0) & (twos < len(at))
            places = np.stack([at[ones], np.where(seen, at[np.where(seen, twos, 0)], -1)], axis=1)
            around(
                places, apart[a:b], late[a:b], laid.keys, laid.begins, bands.starts, laid.time, laid.where,
                wide, metres, bands.angle, span, window, lag, out[a:b],
            )  # fmt: skip

        edges = np.linspace(begin, end, PARTS + 1 if threads > 1 else 2).astype(int).tolist()
        _each(some, list(pairwise(edges)), threads)

    _each(stretch, cut, workers())
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
    # Time and number in one word: sorted whole. What that is too coarse to tell apart is put right afterwards.
    key = np.empty(len(stamp), np.int64)
    threads = workers()

    def pack(first: int, last: int) -> None:
        piece = np.subtract(stamp[first:last], low, out=key[first:last])
        piece >>= coarse
        piece <<= bits
        piece |= np.arange(first, last)

    def unpack(first: int, last: int) -> None:
        key[first:last] &= (1 << bits) - 1

    def unsettled(first: int, last: int) -> Ints:
        settled = np.take(stamp, key[first : last + 1])
        return first + np.flatnonzero(settled[1:] < settled[:-1])

    edges = list(pairwise([*range(0, len(stamp), PIECE), len(stamp)]))
    _each(pack, edges, threads)
    _sort(key, threads)
    _each(unpack, edges, threads)
    wrong = np.concatenate(_each(unsettled, edges, threads)) if coarse else key[:0]
    if len(wrong) > len(stamp) // FEW:
        return np.take(key, np.argsort(np.take(stamp, key), kind="stable"))
    _settle(stamp, key, wrong.tolist(), lambda n: (int(stamp[key[n]]) - low) >> coarse)
    return key


def _settle(stamp: Ints, order: Ints, wrong: list[int], step: Callable[[int], int]) -> None:
    """Sort, in place, each run of one coarse step in which a time stands before an earlier one, as at the places `wrong`."""
    done = 0
    for at in wrong:
        if at < done:
            continue
        begin, done, alike = at, at + 1, step(at)
        while begin > 0 and step(begin - 1) == alike:
            begin -= 1
        while done < len(order) and step(done) == alike:
            done += 1
        run = order[begin:done]
        order[begin:done] = run[np.argsort(stamp[run], kind="stable")]


def taken(column: npt.NDArray[N], order: Ints) -> npt.NDArray[N]:
    """The column in that order."""
    out = np.empty(len(order), column.dtype)

    def piece(first: int, last: int) -> None:
        np.take(column, order[first:last], out=out[first:last], mode="clip")

    _shared(len(order), piece, workers())
    return out
