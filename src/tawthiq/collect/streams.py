"""A file is opened once, as a regular file and nothing else, and no reader can be made to take more than it was told.

Pipes and devices are never opened for reading: `O_NONBLOCK` keeps a named pipe from holding us for ever.
"""

import io
import lzma
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from tawthiq.collect.items import in_bytes, refusal
from tawthiq.protect.spool import Spool

BUFFER = 1 << 20
DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)
"""What the standard library raises on damaged, encrypted or unknown archives."""


class Readable(Protocol):
    """What gives bytes in pieces and can be closed."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        ...

    def close(self) -> None:
        """Let go."""
        ...


def open_regular(path: Path) -> BinaryIO:
    """A stream over a regular file. Raises InputError (`missing`, `not_a_file`, `unreadable`); links are not followed."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW
    where = path.name
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise refusal("missing", where) from None
    except (OSError, ValueError) as trouble:
        why = (
            os.strerror(trouble.errno)
            if isinstance(trouble, OSError) and trouble.errno
            else "not a usable path"
        )
        raise refusal("unreadable", where, why=why) from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise refusal("not_a_file", where)
        return os.fdopen(handle, "rb", buffering=BUFFER)
    except BaseException:
        os.close(handle)
        raise


def spool(stream: Readable, most: int) -> tuple[BinaryIO, int]:
    """The rest of a stream in a seekable spool (in memory below 8 MiB, sealed above) and its size in bytes.

    Raises InputError: `member_too_large` when more than `most` bytes come, `member_broken` when the stream is damaged.
    """
    kept = Spool()
    size = 0
    try:
        while chunk := stream.read(BUFFER):
            size += len(chunk)
            if size > most:
                raise refusal("member_too_large", limit=in_bytes(most))
            kept.write(chunk)
    except DAMAGE as trouble:
        kept.close()
        raise refusal("member_broken", why=type(trouble).__name__) from None
    except BaseException:
        kept.close()
        raise
    return kept.reader(), size


class Guarded(io.RawIOBase):
    """A member's stream: closing it lets go of what it was read from, and a damaged member is an InputError."""

    def __init__(self, inner: Readable, let_go: Callable[[], None], where: str) -> None:
        super().__init__()
        self._inner = inner
        self._let_go: Callable[[], None] | None = let_go
        self._where = where

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants any writable buffer
        """As io.RawIOBase; raises UnreadableInput (`member_broken`)."""
        try:
            chunk = self._inner.read(len(buffer))
        except DAMAGE as trouble:
            raise refusal("member_broken", self._where, why=type(trouble).__name__) from None
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Lets go of the archive, once."""
        if not self.closed:
            self._inner.close()
            if self._let_go is not None:
                self._let_go()
                self._let_go = None
        super().close()
