"""Histories of matched rows: every documented person once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.count import Histories, breakdown, histories
from tawthiq.record.errors import InputError
from tawthiq.record.person import Person, RowRef

ROWS = st.dictionaries(
    st.builds(RowRef, list=st.sampled_from("abc"), row=st.integers(1, 30)),
    st.sampled_from([f"p{n}" for n in range(12)]),
)


@pytest.mark.parametrize(
    "counts", [{"01": -1}, {"01": 0}, {"00": 3}, {"012": 1}, {"0x": 1}, {"": 1}, {"11": 10**13}]
)
def test_a_history_that_does_not_fit_is_refused(counts: dict[str, int]) -> None:
    """A pattern of another length, of zeros only, or with an impossible count never becomes a table."""
    with pytest.raises(InputError):
        Histories(("a", "b"), counts)


@pytest.mark.parametrize("lists", [(), ("a", "a"), tuple(f"l{n}" for n in range(41))])
def test_lists_must_be_named_once(lists: tuple[str, ...]) -> None:
    """No list, a list twice, and more lists than any method could hold are errors."""
    with pytest.raises(InputError):
        histories({}, lists)


@given(ROWS)
def test_every_person_is_counted_once(rows: dict[RowRef, str]) -> None:
    """The documented total is the number of different persons, however many rows they have."""
    assert histories(rows, "abc").documented == len(set(rows.values()))


@given(ROWS)
def test_margins_add_up(rows: dict[RowRef, str]) -> None:
    """List sizes weigh each person by the number of lists they are on, and pairs never exceed their lists."""
    h = histories(rows, "abc")
    assert sum(h.sizes) == sum(k * n for k, n in enumerate(h.captures(), start=1))
    assert all(h.together(a, b) <= min(h.sizes[a], h.sizes[b]) for a in range(3) for b in range(3))


@given(ROWS, st.integers(0, 2))
def test_leaving_out_a_list_is_never_having_had_it(rows: dict[RowRef, str], at: int) -> None:
    """`without` gives the table that the other lists alone would have given."""
    rest = "abc"[:at] + "abc"[at + 1 :]
    assert histories(rows, "abc").without(at) == histories(rows, rest)


def test_persons_and_rows_give_the_same_table() -> None:
    """A matched person and a mapping of rows to ids are two ways to say one thing."""
    rows = {
        RowRef("a", 1): "x",
        RowRef("b", 1): "x",
        RowRef("b", 2): "x",
        RowRef("b", 3): "y",
        RowRef("z", 1): "q",
    }
    persons = [
        Person(id="x", rows=(RowRef("a", 1), RowRef("b", 1), RowRef("b", 2)), names=("n",), probability=1.0),
        Person(id="y", rows=(RowRef("b", 3),), names=("m",), probability=1.0),
        Person(id="q", rows=(RowRef("z", 1),), names=("o",), probability=1.0),
    ]
    assert (
        histories(rows, ["a", "b"])
        == histories(persons, ["a", "b"])
        == Histories(("a", "b"), {"01": 1, "11": 1})
    )


def test_blocks_are_lists_that_share_nobody_with_the_rest() -> None:
    """Lists joined by a chain of shared persons are one block."""
    h = Histories(("a", "b", "c", "d", "e"), {"11000": 1, "01100": 1, "00011": 2})
    assert h.blocks() == ((0, 1, 2), (3, 4))


def test_the_breakdown_names_every_list_and_every_pair() -> None:
    """What is documented is told per list, for the list alone, and per overlap."""
    told = breakdown(Histories(("a", "b", "c"), {"100": 5, "110": 3, "111": 2}))
    assert told["lists"] == {"a": 10, "b": 5, "c": 2}
    assert told["only"] == {"a": 5, "b": 0, "c": 0}
    assert told["overlaps"] == [
        {"lists": ["a", "b"], "count": 5},
        {"lists": ["a", "c"], "count": 2},
        {"lists": ["b", "c"], "count": 2},
    ]
    assert told["captures"] == [5, 3, 2]
