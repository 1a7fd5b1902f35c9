"""An archive is opened as far as its bounds allow and no further; what it refuses is told by name, and it is kept whole.

Members get origins below the archive's own, never paths on our disk: nothing is extracted to a place a name chose.
Before the first member comes out, the directory's size is bounded; while members come out, their number, their growth
and the sum of their bytes are. A member is read through once before it is yielded, so that a damaged one is told here
and not in the middle of keeping it.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from tawthiq.collect.check import examine
from tawthiq.collect.items import Item, Problem, in_bytes, problem, reason
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.members import Kind, Member, MemberRefused, Shelf
from tawthiq.collect.names import member_path, shown
from tawthiq.collect.sniff import BZIP2, GZIP, TAR, XZ, ZIP
from tawthiq.collect.streams import spool
from tawthiq.record.errors import InputError, TooLargeInput
from tawthiq.record.exhibit import How

PACKED = {GZIP, BZIP2, XZ}
"""Packed streams; opened only when a tar is inside."""
ARCHIVES = {ZIP, TAR} | PACKED
_REFUSED = {Kind.LINK: "member_link", Kind.SPECIAL: "member_special"}


class Budget:
    """What is left of the bounds for one archive and everything nested in it."""

    def __init__(self, limits: Limits) -> None:
        self.members = limits.members
        self.bytes = limits.unpacked


def unpack(
    archive: Item, limits: Limits = DEFAULT, budget: Budget | None = None, depth: int = 1
) -> Iterator[Item | Problem]:
    """The members of an archive's item, each with `parent` = its origin, and a Problem for each that is refused."""
    budget = budget or Budget(limits)
    where = shown(archive.origin)
    shelf = Shelf(archive, limits, budget.bytes)
    try:
        with shelf:
            yield from _members(archive, shelf, limits, budget, depth)
    except MemberRefused as refused:
        if refused.code != "not_an_archive":
            yield problem(refused.code, where, kept=True, **refused.values)


def _members(
    archive: Item, shelf: Shelf, limits: Limits, budget: Budget, depth: int
) -> Iterator[Item | Problem]:
    taken: dict[str, int] = {}
    locked = 0
    for member in shelf.members():
        if member.kind is Kind.FOLDER:
            continue
        budget.members -= 1
        if budget.members < 0:
            yield problem("archive_too_many", shown(archive.origin), kept=True, limit=limits.members)
            return
        if member.kind is Kind.LOCKED:
            locked += 1
            continue
        path = member_path(member.name)
        where = f"{shown(archive.origin)}: {shown(member.name)}"
        code = "member_outside" if path is None else _REFUSED.get(member.kind) or _oversize(member, limits)
        if path is None or code:
            yield problem(
                code or "member_outside",
                where,
                kept=False,
                limit=in_bytes(limits.file_size),
                ratio=limits.ratio,
            )
            continue
        if member.size > budget.bytes:
            yield problem("archive_bomb", shown(archive.origin), kept=True, limit=in_bytes(limits.unpacked))
            return
        origin = _free(f"{archive.origin}/{path}", taken)
        yield from _member(archive, shelf, member, origin, limits, budget, depth)
    if locked:
        yield problem("archive_locked", shown(archive.origin), kept=True, count=locked)


def _oversize(member: Member, limits: Limits) -> str | None:
    if member.size > limits.file_size:
        return "member_too_large"
    if (
        member.size > limits.ratio_from
        and member.packed is not None
        and member.size > limits.ratio * max(1, member.packed)
    ):
        return "member_bomb"
    return None


def _free(origin: str, taken: dict[str, int]) -> str:
    """The origin, or with a number where an earlier member has it. `taken` counts the members of each name."""
    free = origin
    while free in taken:
        taken[origin] += 1
        free = f"{origin} ({taken[origin]})"
    taken[free] = 1
    return free


def _member(
    archive: Item, shelf: Shelf, member: Member, origin: str, limits: Limits, budget: Budget, depth: int
) -> Iterator[Item | Problem]:
    where = shown(origin)
    try:
        with shelf.read(member) as stream:
            copy, size = spool(stream, min(member.size, budget.bytes))
    except InputError as error:
        code = "member_bomb" if isinstance(error, TooLargeInput) else "member_broken"
        yield problem(code, where, kept=False, ratio=limits.ratio, why=reason(error))
        return
    budget.bytes -= size
    with copy:
        if size == 0:
            yield problem("empty", where, kept=False)
            return
        name = member.name.replace("\\", "/").rstrip("/").rpartition("/")[2]
        seen = examine(copy, name, size, limits)
    item = Item(
        name=origin.rpartition("/")[2],
        origin=origin,
        how=seen.how if seen.how is not How.FILE else How.MEMBER,
        media_type=seen.media_type,
        size=size,
        opener=_opener(shelf, member, where),
        problems=seen.codes,
        parent=archive.origin,
    )
    yield item
    for code, values in seen.findings:
        yield problem(code, where, kept=True, **values)
    if seen.media_type in ARCHIVES:
        if depth >= limits.depth:
            yield problem("archive_too_deep", where, kept=True, limit=limits.depth)
        else:
            yield from unpack(item, limits, budget, depth + 1)


def _opener(shelf: Shelf, member: Member, where: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        return shelf.read(member, where)

    return opened
