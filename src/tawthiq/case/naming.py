"""What people type names one thing or none: `LIST:ROW` a row, a prefix an exhibit, claim or incident."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tawthiq.record.errors import UnknownId, UsageError
from tawthiq.record.judgement import Subject

if TYPE_CHECKING:
    from tawthiq.case.derive import Derivation


def stable_id(made: "Derivation", subject: Subject, typed: str) -> str:
    """The content id that a judgement stores for what was typed. Raises UnknownId, UsageError."""
    match subject:
        case Subject.PERSON:
            return _row(made, typed)
        case Subject.MEDIA:
            return made.exhibit(typed).id
        case Subject.CLAIM:
            return _only((one.id for one in made.claims()), typed, "claim")
        case Subject.INCIDENT:
            return claims_of(made, typed)[0]


def claims_of(made: "Derivation", typed: str) -> tuple[str, ...]:
    """The claims of an incident, or the one claim, that was typed; raises UnknownId.

    Incidents come and go with the claims they are made of, so what is decided about them is kept between claims.
    """
    named = {claim.id: (claim.id,) for claim in made.claims()} | {
        one.id: one.claims for one in made.incidents()
    }
    return named[_only(named, typed, "incident")]


def _row(made: "Derivation", typed: str) -> str:
    from tawthiq.match import row_ids  # noqa: PLC0415  (Splink is slow to import)

    name, _, number = typed.rpartition(":")
    if not name or not number.isascii() or not number.isdigit():
        raise UsageError(f"{typed!r}", expected="LIST:ROW, such as morgue.csv:17")
    lists = made.rows()
    if name not in lists:
        raise UnknownId(f"no list {name!r}", expected=f"one of {', '.join(sorted(lists))}")
    for ref, found in row_ids({name: lists[name]}).items():
        if ref.row == int(number):
            return found
    raise UnknownId(f"{name} has no row {number}")


def _only(idents: Iterable[str], prefix: str, what: str) -> str:
    found = sorted({ident for ident in idents if ident.startswith(prefix)})
    if len(found) != 1:
        raise UnknownId(f"{len(found) or 'no'} {what}s answer to {prefix!r}", hint="give its whole id")
    return found[0]
