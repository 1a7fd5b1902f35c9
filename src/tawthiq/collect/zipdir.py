"""A zip's directory is weighed before anything reads it whole. Source: APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16."""

import io
import struct
import zipfile
from typing import BinaryIO

_LOCAL_HEADER = 30
_END, _END64, _LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"


def directory_size(file: BinaryIO) -> int:
    """Bytes of a zip's central directory as its end record declares them (APPNOTE 6.3.10, 4.3.14 and 4.3.16); 0 if none."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, size - (1 << 16) - 22)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return 0
    declared: int = struct.unpack_from("<I", tail, at + 12)[0]
    locator = at - 20
    if locator >= 0 and tail[locator : locator + 4] == _LOCATOR64:
        offset: int = struct.unpack_from("<Q", tail, locator + 8)[0]
        if offset + 56 <= size:
            file.seek(offset)
            record = file.read(56)
            if record[:4] == _END64:
                declared = max(declared, struct.unpack_from("<Q", record, 40)[0])
    return min(declared, size)


def overlapping(infos: list[zipfile.ZipInfo]) -> bool:
    """Members that share bytes: by them a small file pretends to be endless (the overlapping bomb)."""
    reached = 0
    for info in sorted(infos, key=lambda entry: entry.header_offset):
        if info.header_offset < reached:
            return True
        reached = info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size
    return False
