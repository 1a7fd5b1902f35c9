"""The port `Vault` over any object store that obstore speaks to: S3 and its kin, and memory for trials.

Objects are put create-only, so nothing that is there is ever overwritten; a store answers a put only when it has kept the
bytes, so `sync` has nothing to flush and returns when the last put was answered. What is staged waits in temporary files,
never in memory.
"""

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import ObjectStore, from_url

from tawthiq.record.errors import StorageError
from tawthiq.record.vault import CHUNK, Writable, missing

SPOOL = 8 << 20


class StoreVault:
    """Objects as `<prefix>ab/<digest>` in a store."""

    def __init__(self, store: ObjectStore, prefix: str = "objects/") -> None:
        self._store = store
        self._prefix = prefix
        self._staged: dict[str, BinaryIO] = {}

    @classmethod
    def at(cls, url: str, **options: str) -> "StoreVault":
        """The vault at an address such as `s3://bucket/case`; credentials as obstore takes them, or the environment."""
        return cls(from_url(url, **options))  # type: ignore[call-overload]  # options differ by store

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """See Vault."""

        def copy(out: Writable) -> None:
            while chunk := source.read(CHUNK):
                out.write(chunk)

        return self.put_by(copy)

    def put_by(self, write: Callable[[Writable], None]) -> tuple[str, int]:
        """See Vault."""
        spool = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115  (kept open until it is sent)
        try:
            write(spool)
            size = spool.tell()
            spool.seek(0)
            digest = hashlib.file_digest(spool, "sha256").hexdigest()
        except BaseException:
            spool.close()
            raise
        if digest in self._staged or self.has(digest):
            spool.close()
        else:
            self._staged[digest] = spool  # type: ignore[assignment]  # typeshed: a spooled file is not quite a BinaryIO
        return digest, size

    def discard(self, digest: str) -> None:
        """See Vault."""
        spool = self._staged.pop(digest, None)
        if spool is not None:
            spool.close()

    def sync(self) -> None:
        """See Vault."""
        for digest in list(self._staged):
            spool = self._staged[digest]
            spool.seek(0)
            try:
                obstore.put(self._store, self._key(digest), spool, mode="create")
            except AlreadyExistsError:
                pass  # Somebody else put the same bytes first: the name is their hash.
            except (BaseError, OSError) as error:
                raise StorageError(f"the object store answered: {error}", where=digest[:16]) from error
            spool.close()
            del self._staged[digest]

    def open(self, digest: str) -> BinaryIO:
        """See Vault. The bytes come as a buffered stream of ranges."""
        try:
            reader = obstore.open_reader(self._store, self._key(digest), buffer_size=CHUNK)
        except FileNotFoundError:
            raise missing(digest) from None
        except BaseError as error:
            raise StorageError(f"the object store answered: {error}", where=digest[:16]) from error
        return io.BufferedReader(_Raw(reader), CHUNK)

    def has(self, digest: str) -> bool:
        """See Vault."""
        try:
            obstore.head(self._store, self._key(digest))
        except FileNotFoundError:
            return False
        return True

    def digests(self) -> Iterator[str]:
        """See Vault."""
        found = [meta["path"] for page in obstore.list(self._store, prefix=self._prefix) for meta in page]
        return iter(sorted(path.rsplit("/", 1)[-1] for path in found))

    def remove(self, digest: str) -> None:
        """See Vault."""
        if self.has(digest):
            obstore.delete(self._store, self._key(digest))

    def close(self) -> None:
        """See Vault."""
        for spool in self._staged.values():
            spool.close()
        self._staged.clear()

    def _key(self, digest: str) -> str:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise missing(digest)
        return f"{self._prefix}{digest[:2]}/{digest}"


class _Raw(io.RawIOBase):
    """obstore's reader in the clothes of a raw stream."""

    def __init__(self, reader: "obstore.ReadableFile") -> None:
        self._reader = reader

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants any writable buffer
        """Fill the buffer; 0 at the end."""
        data = bytes(self._reader.read(len(buffer)))
        buffer[: len(data)] = data
        return len(data)
