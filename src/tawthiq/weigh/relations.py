"""Who bears out, contradicts or merely overlaps whom. Agreement between dependents is repetition, never support.

SUPPORT, REPEAT and OVERLAP are directed: `of(a, SUPPORT)` are the claims whose words entail what `a` says, and where they
do not although both may be true, `of(a, OVERLAP)`. CONTRADICT and UPDATE hold both ways.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from tawthiq.record.claim import Claim, Modality
from tawthiq.record.judgement import Verdict
from tawthiq.record.quantity import Hedge, Quantity
from tawthiq.weigh.confirm import Answer, answers
from tawthiq.weigh.figures import Standing, standing
from tawthiq.weigh.independence import Independence
from tawthiq.weigh.matter import Facts, entails_circumstance, facts, says_nobody, side_by_side

HARM = frozenset({"killing", "injury", "casualties"})
"""Acts of which a mention without figure ("people were killed") is contradicted by "nobody was"."""


class Kind(StrEnum):
    """How one claim stands to another."""

    SUPPORT = "support"
    REPEAT = "repeat"
    CONTRADICT = "contradict"
    OVERLAP = "overlap"
    CONFIRM = "confirm"
    CONFIRMED = "confirmed"
    DENY = "deny"
    UPDATE = "update"


class Relations:
    """A claim's relations by kind; adding one twice changes nothing. Says by `independence` what is repetition."""

    def __init__(self, independence: Independence) -> None:
        self.independence = independence
        self._held: dict[tuple[str, Kind], set[str]] = {}

    def add(self, a: str, kind: Kind, b: str) -> None:
        """`b` stands so to `a`."""
        self._held.setdefault((a, kind), set()).add(b)

    def both(self, a: str, kind: Kind, b: str) -> None:
        """Each stands so to the other."""
        self.add(a, kind, b)
        self.add(b, kind, a)

    def bear_out(self, a: str, b: str) -> None:
        """What `b` says entails what `a` says: support, or repetition where `b` depends on `a`."""
        self.add(a, Kind.REPEAT if self.independence.depends(a, b) else Kind.SUPPORT, b)

    def of(self, a: str, kind: Kind) -> frozenset[str]:
        """The claims that stand so to `a`."""
        return frozenset(self._held.get((a, kind), ()))


def relate(
    claims: Sequence[Claim], rulings: Mapping[tuple[str, str], Verdict], independence: Independence
) -> Relations:
    """The relations among these claims. `rulings` are what people decided, by sorted pair of claim ids."""
    relations = Relations(independence)
    everything = [f for f in map(facts, claims) if f is not None]
    by_id = {f.claim.id: f for f in everything}
    pairs = {_sorted(a.claim.id, b.claim.id) for a, b in side_by_side(everything)}
    pairs |= {
        pair for pair, verdict in rulings.items() if verdict is Verdict.SAME and by_id.keys() >= set(pair)
    }
    translations = _utterances(everything, independence)
    pairs |= translations
    parted = {pair for pair, verdict in rulings.items() if verdict is Verdict.DIFFERENT}
    for a, b in sorted(pairs - parted):
        if (a, b) in translations or not _two_events(by_id[a], by_id[b], independence):
            _compare(relations, by_id[a], by_id[b])
    for answer in answers(claims, independence.origin_of):
        if _sorted(answer.by, answer.of) not in parted:
            _answer(relations, answer)
    told = {claim.id: claim for claim in claims}
    for claim in claims:
        for other in independence.echoes_of(claim.id) & told.keys():
            # One copied sentence may hold several claims; each repeats its own copy only.
            if _assertion(claim) == _assertion(told[other]):
                relations.add(claim.id, Kind.REPEAT, other)
    return relations


def _assertion(claim: Claim) -> tuple[object, ...]:
    figure = claim.quantity and (
        claim.quantity.hedge,
        claim.quantity.lo,
        claim.quantity.hi,
        claim.quantity.unit,
    )
    return (claim.act, claim.modality, figure, claim.means, claim.target)


