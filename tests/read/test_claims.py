"""Reading any text: offsets, hostile sizes, and the facts of grammar that hold beyond one dispatch."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.read import claim_json, claims, lost, plain
from tawthiq.record.claim import Claim
from tawthiq.record.exhibit import Block, Embed, ExtractedText

PIECES = [
    "at least 12 people were killed", "قُتل ٣٠٠ ألف مدني", "he said:", "“", "»", "\n", "\n\n", "\u00a0", "\u200f", "\u2067", "2016-11-29", "و", "[29]",
    "10–15", ",", ".", "؛", "on Friday", "اليوم", "according to the UN", "tweeted:", "\u0301", "e\u0301", "in Aleppo", "حي", "\ud7ff", "𝟛𝟘", "½",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=30).map(" ".join))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_claims_that_point_at_their_words(text: str) -> None:
    """Whatever the Unicode, every part of every claim and loss reproduces its characters."""
    for claim in claims(plain(text), exhibit="x"):
        assert text[claim.start : claim.end] == claim.verbatim
        for part in (claim.quantity, claim.place, claim.time):
            if part is not None:
                assert text[part.start : part.end] == part.verbatim
    for loss in lost(plain(text), exhibit="x"):
        assert text[loss.start : loss.end] == loss.verbatim


def _one(text: str, act: str, published: str | None = None) -> Claim:
    found = [c for c in claims(plain(text), exhibit="x", published=published) if c.act == act]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "The weather was fine.",
        "https://example.org/killed/12-people",
        "In 2016 the road was built.",
    ],
)
def test_texts_that_claim_nothing_give_nothing(text: str) -> None:
    """No passage, no claim; an address holds none."""
    assert claims(plain(text), exhibit="x") == ()


def test_reading_twice_gives_the_same_claims() -> None:
    """Ids come from what they point at."""
    text = plain("At least 40 people were killed in Aleppo on 3 May 2015, the UN said.")
    assert claims(text, exhibit="x") == claims(text, exhibit="x") != claims(text, exhibit="y")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Nahr Medical Committee said that 12 people were killed.", "Nahr Medical Committee"),
        ("Twelve people were killed, said Dr. Lina Barakat, a surgeon.", "Dr. Lina Barakat"),
        ("According to a nurse at the clinic, 12 people were killed.", "a nurse at the clinic"),
        ("Samir Odeh, a baker in Aleppo, told us that 12 people were killed.", "Samir Odeh"),
        ("Medics in the area are reporting that 12 people were killed.", "Medics in the area"),
        ("It is estimated that 12 people were killed.", None),
        ("قال الطبيب سليم الحداد إن 12 شخصا قتلوا.", "الطبيب سليم الحداد"),
        ("قتل 12 شخصا، بحسب منظمة الصحة العالمية.", "منظمة الصحة العالمية"),
    ],
)
def test_the_nearest_speaker_stands_first(text: str, speaker: str | None) -> None:
    """Names, roles without a name, agentless words; the document stands last."""
    claim = _one(text, "killing")
    assert claim.chain[0].speaker == speaker
    assert claim.chain[-1].speaker == "document"


def test_a_pronoun_is_the_last_named_speaker() -> None:
    """A pronoun before a colon and the block behind it belong to the person before."""
    text = "A baker, Samir Odeh, was asked about the raid.\n\nHe said:\n\nThey killed my brother."
    claim = _one(text, "killing")
    assert claim.chain[0].speaker == "Samir Odeh"
    assert claim.quantity is not None
    assert (claim.quantity.lo, claim.quantity.form.value) == (1, "implicit")


@pytest.mark.parametrize(
    ("text", "hedge", "lo", "hi"),
    [
        ("استشهاد 29 كركونيا على الأقل.", "at_least", 29, None),
        ("At least some 40 people were killed.", "at_least", 40, None),
        ("قتل 118 قتيلا وأكثر من 700 جريح.", "exact", 118, 118),
        ("لم يتجاوز عدد القتلى أربعة.", "up_to", None, 4),
        ("Between 10 and 15 thousand people were killed.", "range", 10000, 15000),
    ],
)
def test_no_hedge_is_lost(text: str, hedge: str, lo: int | None, hi: int | None) -> None:
    """Behind a noun that no list knows, before another hedge, at a verb, and never taken from the next figure."""
    quantity = next(c.quantity for c in claims(plain(text), exhibit="x") if c.quantity)
    assert (quantity.hedge.value, quantity.lo, quantity.hi) == (hedge, lo, hi)


def test_a_stray_quotation_mark_does_not_switch_attribution_off() -> None:
    """An ornament of the page changes no chain."""
    claim = _one("Comments »\n\nThe ministry said 12 people were killed.", "killing")
    assert claim.chain[0].speaker == "ministry"


def test_the_reference_day_is_the_documents() -> None:
    """Relative days need a day; without one they stay unresolved, with an outside date they are absolute."""
    text = "Seven people were killed yesterday."
    unknown, known = _one(text, "killing").time, _one(text, "killing", "2020-03-01").time
    assert unknown is not None
    assert known is not None
    assert (unknown.edtf, known.edtf) == (None, "2020-02-29")


def test_the_shape_leaves_nothing_out() -> None:
    """Every key of the contract is there, unknown parts null."""
    shape = claim_json(_one("Seven people were killed.", "killing"))
    keys = {
        "id",
        "exhibit",
        "start",
        "end",
        "verbatim",
        "lang",
        "chain",
        "act",
        "quantity",
        "place",
        "time",
        "means",
        "target",
        "modality",
    }
    assert keys <= shape.keys()
    assert shape["place"] is None
    assert shape["chain"] == [{"speaker": "document", "verb": None, "start": None, "end": None}]
    assert {
        "verbatim",
        "start",
        "end",
        "hedge",
        "form",
        "lo",
        "hi",
        "unit",
        "scope",
        "kind",
        "role",
    } <= shape["quantity"].keys()


def test_kept_embeds_are_no_losses_and_lost_ones_are() -> None:
    """An embed of the source that was kept fulfils its announcement; one that was not is lost with its sentence."""
    text = "A medic tweeted a photo of the ward:"
    blocks = (Block(0, len(text)),)
    kept = ExtractedText(
        text=text, blocks=blocks, embeds=(Embed(kind="image", url="a.png", start=36, end=36, kept="0" * 64),)
    )
    gone = ExtractedText(
        text=text, blocks=blocks, embeds=(Embed(kind="image", url="a.png", start=36, end=36),)
    )
    assert lost(kept, exhibit="x") == ()
    assert [(loss.kind, loss.verbatim, loss.url) for loss in lost(gone, exhibit="x")] == [
        ("image", text, "a.png")
    ]
    assert [loss.kind for loss in lost(plain(text), exhibit="x")] == ["image"]


@pytest.mark.parametrize(
    "text",
    [
        "غرّد ناشط:\n\nوفي سياق آخر، تواصل القصف.",
        "نشر الدفاع المدني مقطعا مصورا للغارة.",
        "الصورة المرفقة من الحي.",
    ],
)
def test_arabic_announcements_are_losses_too(text: str) -> None:
    """Posts, films and attached pictures that are not there, in Arabic."""
    assert len(lost(plain(text), exhibit="x")) == 1


HOSTILE = {
    "digits": "1234567890" * 20000,
    "commas": "1,234," * 33000,
    "quotes": "“" * 100000 + "he said " * 10000,
    "crowd": "killed 12 people, " * 11000,
    "arabic crowd": "قتل 12 مدنيا و" * 8000,
    "one word": "a" * 200000,
    "colons": "he said:\n" * 20000,
    "marks": "\u064b" * 100000,
    "brackets": "[" * 200000,
    "at": "a@" * 100000,
    "one sentence": "At least 12 people were killed in an air strike on the market in Tal Rawan on Friday. "
    * 2000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    """Four times the text takes about four times as long: far from the sixteen of a quadratic step.

    The least of several runs is the text's own cost: a busy machine and the collector of a long test run (whose heap
    is not ours) only ever add to it.
    """

    def spent(text: str) -> float:
        begin = time.process_time()
        claims(plain(text), exhibit="x")
        lost(plain(text), exhibit="x")
        return time.process_time() - begin

    text = HOSTILE[name]
    short = text[: len(text) // 4]
    gc.disable()
    try:
        small, large = min(spent(short) for _ in range(3)), spent(text)
        for _ in range(4):
            if large < 9 * max(small, 0.05):
                break
            large = min(large, spent(text))
    finally:
        gc.enable()
    assert large < 9 * max(small, 0.05)


def test_a_long_digit_run_is_no_figure() -> None:
    """A megabyte of digits is an identifier, read in moments."""
    assert claims(plain("9" * 1_000_000), exhibit="x") == ()


@pytest.mark.parametrize(
    ("text", "act", "speaker"),
    [
        ("Three people were abducted, their employer, Relief Now, confirmed in a statement.", "detention", "Relief Now"),
        ("The number of dead has reached 45, state radio quoted the minister, Ali Omar, as saying.", "killing", "Ali Omar"),
        ("“They came at dawn. My brother was killed,” a deacon, 52, said.", "killing", "a deacon"),
        ("At least 12 people were killed - Red Cross", "killing", "Red Cross"),
        ("Twelve people were killed, as the victims' association has always maintained.", "killing", "victims' association"),
        ("قُتل 12 شخصاً، حسبما قال مدير مكتب الصحة سليم الحداد.", "killing", "مدير مكتب الصحة سليم الحداد"),
        ("وكانت منظمة أطباء بلا حدود قد أكدت مقتل 12 شخصاً.", "killing", "منظمة أطباء بلا حدود"),
        ("وقالت المتحدثة باسم اللجنة، سارة جمال، إن 12 شخصاً قتلوا.", "killing", "سارة جمال"),
        ("أما عمدة القبيلة، الذي وصل أمس، فقال إن 12 شخصاً قتلوا.", "killing", "عمدة القبيلة"),
        ("بحسب تقرير صدر أمس عن منظمة العفو الدولية، قتل 12 شخصاً.", "killing", "منظمة العفو الدولية"),
    ],
)  # fmt: skip
def test_the_speaker_is_whoever_stands_by_the_verb(text: str, act: str, speaker: str) -> None:
    """No list says who may speak: commas, marks and verbs bound the phrase, in both languages."""
    assert _one(text, act).chain[0].speaker == speaker


@pytest.mark.parametrize("text", ["Reuters could not verify the claim.", "لم يتسن التحقق من هذه الأرقام."])
def test_what_could_not_be_verified_is_no_confirmation(text: str) -> None:
    """A negated verb of confirming backs nothing."""
    assert all(claim.act != "corroboration" for claim in claims(plain(text), exhibit="x"))


@pytest.mark.parametrize(
    ("text", "act", "figures"),
    [
        ("They shot my two brothers and my neighbour's son.", "killing", [2, 1]),
        ("My grandmother, my aunt and a neighbour died.", "killing", [1, 1, 1]),
        ("قتل مدرس وابنه وأصيبت زوجته.", "killing", [1, 1]),
        ("بينهم أم وطفلاها قتلوا.", "killing", [1, 2]),
        ("None of the 36 hospitals was destroyed.", "destruction", [0]),
        ("لم تسجل أي إصابات.", "injury", [0]),
        ("Not one civilian was killed.", "killing", [0]),
        ("A mother of four was killed.", "killing", [1]),
        ("Volha, my bunkmate, was killed at the gate.", "killing", [1]),
        ("They killed an accordionist near the bridge.", "killing", [1]),
        ("مقتل متطوعَين في القصف.", "killing", [2]),
        ("Two of our three ambulances were destroyed.", "destruction", [2]),
    ],
)
def test_persons_in_lists_and_none_are_figures(text: str, act: str, figures: list[int]) -> None:
    """Relatives joined to one another are one each, an Arabic dual is two, none of any is zero."""
    read = claims(plain(text), exhibit="x")
    assert [c.quantity.lo for c in read if c.act == act and c.quantity] == figures


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The council said on Tuesday that 12 people were killed on Monday.", "2016-11-28"),
        ("The council said on Tuesday that 12 people were killed.", None),
        ("قتل 12 شخصاً الخميس في قصف.", "2016-11-24"),
        ("قتل 12 شخصاً فجر أمس الأربعاء.", "2016-11-29"),
        ("12 people were killed since March last year.", "2015-03/.."),
        ("12 people were killed in the past 48 hours.", "2016-11-28/2016-11-30"),
        ("12 people were killed on 29 and 30 October.", "2016-10-29/2016-10-30"),
        ("قتل 12 شخصاً من 23 إلى 31 تشرين الأول.", "2016-10-23/2016-10-31"),
        ("Nahr, 30 November — 12 people were killed on Monday.", "2016-11-28"),
    ],
)
def test_a_time_is_that_of_the_deed(text: str, edtf: str | None) -> None:
    """Days of saying and datelines are no times of what happened; bare Arabic weekdays are days."""
    time_ = _one(text, "killing", "2016-11-30").time
    assert (time_.edtf if time_ else None) == edtf


def test_an_entry_of_a_log_has_its_own_day() -> None:
    """Days at the heads of lines are the days of what the lines tell, and today is that day."""
    text = "2 Aug - two men shot dead.\n9 Aug - a boy shot dead today.\n"
    read = [c for c in claims(plain(text), exhibit="x", published="2016-08-31") if c.act == "killing"]
    assert [c.time.edtf for c in read if c.time] == ["2016-08-02", "2016-08-09"]


@pytest.mark.parametrize(
    ("text", "act", "means"),
    [
        ("An army helicopter fired on the market and killed 12 people.", "killing", "helicopter"),
        ("قتل 12 شخصا في غارة من مسيرة على السوق.", "killing", "drone"),
        ("They killed her husband with knives and burned the house.", "killing", "blade"),
        ("My uncle was beaten with rifle butts and injured.", "injury", None),
        ("Her son died after a hunger strike.", "killing", None),
    ],
)
def test_a_means_is_the_weapon_of_the_act(text: str, act: str, means: str | None) -> None:
    """The weapon named stands before the verb that used it; another act's means, or what only looks like one, is none."""
    assert _one(text, act).means == means


