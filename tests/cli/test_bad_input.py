"""Bad input: one clear line each, a non-zero exit, no traceback; the rest of the batch is kept."""

import io
import json
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tawthiq.case import init_case

BOMB = 300 << 20
"""Bytes of zeros: deflated about a thousandfold, as XLSX bombs are."""


def run(case: Path, *args: str, memory: int = 3 << 30) -> "subprocess.CompletedProcess[str]":
    """The program as a user starts it, with a ceiling on its memory."""
    return subprocess.run(
        [sys.executable, "-m", "tawthiq", "--case", str(case), *args],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory)),
        check=False,
    )


@pytest.fixture
def case(tmp_path: Path) -> Path:
    init_case(tmp_path / "case")
    return tmp_path / "case"


def xlsx_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(BOMB >> 20):
                sheet.write(bytes(1 << 20))
    return out.getvalue()


def escaping_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../outside.txt", "I tried to get out.")
        archive.writestr("/etc/outside.txt", "So did I.")
        archive.writestr("inside.txt", "I am fine.")
    return out.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty.txt"),
    "list.csv": ("الاسم,العمر\nأحمد,30\n".encode("cp1256"), "list.csv"),
    "bomb.xlsx": (b"", "bomb.xlsx"),
    "escape.zip": (b"", "outside.txt"),
    "false.png": (b"This was never a picture.", "false.png"),
    "cut.zip": (b"PK\x03\x04 and then nothing", "cut.zip"),
}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """One good file among the bad."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "bomb.xlsx").write_bytes(xlsx_bomb())
    (folder / "escape.zip").write_bytes(escaping_zip())
    (folder / "good.txt").write_text("On 3 May 2016 four shells fell on the market.\n", encoding="utf-8")
    return folder


def test_each_bad_file_gets_one_line_and_the_rest_is_kept(case: Path, inbox: Path) -> None:
    """A folder with all of them, and a name that is not there at all."""
    done = run(case, "collect", "--json", str(inbox), str(inbox / "never.txt"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("tawthiq: ")]
    for name, (_, where) in BAD.items():
        told = [line for line in lines if where in line]
        assert told, f"nothing was said of {name}: {lines}"
    assert any("never.txt" in line for line in lines)
    kept = {json.loads(line)["origin"] for line in done.stdout.splitlines()}
    assert any(origin.endswith("good.txt") for origin in kept)
    assert any(origin.endswith("inside.txt") for origin in kept)
    assert not any("outside" in origin for origin in kept)
    assert not (inbox.parent / "outside.txt").exists()
    assert not Path("/etc/outside.txt").exists()
    assert run(case, "verify").returncode == 0


def test_bytes_are_kept_whatever_is_in_them(case: Path, inbox: Path) -> None:
    """A false picture and a list in no encoding are exhibits all the same; an empty file is nothing to keep."""
    done = run(case, "collect", "--json", str(inbox))
    kept = {json.loads(line)["origin"].rsplit("/", 1)[-1] for line in done.stdout.splitlines()}
    assert {"false.png", "list.csv", "bomb.xlsx", "escape.zip", "cut.zip"} <= kept
    assert "empty.txt" not in kept


def test_a_csv_that_is_not_utf8_is_said_to_be_so_when_it_is_read(case: Path, tmp_path: Path) -> None:
    """Bytes that fit no encoding we know: kept, and named by `status` as what could not be read."""
    path = tmp_path / "names.csv"
    path.write_bytes(
        b"name,age,date of death\n" + bytes(range(128, 256)) * 3 + b",30,2016-05-03\n\x81\x8d,1,\n"
    )
    done = run(case, "collect", str(path))
    assert "Traceback" not in done.stderr
    matched = run(case, "match", "people", str(path))
    assert "Traceback" not in matched.stderr


def test_a_line_of_200_megabytes_is_kept_in_little_memory_and_not_read(case: Path, tmp_path: Path) -> None:
    """Streaming keeps it; reading it is refused in a sentence."""
    path = tmp_path / "line.txt"
    with path.open("wb") as out:
        for _ in range(200):
            out.write(b"a" * (1 << 20))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = run(case, "collect", "--json", str(path), memory=1 << 30)
    assert "Traceback" not in done.stderr
    assert any(json.loads(line)["origin"].endswith("line.txt") for line in done.stdout.splitlines()), (
        done.stderr
    )
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 300_000)
    read = run(case, "read", "--json")
    assert "Traceback" not in read.stderr
    assert read.stdout == ""
    assert "line.txt" in run(case, "status").stdout


def test_a_file_that_vanishes_while_it_is_taken_in_stops_nothing(case: Path, tmp_path: Path) -> None:
    """Between listing and reading, on a stick that is pulled or a folder that is synced."""
    from tawthiq.case import Case
    from tawthiq.case.folder import Folder
    from tawthiq.case.intake import Taken

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (inbox / name).write_text(f"file {name}\n", encoding="utf-8")
    kept, troubles = [], []
    with Case(Folder(case), writer=True) as opened:
        found = opened.collect([str(inbox)])
        real = opened.seal.put

        def pulled(*args: Any) -> Any:
            (inbox / "b.txt").unlink(missing_ok=True)
            return real(*args)

        opened.seal.put = pulled  # type: ignore[method-assign]
        for one in found:
            (kept if isinstance(one, Taken) else troubles).append(one)
    assert [one.origin.rsplit("/", 1)[-1] for one in kept] == ["a.txt", "c.txt"]
    assert len(troubles) == 1


def test_a_missing_file_is_named(case: Path, tmp_path: Path) -> None:
    """And nothing else is said."""
    done = run(case, "collect", str(tmp_path / "never.txt"))
    assert done.returncode == 2
    assert "never.txt" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ["verify", "nowhere"],
        ["show", "ffff"],
        ["weigh", "cffff"],
        ["tell", "none.md", "-o", "site"],
        ["tell", "none.md"],
        ["count", "none.csv"],
        ["match", "people", "none.csv"],
        ["match", "names", "a", "b"],
        ["match", "strikes", "none.csv"],
        ["sync", "/nonexistent/folder/bundle"],
        ["judge", "person", "same", "a:1"],
        ["judge", "person", "same", "a:1", "b:2"],
        ["places", "none.toml"],
        ["visibility", "public", "ffff"],
        ["read", "none.txt"],
        ["nonsense"],
        ["collect"],
    ],
    ids=" ".join,
)
def test_bad_usage_gets_a_sentence_and_a_code(case: Path, args: list[str]) -> None:
    """Never a traceback, never 0, never 70 (a fault of the program)."""
    done = run(case, *args)
    assert done.returncode not in (0, 70), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip() or done.stdout.strip()


def test_commands_outside_a_case_say_how_to_found_one(tmp_path: Path) -> None:
    """The hint is the command."""
    done = run(tmp_path / "none", "status")
    assert done.returncode == 4
    assert "tawthiq init" in done.stderr
