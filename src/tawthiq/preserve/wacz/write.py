"""A WACZ 1.1.1 of what a case holds of the web, in one reading: copied, hashed, indexed and judged on the way.

WARC files go in as they are. Pages that were saved as files become `resource` records under addresses that no name server
knows (RFC 2606, `.invalid`), each with a record of how it was obtained. No header of any kind reaches the index, so no
cookie does. The package is not signed: its form knows ECDSA alone, and a device's key is Ed25519.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tawthiq.preserve.handover import Parcel, Thing, damaged
from tawthiq.preserve.staging import nothing, staged_file
from tawthiq.preserve.verdict import Gravity, Problem
from tawthiq.preserve.wacz.cdxj import search_key
from tawthiq.preserve.wacz.manifest import DIGEST, PACKAGE
from tawthiq.preserve.warc.read import Record, read_warc
from tawthiq.preserve.warc.write import TAIL, head, labelled, record_id
from tawthiq.preserve.zip_bytes import Damaged
from tawthiq.preserve.zip_write import ZipWriter
from tawthiq.record.errors import EvidenceError
from tawthiq.record.vault import CHUNK

HOST = "exhibits.invalid"
PAPERS = "tawthiq"
SAVED = "saved.warc"
_HEADS = 1 << 14
"""More bytes than the headers of a saved thing's two records take."""


