"""One utterance stays one in whatever exhibit it is told again: by document where it was read so, and across exhibits where it was found.

Names of utterances do not depend on the order of anything; a claim told nowhere else has none.
"""

from collections.abc import Mapping, Sequence

from tawthiq.record.claim import Claim
from tawthiq.weigh.union import Union


def utterances(
    claims: Sequence[Claim], document_of: Mapping[str, str], retold: Sequence[tuple[str, str]] = ()
) -> dict[str, str]:
    """Claim id -> the name of its utterance. `retold`: pairs of claim ids that are one utterance in two exhibits."""
    union = Union()
    known = {claim.id for claim in claims}
    told = set[str]()
    for claim in claims:
        if claim.utterance:
            # By document, not by exhibit: a second copy of the same bytes holds the same utterances.
            union.join(f"claim {claim.id}", f"utterance {document_of[claim.exhibit]}:{claim.utterance}")
            told.add(claim.id)
    for a, b in retold:
        if a in known and b in known:
            union.join(f"claim {a}", f"claim {b}")
            told |= {a, b}
    return {name: union.find(f"claim {name}") for name in sorted(told)}
