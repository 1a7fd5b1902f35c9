"""Each file of a WACZ is read once: its manifest's digest, its records, and the index's claims about them, in one pass.

The file is read and summed up in a thread of its own, beside the records' digests.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tawthiq.preserve.hashing import started
from tawthiq.preserve.wacz.cdxj import Line, against
from tawthiq.preserve.wacz.manifest import Resource
from tawthiq.preserve.wacz.noted import Noted
from tawthiq.preserve.wacz.pages import Captures
from tawthiq.preserve.warc.digest import parse
from tawthiq.preserve.warc.read import Record, read_warc
from tawthiq.preserve.zip_bytes import Sums, ZipPackage
from tawthiq.preserve.zip_layout import Member

ARCHIVE = "archive/"
_BESIDE = 4 << 20
_AHEAD = 3
Pieces = Iterator[bytes | memoryview]
Index = dict[str, dict[int, list[Line]]]
"""Lines of all indexes by WARC name and offset."""


def vouched_chunks(
    package: ZipPackage, member: Member, resource: Resource | None, noted: Noted, *, kept: bool
) -> Iterator[bytes | memoryview]:
    """The bytes of a member as they pass; at the end they are held against the manifest. Raises Damaged.

    Unless they are `kept`, each piece may only be used until the next is asked for.
    """
    digest = resource.digest if resource else None
    running = started(digest.algorithm) if digest else None
    sums = Sums(running) if running is not None else Sums()
    passing = _beside if member.size > _BESIDE else _summed
    yield from passing(package.unproven(member, 0 if kept else _AHEAD - 1), sums)
    sums.prove(member)
    if resource is None:
        return
    if resource.size is not None and resource.size != member.size:
        noted.error(
            "datapackage-bytes", member.name, f"{member.size} bytes, the manifest says {resource.size}"
        )
    if running is not None and digest is not None and running.hexdigest() != digest.value:
        what = (
            f"its {digest.algorithm} is {running.hexdigest()[:16]}…, the manifest says {digest.value[:16]}…"
        )
        noted.error("datapackage-hash", member.name, what)


def _summed(chunks: Pieces, sums: Sums) -> Pieces:
    for chunk in chunks:
        sums.update(chunk)
        yield chunk


def _beside(chunks: Pieces, sums: Sums) -> Pieces:
    """Read and sum up in a thread of its own, never far ahead, while the piece before is looked at."""

    def step() -> bytes | memoryview | None:
        chunk = next(chunks, None)
        if chunk is not None:
            sums.update(chunk)
        return chunk

    with ThreadPoolExecutor(1) as pool:
        pending = deque(pool.submit(step) for _ in range(_AHEAD))
        while (chunk := pending.popleft().result()) is not None:
            yield chunk
            pending.append(pool.submit(step))


def scan(chunks: Pieces, name: str, index: Index, held: Captures, noted: Noted) -> None:
    """Read one WARC to its end. Lines of the index that were met are taken out of it. Raises Damaged."""
    lines = index.get(name.removeprefix(ARCHIVE), {})

    def wanted(offset: int) -> tuple[frozenset[str], frozenset[str]]:
        of_payload, of_stored = set(), set()
        for line in lines.get(offset, ()):
            digest = parse(line.digest) if line.digest else None
            if digest is not None:
                of_payload.add(digest.algorithm)
            if line.record_digest is not None:
                of_stored.add(line.record_digest.algorithm)
        return frozenset(of_payload), frozenset(of_stored)

    for record in read_warc(chunks, name, noted.problems, wanted=wanted):
        _record(record, lines.pop(record.offset, []), name, held, noted)


def _record(record: Record, lines: list[Line], where: str, held: Captures, noted: Noted) -> None:
    for line in lines:
        against(line, record, noted)
    kind, uri = record.head.kind, record.head.uri
    if uri is None or kind not in ("response", "resource", "revisit", "metadata", "conversion"):
        return
    held.add(uri, record.head.date)
    if not lines and kind in ("response", "revisit") and uri.lower().startswith(("http:", "https:")):
        place = f"{where} at {record.offset}"
        noted.error("indexes-incomplete", place, f"no index leads to this record of {uri[:120]!r}")
