"""The compiled part of the search for strikes: a grid of cells as wide as the reach, in each the strikes in order of time.

Two strikes within reach lie in one cell or in neighbouring ones; each pair of cells is gone through once, like two sorted
lists. Rows of the grid are bands of latitude, each cut into as many cells as fit round the Earth there, so that poles and
the date line are places like any other.
"""

from math import asin, cos, radians, sin, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.match.compiled import compiled
from tawthiq.match.strikes_chance import triangle_cdf, within_probability
from tawthiq.record.nearness import EARTH_M, metres_between

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
AnyInts = npt.NDArray[Any]
"""Of 32 bits where numbers are small enough, else of 64."""
SINGLE = 1.1e-7
"""By how much a chord between points of single precision can be off: half a unit in the last place, two points, three axes."""

_metres = compiled(metres_between)
_within = compiled(within_probability)
_triangle = compiled(triangle_cdf)


@compiled
def reach_degrees(lat: float, angle: float) -> float:
    """How many degrees of longitude two places can differ by that lie within `angle` (radians), one at latitude `lat`."""
    if abs(lat) + angle * 180 / np.pi >= 89.999999:
        return 180.0
    return min(180.0, float(asin(min(1.0, sin(angle) / cos(radians(lat)))) * 180 / np.pi * 1.000001))


@compiled
def cells(lat: Floats, lon: Floats, starts: Ints, bits: int, out: Ints, first: int, last: int) -> None:
    """The number of each place's cell: `starts[row]` and its column, with the place's own number in the last `bits`.

    `starts` has a row for each band of latitude, and one more.
    """
    rows = starts.shape[0] - 1
    for n in range(first, last):
        row = min(rows - 1, max(0, np.int64((lat[n] + 90) / 180 * rows)))
        columns = starts[row + 1] - starts[row]
        turn = (lon[n] + 180) % 360 / 360
        cell = starts[row] + min(columns - 1, np.int64(turn * columns))
        out[n] = cell << bits | n if bits else cell


@compiled
def count_cells(key: Ints, bits: int) -> int:
    """How many cells the sorted keys name."""
    count = 0
    before: Any = -1
    for n in range(key.shape[0]):
        if key[n] >> bits != before:
            before = key[n] >> bits
            count += 1
    return count


@compiled
def lay_cells(key: Ints, bits: int, place: AnyInts, keys: Ints, begins: AnyInts) -> None:
    """From sorted keys with the place's number in the last `bits`: the places in order, the cells, and where each begins."""
    count = 0
    before: Any = -1
    mask = (1 << bits) - 1
    for n in range(key.shape[0]):
        if bits:
            place[n] = key[n] & mask
        cell = key[n] >> bits
        if cell != before:
            before = cell
            keys[count] = cell
            begins[count] = n
            count += 1
    begins[count] = key.shape[0]


@compiled
def lay_rows(angle: float, starts: Ints) -> None:
    """Where the cells of each row begin: as many as are at least `angle` wide where the row is narrowest."""
    rows = starts.shape[0] - 1
    for row in range(rows):
        south, north = row * 180.0 / rows - 90, (row + 1) * 180.0 / rows - 90
        wide = reach_degrees(max(abs(south), abs(north)), angle)
        starts[row + 1] = starts[row] + max(1, np.int64(360 / wide))


