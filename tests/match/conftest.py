"""Rows of the sample's lists as the collecting room would hand them over."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from tawthiq.match import people
from tawthiq.record.person import PersonRow
from tawthiq.sample.lists import make_lists

sys.path.insert(0, str(Path(__file__).parent))

DIGITS = {0x660 + n: str(n) for n in range(10)}


def _day(written):
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", written.translate(DIGITS))
    return f"{found[3]}-{found[2]}-{found[1]}" if found else written or None


def _row(where, number, cells, headings):
    said = {part: cells[heading] or None for part, heading in headings.items()}
    return PersonRow(
        list=where,
        row=number,
        name=said["name"],
        sex=said.get("sex"),
        age=int(said["age"]) if said.get("age") else None,
        date=_day(said["date"] or ""),
        place=said.get("place"),
        manner=said.get("manner"),
        status=said.get("status"),
        raw=cells,
    )


def as_rows(made):
    return {
        where: [_row(where, n, cells, made.headings[where]) for n, cells in enumerate(rows, start=1)]
        for where, rows in made.rows.items()
    }


class Drawn:
    """Lists with their truth, and how well a matching finds it."""

    def __init__(self, people, seed):
        self.made = make_lists(people, seed)
        self.rows = as_rows(self.made)

    def who(self, ref):
        return self.made.truth[ref.list, ref.row]

    def true_pairs(self):
        return sum(n * (n - 1) // 2 for n in Counter(self.made.truth.values()).values())

    def pair_f1(self, found):
        said = [pair for pair in found.pairs if pair.probability >= 0.5]
        right = sum(self.who(pair.a) == self.who(pair.b) for pair in said)
        return 2 * right / (len(said) + self.true_pairs())

    def cluster_f1(self, found):
        said = right = 0
        for person in found.persons:
            said += len(person.rows) * (len(person.rows) - 1) // 2
            right += sum(n * (n - 1) // 2 for n in Counter(self.who(ref) for ref in person.rows).values())
        return 2 * right / (said + self.true_pairs())


@pytest.fixture(scope="session")
def drawn():
    """Lists of 150 people: small enough to be weighed by the starting values."""
    return Drawn(150, 101)


@pytest.fixture(scope="session")
def larger():
    """Lists of 900 people: large enough to teach their own weights."""
    return Drawn(900, 102)


@pytest.fixture(scope="session")
def larger_found(larger):
    """Who is who in the larger lists, with no judgement."""
    return people(larger.rows)
