"""docs/howto/open-by-hand.md, followed with sqlite3, SHA-256 and an age tool; tawthiq is not imported.

The age tool is Debian's `age` where it is installed, and pyrage in any case: two implementations that are not ours.
"""

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cbor2
import pyrage
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "open-by-hand.md"
PLAIN = "Nadia counted eleven. نادية عدّت أحد عشر.\n".encode()
Tool = Callable[[bytes, str], bytes]


def with_pyrage(sealed: bytes, identities: str) -> bytes:
    line = next(one for one in identities.splitlines() if one.startswith("AGE-SECRET-KEY-1"))
    return pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(line)])


def with_age(sealed: bytes, identities: str) -> bytes:
    if shutil.which("age") is None:
        pytest.skip("age is not installed: apt install age")
    read, write = os.pipe()
    os.write(write, identities.encode())
    os.close(write)
    try:
        done = subprocess.run(
            ["age", "-d", "-i", f"/dev/fd/{read}"],
            input=sealed,
            capture_output=True,
            pass_fds=[read],
            check=True,
        )
    finally:
        os.close(read)
    return done.stdout


@pytest.fixture(params=[with_pyrage, with_age], ids=["pyrage", "age"])
def tool(request: pytest.FixtureRequest) -> Tool:
    return request.param


@pytest.fixture(scope="module", params=["open", "locked"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str | None]:
    """A case with one exhibit, and its passphrase."""
    root = tmp_path_factory.mktemp("hand")
    (root / "note.txt").write_bytes(PLAIN)
    words = "nine quiet olives" if request.param == "locked" else None
    env = {**os.environ, **({"TAWTHIQ_PASSPHRASE": words} if words else {})}
    for args in (
        ["init", str(root / "case")],
        ["--case", str(root / "case"), "collect", str(root / "note.txt")],
    ):
        subprocess.run([sys.executable, "-m", "tawthiq", *args], check=True, capture_output=True, env=env)
    return root / "case", words


def identity(case: Path, words: str | None, tmp_path: Path) -> str:
    """Step 1 of the page, with the program that stands on it."""
    file = next((case / "keys").glob("*.age"))
    if words is None:
        return file.read_text(encoding="ascii")
    program = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert program
    script = tmp_path / "unlock.py"
    script.write_text(program[1].replace("getpass.getpass()", "input()"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(file)], input=words, capture_output=True, text=True, check=True
    )
    return done.stdout


def envelope(case: Path, about: bytes) -> bytes:
    db = sqlite3.connect(case / "envelopes.db")
    (sealed,) = db.execute("SELECT sealed FROM envelopes WHERE about = ?", (about,)).fetchone()
    db.close()
    return bytes(sealed)


def generation_key(case: Path, own: str, tool: Tool) -> str:
    """Step 2."""
    db = sqlite3.connect(case / "envelopes.db")
    (recipient,) = db.execute(
        "SELECT recipient FROM recipients JOIN envelopes ON n = dest GROUP BY n ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()
    db.close()
    return tool(envelope(case, hashlib.sha256(recipient.encode()).digest()), own).decode()


def test_the_wrong_identity_opens_nothing(case: tuple[Path, str | None], tmp_path: Path, tool: Tool) -> None:
    """Or the tests below would prove nothing."""
    with pytest.raises((pyrage.DecryptError, subprocess.CalledProcessError)):
        generation_key(case[0], str(pyrage.x25519.Identity.generate()) + "\n", tool)


def test_an_object_and_a_body_are_opened_by_hand(
    case: tuple[Path, str | None], tmp_path: Path, tool: Tool
) -> None:
    """By the steps of the page; the commitment of the signed statement holds."""
    folder, words = case
    generation = generation_key(folder, identity(folder, words, tmp_path), tool)
    (stored,) = (folder / "objects").glob("??/*")
    inside = tool(envelope(folder, bytes.fromhex(stored.name)), generation).decode()
    assert inside.startswith("# tawthiq envelope 1\n")
    plain = tool(stored.read_bytes(), inside)
    assert plain == PLAIN
    notes = dict(re.findall(r"^# (\w+) (\w+)$", inside, re.MULTILINE))
    assert notes["sha256"] == hashlib.sha256(plain).hexdigest()
    assert notes["size"] == str(len(plain))
    commitment = hashlib.sha256(
        b"tw-commit" + bytes.fromhex(notes["salt"]) + bytes.fromhex(notes["sha256"])
    ).digest()
    db = sqlite3.connect(folder / "record.db")
    entry, body = db.execute(
        "SELECT entry, body FROM statements JOIN bodies USING (arrival) WHERE arrival = 1"
    ).fetchone()
    db.close()
    said = cbor2.loads(entry[64:])
    assert said[6] == [bytes.fromhex(stored.name), commitment]
    assert said[8] == 1
    key = tool(envelope(folder, hashlib.sha256(body).digest()), generation).decode()
    content = cbor2.loads(tool(body, key))[1]
    assert content["name"] == "note.txt"
    assert content["objects"][0]["stored"] == stored.name
    assert content["objects"][0]["digest"] == notes["sha256"]
