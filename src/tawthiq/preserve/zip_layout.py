"""A ZIP is accepted only if every reader would see the same members: nothing hidden, doubled, overlapping or told twice.

Central directory and local headers must agree, the members must follow each other without gap from the first byte to
the directory, and nothing may stand before, between or behind. PKWARE APPNOTE 6.3; section numbers in comments.
"""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tawthiq.preserve import names
from tawthiq.preserve.verdict import Gravity, Problem

STORED, DEFLATED = 0, 8
_END, _END64, _LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_CENTRAL, _LOCAL, _DESCRIPTOR = b"PK\x01\x02", b"PK\x03\x04", b"PK\x07\x08"
_ALL16, _ALL32 = 0xFFFF, 0xFFFFFFFF
_DIRECTORY_LIMIT = 1 << 30
_FLAG_ENCRYPTED, _FLAG_DESCRIPTOR, _FLAG_STRONG, _FLAG_UTF8, _FLAG_MASKED = 1, 8, 0x40, 0x800, 0x2000


class Member(NamedTuple):
    """One member: `at` is where its local header begins, `data` where its bytes do, `packed` how many they are."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    at: int
    data: int


class Layout:
    """What a ZIP holds, and everything wrong with how it holds it. `members` is empty if nothing can be relied on."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.folders: list[str] = []
        self.problems: list[Problem] = []

    def error(self, code: str, where: str, what: str) -> None:
        """Note what is wrong."""
        self.problems.append(Problem("zip-" + code, where, what))


class _Unusable(Exception):
    """No directory can be read."""


class _Entry(NamedTuple):
    raw: bytes
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    mode: int


def read_layout(stream: BinaryIO) -> Layout:
    """Read and judge the structure of a ZIP; the bytes of its members are not looked at. Raises OSError."""
    layout = Layout()
    try:
        start, stop, count = _find_directory(stream, layout)
        entries = list(_directory(_exactly(stream, start, stop - start), count, layout))
    except (_Unusable, struct.error) as error:
        layout.error("unreadable", "", f"it has no sound directory ({error})")
        return layout
    _judge_names(entries, layout)
    _walk(stream, entries, start, layout)
    return layout


def _exactly(stream: BinaryIO, at: int, size: int) -> bytes:
    stream.seek(at)
    data = stream.read(size)
    if len(data) != size:
        raise _Unusable(f"it ends where {size} bytes should stand at {at}")
    return data


def _find_directory(stream: BinaryIO, layout: Layout) -> tuple[int, int, int]:
    """Where the central directory begins and ends, and how many entries it claims (4.3.16, 4.3.14, 4.3.15)."""
    total = stream.seek(0, os.SEEK_END)
    tail_at = max(0, total - 22 - _ALL16)
    tail = _exactly(stream, tail_at, total - tail_at)
    found = [i for i in _positions(tail, _END) if i + 22 <= len(tail)]
    if not found:
        raise _Unusable("no end record")
    whole = [i for i in found if i + 22 + struct.unpack_from("<H", tail, i + 20)[0] == len(tail)]
    if not whole:
        layout.error("trailing", "", "bytes stand behind the end record, which no member accounts for")
    elif len(found) > 1:
        layout.error("two-ends", "", "more than one end record: readers would see different members")
    at = (whole or found)[-1]
    disk, start_disk, here, count, size, offset, comment = struct.unpack_from("<4H2LH", tail, at + 4)
    if comment:
        what = f"a comment of {comment} bytes, which no digest covers"
        layout.problems.append(Problem("zip-comment", "", what, Gravity.UNCHECKED))
    stop = tail_at + at
    if (
        _ALL16 in (here, count)
        or _ALL32 in (size, offset)
        or tail[max(0, at - 20) : at].startswith(_LOCATOR64)
    ):
        disk, start_disk, here, count, size, offset, stop = _end64(stream, stop)
    if disk or start_disk or here != count:
        raise _Unusable("it is one part of several")
    if size > _DIRECTORY_LIMIT:
        raise _Unusable(f"a directory of {size} bytes")
    if offset + size != stop:
        layout.error("prefix", "", "bytes stand before the first member or between the directory and its end")
    if size > stop:
        raise _Unusable("the directory is larger than the file")
    return stop - size, stop, count


