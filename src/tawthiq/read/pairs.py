"""One utterance told twice is one: a passage and its translation, a caption that is repeated, share an `utterance` id.

Within one quotation an Arabic and an English claim pair when act and figure agree and they stand at about the same place of
their language's text; outside quotations only claims with one and the same figure pair. Nothing is repaired: both stay.
"""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from tawthiq.language.fold import fold
from tawthiq.record.claim import Claim

_FAR = 0.35
"""How far apart, as shares of their language's text, a claim and its translation may stand."""
_SMALL = 5
"""Outside quotations smaller figures say too little to pair by."""
_LIMIT = 400
"""More claims than this in one group are not paired by place: the work would grow with the square."""


def paired(claims: Sequence[Claim], groups: Mapping[str, int | None]) -> tuple[Claim, ...]:
    """The claims with `utterance` set where two or more are one; `groups` gives each claim's quotation, by id."""
    named: dict[str, str] = {}
    by_group: dict[int, list[Claim]] = {}
    rest: list[Claim] = []
    for claim in claims:
        group = groups.get(claim.id)
        if group is None:
            rest.append(claim)
        else:
            by_group.setdefault(group, []).append(claim)
    for listed in by_group.values():
        _translated(listed, named)
    _same_figure(rest, named)
    _repeated(claims, named)
    return tuple(msgspec.structs.replace(c, utterance=named[c.id]) if c.id in named else c for c in claims)


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
    for claim in claims:
        key = (claim.act, fold(claim.verbatim), _figure(claim))
        first = seen.setdefault(key, claim)
        if first is not claim and len(claim.verbatim) > 20:
            _name(first, claim, named)
