"""Keccak-256 with the padding of the first submission (0x01), as Ethereum and OpenTimestamps use it; not SHA3-256 (0x06).

Written from the Keccak reference (keccak.team, version 3.0). Proofs hold a few short messages, so plain Python will do.
"""

_MASK = (1 << 64) - 1
_RATE = 136


def _constants() -> list[int]:
    """The round constants, from the linear feedback shift register x^8 + x^6 + x^5 + x^4 + 1."""
    found, register = [], 1
    for _ in range(24):
        value = 0
        for j in range(7):
            if register & 1:
                value |= 1 << ((1 << j) - 1)
            register = register << 1 ^ (0x171 if register & 0x80 else 0)
        found.append(value)
    return found


_ROUNDS = _constants()


def _rotate(value: int, by: int) -> int:
    return (value << by | value >> (64 - by)) & _MASK if by else value


def _permute(lanes: list[list[int]]) -> list[list[int]]:
    for constant in _ROUNDS:
        parity = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
        for x in range(5):
            change = parity[(x - 1) % 5] ^ _rotate(parity[(x + 1) % 5], 1)
            for y in range(5):
                lanes[x][y] ^= change
        x, y, current = 1, 0, lanes[1][0]
        for t in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], _rotate(current, (t + 1) * (t + 2) // 2 % 64)
        for y in range(5):
            row = [lanes[x][y] for x in range(5)]
            for x in range(5):
                lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5])
        lanes[0][0] ^= constant
    return lanes


def keccak256(message: bytes) -> bytes:
    """The 32-byte digest."""
    padded = bytearray(message)
    padded.append(0x01)
    padded += bytes(-len(padded) % _RATE)
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), _RATE):
        for i in range(_RATE // 8):
            x, y = i % 5, i // 5
            lanes[x][y] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        lanes = _permute(lanes)
    return b"".join(lanes[i % 5][i // 5].to_bytes(8, "little") for i in range(4))
