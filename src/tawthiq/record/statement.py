"""A statement is one signed sentence of the record; its exact bytes are kept, and its id is their SHA-256.

Signed is a canonical CBOR map with the keys below; nothing in it names a person, a place or a file. What it says stands
in the body, apart from it and bound by its digest, so that a body can be sealed, or destroyed, while the log still
verifies. A body opens with 16 random bytes, so that its digest confirms no guess.

    0 "tawthiq/1"   1 author (32 bytes)   2 seq (from 0)   3 previous id or null   4 time (s, device clock)
    5 kind          6 refs (ids and digests, 32 bytes each)   7 SHA-256 of the body   8 body form (0 plain, 1 sealed)
"""

import hashlib
import os
from typing import Any

import msgspec

from tawthiq.record import canonical
from tawthiq.record.errors import BadSignature, NotCanonical
from tawthiq.record.keys import DeviceKey, signed_by

FORMAT = "tawthiq/1"
PLAIN, SEALED = 0, 1
_KEYS = tuple(range(9))
_LIMIT = 1 << 63


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed statement beside its exact bytes. `id`, `author` and digests are raw bytes."""

    id: bytes
    author: bytes
    seq: int
    previous: bytes | None
    time: int
    kind: str
    refs: tuple[bytes, ...]
    body_digest: bytes
    body_form: int
    signed: bytes
    signature: bytes

    @property
    def entry(self) -> bytes:
        """What the log stores and its Merkle tree hashes: signature, then signed bytes."""
        return self.signature + self.signed


def make(
    key: DeviceKey,
    *,
    seq: int,
    previous: bytes | None,
    time: int,
    kind: str,
    body: bytes,
    refs: tuple[bytes, ...] = (),
    body_form: int = PLAIN,
) -> Statement:
    """Sign a new statement. `body` is what `pack` made."""
    signed = canonical.encode(
        {
            0: FORMAT,
            1: key.author,
            2: seq,
            3: previous,
            4: time,
            5: kind,
            6: list(refs),
            7: hashlib.sha256(body).digest(),
            8: body_form,
        }
    )
    return parse(key.sign(signed) + signed)


def parse(entry: bytes) -> Statement:
    """Read an entry of the log. Raises NotCanonical if its shape is wrong; the signature is not checked here."""
    signature, signed = entry[:64], entry[64:]
    value = canonical.decode_ordered(signed)
    if type(value) is not dict or tuple(value) != _KEYS or value[0] != FORMAT:
        raise NotCanonical("a map that is not a statement", expected=f"keys 0 to 8, the first '{FORMAT}'")
    author, seq, previous, time, kind, refs, digest, form = list(value.values())[1:]
    # Types to the letter: True is an int to isinstance, and would be a second encoding of 1.
    sound = (
        _is_digest(author)
        and type(seq) is int
        and 0 <= seq < _LIMIT
        and (_is_digest(previous) if seq else previous is None)
        and type(time) is int
        and -_LIMIT <= time < _LIMIT
        and type(kind) is str
        and type(refs) is list
        and all(map(_is_digest, refs))
        and _is_digest(digest)
        and type(form) is int
        and form in (PLAIN, SEALED)
    )
    if not sound:
        raise NotCanonical("a statement with a part of the wrong type", expected="the map of docs/format.md")
    return Statement(
        id=hashlib.sha256(signed).digest(),
        author=author,
        seq=seq,
        previous=previous,
        time=time,
        kind=kind,
        refs=tuple(refs),
        body_digest=digest,
        body_form=form,
        signed=signed,
        signature=signature,
    )


def check_signature(statement: Statement) -> None:
    """Raise BadSignature unless the author's key signed exactly these bytes."""
    if not signed_by(statement.author, statement.signed, statement.signature):
        raise BadSignature(f"statement {statement.id.hex()[:12]} is not signed by its author")


def pack(content: Any) -> bytes:
    """A plain body: salt, then the content of a frozen value or builtin (no floats; see `canonical`)."""
    return canonical.encode([os.urandom(16), msgspec.to_builtins(content)])


def unpack(body: bytes) -> Any:
    """The content of a plain body, as builtins. Raises NotCanonical."""
    value = canonical.decode(body)
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[0], bytes):
        raise NotCanonical("a body of the wrong shape", expected="[salt, content]")
    return value[1]


def _is_digest(value: object) -> bool:
    return type(value) is bytes and len(value) == 32
