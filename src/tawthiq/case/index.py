"""What the statements say, kept as tables that follow the log: opening a case reads only what arrived since the last time.

Every row keeps its statement's author, number and kind, and is asked whether it counts when it is read (`record.standing`),
so a grant or a closure that arrives late changes the answer without reading anything again. Order is that of the devices'
times, then of chains, never of arrival: two offices with the same statements give the same answers. A cache like any
other: if it was made from another log, or cannot be read, it is made anew without asking. Nothing that verifies a case
reads it.

What a statement says lies here sealed, row by row, and is found by keyed hashes of its names (`protect.veil`). What could
not be opened is tried again when envelopes have come.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from tawthiq.case.bodies import Device, Opener, Places, Policy, Remark, Shown, body_of, place_rows
from tawthiq.protect.generations import Begun, Generation
from tawthiq.protect.policy import Seals
from tawthiq.protect.veil import Veil
from tawthiq.protect.withdrawal import Said as WithdrawalSaid
from tawthiq.protect.withdrawal import Shredded, Withdrawal, agreed
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import KeyTrouble, RecordError, UnknownId
from tawthiq.record.exhibit import Exhibit, Obtained
from tawthiq.record.judgement import Judgement
from tawthiq.record.ledger import Ledger, Row
from tawthiq.record.release import Release
from tawthiq.record.standing import GOVERNING, Fork, Said, Standing
from tawthiq.record.statement import SEALED, Statement
from tawthiq.record.witness import Witness

VERSION = "3"
_SCHEMA = """
CREATE TABLE fed (one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT, arrivals INTEGER, last BLOB, veil BLOB, mark INTEGER);
CREATE TABLE devices (author BLOB PRIMARY KEY, top INTEGER, doubtful INTEGER) WITHOUT ROWID;
CREATE TABLE said (
    id BLOB PRIMARY KEY, author BLOB, seq INTEGER, kind TEXT, time INTEGER, value BLOB,
    digest BLOB, origin BLOB, name BLOB, parent BLOB
) WITHOUT ROWID;
CREATE TABLE objects (digest BLOB, id BLOB, PRIMARY KEY (digest, id)) WITHOUT ROWID;
CREATE TABLE unread (id BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX by_kind ON said (kind, time, author, seq, id);
CREATE INDEX by_origin ON said (origin) WHERE origin IS NOT NULL;
CREATE INDEX by_name ON said (name) WHERE name IS NOT NULL;
"""
_ORDER = "ORDER BY time, author, seq, id"
T = TypeVar("T")


class Told(msgspec.Struct, Generic[T], frozen=True):
    """What one statement says: its id and author in hex, its number, the device's time, and its body."""

    id: str
    author: str
    seq: int
    time: int
    said: T


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A statement by its id, and its place."""

    id: bytes
    author: bytes
    seq: int
    time: int


class Index:
    """The read model of one case. `path` None keeps it in memory; `case` is the id of the founding statement.

    `opener` opens sealed bodies; None leaves them unread.
    """

    def __init__(
        self, path: Path | None, case: str, *, opener: Opener | None = None, veil: Veil | None = None
    ) -> None:
        self._path = path
        self._opener = opener
        self._veil = veil or Veil(None)
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
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("BEGIN IMMEDIATE")
        known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'fed'").fetchone()
        if known and db.execute("SELECT version FROM fed").fetchone() != (VERSION,):
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                db.execute(f"DROP TABLE {name}")
            known = None
        if not known:
            for command in _SCHEMA.split(";\n"):
                db.execute(command)
            db.execute("INSERT INTO fed VALUES (1, ?, 0, NULL, ?, 0)", (VERSION, self._veil.name))
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

    def follow(self, ledger: Ledger, mark: int = 0) -> None:
        """Take in what has arrived since the last time, and work out who may say what.

        `mark` changes when envelopes have come: then what could not be opened is tried again.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            arrivals, last, veil, seen = self._db.execute(
                "SELECT arrivals, last, veil, mark FROM fed"
            ).fetchone()
            if arrivals and (veil != self._veil.name or not _same(ledger, arrivals - 1, last)):
                for table in ("devices", "said", "objects", "unread"):
                    self._db.execute(f"DELETE FROM {table}")  # noqa: S608  (the names stand in this line's loop)
                arrivals = 0
            if mark != seen and self._opener is not None:
                for (ident,) in self._db.execute("SELECT id FROM unread").fetchall():
                    row = ledger.find(ident)
                    if row is not None:
                        self._take(row)
            for row in ledger.rows(arrivals):
                last = self._take(row)
                arrivals = row.arrival + 1
            self._db.execute(
                "UPDATE fed SET arrivals = ?, last = ?, veil = ?, mark = ?",
                (arrivals, last, self._veil.name, mark),
            )
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
        try:
            said = body_of(row, statement, self._opener)
        except KeyTrouble:
            said = None
        if said is None and row.body is not None and statement.body_form == SEALED:
            self._db.execute("INSERT OR IGNORE INTO unread VALUES (?)", (statement.id,))
        if said is None or (isinstance(said, Obtained) and not said.objects):
            return statement.id
        self._db.execute("DELETE FROM unread WHERE id = ?", (statement.id,))
        found: tuple[bytes | None, ...] = (None, None, None, None)
        value: object = said
        if isinstance(said, Obtained):
            value = Exhibit(
                id=statement.id.hex(), obtained=said, author=statement.author.hex(), seq=statement.seq
            )
            mark = self._veil.mark
            found = (
                mark(said.objects[0].digest), mark(said.origin), mark(said.name), mark(said.parent) if said.parent else None
            )  # fmt: skip
            self._db.executemany(
                "INSERT OR IGNORE INTO objects VALUES (?, ?)",
                [(mark(name), statement.id) for ref in said.objects for name in {ref.digest, ref.name}],
            )
        self._db.execute(
            "INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                statement.id,
                statement.author,
                statement.seq,
                statement.kind,
                statement.time,
                self._veil.hide(msgspec.json.encode(value)),
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
                    said.append(Said(row.statement, msgspec.json.decode(self._veil.show(value), type=model)))
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
            found = found or self._counting(
                f"kind = 'exhibit' AND {column} = ? LIMIT 9", (self._veil.mark(prefix),)
            )
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
            "SELECT id FROM said WHERE origin = ? AND digest = ? AND parent IS ?",
            (self._veil.mark(origin), self._veil.mark(digest), self._veil.mark(parent) if parent else None),
        ).fetchone()
        return row[0].hex() if row else None

    def naming(self, digest: str) -> list[Exhibit]:
        """Every exhibit, whether it counts or not, that has an object of this digest, plain or stored."""
        found = self._db.execute(
            "SELECT value FROM said WHERE id IN (SELECT id FROM objects WHERE digest = ?)",
            (self._veil.mark(digest),),
        ).fetchall()
        return [msgspec.json.decode(self._veil.show(value), type=Exhibit) for (value,) in found]

    def unread(self) -> int:
        """How many statements are sealed and could not be opened here."""
        return int(self._db.execute("SELECT count(*) FROM unread").fetchone()[0])

    def forget(self, idents: Iterable[bytes]) -> None:
        """Let nothing remain here of what these statements said."""
        for ident in idents:
            for table in ("said", "objects", "unread"):
                self._db.execute(f"DELETE FROM {table} WHERE id = ?", (ident,))  # noqa: S608  (as above)
        if self._path is not None:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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

    # Sealing: to whom, and what

    def told(self, kind: str, model: type[T]) -> list[tuple[Mark, T]]:
        """What was said of a kind and counts, oldest first by the devices' times, with who said it and where."""
        return [
            (mark, said)
            for mark, said in self._all(kind, model)
            if self.standing.why_not_of(mark.author, mark.seq, kind, mark.id) is None
        ]

    def _all(self, kind: str, model: type[T]) -> list[tuple[Mark, T]]:
        """The same, whether it counts or not."""
        rows = self._db.execute(
            f"SELECT author, seq, id, value, time FROM said WHERE kind = ? {_ORDER}",  # noqa: S608  (as above)
            (kind,),
        ).fetchall()
        return [
            (
                Mark(id=ident, author=author, seq=seq, time=time),
                msgspec.json.decode(self._veil.show(value), type=model),
            )
            for author, seq, ident, value, time in rows
        ]

    def sayings(self, kind: str, model: type[T]) -> list["Told[T]"]:
        """As `told`, a value each."""
        return [
            Told(mark.id.hex(), mark.author.hex(), mark.seq, mark.time, said)
            for mark, said in self.told(kind, model)
        ]

    def recipients(self) -> dict[bytes, str]:
        """What each device reads with: as it said first."""
        found: dict[bytes, tuple[int, str]] = {}
        for mark, said in self.told("device", Device):
            if said.recipient is not None and mark.seq <= found.get(mark.author, (mark.seq, ""))[0]:
                found[mark.author] = mark.seq, said.recipient
        return {author: recipient for author, (_, recipient) in found.items()}

    def founding(self) -> Device | None:
        """What the founding statement says."""
        return next((said for mark, said in self.told("device", Device) if mark.id == self._case), None)

    def seals(self) -> Seals:
        """What the case seals now."""
        founding = self.founding()
        first = founding.seals if founding is not None else None
        later = [said.seals for _, said in self.told("policy", Policy)]
        return later[-1] if later else first or Seals.NOTHING

    def generations(self) -> list[Begun]:
        """Every generation that counts."""
        begun = [
            Begun(order=(mark.time, mark.author, mark.seq, mark.id), body=said)
            for mark, said in self.told("generation", Generation)
        ]
        founding = self.founding()
        if founding is not None and founding.generation is not None:
            begun.append(Begun(order=(0, b"", 0, b""), body=Generation(recipient=founding.generation)))
        return begun

    def withdrawals(self) -> list[tuple[Mark, Withdrawal]]:
        """What admins said is withdrawn, agreed or not."""
        return self.told("withdrawal", Withdrawal)

    def withdrawn(self) -> frozenset[str]:
        """The exhibits that are withdrawn (ids in hex)."""
        said = [
            WithdrawalSaid(author=mark.author, seq=mark.seq, body=body) for mark, body in self.withdrawals()
        ]
        return agreed(said, self.standing)

    def receipts(self) -> dict[bytes, frozenset[str]]:
        """Which withdrawn exhibits each device confirmed to hold nothing of."""
        found: dict[bytes, frozenset[str]] = {}
        for mark, body in self.told("shredded", Shredded):
            found[mark.author] = found.get(mark.author, frozenset()) | set(body.exhibits)
        return found

    def excused(self) -> frozenset[bytes]:
        """Statements whose bodies may be gone: of withdrawn exhibits, and what spoke of them and was destroyed with them."""
        gone = self.withdrawn()
        said = {one for _, body in self.withdrawals() if gone & set(body.exhibits) for one in body.statements}
        said |= {
            one
            for _, body in self.told("shredded", Shredded)
            if gone & set(body.exhibits)
            for one in body.statements
        }
        return frozenset(bytes.fromhex(one) for one in gone | said if is_id(one))

    def speaking_of(self, exhibits: Iterable[str], claims: Iterable[str]) -> set[bytes]:
        """Statements that say something of these exhibits, or of claims read in them, and of nothing else."""
        about = {*exhibits, *claims}
        found = {mark.id for mark, said in self._all("judgement", Judgement) if about & {said.a, said.b}}
        found |= {mark.id for mark, said in self._all("visibility", Shown) if set(said.exhibits) <= about}
        named = about | {one.hex() for one in found}
        return found | {mark.id for mark, said in self._all("remark", Remark) if said.about in named}

    def remarks(self) -> dict[str, str]:
        """Reasons given beside statements whose own bodies lie open."""
        return {said.about: said.why for _, said in self.told("remark", Remark)}

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
        return [self._veil.show(row[4]) for row in rows if self.standing.why_not_of(*row[:4]) is None]


def is_id(text: str) -> bool:
    """Whether a text is the id of a statement in hex; bodies may hold anything."""
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def _same(ledger: Ledger, arrival: int, last: bytes | None) -> bool:
    for row in ledger.rows(arrival):
        try:
            return row.statement.id == last
        except RecordError:
            return last is None
    return False
