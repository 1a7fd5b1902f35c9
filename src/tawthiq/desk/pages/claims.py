"""The claims, narrowed by act, status, place, language and exhibit; and one of them with everything it rests on."""

from collections import Counter
from collections.abc import Callable

from tawthiq.desk.passages import Line, lines, part_of
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


def _context(text: str, claim: Claim) -> list[Line]:
    """The claim in its lines, with some text around it, cut between words."""
    start, end = max(0, claim.start - AROUND), min(len(text), claim.end + AROUND)
    if start:
        space = text.find(" ", start, claim.start)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", claim.end, end)
        end = space if space >= 0 else end
    return lines(text, [claim], start=start, end=end)


def _related(assessment: Assessment | None) -> list[tuple[str, tuple[str, ...]]]:
    if assessment is None:
        return []
    return [
        ("supports", assessment.supports),
        ("contradicts", assessment.contradicts),
        ("repeats", assessment.repeats),
    ]


def _translations(visit: Visit, claim: Claim, shown: set[str]) -> list[str]:
    """Other claims of the same utterance that no relation shows already."""
    if claim.utterance is None:
        return []
    return [
        other.id
        for other in visit.claims.values()
        if other.utterance == claim.utterance
        and other.exhibit == claim.exhibit
        and other.id != claim.id
        and other.id not in shown
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
    related = _related(assessment)
    return visit.show(
        "claim.html",
        here="claims",
        claim=claim,
        exhibit=visit.exhibits.get(claim.exhibit),
        part=part_of(text.text, claim.start) if text else 1,
        context=_context(text.text, claim) if text else [],
        assessment=assessment,
        related=[(kind, visit.cards(found)) for kind, found in related if found],
        incidents=[i for i in visit.case.incidents() if claim.id in i.claims],
        told=visit.cards(_translations(visit, claim, {name for _, found in related for name in found})),
    )
