"""A claim's status follows from its independent origins, and every step to it is a reason in both languages.

Order of the claims never matters; only the order of the judgements does (the latest on a pair stands). A claim supports
another only if what it says entails what the other says. Withdrawn and rejected claims speak for and against nobody.
"""

from collections.abc import Collection, Mapping, Sequence

from tawthiq.record.assessment import Assessment
from tawthiq.record.claim import Claim
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.weigh.decide import Weighed, decide
from tawthiq.weigh.echoes import echoes
from tawthiq.weigh.independence import Independence
from tawthiq.weigh.origins import documents, origins
from tawthiq.weigh.relations import Kind, relate
from tawthiq.weigh.retold import utterances


def assess(
    claims: Sequence[Claim],
    *,
    objects: Mapping[str, str] | None = None,
    copies: Sequence[tuple[str, str]] = (),
    judgements: Sequence[Judgement] = (),
    withdrawn: Collection[str] = (),
    retold: Sequence[tuple[str, str]] = (),
    taken: Mapping[str, str] | None = None,
) -> tuple[Assessment, ...]:
    """Weigh every claim against all others; one Assessment a claim, sorted by exhibit, start and id.

    `objects` maps an exhibit to the digest of its object, `copies` are pairs of exhibits known to be near copies,
    `withdrawn` holds ids of claims or of whole exhibits, `retold` pairs of claims that are one utterance in two exhibits,
    `taken` the exhibit from which a claim's passage was taken. Judgements about claims: `same`/`different` for a pair says
    whether the two speak of one thing; `rejected` for one claim discounts it. Judgements about media (pairs of
    exhibits) add or remove copies. Raises nothing: a claim that cannot be weighed is `unassessed`, with the reason.
    """
    ordered = sorted(_one_each(claims), key=lambda c: (c.exhibit, c.start, c.end, c.id))
    rulings = _Rulings(judgements)
    gone = {c.id for c in ordered if c.id in withdrawn or c.exhibit in withdrawn}
    live = [c for c in ordered if c.id not in gone and c.id not in rulings.rejected]
    document_of = documents({c.exhibit for c in ordered}, objects or {}, rulings.copies(copies))
    utterance_of = utterances(ordered, document_of, retold)
    source_of = {claim: exhibit for claim, exhibit in (taken or {}).items() if exhibit in document_of}
    origin_of = origins(ordered, document_of, utterance_of, source_of)
    independence = Independence(origin_of, echoes(ordered, document_of), utterance_of)
    relations = relate(live, rulings.claims, independence)
    lost = relations
    if gone:
        # What the withdrawn claims would have borne out is told to the claims they leave behind.
        lost = relate([c for c in ordered if c.id not in rulings.rejected], rulings.claims, independence)
    by_id = {c.id: c for c in ordered}
    return tuple(
        decide(
            Weighed(
                claim=claim,
                by_id=by_id,
                independence=independence,
                relations=relations,
                withdrawn=claim.id in gone,
                rejected=rulings.rejected.get(claim.id),
                accepted=claim.id in rulings.accepted,
                lost=tuple(sorted(gone & lost.of(claim.id, Kind.SUPPORT))),
            )
        )
        for claim in ordered
    )


def _one_each(claims: Sequence[Claim]) -> Collection[Claim]:
    """One claim for each id; of two that bear one id the same is taken in whatever order they come."""
    found: dict[str, Claim] = {}
    for claim in claims:
        other = found.setdefault(claim.id, claim)
        if other is not claim and repr(claim) < repr(other):
            found[claim.id] = claim
    return found.values()


class _Rulings:
    """What people decided, the latest on each thing standing."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self.claims: dict[tuple[str, str], Verdict] = {}
        self._media: dict[tuple[str, str], Verdict] = {}
        single: dict[str, Judgement] = {}
        for one in judgements:
            pair = one.pair
            if one.subject is Subject.CLAIM and pair is None:
                single[one.a] = one
            elif one.subject is Subject.CLAIM and pair is not None:
                self.claims[pair] = one.verdict
            elif one.subject is Subject.MEDIA and pair is not None:
                self._media[pair] = one.verdict
        self.rejected = {name: one.why for name, one in single.items() if one.verdict is Verdict.REJECTED}
        self.accepted = {name for name, one in single.items() if one.verdict is Verdict.ACCEPTED}

    def copies(self, proposed: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Near copies as proposed, with people's additions and without what they parted."""
        pairs = {(a, b) if a <= b else (b, a) for a, b in proposed}
        for pair, verdict in self._media.items():
            if verdict is Verdict.SAME:
                pairs.add(pair)
            elif verdict is Verdict.DIFFERENT:
                pairs.discard(pair)
        return sorted(pairs)
