"""A package as its checkers see it: names, kinds and bytes, and no way to follow a name out of it.

Every name in a tree is relative, with `/` between its parts; a link is a node of its own and is never followed.
"""

import io
import os
import stat
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec


class Kind(StrEnum):
    """What a name stands for."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "special file"


class Node(msgspec.Struct, frozen=True):
    """One name. `twin` is the same for two names of one file (hard links)."""

    path: str
    kind: Kind
    size: int = 0
    twin: tuple[int, int] | None = None


class Tree(Protocol):
    """What a checker asks of a folder or an archive."""

    def nodes(self) -> dict[str, Node]:
        """Every name below the top. Raises OSError."""

    def open(self, path: str) -> BinaryIO:
        """The bytes of a file that `nodes` named. Raises OSError."""


class FolderTree:
    """A folder on the disk."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def nodes(self) -> dict[str, Node]:
        """See Tree."""
        found: dict[str, Node] = {}
        waiting = [("", os.fspath(self._root))]
        while waiting:
            prefix, folder = waiting.pop()
            with os.scandir(folder) as entries:
                for entry in entries:
                    node = _node(prefix + entry.name, entry.stat(follow_symlinks=False))
                    found[node.path] = node
                    if node.kind is Kind.FOLDER:
                        waiting.append((node.path + "/", entry.path))
        return found

    def open(self, path: str) -> BinaryIO:
        """See Tree."""
        handle = os.open(self._root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        return os.fdopen(handle, "rb", buffering=0)


def _node(path: str, facts: os.stat_result) -> Node:
    mode = facts.st_mode
    if stat.S_ISREG(mode):
        twin = (facts.st_dev, facts.st_ino) if facts.st_nlink > 1 else None
        return Node(path, Kind.FILE, facts.st_size, twin)
    if stat.S_ISDIR(mode):
        return Node(path, Kind.FOLDER)
    return Node(path, Kind.LINK if stat.S_ISLNK(mode) else Kind.OTHER)


def with_folders(found: dict[str, Node], paths: Iterable[str]) -> dict[str, Node]:
    """Add the folders that follow from the paths of an archive, which need not name them."""
    for path in paths:
        parts = path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            found.setdefault(folder, Node(folder, Kind.FOLDER))
    return found


class MemoryTree:
    """Files in memory, by path; their folders follow from their names."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    def nodes(self) -> dict[str, Node]:
        """See Tree."""
        found = {path: Node(path, Kind.FILE, len(data)) for path, data in self._files.items()}
        return with_folders(found, self._files)

    def open(self, path: str) -> BinaryIO:
        """See Tree."""
        return io.BytesIO(self._files[path])


class SubTree:
    """What lies below one folder of another tree."""

    def __init__(self, tree: Tree, top: str, nodes: dict[str, Node] | None = None) -> None:
        self._tree, self._top, self._nodes = tree, top + "/", nodes

    def nodes(self) -> dict[str, Node]:
        """See Tree."""
        every = self._tree.nodes() if self._nodes is None else self._nodes
        cut = len(self._top)
        return {
            path[cut:]: msgspec.structs.replace(node, path=path[cut:])
            for path, node in every.items()
            if path.startswith(self._top)
        }

    def open(self, path: str) -> BinaryIO:
        """See Tree."""
        return self._tree.open(self._top + path)


def read_all(tree: Tree, path: str, limit: int) -> bytes:
    """A small file's bytes. Raises OSError if it has more than `limit`, for nothing sound is that long."""
    with tree.open(path) as stream:
        parts, left = [], limit + 1
        while left > 0 and (chunk := stream.read(min(left, 1 << 20))):
            parts.append(chunk)
            left -= len(chunk)
    if left <= 0:
        raise OSError(f"more than {limit} bytes")
    return b"".join(parts)
