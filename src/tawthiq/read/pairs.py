"""One utterance told twice is one: a passage and its translation, a caption that is repeated, share an `utterance` id.

Where the text holds a passage beside its translation (`twice`), claims pair within the segments that belong together: by act
and figure, then by act alone where each side tells one. Elsewhere within a quotation claims pair by act, figure and about the
same place of their language's text; outside quotations only by one and the same figure. Nothing is repaired: both stay, and
where they differ both carry the doubt `translation`.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from tawthiq.language.fold import fold
from tawthiq.record.claim import Claim

if TYPE_CHECKING:
    from tawthiq.read.differences import Difference
    from tawthiq.read.twice import Translation

_FAR = 0.35
"""How far apart, as shares of their language's text, a claim and its translation may stand."""
_SMALL = 5
"""Outside quotations smaller figures say too little to pair by."""
_LIMIT = 400
"""More claims than this in one group are not paired by place: the work would grow with the square."""


_DOUBTFUL = frozenset(("figure", "hedge", "time", "place", "means", "act", "speaker", "negation"))
"""Parts whose difference makes a claim doubtful; an editor's bracket says that it is one."""
DOUBT = "translation"


def paired(
    claims: Sequence[Claim], groups: Mapping[str, int | None], told: Sequence["Translation"] = ()
) -> tuple[Claim, ...]:
    """The claims with `utterance` set where two or more are one, and doubted where they differ.

    `groups` gives each claim's quotation, by id; `told` are the passages that stand beside their translation.
    """
    named: dict[str, str] = {}
    doubted: set[str] = set()
    for translation in told:
        _by_segment(claims, translation, named, doubted)
    by_group: dict[int, list[Claim]] = {}
    rest: list[Claim] = []
    for claim in claims:
        group = groups.get(claim.id)
        if group is None:
            rest.append(claim)
        else:
            by_group.setdefault(group, []).append(claim)
    for listed in by_group.values():
        _translated([claim for claim in listed if claim.id not in named], named)
    _same_figure(rest, named)
    _repeated(claims, named)
    uncertain = {named[each] for each in doubted if each in named}
    return tuple(
        msgspec.structs.replace(
            claim,
            utterance=named.get(claim.id),
            doubts=(*claim.doubts, DOUBT)
            if claim.id in doubted or named.get(claim.id) in uncertain
            else claim.doubts,
        )
        for claim in claims
    )


def _heart(claim: Claim) -> int:
    return claim.quantity.start if claim.quantity else claim.start


def _by_segment(
    claims: Sequence[Claim], translation: "Translation", named: dict[str, str], doubted: set[str]
) -> None:
    originals = held(claims, translation.original)
    translated = held(claims, translation.translation)
    for pair, differences in translation.pairs:
        ours, theirs = held(originals, pair.original), held(translated, pair.translation)
        _one_utterance(ours, theirs, named, doubted)
        for each in differences:
            if each.part == "sentence":
                doubted.update(claim.id for claim in theirs)
            elif each.part in _DOUBTFUL:
                for side, span in ((ours, each.original), (theirs, each.translation)):
                    doubted.update(c.id for c in side if _concerns(each, span, c))


def _concerns(difference: "Difference", span: tuple[int, int] | None, claim: Claim) -> bool:
    """It lies in the claim's words; a word of harm is that of its own act only."""
    if span is None or claim.start >= span[1] or span[0] >= claim.end:
        return False
    return difference.part != "act" or difference.code == claim.act


def held(claims: Sequence[Claim], span: tuple[int, int] | None) -> list[Claim]:
    """The claims of one text of which the figure, or else the beginning, lies in the span."""
    return [claim for claim in claims if span and span[0] <= _heart(claim) < span[1]]


