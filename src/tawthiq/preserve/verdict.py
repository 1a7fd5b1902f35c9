"""Four verdicts and no fifth: verified, failed, not checked, not checkable. Nothing found is never "valid"."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec


class Verdict(StrEnum):
    """What a check can say."""

    VERIFIED = "verified"
    FAILED = "failed"
    NOT_CHECKED = "not checked"
    NOT_CHECKABLE = "not checkable"


class Gravity(StrEnum):
    """What a problem does to the verdict: an error fails it, a warning leaves it, the others say what was not seen."""

    ERROR = "error"
    UNCHECKABLE = "not checkable"
    UNCHECKED = "not checked"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong: a stable code, where it is, and what it is in a sentence."""

    code: str
    where: str
    what: str
    gravity: Gravity = Gravity.ERROR


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


_OF_GRAVITY = {
    Gravity.ERROR: Verdict.FAILED,
    Gravity.UNCHECKABLE: Verdict.NOT_CHECKABLE,
    Gravity.UNCHECKED: Verdict.NOT_CHECKED,
    Gravity.WARNING: Verdict.VERIFIED,
}


def judged(path: str, kind: str, problems: Sequence[Problem]) -> Report:
    """The report that follows from what was found, when everything else was looked at and is whole."""
    seen = {_OF_GRAVITY[problem.gravity] for problem in problems}
    verdict = next((one for one in _ORDER if one in seen), Verdict.VERIFIED)
    order = list(Gravity)
    clean = [Problem(one.code, writable(one.where), writable(one.what), one.gravity) for one in problems]
    ranked = sorted(dict.fromkeys(clean), key=lambda one: order.index(one.gravity))
    return Report(path=writable(path), kind=kind, verdict=verdict, problems=tuple(_shortened(ranked)))


def writable(text: str) -> str:
    """The text with what cannot be written as UTF-8 (a strange file name, half a character) shown as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


MOST = 200
"""Problems of one code that are told one by one; whoever makes a package could else fill our memory and the screen."""


def _shortened(problems: Sequence[Problem]) -> list[Problem]:
    told: list[Problem] = []
    counts: dict[tuple[str, Gravity], int] = {}
    for problem in problems:
        key = problem.code, problem.gravity
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= MOST:
            told.append(problem)
    return told + [
        Problem(code, "", f"{count - MOST} more of this code are left out here", gravity)
        for (code, gravity), count in counts.items()
        if count > MOST
    ]
