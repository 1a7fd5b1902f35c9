"""Claims of one event are one incident; everything invented."""

import random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tawthiq.match.incidents import incidents
from tawthiq.match.judged import ContradictoryJudgements
from tawthiq.record.claim import Claim, Link, Modality, PlaceRef, TimeRef
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.quantity import Form, Hedge, Quantity

PLACES = {
    "Qasrin": (10.0, 20.0, 6000),
    "Mill Quarter": (10.0, 20.031, 500),
    "Tel Maris": (11.0, 20.0, 3000),
    "Maris": (11.0, 20.0, 90_000),
}


def claim(
    name: str,
    *,
    exhibit: str = "e1",
    act: str = "attack",
    where: str | None = "Mill Quarter",
    when: str | None = "2031-04-05",
    n: int | None = None,
    **rest: Any,
) -> Claim:
    lat, lon, precision = PLACES.get(where or "", (None, None, None))
    return Claim(
        id=name,
        exhibit=exhibit,
        start=0,
        end=5,
        verbatim="words",
        lang=rest.pop("lang", "en"),
        chain=(Link("The Lantern"),),
        act=act,
        quantity=Quantity(
            verbatim="", start=0, end=0, hedge=Hedge.EXACT, form=Form.NUMBER, lo=n, hi=n, unit="people"
        )
        if n
        else None,
        place=PlaceRef(verbatim=where, start=0, end=1, name=where, lat=lat, lon=lon, precision_m=precision)
        if where
        else None,
        time=TimeRef(verbatim=when, start=0, end=1, edtf=when) if when else None,
        modality=Modality(rest.pop("modality", "asserted")),
        **rest,
    )


def groups(*claims: Claim, **rest: Any) -> set[tuple[str, ...]]:
    return {one.claims for one in incidents(claims, **rest)}


def ruling(verdict: str, a: str, b: str) -> Judgement:
    return Judgement(subject=Subject.INCIDENT, verdict=Verdict(verdict), a=a, b=b)


class TestKeptApart:
    """What is not one event, or not known to be."""

    def test_another_day_place_kind_means_or_target_is_another_event(self):
        """Each difference alone suffices."""
        a = claim("a", means="barrel_bomb", target="market")
        for other in (
            {"when": "2031-04-06"},
            {"where": "Tel Maris"},
            {"act": "protest"},
            {"means": "artillery"},
            {"target": "hospital"},
        ):
            assert groups(a, claim("b", exhibit="e2", **other)) == {("a",), ("b",)}, other

    def test_the_vaguely_told_stands_alone(self):
        """No day, no place, a month or a whole region: nothing to recognise an event by."""
        a = claim("a")
        for other in ({"when": None}, {"where": None}, {"when": "2031-04"}, {"where": "Maris"}):
            assert groups(a, claim("b", exhibit="e2", **other)) == {("a",), ("b",)}, other

    def test_what_is_feared_planned_or_defined_did_not_happen(self):
        """Only what is asserted or conceded makes an incident; acts that are no event make none."""
        silent = [
            claim(m, modality=m)
            for m in ("feared", "planned", "threatened", "definition", "opinion", "denied")
        ]
        assert incidents([*silent, claim("s", act="statement")]) == ()

    def test_two_figures_in_one_document_are_two_events(self):
        """One document telling 3 dead and 9 dead tells of two strikes; two documents may differ about one."""
        a, b = claim("a", act="killing", n=3), claim("b", act="killing", n=9)
        assert groups(a, b) == {("a",), ("b",)}
        assert groups(a, claim("b", exhibit="e2", act="killing", n=9)) == {("a", "b")}

    def test_half_matches_never_chain(self):
        """A barrel bomb and a shell are not joined by a claim that names no means."""
        a, b = claim("a", means="barrel_bomb"), claim("b", exhibit="e2", means="artillery")
        found = groups(a, b, claim("c", exhibit="e3", act="killing", n=4))
        assert not any({"a", "b"} <= set(group) for group in found)
        assert sum(len(group) for group in found) == 3


