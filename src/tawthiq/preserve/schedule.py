"""What was looked at longest ago is looked at first, and "safe" is said only of what two copies are known to hold whole.

An audit tells spans of digests instead of lists: every object that the log named by then and that lies in a span was read.
Digests fall evenly, so a span from a random place is a fair sample, and a run over a million objects is one line.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tawthiq.record.upkeep import Audited, Mended, Span


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """An object that the record names: its size, and the statements that name it, as (device, number in its chain)."""

    digest: str
    size: int | None
    named: tuple[tuple[str, int], ...]

    def known(self, heads: Mapping[str, int]) -> bool:
        """Whether a copy that had these chains up to these numbers had heard of it."""
        return any(heads.get(device, -1) >= number for device, number in self.named)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What one copy last said of an object: when it was read, and the code of what was wrong, or None if it was whole."""

    at: int
    wrong: str | None = None


class Safety(msgspec.Struct, frozen=True, kw_only=True):
    """Whether enough copies hold an object whole. `whole` and `hurt` are (device, when); `why` is a code where it is not safe."""

    whole: tuple[tuple[str, int], ...] = ()
    hurt: tuple[tuple[str, int], ...] = ()
    why: str | None = None

    @property
    def safe(self) -> bool:
        """Nothing is missing."""
        return self.why is None


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """Upkeep as the log has it: who said it, and where in their own chain."""

    author: str
    seq: int
    at: int
    said: Audited | Mended


History = Mapping[str, Sequence[Noted]]
"""What was told of each copy (by device), oldest first."""


def history(told: Iterable[Noted]) -> dict[str, list[Noted]]:
    """Upkeep by the copy it is about: an audit of another copy counts for that copy."""
    found: dict[str, list[Noted]] = {}
    for one in told:
        device = (one.said.copy if isinstance(one.said, Audited) else None) or one.author
        found.setdefault(device, []).append(one)
    for list_ in found.values():
        list_.sort(key=lambda one: (one.at, one.author, one.seq))
    return found


def last_seen(held: Sequence[Held], about: Sequence[Noted]) -> dict[str, Seen]:
    """What is known of each object in one copy. `held` in the order of digests.

    An object that the copy had not heard of when it was read is not one that was read, wherever its digest falls.
    """
    digests = [one.digest for one in held]
    found: dict[str, Seen] = {}
    for told in about:
        if isinstance(told.said, Mended):
            for digest in told.said.objects:
                found[digest] = Seen(at=told.at)
            continue
        heads = dict(told.said.heads)
        for span in told.said.spans:
            for at in range(bisect_left(digests, span.first), len(digests)):
                if digests[at] > span.last:
                    break
                if held[at].known(heads):
                    found[digests[at]] = Seen(at=told.said.ended)
        for digest, code in told.said.failed:
            found[digest] = Seen(at=told.said.ended, wrong=code)
    return found


def due(held: Sequence[Held], seen: Mapping[str, Seen], *, before: int | None = None) -> list[Held]:
    """What to read, in order: never read, then read longest ago; what was hurt comes first of all.

    `before` (seconds) leaves out what was read since and was whole.
    """
    waiting = [
        one
        for one in held
        if before is None or one.digest not in seen or seen[one.digest].wrong or seen[one.digest].at < before
    ]
    return sorted(waiting, key=lambda one: (_urgency(seen.get(one.digest)), one.digest))


def window(held: Sequence[Held], share: float, start: str) -> list[Held]:
    """A share of the objects in one stretch from the digest `start` on, around the end to the beginning."""
    count = min(
        len(held), -(-int(len(held) * share * 1_000_000) // 1_000_000) or (1 if held and share else 0)
    )
    first = bisect_left([one.digest for one in held], start)
    return [*held[first:], *held[:first]][:count]


def spans(held: Sequence[Held], read: Iterable[str]) -> tuple[Span, ...]:
    """The fewest spans that hold what was read and nothing else that is held. `held` in the order of digests."""
    done = set(read)
    found: list[Span] = []
    first = last = None
    for one in held:
        if one.digest in done:
            first, last = first or one.digest, one.digest
        elif first is not None and last is not None:
            found.append(Span(first, last))
            first = last = None
    if first is not None and last is not None:
        found.append(Span(first, last))
    return tuple(found)


def safety(digest: str, copies: Mapping[str, Mapping[str, Seen]], own: str, *, since: int) -> Safety:
    """Two whole copies, this one among them, each read after `since`; else what is missing."""
    whole, hurt, old = [], [], False
    for device, seen in sorted(copies.items()):
        one = seen.get(digest)
        if one is None:
            continue
        if one.wrong:
            hurt.append((device, one.at))
        elif one.at < since:
            old = True
        else:
            whole.append((device, one.at))
    names = {device for device, _ in whole}
    if own in {device for device, _ in hurt}:
        why = "hurt-here"
    elif own not in names:
        why = "old-here" if old and own in copies and digest in copies[own] else "unread-here"
    elif len(names) < 2:
        why = "hurt-elsewhere" if hurt else "old-elsewhere" if old else "one-copy"
    else:
        why = None
    return Safety(whole=tuple(whole), hurt=tuple(hurt), why=why)


def _urgency(seen: Seen | None) -> tuple[int, int]:
    if seen is None:
        return 1, 0
    return (0, seen.at) if seen.wrong else (2, seen.at)
