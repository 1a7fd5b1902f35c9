"""WACZ packages by strangers, sound and hurt: each hurt one is refused with its reason, however well the rest agrees."""

import gzip
import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_wacz import (
    BODIES,
    DIGEST,
    INDEX,
    PACKAGE,
    PAGES,
    WARC,
    index,
    key,
    line,
    manifest,
    parts,
    record,
    vouch,
    whole,
    zipped,
)

from tawthiq.preserve import Gravity, Report, Verdict
from tawthiq.preserve.packages import check_package
from tawthiq.preserve.wacz.check import check_wacz


def check(tmp_path: Path, data: bytes) -> Report:
    path = tmp_path / "x.wacz"
    path.write_bytes(data)
    return check_wacz(path)


def codes(report: Report) -> set[str]:
    return {one.code for one in report.problems if one.gravity is not Gravity.WARNING}


@pytest.mark.parametrize("packed", [True, False])
def test_a_sound_package_is_verified_without_a_word(tmp_path: Path, *, packed: bool) -> None:
    """The control for everything below; plain or gzip, and its manifests stored or deflated."""
    files = parts(packed=packed)
    if not packed:
        files["archive/data.warc"] = files.pop(WARC)
        files[INDEX] = files[INDEX].replace(b"data.warc.gz", b"data.warc")
    for deflated in (frozenset[str](), frozenset({PACKAGE, DIGEST, INDEX, PAGES})):
        report = check(tmp_path, zipped(whole(files), deflated))
        assert (report.verdict, report.problems) == (Verdict.VERIFIED, ())


def test_numbers_in_an_index_may_be_texts_and_blocks_compressed(tmp_path: Path) -> None:
    """As the reference indexer writes them."""
    files = parts()
    text = files.pop(INDEX)
    first = text.split(b"{")[0].rstrip()
    block = gzip.compress(text.replace(b'"status": 200', b'"status": "200"'), mtime=0)
    files["indexes/index.cdx.gz"] = block
    table = {"offset": 0, "length": len(block), "digest": f"sha256:{hashlib.sha256(block).hexdigest()}"}
    head = b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
    files["indexes/index.idx"] = head + first + b" " + json.dumps(table).encode() + b"\n"
    assert check(tmp_path, zipped(whole(files))).verdict is Verdict.VERIFIED
    files["indexes/index.idx"] = files["indexes/index.idx"].replace(b'"offset": 0', b'"offset": 1')
    assert "wacz-idx-block" in codes(check(tmp_path, zipped(whole(files))))


def test_the_draft_of_the_next_version_is_read(tmp_path: Path) -> None:
    """Profile `wacz`, no version, a home instead of a main page."""
    home = {"url": "http://halab.test/", "ts": "2016-10-07T21:22:36Z"}
    report = check(tmp_path, zipped(whole(parts(), profile="wacz", wacz_version=None, home=home)))
    assert report.verdict is Verdict.VERIFIED
    assert [one.code for one in report.problems] == ["wacz-version-draft"]


def edited(part: str, old: bytes, new: bytes) -> bytes:
    files = parts()
    assert old in files[part]
    return zipped(whole(files | {part: files[part].replace(old, new, 1)}))


def without(*names: str) -> bytes:
    return zipped(whole({k: v for k, v in parts().items() if k not in names}))


def with_file(name: str, *, listed: bool) -> bytes:
    files = whole(parts())
    return zipped(whole(parts() | {name: b"x"}) if listed else files | {name: b"x"})


def record_with(**changes: str) -> Callable[..., bytes]:
    return lambda uri, mime, body: record(uri, mime, body, **changes)


def with_pages(value: Any) -> bytes:
    return zipped(whole(parts() | {PAGES: parts()[PAGES] + json.dumps(value).encode() + b"\n"}))


