"""What may be said of a claim follows from its independent origins."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tawthiq.record.assessment import Evidence
from tawthiq.record.claim import Link
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.weigh import assess, assessment_json

WORDS = (
    "thirteen shells fell on the market of the mill quarter before the morning prayer and nobody could leave"
)


def weighed(*claims, **rest):
    return {a.claim: a for a in assess(claims, **rest)}


def said(assessment):
    return " ".join(reason.en for reason in assessment.reasons)


def two(claim, first="13", second="13", **second_rest):
    return (
        claim("a", who="Rima Haddad", figure=first, unit="people"),
        claim("b", exhibit="e2", who="Civil Aid Office", figure=second, unit="people", **second_rest),
    )


class TestNeverSupport:
    """What must not count as corroboration."""

    def test_one_speaker_in_two_exhibits_is_one_origin(self, claim):
        """The same person quoted twice supports nothing."""
        found = weighed(
            *two(claim)[:1], claim("b", exhibit="e2", who="Rima Haddad", figure="13", unit="people")
        )
        assert found["a"].status is Evidence.SINGLE_SOURCE
        assert found["a"].supports == ()
        assert found["a"].repeats == ("b",)

    def test_a_surname_alone_is_the_person_named_in_full(self, claim):
        """A short name joins the one longer name that holds it."""
        found = weighed(*two(claim)[:1], claim("b", exhibit="e2", who="Haddad", figure="13", unit="people"))
        assert found["a"].repeats == ("b",)

    def test_two_exhibits_over_one_object_are_one_origin(self, claim):
        """The same bytes brought by two people stay one document."""
        a, b = claim("a", figure="13", unit="people"), claim("b", exhibit="e2", figure="13", unit="people")
        assert weighed(a, b)["a"].status is Evidence.CORROBORATED
        assert weighed(a, b, objects={"e1": "f0", "e2": "f0"})["a"].status is Evidence.SINGLE_SOURCE
        assert weighed(a, b, copies=[("e2", "e1")])["a"].repeats == ("b",)

    def test_a_person_parts_or_joins_near_copies(self, claim):
        """A judgement about two exhibits wins over the proposal."""
        a, b = claim("a", figure="13", unit="people"), claim("b", exhibit="e2", figure="13", unit="people")
        apart = Judgement(subject=Subject.MEDIA, verdict=Verdict.DIFFERENT, a="e1", b="e2")
        same = Judgement(subject=Subject.MEDIA, verdict=Verdict.SAME, a="e1", b="e2")
        assert weighed(a, b, copies=[("e1", "e2")], judgements=[apart])["a"].status is Evidence.CORROBORATED
        assert weighed(a, b, judgements=[apart, same])["a"].status is Evidence.SINGLE_SOURCE

    def test_one_long_text_under_two_names_is_one_text(self, claim):
        """A copied sentence adds no origin, whoever is named above it."""
        a, b = two(claim)
        a = claim("a", who="Rima Haddad", figure="13", unit="shells", act="attack", text=WORDS)
        b = claim(
            "b",
            exhibit="e2",
            who="Civil Aid Office",
            figure="13",
            unit="shells",
            act="attack",
            text="And " + WORDS,
        )
        found = weighed(a, b)
        assert found["a"].status is Evidence.SINGLE_SOURCE
        assert "The same text in another document, adding no origin: b." in said(found["a"])

    def test_a_name_translated_into_the_other_script_is_not_a_second_origin(self, claim):
        """Nothing tells an organisation's Arabic name from its English one, so they count as one, and that is said."""
        a = claim("a", who="Lantern Rescue Corps", figure="27", unit="people")
        b = claim("b", exhibit="e2", who="فرق الفانوس للإنقاذ", figure="27", unit="people")
        found = weighed(a, b)
        assert found["a"].status is Evidence.SINGLE_SOURCE
        assert found["a"].repeats == ("b",)
        assert "named in the other script" in said(found["a"])

    def test_a_person_spelled_in_two_scripts_is_one_origin(self, claim):
        """The consonants of the name meet."""
        a = claim("a", who="Mohammed Khatib", figure="27", unit="people")
        b = claim("b", exhibit="e2", who="محمد الخطيب", figure="27", unit="people")
        assert weighed(a, b)["a"].supports == ()

    def test_one_utterance_in_two_languages_teaches_that_two_names_are_one(self, claim):
        """What a translation shows in one exhibit holds in all: the names are one origin, not a doubt."""
        ar = claim("a", who="فرق الفانوس للإنقاذ", figure="27", unit="people", utterance="u1", lang="ar")
        en = claim("b", at=90, who="Lantern Rescue Corps", figure="27", unit="people", utterance="u1")
        far = claim("c", exhibit="e2", who="Lantern Rescue Corps", figure="27", unit="people")
        assert "From the same origin, adding none: c." in said(weighed(ar, en, far)["a"])

    def test_a_copied_sentence_with_two_claims_repeats_each_by_its_own(self, claim):
        """The dead of one copy repeat the dead of the other, not its shells."""
        made = [
            claim(f"{act}{n}", exhibit=f"e{n}", who=who, act=act, figure="13", unit=unit, text=WORDS)
            for n, who in enumerate(("Rima Haddad", "Civil Aid Office"))
            for act, unit in (("killing", "people"), ("attack", "shells"))
        ]
        found = weighed(*made)
        assert found["killing0"].repeats == ("killing1",)
        assert found["attack1"].repeats == ("attack0",)

    def test_a_document_adds_nothing_to_the_speaker_it_quotes(self, claim):
        """Its own words beside a quotation on one matter are no second origin; nor do they join two speakers into one."""
        quoted = claim("a", who="Rima Haddad", figure="13", unit="people")
        own = claim("b", at=50, figure="13", unit="people")
        assert weighed(quoted, own)["a"].supports == ()
        office = claim("c", at=90, who="Civil Aid Office", figure="13", unit="people")
        found = weighed(quoted, own, office)
        assert found["a"].supports == ("c",)
        assert found["b"].status is Evidence.SINGLE_SOURCE

    def test_unnamed_speakers_of_one_document_are_one_origin(self, claim):
        """An activist and a doctor cannot be told apart."""
        a = claim("a", who="an activist", figure="13", unit="people")
        b = claim("b", at=50, who="local doctors", figure="13", unit="people")
        arabic = claim("c", at=90, who="ناشط إعلامي", figure="13", unit="people")
        assert {x.status for x in assess([a, b, arabic])} == {Evidence.SINGLE_SOURCE}

    def test_an_unnamed_speaker_stands_with_whoever_passes_the_words_on(self, claim):
        """Doctors told the office: told again by the office elsewhere, it is one origin."""
        passed_on = claim("a", who="local doctors", figure="13", unit="people")
        said, document = passed_on.chain
        passed_on = replace(passed_on, chain=(said, Link("Civil Aid Office"), document))
        office = claim("b", exhibit="e2", who="Civil Aid Office", figure="13", unit="people")
        found = weighed(passed_on, office)
        assert found["a"].repeats == ("b",)
        assert found["a"].origins == ("Civil Aid Office",)

    def test_a_translation_is_one_utterance(self, claim):
        """Two languages of one utterance repeat each other wherever they stand."""
        en = claim("a", who="Rima Haddad", figure="300", unit="civilians", utterance="u1")
        ar = claim(
            "b",
            at=99,
            who="ريما حداد",
            figure="300",
            unit="مدني",
            utterance="u1",
            lang="ar",
            where=None,
            when=None,
        )
        found = weighed(en, ar)
        assert found["a"].repeats == ("b",)
        assert found["a"].status is Evidence.SINGLE_SOURCE

    def test_other_things_are_not_weighed_against_each_other(self, claim):
        """Another unit, place, day, act, kind of figure or part of the total: no relation at all."""
        a = claim("a", who="Rima Haddad", figure="13", unit="people")
        others = [
            {"unit": "children"},
            {"where": "Tel Maris"},
            {"where": "Mill Quarter"},
            {"where": None},
            {"when": "2031-04-07"},
            {"when": "2031"},
            {"when": None},
            {"act": "injury"},
            {"modality": "feared"},
        ]
        for other in others:
            b = claim(
                "b", exhibit="e2", who="Civil Aid Office", **({"figure": "99", "unit": "people"} | other)
            )
            found = weighed(a, b)["a"]
            assert (found.supports, found.contradicts, found.status) == ((), (), Evidence.SINGLE_SOURCE), (
                other
            )

    def test_two_undated_mentions_of_a_state_are_not_weighed(self, claim):
        """A siege named in passing bears out nothing; with a day on both it does."""
        a = claim("a", who="Rima Haddad", act="siege", when=None)
        b = claim("b", exhibit="e2", who="Civil Aid Office", act="siege")
        assert weighed(a, b)["b"].supports == ()
        dated = claim("a", who="Rima Haddad", act="siege", when="2031-04-07")
        assert weighed(dated, b)["b"].supports == ("a",)

    def test_none_of_one_kind_leaves_room_for_others(self, claim):
        """No child killed, no hospital left, nobody given help: none of these contradicts a mention without figure."""
        for act, unit in (("killing", "children"), ("siege", "hospitals"), ("deprivation", "people")):
            a = claim("a", who="Rima Haddad", act=act)
            none = claim("b", exhibit="e2", who="Ministry of Order", act=act, figure="none", unit=unit)
            assert weighed(a, none)["a"].contradicts == (), act


