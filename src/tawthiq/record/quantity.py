"""A quantity keeps its hedge: the stated figure stands in `lo` or `hi`, and what it implies is computed, never stored.

Bounds follow DESIGN.md section 2: `over` and `under` are exclusive, `at_least` and `up_to` inclusive, an open end is
None. `all` and `undeterminable` have no bounds at all and are kept as statements, never as zero.
"""

from enum import StrEnum

import msgspec

Number = int | float


class Hedge(StrEnum):
    """How firmly the speaker stands behind the figure."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    OVER = "over"
    UP_TO = "up_to"
    UNDER = "under"
    ABOUT = "about"
    RANGE = "range"
    DOZENS = "dozens"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    TENS_OF_THOUSANDS = "tens_of_thousands"
    HUNDREDS_OF_THOUSANDS = "hundreds_of_thousands"
    MILLIONS = "millions"
    SEVERAL = "several"
    NONE = "none"
    ALL = "all"
    UNDETERMINABLE = "undeterminable"


class Form(StrEnum):
    """How the figure is written."""

    NUMBER = "number"
    VAGUE = "vague"
    IMPLICIT = "implicit"
    UNIVERSAL = "universal"
    ZERO = "zero"
    DUAL = "dual"
    UNKNOWN = "unknown"


class QuantityKind(StrEnum):
    """What is measured; only counts can reach the room `count`."""

    COUNT = "count"
    AGE = "age"
    DURATION = "duration"
    SHARE = "share"
    MONEY = "money"
    IDENTIFIER = "identifier"


class Role(StrEnum):
    """How the figure relates to others about the same thing."""

    TOTAL = "total"
    SUBSET = "subset"
    INCREMENT = "increment"
    SUPERSEDES = "supersedes"
    PLANNED = "planned"


class Interval(msgspec.Struct, frozen=True):
    """A closed interval of numbers; None is an open end. `lo > hi` never occurs."""

    lo: Number | None
    hi: Number | None

    def overlaps(self, other: "Interval") -> bool:
        """Some number lies in both."""
        below = self.hi is not None and other.lo is not None and self.hi < other.lo
        above = self.lo is not None and other.hi is not None and self.lo > other.hi
        return not (below or above)

    def within(self, other: "Interval") -> bool:
        """Every number of this one lies in the other."""
        low = other.lo is None or (self.lo is not None and self.lo >= other.lo)
        high = other.hi is None or (self.hi is not None and self.hi <= other.hi)
        return low and high


ABOUT_SHARE = 0.05
"""How far `about` may reach when two figures are compared: 5 % either way (research page on platforms, section 4)."""


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """One figure as it was said. `start`/`end` are code points of the exhibit's text."""

    verbatim: str
    start: int
    end: int
    hedge: Hedge
    form: Form
    lo: Number | None
    hi: Number | None
    unit: str | None = None
    scope: str | None = None
    kind: QuantityKind = QuantityKind.COUNT
    role: Role = Role.TOTAL

    @property
    def implied(self) -> Interval | None:
        """What the words imply as a closed interval of whole numbers (counts) or numbers; None if they bound nothing."""
        if self.hedge in (Hedge.ALL, Hedge.UNDETERMINABLE):
            return None
        if self.hedge is Hedge.OVER and self.lo is not None:
            return Interval(self.lo + 1 if self.kind is QuantityKind.COUNT else self.lo, None)
        if self.hedge is Hedge.UNDER and self.hi is not None:
            return Interval(None, self.hi - 1 if self.kind is QuantityKind.COUNT else self.hi)
        if self.hedge is Hedge.ABOUT and self.lo is not None and self.hi is not None:
            return Interval(self.lo * (1 - ABOUT_SHARE), self.hi * (1 + ABOUT_SHARE))
        return Interval(self.lo, self.hi)
