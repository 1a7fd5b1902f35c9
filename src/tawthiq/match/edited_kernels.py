"""The compiled part of the search for edited pictures: votes of like corners, then one shift, size and turn for both.

Places are complex numbers of pixels. Descriptions are four words; an equal band of 32 bits makes two of them candidates.
"""

from math import atan2
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.match.compiled import compiled
from tawthiq.match.hamming_kernels import Words
from tawthiq.match.vectors import bits_set

Ints = npt.NDArray[np.int64]
Places = npt.NDArray[np.complex128]


@compiled
def _apart(a: Any, b: Any) -> int:
    bits = bits_set(a[0] ^ b[0]) + bits_set(a[1] ^ b[1]) + bits_set(a[2] ^ b[2]) + bits_set(a[3] ^ b[3])
    return int(bits)


@compiled
def _band(words: Any, band: int) -> int:
    return int((words[band >> 1] >> np.uint64(32 * (band & 1))) & np.uint64(0xFFFFFFFF))


@compiled
def _span(places: Places, inside: Any, count: int, whole: Places, fields: int) -> float:
    """Of the fields of a picture that have corners, the share in which some of these lie."""
    left, top, right, bottom = whole[0].real, whole[0].imag, whole[0].real, whole[0].imag
    for z in whole:
        left, right = min(left, z.real), max(right, z.real)
        top, bottom = min(top, z.imag), max(bottom, z.imag)
    wide, high = right - left + 1.0, bottom - top + 1.0
    held, hit = np.zeros(fields * fields, np.bool_), np.zeros(fields * fields, np.bool_)
    for z in whole:
        held[int((z.real - left) * fields // wide) * fields + int((z.imag - top) * fields // high)] = True
    for n in range(count):
        if inside[n]:
            z = places[n]
            hit[int((z.real - left) * fields // wide) * fields + int((z.imag - top) * fields // high)] = True
    return float(hit.sum() / held.sum())


@compiled
def _consistent(
    z: Places,
    w: Places,
    count: int,
    tries: Words,
    fit: float,
    low: float,
    high: float,
    turn: float,
    inside: Any,
) -> int:
    """The most matches that one shift, size and turn carries from `z` to `w`; `inside` tells which."""
    best, best_factor, best_shift = 0, 0j, 0j
    for n in range(tries.shape[1]):
        i = np.int64((tries[0, n] * np.uint64(count)) >> np.uint64(32))
        j = np.int64((tries[1, n] * np.uint64(count)) >> np.uint64(32))
        between = z[i] - z[j]
        if abs(between) <= fit:
            continue
        factor = (w[i] - w[j]) / between
        size = abs(factor)
        if not low < size < high or abs(atan2(factor.imag, factor.real)) >= turn:
            continue
        shift = w[i] - factor * z[i]
        room = (fit * max(1.0, size)) ** 2
        agree = 0
        for k in range(count):
            off = factor * z[k] + shift - w[k]
            agree += off.real * off.real + off.imag * off.imag < room
        if agree > best:
            best, best_factor, best_shift = agree, factor, shift
    room = (fit * max(1.0, abs(best_factor))) ** 2
    for k in range(count):
        off = best_factor * z[k] + best_shift - w[k]
        inside[k] = best > 0 and off.real * off.real + off.imag * off.imag < room
    return best


@compiled
def agreeing(  # noqa: C901 - compiled: nothing to call in between
    one: Words,
    one_at: Places,
    other: Words,
    other_at: Places,
    alike: int,
    tries: Words,
    limits: npt.NDArray[np.float64],
) -> int:
    """How many corners of two pictures agree on one transform, 0 if they do not span enough of either.

    Corners are matched where each is the other's best; `limits`: pixels of fit, least and greatest size, turn, fewest corners,
    fields an edge, share of them, share of the matched corners that must agree.
    """
    rows, columns = one.shape[0], other.shape[0]
    if rows == 0 or columns == 0:
        return 0
    best, best_at = np.full(rows, 257, np.int64), np.zeros(rows, np.int64)
    back, back_at = np.full(columns, 257, np.int64), np.zeros(columns, np.int64)
    for i in range(rows):
        for j in range(columns):
            d = _apart(one[i], other[j])
            if d < best[i]:
                best[i], best_at[i] = d, j
            if d < back[j]:
                back[j], back_at[j] = d, i
    z, w, count = np.empty(rows, np.complex128), np.empty(rows, np.complex128), 0
    for i in range(rows):
        if best[i] <= alike and back_at[best_at[i]] == i:
            z[count], w[count] = one_at[i], other_at[best_at[i]]
            count += 1
    if count < limits[4]:
        return 0
    inside = np.zeros(count, np.bool_)
    agree = _consistent(z, w, count, tries, limits[0], limits[1], limits[2], limits[3], inside)
    if agree < limits[4] or agree < limits[7] * count:
        return 0
    fields = int(limits[5])
    if max(_span(z, inside, count, one_at, fields), _span(w, inside, count, other_at, fields)) < limits[6]:
        return 0
    return agree


@compiled
def _longer(old: Any, room: int) -> Any:
    new = np.empty(room, old.dtype)
    new[: old.shape[0]] = old
    return new


@compiled
def _share(places: Places, inside: Any, whole: Places) -> tuple[float, float]:
    """The shares of a picture's width and height over which these places reach."""
    box = np.array([1e9, 1e9, -1e9, -1e9])
    for n in range(places.shape[0]):
        if inside[n]:
            box[0], box[2] = min(box[0], places[n].real), max(box[2], places[n].real)
            box[1], box[3] = min(box[1], places[n].imag), max(box[3], places[n].imag)
    edge = np.array([1e9, 1e9, -1e9, -1e9])
    for z in whole:
        edge[0], edge[2] = min(edge[0], z.real), max(edge[2], z.real)
        edge[1], edge[3] = min(edge[1], z.imag), max(edge[3], z.imag)
    return (box[2] - box[0]) / (edge[2] - edge[0] + 1), (box[3] - box[1]) / (edge[3] - edge[1] + 1)


@compiled
def votes(  # noqa: C901, PLR0912, PLR0915 - compiled: one pass over the matches of a picture
    begins: Ints,
    bits: Words,
    places: Places,
    asked: Words,
    asked_at: Places,
    sorted_keys: Any,
    order: Any,
    first: int,
    last: int,
    limits: npt.NDArray[np.float64],
    tries: Words,
    found: Ints,
) -> int:
    """Write (earlier picture, picture) worth comparing to `found`, for the pictures `first` to `last`; return how many.

    `limits`: bits within which a match votes, fewest votes, most descriptions of one band, pixels of fit, least and greatest
    size, turn, votes that must agree, share of the picture's height and width they must span.
    """
    pictures = begins.shape[0] - 1
    total = 0
    room = 1 << 16
    who, mine, yours = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    count, seen = np.zeros(pictures, np.int64), np.empty(pictures, np.int64)
    owner = np.empty(bits.shape[0], np.int64)
    for p in range(pictures):
        owner[begins[p] : begins[p + 1]] = p
    for q in range(first, last):
        held, touched = 0, 0
        for c in range(begins[q], begins[q + 1]):
            for band in range(8):
                key = _band(asked[c], band)
                keys = sorted_keys[band]
                low, high = 0, keys.shape[0]
                while low < high:
                    middle = (low + high) // 2
                    if np.int64(keys[middle]) < key:
                        low = middle + 1
                    else:
                        high = middle
                stop = low
                while stop < keys.shape[0] and np.int64(keys[stop]) == key and stop - low <= limits[2]:
                    stop += 1
                if stop - low > limits[2]:
                    continue
                for at in range(low, stop):
                    k = np.int64(order[band, at])
                    if k >= begins[q] or _apart(bits[k], asked[c]) > limits[0]:
                        continue
                    again = False
                    for before in range(band):
                        again = again or _band(bits[k], before) == _band(asked[c], before)
                    if again:
                        continue
                    if held == room:
                        room *= 2
                        who, mine, yours = _longer(who, room), _longer(mine, room), _longer(yours, room)
                    p = owner[k]
                    who[held], mine[held], yours[held] = p, k, c
                    held += 1
                    if count[p] == 0:
                        seen[touched] = p
                        touched += 1
                    count[p] += 1
        # Matches by picture.
        start = np.empty(touched + 1, np.int64)
        start[0] = 0
        for n in range(touched):
            start[n + 1] = start[n] + count[seen[n]]
            count[seen[n]] = start[n]
        place = np.empty(held, np.int64)
        for n in range(held):
            place[count[who[n]]] = n
            count[who[n]] += 1
        for n in range(touched):
            p, a, b = seen[n], start[n], start[n + 1]
            count[p] = 0
            if b - a < limits[1]:
                continue
            z, w = np.empty(b - a, np.complex128), np.empty(b - a, np.complex128)
            for m in range(a, b):
                z[m - a], w[m - a] = places[mine[place[m]]], asked_at[yours[place[m]]]
            inside = np.zeros(b - a, np.bool_)
            agree = _consistent(z, w, b - a, tries, limits[3], limits[4], limits[5], limits[6], inside)
            if agree < limits[7]:
                continue
            wide, high_ = _share(z, inside, places[begins[p] : begins[p + 1]])
            wide2, high2 = _share(w, inside, asked_at[begins[q] : begins[q + 1]])
            if max(min(wide, high_), min(wide2, high2)) < limits[8]:
                continue
            if total < found.shape[0]:
                found[total, 0], found[total, 1] = p, q
            total += 1
    return total
