"""A WACZ made by hand, part by part, so that one part can be hurt and everything around it be made to agree again."""

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Parts = dict[str, bytes]
PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
WARC, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"
BODIES = {
    "http://halab.test/": ("text/html", "<html><title>حلب</title><img src=a.png></html>".encode()),
    "http://halab.test/a.png": ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
    "http://www.halab.test:8080/api?b=2&a=1": ("application/json", b'{"killed": 40}'),
}


def label(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()


def record(uri: str, mime: str, body: bytes, **changes: str) -> bytes:
    """One response; `changes` replace header fields, with `_` for `-`."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\nSet-Cookie: id=7\r\n\r\n".encode() + body
    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(uri.encode()).hexdigest()}>",  # noqa: S324
        "WARC-Date": "2016-10-07T21:22:36Z",
        "WARC-Target-URI": uri,
        "WARC-Block-Digest": label(block),
        "WARC-Payload-Digest": label(body),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    fields |= {name.replace("_", "-"): value for name, value in changes.items()}
    head = "\r\n".join(["WARC/1.1", *(f"{name}: {value}" for name, value in fields.items())])
    return head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def key(uri: str) -> str:
    host, _, path = uri.removeprefix("http://").removeprefix("www.").partition("/")
    name, colon, port = host.partition(":")
    return ",".join(reversed(name.split("."))) + colon + port + ")/" + path


def line(uri: str, mime: str, body: bytes, offset: int, length: int, **changes: Any) -> dict[str, Any]:
    value = {
        "url": uri,
        "mime": mime,
        "status": 200,
        "digest": label(body),
        "length": length,
        "offset": offset,
    }
    return {**value, "filename": WARC.removeprefix("archive/"), **changes}


def index(records: list[tuple[str, str, bytes, bytes]], **changes: Any) -> bytes:
    """CDXJ over (uri, mime, body, stored bytes)."""
    lines, at = [], 0
    for uri, mime, body, stored in records:
        value = line(uri, mime, body, at, len(stored), **changes)
        lines.append(f"{key(uri)} 20161007212236 {json.dumps(value)}")
        at += len(stored)
    return ("\n".join(sorted(lines)) + "\n").encode()


def parts(make: Callable[..., bytes] = record, *, packed: bool = True, **changes: Any) -> Parts:
    """Everything but the two manifests; `make` makes a record, `changes` replace values of the index lines."""
    made = [(uri, mime, body, make(uri, mime, body)) for uri, (mime, body) in BODIES.items()]
    if packed:
        made = [(uri, mime, body, gzip.compress(data, mtime=0)) for uri, mime, body, data in made]
    pages = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    pages += [{"id": "1", "url": "http://halab.test/", "ts": "2016-10-07T21:22:36Z"}]
    return {
        WARC: b"".join(data for *_, data in made),
        INDEX: index(made, **changes),
        PAGES: "".join(json.dumps(one) + "\n" for one in pages).encode(),
    }


def manifest(files: Parts, **changes: Any) -> bytes:
    """`datapackage.json` over the files."""
    resources = [
        {
            "name": Path(path).name,
            "path": path,
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "bytes": len(data),
        }
        for path, data in files.items()
    ]
    value = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "حلب",
        "resources": resources,
        **changes,
    }
    return json.dumps({k: v for k, v in value.items() if v is not None}).encode()


def vouch(package: bytes, **more: Any) -> bytes:
    """`datapackage-digest.json` over the manifest."""
    return json.dumps(
        {"path": PACKAGE, "hash": f"sha256:{hashlib.sha256(package).hexdigest()}", **more}
    ).encode()


def whole(files: Parts, **changes: Any) -> Parts:
    """The files with manifests that agree with them."""
    package = manifest(files, **changes)
    return {**files, PACKAGE: package, DIGEST: vouch(package)}


def zipped(files: Parts, deflated: frozenset[str] = frozenset()) -> bytes:
    """All of it as a ZIP; the files named are packed, the others stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files.items():
            kind = zipfile.ZIP_DEFLATED if name in deflated else zipfile.ZIP_STORED
            made.writestr(zipfile.ZipInfo(name), data, kind)
    return out.getvalue()
