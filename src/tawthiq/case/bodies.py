"""What the bodies of each kind of statement hold; a body that does not fit its kind says nothing (and `verify` says so)."""

from collections.abc import Iterable
from typing import Any

import msgspec

from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import NotCanonical
from tawthiq.record.exhibit import Obtained
from tawthiq.record.judgement import Judgement
from tawthiq.record.ledger import Row
from tawthiq.record.redaction import Redaction
from tawthiq.record.release import Release
from tawthiq.record.standing import GOVERNING, Governance
from tawthiq.record.statement import PLAIN, Statement, unpack
from tawthiq.record.timestamp import Timestamp
from tawthiq.record.upkeep import Audited, Mended
from tawthiq.record.witness import Witness


class Places(msgspec.Struct, frozen=True):
    """A gazetteer of the case's own, one table a place (docs/reference/reading.md)."""

    place: tuple[dict[str, Any], ...]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Who may see these exhibits from now on, and why."""

    level: Visibility
    exhibits: tuple[str, ...]
    why: str = ""


Body = (
    Obtained
    | Judgement
    | Release
    | Shown
    | Places
    | Witness
    | Timestamp
    | Audited
    | Mended
    | Redaction
    | Governance
)

KINDS: dict[str, Any] = {
    "exhibit": Obtained,
    "judgement": Judgement,
    "release": Release,
    "visibility": Shown,
    "places": Places,
    "witness": Witness,
    "timestamp": Timestamp,
    "audit": Audited,
    "repair": Mended,
    "redaction": Redaction,
    **GOVERNING,
}


def body_of(row: Row, statement: Statement) -> Body | None:
    """What a row says, or None if its body is gone, sealed, damaged, or of a kind that has none."""
    kind = KINDS.get(statement.kind)
    if kind is None or row.body is None or statement.body_form != PLAIN:
        return None
    try:
        found: Body = msgspec.convert(unpack(row.body), kind)
    except (NotCanonical, msgspec.ValidationError):
        return None
    return found


def pack_places(rows: Iterable[dict[str, Any]]) -> Places:
    """Coordinates are kept as decimal text, since the record holds no floats."""
    return Places(
        tuple({key: str(v) if isinstance(v, float) else v for key, v in row.items()} for row in rows)
    )


def place_rows(places: Places) -> list[dict[str, Any]]:
    """The reverse of `pack_places`. A coordinate that is no number is left out."""
    return [
        {key: _number(v) if key in ("lat", "lon") else v for key, v in row.items()} for row in places.place
    ]


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