@dataclass(frozen=True, kw_only=True)
class Archive:
    """A WARC to take in as it is: `chunks` gives its bytes, `digest` what they must hash to if that is known.

    `pages` are the addresses that its own list of pages names; None if it has none, and every HTML answer is a page.
    """

    name: str
    where: str
    size: int
    chunks: Callable[[], Iterator[bytes]]
    digest: str | None = None
    pages: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A page, or something that a page shows, that was handed over as a file."""

    thing: Thing
    place: str
    obtained: bytes
    page: bool


def address(place: str) -> str:
    """The address under which a saved file is replayed; relative addresses of its neighbours lead on from it."""
    return f"http://{HOST}/{quote(place)}"


@dataclass(frozen=True)
class _Page:
    url: str
    time: str


class _Writer:
    def __init__(self, zip_file: ZipWriter) -> None:
        self.zip = zip_file
        self.resources: list[dict[str, Any]] = []
        self.lines: list[bytes] = []
        self.pages: list[_Page] = []
        self.problems: list[Problem] = []

    def add(self, path: str, data: bytes) -> None:
        """A small file, listed."""
        self.zip.add(path, data)
        self.enlist(path, hashlib.sha256(data).hexdigest(), len(data))

    def enlist(self, path: str, digest: str, size: int) -> None:
        """Put a file in the manifest."""
        name = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in path.lower())
        self.resources.append({"name": name, "path": path, "hash": f"sha256:{digest}", "bytes": size})

    def take(self, archive: Archive) -> None:
        """A WARC, as it is; one that is not sound is left out and told. Raises Damaged, EvidenceError."""
        path = f"archive/{archive.name}"
        sha = hashlib.sha256()
        problems: list[Problem] = []
        lines: list[bytes] = []
        pages: list[_Page] = []

        def passing() -> Iterator[bytes]:
            for chunk in archive.chunks():
                sha.update(chunk)
                self.zip.write(chunk)
                yield chunk

        self.zip.begin(path, archive.size)
        chunks = passing()
        for record in read_warc(chunks, archive.where, problems, wanted=_digest_if_lacking):
            self._index(record, archive, lines, pages)
        for _ in chunks:
            pass
        self.problems += problems
        if archive.digest is not None and sha.hexdigest() != archive.digest:
            raise EvidenceError("its bytes are not those that the record names", where=archive.where)
        if any(one.gravity is Gravity.ERROR for one in problems):
            self.zip.abandon()
            return
        self.enlist(path, sha.hexdigest(), self.zip.end())
        self.lines += lines
        self.pages += pages

    def _index(self, record: Record, archive: Archive, lines: list[bytes], pages: list[_Page]) -> None:
        uri, kind = record.head.uri, record.head.kind
        if uri is None or kind not in ("response", "revisit", "resource"):
            return
        said = record.head.fields.get("warc-payload-digest")
        own = next(
            (f"{one.algorithm}:{one.value}" for one in sorted(record.payloads, key=lambda d: d.value)), "-"
        )
        mime = _mime(record)
        block = {
            "url": uri,
            "mime": "warc/revisit" if kind == "revisit" else mime,
            "status": int(record.http.status) if record.http and record.http.status else 200,
            "digest": said or own,
            "length": record.length,
            "offset": record.offset,
            "filename": archive.name,
        }
        lines.append(_line(uri, record.head.date[:14], block))
        html = mime in ("text/html", "application/xhtml+xml") and block["status"] == 200 and kind != "revisit"
        if uri in archive.pages if archive.pages is not None else html and kind == "response":
            pages.append(_Page(uri, _rfc3339(record.head.date)))

    def save(self, saved: Sequence[Saved]) -> None:
        """Everything that was handed over as a file, in one WARC. Raises EvidenceError."""
        path = f"archive/{SAVED}"
        sha, at = hashlib.sha256(), 0

        def put(data: bytes | memoryview) -> None:
            nonlocal at
            sha.update(data)
            self.zip.write(data)
            at += len(data)

        self.zip.begin(path, sum(one.thing.size + len(one.obtained) + _HEADS for one in saved))
        for one in saved:
            begin, url, time = at, address(one.place), dt.datetime.fromtimestamp(one.thing.at, dt.UTC)
            stamp, ident = time.strftime("%Y-%m-%dT%H:%M:%SZ"), record_id(url, "resource")
            digest = labelled(one.thing.digest)
            fields = {
                "WARC-Record-ID": ident,
                "WARC-Date": stamp,
                "WARC-Target-URI": url,
                "WARC-Block-Digest": digest,
                "WARC-Payload-Digest": digest,
                "Content-Type": one.thing.media_type,
            }
            put(head("resource", fields, one.thing.size))
            _copy(one.thing, put)
            put(TAIL)
            block = {
                "url": url,
                "mime": one.thing.media_type,
                "status": 200,
                "digest": digest,
                "length": at - begin,
                "offset": begin,
                "filename": SAVED,
            }
            self.lines.append(_line(url, time.strftime("%Y%m%d%H%M%S"), block))
            if one.page:
                self.pages.append(_Page(url, stamp))
            about = {
                "WARC-Record-ID": record_id(url, "metadata"),
                "WARC-Date": stamp,
                "WARC-Target-URI": url,
                "WARC-Refers-To": ident,
                "WARC-Block-Digest": labelled(hashlib.sha256(one.obtained).hexdigest()),
                "Content-Type": "application/json",
            }
            put(head("metadata", about, len(one.obtained)))
            put(one.obtained)
            put(TAIL)
        self.enlist(path, sha.hexdigest(), self.zip.end())


def _digest_if_lacking(_: int) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset({"sha256?"}), frozenset()


def _copy(thing: Thing, put: Callable[[memoryview], None]) -> None:
    sha, size, buffer = hashlib.sha256(), 0, bytearray(CHUNK)
    view = memoryview(buffer)
    with thing.open() as stream:
        while count := stream.readinto(buffer):  # type: ignore[attr-defined]  # every stream of a vault has it
            put(view[:count])
            sha.update(view[:count])
            size += count
    if (sha.hexdigest(), size) != (thing.digest, thing.size):
        raise damaged(thing.id)


def _mime(record: Record) -> str:
    fields = record.http.fields if record.http else record.head.fields
    return fields.get("content-type", "").partition(";")[0].strip().lower() or "application/octet-stream"


def _line(url: str, time: str, block: dict[str, Any]) -> bytes:
    text = json.dumps(block, ensure_ascii=False, separators=(",", ":"))
    return f"{search_key(url).replace(' ', '%20')} {time} {text}".encode()


def _rfc3339(digits: str) -> str:
    return (
        dt.datetime.strptime(digits[:14], "%Y%m%d%H%M%S")
        .replace(tzinfo=dt.UTC)
        .strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def write_wacz(
    parcel: Parcel,
    archives: Sequence[Archive],
    saved: Sequence[Saved],
    target: Path,
    announce: Callable[[], None] = nothing,
) -> list[Problem]:
    """Write the file; what was wrong with archives that were left out. `announce` is called when it is whole, before it has its name.

    Raises InputError, EvidenceError, StorageError.
    """
    need = parcel.size + sum(one.size for one in archives) + sum(_HEADS + len(one.obtained) for one in saved)
    with staged_file(target, need, announce) as growing, growing.open("r+b") as out:
        made = _Writer(ZipWriter(out))
        for archive in archives:
            try:
                made.take(archive)
            except Damaged as error:
                made.zip.abandon()
                made.problems.append(Problem("zip-damaged", archive.where, str(error)))
        if saved:
            made.save(saved)
        if not made.lines:
            raise EvidenceError(
                "none of the archives is sound", hint="`tawthiq verify` on the file says what is wrong"
            )
        _finish(made, parcel)
        out.flush()
    return made.problems


def _finish(made: _Writer, parcel: Parcel) -> None:
    lines = sorted(set(made.lines))
    made.add("indexes/index.cdx", b"\n".join(lines) + b"\n")
    rows: list[dict[str, Any]] = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    pages = list(dict.fromkeys(made.pages))
    rows += [{"id": f"{number}", "url": one.url, "ts": one.time} for number, one in enumerate(pages, 1)]
    made.add(
        "pages/pages.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    )
    for name, data in sorted(parcel.papers.items()):
        made.add(f"{PAPERS}/{name}", data)
    for thing in parcel.things:
        for name, data in thing.papers.items():
            made.add(f"{PAPERS}/{thing.id[:16]}-{name}", data)
    created = dt.datetime.fromtimestamp(parcel.at, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    package: dict[str, Any] = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": parcel.title,
        "description": parcel.description,
        "created": created,
        "software": parcel.software,
        "resources": made.resources,
    }
    if pages:
        package |= {"mainPageUrl": pages[0].url, "mainPageDate": pages[0].time}
    data = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    made.zip.add(PACKAGE, data)
    vouching = {"path": PACKAGE, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    made.zip.add(DIGEST, (json.dumps(vouching, indent=2) + "\n").encode())
    made.zip.close()
