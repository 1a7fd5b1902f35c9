"""What the statements say, kept as tables that follow the log: opening a case reads only what arrived since the last time.

Every row keeps its statement's author, number and kind, and is asked whether it counts when it is read (`record.standing`),
so a grant or a closure that arrives late changes the answer without reading anything again. Order is that of the devices'
times, then of chains, never of arrival: two offices with the same statements give the same answers. A cache like any
other: if it was made from another log, or cannot be read, it is made anew without asking. Nothing that verifies a case
reads it.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from tawthiq.case.bodies import Places, Shown, body_of, place_rows
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import RecordError, UnknownId
from tawthiq.record.exhibit import Exhibit, Obtained
from tawthiq.record.judgement import Judgement
from tawthiq.record.ledger import Ledger, Row
from tawthiq.record.release import Release
from tawthiq.record.standing import GOVERNING, Fork, Said, Standing
from tawthiq.record.statement import Statement
from tawthiq.record.witness import Witness

VERSION = "3"
_SCHEMA = """
CREATE TABLE fed (one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT, arrivals INTEGER, last BLOB);
CREATE TABLE devices (author BLOB PRIMARY KEY, top INTEGER, doubtful INTEGER) WITHOUT ROWID;
CREATE TABLE said (
    id BLOB PRIMARY KEY, author BLOB, seq INTEGER, kind TEXT, time INTEGER, value BLOB,
    digest TEXT, origin TEXT, name TEXT, parent TEXT
) WITHOUT ROWID;
CREATE INDEX by_kind ON said (kind, time, author, seq, id);
CREATE INDEX by_origin ON said (origin) WHERE origin IS NOT NULL;
CREATE INDEX by_name ON said (name) WHERE name IS NOT NULL;
"""
_ORDER = "ORDER BY time, author, seq, id"
T = TypeVar("T")


class Told(msgspec.Struct, Generic[T], frozen=True):
    """What one statement says: its id, author and number, the device's time, and its body."""

    id: str
    author: str
    seq: int
    time: int
    said: T


