"""What is there and what is lacking, whether it is sound, and the log of statements."""

from collections import Counter

from tawthiq.desk.visit import Visit, page
from tawthiq.desk.web import HttpResponse
from tawthiq.record.assessment import Evidence
from tawthiq.record.exhibit import How

VERDICTS = ("failed", "not checkable", "not checked", "verified")
SHOWN = 500
"""Reports shown at once; whatever failed comes first, so nothing wrong is ever cut off by a long list of sound things."""


@page
def overview(visit: Visit) -> HttpResponse:
    """What the case holds. Nothing is derived here: what is pending is named, so the page is there at once."""
    survey = visit.case.survey()
    lacks = list(survey.lacks)
    statuses: Counter[str] = Counter()
    figures = [("exhibits", len(visit.exhibits))]
    kinds = Counter(one.obtained.how for one in visit.exhibits.values())
    if not lacks:
        statuses = Counter(one.status.value for one in visit.assessments.values())
        people = visit.case.people()
        figures += [
            ("claims", len(visit.claims)),
            ("losses", len(visit.case.losses())),
            ("persons", len(people.persons) if people else 0),
            ("incidents", len(visit.case.incidents())),
            ("media", len(visit.case.media_matches())),
        ]
    return visit.show(
        "overview.html",
        here="overview",
        figures=figures,
        kinds=[(how.value, kinds[how]) for how in How if kinds[how]],
        statuses=[(status.value, statuses[status.value]) for status in Evidence if statuses[status.value]],
        lacks=lacks[:20],
        lacking=len(lacks),
        failures=list(survey.failures),
        withdrawn=len(visit.case.withdrawn()),
    )


@page
def verify(visit: Visit) -> HttpResponse:
    """Check the record when asked to: `?run=quick` or `?run=deep`."""
    asked = visit.asked("run")
    if asked not in ("quick", "deep"):
        return visit.show("verify.html", here="verify", asked=None)
    every = list(visit.case.verify(deep=asked == "deep"))
    # What was destroyed by right is neither sound nor unsound.
    reports = [one for one in every if one.kind != "withdrawn"]
    order = {verdict: n for n, verdict in enumerate(VERDICTS)}
    reports.sort(key=lambda report: order.get(str(report.verdict), -1))
    withdrawn = len(every) - len(reports)
    counts = Counter(str(report.verdict) for report in reports)
    worst = next((verdict for verdict in VERDICTS if counts[verdict]), "not checkable")
    return visit.show(
        "verify.html",
        here="verify",
        withdrawn=withdrawn,
        asked=asked,
        worst=worst,
        counts=[(verdict, counts[verdict]) for verdict in VERDICTS],
        reports=reports[:SHOWN],
        hidden=max(0, len(reports) - SHOWN),
    )


@page
def log(visit: Visit) -> HttpResponse:
    """The statements, newest first."""
    return visit.show("log.html", here="log", part=visit.some(list(visit.case.log())[::-1]))
