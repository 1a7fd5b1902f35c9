"""The drawing of incidents along the days."""

from datetime import date

from tawthiq.desk.timeline import MOST, timeline
from tawthiq.record.claim import TimeRef
from tawthiq.record.incident import Incident


def incident(name: str, edtf: str | None) -> Incident:
    time = TimeRef(verbatim="", start=0, end=0, edtf=edtf) if edtf else None
    return Incident(id=name, acts=("attack",), claims=(name,), time=time)


def test_without_a_day_nothing_is_drawn():
    """No incident, no time, an open or reversed interval."""
    assert timeline([]) is None
    assert (
        timeline([incident("a", None), incident("b", "../2031-04-05"), incident("c", "2031-05/2031-04")])
        is None
    )


def test_bars_stand_in_order_of_days_and_within_the_drawing():
    """Earlier is further left, longer is wider, nothing leaves the frame."""
    drawing = timeline(
        [
            incident("late", "2031-04-20"),
            incident("early", "2031-04-05"),
            incident("long", "2031-04"),
            incident("no", None),
            incident("years", "2011/2031"),
        ]
    )
    assert drawing is not None
    bars = {bar.id: bar for bar in drawing.bars}
    assert bars["long"].x <= bars["early"].x < bars["late"].x
    assert bars["long"].width > bars["early"].width
    assert all(
        bar.x >= 0 and bar.x + bar.width <= drawing.width and bar.y < drawing.height for bar in drawing.bars
    )
    assert drawing.left_out == 2
    assert drawing.ticks[0].label == "2031-04-01"


def test_more_than_can_be_seen_is_counted_not_drawn():
    """The rest is named as left out."""
    drawing = timeline([incident(f"i{n}", date(2031, 1, 1 + n % 28).isoformat()) for n in range(MOST + 7)])
    assert drawing is not None
    assert (len(drawing.bars), drawing.left_out) == (MOST, 7)
