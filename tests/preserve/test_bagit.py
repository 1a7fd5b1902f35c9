"""Bags by strangers, hostile ones included: nothing outside the bag is touched, nothing unseen is called valid."""

import hashlib
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.preserve import Report, Verdict
from tawthiq.preserve.bagit import check_bag
from tawthiq.preserve.bagit.paths import decoded, encoded
from tawthiq.preserve.names import safe, unsafe
from tawthiq.preserve.packages import check_package
from tawthiq.preserve.tree import FolderTree, MemoryTree

Files = dict[str, bytes]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bag(payload: Files | None = None, version: str = "1.0", **changes: bytes) -> Files:
    """A sound bag; `changes` replace tag files, with `_` for `.` and `-`."""
    payload = {"data/a.txt": b"one", "data/b/c.txt": b"two"} if payload is None else payload
    files = {
        "bagit.txt": f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n".encode(),
        "manifest-sha256.txt": "".join(
            f"{sha(data)}  {encoded(p)}\n" for p, data in payload.items()
        ).encode(),
        **payload,
    }
    return {**files, **changes}


def check(files: Files) -> Report:
    return check_bag(MemoryTree(files), "bag")


def codes(report: Report) -> set[str]:
    return {one.code for one in report.problems}


def line(path: str, data: bytes = b"one") -> bytes:
    return f"{sha(data)}  {path}\n".encode()


def test_a_sound_bag_is_verified() -> None:
    """The control for everything below."""
    assert check(bag()).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt", "data/../../outside.txt", "/etc/passwd", "~/x", "~root/x", "C:\\x", "c:/x", "\\\\server\\x",
        "data/..\\..\\x", "%HomeDrive%\\x", "./", "//", "data/%0D%0A/../../x", "\\\\?\\C:\\x",
    ],
)  # fmt: skip
def test_a_path_that_leaves_the_bag_fails_it(path: str, tmp_path: Path) -> None:
    """And the file out there is never opened, though its checksum is right."""
    (tmp_path / "outside.txt").write_bytes(b"one")
    root = tmp_path / "bag"
    for name, data in bag().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    with (root / "manifest-sha256.txt").open("ab") as out:
        out.write(line(path))
    report = check_bag(FolderTree(root), "bag")
    assert report.verdict is Verdict.FAILED
    assert "bagit-5.1-path" in codes(report)