def flipped(part: str) -> bytes:
    """One bit of a member, its ZIP checksum made to agree."""
    files = whole(parts())
    data = bytearray(files[part])
    data[len(data) // 2] ^= 1
    return zipped(files | {part: bytes(data)})


def package_with(**changes: Any) -> bytes:
    return zipped(whole(parts(), **changes))


def extra_record() -> bytes:
    """A record that no index knows."""
    files = parts()
    hidden = gzip.compress(record("http://halab.test/hidden", "text/html", b"x"), mtime=0)
    return zipped(whole(files | {WARC: files[WARC] + hidden}))


def one_gzip_member() -> bytes:
    plain = gzip.decompress(parts()[WARC])
    return zipped(whole(parts() | {WARC: gzip.compress(plain, mtime=0)}))


def bit_flip_in_zip() -> bytes:
    """One bit of a stored member, behind the back of every checksum."""
    data = bytearray(zipped(whole(parts())))
    at = bytes(data).index(parts()[WARC][:40]) + 60
    data[at] ^= 4
    return bytes(data)


def unsorted() -> bytes:
    lines = parts()[INDEX].splitlines(keepends=True)
    return zipped(whole(parts() | {INDEX: b"".join(reversed(lines))}))


def listed_twice() -> bytes:
    files = parts()
    value = json.loads(manifest(files))
    value["resources"].append(value["resources"][0])
    return package_with(resources=value["resources"])


def _repackaged(package: bytes) -> bytes:
    return zipped({**parts(), PACKAGE: package, DIGEST: vouch(package)})


DAMAGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bit of a record": (bit_flip_in_zip, "wacz-zip-damaged"),
    "a bit of the WARC, checksum renewed": (lambda: flipped(WARC), "wacz-datapackage-hash"),
    "a bit of the index, checksum renewed": (lambda: flipped(INDEX), "wacz-datapackage-hash"),
    "a bit of the manifest": (lambda: flipped(PACKAGE), "wacz-digest-hash"),
    "the WARC removed, manifest renewed": (lambda: without(WARC), "wacz-archive-missing"),
    "pages and index removed, manifest renewed": (lambda: without(INDEX, PAGES), "wacz-indexes-missing"),
    "pages removed, manifest renewed": (lambda: without(PAGES), "wacz-pages-missing"),
    "the WARC removed, manifest kept": (
        lambda: zipped({k: v for k, v in whole(parts()).items() if k != WARC}), "wacz-datapackage-missing-file"
    ),
    "the WARC deflated": (lambda: zipped(whole(parts()), frozenset({WARC})), "wacz-zip-compression"),
    "an offset in the index": (lambda: edited(INDEX, b'"offset": 0', b'"offset": 1'), "wacz-cdxj-offset"),
    "a length in the index": (lambda: edited(INDEX, b'"length": ', b'"length": 1'), "wacz-cdxj-length"),
    "a digest in the index": (lambda: zipped(whole(parts(digest="sha256:" + "A" * 52))), "wacz-cdxj-digest"),
    "a status in the index": (lambda: zipped(whole(parts(status=404))), "wacz-cdxj-status"),
    "an address in the index": (
        lambda: edited(INDEX, b'"url": "http://halab.test/a.png"', b'"url": "http://halab.test/b.png"'), "wacz-cdxj-url"
    ),
    "a time in the index": (lambda: edited(INDEX, b" 20161007212236 ", b" 20161007212237 "), "wacz-cdxj-time"),
    "a key in the index": (lambda: edited(INDEX, b"test,halab)/ ", b"test,aleppo)/ "), "wacz-cdxj-key"),
    "a file name in the index": (
        lambda: zipped(whole(parts(filename="other.warc.gz"))), "wacz-cdxj-file"
    ),
    "a record digest in the index": (
        lambda: zipped(whole(parts(recordDigest="sha256:" + "0" * 64))), "wacz-cdxj-digest"
    ),
    "an index out of order": (unsorted, "wacz-cdxj-order"),
    "a line of the index that is none": (
        lambda: zipped(whole(parts() | {INDEX: parts()[INDEX] + b"zz\n"})), "wacz-cdxj-line"
    ),
    "a record that no index knows": (extra_record, "wacz-indexes-incomplete"),
    "several records in one gzip member": (one_gzip_member, "warc-member"),
    "the digest file dropped": (
        lambda: zipped({k: v for k, v in whole(parts()).items() if k != DIGEST}), "wacz-digest-missing"
    ),
    "the digest file of another manifest": (
        lambda: zipped(whole(parts()) | {DIGEST: vouch(b"other")}), "wacz-digest-hash"
    ),
    "the manifest dropped": (
        lambda: zipped({k: v for k, v in whole(parts()).items() if k != PACKAGE}), "wacz-datapackage-missing"
    ),
    "an unlisted file with extension": (
        lambda: with_file("notes.txt", listed=False), "wacz-other-files-unlisted"
    ),
    "an unlisted file without extension": (
        lambda: with_file("notes", listed=False), "wacz-other-files-unlisted"
    ),
    "a foreign file in archive": (lambda: with_file("archive/notes.txt", listed=True), "wacz-other-files"),
    "a foreign file in pages": (lambda: with_file("pages/notes", listed=True), "wacz-other-files"),
    "a foreign file in indexes": (lambda: with_file("indexes/notes.txt", listed=True), "wacz-other-files"),
    "a file listed twice": (listed_twice, "wacz-datapackage-resources"),
    "a listed path that climbs out": (
        lambda: package_with(resources=[{"name": "x", "path": "../x", "hash": "sha256:" + "0" * 64, "bytes": 0}]),
        "wacz-datapackage-path",
    ),
    "a wrong size in the manifest": (
        lambda: package_with(resources=[{**one, "bytes": 3} for one in json.loads(manifest(parts()))["resources"]]),
        "wacz-datapackage-bytes",
    ),
    "no hash in the manifest": (
        lambda: package_with(
            resources=[{k: v for k, v in one.items() if k != "hash"} for one in json.loads(manifest(parts()))["resources"]]
        ),
        "wacz-datapackage-hash",
    ),
    "no version": (lambda: package_with(wacz_version=None), "wacz-datapackage-version"),
    "another profile": (lambda: package_with(profile="tabular-data-package"), "wacz-datapackage-profile"),
    "a main page that is not there": (
        lambda: package_with(mainPageUrl="http://halab.test/lost"), "wacz-datapackage-start"
    ),
    "a page that is not there": (
        lambda: with_pages({"url": "http://halab.test/lost", "ts": "2016-10-07T21:22:36Z"}), "wacz-pages-lost"
    ),
    "a page without time": (lambda: with_pages({"url": "http://halab.test/"}), "wacz-pages-time"),
    "a page without address": (lambda: with_pages({"ts": "2016-10-07T21:22:36Z"}), "wacz-pages-line"),
    "a false payload digest in a record": (
        lambda: zipped(whole(parts(record_with(WARC_Payload_Digest="sha1:" + "A" * 32)))), "warc-payload-digest"
    ),
    "a false block digest in a record": (
        lambda: zipped(whole(parts(record_with(WARC_Block_Digest="sha1:" + "A" * 32)))), "warc-block-digest"
    ),
    "a digest by an unknown algorithm": (
        lambda: zipped(whole(parts(record_with(WARC_Block_Digest="tiger:AAAA")))), "warc-digest-unknown"
    ),
    "a WARC cut in a gzip member": (
        lambda: zipped(whole(parts() | {WARC: parts()[WARC][:-20]})), "warc-broken"
    ),
    "a WARC cut in a block": (
        lambda: zipped(whole({**parts(packed=False), WARC: parts(packed=False)[WARC][:-20]})), "warc-broken"
    ),
    "a WARC of nothing": (lambda: zipped(whole(parts() | {WARC: b""})), "warc-empty"),
    "a WARC that is none": (lambda: zipped(whole(parts() | {WARC: b"ARC/1.0 nothing\r\n\r\n"})), "warc-broken"),
    "a WARC named as packed and plain": (
        lambda: zipped(whole({**parts(packed=False)})), "wacz-archive-extension"
    ),
    "a key twice in the manifest": (
        lambda: _repackaged(manifest(parts()).replace(b'"profile"', b'"profile": "x", "profile"', 1)),
        "wacz-datapackage-json",
    ),
    "a key twice in an index line": (
        lambda: edited(INDEX, b'"offset": 0', b'"offset": 9, "offset": 0'), "wacz-cdxj-line"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_a_hurt_package_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    """Whatever was made to agree with the damage."""
    made, code = DAMAGE[name]
    report = check(tmp_path, made())
    assert report.verdict is not Verdict.VERIFIED
    assert code in codes(report), report.problems


def local_header_differs() -> bytes:
    data = zipped(whole(parts()))
    return data.replace(b"archive/data.warc.gz", b"archive/data.warc.xz", 1)


def duplicate_name() -> bytes:
    data = zipped(whole(parts()) | {"archive/date.warc.gz": parts()[WARC]})
    return data.replace(b"archive/date.warc.gz", b"archive/data.warc.gz")


def overlapping() -> bytes:
    """The directory says that the last member begins where the first does."""
    data = bytearray(zipped(whole(parts())))
    at = bytes(data).rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 42, 0)
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(zipped(whole(parts())))
    at = bytes(data).index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def bomb(tmp_path: Path) -> bytes:
    """A member that unpacks to far more than the directory says."""
    data = bytearray(zipped(whole(parts() | {"big.txt": b"0" * (8 << 20)}), frozenset({"big.txt"})))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bytes(data).index(b"big.txt", bytes(data).index(mark))
        while bytes(data[at - (30 if place == 22 else 46) : at - (26 if place == 22 else 42)]) != mark:
            at = bytes(data).index(b"big.txt", at + 1)
        struct.pack_into("<L", data, at - (30 if place == 22 else 46) + place, 9)
    return bytes(data)


def _gap() -> bytes:
    """A hole before the directory, with the end record told of it."""
    data = zipped(whole(parts()))
    at = data.index(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    offset = struct.unpack_from("<L", data, end + 16)[0]
    moved = bytearray(data[:at] + b"hidden" + data[at:])
    struct.pack_into("<L", moved, end + 6 + 16, offset + 6)
    return bytes(moved)


ZIP_TRICKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "bytes before": (lambda: b"MZ" + zipped(whole(parts())), "zip-prefix"),
    "bytes behind": (lambda: zipped(whole(parts())) + b"more", "zip-trailing"),
    "another zip behind": (lambda: zipped(whole(parts())) + zipped({"a": b"b"}), "zip-prefix"),
    "a local header with another name": (local_header_differs, "zip-local"),
    "a name twice": (duplicate_name, "zip-duplicate"),
    "members that overlap": (overlapping, "zip-overlap"),
    "an encrypted member": (encrypted, "zip-encrypted"),
    "a name that climbs out": (lambda: zipped(whole(parts()) | {"../x": b""}), "zip-path"),
    "an absolute name": (lambda: zipped(whole(parts()) | {"/x": b""}), "zip-path"),
    "a name with a drive": (lambda: zipped(whole(parts()) | {"C:x": b""}), "zip-path"),
    "names that differ in case": (
        lambda: zipped(whole(parts()) | {"Archive/data.warc.gz": b""}),
        "zip-duplicate",
    ),
    "cut off": (lambda: zipped(whole(parts()))[:-30], "zip-unreadable"),
    "no zip": (lambda: b"not a zip", "zip-unreadable"),
    "empty": (lambda: b"", "zip-unreadable"),
    "bytes between members": (_gap, "zip-gap"),
}


@pytest.mark.parametrize("name", ZIP_TRICKS)
def test_a_zip_that_two_readers_would_read_differently_is_refused(tmp_path: Path, name: str) -> None:
    """Each with its reason."""
    made, code = ZIP_TRICKS[name]
    report = check(tmp_path, made())
    assert report.verdict is Verdict.FAILED
    assert code in codes(report), report.problems


def test_a_member_that_unpacks_to_more_than_it_says_is_stopped(tmp_path: Path) -> None:
    """At the first byte too many."""
    assert "wacz-zip-damaged" in codes(check(tmp_path, bomb(tmp_path)))


def test_a_symbolic_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    """Its target is nothing of the package."""
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as made:
        for name, data in whole(parts()).items():
            made.writestr(name, data)
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        made.writestr(entry, "/etc/passwd")
    assert "zip-special" in codes(check_wacz(path))


def test_streamed_zips_with_data_descriptors_are_read(tmp_path: Path) -> None:
    """As browsers write them; a descriptor that lies is found."""

    class Pipe:
        def __init__(self) -> None:
            self.data = bytearray()

        def write(self, data: bytes) -> int:
            self.data += data
            return len(data)

        def flush(self) -> None:
            """Nothing waits."""

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w") as made:  # type: ignore[call-overload]
        for name, data in whole(parts()).items():
            made.writestr(name, data)
    assert check(tmp_path, bytes(pipe.data)).verdict is Verdict.VERIFIED
    at = bytes(pipe.data).index(b"PK\x07\x08")
    pipe.data[at + 4] ^= 1
    assert "zip-descriptor" in codes(check(tmp_path, bytes(pipe.data)))


SOUND = zipped(whole(parts()))


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0, max_value=len(SOUND) - 1), st.integers(min_value=0, max_value=7))
def test_no_flipped_bit_is_verified_where_it_matters(at: int, bit: int) -> None:
    """Times and versions in ZIP headers say nothing; every other bit does."""
    import tempfile

    data = bytearray(SOUND)
    data[at] ^= 1 << bit
    with tempfile.TemporaryDirectory() as folder:
        report = check(Path(folder), bytes(data))
    idle = _idle_bytes()
    assert report.verdict is not Verdict.VERIFIED or at in idle, at


