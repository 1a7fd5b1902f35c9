"""What the bodies of each kind of statement hold; a body that does not fit its kind says nothing (and `verify` says so)."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from tawthiq.protect.generations import Generation
from tawthiq.protect.identity import Consent, Opening, Request, Secret, Source
from tawthiq.protect.policy import CLEAR, Seals
from tawthiq.protect.withdrawal import Shredded, Withdrawal
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import NotCanonical
from tawthiq.record.exhibit import Obtained
from tawthiq.record.handover import Handover
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


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """The first statement of a device: what began it, and what to seal to so that it can read.

    That of the founder says what the case seals, and begins the first generation.
    """

    tool: str
    recipient: str | None = None
    seals: Seals | None = None
    generation: str | None = None


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What the case seals from now on."""

    seals: Seals


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Why a statement (id in hex) was made whose own body lies open."""

    about: str
    why: str


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
    | Handover
    | Governance
    | Device
    | Policy
    | Remark
    | Generation
    | Withdrawal
    | Shredded
    | Source
    | Request
    | Consent
    | Opening
    | Secret
)
Opener = Callable[[bytes], bytes]
"""Gives the plain form of a sealed body. Raises KeyTrouble."""

KINDS: dict[str, Any] = {
    "exhibit": Obtained,
    "judgement": Judgement,
    "release": Release,
    "visibility": Shown,
    "places": Places,
    "witness": Witness,
    "device": Device,
    "policy": Policy,
    "remark": Remark,
    "generation": Generation,
    "withdrawal": Withdrawal,
    "shredded": Shredded,
    "timestamp": Timestamp,
    "audit": Audited,
    "repair": Mended,
    "redaction": Redaction,
    "handover": Handover,
    "source": Source,
    "request": Request,
    "consent": Consent,
    "opening": Opening,
    "pseudonyms": Secret,
    **GOVERNING,
}


def body_of(row: Row, statement: Statement, opener: Opener | None = None) -> Body | None:
    """What a row says, or None if its body is gone, damaged, of a kind that has none, or sealed and there is no opener.

    Raises KeyTrouble as the opener does.
    """
    kind = KINDS.get(statement.kind)
    if kind is None or row.body is None:
        return None
    body = row.body
    if statement.body_form != PLAIN:
        # What governs is open to every office alike, or says nothing: else they would come to different answers.
        if opener is None or statement.kind in CLEAR:
            return None
        body = opener(body)
    try:
        found: Body = msgspec.convert(unpack(body), kind)
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
