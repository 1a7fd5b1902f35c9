"""From matched lists to a number: thin rows do not count, and doubts of the matching widen every interval."""

import numpy as np
import pytest

from tawthiq.count import answer, estimate, from_lists, histories
from tawthiq.count.scenarios import World, independent
from tawthiq.count.thin import LEAST_LEFT, thin
from tawthiq.record.person import Person, PersonRow, RowRef

Lists = dict[str, list[PersonRow]]
REACH = (0.4, 0.3, 0.35, 0.25)


def listed(seed: int, *, people: int = 2000, missed: float = 0.0) -> tuple[Lists, list[Person]]:
    """Four invented lists, one row in five without a day; such a row is not recognised elsewhere with probability `missed`."""
    rng = np.random.default_rng(seed)
    lists: Lists = {f"list{i}": [] for i in range(len(REACH))}
    groups: list[list[RowRef]] = []
    for _ in range(people):
        known: list[RowRef] = []
        for i, reach in enumerate(REACH):
            if rng.random() >= reach:
                continue
            rows = lists[f"list{i}"]
            day = None if rng.random() < 0.2 else "2031-05-01"
            rows.append(
                PersonRow(
                    list=f"list{i}", row=len(rows) + 1, name="a b c", date=day, place="p", age=3, sex="m"
                )
            )
            ref = RowRef(f"list{i}", len(rows))
            if day is None and rng.random() < missed:
                groups.append([ref])
            else:
                known.append(ref)
        if known:
            groups.append(known)
    return lists, [
        Person(id=str(at), rows=tuple(group), names=(), probability=1.0) for at, group in enumerate(groups)
    ]


def split(persons: list[Person], share: float, seed: int) -> list[tuple[RowRef, ...]]:
    """Another way to share the rows out: some persons of two rows or more come apart."""
    rng = np.random.default_rng(seed)
    out: list[tuple[RowRef, ...]] = []
    for person in persons:
        if len(person.rows) > 1 and rng.random() < share:
            out += [person.rows[:1], person.rows[1:]]
        else:
            out.append(person.rows)
    return out


def test_a_lack_that_costs_no_match_leaves_no_row_out() -> None:
    """Rows without a day that are found elsewhere as often as others are as good as they."""
    assert not thin(*listed(1)).rows


def test_a_list_that_lacks_something_altogether_is_kept() -> None:
    """There is nothing to compare it with."""
    lists, persons = listed(1, missed=0.5)
    bare = {
        name: [PersonRow(list=r.list, row=r.row, name=r.name, place="p", age=3, sex="m") for r in rows]
        for name, rows in lists.items()
    }
    assert not thin(bare, persons).rows


def test_rows_that_are_not_recognised_for_what_they_lack_are_thin() -> None:
    """Half of the rows without a day are missed: all rows without a day go, on every list, and no other."""
    lists, persons = listed(2, missed=0.5)
    found = thin(lists, persons)
    without = {RowRef(row.list, row.row) for rows in lists.values() for row in rows if row.date is None}
    assert found.rows == without
    assert {cut.lacks for cut in found.cuts} == {"day"}
    assert all(cut.found < cut.found_others for cut in found.cuts)


def test_a_list_is_never_cut_to_little() -> None:
    """Where most rows lack what is needed, they stay."""
    lists, persons = listed(3, missed=0.5)
    thinned = {
        name: [
            PersonRow(
                list=r.list, row=r.row, name="a b c", date=r.date, age=None if r.row % 4 else 3, sex="m"
            )
            for r in rows
        ]
        for name, rows in lists.items()
    }
    gone = thin(thinned, persons).rows
    for name, rows in thinned.items():
        assert sum(ref.list == name for ref in gone) <= (1 - LEAST_LEFT) * len(rows)


