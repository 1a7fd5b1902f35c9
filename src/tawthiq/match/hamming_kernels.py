"""The compiled part of the hash index: sixteen tables, one for each sixteen bits of a hash.

Read as sixteen rows of sixteen bits, as PDQ makes them, a part takes a bit from each row, from four columns. Bits of one row
hang together: where windows repeat, whole rows are equal, and pictures without anything in common would share a key.

A table lists the hashes by those bits, its key. Beside each stands what the *next* sixteen bits are, so that nearly all of a
key's hashes are ruled out sixty-four at a time and without a look at themselves. Which hash an entry is, is kept in two parts:
the lower sixteen bits of its number in `low`, the upper ones in `high`, where a bit is set at (entry + key * blocks + upper):
as a key's hashes are listed in order, two bits an entry hold them all (Elias and Fano's way).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.match.compiled import compiled
from tawthiq.match.vectors import LANES, bits_set, lowest_bit, near_mask

Words = npt.NDArray[np.uint64]
Shorts = npt.NDArray[np.uint16]
Ids = npt.NDArray[np.uint32]
Small = npt.NDArray[np.int8]
Found = npt.NDArray[np.int64]
TABLES = 16
BLOCK = 16
"""Bits of a hash's number that `low` holds."""
COLUMN = np.uint64(0x0001000100010001)
GATHER = np.uint64(1 << 48 | 1 << 33 | 1 << 18 | 1 << 3)
PROBE = 64
"""To look up a key takes as long as to rule out so many entries."""


@compiled
def part(words: Any, number: int) -> Any:
    """The part of that number of a hash of four words. A product brings the four bits of a column together, without a carry."""
    bits = np.uint64(0)
    for word in range(4):
        column = words[word] >> np.uint64((number + 5 * word) % TABLES) & COLUMN
        bits |= (column * GATHER >> np.uint64(48) & np.uint64(15)) << np.uint64(4 * word)
    return bits


@compiled
def parts(hashes: Words, out: Shorts) -> None:
    """The sixteen parts of each hash."""
    for n in range(hashes.shape[0]):
        for number in range(TABLES):
            out[n, number] = part(hashes[n], number)


@compiled
def count_keys(hashes: Words, table: int, begins: Ids) -> None:
    """`begins[key]`: how many hashes have a lesser key."""
    for n in range(hashes.shape[0]):
        begins[np.int64(part(hashes[n], table)) + 1] += np.uint32(1)
    for key in range(1, begins.shape[0]):
        begins[key] += begins[key - 1]


@compiled
def place(
    hashes: Words, table: int, blocks: int, free: Ids, beside: Shorts, low: Shorts, high: Words
) -> None:
    """List the hashes by key. `free` comes as `begins` and leaves as where each key's entries end."""
    following = (table + 1) % TABLES
    for n in range(hashes.shape[0]):
        key = np.int64(part(hashes[n], table))
        entry = np.int64(free[key])
        free[key] += np.uint32(1)
        beside[entry] = part(hashes[n], following)
        low[entry] = n & ((1 << BLOCK) - 1)
        bit = entry + key * blocks + (n >> BLOCK)
        high[bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)


@compiled
def numbers(held: Words, count: int, blocks: int, begins: Ids, low: Shorts, high: Words) -> None:
    """Put the hash's number in place of (query << 48 | key << 32 | entry): (query << 32 | number).

    Entries of a key that follow one another are read on from where the last one stood, or a key of a million
    equal hashes would be counted through a million times.
    """
    last, at = np.int64(-1), np.int64(-1)
    word, before, start, key = np.int64(0), np.int64(0), np.int64(0), np.int64(-1)
    for n in range(count):
        packed = held[n]
        query, entry = packed >> np.uint64(48), np.int64(packed & np.uint64(0xFFFFFFFF))
        key = np.int64((packed >> np.uint64(32)) & np.uint64(0xFFFF))
        if key != last or entry < at:
            start = np.int64(begins[key]) + key * blocks
            word, before = (
                start >> 6,
                -bits_set(high[start >> 6] & ((np.uint64(1) << np.uint64(start & 63)) - np.uint64(1))),
            )
        last, at = key, entry
        wanted = entry - np.int64(begins[key])
        bits = high[word]
        here = bits_set(bits)
        while before + here <= wanted:
            before += here
            word += 1
            bits = high[word]
            here = bits_set(bits)
        left, bit = wanted - before, np.int64(0)
        for half in (32, 16, 8, 4, 2, 1):
            lower = bits_set(bits & ((np.uint64(1) << np.uint64(half)) - np.uint64(1)))
            skip = np.int64(lower <= left)
            left -= lower * skip
            bits >>= np.uint64(half * skip)
            bit += half * skip
        upper = word * 64 + bit - start - wanted
        held[n] = query << np.uint64(32) | np.uint64(upper << BLOCK) | np.uint64(low[entry])


