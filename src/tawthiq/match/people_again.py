"""A matching run again on more rows: persons keep the ids they had, and what changed is told.

A person of the new run takes the id of the person of the old run with whom they share most rows, each id going to one
person only, the largest share first. Rows are recognised by (list, row): re-sorted lists keep nothing.
"""

from collections import Counter

import msgspec

from tawthiq.match.people import PeopleMatch
from tawthiq.record.person import Person, RowRef


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Person ids. `merged`: new id -> old ids that came together; `split`: old id -> new ids its rows went to."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    merged: dict[str, tuple[str, ...]] = {}
    split: dict[str, tuple[str, ...]] = {}


def again(found: PeopleMatch, before: PeopleMatch) -> tuple[PeopleMatch, Changes]:
    """The new matching with the old one's ids wherever persons went on, and what else happened to the old persons."""
    home = {ref: person.id for person in before.persons for ref in person.rows}
    shared = [(_shared(person.rows, home), n) for n, person in enumerate(found.persons)]
    claims = sorted(
        (-count, old, found.persons[n].id, n) for counts, n in shared for old, count in counts.items()
    )
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for _, old, _, n in claims:
        if n not in kept and old not in taken:
            kept[n] = old
            taken.add(old)
    used = set(kept.values())
    persons = []
    for n, person in enumerate(found.persons):
        name = kept.get(n) or _free(person.id, used)
        used.add(name)
        persons.append(msgspec.structs.replace(person, id=name))
    result = msgspec.structs.replace(found, persons=tuple(persons))
    return result, _changes(result.persons, before, home)


def _shared(rows: tuple[RowRef, ...], home: dict[RowRef, str]) -> Counter[str]:
    return Counter(home[ref] for ref in rows if ref in home)


def _free(wanted: str, used: set[str]) -> str:
    """The id itself, unless an older person still bears it."""
    return (
        wanted
        if wanted not in used
        else next(name for n in range(2, 10**6) if (name := f"{wanted}.{n}") not in used)
    )


def _changes(persons: tuple[Person, ...], before: PeopleMatch, home: dict[RowRef, str]) -> Changes:
    old = {person.id for person in before.persons}
    came = {person.id: sorted(_shared(person.rows, home)) for person in persons}
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
