"""A matching run again on more rows: persons and incidents keep the ids they had, and what changed is told.

One of the new run takes the id of the one of the old run with which it shares most rows, each id going to one only, the largest
share first. Rows are recognised by (list, row): re-sorted lists keep nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from tawthiq.match.events import EventsMatch, ReportedIncident
from tawthiq.match.people import PeopleMatch
from tawthiq.record.person import Person, RowRef

Match = TypeVar("Match", PeopleMatch, EventsMatch)
Groups = Sequence[tuple[str, Sequence[RowRef]]]
"""Ids with their rows."""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Ids. `merged`: new id -> old ids that came together; `split`: old id -> new ids its rows went to."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    merged: dict[str, tuple[str, ...]] = {}
    split: dict[str, tuple[str, ...]] = {}


def again(found: Match, before: Match) -> tuple[Match, Changes]:
    """The new matching with the old one's ids wherever persons or incidents went on, and what else happened to the old ones."""
    kept, changes = kept_ids(_groups(found), _groups(before))
    if isinstance(found, PeopleMatch):
        persons = tuple(msgspec.structs.replace(one, id=kept[one.id]) for one in found.persons)
        return msgspec.structs.replace(found, persons=persons), changes
    incidents = tuple(msgspec.structs.replace(one, id=kept[one.id]) for one in found.incidents)
    return msgspec.structs.replace(found, incidents=incidents), changes


def _groups(found: PeopleMatch | EventsMatch) -> Groups:
    every = found.persons if isinstance(found, PeopleMatch) else found.incidents
    return [(one.id, one.rows) for one in every]


def kept_ids(found: Groups, before: Groups) -> tuple[dict[str, str], Changes]:
    """For each new id the one it is to bear, and what changed."""
    home = {ref: name for name, rows in before for ref in rows}
    shared = [(_shared(rows, home), name) for name, rows in found]
    claims = sorted((-count, old, name) for counts, name in shared for old, count in counts.items())
    kept: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, name in claims:
        if name not in kept and old not in taken:
            kept[name] = old
            taken.add(old)
    used = set(kept.values())
    for name, _ in found:
        if name not in kept:
            kept[name] = _free(name, used)
            used.add(kept[name])
    return kept, _changes([(kept[name], rows) for name, rows in found], before, home)


def _shared(rows: Sequence[RowRef], home: Mapping[RowRef, str]) -> Counter[str]:
    return Counter(home[ref] for ref in rows if ref in home)


def _free(wanted: str, used: set[str]) -> str:
    """The id itself, unless an older person still bears it."""
    return (
        wanted
        if wanted not in used
        else next(name for n in range(2, 10**6) if (name := f"{wanted}.{n}") not in used)
    )


def _changes(found: Groups, before: Groups, home: Mapping[RowRef, str]) -> Changes:
    old = {name for name, _ in before}
    came = {name: sorted(_shared(rows, home)) for name, rows in found}
    went: dict[str, list[str]] = {}
    for new, sources in came.items():
        for source in sources:
            went.setdefault(source, []).append(new)
    return Changes(
        new=tuple(sorted(new for new, sources in came.items() if not sources)),
        gone=tuple(sorted(old - came.keys())),
        merged={new: tuple(sources) for new, sources in sorted(came.items()) if len(sources) > 1},
        split={source: tuple(sorted(news)) for source, news in sorted(went.items()) if len(news) > 1},
    )


def earlier_match(like: Match, rows: Mapping[str, Sequence[tuple[str, int]]]) -> Match:
    """A matching of the same make that holds no more than ids with their rows."""
    refs = {name: tuple(sorted(RowRef(*ref) for ref in some)) for name, some in sorted(rows.items())}
    if isinstance(like, PeopleMatch):
        persons = tuple(Person(id=name, rows=some, names=(), probability=1.0) for name, some in refs.items())
        return msgspec.structs.replace(like, persons=persons, pairs=(), orphans=())
    incidents = tuple(ReportedIncident(id=name, rows=some, probability=1.0) for name, some in refs.items())
    return msgspec.structs.replace(like, incidents=incidents, pairs=(), orphans=())