def _positions(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _end64(stream: BinaryIO, stop: int) -> tuple[int, int, int, int, int, int, int]:
    locator = _exactly(stream, stop - 20, 20) if stop >= 20 else b""
    if not locator.startswith(_LOCATOR64):
        raise _Unusable("the ZIP64 locator is missing")
    disk, at, disks = struct.unpack_from("<LQL", locator, 4)
    record = _exactly(stream, at, 56) if at + 56 <= stop - 20 else b""
    if disk or disks > 1 or not record.startswith(_END64):
        raise _Unusable("the ZIP64 end record is missing")
    length = struct.unpack_from("<Q", record, 4)[0]
    if at + 12 + length != stop - 20:
        raise _Unusable("the ZIP64 end record does not end at its locator")
    found: tuple[int, int, int, int, int, int] = struct.unpack_from("<2L4Q", record, 16)
    return (*found, at)


def _directory(data: bytes, count: int, layout: Layout) -> Iterator[_Entry]:
    """The entries of the central directory (4.3.12)."""
    at = 0
    for _ in range(count):
        if data[at : at + 4] != _CENTRAL:
            raise _Unusable(f"entry at {at} of the directory is none")
        flags, method = struct.unpack_from("<2H", data, at + 8)
        crc, packed, size, name_length, extra_length, comment, disk = struct.unpack_from(
            "<3L4H", data, at + 16
        )
        outside, local = struct.unpack_from("<2L", data, at + 38)
        raw = data[at + 46 : at + 46 + name_length]
        extra = data[at + 46 + name_length : at + 46 + name_length + extra_length]
        if len(extra) != extra_length or len(raw) != name_length:
            raise _Unusable("its last entry is cut off")
        name = _name(raw, flags, extra, layout)
        size, packed, local, disk = _wide(extra, name, layout, size=size, packed=packed, at=local, disk=disk)
        if disk:
            raise _Unusable("a member on another disk")
        if comment:
            what = "a comment, which no digest covers"
            layout.problems.append(Problem("zip-comment", name, what, Gravity.UNCHECKED))
        made_by = data[at + 5]
        yield _Entry(
            raw, name, flags, method, crc, packed, size, local, outside >> 16 if made_by in (3, 19) else 0
        )
        at += 46 + name_length + extra_length + comment
    if at != len(data):
        raise _Unusable("more bytes than its entries need")


def _name(raw: bytes, flags: int, extra: bytes, layout: Layout) -> str:
    for kind, body in _extras(extra):
        # Info-ZIP's Unicode path: a second name, which some readers would use.
        if kind == 0x7075 and body[5:] != raw:
            layout.error("two-names", raw.decode("utf-8", "replace"), "it bears two different names")
    if flags & _FLAG_UTF8 or raw.isascii():
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            layout.error(
                "name-encoding", raw.decode("utf-8", "replace"), "its name is not the UTF-8 it claims to be"
            )
            return raw.decode("utf-8", "replace")
    name = raw.decode("cp437")
    layout.error("name-encoding", name, "a name beyond ASCII without the flag that says how to read it")
    return name


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _wide(
    extra: bytes, name: str, layout: Layout, *, size: int, packed: int, at: int, disk: int
) -> tuple[int, int, int, int]:
    """The values of the ZIP64 extra field where the narrow ones are full (4.5.3)."""
    fields = [body for kind, body in _extras(extra) if kind == 1]
    if len(fields) > 1:
        layout.error("zip64", name, "two ZIP64 fields")
    body, place = (fields or [b""])[0], 0
    values = []
    for value, full, width in ((size, _ALL32, 8), (packed, _ALL32, 8), (at, _ALL32, 8), (disk, _ALL16, 4)):
        if value == full and fields:
            values.append(int.from_bytes(body[place : place + width], "little"))
            if place + width > len(body):
                raise _Unusable("a ZIP64 field that is cut off")
            place += width
        else:
            values.append(value)
    return values[0], values[1], values[2], values[3]


def _judge_names(entries: list[_Entry], layout: Layout) -> None:
    seen: dict[str, str] = {}
    exact: set[str] = set()
    for one in entries:
        _judge(one, layout)
        if one.name in exact:
            layout.error("duplicate", one.name, "two members bear this name")
        exact.add(one.name)
        other = seen.setdefault(names.folded(one.name), one.name)
        if other != one.name:
            layout.error("duplicate", one.name, f"on some systems it is one name with {other!r}")
    for name in sorted(exact):
        parts = name.removesuffix("/").split("/")
        for depth in range(1, len(parts)):
            if "/".join(parts[:depth]) in exact:
                layout.error("path", name, f"{'/'.join(parts[:depth])!r} is a file and a folder")


def _judge(one: _Entry, layout: Layout) -> None:
    why = names.unsafe(one.name.removesuffix("/"))
    if why is not None:
        layout.error("path", one.name, why)
    elif "\\" in one.name or names.plain(one.name) != one.name.removesuffix("/"):
        layout.error("path", one.name, "its name is not in its simplest form with slashes")
    if one.flags & (_FLAG_ENCRYPTED | _FLAG_STRONG | _FLAG_MASKED):
        layout.error("encrypted", one.name, "it is encrypted, so its bytes cannot be seen")
    if one.mode and one.mode & 0o170000 not in (0, 0o100000, 0o040000):
        layout.error("special", one.name, "it is a link or a special file")
    if one.name.endswith("/") and (one.size or one.packed):
        layout.error("folder", one.name, "a folder that holds bytes")


def _walk(stream: BinaryIO, entries: list[_Entry], stop: int, layout: Layout) -> None:
    """Follow the members from the first byte to the directory."""
    order = sorted(entries, key=lambda one: one.at)
    expected = 0
    for index, one in enumerate(order):
        following = order[index + 1].at if index + 1 < len(order) else stop
        if one.at < expected:
            layout.error("overlap", one.name, "it begins within another member")
            continue
        if one.at > expected:
            layout.error("gap", one.name, f"{one.at - expected} bytes before it belong to no member")
        data = _local(stream, one, layout)
        if data is None:
            expected = following
            continue
        end = data + one.packed
        if end > following:
            layout.error("overlap", one.name, "it reaches into what follows it")
        if one.flags & _FLAG_DESCRIPTOR and end <= following:
            end += _descriptor(stream, one, end, following, layout)
        expected = end
        if one.name.endswith("/"):
            layout.folders.append(one.name)
        elif one.name not in layout.members:
            layout.members[one.name] = Member(
                one.name, one.method, one.crc, one.packed, one.size, one.at, data
            )
    if order and expected < stop:
        layout.error("gap", "", f"{stop - expected} bytes before the directory belong to no member")


def _local(stream: BinaryIO, one: _Entry, layout: Layout) -> int | None:
    """Where the member's bytes begin, after its local header was held against the directory (4.3.7)."""
    try:
        head = _exactly(stream, one.at, 30)
        if not head.startswith(_LOCAL):
            raise _Unusable("no local header")
        flags, method = struct.unpack_from("<2H", head, 6)
        crc, packed, size, name_length, extra_length = struct.unpack_from("<3L2H", head, 14)
        rest = _exactly(stream, one.at + 30, name_length + extra_length)
    except (_Unusable, struct.error) as error:
        layout.error("local", one.name, f"its local header cannot be read ({error})")
        return None
    if rest[:name_length] != one.raw:
        layout.error("local", one.name, "its local header bears another name than the directory")
    if (flags, method) != (one.flags, one.method):
        layout.error("local", one.name, "its local header says otherwise than the directory how it is packed")
    size, packed, _, _ = _wide(rest[name_length:], one.name, layout, size=size, packed=packed, at=0, disk=0)
    told = (crc, packed, size)
    allowed = {(one.crc, one.packed, one.size)}
    if flags & _FLAG_DESCRIPTOR:
        allowed |= {(0, 0, 0), (0, _ALL32, _ALL32)}
    if told not in allowed:
        layout.error("local", one.name, "its local header gives another size or checksum than the directory")
    return one.at + 30 + len(rest)


def _descriptor(stream: BinaryIO, one: _Entry, end: int, following: int, layout: Layout) -> int:
    """The length of the data descriptor behind a member (4.3.9): with or without its mark, narrow or wide."""
    length = following - end
    forms: dict[int, tuple[bytes, str]] = {
        12: (b"", "<3L"), 16: (_DESCRIPTOR, "<3L"), 20: (b"", "<L2Q"), 24: (_DESCRIPTOR, "<L2Q"),
    }  # fmt: skip
    stream.seek(end)
    data = stream.read(min(length, 24))
    for size, (mark, form) in forms.items():
        if length == size and data.startswith(mark):
            if struct.unpack_from(form, data, len(mark)) == (one.crc, one.packed, one.size):
                return length
            layout.error("descriptor", one.name, "its data descriptor says otherwise than the directory")
            return length
    layout.error("descriptor", one.name, "its data descriptor is missing or malformed")
    return 0


def unsupported(member: Member) -> Problem | None:
    """What keeps a member's bytes from being looked at, if anything does."""
    if member.method in (STORED, DEFLATED):
        return None
    what = f"packed by method {member.method}, which cannot be undone here"
    return Problem("zip-method", member.name, what, Gravity.UNCHECKABLE)
