"""Places come from a small gazetteer of our own; generic words are never places, and what is not in it stays unresolved.

A place keeps the radius within which it lies, so that nobody takes a region for a street.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from tawthiq.language.value import Value
from tawthiq.record.errors import UnreadableInput
from tawthiq.vocabulary import table

WIDEST_M = 2_000_000
"""No place of a case's own is known less precisely than this."""


class Place(Value, frozen=True):
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


def own_places(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, Place], ...]:
    """(alias, place) of a case's own gazetteer.

    Rows hold `id`, `name`, `lat`, `lon`, and if known `ar`, `aliases`, `precision_m` (metres, else 1,000) and `kind`.
    Raises UnreadableInput naming the row that does not.
    """
    found: list[tuple[str, Place]] = []
    for number, row in enumerate(rows, 1):
        try:
            lat, lon, precision = float(row["lat"]), float(row["lon"]), int(row.get("precision_m", 1000))
            ident, name = str(row["id"]), str(row["name"])
            aliases = [name, *([row["ar"]] if row.get("ar") else []), *row.get("aliases", ())]
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableInput(
                f"place {number} lacks or spoils {error}", expected="id, name, lat and lon (degrees)"
            ) from error
        if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= precision <= WIDEST_M) or not name.strip():
            raise UnreadableInput(
                f"place {number} ({name!r}) lies nowhere on Earth", expected="degrees and metres"
            )
        place = Place(ident, name, str(row.get("kind", "place")), lat, lon, precision)
        found.extend((str(alias), place) for alias in aliases if str(alias).strip())
    return tuple(found)


def place_phrases(own: tuple[tuple[str, Place], ...] = ()) -> list[tuple[str, str, Any]]:
    """Entries for the word lists: known places, and the generic words that make a name of their neighbour.

    A case's own place takes the place of one of ours that has the same name.
    """
    named = {alias for alias, _ in own}
    known = [*own, *((alias, place) for alias, place in places() if alias not in named)]
    found: list[tuple[str, str, Any]] = [(alias, "place", place) for alias, place in known]
    generic = table("places")["generic"]
    for name, words in generic.items():
        if name.startswith("hard"):
            continue
        found.extend((word, f"place_{name}", word) for word in words)
    return found
