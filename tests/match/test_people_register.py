"""Registers: tables in Latin letters with columns of their own."""

import random

import numpy as np
import pyarrow as pa
import pytest

from tawthiq.match import people, row_id
from tawthiq.match.linkage import average_linkage
from tawthiq.match.people_many import clusters, people_of_tables
from tawthiq.match.people_register import is_register
from tawthiq.match.row_ids import row_ids
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.person import PersonRow, RowRef

HEADINGS = ["rec", "given_name", "surname", "street", "suburb", "postcode", "date_of_birth", "soc_sec_id"]
GIVEN = ["adela", "boris", "carmen", "dimitri", "elena", "farid", "greta", "henrik", "ines", "jonas"]


def made(people_, seed):
    """Rows of invented people, one in two written twice with a slip, and who is who."""
    rng = random.Random(seed)
    word = lambda size: "".join(rng.choice("bcdfgklmnprst") + rng.choice("aeiou") for _ in range(size))  # noqa: E731
    family, suburbs = [word(3) for _ in range(people_ // 3)], [word(3) for _ in range(12)]
    rows, who = [], []
    for n in range(people_):
        suburb = rng.randrange(12)
        born = f"19{rng.randrange(20, 99)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
        row = [rng.choice(GIVEN), rng.choice(family), f"{rng.randrange(1, 90)} {word(3)} street"]
        row += [suburbs[suburb], str(2000 + suburb), born, str(rng.randrange(10**6, 10**7))]
        rows.append(row)
        who.append(n)
        if n % 2:
            again = list(row)
            at = rng.randrange(len(row))
            again[at] = "" if rng.random() < 0.3 else again[at][1:]
            if rng.random() < 0.2:
                again[0], again[1] = again[1], again[0]
            rows.append(again)
            who.append(n)
    order = rng.sample(range(len(rows)), len(rows))
    return [[f"rec-{k}", *rows[n]] for k, n in enumerate(order)], [who[n] for n in order]


@pytest.fixture(scope="module")
def rows():
    return made(300, 5)


@pytest.fixture(scope="module")
def person_rows(rows):
    return {
        "register": [
            PersonRow(
                list="register", row=n, name=f"{row[1]} {row[2]}", raw=dict(zip(HEADINGS, row, strict=True))
            )
            for n, row in enumerate(rows[0], start=1)
        ]
    }


@pytest.fixture(scope="module")
def found(person_rows):
    return people(person_rows)


def as_table(rows):
    return pa.table({h: [row[at] for row in rows] for at, h in enumerate(HEADINGS)})


def shares(labels):
    groups = {}
    for at, label in enumerate(labels):
        groups.setdefault(label, set()).add(at)
    return {frozenset(group) for group in groups.values()}


def test_casualty_lists_are_no_registers():
    """One name column, a date of death, Arabic names, or nothing that tells people apart: matched by sound."""
    rows = [["1", "Sami", "Marjan", "a", "b", "1", "19560409", "1804974"]] * 9
    assert is_register(HEADINGS, rows)
    assert not is_register(["name", "date", "place", "age"], [["Sami Marjan", "2016", "a", "3"]])
    assert not is_register(
        ["given_name", "surname", "date_of_birth", "date of death"], [["a", "b", "c", "d"]]
    )
    assert not is_register(HEADINGS, [["1", "سامي", "مرجان", "a", "b", "1", "19560409", "1804974"]] * 9)
    assert not is_register(["given_name", "surname", "suburb", "state"], [["a", "b", "c", "d"]])
    assert not is_register(HEADINGS, [])


def test_twice_written_people_are_found(rows, found):
    """Slips, missing cells and exchanged names hide nobody; the row's own number is not taken for evidence."""
    true = {pair for pair in shares(rows[1]) if len(pair) == 2}
    said = {frozenset(ref.row - 1 for ref in person.rows) for person in found.persons}
    assert len(true & said) >= 0.97 * len(true)
    assert len({group for group in said if len(group) > 1} - true) <= 0.02 * len(true)


def test_tables_and_rows_give_the_same_persons(rows, found):
    """The way for large tables gives the persons, and the ids, that the way for rows gives."""
    table = people_of_tables({"register": as_table(rows[0])})
    home = {(ref.list, ref.row): person.id for person in found.persons for ref in person.rows}
    assert table.column("row").to_pylist() == list(range(1, len(rows[0]) + 1))
    said = dict(
        zip(
            zip(table["list"].to_pylist(), table["row"].to_pylist(), strict=True),
            table["person"].to_pylist(),
            strict=True,
        )
    )
    assert sum(said[ref] == home[ref] for ref in said) >= 0.99 * len(said)


def test_the_order_of_rows_changes_nothing(rows):
    """Rows in another order are shared out in the same way."""
    order = random.Random(2).sample(range(len(rows[0])), len(rows[0]))
    first = people_of_tables({"register": as_table(rows[0])})["person"].to_pylist()
    again = people_of_tables({"register": as_table([rows[0][n] for n in order])})["person"].to_pylist()
    assert [first[n] for n in order] == again


def test_judgements_win_in_registers(person_rows, found):
    """The likeliest pair, judged different, is two persons."""
    ids = row_ids(person_rows)
    best = max(found.pairs, key=lambda pair: pair.probability)
    a, b = sorted((ids[best.a], ids[best.b]))
    judged = Judgement(subject=Subject.PERSON, verdict=Verdict.DIFFERENT, a=a, b=b)
    again = people(person_rows, [judged])
    assert not any({best.a, best.b} <= set(person.rows) for person in again.persons)


def test_tables_of_casualties_are_matched_as_lists(drawn):
    """Tables that are no registers give what `people` gives."""
    tables, lists = {}, {}
    for where, those in drawn.rows.items():
        some = those[:40]
        cells = {f: [getattr(r, f) for r in some] for f in ("name", "sex", "age", "date", "place")}
        tables[where] = pa.table(
            {f: [None if v is None else str(v) for v in values] for f, values in cells.items()}
        )
        raw = [{f: "" if cells[f][n] is None else str(cells[f][n]) for f in cells} for n in range(len(some))]
        lists[where] = [
            PersonRow(list=where, row=n + 1, raw=raw[n], **{f: cells[f][n] for f in cells})
            for n in range(len(some))
        ]
    table = people_of_tables(tables)
    home = {ref: person.id for person in people(lists).persons for ref in person.rows}
    for where, row, person in zip(*(table[c].to_pylist() for c in ("list", "row", "person")), strict=True):
        assert home[RowRef(where, row)] == person


def test_no_tables_give_no_rows():
    """Nothing in, nothing out."""
    assert people_of_tables({}).num_rows == 0


def test_many_are_clustered_as_few():
    """The short way for pairs and whole groups gives what average linkage gives of all."""
    rng = np.random.default_rng(4)
    pairs = {(min(a, b), max(a, b)) for a, b in rng.integers(0, 120, (150, 2)).tolist() if a != b}
    left, right = (np.array(side) for side in zip(*sorted(pairs), strict=True))
    probability = np.round(rng.random(len(left)), 3)
    group, weakest = clusters(120, left, right, probability)
    plain = average_linkage(120, zip(left.tolist(), right.tolist(), probability.tolist(), strict=True), 0.45)
    assert shares(group.tolist()) == {frozenset(one) for one in plain}
    assert all(weakest[one[0]] == 1.0 for one in plain if len(one) == 1)


def test_row_ids_of_tables_are_those_of_rows():
    """DuckDB and Python make the same ids of the same cells, doubled rows included."""
    from tawthiq.match.people_many import _row_ids

    cells = [["Sami", " x ", ""], ["سامي", "", "7"], ["Sami", "x", ""]]
    rows = [
        PersonRow(list="a", row=n + 1, raw=dict(zip("hgi", row, strict=True))) for n, row in enumerate(cells)
    ]
    table = pa.table({f"c{at}": [row[at] for row in cells] for at in range(3)})
    base = row_id(rows[0])
    assert _row_ids(list("hgi"), table, ["a"] * 3) == [base, row_id(rows[1]), f"{base}.2"]
