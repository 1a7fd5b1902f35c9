"""Proofs over the tree: every true one holds, none holds for anything else, and an independent program agrees."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.record.merkle import Frontier, leaf
from tawthiq.record.proofs import LeafNodes, consistency, extends, includes, inclusion, root

LEAVES = [leaf(n.to_bytes(2, "big")) for n in range(70)]
NODES = LeafNodes(LEAVES)
ROOTS = [Frontier().extend(LEAVES[:n]).root for n in range(71)]


def test_no_proof_is_made_of_what_is_not_in_the_tree() -> None:
    """Outside its bounds there is nothing to prove."""
    with pytest.raises(IndexError):
        inclusion(NODES, 5, 5)
    with pytest.raises(IndexError):
        consistency(NODES, 0, 5)
    with pytest.raises(IndexError):
        consistency(NODES, 6, 5)


def test_every_leaf_of_every_small_tree_is_shown_to_be_in_it() -> None:
    """All 2,485 of them; and no path shows another leaf, another place or another root."""
    for size in range(1, 71):
        assert root(NODES, 0, size) == ROOTS[size]
        for index in range(size):
            path = inclusion(NODES, index, size)
            assert includes(LEAVES[index], index, size, path, ROOTS[size])
            assert not includes(LEAVES[index - 1], index, size, path, ROOTS[size]) or size == 1
            assert not includes(LEAVES[index], index, size, path, ROOTS[size - 1])
            assert not includes(LEAVES[index], index, size, [*path, path[0] if path else b""], ROOTS[size])


def test_every_small_tree_is_shown_to_begin_every_later_one() -> None:
    """And with no other root at either end."""
    for new in range(1, 71):
        for old in range(1, new + 1):
            path = consistency(NODES, old, new)
            assert extends(old, ROOTS[old], new, ROOTS[new], path)
            assert not extends(old, ROOTS[old - 1], new, ROOTS[new], path)
            assert not extends(old, ROOTS[old], new, ROOTS[old - 1], path)
            assert not path or not extends(old, ROOTS[old], new, ROOTS[new], path[:-1])


def test_only_the_empty_tree_begins_everything() -> None:
    """And it needs no proof."""
    assert extends(0, ROOTS[0], 9, ROOTS[9], [])
    assert not extends(0, ROOTS[1], 9, ROOTS[9], [])
    assert not extends(3, ROOTS[3], 2, ROOTS[2], [])


@settings(max_examples=200)
@given(st.data())
def test_a_changed_byte_in_a_proof_breaks_it(data: st.DataObject) -> None:
    """Wherever it falls."""
    new = data.draw(st.integers(2, 70))
    old = data.draw(st.integers(1, new - 1))
    path = consistency(NODES, old, new)
    at = data.draw(st.integers(0, len(path) - 1))
    byte = data.draw(st.integers(0, 31))
    path[at] = path[at][:byte] + bytes([path[at][byte] ^ 1]) + path[at][byte + 1 :]
    assert not extends(old, ROOTS[old], new, ROOTS[new], path)


def test_pymerkle_agrees_on_a_thousand_random_trees() -> None:
    """Roots and inclusion paths of a program written by others (its own inclusion check takes our path)."""
    pymerkle = pytest.importorskip("pymerkle", reason="pymerkle is not installed")
    draw = random.Random(23)
    for _ in range(1000):
        entries = [draw.randbytes(draw.randrange(1, 20)) for _ in range(draw.randrange(1, 60))]
        other = pymerkle.InmemoryTree(algorithm="sha256")
        for entry in entries:
            other.append_entry(entry)
        leaves = [leaf(entry) for entry in entries]
        tree = Frontier().extend(leaves).root
        assert other.get_state() == tree
        index = draw.randrange(len(entries))
        theirs = other.prove_inclusion(index + 1, len(entries))
        assert [bytes(step) for step in theirs.path[1:]] == inclusion(LeafNodes(leaves), index, len(entries))
