"""2,000 random tamperings with a case, every one found and the hurt thing named; 200 sound cases, no false alarm.

Flipped, dropped, doubled, swapped and cut: objects, statements, signatures, bodies, tiles, the checkpoint, pages of the
database. A whole case set back to an old state is sound in itself: its passport gives it away to whoever saw it later.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.preserve import Report, Verdict
from tawthiq.record.errors import TawthiqError
from tawthiq.record.sqlite_ledger import SqliteLedger

TAMPERINGS = 2000
SOUND = 200
FILES = 270


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 270 statements, one full tile, one object each; the WAL folded in."""
    root = tmp_path_factory.mktemp("tamper")
    inbox = root / "inbox"
    inbox.mkdir()
    for n in range(FILES):
        (inbox / f"{n:03}.txt").write_text(f"message {n}\n", encoding="utf-8")
    init_case(root / "case")
    with Case(Folder(root / "case"), writer=True) as made:
        list(made.collect([str(inbox)]))
    sqlite3.connect(root / "case" / "record.db").execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return root / "case"


def verified(case: Path) -> list[Report]:
    """Reports of everything that is not verified; what stops the check itself is such a report too."""
    try:
        with Case(Folder(case)) as opened:
            return [one for one in opened.verify() if one.verdict is not Verdict.VERIFIED]
    except TawthiqError as error:
        from tawthiq.preserve import Problem

        problem = Problem("case-damaged", "record.db", str(error))
        return [Report(path="case", kind="case", verdict=Verdict.FAILED, problems=(problem,))]


def told(reports: list[Report]) -> str:
    return " ".join(f"{p.code} {p.where} {p.what}" for one in reports for p in one.problems)


def content(case: Path) -> list[bytes]:
    """What a reader gets out of the database."""
    ledger = SqliteLedger(case / "record.db")
    try:
        return [row.entry + (row.body or b"") for row in ledger.rows()]
    finally:
        ledger.close()


def with_file(path: Path, data: bytes | None) -> Callable[[], None]:
    """Replace a file, or remove it; what puts it back."""
    whole = path.read_bytes()
    path.chmod(0o644)
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)

    def undo() -> None:
        path.unlink(missing_ok=True)
        path.write_bytes(whole)

    return undo


def damaged(data: bytes, draw: random.Random) -> bytes | None:
    """Flip a bit, cut the end, double a piece, swap two pieces, or drop all."""
    at = draw.randrange(len(data))
    match draw.randrange(5):
        case 0:
            return data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :]
        case 1:
            return data[:at]
        case 2:
            return data[:at] + data[at : at + 8] + data[at:]
        case 3:
            other = draw.randrange(len(data))
            low, high = sorted((at, other))
            return (
                data[:low]
                + data[high : high + 1]
                + data[low + 1 : high]
                + data[low : low + 1]
                + data[high + 1 :]
            )
        case _:
            return None


def on_file(
    case: Path, draw: random.Random, pick: Callable[[Path], list[Path]]
) -> tuple[Callable[[], None], str] | None:
    path = draw.choice(pick(case))
    whole = path.read_bytes()
    data = damaged(whole, draw)
    if data == whole:
        return None
    name = path.name if path.name != "000" else "tile/0/000"
    return with_file(path, data), name[:16]


SQL = [
    ("UPDATE statements SET entry = {flip} WHERE arrival = {row}", "row {row}"),
    ("UPDATE statements SET entry = {sig} WHERE arrival = {row}", "row {row}"),
    ("DELETE FROM statements WHERE arrival = {row}", "row {row}"),
    ("DELETE FROM statements WHERE arrival >= {row}", "row {row}"),
    (
        "INSERT INTO statements SELECT 9000, short, device, seq, entry FROM statements WHERE arrival = {row}",
        "row",
    ),
    ("UPDATE statements SET short = short + 1 WHERE arrival = {row}", "row {row}"),
    ("UPDATE statements SET seq = seq + 1 WHERE arrival = {row}", "row {row}"),
    ("UPDATE statements SET device = 7 WHERE arrival = {row}", "row {row}"),
    ("UPDATE devices SET author = zeroblob(32)", "row 1"),
    ("DELETE FROM bodies WHERE arrival = {row}", "row {row}"),
    ("UPDATE bodies SET body = body || x'00' WHERE arrival = {row}", "row {row}"),
    ("UPDATE frontier SET nodes = zeroblob(length(nodes))", "frontier"),
]


