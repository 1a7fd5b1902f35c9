"""Judgements that teach, questions worth asking, and clusterings drawn."""

import itertools

import pytest

from tawthiq.match import clusterings, people, questions, row_id
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.person import PersonRow, RowRef


@pytest.fixture
def found(larger_found):
    return larger_found


def answers(drawn, pairs):
    ids = {RowRef(r.list, r.row): row_id(r) for rows in drawn.rows.values() for r in rows}
    out = []
    for pair in pairs:
        a, b = sorted((ids[pair.a], ids[pair.b]))
        same = drawn.who(pair.a) == drawn.who(pair.b)
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
        out.append(Judgement(subject=Subject.PERSON, verdict=verdict, a=a, b=b))
    return out


def test_nothing_to_ask():
    """No pairs, no questions; no rows, one empty draw after another."""
    empty = people({})
    assert questions(empty) == ()
    assert list(clusterings(empty, 2)) == [(), ()]


def test_the_most_doubtful_are_asked_first(found):
    """Nine in ten questions are those nearest to even odds, the rest are taken from all others, and nothing twice."""
    asked = questions(found, 40)
    assert len(set(asked)) == len(asked) == 40
    doubts = [abs(pair.probability - 0.5) for pair in asked[:36]]
    assert doubts == sorted(doubts)
    others = set(found.pairs) - set(asked[:36])
    assert max(doubts) <= min(abs(pair.probability - 0.5) for pair in others)
    assert questions(found, 40, seed=1)[:36] == asked[:36]


def test_what_is_judged_is_not_asked_again(larger, found):
    """A judged pair leaves the queue."""
    asked = questions(found, 10)
    again = people(larger.rows, answers(larger, asked))
    assert not {(p.a, p.b) for p in questions(again, 200)} & {(p.a, p.b) for p in asked}


def test_judgements_teach_pairs_nobody_judged(larger, found):
    """With 150 answers the pairs that were not asked about are told apart better than before."""
    asked = questions(found, 150)
    again = people(larger.rows, answers(larger, asked))
    settled = {(p.a, p.b) for p in asked}

    def loss(match):
        """Mean squared distance of probability from truth over pairs that nobody judged."""
        left = {(p.a, p.b): p.probability for p in match.pairs if (p.a, p.b) not in settled}
        every = {(p.a, p.b) for p in (*found.pairs, *again.pairs)} - settled
        return sum((left.get(k, 0.0) - (larger.who(k[0]) == larger.who(k[1]))) ** 2 for k in every) / len(
            every
        )

    assert loss(again) < loss(found)
    assert any(reason == "learned" for pair in again.pairs for reason, _ in pair.why)


def test_draws_share_out_the_rows(larger, found):
    """Each draw has every row once; draws differ from each other, and one seed gives the same draws."""
    draws = list(clusterings(found, 4, seed=5))
    for draw in draws:
        assert sorted(itertools.chain.from_iterable(draw)) == sorted(
            RowRef(*key) for key in larger.made.truth
        )
    assert len(set(draws)) == 4
    assert list(clusterings(found, 4, seed=5)) == draws


def test_draws_lie_about_the_truth(larger, found):
    """The number of persons in the draws is near the number of people seen."""
    sizes = [len(draw) for draw in clusterings(found, 6)]
    assert abs(sum(sizes) / len(sizes) / larger.made.seen - 1) < 0.06


def test_judgements_hold_in_every_draw():
    """What is judged same is together in all draws, also through a row that is gone; what is judged different never is."""
    rows = {
        n: PersonRow(list="a", row=n, name=name)
        for n, name in enumerate(("سامي مرجان", "نوال حداد", "سامي مرجان خالد"), 1)
    }
    gone = PersonRow(list="z", row=1, name="جاد عطار")
    said = [
        Judgement(subject=Subject.PERSON, verdict=Verdict.SAME, a=row_id(rows[1]), b=row_id(gone)),
        Judgement(subject=Subject.PERSON, verdict=Verdict.SAME, a=row_id(gone), b=row_id(rows[2])),
        Judgement(subject=Subject.PERSON, verdict=Verdict.DIFFERENT, a=row_id(rows[1]), b=row_id(rows[3])),
    ]
    found = people({"a": list(rows.values())}, said)
    for draw in clusterings(found, 10):
        assert set(draw) == {(RowRef("a", 1), RowRef("a", 2)), (RowRef("a", 3),)}
