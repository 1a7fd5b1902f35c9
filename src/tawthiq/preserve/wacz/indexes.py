"""The index files of a WACZ: CDXJ, plain or in gzip blocks, and the table of those blocks. WACZ 1.1.1, "indexes"."""

import re
from collections.abc import Iterator

from tawthiq.preserve import strict_json
from tawthiq.preserve.hashing import started
from tawthiq.preserve.wacz.cdxj import read_index, text_lines
from tawthiq.preserve.wacz.noted import Noted
from tawthiq.preserve.wacz.scan import Index
from tawthiq.preserve.warc.digest import parse
from tawthiq.preserve.warc.source import Broken, Source, gzip_member
from tawthiq.preserve.zip_bytes import Damaged, ZipPackage
from tawthiq.preserve.zip_layout import Member

INDEXES = "indexes/"
NAMED = re.compile(r"indexes/[^/]+\.(cdxj?(\.gz)?|idx)")


def is_table(name: str) -> bool:
    """Whether it is a table of blocks."""
    return name.endswith(".idx")


def take_in(chunks: Iterator[bytes], name: str, index: Index, noted: Noted) -> int:
    """Add the lines of one index; how many could be used. Raises Damaged."""
    count = 0
    try:
        plain = _gunzipped(chunks) if name.endswith(".gz") else chunks
        for line in read_index(text_lines(plain), name, noted):
            index.setdefault(line.filename.removeprefix("archive/"), {}).setdefault(line.offset, []).append(
                line
            )
            count += 1
    except Damaged:
        raise
    except ValueError as error:
        noted.error("cdxj-unreadable", name, str(error))
    return count


def _gunzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    source = Source(chunks)
    while source.peek():
        yield from gzip_member(source)


def check_table(package: ZipPackage, table: Member, chunks: Iterator[bytes], noted: Noted) -> None:
    """Each line of the table names a block of a compressed index: its place, its digest, and its first line. Raises Damaged."""
    default = ""
    before = b""
    for number, raw in enumerate(text_lines(chunks), 1):
        where = f"{table.name}, line {number}"
        brace = raw.find(b"{")
        try:
            value = strict_json.loads(raw[brace:]) if brace >= 0 else None
        except ValueError:
            value = None
        if not isinstance(value, dict):
            noted.error("idx-line", where, "it is not 'key JSON'")
            continue
        if raw.startswith(b"!meta"):
            default = str(value.get("filename", ""))
            continue
        if raw < before:
            noted.error("idx-order", where, "the lines are not sorted, so a search would miss some")
        before = raw
        index = package.layout.members.get(INDEXES + str(value.get("filename", default)))
        offset, length = value.get("offset"), value.get("length")
        if index is None or not isinstance(offset, int) or not isinstance(length, int):
            noted.error("idx-line", where, "it names no block of an index that is here")
            continue
        _block(package, index, (offset, length), raw[:brace].rstrip(), value.get("digest"), where, noted)


def _block(
    package: ZipPackage,
    index: Member,
    place: tuple[int, int],
    key: bytes,
    said: object,
    where: str,
    noted: Noted,
) -> None:
    try:
        data = package.raw(index, *place)
        first = b"".join(gzip_member(Source(iter([data])))).split(b"{", 1)[0].rstrip()
    except (Damaged, Broken) as error:
        noted.error("idx-block", where, f"no block lies there ({error})")
        return
    if key and first != key and not first.startswith(key):
        noted.error("idx-block", where, "the block begins with another line than the table says")
    digest = parse(said) if isinstance(said, str) else None
    if said is not None and digest is None:
        noted.uncheckable("idx-digest", where, f"the digest {str(said)[:60]!r} cannot be worked out here")
    if digest is not None:
        running = started(digest.algorithm)
        running.update(data)
        if running.hexdigest() != digest.value:
            noted.error("idx-digest", where, "the block does not have the digest that the table gives")
