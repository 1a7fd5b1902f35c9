"""The exhibits, and one of them: its text with the claims at their places, what was lost, and how it came here."""

from collections import Counter

from tawthiq.desk.magic import picture_type
from tawthiq.desk.passages import lines, window
from tawthiq.desk.visit import Visit, page
from tawthiq.desk.web import HttpResponse
from tawthiq.record.errors import ObjectMissing
from tawthiq.record.exhibit import Exhibit, How

PRINTED = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"


@page
def listing(visit: Visit) -> HttpResponse:
    """All exhibits in order of arrival, narrowed by how they were obtained."""
    how = visit.asked("how")
    kinds = Counter(one.obtained.how.value for one in visit.exhibits.values())
    chosen = [one for one in visit.exhibits.values() if not how or one.obtained.how.value == how]
    claims = Counter(claim.exhibit for claim in visit.claims.values())
    part = visit.some(chosen)
    part["items"] = [(one, claims[one.id]) for one in part["items"]]
    return visit.show(
        "exhibits.html",
        here="exhibits",
        part=part,
        how=how,
        kinds=[(h.value, kinds[h.value]) for h in How if kinds[h.value]],
    )


@page
def one(visit: Visit, ident: str) -> HttpResponse:
    """One exhibit."""
    exhibit = visit.exhibit(ident)
    text = visit.case.text(exhibit.id)
    losses = list(visit.case.losses(exhibit.id))
    claims = [claim for claim in visit.claims.values() if claim.exhibit == exhibit.id]
    shown, part, parts = [], 1, 1
    beside = claims
    if text is not None:
        asked = visit.asked("part")
        part = int(asked) if asked.isdecimal() and asked.isascii() else 1
        start, end, parts = window(text.text, part)
        part = min(max(part, 1), parts)
        beside = [claim for claim in claims if claim.start < end and claim.end > start]
        shown = lines(text.text, beside, losses, start=start, end=end)
    found_in = visit.exhibits.get(exhibit.obtained.parent or "")
    return visit.show(
        "exhibit.html",
        here="exhibits",
        exhibit=exhibit,
        shown_to=str(visit.case.visibility(exhibit.id)),
        text=text,
        lines=shown,
        part=part,
        parts=parts,
        before=part - 1 if part > 1 else None,
        after=part + 1 if part < parts else None,
        cards=visit.cards([claim.id for claim in beside]),
        losses=losses,
        picture=_is_picture(visit, exhibit),
        parent=found_in,
        children=[other for other in visit.exhibits.values() if other.obtained.parent == exhibit.id],
        twins=[
            other
            for other in visit.exhibits.values()
            if other.id != exhibit.id and other.original.digest == exhibit.original.digest
        ],
    )


@page
def custody(visit: Visit, ident: str) -> HttpResponse:
    """The custody report, as it is printed; its style stands in the page itself, and nothing else is let in."""
    response = HttpResponse(visit.case.custody_page(visit.exhibit(ident).id, visit.lang))
    response["Content-Security-Policy"] = PRINTED
    return response


def _is_picture(visit: Visit, exhibit: Exhibit) -> bool:
    if not exhibit.original.media_type.startswith("image/"):
        return False
    try:
        return picture_type(visit.case.object_bytes(exhibit.original.digest)) is not None
    except ObjectMissing:
        return False
