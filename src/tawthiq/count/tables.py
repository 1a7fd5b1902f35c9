"""A history says on which lists a person stands; a table of histories holds every documented person exactly once.

The all-zero history, those on no list, is never in a table: it is what the estimators are asked for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from tawthiq.record.errors import InputError
from tawthiq.record.person import Person, RowRef

MOST_LISTS = 40
MOST_PERSONS = 10**12


class Histories(msgspec.Struct, frozen=True):
    """How many persons have each history. `counts` maps a 0/1 pattern, one digit a list in the order of `lists`.

    Patterns with no person are left out. Raises InputError for a pattern that does not fit or a count below zero.
    """

    lists: tuple[str, ...]
    counts: dict[str, int]

    def __post_init__(self) -> None:
        _check_lists(self.lists)
        for pattern, count in self.counts.items():
            if len(pattern) != len(self.lists) or set(pattern) - {"0", "1"} or "1" not in pattern:
                raise InputError(
                    f"the history {pattern!r}",
                    expected=f"{len(self.lists)} digits, 0 or 1, at least one of them 1",
                    hint="those on no list are what is to be estimated: leave them out",
                )
            if count < 1 or count > MOST_PERSONS:
                raise InputError(f"the count {count}", expected=f"1 to {MOST_PERSONS} persons", where=pattern)

    @property
    def documented(self) -> int:
        """Persons on at least one list."""
        return sum(self.counts.values())

    @property
    def sizes(self) -> tuple[int, ...]:
        """Persons on each list, in the order of `lists`."""
        return tuple(sum(c for p, c in self.counts.items() if p[at] == "1") for at in range(len(self.lists)))

    def together(self, *at: int) -> int:
        """Persons who stand on all the lists at these positions."""
        return sum(c for p, c in self.counts.items() if all(p[i] == "1" for i in at))

    def captures(self) -> tuple[int, ...]:
        """Persons by the number of lists they stand on: entry k-1 counts those on exactly k lists."""
        by_size = Counter[int]()
        for pattern, count in self.counts.items():
            by_size[pattern.count("1")] += count
        return tuple(by_size[k] for k in range(1, len(self.lists) + 1))

    def without(self, at: int) -> "Histories":
        """The table as it would be had the list at this position never been kept."""
        kept = Counter[str]()
        for pattern, count in self.counts.items():
            rest = pattern[:at] + pattern[at + 1 :]
            if "1" in rest:
                kept[rest] += count
        return Histories(self.lists[:at] + self.lists[at + 1 :], dict(sorted(kept.items())))

    def blocks(self) -> tuple[tuple[int, ...], ...]:
        """The lists, by position, in groups that share no person with any other group."""
        group = list(range(len(self.lists)))
        for pattern in self.counts:
            on = [i for i, mark in enumerate(pattern) if mark == "1"]
            joined = {group[i] for i in on}
            group = [min(joined) if g in joined else g for g in group]
        return tuple(tuple(i for i, g in enumerate(group) if g == name) for name in sorted(set(group)))


def histories(rows: Mapping[RowRef, str] | Iterable[Person], lists: Sequence[str]) -> Histories:
    """Capture histories of matched rows: row address -> person id, or persons with their rows.

    Only rows of the named `lists` count; a person with none there is not documented by them. Raises InputError for
    lists named twice.
    """
    _check_lists(lists)
    place = {name: at for at, name in enumerate(lists)}
    if isinstance(rows, Mapping):
        pairs = ((row.list, person) for row, person in rows.items())
    else:
        pairs = ((row.list, person.id) for person in rows for row in person.rows)
    on: dict[str, set[int]] = {}
    for name, person in pairs:
        if name in place:
            on.setdefault(person, set()).add(place[name])
    tally = Counter("".join("1" if i in marks else "0" for i in range(len(lists))) for marks in on.values())
    return Histories(tuple(lists), dict(sorted(tally.items())))


def breakdown(h: Histories) -> dict[str, object]:
    """What is documented, before any estimate: total, per list, per pair of lists, and by number of lists."""
    return {
        "documented": h.documented,
        "lists": dict(zip(h.lists, h.sizes, strict=True)),
        "only": {
            name: h.counts.get("".join("1" if i == at else "0" for i in range(len(h.lists))), 0)
            for at, name in enumerate(h.lists)
        },
        "overlaps": [
            {"lists": [h.lists[a], h.lists[b]], "count": h.together(a, b)}
            for a, b in combinations(range(len(h.lists)), 2)
        ],
        "captures": list(h.captures()),
    }


def _check_lists(lists: Sequence[str]) -> None:
    if not lists:
        raise InputError("a table without lists", expected="at least one list")
    if len(lists) > MOST_LISTS:
        raise InputError(
            f"{len(lists)} lists", expected=f"at most {MOST_LISTS}", hint="merge lists that one office kept"
        )
    twice = [name for name, times in Counter(lists).items() if times > 1]
    if twice:
        raise InputError(
            f"the list {twice[0]!r} twice", expected="every list once", hint="rename one of the two"
        )
