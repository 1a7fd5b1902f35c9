"""A stream of chunks read as a WARC reader needs it: heads up to an empty line, then blocks of a stated length.

Memory stays bounded whatever the stream claims: heads have a limit, blocks are passed on in pieces.
"""

import zlib
from collections.abc import Callable, Iterator

HEAD_LIMIT = 1 << 20
_PIECE = 1 << 16
HEAD_PIECE = 4 << 10
"""Looked through at a time for the end of a head; nearly every head is shorter."""
_END_OF_HEAD = b"\r\n\r\n"


class Broken(ValueError):
    """The bytes are not what the format says; the text says where and why."""


class Source:
    """Chunks as one stream; `position` is how many bytes were taken."""

    def __init__(self, chunks: Iterator[bytes] | Iterator[bytes | memoryview]) -> None:
        self._chunks: Iterator[bytes | memoryview] = iter(chunks)
        self._left = memoryview(b"")
        self.position = 0

    def peek(self) -> memoryview:
        """What can be had without copying; empty only at the end."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return self._left
            self._left = memoryview(chunk)
        return self._left

    def skip(self, count: int) -> None:
        """Take so many of the bytes that `peek` showed."""
        self._left = self._left[count:]
        self.position += count

    def head(self) -> bytes | None:
        """The bytes up to and with the next empty line; None at the end. Raises Broken."""
        found = bytearray()
        while True:
            view = self.peek()[:HEAD_PIECE]
            if not view:
                if found:
                    raise Broken("it ends within a record's header")
                return None
            before = len(found)
            found += view
            at = found.find(_END_OF_HEAD, max(0, before - 3))
            if at >= 0:
                self.skip(at + 4 - before)
                return bytes(found[: at + 4])
            self.skip(len(view))
            if len(found) > HEAD_LIMIT:
                raise Broken("a header without end")

    def block(self, size: int) -> Iterator[memoryview]:
        """The next `size` bytes in pieces. Raises Broken if there are fewer."""
        left = size
        while left:
            view = self.peek()[:left]
            if not view:
                raise Broken(f"it ends {left} bytes before the end of a record's block")
            yield view
            self.skip(len(view))
            left -= len(view)

    def take(self, size: int) -> bytes:
        """The next bytes, at most so many."""
        found = b""
        while len(found) < size and (view := self.peek()[: size - len(found)]):
            found += bytes(view)
            self.skip(len(view))
        return found


def gzip_member(raw: Source, each: Callable[[memoryview], None] | None = None) -> Iterator[bytes]:
    """The bytes of the gzip member that begins at the source's position. `each` sees its packed bytes. Raises Broken."""
    inflate = zlib.decompressobj(31)
    while not inflate.eof:
        view = raw.peek()[: 4 * _PIECE]
        if not view:
            raise Broken("it ends within a gzip member")
        try:
            data = bytes(view)
            while data and not inflate.eof:
                out = inflate.decompress(data, 16 * _PIECE)
                data = inflate.unconsumed_tail
                if out:
                    yield out
        except zlib.error as error:
            raise Broken(f"a broken gzip member ({error})") from error
        used = len(view) - len(inflate.unused_data)
        if each is not None:
            each(view[:used])
        raw.skip(used)