class TestJoined:
    """What is one event."""

    def test_one_event_told_by_several_exhibits_is_one(self):
        """Attack, dead and hurt, a quarter and its town, a day and an interval around it."""
        claims = [
            claim("a", means="barrel_bomb"),
            claim("b", exhibit="e2", act="killing", n=4, where="Qasrin"),
            claim("c", exhibit="e3", act="injury", n=9, when="2031-04-05/2031-04-06"),
        ]
        (found,) = incidents(claims)
        assert found.claims == ("a", "b", "c")
        assert found.acts == ("attack", "injury", "killing")
        assert found.means == ("barrel_bomb",)
        assert found.place is not None
        assert found.place.name == "Mill Quarter"
        assert found.time is not None
        assert found.time.edtf == "2031-04-05"

    def test_a_place_no_gazetteer_knows_is_recognised_by_name(self):
        """Same name, no coordinates: one place."""
        assert groups(claim("a", where="Fig Lane"), claim("b", exhibit="e2", where="fig  lane")) == {
            ("a", "b")
        }

    def test_two_languages_of_one_utterance_are_one_event_even_undated(self):
        """A translation is told once."""
        a = claim("a", when=None, utterance="u", lang="ar")
        assert groups(a, claim("b", when=None, where=None, utterance="u")) == {("a", "b")}

    def test_an_incident_keeps_its_name_while_others_join(self):
        """The id hangs on the smallest claim id."""
        (before,) = incidents([claim("a")])
        (after,) = incidents([claim("a"), claim("b", exhibit="e2")])
        assert before.id == after.id


class TestRulings:
    """People decide."""

    def test_a_person_joins_and_parts_against_the_rules(self):
        """The latest judgement on a pair stands."""
        a, b, far = claim("a"), claim("b", exhibit="e2"), claim("c", exhibit="e3", when=None)
        assert groups(a, b, judgements=[ruling("different", "b", "a")]) == {("a",), ("b",)}
        assert groups(a, far, judgements=[ruling("same", "a", "c")]) == {("a", "c")}
        assert groups(a, b, judgements=[ruling("different", "a", "b"), ruling("unsure", "a", "b")]) == {
            ("a", "b")
        }

    def test_same_holds_through_a_third_claim_that_is_gone(self):
        """A chain of judgements survives the loss of its middle."""
        a, c = claim("a"), claim("c", exhibit="e3", when=None)
        assert groups(a, c, judgements=[ruling("same", "a", "b"), ruling("same", "b", "c")]) == {("a", "c")}

    def test_a_contradiction_stops_with_its_chain(self):
        """Nothing is computed until a person resolves it."""
        rulings = [ruling("same", "a", "b"), ruling("same", "b", "c"), ruling("different", "a", "c")]
        with pytest.raises(ContradictoryJudgements, match="a was judged different from c, yet a = b = c"):
            incidents([claim("a"), claim("b"), claim("c")], rulings)

    def test_a_translation_never_joins_what_a_person_parted(self):
        """Different wins over one utterance, through whatever was judged the same."""
        a, b = claim("a", utterance="u", lang="ar"), claim("b", utterance="u")
        rulings = [ruling("same", "b", "z"), ruling("different", "a", "z")]
        assert groups(a, b, judgements=rulings) == {("a",), ("b",)}


VALUES = st.fixed_dictionaries(
    {
        "exhibit": st.sampled_from(["e1", "e2", "e3"]),
        "act": st.sampled_from(["attack", "killing", "protest"]),
        "where": st.sampled_from([None, *PLACES]),
        "when": st.sampled_from([None, "2031-04-05", "2031-04-05/2031-04-06", "2031-04-06", "2031-04"]),
        "n": st.sampled_from([None, 3, 9]),
        "means": st.sampled_from([None, "artillery", "barrel_bomb"]),
        "utterance": st.sampled_from([None, "u"]),
        "lang": st.sampled_from(["en", "ar"]),
    }
)
RULINGS = st.lists(
    st.tuples(st.sampled_from(["same", "different"]), st.integers(0, 7), st.integers(0, 7)), max_size=5
)


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, max_size=8), RULINGS, st.randoms(use_true_random=False))
def test_order_never_matters_and_every_claim_stands_once(values, pairs, chance: random.Random):
    """Shuffling changes nothing; the incidents part the claims; `different` is always kept."""
    claims = [claim(f"c{n}", **value) for n, value in enumerate(values)]
    rulings = [ruling(verdict, f"c{a}", f"c{b}") for verdict, a, b in pairs]
    try:
        found = incidents(claims, rulings)
    except ContradictoryJudgements:
        assume(False)
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert incidents(shuffled, rulings) == found
    assert sorted(name for one in found for name in one.claims) == sorted(c.id for c in claims)
    home = {name: one.id for one in found for name in one.claims}
    for (a, b), verdict in {one.pair: one.verdict for one in rulings if one.a != one.b}.items():
        if a in home and b in home:
            assert (home[a] == home[b]) is (verdict is Verdict.SAME) or verdict is Verdict.UNSURE
