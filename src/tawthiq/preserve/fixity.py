"""Every object is read whole and hashed again; neither its presence nor its size nor its date counts as a check.

No digest is ever cached by path: a changed file would be given its old one.
"""

from collections.abc import Iterable, Iterator

import msgspec

from tawthiq.preserve.verdict import Problem, Report, Verdict
from tawthiq.record.errors import ObjectMissing, StorageError
from tawthiq.record.vault import Vault, digest_of


class Expected(msgspec.Struct, frozen=True):
    """An object that the record names: digest (hex), size in bytes, and the exhibit it belongs to."""

    digest: str
    size: int
    exhibit: str


def check_objects(vault: Vault, expected: Iterable[Expected], *, deep: bool = True) -> Iterator[Report]:
    """One report an object, in the order given. Without `deep` only presence is looked at, and said to be no check."""
    for item in expected:
        where = f"exhibit {item.exhibit[:12]}, object {item.digest[:16]}"
        if not deep:
            yield _present(vault, item, where)
            continue
        try:
            with vault.open(item.digest) as stream:
                found, size = digest_of(stream)
        except ObjectMissing:
            yield _failed(item, "object-missing", where, "its bytes are not in the vault")
        except (StorageError, OSError) as error:
            yield _failed(item, "object-unreadable", where, str(error))
        else:
            if found != item.digest:
                yield _failed(item, "object-changed", where, f"its bytes now hash to {found[:16]}…")
            elif size != item.size:
                yield _failed(item, "size-false", where, f"the record says {item.size} bytes, it has {size}")
            else:
                yield Report(path=item.digest, kind="object", verdict=Verdict.VERIFIED)


def _present(vault: Vault, item: Expected, where: str) -> Report:
    if vault.has(item.digest):
        return Report(path=item.digest, kind="object", verdict=Verdict.NOT_CHECKED)
    return _failed(item, "object-missing", where, "its bytes are not in the vault")


def _failed(item: Expected, code: str, where: str, what: str) -> Report:
    return Report(
        path=item.digest, kind="object", verdict=Verdict.FAILED, problems=(Problem(code, where, what),)
    )
