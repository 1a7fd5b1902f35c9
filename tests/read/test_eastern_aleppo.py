"""The genre's own dispatch: figures, hedges, chains, dates and offsets are asserted, its words are never repeated here."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tawthiq.language.script import language
from tawthiq.read import claims, lost, plain
from tawthiq.read.differences import Kind
from tawthiq.read.twice import translations
from tawthiq.record.claim import Claim
from tawthiq.record.quantity import Form, Hedge

SHARED = Path(os.environ.get("TAWTHIQ_SHARED", Path(__file__).parents[3] / "shared"))
CASE = SHARED / "cases" / "eastern-aleppo.txt"
pytestmark = pytest.mark.skipif(not CASE.is_file(), reason=f"the shared case is not at {CASE}")


@pytest.fixture(scope="module")
def text() -> str:
    with CASE.open(encoding="utf-8", newline="") as handle:
        return handle.read()


@pytest.fixture(scope="module")
def found(text: str) -> tuple[Claim, ...]:
    return claims(plain(text), exhibit="e")


def _with(found: Sequence[Claim], act: str, hedge: Hedge, lo: int | None, lang: str = "en") -> Claim:
    listed = [
        c
        for c in found
        if c.act == act
        and c.lang == lang
        and c.quantity
        and c.quantity.hedge is hedge
        and c.quantity.lo == lo
    ]
    assert listed, (act, hedge, lo, lang)
    return listed[0]


def test_every_offset_reproduces_its_words(text: str, found: tuple[Claim, ...]) -> None:
    """Claims, quantities, places and times point at exactly their characters, and every chain ends with the document."""
    assert len(found) > 60
    for claim in found:
        assert text[claim.start : claim.end] == claim.verbatim
        for part in (claim.quantity, claim.place, claim.time):
            if part is not None:
                assert text[part.start : part.end] == part.verbatim
        assert (
            claim.quantity is None or claim.start <= claim.quantity.start <= claim.quantity.end <= claim.end
        )
        assert claim.chain[-1].speaker == "document"


def test_the_displaced_are_over_fifty_thousand_by_the_un(found: tuple[Claim, ...]) -> None:
    """The hedge is exclusive, the chain leads to the UN, and the time of writing is approximate."""
    claim = _with(found, "displacement", Hedge.OVER, 50000)
    assert claim.quantity is not None
    assert claim.quantity.hi is None
    assert claim.chain[0].speaker == "UN"
    assert claim.time is not None
    assert claim.time.edtf == "2016-11-29~"


def test_the_disappeared_have_no_source(found: tuple[Claim, ...]) -> None:
    """At least 500 men: the UN two sentences before does not carry."""
    claim = _with(found, "enforced_disappearance", Hedge.AT_LEAST, 500)
    assert claim.quantity is not None
    assert claim.quantity.unit == "men"
    assert len(claim.chain) == 1
    assert "no-source" in claim.doubts


def test_the_besieged_stand_side_by_side(found: tuple[Claim, ...]) -> None:
    """More than 250,000 by others; 300,000 by the witness in both languages, one utterance."""
    over = _with(found, "siege", Hedge.OVER, 250000)
    en = _with(found, "siege", Hedge.EXACT, 300000)
    ar = _with(found, "siege", Hedge.EXACT, 300000, "ar")
    assert {c.quantity.unit for c in (over, en, ar) if c.quantity} == {"civilians"}
    assert over.chain[0].speaker != en.chain[0].speaker
    speaker = en.chain[0].speaker
    assert speaker is not None
    assert speaker == ar.chain[0].speaker
    assert [word[0].isupper() for word in speaker.split()] == [True, True]  # a name of two words, no pronoun
    assert en.utterance == ar.utterance is not None


def test_the_barrels_fell_on_the_day_of_the_statement(found: tuple[Claim, ...]) -> None:
    """Thirteen barrels on one quarter on 29 November, in both languages, one utterance."""
    pair = [_with(found, "attack", Hedge.EXACT, 13, lang) for lang in ("en", "ar")]
    for claim in pair:
        assert claim.time is not None
        assert claim.time.edtf == "2016-11-29"
        assert claim.place is not None
        assert claim.place.id == "sy-aleppo-ansari-east"
        assert not claim.place.carried
        assert claim.means == "barrel_bomb"
        assert claim.quantity is not None
        assert claim.quantity.unit == "barrels"
    assert pair[0].utterance == pair[1].utterance is not None


def test_the_hospitals_and_who_backs_it(found: tuple[Claim, ...]) -> None:
    """All hospitals out of service by the Directorate on the 18th, told twice; the WHO's confirmation is a claim of its own."""
    told = [c for c in found if c.act == "out_of_service" and c.quantity and c.quantity.hedge is Hedge.ALL]
    assert {c.lang for c in told} == {"ar", "en"}
    for claim in told:
        assert claim.chain[0].speaker is not None
        assert "Health Directorate" in claim.chain[0].speaker
        assert claim.time is not None
        assert claim.time.edtf == "2016-11-18"
        assert claim.quantity is not None
        assert claim.quantity.unit == "hospitals"
    (backed,) = [c for c in found if c.act == "corroboration"]
    assert backed.chain[0].speaker == "World Health Organization"
    assert backed.time is not None
    assert backed.time.edtf == "2016-11-19"


