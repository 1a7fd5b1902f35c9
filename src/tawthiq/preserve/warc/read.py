"""Every record of a WARC is read to its end: its place, its facts, and whether the digests that it bears are true.

A record that cannot be read ends the reading, for nothing after it can be placed; that is an error and never a warning.
"""

from collections.abc import Callable, Iterator

import msgspec

from tawthiq.preserve.hashing import Hash, started
from tawthiq.preserve.verdict import Gravity, Problem
from tawthiq.preserve.warc.digest import Digest, parse
from tawthiq.preserve.warc.record import Dechunker, Head, Http, parse_head, parse_http
from tawthiq.preserve.warc.source import HEAD_LIMIT, HEAD_PIECE, Broken, Source, gzip_member


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One record: where it lies (`offset`, `length` as stored), what it says, and the digests worked out of its payload.

    `bare` is the length without the line breaks behind the block, which some indexers do not count; `stored` then holds
    the digest of the bytes with them and without.
    """

    offset: int
    length: int
    bare: int
    head: Head
    http: Http | None
    payloads: frozenset[Digest]
    stored: frozenset[Digest]


Wanted = Callable[[int], tuple[frozenset[str], frozenset[str]]]
"""Asked with a record's offset: algorithms wanted of its payload, and of its bytes as stored."""


def nothing_wanted(_: int) -> tuple[frozenset[str], frozenset[str]]:
    """No digests beyond those that the records bear."""
    return frozenset(), frozenset()


def read_warc(
    chunks: Iterator[bytes] | Iterator[bytes | memoryview],
    where: str,
    problems: list[Problem],
    *,
    wanted: Wanted = nothing_wanted,
) -> Iterator[Record]:
    """The records in order. What is wrong goes to `problems`. Raises whatever `chunks` raises.

    An algorithm wanted with a `?` behind it is worked out only of records that bear no digest of their payload.
    """
    raw = Source(chunks)
    packed = bytes(raw.peek()[:2]) == b"\x1f\x8b"
    count = 0
    try:
        while raw.peek():
            count += 1
            yield from (_packed if packed else _plain)(raw, where, problems, wanted)
    except Broken as error:
        problems.append(Problem("warc-broken", f"{where} at {raw.position}", str(error)))
    if not count:
        problems.append(Problem("warc-empty", where, "it holds no record"))


def _plain(raw: Source, where: str, problems: list[Problem], wanted: Wanted) -> Iterator[Record]:
    reader = _Reader(raw, f"{where} at {raw.position}", problems, wanted(raw.position))
    start = raw.position
    record = reader.read(track=True)
    yield msgspec.structs.replace(
        record, offset=start, length=raw.position - start, bare=raw.position - start - 4
    )


def _packed(raw: Source, where: str, problems: list[Problem], wanted: Wanted) -> Iterator[Record]:
    start = raw.position
    of_payload, of_stored = wanted(start)
    stored = {name: started(name) for name in of_stored}

    def each(view: memoryview) -> None:
        for one in stored.values():
            one.update(view)

    member = Source(gzip_member(raw, each))
    place = f"{where} at {start}"
    found: list[Record] = []
    while member.peek():
        found.append(_Reader(member, place, problems, (of_payload, frozenset())).read(track=False))
    if not found:
        problems.append(Problem("warc-empty", place, "a gzip member that holds no record"))
    if len(found) > 1:
        what = "several records in one gzip member, so none of them can be reached by itself"
        problems.append(Problem("warc-member", place, what))
    digests = frozenset(Digest(name, one.hexdigest()) for name, one in stored.items())
    for record in found[:1]:
        length = raw.position - start
        yield msgspec.structs.replace(record, offset=start, length=length, bare=length, stored=digests)


class _Reader:
    """Reads one record out of a source."""

    def __init__(
        self,
        source: Source,
        where: str,
        problems: list[Problem],
        wanted: tuple[frozenset[str], frozenset[str]],
    ) -> None:
        self._source, self._where, self._problems = source, where, problems
        self._of_payload, self._of_stored = wanted

    def read(self, *, track: bool) -> Record:
        """The record, its block read to the end. Raises Broken."""
        data = self._source.head()
        if data is None:
            raise Broken("a record should begin here, and nothing stands here")
        stored = {name: started(name) for name in self._of_stored} if track else {}
        for one in stored.values():
            one.update(data)
        head = parse_head(data)
        body = _Body(head, self._of_payload)
        for view in self._source.block(head.length):
            body.feed(view)
            for one in stored.values():
                one.update(view)
        bare = {Digest(name, one.hexdigest()) for name, one in stored.items()}
        tail = self._source.take(4)
        if tail != b"\r\n\r\n":
            raise Broken("a record does not end in two line breaks")
        for one in stored.values():
            one.update(tail)
        self._problems += body.judge(self._where)
        return Record(
            offset=0,
            length=0,
            bare=0,
            head=head,
            http=body.http,
            payloads=body.payloads(),
            stored=frozenset(bare | {Digest(name, one.hexdigest()) for name, one in stored.items()}),
        )


