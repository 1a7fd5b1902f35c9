"""Whatever is changed in a case, `tawthiq verify` exits 1 and names it: every object, every statement."""

import json
import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq


def verify(case: Path) -> tuple[int, list[dict[str, object]]]:
    """Exit code and reports of `tawthiq verify --json`."""
    result = CliRunner().invoke(tawthiq, ["--case", str(case), "verify", "--json"], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value), [json.loads(line) for line in result.stdout.splitlines()]


def named(reports: list[dict[str, object]]) -> str:
    """Everything the failed reports say."""
    return json.dumps([one for one in reports if one["verdict"] != "verified"])


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the built-in sample."""
    from tawthiq.sample import write

    root = tmp_path_factory.mktemp("demo")
    write(root / "inbox", people=60)
    init_case(root / "case")
    with Case(Folder(root / "case"), writer=True) as case:
        list(case.collect([str(root / "inbox")]))
    # Fold the WAL into the database, so that copies of the folder are whole without it.
    sqlite3.connect(root / "case" / "record.db").execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return root / "case"


@pytest.fixture
def case(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "case"))


def objects(case: Path) -> list[Path]:
    return sorted(path for path in (case / "objects").glob("??/*"))


def test_a_sound_case_raises_no_alarm(case: Path) -> None:
    """The negative control of everything below."""
    code, reports = verify(case)
    assert code == 0
    assert {one["verdict"] for one in reports} == {"verified"}
    assert len(reports) == 1 + len(objects(case))


def test_one_flipped_byte_in_any_object_is_named(case: Path) -> None:
    """Every object in turn, a random byte of it."""
    draw = random.Random(3)
    for path in objects(case):
        path.chmod(0o644)
        whole = path.read_bytes()
        at = draw.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << draw.randrange(8))]) + whole[at + 1 :])
        code, reports = verify(case)
        assert code == 1
        assert [one["path"] for one in reports if one["verdict"] == "failed"] == [path.name]
        path.write_bytes(whole)
    assert verify(case)[0] == 0


def test_any_missing_object_is_named(case: Path) -> None:
    """Gone is as bad as changed."""
    for path in objects(case):
        away = path.rename(path.with_suffix(".away"))
        code, reports = verify(case)
        assert code == 1
        assert path.name[:16] in named(reports)
        away.rename(path)


def statements(case: Path) -> int:
    return int(sqlite3.connect(case / "record.db").execute("SELECT count(*) FROM statements").fetchone()[0])


def edited(case: Path, target: Path, *commands: str) -> tuple[int, str]:
    """A fresh copy of the case with SQL run on its record: exit code and what is named."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(case, target)
    db = sqlite3.connect(target / "record.db")
    db.executescript("DROP TRIGGER append_only_update; DROP TRIGGER append_only_delete;")
    for command in commands:
        db.execute(command)
    db.commit()
    db.close()
    code, reports = verify(target)
    return code, named(reports)


def test_any_statement_edited_deleted_or_moved_is_named(case: Path, tmp_path: Path) -> None:
    """Every row in turn: an edited byte, a deletion, a deletion with the gap closed, a swap with its neighbour."""
    count = statements(case)
    assert count > 10
    other_byte = "CASE substr(entry, 101, 1) WHEN x'7f' THEN x'80' ELSE x'7f' END"  # entries are random
    changed = f"CAST(substr(entry, 1, 100) || {other_byte} || substr(entry, 102) AS BLOB)"
    for row in range(count):
        other = (row + 1) % count
        for commands in (
            [f"UPDATE statements SET entry = {changed} WHERE arrival = {row}"],
            [f"DELETE FROM statements WHERE arrival = {row}"],
            [
                f"DELETE FROM statements WHERE arrival = {row}",
                f"UPDATE statements SET arrival = -arrival WHERE arrival > {row}",
                "UPDATE statements SET arrival = -arrival - 1 WHERE arrival < 0",
            ],
            [
                f"UPDATE statements SET arrival = 100000 WHERE arrival = {row}",
                f"UPDATE statements SET arrival = {row} WHERE arrival = {other}",
                f"UPDATE statements SET arrival = {other} WHERE arrival = 100000",
            ],
            [f"UPDATE bodies SET body = x'00' WHERE arrival = {row}"],
        ):
            code, told = edited(case, tmp_path / "edited", *commands)
            assert code == 1, commands
            assert f"row {row}" in told or f"statement {row}" in told or "log-rewritten" in told, (
                commands,
                told,
            )


@pytest.mark.parametrize("name", ["checkpoint", "case.toml", "record.db"])
def test_a_missing_file_of_the_case_is_named(case: Path, name: str) -> None:
    """Neither a traceback nor silence."""
    (case / name).unlink()
    result = CliRunner().invoke(tawthiq, ["--case", str(case), "verify", "--json"])
    assert result.exit_code != 0 or "failed" in result.stdout or result.exception is not None


def test_an_edited_checkpoint_is_named(case: Path) -> None:
    """A smaller size would hide an end cut off."""
    note = (case / "checkpoint").read_text(encoding="utf-8").split("\n")
    note[1] = str(int(note[1]) - 1)
    (case / "checkpoint").write_text("\n".join(note), encoding="utf-8")
    code, reports = verify(case)
    assert code == 1
    assert "checkpoint" in named(reports)
