"""Sealing beside plain copy-and-hash of the same bytes, in one process, as ratios.

    python bench/sealing.py [--folder DIR]

Both put objects into a vault of files. `copy+hash` reads and stores each as it is; `sealed` reads, seals to a key of its own,
commits, wraps the key and keeps the envelope. Best of several rounds, the two taken in turn, so that a busy machine hits
both alike. Bodies and envelopes are measured by the thousand, and a large stream for its memory.
"""

import argparse
import hashlib
import io
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tawthiq.protect import age
from tawthiq.protect.envelope import Inside, about_key, wrap
from tawthiq.protect.envelopes import SqliteEnvelopes
from tawthiq.protect.reader import Reader
from tawthiq.protect.sealing import Sealer
from tawthiq.record.file_vault import FileVault


class Shop:
    """A vault and a sealer in a folder."""

    def __init__(self, root: Path) -> None:
        self.vault = FileVault.create(root / "objects")
        self.store = SqliteEnvelopes(root / "envelopes.db", writer=True)
        own, generation = age.fresh(), age.fresh()
        to = age.public(generation)
        self.store.add([wrap(about_key(to), Inside(identity=generation), age.public(own))])
        self.sealer = Sealer(self.store, Reader(self.store, own), lambda: (to,))


def plainly(shop: Shop, files: list[Path]) -> list[str]:
    for path in files:
        with path.open("rb") as stream:
            shop.vault.put(stream)
    shop.vault.sync()
    return []


def sealed(shop: Shop, files: list[Path]) -> list[str]:
    names = [shop.sealer.seal_bytes(path.read_bytes(), shop.vault).stored for path in files]
    shop.vault.sync()
    shop.sealer.sync()
    return names


def timed(
    what: Callable[[Shop, list[Path]], list[str]], root: Path, files: list[Path]
) -> tuple[float, float]:
    folder = Path(tempfile.mkdtemp(dir=root))
    shop = Shop(folder)
    began, worked = time.perf_counter(), time.process_time()
    what(shop, files)
    took = time.perf_counter() - began, time.process_time() - worked
    shop.store.close()
    shop.vault.close()
    shutil.rmtree(folder)
    return took


def compare(root: Path, size: int, count: int, rounds: int) -> None:
    inbox = root / "inbox"
    inbox.mkdir(exist_ok=True)
    files = [inbox / f"{size}-{n}" for n in range(count)]
    for path in files:
        path.write_bytes(os.urandom(size))
    plain, ours = (9e9, 9e9), (9e9, 9e9)
    for _ in range(rounds):
        plain = tuple(map(min, plain, timed(plainly, root, files)))
        ours = tuple(map(min, ours, timed(sealed, root, files)))
    print(
        f"{count:>5} x {size:>9,} bytes   copy+hash {plain[0] / count * 1e3:7.3f} ms   "
        f"sealed {ours[0] / count * 1e3:7.3f} ms   speed {plain[0] / ours[0]:.2f}x of copy+hash "
        f"({plain[1] / ours[1]:.2f}x in processor time)"
    )
    shutil.rmtree(inbox)


def small_things(root: Path) -> None:
    shop = Shop(root / "small")
    body = os.urandom(400)
    for name, count, one in (
        ("hash a body", 2000, lambda: hashlib.sha256(body).digest()),
        ("seal a body and wrap its key", 2000, lambda: shop.sealer.seal_body(body)),
    ):
        began = time.perf_counter()
        for _ in range(count):
            one()
        print(f"{name:<34}{(time.perf_counter() - began) / count * 1e6:9.1f} us")
    began = time.perf_counter()
    shop.sealer.sync()
    print(f"{'keep an envelope, 2,000 at once':<34}{(time.perf_counter() - began) / 2000 * 1e6:9.1f} us")
    stored = shop.sealer.seal_body(body)
    shop.sealer.sync()
    began = time.perf_counter()
    for _ in range(1000):
        shop.sealer.open_body(stored)
    print(f"{'open a body':<34}{(time.perf_counter() - began) / 1000 * 1e6:9.1f} us")


class Endless(io.RawIOBase):
    """Bytes that nobody keeps."""

    def __init__(self, size: int) -> None:
        self.left = size
        self._piece = os.urandom(1 << 20)

    def read(self, size: int = -1) -> bytes:
        """As io."""
        take = min(self.left, len(self._piece), size if size >= 0 else self.left)
        self.left -= take
        return self._piece[:take]


def large(root: Path) -> None:
    shop = Shop(root / "large")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = 512 << 20
    began = time.perf_counter()
    named = shop.sealer.seal_stream(Endless(size), shop.vault)  # type: ignore[arg-type]  # reads as a stream does
    shop.vault.sync()
    shop.sealer.sync()
    took = time.perf_counter() - began
    with shop.sealer.open_object(named.stored, shop.vault) as stream:
        while stream.read(1 << 20):
            pass
    grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"one stream of {size >> 20} MB: sealed at {size / took / 1e6:.0f} MB/s, opened again; memory grew by {grew:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(dir=given.folder))
    try:
        compare(root, 1 << 20, 64, given.rounds)
        compare(root, 100 << 10, 200, given.rounds)
        compare(root, 20 << 10, 400, given.rounds)
        compare(root, 2 << 10, 400, given.rounds)
        small_things(root)
        large(root)
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
