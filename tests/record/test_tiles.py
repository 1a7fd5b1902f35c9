"""Tiles: the same tree, file by file; what they answer never differs from the tree itself."""

from pathlib import Path

import pytest

from tawthiq.record.keys import DeviceKey
from tawthiq.record.ledger import MemoryLedger
from tawthiq.record.merkle import leaf
from tawthiq.record.proofs import LeafNodes, consistency, extends, includes, inclusion, root
from tawthiq.record.statement import make, pack
from tawthiq.record.tiles import Tiles, full_tiles, tile_path

KEY = DeviceKey(bytes(32))


@pytest.fixture(scope="module")
def ledger() -> MemoryLedger:
    """A thousand statements."""
    made = MemoryLedger()
    previous = None
    entries = []
    for seq in range(1000):
        body = pack(seq)
        one = make(KEY, seq=seq, previous=previous, time=0, kind="note", body=body)
        entries.append((one, body))
        previous = one.id
    made.append(entries)
    return made


@pytest.mark.parametrize(
    ("number", "path"),
    [(0, "tile/0/000"), (999, "tile/0/999"), (1234067, "tile/0/x001/x234/067"), (1000, "tile/0/x001/000")],
)
def test_names_are_those_of_the_specification(number: int, path: str) -> None:
    """x001/x234/067 is the example of C2SP tlog-tiles."""
    assert tile_path(0, number) == path


def test_only_full_tiles_are_counted() -> None:
    """255 entries fill none, 65,536 fill 256 and one above them."""
    assert list(full_tiles(255)) == []
    assert list(full_tiles(512)) == [(0, 0), (0, 1)]
    assert list(full_tiles(65_536))[-1] == (1, 0)


def test_proofs_from_tiles_are_those_of_the_tree(ledger: MemoryLedger, tmp_path: Path) -> None:
    """Full tiles and the newest entries together."""
    leaves = [leaf(row.entry) for row in ledger.rows()]
    tiles, nodes = Tiles(tmp_path, ledger), LeafNodes(leaves)
    assert tiles.grow(1000) == 3
    for size in (1, 255, 256, 257, 511, 768, 999, 1000):
        tree = root(nodes, 0, size)
        assert root(tiles, 0, size) == tree
        for index in (0, size // 2, size - 1):
            assert includes(leaves[index], index, size, inclusion(tiles, index, size), tree)
        path = consistency(tiles, size, 1000)
        assert extends(size, tree, 1000, ledger.frontier().root, path)


def test_growing_again_writes_nothing(ledger: MemoryLedger, tmp_path: Path) -> None:
    """A tile is written once."""
    tiles = Tiles(tmp_path, ledger)
    assert tiles.grow(600) == 2
    assert tiles.grow(700) == 0
    assert tiles.grow(1000) == 1


def test_a_missing_tile_is_worked_out_from_the_entries(ledger: MemoryLedger, tmp_path: Path) -> None:
    """Tiles can be made again, like every cache."""
    tiles = Tiles(tmp_path, ledger)
    tiles.grow(1000)
    (tmp_path / "tile/0/001").unlink()
    assert root(Tiles(tmp_path, ledger), 0, 1000) == ledger.frontier().root


def test_beyond_the_log_there_is_no_node(ledger: MemoryLedger, tmp_path: Path) -> None:
    """Not a made-up hash."""
    with pytest.raises(LookupError):
        Tiles(tmp_path, ledger).node(0, 1000)
