"""Lines of a CDXJ index: read strictly, and held against the records that they point at. CDXJ 0.1.0. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tawthiq.preserve import strict_json
from tawthiq.preserve.wacz.noted import Noted
from tawthiq.preserve.warc.digest import Digest, parse
from tawthiq.preserve.warc.read import Record

_LINE_LIMIT = 64 << 20


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line that can be used; `where` names it in a report."""

    key: str
    time: str
    url: str
    filename: str
    offset: int
    length: int
    status: str | None
    mime: str | None
    digest: str | None
    record_digest: Digest | None
    where: str


def text_lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Lines ending in LF. Raises ValueError if one has no end within reason."""
    left = b""
    for chunk in chunks:
        *whole, left = (left + chunk).split(b"\n")
        yield from whole
        if len(left) > _LINE_LIMIT:
            raise ValueError("a line without end")
    if left:
        yield left


def read_index(lines: Iterator[bytes], where: str, noted: Noted) -> Iterator[Line]:
    """The lines of an index that can be used; all that breaks the format is noted."""
    before = b""
    count = 0
    for count, raw in enumerate(lines, 1):
        place = f"{where}, line {count}"
        if raw < before:
            noted.error("cdxj-order", place, "the lines are not sorted, so a search would miss some")
        before = raw
        if raw.startswith(b"!meta") or not raw.strip():
            continue
        found = _line(raw, place, noted)
        if found is not None:
            yield found
    if not count:
        noted.warn("cdxj-empty", where, "an index without lines")


def _line(raw: bytes, where: str, noted: Noted) -> Line | None:
    parts = raw.rstrip(b"\r").split(b" ", 2)
    try:
        key, time = parts[0].decode(), parts[1].decode()
        block = strict_json.loads(parts[2])
    except (IndexError, ValueError):
        noted.error("cdxj-line", where, "it is not 'key time JSON'")
        return None
    if not re.fullmatch("[0-9]{14}([0-9]{3})?", time):
        noted.error("cdxj-time", where, f"the time {time[:20]!r} has neither 14 nor 17 digits")
        return None
    if not isinstance(block, dict):
        noted.error("cdxj-line", where, "its third part is not a JSON object")
        return None
    url, filename = block.get("url"), block.get("filename")
    offset, length = _number(block.get("offset")), _number(block.get("length"))
    if not isinstance(url, str) or not isinstance(filename, str) or offset is None or length is None:
        noted.error("cdxj-line", where, "it lacks url, filename, offset or length")
        return None
    if not _leads_to(key, url):
        noted.error("cdxj-key", where, f"a search for {url[:120]!r} would not find the key {key[:120]!r}")
    said = block.get("recordDigest")
    record_digest = parse(said) if isinstance(said, str) else None
    if said is not None and record_digest is None:
        noted.uncheckable(
            "cdxj-digest", where, f"the record digest {str(said)[:60]!r} cannot be worked out here"
        )
    return Line(
        key=key,
        time=time,
        url=url,
        filename=filename,
        offset=offset,
        length=length,
        status=_text(block.get("status")),
        mime=_text(block.get("mime")),
        digest=_text(block.get("digest")),
        record_digest=record_digest,
        where=where,
    )


def _number(value: Any) -> int | None:
    if isinstance(value, str) and re.fullmatch("[0-9]{1,18}", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


_WWW = re.compile(r"^www[0-9]*\.")


def host_key(url: str) -> set[str]:
    """What a searchable URL may begin with: the host turned around, with or without its `www`, and the port if it matters."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return set()
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return set()
    found: set[str] = set()
    for one in {host, _WWW.sub("", host)}:
        turned = one if re.fullmatch(r"[0-9.]+|.*:.*", one) else ",".join(reversed(one.split(".")))
        found.add(turned)
        if port is not None:
            found.add(f"{turned}:{port}")
    return found | ({host} if host else set())


def search_key(url: str) -> str:
    """The searchable URL: the host turned around and without its `www`, in lower case, the query's parts in order.

    As replay programs work it out; section "Searchable URL" of CDXJ, and wabac.js for what it leaves open.
    """
    if not re.match(r"https?://", url, re.IGNORECASE):
        return url
    try:
        parts = urlsplit(url.lower())
        host, port = _WWW.sub("", parts.hostname or ""), parts.port
    except ValueError:
        return url
    query = "&".join(sorted(parts.query.split("&"), key=lambda one: one.partition("=")[0]))
    turned = host if re.fullmatch(r"[0-9.]+|.*:.*", host) else ",".join(reversed(host.split(".")))
    standard = {"http": 80, "https": 443}.get(parts.scheme)
    place = f"{turned}:{port}" if port not in (None, standard) else turned
    return f"{place}){parts.path or '/'}" + (f"?{query}" if query else "")


def _leads_to(key: str, url: str) -> bool:
    """Whether a search for the URL would come to the key. How paths are folded differs between programs; hosts do not."""
    place = _PLACE.match(url)
    return place is None or key.partition(")")[0].lower() in _host_key(place[0])


_PLACE = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_host_key = lru_cache(maxsize=1 << 12)(host_key)


def against(line: Line, record: Record, noted: Noted) -> None:
    """Note where a line and the record at its offset disagree."""
    head, http = record.head, record.http
    if line.length not in (record.length, record.bare):
        noted.error("cdxj-length", line.where, f"length {line.length}, the record has {record.length} bytes")
    if head.uri is not None and line.url != head.uri:
        noted.error("cdxj-url", line.where, f"url {line.url[:120]!r}, the record is of {head.uri[:120]!r}")
    if line.time[:14] != head.date[:14] or (len(line.time) == 17 and not _same_part(line.time, head.date)):
        noted.error("cdxj-time", line.where, f"time {line.time}, the record is of {head.date}")
    if http is not None and http.status is not None and line.status not in (None, "-", http.status):
        noted.error("cdxj-status", line.where, f"status {line.status}, the record answers {http.status}")
    if line.record_digest is not None and line.record_digest not in record.stored:
        noted.error(
            "cdxj-digest", line.where, "the record's bytes do not have the digest that the index gives"
        )
    _payload(line, record, noted)
    if line.mime and http is not None and head.kind == "response":
        mime = http.fields.get("content-type", "").partition(";")[0].strip().lower()
        if mime and line.mime.lower() not in (mime, "unk", "-"):
            noted.warn("cdxj-mime", line.where, f"mime {line.mime[:60]!r}, the record answers {mime[:60]!r}")


def _same_part(time: str, date: str) -> bool:
    """Whether the milliseconds agree, as far as both have them."""
    return len(date) == 14 or time[14:] == date[14:].ljust(3, "0")[:3]


def _payload(line: Line, record: Record, noted: Noted) -> None:
    if line.digest is None or line.digest == "-":
        return
    said = parse(line.digest)
    own = record.head.fields.get("warc-payload-digest", "")
    if said is None:
        noted.uncheckable(
            "cdxj-digest", line.where, f"the digest {line.digest[:60]!r} cannot be worked out here"
        )
    elif said not in record.payloads and (record.head.kind != "revisit" or said != parse(own)):
        noted.error(
            "cdxj-digest", line.where, "the record's payload does not have the digest that the index gives"
        )
