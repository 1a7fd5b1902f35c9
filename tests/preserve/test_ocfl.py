"""OCFL 1.1 and storage roots: every rule broken by itself is found, with its code."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.preserve import Report, Verdict
from tawthiq.preserve.ocfl import check_object, check_root
from tawthiq.preserve.packages import check_package
from tawthiq.preserve.tree import FolderTree, MemoryTree

Files = dict[str, bytes]
ONE, TWO = b"one", b"two"


def sha(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()


def version(state: dict[str, list[str]], **more: Any) -> dict[str, Any]:
    user = {"name": "A", "address": "mailto:a@example.org"}
    return {"created": "2024-01-02T03:04:05Z", "message": "m", "user": user, "state": state, **more}


def inventories(spec: str = "1.1") -> tuple[dict[str, Any], dict[str, Any]]:
    """Of v1 and of v2."""
    first: dict[str, Any] = {
        "id": "urn:x:1",
        "type": f"https://ocfl.io/{spec}/spec/#inventory",
        "digestAlgorithm": "sha512",
        "head": "v1",
        "manifest": {sha(ONE): ["v1/content/a.txt"]},
        "versions": {"v1": version({sha(ONE): ["a.txt"]})},
    }
    second = json.loads(json.dumps(first))
    second["head"] = "v2"
    second["manifest"][sha(TWO)] = ["v2/content/b.txt"]
    second["versions"]["v2"] = version({sha(ONE): ["a.txt"], sha(TWO): ["b.txt"]})
    return first, second


def put(files: Files, folder: str, inventory: Any, algorithm: str = "sha512") -> None:
    data = inventory if isinstance(inventory, bytes) else json.dumps(inventory).encode()
    files[f"{folder}inventory.json"] = data
    digest = hashlib.new(algorithm, data).hexdigest()
    files[f"{folder}inventory.json.{algorithm}"] = f"{digest} inventory.json\n".encode()


def an_object(
    change: Callable[[dict[str, Any]], Any] | None = None,
    change_first: Callable[[dict[str, Any]], Any] | None = None,
    spec: str = "1.1",
) -> Files:
    """A sound object of two versions; `change` edits the newest inventory, `change_first` that of v1."""
    first, second = inventories(spec)
    if change is not None:
        change(second)
    if change_first is not None:
        change_first(first)
    files = {
        f"0=ocfl_object_{spec}": f"ocfl_object_{spec}\n".encode(),
        "v1/content/a.txt": ONE,
        "v2/content/b.txt": TWO,
    }
    put(files, "", second)
    put(files, "v2/", second)
    put(files, "v1/", first)
    return files


def check(files: Files) -> Report:
    return check_object(MemoryTree(files), "object")


def codes(report: Report) -> set[str]:
    return {one.code for one in report.problems}


def setter(*path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(inventory: dict[str, Any]) -> None:
        for key in path[:-1]:
            inventory = inventory[key]
        inventory[path[-1]] = value

    return change


def dropper(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(inventory: dict[str, Any]) -> None:
        for key in path[:-1]:
            inventory = inventory[key]
        del inventory[path[-1]]

    return change


@pytest.mark.parametrize("spec", ["1.0", "1.1"])
def test_a_sound_object_is_verified_without_a_word(spec: str) -> None:
    """The control for everything below."""
    report = check(an_object(spec=spec))
    assert (report.verdict, report.problems) == (Verdict.VERIFIED, ())


def _root(data: bytes) -> Files:
    files = an_object()
    put(files, "", data)
    return files


def _newest_differs() -> Files:
    files = an_object()
    put(files, "v2/", json.dumps(inventories()[1], indent=1).encode())
    return files


BROKEN: dict[str, tuple[Callable[[], Files], str]] = {
    "file in root": (lambda: an_object() | {"x": b""}, "E001"),
    "no declaration": (lambda: {k: v for k, v in an_object().items() if not k.startswith("0=")}, "E003"),
    "two declarations": (lambda: an_object() | {"0=ocfl_object_1.0": b"ocfl_object_1.0\n"}, "E003"),
    "declaration without newline": (lambda: an_object() | {"0=ocfl_object_1.1": b"ocfl_object_1.1"}, "E007"),
    "no versions": (lambda: an_object(setter("versions", value={})), "E008"),
    "starts at 2": (lambda: an_object(dropper("versions", "v1")), "E009"),
    "a gap": (lambda: an_object(setter("versions", "v4", value=version({}))), "E010"),
    "mixed padding": (lambda: an_object(setter("versions", "v03", value=version({}))), "E012"),
    "not a version": (lambda: an_object(setter("versions", "3", value=version({}))), "E104"),
    "version zero": (lambda: an_object(setter("versions", "v0", value=version({}))), "E105"),
    "file in version directory": (lambda: an_object() | {"v1/x": b""}, "E015"),
    "slash in contentDirectory": (lambda: an_object(setter("contentDirectory", value="a/b")), "E017"),
    "dots as contentDirectory": (lambda: an_object(setter("contentDirectory", value="..")), "E018"),
    "contentDirectory is no text": (lambda: an_object(setter("contentDirectory", value=1)), "E108"),
    "contentDirectory set late": (lambda: an_object(setter("contentDirectory", value="stuff")), "E019"),
    "content that is not listed": (lambda: an_object() | {"v1/content/x": b""}, "E023"),
    "md5 for content": (lambda: an_object(setter("digestAlgorithm", value="md5")), "E025"),
    "not JSON": (lambda: _root(b"{"), "E033"),
    "not UTF-8": (lambda: _root(b'{"id": "\xff"}'), "E033"),
    "a list": (lambda: _root(b"[]"), "E033"),
    "a key twice": (lambda: _root(b'{"id": "a", "id": "b"}'), "E033"),
    "no id": (lambda: an_object(dropper("id")), "E036"),
    "id is no text": (lambda: an_object(setter("id", value=3)), "E037"),
    "another id before": (lambda: an_object(None, setter("id", value="urn:x:2")), "E110"),
    "another type": (lambda: an_object(setter("type", value="https://ocfl.io/1.0/spec/#inventory")), "E038"),
    "head too low": (lambda: an_object(setter("head", value="v1")), "E040"),
    "no manifest": (lambda: an_object(dropper("manifest")), "E041"),
    "no versions block": (lambda: an_object(dropper("versions")), "E043"),
    "content outside content": (lambda: an_object(setter("manifest", sha(TWO), value=["v2/b.txt"])), "E042"),
    "versions is a list": (lambda: an_object(setter("versions", value=[])), "E045"),
    "directory of no version": (lambda: an_object() | {"v3/content/x": b""}, "E046"),
    "version is a text": (lambda: an_object(setter("versions", "v2", value="x")), "E047"),
    "no state": (lambda: an_object(dropper("versions", "v2", "state")), "E048"),
    "no zone": (lambda: an_object(setter("versions", "v2", "created", value="2024-01-02T03:04:05")), "E049"),
    "month 13": (lambda: an_object(setter("versions", "v2", "created", value="2024-13-02T03:04:05Z")), "E049"),
    "state of an unknown digest": (lambda: an_object(setter("versions", "v2", "state", "ab", value=["c"])), "E050"),
    "paths are a text": (lambda: an_object(setter("versions", "v2", "state", sha(TWO), value="b.txt")), "E051"),
    "dots in a logical path": (
        lambda: an_object(setter("versions", "v2", "state", sha(TWO), value=["../b"])), "E052"
    ),
    "slash before a logical path": (
        lambda: an_object(setter("versions", "v2", "state", sha(TWO), value=["/b"])), "E053"
    ),
    "user without name": (lambda: an_object(setter("versions", "v2", "user", value={})), "E054"),
    "unknown fixity": (lambda: an_object(setter("fixity", value={"crc": {}})), "E056"),
    "fixity of a list": (lambda: an_object(setter("fixity", value={"md5": []})), "E057"),
    "fixity is a list": (lambda: an_object(setter("fixity", value=[])), "E111"),
    "false fixity": (lambda: an_object(setter("fixity", value={"md5": {"ab": ["v1/content/a.txt"]}})), "E093"),
    "no sidecar": (lambda: {k: v for k, v in an_object().items() if k != "inventory.json.sha512"}, "E058"),
    "false sidecar": (lambda: an_object() | {"inventory.json.sha512": b"ab inventory.json\n"}, "E060"),
    "malformed sidecar": (lambda: an_object() | {"inventory.json.sha512": b"ab\n"}, "E061"),
    "no inventory": (lambda: {k: v for k, v in an_object().items() if k != "inventory.json"}, "E063"),
    "newest differs": (_newest_differs, "E064"),
    "another history": (
        lambda: an_object(None, setter("versions", "v1", "state", value={sha(ONE): ["z.txt"]})), "E066"
    ),
    "file in extensions": (lambda: an_object() | {"extensions/x": b""}, "E067"),
    "content gone": (lambda: {k: v for k, v in an_object().items() if k != "v2/content/b.txt"}, "E092"),
    "content changed": (lambda: an_object() | {"v1/content/a.txt": b"onf"}, "E092"),
    "message is a number": (lambda: an_object(setter("versions", "v2", "message", value=1)), "E094"),
    "a logical path twice": (
        lambda: an_object(setter("versions", "v2", "state", sha(TWO), value=["a.txt"])), "E095"
    ),
    "a file that is a folder": (
        lambda: an_object(setter("versions", "v2", "state", sha(TWO), value=["a.txt/b"])), "E095"
    ),
    "a digest twice": (
        lambda: an_object(setter("manifest", sha(TWO).upper(), value=["v2/content/b.txt"])), "E096"
    ),
    "a digest twice in fixity": (
        lambda: an_object(setter("fixity", value={"md5": {"ab": [], "AB": []}})), "E097"
    ),
    "dots in a content path": (
        lambda: an_object(setter("manifest", sha(TWO), value=["v2/content/../content/b.txt"])), "E099"
    ),
    "slash before a content path": (
        lambda: an_object(setter("manifest", sha(TWO), value=["/v2/content/b.txt"])), "E100"
    ),
    "a content path twice": (
        lambda: an_object(setter("manifest", sha(TWO), value=["v1/content/a.txt"])), "E101"
    ),
    "an unknown key": (lambda: an_object(setter("colour", value="red")), "E102"),
    "an unknown key in a version": (lambda: an_object(setter("versions", "v2", "colour", value="red")), "E102"),
    "an earlier specification later": (
        lambda: an_object(
            None, setter("type", value="https://ocfl.io/1.1/spec/#inventory"), spec="1.0"
        ),
        "E103",
    ),
    "manifest is a list": (lambda: an_object(setter("manifest", value=[])), "E106"),
    "a digest of no state": (
        lambda: an_object(setter("manifest", "cd" * 64, value=["v2/content/b.txt"])), "E107"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_fails_an_object_with_its_code(name: str) -> None:
    """One rule at a time."""
    made, code = BROKEN[name]
    report = check(made())
    assert report.verdict is Verdict.FAILED
    assert code in codes(report), report.problems


def test_a_later_specification_after_an_earlier_one_is_sound() -> None:
    """Objects grow up; only the other way is forbidden."""
    assert (
        check(an_object(None, setter("type", value="https://ocfl.io/1.0/spec/#inventory"))).verdict
        is Verdict.VERIFIED
    )


def test_links_and_empty_folders_are_found(tmp_path: Path) -> None:
    """Neither can be seen in an inventory."""
    for name, data in an_object().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "v1/content/empty").mkdir()
    (tmp_path / "v2/content/b.txt").unlink()
    (tmp_path / "v2/content/b.txt").symlink_to("../../v1/content/a.txt")
    (tmp_path / "v1/content/twin.txt").hardlink_to(tmp_path / "v1/content/a.txt")
    report = check_object(FolderTree(tmp_path), "object")
    assert {"E024", "E090", "E092"} <= codes(report)
    assert sum(one.code == "E090" for one in report.problems) == 2


def root(extra: Files | None = None, spec: str = "1.1", inner: str = "1.1") -> Files:
    files = {f"0=ocfl_{spec}": f"ocfl_{spec}\n".encode()}
    files |= {f"ab/cd/one/{name}": data for name, data in an_object(spec=inner).items()}
    return files | (extra or {})


ROOTS: dict[str, tuple[Callable[[], Files], str]] = {
    "two declarations": (lambda: root({"0=ocfl_1.0": b"ocfl_1.0\n"}), "E076"),
    "declaration without newline": (lambda: root({"0=ocfl_1.1": b"ocfl_1.1"}), "E080"),
    "layout without description": (lambda: root({"ocfl_layout.json": b'{"extension": "x"}'}), "E070"),
    "layout of no extension": (
        lambda: root({"ocfl_layout.json": b'{"extension": "x", "description": ""}'}), "E071"
    ),
    "a file between": (lambda: root({"ab/x.txt": b""}), "E072"),
    "a folder that leads nowhere": (lambda: root({"zz/x.txt": b""}), "E085"),
    "a later object": (lambda: root(spec="1.0"), "E081"),
    "one id twice": (
        lambda: root({f"ab/cd/two/{name}": data for name, data in an_object().items()}), "E083"
    ),
    "a file in extensions": (lambda: root({"extensions/x": b""}), "E112"),
    "a broken object": (lambda: root({"ab/cd/one/v1/content/a.txt": b"onf"}), "E092"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROOTS)
def test_a_broken_storage_root_fails_with_its_code(name: str) -> None:
    """Its own rules, and those of every object in it."""
    made, code = ROOTS[name]
    report = check_root(MemoryTree(made()), "root")
    assert report.verdict is Verdict.FAILED
    assert code in codes(report), report.problems


def test_a_sound_root_is_verified_and_known_by_its_declaration(tmp_path: Path) -> None:
    """Files that it does not understand beside it are let be (E087); an empty folder is not (E073)."""
    for name, data in root({"README.md": b"hello"}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    report = check_package(tmp_path)
    assert report is not None
    assert (report.kind, report.verdict, report.problems) == ("ocfl root", Verdict.VERIFIED, ())
    (tmp_path / "empty").mkdir()
    report = check_package(tmp_path)
    assert report is not None
    assert "E073" in codes(report)


SOUND = an_object()


@given(st.sampled_from(sorted(SOUND)), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_changed_byte_of_an_object_is_verified(name: str, at: int, by: int) -> None:
    """Content, inventories, sidecars and the declaration; a digest's letters may change their case."""
    data = bytearray(SOUND[name])
    data[at % len(data)] ^= by
    changed = bytes(data)
    was, now = (
        re.split(rb"[ \t]+", re.sub(rb"\r?\n?\Z", b"", one[:128].lower() + one[128:], count=1))
        for one in (SOUND[name], changed)
    )
    same = name.endswith(".sha512") and was == now
    assert (check(SOUND | {name: changed}).verdict is Verdict.VERIFIED) == same