DAMAGE: dict[str, tuple[Callable[[], Files], str]] = {
    "a byte changed": (lambda: bag() | {"data/a.txt": b"onf"}, "bagit-3-changed"),
    "a file gone": (lambda: {k: v for k, v in bag().items() if k != "data/a.txt"}, "bagit-3-missing"),
    "a file too many": (lambda: bag() | {"data/z.txt": b""}, "bagit-3-unlisted"),
    "no declaration": (lambda: {k: v for k, v in bag().items() if k != "bagit.txt"}, "bagit-2.1.1-missing"),
    "no manifest": (
        lambda: {k: v for k, v in bag().items() if not k.startswith("manifest")}, "bagit-2.1.3-missing"
    ),
    "no payload folder": (lambda: {k: v for k, v in bag({}).items() if "data" not in k}, "bagit-2.1.2-missing"),
    "a mark before the declaration": (
        lambda: bag() | {"bagit.txt": b"\xef\xbb\xbf" + bag()["bagit.txt"]}, "bagit-2.1.1-bom"
    ),
    "a mark before a manifest": (
        lambda: bag() | {"manifest-sha256.txt": b"\xef\xbb\xbf" + bag()["manifest-sha256.txt"]}, "bagit-2.3-bom"
    ),
    "an encoding that is none": (
        lambda: bag() | {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: rot13\n"},
        "bagit-2.1.1-encoding",
    ),
    "bytes that are not the encoding": (
        lambda: bag() | {"bag-info.txt": b"Title: \xff\xfe\n"}, "bagit-2.3-encoding"
    ),
    "a line too many": (
        lambda: bag() | {"bagit.txt": bag()["bagit.txt"] + b"Extra: 1\n"}, "bagit-2.1.1-lines"
    ),
    "lines in the wrong order": (
        lambda: bag() | {"bagit.txt": b"Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n"},
        "bagit-2.1.1-order",
    ),
    "listed twice": (
        lambda: bag() | {"manifest-sha256.txt": bag()["manifest-sha256.txt"] + line("data/a.txt")},
        "bagit-2.1.3-repeated",
    ),
    "listed twice, once with a dot": (
        lambda: bag() | {"manifest-sha256.txt": bag()["manifest-sha256.txt"] + line("./data/a.txt")},
        "bagit-2.1.3-repeated",
    ),
    "a tag file in the manifest": (
        lambda: bag() | {"manifest-sha256.txt": bag()["manifest-sha256.txt"] + line("bagit.txt")},
        "bagit-2.1.3-outside",
    ),
    "a folder in the manifest": (
        lambda: bag() | {"manifest-sha256.txt": bag()["manifest-sha256.txt"] + line("data/b")},
        "bagit-2.1.3-folder",
    ),
    "a checksum of the wrong length": (
        lambda: bag() | {"manifest-sha256.txt": b"abcd  data/a.txt\n"}, "bagit-2.4-length"
    ),
    "a line that is none": (
        lambda: bag() | {"manifest-sha256.txt": bag()["manifest-sha256.txt"] + b"# note\n"}, "bagit-2.1.3-line"
    ),
    "two manifests that differ": (
        lambda: bag() | {"manifest-md5.txt": f"{hashlib.md5(b'one').hexdigest()}  data/a.txt\n".encode()},  # noqa: S324
        "bagit-3-not-in-every-manifest",
    ),
    "a tag manifest without the manifest": (
        lambda: bag() | {"tagmanifest-sha256.txt": line("bagit.txt", bag()["bagit.txt"])},
        "bagit-2.2.1-manifest-unlisted",
    ),
    "a tag manifest of payload": (
        lambda: bag() | {"tagmanifest-sha256.txt": line("data/a.txt")}, "bagit-2.2.1-payload"
    ),
    "a false Payload-Oxum": (lambda: bag() | {"bag-info.txt": b"Payload-Oxum: 7.2\n"}, "bagit-2.2.2-oxum"),
    "two Payload-Oxums": (
        lambda: bag() | {"bag-info.txt": b"Payload-Oxum: 6.2\nPayload-Oxum: 6.2\n"}, "bagit-2.2.2-repeated"
    ),
    "space before a colon": (lambda: bag() | {"bag-info.txt": b"Title : x\n"}, "bagit-2.2.2-whitespace"),
    "something to fetch that no manifest lists": (
        lambda: bag() | {"fetch.txt": b"https://a.test/x - data/x.txt\n"}, "bagit-2.2.3-unlisted"
    ),
    "a tag file to fetch": (
        lambda: bag() | {"fetch.txt": b"https://a.test/x - bag-info.txt\n"}, "bagit-2.2.3-tag-file"
    ),
    "an address without a scheme": (
        lambda: bag() | {"fetch.txt": b"a.test/x - data/a.txt\n"}, "bagit-2.2.3-url"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_fails_a_bag_with_its_reason(name: str) -> None:
    """Each with the section of the RFC that it breaks."""
    made, code = DAMAGE[name]
    report = check(made())
    assert report.verdict is Verdict.FAILED
    assert code in codes(report)


def test_what_is_still_to_be_fetched_is_not_checked() -> None:
    """It is neither missing nor verified, and the whole bag is not either."""
    files = {k: v for k, v in bag().items() if k != "data/a.txt"}
    report = check(files | {"fetch.txt": b"https://a.test/a 3 data/a.txt\n"})
    assert report.verdict is Verdict.NOT_CHECKED
    assert "bagit-2.2.3-hole" in codes(report)


def test_an_unknown_algorithm_is_not_checkable_even_beside_a_known_one() -> None:
    """Valid means every checksum of every manifest."""
    report = check(bag() | {"manifest-whirlpool.txt": b"ab  data/a.txt\nab  data/b/c.txt\n"})
    assert report.verdict is Verdict.NOT_CHECKABLE


def test_an_unknown_version_is_not_checkable() -> None:
    """Rules that nobody has written yet cannot be kept."""
    assert check(bag(version="2.0")).verdict is Verdict.NOT_CHECKABLE


def test_links_and_special_files_fail_a_bag(tmp_path: Path) -> None:
    """A link's bytes are somebody else's."""
    for name, data in bag().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "data/a.txt").unlink()
    (tmp_path / "elsewhere").write_bytes(b"one")
    (tmp_path / "data/a.txt").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "data/pipe")
    assert {"bagit-5.1-link", "bagit-5.1-special", "bagit-3-missing"} <= codes(
        check_bag(FolderTree(tmp_path), "bag")
    )


def test_names_that_collide_elsewhere_are_told() -> None:
    """Two files on Linux, one on a Mac."""
    report = check(bag({"data/a.txt": b"one", "data/A.txt": b"two"}))
    assert report.verdict is Verdict.VERIFIED
    assert "bagit-6.1.1-collision" in codes(report)


def test_line_breaks_and_percent_signs_in_names_are_read_as_written() -> None:
    """Percent-encoded in the manifest, plain on the disk; other line breaks of Unicode end no line."""
    odd = {"data/a\r\nb.txt": b"one", "data/100%.txt": b"two", "data/x\u2028y\x0b.txt": b"3"}
    assert check(bag(odd)).verdict is Verdict.VERIFIED


@given(st.text(min_size=1))
def test_a_path_survives_being_written_and_read(path: str) -> None:
    """The two directions of section 2.1.3."""
    assert decoded(encoded(path), percent=True) == path
    assert "\n" not in encoded(path)


@given(st.text())
def test_a_safe_name_is_safe(name: str) -> None:
    """Whatever a stranger called a file."""
    made = safe(name, "fallback.bin")
    assert unsafe(made) is None
    assert len(made.encode()) <= 130
    assert "/" not in made


@given(st.sampled_from(sorted(bag())), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_changed_byte_of_a_bag_with_tag_manifest_is_verified(name: str, at: int, by: int) -> None:
    """Payload and tag files alike."""
    files = bag()
    listed = "".join(f"{sha(data)}  {one}\n" for one, data in files.items() if not one.startswith("data/"))
    files["tagmanifest-sha256.txt"] = listed.encode()
    assert check(files).verdict is Verdict.VERIFIED
    data = bytearray(files[name])
    data[at % len(data)] ^= by
    files[name] = bytes(data)
    assert check(files).verdict is not Verdict.VERIFIED


def test_a_bag_in_a_zip_or_tar_is_judged_where_it_lies(tmp_path: Path) -> None:
    """With one folder around it, and damaged just as well."""
    for damage, verdict in ((b"", Verdict.VERIFIED), (b"!", Verdict.FAILED)):
        files = {f"my bag/{name}": data for name, data in bag().items()}
        files["my bag/data/a.txt"] += damage
        with zipfile.ZipFile(tmp_path / "bag.zip", "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in files.items():
                made.writestr(name, data)
        with tarfile.open(tmp_path / "bag.tar", "w") as tar:
            for name, data in files.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
        for kind in ("zip", "tar"):
            report = check_package(tmp_path / f"bag.{kind}")
            assert report is not None
            assert report.kind == f"bag in {kind}"
            assert report.verdict is verdict, report.problems


def test_a_tar_that_reaches_outside_fails(tmp_path: Path) -> None:
    """Its names are judged before anything is done with them."""
    with tarfile.open(tmp_path / "bag.tar", "w") as tar:
        for name, data in (bag() | {"../x": b"x"}).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    report = check_package(tmp_path / "bag.tar")
    assert report is not None
    assert report.verdict is Verdict.FAILED
    assert "tar-path" in codes(report)


def test_a_name_that_is_no_text_is_told_all_the_same(tmp_path: Path) -> None:
    """In JSON too, where half a character has no place."""
    for name, data in bag().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    Path(os.fsdecode(os.fsencode(tmp_path / "data") + b"/\xff.txt")).write_bytes(b"x")
    report = check_bag(FolderTree(tmp_path), "bag")
    assert report.verdict is Verdict.FAILED
    assert b"udcff.txt" in msgspec.json.encode(report)
