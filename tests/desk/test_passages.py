"""Text beside its claims: nothing lost, nothing twice, every mark where the claim is."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.desk.passages import WINDOW, lines, part_of, window
from tawthiq.record.claim import Claim, Link
from tawthiq.record.exhibit import Loss
from tawthiq.record.quantity import Form, Hedge, Quantity


def claim(n: int, start: int, end: int) -> Claim:
    quantity = Quantity(
        verbatim="", start=start, end=min(start + 1, end), hedge=Hedge.EXACT, form=Form.NUMBER, lo=1, hi=1
    )
    return Claim(
        id=f"c{n}",
        exhibit="e",
        start=start,
        end=end,
        verbatim="",
        lang="en",
        chain=(Link(None),),
        act="attack",
        quantity=quantity,
    )


TEXTS = st.text(alphabet="ab \nع<&😀", max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6)


@given(TEXTS, SPANS, SPANS)
def test_every_character_is_shown_once_and_marked_by_exactly_its_claims(text, spans, gaps):
    """Overlapping, nested, empty and overhanging spans included."""
    claims = [claim(n, a, min(a + b, len(text))) for n, (a, b) in enumerate(spans) if a < len(text)]
    losses = [
        Loss(exhibit="e", start=a, end=min(a + b, len(text)), verbatim="", kind="video")
        for a, b in gaps
        if a < len(text)
    ]
    shown = lines(text, claims, losses)
    assert ["".join(run.text for run in line.runs) for line in shown] == [
        line for line in text.split("\n") if line.strip()
    ]
    anchors = [name for line in shown for run in line.runs for name in run.anchors]
    seen = {name for line in shown for run in line.runs for name in run.claims}
    assert sorted(anchors) == sorted(seen)
    for line in shown:
        at = line.start
        for run in line.runs:
            assert text[at : at + len(run.text)] == run.text
            for offset in range(at, at + len(run.text)):
                assert set(run.claims) == {c.id for c in claims if c.start <= offset < c.end}
                assert run.lost == any(loss.start <= offset < loss.end for loss in losses)
            at += len(run.text)


@given(st.integers(0, 5 * WINDOW), st.integers(1, 9))
def test_the_parts_of_a_long_text_join_without_gap(length, every):
    """Cut at line ends where there are any; every offset lies in exactly the part named for it."""
    text = ("x" * (every * 997) + "\n") * (length // (every * 997 + 1)) + "y" * (length % 997)
    parts = window(text, 1)[2]
    edges = [window(text, n + 1) for n in range(parts)]
    assert edges[0][0] == 0
    assert edges[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(edges))
    assert all(b - a <= WINDOW for a, b, _ in edges)
    middle = len(text) // 2
    start, end, _ = window(text, part_of(text, middle))
    assert start <= middle <= end
    assert window(text, 99)[:2] == edges[-1][:2]