@compiled
def _first_table(a: Any, b: Any, allowed: Any, strict: int) -> int:
    """The first table that finds this pair."""
    for table in range(TABLES):
        one = bits_set(part(a, table) ^ part(b, table))
        if one <= allowed[table]:
            following = (table + 1) % TABLES
            both = one + bits_set(part(a, following) ^ part(b, following))
            if both <= _limit(allowed, table, strict):
                return table
    return -1


@compiled
def _limit(allowed: Any, table: int, strict: int) -> Any:
    """How many bits a table's sixteen and the next may differ by together."""
    here = np.int64(allowed[table])
    return here + np.int64(allowed[(table + 1) % TABLES]) + 1 - (strict if here > 0 else 0)


@compiled
def _compare(
    hashes: Words,
    queries: Words,
    held: Words,
    count: int,
    table: int,
    allowed: Small,
    strict: int,
    most: int,
    skip: int,
    found: Found,
    total: int,
) -> int:
    for n in range(count):
        q, k = np.int64(held[n] >> np.uint64(32)), np.int64(held[n] & np.uint64(0xFFFFFFFF))
        apart = (
            bits_set(hashes[k, 0] ^ queries[q, 0])
            + bits_set(hashes[k, 1] ^ queries[q, 1])
            + bits_set(hashes[k, 2] ^ queries[q, 2])
            + bits_set(hashes[k, 3] ^ queries[q, 3])
        )
        if (
            apart <= most
            and (skip < 0 or skip + q < k)
            and _first_table(hashes[k], queries[q], allowed[q], strict) == table
        ):
            if total < found.shape[0]:
                found[total, 0], found[total, 1], found[total, 2] = q, k, apart
            total += 1
    return total


@compiled
def _mark(near: Any, at: Any, name: Any, held: Words, count: int) -> int:
    """Hold the entries from `at` on whose bits are set; how many are held then."""
    while near != np.uint64(0):
        held[count] = name | np.uint64(at + lowest_bit(near))
        near &= near - np.uint64(1)
        count += 1
    return count


@compiled
def search(
    hashes: Words,
    queries: Words,
    asked: Shorts,
    order: npt.NDArray[np.int64],
    begins: Any,
    beside: Any,
    low: Any,
    high: Any,
    blocks: int,
    flips: Shorts,
    upto: npt.NDArray[np.int64],
    allowed: Small,
    strict: int,
    most: int,
    skip: int,
    enough: int,
    held: Words,
    found: Found,
) -> int:
    """Write (query, hash, bits apart) to `found`, each once, and return how many there are, which may be more than it holds.

    Table by table, queries in `order` (by key: neighbours find the table's entries still at hand). `allowed` says for each query
    and table how many bits of the key may differ: `flips` are the differences, the fewest bits first, `upto[r]` how many of
    them have at most r. With `skip` 0 or more, query n is hash `skip` + n, and only hashes after it are told. Past
    `enough` the search stops. `held` is room to work in.
    """
    total = 0
    for table in range(TABLES):
        following, count = (table + 1) % TABLES, 0
        for turn in range(order.shape[1]):
            q = order[table, turn]
            radius = np.int64(allowed[q, table])
            if radius < 0:
                continue
            own, word = asked[q, table], asked[q, following]
            limit = _limit(allowed[q], table, strict)
            for flip in range(upto[radius]):
                differ = flips[flip]
                may = limit - bits_set(np.uint64(differ))
                if may < 0:
                    break
                key = np.int64(own ^ differ)
                at, end = np.int64(begins[table, key]), np.int64(begins[table, key + 1])
                name = np.uint64(q) << np.uint64(48) | np.uint64(key) << np.uint64(32)
                while at < end:
                    near = near_mask(beside[table], at, word, np.uint16(may))
                    if end - at < LANES:
                        near &= (np.uint64(1) << np.uint64(end - at)) - np.uint64(1)
                    count = _mark(near, at, name, held, count)
                    at += LANES
                    if count > held.shape[0] - LANES:
                        numbers(held, count, blocks, begins[table], low[table], high[table])
                        total = _compare(
                            hashes, queries, held, count, table, allowed, strict, most, skip,
                            found, total,
                        )  # fmt: skip
                        count = 0
                        if total > enough:
                            return total
        numbers(held, count, blocks, begins[table], low[table], high[table])
        total = _compare(hashes, queries, held, count, table, allowed, strict, most, skip, found, total)
    return total


