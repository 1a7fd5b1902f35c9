"""Pictures that are one, and the count with its refusals."""

from tawthiq.count.plots import interval_ladder
from tawthiq.desk.visit import Visit, page
from tawthiq.desk.web import Http404, HttpResponse

KINDS = ("exact", "near", "edited", "clip", "part", "opening", "sound")
LADDER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""The drawing is ours and stands as a picture; its own style sheet is all that it may use."""


@page
def media(visit: Visit) -> HttpResponse:
    """Pairs of exhibits whose pictures are the same, nearly the same, or edited from one another."""
    kind = visit.asked("kind")
    matches = [match for match in visit.case.media_matches() if not kind or str(match.kind) == kind]
    part = visit.some(matches)
    part["items"] = [
        (match, [visit.exhibits.get(match.a), visit.exhibits.get(match.b)]) for match in part["items"]
    ]
    return visit.show("media.html", here="media", part=part, kind=kind, kinds=KINDS)


@page
def count(visit: Visit) -> HttpResponse:
    """The documented total first, then estimates each with its interval, then what was refused."""
    found = visit.case.count()
    order = sorted(found.histories.items(), key=lambda h: (-h[0].count("1"), h[0])) if found else []
    return visit.show(
        "count.html",
        here="count",
        count=found,
        histories=[(list(pattern), n) for pattern, n in order],
        level=round(found.estimates[0].level * 100) if found and found.estimates else None,
    )


@page
def ladder(visit: Visit) -> HttpResponse:
    """The intervals as a drawing."""
    found = visit.case.count()
    if found is None or not found.estimates:
        raise Http404
    response = HttpResponse(interval_ladder(found, visit.lang), content_type="image/svg+xml")
    response["Content-Security-Policy"] = LADDER_POLICY
    return response
