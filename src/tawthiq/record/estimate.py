"""A count is a documented total first, and only then estimates, each with its interval, and refusals with their reasons."""

from typing import Any

import msgspec

from tawthiq.record.assessment import Reason


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """One estimator's answer for the whole population. `level` is the nominal coverage of `[lo, hi]`."""

    method: str
    median: float
    mean: float
    lo: float
    hi: float
    level: float
    diagnostics: dict[str, Any] = {}


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One estimator's refusal: why the data cannot identify an answer, and what would help."""

    method: str
    reason: Reason


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """What `count` gives. `histories` maps a 0/1 pattern over `lists` to the number of persons so recorded."""

    documented: int
    lists: tuple[str, ...]
    histories: dict[str, int]
    estimates: tuple[Estimate, ...] = ()
    refused: tuple[Refusal, ...] = ()
    caveats: tuple[Reason, ...] = ()
