"""All pairs of 256-bit hashes at most 31 bits apart, exactly: two like hashes are alike in some sixteen bits *and* the next.

Cut both into sixteen parts of sixteen bits, in a ring, and allow each part r bits, so that the allowances plus one each add up to
32. Then of any pair within 31 bits there is a part from which on the sums stay within what is allowed: it differs by at most
r bits, and together with the next by at most the two's allowances plus one (the pigeonhole of multi-index hashing; Norouzi and
others 2012; in a ring, Qin and Xiao's pigeonring, 2018). Random hashes that share a part hardly ever share the next as
well, so that the table of a part, with the next beside each entry, gives the pairs and little else.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from tawthiq.record.errors import TooLargeInput

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Words = npt.NDArray[np.uint64]
    Found = npt.NDArray[np.int64]

NEAR = 31
BITS = 256
FEW = 4096
"""Up to so many hashes are looked at one by one, without tables."""
MOST = 1 << 31
"""Of the hashes of one index."""
MOST_FOUND = 1 << 26
"""Of the pairs one search may give (24 bytes each), unless said otherwise: a million black frames are half a billion pairs."""
WIDEST = 2
"""Of the bits a part may be allowed. Where more were needed, every hash is looked at instead."""
CROWDED = 4
"""A query whose keys have so many times as many entries as chance would give is asked in another way."""
ROOM = 1 << 12
CHUNK = 1 << 14
"""Of queries asked together."""


class HashIndex:
    """Hashes (rows of four 64-bit words), listed by each of their sixteen parts: 100 bytes a hash, and 4 MiB."""

    def __init__(self, hashes: "Words") -> None:
        import numpy as np  # noqa: PLC0415 - slow to import

        from tawthiq.match.compiled import workers  # noqa: PLC0415 - slow to import
        from tawthiq.match.hamming_kernels import BLOCK, TABLES, count_keys, place  # noqa: PLC0415 - slow to import
        from tawthiq.match.vectors import LANES  # noqa: PLC0415 - slow to import

        self.hashes = np.ascontiguousarray(hashes, np.uint64).reshape(-1, 4)
        count = len(self.hashes)
        if count >= MOST:
            raise ValueError(f"at most {MOST - 1} hashes in one index")
        tables, keys = (TABLES, 1 << 16) if count > FEW else (0, 0)
        self._blocks = (count + (1 << BLOCK) - 1) >> BLOCK
        self._begins = np.zeros((tables, keys + 1), np.uint32)
        self._beside = np.zeros((tables, count + LANES), np.uint16)
        self._low = np.empty((tables, count), np.uint16)
        self._high = np.zeros((tables, (count + keys * self._blocks >> 6) + 2), np.uint64)

        def fill(table: int) -> None:
            begins = self._begins[table]
            count_keys(self.hashes, table, begins)
            place(
                self.hashes, table, self._blocks, begins.copy(), self._beside[table], self._low[table], self._high[table]
            )  # fmt: skip

        with ThreadPoolExecutor(workers()) as pool:
            list(pool.map(fill, range(tables)))

    @property
    def nbytes(self) -> int:
        """Bytes in memory, the hashes included."""
        return sum(a.nbytes for a in (self.hashes, self._begins, self._beside, self._low, self._high))

    def search(
        self, queries: "Words", most: int = NEAR, *, exact: bool = True, enough: int = MOST_FOUND
    ) -> "Found":
        """(query number, hash number, bits apart) of every pair at most `most` bits apart, sorted.

        Without `exact` a part and the next must agree by one bit more: twice as fast, and of pairs 0 to 31 bits apart one in a
        thousand is missed. More pairs than `enough` are refused.
        """
        import numpy as np  # noqa: PLC0415 - slow to import

        asked = np.ascontiguousarray(queries, np.uint64).reshape(-1, 4)
        return self._run(asked, most, exact=exact, own=False, enough=enough)

    def pairs(self, most: int = NEAR, *, enough: int = MOST_FOUND) -> "Found":
        """(smaller number, larger number, bits apart) of every pair of the index's own hashes at most `most` apart, sorted."""
        return self._run(self.hashes, most, exact=True, own=True, enough=enough)

    def _run(self, asked: "Words", most: int, *, exact: bool, own: bool, enough: int) -> "Found":
        import numpy as np  # noqa: PLC0415 - slow to import

        from tawthiq.match.compiled import workers  # noqa: PLC0415 - slow to import

        allowed = allowances(most)
        threads = workers()
        size = max(1, min(CHUNK, -(-len(asked) // threads)))
        told: list[int] = []

        def chunk(at: int) -> "Found":
            left = max(0, enough - sum(told))
            found = self._chunk(asked[at : at + size], allowed, most, at if own else -1, left, exact=exact)
            told.append(len(found))
            if sum(told) > enough:
                raise TooLargeInput(
                    f"more than {enough} pairs of hashes lie within {most} bits",
                    expected="fewer alike at once",
                    hint="ask with fewer hashes, leave out the blank ones, or allow more pairs",
                )
            found[:, 0] += at
            return found

        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(chunk, range(0, len(asked), size)))
        return np.concatenate([np.zeros((0, 3), np.int64), *parts])

    def _chunk(
        self, asked: "Words", allowed: list[int], most: int, skip: int, enough: int, *, exact: bool
    ) -> "Found":
        """As `_run`, of a few queries. Gives one pair more than `enough` where there are more."""
        import numpy as np  # noqa: PLC0415 - slow to import

        from tawthiq.match.hamming_kernels import parts, scan, search, spread  # noqa: PLC0415 - slow to import

        if len(self._begins) and max(allowed) <= WIDEST:
            flips, upto = flip_patterns()
            rows = np.tile(np.array(allowed, np.int8), (len(asked), 1))
            mine = np.empty(rows.shape, np.uint16)
            parts(asked, mine)
            usual = sum(int(upto[r]) for r in allowed if r >= 0) * len(self.hashes) >> 16
            spread(self._begins, mine, flips, upto, CROWDED * usual, rows)
            order = np.ascontiguousarray(np.argsort(mine, axis=0, kind="stable").T)
            held = np.empty(ROOM, np.uint64)

            def fill(found: "Found") -> int:
                return search(
                    self.hashes, asked, mine, order, self._begins, self._beside, self._low, self._high,
                    self._blocks, flips, upto, rows, 0 if exact else 1, most, skip, enough, held, found,
                )  # fmt: skip

        else:

            def fill(found: "Found") -> int:
                return scan(self.hashes, asked, most, skip, enough, found)

        room = 16 * len(asked)
        while True:
            found = np.empty((room, 3), np.int64)
            total = fill(found)
            if total > enough:
                return np.broadcast_to(np.int64(0), (enough + 1, 3))
            if total <= room:
                break
            room = total
        found = found[:total]
        return found[np.argsort(found[:, 0] << 32 | found[:, 1])]


def allowances(most: int) -> list[int]:
    """For each part how many bits may differ, -1 where it need not be asked. With one more each they add up to most + 1."""
    if not 0 <= most < BITS:
        raise ValueError(f"most must lie from 0 to 255, not {most}")
    each, more = divmod(most + 1, 16)
    return [each if part < more else each - 1 for part in range(16)]


@cache
def flip_patterns() -> "tuple[npt.NDArray[np.uint16], Found]":
    """Every number of sixteen bits with at most `WIDEST` of them set, the fewest first; and how many have at most 0, 1, ..."""
    import numpy as np  # noqa: PLC0415 - slow to import

    every = np.arange(1 << 16, dtype=np.uint16)
    count = np.bitwise_count(every)
    some = np.argsort(count, kind="stable")[: int((count <= WIDEST).sum())]
    return every[some], np.cumsum(np.bincount(count))[: WIDEST + 1].astype(np.int64)


def words(hashes: Sequence[str]) -> "Words":
    """Hashes of 64 hex digits as rows of four 64-bit words."""
    import numpy as np  # noqa: PLC0415 - slow to import

    return np.frombuffer(bytes.fromhex("".join(hashes)), np.uint64).reshape(len(hashes), 4)


def near(queries: Sequence[str], index: Sequence[str]) -> list[tuple[int, int, int]]:
    """(query number, index number, bits apart) for every pair within `NEAR`, sorted. Hashes are 64 hex digits."""
    if not queries or not index:
        return []
    found = HashIndex(words(index)).search(words(queries))
    return [(q, k, apart) for q, k, apart in found.tolist()]
