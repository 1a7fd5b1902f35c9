"""What the statements say, kept as tables that follow the log: opening a case reads only what arrived since the last time.

A cache like any other: if it was made from another log, or cannot be read, it is made anew without asking. Nothing that
verifies a case reads it.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tawthiq.case.bodies import Places, Shown, body_of, place_rows
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import RecordError, UnknownId
from tawthiq.record.exhibit import Exhibit, Obtained
from tawthiq.record.judgement import Judgement
from tawthiq.record.ledger import Ledger, Row
from tawthiq.record.release import Release
from tawthiq.record.statement import Statement

VERSION = "1"
_SCHEMA = """
CREATE TABLE fed (one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT, arrivals INTEGER, last BLOB);
CREATE TABLE exhibits (arrival INTEGER PRIMARY KEY, id TEXT UNIQUE, digest TEXT, origin TEXT, name TEXT, parent TEXT, value BLOB);
CREATE INDEX by_origin ON exhibits (origin);
CREATE INDEX by_name ON exhibits (name);
CREATE TABLE said (arrival INTEGER PRIMARY KEY, kind TEXT, value BLOB);
CREATE INDEX by_kind ON said (kind);
CREATE TABLE visible (exhibit TEXT PRIMARY KEY, level TEXT) WITHOUT ROWID;
"""
T = TypeVar("T")


class Index:
    """The read model of one case. `path` None keeps it in memory."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        try:
            self._db = self._connect(path)
        except sqlite3.DatabaseError:
            self._discard()
            try:
                self._db = self._connect(path)
            except sqlite3.DatabaseError:
                # A case on a disk that refuses writes can still be read.
                self._path = None
                self._db = self._connect(None)

    def _connect(self, path: Path | None) -> sqlite3.Connection:
        if path is not None:
            try:
                path.parent.mkdir(mode=0o700, exist_ok=True)
            except OSError:
                path = self._path = None
        db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False, timeout=30)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN IMMEDIATE")
        known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'fed'").fetchone()
        if known and db.execute("SELECT version FROM fed").fetchone() != (VERSION,):
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                db.execute(f"DROP TABLE {name}")
            known = None
        if not known:
            for command in _SCHEMA.split(";\n"):
                db.execute(command)
            db.execute("INSERT INTO fed VALUES (1, ?, 0, NULL)", (VERSION,))
        db.execute("COMMIT")
        return db

    def _discard(self) -> None:
        if self._path is not None:
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything; the next `follow` reads the whole log."""
        self._db.close()
        self._discard()
        self._db = self._connect(self._path)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def follow(self, ledger: Ledger) -> None:
        """Take in what has arrived since the last time."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            arrivals, last = self._db.execute("SELECT arrivals, last FROM fed").fetchone()
            if arrivals and not _same(ledger, arrivals - 1, last):
                for table in ("exhibits", "said", "visible"):
                    self._db.execute(f"DELETE FROM {table}")  # noqa: S608  (the names stand in this line's loop)
                arrivals = 0
            for row in ledger.rows(arrivals):
                last = self._take(row)
                arrivals = row.arrival + 1
            self._db.execute("UPDATE fed SET arrivals = ?, last = ?", (arrivals, last))
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def _take(self, row: Row) -> bytes | None:
        try:
            statement = row.statement
        except RecordError:
            return None
        said = body_of(row, statement)
        match said:
            case None:
                pass
            case Obtained():
                self._exhibit(row.arrival, statement, said)
            case Shown():
                self._db.executemany(
                    "REPLACE INTO visible VALUES (?, ?)", [(one, said.level) for one in said.exhibits]
                )
            case Judgement() | Release() | Places():
                value = msgspec.json.encode(said)
                self._db.execute("INSERT INTO said VALUES (?, ?, ?)", (row.arrival, statement.kind, value))
        return statement.id

    def _exhibit(self, arrival: int, statement: Statement, said: Obtained) -> None:
        one = Exhibit(id=statement.id.hex(), obtained=said, author=statement.author.hex(), seq=statement.seq)
        if said.objects:
            self._db.execute(
                "INSERT INTO exhibits VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    arrival,
                    one.id,
                    one.original.digest,
                    said.origin,
                    said.name,
                    said.parent,
                    msgspec.json.encode(one),
                ),
            )

    # Asking

    def exhibits(self) -> Iterator[Exhibit]:
        """Every exhibit in order of arrival."""
        for (value,) in self._db.execute("SELECT value FROM exhibits ORDER BY arrival").fetchall():
            yield msgspec.json.decode(value, type=Exhibit)

    def exhibit(self, prefix: str) -> Exhibit:
        """The exhibit whose id starts so, or whose origin or name is this. Raises UnknownId if none or several do."""
        found = self._exhibits("id = ?", prefix)
        if not found and len(prefix) >= 4:
            found = self._exhibits("substr(id, 1, length(?1)) = ?1", prefix)
        for column in ("origin", "name"):
            found = found or self._exhibits(f"{column} = ?", prefix)
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownId(f"no exhibit answers to {prefix!r}", hint="`tawthiq ls` lists them")
        names = ", ".join(one.id[:12] for one in found[:4])
        raise UnknownId(f"{len(found)} exhibits answer to {prefix!r}: {names}", hint="give more of the id")

    def _exhibits(self, where: str, value: str) -> list[Exhibit]:
        rows = self._db.execute(f"SELECT value FROM exhibits WHERE {where} LIMIT 9", (value,)).fetchall()  # noqa: S608  (clauses are this class's own)
        return [msgspec.json.decode(row, type=Exhibit) for (row,) in rows]

    def held(self, digest: str, origin: str, parent: str | None) -> str | None:
        """The id of an exhibit with this object, origin and parent, if one is there."""
        row = self._db.execute(
            "SELECT id FROM exhibits WHERE origin = ? AND digest = ? AND parent IS ?",
            (origin, digest, parent),
        ).fetchone()
        return row[0] if row else None

    def judgements(self) -> list[Judgement]:
        """Every judgement, oldest first."""
        return self._said("judgement", Judgement)

    def releases(self) -> list[Release]:
        """Every publication, oldest first."""
        return self._said("release", Release)

    def places(self) -> list[dict[str, Any]]:
        """The case's own gazetteer."""
        return [row for places in self._said("places", Places) for row in place_rows(places)]

    def visibility(self, exhibit: str) -> Visibility | None:
        """What was last decided about who may see an exhibit; None if nothing was."""
        row = self._db.execute("SELECT level FROM visible WHERE exhibit = ?", (exhibit,)).fetchone()
        return Visibility(row[0]) if row else None

    def _said(self, kind: str, model: type[T]) -> list[T]:
        rows = self._db.execute("SELECT value FROM said WHERE kind = ? ORDER BY arrival", (kind,)).fetchall()
        return [msgspec.json.decode(value, type=model) for (value,) in rows]


def _same(ledger: Ledger, arrival: int, last: bytes | None) -> bool:
    for row in ledger.rows(arrival):
        try:
            return row.statement.id == last
        except RecordError:
            return last is None
    return False
