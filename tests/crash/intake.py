"""The program under the knife: it takes in blobs in batches and prints an id once the record has acknowledged it.

    python intake.py CASE BATCHES PER_BATCH [--sealed] [--vault-only] [--no-folder-sync] [--normal]

With --sealed objects and bodies are ciphertext, and their keys have to outlive the crash too. With --vault-only there is no record, and what is acknowledged are objects. The last two weaken it on purpose: the
suites must notice (a blind test proves nothing). Without a record, because on ext4 any later fsync, the record's too,
brings the folders along and hides a forgotten one.
"""

import contextlib
import io
import os
import sqlite3
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from tawthiq.protect.age import public  # noqa: E402
from tawthiq.protect.envelopes import SqliteEnvelopes  # noqa: E402
from tawthiq.protect.reader import Reader  # noqa: E402
from tawthiq.protect.sealing import Sealer  # noqa: E402
from tawthiq.record import file_vault, sqlite_ledger, storage  # noqa: E402
from tawthiq.record.errors import TawthiqError  # noqa: E402
from tawthiq.record.file_vault import FileVault  # noqa: E402
from tawthiq.record.keys import DeviceKey  # noqa: E402
from tawthiq.record.log import Log  # noqa: E402
from tawthiq.record.sqlite_ledger import SqliteLedger  # noqa: E402

KEY = DeviceKey(bytes(range(32)))
ORIGIN = "tawthiq/crash"
IDENTITY = "AGE-SECRET-KEY-1YYNPMTF5TMTK473GHEQ4WTNZH5YQKERX7F2VS83P6N03VANXULXS6990G7"
"""A reading key of nobody's, for these tests alone."""


def blob(n: int) -> bytes:
    """20 kB that depend on n."""
    return (f"object {n} ".encode() * 3000)[:20_000]


class Sealed:
    """Seals every body to one reader; see record.log.Seal."""

    def __init__(self, case: Path) -> None:
        store = SqliteEnvelopes(case / "envelopes.db", writer=True)
        self.sealer = Sealer(store, Reader(store, IDENTITY), lambda: (public(IDENTITY),))
        self.sync, self.forget = self.sealer.sync, self.sealer.forget

    def body(self, _kind: str, plain: bytes) -> bytes:
        """Ciphertext."""
        return self.sealer.seal_body(plain)


def pen(case: Path) -> tuple[Log, SqliteLedger, Sealed | None]:
    """Open the record of `case` for writing, made if need be."""
    vault = FileVault.create(case / "objects")
    seal = Sealed(case) if "--sealed" in sys.argv else None
    vault.sweep()
    ledger = SqliteLedger(case / "record.db", writer=True)
    point = case / "checkpoint"
    log = Log(ledger, vault, KEY, ORIGIN, lambda text: storage.replace_file(point, text.encode()), seal)
    log.recheckpoint(point.read_text() if point.exists() else None)
    return log, ledger, seal


def tell(stream: int, line: str) -> None:
    """Say a line; if the fault strikes this very write, nobody was told, and that is no loss."""
    with contextlib.suppress(OSError):
        os.write(stream, line.encode() + b"\n")


def main(case: Path, batches: int, per_batch: int) -> None:
    """Take in, and say what is acknowledged."""
    log, ledger, seal = pen(case)
    start = ledger.frontier().size
    tell(2, "begin")
    said = 0
    for batch in range(batches):
        # Every other batch is a single one: large batches are synced together, small ones file by file.
        for _ in range(per_batch if batch % 2 == 0 else 1):
            number = start + said
            said += 1
            if seal is None:
                digest, size = log._vault.put(io.BytesIO(blob(number)))
                refs: tuple[str, ...] = (digest,)
            else:
                made = seal.sealer.seal_bytes(blob(number), log._vault)
                refs, size = (made.stored, made.commitment.hex()), made.size
            log.say("note", {"n": number, "size": size}, time=number, refs=refs)
        for statement in log.commit():
            tell(1, statement.id.hex())
    ledger.close()


def vault_only(case: Path, batches: int, per_batch: int) -> None:
    """Store objects alone, and name each that is promised."""
    vault = FileVault.create(case / "objects")
    vault.sweep()
    start = len(list(vault.digests()))
    for batch in range(batches):
        staged = [vault.put(io.BytesIO(blob(start + batch * per_batch + n)))[0] for n in range(per_batch)]
        vault.sync()
        for digest in staged:
            tell(1, digest)


if __name__ == "__main__":
    if "--no-folder-sync" in sys.argv:
        file_vault.sync_folder = storage.sync_folder = lambda path: None  # type: ignore[assignment]
    if "--normal" in sys.argv:
        laid = sqlite_ledger.set_up

        def weakened(db: sqlite3.Connection, table: str, schema: str) -> bool:
            new = laid(db, table, schema)
            db.execute("PRAGMA synchronous = NORMAL")
            return new

        sqlite_ledger.set_up = weakened  # type: ignore[assignment]  # weaker on purpose
    try:
        job = vault_only if "--vault-only" in sys.argv else main
        job(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    except TawthiqError as error:
        tell(2, f"refused: {error}")
        sys.exit(error.exit_code)
