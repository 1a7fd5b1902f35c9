"""What the statements say, gathered once in order of arrival; a statement whose body is gone or damaged says nothing."""

from collections.abc import Iterable
from typing import Any

import msgspec

from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import NotCanonical, RecordError, UnknownId
from tawthiq.record.exhibit import Exhibit, Obtained
from tawthiq.record.judgement import Judgement
from tawthiq.record.ledger import Row
from tawthiq.record.release import Release
from tawthiq.record.statement import PLAIN, Statement, unpack

class Places(msgspec.Struct, frozen=True):
    """Body of a `places` statement: a gazetteer of the case's own, one table a place (docs/reference/reading.md)."""

    place: tuple[dict[str, Any], ...]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `visibility` statement: who may see these exhibits from now on, and why."""

    level: Visibility
    exhibits: tuple[str, ...]
    why: str = ""


class Index:
    """A read model in memory, fed row by row."""

    def __init__(self) -> None:
        self.arrivals = 0
        self.exhibits: dict[str, Exhibit] = {}
        self.judgements: list[Judgement] = []
        self.releases: list[Release] = []
        self.places: list[dict[str, Any]] = []
        self.visible: dict[str, Visibility] = {}
        self.statements: list[Statement] = []
        self.held: dict[tuple[str, str, str | None], str] = {}

    def feed(self, rows: Iterable[Row]) -> None:
        """Take in rows that have arrived since the last feed."""
        for row in rows:
            self.arrivals = row.arrival + 1
            try:
                statement = row.statement
            except RecordError:
                continue
            self.statements.append(statement)
            if row.body is not None and statement.body_form == PLAIN:
                self._take(statement, row.body)

    def _take(self, statement: Statement, body: bytes) -> None:
        try:
            content = unpack(body)
            if statement.kind == "places":
                self.places.extend(decode_places(content).place)
                return
            model = KINDS.get(statement.kind)
            value = msgspec.convert(content, model) if model is not None else None
        except (NotCanonical, msgspec.ValidationError):
            return
        ident = statement.id.hex()
        match value:
            case Obtained():
                self.exhibits[ident] = Exhibit(
                    id=ident, obtained=value, author=statement.author.hex(), seq=statement.seq
                )
                self.held[value.objects[0].digest, value.origin, value.parent] = ident
            case Judgement():
                self.judgements.append(value)
            case Release():
                self.releases.append(value)
            case Shown():
                self.visible.update(dict.fromkeys(value.exhibits, value.level))

    def exhibit(self, prefix: str) -> Exhibit:
        """The exhibit whose id starts so, or whose name or origin is this. Raises UnknownId if none or several do."""
        exact = self.exhibits.get(prefix)
        if exact is not None:
            return exact
        found = [one for ident, one in self.exhibits.items() if len(prefix) >= 4 and ident.startswith(prefix)]
        if not found:
            found = [
                one for one in self.exhibits.values() if prefix in (one.obtained.origin, one.obtained.name)
            ]
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownId(f"no exhibit answers to {prefix!r}", hint="`tawthiq ls` lists them")
        names = ", ".join(one.id[:12] for one in found[:4])
        raise UnknownId(f"{len(found)} exhibits answer to {prefix!r}: {names}", hint="give more of the id")


KINDS: dict[str, Any] = {"exhibit": Obtained, "judgement": Judgement, "release": Release, "visibility": Shown}


def encode_places(rows: Iterable[dict[str, Any]]) -> Places:
    """Coordinates are kept as decimal text, since the record holds no floats."""
    return Places(
        tuple({key: str(v) if isinstance(v, float) else v for key, v in row.items()} for row in rows)
    )


def decode_places(content: Any) -> Places:
    """The reverse of `encode_places`. Raises msgspec.ValidationError."""
    places = msgspec.convert(content, Places)
    return Places(
        tuple(
            {key: float(v) if key in ("lat", "lon") and isinstance(v, str) else v for key, v in row.items()}
            for row in places.place
        )
    )
