"""Objects are read again on a schedule, what was found is recorded as it is found, and a run that was stopped goes on there.

Nothing is remembered beside the record: what is due follows from the audits that the log holds, this copy's and others'.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import SEEK_END
from typing import TYPE_CHECKING

import msgspec

from tawthiq.case.check import THREADS, check_log, present_objects
from tawthiq.preserve import Expected, Verdict, check_objects
from tawthiq.preserve import schedule as plan
from tawthiq.record.errors import ObjectMissing
from tawthiq.record.exhibit import Exhibit
from tawthiq.record.upkeep import Audited, Mended

if TYPE_CHECKING:
    from tawthiq.case.case import Case

EVERY = 600.0
"""Seconds of reading between two statements, so that a power cut costs ten minutes of an audit and no more."""
DAY = 86_400
YEAR = 365


class Stock(msgspec.Struct, frozen=True, kw_only=True):
    """All objects that the record names, in the order of digests, and what each copy last said of each."""

    held: tuple[plan.Held, ...]
    copies: Mapping[str, Mapping[str, plan.Seen]]
    own: str

    def safety(self, exhibit: Exhibit, *, since: int) -> plan.Safety:
        """What is known of an exhibit: of its objects together, the worst."""
        each = [plan.safety(one.name, self.copies, self.own, since=since) for one in exhibit.obtained.objects]
        return min(each, key=lambda one: (one.safe, len(one.whole)))


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """How much to read: a share of the objects, for so many seconds, of those not read for so many days."""

    share: float = 1.0
    seconds: float | None = None
    older: float | None = None


def stock(case: "Case") -> Stock:
    """What there is and what is known of it, from the record alone."""
    named: dict[str, tuple[int | None, list[tuple[str, int]]]] = {}
    for one, statement in present_objects(case):
        named.setdefault(one.digest, (one.size, []))[1].append((statement.author.hex(), statement.seq))
    held = tuple(
        plan.Held(digest=digest, size=size, named=tuple(where))
        for digest, (size, where) in sorted(named.items())
    )
    about = plan.history(told(case))
    own = case.settings.device
    return Stock(
        held=held, copies={device: plan.last_seen(held, said) for device, said in about.items()}, own=own
    )


def told(case: "Case") -> Iterator[plan.Noted]:
    """Audits and repairs that count, of every copy."""
    for audit in case.index.sayings("audit", Audited):
        yield plan.Noted(author=audit.author, seq=audit.seq, at=audit.time, said=audit.said)
    for repair in case.index.sayings("repair", Mended):
        yield plan.Noted(author=repair.author, seq=repair.seq, at=repair.time, said=repair.said)


def chosen(known: Stock, copy: str, wanted: Wanted, now: int) -> list[plan.Held]:
    """What an audit of a copy reads, in order."""
    seen = known.copies.get(copy, {})
    held: Sequence[plan.Held] = known.held
    if wanted.share < 1:
        # Whoever hurts a case must not know where a hurried audit looks.
        held = plan.window(held, wanted.share, secrets.token_hex(32))
    before = None if wanted.older is None else int(now - wanted.older * DAY)
    return plan.due(held, seen, before=before)


def audit(
    case: "Case",
    wanted: Wanted,
    *,
    other: "Case | None" = None,
    clock: Callable[[], float] = time.time,
    progress: Callable[[int, int], None] | None = None,
) -> list[Audited]:
    """Read what is due in this copy, or in `other`, and record it; what was recorded.

    Stopped by hand, what was read so far is recorded before the interruption goes on its way.
    """
    place = other if other is not None else case
    began = clock()
    log = check_log(place).verdict
    heads = tuple(sorted((author.hex(), seq) for author, (seq, _) in place.ledger.heads().items()))
    known = stock(case)
    waiting = chosen(known, place.settings.device, wanted, int(began))
    if other is not None:
        waiting = [one for one in waiting if one.known(dict(heads))]
    recorded: list[Audited] = []
    held = [one for one in known.held if one.known(dict(heads))]
    copy = other.settings.device if other is not None else None
    run = _Run(case, held, heads, log.value, copy, clock)
    done = 0
    try:
        expected = [Expected(one.digest, one.size, "") for one in waiting]
        for one, report in zip(waiting, check_objects(place.vault, expected, threads=THREADS), strict=True):
            wrong = report.problems[0].code if report.verdict is not Verdict.VERIFIED else None
            run.take(one, one.size if one.size is not None else _length(place, one.digest), wrong)
            done += 1
            if progress is not None:
                progress(done, len(waiting))
            if clock() - run.since > EVERY:
                recorded.append(run.record(int(clock())))
            if wanted.seconds is not None and clock() - began > wanted.seconds:
                break
    finally:
        if run.anything or not recorded:
            recorded.append(run.record(int(clock())))
    return recorded


def _length(place: "Case", digest: str) -> int:
    """The size of a sealed object as it is stored: its statement tells only that of the plain bytes, sealed. 0 if it is gone."""
    try:
        with place.vault.open(digest) as stream:
            return stream.seek(0, SEEK_END)
    except ObjectMissing:
        return 0


class _Run:
    """What was read since the last statement."""

    def __init__(
        self,
        case: "Case",
        held: Sequence[plan.Held],
        heads: tuple[tuple[str, int], ...],
        log: str,
        copy: str | None,
        clock: Callable[[], float],
    ) -> None:
        self._case = case
        self._held = held
        self._heads = heads
        self._log = log
        self._copy = copy
        self._clock = clock
        self._clear()

    def _clear(self) -> None:
        self.since = self._clock()
        self._began = int(self.since)
        self._read: dict[str, int] = {}
        self._failed: list[tuple[str, str]] = []

    @property
    def anything(self) -> bool:
        return bool(self._read)

    def take(self, one: plan.Held, size: int, wrong: str | None) -> None:
        self._read[one.digest] = size
        if wrong is not None:
            self._failed.append((one.digest, wrong))

    def record(self, now: int) -> Audited:
        done = Audited(
            heads=self._heads,
            began=self._began,
            ended=now,
            spans=plan.spans(self._held, self._read),
            objects=len(self._read),
            bytes=sum(self._read.values()),
            log=self._log,
            failed=tuple(self._failed),
            copy=self._copy,
        )
        self._case.record_audit(done)
        self._clear()
        return done
