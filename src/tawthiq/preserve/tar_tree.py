"""A tar file as a tree: names judged, links and special files shown as what they are, bytes read where they lie."""

import io
import os
import tarfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from tawthiq.preserve import names
from tawthiq.preserve.tree import Kind, Node, with_folders
from tawthiq.preserve.verdict import Problem


class TarPackage:
    """An open, uncompressed tar. `problems` are faults of its structure. Raises OSError if it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.problems: list[Problem] = []
        self._members: dict[str, tarfile.TarInfo] = {}
        self._file = path.open("rb")
        try:
            with tarfile.open(fileobj=self._file, mode="r:", errorlevel=2) as tar:
                for member in tar:
                    self._take(member)
        except (tarfile.TarError, ValueError, OverflowError) as error:
            self._file.close()
            raise OSError(f"not a sound tar ({error})") from error
        except BaseException:
            self._file.close()
            raise
        self._size = os.fstat(self._file.fileno()).st_size

    def _take(self, member: tarfile.TarInfo) -> None:
        name = names.plain(member.name)
        if not name and member.isdir():
            return
        why = names.unsafe(member.name)
        if why is not None:
            self.problems.append(Problem("tar-path", member.name, why))
        elif name in self._members and not (member.isdir() and self._members[name].isdir()):
            self.problems.append(Problem("tar-duplicate", name, "two members bear this name"))
        else:
            self._members[name] = member

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def nodes(self) -> dict[str, Node]:
        """See Tree."""
        found = {name: Node(name, _kind(member), member.size) for name, member in self._members.items()}
        return with_folders(found, self._members)

    def open(self, path: str) -> BinaryIO:
        """See Tree."""
        member = self._members[path]
        return cast("BinaryIO", _Part(self._file.fileno(), member.offset_data, member.size))


def _kind(member: tarfile.TarInfo) -> Kind:
    if member.isdir():
        return Kind.FOLDER
    if member.issym() or member.islnk():
        return Kind.LINK
    return Kind.FILE if member.isreg() and not member.issparse() else Kind.OTHER


class _Part(io.RawIOBase):
    def __init__(self, handle: int, at: int, size: int) -> None:
        self._handle, self._at, self._left = handle, at, size

    def readable(self) -> bool:
        """See io.RawIOBase."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is wider
        """See io.RawIOBase."""
        data = os.pread(self._handle, min(len(buffer), self._left), self._at)
        if self._left and buffer and not data:
            raise OSError("the tar ends within it")
        buffer[: len(data)] = data
        self._at, self._left = self._at + len(data), self._left - len(data)
        return len(data)
