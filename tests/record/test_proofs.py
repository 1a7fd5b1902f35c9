"""Proofs over the tree: every true one holds, none holds for anything else, and an independent program agrees."""

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


PUBLISHED_LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
PUBLISHED_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Leaves and roots published with the reference implementation of Certificate Transparency (RFC 6962)."""


def test_the_published_roots_of_certificate_transparency_are_ours() -> None:
    """Eight trees that others worked out, by the frontier and from the nodes."""
    leaves = [leaf(bytes.fromhex(one)) for one in PUBLISHED_LEAVES]
    for size, expected in enumerate(PUBLISHED_ROOTS, 1):
        assert Frontier().extend(leaves[:size]).root.hex() == expected
        assert root(LeafNodes(leaves), 0, size).hex() == expected