@compiled
def _lower(keys: Ints, key: int, low: int, high: int) -> int:
    """First of the sorted `keys` from `low` to `high` that is not below `key`."""
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def join(  # noqa: C901, PLR0912, PLR0915 - compiled: the loops share their places
    keys: Ints,
    begins: AnyInts,
    starts: Ints,
    rank: AnyInts,
    time: Ints,
    where: npt.NDArray[Any],
    sigma2: Floats,
    spread: Ints,
    angle: float,
    metres: float,
    window: int,
    times_sigma: float,
    slack: int,
    lag: int,
    first: int,
    last: int,
    found: Ints,
) -> int:
    """Write pairs (first, second; by rank in time) that may be within reach to `found`; return how many there are.

    The second comes after the first and at most `window` after it; with a `lag`, after a moment that much after the first.

    `keys` are the cells that hold anything, `begins` where their strikes begin. `where` are points of the unit sphere, in single
    precision at least. Cells
    from `first` to `last` are joined with themselves and with those after them.
    """
    total = 0
    rows = starts.shape[0] - 1
    row: Any = 0
    low: Any = 0
    high: Any = 0
    near = np.empty(16, np.int64)
    columns: Any = 0
    others: Any = 0
    begin_of_next, end_of_row, wide, ratio = 0, 0, 0.0, 0.0
    exact = sigma2.shape[0] == 0
    widest = 4.0
    if exact:
        widest = (2 * sin(min(np.pi / 2, metres / (2 * EARTH_M))) * 1.000001 + SINGLE) ** 2
    for cell in range(first, last):
        key = keys[cell]
        if cell == first or key >= starts[row + 1]:
            low, high = 0, rows
            while high - low > 1:
                middle = (low + high) // 2
                if starts[middle] <= key:
                    low = middle
                else:
                    high = middle
            row = low
            end_of_row = _lower(keys, starts[row + 1], cell, keys.shape[0])
            begin_of_next = end_of_row
            south, north = row * 180.0 / rows - 90, (row + 2) * 180.0 / rows - 90
            wide = reach_degrees(max(abs(south), abs(north)), angle)
            columns = starts[row + 1] - starts[row]
            others = starts[row + 2] - starts[row + 1] if row + 1 < rows else columns
            ratio, wide = others / columns, wide / 360 * others
        count = 0
        # Ranges of neighbours, as pairs of numbers into `keys`: in the same row, after this cell.
        column = key - starts[row]
        if columns <= 3:
            near[0], near[1] = cell + 1, end_of_row
            count = 1
        else:
            stop = cell + 2 if cell + 1 < end_of_row and keys[cell + 1] == key + 1 else cell + 1
            near[0], near[1] = cell + 1, stop
            count = 1
            if column == 0:
                at = _lower(keys, starts[row + 1] - 1, cell, end_of_row)
                near[2], near[3] = at, end_of_row
                count = 2
        if row + 1 < rows:
            a = np.int64(np.floor(column * ratio - wide))
            b = np.int64(np.floor((column + 1) * ratio + wide))
            limit = starts[row + 2]
            if b - a + 1 >= others:
                near[2 * count] = end_of_row
                near[2 * count + 1] = _lower(keys, limit, end_of_row, keys.shape[0])
                count += 1
            else:
                low, high = max(a, 0), min(b, others - 1)
                while begin_of_next < keys.shape[0] and keys[begin_of_next] < starts[row + 1] + low:
                    begin_of_next += 1
                stop = begin_of_next
                while stop < keys.shape[0] and keys[stop] <= starts[row + 1] + high:
                    stop += 1
                near[2 * count], near[2 * count + 1] = begin_of_next, stop
                count += 1
                if a < 0:
                    near[2 * count] = _lower(keys, starts[row + 1] + others + a, end_of_row, keys.shape[0])
                    near[2 * count + 1] = _lower(keys, limit, end_of_row, keys.shape[0])
                    count += 1
                if b >= others:
                    near[2 * count] = end_of_row
                    near[2 * count + 1] = _lower(
                        keys, starts[row + 1] + b - others + 1, end_of_row, keys.shape[0]
                    )
                    count += 1
        for part in range(-1, count):
            lowest, highest = (cell, cell + 1) if part < 0 else (near[2 * part], near[2 * part + 1])
            if part < 0 and begins[cell] + 1 == begins[cell + 1]:
                continue
            for other in range(lowest, highest):
                for turn in range(1 if part < 0 else 2):
                    ones, others_ = (cell, other) if turn == 0 else (other, cell)
                    begin, end = begins[ones], begins[ones + 1]
                    from_, to = begins[others_], begins[others_ + 1]
                    # Most neighbours have nothing near in time: seen from their first and last alone.
                    if time[to - 1] < time[begin] + lag or time[from_] - time[end - 1] - lag > window + slack:
                        continue
                    for i in range(begin, end):
                        start = time[i] + lag
                        while from_ < to and time[from_] < start:
                            from_ += 1
                        for j in range(from_, to):
                            late = time[j] - start
                            if late > window + slack:
                                break
                            if lag == 0 and rank[j] <= rank[i]:
                                continue
                            x = np.float64(where[i, 0]) - np.float64(where[j, 0])
                            y = np.float64(where[i, 1]) - np.float64(where[j, 1])
                            z = np.float64(where[i, 2]) - np.float64(where[j, 2])
                            chord = x * x + y * y + z * z
                            if chord > widest:
                                continue
                            if not exact:
                                sigma = sqrt(sigma2[rank[i]] + sigma2[rank[j]])
                                allowed = min(np.pi / 2, (metres + times_sigma * sigma) / (2 * EARTH_M))
                                half = sin(allowed) * 1.000001 + SINGLE
                                if (
                                    chord > 4 * half * half
                                    or late > window + spread[rank[i]] + spread[rank[j]]
                                ):
                                    continue
                            if total < found.shape[0]:
                                found[total, 0], found[total, 1] = rank[i], rank[j]
                            total += 1
    return total


