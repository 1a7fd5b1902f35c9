"""What SQLite leaves on a disk that lost its cache: 5,000 states, made by a VFS that remembers every write and sync.

The ledger runs over a VFS of our own, which logs each operation. A crash state is a prefix of that log in which writes
since a file's last sync have reached the disk only in part: whole, not at all, or some of their 512-byte sectors. Each
state is opened again by the ordinary ledger; what was acknowledged by then must be there and sound.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crash_verdict import state  # type: ignore[import-not-found]

from tawthiq.record.keys import DeviceKey
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.statement import make, pack

apsw = pytest.importorskip("apsw", reason="apsw is not installed")

SECTOR = 512
STATES = 5_000
Op = tuple[str, str, int, bytes]


class Disk(apsw.VFS):
    """Passes everything on, and remembers writes, truncations, syncs and deletions by file."""

    def __init__(self, name: str) -> None:
        super().__init__(name, base="unix")
        self.ops: list[Op] = []

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802  (SQLite's names)
        return File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.ops.append(("delete", Path(filename).name, 0, b""))
        super().xDelete(filename, syncdir)


class File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        self.name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.ops.append(("write", self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.ops.append(("truncate", self.name, size, b""))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.ops.append(("sync", self.name, 0, b""))
        super().xSync(flags)


class Result:
    """The few things the ledger asks of a cursor."""

    def __init__(self, rows: list[Any], changed: int) -> None:
        self._rows, self.rowcount = rows, changed

    def fetchall(self) -> list[Any]:
        return self._rows

    def fetchone(self) -> Any:
        return self._rows[0] if self._rows else None


class Wire:
    """An apsw connection in the clothes of a sqlite3 one."""

    def __init__(self, path: Path, vfs: str) -> None:
        self._db = apsw.Connection(str(path), vfs=vfs)
        self.text_factory: Any = None

    def execute(self, sql: str, values: tuple[Any, ...] = ()) -> Result:
        before = self._db.total_changes()
        rows = list(self._db.execute(sql, values))
        return Result(rows, self._db.total_changes() - before)

    def executescript(self, sql: str) -> None:
        self._db.execute(sql)

    @property
    def in_transaction(self) -> bool:
        return bool(self._db.in_transaction)

    def close(self) -> None:
        self._db.close()


def recorded(
    folder: Path, monkeypatch: pytest.MonkeyPatch, pragma: str
) -> tuple[list[Op], list[tuple[int, list[str]]]]:
    """Run an intake over the remembering disk: all operations, and what was acknowledged after how many of them."""
    name = f"remembering-{folder.name}"
    disk = Disk(name)
    path = folder / "record.db"
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", lambda *_, **__: Wire(path, name))
        ledger = SqliteLedger(path, writer=True)
        ledger._db.execute(pragma)
        ledger._db.execute("PRAGMA wal_autocheckpoint = 12")
        key = DeviceKey(bytes(range(32)))
        seq, previous = 0, None
        acknowledged: list[tuple[int, list[str]]] = []
        draw = random.Random(5)
        for _ in range(40):
            batch = []
            for _ in range(draw.randrange(1, 5)):
                body = pack({"n": seq, "text": "x" * draw.randrange(600)})
                one = make(key, seq=seq, previous=previous, time=seq, kind="note", body=body)
                batch.append((one, body))
                seq, previous = seq + 1, one.id
            ledger.append(batch)
            acknowledged.append((len(disk.ops), [one.id.hex() for one, _ in batch]))
        ledger.close()
    return disk.ops, acknowledged


def crashed(ops: list[Op], cut: int, draw: random.Random) -> dict[str, bytes]:
    """Files as a disk may hold them when the power goes after `cut` operations."""
    synced = {name: at for at, (kind, name, _, _) in enumerate(ops[:cut]) if kind == "sync"}
    files: dict[str, bytearray] = {}
    mood = draw.choice(("all", "none", "some", "torn"))
    for at, (kind, name, offset, data) in enumerate(ops[:cut]):
        safe = mood == "all" or at < synced.get(name, -1)
        here = files.setdefault(name, bytearray())
        if kind == "delete":
            files.pop(name)
        elif kind == "truncate" and (safe or draw.random() < 0.5):
            del here[offset:]
        elif kind == "write":
            for start in range(0, len(data), SECTOR):
                part = data[start : start + SECTOR]
                if not safe:
                    part = reaching(part, mood, draw)
                lay(here, offset + start, part)
    return {name: bytes(data) for name, data in files.items()}


def reaching(part: bytes, mood: str, draw: random.Random) -> bytes:
    """How much of an unsynced sector reached the disk: none or all of it, and rarely a torn piece."""
    if mood == "none" or draw.random() < 0.5:
        return b""
    return part[: draw.randrange(len(part))] if mood == "torn" and draw.random() < 0.05 else part


def lay(file: bytearray, at: int, part: bytes) -> None:
    """Write a piece into a file, filling a hole before it with zeros."""
    if part:
        file.extend(bytes(max(0, at + len(part) - len(file))))
        file[at : at + len(part)] = part


def states(
    ops: list[Op], acknowledged: list[tuple[int, list[str]]], count: int
) -> Iterator[tuple[dict[str, bytes], list[str]]]:
    """Crash states spread over the whole log, each with what was acknowledged before it."""
    draw = random.Random(17)
    for n in range(count):
        cut = n * len(ops) // count
        told = [ident for at, batch in acknowledged if at <= cut for ident in batch]
        yield crashed(ops, cut, draw), told


def bad(folder: Path, files: dict[str, bytes], told: list[str]) -> tuple[list[str], list[str]]:
    """What is lost and what is damaged when the ordinary ledger opens such a disk."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "objects").mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    lost, damage = state(folder, told)
    return lost, [one for one in damage if not one.startswith("checkpoint-missing")]


@pytest.fixture
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory where there is one: 5,000 states are not to wait for a disk."""
    shared = Path("/dev/shm")  # noqa: S108  (a place, not a predictable file name)
    if not shared.is_dir():
        yield tmp_path_factory.mktemp("states")
        return
    folder = shared / f"tawthiq-{random.randrange(1 << 40):x}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
def test_no_torn_state_loses_what_was_acknowledged(
    tmp_path: Path, quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WAL with synchronous=FULL, as the ledger sets it."""
    ops, acknowledged = recorded(tmp_path, monkeypatch, "PRAGMA synchronous = FULL")
    assert len(ops) > 300
    for files, told in states(ops, acknowledged, STATES):
        lost, damage = bad(quick / "state", files, told)
        assert not lost
        assert not damage


@pytest.mark.slow
def test_a_weaker_setting_is_caught_by_the_same_states(
    tmp_path: Path, quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: synchronous=NORMAL loses acknowledged statements, or these tests are blind."""
    ops, acknowledged = recorded(tmp_path, monkeypatch, "PRAGMA synchronous = NORMAL")
    worst = sum(bool(bad(quick / "state", files, told)[0]) for files, told in states(ops, acknowledged, 300))
    assert worst > 50
