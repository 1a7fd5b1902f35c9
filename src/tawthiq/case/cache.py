"""What is derived is kept by step, version and input, and can be deleted at any moment: it is made again, bit for bit.

A cache that cannot be read is thrown away and begun anew without asking. Losing its last writes in a power cut costs
time, never truth, so it is written without waiting for the disk. Values lie sealed and are found by keyed hashes
(`protect.veil`); `about` lets a withdrawal remove what was made of one exhibit.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from tawthiq.protect.veil import Unreadable, Veil

_SCHEMA = """
CREATE TABLE IF NOT EXISTS derived_2 (key BLOB PRIMARY KEY, about BLOB, value BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_about ON derived_2 (about);
DROP TABLE IF EXISTS derived;
"""


class Cache:
    """Derived values of one case. `path` None keeps them in memory."""

    def __init__(self, path: Path | None, veil: Veil | None = None) -> None:
        self._path = path
        self._veil = veil or Veil(None)
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
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA temp_store = MEMORY")
        for command in _SCHEMA.split(";\n"):
            db.execute(command)
        return db

    def _discard(self) -> None:
        if self._path is not None:
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def get(self, step: str, version: str, source: str) -> bytes | None:
        """The derived value, or None if it has yet to be made."""
        try:
            row = self._db.execute(
                "SELECT value FROM derived_2 WHERE key = ?", (self._veil.mark(step, version, source),)
            ).fetchone()
            return self._parts(row[0])[3] if row else None
        except (sqlite3.DatabaseError, Unreadable):
            self.clear()
            return None

    def put(self, step: str, version: str, source: str, value: bytes, about: str | None = None) -> None:
        """Keep a derived value; `about` is the exhibit it was made of, None if of the case as a whole."""
        kept = self._veil.hide(f"{step}\x00{version}\x00{source}".encode() + b"\0" + value)
        key = self._veil.mark(step, version, source)
        self._db.execute(
            "REPLACE INTO derived_2 VALUES (?, ?, ?)",
            (key, None if about is None else self._veil.mark(about), kept),
        )

    def forget(self, about: Iterable[str]) -> None:
        """Let nothing remain of what was made of these exhibits, nor of what was made of the case as a whole."""
        self._db.execute("DELETE FROM derived_2 WHERE about IS NULL")
        for one in about:
            self._db.execute("DELETE FROM derived_2 WHERE about = ?", (self._veil.mark(one),))
        if self._path is not None:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _parts(self, kept: bytes) -> tuple[str, str, str, bytes]:
        step, version, source, value = self._veil.show(kept).split(b"\0", 3)
        return step.decode(), version.decode(), source.decode(), value

    def clear(self) -> None:
        """Forget everything."""
        self._db.close()
        self._discard()
        self._db = self._connect()

    def items(self) -> Iterator[tuple[str, str, str, bytes]]:
        """All that is derived."""
        for (kept,) in self._db.execute("SELECT value FROM derived_2"):
            yield self._parts(kept)

    def digest(self) -> str:
        """One SHA-256 over all that is derived, to compare two makings."""
        sha = hashlib.sha256()
        made = ((*names, len(value), hashlib.sha256(value).hexdigest()) for *names, value in self.items())
        for one in sorted(made):
            sha.update(("\n".join(map(str, one)) + "\n").encode())
        return sha.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