class TestSupport:
    """What counts."""

    def test_two_independent_origins_corroborate(self, claim):
        """Each names the other, and says how many agree."""
        found = weighed(*two(claim))
        assert found["a"].status is found["b"].status is Evidence.CORROBORATED
        assert found["a"].supports == ("b",)
        assert found["a"].origins == ("Rima Haddad", "Civil Aid Office")
        assert "Independent origins that agree: 2." in said(found["a"])

    def test_support_is_counted_by_origin_not_by_mention(self, claim):
        """A second mention by the supporter is not listed again."""
        a, b = two(claim)
        again = claim("c", exhibit="e3", who="Civil Aid Office", figure="13", unit="people")
        found = weighed(a, b, again)
        assert found["a"].supports == ("b",)
        assert found["b"].repeats == ("c",)

    def test_only_the_claim_that_is_entailed_is_supported(self, claim):
        """13 bears out "at least 13"; the reverse is an overlap told with both figures and both ids."""
        found = weighed(*two(claim, "at least 13", "13"))
        assert found["a"].supports == ("b",)
        assert found["b"].supports == ()
        assert all(part in said(found["b"]) for part in ("Overlap", "at least 13", "claim a", "(b)"))

    def test_a_lower_bound_far_below_is_overlap_and_never_contradiction(self, claim):
        """Over 250,000 trapped against 300,000 present: compatible, not equal, told to both."""
        a = claim("a", who="others", act="siege", figure="over 250000", unit="civilians", scope="trapped")
        b = claim("b", at=70, who="Rima Haddad", act="status", figure="300000", unit="civilians", when=None)
        found = weighed(a, b)
        for one in ("a", "b"):
            assert found[one].contradicts == found[one].supports == ()
            assert all(part in said(found[one]) for part in ("Overlap", "over 250,000", "300,000", "claim"))
            assert "تداخُل" in " ".join(r.ar for r in found[one].reasons)

    def test_a_confirmation_bears_out_the_statement_before_it(self, claim):
        """The nearest named speaker's claims, in both languages, and nobody else's."""
        far = claim("z", at=0, who="Rima Haddad", act="displacement", figure="over 50000", unit="people")
        ar = claim(
            "a",
            at=100,
            who="Health Board of East Qasrin",
            act="out_of_service",
            figure="all",
            unit="مشافي",
            lang="ar",
        )
        en = claim(
            "b",
            at=200,
            who="Health Board of East Qasrin",
            act="out_of_service",
            figure="all",
            unit="hospitals",
        )
        word = claim("c", at=300, who="World Relief Union", act="corroboration", when="2031-04-06")
        found = weighed(far, ar, en, word)
        assert found["a"].supports == found["b"].supports == ("c",)
        assert found["a"].status is found["b"].status is Evidence.CORROBORATED
        assert found["a"].repeats == ("b",)
        assert "World Relief Union, an independent origin, confirms the statement" in said(found["b"])
        assert found["z"].supports == ()
        assert found["c"].status is Evidence.CORROBORATED

    def test_an_unnamed_confirmation_corroborates_nothing(self, claim):
        """A confirmation by nobody named is the document's own word."""
        a = claim("a", who="Health Board", act="out_of_service", figure="all", unit="hospitals")
        word = claim("c", at=300, who=None, act="corroboration")
        assert weighed(a, word)["a"].status is Evidence.SINGLE_SOURCE

    def test_a_concession_confirms(self, claim):
        """Two origins agree and one concedes: proposed as confirmed."""
        a, b = two(claim, modality="conceded")
        assert weighed(a, b)["a"].status is Evidence.CONFIRMED

    def test_a_closer_report_supports_a_wider_one_and_not_the_other_way(self, claim):
        """A strike on the quarter is a strike on the town; the town does not give the quarter."""
        town = claim("a", who="Rima Haddad", act="attack", when="2031-04")
        quarter = claim("b", exhibit="e2", who="Civil Aid Office", act="attack", where="Mill Quarter")
        found = weighed(town, quarter)
        assert found["a"].supports == ("b",)
        assert found["b"].supports == ()

    def test_a_person_and_another_person_are_two_in_any_script(self, claim):
        """No consonants in common: two origins."""
        a = claim("a", who="Mohammed Khatib", figure="27", unit="people")
        b = claim("b", exhibit="e2", who="سليم الناعوري", figure="27", unit="people")
        assert weighed(a, b)["a"].supports == ("b",)

    def test_a_listed_organisation_is_known_under_both_names(self, claim):
        """The vocabulary's aliases join; another name in the other script is another speaker."""
        a = claim("a", who="World Health Organization", figure="27", unit="people")
        b = claim("b", exhibit="e2", who="منظمة الصحة العالمية", figure="27", unit="people")
        c = claim("c", exhibit="e3", who="فرق الفانوس للإنقاذ", figure="27", unit="people")
        found = weighed(a, b, c)
        assert found["a"].repeats == ("b",)
        assert found["a"].supports == ("c",)

    def test_a_whole_country_is_no_place_to_agree_about_unless_it_is_counted(self, claim):
        """A siege somewhere in the country bears out nothing; its number of displaced does."""
        a = claim("a", who="Rima Haddad", act="siege", where="Marisia")
        b = claim("b", exhibit="e2", who="Civil Aid Office", act="siege", where="Tel Maris")
        assert weighed(a, b)["a"].supports == ()
        made = [
            claim(n, exhibit=n, who=who, act="displacement", figure="90000", unit="people", where="Marisia")
            for n, who in (("a", "Rima Haddad"), ("b", "Civil Aid Office"))
        ]
        assert weighed(*made)["a"].supports == ("b",)


