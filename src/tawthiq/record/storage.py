"""What the disk refuses is said in words, and a file is replaced whole or not at all."""

import ctypes
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tawthiq.record.errors import StorageError, StorageFull, StorageReadOnly, StorageUnsuitable

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def storage_errors(where: Path | str) -> Iterator[None]:
    """Turn operating-system and SQLite failures into the error tree. FileNotFoundError passes through."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _translate(error, str(where)) from error
    except UnicodeDecodeError as error:
        # sqlite3 quotes damaged bytes in its message, and then fails to decode its own message.
        raise StorageError(
            "the database is damaged", where=str(where), hint="`tawthiq verify` names what"
        ) from error
    except sqlite3.DatabaseError as error:
        text = str(error).lower()
        if "full" in text:
            raise StorageFull(
                "the disk is full", where=str(where), hint="free some space; nothing was lost"
            ) from error
        if "readonly" in text or "read-only" in text:
            raise StorageReadOnly("the disk or folder refuses writes", where=str(where)) from error
        raise StorageError(f"the database answered: {error}", where=str(where)) from error


def _translate(error: OSError, where: str) -> StorageError:
    if error.errno in _FULL:
        return StorageFull(
            "the disk is full", where=where, hint="free some space and run it again; nothing was lost"
        )
    if error.errno in _READ_ONLY:
        return StorageReadOnly("the disk or folder refuses writes", where=where, hint="check its permissions")
    return StorageError(
        f"the disk answered: {error.strerror or error}", where=where, hint="nothing was acknowledged"
    )


SHARES = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "davfs", "vboxsf",
        "fuse.sshfs", "fuse.glusterfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse",
    }
)  # fmt: skip
"""File systems of other machines: locks and syncs there do not keep what SQLite needs (sqlite.org/useovernet.html)."""


def network_share(path: Path, mounts: str) -> str | None:
    """The type of the network share that `path` lies on, by the text of /proc/self/mountinfo; None if it lies on none."""
    best, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = fields[4].encode().decode("unicode_escape")
        if (path == Path(point) or Path(point) in path.parents) and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind if kind in SHARES else None


def refuse_network_share(path: Path) -> None:
    """Raise StorageUnsuitable if `path` lies on a network share. Where the system does not tell, nothing is refused."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    kind = network_share(path.resolve(), mounts)
    if kind is not None:
        raise StorageUnsuitable(
            f"it lies on a network share ({kind})",
            expected="a disk of this machine, since a share keeps neither locks nor syncs as a record needs",
            where=str(path),
            hint="keep the case on a local disk, and `tawthiq sync` with a bundle on the share",
        )


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable: without this, a rename can be forgotten in a power cut."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make a file's bytes durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file_system(handle: int) -> bool:
    """Make everything on the file system of an open folder durable, in one go; False where the system cannot.

    Linux promises of syncfs what it promises of fsync on every file (sync(2)); errors since `handle` was opened are
    reported, so it is to be opened before the writes.
    """
    syncfs = _syncfs()
    if syncfs is None:
        return False
    if syncfs(handle):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return True


def begin_writing_out(handle: int) -> None:
    """Let the disk begin with a file's bytes while others are still being hashed; promises nothing, and waits for nothing.

    sync_file_range(2) with SYNC_FILE_RANGE_WRITE. Where the system or the file system cannot, the later sync does it all.
    """
    call = _sync_file_range()
    if call is not None and call(handle, 0, 0, 2):
        number = ctypes.get_errno()
        if number in _FULL or number == errno.EIO:
            raise OSError(number, os.strerror(number))


@cache
def _sync_file_range() -> Callable[[int, int, int, int], int] | None:
    try:
        found = ctypes.CDLL(None, use_errno=True).sync_file_range
    except (OSError, AttributeError):
        return None
    found.argtypes, found.restype = (
        [ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint],
        ctypes.c_int,
    )
    call: Callable[[int, int, int, int], int] = found
    return call


@cache
def _syncfs() -> Callable[[int], int] | None:
    try:
        found = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return None
    found.argtypes, found.restype = [ctypes.c_int], ctypes.c_int
    call: Callable[[int], int] = found
    return call


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` under `path`, durable, whole or not at all: temporary name, fsync, rename, fsync of the folder."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with storage_errors(path):
        try:
            with temporary.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(path)
            sync_folder(path.parent)
        finally:
            temporary.unlink(missing_ok=True)
