"""Statements in one SQLite file: WAL and synchronous=FULL, one writer connection in one process, appends only.

WAL with NORMAL loses acknowledged rows in a power cut, and SQLite before 3.51.3 can corrupt a WAL that two connections
write; hence FULL, and an exclusive lock on `<file>.lock` that a writer holds from opening to closing. The columns beside
`entry` repeat, as small as can be, what the entry says so that it can be found; `audit` compares them.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from tawthiq.record.errors import CaseBusy, StorageError
from tawthiq.record.ledger import Row
from tawthiq.record.merkle import Frontier, leaf
from tawthiq.record.sqlite_file import connected, set_up
from tawthiq.record.statement import Statement
from tawthiq.record.storage import refuse_network_share, storage_errors, sync_folder

SCHEMA = """
CREATE TABLE devices (n INTEGER PRIMARY KEY, author BLOB NOT NULL UNIQUE);
CREATE TABLE statements (
    arrival INTEGER PRIMARY KEY,
    short   INTEGER NOT NULL,
    device  INTEGER NOT NULL REFERENCES devices,
    seq     INTEGER NOT NULL,
    entry   BLOB NOT NULL
);
CREATE INDEX by_short ON statements (short);
CREATE INDEX chain ON statements (device, seq);
CREATE TABLE bodies (arrival INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE frontier (one INTEGER PRIMARY KEY CHECK (one = 1), nodes BLOB NOT NULL);
CREATE TRIGGER append_only_update BEFORE UPDATE ON statements
    BEGIN SELECT RAISE(ABORT, 'statements are never changed'); END;
CREATE TRIGGER append_only_delete BEFORE DELETE ON statements
    BEGIN SELECT RAISE(ABORT, 'statements are never deleted'); END;
"""
PAGE = 500


class SqliteLedger:
    """A ledger in a file. Open with `writer=True` to append; CaseBusy if another process has it open so."""

    def __init__(self, path: Path, *, writer: bool = False) -> None:
        self.path = path
        self._lock: IO[bytes] | None = None
        if writer:
            refuse_network_share(path.parent)
            self._lock = _lock(path.with_name(path.name + ".lock"))
        with storage_errors(path):
            if not writer and not path.exists():
                raise StorageError(
                    "the ledger is not there", where=str(path), hint="bring the case back from a copy"
                )
            self._db = connected(path, writer=writer)
            # A hand-edited or damaged cell may hold text that is not UTF-8: it is to be reported, not to crash a reader.
            self._db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
            if writer and set_up(self._db, "statements", SCHEMA):
                sync_folder(path.parent)

    def append(self, entries: Iterable[tuple[Statement, bytes | None]]) -> int:
        """See Ledger."""
        new = 0
        with storage_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                frontier = self.frontier()
                for statement, body in entries:
                    if self._arrival(statement.id) is not None:
                        continue
                    self._db.execute(
                        "INSERT INTO statements VALUES (?, ?, ?, ?, ?)",
                        (
                            frontier.size,
                            _short(statement.id),
                            self._device(statement.author, make=True),
                            statement.seq,
                            statement.entry,
                        ),
                    )
                    if body is not None:
                        self._db.execute("INSERT INTO bodies VALUES (?, ?)", (frontier.size, body))
                    frontier = frontier.push(leaf(statement.entry))
                    new += 1
                self._db.execute("REPLACE INTO frontier VALUES (1, ?)", (frontier.pack(),))
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        return new

    def rows(self, start: int = 0) -> Iterator[Row]:
        """See Ledger."""
        last = start - 1
        while True:
            # Pages instead of one open cursor: a reader that pauses would keep the WAL from being folded back.
            page = self._select("WHERE s.arrival > ? ORDER BY s.arrival LIMIT ?", (last, PAGE))
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1].arrival

    def find(self, ident: bytes) -> Row | None:
        """See Ledger."""
        arrival = self._arrival(ident)
        return None if arrival is None else self._select("WHERE s.arrival = ?", (arrival,))[0]

    def _arrival(self, ident: bytes) -> int | None:
        """Where a statement stands. Eight bytes of an id can be made to collide, so the entry itself decides."""
        if len(ident) != 32:
            return None
        with storage_errors(self.path):
            found = self._db.execute(
                "SELECT arrival, entry FROM statements WHERE short = ?", (_short(ident),)
            ).fetchall()
        return next((arrival for arrival, entry in found if _ident(_bytes(entry)) == ident), None)

    def _device(self, author: bytes, *, make: bool = False) -> int | None:
        found = self._db.execute("SELECT n FROM devices WHERE author = ?", (author,)).fetchone()
        if found is None and make:
            self._db.execute("INSERT INTO devices (author) VALUES (?)", (author,))
            return self._device(author)
        return found[0] if found else None

    def prefixed(self, prefix: str) -> list[bytes]:
        """See Ledger."""
        if not prefix or set(prefix) - set("0123456789abcdef"):
            return []
        low, high = (_short(bytes.fromhex(prefix.ljust(64, end)[:64])) for end in "0f")
        with storage_errors(self.path):
            found = self._db.execute(
                "SELECT entry FROM statements WHERE short BETWEEN ? AND ? LIMIT 1000", (low, high)
            ).fetchall()
        idents = (_ident(_bytes(entry)) for (entry,) in found)
        return sorted(ident for ident in idents if ident.hex().startswith(prefix))[:10]

    def head(self, author: bytes) -> tuple[int, bytes] | None:
        """See Ledger."""
        with storage_errors(self.path):
            found = self._db.execute(
                "SELECT seq, entry FROM statements WHERE device = ? ORDER BY seq DESC, arrival LIMIT 1",
                (self._device(author),),
            ).fetchone()
        return (found[0], _ident(_bytes(found[1]))) if found else None

    def heads(self) -> dict[bytes, tuple[int, bytes]]:
        """See Ledger."""
        with storage_errors(self.path):
            authors = [
                author for (author,) in self._db.execute("SELECT author FROM devices ORDER BY n").fetchall()
            ]
        return {author: head for author in authors if (head := self.head(author)) is not None}

    def chain(self, author: bytes, start: int = 0) -> Iterator[Row]:
        """See Ledger."""
        device = self._device(author)
        while True:
            page = self._select(
                "WHERE s.device = ? AND s.seq >= ? ORDER BY s.seq, s.arrival LIMIT ?", (device, start, PAGE)
            )
            if len(page) < PAGE:
                yield from page
                return
            # A number that may go on beyond the page is read again with the next one.
            last = page[-1].statement.seq
            yield from (row for row in page if row.statement.seq < last)
            if last == start:
                raise StorageError(f"more than {PAGE} statements with one number", where=str(self.path))
            start = last

    def twin(self, author: bytes) -> int | None:
        """See Ledger."""
        with storage_errors(self.path):
            found = self._db.execute(
                "SELECT seq FROM statements WHERE device = ? GROUP BY seq HAVING count(*) > 1 ORDER BY seq LIMIT 1",
                (self._device(author),),
            ).fetchone()
        return found[0] if found else None

    def whole(self, author: bytes) -> bool:
        """See Ledger."""
        with storage_errors(self.path):
            count, different, top = self._db.execute(
                "SELECT count(*), count(DISTINCT seq), max(seq) FROM statements WHERE device = ?",
                (self._device(author),),
            ).fetchone()
        return bool(count == different == (top if top is not None else -1) + 1)

    def frontier(self) -> Frontier:
        """See Ledger."""
        with storage_errors(self.path):
            found = self._db.execute("SELECT nodes FROM frontier").fetchone()
        return Frontier.unpack(found[0]) if found else Frontier()

    def drop_body(self, ident: bytes) -> None:
        """See Ledger."""
        with storage_errors(self.path):
            self._db.execute("DELETE FROM bodies WHERE arrival = ?", (self._arrival(ident),))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def restore_body(self, ident: bytes, body: bytes) -> None:
        """See Ledger."""
        arrival = self._arrival(ident)
        if arrival is not None:
            with storage_errors(self.path):
                self._db.execute("REPLACE INTO bodies VALUES (?, ?)", (arrival, body))

    def problems(self) -> list[tuple[str, str, str]]:
        """See Ledger: pages that SQLite cannot read."""
        where = self.path.name
        try:
            said = [text for (text,) in self._db.execute("PRAGMA integrity_check(20)")]
            return [("database-damaged", where, text) for text in said if text != "ok"]
        # ValueError: an SQLite message that quotes damaged bytes, and fails to decode itself.
        except (sqlite3.DatabaseError, ValueError) as error:
            return [("database-damaged", where, str(error))]

    def close(self) -> None:
        """See Ledger."""
        self._db.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _select(self, where: str, values: tuple[object, ...]) -> list[Row]:
        query = (
            "SELECT s.arrival, s.entry, b.body, s.short, d.author, s.seq FROM statements s"  # noqa: S608  (clauses are this module's own)
            " LEFT JOIN bodies b ON b.arrival = s.arrival LEFT JOIN devices d ON d.n = s.device " + where
        )
        with storage_errors(self.path):
            found = self._db.execute(query, values).fetchall()
        return [
            Row(arrival, _bytes(entry), body if body is None else _bytes(body), tuple(beside))
            for arrival, entry, body, *beside in found
        ]


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")


def _ident(entry: bytes) -> bytes:
    return hashlib.sha256(entry[64:]).digest()


def _short(ident: bytes) -> int:
    """The first eight bytes of an id, as SQLite keeps an integer."""
    return int.from_bytes(ident[:8], "big", signed=True)


def _lock(path: Path) -> IO[bytes]:
    with storage_errors(path):
        handle = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise CaseBusy(
            "another process is writing to this case",
            where=str(path.parent),
            hint="wait until it has finished, or stop it; reading is possible meanwhile",
        ) from None
    return handle
