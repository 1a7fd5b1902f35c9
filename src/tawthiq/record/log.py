"""The one writer path: objects durable, then the keys that open them, then the statement, then the checkpoint over it.

`say` only collects; `commit` makes everything said so far durable in that order and returns what is now kept. A crash
between any two steps loses nothing that `commit` returned.
"""

from collections.abc import Callable
from typing import Any, Protocol

from tawthiq.record import checkpoint as notes
from tawthiq.record.errors import BrokenChain
from tawthiq.record.keys import DeviceKey
from tawthiq.record.ledger import Ledger
from tawthiq.record.statement import PLAIN, SEALED, Statement, make, pack
from tawthiq.record.vault import Vault


class Seal(Protocol):
    """Seals bodies, and makes their keys durable before the statements that need them."""

    def body(self, kind: str, plain: bytes) -> bytes | None:
        """The stored form of a body, or None if this kind is not sealed."""

    def sync(self) -> None:
        """Make the keys of everything sealed so far durable."""

    def forget(self) -> None:
        """What was sealed since the last `sync` is not wanted."""


class Log:
    """A device's pen. `publish` receives the text of each new checkpoint and must make it durable."""

    def __init__(
        self,
        ledger: Ledger,
        vault: Vault,
        key: DeviceKey,
        origin: str,
        publish: Callable[[str], None],
        seal: Seal | None = None,
    ) -> None:
        self._ledger = ledger
        self._vault = vault
        self._key = key
        self._origin = origin
        self._publish = publish
        self._seal = seal
        self._head = ledger.head(key.author)
        self._said: list[tuple[Statement, bytes]] = []

    def say(self, kind: str, content: Any, *, time: int, refs: tuple[str, ...] = ()) -> Statement:
        """Sign one statement (`refs` as hex); it is kept only when `commit` has returned."""
        body = pack(content)
        sealed = self._seal.body(kind, body) if self._seal is not None else None
        seq, previous = (self._head[0] + 1, self._head[1]) if self._head else (0, None)
        statement = make(
            self._key,
            seq=seq,
            previous=previous,
            time=time,
            kind=kind,
            body=body if sealed is None else sealed,
            body_form=PLAIN if sealed is None else SEALED,
            refs=tuple(bytes.fromhex(ref) for ref in refs),
        )
        self._head = (seq, statement.id)
        self._said.append((statement, body if sealed is None else sealed))
        return statement

    @property
    def waiting(self) -> int:
        """How many statements were said and not yet committed."""
        return len(self._said)

    def commit(self) -> tuple[Statement, ...]:
        """Make all that was said durable; the statements now kept. Raises StorageError, and then nothing is kept."""
        try:
            self._vault.sync()
            if self._seal is not None:
                self._seal.sync()
            self._ledger.append(self._said)
        except BaseException:
            if self._seal is not None:
                self._seal.forget()
            self._said.clear()
            self._head = self._ledger.head(self._key.author)
            raise
        kept = tuple(statement for statement, _ in self._said)
        self._said.clear()
        if kept:
            self._publish(notes.sign(self._origin, self._ledger.frontier(), self._key))
        return kept

    def recheckpoint(self, current: str | None) -> None:
        """Sign a checkpoint again where a crash left it behind the log. Raises BrokenChain if the log fell behind it."""
        frontier = self._ledger.frontier()
        if current is None and not frontier.size:
            return
        if current is not None:
            point = notes.parse(current)
            if point.size > frontier.size:
                raise BrokenChain(
                    f"the log holds {frontier.size} statements, the checkpoint {point.size}",
                    hint="statements were removed; run `tawthiq verify`, and write nothing here before it is repaired",
                )
            if point.size == frontier.size and point.root != frontier.root:
                raise BrokenChain(
                    "the log is not the one that its checkpoint covers",
                    hint="statements were changed; run `tawthiq verify`, and write nothing here before it is repaired",
                )
            if point.size == frontier.size:
                return
        self._publish(notes.sign(self._origin, frontier, self._key))
