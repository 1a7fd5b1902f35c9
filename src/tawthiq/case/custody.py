"""Everything the record holds about one exhibit, gathered for a custody report: statements, not memory.

Statements that do not count are told too, with the reason: a court asks about those first.
"""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from tawthiq import __version__
from tawthiq.case import stamping, upkeep
from tawthiq.case.bodies import Body, Shown, body_of
from tawthiq.case.check import check_log, expected
from tawthiq.preserve import Verdict, check_objects
from tawthiq.preserve.custody import Anchored, Custody, Event, Piece, Stamped, Value
from tawthiq.protect import first_visibility
from tawthiq.protect.withdrawal import Shredded, Withdrawal
from tawthiq.record import checkpoint, proofs
from tawthiq.record.errors import KeyTrouble, RecordError
from tawthiq.record.exhibit import Exhibit, How, Obtained
from tawthiq.record.handover import Handover
from tawthiq.record.judgement import Judgement
from tawthiq.record.keys import signed_by
from tawthiq.record.merkle import leaf
from tawthiq.record.redaction import Redaction
from tawthiq.record.release import Release
from tawthiq.record.statement import Statement
from tawthiq.record.timestamp import Timestamp
from tawthiq.record.upkeep import Audited, Mended
from tawthiq.record.witness import Witness

if TYPE_CHECKING:
    from tawthiq.case.derive import Derivation

TOOL = f"tawthiq {__version__}"
SHOWN_AUDITS = 6
"""Audits told one by one, the latest; of those before them the number is told."""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement must be about to concern an exhibit."""

    exhibit: Exhibit
    claims: frozenset[str]
    digests: frozenset[str]
    device: str
    arrival: int
    stamps: frozenset[str]


def custody(
    made: "Derivation",
    ident: str,
    tool: str,
    *,
    withhold: bool = False,
    clock: Callable[[], float] = time.time,
    days: float = upkeep.YEAR,
) -> Custody:
    """The report on one exhibit; its objects and the whole log are read and checked for it. Raises UnknownId."""
    case = made.case
    exhibit = made.exhibit(ident)
    now = int(clock())
    row = case.ledger.find(bytes.fromhex(exhibit.id))
    assert row is not None
    stamps = tuple(_stamps(made, row.arrival))
    about = Subject(
        stamps=frozenset(one.statement for one in stamps if one.at is not None),
        exhibit=exhibit,
        claims=frozenset(claim.id for claim in made.claims(exhibit.id)),
        digests=frozenset(name for one in exhibit.obtained.objects for name in (one.digest, one.name)),
        device=case.settings.device,
        arrival=row.arrival,
    )
    anchored = _anchored(made, row.statement, row.entry, row.arrival)
    events, readings = _events(made, about)
    roles = case.index.standing.roles.get(bytes.fromhex(exhibit.author), frozenset())
    visibility = case.index.visibilities().get(exhibit.id) or first_visibility(exhibit.obtained.how)
    return Custody(
        case=case.settings.id,
        title=case.settings.title,
        exhibit=exhibit,
        device=case.settings.device,
        roles=tuple(sorted(role.value for role in roles)),
        tool=tool,
        at=now,
        visibility=visibility.value,
        pieces=tuple(_pieces(made, exhibit)),
        anchored=anchored,
        stamps=stamps,
        events=events,
        readings=readings,
        safety=upkeep.stock(case).safety(exhibit, since=int(now - days * upkeep.DAY)),
        withheld=withhold,
    )


def _pieces(made: "Derivation", exhibit: Exhibit) -> Iterator[Piece]:
    refs = exhibit.obtained.objects
    reports = check_objects(made.case.vault, [expected(one, exhibit.id) for one in refs])
    for ref, report in zip(refs, reports, strict=True):
        yield Piece(
            digest=ref.digest,
            size=ref.size,
            media_type=ref.media_type,
            role=ref.role,
            verdict=report.verdict,
            stored=ref.stored,
        )


def _anchored(made: "Derivation", statement: Statement, entry: bytes, arrival: int) -> Anchored:
    case = made.case
    note = case.folder.read_checkpoint() or ""
    path: tuple[bytes, ...] = ()
    holds: bool | None = None
    size, root = 0, b""
    try:
        point = checkpoint.parse(note)
        size, root = point.size, point.root
        if arrival < size:
            path = tuple(proofs.inclusion(case.tiles, arrival, size))
            holds = proofs.includes(leaf(entry), arrival, size, path, root)
    except (RecordError, LookupError):
        holds = False
    return Anchored(
        arrival=arrival,
        previous=statement.previous.hex() if statement.previous else None,
        signed=signed_by(statement.author, statement.signed, statement.signature),
        note=note,
        size=size,
        root=root.hex(),
        leaf=leaf(entry).hex(),
        path=tuple(one.hex() for one in path),
        holds=holds,
        log=check_log(case).verdict,
    )


def _stamps(made: "Derivation", arrival: int) -> Iterator[Stamped]:
    """Stamps over a checkpoint of this copy's log that reaches beyond the exhibit and is still true of it."""
    case = made.case
    for told in stamping.stamps(case):
        kept = stamping.look(case, told)
        try:
            point = checkpoint.parse(kept.note)
            true = (
                arrival < point.size <= case.size() and proofs.root(case.tiles, 0, point.size) == point.root
            )
        except (RecordError, LookupError):
            continue
        if not true:
            continue
        judgement = kept.judgement
        yield Stamped(
            form=kept.stamp.form.value,
            verdict=kept.verdict,
            at=int(judgement.at.timestamp()) if judgement and judgement.at else None,
            authority=judgement.authority if judgement else "",
            covers=point.size,
            judges=tuple((one.by, one.verdict) for one in judgement.judged) if judgement else (),
            statement=told.id,
        )


