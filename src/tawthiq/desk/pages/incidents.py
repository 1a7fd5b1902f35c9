"""What the claims say happened: along the days, in a table, and one by one with the claims that tell of it."""

from tawthiq.desk.timeline import timeline
from tawthiq.desk.visit import Visit, page
from tawthiq.desk.web import HttpResponse
from tawthiq.record.errors import UnknownId


@page
def listing(visit: Visit) -> HttpResponse:
    """All incidents, narrowed by act."""
    incidents = list(visit.case.incidents())
    act = visit.asked("act")
    chosen = [one for one in incidents if not act or act in one.acts]
    return visit.show(
        "incidents.html",
        here="incidents",
        part=visit.some(chosen),
        drawing=timeline(chosen),
        act=act,
        acts=sorted({name for one in incidents for name in one.acts}),
    )


@page
def one(visit: Visit, ident: str) -> HttpResponse:
    """One incident by id. Raises UnknownId."""
    incident = next((one for one in visit.case.incidents() if one.id == ident), None)
    if incident is None:
        raise UnknownId(f"no incident answers to {ident!r}")
    exhibits = {visit.claims[name].exhibit for name in incident.claims if name in visit.claims}
    return visit.show(
        "incident.html",
        here="incidents",
        incident=incident,
        cards=visit.cards(incident.claims),
        exhibits=len(exhibits),
    )
