"""A matching run again."""

import random

from tawthiq.match import again, people, questions, row_id
from tawthiq.match.people import PeopleMatch
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.person import Person, RowRef


def match(**persons):
    """Persons by id, each with the numbers of their rows on one list."""
    made = [
        Person(id=i, rows=tuple(RowRef("a", n) for n in rows), names=(), probability=1.0)
        for i, rows in persons.items()
    ]
    return PeopleMatch(tuple(made))


def ids(found):
    return {person.id: {ref.row for ref in person.rows} for person in found.persons}


def test_nothing_before_changes_nothing():
    """The first run keeps its own ids; everybody is new."""
    kept, changes = again(match(p1=[1], p2=[2]), PeopleMatch())
    assert ids(kept) == {"p1": {1}, "p2": {2}}
    assert changes.new == ("p1", "p2")


def test_a_person_who_grew_keeps_the_id():
    """New rows join a person, whose id stays though the new run would name them otherwise."""
    kept, changes = again(match(x=[1, 2, 9]), match(p1=[1, 2]))
    assert ids(kept) == {"p1": {1, 2, 9}}
    assert (changes.new, changes.gone, changes.merged, changes.split) == ((), (), {}, {})


def test_a_merger_is_told():
    """Two persons who become one keep the id of the larger; the other is gone."""
    kept, changes = again(match(x=[1, 2, 3]), match(p1=[1], p2=[2, 3]))
    assert ids(kept) == {"p2": {1, 2, 3}}
    assert changes.merged == {"p2": ("p1", "p2")}
    assert changes.gone == ("p1",)


def test_a_split_is_told():
    """One person who becomes two leaves the id to the larger part, and no id is borne twice."""
    kept, changes = again(match(p1=[3], p9=[1, 2]), match(p1=[1, 2, 3]))
    assert ids(kept) == {"p1": {1, 2}, "p1.2": {3}}
    assert changes.split == {"p1": ("p1", "p1.2")}


def test_judgements_survive_new_rows(drawn):
    """Judgements given on part of the rows hold after the rest came in, and ids of persons who went on are kept."""
    part = {where: rows[: len(rows) * 2 // 3] for where, rows in drawn.rows.items()}
    first = people(part)
    named = {RowRef(r.list, r.row): row_id(r) for rows in part.values() for r in rows}
    rng = random.Random(1)
    said = []
    for pair in questions(first, 60):
        a, b = sorted((named[pair.a], named[pair.b]))
        verdict = rng.choice([Verdict.DIFFERENT, Verdict.UNSURE])
        said.append(Judgement(subject=Subject.PERSON, verdict=verdict, a=a, b=b))
    whole, _ = again(people(drawn.rows, said), first)
    home = {ref: person.id for person in whole.persons for ref in person.rows}
    judged = [pair for pair in whole.pairs if pair.judged is Verdict.DIFFERENT]
    assert len(judged) == sum(j.verdict is Verdict.DIFFERENT for j in said) > 10
    assert all(home[pair.a] != home[pair.b] for pair in judged)
    assert len({p.id for p in first.persons} & {p.id for p in whole.persons}) > 0.8 * len(first.persons)


def test_two_hundred_judgements_survive_a_full_run_on_new_rows(larger):
    """Must-links and cannot-links given on part of the rows all hold when the rest has come in, whatever their order."""
    part = {where: rows[: len(rows) * 3 // 4] for where, rows in larger.rows.items()}
    first = people(part)
    named = {RowRef(r.list, r.row): row_id(r) for rows in part.values() for r in rows}
    said = []
    for pair in questions(first, 200):
        a, b = sorted((named[pair.a], named[pair.b]))
        verdict = Verdict.SAME if larger.who(pair.a) == larger.who(pair.b) else Verdict.DIFFERENT
        said.append(Judgement(subject=Subject.PERSON, verdict=verdict, a=a, b=b))
    assert len(said) == 200
    whole = people(larger.rows, said)
    home = {ref: person.id for person in whole.persons for ref in person.rows}
    judged = {(pair.a, pair.b): pair.judged for pair in whole.pairs if pair.judged}
    assert len(judged) >= 200
    for (a, b), verdict in judged.items():
        assert (home[a] == home[b]) == (verdict is Verdict.SAME)
    mixed = random.Random(5)
    shuffled = {where: mixed.sample(rows, len(rows)) for where, rows in reversed(larger.rows.items())}
    assert people(shuffled, mixed.sample(said, len(said))) == whole