@compiled
def scan(hashes: Words, queries: Words, most: int, skip: int, enough: int, found: Found) -> int:
    """As `search`, by looking at every hash."""
    total = 0
    for q in range(queries.shape[0]):
        a, b, c, d = queries[q, 0], queries[q, 1], queries[q, 2], queries[q, 3]
        for k in range(max(0, skip + q + 1) if skip >= 0 else 0, hashes.shape[0]):
            apart = (
                bits_set(hashes[k, 0] ^ a)
                + bits_set(hashes[k, 1] ^ b)
                + bits_set(hashes[k, 2] ^ c)
                + bits_set(hashes[k, 3] ^ d)
            )
            if apart <= most:
                if total < found.shape[0]:
                    found[total, 0], found[total, 1], found[total, 2] = q, k, apart
                total += 1
        if total > enough:
            return total
    return total


@compiled
def _cheapest(cost: Any, allowed: Any) -> None:
    """Set `allowed` to what costs least among rows of the same sum. `cost[table, r + 1]` is that of r bits."""
    budget = np.int64(TABLES)
    for table in range(TABLES):
        budget += np.int64(allowed[table])
    best = np.full((TABLES + 1, budget + 1), np.inf)
    best[0, 0] = 0.0
    for table in range(TABLES):
        for spent in range(budget + 1):
            for step in range(min(cost.shape[1], budget - spent + 1)):
                sum_ = best[table, spent] + cost[table, step]
                best[table + 1, spent + step] = min(best[table + 1, spent + step], sum_)
    left = budget
    for table in range(TABLES - 1, -1, -1):
        for step in range(min(cost.shape[1], left + 1)):
            if best[table, left - step] + cost[table, step] == best[table + 1, left]:
                allowed[table] = step - 1
                left -= step
                break


@compiled
def spread(
    begins: Any, asked: Shorts, flips: Shorts, upto: npt.NDArray[np.int64], dear: int, allowed: Small
) -> int:
    """Allow fewer bits where a query's keys are crowded and more where they are not; how many queries that changed.

    Each row of `allowed` keeps its sum, so that still no pair is missed (Qin and others' GPH, 2018). Only where the usual way
    would go through more than `dear` entries is another looked for.
    """
    changed = 0
    cost = np.zeros((TABLES, upto.shape[0] + 1), np.float64)
    for q in range(asked.shape[0]):
        total = np.int64(0)
        for table in range(TABLES):
            if allowed[q, table] >= 0:
                for flip in range(upto[allowed[q, table]]):
                    key = np.int64(asked[q, table] ^ flips[flip])
                    total += np.int64(begins[table, key + 1]) - np.int64(begins[table, key])
        if total <= dear:
            continue
        for table in range(TABLES):
            flip = 0
            for radius in range(upto.shape[0]):
                cost[table, radius + 1] = cost[table, radius]
                while flip < upto[radius]:
                    key = np.int64(asked[q, table] ^ flips[flip])
                    entries = np.int64(begins[table, key + 1]) - np.int64(begins[table, key])
                    cost[table, radius + 1] += np.float64(PROBE + entries)
                    flip += 1
        _cheapest(cost, allowed[q])
        changed += 1
    return changed
