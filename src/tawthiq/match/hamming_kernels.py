"""The compiled part of the hash index. Keys of a band are grouped by eight, and a group is one word: a look-up is one wait.

Of a group's 64 bits, the upper 24 say where its entries begin, the others how many each of the eight keys has, five bits
each. A group with more than thirty entries has all of them set: it is looked through whole, and stays exact.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.match.compiled import compiled

Words = npt.NDArray[np.uint64]
Ids = npt.NDArray[np.uint32]
FULL = np.uint64(0xFFFFFFFFFF)
ONES = np.uint64(0b00001_00001_00001_00001_00001_00001_00001_00001)


@compiled
def band_of(words: Any, first: int, width: int) -> Any:
    """The `width` bits from bit `first` on of a hash of four words, as a number."""
    word, bit = first >> 6, first & 63
    key = words[word] >> np.uint64(bit)
    if bit + width > 64:
        key |= words[word + 1] << np.uint64(64 - bit)
    return key & np.uint64((1 << width) - 1)


@compiled
def bits_set(x: Any) -> Any:
    """How many bits of a word are set (compiled to one instruction)."""
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (x * np.uint64(0x0101010101010101)) >> np.uint64(56)


@compiled
def count_keys(hashes: Words, first: int, width: int, ends: Ids) -> None:
    """`ends[key + 1]`: how many hashes have the key in this band; then, summed, where the entries of a key end."""
    for n in range(hashes.shape[0]):
        ends[np.int64(band_of(hashes[n], first, width)) + 1] += np.uint32(1)
    for key in range(1, ends.shape[0]):
        ends[key] += ends[key - 1]


@compiled
def place_ids(hashes: Words, first: int, width: int, ends: Ids, ids: Ids) -> None:
    """The hashes' numbers in order of their key; `ends` is moved from each key's beginning to its end."""
    for n in range(hashes.shape[0]):
        key = np.int64(band_of(hashes[n], first, width))
        ids[ends[key]] = n
        ends[key] += np.uint32(1)


@compiled
def group_keys(ends: Ids, groups: Words) -> None:
    """Pack where each eight keys' entries start and how many each has; `ends[key]` is where the entries of a key end."""
    begin = np.uint32(0)
    for group in range(groups.shape[0] - 1):
        packed, before = np.uint64(0), begin
        for slot in range(8):
            end = ends[group * 8 + slot]
            packed |= np.uint64(end - before) << np.uint64(5 * slot)
            before = end
        if before - begin > 30:
            packed = FULL
        groups[group] = np.uint64(begin) << np.uint64(40) | packed
        begin = before
    groups[groups.shape[0] - 1] = np.uint64(begin) << np.uint64(40)


@compiled
def _look(
    hashes: Words,
    query: Any,
    q: int,
    seen: npt.NDArray[np.int64],
    held: int,
    most: int,
    found: npt.NDArray[np.int64],
    total: int,
    skip: int,
) -> int:
    a, b, c, d = query[0], query[1], query[2], query[3]
    for n in range(held):
        k = seen[n]
        apart = (
            bits_set(hashes[k, 0] ^ a)
            + bits_set(hashes[k, 1] ^ b)
            + bits_set(hashes[k, 2] ^ c)
            + bits_set(hashes[k, 3] ^ d)
        )
        if apart <= most and (skip < 0 or skip + q < k):
            if total < found.shape[0]:
                found[total, 0], found[total, 1], found[total, 2] = q, k, apart
            total += 1
    return total


@compiled
def search(
    hashes: Words,
    queries: Words,
    steps: npt.NDArray[np.int64],
    ids: Any,
    groups: Words,
    flips: Words,
    most: int,
    seen: npt.NDArray[np.int64],
    found: npt.NDArray[np.int64],
    skip: int,
) -> int:
    """Write (query, hash, bits apart) to `found` and return how many there are, which may be more than it holds.

    Of `steps` each row is a band's number, first bit, width, where its groups begin in `groups`, and where its patterns begin
    and end in `flips`. One pair is told as often as bands and patterns come upon it. `seen` is room to work in.
    With `skip` 0 or more, query n is hash `skip` + n, and only hashes after it are told.
    """
    total = 0
    for step in range(steps.shape[0]):
        band, at_group = steps[step, 0], steps[step, 3]
        for q in range(queries.shape[0]):
            base = band_of(queries[q], steps[step, 1], steps[step, 2])
            held = 0
            for flip in range(steps[step, 4], steps[step, 5]):
                key = base ^ flips[flip]
                group, slot = at_group + np.int64(key >> np.uint64(3)), (key & np.uint64(7)) * np.uint64(5)
                packed = groups[group]
                low = np.int64(packed >> np.uint64(40))
                if packed & FULL == FULL:
                    high = np.int64(groups[group + 1] >> np.uint64(40))
                else:
                    size = np.int64((packed >> slot) & np.uint64(31))
                    below = packed & ((np.uint64(1) << slot) - np.uint64(1))
                    low += np.int64(((below * ONES) >> np.uint64(35)) & np.uint64(31))
                    high = low + size
                # Gather without looking, then look: the waits for memory overlap.
                for at in range(low, high):
                    seen[held] = ids[band, at]
                    held += 1
                    if held == seen.shape[0]:
                        total = _look(hashes, queries[q], q, seen, held, most, found, total, skip)
                        held = 0
            total = _look(hashes, queries[q], q, seen, held, most, found, total, skip)
    return total
