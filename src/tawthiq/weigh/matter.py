"""Two claims stand side by side only if they speak of one matter: same kind of act, one thing counted, one place, one time.

In doubt they are kept apart: a missed comparison costs a line, a false one costs a corroboration that never was. What is
not known counts as fitting only where that is harmless (a counted state or running total without a date, a place inside
one exhibit); two events without dates are never taken to be one, nor two mentions of a state that count nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from tawthiq.language import fold
from tawthiq.language.edtf import bounds
from tawthiq.record.claim import Claim, Modality, PlaceRef, TimeRef
from tawthiq.record.nearness import distance, inside
from tawthiq.record.quantity import Hedge, QuantityKind, Role
from tawthiq.vocabulary import table

FACTS = frozenset({Modality.ASSERTED, Modality.CONCEDED, Modality.DENIED})
"""Modalities that say how things are; threats, fears, plans, opinions and definitions are not weighed against them."""

DRIFT = timedelta(days=7)
"""How far apart two datings of one state may lie: sieges and populations change over weeks, not days."""

DOUBT = frozenset("~?%")
"""The EDTF marks of an approximate or uncertain date."""

EXTENT = 4
"""How many times wider the one of two places (or periods) may be known and still be the same one."""

REGION = 25_000
"""Metres: "there was a siege in the country" is true somewhere on most days; that it is true is no corroboration.
Wider than this is no place in UCDP's terms either (where_prec 3 and above)."""

COUNTED_ROLES = frozenset({Role.TOTAL, Role.SUPERSEDES})


class Matter(msgspec.Struct, frozen=True):
    """What a claim is about. `unit` is None where the claim counts nothing; `role` groups totals, subsets, increments."""

    family: str
    unit: str | None
    role: str
    event: bool


class Facts(msgspec.Struct, frozen=True):
    """A claim with what comparing it needs, worked out once."""

    claim: Claim
    matter: Matter
    first: date | None
    last: date | None

    @property
    def days(self) -> int | None:
        """Length of the period in days; None where an end is open."""
        return None if self.first is None or self.last is None else (self.last - self.first).days + 1


@cache
def _families() -> dict[str, str]:
    return {act: family for family, acts in table("matters")["families"].items() for act in acts}


@cache
def _units() -> dict[str, str]:
    return {fold(word): unit for unit, words in table("matters")["units"].items() for word in words}


@cache
def _population() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    found = table("matters")["population"]
    units = {unit(word) for word in found["units"]}
    return frozenset(found["acts"]), frozenset(units), frozenset(fold(word) for word in found["scopes"])


def unit(word: str) -> str:
    """The unit a counting word stands for: `civilians` and `مدني` are both `civilian`."""
    key = fold(word)
    known = _units().get(key)
    if known is not None:
        return known
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith("ss") else key


def facts(claim: Claim) -> Facts | None:
    """What the claim is about, or None where it cannot be weighed against another (no fact, or no known family)."""
    if claim.modality not in FACTS:
        return None
    counted = claim.quantity if claim.quantity and claim.quantity.kind is QuantityKind.COUNT else None
    counts = unit(counted.unit) if counted and counted.unit else None
    family = _families().get(claim.act)
    acts, units, scopes = _population()
    if counted and counts in units and (claim.act in acts or fold(counted.scope or "") in scopes):
        family, counts = "population", "inhabitant"
    if family is None or (counted and counts is None):
        return None
    role = "total"
    if counted:
        role = "total" if counted.role in COUNTED_ROLES else counted.role.value
    first, last = period(claim.time)
    event = family in table("matters")["events"]["families"]
    return Facts(claim, Matter(family, counts, role, event), first, last)


def period(time: TimeRef | None) -> tuple[date | None, date | None]:
    """First and last day meant, a day wider at each end where the dating is marked approximate or uncertain."""
    if time is None or time.edtf is None:
        return None, None
    first, last = bounds(time.edtf)
    if first is not None and last is not None:
        if first > last:
            return None, None
        if set(time.edtf) & DOUBT and date.min < first and last < date.max:
            return first - timedelta(days=1), last + timedelta(days=1)
    return first, last


