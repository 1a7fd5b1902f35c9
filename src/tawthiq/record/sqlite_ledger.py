"""Statements in one SQLite file: WAL and synchronous=FULL, one writer connection in one process, appends only.

WAL with NORMAL loses acknowledged rows in a power cut, and SQLite before 3.51.3 can corrupt a WAL that two connections
write; hence FULL, and an exclusive lock on `<file>.lock` that a writer holds from opening to closing. The columns beside
`entry` repeat what the entry says so that it can be found; `problems` and `audit` compare them.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from tawthiq.record.errors import CaseBusy, NotCanonical, StorageError
from tawthiq.record.ledger import Row
from tawthiq.record.merkle import Frontier, leaf
from tawthiq.record.statement import Statement, parse
from tawthiq.record.storage import storage_errors, sync_folder

SCHEMA = """
CREATE TABLE statements (
    arrival INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE,
    author  BLOB NOT NULL,
    seq     INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    body    BLOB NOT NULL,
    entry   BLOB NOT NULL
);
CREATE INDEX chain ON statements (author, seq);
CREATE TABLE bodies (digest BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
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
            self._lock = _lock(path.with_name(path.name + ".lock"))
        with storage_errors(path):
            if not writer and not path.exists():
                raise StorageError(
                    "the ledger is not there", where=str(path), hint="bring the case back from a copy"
                )
            mode = "rwc" if writer else "ro"
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
            # A hand-edited or damaged cell may hold text that is not UTF-8: it is to be reported, not to crash a reader.
            self._db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
            self._db.execute("PRAGMA busy_timeout = 5000")
            if writer:
                self._set_up()

    def _set_up(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA secure_delete = ON")
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'statements'").fetchone():
            self._db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
            sync_folder(self.path.parent)

    def append(self, entries: Iterable[tuple[Statement, bytes | None]]) -> int:
        """See Ledger."""
        new = 0
        with storage_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                frontier = self.frontier()
                for statement, body in entries:
                    inserted = self._db.execute(
                        "INSERT OR IGNORE INTO statements VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (
                            frontier.size,
                            statement.id,
                            statement.author,
                            statement.seq,
                            statement.kind,
                            statement.body_digest,
                            statement.entry,
                        ),
                    ).rowcount
                    if not inserted:
                        continue
                    if body is not None:
                        self._db.execute(
                            "INSERT OR IGNORE INTO bodies VALUES (?, ?)", (statement.body_digest, body)
                        )
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
        found = self._select("WHERE s.id = ?", (ident,))
        return found[0] if found else None

    def prefixed(self, prefix: str) -> list[bytes]:
        """See Ledger."""
        if not prefix or set(prefix) - set("0123456789abcdef"):
            return []
        low = bytes.fromhex(prefix.ljust(64, "0")[:64])
        high = bytes.fromhex(prefix.ljust(64, "f")[:64])
        with storage_errors(self.path):
            found = self._db.execute(
                "SELECT id FROM statements WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 10", (low, high)
            ).fetchall()
        return [ident for (ident,) in found]

    def head(self, author: bytes) -> tuple[int, bytes] | None:
        """See Ledger."""
        with storage_errors(self.path):
            found = self._db.execute(
                "SELECT seq, id FROM statements WHERE author = ? ORDER BY seq DESC, arrival LIMIT 1",
                (author,),
            ).fetchone()
        return (found[0], found[1]) if found else None

    def heads(self) -> dict[bytes, tuple[int, bytes]]:
        """See Ledger."""
        with storage_errors(self.path):
            # Stepping from author to author through the index, so that a long log is not read for it.
            authors, last = [], b""
            while found := self._db.execute(
                "SELECT author FROM statements WHERE author > ? ORDER BY author LIMIT 1", (last,)
            ).fetchone():
                last = found[0]
                authors.append(last)
        return {author: head for author in authors if (head := self.head(author)) is not None}

    def chain(self, author: bytes, start: int = 0) -> Iterator[Row]:
        """See Ledger."""
        while True:
            page = self._select(
                "WHERE s.author = ? AND s.seq >= ? ORDER BY s.seq, s.arrival LIMIT ?", (author, start, PAGE)
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
                "SELECT seq FROM statements WHERE author = ? GROUP BY seq HAVING count(*) > 1 ORDER BY seq LIMIT 1",
                (author,),
            ).fetchone()
        return found[0] if found else None

    def whole(self, author: bytes) -> bool:
        """See Ledger."""
        with storage_errors(self.path):
            count, different, top = self._db.execute(
                "SELECT count(*), count(DISTINCT seq), max(seq) FROM statements WHERE author = ?", (author,)
            ).fetchone()
        return bool(count == different == (top if top is not None else -1) + 1)

    def frontier(self) -> Frontier:
        """See Ledger."""
        with storage_errors(self.path):
            found = self._db.execute("SELECT nodes FROM frontier").fetchone()
        return Frontier.unpack(found[0]) if found else Frontier()

    def drop_body(self, digest: bytes) -> None:
        """See Ledger."""
        with storage_errors(self.path):
            self._db.execute("DELETE FROM bodies WHERE digest = ?", (digest,))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def restore_body(self, body: bytes) -> None:
        """See Ledger."""
        with storage_errors(self.path):
            self._db.execute("REPLACE INTO bodies VALUES (?, ?)", (hashlib.sha256(body).digest(), body))

    def problems(self) -> list[tuple[str, str, str]]:
        """See Ledger: pages that SQLite cannot read, columns that differ from their entry, a false frontier."""
        where = self.path.name
        try:
            said = [text for (text,) in self._db.execute("PRAGMA integrity_check(20)")]
            found = [("database-damaged", where, text) for text in said if text != "ok"]
            found.extend(self._false_columns())
        # ValueError: a frontier that is none, or an SQLite message quoting damaged bytes (a UnicodeDecodeError).
        except (sqlite3.DatabaseError, StorageError, ValueError) as error:
            return [("database-damaged", where, str(error))]
        return found

    def _false_columns(self) -> Iterator[tuple[str, str, str]]:
        expected, count = Frontier(), 0
        rows = self._db.execute(
            "SELECT arrival, id, author, seq, kind, body, entry FROM statements ORDER BY arrival"
        )
        for arrival, ident, author, seq, kind, body, entry in rows:
            name = f"statement {ident.hex()[:12] if isinstance(ident, bytes) else ident} (row {arrival})"
            if arrival != count:
                yield "row-missing", f"row {count}", f"the log jumps from row {count - 1} to row {arrival}"
                count = arrival
            count += 1
            if not isinstance(entry, bytes):
                yield "statement-damaged", name, "the entry is not bytes"
                continue
            expected = expected.push(leaf(entry))
            try:
                told = parse(entry)
            except NotCanonical as error:
                yield "statement-damaged", name, str(error)
                continue
            if (told.id, told.author, told.seq, told.kind, told.body_digest) != (
                ident,
                author,
                seq,
                kind,
                body,
            ):
                yield "column-false", name, "a column beside the entry does not say what the signed bytes say"
        if expected != self.frontier():
            yield "frontier-false", self.path.name, "the stored Merkle frontier is not that of the rows"

    def close(self) -> None:
        """See Ledger."""
        self._db.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _select(self, where: str, values: tuple[object, ...]) -> list[Row]:
        with storage_errors(self.path):
            found = self._db.execute(
                "SELECT s.arrival, s.entry, b.body FROM statements s"  # noqa: S608  (clauses are this module's own)
                f" LEFT JOIN bodies b ON b.digest = s.body {where}",
                values,
            ).fetchall()
        return [
            Row(arrival, _bytes(entry), body if body is None else _bytes(body))
            for arrival, entry, body in found
        ]


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")


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
