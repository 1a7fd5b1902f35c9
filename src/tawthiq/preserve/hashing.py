"""Several digests of a stream in one reading of it, by the names that the standards give the algorithms."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import Any, BinaryIO, Protocol, TypeVar

from tawthiq.record.vault import CHUNK


class Hash(Protocol):
    """What is asked of a running digest."""

    def update(self, data: Any, /) -> None:
        """Take in bytes."""

    def hexdigest(self) -> str:
        """The digest so far."""


_MAKERS: dict[str, Callable[[], Hash]] = {
    # Legacy digests are read, since old packages bear them; what we write is SHA-256 and SHA-512.
    "md5": partial(hashlib.md5, usedforsecurity=False),
    "sha1": partial(hashlib.sha1, usedforsecurity=False),
    "sha224": hashlib.sha224,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
    "sha512/256": partial(hashlib.new, "sha512_256"),
    "sha3224": hashlib.sha3_224,
    "sha3256": hashlib.sha3_256,
    "sha3384": hashlib.sha3_384,
    "sha3512": hashlib.sha3_512,
    "blake2b-512": hashlib.blake2b,
    "blake2b-160": partial(hashlib.blake2b, digest_size=20),
    "blake2b-256": partial(hashlib.blake2b, digest_size=32),
    "blake2b-384": partial(hashlib.blake2b, digest_size=48),
    "blake2b": hashlib.blake2b,
    "blake2b512": hashlib.blake2b,
    "blake2s": hashlib.blake2s,
    "blake2s256": hashlib.blake2s,
}
LENGTHS = {name: len(make().hexdigest()) for name, make in _MAKERS.items()}
"""Hex digits of each known algorithm."""


def known(algorithm: str) -> bool:
    """Whether the algorithm can be worked out here."""
    return algorithm in _MAKERS


def started(algorithm: str) -> Hash:
    """A new running digest. Raises KeyError for an unknown algorithm."""
    return _MAKERS[algorithm]()


def digests(stream: BinaryIO, algorithms: Iterable[str]) -> tuple[dict[str, str], int]:
    """Hex digests by algorithm, and the size, in one reading."""
    running = {name: started(name) for name in algorithms}
    updates = [one.update for one in running.values()]
    size, buffer = 0, bytearray(CHUNK)
    view = memoryview(buffer)
    readinto = getattr(stream, "readinto", None)
    if readinto is None:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            for update in updates:
                update(chunk)
    else:
        while count := readinto(buffer):
            size += count
            for update in updates:
                update(view[:count])
    return {name: one.hexdigest() for name, one in running.items()}, size


T = TypeVar("T")
R = TypeVar("R")
WINDOW = 512


def side_by_side(job: Callable[[T], R], items: Sequence[T], threads: int) -> Iterator[R]:
    """`job` of each item in order; hashing lets go of the interpreter's lock, so threads share the work."""
    if threads <= 1 or len(items) < 2:
        yield from map(job, items)
        return
    source = iter(items)
    with ThreadPoolExecutor(threads) as pool:
        while window := list(islice(source, WINDOW)):
            yield from pool.map(job, window)
