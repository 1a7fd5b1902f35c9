"""Two strikes on one place within a short time are a candidate with its evidence, never a verdict.

A pair carries: how probable it is that the second really fell within `metres` and `minutes` after the first, given how
precisely place and time of both are known; how many unrelated strikes would be expected in that disc and window anyway; and
how probable it is that unrelated ones alone bring a follower as close (`strikes_significance`). A pair stands out where that
is so small that among all the pairs so marked at most one in twenty is expected to be chance.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from tawthiq.record.incident import Strike

if TYPE_CHECKING:
    from tawthiq.match.strikes_grid import Columns

METRES = 500.0
MINUTES = 180.0
LEAST = 0.05
"""Pairs less probable than this are not reported."""

SURE = 0.5
"""A pair less probable than this never stands out."""

PRECISION_TO_SIGMA = 2.447746830680816
"""Radius that holds 95 % of a round bivariate normal, in standard deviations: sqrt(-2 ln 0.05)."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - beside times without a zone; those with one are taken to UTC first


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One strike: where (degrees; `precision_m` is the radius that holds the truth) and when (give or take minutes)."""

    id: str
    time: datetime
    lat: float
    lon: float
    precision_m: float = 0.0
    precision_min: float = 0.0
    responders: bool | None = None
    """Whether responders (medics, firefighters, civil defence) were there, where it is known."""


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """Three strikes or more on one place, each linked to another of them: their ids in order of time."""

    strikes: tuple[str, ...]
    minutes: float


def strikes(
    events: Sequence[Event], *, metres: float = METRES, minutes: float = MINUTES, least: float = LEAST
) -> tuple[Strike, ...]:
    """Ordered pairs of strikes on one place, sorted by time of the first, then the second.

    Times must be all with or all without a zone. Two strikes at one exactly known moment are one volley, not a pair.
    """
    from tawthiq.match.strikes_columns import pairs  # noqa: PLC0415 - compiled kernels are slow to import

    ordered = sorted(events, key=lambda e: (e.time, e.id))
    found = pairs(_columns(ordered), metres=metres, minutes=minutes, least=least)
    return tuple(
        Strike(
            first=ordered[first].id,
            second=ordered[second].id,
            minutes=(ordered[second].time - ordered[first].time).total_seconds() / 60,
            metres=apart,
            probability=probability,
            expected_by_chance=expected,
            p_value=p_value,
            stands_out=stands_out,
            responders=ordered[second].responders,
        )
        for first, second, apart, probability, expected, p_value, stands_out in found.rows()
    )


def chains(found: Sequence[Strike]) -> tuple[Chain, ...]:
    """The strikes that pairs link, three or more at a time, sorted. Give it the pairs you hold to be linked."""
    home: dict[str, set[str]] = {}
    when: dict[str, float] = {}
    for pair in found:
        one, two = home.setdefault(pair.first, {pair.first}), home.setdefault(pair.second, {pair.second})
        if one is not two:
            one |= two
            home |= dict.fromkeys(two, one)
    # Times follow from the gaps: pairs of one chain hang together, so every strike is reached from its first.
    gaps: dict[str, list[tuple[str, float]]] = {}
    for pair in found:
        gaps.setdefault(pair.first, []).append((pair.second, pair.minutes))
        gaps.setdefault(pair.second, []).append((pair.first, -pair.minutes))
    out = []
    for group in {id(g): g for g in home.values()}.values():
        if len(group) < 3:
            continue
        start = min(group)
        when, todo = {start: 0.0}, [start]
        while todo:
            at = todo.pop()
            for other, gap in gaps[at]:
                if other not in when:
                    when[other] = when[at] + gap
                    todo.append(other)
        ids = tuple(sorted(group, key=lambda name: (when[name], name)))
        out.append(Chain(strikes=ids, minutes=when[ids[-1]] - when[ids[0]]))
    return tuple(sorted(out, key=lambda chain: chain.strikes))


def _columns(ordered: Sequence[Event]) -> "Columns":
    import numpy as np  # noqa: PLC0415 - slow to import

    from tawthiq.match.strikes_grid import MINUTE, Columns  # noqa: PLC0415 - slow to import

    def stamp(time: datetime) -> int:
        bare = time if time.tzinfo is None else time.astimezone(UTC).replace(tzinfo=None)
        return (bare - _EPOCH) // timedelta(microseconds=1)

    return Columns(
        time=np.array([stamp(e.time) for e in ordered], np.int64),
        lat=np.array([e.lat for e in ordered], np.float64),
        lon=np.array([e.lon for e in ordered], np.float64),
        sigma2=(np.array([e.precision_m for e in ordered], np.float64) / PRECISION_TO_SIGMA) ** 2,
        spread=np.array([round(e.precision_min * MINUTE) for e in ordered], np.int64),
    )