class TestAgainst:
    """Contradiction, denial, withdrawal, rejection."""

    def test_disjoint_figures_contest_both(self, claim):
        """No number fits both."""
        found = weighed(*two(claim, "13", "30"))
        assert found["a"].status is found["b"].status is Evidence.CONTESTED
        assert found["a"].contradicts == ("b",)
        assert all(part in said(found["a"]) for part in ("13", "30", "claim b", "(a)"))

    def test_contradiction_outweighs_support(self, claim):
        """Two who agree are still contested by a third."""
        a, b = two(claim)
        third = claim("c", exhibit="e3", who="Harbour Watch", figure="40", unit="people")
        assert weighed(a, b, third)["a"].status is Evidence.CONTESTED

    def test_a_denial_contradicts_the_statement_before_it(self, claim):
        """An answer that denies contests."""
        a = claim("a", who="Rima Haddad", figure="13", unit="people")
        no = claim("n", at=60, who="Ministry of Order", act="denial")
        found = weighed(a, no)
        assert found["a"].contradicts == ("n",)
        assert "Ministry of Order denies it" in said(found["a"])

    def test_a_denied_modality_contradicts_the_same_assertion(self, claim):
        """No strike took place, against: a strike took place."""
        a = claim("a", who="Rima Haddad", act="attack")
        no = claim("b", exhibit="e2", who="Ministry of Order", act="attack", modality="denied")
        assert weighed(a, no)["a"].contradicts == ("b",)

    def test_nobody_killed_contradicts_a_killing(self, claim):
        """Zero is a figure, and an assertion without a figure is more than zero."""
        a = claim("a", who="Rima Haddad")
        none = claim("b", exhibit="e2", who="Ministry of Order", figure="none", unit="people")
        assert weighed(a, none)["a"].contradicts == ("b",)

    def test_a_translation_that_changes_the_figure_is_shown(self, claim):
        """Both languages of one utterance with two figures are contested, with the reason."""
        en = claim("a", who="Rima Haddad", act="attack", figure="30", unit="barrels", utterance="u1")
        ar = claim(
            "b", at=99, who="Rima Haddad", act="attack", figure="13", unit="برميل", utterance="u1", lang="ar"
        )
        found = weighed(en, ar)
        assert found["a"].contradicts == ("b",)
        assert "Check the translation" in said(found["a"])

    def test_one_speaker_with_two_figures_tells_of_two_events(self, claim):
        """Three dead and nine dead in one report are two strikes; two figures of one siege are a contradiction."""
        a = claim("a", who="Rima Haddad", figure="3", unit="people")
        b = claim("b", at=60, who="Rima Haddad", figure="9", unit="people")
        assert weighed(a, b)["a"].contradicts == ()
        a = claim("a", who="Rima Haddad", act="siege", figure="3000", unit="people")
        b = claim("b", at=60, who="Rima Haddad", act="siege", figure="9000", unit="people")
        assert weighed(a, b)["a"].contradicts == ("b",)

    def test_two_events_told_in_two_languages_contradict_nothing(self, claim):
        """Each figure meets its translation; three in one language against nine in the other is nobody's claim."""
        told = [
            claim(f"{lang}{n}", at=at, who="Rima Haddad", figure=n, unit="people", utterance="u1", lang=lang)
            for at, (lang, n) in enumerate([("en", "3"), ("en", "9"), ("ar", "3"), ("ar", "9")])
        ]
        found = weighed(*told)
        assert {a.contradicts for a in found.values()} == {()}
        assert found["en3"].repeats == ("ar3",)

    def test_a_later_figure_of_one_origin_updates(self, claim):
        """A running total that grows contradicts nothing."""
        a = claim("a", who="Rima Haddad", act="displacement", figure="2000", unit="people")
        b = claim(
            "b",
            exhibit="e2",
            who="Rima Haddad",
            act="displacement",
            figure="5000",
            unit="people",
            when="2031-04-08",
        )
        found = weighed(a, b)
        assert found["a"].contradicts == ()
        assert "another figure for another day" in said(found["a"])

    def test_a_withdrawn_support_falls_and_says_so(self, claim):
        """The status is worked out anew, and names what is gone; claim or whole exhibit."""
        for gone in ({"b"}, {"e2"}):
            found = weighed(*two(claim), withdrawn=gone)
            assert found["b"].status is Evidence.WITHDRAWN
            assert found["a"].status is Evidence.SINGLE_SOURCE
            assert "Claim b, which bore it out, has been withdrawn." in said(found["a"])

    def test_a_rejected_claim_is_discounted_and_silent(self, claim):
        """A person's rejection stands with its reason; the latest judgement counts."""
        no = Judgement(subject=Subject.CLAIM, verdict=Verdict.REJECTED, a="b", why="another year")
        yes = Judgement(subject=Subject.CLAIM, verdict=Verdict.ACCEPTED, a="b")
        found = weighed(*two(claim, "13", "30"), judgements=[no])
        assert found["b"].status is Evidence.DISCOUNTED
        assert "another year" in said(found["b"])
        assert found["a"].status is Evidence.SINGLE_SOURCE
        assert weighed(*two(claim, "13", "30"), judgements=[no, yes])["a"].status is Evidence.CONTESTED

    def test_a_person_says_whether_two_claims_are_of_one_thing(self, claim):
        """Different parts them; same brings together what the rules keep apart."""
        part = Judgement(subject=Subject.CLAIM, verdict=Verdict.DIFFERENT, a="b", b="a")
        join = Judgement(subject=Subject.CLAIM, verdict=Verdict.SAME, a="a", b="b")
        assert weighed(*two(claim, "13", "30"), judgements=[part])["a"].contradicts == ()
        assert weighed(*two(claim, when=None), judgements=[join])["a"].supports == ("b",)

    def test_a_threat_is_not_weighed(self, claim):
        """It is unassessed, and says why."""
        found = weighed(claim("a", act="threat", modality="threatened"))["a"]
        assert found.status is Evidence.UNASSESSED
        assert "threat" in said(found)


