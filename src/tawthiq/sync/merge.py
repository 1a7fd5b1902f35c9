"""Merging is set union by id: order-free, idempotent, and nothing unsigned or damaged gets in.

Objects become durable before the statements that name them. A statement whose object has not come yet is kept all the
same: `verify` then says what is missing, and a later merge brings it.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, cast

import msgspec

from tawthiq.record.errors import KeyTrouble, RecordError, TawthiqError
from tawthiq.record.keys import author as enrolled
from tawthiq.record.ledger import Ledger
from tawthiq.record.statement import Statement, check_signature, parse
from tawthiq.record.vault import Vault
from tawthiq.sync.bundle import Frame

BATCH = 256
PIECE = 4 << 20
"""An object travels in pieces of so many bytes."""


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge brought: how many were new, by which devices and of which kinds.

    `stopped` is the sentence of what ended it early, `refused` of what was not let in.
    """

    statements: int
    objects: int
    authors: tuple[bytes, ...] = ()
    kinds: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    stopped: str | None = None


def have(ledger: Ledger) -> dict[bytes, bytes]:
    """What a copy has, in some 70 bytes a device: author -> id of the last statement, for chains without gap or fork."""
    return {author: ident for author, (_, ident) in ledger.heads().items() if ledger.whole(author)}


def lacking(ledger: Ledger, vault: Vault, theirs: Mapping[bytes, bytes]) -> Iterator[Frame]:
    """Frames for a copy that has `theirs` (see `have`): for each other statement its objects, its body, then itself."""
    sent: set[bytes] = set()
    for author in ledger.heads():
        known = ledger.find(theirs.get(author, b""))
        # A fork here, or a head there that is unknown here, may hide branches: then the whole chain goes.
        start = known.statement.seq + 1 if known is not None and ledger.whole(author) else 0
        for row in ledger.chain(author, start):
            for ref in row.statement.refs:
                if ref not in sent and vault.has(ref.hex()):
                    sent.add(ref)
                    with vault.open(ref.hex()) as stream:
                        yield from _pieces(stream)
            if row.body is not None:
                yield Frame("b", row.body)
            yield Frame("s", row.entry)


def _pieces(stream: BinaryIO) -> Iterator[Frame]:
    piece = stream.read(PIECE)
    while following := stream.read(PIECE):
        yield Frame("c", piece)
        piece = following
    yield Frame("o", piece)


class _Broken(Exception):
    """What is taken in ends here: its frames are cut or damaged, or its giver could not go on."""


def _until_it_breaks(frames: Iterator[Frame]) -> Iterator[Frame]:
    try:
        yield from frames
    except TawthiqError as error:
        raise _Broken(str(error)) from error


class _Joined(io.RawIOBase):
    """The bytes of an object whose first piece has come, read on from the frames that follow."""

    def __init__(self, first: Frame, source: Iterator[Frame]) -> None:
        self._piece, self._last = memoryview(first.payload), first.kind == "o"
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._piece and not self._last:
            frame = next(self._source, None)
            if frame is None or frame.kind not in ("c", "o"):
                raise _Broken("an object breaks off; ask for the bundle again, what came before it is kept")
            self._piece, self._last = memoryview(frame.payload), frame.kind == "o"
        count = min(len(buffer), len(self._piece))
        buffer[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count


def merge(frames: Iterable[Frame], ledger: Ledger, vault: Vault) -> Merged:
    """Take in frames, batch by batch. Raises StorageError; damaged input ends the merge and is told in the result."""
    state = _Incoming(ledger, vault)
    stopped = None
    source = _until_it_breaks(iter(frames))
    try:
        for frame in source:
            if frame.kind in ("c", "o"):
                state.take_object(_Joined(frame, source))
            else:
                state.take(frame)
    except _Broken as broken:
        stopped = str(broken)
    state.commit()
    return Merged(
        statements=state.statements,
        objects=state.objects,
        authors=tuple(sorted(state.authors)),
        kinds=tuple(sorted(state.kinds)),
        refused=tuple(state.refused),
        stopped=stopped,
    )


class _Incoming:
    """Frames that arrived and are not yet committed."""

    def __init__(self, ledger: Ledger, vault: Vault) -> None:
        self._ledger = ledger
        self._vault = vault
        self._bodies: dict[bytes, bytes] = {}
        self._waiting: list[tuple[Statement, bytes | None]] = []
        self.statements = 0
        self.objects = 0
        self.authors: set[bytes] = set()
        self.kinds: set[str] = set()
        self.refused: list[str] = []

    def take(self, frame: Frame) -> None:
        match frame.kind:
            case "b":
                self._bodies[hashlib.sha256(frame.payload).digest()] = frame.payload
            case "s":
                self._statement(frame.payload)
            case _:
                pass
        if len(self._waiting) >= BATCH:
            self.commit()

    def take_object(self, joined: _Joined) -> None:
        """Where a later piece is cut or damaged, nothing of the object is kept."""
        digest, _ = self._vault.put(cast("BinaryIO", io.BufferedReader(joined, PIECE)))
        # What was staged is not there before `commit`, so one that is there was there before.
        self.objects += not self._vault.has(digest)

    def _statement(self, entry: bytes) -> None:
        try:
            statement = parse(entry)
            if self._ledger.head(statement.author) is None:
                enrolled(statement.author)
            check_signature(statement)
        except (RecordError, KeyTrouble) as error:
            self.refused.append(str(error))
            return
        if self._ledger.find(statement.id) is None:
            self.authors.add(statement.author)
            self.kinds.add(statement.kind)
        self._waiting.append((statement, self._bodies.pop(statement.body_digest, None)))

    def commit(self) -> None:
        self._vault.sync()
        self.statements += self._ledger.append(self._waiting)
        self._waiting = []
