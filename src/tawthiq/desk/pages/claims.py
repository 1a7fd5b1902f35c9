"""The claims, narrowed by act, status, place, language and exhibit; and one of them with everything it rests on."""

from collections import Counter
from collections.abc import Callable

from tawthiq.desk.passages import part_of
from tawthiq.desk.visit import Visit, page
from tawthiq.desk.web import HttpResponse
from tawthiq.record.assessment import Assessment, Evidence
from tawthiq.record.claim import Claim
from tawthiq.record.errors import UnknownId

AROUND = 240
"""Code points of context shown on either side of a claim."""


def _place(claim: Claim) -> str:
    return "" if claim.place is None else claim.place.name or claim.place.verbatim


@page
def listing(visit: Visit) -> HttpResponse:
    """Claims, narrowed by the query string; the address holds the whole state."""
    statuses = {name: one.status.value for name, one in visit.assessments.items()}
    facets: dict[str, Callable[[Claim], str]] = {
        "act": lambda c: c.act,
        "status": lambda c: statuses.get(c.id, Evidence.UNASSESSED.value),
        "place": _place,
        "lang": lambda c: c.lang,
        "exhibit": lambda c: c.exhibit,
    }
    asked = {name: visit.asked(name) for name in facets}
    everything = list(visit.claims.values())
    chosen = [
        c for c in everything if all(not want or facets[name](c) == want for name, want in asked.items())
    ]
    part = visit.some([claim.id for claim in chosen])
    part["items"] = visit.cards(part["items"])
    choices = {
        name: sorted(
            Counter(value for c in everything if (value := key(c))).items(),
            key=lambda found: (-found[1], found[0]),
        )
        for name, key in facets.items()
        if name != "exhibit"
    }
    return visit.show(
        "claims.html",
        here="claims",
        part=part,
        facets=[(name, asked[name], choices[name]) for name in choices],
        exhibit=visit.exhibits.get(asked["exhibit"]),
        narrowed=any(asked.values()),
    )


def _related(assessment: Assessment | None) -> list[tuple[str, tuple[str, ...]]]:
    if assessment is None:
        return []
    return [
        ("supports", assessment.supports),
        ("contradicts", assessment.contradicts),
        ("repeats", assessment.repeats),
    ]


@page
def one(visit: Visit, ident: str) -> HttpResponse:
    """One claim by id or the beginning of it. Raises UnknownId where none or several answer."""
    names = [ident] if ident in visit.claims else [name for name in visit.claims if name.startswith(ident)]
    if len(names) != 1:
        raise UnknownId(f"{len(names)} claims answer to {ident!r}", expected="exactly one")
    claim = visit.claims[names[0]]
    text = visit.case.text(claim.exhibit)
    assessment = visit.assessments.get(claim.id)
    return visit.show(
        "claim.html",
        here="claims",
        claim=claim,
        exhibit=visit.exhibits.get(claim.exhibit),
        part=part_of(text.text, claim.start) if text else 1,
        before=text.text[max(0, claim.start - AROUND) : claim.start] if text else "",
        after=text.text[claim.end : claim.end + AROUND] if text else "",
        assessment=assessment,
        related=[(kind, visit.cards(found)) for kind, found in _related(assessment) if found],
        incidents=[i for i in visit.case.incidents() if claim.id in i.claims],
        told=visit.cards(
            [
                c.id
                for c in visit.claims.values()
                if c.utterance
                and c.id != claim.id
                and (c.utterance, c.exhibit) == (claim.utterance, claim.exhibit)
            ]
        ),
    )
