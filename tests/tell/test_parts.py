"""Sentences, figures, hedges, context and coarse points, each by itself."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.claim import PlaceRef
from tawthiq.record.exhibit import Block, ExtractedText
from tawthiq.record.nearness import metres_between
from tawthiq.record.quantity import Form, Hedge, Number, Quantity
from tawthiq.tell import coarse, context
from tawthiq.tell.figures import borne, figures
from tawthiq.tell.hedges import dropped
from tawthiq.tell.html import Html, escape, join, tag
from tawthiq.tell.markdown import tokens
from tawthiq.tell.notes import find
from tawthiq.tell.sentences import sentences
from tawthiq.tell.words import when


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One.[^a] Two[^b]. Three?", [("One.", ("a",)), ("Two.", ("b",)), ("Three?", ())]),
        ("One.[^a] [^b] Two.[^c]", [("One.", ("a", "b")), ("Two.", ("c",))]),
        (
            "Dr. Nuha al-Marsawi said so at 9.30 a.m. today.[^a]",
            [("Dr. Nuha al-Marsawi said so at 9.30 a.m. today.", ("a",))],
        ),
        ("Twenty-seven;[^a] others repeat it.[^b]", [("Twenty-seven; others repeat it.", ("a", "b"))]),
        ("قال ذلك.[^a] هل قاله؟[^b]", [("قال ذلك.", ("a",)), ("هل قاله؟", ("b",))]),
        (
            "## A heading of 12 words\n\n- First item.[^a]\n- Second item",
            [("First item.", ("a",)), ("Second item", ())],
        ),
        ("> Said. Said again.\n>\n> More.[^a]", [("Said. Said again. More.", ("a",))]),
    ],
)
def test_a_reference_belongs_to_the_sentence_it_stands_in_or_ends(
    markdown: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    """Headings are left out, a quotation is one, an abbreviation or a semicolon ends nothing."""
    assert [(one.text, one.labels) for one in sentences(tokens(markdown))] == expected


@given(
    st.lists(st.sampled_from(["Word", " ", ".", "[^a]", "\n", "* ", "> ", "؟ ", "[^own]", "“"]), max_size=30)
)
def test_no_reference_is_lost_between_sentences(parts: list[str]) -> None:
    """Whatever stands outside headings is in exactly one sentence, if there is any text for it to stand by."""
    parsed = tokens("".join(parts))
    every = [
        c.meta["label"]
        for one in parsed
        for c in one.children or ()
        if c.type == "note" and c.meta["label"] != "own"
    ]
    kept = [label for one in sentences(parsed) for label in one.labels]
    assert len(kept) <= len(every)
    assert all(one.text for one in sentences(parsed))
    if len(kept) < len(every):
        assert any(
            not "".join(c.content for c in one.children or ()).strip()
            for one in parsed
            if one.type == "inline"
        )


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("over 120,000 people", [120000]),
        ("أكثر من 120 ألف مدني", [120000]),
        ("١٣ برميلاً", [13]),
        ("twenty-seven people", [27]),
        ("3.5 million", [3500000]),
        ("at 09:20 on 18 October 2016", [9, 20, 18, 2016]),
    ],
)
def test_figures_of_both_languages_have_one_value(text: str, values: list[float]) -> None:
    """Digits of any script, words and scales."""
    assert [one.value for one in figures(text)] == values


def test_only_what_belongs_to_a_date_is_dated() -> None:
    """The first day of two shares the month of the second; a count of men shares nothing."""
    text = "340 men between 9 and 20 October"
    assert [(one.value, one.dated) for one in figures(text)] == [(340, False), (9, True), (20, True)]


def test_a_dotted_figure_bears_both_readings() -> None:
    """`50.000` may be fifty thousand or fifty."""
    assert borne("50.000 men") >= {50.0, 50000.0}


def _quantity(hedge: Hedge, lo: Number | None, hi: Number | None, form: Form = Form.NUMBER) -> Quantity:
    return Quantity(verbatim="x", start=0, end=1, hedge=hedge, form=form, lo=lo, hi=hi)


@pytest.mark.parametrize(
    ("quantity", "sentence", "expected"),
    [
        (_quantity(Hedge.AT_LEAST, 340, None), "340 men", True),
        (_quantity(Hedge.AT_LEAST, 340, None), "At least 340 men", False),
        (_quantity(Hedge.AT_LEAST, 340, None), "More than 340 men", False),
        (_quantity(Hedge.AT_LEAST, 340, None), "Up to 340 men", True),
        (_quantity(Hedge.OVER, 120000, None), "بأكثر من 120 ألف", False),
        (_quantity(Hedge.ABOUT, 200, 200), "نحو 200 عائلة", False),
        (_quantity(Hedge.ABOUT, 200, 200), "200 عائلة", True),
        (_quantity(Hedge.RANGE, 10, 12), "between 10 and 12", False),
        (_quantity(Hedge.RANGE, 10, 12), "12 men", True),
        (_quantity(Hedge.EXACT, 27, 27), "27 men", False),
        (_quantity(Hedge.DOZENS, 24, 99, Form.VAGUE), "24 men", False),
        (_quantity(Hedge.AT_LEAST, 340, None), "some men", False),
    ],
)
def test_a_hedge_is_dropped_when_the_figure_is_told_without_it(
    quantity: Quantity, sentence: str, expected: bool
) -> None:
    """A kindred hedge keeps it; a sentence without the figure drops nothing."""
    assert dropped(quantity, {one.value for one in figures(sentence)}, sentence) is expected


@given(st.lists(st.text("ab .\n", max_size=40), min_size=1, max_size=6), st.data())
def test_context_never_leaves_the_blocks_of_the_passage(parts: list[str], data: st.DataObject) -> None:
    """Whatever is shown around a passage is a piece of a block that the passage touches, no longer than asked."""
    text, blocks = "", []
    for part in parts:
        blocks.append(Block(len(text), len(text) + len(part)))
        text += part + "|"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    window = data.draw(st.integers(0, 30))
    before, after = context(ExtractedText(text=text, blocks=tuple(blocks)), start, end, window)
    touched = [b for b in blocks if b.start < end and start < b.end]
    low, high = min([start, *(b.start for b in touched)]), max([end, *(b.end for b in touched)])
    assert touched == [] or text[low:start].endswith(before.lstrip("…"))
    assert touched == [] or text[end:high].startswith(after.rstrip("…"))
    assert len(before) <= window + 1
    assert len(after) <= window + 1


@given(st.floats(-80, 80), st.floats(-179, 179), st.integers(50, 5000), st.integers(100, 3000))
def test_the_circle_of_a_coarse_point_holds_the_place(
    lat: float, lon: float, precision: int, grid: int
) -> None:
    """The published point is off by no more than the published radius less the place's own."""
    point = coarse(PlaceRef(verbatim="", start=0, end=0, lat=lat, lon=lon, precision_m=precision), grid)
    assert point is not None
    assert metres_between(lat, lon, point.lat, point.lon) <= (point.radius - precision) * 1.02 + 3


