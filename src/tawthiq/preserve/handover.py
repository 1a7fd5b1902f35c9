"""What goes into a package: things with their bytes, and the papers that show where they come from.

A thing's bytes are read once: hashed while they are copied, or hashed where they lie and linked. Bytes that do not hash
to their name stop the export, for a package must not vouch for what is already damaged.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tawthiq.record.errors import EvidenceError
from tawthiq.record.vault import CHUNK, digest_of


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One exhibit to hand over. `name` is safe on every system; `path` is where its bytes lie, if they lie in a file.

    `papers` are about this thing alone: what the record says of how it was obtained.
    """

    id: str
    name: str
    media_type: str
    digest: str
    size: int
    at: int
    open: Callable[[], BinaryIO]
    path: Path | None = None
    papers: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """Everything that goes into one package. `description` is for people, `at` seconds since 1970."""

    case: str
    title: str
    description: str
    software: str
    at: int
    things: Sequence[Thing]
    papers: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """Bytes that will be written, nearly."""
        papers = sum(map(len, self.papers.values()))
        return papers + sum(one.size + sum(map(len, one.papers.values())) for one in self.things)


def deliver(thing: Thing, to: Path, *, link: bool) -> None:
    """Put a thing's bytes in a new file. Raises EvidenceError if they are not what its digest says, OSError."""
    if link and thing.path is not None and _linked(thing.path, to):
        with to.open("rb", buffering=0) as stream:
            found, size = digest_of(stream)
    else:
        with thing.open() as source, to.open("xb", buffering=0) as out:
            found, size = copied(source, out)
    if (found, size) != (thing.digest, thing.size):
        raise damaged(thing.id)


def damaged(exhibit: str) -> EvidenceError:
    """The error for a thing whose bytes are not those of the record."""
    return EvidenceError(
        "its bytes are not those that the record names",
        where=f"exhibit {exhibit[:12]}",
        hint="`tawthiq repair --from` brings them back from another copy; nothing was handed over",
    )


def copied(source: BinaryIO, out: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of what was copied, in one reading."""
    sha, size, buffer = hashlib.sha256(), 0, bytearray(CHUNK)
    view = memoryview(buffer)
    while count := source.readinto(buffer):  # type: ignore[attr-defined]  # every stream of a vault has it
        sha.update(view[:count])
        done = 0
        while done < count:
            done += out.write(view[done:count])
        size += count
    return sha.hexdigest(), size


def _linked(source: Path, to: Path) -> bool:
    """Whether a hard link could be made; across disks it cannot."""
    try:
        os.link(source, to, follow_symlinks=False)
    except OSError:
        return False
    return True


def write_papers(folder: Path, papers: Mapping[str, bytes]) -> None:
    """The papers as files of a folder that is made if it is not there."""
    for name, data in papers.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
