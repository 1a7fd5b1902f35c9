"""Envelopes as a set, apart from what is signed, in a place where they can be destroyed.

Adding is a union, so copies merge in any order; what `add` returned from is on the disk. Destroying overwrites
(`secure_delete`) and folds the write-ahead log away. Flash memory may keep what was overwritten: no program can promise
more than the disk does (docs/threat-model.md).
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from tawthiq.protect.envelope import Envelope
from tawthiq.record.sqlite_file import connected, set_up
from tawthiq.record.storage import storage_errors, sync_folder

_SCHEMA = """
CREATE TABLE recipients (n INTEGER PRIMARY KEY, recipient TEXT NOT NULL UNIQUE);
CREATE TABLE envelopes (
    about BLOB NOT NULL, dest INTEGER NOT NULL REFERENCES recipients, digest BLOB NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (about, dest, digest)
) WITHOUT ROWID;
CREATE TABLE changes (one INTEGER PRIMARY KEY CHECK (one = 1), n INTEGER NOT NULL);
INSERT INTO changes VALUES (1, 0);
"""
MANY = 8
"""So many envelopes for one thing and one recipient are kept; a sound copy makes one, and nobody may flood a case."""


class Envelopes(Protocol):
    """What sealing asks of a store of envelopes."""

    def add(self, envelopes: Iterable[Envelope]) -> int:
        """Keep them, durable on return; how many were new."""

    def about(self, about: bytes) -> list[Envelope]:
        """Every envelope for one thing."""

    def every(self) -> Iterator[Envelope]:
        """All of them, in the order of what they are about."""

    def destroy(self, about: Iterable[bytes]) -> int:
        """Overwrite every envelope for these things; how many there were."""

    def mark(self) -> int:
        """A number that changes whenever envelopes come or go."""

    def close(self) -> None:
        """Let go."""


class MemoryEnvelopes:
    """In memory."""

    def __init__(self) -> None:
        self._kept: dict[bytes, dict[tuple[str, bytes], Envelope]] = {}
        self._changes = 0

    def add(self, envelopes: Iterable[Envelope]) -> int:
        """See Envelopes."""
        new = 0
        for one in envelopes:
            here = self._kept.setdefault(one.about, {})
            key = (one.dest, _digest(one))
            if key not in here and sum(dest == one.dest for dest, _ in here) < MANY:
                here[key] = one
                new += 1
        self._changes += bool(new)
        return new

    def about(self, about: bytes) -> list[Envelope]:
        """See Envelopes."""
        here = self._kept.get(about, {})
        return [here[key] for key in sorted(here)]

    def every(self) -> Iterator[Envelope]:
        """See Envelopes."""
        for about in sorted(self._kept):
            yield from self.about(about)

    def destroy(self, about: Iterable[bytes]) -> int:
        """See Envelopes."""
        gone = sum(len(self._kept.pop(one, ())) for one in about)
        self._changes += bool(gone)
        return gone

    def mark(self) -> int:
        """See Envelopes."""
        return self._changes

    def close(self) -> None:
        """See Envelopes."""


class SqliteEnvelopes:
    """In a file of its own, WAL and synchronous=FULL as the ledger. Readers need no lock; the ledger's lock is the writer's."""

    def __init__(self, path: Path, *, writer: bool = False) -> None:
        self.path = path
        with storage_errors(path):
            if not writer and not path.exists():
                # A case from before there was sealing.
                self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                self._db.executescript(_SCHEMA)
                return
            self._db = connected(path, writer=writer)
            self._db.execute("PRAGMA temp_store = MEMORY")
            if writer and set_up(self._db, "envelopes", _SCHEMA):
                path.chmod(0o600)
                sync_folder(path.parent)

    def add(self, envelopes: Iterable[Envelope]) -> int:
        """See Envelopes."""
        waiting = list(envelopes)
        if not waiting:
            return 0
        new = 0
        with storage_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for one in waiting:
                    new += self._add(one)
                self._changed()
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        return new

    def _add(self, one: Envelope) -> int:
        self._db.execute("INSERT OR IGNORE INTO recipients (recipient) VALUES (?)", (one.dest,))
        (dest,) = self._db.execute("SELECT n FROM recipients WHERE recipient = ?", (one.dest,)).fetchone()
        (there,) = self._db.execute(
            "SELECT count(*) FROM envelopes WHERE about = ? AND dest = ?", (one.about, dest)
        ).fetchone()
        if there >= MANY:
            return 0
        return self._db.execute(
            "INSERT OR IGNORE INTO envelopes VALUES (?, ?, ?, ?)", (one.about, dest, _digest(one), one.sealed)
        ).rowcount

    def about(self, about: bytes) -> list[Envelope]:
        """See Envelopes."""
        with storage_errors(self.path):
            found = self._db.execute(
                "SELECT r.recipient, e.sealed FROM envelopes e JOIN recipients r ON r.n = e.dest WHERE e.about = ?"
                " ORDER BY r.recipient, e.digest",
                (about,),
            ).fetchall()
        return [Envelope(about, dest, sealed) for dest, sealed in found]

    def every(self) -> Iterator[Envelope]:
        """See Envelopes."""
        last = b""
        while True:
            with storage_errors(self.path):
                page = [
                    about
                    for (about,) in self._db.execute(
                        "SELECT DISTINCT about FROM envelopes WHERE about > ? ORDER BY about LIMIT 500",
                        (last,),
                    )
                ]
            for about in page:
                yield from self.about(about)
            if len(page) < 500:
                return
            last = page[-1]

    def destroy(self, about: Iterable[bytes]) -> int:
        """See Envelopes."""
        gone = 0
        with storage_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            for one in about:
                gone += self._db.execute("DELETE FROM envelopes WHERE about = ?", (one,)).rowcount
            self._changed()
            self._db.execute("COMMIT")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def mark(self) -> int:
        """See Envelopes."""
        with storage_errors(self.path):
            return int(self._db.execute("SELECT n FROM changes").fetchone()[0])

    def _changed(self) -> None:
        self._db.execute("UPDATE changes SET n = n + 1")

    def close(self) -> None:
        """See Envelopes."""
        self._db.close()


def _digest(one: Envelope) -> bytes:
    return hashlib.sha256(one.sealed).digest()[:16]
