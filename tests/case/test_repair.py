"""Repair: hurt parts come back from another copy, nothing false is taken in, and the history tells of it."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.case import Case, init_case
from tawthiq.case.copies import within_reach
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A case of 300 small files, and a copy of it."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(300):
        (inbox / f"{n}.txt").write_text(f"file {n}\n", encoding="utf-8")
    init_case(tmp_path / "a")
    with Case(Folder(tmp_path / "a"), writer=True) as case:
        list(case.collect([str(inbox)]))
    sqlite3.connect(tmp_path / "a" / "record.db").execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    return tmp_path / "a", tmp_path / "b"


def run(case: Path, *args: str) -> Result:
    return CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False)


def hurt(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def objects(case: Path) -> list[Path]:
    return sorted((case / "objects").glob("??/*"))


def test_without_another_copy_lost_bytes_stay_lost(pair: tuple[Path, Path]) -> None:
    """And it says so, with the exit code of evidence that is not sound."""
    objects(pair[0])[0].unlink()
    done = run(pair[0], "repair")
    assert done.return_value == 1
    assert "--from" in done.stderr


def test_a_copy_hurt_in_the_same_place_heals_nothing(pair: tuple[Path, Path]) -> None:
    """Each part is hashed before it is used."""
    for case in pair:
        hurt(objects(case)[3], b"false")
    assert run(pair[0], "repair", "--from", str(pair[1])).return_value == 1
    assert objects(pair[0])[3].read_bytes() == b"false"


def test_another_case_is_no_source(pair: tuple[Path, Path], tmp_path: Path) -> None:
    """Even if it held the same bytes."""
    init_case(tmp_path / "other")
    done = run(pair[0], "repair", "--from", str(tmp_path / "other"))
    assert done.exception is not None
    assert "another case" in str(done.exception)


def test_objects_bodies_and_tiles_come_back(pair: tuple[Path, Path]) -> None:
    """Changed and missing ones; afterwards `verify` is clean and the log tells of the repair."""
    a, b = pair
    hurt(objects(a)[1], b"changed")
    objects(a)[2].unlink()
    (a / "log/tile/0/000").write_bytes(bytes(8192))
    db = sqlite3.connect(a / "record.db")
    db.execute("UPDATE bodies SET body = x'f6' WHERE arrival = 5")
    db.execute("DELETE FROM bodies WHERE arrival = 6")
    db.commit()
    db.close()
    assert run(a, "verify").return_value == 1
    done = run(a, "repair", "--from", str(b))
    assert done.return_value == 0, done.output
    assert "2 objects, 2 bodies and 1 tiles" in done.output
    assert run(a, "verify").return_value == 0
    assert "repair" in run(a, "log").output


def test_a_hurt_statement_is_named_and_not_edited(pair: tuple[Path, Path]) -> None:
    """Its row stays as it was found."""
    a, b = pair
    db = sqlite3.connect(a / "record.db")
    db.executescript("DROP TRIGGER append_only_update;")
    db.execute("UPDATE statements SET short = 1 WHERE arrival = 9")
    db.commit()
    db.close()
    done = run(a, "repair", "--from", str(b))
    assert done.return_value == 1
    assert "row 9" in done.stderr
    assert "--join" in done.stderr


def test_a_sound_case_is_left_alone(pair: tuple[Path, Path]) -> None:
    """Nothing to mend, nothing recorded."""
    before = run(pair[0], "log").output
    assert run(pair[0], "repair", "--from", str(pair[1])).return_value == 0
    assert run(pair[0], "log").output == before


def test_verify_asks_only_copies_of_this_case_and_says_when_none_is_whole(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """Another case, a folder that is none, and a copy hurt in the same place are no help."""
    init_case(tmp_path / "other")
    digest = objects(pair[0])[3].name
    for case in pair:
        hurt(objects(case)[3], b"false")
    done = run(pair[0], "verify", "--json")
    assert done.return_value == 1
    (failed,) = [one for one in map(json.loads, done.stdout.splitlines()) if one["verdict"] == "failed"]
    assert (failed["path"], failed["whole_in"]) == (digest, [])
    assert "whole in no copy within reach" in run(pair[0], "verify").stderr


def test_verify_says_which_copy_is_whole_and_the_command_it_gives_repairs(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """A copy beside the case is found, one elsewhere can be named; nothing about either is written into the case."""
    a, b = pair
    hurt(objects(a)[3], b"false")
    db = sqlite3.connect(a / "record.db")
    db.execute("DELETE FROM bodies WHERE arrival = 6")
    db.commit()
    db.close()
    said = run(a, "verify").stderr
    command = f"tawthiq repair --from {b}"
    assert f"hurt objects that are whole in {b}: 1; {command}" in said
    assert f"the log is whole in {b}" in said
    away = tmp_path / "stick" / "deep" / "copy"
    away.parent.mkdir(parents=True)
    b.rename(away)
    assert str(away) not in run(a, "verify").stderr
    assert str(away) in run(a, "verify", "--copy", str(away)).stderr
    assert [one.root for one in within_reach(Folder(a), media=[str(tmp_path / "stick")])] == [away]
    assert not [path for path in a.rglob("*") if path.is_file() and b"stick" in path.read_bytes()]
    assert run(a, "repair", "--from", str(away)).return_value == 0
    assert run(a, "verify").return_value == 0