def on_rows(case: Path, draw: random.Random) -> tuple[Callable[[], None], str]:
    path = case / "record.db"
    whole = path.read_bytes()
    row = draw.randrange(1, FILES)
    command, where = draw.choice(SQL)
    at = draw.randrange(65, 200)
    other = f"CASE substr(entry, {at + 1}, 1) WHEN x'00' THEN x'ff' ELSE x'00' END"  # entries are random
    flip = f"CAST(substr(entry, 1, {at}) || {other} || substr(entry, {at + 2}) AS BLOB)"
    sig = f"CAST(substr(entry, 1, 9) || x'{draw.randrange(1 << 32):08x}' || substr(entry, 14) AS BLOB)"
    db = sqlite3.connect(path)
    db.executescript("DROP TRIGGER append_only_update; DROP TRIGGER append_only_delete;")
    db.execute(command.format(row=row, flip=flip, sig=sig))
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return lambda: path.write_bytes(whole) and None, where.format(row=row)


def on_pages(case: Path, draw: random.Random) -> tuple[Callable[[], None], str] | None:
    path = case / "record.db"
    before = content(case)
    whole = path.read_bytes()
    at = draw.randrange(len(whole))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << draw.randrange(8))]) + whole[at + 1 :])
    try:
        same = content(case) == before
    except TawthiqError:
        same = False
    if same and not verified(case):
        # A bit that no reader meets (free space of a page) holds no statement.
        path.write_bytes(whole)
        return None
    return lambda: path.write_bytes(whole) and None, ""


def tampered(case: Path, draw: random.Random) -> tuple[Callable[[], None], str] | None:
    match draw.choices(["object", "rows", "pages", "tile", "checkpoint"], [5, 8, 3, 2, 2])[0]:
        case "object":
            return on_file(case, draw, lambda root: sorted((root / "objects").glob("??/*")))
        case "rows":
            return on_rows(case, draw)
        case "pages":
            return on_pages(case, draw)
        case "tile":
            return on_file(case, draw, lambda root: [root / "log/tile/0/000"])
        case _:
            return on_file(case, draw, lambda root: [root / "checkpoint"])


@pytest.mark.slow
def test_every_one_of_two_thousand_tamperings_is_found_and_named(case: Path) -> None:
    """Each is undone afterwards, and the case is sound again."""
    draw = random.Random(41)
    done = 0
    while done < TAMPERINGS:
        made = tampered(case, draw)
        if made is None:
            continue
        undo, where = made
        found = verified(case)
        assert found, f"tampering {done} at {where!r} was not found"
        assert where in told(found) or "log-cut" in told(found), (
            f"tampering {done} at {where!r}: {told(found)[:300]}"
        )
        undo()
        done += 1
    assert verified(case) == []


@pytest.mark.slow
def test_two_hundred_sound_cases_raise_no_alarm(tmp_path: Path) -> None:
    """Of all sizes, some written in many sittings."""
    draw = random.Random(43)
    for n in range(SOUND):
        root = tmp_path / str(n)
        init_case(root / "case")
        for sitting in range(draw.randint(0, 3)):
            inbox = root / f"in{sitting}"
            inbox.mkdir()
            for k in range(draw.randint(1, 6)):
                (inbox / f"{k}.bin").write_bytes(draw.randbytes(draw.randint(1, 4000)))
            with Case(Folder(root / "case"), writer=True) as made:
                list(made.collect([str(inbox)]))
        assert verified(root / "case") == []
        shutil.rmtree(root)
