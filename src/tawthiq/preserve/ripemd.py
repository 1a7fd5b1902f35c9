"""RIPEMD-160, from OpenSSL where it still offers it, else in plain Python from the authors' description (Dobbertin et al., 1996)."""

import hashlib

_MASK = 0xFFFFFFFF
_LEFT_ORDER = (
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
    3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
    1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
    4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
)  # fmt: skip
_RIGHT_ORDER = (
    5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
    6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
    15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
    8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
    12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
)  # fmt: skip
_LEFT_TURN = (
    11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
    7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
    11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
    11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
    9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
)  # fmt: skip
_RIGHT_TURN = (
    8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
    9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
    9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
    15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
    8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
)  # fmt: skip
_LEFT_ADD = (0x00000000, 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xA953FD4E)
_RIGHT_ADD = (0x50A28BE6, 0x5C4DD124, 0x6D703EF3, 0x7A6D76E9, 0x00000000)


def ripemd160(message: bytes) -> bytes:
    """The 20-byte digest."""
    try:
        return hashlib.new("ripemd160", message, usedforsecurity=False).digest()
    except ValueError:
        return plain_ripemd160(message)


def _mix(number: int, x: int, y: int, z: int) -> int:
    match number:
        case 0:
            return x ^ y ^ z
        case 1:
            return (x & y) | (~x & z)
        case 2:
            return (x | ~y) ^ z
        case 3:
            return (x & z) | (y & ~z)
    return x ^ (y | ~z)


def _turn(value: int, by: int) -> int:
    value &= _MASK
    return (value << by | value >> (32 - by)) & _MASK


def _line(
    state: list[int],
    words: list[int],
    order: tuple[int, ...],
    turns: tuple[int, ...],
    adds: tuple[int, ...],
    *,
    back: bool,
) -> list[int]:
    a, b, c, d, e = state
    for j in range(80):
        number = 4 - j // 16 if back else j // 16
        t = _turn(a + _mix(number, b, c, d) + words[order[j]] + adds[j // 16], turns[j]) + e
        a, e, d, c, b = e, d, _turn(c, 10), b, t & _MASK
    return [a, b, c, d, e]


def plain_ripemd160(message: bytes) -> bytes:
    """The same without OpenSSL."""
    state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0]
    padded = message + b"\x80" + bytes((55 - len(message)) % 64) + (8 * len(message)).to_bytes(8, "little")
    for start in range(0, len(padded), 64):
        words = [int.from_bytes(padded[start + 4 * i : start + 4 * i + 4], "little") for i in range(16)]
        left = _line(state, words, _LEFT_ORDER, _LEFT_TURN, _LEFT_ADD, back=False)
        right = _line(state, words, _RIGHT_ORDER, _RIGHT_TURN, _RIGHT_ADD, back=True)
        state = [(state[(i + 1) % 5] + left[(i + 2) % 5] + right[(i + 3) % 5]) & _MASK for i in range(5)]
    return b"".join(one.to_bytes(4, "little") for one in state)
