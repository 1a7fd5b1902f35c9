"""All pairs of 256-bit hashes at most 31 bits apart, exactly: of sixteen bands of 16 bits, one differs in at most a bit.

The pigeonhole holds because 31 differences over 16 bands leave a band with one or none (research page on matching, 2e).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

NEAR = 31
BANDS = 16


def near(queries: Sequence[str], index: Sequence[str]) -> list[tuple[int, int, int]]:
    """(query number, index number, bits apart) for every pair within `NEAR`, sorted. Hashes are 64 hex digits."""
    import numpy as np  # noqa: PLC0415

    if not queries or not index:
        return []
    asked, kept = _bytes(queries), _bytes(index)
    flips = np.array([0, *(1 << bit for bit in range(16))], dtype=np.uint16)
    seen: list[npt.NDArray[np.int64]] = []
    asked_bands, kept_bands = asked.view(">u2").astype(np.uint16), kept.view(">u2").astype(np.uint16)
    for band in range(BANDS):
        order = np.argsort(kept_bands[:, band], kind="stable")
        keys = kept_bands[order, band]
        wanted = (asked_bands[:, band][:, None] ^ flips[None, :]).ravel()
        low, high = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        size = high - low
        query = np.repeat(np.arange(len(queries)).repeat(len(flips)), size)
        offset = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        found = order[np.repeat(low, size) + offset]
        apart = np.bitwise_count(asked[query] ^ kept[found]).sum(axis=1, dtype=np.int64)
        good = apart <= NEAR
        seen.append(np.stack([query[good], found[good], apart[good]], axis=1))
    every = np.unique(np.concatenate(seen), axis=0)
    return [(int(q), int(k), int(d)) for q, k, d in every]


def _bytes(hashes: Sequence[str]) -> "npt.NDArray[np.uint8]":
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(bytes.fromhex("".join(hashes)), dtype=np.uint8).reshape(len(hashes), 32).copy()
