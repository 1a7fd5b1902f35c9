"""The Merkle tree of RFC 6962 (section 2.1) over the log's entries in arrival order, kept as its right frontier.

Appending and asking for the root cost O(log n) memory and time; the leaf prefix 0x00 and node prefix 0x01 keep leaves
and nodes apart.
"""

import hashlib
from collections.abc import Iterable

import msgspec


def leaf(entry: bytes) -> bytes:
    """The hash of one entry as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier(msgspec.Struct, frozen=True):
    """The roots of the perfect subtrees that make up a tree of `size` leaves, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def push(self, leaf_hash: bytes) -> "Frontier":
        """The frontier after one more leaf."""
        peaks = list(self.peaks)
        carry, size = leaf_hash, self.size
        while size & 1:
            carry = node(peaks.pop(), carry)
            size >>= 1
        return Frontier(self.size + 1, (*peaks, carry))

    def extend(self, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """The frontier after many more leaves."""
        size, peaks = self.size, list(self.peaks)
        for leaf_hash in leaf_hashes:
            carry, rest = leaf_hash, size
            while rest & 1:
                carry = node(peaks.pop(), carry)
                rest >>= 1
            peaks.append(carry)
            size += 1
        return Frontier(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The Merkle tree hash; of the empty tree, the hash of nothing."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root

    def pack(self) -> bytes:
        """Bytes for storing beside the log."""
        return self.size.to_bytes(8, "big") + b"".join(self.peaks)

    @classmethod
    def unpack(cls, data: bytes) -> "Frontier":
        """What `pack` made. Raises ValueError if the bytes are not a frontier."""
        size = int.from_bytes(data[:8], "big")
        peaks = tuple(data[i : i + 32] for i in range(8, len(data), 32))
        if len(data) < 8 or len(peaks) != size.bit_count() or any(len(peak) != 32 for peak in peaks):
            raise ValueError("not a frontier")
        return cls(size, peaks)
