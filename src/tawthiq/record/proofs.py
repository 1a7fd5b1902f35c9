"""Proofs over the Merkle tree: that an entry is in it, and that a later tree begins with an earlier one (RFC 9162, 2.1.3-2.1.4).

Proofs are made from the roots of perfect subtrees, which `Nodes` gives by (level, index): the leaf hashes are level 0,
and node (l, i) covers the leaves [i * 2^l, (i + 1) * 2^l). Verifying needs nothing but hashes.
"""

from collections.abc import Sequence
from typing import Protocol

from tawthiq.record.merkle import Frontier, node


class Nodes(Protocol):
    """Hashes of perfect subtrees that are wholly within the log."""

    def node(self, level: int, index: int) -> bytes:
        """The hash of one perfect subtree. Raises LookupError if it is not there."""


class LeafNodes:
    """Nodes over leaf hashes in memory, worked out when asked for."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]

    def node(self, level: int, index: int) -> bytes:
        """See Nodes."""
        while len(self._levels) <= level:
            below = self._levels[-1]
            self._levels.append([node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])
        return self._levels[level][index]


def root(nodes: Nodes, start: int, stop: int) -> bytes:
    """The Merkle tree hash of the leaves [start, stop), where a subtree of that shape begins at `start`."""
    size = stop - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return nodes.node(level, start >> level)
    k = _split(size)
    return node(root(nodes, start, start + k), root(nodes, start + k, stop))


def inclusion(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves. Raises IndexError outside it."""
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} of {size}")
    path: list[bytes] = []
    start, stop = 0, size
    while stop - start > 1:
        k = _split(stop - start)
        if index < start + k:
            path.append(root(nodes, start + k, stop))
            stop = start + k
        else:
            path.append(root(nodes, start, start + k))
            start += k
    return path[::-1]


def consistency(nodes: Nodes, old: int, new: int) -> list[bytes]:
    """The proof that the tree of `new` leaves begins with that of `old`. Raises IndexError unless 0 < old <= new."""
    if not 0 < old <= new:
        raise IndexError(f"from {old} to {new}")
    path: list[bytes] = []
    start, stop, whole = 0, new, True
    while old != stop:
        k = _split(stop - start)
        if old <= start + k:
            path.append(root(nodes, start + k, stop))
            stop = start + k
        else:
            path.append(root(nodes, start, start + k))
            start, whole = start + k, False
    if not whole:
        path.append(root(nodes, start, stop))
    return path[::-1]


def includes(leaf_hash: bytes, index: int, size: int, path: Sequence[bytes], tree: bytes) -> bool:
    """Whether `path` shows the leaf at `index` in the tree of `size` leaves with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, got = index, size - 1, leaf_hash
    for step in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            got = node(step, got)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            got = node(got, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and got == tree


def extends(old: int, old_tree: bytes, new: int, new_tree: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that the new tree begins with the old one (RFC 9162, 2.1.4.2). The empty tree begins all."""
    if old == 0:
        return not path and old_tree == Frontier().root
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_tree == new_tree
    steps = [old_tree, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = node(step, first), node(step, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node(second, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == old_tree and second == new_tree


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
