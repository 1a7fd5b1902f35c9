"""Objects as files `objects/ab/<digest>`: a name appears only after its bytes are on the disk.

Order within `sync`: the staged bytes are synced, then renamed to their names, then the folders are synced; a large batch
is synced as a whole file system at both points. A crash leaves either no name or a whole object, and at most stray files
in `incoming/`, which the next writer removes.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tawthiq.record.storage import begin_writing_out, storage_errors, sync_file, sync_file_system, sync_folder
from tawthiq.record.vault import CHUNK, digest_of, missing

FEW = 3
"""Up to so many staged files are synced one by one; more are synced together, which costs less than their sum."""


class FileVault:
    """A vault in a folder. One writer at a time (the case's lock sees to it); any number of readers."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / "incoming"
        self._staged: dict[str, Path] = {}
        self._count = 0
        self._root_handle: int | None = None

    @classmethod
    def create(cls, root: Path) -> "FileVault":
        """Make the folders, durable."""
        with storage_errors(root):
            (root / "incoming").mkdir(parents=True, exist_ok=True)
            sync_folder(root)
            sync_folder(root.parent)
        return cls(root)

    def sweep(self) -> int:
        """Remove what a killed writer left behind; how many files that were. For the holder of the lock only."""
        with storage_errors(self._incoming):
            self._incoming.mkdir(exist_ok=True)
            strays = list(self._incoming.iterdir())
            for stray in strays:
                stray.unlink()
        return len(strays)

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """See Vault."""
        self._count += 1
        with storage_errors(self.root):
            # Opened before the bytes are written: syncfs reports the errors that came after its folder was opened.
            self._handle()
        temporary = self._incoming / f"{os.getpid()}-{self._count}"
        sha, size = hashlib.sha256(), 0
        with storage_errors(self.root):
            try:
                with temporary.open("xb") as out:
                    while chunk := source.read(CHUNK):
                        sha.update(chunk)
                        out.write(chunk)
                        size += len(chunk)
                    out.flush()
                    begin_writing_out(out.fileno())
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        digest = sha.hexdigest()
        if digest in self._staged or self._whole(digest, size):
            temporary.unlink()
        else:
            self._staged[digest] = temporary
        return digest, size

    def _whole(self, digest: str, size: int) -> bool:
        """An object of this name is there and is what its name says; a damaged one is written again."""
        path = self.path(digest)
        if not path.is_file() or path.stat().st_size != size:
            return False
        with path.open("rb") as there:
            return digest_of(there)[0] == digest

    def sync(self) -> None:
        """See Vault."""
        with storage_errors(self.root):
            together = len(self._staged) > FEW
            if not (together and sync_file_system(self._handle())):
                together = False
                for temporary in self._staged.values():
                    sync_file(temporary)
            folders: set[Path] = set()
            for digest, temporary in self._staged.items():
                path = self.path(digest)
                if not path.parent.is_dir():
                    path.parent.mkdir()
                    folders.add(self.root)
                temporary.chmod(0o444)
                temporary.replace(path)
                folders.add(path.parent)
            if together:
                sync_file_system(self._handle())
            else:
                for folder in sorted(folders, reverse=True):
                    sync_folder(folder)
        self._staged.clear()

    def _handle(self) -> int:
        if self._root_handle is None:
            self._root_handle = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        return self._root_handle

    def close(self) -> None:
        """Let go of the folder."""
        if self._root_handle is not None:
            os.close(self._root_handle)
            self._root_handle = None

    def open(self, digest: str) -> BinaryIO:
        """See Vault."""
        try:
            with storage_errors(self.root):
                return self.path(digest).open("rb")
        except FileNotFoundError:
            raise missing(digest) from None

    def has(self, digest: str) -> bool:
        """See Vault."""
        return self.path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """See Vault."""
        for folder in sorted(self.root.iterdir()):
            if len(folder.name) == 2:
                for path in sorted(folder.iterdir()):
                    yield path.name

    def remove(self, digest: str) -> None:
        """See Vault."""
        path = self.path(digest)
        with storage_errors(path):
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)

    def path(self, digest: str) -> Path:
        """Where an object lies. `digest` is checked, because it becomes a path."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise missing(digest)
        return self.root / digest[:2] / digest
