"""Writes age files (age-encryption.org/v1, C2SP age.md: "Header", "X25519 recipient stanza", "Payload") through OpenSSL.

The format is age's and nothing of our own; only the writing is, since the library's costs four times as much a byte. What
is written here is opened by `pyrage` everywhere in this program, so no file leaves that the library would refuse.
"""

import hashlib
import hmac
import os
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305


class Unsealable(ValueError):
    """No recipient, or one whose point is of small order: the file would be nobody's or everybody's."""


CHUNK = 64 << 10
"""Plain bytes of one sealed chunk ("Payload")."""
TAG = 16
VERSION = b"age-encryption.org/v1"


def encrypt(data: bytes, *points: bytes) -> bytearray:
    """The age file of `data` that the holder of any of the X25519 points (32 bytes each) can open.

    Raises Unsealable.
    """
    head, payload = _head(points)
    chunks = max(1, -(-len(data) // CHUNK))
    out = bytearray(len(head) + len(data) + chunks * TAG)
    out[: len(head)] = head
    plain, room, at = memoryview(data), memoryview(out), len(head)
    for number in range(chunks):
        piece = plain[number * CHUNK : (number + 1) * CHUNK]
        end = at + len(piece) + TAG
        payload.encrypt_into(_nonce(number, last=number + 1 == chunks), piece, None, room[at:end])
        at = end
    return out


def encrypt_stream(
    read: Callable[[int], bytes], write: Callable[[memoryview], object], *points: bytes
) -> None:
    """As `encrypt` for bytes that are read as they come, with two chunks of them in memory. What `read` raises goes through."""
    head, payload = _head(points)
    write(memoryview(head))
    room = memoryview(bytearray(CHUNK + TAG))
    number, piece = 0, _whole(read)
    while True:
        # An empty chunk may only be the whole payload, so the last is known by nothing following it.
        after = _whole(read) if len(piece) == CHUNK else b""
        end = len(piece) + TAG
        payload.encrypt_into(_nonce(number, last=not after), piece, None, room[:end])
        write(room[:end])
        if not after:
            return
        number, piece = number + 1, after


def _whole(read: Callable[[int], bytes]) -> bytes:
    """A chunk, short only at the end."""
    piece = read(CHUNK)
    if len(piece) == CHUNK or not piece:
        return piece
    parts = [piece]
    missing = CHUNK - len(piece)
    while missing and (piece := read(missing)):
        parts.append(piece)
        missing -= len(piece)
    return b"".join(parts)


def _head(points: tuple[bytes, ...]) -> tuple[bytes, ChaCha20Poly1305]:
    """Header and nonce as they are written, and the cipher of the payload."""
    if not points:
        raise Unsealable("no recipients")
    key = os.urandom(16)
    head = b"%s\n%s---" % (VERSION, b"".join(_stanza(key, point) for point in points))
    mac = hmac.digest(_derived(key, b"", b"header"), head, "sha256")
    nonce = os.urandom(16)
    return b"%s %s\n%s" % (head, _text(mac), nonce), ChaCha20Poly1305(_derived(key, nonce, b"payload"))


def _stanza(key: bytes, point: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    try:
        shared = once.exchange(_public(point))
    except ValueError as error:
        raise Unsealable(str(error)) from error
    wrapping = ChaCha20Poly1305(_derived(shared, share + point, VERSION + b"/X25519"))
    return b"-> X25519 %s\n%s\n" % (_text(share), _text(wrapping.encrypt(bytes(12), key, None)))


@lru_cache(64)
def _public(point: bytes) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(point)


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 of 32 bytes (RFC 5869, 2.2 and 2.3)."""
    extracted = hmac.digest(salt or bytes(hashlib.sha256().digest_size), secret, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def _text(data: bytes) -> bytes:
    """Base64 without padding, as age writes it."""
    return b64encode(data).rstrip(b"=")


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
