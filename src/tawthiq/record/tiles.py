"""Full tiles of the Merkle tree as files that never change, laid out as in C2SP tlog-tiles: 256 hashes a file.

`tile/<L>/<N>`: tile N of level L holds the hashes of 256 subtrees of 256^L entries each. A tile is written once, when it
is full, after the entries are committed and before the checkpoint that covers them; what is not yet full is worked out
from the tiles below it and the last few entries. So a proof reads a few files, however long the log.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from tawthiq.record.ledger import Ledger
from tawthiq.record.merkle import leaf, node
from tawthiq.record.storage import replace_file, storage_errors

WIDTH = 256
HASH = 32


def tile_path(level: int, number: int) -> str:
    """`tile/<L>/<N>`, N in groups of three digits, all but the last marked with x (C2SP tlog-tiles)."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03}")
    return f"tile/{level}/{'/'.join(groups)}"


def full_tiles(size: int) -> Iterator[tuple[int, int]]:
    """(level, number) of every tile that a log of `size` entries fills."""
    level, width = 0, size // WIDTH
    while width:
        for number in range(width):
            yield level, number
        level, width = level + 1, width // WIDTH


def _root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes."""
    while len(hashes) > 1:
        hashes = [node(hashes[i], hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0]


class Tiles:
    """The tiles of one log, under `root`; implements `proofs.Nodes` over them and the ledger's newest entries."""

    def __init__(self, root: Path, ledger: Ledger) -> None:
        self.root = root
        self._ledger = ledger
        self._read = lru_cache(maxsize=512)(self._load)
        self._tail: dict[int, bytes] = {}
        self._tail_size = -1

    def grow(self, size: int) -> int:
        """Write every full tile of a log of `size` entries that is not there; how many. Durable on return."""
        written = 0
        level, width = 0, size // WIDTH
        while width:
            first = self._first_missing(level, width)
            for number in range(first, width):
                self._write(level, number)
                written += 1
            level, width = level + 1, width // WIDTH
        return written

    def _first_missing(self, level: int, width: int) -> int:
        # Tiles are written in order, so the last one there tells of those before it; `verify` checks every one.
        low, high = 0, width
        while low < high:
            middle = (low + high) // 2
            if (self.root / tile_path(level, middle)).is_file():
                low = middle + 1
            else:
                high = middle
        return low

    def _write(self, level: int, number: int) -> None:
        if level:
            hashes = [self.node(8 * level, number * WIDTH + i) for i in range(WIDTH)]
        else:
            rows = self._ledger.rows(number * WIDTH)
            hashes = [leaf(row.entry) for row, _ in zip(rows, range(WIDTH), strict=False)]
        path = self.root / tile_path(level, number)
        with storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, b"".join(hashes))

    def mend(self, size: int) -> list[str]:
        """Write again every full tile of a log of `size` entries that is missing or false; their paths."""
        leaves = [leaf(row.entry) for row, _ in zip(self._ledger.rows(), range(size), strict=False)]
        bad = [where for _, where, _ in self.problems(leaves)]
        for where in bad:
            (self.root / where).unlink(missing_ok=True)
        self._read.cache_clear()
        for level, number in full_tiles(size):
            if tile_path(level, number) in bad:
                self._write(level, number)
        return bad

    def node(self, level: int, index: int) -> bytes:
        """See proofs.Nodes. Raises LookupError."""
        tile, inside = divmod(level, 8)
        number, at = divmod(index << inside, WIDTH)
        try:
            data = self._read(tile, number)
        except LookupError:
            if level:
                return node(self.node(level - 1, 2 * index), self.node(level - 1, 2 * index + 1))
            return self._newest(index)
        return _root([data[i * HASH : (i + 1) * HASH] for i in range(at, at + (1 << inside))])

    def problems(self, leaves: Sequence[bytes]) -> Iterator[tuple[str, str, str]]:
        """Full tiles over these leaf hashes that are missing or false, each named."""
        hashes, level = list(leaves), 0
        while len(hashes) >= WIDTH:
            for number in range(len(hashes) // WIDTH):
                path = tile_path(level, number)
                wanted = b"".join(hashes[number * WIDTH : (number + 1) * WIDTH])
                try:
                    there = (self.root / path).read_bytes()
                except OSError:
                    yield "tile-missing", path, "`tawthiq repair` makes it again from the statements"
                    continue
                if there != wanted:
                    yield "tile-false", path, "it does not hold the hashes of these statements"
            hashes = [_root(hashes[i : i + WIDTH]) for i in range(0, len(hashes) - WIDTH + 1, WIDTH)]
            level += 1

    def _newest(self, index: int) -> bytes:
        size = self._ledger.frontier().size
        if size != self._tail_size:
            start = size // WIDTH * WIDTH
            self._tail = {row.arrival: leaf(row.entry) for row in self._ledger.rows(start)}
            self._tail_size = size
        try:
            return self._tail[index]
        except KeyError:
            # The tile is missing: fall back to the entry itself.
            for row in self._ledger.rows(index):
                return leaf(row.entry)
            raise LookupError(f"entry {index} is not in the log") from None

    def _load(self, level: int, number: int) -> bytes:
        """A full tile. Raises LookupError (which no cache keeps) if it is not there or not whole."""
        try:
            data = (self.root / tile_path(level, number)).read_bytes()
        except OSError as error:
            raise LookupError(f"no tile {level}/{number}") from error
        if len(data) != WIDTH * HASH:
            raise LookupError(f"tile {level}/{number} is not whole")
        return data
