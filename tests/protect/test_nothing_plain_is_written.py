"""Not for a moment: what is written to any file while a sealed case takes in and reads is looked at, write by write (strace)."""

import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from canary_inbox import WORDS, inbox  # type: ignore[import-not-found]
from canary_scan import Canaries  # type: ignore[import-not-found]

ENV = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
WRITE = re.compile(
    r"\d+\s+p?write(?:64|v)?\(\d+<(?P<path>[^>]*)>(?P<gone>\(deleted\))?, (?P<data>.*)\)\s+= \d+$"
)
ESCAPES = re.compile(r"(?:\\x[0-9a-f]{2})+")


def plain(text: str) -> bytes:
    """What strace wrote in hexadecimal escapes."""
    return b"".join(bytes.fromhex(one.replace("\\x", "")) for one in ESCAPES.findall(text))


def written(root: Path, *args: str) -> list[tuple[str, bytes]]:
    """(path, bytes) of every write to a file of the disk; the system adds "(deleted)" to one without a name."""
    trace = root / "trace"
    done = subprocess.run(
        [
            *("strace", "--seccomp-bpf", "-f", "-y", "-qq", "-xx", "-s", "9000000", "-o", str(trace)),
            *("-e", "trace=write,pwrite64,writev", sys.executable, "-m", "tawthiq", *args),
        ],
        env={**ENV, "HOME": str(root), "TMPDIR": str(root / "tmp")},
        capture_output=True,
        check=False,
        timeout=300,
    )
    if not trace.exists() or b"ptrace" in done.stderr:
        pytest.skip(f"strace cannot trace here: {done.stderr[-200:]!r}")
    hits = (WRITE.match(line) for line in trace.read_text(encoding="ascii", errors="replace").splitlines())
    found = [
        (plain(hit["path"]).decode("utf-8", "replace") + (hit["gone"] or ""), plain(hit["data"]))
        for hit in hits
        if hit
    ]
    trace.unlink()
    return [(path, data) for path, data in found if path.startswith("/") and not path.startswith("/dev/")]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: apt install strace")
    (tmp_path / "tmp").mkdir()
    inbox(tmp_path / "inbox")
    # A film in an archive, too large for memory: noise with what was said of it in between.
    noise = random.Random(8)
    film = b"".join(
        noise.randbytes(64 << 10) + f" {WORDS[number % len(WORDS)]} ".encode() for number in range(160)
    )
    with zipfile.ZipFile(tmp_path / "inbox" / "films.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.mp4", film)
    return tmp_path


def leaked(writes: list[tuple[str, bytes]]) -> set[str]:
    canaries = Canaries(WORDS)
    return {word for _, data in writes for word in canaries.within(data)}


@pytest.mark.slow
def test_an_open_case_is_caught_by_the_same_look(world: Path) -> None:
    """The negative control."""
    case = str(world / "case")
    writes = written(world, "init", case, "--seal", "nothing")
    writes += written(world, "--case", case, "collect", str(world / "inbox"))
    assert len(leaked(writes)) > 15


@pytest.mark.slow
def test_no_write_to_any_file_holds_a_planted_word(world: Path) -> None:
    """While a case is founded, takes in files, an archive larger than memory is given for, and is read."""
    case = str(world / "case")
    writes = written(world, "init", case, "--title", WORDS[23])
    writes += written(world, "--case", case, "collect", str(world / "inbox"))
    writes += written(world, "--case", case, "read")
    writes += written(
        world, "--case", case, "judge", "media", "same", "IMG_QT_8841.jpg", "copy.png", "--why", WORDS[20]
    )
    assert any("/objects/" in path for path, _ in writes)
    assert any("(deleted)" in path or "#" in path for path, _ in writes), (
        "the spool was not used: nothing was shown of it"
    )
    assert sum(len(data) for _, data in writes) > 8 << 20
    assert leaked(writes) == set()