SPEAKERS = [
    "document",
    None,
    "an activist",
    "Rima Haddad",
    "Haddad",
    "Civil Aid Office",
    "فرق الفانوس للإنقاذ",
    "WHO",
]


@st.composite
def claim_values(draw):
    return {
        "exhibit": draw(st.sampled_from(["e1", "e2", "e3"])),
        "at": draw(st.integers(0, 5)) * 40,
        "who": draw(st.sampled_from(SPEAKERS)),
        "act": draw(st.sampled_from(["killing", "siege", "attack", "corroboration", "denial"])),
        "figure": draw(st.sampled_from([None, "13", "at least 12", "over 13", "hundreds", "all", "none"])),
        "unit": draw(st.sampled_from(["people", "civilians"])),
        "where": draw(st.sampled_from([None, "Qasrin", "East Qasrin"])),
        "when": draw(st.sampled_from([None, "2031-04-05", "2031-04"])),
        "modality": draw(st.sampled_from(["asserted", "denied", "feared"])),
        "utterance": draw(st.sampled_from([None, "u1"])),
        "lang": draw(st.sampled_from(["en", "ar"])),
        "text": draw(st.sampled_from([None, WORDS])),
    }


@settings(max_examples=120, deadline=None)
@given(st.lists(claim_values(), max_size=9), st.randoms(use_true_random=False))
def test_order_never_matters_and_relations_are_sound(claim, values, chance: random.Random):
    """Shuffled claims give the same assessments; contradiction is mutual; nothing both supports and contradicts."""
    claims = [claim(f"c{n}", **v) for n, v in enumerate(values)]
    found = assess(claims)
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert assess(shuffled) == found
    by_id = {a.claim: a for a in found}
    for one in found:
        assert one.claim not in {*one.supports, *one.contradicts, *one.repeats}
        assert not set(one.supports) & {*one.repeats, *one.contradicts}
        assert all(one.claim in by_id[other].contradicts for other in one.contradicts)
        assert one.reasons
        assert all(reason.en and reason.ar for reason in one.reasons)
        if one.status in (Evidence.CORROBORATED, Evidence.CONFIRMED):
            assert len(one.origins) >= 2


