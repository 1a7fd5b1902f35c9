"""A case is sound when every statement is and every object it names is; each damaged thing is named by itself."""

import math
import os
import random
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from tawthiq.case.bodies import body_of
from tawthiq.preserve import Expected, Problem, Report, Verdict, check_objects
from tawthiq.record.audit import audit
from tawthiq.record.errors import RecordError
from tawthiq.record.exhibit import ObjectRef, Obtained
from tawthiq.record.statement import Statement
from tawthiq.record.timestamp import Timestamp

if TYPE_CHECKING:
    from tawthiq.case.case import Case


THREADS = min(4, os.cpu_count() or 1)


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """How much of the objects to read: a share of them drawn at random, and no longer than so many seconds.

    What is not read is reported as not checked, never as verified.
    """

    share: float = 1.0
    seconds: float | None = None


ALL, NOTHING = Effort(), Effort(share=0.0)


def check_case(
    case: "Case", effort: Effort = ALL, *, progress: Callable[[int, int], None] | None = None
) -> Iterator[Report]:
    """The report on the log first, then one on each object that a readable statement names."""
    yield check_log(case)
    expected = list(dict(expected_objects(case)).values())
    if effort is not ALL:
        # Whoever hurts a case must not know which objects a hurried check looks at.
        random.SystemRandom().shuffle(expected)
    deep = expected[: math.ceil(len(expected) * effort.share)]
    until = None if effort.seconds is None else time.monotonic() + effort.seconds
    done = 0
    for report in check_objects(case.vault, deep, threads=THREADS):
        done += 1
        if progress is not None:
            progress(done, len(deep))
        yield report
        if until is not None and time.monotonic() > until:
            break
    yield from check_objects(case.vault, expected[done:], deep=False)


def expected_objects(case: "Case") -> Iterator[tuple[str, Expected]]:
    """Every object that the record itself names; the index is a cache, and nothing here trusts it."""
    for ref, statement in named_objects(case):
        yield ref.digest, Expected(ref.digest, ref.size, statement.id.hex())


def named_objects(case: "Case") -> Iterator[tuple[ObjectRef, Statement]]:
    """Every object with each statement that names it."""
    for row in case.ledger.rows():
        try:
            statement = row.statement
        except RecordError:
            continue
        said = body_of(row, statement)
        if isinstance(said, Obtained | Timestamp):
            for ref in said.objects:
                yield ref, statement


def check_log(case: "Case") -> Report:
    """The verdict on the statements, their order and the checkpoint."""
    found = audit(case.ledger, case.folder.read_checkpoint(), tiles=case.tiles)
    problems = tuple(Problem(one.code, one.where, one.what) for one in found.findings)
    verdict = Verdict.FAILED if problems else Verdict.VERIFIED
    if not found.statements:
        problems = (
            *problems,
            Problem("log-empty", "record.db", "a case has at least its founding statement"),
        )
        verdict = Verdict.FAILED
    return Report(path=case.folder.ledger.name, kind="log", verdict=verdict, problems=problems)
