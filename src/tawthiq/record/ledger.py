"""The port `Ledger`: statements in order of arrival, appended and never changed; what `append` returned from is kept.

A ledger stores and finds; it judges nothing (see `audit`). Appending an id that is already there changes nothing, so
merging is idempotent. Bodies stand apart from statements, so that withdrawal can destroy a body and leave its statement.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol

import msgspec

from tawthiq.record.merkle import Frontier, leaf
from tawthiq.record.statement import Statement, parse


class Row(msgspec.Struct, frozen=True):
    """A statement's bytes with its body; `body` is None once it was destroyed. `arrival` counts from 0.

    `beside` is what the store keeps beside the entry to find it by (first 8 bytes of the id as a signed integer, author,
    number), for `audit` to compare; None where the store keeps nothing apart.
    """

    arrival: int
    entry: bytes
    body: bytes | None
    beside: tuple[object, object, object] | None = None

    @property
    def statement(self) -> Statement:
        """The parsed statement. Raises NotCanonical."""
        return parse(self.entry)


class Ledger(Protocol):
    """What the record asks of a store of statements."""

    def append(self, entries: Iterable[tuple[Statement, bytes | None]]) -> int:
        """Add statements with their bodies in this order, all or none; how many were new. Durable on return."""

    def rows(self, start: int = 0) -> Iterator[Row]:
        """Rows in order of arrival from `start`; a consistent view even while another process appends."""

    def find(self, ident: bytes) -> Row | None:
        """The row of one statement id."""

    def prefixed(self, prefix: str) -> list[bytes]:
        """Ids whose hex form starts with `prefix`, at most ten."""

    def head(self, author: bytes) -> tuple[int, bytes] | None:
        """(seq, id) of an author's last statement."""

    def heads(self) -> dict[bytes, tuple[int, bytes]]:
        """Every author with (seq, id) of his last statement."""

    def chain(self, author: bytes, start: int = 0) -> Iterator[Row]:
        """An author's rows from a sequence number on, by number, then by arrival; a forked number comes twice."""

    def twin(self, author: bytes) -> int | None:
        """The first sequence number that an author used twice, or None."""

    def whole(self, author: bytes) -> bool:
        """Whether an author's chain is there without a gap and without a fork."""

    def frontier(self) -> Frontier:
        """The Merkle frontier over all entries."""

    def drop_body(self, ident: bytes) -> None:
        """Destroy the body of a statement (withdrawal only)."""

    def restore_body(self, ident: bytes, body: bytes) -> None:
        """Put the body of a statement back, or in place of a damaged one (repair only; the caller has hashed it)."""

    def problems(self) -> list[tuple[str, str, str]]:
        """Damage that only the store itself can see: (code, where, what). Empty when sound. Rows are `audit`'s business."""

    def close(self) -> None:
        """Let go of files and locks."""


class MemoryLedger:
    """A ledger in memory."""

    def __init__(self) -> None:
        self._entries: list[tuple[Statement, bytes]] = []
        self._bodies: dict[int, bytes] = {}
        self._where: dict[bytes, int] = {}
        self._heads: dict[bytes, tuple[int, bytes]] = {}
        self._frontier = Frontier()

    def append(self, entries: Iterable[tuple[Statement, bytes | None]]) -> int:
        """See Ledger."""
        new = 0
        for statement, body in entries:
            if statement.id in self._where:
                continue
            self._where[statement.id] = len(self._entries)
            if body is not None:
                self._bodies[len(self._entries)] = body
            self._entries.append((statement, statement.entry))
            seq, _ = self._heads.get(statement.author, (-1, b""))
            if statement.seq > seq:
                self._heads[statement.author] = (statement.seq, statement.id)
            self._frontier = self._frontier.push(leaf(statement.entry))
            new += 1
        return new

    def rows(self, start: int = 0) -> Iterator[Row]:
        """See Ledger."""
        for arrival, (_, entry) in enumerate(self._entries[start:], start):
            yield Row(arrival, entry, self._bodies.get(arrival))

    def find(self, ident: bytes) -> Row | None:
        """See Ledger."""
        arrival = self._where.get(ident)
        if arrival is None:
            return None
        return Row(arrival, self._entries[arrival][1], self._bodies.get(arrival))

    def prefixed(self, prefix: str) -> list[bytes]:
        """See Ledger."""
        return sorted(ident for ident in self._where if ident.hex().startswith(prefix))[:10]

    def head(self, author: bytes) -> tuple[int, bytes] | None:
        """See Ledger."""
        return self._heads.get(author)

    def heads(self) -> dict[bytes, tuple[int, bytes]]:
        """See Ledger."""
        return dict(self._heads)

    def chain(self, author: bytes, start: int = 0) -> Iterator[Row]:
        """See Ledger."""
        own = [
            (one.seq, at)
            for at, (one, _) in enumerate(self._entries)
            if one.author == author and one.seq >= start
        ]
        for _, at in sorted(own):
            yield Row(at, self._entries[at][1], self._bodies.get(at))

    def twin(self, author: bytes) -> int | None:
        """See Ledger."""
        numbers = [row.statement.seq for row in self.chain(author)]
        return next((a for a, b in pairwise(numbers) if a == b), None)

    def whole(self, author: bytes) -> bool:
        """See Ledger."""
        numbers = [row.statement.seq for row in self.chain(author)]
        return numbers == list(range(len(numbers)))

    def frontier(self) -> Frontier:
        """See Ledger."""
        return self._frontier

    def drop_body(self, ident: bytes) -> None:
        """See Ledger."""
        self._bodies.pop(self._where.get(ident, -1), None)

    def restore_body(self, ident: bytes, body: bytes) -> None:
        """See Ledger."""
        if ident in self._where:
            self._bodies[self._where[ident]] = body

    def problems(self) -> list[tuple[str, str, str]]:
        """See Ledger."""
        return []

    def close(self) -> None:
        """See Ledger."""
