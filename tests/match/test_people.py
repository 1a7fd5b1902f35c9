"""Persons across lists."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.match import ContradictoryJudgements, people, row_id
from tawthiq.match.row_ids import row_ids
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.person import PersonRow, RowRef
from tawthiq.vocabulary.load import LANGUAGES, say


def row(where, number, name=None, **said):
    return PersonRow(list=where, row=number, name=name, **said)


def judged(verdict, a, b):
    return Judgement(subject=Subject.PERSON, verdict=verdict, a=a, b=b)


def groups(found):
    return {frozenset(person.rows) for person in found.persons}


@pytest.fixture(scope="module")
def found(drawn):
    return people(drawn.rows)


def test_no_lists_give_no_persons():
    """Nothing in, nothing out."""
    assert people({}).persons == ()
    assert people({"a": [], "b": []}).persons == ()


def test_two_rows_at_one_address_are_refused():
    """A row's list and number must name one row."""
    with pytest.raises(ValueError, match="same list and row"):
        people({"a": [row("a", 1, "سامي"), row("a", 1, "رامي")]})


def test_rows_without_names_join_nobody():
    """Unnamed dead of one day, place, age and sex stay apart: likeness of circumstance is not identity."""
    rows = [row("morgue", n, None, sex="m", age=30, date="2016-03-04", place="السوق") for n in range(1, 6)]
    rows.append(row("morgue", 6, "مجهول الهوية", sex="m", age=30, date="2016-03-04", place="السوق"))
    assert len(people({"morgue": rows}).persons) == 6


def test_brothers_stay_apart():
    """Two of one family killed together share all but the given name, and are two persons."""
    same = {"date": "2016-03-04", "place": "السوق", "age": 12, "sex": "m"}
    lists = {
        "a": [row("a", 1, "سامي خالد مرجان", **same), row("a", 2, "رامي خالد مرجان", **same)],
        "b": [row("b", 1, "Sami Khaled Marjan", **same), row("b", 2, "Rami Khaled Marjan", **same)],
    }
    assert groups(people(lists)) == {
        frozenset({RowRef("a", 1), RowRef("b", 1)}),
        frozenset({RowRef("a", 2), RowRef("b", 2)}),
    }


def test_an_identity_number_joins_what_names_do_not():
    """A long number written on both rows is one person's, though one list gives no name."""
    lists = {
        "a": [row("a", 1, "سامي مرجان", id_number="0102030405", date="2016-03-04")],
        "b": [row("b", 1, None, id_number="٠١٠٢٠٣٠٤٠٥", date="2016-03-04")],
    }
    assert len(people(lists).persons) == 1


def test_a_running_number_joins_nobody():
    """Short numbers count the rows of a list and identify no one."""
    lists = {
        "a": [row("a", 1, "سامي مرجان", id_number="12")],
        "b": [row("b", 1, "نوال حداد", id_number="12")],
    }
    assert len(people(lists).persons) == 2


def test_small_lists_are_matched(drawn, found):
    """Lists of a few hundred rows, too few to learn from, are matched well by the starting values."""
    assert drawn.pair_f1(found) > 0.88
    assert drawn.cluster_f1(found) > 0.9


def test_larger_lists_teach_their_own_weights(larger, larger_found):
    """Lists of some thousand rows are matched with weights learned from them, without any label."""
    assert larger.pair_f1(larger_found) > 0.87
    assert larger.cluster_f1(larger_found) > 0.9


def test_every_row_is_in_one_person(drawn, found):
    """Persons share out the rows."""
    refs = [ref for person in found.persons for ref in person.rows]
    assert len(refs) == len(set(refs)) == len(drawn.made.truth)


def test_order_changes_nothing(drawn, found):
    """Lists and rows in another order, and rows renumbered, give the same persons with the same ids."""
    shuffled = random.Random(3)
    names = shuffled.sample(sorted(drawn.rows), len(drawn.rows))
    again = people({name: shuffled.sample(drawn.rows[name], len(drawn.rows[name])) for name in names})
    assert again == found


