"""A case is sound when every statement is and every object it names is; each damaged thing is named by itself."""

import math
import os
import random
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from tawthiq.case.bodies import body_of
from tawthiq.case.withdrawing import excused
from tawthiq.preserve import Expected, Problem, Report, Verdict, check_objects
from tawthiq.protect.envelope import OPEN
from tawthiq.record.audit import audit
from tawthiq.record.errors import KeyTrouble, RecordError
from tawthiq.record.exhibit import ObjectRef, Obtained
from tawthiq.record.statement import SEALED, Statement
from tawthiq.record.timestamp import Timestamp

if TYPE_CHECKING:
    from tawthiq.case.case import Case


WITHDRAWN = "withdrawn"
"""The kind of report on what was destroyed by right: neither sound nor unsound, and no fault of the case."""
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
    withdrawn = _Once(case)
    yield check_log(case, withdrawn)
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
        if not _excused(report, deep[done - 1], withdrawn):
            yield report
        if until is not None and time.monotonic() > until:
            break
    for item, report in zip(
        expected[done:], check_objects(case.vault, expected[done:], deep=False), strict=True
    ):
        if not _excused(report, item, withdrawn):
            yield report
    yield from _envelopes(case, expected, withdrawn)
    yield from _withdrawn(case, withdrawn.found)


class _Once:
    """Which statements' bodies may be gone; worked out when something is missing, and once."""

    def __init__(self, case: "Case") -> None:
        self._case = case
        self.found: frozenset[bytes] | None = None

    def __call__(self) -> frozenset[bytes]:
        if self.found is None:
            self.found = excused(self._case)
        return self.found


def _excused(report: Report, item: Expected, withdrawn: _Once) -> bool:
    """An object that is not there is missing, or was withdrawn: these are not the same."""
    missing = any(one.code == "object-missing" for one in report.problems)
    return missing and bytes.fromhex(item.exhibit) in withdrawn()


def _withdrawn(case: "Case", excused: frozenset[bytes] | None) -> Iterator[Report]:
    """A report on each exhibit that was destroyed by right; `excused` is None where nothing at all is missing."""
    for ident in sorted(excused or ()):
        row = case.ledger.find(ident)
        if row is not None and row.body is None and row.statement.kind == "exhibit":
            what = Problem(WITHDRAWN, f"exhibit {ident.hex()[:12]}", "this copy holds nothing of it")
            yield Report(path=ident.hex(), kind=WITHDRAWN, verdict=Verdict.NOT_CHECKABLE, problems=(what,))


def _envelopes(case: "Case", expected: list[Expected], withdrawn: _Once) -> Iterator[Report]:
    """A sealed object that is there and has no envelope can never be opened again, and one that is damaged neither."""
    for item in expected:
        if not item.sealed or not case.vault.has(item.digest):
            continue
        about = bytes.fromhex(item.digest)
        problem = None
        if not case.envelopes.about(about):
            if bytes.fromhex(item.exhibit) in withdrawn():
                continue
            problem = "envelope-missing", "no envelope holds its key: it cannot be opened"
        elif any(case.reader.holds(one.dest) for one in case.envelopes.about(about)):
            try:
                case.reader.opens(about)
            except KeyTrouble as error:
                problem = "envelope-damaged", str(error)
        if problem is not None:
            where = f"exhibit {item.exhibit[:12]}, object {item.digest[:16]}"
            found = Problem(problem[0], where, problem[1])
            yield Report(path=item.digest, kind="envelope", verdict=Verdict.FAILED, problems=(found,))


def expected_objects(case: "Case") -> Iterator[tuple[str, Expected]]:
    """Every object that the record itself names; the index is a cache, and nothing here trusts it."""
    for one, _ in named_objects(case):
        yield one.digest, one


def present_objects(case: "Case") -> Iterator[tuple[Expected, Statement]]:
    """The same with the statement that names it, but for what was withdrawn and is gone."""
    withdrawn = _Once(case)
    for one, statement in named_objects(case):
        if case.vault.has(one.digest) or statement.id not in withdrawn():
            yield one, statement


def named_objects(case: "Case") -> Iterator[tuple[Expected, Statement]]:
    """Every object with each statement that names it."""
    for row in case.ledger.rows():
        try:
            statement = row.statement
        except RecordError:
            continue
        if statement.kind == "exhibit" and statement.body_form == SEALED:
            for name, sealed in objects_of(statement):
                yield Expected(name, None, statement.id.hex(), sealed=sealed), statement
            continue
        said = body_of(row, statement)
        if isinstance(said, Obtained | Timestamp):
            for ref in said.objects:
                yield expected(ref, statement.id.hex()), statement


def expected(ref: ObjectRef, exhibit: str) -> Expected:
    """An object as it lies in the vault: of a sealed one the record tells the size of the plain bytes alone."""
    return Expected(ref.name, None if ref.sealed else ref.size, exhibit, sealed=ref.sealed)


def objects_of(statement: Statement) -> list[tuple[str, bool]]:
    """The stored names that an exhibit with a sealed body refers to, and whether each is sealed: its commitment says so."""
    refs = statement.refs
    return [(refs[at].hex(), refs[at + 1] != OPEN) for at in range(0, len(refs) - 1, 2)]


def check_log(case: "Case", withdrawn: Callable[[], frozenset[bytes]] | None = None) -> Report:
    """The verdict on the statements, their order and the checkpoint. `withdrawn`: whose bodies may be gone, if it is known."""
    found = audit(
        case.ledger, case.folder.read_checkpoint(), tiles=case.tiles, withdrawn=withdrawn or _Once(case)
    )
    problems = tuple(Problem(one.code, one.where, one.what) for one in found.findings)
    verdict = Verdict.FAILED if problems else Verdict.VERIFIED
    if not found.statements:
        problems = (
            *problems,
            Problem("log-empty", "record.db", "a case has at least its founding statement"),
        )
        verdict = Verdict.FAILED
    return Report(path=case.folder.ledger.name, kind="log", verdict=verdict, problems=problems)