@settings(max_examples=60, deadline=None)
@given(st.lists(claim_values(), min_size=1, max_size=7))
def test_bringing_every_exhibit_twice_changes_no_status(claim, values):
    """A second copy of everything (same objects) adds repeats and not one support."""
    once = [claim(f"c{n}", **v) for n, v in enumerate(values)]
    twice = once + [claim(f"d{n}", **(v | {"exhibit": v["exhibit"] + "-copy"})) for n, v in enumerate(values)]
    objects = {name + tail: name for name in ("e1", "e2", "e3") for tail in ("", "-copy")}
    before = {a.claim: a for a in assess(once, objects=objects)}
    after = {a.claim: a for a in assess(twice, objects=objects)}
    for name, one in before.items():
        assert (after[name].status, len(after[name].supports)) == (one.status, len(one.supports))


def test_every_sentence_begins_with_a_capital_and_ends(claim):
    """Also where a document, and not a speaker, is its subject."""
    for one in assess([*two(claim), claim("c", at=90, act="siege")]):
        assert all(reason.en[0].isupper() and reason.en[-1] == "." for reason in one.reasons)


def test_the_shape_is_the_contract(claim):
    """Seven keys, plain lists, both languages."""
    shown = assessment_json(assess(two(claim))[0])
    assert list(shown) == ["claim", "status", "origins", "supports", "contradicts", "repeats", "reasons"]
    assert all(set(reason) == {"en", "ar"} for reason in shown["reasons"])
