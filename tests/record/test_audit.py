"""Every kind of damage to the log is found and named; a sound log raises no alarm."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.record.audit import Audit, audit
from tawthiq.record.checkpoint import sign
from tawthiq.record.keys import DeviceKey
from tawthiq.record.ledger import MemoryLedger
from tawthiq.record.merkle import Frontier
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.statement import Statement, make, pack

KEY = DeviceKey(bytes(range(32)))
COUNT = 12


def chain(key: DeviceKey = KEY, count: int = COUNT) -> list[tuple[Statement, bytes]]:
    made: list[tuple[Statement, bytes]] = []
    previous = None
    for seq in range(count):
        body = pack({"n": seq})
        statement = make(key, seq=seq, previous=previous, time=seq, kind="note", body=body)
        made.append((statement, body))
        previous = statement.id
    return made


def prepared(folder: Path) -> tuple[Path, str]:
    """A ledger file with a dozen statements, and its checkpoint."""
    ledger = SqliteLedger(folder / "record.db", writer=True)
    ledger.append(chain())
    note = sign("tawthiq/test", ledger.frontier(), KEY)
    ledger.close()
    return folder / "record.db", note


def checked(path: Path, note: str | None) -> Audit:
    ledger = SqliteLedger(path)
    try:
        return audit(ledger, note)
    finally:
        ledger.close()


def changed_at(entry: bytes, at: int) -> bytes:
    """The entry with one byte changed, whatever stood there: entries are random, and a byte set may be what it was."""
    return entry[:at] + bytes([entry[at] ^ 0xFF]) + entry[at + 1 :]


def edit(path: Path, *commands: str) -> None:
    """What somebody with the file and sqlite3 can do."""
    db = sqlite3.connect(path)
    db.create_function("changed_at", 2, changed_at)
    db.executescript("DROP TRIGGER append_only_update; DROP TRIGGER append_only_delete;")
    for command in commands:
        db.execute(command)
    db.commit()
    db.close()


@pytest.mark.parametrize("row", range(COUNT))
@pytest.mark.parametrize(
    "command",
    [
        "DELETE FROM statements WHERE arrival = {row}",
        "UPDATE statements SET entry = changed_at(entry, 70) WHERE arrival = {row}",
        "UPDATE statements SET entry = changed_at(entry, 0) WHERE arrival = {row}",
        "UPDATE statements SET entry = 'text' WHERE arrival = {row}",
        "UPDATE statements SET seq = seq + 100 WHERE arrival = {row}",
        "UPDATE statements SET device = 99 WHERE arrival = {row}",
        "UPDATE statements SET short = short + 1 WHERE arrival = {row}",
        "DELETE FROM bodies WHERE arrival = {row}",
        "UPDATE bodies SET body = body || x'00' WHERE arrival = {row}",
    ],
)
def test_a_statement_edited_or_deleted_is_named(tmp_path: Path, command: str, row: int) -> None:
    """Whichever row and whichever column; the finding says which."""
    path, note = prepared(tmp_path)
    edit(path, command.format(row=row))
    found = checked(path, note)
    assert any(f"row {row}" in one.where or f"statement {row}" in one.where for one in found.findings), found


@pytest.mark.parametrize(("a", "b"), [(0, 1), (3, 9), (10, 11)])
def test_two_rows_swapped_are_found(tmp_path: Path, a: int, b: int) -> None:
    """Order of arrival is part of what was signed for."""
    path, note = prepared(tmp_path)
    edit(
        path,
        f"UPDATE statements SET arrival = 1000 WHERE arrival = {a}",
        f"UPDATE statements SET arrival = {a} WHERE arrival = {b}",
        f"UPDATE statements SET arrival = {b} WHERE arrival = 1000",
    )
    codes = {one.code for one in checked(path, note).findings}
    assert "log-rewritten" in codes


def test_an_end_cut_off_cleanly_is_found_by_the_checkpoint(tmp_path: Path) -> None:
    """Rows, bodies and frontier all put right: only the checkpoint knows."""
    path, note = prepared(tmp_path)
    shorter = MemoryLedger()
    shorter.append(chain()[:9])
    nodes = shorter.frontier().pack().hex()
    edit(path, "DELETE FROM statements WHERE arrival >= 9")
    db = sqlite3.connect(path)
    db.execute(f"UPDATE frontier SET nodes = x'{nodes}'")
    db.commit()
    db.close()
    assert "log-cut" in {one.code for one in checked(path, note).findings}


def test_a_missing_checkpoint_is_never_taken_for_sound(tmp_path: Path) -> None:
    """Silence is not soundness."""
    path, _ = prepared(tmp_path)
    assert [one.code for one in checked(path, None).findings] == ["checkpoint-missing"]


def test_a_checkpoint_of_an_unknown_device_is_refused(tmp_path: Path) -> None:
    """Anybody can sign; only a device of this log counts."""
    path, _ = prepared(tmp_path)
    stranger = sign("tawthiq/test", Frontier(), DeviceKey.fresh())
    assert "checkpoint-false" in {one.code for one in checked(path, stranger).findings}


def test_a_fork_is_found() -> None:
    """One device, one number, two statements."""
    said = chain()
    body = pack({"other": True})
    twin = make(KEY, seq=4, previous=said[3][0].id, time=99, kind="note", body=body)
    ledger = MemoryLedger()
    ledger.append([*said, (twin, body)])
    assert "chain-forked" in {one.code for one in audit(ledger, None).findings}


def test_a_gap_in_a_chain_is_found() -> None:
    """A statement that never came is missed by those after it."""
    said = chain()
    ledger = MemoryLedger()
    ledger.append([*said[:5], *said[6:]])
    missing = [one for one in audit(ledger, None).findings if one.code == "statement-missing"]
    assert [one.where.rsplit(" ", 1)[-1] for one in missing] == ["5"]


def test_statements_after_the_checkpoint_are_counted_not_accused() -> None:
    """A crash between log and checkpoint is no tampering."""
    ledger = MemoryLedger()
    said = chain()
    ledger.append(said[:7])
    note = sign("tawthiq/test", ledger.frontier(), KEY)
    ledger.append(said[7:])
    found = audit(ledger, note)
    assert (found.findings, found.unanchored) == ((), 5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(devices=st.integers(1, 4), data=st.data())
def test_a_sound_log_of_any_interleaving_raises_no_alarm(devices: int, data: st.DataObject) -> None:
    """However the chains of several devices arrived among each other."""
    keys = [DeviceKey(bytes([n]) * 32) for n in range(devices)]
    chains = [chain(key, 4) for key in keys]
    order = data.draw(st.permutations([n for n in range(devices) for _ in range(4)]))
    ledger = MemoryLedger()
    for which in order:
        ledger.append([chains[which].pop(0)])
    assert audit(ledger, sign("tawthiq/test", ledger.frontier(), keys[0])).findings == ()


def flipped(path: Path, at: int, bit: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1 << bit
    path.write_bytes(raw)


@pytest.mark.parametrize("part", range(40))
def test_a_flipped_bit_in_the_database_is_found_or_changes_nothing(
    tmp_path: Path, part: int, reading: Callable[[Path], list[bytes]]
) -> None:
    """Unused bytes of a page carry no statement; any other flip is found, and never a crash."""
    path, note = prepared(tmp_path)
    SqliteLedger(path, writer=True).close()
    whole = reading(path)
    size = path.stat().st_size
    flipped(path, (part * 2654435761) % size, part % 8)
    try:
        found = checked(path, note).findings
    except Exception as error:  # noqa: BLE001  (the point is which exceptions may come)
        assert type(error).__module__.startswith("tawthiq"), error
        return
    assert found or reading(path) == whole


@pytest.fixture
def reading() -> Callable[[Path], list[bytes]]:
    """Entries and bodies as a reader gets them."""

    def read(path: Path) -> list[bytes]:
        ledger = SqliteLedger(path)
        try:
            return [row.entry + (row.body or b"") for row in ledger.rows()]
        finally:
            ledger.close()

    return read
