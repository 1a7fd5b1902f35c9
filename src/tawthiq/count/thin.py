"""A row that says too little to be matched turns a listed person into a second one: it is documented, but not counted from.

Which rows those are is read off the lists themselves. What a row lacks (a second word of the name, the day, the place ...)
says nothing about who else recorded the person; so where rows that lack it are found on other lists less often than
the rest of their list, they were not less recorded but less recognised. Leaving them out only makes their list shorter, which
estimates bear; keeping them would make people out of records. Where a whole list lacks something, nothing can be compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from tawthiq.record.person import Person, PersonRow, RowRef

LEAST_GAP, LEAST_ERRORS = 0.03, 2.5
"""Rows that lack something are left out where they are found elsewhere less often by so much, and by so many standard errors."""
LEAST_LEFT = 0.4
"""No list is cut below this share of its rows."""
_FEWEST = 20


class Cut(NamedTuple):
    """Rows of one list that lack something: how many, and what share of them and of the others is found elsewhere."""

    list: str
    lacks: str
    rows: int
    found: float
    found_others: float


class Thin(NamedTuple):
    """The rows too thin to count from, and why."""

    rows: frozenset[RowRef]
    cuts: tuple[Cut, ...]


def thin(lists: Mapping[str, Sequence[PersonRow]], persons: Iterable[Person]) -> Thin:
    """Rows too thin to be matched, list by list; the worst lack first, then what is left is looked at again."""
    elsewhere = {
        row: len({other.list for other in person.rows}) > 1 for person in persons for row in person.rows
    }
    gone: set[RowRef] = set()
    cuts: list[Cut] = []
    for name, rows in lists.items():
        left = [(RowRef(row.list, row.row), lacking(row)) for row in rows]
        left = [(ref, lacks) for ref, lacks in left if ref in elsewhere]
        most = (1 - LEAST_LEFT) * len(left)
        start = len(left)
        while cut := _worst(name, left, elsewhere, most - (start - len(left))):
            cuts.append(cut)
            gone |= {ref for ref, lacks in left if cut.lacks in lacks}
            left = [(ref, lacks) for ref, lacks in left if cut.lacks not in lacks]
    return Thin(frozenset(gone), tuple(cuts))


def lacking(row: PersonRow) -> frozenset[str]:
    """What a row does not say, of what matching goes by."""
    words = len((row.name or row.name_latin or "").split())
    lacks = {
        "second_name": words < 2,
        "third_name": words < 3,
        "day": not row.date,
        "place": not row.place,
        "age": row.age is None and not row.born,
        "sex": not row.sex,
    }
    return frozenset(name for name, absent in lacks.items() if absent)


def _worst(
    name: str, left: list[tuple[RowRef, frozenset[str]]], elsewhere: Mapping[RowRef, bool], room: float
) -> Cut | None:
    """The lack whose rows are found elsewhere least, measured in standard errors; None where no gap is plain."""
    worst, depth = None, LEAST_ERRORS
    for lack in ("second_name", "third_name", "day", "place", "age", "sex"):
        without = [elsewhere[ref] for ref, lacks in left if lack in lacks]
        others = [elsewhere[ref] for ref, lacks in left if lack not in lacks]
        if len(without) < _FEWEST or len(others) < _FEWEST or len(without) > room:
            continue
        low, high = sum(without) / len(without), sum(others) / len(others)
        middle = sum(without + others) / len(left)
        error = sqrt(middle * (1 - middle) * (1 / len(without) + 1 / len(others)))
        if high - low >= LEAST_GAP and error > 0 and (high - low) / error > depth:
            worst, depth = Cut(name, lack, len(without), low, high), (high - low) / error
    return worst
