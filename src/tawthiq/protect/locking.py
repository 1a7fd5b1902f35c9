"""Keys lie behind a passphrase: Argon2id (RFC 9106) makes a key of it, and XSalsa20-Poly1305 locks the file with that.

    tawthiq locked 1
    argon2id OPS MEMORY SALT       bytes of memory, 16 bytes of salt in base64
    BOX                            24 bytes of nonce, then the locked bytes, in base64

One derived key locks all files of a device, so that a passphrase is asked for and worked on once.
"""

import base64
import binascii
import os

import msgspec
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from tawthiq.record.errors import KeyTrouble

HEADER = "tawthiq locked 1"
OPS, MEMORY = 3, 128 << 20
MOST_MEMORY = 2 << 30
"""A file that asks for more was not written by us, and would only exhaust the machine."""


class Lock(msgspec.Struct, frozen=True):
    """A derived key, and what it was derived with."""

    key: bytes
    salt: bytes
    ops: int
    memory: int

    @classmethod
    def fresh(cls, passphrase: str) -> "Lock":
        """A new lock. Raises KeyTrouble for an empty passphrase."""
        if not passphrase:
            raise KeyTrouble(
                "an empty passphrase", expected="some words that you can remember and nobody guesses"
            )
        salt = os.urandom(argon2id.SALTBYTES)
        return cls(_derive(passphrase, salt, OPS, MEMORY), salt, OPS, MEMORY)

    @classmethod
    def of(cls, text: str, passphrase: str, where: str = "") -> "Lock":
        """The lock of a locked file. Raises KeyTrouble if the file is malformed or the passphrase is wrong."""
        ops, memory, salt, _ = _parts(text, where)
        lock = cls(_derive(passphrase, salt, ops, memory), salt, ops, memory)
        lock.unlock(text, where)
        return lock

    def lock(self, plain: str) -> str:
        """The locked file of a text."""
        box = bytes(SecretBox(self.key).encrypt(plain.encode()))
        salt = base64.b64encode(self.salt).decode()
        return f"{HEADER}\nargon2id {self.ops} {self.memory} {salt}\n{base64.b64encode(box).decode()}\n"

    def unlock(self, text: str, where: str = "") -> str:
        """The text of a locked file. Raises KeyTrouble."""
        box = _parts(text, where)[3]
        try:
            return SecretBox(self.key).decrypt(box).decode()
        except (CryptoError, ValueError) as error:
            raise KeyTrouble(
                "the passphrase does not open this key",
                where=where,
                hint="try again; if it is lost, `tawthiq recover` needs three of the five sheets",
            ) from error


def is_locked(text: str) -> bool:
    """Whether a key file wants a passphrase."""
    return text.startswith(HEADER)


def _derive(passphrase: str, salt: bytes, ops: int, memory: int) -> bytes:
    return argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, opslimit=ops, memlimit=memory)


def _parts(text: str, where: str) -> tuple[int, int, bytes, bytes]:
    try:
        header, middle, box = text.split("\n")[:3]
        name, ops, memory, salt = middle.split(" ")
        parts = (
            int(ops),
            int(memory),
            base64.b64decode(salt, validate=True),
            base64.b64decode(box, validate=True),
        )
        if (header, name) != (HEADER, "argon2id") or len(parts[2]) != argon2id.SALTBYTES:
            raise ValueError(header)
        if not (1 <= parts[0] <= 100 and 8192 <= parts[1] <= MOST_MEMORY):
            raise ValueError(middle)
    except (ValueError, binascii.Error) as error:
        raise KeyTrouble("a malformed locked key file", expected=f"'{HEADER}'", where=where) from error
    return parts
