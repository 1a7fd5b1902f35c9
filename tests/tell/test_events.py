"""Map and timeline: what one incident is, when it was, and that drawings stay inside their frames."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.claim import TimeRef
from tawthiq.record.incident import Incident
from tawthiq.tell import Shelf, compile_site
from tawthiq.tell.disclose import Point
from tawthiq.tell.draw_map import HEIGHT, LETTER, WIDTH, Spot
from tawthiq.tell.draw_map import draw as draw_map
from tawthiq.tell.draw_time import Span
from tawthiq.tell.draw_time import draw as draw_time
from tawthiq.tell.events import Entry, entries


def dated(case: Shelf, *days: str) -> tuple[Shelf, list[str]]:
    """The case with one claim a day, all over the same words."""
    claims = [
        msgspec.structs.replace(
            case.claims[0], id=f"c{n:016x}", time=TimeRef(verbatim=day, start=0, end=0, edtf=day)
        )
        for n, day in enumerate(days)
    ]
    return msgspec.structs.replace(case, claims=tuple(claims), assessments={}), [one.id for one in claims]


def found(told: Callable[..., str], case: Shelf) -> tuple[Entry, ...]:
    """The entries of the plain dispatch."""
    notes = {note.label: note for note in compile_site(told(), case).footnotes}
    return entries(notes, case)


def test_claims_of_one_incident_are_one_entry(told: Callable[..., str], case: Shelf) -> None:
    """Its days are those that all of its claims allow; without the incident each claim stands alone."""
    apart, ids = dated(case, "2016-10", "2016-10-09/2016-10-20")
    joined = msgspec.structs.replace(apart, happened=(Incident(id="i", acts=("attack",), claims=tuple(ids)),))
    assert len(found(told, apart)) == 2
    (one,) = found(told, joined)
    assert one.span == (date(2016, 10, 9), date(2016, 10, 20))


def test_days_that_exclude_one_another_are_all_shown(told: Callable[..., str], case: Shelf) -> None:
    """A contradiction is drawn as wide as it is, never as the day one side names."""
    apart, ids = dated(case, "2016-10-09", "2016-10-20")
    joined = msgspec.structs.replace(apart, happened=(Incident(id="i", acts=("attack",), claims=tuple(ids)),))
    assert found(told, joined)[0].span == (date(2016, 10, 9), date(2016, 10, 20))


def test_an_incident_without_a_footnoted_claim_is_not_shown(told: Callable[..., str], case: Shelf) -> None:
    """The case may know of much that the dispatch does not tell."""
    more = msgspec.structs.replace(
        case, happened=(Incident(id="i", acts=("attack",), claims=("c" + "9" * 16,)),)
    )
    assert found(told, more) == found(told, case)


def test_entries_are_in_the_order_of_their_days(told: Callable[..., str], case: Shelf) -> None:
    """The earliest first; what has no day at all comes last."""
    several, _ = dated(case, "2016-10-20", "2015", "", "2016-10-09")
    assert [entry.span[0] for entry in found(told, several)] == [
        date(2015, 1, 1),
        date(2016, 10, 9),
        date(2016, 10, 20),
        None,
    ]


_NUMBER = re.compile(r'(?:x|x1|x2|cx)="(-?[\d.]+)"')


@given(
    st.lists(
        st.builds(
            Spot,
            st.text("abcdefgh ", min_size=1, max_size=20),
            st.builds(Point, st.floats(-60, 60), st.floats(-170, 170), st.floats(400, 90_000)),
            st.just((1,)),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_a_map_stays_inside_its_frame(spots: list[Spot]) -> None:
    """Circles and labels of any places on Earth, near or far apart; no label is shown outside, none over another."""
    svg = draw_map(spots, "label", "N")
    for cx, cy, r in re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)" r="([-\d.]+)" class="ring"', svg):
        assert float(cx) - float(r) >= -0.2
        assert float(cx) + float(r) <= WIDTH + 0.2
        assert float(cy) - float(r) >= -0.2
        assert float(cy) + float(r) <= HEIGHT + 0.2
    boxes = [
        (float(x) - LETTER * len(name) / 2, float(y) - 10, float(x) + LETTER * len(name) / 2, float(y) + 3)
        for x, y, name in re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="middle">([^<]*)<', svg)
    ]
    for at, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[2] <= WIDTH
        assert not any(
            a[0] + 0.2 < b[2] and b[0] + 0.2 < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[at + 1 :]
        )


_DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(st.lists(st.tuples(st.none() | _DAYS, st.none() | st.integers(0, 4000)), min_size=1, max_size=8))
def test_a_timeline_stays_inside_its_frame(drawn: list[tuple[date | None, int | None]]) -> None:
    """Bars of any length, open at either end, are never empty and never outside."""
    spans = [
        Span(
            first, (first or date(2000, 1, 1)) + timedelta(days=length) if length is not None else None, "[1]"
        )
        for first, length in drawn
    ]
    known = [span for span in spans if span.first or span.last]
    if not known:
        return
    svg = draw_time(known, "label")
    bars = re.findall(r'<rect x="([-\d.]+)" y="[-\d.]+" width="([-\d.]+)"', svg)
    assert len(bars) == len(known)
    for x, width in bars:
        assert float(x) >= 0
        assert float(width) >= 3
        assert float(x) + float(width) <= WIDTH
