"""A Bitcoin block header is 80 bytes that anyone may store and check: its work is in its own hash.

Root and time are believed only where the header's hash meets the target it names, and that target is not easier than the
easiest the network ever had. Whether it is *the* block of its height is seen by its hash, which every copy of the chain
shows; the height itself stands nowhere in the 80 bytes.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import msgspec

from tawthiq.record.errors import UnreadableInput

SIZE = 80
EASIEST = 0xFFFF << 208
"""The greatest target of the main network (nBits 0x1d00ffff)."""
_HEIGHT = re.compile(r"(?<!\d)(\d{1,8})(?!\d)")


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """One header. `root` is in the order of the bytes, `name` as block explorers print the block's hash."""

    raw: bytes
    root: bytes
    at: datetime
    target: int
    name: str

    @property
    def works(self) -> bool:
        """Whether its hash meets the target that it names."""
        return self.target > 0 and int(self.name, 16) <= self.target


def read_header(raw: bytes) -> Header:
    """80 bytes, or their 160 hex digits. Raises UnreadableInput."""
    if len(raw) != SIZE:
        try:
            raw = bytes.fromhex(raw.decode("ascii"))
        except (UnicodeDecodeError, ValueError):
            raw = b""
    if len(raw) != SIZE:
        raise UnreadableInput("no block header", expected="80 bytes, or 160 hex digits")
    bits = int.from_bytes(raw[72:76], "little")
    shift, mantissa = bits >> 24, bits & 0x7FFFFF
    target = (
        0 if bits & 0x800000 else mantissa << 8 * (shift - 3) if shift >= 3 else mantissa >> 8 * (3 - shift)
    )
    return Header(
        raw=raw,
        root=raw[36:68],
        at=datetime.fromtimestamp(int.from_bytes(raw[68:72], "little"), UTC),
        target=target,
        name=hashlib.sha256(hashlib.sha256(raw).digest()).digest()[::-1].hex(),
    )


def by_height(files: Iterable[tuple[str, bytes]]) -> Mapping[int | None, tuple[Header, ...]]:
    """Headers from (file name, bytes): under the height that the name gives, or under None where it gives none."""
    found: dict[int | None, list[Header]] = {}
    for name, raw in files:
        heights = _HEIGHT.findall(name)
        height = int(heights[-1]) if heights else None
        found.setdefault(height, []).append(read_header(raw))
    return {height: tuple(headers) for height, headers in found.items()}