def _idle_bytes() -> set[int]:
    """Offsets of the fields that hold versions, times, attributes: they bear no content and no reader relies on them."""
    found: set[int] = set()
    for mark, fields in (
        (b"PK\x03\x04", (4, 5, 10, 11, 12, 13)),
        (b"PK\x01\x02", (4, 5, 6, 7, 12, 13, 14, 15, 36, 37, 38, 39, 40, 41)),
    ):
        at = SOUND.find(mark)
        while at >= 0:
            found |= {at + field for field in fields}
            at = SOUND.find(mark, at + 1)
    return found


def test_a_package_is_known_by_what_lies_in_it(tmp_path: Path) -> None:
    """Under another name it is judged all the same, and the name is told."""
    path = tmp_path / "evidence.bin"
    path.write_bytes(SOUND)
    report = check_package(path)
    assert report is not None
    assert (report.kind, report.verdict) == ("wacz", Verdict.VERIFIED)
    assert [one.code for one in report.problems] == ["wacz-extension"]


def test_a_bare_warc_is_judged(tmp_path: Path) -> None:
    """Whole, then cut."""
    path = tmp_path / "data.warc.gz"
    path.write_bytes(parts()[WARC])
    report = check_package(path)
    assert report is not None
    assert (report.kind, report.verdict) == ("warc", Verdict.VERIFIED)
    path.write_bytes(parts()[WARC][:-9])
    report = check_package(path)
    assert report is not None
    assert report.verdict is Verdict.FAILED


def test_the_maker_agrees_with_itself() -> None:
    """Its keys are those of the writer, so that the damage tests hurt what they mean to hurt."""
    from tawthiq.preserve.wacz.cdxj import search_key

    assert key("http://www.halab.test/a") == search_key("http://www.halab.test/a")
    assert len(BODIES) == 3
    assert index([("http://halab.test/", "a/b", b"", b"")])
    assert line("http://halab.test/", "a/b", b"", 0, 0)["offset"] == 0
