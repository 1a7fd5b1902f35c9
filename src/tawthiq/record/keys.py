"""One Ed25519 key per device installation, never per person, never restored from a backup (RFC 8032, through PyNaCl).

A public key of small order is refused, because one fixed signature under it fits any message: PyNaCl refuses it when
verifying, and `author` refuses it already at enrolment.
"""

import base64
import os
from pathlib import Path

from nacl.bindings import (
    crypto_core_ed25519_is_valid_point,
    crypto_sign_BYTES,
    crypto_sign_open,
    crypto_sign_PUBLICKEYBYTES,
)
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from tawthiq.record.errors import KeyTrouble

HEADER = "tawthiq device key 1"


class DeviceKey:
    """A signing key in memory. Its `author` is the 32-byte public key."""

    def __init__(self, seed: bytes) -> None:
        self._key = SigningKey(seed)
        self.author = bytes(self._key.verify_key)

    @classmethod
    def fresh(cls) -> "DeviceKey":
        """A new key from the operating system's random source."""
        return cls(os.urandom(32))

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature of `message`."""
        return self._key.sign(message).signature

    @property
    def text(self) -> str:
        """The key as a file holds it."""
        return f"{HEADER}\n{base64.b64encode(bytes(self._key)).decode()}\n"

    def write(self, path: Path) -> None:
        """Write the seed to a new file that only its owner may read. Raises KeyTrouble if the file exists."""
        write_key(path, self.text)

    @classmethod
    def read(cls, path: Path) -> "DeviceKey":
        """The key in `path`. Raises KeyTrouble if it is missing or malformed."""
        try:
            return cls.parse(path.read_text(encoding="ascii"), str(path))
        except FileNotFoundError as error:
            raise KeyTrouble(
                "this device's key is not there",
                where=str(path),
                hint="the case can be read and verified, but not written from here",
            ) from error
        except (UnicodeDecodeError, OSError) as error:
            raise KeyTrouble(f"a key file that cannot be read ({error})", where=str(path)) from error

    @classmethod
    def parse(cls, text: str, where: str = "") -> "DeviceKey":
        """The key that a file holds. Raises KeyTrouble if it is malformed."""
        try:
            header, seed = text.splitlines()[:2]
            if header != HEADER:
                raise ValueError(header)
            return cls(base64.b64decode(seed, validate=True))
        except (ValueError, TypeError) as error:
            raise KeyTrouble(
                "a malformed key file", expected=f"'{HEADER}' and 32 bytes", where=where
            ) from error


def author(public: bytes) -> bytes:
    """The same 32 bytes if they may be enrolled. Raises KeyTrouble for a malformed or small-order key."""
    if len(public) != 32 or not crypto_core_ed25519_is_valid_point(public):
        raise KeyTrouble(f"public key {public.hex()[:16]}…", expected="a point of the prime-order group")
    return public


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of `public` signed exactly `message`."""
    if len(public) != crypto_sign_PUBLICKEYBYTES or len(signature) != crypto_sign_BYTES:
        return False
    try:
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        return False
    return True


def write_key(path: Path, text: str) -> None:
    """Write a new file that only its owner may read, durable on return. Raises KeyTrouble if the file exists."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyTrouble(
            "a key is already there", where=str(path), hint="a key is never overwritten"
        ) from error
    with os.fdopen(handle, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
