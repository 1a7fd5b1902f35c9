"""All pairs of 256-bit hashes at most 31 bits apart, exactly: the bits are cut into bands, of which one must nearly agree.

If a band may differ by r bits, any band of which sees r + 1 too many rules itself out; so where the bands' allowances plus
one each add up to 32, no pair within 31 bits escapes all of them (the pigeonhole of multi-index hashing; Norouzi, Punjani
and Fleet 2012). The number of bands follows the number of hashes: few and wide where there are many.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Words = npt.NDArray[np.uint64]
    Found = npt.NDArray[np.int64]

NEAR = 31
BITS = 256
WIDTHS = ((3_000, 12), (100_000, 16), (2_000_000, 20))
"""Up to so many hashes, bands of about so many bits; beyond, WIDEST."""
WIDEST = 23
MOST = 1 << 24
"""Of the hashes of one index (see hamming_kernels on how their numbers are packed)."""
ROOM = 1 << 12
CHUNK = 2048


class HashIndex:
    """Hashes (rows of four 64-bit words) kept by band. In memory: 32 bytes a hash, 4 a hash and band, 1 a key and band."""

    def __init__(self, hashes: "Words") -> None:
        import numpy as np  # noqa: PLC0415

        from tawthiq.match.hamming_kernels import count_keys, group_keys, place_ids  # noqa: PLC0415

        self.hashes = np.ascontiguousarray(hashes, np.uint64).reshape(-1, 4)
        count = len(self.hashes)
        if count >= MOST:
            raise ValueError(f"at most {MOST - 1} hashes in one index")
        width = next((w for most, w in WIDTHS if count <= most), WIDEST)
        edges = np.linspace(0, BITS, BITS // width + 1).astype(np.int64)
        sizes = np.diff(edges)
        ends_at = np.cumsum((1 << sizes - 3) + 1)
        self._bands = np.stack([edges[:-1], sizes, ends_at - (1 << sizes - 3) - 1], axis=1)
        self._ids = np.empty((len(sizes), count), np.uint32)
        self._groups = np.empty(int(ends_at[-1]), np.uint64)
        for band, (first, bits, at) in enumerate(self._bands.tolist()):
            ends = np.zeros((1 << bits) + 1, np.uint32)
            count_keys(self.hashes, first, bits, ends)
            place_ids(self.hashes, first, bits, ends, self._ids[band])
            group_keys(ends, self._groups[at : at + (1 << bits - 3) + 1])

    @property
    def nbytes(self) -> int:
        """Bytes in memory, the hashes included."""
        return sum(a.nbytes for a in (self.hashes, self._ids, self._groups))

    def search(self, queries: "Words", most: int = NEAR, *, exact: bool = True) -> "Found":
        """(query number, hash number, bits apart) of every pair at most `most` bits apart, sorted.

        Without `exact`, bands may differ by one bit only: an order of magnitude faster, and of pairs 0 to 31 bits apart
        two or three in a thousand are missed.
        """
        import numpy as np  # noqa: PLC0415

        asked = np.ascontiguousarray(queries, np.uint64).reshape(-1, 4)
        return self._run(asked, most, -1, exact=exact)

    def pairs(self, most: int = NEAR) -> "Found":
        """(smaller number, larger number, bits apart) of every pair of the index's own hashes at most `most` apart, sorted."""
        return self._run(self.hashes, most, 0, exact=True)

    def _allowances(self, most: int) -> list[int]:
        """For each band how many bits may differ, -1 where it need not be asked. With one more each they add up to most + 1."""
        if not 0 <= most < BITS:
            raise ValueError(f"most must lie from 0 to 255, not {most}")
        each, more = divmod(most + 1, len(self._bands))
        return [each if band < more else each - 1 for band in range(len(self._bands))]

    def _run(self, asked: "Words", most: int, skip: int, *, exact: bool) -> "Found":
        import numpy as np  # noqa: PLC0415

        from tawthiq.match.compiled import workers  # noqa: PLC0415

        allowed = self._allowances(most)
        radii = allowed if exact else [min(r, 1) for r in allowed]
        plan: list[tuple[int, ...]] = []
        tables: list[Words] = [np.zeros(0, np.uint64)]
        for band, radius in enumerate(radii):
            if radius >= 0:
                first, width, groups = self._bands[band].tolist()
                at = sum(map(len, tables))
                tables.append(flip_patterns(width, radius))
                plan.append((band, first, width, groups, at, at + len(tables[-1])))
        if not exact and max(allowed) > 1:
            # Half of the pairs of bits of the last band, which finds a seventh of what single bits miss.
            more = flip_patterns(self._bands[-1, 1], 2)[len(tables[-1]) :]
            tables.append(more[: len(more) // 2])
            plan[-1] = (*plan[-1][:-1], plan[-1][-1] + len(tables[-1]))
        steps, flips = np.array(plan, np.int64).reshape(-1, 6), np.concatenate(tables)
        with ThreadPoolExecutor(workers()) as pool:
            parts = list(
                pool.map(
                    lambda at: self._chunk(asked[at : at + CHUNK], at, most, steps, flips, skip),
                    range(0, len(asked), CHUNK),
                )
            )
        return np.concatenate([np.zeros((0, 3), np.int64), *parts])

    def _chunk(
        self, asked: "Words", at: int, most: int, steps: "Found", flips: "Words", skip: int
    ) -> "Found":
        import numpy as np  # noqa: PLC0415

        from tawthiq.match.hamming_kernels import search  # noqa: PLC0415

        seen, room = np.empty(ROOM, np.int64), 4 * CHUNK
        while True:
            found = np.empty((room, 3), np.int64)
            after = at if skip >= 0 else -1
            total = search(
                self.hashes, asked, steps, self._ids, self._groups, flips, most, seen, found, after
            )
            if total <= room:
                break
            room = total
        found = np.unique(found[:total], axis=0)
        found[:, 0] += at
        return found


@cache
def flip_patterns(width: int, radius: int) -> "Words":
    """Every number of `width` bits with at most `radius` of them set, the fewest first."""
    import numpy as np  # noqa: PLC0415

    patterns = [
        sum(1 << bit for bit in bits) for r in range(radius + 1) for bits in combinations(range(width), r)
    ]
    return np.array(patterns, np.uint64)


def words(hashes: Sequence[str]) -> "Words":
    """Hashes of 64 hex digits as rows of four 64-bit words."""
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(bytes.fromhex("".join(hashes)), np.uint64).reshape(len(hashes), 4)


def near(queries: Sequence[str], index: Sequence[str]) -> list[tuple[int, int, int]]:
    """(query number, index number, bits apart) for every pair within `NEAR`, sorted. Hashes are 64 hex digits."""
    if not queries or not index:
        return []
    found = HashIndex(words(index)).search(words(queries))
    return [(q, k, apart) for q, k, apart in found.tolist()]