@pytest.mark.parametrize("empty", ["\u0640", "\u200f", "\u0301", "\u2069", "\u200b"])
def test_a_first_line_of_marks_alone_heads_nothing(empty: str) -> None:
    """A tatweel, a mark or a control is a line without a word."""
    text = f"{empty}\n12 March 2016\nWe buried two men.\n"
    found = claims(plain(text), exhibit="x")
    assert all(text[one.start : one.end] == one.verbatim for one in found)


def test_a_clock_does_not_part_its_clause_and_a_day_counted_back_is_no_duration() -> None:
    """The colon of 09:41 ends no passage; a few days earlier is a day that nobody knows."""
    (claim,) = claims(plain("The second strike came at 09:41 and hit the clinic."), exhibit="x")
    assert claim.verbatim == "The second strike came at 09:41 and hit the clinic"
    assert not claims(plain("She was sent books a few days prior."), exhibit="x")


def test_what_somebody_is_reporting_ends_before_but() -> None:
    """Medics report casualties; that the tally is not complete is the statement's own."""
    text = "Medics are reporting 14 killed, but the toll is not yet known."
    found = claims(plain(text), exhibit="x")
    assert [claim.chain[0].speaker for claim in found] == ["Medics", "document"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The ministry denied that any civilian had been killed.", "denied"),
        ("نفى الجيش مقتل 12 مدنياً.", "denied"),
        ("The army denied the charge and said 12 rebels were killed.", "asserted"),
        ("نفى التنظيم ذلك وتحدث عن مقتل عشرين جندياً.", "asserted"),
    ],
)
def test_what_is_said_behind_a_denial_is_not_denied(text: str, modality: str) -> None:
    """A further verb of saying, joined to the denial, has the same speaker and its own matter."""
    (killing,) = [claim for claim in claims(plain(text), exhibit="x") if claim.act == "killing"]
    assert killing.modality == modality


def test_a_paper_named_in_the_second_sentence_of_a_heading_is_no_word_of_the_first() -> None:
    """Found by fuzzing: its place was looked up among the first one's words."""
    (claim,) = claims(plain("عاجل! نشر اليوم لنا تقرير\n\nقتل ثلاثة."), exhibit="x")
    assert [link.speaker for link in claim.chain] == ["document"]