def side_by_side(everything: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Pairs about one matter, each once, in the order given. A claim that counts also meets those that do not."""
    families: dict[str, list[Facts]] = {}
    for one in everything:
        families.setdefault(one.matter.family, []).append(one)
    for members in families.values():
        # Sorted by first day, so that for dated events the search stops where nothing later can meet; undated first.
        members.sort(key=lambda f: (f.first is not None, f.first or date.min))
        for n, a in enumerate(members):
            for b in members[n + 1 :]:
                if a.last and b.first and b.first > a.last + DRIFT:
                    break
                if same_matter(a, b):
                    yield a, b


def same_matter(a: Facts, b: Facts) -> bool:
    """Both speak of one thing, as far as they say. Symmetric."""
    one, two = a.matter, b.matter
    if one.family != two.family or one.role != two.role:
        return False
    if one.unit is not None and two.unit is not None and one.unit != two.unit:
        return False
    counted = one.unit is not None and two.unit is not None
    return (
        _same_time(a, b, counted=counted)
        and _same_place(a.claim, b.claim, counted=counted)
        and _fits(a.claim.means, b.claim.means)
        and (counted or _fits(a.claim.target, b.claim.target))
    )


def _fits(a: str | None, b: str | None) -> bool:
    return a is None or b is None or fold(a) == fold(b)


def _same_time(a: Facts, b: Facts, *, counted: bool) -> bool:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return counted and not a.matter.event
    drift = timedelta(0) if a.matter.event else DRIFT
    if a.first > b.last + drift or b.first > a.last + drift:
        return False
    short, long = sorted(((a.last - a.first).days + 1, (b.last - b.first).days + 1))
    # A day's dead and a year's dead are two matters even though the day lies in the year.
    return not counted or long <= EXTENT * max(short, DRIFT.days if not a.matter.event else 1)


def _same_place(a: Claim, b: Claim, *, counted: bool) -> bool:
    if a.place is None or b.place is None:
        return a.exhibit == b.exhibit
    fine, coarse = sorted((a.place.precision_m or 0, b.place.precision_m or 0))
    if not counted and coarse > REGION:
        return False
    if _one_name(a.place, b.place):
        return True
    apart = distance(a.place, b.place)
    if apart is None or a.place.precision_m is None or b.place.precision_m is None or apart > coarse:
        return False
    return not counted or coarse <= EXTENT * max(fine, 1)


def _one_name(a: PlaceRef, b: PlaceRef) -> bool:
    if a.id is not None and b.id is not None:
        return a.id == b.id
    names = [{fold(n) for n in (p.name, p.verbatim) if n} for p in (a, b)]
    return bool(names[0] & names[1])


def entails_circumstance(b: Facts, a: Facts) -> bool:
    """Where and when `b` happened lies within where and when `a` says; means and target that `a` names, `b` names too."""
    for mine, theirs in ((a.claim.means, b.claim.means), (a.claim.target, b.claim.target)):
        if mine is not None and theirs is None:
            return False
    if a.matter.event and not _period_within(b, a):
        return False
    if a.claim.place is None or b.claim.place is None:
        return True
    return _one_name(a.claim.place, b.claim.place) or inside(b.claim.place, a.claim.place)


def _period_within(inner: Facts, outer: Facts) -> bool:
    if outer.first is None or outer.last is None:
        return True
    return (
        inner.first is not None
        and inner.last is not None
        and outer.first <= inner.first
        and inner.last <= outer.last
    )


def says_nobody(one: Facts) -> bool:
    """The claim says that nobody at all suffered the act; "no hospital" or "no child" leaves room for others."""
    quantity = one.claim.quantity
    return quantity is not None and quantity.hedge is Hedge.NONE and one.matter.unit in _population()[1]