class Index:
    """The read model of one case. `path` None keeps it in memory; `case` is the id of the founding statement."""

    def __init__(self, path: Path | None, case: str) -> None:
        self._path = path
        self._case = bytes.fromhex(case)
        self._standing: Standing | None = None
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

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # Following the log

    def follow(self, ledger: Ledger) -> None:
        """Take in what has arrived since the last time, and work out who may say what."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            arrivals, last = self._db.execute("SELECT arrivals, last FROM fed").fetchone()
            if arrivals and not _same(ledger, arrivals - 1, last):
                for table in ("devices", "said"):
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
        self._standing = self._work_out(ledger)

    def _take(self, row: Row) -> bytes | None:
        try:
            statement = row.statement
        except RecordError:
            return None
        self._device(statement)
        said = body_of(row, statement)
        if said is None or (isinstance(said, Obtained) and not said.objects):
            return statement.id
        found: tuple[str | None, ...] = (None, None, None, None)
        value: object = said
        if isinstance(said, Obtained):
            value = Exhibit(
                id=statement.id.hex(), obtained=said, author=statement.author.hex(), seq=statement.seq
            )
            found = (said.objects[0].digest, said.origin, said.name, said.parent)
        self._db.execute(
            "INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                statement.id,
                statement.author,
                statement.seq,
                statement.kind,
                statement.time,
                msgspec.json.encode(value),
                *found,
            ),
        )
        return statement.id

    def _device(self, statement: Statement) -> None:
        """A number that is not above all before it may be a fork, or only have come late: `_work_out` looks."""
        known = self._db.execute("SELECT top FROM devices WHERE author = ?", (statement.author,)).fetchone()
        top = known[0] if known else -1
        self._db.execute(
            "INSERT INTO devices VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET top = max(top, excluded.top),"
            " doubtful = doubtful OR ?",
            (statement.author, statement.seq, statement.seq <= top),
        )

    def _work_out(self, ledger: Ledger) -> Standing:
        founding = ledger.find(self._case)
        forks: dict[bytes, Fork] = {}
        for (author,) in self._db.execute("SELECT author FROM devices WHERE doubtful").fetchall():
            seq = ledger.twin(author)
            if seq is not None:
                chain = [row.statement for row in ledger.chain(author, seq)]
                forks[author] = Fork(seq, {one.id: one.previous for one in chain})
        said = []
        for kind, model in GOVERNING.items():
            for ident, value in self._db.execute(
                "SELECT id, value FROM said WHERE kind = ?", (kind,)
            ).fetchall():
                row = ledger.find(ident)
                if row is not None:
                    said.append(Said(row.statement, msgspec.json.decode(value, type=model)))
        return Standing(founding.statement.author if founding else None, said, forks)

    # Asking

    @property
    def standing(self) -> Standing:
        """Who may say what, as of the last `follow`."""
        assert self._standing is not None
        return self._standing

    def devices(self) -> list[tuple[bytes, int]]:
        """Every device that has spoken, with its last sequence number."""
        return self._db.execute("SELECT author, top FROM devices ORDER BY author").fetchall()

    def exhibits(self) -> Iterator[Exhibit]:
        """Every exhibit that counts, in order of the devices' times."""
        for value in self._counting(f"kind = 'exhibit' {_ORDER}", ()):
            yield msgspec.json.decode(value, type=Exhibit)

    def exhibit(self, prefix: str) -> Exhibit:
        """The exhibit whose id starts so, or whose origin or name is this. Raises UnknownId if none or several do."""
        found = self._by_id(prefix)
        for column in ("origin", "name"):
            found = found or self._counting(f"kind = 'exhibit' AND {column} = ? LIMIT 9", (prefix,))
        if len(found) == 1:
            return msgspec.json.decode(found[0], type=Exhibit)
        if not found:
            raise UnknownId(f"no exhibit answers to {prefix!r}", hint="`tawthiq ls` lists them")
        names = ", ".join(msgspec.json.decode(one, type=Exhibit).id[:12] for one in found[:4])
        raise UnknownId(f"{len(found)} exhibits answer to {prefix!r}: {names}", hint="give more of the id")

    def _by_id(self, prefix: str) -> list[bytes]:
        if not 4 <= len(prefix) <= 64 or set(prefix) - set("0123456789abcdef"):
            return []
        low, high = bytes.fromhex(prefix.ljust(64, "0")), bytes.fromhex(prefix.ljust(64, "f"))
        return self._counting("kind = 'exhibit' AND id BETWEEN ? AND ? LIMIT 9", (low, high))

    def held(self, digest: str, origin: str, parent: str | None) -> str | None:
        """The id of an exhibit with this object, origin and parent, if one is there."""
        row = self._db.execute(
            "SELECT id FROM said WHERE origin = ? AND digest = ? AND parent IS ?", (origin, digest, parent)
        ).fetchone()
        return row[0].hex() if row else None

    def judgements(self) -> list[Judgement]:
        """Every judgement that counts, oldest first by the devices' times."""
        return self._said("judgement", Judgement)

    def releases(self) -> list[Release]:
        """Every publication that counts, oldest first."""
        return self._said("release", Release)

    def witnesses(self) -> list[Witness]:
        """What every copy has seen of every other's log."""
        return self._said("witness", Witness)

    def places(self) -> list[dict[str, Any]]:
        """The case's own gazetteer."""
        return [row for places in self._said("places", Places) for row in place_rows(places)]

    def visibilities(self) -> dict[str, Visibility]:
        """Who may see each exhibit that was decided on: what was said last, by the devices' times."""
        return {one: shown.level for shown in self._said("visibility", Shown) for one in shown.exhibits}

    def told(self, kind: str, model: type[T]) -> list["Told[T]"]:
        """Every statement of a kind that counts, with what it says, oldest first by the devices' times."""
        query = f"SELECT id, author, seq, time, value FROM said WHERE kind = ? {_ORDER}"  # noqa: S608  (as above)
        return [
            Told(ident.hex(), author.hex(), seq, time, msgspec.json.decode(value, type=model))
            for ident, author, seq, time, value in self._db.execute(query, (kind,)).fetchall()
            if self.standing.why_not_of(author, seq, kind, ident) is None
        ]

    def uncounted(self) -> Iterator[tuple[bytes, str]]:
        """(id, code) of every statement with a body that does not count."""
        for row in self._db.execute(f"SELECT author, seq, kind, id FROM said {_ORDER}").fetchall():  # noqa: S608  (as above)
            why = self.standing.why_not_of(*row)
            if why is not None:
                yield row[3], why

    def _said(self, kind: str, model: type[T]) -> list[T]:
        return [
            msgspec.json.decode(value, type=model) for value in self._counting(f"kind = ? {_ORDER}", (kind,))
        ]

    def _counting(self, where: str, values: tuple[object, ...]) -> list[bytes]:
        query = f"SELECT author, seq, kind, id, value FROM said WHERE {where}"  # noqa: S608  (clauses are this class's own)
        rows = self._db.execute(query, values).fetchall()
        return [row[4] for row in rows if self.standing.why_not_of(*row[:4]) is None]


def _same(ledger: Ledger, arrival: int, last: bytes | None) -> bool:
    for row in ledger.rows(arrival):
        try:
            return row.statement.id == last
        except RecordError:
            return last is None
    return False
