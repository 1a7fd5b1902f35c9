"""Two strikes on one place within a short time are a candidate with its evidence, never a verdict.

A pair carries two numbers: how probable it is that the second really fell within `metres` and `minutes` after the first,
given how precisely place and time of both are known; and how many unrelated strikes would be expected in that disc and
window anyway, given the tempo of strikes around that place and time (a Poisson process, uniform within the
neighbourhood). A pair is worth a look where the first is high and the second far below one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from tawthiq.match.strikes_chance import triangle_cdf, within_probability
from tawthiq.record.incident import Strike
from tawthiq.record.nearness import metres_between

METRES = 500.0
MINUTES = 180.0
LEAST = 0.05
"""Pairs less probable than this are not reported."""

AROUND_M = 2500.0
AROUND = timedelta(days=14)
"""The neighbourhood over which the local tempo is taken: wide enough to hold some strikes, narrow enough to be local."""

PRECISION_TO_SIGMA = 2.447746830680816
"""Radius that holds 95 % of a round bivariate normal, in standard deviations: sqrt(-2 ln 0.05)."""


UNSEEN = 0.5
"""Added to the strikes counted around: none seen is not none possible (the mean under Jeffreys' prior for a Poisson rate)."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One strike: where (degrees; `precision_m` is the radius that holds the truth) and when (give or take minutes)."""

    id: str
    time: datetime
    lat: float
    lon: float
    precision_m: float = 0.0
    precision_min: float = 0.0


def strikes(
    events: Sequence[Event], *, metres: float = METRES, minutes: float = MINUTES, least: float = LEAST
) -> tuple[Strike, ...]:
    """Ordered pairs of strikes on one place, sorted by time of the first, then the second.

    Times must be all with or all without a zone. Two strikes at one exactly known moment are one volley, not a pair.
    """
    ordered = sorted(events, key=lambda e: (e.time, e.id))
    tempo = _Tempo(ordered)
    slack = max((e.precision_min for e in ordered), default=0.0)
    found: list[Strike] = []
    for n, first in enumerate(ordered):
        limit = first.time + timedelta(minutes=minutes + first.precision_min + slack)
        for second in ordered[n + 1 :]:
            if second.time > limit:
                break
            pair = _pair(first, second, metres, minutes)
            if pair.probability >= least:
                found.append(
                    msgspec.structs.replace(
                        pair, expected_by_chance=tempo.chance(first, second, metres, minutes)
                    )
                )
    return tuple(found)


def _pair(first: Event, second: Event, metres: float, minutes: float) -> Strike:
    apart = metres_between(first.lat, first.lon, second.lat, second.lon)
    later = (second.time - first.time).total_seconds() / 60
    spread = (first.precision_min, second.precision_min)
    in_time = triangle_cdf(minutes - later, *spread) - triangle_cdf(-later, *spread)
    in_place = within_probability(apart, metres, sigma(first, second))
    return Strike(
        first=first.id,
        second=second.id,
        minutes=later,
        metres=apart,
        probability=min(1.0, max(0.0, in_time * in_place)),
        expected_by_chance=0.0,
    )


def sigma(first: Event, second: Event) -> float:
    """Standard deviation in metres, along each axis, of the difference between the two places."""
    return float((first.precision_m**2 + second.precision_m**2) ** 0.5) / PRECISION_TO_SIGMA


class _Tempo:
    """How many strikes fell around a place and time."""

    def __init__(self, ordered: Sequence[Event]) -> None:
        self._events = ordered
        self._times = [event.time for event in ordered]

    def chance(self, first: Event, second: Event, metres: float, minutes: float) -> float:
        start, end = first.time - AROUND, first.time + AROUND
        low, high = bisect_left(self._times, start), bisect_right(self._times, end)
        around = max(AROUND_M, 5 * metres)
        degrees = around / 111_000
        others = sum(
            abs(e.lat - first.lat) <= degrees and metres_between(e.lat, e.lon, first.lat, first.lon) <= around
            for e in self._events[low:high]
            if e is not first and e is not second
        )
        # Strikes are known of only between the first and the last of the table.
        observed = (min(end, self._times[-1]) - max(start, self._times[0])).total_seconds() / 60
        # An imprecise pair could have fallen together anywhere in a wider disc.
        disc = metres**2 + 2 * sigma(first, second) ** 2
        window = min(1.0, minutes / observed) if observed > 0 else 1.0
        return float((others + UNSEEN) * min(1.0, disc / around**2) * window)
