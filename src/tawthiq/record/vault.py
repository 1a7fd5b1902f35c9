"""The port `Vault`: objects named by the SHA-256 of their bytes, written once, never changed.

`put` stages; nothing staged is promised until `sync` returns, and after it everything is durable. That order (bytes, then
`sync`, then the statement that names them) is the one writer path. The in-memory vault is product code: it serves
trials and tests alike, and passes the same contract suite.
"""

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from tawthiq.record.errors import ObjectMissing

CHUNK = 1 << 20


class Writable(Protocol):
    """What takes bytes in pieces."""

    def write(self, data: Any, /) -> int:
        """Add to the end."""


class Vault(Protocol):
    """What the record asks of a store of objects. Digests are 64 lower-case hex digits."""

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """Stage the bytes of `source`; its digest and size. Raises StorageError and keeps nothing on failure."""

    def put_by(self, write: Callable[[Writable], None]) -> tuple[str, int]:
        """As `put`, of the bytes that `write` writes. Whatever `write` raises goes through, and nothing is staged."""

    def discard(self, digest: str) -> None:
        """Let go of what was staged and is not wanted after all. No error if nothing was."""

    def sync(self) -> None:
        """Make everything staged durable and visible. Raises StorageError."""

    def open(self, digest: str) -> BinaryIO:
        """The object's bytes as a stream. Raises ObjectMissing. What was staged but not synced is not there."""

    def has(self, digest: str) -> bool:
        """Whether the object is there."""

    def digests(self) -> Iterator[str]:
        """Every object, in the order of its digest."""

    def remove(self, digest: str) -> None:
        """Unlink an object (withdrawal only). No error if it is not there."""

    def close(self) -> None:
        """Let go of whatever is held open."""


class MemoryVault:
    """A vault in memory."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}
        self._staged: dict[str, bytes] = {}

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """See Vault."""
        data = b"".join(iter(lambda: source.read(CHUNK), b""))
        digest = hashlib.sha256(data).hexdigest()
        self._staged[digest] = data
        return digest, len(data)

    def put_by(self, write: Callable[[Writable], None]) -> tuple[str, int]:
        """See Vault."""
        out = io.BytesIO()
        write(out)
        return self.put(io.BytesIO(out.getvalue()))

    def discard(self, digest: str) -> None:
        """See Vault."""
        self._staged.pop(digest, None)

    def sync(self) -> None:
        """See Vault."""
        self._objects.update(self._staged)
        self._staged.clear()

    def open(self, digest: str) -> BinaryIO:
        """See Vault."""
        try:
            return io.BytesIO(self._objects[digest])
        except KeyError:
            raise missing(digest) from None

    def has(self, digest: str) -> bool:
        """See Vault."""
        return digest in self._objects

    def digests(self) -> Iterator[str]:
        """See Vault."""
        return iter(sorted(self._objects))

    def remove(self, digest: str) -> None:
        """See Vault."""
        self._objects.pop(digest, None)

    def close(self) -> None:
        """See Vault."""


def missing(digest: str) -> ObjectMissing:
    """The error for an object that is not there."""
    return ObjectMissing(
        f"object {digest[:16]}… is not in the vault",
        hint="bring it back from another copy with `tawthiq sync`",
    )


def digest_of(source: BinaryIO) -> tuple[str, int]:
    """SHA-256 (hex) and size of a stream, read in one pass of 1 MiB chunks into one buffer."""
    sha, size = hashlib.sha256(), 0
    buffer = bytearray(CHUNK)
    view = memoryview(buffer)
    readinto = getattr(source, "readinto", None)
    if readinto is None:
        while chunk := source.read(CHUNK):
            sha.update(chunk)
            size += len(chunk)
        return sha.hexdigest(), size
    while count := readinto(buffer):
        sha.update(view[:count])
        size += count
    return sha.hexdigest(), size