@compiled
def weigh(
    pairs: Ints,
    time: Ints,
    lat: Floats,
    lon: Floats,
    sigma2: Floats,
    spread: Ints,
    metres: float,
    window: int,
    lag: int,
    out: Floats,
) -> None:
    """Metres apart and probability that the second fell within `metres` and `window` after the first, for each pair."""
    for n in range(pairs.shape[0]):
        i, j = pairs[n, 0], pairs[n, 1]
        apart = _metres(lat[i], lon[i], lat[j], lon[j])
        later = float(time[j] - time[i] - lag)
        a, b = float(spread[i]), float(spread[j])
        in_time = _triangle(float(window) - later, a, b) - _triangle(-later, a, b)
        in_place = _within(apart, metres, sqrt(sigma2[i] + sigma2[j]))
        out[n, 0], out[n, 1] = apart, min(1.0, max(0.0, in_time * in_place))


@compiled
def around(  # noqa: C901 - compiled, as above
    places: Ints,
    apart: Floats,
    late: Ints,
    keys: Ints,
    begins: AnyInts,
    starts: Ints,
    time: Ints,
    where: Floats,
    wide: float,
    metres: float,
    angle: float,
    span: int,
    window: int,
    lag: int,
    out: Ints,
) -> None:
    """What else fell around the first of each pair, neither of the two counted, within `span` before and after.

    Columns: within `wide` metres; within `metres`; within `apart` of the pair; within `wide` and `late` after it; within
    `wide` and `window` before or after it. `places` is where the two stand in the grid, -1 where not in it.
    """
    rows = starts.shape[0] - 1
    far = (2 * sin(min(np.pi / 2, wide / (2 * EARTH_M)))) ** 2
    mid = (2 * sin(min(np.pi / 2, metres / (2 * EARTH_M)))) ** 2
    for n in range(places.shape[0]):
        one, two = places[n, 0], places[n, 1]
        close = (2 * sin(min(np.pi / 2, apart[n] / (2 * EARTH_M)))) ** 2
        x, y, z = where[one, 0], where[one, 1], where[one, 2]
        lat = asin(min(1.0, max(-1.0, z))) * 180 / np.pi
        lon = np.arctan2(y, x) * 180 / np.pi
        row = min(rows - 1, max(0, np.int64((lat + 90) / 180 * rows)))
        for r in range(max(0, row - 1), min(rows, row + 2)):
            south, north = r * 180.0 / rows - 90, (r + 1) * 180.0 / rows - 90
            reach = reach_degrees(max(abs(south), abs(north), abs(lat)), angle)
            columns = starts[r + 1] - starts[r]
            a = np.int64(np.floor((lon + 180 - reach) / 360 * columns))
            b = np.int64(np.floor((lon + 180 + reach) / 360 * columns))
            if b - a + 1 >= columns:
                a, b = np.int64(0), columns - 1
            for c in range(a, b + 1):
                key = starts[r] + (c % columns)
                cell = _lower(keys, key, 0, keys.shape[0])
                if cell == keys.shape[0] or keys[cell] != key:
                    continue
                k = _lower(time, time[one] - span, begins[cell], begins[cell + 1])
                while k < begins[cell + 1] and time[k] <= time[one] + span:
                    if k not in (one, two):
                        dx, dy, dz = where[k, 0] - x, where[k, 1] - y, where[k, 2] - z
                        chord = dx * dx + dy * dy + dz * dz
                        if chord <= far:
                            out[n, 0] += 1
                            if chord <= mid:
                                out[n, 1] += 1
                            if chord <= close:
                                out[n, 2] += 1
                            if 0 <= time[k] - time[one] - lag <= late[n]:
                                out[n, 3] += 1
                            if abs(time[k] - time[one] - lag) <= window:
                                out[n, 4] += 1
                    k += 1
