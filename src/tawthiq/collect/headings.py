"""Which column means what is decided by vocabulary/headings.toml alone; a heading it does not know stays in `raw`.

Headings are compared folded and without punctuation: "Date of Death", "date_of_death" and "DATE OF DEATH:" are one.
"""

import re
from collections.abc import Sequence
from functools import cache

from tawthiq.language.fold import fold
from tawthiq.vocabulary import table

_MARKS = re.compile(r"[^\w]+|_")
_ASIDE = re.compile(r"\s*[(\[（].{0,60}?[)\]）]\s*")
_LONGEST = 80

NAMES = ("name", "name_latin")
DETAILS = ("sex", "age", "born", "date", "place", "manner", "status", "id_number")


def key(words: str) -> str:
    """A heading or a value as it is compared."""
    return _MARKS.sub(" ", fold(words.replace("'", "").replace("’", ""))).strip()


@cache
def _fields() -> dict[str, tuple[str, int]]:
    """Folded heading -> field, and its rank within the field."""
    found: dict[str, tuple[str, int]] = {}
    for field, words in table("headings")["fields"].items():
        for rank, word in enumerate(words):
            found.setdefault(key(word), (field, rank))
    return found


def parts() -> tuple[str, ...]:
    """The fields that make a name together, in order."""
    return tuple(table("headings")["parts"])


def columns(row: Sequence[str]) -> dict[str, int]:
    """Field -> column (from 0) for a row taken as headings; empty if it names nothing we know."""
    best: dict[str, tuple[int, int]] = {}
    for number, heading in enumerate(row):
        known = _known(heading)
        if known is not None:
            field, rank = known
            best[field] = min(best.get(field, (rank, number)), (rank, number))
    return {field: number for field, (_, number) in best.items()}


def _known(heading: str) -> tuple[str, int] | None:
    if not heading or len(heading) > _LONGEST:
        return None
    fields = _fields()
    return fields.get(key(heading)) or fields.get(key(_ASIDE.sub(" ", heading)))


def names_persons(found: dict[str, int]) -> bool:
    """Whether these columns make a list of persons: somebody's name, and at least one thing more about them."""
    named = any(field in found for field in NAMES) or ("given" in found and "family" in found)
    return named and any(field in found for field in DETAILS)
