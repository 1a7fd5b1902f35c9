"""Claims that tell of one event are one incident, however many exhibits tell it; what people decided always wins.

Two claims are of one event only if place and time of both are known closely and meet, and means and target do not
differ. A claim joins an incident only if it fits every claim in it, so a chain of half-matches never grows into one
event. Claims told vaguely stand alone. The order of claims never matters.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from tawthiq.language import fold
from tawthiq.language.edtf import bounds
from tawthiq.match.judged import Decided, decide
from tawthiq.record.claim import Claim, Modality, PlaceRef
from tawthiq.record.incident import Incident
from tawthiq.record.judgement import Judgement, Subject
from tawthiq.record.nearness import distance
from tawthiq.vocabulary import table

LONGEST = 3
"""Days: a dating wider than this is a period in which much happened, not the time of one event."""

WIDEST = 10_000
"""Metres: a place known no better than this is a region, not the place of one event."""

HAPPENED = frozenset({Modality.ASSERTED, Modality.CONCEDED})


@cache
def _groups() -> dict[str, str]:
    return {act: group for group, acts in table("matters")["incidents"].items() for act in acts}


class Told(msgspec.Struct, frozen=True):
    """A claim with its group of acts and the days it names. `close` says that place and time are known closely."""

    claim: Claim
    group: str
    first: date | None
    last: date | None

    @property
    def close(self) -> bool:
        """Known well enough to be recognised as the same event told by somebody else."""
        if self.first is None or self.last is None or (self.last - self.first).days >= LONGEST:
            return False
        place = self.claim.place
        if place is None:
            return False
        # A quarter that no gazetteer knows is still a place with a name; one with a point needs its precision.
        return place.lat is None or (place.precision_m is not None and place.precision_m <= WIDEST)

    @property
    def days(self) -> Iterator[date]:
        """The days it may have happened on; only asked of what is close."""
        assert self.first is not None
        assert self.last is not None
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def incidents(claims: Sequence[Claim], judgements: Sequence[Judgement] = ()) -> tuple[Incident, ...]:
    """The events that these claims tell of, sorted by first day, place and id; those without a day come last.

    `judgements` about incidents are pairs of claim ids, oldest first: `same` joins whatever the rules say, `different`
    parts. Raises ContradictoryJudgements where they cannot all hold.
    """
    told = {one.claim.id: one for one in map(_told, claims) if one is not None}
    decided = decide(judgements, Subject.INCIDENT)
    found: list[_Event] = []
    on: dict[tuple[str, date], set[int]] = {}
    for unit in sorted(_units(told, decided), key=lambda unit: _specificity(unit.told[0])):
        days = {(one.group, day) for one in unit.told if one.close for day in one.days}
        near = sorted({n for day in days for n in on.get(day, ())})
        home = next((n for n in near if _fits(unit, found[n], decided)), len(found))
        if home == len(found):
            found.append(_Event())
        found[home].take(unit)
        for day in days:
            on.setdefault(day, set()).add(home)
    return tuple(sorted((_incident(event.told) for event in found), key=_when_and_where))


class _Event:
    """Claims of one event, and the least ids of those that people judged the same."""

    def __init__(self, told: Iterable[Told] = (), roots: Iterable[str] = ()) -> None:
        self.told = sorted(told, key=_specificity)
        self.roots = set(roots)

    def take(self, other: "_Event") -> None:
        self.told += other.told
        self.roots |= other.roots

    def parted_from(self, other: "_Event", decided: Decided) -> bool:
        return any((min(a, b), max(a, b)) in decided.apart for a in self.roots for b in other.roots)


def _units(told: Mapping[str, Told], decided: Decided) -> list[_Event]:
    """The claims that stand together before any rule is asked: judged the same, or one thing said in two languages."""
    units: dict[str, _Event] = {}
    for name in sorted(told):
        units.setdefault(decided.root(name), _Event(roots=[decided.root(name)])).take(_Event([told[name]]))
    home = dict(units)
    for a, b in _utterances(told.values()):
        one, two = home[decided.root(a)], home[decided.root(b)]
        if one is not two and not one.parted_from(two, decided):
            one.take(two)
            for root in two.roots:
                home[root] = one
    return [_Event(unit.told, unit.roots) for unit in {id(unit): unit for unit in home.values()}.values()]


def _told(claim: Claim) -> Told | None:
    group = _groups().get(claim.act)
    if group is None or claim.modality not in HAPPENED:
        return None
    first, last = bounds(claim.time.edtf) if claim.time else (None, None)
    return Told(claim, group, first, last)


def _specificity(one: Told) -> tuple[bool, int, int, str]:
    """The closest told come first; the id settles ties, so nothing depends on the order of the input."""
    length = 10**6 if one.first is None or one.last is None else (one.last - one.first).days
    place = one.claim.place
    precision = 10**9 if place is None or place.precision_m is None else place.precision_m
    return (not one.close, length, precision, one.claim.id)


def _utterances(told: Iterable[Told]) -> list[tuple[str, str]]:
    """Pairs that are one thing said in two languages: same utterance and act, one claim in each language."""
    said: dict[tuple[str, str, str], list[Claim]] = {}
    for one in told:
        if one.claim.utterance:
            said.setdefault((one.claim.exhibit, one.claim.utterance, one.claim.act), []).append(one.claim)
    return sorted(
        (a.id, b.id) if a.id <= b.id else (b.id, a.id)
        for group in said.values()
        for n, a in enumerate(group)
        for b in group[n + 1 :]
        if a.lang != b.lang and (len(group) == 2 or _figure(a) == _figure(b) is not None)
    )


def _figure(claim: Claim) -> tuple[object, ...] | None:
    return None if claim.quantity is None else (claim.quantity.hedge, claim.quantity.lo, claim.quantity.hi)


def _fits(unit: _Event, event: _Event, decided: Decided) -> bool:
    if unit.parted_from(event, decided):
        return False
    pairs = [(a, b) for a in unit.told if a.close for b in event.told if b.close]
    return bool(pairs) and all(_one_event(a, b) for a, b in pairs)


def _one_event(a: Told, b: Told) -> bool:
    assert a.first is not None
    assert a.last is not None
    assert b.first is not None
    assert b.last is not None
    one, two = a.claim, b.claim
    if a.group != b.group or a.first > b.last or b.first > a.last:
        return False
    if one.place is None or two.place is None or not _one_place(one.place, two.place):
        return False
    if not (_agree(one.means, two.means) and _agree(one.target, two.target)):
        return False
    return one.exhibit != two.exhibit or not _told_apart(one, two)


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or fold(a) == fold(b)


def _one_place(a: PlaceRef, b: PlaceRef) -> bool:
    if a.id is not None and b.id is not None and a.id == b.id:
        return True
    apart = distance(a, b)
    if apart is None:
        return fold(a.name or a.verbatim) == fold(b.name or b.verbatim)
    return apart <= max(a.precision_m or 0, b.precision_m or 0)


def _told_apart(one: Claim, two: Claim) -> bool:
    """One document that gives two figures for one kind of act and unit tells of two events."""
    if one.act != two.act or one.quantity is None or two.quantity is None:
        return False
    if one.quantity.unit != two.quantity.unit:
        return False
    ours, theirs = one.quantity.implied, two.quantity.implied
    return ours is not None and theirs is not None and not ours.overlaps(theirs)


def _incident(event: Sequence[Told]) -> Incident:
    best = sorted(event, key=_specificity)
    names = sorted(one.claim.id for one in event)
    return Incident(
        # The smallest claim id names the incident, so that it keeps its name while others join.
        id="i" + hashlib.sha256(names[0].encode()).hexdigest()[:16],
        acts=tuple(sorted({one.claim.act for one in event})),
        claims=tuple(names),
        place=next((one.claim.place for one in best if one.claim.place is not None), None),
        time=next((one.claim.time for one in best if one.claim.time is not None), None),
        means=tuple(sorted({one.claim.means for one in event if one.claim.means})),
        targets=tuple(sorted({one.claim.target for one in event if one.claim.target})),
    )


def _when_and_where(incident: Incident) -> tuple[bool, date, str, str]:
    first = bounds(incident.time.edtf)[0] if incident.time else None
    place = incident.place
    return (
        first is None,
        first or date.max,
        "" if place is None else place.name or place.verbatim,
        incident.id,
    )
