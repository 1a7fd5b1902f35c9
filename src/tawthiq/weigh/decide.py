"""The status rules, in the order in which they bind, and the sentences that give the reasons.

withdrawn      its own source took it back
discounted     a person rejected it
unassessed     a threat, fear, plan, opinion or definition: nothing to be weighed
contested      a live claim contradicts it, or denies it
confirmed      two or more independent origins agree, one of them conceding it against itself
corroborated   two or more independent origins agree
single-source  one origin, however many repeats
"""

from collections.abc import Iterator, Mapping

import msgspec

from tawthiq.record.assessment import Assessment, Evidence, Reason
from tawthiq.record.claim import Claim, Modality
from tawthiq.record.quantity import Quantity
from tawthiq.weigh.independence import Independence
from tawthiq.weigh.matter import FACTS
from tawthiq.weigh.origins import Voice
from tawthiq.weigh.reasons import because, figure, named
from tawthiq.weigh.relations import Kind, Relations
from tawthiq.weigh.scripts import told_apart


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with everything its status depends on. `lost` are withdrawn claims that would have borne it out."""

    claim: Claim
    by_id: Mapping[str, Claim]
    independence: Independence
    relations: Relations
    withdrawn: bool
    rejected: str | None
    accepted: bool
    lost: tuple[str, ...]

    def related(self, kind: Kind) -> list[str]:
        """Related claims in a fixed order: by exhibit, place in the text and id."""
        found = [self.by_id[name] for name in self.relations.of(self.claim.id, kind)]
        return [c.id for c in sorted(found, key=lambda c: (c.exhibit, c.start, c.end, c.id))]


def decide(w: Weighed) -> Assessment:
    """The assessment of one claim."""
    supporters = w.related(Kind.SUPPORT)
    groups = w.independence.groups([w.claim.id, *supporters])
    others = [group for group in groups if w.claim.id not in group]
    first = {name: n for n, name in enumerate(supporters)}
    supports = sorted((min(group, key=first.__getitem__) for group in others), key=first.__getitem__)
    repeats = [name for name in w.related(Kind.REPEAT) if name not in set(supports)]
    contradicts = w.related(Kind.CONTRADICT)
    status = _status(w, supports, contradicts)
    names = sorted({w.independence.origin_of[name].name for name in supports} - {_own(w)})
    return Assessment(
        claim=w.claim.id,
        status=status,
        origins=(_own(w), *names),
        supports=tuple(supports),
        contradicts=tuple(contradicts),
        repeats=tuple(repeats),
        reasons=tuple(_reasons(w, status, supports, repeats, contradicts)),
    )


def _own(w: Weighed) -> str:
    return w.independence.origin_of[w.claim.id].name


def _status(w: Weighed, supports: list[str], contradicts: list[str]) -> Evidence:
    if w.withdrawn:
        return Evidence.WITHDRAWN
    if w.rejected is not None:
        return Evidence.DISCOUNTED
    if w.claim.modality not in FACTS:
        return Evidence.UNASSESSED
    if contradicts:
        return Evidence.CONTESTED
    if not supports:
        return Evidence.SINGLE_SOURCE
    conceded = any(w.by_id[name].modality is Modality.CONCEDED for name in (w.claim.id, *supports))
    return Evidence.CONFIRMED if conceded else Evidence.CORROBORATED


def _reasons(
    w: Weighed, status: Evidence, supports: list[str], repeats: list[str], contradicts: list[str]
) -> list[Reason]:
    origin = w.independence.origin_of[w.claim.id]
    found = [because(f"origin.{origin.voice.value}", who=named(origin))]
    if w.withdrawn:
        return [*found, because("withdrawn")]
    if w.rejected is not None:
        return [*found, because("rejected_why", why=w.rejected) if w.rejected else because("rejected")]
    if w.accepted:
        found.append(because("accepted"))
    if status is Evidence.UNASSESSED:
        found.append(because(f"not_a_fact.{w.claim.modality.value}"))
    found += [*_for(w, supports), *_against(w, contradicts), *_beside(w, repeats)]
    if status in (Evidence.CONFIRMED, Evidence.CORROBORATED):
        found.append(because(status.value, n=len(supports) + 1))
    elif status is Evidence.SINGLE_SOURCE:
        found.append(
            because("single_source_repeated", n=len(repeats)) if repeats else because("single_source")
        )
    return found


def _for(w: Weighed, supports: list[str]) -> Iterator[Reason]:
    explicit = dict.fromkeys(w.relations.of(w.claim.id, Kind.CONFIRM), "confirms")
    explicit |= dict.fromkeys(w.relations.of(w.claim.id, Kind.CONFIRMED), "confirmed_by")
    for name in supports:
        origin = w.independence.origin_of[name]
        key = explicit.get(name) or _with_figures("supports", w.claim.quantity, w.by_id[name].quantity)
        yield because(key, **_pair(w, name), who=named(origin))
        if origin.voice is not Voice.NAMED:
            yield because("unnamed_support", other=name)


def _against(w: Weighed, contradicts: list[str]) -> Iterator[Reason]:
    denies = w.relations.of(w.claim.id, Kind.DENY)
    for name in contradicts:
        key = "denies" if name in denies else _contradiction(w, name)
        yield because(key, **_pair(w, name), who=named(w.independence.origin_of[name]))


def _beside(w: Weighed, repeats: list[str]) -> Iterator[Reason]:
    for kind, key in ((Kind.OVERLAP, "overlaps"), (Kind.UPDATE, "updates")):
        for name in w.related(kind):
            yield because(key, **_pair(w, name))
    kinds: dict[str, list[str]] = {}
    for name in repeats:
        kinds.setdefault(_repetition(w, name), []).append(name)
    for kind_of, names in sorted(kinds.items()):
        yield because(kind_of, others=", ".join(names))
    for name in w.lost:
        yield because("lost_support", other=name)


def _pair(w: Weighed, name: str) -> dict[str, object]:
    """The values of a sentence about two claims: both ids, and both figures where both give one."""
    values: dict[str, object] = {"mine": w.claim.id, "other": name}
    mine, theirs = w.claim.quantity, w.by_id[name].quantity
    if mine is not None and theirs is not None:
        values |= {"my_figure": figure(mine), "other_figure": figure(theirs)}
    return values


def _with_figures(key: str, mine: Quantity | None, theirs: Quantity | None) -> str:
    return f"{key}_figure" if mine is not None and theirs is not None else key


def _contradiction(w: Weighed, name: str) -> str:
    if w.independence.one_utterance(w.claim.id, name) and w.claim.lang != w.by_id[name].lang:
        return _with_figures("mistranslated", w.claim.quantity, w.by_id[name].quantity)
    return _with_figures("contradicts", w.claim.quantity, w.by_id[name].quantity)


def _repetition(w: Weighed, name: str) -> str:
    independence = w.independence
    if independence.one_utterance(w.claim.id, name):
        return "repeats.utterance"
    if independence.echo(w.claim.id, name):
        return "repeats.text"
    mine, theirs = independence.origin_of[w.claim.id], independence.origin_of[name]
    if mine.key != theirs.key:
        return "repeats.document" if told_apart(mine, theirs) else "repeats.script"
    return (
        "repeats.origin"
        if w.claim.exhibit == w.by_id[name].exhibit or mine.voice is Voice.NAMED
        else "repeats.copy"
    )