def _sorted(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _utterances(everything: Sequence[Facts], independence: Independence) -> set[tuple[str, str]]:
    """Pairs in two languages of one utterance, one act and one unit: compared whatever place and date each was given.

    Where an utterance gives several such figures in one language, only equal ones are paired: which of them translates
    which is not known, and a wrong pair would be a contradiction that nobody uttered.
    """
    told: dict[tuple[str, str, str | None, str], list[Facts]] = {}
    for one in everything:
        utterance = independence.utterance(one.claim.id)
        if utterance:
            key = (utterance, one.claim.act, one.matter.unit, one.matter.role)
            told.setdefault(key, []).append(one)
    found: set[tuple[str, str]] = set()
    for group in told.values():
        for n, a in enumerate(group):
            for b in group[n + 1 :]:
                if a.claim.lang != b.claim.lang and (
                    len(group) == 2 or _equal(a.claim.quantity, b.claim.quantity)
                ):
                    found.add(_sorted(a.claim.id, b.claim.id))
    return found


def _equal(a: Quantity | None, b: Quantity | None) -> bool:
    return a is not None and b is not None and standing(a, b) is Standing.EQUAL


def _compare(relations: Relations, a: Facts, b: Facts) -> None:
    one, two = a.claim, b.claim
    if (one.modality is Modality.DENIED) != (two.modality is Modality.DENIED):
        if _agree(a, b) or _agree(b, a):
            relations.both(one.id, Kind.CONTRADICT, two.id)
        return
    if a.matter.unit is not None and b.matter.unit is not None and one.quantity and two.quantity:
        _compare_figures(relations, a, b, one.quantity, two.quantity)
        return
    if says_nobody(a) != says_nobody(b) and one.modality is not Modality.DENIED:
        if a.matter.family in HARM:
            relations.both(one.id, Kind.CONTRADICT, two.id)
        return
    for mine, theirs in ((a, b), (b, a)):
        if _agree(mine, theirs):
            relations.bear_out(mine.claim.id, theirs.claim.id)


def _compare_figures(relations: Relations, a: Facts, b: Facts, mine: Quantity, theirs: Quantity) -> None:
    forth, back = standing(mine, theirs), standing(theirs, mine)
    if forth is Standing.CONTRADICTS:
        kind = Kind.UPDATE if _of_another_day(a, b, relations.independence) else Kind.CONTRADICT
        relations.both(a.claim.id, kind, b.claim.id)
        return
    if Standing.SILENT in (forth, back):
        return
    agreed = {Standing.EQUAL, Standing.BEARS_OUT}
    for one, other, said in ((a, b, forth), (b, a, back)):
        if said in agreed:
            relations.bear_out(one.claim.id, other.claim.id)
        else:
            relations.add(one.claim.id, Kind.OVERLAP, other.claim.id)


def _two_events(a: Facts, b: Facts, independence: Independence) -> bool:
    """One origin that gives two figures in one exhibit, where no number fits both, tells of two events."""
    one, two = a.claim, b.claim
    if not a.matter.event or one.exhibit != two.exhibit or one.quantity is None or two.quantity is None:
        return False
    same = independence.origin_of[one.id].key == independence.origin_of[two.id].key
    return same and standing(one.quantity, two.quantity) is Standing.CONTRADICTS


def _of_another_day(a: Facts, b: Facts, independence: Independence) -> bool:
    """Two figures of one origin for periods that end on different days: a count that went on, not a contradiction."""
    if independence.origin_of[a.claim.id].key != independence.origin_of[b.claim.id].key:
        return False
    return a.last is not None and b.last is not None and a.last != b.last


def _none(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.hedge is Hedge.NONE


def _agree(a: Facts, b: Facts) -> bool:
    """What `b` says entails what `a` says, figures and circumstances."""
    if a.matter.unit is not None:
        mine, theirs = a.claim.quantity, b.claim.quantity
        if b.matter.unit is None or mine is None or theirs is None:
            return False
        return standing(mine, theirs) in (Standing.EQUAL, Standing.BEARS_OUT)
    return entails_circumstance(b, a) and not _none(b.claim)


def _answer(relations: Relations, answer: Answer) -> None:
    if answer.denies:
        relations.both(answer.by, Kind.CONTRADICT, answer.of)
        relations.add(answer.of, Kind.DENY, answer.by)
        return
    relations.bear_out(answer.of, answer.by)
    relations.bear_out(answer.by, answer.of)
    relations.add(answer.of, Kind.CONFIRM, answer.by)
    relations.add(answer.by, Kind.CONFIRMED, answer.of)
