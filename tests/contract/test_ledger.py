"""One suite for the port Ledger, run against every implementation."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tawthiq.record.audit import audit
from tawthiq.record.checkpoint import sign
from tawthiq.record.errors import CaseBusy, StorageError
from tawthiq.record.keys import DeviceKey
from tawthiq.record.ledger import Ledger, MemoryLedger
from tawthiq.record.merkle import Frontier, leaf
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.statement import Statement, make, pack

MAKERS: dict[str, Callable[[Path], Ledger]] = {
    "memory": lambda path: MemoryLedger(),
    "sqlite": lambda path: SqliteLedger(path / "record.db", writer=True),
}


@pytest.fixture(params=MAKERS)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    made = MAKERS[request.param](tmp_path)
    yield made
    made.close()


def chain(key: DeviceKey, count: int) -> list[tuple[Statement, bytes]]:
    """`count` statements of one device."""
    made: list[tuple[Statement, bytes]] = []
    previous = None
    for seq in range(count):
        body = pack({"n": seq})
        statement = make(key, seq=seq, previous=previous, time=1_700_000_000 + seq, kind="note", body=body)
        made.append((statement, body))
        previous = statement.id
    return made


def test_an_empty_ledger_finds_nothing(ledger: Ledger) -> None:
    """No rows, no heads, the empty tree's root."""
    assert list(ledger.rows()) == []
    assert ledger.find(b"\x00" * 32) is None
    assert ledger.head(b"\x00" * 32) is None
    assert ledger.prefixed("00") == []
    assert ledger.frontier() == Frontier()


def test_rows_come_back_in_order_of_arrival_with_their_bodies(ledger: Ledger) -> None:
    """More of them than a page of the SQLite ledger holds."""
    said = chain(DeviceKey.fresh(), 1203)
    assert ledger.append(said) == 1203
    rows = list(ledger.rows())
    assert [row.arrival for row in rows] == list(range(1203))
    assert [(row.statement, row.body) for row in rows] == said
    assert [row.arrival for row in ledger.rows(1200)] == [1200, 1201, 1202]


def test_appending_again_changes_nothing(ledger: Ledger) -> None:
    """Merging is idempotent: the frontier too stays as it was."""
    said = chain(DeviceKey.fresh(), 5)
    ledger.append(said)
    before = ledger.frontier()
    assert ledger.append(said[2:]) == 0
    assert ledger.frontier() == before


def test_the_head_is_the_last_of_its_author(ledger: Ledger) -> None:
    """Two devices do not mix."""
    one, two = DeviceKey.fresh(), DeviceKey.fresh()
    first, second = chain(one, 4), chain(two, 2)
    ledger.append([*first, *second])
    assert ledger.head(one.author) == (3, first[-1][0].id)
    assert ledger.head(two.author) == (1, second[-1][0].id)


def test_a_statement_is_found_by_id_and_by_prefix(ledger: Ledger) -> None:
    """A prefix of the hex form is enough to find it."""
    said = chain(DeviceKey.fresh(), 3)
    ledger.append(said)
    wanted = said[1][0]
    row = ledger.find(wanted.id)
    assert row is not None
    assert row.statement == wanted
    assert ledger.prefixed(wanted.id.hex()[:9]) == [wanted.id]
    assert ledger.prefixed("not hex") == []


def test_a_chain_is_given_by_number_however_it_arrived(ledger: Ledger) -> None:
    """Longer than a page, shuffled, among another device's statements."""
    key = DeviceKey.fresh()
    said, other = chain(key, 1100), chain(DeviceKey.fresh(), 40)
    ledger.append([*said[600:], *other, *said[:600]])
    assert [row.statement.seq for row in ledger.chain(key.author)] == list(range(1100))
    assert [row.statement.seq for row in ledger.chain(key.author, 1098)] == [1098, 1099]
    assert ledger.twin(key.author) is None
    assert ledger.whole(key.author)
    assert ledger.heads() == {key.author: (1099, said[-1][0].id), other[0][0].author: (39, other[-1][0].id)}


def test_a_chain_with_a_gap_is_not_whole(ledger: Ledger) -> None:
    """Its later statements are kept, and its head alone would hide the gap."""
    key = DeviceKey.fresh()
    said = chain(key, 5)
    ledger.append([*said[:2], *said[3:]])
    assert not ledger.whole(key.author)


def test_a_number_used_twice_is_found(ledger: Ledger) -> None:
    """And both statements are given."""
    key = DeviceKey.fresh()
    said = chain(key, 4)
    body = pack("other")
    twin = make(key, seq=2, previous=said[1][0].id, time=9, kind="note", body=body)
    ledger.append([*said, (twin, body)])
    assert ledger.twin(key.author) == 2
    assert not ledger.whole(key.author)
    assert [row.statement.seq for row in ledger.chain(key.author, 2)] == [2, 2, 3]


def test_the_frontier_is_that_of_the_entries(ledger: Ledger) -> None:
    """After several appends of several sizes."""
    said = chain(DeviceKey.fresh(), 23)
    for start, stop in ((0, 1), (1, 8), (8, 23)):
        ledger.append(said[start:stop])
    assert ledger.frontier() == Frontier().extend(leaf(one.entry) for one, _ in said)


def test_a_destroyed_body_leaves_its_statement(ledger: Ledger) -> None:
    """The statement stays verifiable, its body is None."""
    said = chain(DeviceKey.fresh(), 2)
    ledger.append(said)
    ledger.drop_body(said[0][0].id)
    rows = list(ledger.rows())
    assert [row.body is None for row in rows] == [True, False]


def test_a_body_put_back_is_there_again(ledger: Ledger) -> None:
    """Under its own digest and no other."""
    said = chain(DeviceKey.fresh(), 2)
    ledger.append(said)
    ledger.drop_body(said[0][0].id)
    ledger.restore_body(said[0][0].id, said[0][1])
    assert [row.body for row in ledger.rows()] == [said[0][1], said[1][1]]


def test_a_failing_batch_leaves_nothing(ledger: Ledger) -> None:
    """All or none: a generator that breaks in the middle keeps the ledger as it was."""

    def breaking() -> Iterator[tuple[Statement, bytes]]:
        yield from chain(DeviceKey.fresh(), 3)
        raise RuntimeError("the source broke")

    if isinstance(ledger, MemoryLedger):
        # The one implementation without transactions takes a list, never a generator that can break.
        return
    with pytest.raises(RuntimeError):
        ledger.append(breaking())
    assert list(ledger.rows()) == []
    assert ledger.problems() == []


def test_a_sound_ledger_passes_its_audit(ledger: Ledger) -> None:
    """Nothing is found, and nothing is newer than its checkpoint."""
    key = DeviceKey.fresh()
    ledger.append(chain(key, 9))
    found = audit(ledger, sign("tawthiq/test", ledger.frontier(), key))
    assert (found.findings, found.statements, found.unanchored) == ((), 9, 0)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    """One writer at a time, said in words."""
    first = SqliteLedger(tmp_path / "record.db", writer=True)
    with pytest.raises(CaseBusy, match="another process"):
        SqliteLedger(tmp_path / "record.db", writer=True)
    first.close()
    SqliteLedger(tmp_path / "record.db", writer=True).close()


def test_a_reader_cannot_append(tmp_path: Path) -> None:
    """The file is opened read-only."""
    SqliteLedger(tmp_path / "record.db", writer=True).close()
    reader = SqliteLedger(tmp_path / "record.db")
    with pytest.raises(StorageError):
        reader.append(chain(DeviceKey.fresh(), 1))
    reader.close()
