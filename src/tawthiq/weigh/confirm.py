"""A confirmation or denial speaks of the statement before it: the nearest run of claims of one other speaker.

"A health agency bore the announcement out a day later" names no figure; what it bears out is what the
speaker before it said, in whichever languages the document gives it.
"""

from collections.abc import Mapping, Sequence

import msgspec

from tawthiq.record.claim import Claim
from tawthiq.weigh.matter import FACTS
from tawthiq.weigh.origins import Origin, Voice

FAR = 2500
"""Code points between two claims beyond which they are no longer one statement: about two screens of text."""

CONFIRMING = "corroboration"
DENYING = "denial"


class Answer(msgspec.Struct, frozen=True):
    """One claim confirms (or denies) another."""

    by: str
    of: str
    denies: bool


def answers(claims: Sequence[Claim], origin_of: Mapping[str, Origin]) -> tuple[Answer, ...]:
    """Every confirmation and denial with each claim it answers. Claims in any order; answers sorted."""
    exhibits: dict[str, list[Claim]] = {}
    for claim in claims:
        exhibits.setdefault(claim.exhibit, []).append(claim)
    found: list[Answer] = []
    for members in exhibits.values():
        members.sort(key=lambda c: (c.start, c.end, c.id))
        for one in members:
            if one.act in (CONFIRMING, DENYING):
                denies = one.act == DENYING
                found += [
                    Answer(one.id, target.id, denies) for target in _statement_before(one, members, origin_of)
                ]
    return tuple(sorted(found, key=lambda a: (a.by, a.of)))


def _statement_before(one: Claim, members: Sequence[Claim], origin_of: Mapping[str, Origin]) -> list[Claim]:
    speaker = origin_of[one.id]
    before = [
        claim
        for claim in reversed(members)
        if claim.end <= one.start and claim.modality in FACTS and claim.act not in (CONFIRMING, DENYING)
    ]
    before = [claim for claim in before if origin_of[claim.id].key != speaker.key]
    near = [claim for claim in before if one.start - claim.end <= FAR]
    if not near:
        return []
    # Somebody named is answered before the document's own words in between.
    head = next((claim for claim in near if origin_of[claim.id].voice is Voice.NAMED), near[0])
    statement: list[Claim] = []
    edge = head.start
    for claim in before[before.index(head) :]:
        if origin_of[claim.id].key != origin_of[head.id].key or edge - claim.end > FAR:
            break
        statement.append(claim)
        edge = claim.start
    told = {claim.utterance for claim in statement if claim.utterance}
    held = {claim.id for claim in statement}
    return statement + [claim for claim in before if claim.utterance in told and claim.id not in held]