def test_order_changes_nothing_where_weights_are_learned(larger, larger_found):
    """Learning sees the rows in an order of their own, so theirs in the file does not matter either."""
    shuffled = random.Random(4)
    names = shuffled.sample(sorted(larger.rows), len(larger.rows))
    again = people({name: shuffled.sample(larger.rows[name], len(larger.rows[name])) for name in names})
    assert again == larger_found


def test_many_copies_of_one_row_are_one_person_in_good_time():
    """A list pasted into itself three hundred times over does not stop the matching."""
    rows = [row("a", n, "سامي خالد مرجان", date="2016-03-04", age=31, place="السوق") for n in range(1, 301)]
    assert len(people({"a": rows}).persons) == 1


def test_new_numbers_keep_person_ids(drawn, found):
    """A person's id comes from what the rows say, not from where they stand in the file."""
    renumbered = {
        where: [
            PersonRow(**{f: getattr(r, f) for f in r.__struct_fields__} | {"row": r.row + 1000}) for r in rows
        ]
        for where, rows in drawn.rows.items()
    }
    assert {p.id for p in people(renumbered).persons} == {p.id for p in found.persons}


def test_one_list_finds_its_repeats():
    """Duplicates inside a list are found with no other list at hand."""
    same = {"date": "2016-03-04", "place": "السوق", "age": 41}
    rows = [
        row("a", 1, "Sami Khaled Marjan", **same),
        row("a", 2, "سامي خالد مرجان", **same),
        row("a", 3, "نوال حداد", **same),
    ]
    assert groups(people({"a": rows})) == {
        frozenset({RowRef("a", 1), RowRef("a", 2)}),
        frozenset({RowRef("a", 3)}),
    }


def test_different_always_wins(drawn, found):
    """The likeliest pair of all, judged different, is in two persons."""
    ids = {RowRef(r.list, r.row): row_id(r) for rows in drawn.rows.values() for r in rows}
    best = max(found.pairs, key=lambda pair: pair.probability)
    again = people(drawn.rows, [judged(Verdict.DIFFERENT, ids[best.a], ids[best.b])])
    assert not any({best.a, best.b} <= set(person.rows) for person in again.persons)
    shown = next(pair for pair in again.pairs if (pair.a, pair.b) == (best.a, best.b))
    assert (shown.judged, shown.probability) == (Verdict.DIFFERENT, 0.0)


def test_same_always_wins(drawn):
    """Two rows with nothing in common, judged the same, are one person; the verdict is shown with the pair."""
    first, second = (
        drawn.rows["network"][0],
        next(
            r
            for r in drawn.rows["morgue"]
            if drawn.who(RowRef(r.list, r.row)) != drawn.who(RowRef("network", 1))
        ),
    )
    again = people(drawn.rows, [judged(Verdict.SAME, row_id(second), row_id(first))])
    one = next(person for person in again.persons if RowRef("network", 1) in person.rows)
    assert RowRef(second.list, second.row) in one.rows


def test_same_chains_through_rows_that_are_gone():
    """Two rows each judged the same as a row no longer in the lists are one person, and the judgements are listed."""
    left, right, gone = row("a", 1, "سامي مرجان"), row("b", 1, "نوال حداد"), row("c", 1, "جاد عطار")
    chain = [
        judged(Verdict.SAME, row_id(left), row_id(gone)),
        judged(Verdict.SAME, row_id(gone), row_id(right)),
    ]
    found = people({"a": [left], "b": [right]}, chain)
    assert len(found.persons) == 1
    assert set(found.orphans) == set(chain)


