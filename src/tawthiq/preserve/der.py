"""As much DER as a time stamp needs: take it apart, put it together again, never guess at a length.

Only what no signature covers is ever rebuilt (ITU-T X.690 for the encoding, RFC 5652 and RFC 3161 for the shapes).
"""

from collections.abc import Iterable

import msgspec

SEQUENCE, SET, OID, INTEGER, OCTETS = 0x30, 0x31, 0x06, 0x02, 0x04
CERTIFICATES = 0xA0
MOST = 4 << 20
"""Bytes of one answer; those of real authorities take 1 to 8 kB."""


class NotDer(ValueError):
    """Bytes that are not the DER they should be."""


class Element(msgspec.Struct, frozen=True):
    """One element: its tag, its content, and its whole encoding as it stood."""

    tag: int
    content: bytes
    raw: bytes


def elements(data: bytes) -> list[Element]:
    """Everything in `data`, one level deep. Raises NotDer."""
    found: list[Element] = []
    at = 0
    while at < len(data):
        head, length = _head(data, at)
        end = head + length
        if end > len(data):
            raise NotDer(f"an element of {length} bytes where {len(data) - head} are left")
        found.append(Element(data[at], data[head:end], data[at:end]))
        at = end
    return found


def only(data: bytes, tag: int) -> list[Element]:
    """What is inside the one element of this tag that `data` must be. Raises NotDer."""
    found = elements(data)
    if len(found) != 1 or found[0].tag != tag:
        raise NotDer(f"expected one element with tag {tag:#04x}")
    return elements(found[0].content)


def build(tag: int, parts: Iterable[bytes]) -> bytes:
    """An element around whole encodings."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _head(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of the element at `at` begins, and its length."""
    if at + 2 > len(data):
        raise NotDer("an element that is cut")
    if data[at] & 0x1F == 0x1F:
        raise NotDer("a tag of several bytes")
    first = data[at + 1]
    if first < 0x80:
        return at + 2, first
    count = first & 0x7F
    if not 1 <= count <= 4 or at + 2 + count > len(data):
        raise NotDer("a length that is not DER")
    length = int.from_bytes(data[at + 2 : at + 2 + count], "big")
    if length < 0x80 or data[at + 2] == 0:
        raise NotDer("a length that is not the shortest")
    return at + 2 + count, length
