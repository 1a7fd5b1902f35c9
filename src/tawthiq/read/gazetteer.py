"""Places come from a small gazetteer of our own; generic words are never places, and what is not in it stays unresolved.

A place keeps the radius within which it lies, so that nobody takes a region for a street.
"""

from functools import cache
from typing import Any, NamedTuple

from tawthiq.vocabulary import table


class Place(NamedTuple):
    """A gazetteer entry: degrees (WGS 84) and the radius in metres."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    precision_m: int


@cache
def places() -> tuple[tuple[str, Place], ...]:
    """(alias, place) for every alias of the gazetteer."""
    found: list[tuple[str, Place]] = []
    for entry in table("places")["place"]:
        alias = entry["alias"]
        place = Place(entry["id"], alias[0], entry["kind"], entry["lat"], entry["lon"], entry["precision_m"])
        found.extend((each, place) for each in alias)
    return tuple(found)


def place_phrases() -> list[tuple[str, str, Any]]:
    """Entries for the word lists: known places, and the generic words that make a name of their neighbour."""
    found: list[tuple[str, str, Any]] = [(alias, "place", place) for alias, place in places()]
    generic = table("places")["generic"]
    for name, words in generic.items():
        found.extend((word, f"place_{name}", word) for word in words)
    return found