def test_places_of_one_square_become_one_point() -> None:
    """The published point tells the square and nothing within it."""
    step = 500 / 111_320
    points = {
        coarse(PlaceRef(verbatim="", start=0, end=0, lat=10 * step + a, lon=0.0001 + b, precision_m=50), 500)
        for a in (0.0001, 0.004)
        for b in (0, 0.004)
    }
    assert len(points) == 1
    assert coarse(PlaceRef(verbatim="", start=0, end=0), 500) is None


@given(st.text(), st.text())
def test_found_words_are_in_the_text(text: str, quote: str) -> None:
    """Every span lies inside, and finding the found words again finds them there."""
    for start, end in find(text, quote):
        assert 0 <= start < end <= len(text)
        assert start in {s for s, _ in find(text, text[start:end])}


@given(st.text())
def test_escaped_text_holds_no_markup(text: str) -> None:
    """No angle, no quotation mark, no character that HTML forbids."""
    out = escape(text)
    assert not set(out) & set("<>\"'\x00\x0b")


def test_only_html_passes_as_it_is() -> None:
    """A string is escaped, what `tag` made is not, None is nothing."""
    assert join("<", Html("<br>"), None) == "&lt;<br>"
    assert (
        tag("p", "a & b", class_="x y", aria_label='"', hidden=True, id=None)
        == '<p class="x y" aria-label="&quot;" hidden>a &amp; b</p>'
    )


@pytest.mark.parametrize(
    ("edtf", "en", "ar"),
    [
        ("2016-10-18", "18 October 2016", "18 تشرين الأول/أكتوبر 2016"),
        ("2016-10", "October 2016", "تشرين الأول/أكتوبر 2016"),
        ("2016", "2016", "2016"),
        (
            "2016-10-09/2016-10-20",
            "from 9 October 2016 to 20 October 2016",
            "من 9 تشرين الأول/أكتوبر 2016 إلى 20 تشرين الأول/أكتوبر 2016",
        ),
        ("2016-10-18~", "about 18 October 2016", "نحو 18 تشرين الأول/أكتوبر 2016"),
        ("2016-10-18/..", "from 18 October 2016 on", "ابتداءً من 18 تشرين الأول/أكتوبر 2016"),
        ("2016-21", "2016-21", "2016-21"),
        (None, "", ""),
    ],
)
def test_days_are_told_in_words_of_both_languages(edtf: str | None, en: str, ar: str) -> None:
    """With their doubt and their open ends; what has no words is shown as it is."""
    assert (when(edtf, "en"), when(edtf, "ar")) == (en, ar)


def test_the_grid_is_not_finer_at_any_latitude() -> None:
    """A square is as wide near the poles as at the equator."""
    for lat in (0.0, 45.0, 70.0):
        seen = {
            coarse(
                PlaceRef(
                    verbatim="",
                    start=0,
                    end=0,
                    lat=lat,
                    lon=m / (111_320 * math.cos(math.radians(lat))),
                    precision_m=1,
                ),
                500,
            )
            for m in range(0, 5000, 10)
        }
        assert len(seen) <= 11
