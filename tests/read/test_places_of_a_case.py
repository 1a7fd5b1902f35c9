"""A case's own gazetteer: its places are found, in both scripts, and a bad row is named."""

import pytest

from tawthiq.read import claims, plain
from tawthiq.record.errors import UnreadableInput

ROW = {
    "id": "mill",
    "name": "Mill Lane",
    "ar": "زقاق الطاحون",
    "aliases": ["the mill lane"],
    "lat": -34.9,
    "lon": -12.1,
    "precision_m": 300,
}


@pytest.mark.parametrize(
    "row",
    [
        {"name": "Mill Lane", "lat": 1, "lon": 2},
        {**ROW, "lat": "north"},
        {**ROW, "lat": 91},
        {**ROW, "precision_m": -1},
        {**ROW, "name": " "},
        {**ROW, "aliases": 7},
    ],
)
def test_a_row_that_is_no_place_is_named(row: dict[str, object]) -> None:
    """With what is expected."""
    with pytest.raises(UnreadableInput, match="place 2"):
        claims(plain("Nothing."), exhibit="x", places=[ROW, row])


def test_without_it_the_place_is_not_resolved() -> None:
    """The negative control."""
    (claim,) = claims(plain("Four people were killed in Mill Lane on 3 May 2016."), exhibit="x")
    assert claim.place is None or claim.place.id is None


@pytest.mark.parametrize(
    "text",
    [
        "Four people were killed in Mill Lane on 3 May 2016.",
        "قُتل أربعة أشخاص في زقاق الطاحون في 3 أيار 2016.",
    ],
)
def test_its_places_are_found_in_both_scripts(text: str) -> None:
    """With id, point and precision."""
    found = claims(plain(text), exhibit="x", places=[ROW])
    place = next(one.place for one in found if one.act == "killing")
    assert place is not None
    assert (place.id, place.lat, place.lon, place.precision_m) == ("mill", -34.9, -12.1, 300)
    assert text[place.start : place.end] == place.verbatim


def test_a_case_s_own_place_stands_before_ours() -> None:
    """The team knows which Homs it means."""
    own = {"id": "homs-street", "name": "Homs", "lat": -34.0, "lon": -12.0}
    found = claims(plain("Four people were killed in Homs on 3 May 2016."), exhibit="x", places=[own])
    assert {one.place.id for one in found if one.place} == {"homs-street"}
