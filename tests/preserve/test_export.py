"""Handing over: only what may leave does, whole or not at all, and a stranger can check it without the program."""

import base64
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import cbor2
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_wacz import WARC, parts, whole, zipped
from nacl.signing import VerifyKey

from tawthiq.case import Case
from tawthiq.case.export import export
from tawthiq.case.folder import Folder, init_case
from tawthiq.preserve import Verdict
from tawthiq.preserve.names import safe
from tawthiq.preserve.packages import check_package
from tawthiq.preserve.staging import staged_file, temporary
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import EvidenceError, InputError, StorageError, StorageFull
from tawthiq.record.merkle import leaf
from tawthiq.record.proofs import includes

SECRET = "Heron of Lantern Lane"
PAGE = (
    '<!doctype html><meta charset="utf-8"><title>صفحة</title><link rel="stylesheet" href="style.css">'
    '<h1>حلب المدينة</h1><img src="img/%D8%B5%D9%88%D8%B1%D8%A9.gif" alt=""><p>At least 40 people were killed.</p>'
)
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a saved page, a WARC, a WACZ and a sealed testimony."""
    root = tmp_path_factory.mktemp("export")
    inbox = root / "inbox"
    (inbox / "site/img").mkdir(parents=True)
    (inbox / "site/page.html").write_text(PAGE, encoding="utf-8")
    (inbox / "site/style.css").write_text("h1 { color: green }", encoding="utf-8")
    (inbox / "site/img/صورة.gif").write_bytes(GIF)
    (inbox / "crawl.warc.gz").write_bytes(parts()[WARC])
    (inbox / "plain.warc").write_bytes(parts(packed=False)[WARC])
    (inbox / "browser.wacz").write_bytes(zipped(whole(parts())))
    (inbox / f"{SECRET}.txt").write_text(f"{SECRET} saw it.", encoding="utf-8")
    init_case(root / "case")
    with Case(Folder(root / "case"), writer=True) as case:
        list(case.collect([str(inbox)], source="heron"))
        case.refresh()
        opened = [one.id for one in case.exhibits() if SECRET not in one.obtained.name]
        case.show_to(Visibility.PUBLIC, opened, "to be handed over")
    return root / "case"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Folder:
    """A copy of the case to do with as one likes."""
    shutil.copytree(made, tmp_path / "case")
    return Folder(tmp_path / "case")


def files(root: Path) -> dict[str, bytes]:
    return {str(one.relative_to(root)): one.read_bytes() for one in root.rglob("*") if one.is_file()}


KINDS = {"bagit": "bag", "ocfl": "ocfl root", "wacz": "wacz"}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_was_not_opened_leaves(folder: Folder, tmp_path: Path, kind: str) -> None:
    """Neither its bytes nor its name nor its source, in any file of the package."""
    target = tmp_path / "out.wacz"
    with Case(folder, writer=True) as case:
        done = export(case, kind, target)
    assert done.kept_back >= 1
    every = files(target) if target.is_dir() else {"x": target.read_bytes()}
    for name, data in every.items():
        for word in (SECRET, "heron"):
            assert word.encode() not in data
            assert base64.b64encode(word.encode())[:8] not in data
            assert word not in name


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_is_verified_without_a_word(folder: Folder, tmp_path: Path, kind: str) -> None:
    """By our own strict verifier; every object of the source is as it was."""
    before = files(folder.objects)
    with Case(folder, writer=True) as case:
        export(case, kind, tmp_path / "out.wacz")
    report = check_package(tmp_path / "out.wacz")
    assert report is not None
    assert (report.kind, report.verdict) == (KINDS[kind], Verdict.VERIFIED)
    assert {one.code for one in report.problems} <= {"W004"}
    assert before.items() <= files(folder.objects).items()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_an_older_ocfl_is_written_too(folder: Folder, tmp_path: Path) -> None:
    """1.0 where an archive asks for it."""
    with Case(folder, writer=True) as case:
        export(case, "ocfl", tmp_path / "out", spec="1.0")
    assert (tmp_path / "out/0=ocfl_1.0").is_file()
    report = check_package(tmp_path / "out")
    assert report is not None
    assert report.verdict is Verdict.VERIFIED


def test_the_team_gets_more_and_the_vault_everything(folder: Folder, tmp_path: Path) -> None:
    """Only when it is said."""
    with Case(folder, writer=True) as case:
        team = export(case, "bagit", tmp_path / "team", level=Visibility.TEAM)
        everything = export(case, "bagit", tmp_path / "sealed", level=Visibility.SEALED)
        assert everything.exhibits == len(case.exhibits()) == team.exhibits + team.kept_back
    assert SECRET.encode() in b"".join(files(tmp_path / "sealed").values())


def test_nothing_open_is_an_error_that_says_what_to_do(folder: Folder, tmp_path: Path) -> None:
    """And nothing is written."""
    with Case(folder, writer=True) as case:
        sealed = next(one.id for one in case.exhibits() if SECRET in one.obtained.name)
        with pytest.raises(InputError, match="visibility public"):
            export(case, "bagit", tmp_path / "out", idents=[sealed])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_an_existing_destination_is_refused(folder: Folder, tmp_path: Path, kind: str) -> None:
    """Even an empty folder or a dangling link: a package never overwrites."""
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    with Case(folder, writer=True) as case:
        for name in ("there", "link"):
            with pytest.raises(InputError, match="already"):
                export(case, kind, tmp_path / name)
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_hurt_object_stops_the_export(folder: Folder, tmp_path: Path, kind: str) -> None:
    """A package must not vouch for what is damaged; no part of it stays."""
    with Case(folder, writer=True) as case:
        page = next(one for one in case.exhibits() if one.obtained.name == "page.html")
        path = case.vault.path(page.original.name)
        path.chmod(0o644)
        hurt = bytearray(path.read_bytes())
        hurt[-40] ^= 1
        path.write_bytes(hurt)
        with pytest.raises(EvidenceError, match="not those"):
            export(case, kind, tmp_path / "out")
    assert [one.name for one in tmp_path.iterdir()] == ["case"]


def test_a_linked_bag_shares_its_bytes_and_is_hashed_all_the_same(folder: Folder, tmp_path: Path) -> None:
    """Without a second copy on the disk."""
    with Case(folder, writer=True) as case:
        export(case, "bagit", tmp_path / "bag", link=True, stored=True)
        page = next(one for one in case.exhibits() if one.obtained.name == "page.html")
        name = page.original.name
        there = tmp_path / "bag/data" / page.id[:16] / f"{name[:16]}.age"
        assert there.samefile(case.vault.path(name))


def test_what_leaves_as_it_is_stored_is_read_only_by_whom_it_was_given_to(
    folder: Folder, tmp_path: Path
) -> None:
    """Without a recipient nobody reads it, and no name, word or salt is beside it; with one, any age tool does."""
    friend = pyrage.x25519.Identity.generate()
    with Case(folder, writer=True) as case:
        export(case, "bagit", tmp_path / "kept", stored=True)
        export(case, "bagit", tmp_path / "given", stored=True, to=str(friend.to_public()))
        page = next(one for one in case.exhibits() if one.obtained.name == "page.html")
    bag = b"".join(one.read_bytes() for one in (tmp_path / "kept").rglob("*") if one.is_file())
    assert PAGE.encode() not in bag
    assert b"page.html" not in bag
    assert not list((tmp_path / "kept").rglob("*key.age"))
    told = json.loads((tmp_path / f"kept/tawthiq/{page.id[:16]}-statement.json").read_bytes())
    assert (told["body"], told["body_key"], told["objects"]) == (None, None, None)
    (key,) = (tmp_path / "given/tawthiq").glob(f"{page.id[:16]}-key.age")
    identity = pyrage.decrypt(key.read_bytes(), [friend]).decode().splitlines()[-1]
    (data,) = (tmp_path / "given/data" / page.id[:16]).iterdir()
    assert pyrage.decrypt(data.read_bytes(), [pyrage.x25519.Identity.from_str(identity)]) == PAGE.encode()
    report = check_package(tmp_path / "given")
    assert report is not None
    assert report.verdict is Verdict.VERIFIED


def test_no_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    """With how much is needed and how much is free."""
    with pytest.raises(StorageFull, match="needs"), staged_file(tmp_path / "x", 1 << 60):
        pytest.fail("it began to write")
    assert list(tmp_path.iterdir()) == []


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    """The second is refused while the first is at work."""
    with (
        staged_file(tmp_path / "x", 0),
        pytest.raises(StorageError, match="another export"),
        staged_file(tmp_path / "x", 0),
    ):
        pytest.fail("both write")
    assert (tmp_path / "x").exists()


@pytest.mark.parametrize("kind", ["bagit", "wacz"])
def test_a_killed_export_leaves_one_thing_which_the_next_removes(tmp_path: Path, kind: str) -> None:
    """SIGKILL while it writes; nothing stands under the destination's name."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    block = os.urandom(1 << 20)
    for number in range(40):
        head = f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:{number}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        head += f"WARC-Target-URI: http://a.test/{number}\r\nContent-Type: image/png\r\nContent-Length: {len(block)}\r\n\r\n"
        (inbox / f"{number}.warc").write_bytes(head.encode() + block + b"\r\n\r\n")
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as case:
        list(case.collect([str(inbox)]))
    target = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "tawthiq",
        "--case",
        str(tmp_path / "case"),
        "export",
        f"--{kind}",
        "--sealed",
    ]
    running = subprocess.Popen([*command, str(target)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None and not temporary(target).exists():
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not target.exists()
    assert temporary(target).exists()
    assert subprocess.run([*command, str(target)], check=False, capture_output=True).returncode == 0
    assert not temporary(target).exists()
    report = check_package(target)
    assert report is not None
    assert report.verdict is Verdict.VERIFIED


def test_the_papers_show_a_stranger_that_the_record_knew_the_bytes(folder: Folder, tmp_path: Path) -> None:
    """SHA-256, CBOR, Ed25519 and the Merkle path, from the package alone."""
    with Case(folder, writer=True) as case:
        export(case, "bagit", tmp_path / "bag")
        page = next(one for one in case.exhibits() if one.obtained.name == "page.html")
    papers = tmp_path / "bag/tawthiq"
    told = json.loads((papers / f"{page.id[:16]}-statement.json").read_bytes())
    entry = base64.b64decode(told["entry"])
    signed = cbor2.loads(entry[64:])
    assert hashlib.sha256(entry[64:]).hexdigest() == told["id"] == page.id
    VerifyKey(signed[1]).verify(entry[64:], entry[:64])
    data = (tmp_path / "bag/data" / page.id[:16] / "page.html").read_bytes()
    (paper,) = told["objects"]
    assert paper["sha256"] == hashlib.sha256(data).hexdigest()
    committed = hashlib.sha256(b"tw-commit" + bytes.fromhex(paper["salt"]) + hashlib.sha256(data).digest())
    assert committed.digest() in signed[6]
    note = (papers / "checkpoint").read_text(encoding="utf-8").split("\n")
    proof = [base64.b64decode(one) for one in told["proof"]]
    assert includes(leaf(entry), told["arrival"], int(note[1]), proof, base64.b64decode(note[2]))
    assert not includes(leaf(entry + b"x"), told["arrival"], int(note[1]), proof, base64.b64decode(note[2]))
    first = base64.b64decode(json.loads((papers / "devices.json").read_bytes())[0]["entry"])
    assert cbor2.loads(first[64:])[1] == signed[1]
    assert told["body"] is None, "the exhibit names a source, so what the statement says stays behind"
    assert "# The record on disk" in (papers / "format.md").read_text(encoding="utf-8")


def test_a_wacz_holds_archives_as_they_are_and_pages_with_what_they_show(
    folder: Folder, tmp_path: Path
) -> None:
    """No header, and so no cookie, reaches the index."""
    with Case(folder, writer=True) as case:
        export(case, "wacz", tmp_path / "web.wacz")
        by_name = {one.obtained.name: one for one in case.exhibits()}
    with zipfile.ZipFile(tmp_path / "web.wacz") as made:
        inside = {name: made.read(name) for name in made.namelist()}
        assert {one.compress_type for one in made.infolist()} == {zipfile.ZIP_STORED}
    crawl, plain, page = by_name["crawl.warc.gz"], by_name["plain.warc"], by_name["page.html"]
    assert inside[f"archive/{crawl.id[:16]}.warc.gz"] == parts()[WARC]
    assert inside[f"archive/{plain.id[:16]}.warc"] == parts(packed=False)[WARC]
    assert inside[f"archive/{by_name['browser.wacz'].id[:16]}-0.warc.gz"] == parts()[WARC]
    index = inside["indexes/index.cdx"]
    assert b"cookie" not in index.lower()
    for path in ("page.html", "style.css", "img/%D8%B5%D9%88%D8%B1%D8%A9.gif"):
        assert f'"http://exhibits.invalid/{page.id[:16]}/{path}"'.encode() in index
    assert b'"url": "http://halab.test/"' in inside["pages/pages.jsonl"]
    assert b"WARC-Type: metadata" in inside["archive/saved.warc"]
    assert PAGE.encode() in inside["archive/saved.warc"]


def test_a_damaged_archive_is_left_out_of_a_wacz_and_named(tmp_path: Path) -> None:
    """It can still be handed over in a bag, as it is."""
    (tmp_path / "bad.warc").write_bytes(parts(packed=False)[WARC][:-30])
    (tmp_path / "good.warc").write_bytes(parts(packed=False)[WARC])
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as case:
        list(case.collect([str(tmp_path / "bad.warc"), str(tmp_path / "good.warc")]))
        case.refresh()
        done = export(case, "wacz", tmp_path / "web.wacz", level=Visibility.SEALED)
    assert [one.code for one in done.problems] == ["warc-broken"]
    report = check_package(tmp_path / "web.wacz")
    assert report is not None
    assert report.verdict is Verdict.VERIFIED


def test_the_command_line_says_what_leaves_and_what_stays(folder: Folder, tmp_path: Path) -> None:
    """And `verify --json` answers in the shape that is promised, with exit 1 for a hurt package."""
    run = [sys.executable, "-m", "tawthiq", "--case", str(folder.root)]
    done = subprocess.run(
        [*run, "export", "--bagit", str(tmp_path / "bag")], capture_output=True, text=True, check=True
    )
    assert "for public readers, 1 kept back" in done.stdout
    assert (
        subprocess.run([*run, "export", str(tmp_path / "x")], capture_output=True, check=False).returncode
        == 2
    )
    sound = subprocess.run(
        [*run, "verify", str(tmp_path / "bag"), "--json"], capture_output=True, text=True, check=True
    )
    said = json.loads(sound.stdout)
    assert (said["path"], said["kind"]) == (str(tmp_path / "bag"), "bag")
    assert (said["verdict"], said["problems"]) == ("verified", [])
    victim = next((tmp_path / "bag/data").rglob("page.html"))
    victim.write_bytes(b"x")
    hurt = subprocess.run(
        [*run, "verify", str(tmp_path / "bag"), "--json"], capture_output=True, text=True, check=False
    )
    told = json.loads(hurt.stdout)
    assert (hurt.returncode, told["verdict"]) == (1, "failed")
    assert {"code", "where", "what"} <= set(told["problems"][0])


@given(st.text())
def test_a_name_that_is_safe_already_stays(name: str) -> None:
    """Making a name safe twice changes nothing."""
    once = safe(name, "fallback.bin")
    assert safe(once, "fallback.bin") == once
