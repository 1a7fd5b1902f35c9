"""Repair takes whole parts from another copy of the same case and puts them in place of hurt ones; it invents nothing.

Every part is hashed before it is used. What was mended is recorded in a statement, so that the history of a case tells of
its wounds too. Statements themselves are never edited in place: where one is hurt, a fresh copy is founded from a bundle.
"""

import hashlib
from typing import TYPE_CHECKING

from tawthiq.case.check import expected_objects
from tawthiq.preserve import Verdict, check_objects
from tawthiq.record.audit import audit
from tawthiq.record.errors import ObjectMissing
from tawthiq.record.upkeep import Mended
from tawthiq.record.vault import digest_of

if TYPE_CHECKING:
    from tawthiq.case.case import Case


def mend(case: "Case", other: "Case | None") -> Mended:
    """Put right what can be, from `other` where bytes are needed; what was done is recorded and returned."""
    tiles = case.tiles.mend(case.size())
    # Bodies first: they say which objects there should be.
    bodies = _bodies(case, other) if other is not None else []
    objects = _objects(case, other) if other is not None else []
    envelopes = _envelopes(case, other) if other is not None else 0
    done = Mended(
        objects=tuple(objects),
        bodies=tuple(bodies),
        tiles=tuple(tiles),
        source=other.settings.device if other is not None and (objects or bodies or envelopes) else None,
        envelopes=envelopes,
    )
    if done.anything:
        case.record_repair(done)
    return done


def _objects(case: "Case", other: "Case") -> list[str]:
    mended: list[str] = []
    gone = {one.hex() for one in case.withdrawn_digests()}
    for report in check_objects(case.vault, dict(expected_objects(case)).values()):
        if report.verdict is Verdict.VERIFIED or report.path in gone:
            continue
        try:
            with other.vault.open(report.path) as stream:
                whole = digest_of(stream)[0] == report.path
            if whole:
                with other.vault.open(report.path) as stream:
                    case.vault.put(stream)
                mended.append(report.path)
        except ObjectMissing:
            continue
    case.vault.sync()
    return mended


def _bodies(case: "Case", other: "Case") -> list[str]:
    mended: list[str] = []
    gone = case.withdrawn_digests()
    for row in case.ledger.rows():
        statement = row.statement
        if statement.body_digest in gone:
            continue
        if row.body is not None and hashlib.sha256(row.body).digest() == statement.body_digest:
            continue
        there = other.ledger.find(statement.id)
        body = there.body if there is not None else None
        if body is not None and hashlib.sha256(body).digest() == statement.body_digest:
            case.ledger.restore_body(statement.id, body)
            mended.append(statement.id.hex())
    return mended


def _envelopes(case: "Case", other: "Case") -> int:
    """Those that are lost here: where one for the same thing and reader is there, a further one is no repair."""
    gone = case.withdrawn_digests()
    lost = (
        one
        for one in other.envelopes.every()
        if one.about not in gone and one.dest not in {here.dest for here in case.envelopes.about(one.about)}
    )
    return case.envelopes.add(lost)


def beyond_repair(case: "Case") -> list[str]:
    """What `mend` cannot put right, a sentence each."""
    codes = {
        "statement-damaged",
        "signature-false",
        "row-missing",
        "log-rewritten",
        "log-cut",
        "column-false",
        "frontier-false",
    }
    found = audit(case.ledger, case.folder.read_checkpoint(), tiles=case.tiles)
    return [f"{one.code}: {one.where}: {one.what}" for one in found.findings if one.code in codes]
