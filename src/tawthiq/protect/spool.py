"""What is too large for memory waits in a file without a name, and even there it is sealed, under a key that never leaves memory.

Pieces of 64 KiB, each XSalsa20-Poly1305 with its number as the nonce; the key serves one spool, so no nonce serves twice.
A crash leaves nothing that anybody can read. Small things stay in memory.
"""

import io
import os
import tempfile
from typing import BinaryIO

from nacl.secret import SecretBox

PIECE = 64 << 10
SMALL = 8 << 20
_SEALED = PIECE + SecretBox.MACBYTES


class Spool(io.RawIOBase):
    """Written once from beginning to end, then read at any place; `reader` ends the writing."""

    def __init__(self, small: int = SMALL) -> None:
        super().__init__()
        self._small = small
        self._buffer = bytearray()
        self._file: BinaryIO | None = None
        self._box = SecretBox(os.urandom(SecretBox.KEY_SIZE))
        self._pieces = 0
        self._size = 0
        self._at = 0
        self._writing = True
        self._last: tuple[int, bytes] = (-1, b"")

    def writable(self) -> bool:
        """Until it is read."""
        return self._writing

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always; the first seek ends the writing."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # typeshed wants any buffer
        """Add to the end."""
        assert self._writing
        self._buffer += data
        self._size += len(data)
        if self._file is not None or self._size > self._small:
            self._spill(whole=False)
        return len(data)

    def _spill(self, *, whole: bool) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (closed in close())
        assert self._file is not None
        done = 0
        while len(self._buffer) - done >= PIECE or (whole and done < len(self._buffer)):
            piece = bytes(self._buffer[done : done + PIECE])
            self._file.write(self._box.encrypt(piece, _nonce(self._pieces)).ciphertext)
            self._pieces += 1
            done += len(piece)
        del self._buffer[:done]

    def _end(self) -> None:
        if self._writing:
            self._writing = False
            if self._file is not None:
                self._spill(whole=True)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """As io."""
        self._end()
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """As io."""
        return self._size if self._writing else self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as above
        """As io."""
        self._end()
        number, within = divmod(self._at, PIECE)
        if self._file is None:
            piece = bytes(self._buffer[self._at : self._at + len(buffer)])
        elif self._at < self._size:
            piece = self._piece(number)[within : within + len(buffer)]
        else:
            piece = b""
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _piece(self, number: int) -> bytes:
        if self._last[0] != number:
            assert self._file is not None
            self._file.seek(number * _SEALED)
            self._last = number, bytes(self._box.decrypt(self._file.read(_SEALED), _nonce(number)))
        return self._last[1]

    def reader(self) -> BinaryIO:
        """What was written, from its beginning, buffered."""
        self.seek(0)
        return io.BufferedReader(self, PIECE)

    def close(self) -> None:
        """Let go of the file, and so of its bytes."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._buffer.clear()
        self._last = (-1, b"")
        super().close()


def _nonce(number: int) -> bytes:
    return number.to_bytes(SecretBox.NONCE_SIZE, "big")
