"""What `check` finds: each sentence may say no more than its footnotes bear."""

from collections.abc import Callable

import msgspec
import pytest

from tawthiq.record.assessment import Evidence, Visibility
from tawthiq.record.errors import CannotPublish
from tawthiq.record.exhibit import How
from tawthiq.tell import Gravity, Shelf, check, compile_site

Told = Callable[..., str]


def codes(text: str, case: Shelf) -> list[tuple[str, str]]:
    """Every problem's code and gravity."""
    return [(one.code, one.gravity.value) for one in check(text, case)]


def test_a_dispatch_that_its_footnotes_bear_has_no_problem(told: Told, case: Shelf) -> None:
    """The plain case is clean, so that every problem below is the doing of what is changed."""
    assert check(told(), case) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"notes": ""}, "no-definition"),
        ({"notes": '[^men]: "At least 340 men" in other.html'}, "no-exhibit"),
        ({"notes": '[^men]: "At least 341 men" in page.html'}, "quote-not-found"),
        ({"notes": "[^men]: cffffffff"}, "no-claim"),
        ({"notes": '[^men]: "The witness walks" in secret.txt', "en": "She walks.[^men]", "ar": "تمشي.[^men]"}, "sealed"),
        ({"en": "At least 430 men were taken.[^men]"}, "figure"),
        ({"en": "At least 340 men were [taken](notes/men.html).[^men]"}, "bad-link"),
        ({"ar": "اقتيد ٤٣٠ رجلاً على الأقل.[^men]"}, "figure"),
        ({"en": "At least 340 men were taken on 3 May.[^men]"}, "figure"),
        ({"en": "Our 12 reporters could not reach them.[^own] At least 340 men were taken.[^men]"}, "own-figure"),
        ({"en": "At least 340 men were taken.[^men] The mill stopped.[^mill]", "notes": '[^men]: "At least 340 men were taken" in page.html\n[^mill]: "The mill of Nawrasa stopped" in page.html'}, "footnotes-differ"),
    ],
)  # fmt: skip
def test_more_than_the_footnote_bears_is_an_error(
    changes: dict[str, str], code: str, told: Told, case: Shelf
) -> None:
    """It is found as an error, and publication is refused naming the line."""
    text = told(**changes)
    assert (code, "error") in codes(text, case)
    with pytest.raises(CannotPublish, match="line"):
        compile_site(text, case)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"en": "At least 340 men were taken.[^men] The wind was cold."}, "no-footnote"),
        ({"en": "340 men were taken.[^men]"}, "hedge-dropped"),
        ({"ar": "اقتيد 340 رجلاً.[^men]"}, "hedge-dropped"),
        ({"en": "At least 340 men and nine boys were taken.[^men]"}, "number-word"),
        (
            {"notes": '[^men]: "At least 340 men were taken" in page.html\n[^b]: "The mill" in page.html'},
            "unused-footnote",
        ),
        (
            {"notes": '[^men]: "the" in page.html', "en": "They say so.[^men]", "ar": "هكذا يقولون.[^men]"},
            "quote-twice",
        ),
        (
            {
                "notes": '[^men]: "The mill of Nawrasa" in page.html',
                "en": "It stood.[^men]",
                "ar": "كانت.[^men]",
            },
            "nothing-read",
        ),
        ({"en": "At least 340 men were taken.[^men]\n\n![A broken bridge](bridge.jpg)"}, "no-picture"),
    ],
)
def test_what_an_editor_may_stand_for_is_a_warning(
    changes: dict[str, str], code: str, told: Told, case: Shelf
) -> None:
    """It is told, and does not stop publication."""
    text = told(**changes)
    assert code in {one.code for one in compile_site(text, case).problems if one.gravity is Gravity.WARNING}


def test_a_segment_in_one_language_is_an_error(told: Told, case: Shelf) -> None:
    """The language that is missing is named in both languages."""
    text = told().replace("::: ar\nاقتيد 340 رجلاً على الأقل.[^men]\n:::\n", "")
    found = [one for one in check(text, case) if one.code == "missing-language"]
    assert [("Arabic" in one.message.en, "العربية" in one.message.ar) for one in found] == [(True, True)]


