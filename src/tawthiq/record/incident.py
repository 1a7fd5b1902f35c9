"""An incident is something that happened: acts with place, time, means, targets, as claims tell it.

A double tap is a relation between two incidents, never a kind of incident.
"""

import msgspec

from tawthiq.record.claim import PlaceRef, TimeRef


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One event with the claims that tell of it."""

    id: str
    acts: tuple[str, ...]
    claims: tuple[str, ...]
    place: PlaceRef | None = None
    time: TimeRef | None = None
    means: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


class Strike(msgspec.Struct, frozen=True, kw_only=True):
    """A relation between two incidents at one place: the second struck `minutes` after and `metres` from the first."""

    first: str
    second: str
    minutes: float
    metres: float
    probability: float
    expected_by_chance: float
