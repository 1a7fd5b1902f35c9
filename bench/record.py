"""How near the record comes to the limits of the machine, as ratios within one process: never as seconds.

    python bench/record.py [--mb 2000] [--statements 1000000] [--folder DIR]

- deep verify of objects against one thread that only reads and hashes the same files
- durable intake against copying and hashing the same bytes with one sync a batch
- verifying statements from cold against bare Ed25519 signature checks over the same bytes; bytes on disk a statement
- appending to a long log against appending to an empty one
"""

import argparse
import hashlib
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nacl.signing import VerifyKey

from tawthiq.preserve import Expected, check_objects
from tawthiq.record.audit import audit
from tawthiq.record.checkpoint import sign
from tawthiq.record.file_vault import FileVault
from tawthiq.record.keys import DeviceKey
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.statement import make, pack

BATCH = 32


def timed(job: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def ratio(name: str, ours: Callable[[], object], peer: Callable[[], object], bound: str) -> None:
    """Ours, then the peer, three times in turn; the smallest of each."""
    pairs = [(timed(ours), timed(peer)) for _ in range(3)]
    best = min(a for a, _ in pairs) / min(b for _, b in pairs)
    print(f"{name:<58} {best:5.2f}x   (bound {bound})")


def files(folder: Path, megabytes: int) -> list[Path]:
    """Mixed sizes, as a case has them: many of 100 kB, a few large."""
    draw = random.Random(1)
    made: list[Path] = []
    left = megabytes << 20
    while left > 0:
        size = min(left, 100_000 if len(made) % 40 else 32 << 20)
        path = folder / f"{len(made)}"
        path.write_bytes(draw.randbytes(size))
        made.append(path)
        left -= size
    return made


def bench_objects(root: Path, megabytes: int) -> None:  # noqa: C901  (two measurements with their peers)
    """Verify and intake."""
    source = root / "in"
    source.mkdir()
    paths = files(source, megabytes)
    vault = FileVault.create(root / "objects")
    held: list[Expected] = []
    for path in paths:
        with path.open("rb") as stream:
            held.append(Expected(*vault.put(stream), "x"))
    vault.sync()
    buffer = bytearray(1 << 20)

    def read_and_hash() -> None:
        for one in held:
            sha = hashlib.sha256()
            with vault.path(one.digest).open("rb", buffering=0) as stream:
                while count := stream.readinto(buffer):
                    sha.update(memoryview(buffer)[:count])

    limit = "deep verify / read and hash, one thread"
    ratio(limit, lambda: list(check_objects(vault, held)), read_and_hash, "1.10x")
    ratio(
        f"{limit}, ours on two", lambda: list(check_objects(vault, held, threads=2)), read_and_hash, "0.65x"
    )

    def intake() -> None:
        target = root / "intake"
        store = FileVault.create(target)
        for n, path in enumerate(paths, 1):
            with path.open("rb") as stream:
                store.put(stream)
            if n % BATCH == 0:
                store.sync()
        store.sync()
        store.close()
        shutil.rmtree(target)

    def copy() -> None:
        target = root / "copy"
        target.mkdir()
        for n, path in enumerate(paths, 1):
            sha = hashlib.sha256()
            with path.open("rb") as stream, (target / path.name).open("wb") as out:
                while chunk := stream.read(1 << 20):
                    sha.update(chunk)
                    out.write(chunk)
            if n % BATCH == 0 or n == len(paths):
                os.sync()
        shutil.rmtree(target)

    ratio("durable intake / copy and hash with one sync a batch", intake, copy, "1.15x")


def bench_statements(root: Path, count: int) -> None:
    """Verify and append."""
    key = DeviceKey(bytes(32))
    ledger = SqliteLedger(root / "record.db", writer=True)
    previous, batch = None, []
    for seq in range(count):
        body = pack({"n": seq, "words": "قال الشاهد إن أربعة أشخاص قتلوا"})
        one = make(key, seq=seq, previous=previous, time=seq, kind="note", body=body)
        previous = one.id
        batch.append((one, body))
        if len(batch) == 2000:
            ledger.append(batch)
            batch = []
    ledger.append(batch)
    note = sign("tawthiq/bench", ledger.frontier(), key)
    # Closing folds the write-ahead log into the file, which is then the whole of it.
    ledger.close()
    ledger = SqliteLedger(root / "record.db", writer=True)
    size = (root / "record.db").stat().st_size
    print(f"{'bytes on disk a statement, body included':<58} {size / count:5.0f}    (bound 500)")
    entries = [row.entry for row in ledger.rows()]
    verify = VerifyKey(key.author)

    def bare() -> None:
        for entry in entries:
            verify.verify(entry[64:], entry[:64])

    ratio("verify statements / bare signature checks", lambda: audit(ledger, note), bare, "1.50x")

    empty = SqliteLedger(root / "empty.db", writer=True)
    state = {id(ledger): (count, previous), id(empty): (0, None)}

    def append(to: SqliteLedger) -> None:
        seq, last = state[id(to)]
        for _ in range(100):
            body = pack({"n": seq})
            one = make(key, seq=seq, previous=last, time=seq, kind="note", body=body)
            to.append([(one, body)])
            seq, last = seq + 1, one.id
        state[id(to)] = (seq, last)

    ratio(f"append to {count} / append to none", lambda: append(ledger), lambda: append(empty), "about 1x")
    ledger.close()
    empty.close()


def main() -> None:
    """Run both."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--mb", type=int, default=2000)
    asked.add_argument("--statements", type=int, default=1_000_000)
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    root = Path(tempfile.mkdtemp(dir=given.folder))
    try:
        bench_objects(root, given.mb)
        bench_statements(root, given.statements)
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
