"""A claim is what somebody asserts in a passage: nothing without a passage exists, and offsets reproduce `verbatim`.

Offsets are Unicode code points of the exhibit's extracted text, `[start, end)`. The chain runs from the nearest speaker
to the document itself, which always comes last. `carried` says that a part was taken from outside the claim's own span.
Parts that are not known are None, never left out.
"""

import hashlib
from enum import StrEnum

import msgspec

from tawthiq.record.quantity import Quantity


class Modality(StrEnum):
    """How the matter stands in the speaker's mouth."""

    ASSERTED = "asserted"
    DENIED = "denied"
    THREATENED = "threatened"
    FEARED = "feared"
    PLANNED = "planned"
    CONCEDED = "conceded"
    DEFINITION = "definition"
    OPINION = "opinion"


class Link(msgspec.Struct, frozen=True):
    """One speaker in a chain. `speaker` is None where the words are agentless ("it is estimated")."""

    speaker: str | None
    verb: str | None = None
    start: int | None = None
    end: int | None = None


class PlaceRef(msgspec.Struct, frozen=True, kw_only=True):
    """A place as named, and as resolved. `precision_m` is a radius in metres; None where nothing resolved it."""

    verbatim: str
    start: int
    end: int
    name: str | None = None
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision_m: int | None = None
    carried: bool = False


class TimeRef(msgspec.Struct, frozen=True, kw_only=True):
    """A time as named, and as an EDTF (ISO 8601-2) date or interval; `edtf` None where no reference day is known."""

    verbatim: str
    start: int
    end: int
    edtf: str | None = None
    carried: bool = False


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One asserted thing. `id` is derived from what it points at, so the same reading gives the same id."""

    id: str
    exhibit: str
    start: int
    end: int
    verbatim: str
    lang: str
    chain: tuple[Link, ...]
    act: str
    quantity: Quantity | None = None
    place: PlaceRef | None = None
    time: TimeRef | None = None
    means: str | None = None
    target: str | None = None
    modality: Modality = Modality.ASSERTED
    doubts: tuple[str, ...] = ()
    utterance: str | None = None
    """Claims sharing this id are one utterance told twice (a translation, a repeated caption)."""
    reader: str = ""


def claim_id(exhibit: str, start: int, end: int, act: str, quantity: tuple[int, int] | None) -> str:
    """A claim's name: `c` and 16 hex digits over exhibit, span, act and the span of its quantity."""
    q = f"{quantity[0]}-{quantity[1]}" if quantity else "-"
    seed = f"{exhibit}\n{start}-{end}\n{act}\n{q}".encode()
    return "c" + hashlib.sha256(seed).hexdigest()[:16]
