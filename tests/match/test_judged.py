"""Judgements as constraints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.judged import ContradictoryJudgements, decide
from tawthiq.record.judgement import Judgement, Subject, Verdict

THINGS = st.sampled_from("abcdefg")
BINDING = st.sampled_from([Verdict.SAME, Verdict.DIFFERENT])


def judged(verdict, a, b, subject=Subject.PERSON):
    return Judgement(subject=subject, verdict=verdict, a=a, b=b)


def test_the_latest_of_a_pair_stands():
    """A later "different" replaces an earlier "same", whichever way round the pair is written."""
    found = decide([judged(Verdict.SAME, "a", "b"), judged(Verdict.DIFFERENT, "b", "a")], Subject.PERSON)
    assert found.apart == {("a", "b")}
    assert found.group == {}


def test_unsure_lifts_a_decision():
    """After "unsure" nothing binds."""
    found = decide([judged(Verdict.SAME, "a", "b"), judged(Verdict.UNSURE, "a", "b")], Subject.PERSON)
    assert (found.group, found.apart) == ({}, frozenset())


def test_other_subjects_bind_nothing():
    """A judgement about pictures says nothing of persons."""
    assert decide([judged(Verdict.SAME, "a", "b", Subject.MEDIA)], Subject.PERSON).standing == ()


def test_a_circle_is_shown_with_its_shortest_chain():
    """The contradiction names the "different" and the chain of "same" against it."""
    chain = [judged(Verdict.SAME, "a", "b"), judged(Verdict.SAME, "b", "c"), judged(Verdict.SAME, "c", "d")]
    against = judged(Verdict.DIFFERENT, "a", "d")
    with pytest.raises(ContradictoryJudgements) as caught:
        decide([*chain, against], Subject.PERSON)
    assert caught.value.exit_code == 1
    assert [(c.different, c.same) for c in caught.value.conflicts] == [(against, tuple(chain))]
    assert "a = b = c = d" in str(caught.value)


@given(
    st.lists(st.tuples(THINGS, THINGS, BINDING), max_size=12, unique_by=lambda t: frozenset(t[:2])),
    st.randoms(),
)
def test_the_order_of_judgements_of_different_pairs_changes_nothing(decisions, rng):
    """Constraints are a set: the log's order matters only where one pair was judged twice."""
    judgements = [judged(v, a, b) for a, b, v in decisions]

    def outcome(order):
        try:
            found = decide(order, Subject.PERSON)
        except ContradictoryJudgements as error:
            return sorted(one.told({}) for one in error.conflicts)
        return (found.group, found.apart)

    assert outcome(judgements) == outcome(rng.sample(judgements, len(judgements)))


@given(st.lists(st.tuples(THINGS, THINGS, BINDING), max_size=12))
def test_what_holds_is_closed_and_consistent(decisions):
    """Same is transitive, and nothing is both in one group and apart."""
    try:
        found = decide([judged(v, a, b) for a, b, v in decisions], Subject.PERSON)
    except ContradictoryJudgements:
        return
    assert all(found.root(root) == root for root in found.group.values())
    assert all(a != b and found.root(a) == a and found.root(b) == b for a, b in found.apart)