class _Body:
    """The block of a record as it passes: digests of the block, of the payload, and of the payload without its chunking."""

    def __init__(self, head: Head, extra: frozenset[str]) -> None:
        self._head = head
        self._block_said = head.fields.get("warc-block-digest")
        self._payload_said = head.fields.get("warc-payload-digest")
        self._block_digest = parse(self._block_said) if self._block_said else None
        self._payload_digest = parse(self._payload_said) if self._payload_said else None
        # What a revisit says of its payload is said of another record's bytes (ISO 28500, 6.7.2).
        self._foreign = head.kind == "revisit"
        said = {self._payload_digest.algorithm} if self._payload_digest and not self._foreign else set()
        names = said | {one for one in extra if not one.endswith("?")}
        if not names:
            names = {one.rstrip("?") for one in extra}
        self._block = started(self._block_digest.algorithm) if self._block_digest else None
        self._http_left = bytearray() if head.is_http else None
        self._payload: dict[str, Hash] = {name: started(name) for name in names}
        of_block = self._block_digest.algorithm if self._block_digest else ""
        if self._http_left is None and self._block is not None and of_block in self._payload:
            # Without HTTP header the payload is the block: one pass over the bytes serves both.
            self._payload[of_block] = self._block
            self._block = None
        self._whole: dict[str, Hash] = {}
        self._chunks: Dechunker | None = None
        self.http: Http | None = None

    def feed(self, view: memoryview) -> None:
        """Take in the next bytes of the block."""
        if self._block is not None:
            self._block.update(view)
        if self._http_left is not None:
            rest = self._header(view)
            if rest is None:
                return
            view = rest
        for one in self._payload.values():
            one.update(view)
        if self._chunks is not None:
            for piece in self._chunks.feed(view):
                for one in self._whole.values():
                    one.update(piece)

    def _header(self, view: memoryview) -> memoryview | None:
        assert self._http_left is not None
        at = 0
        while at < len(view):
            before = len(self._http_left)
            self._http_left += view[at : at + HEAD_PIECE]
            end = self._http_left.find(b"\r\n\r\n", max(0, before - 3))
            if end >= 0:
                self.http = parse_http(bytes(self._http_left[:end]))
                self._http_left = None
                if "chunked" in self.http.fields.get("transfer-encoding", "").lower():
                    self._chunks = Dechunker()
                    self._whole = {name: started(name) for name in self._payload}
                return view[at + end + 4 - before :]
            if len(self._http_left) > HEAD_LIMIT:
                raise Broken("an HTTP header without end")
            at += HEAD_PIECE
        return None

    def payloads(self) -> frozenset[Digest]:
        """Every digest that may be called the payload's: of its bytes as they came, and without their chunking."""
        found = {Digest(name, one.hexdigest()) for name, one in self._payload.items()}
        if self._chunks is not None and not self._chunks.broken:
            found |= {Digest(name, one.hexdigest()) for name, one in self._whole.items()}
        return frozenset(found)

    def judge(self, where: str) -> Iterator[Problem]:
        """What of the record's own digests is false or could not be looked at."""
        if self._http_left:
            self.http = parse_http(bytes(self._http_left))
        yield from self._judge_block(where)
        if self._payload_said is None or self._foreign:
            return
        if self._payload_digest is None:
            what = f"its payload digest {self._payload_said[:60]!r} cannot be worked out here"
            yield Problem("warc-digest-unknown", where, what, Gravity.UNCHECKABLE)
        elif self._payload_digest not in self.payloads():
            yield Problem(
                "warc-payload-digest",
                where,
                f"its payload does not have the digest {self._payload_said[:60]}",
            )

    def _judge_block(self, where: str) -> Iterator[Problem]:
        if self._block_said is None:
            return
        if self._block_digest is None:
            what = f"its block digest {self._block_said[:60]!r} cannot be worked out here"
            yield Problem("warc-digest-unknown", where, what, Gravity.UNCHECKABLE)
            return
        running = self._block or self._payload[self._block_digest.algorithm]
        if running.hexdigest() != self._block_digest.value:
            yield Problem(
                "warc-block-digest", where, f"its block does not have the digest {self._block_said[:60]}"
            )
