"""What is gathered becomes exhibits: bytes first, then the statement, then the acknowledgement; never another order.

Taking in the same thing again changes nothing: an object already held from the same origin is passed over, so an
interrupted intake is finished by running it again.
"""

import time as clock
from collections.abc import Callable, Iterable, Iterator

import msgspec

from tawthiq.case.index import Index
from tawthiq.case.seal import CaseSeal
from tawthiq.collect import Item, Problem
from tawthiq.record.errors import InputError
from tawthiq.record.exhibit import ObjectRef, Obtained
from tawthiq.record.log import Log
from tawthiq.record.vault import Vault

BATCH_ITEMS = 32
BATCH_BYTES = 64 << 20
BATCH_SECONDS = 1.0


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """One acknowledged exhibit: it is durable. `new` is False for what was already held."""

    exhibit: str
    origin: str
    new: bool


def take_in(
    found: Iterable[Item | Problem],
    *,
    log: Log,
    vault: Vault,
    index: Index,
    seal: CaseSeal,
    tool: str,
    source: str | None = None,
    published: str | None = None,
    now: Callable[[], float] = clock.time,
) -> Iterator[Taken | Problem]:
    """Take in what `gather` finds. Yields an item only once it is durable, a problem as soon as it is met.

    Raises StorageError; what was yielded before it is kept.
    """
    waiting: list[Taken] = []
    parents: dict[str, str] = {}
    pending: dict[tuple[str, str, str | None], str] = {}
    staged: dict[str, Staged] = {}
    size, since = 0, now()
    try:
        for one in found:
            if isinstance(one, Problem):
                yield one
                continue
            try:
                taken = _take(
                    one,
                    log,
                    vault,
                    index,
                    seal,
                    parents,
                    pending,
                    staged,
                    tool,
                    source,
                    published,
                    int(now()),
                )
            except InputError as error:
                # It was there when it was listed and is not, or not whole, when it is read.
                yield Problem(one.origin, error, kept=False, code="gone")
                continue
            waiting.append(taken)
            size += one.size or 0
            if log.waiting >= BATCH_ITEMS or size >= BATCH_BYTES or now() - since > BATCH_SECONDS:
                log.commit()
                staged.clear()
                yield from waiting
                waiting, size, since = [], 0, now()
    except (KeyboardInterrupt, GeneratorExit):
        log.commit()
        raise
    log.commit()
    yield from waiting


Staged = tuple[ObjectRef, bytes]
"""An object that the batch under way has put, with its commitment."""


def _take(
    one: Item,
    log: Log,
    vault: Vault,
    index: Index,
    seal: CaseSeal,
    parents: dict[str, str],
    pending: dict[tuple[str, str, str | None], str],
    staged: dict[str, Staged],
    tool: str,
    source: str | None,
    published: str | None,
    at: int,
) -> Taken:
    with one.open() as stream:
        ref, commitment = seal.put(
            stream, one.size, one.how, vault, lambda digest: stored_name(index, digest)
        )
    parent = parents.get(one.parent) if one.parent else None
    held = pending.get((ref.digest, one.origin, parent)) or index.held(ref.digest, one.origin, parent)
    if ref.digest in staged and ref.name != staged[ref.digest][0].name:
        # The same bytes twice in one batch: one object, as the first put it.
        seal.drop(ref, vault)
        ref, commitment = staged[ref.digest]
    if held is not None:
        if ref.digest not in staged and not vault.has(ref.name):
            seal.drop(ref, vault)
        parents[one.origin] = held
        return Taken(exhibit=held, origin=one.origin, new=False)
    staged[ref.digest] = ref, commitment
    obtained = Obtained(
        objects=(msgspec.structs.replace(ref, media_type=one.media_type),),
        how=one.how,
        at=at,
        name=one.name,
        origin=one.origin,
        tool=tool,
        parent=parent,
        source=source,
        published=one.published or published,
        problems=tuple(one.problems),
    )
    refs = exhibit_refs(((ref, commitment),), parent, sealed=seal.seals.body("exhibit"))
    statement = log.say("exhibit", obtained, time=at, refs=refs)
    ident = statement.id.hex()
    parents[one.origin] = ident
    pending[ref.digest, one.origin, parent] = ident
    return Taken(exhibit=ident, origin=one.origin, new=True)


def exhibit_refs(objects: Iterable[Staged], parent: str | None, *, sealed: bool) -> tuple[str, ...]:
    """What an exhibit's statement refers to: its objects, then its parent. Sealed, each object with its commitment."""
    found = [text for ref, commitment in objects for text in (ref.name, commitment.hex())[: 1 + sealed]]
    return (*found, parent) if parent else tuple(found)


def stored_name(index: Index, digest: str) -> str | None:
    """Where bytes that are held already lie sealed."""
    for exhibit in index.naming(digest):
        for ref in exhibit.obtained.objects:
            if ref.digest == digest and ref.stored is not None:
                return ref.stored
    return None