def twins(
    ours: Sequence[Claim], theirs: Sequence[Claim]
) -> tuple[list[tuple[Claim, Claim]], list[Claim], list[Claim]]:
    """(claims of one act and figure, ours that have no twin, theirs that have none)."""
    found: list[tuple[Claim, Claim]] = []
    rest: list[Claim] = []
    left = list(theirs)
    for claim in ours:
        twin = next((c for c in left if c.act == claim.act and _figure(c) == _figure(claim)), None)
        if twin is None:
            rest.append(claim)
        else:
            left.remove(twin)
            found.append((claim, twin))
    return found, rest, left


def _one_utterance(
    ours: Sequence[Claim], theirs: Sequence[Claim], named: dict[str, str], doubted: set[str]
) -> None:
    found, rest, left = twins(ours, theirs)
    for claim, twin in found:
        _name(claim, twin, named)
    for claim in rest:
        alike = [c for c in left if c.act == claim.act and (c.quantity is None) == (claim.quantity is None)]
        own = [c for c in rest if c.act == claim.act and (c.quantity is None) == (claim.quantity is None)]
        if len(alike) == len(own) == 1:
            left.remove(alike[0])
            _name(claim, alike[0], named)
            doubted.update((claim.id, alike[0].id))


def _name(a: Claim, b: Claim, named: dict[str, str]) -> None:
    known = (
        named.get(a.id) or named.get(b.id) or "u" + hashlib.sha256(min(a.id, b.id).encode()).hexdigest()[:16]
    )
    named[a.id] = named[b.id] = known


def _figure(claim: Claim) -> tuple[object, ...] | None:
    q = claim.quantity
    return (q.hedge, q.lo, q.hi, q.kind) if q else None


def _translated(listed: Sequence[Claim], named: dict[str, str]) -> None:
    sides = {lang: [claim for claim in listed if claim.lang == lang] for lang in ("ar", "en")}
    if not sides["ar"] or not sides["en"] or len(listed) > _LIMIT:
        return
    place = {claim.id: at for side in sides.values() for claim, at in zip(side, _shares(side), strict=True)}
    candidates = sorted(
        (abs(place[a.id] - place[b.id]) - (1 if a.quantity else 0), a.start, b.start, i, j)
        for i, a in enumerate(sides["ar"])
        for j, b in enumerate(sides["en"])
        if a.act == b.act and _figure(a) == _figure(b) and abs(place[a.id] - place[b.id]) <= _FAR
    )
    taken: set[str] = set()
    for _, _, _, i, j in candidates:
        a, b = sides["ar"][i], sides["en"][j]
        if a.id not in taken and b.id not in taken:
            taken |= {a.id, b.id}
            _name(a, b, named)


def _shares(side: Sequence[Claim]) -> list[float]:
    low, high = min(c.start for c in side), max(c.end for c in side)
    return [(c.start - low) / max(1, high - low) for c in side]


def _same_figure(rest: Sequence[Claim], named: dict[str, str]) -> None:
    arabic: dict[tuple[object, ...], Claim] = {}
    for claim in rest:
        q = claim.quantity
        if q is None or claim.lang != "ar" or max(q.lo or 0, q.hi or 0) < _SMALL:
            continue
        arabic.setdefault((claim.act, q.unit, q.hedge, q.lo, q.hi), claim)
    for claim in rest:
        q = claim.quantity
        if q is not None and claim.lang == "en":
            twin = arabic.get((claim.act, q.unit, q.hedge, q.lo, q.hi))
            if twin is not None:
                _name(twin, claim, named)


def _repeated(claims: Sequence[Claim], named: dict[str, str]) -> None:
    """The same words for the same act, told twice in one exhibit: a caption shown with its picture and below it."""
    seen: dict[tuple[str, str, object], Claim] = {}
    often = Counter((claim.act, _figure(claim)) for claim in claims)
    for claim in claims:
        figure = _figure(claim)
        if often[claim.act, figure] == 1:
            continue
        key = (claim.act, fold(claim.verbatim), figure)
        first = seen.setdefault(key, claim)
        if first is not claim and len(claim.verbatim) > 20:
            _name(first, claim, named)
