"""One visit is one request in one language over one case; what a page reads from the case it reads once.

Errors of the tree become pages: an unknown id is "not found", anything else its own sentence. No traceback is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlencode

from tawthiq.desk.gate import CASE_KEY, TITLE_KEY
from tawthiq.desk.port import DeskCase
from tawthiq.desk.static import address
from tawthiq.desk.web import Http404, HttpRequest, HttpResponse, render_to_string
from tawthiq.record.assessment import Assessment
from tawthiq.record.claim import Claim
from tawthiq.record.errors import TawthiqError, UnknownId
from tawthiq.record.exhibit import Exhibit
from tawthiq.vocabulary import say

PAGE = 50
"""Things on one page of a long list."""

MENU = ("overview", "exhibits", "claims", "persons", "incidents", "media", "count", "verify", "log")


class Visit:
    """What a page is given."""

    def __init__(self, request: HttpRequest, lang: str) -> None:
        self.request = request
        self.lang = lang
        self.case: DeskCase = request.environ[CASE_KEY]
        self.title: str = request.environ[TITLE_KEY]

    def say(self, key: str, **values: object) -> str:
        """A sentence of the desk in the visit's language."""
        return say(f"desk.{key}", self.lang, **values)

    def asked(self, name: str) -> str:
        """A value of the query string, "" where there is none."""
        return str(self.request.GET.get(name, ""))[:200]

    @cached_property
    def exhibits(self) -> dict[str, Exhibit]:
        """Exhibits by id, in order of arrival."""
        return {one.id: one for one in self.case.exhibits()}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims by id."""
        return {one.id: one for one in self.case.claims()}

    @cached_property
    def assessments(self) -> Mapping[str, Assessment]:
        """Assessments by claim id."""
        return self.case.assessments()

    def exhibit(self, prefix: str) -> Exhibit:
        """One exhibit. Raises UnknownId."""
        return self.exhibits.get(prefix) or self.case.exhibit(prefix)

    def cards(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """Claims with their assessments and exhibits, as `_claim.html` shows them; unknown ids are left out."""
        return [
            {
                "claim": self.claims[name],
                "assessment": self.assessments.get(name),
                "exhibit": self.exhibits.get(self.claims[name].exhibit),
            }
            for name in names
            if name in self.claims
        ]

    def some(self, things: Sequence[Any]) -> dict[str, Any]:
        """The part of a long list that `?page=` asks for, with the way to the parts beside it."""
        last = max(1, -(-len(things) // PAGE))
        asked = self.asked("page")
        here = min(max(int(asked) if asked.isdecimal() and asked.isascii() else 1, 1), last)
        kept = [(key, value) for key, value in self.request.GET.items() if key != "page"]

        def link(page: int) -> str | None:
            return f"?{urlencode([*kept, ('page', page)])}" if 1 <= page <= last else None

        return {
            "items": things[(here - 1) * PAGE : here * PAGE],
            "total": len(things),
            "first": (here - 1) * PAGE + 1 if things else 0,
            "last": min(here * PAGE, len(things)),
            "before": link(here - 1),
            "after": link(here + 1),
        }

    def show(self, template: str, *, here: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page. `here` is the part of the menu that it belongs to."""
        other = "ar" if self.lang == "en" else "en"
        full = self.request.get_full_path()
        shared = {
            "lang": self.lang,
            "dir": "rtl" if self.lang == "ar" else "ltr",
            "other": other,
            "other_url": f"/{other}{full[3:]}" if full.startswith(f"/{self.lang}/") else f"/{other}/",
            "case_title": self.title,
            "menu": MENU,
            "here": here,
            "style": address("desk.css"),
            "mark": address("mark.svg"),
        }
        text = render_to_string(template, {**shared, **context})
        response = HttpResponse(text, status=status)
        response["Content-Language"] = self.lang
        return response


View = Callable[..., HttpResponse]


def page(view: Callable[..., HttpResponse]) -> View:
    """Make a view of a function from a Visit (and parts of the address) to a response."""

    @wraps(view)
    def shown(request: HttpRequest, lang: str, **parts: str) -> HttpResponse:
        visit = Visit(request, lang)
        try:
            return view(visit, **parts)
        except (UnknownId, Http404):
            return visit.show("not_found.html", here="", status=404)
        except TawthiqError as wrong:
            return visit.show("trouble.html", here="", status=500, sentence=str(wrong))

    return shown
