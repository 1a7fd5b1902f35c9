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
    """A relation between two incidents at one place: the second struck `minutes` after and `metres` from the first.

    `p_value`: how probable it is that unrelated strikes alone bring one as close in place and time; `stands_out`: it does so
    among all strikes looked at; `responders`: there were any at the second, where that is known.
    """

    first: str
    second: str
    minutes: float
    metres: float
    probability: float
    expected_by_chance: float
    p_value: float = 1.0
    stands_out: bool = False
    responders: bool | None = None
