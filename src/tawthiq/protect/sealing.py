"""Every object and every body is sealed to a key of its own; what is staged here is on the disk before it is named.

The order of the one writer path: ciphertext, then envelopes, then the statement. A crash leaves at most ciphertext or an
envelope that nothing names. Plain bytes pass through memory and reach no disk.
"""

import hashlib
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO

import msgspec

from tawthiq.protect import age
from tawthiq.protect.envelope import Envelope, Inside, fresh_salt, wrap
from tawthiq.protect.envelopes import Envelopes
from tawthiq.protect.reader import Reader
from tawthiq.protect.spool import SMALL, Spool
from tawthiq.record.errors import KeyTrouble
from tawthiq.record.vault import CHUNK, Vault, Writable


class SealedObject(msgspec.Struct, frozen=True, kw_only=True):
    """An object staged: the name of its ciphertext, and what its plain bytes are."""

    stored: str
    digest: str
    size: int
    commitment: bytes


class Sealer:
    """Seals to whom `recipients` names at the moment of sealing, and opens with `reader`."""

    def __init__(self, store: Envelopes, reader: Reader, recipients: Callable[[], tuple[str, ...]]) -> None:
        self._store = store
        self.reader = reader
        self._recipients = recipients
        self._staged: dict[bytes, tuple[Envelope, ...]] = {}
        self._helper: ThreadPoolExecutor | None = None

    # Objects

    def seal_bytes(self, data: bytes, vault: Vault) -> SealedObject:
        """Stage bytes that are in memory."""
        identity = age.fresh()
        # Hashing lets go of the interpreter: it runs beside the sealing, and beside the hashing of what was sealed.
        hashing = self._side().submit(hashlib.sha256, data) if len(data) >= SIDE_BY_SIDE else None
        sealed = age.sealed(data, age.public(identity))
        stored, _ = vault.put_by(lambda out: _write(out, sealed))
        digest = (hashing.result() if hashing is not None else hashlib.sha256(data)).hexdigest()
        return self._stage(stored, identity, digest, len(data))

    def seal_stream(self, source: BinaryIO, vault: Vault) -> SealedObject:
        """Stage a stream of any length, with a chunk of it in memory."""
        identity = age.fresh()
        read = _Hashed(source)

        def write(out: Writable) -> None:
            age.seal_stream(read, out, age.public(identity))

        stored, _ = vault.put_by(write)
        return self._stage(stored, identity, read.sha.hexdigest(), read.size)

    def _stage(self, stored: str, identity: str, digest: str, size: int) -> SealedObject:
        inside = Inside(identity=identity, salt=fresh_salt(), digest=digest, size=size)
        self._keep(bytes.fromhex(stored), inside)
        found = inside.commitment
        assert found is not None
        return SealedObject(stored=stored, digest=digest, size=size, commitment=found)

    def discard(self, sealed: SealedObject, vault: Vault) -> None:
        """Let go of a staged object that is held already."""
        vault.discard(sealed.stored)
        self.drop(sealed.stored)

    def drop(self, stored: str) -> None:
        """The envelopes of a staged object are not wanted."""
        self._staged.pop(bytes.fromhex(stored), None)

    def again(self, stored: str) -> SealedObject:
        """An object that is sealed already, to be named by one more statement. Raises KeyTrouble."""
        about = bytes.fromhex(stored)
        inside = self.reader.opens(about)
        if inside.commitment is None or inside.digest is None or inside.size is None:
            raise KeyTrouble(f"the envelope of object {stored[:16]} is not one of an object")
        return SealedObject(
            stored=stored, digest=inside.digest, size=inside.size, commitment=inside.commitment
        )

    def open_object(self, stored: str, vault: Vault) -> BinaryIO:
        """The plain bytes of an object, checked against what was committed to. Raises KeyTrouble, ObjectMissing."""
        inside = self.reader.opens(bytes.fromhex(stored))
        what = f"object {stored[:16]}"
        with vault.open(stored) as stream:
            if inside.size is not None and inside.size <= SMALL:
                plain = age.unseal(stream.read(), inside.identity, what)
                opened: BinaryIO = io.BytesIO(plain)
                found = hashlib.sha256(plain).hexdigest()
            else:
                spool = Spool()
                hashed = _HashedOut(spool)
                age.unseal_stream(stream, hashed, inside.identity, what)
                opened, found = spool.reader(), hashed.sha.hexdigest()
        if found != inside.digest:
            opened.close()
            raise KeyTrouble(f"{what} is not what its envelope says", expected=f"SHA-256 {inside.digest}")
        return opened

    # Bodies

    def seal_body(self, plain: bytes) -> bytes:
        """The stored form of a body; its envelope is staged."""
        identity = age.fresh()
        stored = age.seal(plain, age.public(identity))
        self._keep(hashlib.sha256(stored).digest(), Inside(identity=identity))
        return stored

    def open_body(self, stored: bytes) -> bytes:
        """A body as it was before it was sealed. Raises KeyTrouble."""
        about = hashlib.sha256(stored).digest()
        return age.unseal(stored, self.reader.opens(about).identity, f"body {about.hex()[:16]}")

    # The writer path

    def sync(self) -> None:
        """Make the envelopes staged so far durable."""
        self._store.add(one for envelopes in self._staged.values() for one in envelopes)
        self._staged.clear()

    def forget(self) -> None:
        """What was staged is not wanted."""
        self._staged.clear()

    def close(self) -> None:
        """Let go of the helper."""
        if self._helper is not None:
            self._helper.shutdown()
            self._helper = None

    def _keep(self, about: bytes, inside: Inside) -> None:
        recipients = self._recipients()
        if not recipients:
            raise KeyTrouble("there is nobody to seal to", hint="sync with the office that founded the case")
        self._staged[about] = tuple(wrap(about, inside, dest) for dest in recipients)

    def _side(self) -> ThreadPoolExecutor:
        if self._helper is None:
            self._helper = ThreadPoolExecutor(1)
        return self._helper


SIDE_BY_SIDE = 128 << 10
"""Below so many bytes a second thread costs more than it gives."""


def _write(out: Writable, data: bytearray) -> None:
    out.write(data)


class _Hashed:
    """A stream that is hashed as it is read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.sha = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size if size >= 0 else CHUNK)
        self.sha.update(data)
        self.size += len(data)
        return data


class _HashedOut:
    """A spool that is hashed as it is written."""

    def __init__(self, out: Spool) -> None:
        self._out = out
        self.sha = hashlib.sha256()

    def write(self, data: Any) -> int:
        self.sha.update(data)
        return self._out.write(bytes(data))

    def flush(self) -> None:
        """Nothing waits."""
