"""Average linkage under constraints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.linkage import average_linkage, weakest_link

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]),
    st.sampled_from([0.2, 0.5, 0.6, 0.9, 1.0]),
)


def linked(pairs, **constraints):
    return average_linkage(8, [(a, b, p) for (a, b), p in pairs.items()], 0.5, **constraints)


def test_together_and_apart_is_refused():
    """Constraints that contradict each other are the caller's mistake."""
    with pytest.raises(ValueError, match="both together and apart"):
        average_linkage(2, [], 0.5, together={0: 0, 1: 0}, apart=[(0, 1)])


def test_one_false_link_does_not_join_two_families():
    """Two tight groups with a single strong link between them stay two, where connected components would join them."""
    tight = {(a, b): 0.9 for group in ((0, 1, 2), (3, 4, 5)) for a in group for b in group if a < b}
    assert (0, 1, 2) in linked(tight | {(2, 3): 0.9})


def test_a_chain_needs_its_ends_to_agree():
    """a-b and b-c alike do not make a-c alike: the mean over the pairs between decides."""
    assert linked({(0, 1): 0.9, (1, 2): 0.6})[0] == (0, 1)


def test_weakest_link_of_the_strongest_tree():
    """A person is held together as well as its weakest necessary link."""
    assert weakest_link((0, 1, 2), {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.1}) == 0.6
    assert weakest_link((4,), {}) == 1.0
    assert weakest_link((0, 1), {}) == 0.0


@given(PAIRS, st.randoms())
def test_order_changes_nothing(pairs, rng):
    """The clusters depend on the values alone."""
    items = [(a, b, p) for (a, b), p in pairs.items()]
    assert average_linkage(8, items, 0.5) == average_linkage(8, rng.sample(items, len(items)), 0.5)


@given(PAIRS, st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1])))
def test_apart_is_absolute(pairs, apart):
    """Whatever the scores, what must be apart is apart, and every item is in one cluster."""
    clusters = linked(pairs, apart=apart)
    assert sorted(n for cluster in clusters for n in cluster) == list(range(8))
    assert not any(a in cluster and b in cluster for a, b in apart for cluster in clusters)


@given(PAIRS)
def test_together_is_absolute(pairs):
    """Whatever the scores, what must be together is together."""
    clusters = linked(pairs, together={1: 1, 5: 1, 6: 1})
    assert any({1, 5, 6} <= set(cluster) for cluster in clusters)


@given(PAIRS, st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_a_source_stands_once_in_a_cluster(pairs, sources):
    """Whatever the probabilities; but those that must be together are, and then bar their sources' others."""
    items = [(a, b, p) for (a, b), p in pairs.items()]
    for group in average_linkage(8, items, 0.1, once=sources):
        assert len({sources[item] for item in group}) == len(group)
    joined = average_linkage(8, items, 0.1, together={3: 3, 5: 3}, once=[0, 1, 2, 0, 1, 0, 1, 2])
    home = {item: group for group in joined for item in group}
    assert home[3] == home[5]
    assert 0 not in home[3]
