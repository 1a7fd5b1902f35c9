"""One archive, opened when somebody reads from it and closed when nobody does, whatever outlives what.

Zip and tar differ only here. A shelf counts who holds it: the walk over its members, and every member's open stream.
"""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, BinaryIO, NamedTuple, Self

from tawthiq.collect.items import Item, in_bytes, reason, refusal
from tawthiq.collect.limits import Limits
from tawthiq.collect.sniff import BZIP2, GZIP, XZ, ZIP
from tawthiq.collect.streams import DAMAGE, Guarded, spool
from tawthiq.collect.zipdir import directory_size, overlapping
from tawthiq.record.errors import InputError, TooLargeInput


def _gunzip(stream: BinaryIO) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=stream)


_UNPACK: dict[str, Callable[[BinaryIO], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]] = {
    GZIP: _gunzip,
    BZIP2: bz2.BZ2File,
    XZ: lzma.LZMAFile,
}
_ENTRY = 512
"""Bytes of a zip's directory allowed for one entry: 46 and its names and extras (APPNOTE 6.3.10, 4.3.12)."""
_UTF8_FLAG, _LOCKED_FLAG = 0x800, 0x1
_BLOCK, _MAGIC = 512, 257
"""A tar's block, and where its magic stands in it (POSIX pax)."""


class Kind(Enum):
    """What a member is; only files come out."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    SPECIAL = "special"
    LOCKED = "locked"


class Member(NamedTuple):
    """A member as the archive declares it. `packed` is None where the archive does not say (tar). `key` is its own."""

    name: str
    size: int
    packed: int | None
    kind: Kind
    key: Any


class MemberRefused(Exception):
    """Why an archive is not opened, as a problem code; it is kept all the same."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Shelf:
    """An archive's bytes and its directory, held open while anybody needs them."""

    def __init__(self, archive: Item, limits: Limits, most: int) -> None:
        self._archive = archive
        self._limits = limits
        self._most = most
        self._holders = 0
        self._file: BinaryIO | None = None
        self._book: zipfile.ZipFile | tarfile.TarFile | None = None

    def __enter__(self) -> Self:
        self._hold()
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()

    def _hold(self) -> zipfile.ZipFile | tarfile.TarFile:
        if self._book is None:
            self._file = _seekable(self._archive, self._limits, self._most)
            try:
                self._book = _open_book(self._archive.media_type, self._file, self._limits)
            except BaseException:
                self._file.close()
                raise
        self._holders += 1
        return self._book

    def _let_go(self) -> None:
        self._holders -= 1
        if self._holders == 0 and self._book is not None and self._file is not None:
            self._book.close()
            self._file.close()
            self._book = self._file = None

    def members(self) -> Iterator[Member]:
        """The members in the archive's own order. Raises MemberRefused where its directory is damaged."""
        book = self._hold()
        try:
            if isinstance(book, zipfile.ZipFile):
                infos = book.infolist()
                if overlapping(infos):
                    raise MemberRefused("archive_overlap")
                yield from map(_of_zip, infos)
            else:
                yield from map(_of_tar, book)
        except DAMAGE as trouble:
            raise MemberRefused("archive_broken", why=type(trouble).__name__) from None
        finally:
            self._let_go()

    def read(self, member: Member, where: str = "") -> BinaryIO:
        """A member's bytes. Raises InputError, here or while they are read, where they are damaged."""
        try:
            book = self._hold()
        except MemberRefused as refused:
            raise refusal(refused.code, where, **refused.values) from None
        try:
            inner = (
                book.open(member.key) if isinstance(book, zipfile.ZipFile) else book.extractfile(member.key)
            )
            assert inner is not None
        except DAMAGE as trouble:
            self._let_go()
            raise refusal("member_broken", where, why=type(trouble).__name__) from None
        guarded = Guarded(inner, self._let_go, where)
        return io.BufferedReader(guarded, 1 << 16)


def _seekable(archive: Item, limits: Limits, most: int) -> BinaryIO:
    """The archive's bytes as a file that can be sought in; a packed tar is unpacked to a temporary file, within bounds."""
    try:
        stream = archive.open()
    except InputError as error:
        raise MemberRefused("archive_broken", why=reason(error)) from None
    unpack = _UNPACK.get(archive.media_type)
    if unpack is None and stream.seekable():
        return stream
    bound = archive.size if unpack is None else min(most, max(limits.ratio_from, limits.ratio * archive.size))
    try:
        with stream:
            if unpack is None:
                return spool(stream, bound)[0]
            with unpack(stream) as plain:
                if plain.peek(_BLOCK)[_MAGIC : _MAGIC + 5] != b"ustar":
                    raise MemberRefused("not_an_archive")
                return spool(plain, bound)[0]
    except TooLargeInput:
        raise MemberRefused("archive_bomb", limit=in_bytes(bound)) from None
    except InputError as error:
        raise MemberRefused("archive_broken", why=reason(error)) from None
    except DAMAGE as trouble:
        raise MemberRefused("archive_broken", why=type(trouble).__name__) from None


def _open_book(media_type: str, file: BinaryIO, limits: Limits) -> zipfile.ZipFile | tarfile.TarFile:
    try:
        if media_type == ZIP:
            if directory_size(file) > limits.members * _ENTRY:
                raise MemberRefused("archive_too_many", limit=limits.members)
            file.seek(0)
            return zipfile.ZipFile(file)
        return tarfile.TarFile(fileobj=_ShortReads(file, limits.member_header))
    except DAMAGE as trouble:
        raise MemberRefused("archive_broken", why=type(trouble).__name__) from None


def _of_zip(info: zipfile.ZipInfo) -> Member:
    mode = stat.S_IFMT(info.external_attr >> 16)
    kind = Kind.FILE
    if info.is_dir():
        kind = Kind.FOLDER
    elif mode == stat.S_IFLNK:
        kind = Kind.LINK
    elif mode not in (0, stat.S_IFREG):
        kind = Kind.SPECIAL
    elif info.flag_bits & _LOCKED_FLAG:
        kind = Kind.LOCKED
    return Member(_zip_name(info), info.file_size, info.compress_size, kind, info)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as written; many programs write UTF-8 without saying so, and Python then reads code page 437."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def _of_tar(info: tarfile.TarInfo) -> Member:
    if info.isreg():
        kind = Kind.FILE
    elif info.isdir():
        kind = Kind.FOLDER
    else:
        kind = Kind.LINK if info.issym() or info.islnk() else Kind.SPECIAL
    return Member(info.name, info.size, None, kind, info)


class _ShortReads(io.RawIOBase):
    """Refuses a single read beyond a bound: tarfile reads a member's extended header whole, however long it claims to be."""

    def __init__(self, inner: BinaryIO, most: int) -> None:
        super().__init__()
        self._inner = inner
        self._most = most

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > self._most:
            raise tarfile.ReadError(f"a header of {size} bytes")
        return self._inner.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True