@pytest.mark.parametrize("status", [Evidence.CONTESTED, Evidence.DISCOUNTED])
def test_a_fallen_status_must_be_known(
    status: Evidence, told: Told, with_status: Callable[[Evidence], Shelf]
) -> None:
    """It is an error until the footnote says `knowing`; then the editor stands for it."""
    case = with_status(status)
    assert codes(told(), case) == [("fallen", "error")]
    known = told(notes=f'[^men]: "At least 340 men were taken" in page.html; knowing: {status.value}')
    assert codes(known, case) == []


def test_a_withdrawn_claim_cannot_be_published_knowingly(
    told: Told, with_status: Callable[[Evidence], Shelf]
) -> None:
    """A withdrawal binds whatever the editor knows."""
    text = told(notes='[^men]: "At least 340 men were taken" in page.html; knowing: withdrawn')
    assert ("withdrawn", "error") in codes(text, with_status(Evidence.WITHDRAWN))


@pytest.mark.parametrize(
    "sentence",
    [
        "More than 340 men were taken.[^men]",
        "The Observatory counts no fewer than three hundred and forty men taken.[^men]",
        "At least 340 men were taken between 9 and 20 October.[^men]",
        "Of the men taken at the crossing, nobody knows.[^men]",
    ],
)
def test_figures_days_and_hedges_in_other_words_are_borne(sentence: str, told: Told, case: Shelf) -> None:
    """A kindred hedge, a number in words and the claim's own days are no problem."""
    assert check(told(en=sentence), case) == ()


def test_a_claim_id_and_exact_words_lead_to_the_same_passage(told: Told, case: Shelf) -> None:
    """Both forms of a footnote resolve to one claim."""
    by_id = compile_site(told(notes=f"[^men]: {case.claims[0].id[:9]}"), case).footnotes[0]
    by_words = compile_site(told(notes='[^men]: "At least 340 men were taken" in page.html'), case).footnotes[
        0
    ]
    assert (by_id.start, by_id.end, by_id.claims) == (by_words.start, by_words.end, by_words.claims)


def test_words_are_found_across_line_breaks_and_kinds_of_quotation_marks(told: Told, case: Shelf) -> None:
    """A page set with curled marks and breaks is the same page; the passage shown is the page's own."""
    page = case.exhibits[0]
    text = "They call it “the\n   return”: 340 men."
    other = msgspec.structs.replace(
        case, texts={page.id: msgspec.structs.replace(case.texts[page.id], text=text, blocks=())}, claims=()
    )
    made = compile_site(
        told(
            en="Men.[^men]",
            ar="رجال.[^men]",
            notes="[^men]: \"it 'the return': 340\" in page.html".replace("'", '"'),
        ),
        other,
    )
    assert made.footnotes[0].verbatim == "it “the\n   return”: 340"


def test_two_exhibits_of_one_name_are_told_as_two_places(told: Told, case: Shelf) -> None:
    """The first is taken, and the editor is told that there are more."""
    twin = msgspec.structs.replace(case.exhibits[0], id="f" * 64)
    other = msgspec.structs.replace(
        case, exhibits=(*case.exhibits, twin), texts={**case.texts, twin.id: case.texts[case.exhibits[0].id]}
    )
    assert ("quote-twice", "warning") in codes(told(), other)


def test_problems_are_in_the_order_of_lines(told: Told, case: Shelf) -> None:
    """Line numbers are those of the dispatch as written, blank lines counted."""
    text = told(en="\n\nFirst.\n\nAt least 340 men were taken.[^men]\nSecond.")
    assert [(one.code, one.line) for one in check(text, case)] == [("no-footnote", 10), ("no-footnote", 13)]


def test_a_block_quotation_rests_on_any_of_its_footnotes(told: Told, case: Shelf) -> None:
    """What a source said at length needs its footnote once."""
    assert check(told(en="> They were taken. Nobody came back.\n>\n> At least 340 men.[^men]"), case) == ()


def test_messages_are_sealed_unless_shown() -> None:
    """The rule that sealed exhibits give nothing meets what the case says: a visibility the lookup answers with."""
    assert Shelf(shown={"x": Visibility.SEALED}).visibility("x") is Visibility.SEALED
    assert How.MESSAGE.value == "message"
