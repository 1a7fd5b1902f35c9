"""Four verdicts and no fifth: verified, failed, not checked, not checkable. Nothing found is never "valid"."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec


class Verdict(StrEnum):
    """What a check can say."""

    VERIFIED = "verified"
    FAILED = "failed"
    NOT_CHECKED = "not checked"
    NOT_CHECKABLE = "not checkable"


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong: a stable code, where it is, and what it is in a sentence."""

    code: str
    where: str
    what: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one thing, in the shape of `verify --json`. `whole_in`: other copies in which it was found whole."""

    path: str
    kind: str
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    whole_in: tuple[str, ...] = ()


_ORDER = (Verdict.FAILED, Verdict.NOT_CHECKABLE, Verdict.NOT_CHECKED, Verdict.VERIFIED)


def worst(reports: Iterable[Report]) -> Verdict:
    """The verdict on all of them together; of none, `not checkable`: silence is not soundness."""
    seen = {report.verdict for report in reports}
    return next((verdict for verdict in _ORDER if verdict in seen), Verdict.NOT_CHECKABLE)