def test_a_contradiction_stops_with_both_chains():
    """Same, same and different round a triangle cannot hold; the error shows every row of the circle as people know it."""
    rows = [row("a", n, name) for n, name in enumerate(("سامي", "رامي", "فادي"), start=1)]
    a, b, c = sorted(row_id(r) for r in rows)
    circle = [judged(Verdict.SAME, a, b), judged(Verdict.SAME, b, c), judged(Verdict.DIFFERENT, a, c)]
    with pytest.raises(ContradictoryJudgements) as caught:
        people({"a": rows}, circle)
    assert caught.value.conflicts[0].same == tuple(circle[:2])
    assert caught.value.conflicts[0].different == circle[2]
    assert all(f"a:{n}" in str(caught.value) for n in (1, 2, 3))


def test_reasons_add_up(larger_found):
    """The bits of all reasons are the log odds: nothing that moved a probability goes unsaid."""
    for pair in larger_found.pairs:
        if 0.05 < pair.probability < 0.9999:
            odds = math.log2(pair.probability / (1 - pair.probability))
            assert abs(sum(bits for _, bits in pair.why) - odds) < 0.1


def test_every_reason_has_words(found, larger_found):
    """Each comparison level that explains a pair can be said in both languages."""
    reasons = {reason for pair in (*found.pairs, *larger_found.pairs) for reason, _ in pair.why}
    assert len(reasons) > 20
    for reason in reasons:
        assert all(say(f"match.{reason}", lang) for lang in LANGUAGES)


def test_equal_rows_have_ids_of_their_own():
    """Two rows of a list that say exactly the same can still be judged apart."""
    twins = [
        row("a", 1, "سامي مرجان", raw={"name": "سامي مرجان"}),
        row("a", 2, "سامي مرجان", raw={"name": "سامي مرجان"}),
    ]
    base = row_id(twins[0])
    found = people({"a": twins}, [judged(Verdict.DIFFERENT, base, f"{base}.2")])
    assert len(found.persons) == 2


def test_progress_is_told():
    """Steps are named as they begin, and the last is the end."""
    steps = []
    people({"a": [row("a", 1, "سامي")]}, progress=lambda step, share: steps.append((step, share)))
    assert [step for step, _ in steps] == ["read", "compare", "link", "done"]
    assert [share for _, share in steps] == sorted(share for _, share in steps)


NAMES = ["سامي مرجان", "Sami Marjan", "رامي مرجان", "Rami Marjan", "سامي", "", "نوال حداد", "Nawal Haddad"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from(NAMES),
        st.sampled_from([None, "2016-03-04", "2016-03-05", "2016-03", "2017"]),
        st.sampled_from([None, 9, 31]),
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=6, deadline=None)
@given(ROWS, st.data())
def test_no_order_changes_the_persons(drawn_rows, data):
    """Lists, rows and judgements in any order give one outcome, whatever the rows say and whatever was judged."""
    rows = [
        row(where, n, name, date=date, age=age)
        for n, (where, name, date, age) in enumerate(drawn_rows, start=1)
    ]
    uids = sorted(row_ids({"a": rows}).values())
    pairs = st.sampled_from([(a, b) for a in uids for b in uids if a < b])
    said = data.draw(
        st.lists(
            st.tuples(pairs, st.sampled_from([Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT])),
            max_size=3,
            unique_by=lambda x: x[0],
        )
    )
    judgements = [judged(verdict, a, b) for (a, b), verdict in said]
    try:
        plain = people({"a": rows[:3], "b": rows[3:]}, judgements)
    except ContradictoryJudgements:
        with pytest.raises(ContradictoryJudgements):
            people({"a": rows}, data.draw(st.permutations(judgements)))
        return
    home = {ref: person.id for person in plain.persons for ref in person.rows}
    for pair in plain.pairs:
        if pair.judged in (Verdict.SAME, Verdict.DIFFERENT):
            assert (home[pair.a] == home[pair.b]) is (pair.judged is Verdict.SAME)
    mixed = data.draw(st.permutations(rows))
    assert people({"b": mixed[2:], "a": mixed[:2]}, data.draw(st.permutations(judgements))) == plain
