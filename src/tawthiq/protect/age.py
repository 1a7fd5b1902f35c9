"""Sealing is age (age-encryption.org/v1) and nothing of our own: whoever holds an identity opens its files with any age tool.

Keys are made and files opened by the library; files are written by `age_file`, which says why.
Identities and recipients are the texts that age itself uses. Whatever goes wrong is a KeyTrouble that says which of the
two it is: a key that does not fit, or a file that is not whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import BinaryIO, Protocol

import pyrage  # type: ignore[import-untyped]  # a compiled module without stubs
from nacl.bindings import crypto_scalarmult

from tawthiq.protect import age_file
from tawthiq.record.errors import KeyTrouble
from tawthiq.record.vault import Writable

HEAD = b"age-encryption.org/v1\n"
_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class Readable(Protocol):
    """What gives bytes in pieces."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most so many; none at the end."""


def fresh() -> str:
    """A new X25519 identity: a line that begins with AGE-SECRET-KEY-1."""
    return str(pyrage.x25519.Identity.generate())


def public(identity: str) -> str:
    """The recipient of an identity: age1 and so on. Raises KeyTrouble."""
    return str(_identity(identity).to_public())


def recipient(text: str) -> str:
    """The same text if it may be sealed to. Raises KeyTrouble for what is malformed or of small order.

    A file sealed to a point of small order is open to everybody, so such a recipient must never be enrolled.
    """
    try:
        pyrage.x25519.Recipient.from_str(text)
        crypto_scalarmult(b"\x40" * 32, _point(text))
    except (pyrage.RecipientError, ValueError, RuntimeError) as error:
        raise KeyTrouble(
            f"recipient {text[:16]!r}…", expected="an age recipient of the prime-order group"
        ) from error
    except Exception as error:
        # libsodium refuses a shared secret of zeros with an error class of its own binding.
        raise KeyTrouble(f"recipient {text[:16]!r}… of small order", expected="an age recipient") from error
    return text


def seal(data: bytes, *recipients: str) -> bytes:
    """The age file of `data` that any of the recipients can open. Raises KeyTrouble for a recipient that is none."""
    return bytes(sealed(data, *recipients))


def sealed(data: bytes, *recipients: str) -> bytearray:
    """As `seal`, without a copy of what may be large."""
    with _sealing():
        return age_file.encrypt(data, *map(_checked, recipients))


def unseal(sealed: bytes, identity: str, what: str = "a sealed file") -> bytes:
    """The plain bytes. Raises KeyTrouble if the identity does not fit or the file is not whole."""
    try:
        plain: bytes = pyrage.decrypt(sealed, [_identity(identity)])
    except pyrage.DecryptError as error:
        raise _trouble(error, what) from error
    return plain


def seal_stream(source: Readable, out: Writable, *recipients: str) -> None:
    """As `seal`, with no more in memory than two chunks of 64 KiB."""
    with _sealing():
        age_file.encrypt_stream(source.read, out.write, *map(_checked, recipients))


def unseal_stream(source: BinaryIO, out: Writable, identity: str, what: str = "a sealed file") -> None:
    """As `unseal`, with no more in memory than a chunk of 64 KiB; what was written before an error is to be thrown away."""
    try:
        pyrage.decrypt_io(source, out, [_identity(identity)])
    except (pyrage.DecryptError, ValueError) as error:
        raise _trouble(error, what) from error


@contextmanager
def _sealing() -> Iterator[None]:
    try:
        yield
    except (pyrage.RecipientError, age_file.Unsealable) as error:
        raise KeyTrouble(f"a recipient that cannot be sealed to ({error})") from error


@lru_cache(64)
def _checked(text: str) -> bytes:
    """The point of a recipient whose checksum holds."""
    pyrage.x25519.Recipient.from_str(text)
    return _point(text)


def _identity(text: str) -> "pyrage.x25519.Identity":
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise KeyTrouble("a malformed identity", expected="a line AGE-SECRET-KEY-1…") from error


def _trouble(error: Exception, what: str) -> KeyTrouble:
    said = str(error)
    if "No matching keys" in said:
        return KeyTrouble(
            f"{what} is sealed to other keys",
            expected="the key of its generation",
            hint="`tawthiq team` says who reads what",
        )
    return KeyTrouble(
        f"{what} is not whole ({said})",
        hint="bring it back from another copy with `tawthiq sync` or `repair`",
    )


def secret_of(identity: str) -> bytes:
    """The 32 bytes of an identity."""
    public(identity)
    return _bytes(identity.lower().removeprefix("age-secret-key-1"))


def identity_of(secret: bytes) -> str:
    """The identity of 32 bytes (BIP 173, as age writes it)."""
    bits = "".join(f"{one:08b}" for one in secret) + "0000"
    values = [int(bits[at : at + 5], 2) for at in range(0, 260, 5)]
    prefix = "age-secret-key-"
    check = 1
    for value in [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *values, *bytes(6)]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    tail = [(check ^ 1) >> 5 * (5 - n) & 31 for n in range(6)]
    return f"{prefix}1{''.join(_CHARSET[one] for one in values + tail)}".upper()


_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _point(text: str) -> bytes:
    """The 32 bytes of a recipient; its checksum has been looked at."""
    return _bytes(text[4:])


def _bytes(data: str) -> bytes:
    """The bytes of the part after the prefix (BIP 173), checksum and all."""
    bits = value = 0
    out = bytearray()
    for letter in data[:-6]:
        value = (value << 5) | _CHARSET.index(letter)
        bits += 5
        if bits >= 8:
            bits -= 8
            out.append((value >> bits) & 0xFF)
    return bytes(out)
