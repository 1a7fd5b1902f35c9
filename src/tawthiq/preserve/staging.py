"""A package appears under its name whole or not at all, and what a killed writer left behind is gone with the next run.

It grows beside its destination under a temporary name, is made durable, announced, and renamed. The temporary name follows from
the destination's, so there is never more than one leftover; a lock on it tells a leftover from a writer at work. Announced first: a
writer killed in between leaves word of a package that is not there, never a package of which no word is.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tawthiq.record.errors import InputError, StorageError, StorageFull
from tawthiq.record.storage import storage_errors, sync_file_system, sync_folder

_SPARE = 16 << 20


def nothing() -> None:
    """Nothing is announced."""


def temporary(target: Path) -> Path:
    """The name under which a package for `target` grows."""
    return target.with_name(f".{target.name}.tawthiq-partial")


@contextmanager
def staged_folder(target: Path, need: int, announce: Callable[[], None] = nothing) -> Iterator[Path]:
    """A new folder to fill; on leaving without error it is `target`. Raises InputError, StorageError, what `announce` raises."""

    def make(growing: Path) -> int:
        growing.mkdir()
        return os.open(growing, os.O_RDONLY | os.O_DIRECTORY)

    with _staged(target, need, make, _sync, partial(shutil.rmtree, ignore_errors=True), announce) as growing:
        yield growing


@contextmanager
def staged_file(target: Path, need: int, announce: Callable[[], None] = nothing) -> Iterator[Path]:
    """A new file to fill; on leaving without error it is `target`. Raises InputError, StorageError, what `announce` raises."""

    def make(growing: Path) -> int:
        return os.open(growing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)

    drop = partial(Path.unlink, missing_ok=True)
    with _staged(target, need, make, lambda _, handle: os.fsync(handle), drop, announce) as growing:
        yield growing


@contextmanager
def _staged(
    target: Path,
    need: int,
    make: Callable[[Path], int],
    sync: Callable[[Path, int], None],
    drop: Callable[[Path], object],
    announce: Callable[[], None],
) -> Iterator[Path]:
    target = _prepared(target, need)
    growing = temporary(target)
    with storage_errors(target):
        _clear(growing)
        handle = make(growing)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            with storage_errors(target):
                yield growing
                sync(growing, handle)
                _refuse_existing(target)
            announce()
            with storage_errors(target):
                growing.rename(target)
                sync_folder(target.parent)
        except BaseException:
            drop(growing)
            raise
    finally:
        os.close(handle)


def _prepared(target: Path, need: int) -> Path:
    target = Path(os.path.abspath(target))  # noqa: PTH100  (a link as destination is refused, not followed)
    _refuse_existing(target)
    if not target.parent.is_dir():
        raise InputError(
            "no such folder", where=str(target.parent), hint="make it, or name another destination"
        )
    with storage_errors(target):
        free = shutil.disk_usage(target.parent).free
    if free < need + _SPARE:
        raise StorageFull(
            f"the package needs {need:,} bytes and {free:,} are free",
            where=str(target.parent),
            hint="free some space or choose another disk; nothing was written",
        )
    return target


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        raise InputError(
            "something is there already", where=str(target), hint="a package never overwrites; name a new one"
        )


def _clear(growing: Path) -> None:
    """Remove what a killed writer left. Raises StorageError while another one is at work."""
    try:
        handle = os.open(growing, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if growing.is_dir():
            shutil.rmtree(growing)
        else:
            growing.unlink()
    except BlockingIOError as error:
        raise StorageError(
            "another export is writing there", where=str(growing), hint="wait for it to end"
        ) from error
    finally:
        os.close(handle)


def _sync(folder: Path, handle: int) -> None:
    """Make everything in the folder durable."""
    if sync_file_system(handle):
        return
    for here, _, files in os.walk(folder):
        for name in files:
            path = os.open(os.path.join(here, name), os.O_RDONLY)  # noqa: PTH118  (os.walk's own)
            try:
                os.fsync(path)
            finally:
                os.close(path)
        sync_folder(Path(here))