def test_thin_rows_are_documented_but_not_counted_from() -> None:
    """Missed matches of thin rows push the number up by a fifth; left out, it is right again; the documented total is whole."""
    lists, persons = listed(4, missed=0.6)
    count = from_lists(lists, persons, methods=["averaged", "headline"])
    assert count.documented == len(persons)
    assert any("say too little" in caveat.en for caveat in count.caveats)
    averaged, headline = count.estimates
    assert averaged.lo < 2000 < averaged.hi
    assert headline.diagnostics["matching"]["all_rows"]["median"] > 1.1 * headline.median


def test_doubts_of_the_matching_widen_and_do_not_move() -> None:
    """Draws that split one person in ten: the middle stays, the ends go apart, and the interval without stands beside."""
    lists, persons = listed(5)
    draws = [split(persons, 0.1, seed) for seed in range(6)]
    (e,) = from_lists(lists, persons, draws, methods=["averaged"]).estimates
    given = e.diagnostics["matching"]["given"]
    assert e.lo < given["lo"] < given["hi"] < e.hi
    assert e.median == pytest.approx(given["median"], rel=0.01)
    assert e.diagnostics["matching"]["gap"] > 0.05
    assert e.diagnostics["matching"]["sd_between"] > 0


def test_a_matching_without_doubts_widens_nothing() -> None:
    """Draws that all agree leave the interval where it is."""
    lists, persons = listed(6)
    draws = [[person.rows for person in persons]] * 3
    (e,) = from_lists(lists, persons, draws, methods=["decomposable"]).estimates
    given = e.diagnostics["matching"]["given"]
    assert (e.lo, e.median, e.hi) == (given["lo"], given["median"], given["hi"])


@pytest.mark.parametrize("method", ["headline", "stepwise", "chao", "loglinear"])
def test_every_method_carries_the_matching(method: str) -> None:
    """None takes the matching as true where draws are given."""
    lists, persons = listed(7)
    draws = [split(persons, 0.03 + 0.02 * seed, seed) for seed in range(3)]
    (e,) = from_lists(lists, persons, draws, methods=[method]).estimates
    told = e.diagnostics["matching"]
    assert told["tables"] == 3
    assert told["sd_of_matching"] > 0
    assert e.hi - e.lo > told["given"]["hi"] - told["given"]["lo"]


def test_one_list_gives_the_documented_and_no_estimate() -> None:
    """Nothing to match, nothing to estimate."""
    lists, _ = listed(8)
    rows = lists["list0"]
    persons = [Person(id=str(r.row), rows=(RowRef("list0", r.row),), names=(), probability=1.0) for r in rows]
    count = from_lists({"list0": rows}, persons)
    assert count.documented == len(rows)
    assert not count.estimates
    assert count.refused


def test_thin_rows_left_out_restore_coverage() -> None:
    """30 worlds, thin rows half missed: counted with all rows hardly ever inside, left out nearly always."""
    names = sorted(f"list{i}" for i in range(len(REACH)))
    ignored = left_out = 0
    for seed in range(100, 130):
        lists, persons = listed(seed, people=1500, missed=0.5)
        (e,) = from_lists(lists, persons, methods=["decomposable"]).estimates
        (all_rows,) = estimate(histories(persons, names), methods=["decomposable"]).estimates
        left_out += e.lo <= 1500 <= e.hi
        ignored += all_rows.lo <= 1500 <= all_rows.hi
    assert left_out >= 26
    assert ignored <= 10


def test_very_many_people_do_not_make_the_form_certain() -> None:
    """A hundred times as many people: the averaged interval shrinks tenfold, the headline does not pretend to."""
    world = World("w", 1_000_000, independent((0.2, 0.15, 0.25, 0.1)))
    h = world.draw(np.random.default_rng(1))
    sharp, honest = (answer(h, method).estimate(0.95) for method in ("averaged", "headline"))
    assert honest.lo < 1_000_000 < honest.hi
    assert honest.hi - honest.lo > 5 * (sharp.hi - sharp.lo)
