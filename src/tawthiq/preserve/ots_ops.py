"""The operations of an OpenTimestamps proof, each a function from bytes to bytes with the limits of the format.

SHA-1, SHA-256, RIPEMD-160, Keccak-256, append, prepend, reverse, hexlify; what another implementation would refuse is
refused here: results over 4096 bytes, an operand that is empty or longer, and reversing nothing.
"""

import hashlib
from collections.abc import Callable

import msgspec

from tawthiq.preserve.keccak import keccak256
from tawthiq.preserve.ripemd import ripemd160
from tawthiq.record.errors import UnreadableInput

LONGEST = 4096
"""Bytes of a message, of a result and of an operand (python-opentimestamps, core/op.py)."""
SHA1, RIPEMD160, SHA256, KECCAK256 = 0x02, 0x03, 0x08, 0x67
APPEND, PREPEND, REVERSE, HEXLIFY = 0xF0, 0xF1, 0xF2, 0xF3
WITH_OPERAND = frozenset({APPEND, PREPEND})

_HASHES: dict[int, tuple[str, int, Callable[[bytes], bytes]]] = {
    SHA1: ("sha1", 20, lambda message: hashlib.sha1(message, usedforsecurity=False).digest()),
    RIPEMD160: ("ripemd160", 20, ripemd160),
    SHA256: ("sha256", 32, lambda message: hashlib.sha256(message).digest()),
    KECCAK256: ("keccak256", 32, keccak256),
}
_NAMES = {APPEND: "append", PREPEND: "prepend", REVERSE: "reverse", HEXLIFY: "hexlify"} | {
    tag: name for tag, (name, _, _) in _HASHES.items()
}


class Op(msgspec.Struct, frozen=True):
    """One operation: its tag, and the operand of `append` and `prepend`."""

    tag: int
    operand: bytes = b""

    @property
    def name(self) -> str:
        """What it is called."""
        return _NAMES[self.tag]


def known(tag: int) -> bool:
    """Whether this tag is an operation."""
    return tag in _NAMES


def hash_name(tag: int) -> str | None:
    """The name of a hash operation, or None for any other tag."""
    return _HASHES[tag][0] if tag in _HASHES else None


def hash_size(tag: int) -> int:
    """The length of a hash operation's result."""
    return _HASHES[tag][1]


def apply(op: Op, message: bytes) -> bytes:
    """The result of an operation. Raises UnreadableInput where the format forbids it."""
    if len(message) > LONGEST:
        raise UnreadableInput(f"{op.name} of {len(message)} bytes", expected=f"at most {LONGEST}")
    match op.tag:
        case 0xF0:
            result = message + op.operand
        case 0xF1:
            result = op.operand + message
        case 0xF2:
            if not message:
                raise UnreadableInput("it reverses an empty message")
            result = message[::-1]
        case 0xF3:
            if not message:
                raise UnreadableInput("it spells out an empty message")
            result = message.hex().encode()
        case _:
            result = _HASHES[op.tag][2](message)
    if len(result) > LONGEST:
        raise UnreadableInput(f"a result of {len(result)} bytes", expected=f"at most {LONGEST}")
    return result


def digest_of(tag: int, data: bytes) -> bytes:
    """The digest of a whole file under a hash operation."""
    return _HASHES[tag][2](data)
