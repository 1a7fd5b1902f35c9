"""docs/format.md, followed step by step with sqlite3, a CBOR reader, SHA-256 and an Ed25519 tool; tawthiq is not imported.

The case is made by the program in another process. Whatever this page finds, a stranger with that document could find.
"""

import base64
import hashlib
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import cbor2
import pytest
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

PAGE = Path(__file__).parents[2] / "docs" / "format.md"
FIXTURES = Path(__file__).parent / "cases"


def run(*args: str) -> None:
    subprocess.run([sys.executable, "-m", "tawthiq", *args], check=True, capture_output=True)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of some 300 statements, so that a tile is full."""
    root = tmp_path_factory.mktemp("hand")
    inbox = root / "inbox"
    inbox.mkdir()
    for n in range(300):
        (inbox / f"{n}.txt").write_text(f"رسالة {n}\n", encoding="utf-8")
    run("init", str(root / "case"))
    run("--case", str(root / "case"), "collect", str(inbox))
    return root / "case"


def kept() -> list[Path]:
    """Cases written by earlier versions of the program, kept for ever."""
    return sorted(FIXTURES.glob("format-*"))


def root_of(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1 << (len(entries) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root_of(entries[:k]) + root_of(entries[k:])).digest()


def named(said: dict[int, object], body: bytes) -> set[bytes]:
    """The objects that a statement names: in its body, or where that is sealed in key 6, before their commitments."""
    if said[5] not in ("exhibit", "timestamp"):
        return set()
    if said[8] == 1:
        refs = said[6]
        return set(refs[: len(refs) // 2 * 2 : 2])  # type: ignore[arg-type,index]
    return {bytes.fromhex(one["digest"]) for one in cbor2.loads(body)[1]["objects"]}


def taken_back(entries: list[bytes], bodies: dict[int, bytes]) -> set[str]:
    """Ids of statements whose bodies may be gone: those that a withdrawal or a receipt names."""
    found: set[str] = set()
    for arrival, entry in enumerate(entries):
        said = cbor2.loads(entry[64:])
        if said[5] in ("withdrawal", "shredded"):
            content = cbor2.loads(bodies[arrival])[1]
            found |= {*content["exhibits"], *content["statements"]}
    return found


def tiles(case: Path, entries: list[bytes]) -> list[str]:
    """Full tiles hold the hashes of 256 entries each."""
    wrong = []
    for number in range(len(entries) // 256):
        some = entries[number * 256 : number * 256 + 256]
        leaves = b"".join(hashlib.sha256(b"\x00" + one).digest() for one in some)
        if (case / "log/tile/0" / f"{number:03}").read_bytes() != leaves:
            wrong.append(f"tile {number}")
    return wrong


def by_hand(case: Path) -> list[str]:  # noqa: C901  (one walk down the page, in its order)
    """What is wrong with a case, by the steps of the page; an empty list if nothing is."""
    wrong: list[str] = []
    # 1. Every file under objects/ is named by its hash.
    objects_there = (case / "objects").glob("??/*")
    wrong += [
        f"object {p.name}" for p in objects_there if hashlib.sha256(p.read_bytes()).hexdigest() != p.name
    ]
    # 2. The entries, in order of arrival.
    db = sqlite3.connect(f"file:{case / 'record.db'}?mode=ro", uri=True)
    entries = [bytes(row[0]) for row in db.execute("SELECT entry FROM statements ORDER BY arrival")]
    bodies = {arrival: bytes(body) for arrival, body in db.execute("SELECT arrival, body FROM bodies")}
    db.close()
    excused = taken_back(entries, bodies)
    heads: dict[bytes, tuple[int, bytes]] = {}
    objects: set[bytes] = set()
    for arrival, entry in enumerate(entries):
        # 3. Signature, id, chain.
        signature, signed = entry[:64], entry[64:]
        said = cbor2.loads(signed)
        try:
            VerifyKey(said[1]).verify(signed, signature)
        except BadSignatureError:
            wrong.append(f"signature of row {arrival}")
        if said[0] != "tawthiq/1" or cbor2.dumps(said, canonical=True) != signed:
            wrong.append(f"encoding of row {arrival}")
        last = heads.get(said[1])
        if (said[2], said[3]) != ((last[0] + 1, last[1]) if last else (0, None)):
            wrong.append(f"chain at row {arrival}")
        heads[said[1]] = (said[2], hashlib.sha256(signed).digest())
        # 4. The body.
        body = bodies.get(arrival)
        if body is None and hashlib.sha256(signed).hexdigest() in excused:
            continue
        if body is None or hashlib.sha256(body).digest() != said[7]:
            wrong.append(f"body of row {arrival}")
        else:
            objects |= named(said, body)
    # 5. The checkpoint.
    note = (case / "checkpoint").read_text(encoding="utf-8")
    text, _, signatures = note.rpartition("\n\n")
    origin, size, root = text.split("\n")
    if int(size) > len(entries) or root_of(entries[: int(size)]) != base64.b64decode(root):
        wrong.append("the log is not what the checkpoint covers")
    _, name, blob = signatures.strip().split(" ")
    raw = base64.b64decode(blob)
    signer = next((device for device in heads if name == f"{origin}/{device.hex()[:16]}"), None)
    expected = hashlib.sha256(name.encode() + b"\n\x01" + (signer or b"")).digest()[:4]
    try:
        VerifyKey(signer or bytes(32)).verify((text + "\n").encode(), raw[4:])
    except BadSignatureError:
        wrong.append("signature of the checkpoint")
    if raw[:4] != expected:
        wrong.append("key id of the checkpoint")
    # 6. Every object that an exhibit names is there.
    wrong += [
        f"object {one.hex()} is missing"
        for one in objects
        if not (case / "objects" / one.hex()[:2] / one.hex()).is_file()
    ]
    wrong += tiles(case, entries[: int(size)])
    # The case is named by its founding statement.
    if origin != "tawthiq/" + hashlib.sha256(entries[0][64:]).hexdigest():
        wrong.append("the case's name")
    return wrong


def test_a_case_is_found_sound_by_hand(fresh: Path) -> None:
    """By a stranger, with common tools."""
    assert by_hand(fresh) == []


@pytest.mark.parametrize("case", kept(), ids=lambda p: p.name)
def test_a_case_of_every_earlier_format_is_read_by_hand_and_by_the_program(
    case: Path, tmp_path: Path
) -> None:
    """Later versions must go on opening it."""
    copy = tmp_path / "case"
    shutil.copytree(case, copy)
    assert by_hand(copy) == []
    run("--case", str(copy), "verify")
    done = subprocess.run(
        [sys.executable, "-m", "tawthiq", "--case", str(copy), "read", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"act":"killing"' in done.stdout


def test_there_is_a_kept_case_of_the_present_format() -> None:
    """Or the promise of the page would go untested."""
    assert any(path.name == "format-1" for path in kept())


@pytest.mark.parametrize("what", ["object", "entry", "body", "cut", "checkpoint", "tile"])
def test_damage_is_found_by_hand(fresh: Path, tmp_path: Path, what: str) -> None:
    """The steps would notice: without this the two tests above would prove nothing."""
    shutil.copytree(fresh, tmp_path / "case")
    db = sqlite3.connect(tmp_path / "case" / "record.db")
    db.executescript("DROP TRIGGER append_only_update; DROP TRIGGER append_only_delete;")
    match what:
        case "object":
            path = next((tmp_path / "case" / "objects").glob("??/*"))
            path.chmod(0o644)
            path.write_bytes(path.read_bytes() + b" ")
        case "entry":
            other = "CASE substr(entry, 91, 1) WHEN x'00' THEN x'ff' ELSE x'00' END"  # entries are random
            changed = f"CAST(substr(entry, 1, 90) || {other} || substr(entry, 92) AS BLOB)"
            db.execute(f"UPDATE statements SET entry = {changed} WHERE arrival = 7")
        case "body":
            db.execute("UPDATE bodies SET body = x'f6' WHERE arrival = 9")
        case "cut":
            db.execute("DELETE FROM statements WHERE arrival > 290")
        case "checkpoint":
            note = tmp_path / "case" / "checkpoint"
            note.write_text(note.read_text().replace("\n301\n", "\n300\n"))
        case "tile":
            path = tmp_path / "case" / "log/tile/0/000"
            path.write_bytes(bytes(32) + path.read_bytes()[32:])
    db.commit()
    db.close()
    try:
        wrong = by_hand(tmp_path / "case")
    except (cbor2.CBORDecodeError, sqlite3.Error, ValueError, KeyError, TypeError) as error:
        wrong = [f"unreadable: {error}"]
    assert wrong


def test_every_key_and_table_used_here_stands_on_the_page() -> None:
    """So that this test follows the page and not the code."""
    page = PAGE.read_text(encoding="utf-8")
    for word in (
        "statements",
        "bodies",
        "arrival",
        "entry",
        "checkpoint",
        "tawthiq/1",
        "RFC 6962",
        "log/tile",
        "commitment",
        "envelopes.db",
        "recipients",
        "about",
        "tw-commit",
        "# tawthiq envelope 1",
        "argon2id",
        "withdrawal",
        "shredded",
    ):
        assert word in page
