"""What is derived is kept by step, version and input, and can be deleted at any moment: it is made again, bit for bit.

A cache that cannot be read is thrown away and begun anew without asking. Losing its last writes in a power cut costs
time, never truth, so it is written without waiting for the disk.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS derived (
    step TEXT NOT NULL, version TEXT NOT NULL, input TEXT NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (step, version, input)
) WITHOUT ROWID
"""


class Cache:
    """Derived values of one case. `path` None keeps them in memory."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        try:
            self._db = self._connect()
        except sqlite3.DatabaseError:
            self._discard()
            self._db = self._connect()

    def _connect(self) -> sqlite3.Connection:
        if self._path is not None:
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
        # The desk reads from several threads; every call is one statement, and SQLite serialises them.
        db = sqlite3.connect(
            ":memory:" if self._path is None else self._path,
            isolation_level=None,
            check_same_thread=False,
            timeout=30,
        )
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        db.execute(_SCHEMA)
        return db

    def _discard(self) -> None:
        if self._path is not None:
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def get(self, step: str, version: str, source: str) -> bytes | None:
        """The derived value, or None if it has yet to be made."""
        try:
            row = self._db.execute(
                "SELECT value FROM derived WHERE step = ? AND version = ? AND input = ?",
                (step, version, source),
            ).fetchone()
        except sqlite3.DatabaseError:
            self.clear()
            return None
        return row[0] if row else None

    def put(self, step: str, version: str, source: str, value: bytes) -> None:
        """Keep a derived value."""
        self._db.execute("REPLACE INTO derived VALUES (?, ?, ?, ?)", (step, version, source, value))

    def clear(self) -> None:
        """Forget everything."""
        self._db.close()
        self._discard()
        self._db = self._connect()

    def items(self) -> Iterator[tuple[str, str, str, bytes]]:
        """All that is derived, in order."""
        yield from self._db.execute("SELECT step, version, input, value FROM derived ORDER BY 1, 2, 3")

    def digest(self) -> str:
        """One SHA-256 over all that is derived, to compare two makings."""
        sha = hashlib.sha256()
        for step, version, source, value in self.items():
            sha.update(f"{step}\n{version}\n{source}\n{len(value)}\n".encode())
            sha.update(value)
        return sha.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