def _events(made: "Derivation", about: Subject) -> tuple[tuple[Event, ...], int]:
    """What was done, oldest first by the devices' times, and how often it was read again."""
    case = made.case
    standing = case.index.standing
    held = [one for one in upkeep.stock(case).held if one.digest in about.digests]
    refs = {bytes.fromhex(one) for one in (about.exhibit.id, *about.digests)}
    found: list[Event] = []
    audits: list[Event] = []
    for row in case.ledger.rows():
        try:
            statement = row.statement
            said = body_of(row, statement, case.opener)
        except (RecordError, KeyTrouble):
            continue
        if said is None:
            if refs & set(statement.refs):
                other: dict[str, Value] = {"kind": statement.kind}
                found.append(_event(statement, standing.why_not(statement), "other", other))
            continue
        if isinstance(said, Audited):
            heads = dict(said.heads)
            read = [
                one for one in held if one.known(heads) and any(span.holds(one.digest) for span in said.spans)
            ]
            if read:
                audits.append(_event(statement, standing.why_not(statement), *_audit(said, about)))
            continue
        told = _concerns(statement, said, about)
        if told is not None:
            found.append(_event(statement, standing.why_not(statement), *told))
    # Of what was said in one second the record's own order holds.
    audits.sort(key=lambda one: one.at)
    older, recent = audits[:-SHOWN_AUDITS], audits[-SHOWN_AUDITS:]
    if older:
        bad = sum(1 for one in older if one.values.get("verdict") == ("custody.verdict.failed", "failed"))
        last = older[-1]
        found.append(
            msgspec.structs.replace(last, key="audits_left", values={"n": len(older), "bad": bad}, void=None)
        )
    return tuple(sorted([*found, *recent], key=lambda one: one.at)), len(audits)


def _event(statement: Statement, void: str | None, key: str, values: dict[str, Value]) -> Event:
    return Event(
        key=key,
        at=statement.time,
        device=statement.author.hex(),
        statement=statement.id.hex(),
        values=values,
        void=void,
    )


def _audit(said: Audited, about: Subject) -> tuple[str, dict[str, Value]]:
    bad = any(digest in about.digests for digest, _ in said.failed)
    verdict = Verdict.FAILED if bad else Verdict.VERIFIED
    values: dict[str, Value] = {"verdict": (f"custody.verdict.{verdict}", str(verdict))}
    if said.copy is None:
        return "audit", values
    return "audit_copy", {**values, "other": said.copy[:16]}


def _concerns(  # noqa: PLR0911  (one answer a kind)
    statement: Statement, said: Body, about: Subject
) -> tuple[str, dict[str, Value]] | None:
    """Key and values of what a statement says about the exhibit, or None if it says nothing of it."""
    ident = statement.id.hex()
    exhibit = about.exhibit
    match said:
        case Obtained():
            return _brought(ident, said, about)
        case Judgement() if {said.a, said.b} & ({exhibit.id} | about.claims):
            return "judged", {
                "verdict": (f"custody.judged.{said.verdict}", str(said.verdict)),
                "subject": (f"custody.subject.{said.subject}", str(said.subject)),
            }
        case Shown() if exhibit.id in said.exhibits:
            return "visibility", {"level": (f"custody.level.{said.level}", str(said.level))}
        case Redaction() if said.original == exhibit.id:
            return "redacted", {"other": said.exhibit[:16], "n": len(said.covers)}
        case Redaction() if said.exhibit == exhibit.id:
            return "redaction", {"other": said.original[:16], "n": len(said.covers)}
        case Mended() if about.digests & set(said.objects) or exhibit.id in said.bodies:
            return "repair", {"other": (said.source or "")[:16]}
        case Witness() if said.device == about.device and said.size > about.arrival:
            return "witness", {"n": said.size}
        case Timestamp() if ident in about.stamps:
            return "timestamp", {"form": (f"custody.stamp.{said.form}", str(said.form))}
    return _leaving(said, about)


def _leaving(said: Body, about: Subject) -> tuple[str, dict[str, Value]] | None:
    """The same of what tells that it left, or is no more."""
    match said:
        case Handover() if about.exhibit.id in said.exhibits:
            return _handed(said)
        case Withdrawal() if about.exhibit.id in said.exhibits:
            return "withdrawal", {}
        case Shredded() if about.exhibit.id in said.exhibits:
            return "shredded", {}
        case Release() if _published(said, about):
            return "release", {"title": said.title}
    return None


def _handed(said: Handover) -> tuple[str, dict[str, Value]]:
    sealed = "_sealed" if said.stored else ""
    level: dict[str, Value] = {"level": (f"custody.level.{said.level}", str(said.level)), "kind": said.kind}
    return (f"handed{sealed}_to", {**level, "to": said.to}) if said.to else (f"handed{sealed}", level)


def _brought(ident: str, said: Obtained, about: Subject) -> tuple[str, dict[str, Value]] | None:
    if ident == about.exhibit.id:
        return "exhibit", {"how": (f"custody.how.{said.how}", str(said.how)), "tool": said.tool}
    if said.parent == about.exhibit.id and said.how is not How.DERIVED:
        return "member", {"other": ident[:16]}
    if said.objects and said.objects[0].digest == about.exhibit.original.digest:
        return "twin", {"other": ident[:16]}
    return None


def _published(said: Release, about: Subject) -> bool:
    if any(one.digest in about.digests for one in said.files):
        return True
    wanted = about.claims | {about.exhibit.id}
    return any(rests in wanted or rests.split(":")[0] in wanted for _, rests in said.footnotes)
