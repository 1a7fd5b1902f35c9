"""A GeoNames dump (allCountries.txt, or one country's XX.txt) becomes rows of a gazetteer, line by line; bad lines are told.

Only what events happen in is taken: settlements, quarters, districts, regions, camps, hospitals. Names that are common words
(the stop list), shorter than three letters, or in neither script are left out: a town called "Of" finds more words than places.
The radius follows from the feature code and, for settlements, from how many live there; it is never finer than that tells.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from tawthiq.language.fold import fold
from tawthiq.language.script import language
from tawthiq.vocabulary import table

COLUMNS = 19
_CODES = {
    "PPLX": ("quarter", 1_000), "PPLL": ("village", 1_500), "PPLF": ("village", 1_500), "STLMT": ("town", 2_000),
    "ADM1": ("region", 80_000), "ADM2": ("region", 30_000), "ADM3": ("region", 12_000), "ADM4": ("region", 6_000),
    "RGN": ("region", 40_000), "CMPRF": ("camp", 1_500), "CMP": ("camp", 1_500), "HSP": ("site", 500),
}  # fmt: skip
"""Feature code -> (kind, radius in metres). https://www.geonames.org/export/codes.html"""
_SETTLED = ((1_000_000, 15_000), (200_000, 8_000), (50_000, 5_000), (10_000, 3_000), (0, 2_000))
"""Inhabitants from which a settlement of any other code has this radius."""
_SHORTEST = 3


class Line(NamedTuple):
    """A line that is no place of GeoNames, by its number, and why."""

    number: int
    why: str


class Taken(NamedTuple):
    """Rows for `gazetteer.own_places`, what could not be read, and how many places were left out."""

    rows: list[dict[str, Any]]
    bad: list[Line]
    left_out: int


def geonames(
    lines: Iterable[str], *, countries: Sequence[str] = (), inhabitants: int = 0, most: int = 20_000
) -> Taken:
    """The places of a dump, those of the first of `countries` first, then by inhabitants: of one name the first is meant.

    `countries`: two-letter codes, all where none is given. `inhabitants`: settlements with fewer are left out, those with
    none known too. No more than `most` rows are kept; memory is theirs, whatever the size of the dump.
    """
    stop = _stopped()
    order = {code.upper(): rank for rank, code in enumerate(countries)}
    kept: list[tuple[int, int, str, dict[str, Any]]] = []
    bad: list[Line] = []
    out = 0
    for number, line in enumerate(lines, 1):
        parts = line.rstrip("\r\n").split("\t")
        if parts == [""]:
            continue
        try:
            found = _place(parts, stop)
        except ValueError as error:
            bad.append(Line(number, str(error)))
            continue
        country, people = parts[8].upper(), int(parts[14] or 0)
        if found is None or (order and country not in order) or (parts[6] == "P" and people < inhabitants):
            out += 1
            continue
        kept.append((order.get(country, 0), -people, found["id"], found))
        if len(kept) > 2 * most:
            kept = sorted(kept, key=lambda each: each[:3])[:most]
            out += most + 1
    rows = [each[3] for each in sorted(kept, key=lambda each: each[:3])]
    return Taken(rows[:most], bad, out + max(0, len(rows) - most))


def _stopped() -> frozenset[str]:
    words = table("stop_names")["stop"]
    return frozenset(fold(word) for word in (*words["words"], *words["generic"]))


def _place(parts: Sequence[str], stop: frozenset[str]) -> dict[str, Any] | None:
    """One row; None for what is no place of events or has no usable name. Raises ValueError for a line that is none."""
    if len(parts) != COLUMNS:
        raise ValueError(f"{len(parts)} columns instead of {COLUMNS}")
    ident, name, plain, others, lat, lon, feature, code = parts[:8]
    if not ident.isdecimal():
        raise ValueError(f"{ident[:20]!r} is no number of a place")
    if not (-90 <= _degrees(lat) <= 90 and -180 <= _degrees(lon) <= 180):
        raise ValueError(f"{lat}, {lon} lies nowhere on Earth")
    if not (parts[14] or "0").isdecimal():
        raise ValueError(f"{parts[14][:20]!r} is no number of inhabitants")
    known = _CODES.get(code)
    if known is None and feature == "P":
        known = "town", next(radius for least, radius in _SETTLED if int(parts[14] or 0) >= least)
    names = list(dict.fromkeys(_usable([name, plain, *others.split(",")], stop)))
    if known is None or not names:
        return None
    kind, radius = known
    shown = name if name in names else names[0]
    return {
        "id": f"geonames-{ident}",
        "name": shown,
        "aliases": [each for each in names if each != shown],
        "lat": float(lat),
        "lon": float(lon),
        "precision_m": radius,
        "kind": kind,
    }


def _degrees(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{text[:20]!r} is no degree") from None


def _usable(names: Iterable[str], stop: frozenset[str]) -> Iterator[str]:
    for name in names:
        word = name.strip()
        code = word.isupper() and word.isascii() and len(word) <= 4
        spelled = len(word) >= _SHORTEST and language(word) != "und" and not code
        if spelled and fold(word) not in stop and not any(c.isdigit() or c == "/" for c in word):
            yield word
