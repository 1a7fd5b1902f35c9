"""Members are stored, never packed, one after the other, with true local headers: what our own strict reader asks for.

A member's size and checksum are put into its header once its bytes are there, so no data descriptor is needed. Only a
member that may pass 4 GiB has ZIP64 fields, and then in both headers: a browser's reader that sees none in the directory
takes for granted that there is none before the bytes either. PKWARE APPNOTE 6.3.
"""

import struct
from typing import BinaryIO, NamedTuple

from isal.isal_zlib import crc32

from tawthiq.preserve.zip_layout import STORED

_VERSION, _UTF8 = 45, 0x800
_FULL = 0xFFFFFFFF
_DATE = (
    1 << 5
) | 1  # 1980-01-01, the earliest: the time of a member says nothing that the manifest does not say better


class _Written(NamedTuple):
    name: bytes
    at: int
    size: int
    crc: int
    wide: bool


class ZipWriter:
    """Writes a ZIP into an empty seekable file."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._done: list[_Written] = []
        self._name = b""
        self._at = self._size = self._crc = 0
        self._wide = False

    def begin(self, name: str, most: int) -> None:
        """Start a member of at most so many bytes."""
        self._name, self._at, self._size, self._crc = name.encode(), self._out.tell(), 0, 0
        self._wide = most >= _FULL
        self._out.write(self._local(0, 0))

    def write(self, data: bytes | memoryview) -> None:
        """Add bytes to the member begun."""
        self._out.write(data)
        self._size += len(data)
        self._crc = crc32(data, self._crc)

    def end(self) -> int:
        """Finish the member; its size."""
        if self._size >= _FULL and not self._wide:
            raise ValueError(f"{self._size} bytes, more than were announced")
        after = self._out.tell()
        self._out.seek(self._at)
        self._out.write(self._local(self._size, self._crc))
        self._out.seek(after)
        self._done.append(_Written(self._name, self._at, self._size, self._crc, self._wide))
        return self._size

    def abandon(self) -> None:
        """Take back the member begun."""
        self._out.seek(self._at)
        self._out.truncate()

    def add(self, name: str, data: bytes) -> None:
        """A whole member."""
        self.begin(name, len(data))
        self.write(data)
        self.end()

    def close(self) -> None:
        """Write the directory. Nothing can be added any more."""
        start = self._out.tell()
        for one in self._done:
            self._out.write(_central(one))
        stop = self._out.tell()
        count, size = len(self._done), stop - start
        if count >= 0xFFFF or size >= _FULL or start >= _FULL:
            record = struct.pack(
                "<4sQ2H2L4Q", b"PK\x06\x06", 44, _VERSION, _VERSION, 0, 0, count, count, size, start
            )
            self._out.write(record + struct.pack("<4sLQL", b"PK\x06\x07", 0, stop, 1))
            count, size, start = 0xFFFF, _FULL, _FULL
        self._out.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, start, 0))

    def _local(self, size: int, crc: int) -> bytes:
        extra = struct.pack("<2H2Q", 1, 16, size, size) if self._wide else b""
        told = _FULL if self._wide else size
        head = struct.pack(
            "<4s5H3L2H",
            b"PK\x03\x04",
            _VERSION,
            _UTF8,
            STORED,
            0,
            _DATE,
            crc,
            told,
            told,
            len(self._name),
            len(extra),
        )
        return head + self._name + extra


def _central(one: _Written) -> bytes:
    far = one.at >= _FULL
    body = (struct.pack("<2Q", one.size, one.size) if one.wide else b"") + (
        struct.pack("<Q", one.at) if far else b""
    )
    extra = struct.pack("<2H", 1, len(body)) + body if body else b""
    size = _FULL if one.wide else one.size
    head = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", (3 << 8) | _VERSION, _VERSION, _UTF8, STORED, 0, _DATE, one.crc, size, size,
        len(one.name), len(extra), 0, 0, 0, 0o100644 << 16, _FULL if far else one.at,
    )  # fmt: skip
    return head + one.name + extra
