"""Merging is set union by id: order-free, idempotent, and nothing unsigned or damaged gets in.

Objects become durable before the statements that name them. A statement whose object has not come yet is kept all the
same: `verify` then says what is missing, and a later merge brings it.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import msgspec

from tawthiq.record.errors import BadSignature, RecordError, TawthiqError
from tawthiq.record.ledger import Ledger
from tawthiq.record.statement import Statement, check_signature, parse
from tawthiq.record.vault import Vault
from tawthiq.sync.bundle import Frame

BATCH = 256


class Beside(Protocol):
    """What travels beside objects and statements (see protect), and what must not come back."""

    def gone(self, digest: bytes) -> bool:
        """Whether the object or body of this digest was withdrawn here."""

    def take(self, payload: bytes) -> None:
        """Stage an envelope. Raises RecordError if it is none."""

    def sync(self) -> None:
        """Make what was staged durable."""


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge brought: how many were new, by which devices and of which kinds.

    `stopped` is the sentence of what ended it early, `refused` of what was not let in; `withdrawn` counts parts that
    another copy still had, and that were withdrawn here.
    """

    statements: int
    objects: int
    authors: tuple[bytes, ...] = ()
    kinds: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    withdrawn: int = 0
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
                        yield Frame("o", stream.read())
            if row.body is not None:
                yield Frame("b", row.body)
            yield Frame("s", row.entry)


def merge(frames: Iterable[Frame], ledger: Ledger, vault: Vault, beside: Beside | None = None) -> Merged:
    """Take in frames, batch by batch. Raises StorageError; damaged input ends the merge and is told in the result."""
    state = _Incoming(ledger, vault, beside)
    stopped = None
    source = iter(frames)
    while True:
        try:
            frame = next(source, None)
        except TawthiqError as error:
            stopped = str(error)
            break
        if frame is None:
            break
        state.take(frame)
    state.commit()
    return Merged(
        statements=state.statements,
        objects=state.objects,
        authors=tuple(sorted(state.authors)),
        kinds=tuple(sorted(state.kinds)),
        refused=tuple(state.refused),
        withdrawn=state.withdrawn,
        stopped=stopped,
    )


class _Incoming:
    """Frames that arrived and are not yet committed."""

    def __init__(self, ledger: Ledger, vault: Vault, beside: Beside | None) -> None:
        self._ledger = ledger
        self._vault = vault
        self._beside = beside
        self._bodies: dict[bytes, bytes] = {}
        self._waiting: list[tuple[Statement, bytes | None]] = []
        self.statements = 0
        self.objects = 0
        self.authors: set[bytes] = set()
        self.kinds: set[str] = set()
        self.refused: list[str] = []
        self.withdrawn = 0

    def take(self, frame: Frame) -> None:
        match frame.kind:
            case "o" | "b" if self._beside is not None and self._beside.gone(
                hashlib.sha256(frame.payload).digest()
            ):
                self.withdrawn += 1
            case "e":
                self._envelope(frame.payload)
            case "o":
                if not self._vault.has(hashlib.sha256(frame.payload).hexdigest()):
                    self.objects += 1
                self._vault.put(io.BytesIO(frame.payload))
            case "b":
                self._bodies[hashlib.sha256(frame.payload).digest()] = frame.payload
            case "s":
                self._statement(frame.payload)
            case "p":
                pass
        if len(self._waiting) >= BATCH:
            self.commit()

    def _statement(self, entry: bytes) -> None:
        try:
            statement = parse(entry)
            check_signature(statement)
        except (BadSignature, RecordError) as error:
            self.refused.append(str(error))
            return
        if self._ledger.find(statement.id) is None:
            self.authors.add(statement.author)
            self.kinds.add(statement.kind)
        self._waiting.append((statement, self._bodies.pop(statement.body_digest, None)))

    def _envelope(self, payload: bytes) -> None:
        if self._beside is None:
            return
        try:
            self._beside.take(payload)
        except RecordError as error:
            self.refused.append(str(error))

    def commit(self) -> None:
        self._vault.sync()
        if self._beside is not None:
            self._beside.sync()
        self.statements += self._ledger.append(self._waiting)
        self._waiting = []
