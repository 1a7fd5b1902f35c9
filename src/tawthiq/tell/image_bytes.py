"""What the first bytes of a picture tell without decoding it: format, size in pixels, and whether it says more than it shows."""

import struct
from collections.abc import Iterator

_MAGIC = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))


def kind(data: bytes) -> str | None:
    """png, jpg, gif, webp, or None for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((name for magic, name in _MAGIC if data.startswith(magic)), None)


def size(data: bytes, name: str) -> tuple[int | None, int | None]:
    """Width and height, where the head tells them plainly."""
    if name == "png" and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    if name == "gif" and len(data) >= 10:
        return struct.unpack("<HH", data[6:10])
    return _jpeg_size(data) if name == "jpg" else (None, None)


def tells_more(data: bytes, name: str) -> bool:
    """It carries EXIF or XMP. Whole marks are looked for anywhere outside a JPEG, since a false alarm costs only a clean copy."""
    if name == "jpg":
        return any(data[at + 1] == 0xE1 for at in _segments(data))
    return (
        b"eXIf" in data
        or b"EXIF" in data
        or b"XML:com.adobe.xmp" in data
        or b"XMP " in data
        or b"XMP Data" in data
    )


def _jpeg_size(data: bytes) -> tuple[int | None, int | None]:
    """From the first start-of-frame segment (ITU-T T.81, B.2.2)."""
    for at in _segments(data):
        if data[at + 1] in {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC} and at + 9 <= len(data):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
    return None, None


def _segments(data: bytes) -> Iterator[int]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        yield at
        at += 2 + max(2, struct.unpack(">H", data[at + 2 : at + 4])[0])
