"""The bytes of a ZIP's members, streamed: never more than the directory says, and never fewer without saying so."""

import io
import os
import zlib
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from isal.isal_zlib import crc32

from tawthiq.preserve.hashing import Hash
from tawthiq.preserve.tree import Kind, Node, with_folders
from tawthiq.preserve.zip_layout import DEFLATED, STORED, Layout, Member, read_layout

CHUNK = 1 << 20
PIECE = 512 << 10
"""Read at a time where the room is used again: it stays in the processor's cache until it is hashed."""


class Damaged(OSError):
    """The bytes are not what the directory says."""


class Sums:
    """The size and checksum of bytes as they pass, and the digests that are wanted of them besides."""

    def __init__(self, *digests: Hash) -> None:
        self._digests = digests
        self._crc = self._size = 0

    def update(self, chunk: bytes | memoryview) -> None:
        """Take in bytes."""
        self._size += len(chunk)
        self._crc = crc32(chunk, self._crc)
        for one in self._digests:
            one.update(chunk)

    def prove(self, member: Member) -> None:
        """Raises Damaged if the bytes were not those that the directory gives."""
        if self._size != member.size:
            raise Damaged(f"{self._size} bytes, the directory gives {member.size}")
        if self._crc != member.crc:
            raise Damaged("its checksum is not that of the directory")


class ZipPackage:
    """An open ZIP as a tree. Its structure is in `layout`; reading uses positions, so threads may share it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self.layout: Layout = read_layout(self._file)
        except BaseException:
            self._file.close()
            raise
        self._handle = self._file.fileno()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def nodes(self) -> dict[str, Node]:
        """See Tree."""
        found = {name: Node(name, Kind.FILE, member.size) for name, member in self.layout.members.items()}
        return with_folders(found, [*self.layout.folders, *self.layout.members])

    def open(self, path: str) -> BinaryIO:
        """See Tree."""
        return cast("BinaryIO", _Stream(self.chunks(self.layout.members[path])))

    def chunks(self, member: Member) -> Iterator[bytes]:
        """The member's bytes. Raises Damaged at the first that is not as the directory says, at the end at the latest."""
        sums = Sums()
        for chunk in self.unproven(member):
            sums.update(chunk)
            yield bytes(chunk)
        sums.prove(member)

    def unproven(self, member: Member, behind: int = 0) -> Iterator[bytes | memoryview]:
        """The member's bytes, never more than the directory says; whoever takes them sums them up. Raises Damaged.

        With `behind` a piece may only be used until so many more have been asked for: its room is then used again.
        """
        size = 0
        reused = behind and member.method == STORED
        for chunk in self._again(member, behind + 1) if reused else self._unpacked(member):
            size += len(chunk)
            if size > member.size:
                raise Damaged(f"more than the {member.size} bytes that the directory gives")
            yield chunk

    def raw(self, member: Member, offset: int, size: int) -> bytes:
        """A part of the member's bytes as they lie in the file."""
        if offset < 0 or size < 0 or offset + size > member.packed:
            raise Damaged("beyond the member's end")
        return os.pread(self._handle, size, member.data + offset)

    def _packed(self, member: Member) -> Iterator[bytes]:
        at, left = member.data, member.packed
        while left:
            chunk = os.pread(self._handle, min(CHUNK, left), at)
            if not chunk:
                raise Damaged("the file ends within it")
            yield chunk
            at, left = at + len(chunk), left - len(chunk)

    def _again(self, member: Member, rooms: int) -> Iterator[memoryview]:
        """As `_packed`, in the same few rooms again and again: fresh memory for every piece costs as much as reading it."""
        at, left = member.data, member.packed
        room = [memoryview(bytearray(min(PIECE, left))) for _ in range(rooms)]
        for turn in cycle(room):
            if not left:
                return
            count = os.preadv(self._handle, [turn[: min(len(turn), left)]], at)
            if not count:
                raise Damaged("the file ends within it")
            yield turn[:count]
            at, left = at + count, left - count

    def _unpacked(self, member: Member) -> Iterator[bytes]:
        if member.method == STORED:
            yield from self._packed(member)
            return
        if member.method != DEFLATED:
            raise Damaged(f"packed by method {member.method}, which cannot be undone here")
        inflate = zlib.decompressobj(-15)
        try:
            for chunk in self._packed(member):
                data = chunk
                while data:
                    if inflate.eof:
                        raise Damaged("more bytes than its packed data need")
                    out = inflate.decompress(data, CHUNK)
                    data = inflate.unconsumed_tail or inflate.unused_data
                    if out:
                        yield out
        except zlib.error as error:
            raise Damaged(f"its packed data are broken ({error})") from error
        while not inflate.eof:
            out = inflate.decompress(inflate.unconsumed_tail, CHUNK)
            if not out:
                raise Damaged("its packed data are cut off")
            yield out


class _Stream(io.RawIOBase):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, memoryview(b"")

    def readable(self) -> bool:
        """See io.RawIOBase."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is wider
        """See io.RawIOBase."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = memoryview(chunk)
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
