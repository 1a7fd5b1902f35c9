"""A case is sound when every statement is and every object it names is; each damaged thing is named by itself."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tawthiq.case.bodies import body_of
from tawthiq.preserve import Expected, Problem, Report, Verdict, check_objects
from tawthiq.record.audit import audit
from tawthiq.record.errors import RecordError
from tawthiq.record.exhibit import Obtained

if TYPE_CHECKING:
    from tawthiq.case.case import Case


THREADS = min(4, os.cpu_count() or 1)


def check_case(
    case: "Case", *, deep: bool = True, progress: Callable[[int, int], None] | None = None
) -> Iterator[Report]:
    """The report on the log first, then one on each object that a readable statement names."""
    yield check_log(case)
    expected = dict(expected_objects(case))
    for done, report in enumerate(
        check_objects(case.vault, expected.values(), deep=deep, threads=THREADS), 1
    ):
        if progress is not None:
            progress(done, len(expected))
        yield report


def expected_objects(case: "Case") -> Iterator[tuple[str, Expected]]:
    """Every object that the record itself names; the index is a cache, and nothing here trusts it."""
    for row in case.ledger.rows():
        try:
            statement = row.statement
        except RecordError:
            continue
        said = body_of(row, statement)
        if isinstance(said, Obtained):
            for ref in said.objects:
                yield ref.digest, Expected(ref.digest, ref.size, statement.id.hex())


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
