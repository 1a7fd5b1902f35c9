"""The aligner's laws: order kept, every segment in exactly one bead, a text beside itself the identity, a dropped segment seen."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.language.align import Bead, Piece, align, divide

LENGTHS = st.integers(1, 300)
KEYS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 3), max_size=4)
PIECES = st.lists(st.builds(Piece, LENGTHS, KEYS, st.integers(1, 6)), max_size=14)


def _own(lengths: Sequence[int]) -> list[Piece]:
    """Segments each with a figure of its own."""
    return [Piece(length, {f"n:{number}": 2.5}) for number, length in enumerate(lengths)]


def _whole(beads: Sequence[Bead], a: int, b: int) -> None:
    assert [i for bead in beads for i in range(bead.a, bead.a_end)] == list(range(a))
    assert [j for bead in beads for j in range(bead.b, bead.b_end)] == list(range(b))


@settings(deadline=None)
@given(PIECES, PIECES)
def test_every_segment_is_in_exactly_one_bead_and_in_order(a: list[Piece], b: list[Piece]) -> None:
    """Whatever stands on the two sides, also nothing at all."""
    beads = align(a, b)
    _whole(beads, len(a), len(b))
    assert all((bead.a, bead.b) != (bead.a_end, bead.b_end) for bead in beads)


@settings(deadline=None)
@given(PIECES)
def test_a_text_beside_itself_is_the_identity(a: list[Piece]) -> None:
    """Also where its segments repeat one another."""
    assert [bead[:4] for bead in align(a, a)] == [(i, i + 1, i, i + 1) for i in range(len(a))]


@settings(deadline=None)
@given(st.lists(st.integers(30, 200), min_size=2, max_size=40), st.data())
def test_a_dropped_segment_is_one_bead_and_leaves_the_others_alone(
    lengths: list[int], data: st.DataObject
) -> None:
    """Exactly one bead has nothing beside it, and it holds what was dropped; added segments likewise."""
    a = _own(lengths)
    gone = data.draw(st.integers(0, len(a) - 1))
    rest = a[:gone] + a[gone + 1 :]
    (lone,) = [bead for bead in align(a, rest, scale=1.0) if bead.b == bead.b_end]
    assert (lone.a, lone.a_end) == (gone, gone + 1)
    assert sum((b.a_end - b.a, b.b_end - b.b) == (1, 1) for b in align(a, rest, scale=1.0)) == len(a) - 1
    (lone,) = [bead for bead in align(rest, a, scale=1.0) if bead.a == bead.a_end]
    assert (lone.b, lone.b_end) == (gone, gone + 1)


def test_a_long_stretch_that_is_missing_leads_out_of_the_band_and_back() -> None:
    """120 of 300 segments are gone at the start: far more than the band is wide at first."""
    a = _own([40 + number * 37 % 160 for number in range(300)])
    beads = align(a, a[120:], scale=1.0)
    _whole(beads, 300, 180)
    assert [bead.a for bead in beads if bead.b == bead.b_end] == list(range(120))


def test_segments_that_change_places_stay_together() -> None:
    """Two lines of a signature in another order are one bead of two and two."""
    a = [Piece(40, {"x:name": 4.0}), Piece(44, {"o:office": 4.0})]
    assert [bead[:4] for bead in align(a, a[::-1])] == [(0, 2, 0, 2)]


@settings(deadline=None)
@given(
    st.lists(st.builds(Piece, LENGTHS, KEYS), max_size=9),
    st.lists(st.builds(Piece, LENGTHS, KEYS), max_size=4),
)
def test_clauses_are_divided_in_order_and_none_is_lost(clauses: list[Piece], b: list[Piece]) -> None:
    """Every segment gets at least one clause, or nothing is divided."""
    beads = divide(clauses, b, scale=1.0)
    if beads is not None:
        _whole(beads, len(clauses), len(b))
        assert all(bead.a < bead.a_end and bead.b < bead.b_end for bead in beads)


def test_a_sentence_divides_where_its_clauses_fit() -> None:
    """Four clauses over three sentences, by their anchors and lengths."""
    clauses = [Piece(30, {"a": 2.0}), Piece(60, {"b": 2.0}), Piece(20, {}), Piece(70, {"c": 2.0})]
    b = [Piece(30, {"a": 2.0}), Piece(82, {"b": 2.0}), Piece(70, {"c": 2.0})]
    beads = divide(clauses, b, scale=1.0)
    assert beads is not None
    assert [bead[:4] for bead in beads] == [(0, 1, 0, 1), (1, 3, 1, 2), (3, 4, 2, 3)]
