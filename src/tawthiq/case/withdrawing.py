"""Carries out what was withdrawn: nothing that a live statement does not name stays in this copy, and a receipt says so.

Keys first, then ciphertext and bodies, then what was derived, then the receipt. Killed anywhere in between, the next writer
does it all again. What remains is named by what is alive, so nothing has to be remembered of what is dead; what a killed
intake left behind without a statement goes too.
"""

from typing import TYPE_CHECKING

import msgspec

from tawthiq.case.index import Index
from tawthiq.protect.envelope import about_key
from tawthiq.protect.withdrawal import Shredded
from tawthiq.record.errors import RecordError

if TYPE_CHECKING:
    from tawthiq.case.case import Case


def excused(case: "Case") -> frozenset[bytes]:
    """Statements whose bodies may be gone, worked out from the log alone: no cache is believed in a check."""
    index = Index(None, case.settings.id)
    try:
        index.follow(case.ledger)
        return index.excused()
    finally:
        index.close()


def gone_digests(case: "Case") -> frozenset[bytes]:
    """Digests of bodies and objects that were withdrawn and that nothing alive names: they must not come back."""
    dead = case.index.excused()
    if not dead:
        return frozenset()
    found: set[bytes] = set()
    for ident in dead:
        row = case.ledger.find(ident)
        if row is not None:
            statement = row.statement
            found |= {statement.body_digest, *statement.refs}
    return frozenset(found) - _alive(case, dead)


def carry_out(case: "Case") -> Shredded | None:
    """Destroy what is withdrawn and not destroyed yet in this copy; the receipt, or None if there was nothing to do."""
    withdrawn = case.index.withdrawn()
    if not withdrawn:
        return None
    here = bytes.fromhex(case.settings.device)
    confirmed = case.index.receipts().get(here, frozenset())
    waiting = {one for one in withdrawn if one not in confirmed or _has_body(case, one)}
    spoken = _speaking(case, withdrawn)
    if not waiting and not spoken:
        return None
    dead = case.index.excused() | spoken
    envelopes, objects = _sweep(case, dead)
    case.index.forget(dead)
    case.cache.forget(one.hex() for one in dead)
    receipt = Shredded(
        exhibits=tuple(sorted(waiting or withdrawn)),
        statements=tuple(sorted(one.hex() for one in dead if one.hex() not in withdrawn)),
        objects=objects,
        envelopes=envelopes,
    )
    case.say("shredded", receipt)
    return receipt


def _speaking(case: "Case", withdrawn: frozenset[str]) -> set[bytes]:
    """Statements that still say something of what is withdrawn, whoever made them and whenever they came."""
    claims = {
        claim
        for _, body in case.index.withdrawals()
        if withdrawn & set(body.exhibits)
        for claim in body.claims
    }
    return case.index.speaking_of(withdrawn, claims)


def _has_body(case: "Case", ident: str) -> bool:
    row = case.ledger.find(bytes.fromhex(ident)) if len(ident) == 64 else None
    return row is not None and row.body is not None


def _alive(case: "Case", dead: frozenset[bytes] | set[bytes]) -> set[bytes]:
    """What living statements name: their objects and commitments, and their bodies."""
    found: set[bytes] = set()
    for row in case.ledger.rows():
        try:
            statement = row.statement
        except RecordError:
            continue
        if statement.id not in dead:
            found.update(statement.refs)
            found.add(statement.body_digest)
    return found


def _sweep(case: "Case", dead: frozenset[bytes]) -> tuple[int, int]:
    alive = _alive(case, dead)
    keep = alive | {about_key(one.body.recipient) for one in case.index.generations()}
    envelopes = case.envelopes.destroy({one.about for one in case.envelopes.every() if one.about not in keep})
    for ident in dead:
        row = case.ledger.find(ident)
        if row is not None and row.body is not None:
            case.ledger.drop_body(ident)
    stray = [one for one in case.vault.digests() if bytes.fromhex(one) not in alive]
    for digest in stray:
        case.vault.remove(digest)
    return envelopes, len(stray)


class Fallen(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that leaned on what was withdrawn: how it stood before, and how it stands now (None: it is gone)."""

    what: str
    id: str
    before: str
    after: str | None


def stands(case: "Case") -> dict[tuple[str, str], str]:
    """How everything derived stands: claims by status and company, incidents, pairs of pictures, persons, figures, releases."""
    made = case.derive()
    found: dict[tuple[str, str], str] = {}
    for one in made.assessments().values():
        company = (
            f"{len(one.origins)} origins, {len(one.supports)} support, {len(one.contradicts)} contradict"
        )
        found["claim", one.claim] = f"{one.status} ({company})"
    for incident in made.incidents():
        found["incident", incident.id] = f"{len(incident.claims)} claims"
    for pair in made.media_matches():
        found["pictures", f"{pair.a[:12]} {pair.b[:12]}"] = str(pair.kind)
    matched = made.people()
    if matched is not None:
        found["persons", "matched"] = str(len(matched.persons))
    counted = made.count()
    if counted is not None:
        found["figure", "documented"] = str(counted.documented)
        for estimate in counted.estimates:
            found["figure", estimate.method] = f"{estimate.lo:.0f} to {estimate.hi:.0f}"
    return found


def published(case: "Case", exhibits: set[str], claims: set[str]) -> list[Fallen]:
    """Publications whose footnotes rest on what is withdrawn: their copies are out of reach, and people must see to them."""
    found = []
    for release in case.index.releases():
        labels = [
            label for label, rests in release.footnotes if rests in claims or rests.split(":")[0] in exhibits
        ]
        if labels:
            notes = ", ".join(labels)
            found.append(
                Fallen(
                    what="release", id=release.title, before=f"rests on it: {notes}", after="to be withdrawn"
                )
            )
    return found


def fallen(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> list[Fallen]:
    """What stands otherwise than it did."""
    return [
        Fallen(what=what, id=ident, before=stood, after=after.get((what, ident)))
        for (what, ident), stood in sorted(before.items())
        if after.get((what, ident)) != stood
    ]
