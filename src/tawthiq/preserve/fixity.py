"""Every object is read whole and hashed again; neither its presence nor its size nor its date counts as a check.

No digest is ever cached by path: a changed file would be given its old one.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import msgspec

from tawthiq.preserve.verdict import Problem, Report, Verdict
from tawthiq.record.errors import ObjectMissing, StorageError
from tawthiq.record.vault import Vault, digest_of

WINDOW = 256
"""Objects handed to the threads at a time, so that a case of millions does not queue them all."""


class Expected(msgspec.Struct, frozen=True):
    """An object that the record names: digest (hex), size in bytes (None: not known), and the exhibit it belongs to."""

    digest: str
    size: int | None
    exhibit: str
    sealed: bool = False


def check_objects(
    vault: Vault, expected: Iterable[Expected], *, deep: bool = True, threads: int = 1
) -> Iterator[Report]:
    """One report an object, in the order given. Without `deep` only presence is looked at, and said to be no check.

    More threads read and hash side by side; hashing lets go of the interpreter's lock.
    """
    if not deep:
        for item in expected:
            yield _present(vault, item)
        return
    if threads <= 1:
        for item in expected:
            yield _deep(vault, item)
        return
    source = iter(expected)
    with ThreadPoolExecutor(threads) as pool:
        while window := list(islice(source, WINDOW)):
            yield from pool.map(lambda item: _deep(vault, item), window)


def _deep(vault: Vault, item: Expected) -> Report:
    try:
        with vault.open(item.digest) as stream:
            found, size = digest_of(stream)
    except ObjectMissing:
        return _failed(item, "object-missing", "its bytes are not in the vault")
    except (StorageError, OSError) as error:
        return _failed(item, "object-unreadable", str(error))
    if found != item.digest:
        return _failed(item, "object-changed", f"its bytes now hash to {found[:16]}…")
    if item.size is not None and size != item.size:
        return _failed(item, "size-false", f"the record says {item.size} bytes, it has {size}")
    return Report(path=item.digest, kind="object", verdict=Verdict.VERIFIED)


def _present(vault: Vault, item: Expected) -> Report:
    if vault.has(item.digest):
        return Report(path=item.digest, kind="object", verdict=Verdict.NOT_CHECKED)
    return _failed(item, "object-missing", "its bytes are not in the vault")


def _failed(item: Expected, code: str, what: str) -> Report:
    where = f"exhibit {item.exhibit[:12]}, object {item.digest[:16]}"
    return Report(
        path=item.digest, kind="object", verdict=Verdict.FAILED, problems=(Problem(code, where, what),)
    )
