"""Map and timeline show what the footnoted claims name, and nothing that only other claims name.

Claims that the case holds to tell of one incident stand in one entry; a place is published coarsened (`disclose.coarse`).
"""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from tawthiq.language.edtf import bounds
from tawthiq.record.claim import Claim
from tawthiq.tell import draw_map, draw_time, words
from tawthiq.tell.chrome import Frame, both, heading, page, table, title
from tawthiq.tell.disclose import Point, coarse
from tawthiq.tell.html import Html, join, tag
from tawthiq.tell.lookup import Lookup
from tawthiq.tell.notes import Note
from tawthiq.vocabulary.load import say


class Entry(msgspec.Struct, frozen=True):
    """Something told of: its claims, each with the note that cites it."""

    told: tuple[tuple[Note, Claim], ...]

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The days that all of its dated claims allow; where they exclude one another, all of their days."""
        found = [bounds(claim.time.edtf) for _, claim in self.told if claim.time is not None]
        lows = [low for low, _ in found if low is not None]
        highs = [high for _, high in found if high is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is not None and high is not None and low > high:
            return min(lows), max(highs)
        return low, high


def entries(notes: Mapping[str, Note], lookup: Lookup) -> tuple[Entry, ...]:
    """Footnoted claims, put together where they tell of one incident, in the order of time and then of notes."""
    home = {claim: incident.id for incident in lookup.incidents() for claim in incident.claims}
    groups: dict[str, dict[str, tuple[Note, Claim]]] = {}
    for note in sorted(notes.values(), key=lambda n: n.number):
        for claim in note.claims:
            groups.setdefault(home.get(claim.id, claim.id), {}).setdefault(claim.id, (note, claim))
    found = [Entry(tuple(group.values())) for group in groups.values()]
    return tuple(
        sorted(
            found,
            key=lambda e: (e.span[0] or e.span[1] or date.max, e.span[1] or date.max, e.told[0][0].number),
        )
    )


def timeline(frame: Frame, found: Sequence[Entry]) -> bytes | None:
    """The page of the timeline; None if no claim is dated."""
    dated = [entry for entry in found if any(entry.span)]
    if not dated:
        return None
    label = " ".join(say("tell.timeline.alt", lang, n=len(dated)) for lang in ("en", "ar"))
    spans = [draw_time.Span(*entry.span, f"[{entry.told[0][0].number}]") for entry in dated]
    rows = [
        tag("tr", tag("td", _when(entry)), tag("td", _what(entry)), tag("td", _links(entry)))
        for entry in dated
    ]
    body = _body(
        "timeline",
        draw_time.draw(spans, label),
        table(("timeline.when", "timeline.what", "timeline.notes"), rows),
    )
    return page(frame, name=title("page.timeline"), here="timeline.html", lang="both", body=body)


def chart(frame: Frame, found: Sequence[Entry], *, grid: int) -> bytes | None:
    """The page of the map; None if no claim has a place with a point."""
    spots: dict[tuple[float, float, str], list[int]] = {}
    points: dict[tuple[float, float, str], Point] = {}
    for entry in found:
        for note, claim in entry.told:
            point = coarse(claim.place, grid) if claim.place is not None else None
            if claim.place is None or point is None:
                continue
            key = (point.lat, point.lon, claim.place.name or claim.place.verbatim)
            points[key] = max(points.get(key, point), point, key=lambda p: p.radius)
            spots.setdefault(key, []).append(note.number)
    if not spots:
        return None
    labels = {note.number: note.label for entry in found for note, _ in entry.told}
    shown = [
        draw_map.Spot(key[2], points[key], tuple(dict.fromkeys(sorted(numbers))))
        for key, numbers in sorted(spots.items())
    ]
    label = " ".join(say("tell.map.alt", lang, n=len(shown)) for lang in ("en", "ar"))
    rows = [
        tag(
            "tr",
            tag("td", tag("bdi", spot.name)),
            tag("td", both("map.metres", n=words.number(round(spot.point.radius, -2)))),
            tag("td", [join(_link(n, labels[n]), " ") for n in spot.notes]),
        )
        for spot in shown
    ]
    drawing = draw_map.draw(shown, label, say("tell.map.north", "en"))
    body = _body(
        "map", drawing, table(("map.place", "map.radius", "map.notes"), rows), grid=words.number(grid)
    )
    return page(frame, name=title("page.map"), here="map.html", lang="both", body=body)


def _body(name: str, drawing: Html, table: Html, **values: object) -> Html:
    return join(
        heading(name),
        tag("p", both(f"{name}.intro", **values), class_="notice"),
        tag("figure", drawing, class_="drawing"),
        table,
    )


def _when(entry: Entry) -> Html:
    told = list(dict.fromkeys(c.time.edtf for _, c in entry.told if c.time is not None and c.time.edtf))
    return join(
        [tag("p", words.when(one, lang), lang=lang, dir="auto") for one in told for lang in ("en", "ar")]
    )


def _what(entry: Entry) -> Html:
    acts = list(dict.fromkeys(claim.act for _, claim in entry.told))
    heads = [
        tag("strong", ", ".join(words.act(a, lang) for a in acts), lang=lang, dir="auto")
        for lang in ("en", "ar")
    ]
    said = [
        tag("p", tag("q", words.short(note.shown(claim), 140), dir="auto", lang=claim.lang))
        for note, claim in entry.told[:4]
    ]
    return join(heads[0], " · ", heads[1], said)


def _links(entry: Entry) -> Html:
    cited = {note.number: note.label for note, _ in entry.told}
    return join([join(_link(number, label), " ") for number, label in sorted(cited.items())])


def _link(number: int, label: str) -> Html:
    return tag(
        "a",
        f"[{number}]",
        href=f"notes/{label}.html#passage",
        aria_label=say("tell.note.mark", "en", n=number),
    )