def test_a_statement_that_runs_past_its_date_has_no_day(found: tuple[Claim, ...]) -> None:
    """The aid organisation's statement speaks of days after its date: its "today" stays unresolved, and says why."""
    doubted = [c for c in found if "date-conflict" in c.doubts]
    assert doubted
    assert any(c.time is not None and c.time.edtf is None for c in doubted)


def test_persons_without_a_numeral_are_quantities(found: tuple[Claim, ...]) -> None:
    """A daughter, a brother, a girl: one each."""
    one = {c.quantity.unit for c in found if c.quantity and c.quantity.form is Form.IMPLICIT}
    assert {"daughters", "brothers", "girls"} <= one


def test_thirteen_embeds_are_lost(text: str) -> None:
    """Everything announced and not there is listed once, with exact offsets."""
    losses = lost(plain(text), exhibit="e")
    assert len(losses) >= 13
    assert len({(loss.start, loss.end) for loss in losses}) == len(losses)
    for loss in losses:
        assert text[loss.start : loss.end] == loss.verbatim


def test_both_statements_stand_beside_their_translation(text: str) -> None:
    """The directorate's and the witness's, each whole and nothing else; every claim that was told twice lies in one pair."""
    found = translations(plain(text), exhibit="e")
    assert len(found) == 2
    for each in found:
        arabic, english = (text[slice(*span)] for span in (each.original, each.translation))
        assert (language(arabic), language(english)) == ("ar", "en")
        assert text[: each.original[0]].rstrip().endswith(":")
        assert not text[each.original[1] : each.translation[0]].strip()
        assert text[each.translation[1] :].startswith("\n\n")
        assert all(pair.original and pair.translation for pair, _ in each.pairs)
    assert len(found[1].pairs) >= 12


def test_what_the_translator_dropped_is_told(text: str) -> None:
    """A day and a kind of weapon of the witness's are gone; three editor's brackets and a place came; no figure and no hedge changed."""
    told = [
        one
        for each in translations(plain(text), exhibit="e")
        for pair in each.pairs
        for one in pair.differences
    ]
    dropped = [(one.part, one.code) for one in told if one.kind is Kind.DROPPED]
    assert ("time", None) in dropped
    assert ("means", "helicopter") in dropped
    assert sum(one.part == "bracket" for one in told) == 3
    assert not any(one.part in ("figure", "hedge", "sentence") for one in told)
    assert len(told) <= 8


def test_claims_that_the_translation_changed_are_doubted(found: tuple[Claim, ...]) -> None:
    """The bombing of that day and the bodies lost a part in English: both sides say so; the thirteen barrels are alike."""
    doubted = [claim for claim in found if "translation" in claim.doubts]
    assert {"attack", "killing"} <= {claim.act for claim in doubted}
    assert {claim.lang for claim in doubted} == {"ar", "en"}
    pair = [_with(found, "attack", Hedge.EXACT, 13, lang) for lang in ("en", "ar")]
    assert not any("translation" in claim.doubts for claim in pair)
    assert len({claim.utterance for claim in found if claim.utterance}) >= 13


def test_mourners_are_not_the_dead_and_weapons_are_whose_who_used_them(found: tuple[Claim, ...]) -> None:
    """Two boys grieve for one brother; mortars are not the air force whose methods the same sentence lists."""
    boys = _with(found, "status", Hedge.EXACT, 2)
    assert boys.quantity is not None
    assert boys.quantity.form is Form.NUMBER
    assert _with(found, "killing", Hedge.SEVERAL, 2).means in ("mortar", "rocket")
    assert not [
        c
        for c in found
        if c.act == "killing" and c.quantity and c.quantity.lo == 2 and c.quantity.hedge is Hedge.EXACT
    ]
