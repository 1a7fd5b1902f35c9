"""Rows of event tables that tell of one incident; everything invented."""

import random
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tawthiq.match import ContradictoryJudgements, events, questions, row_id, row_ids
from tawthiq.match.events_pairs import MODEL
from tawthiq.record.event import EventRow, Figure
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.person import RowRef
from tawthiq.vocabulary.load import say

DAY = date(2031, 4, 5)


def row(where, number, *, days=0, north=0.0, **said):
    """A row of table `where`, so many days after a first one and so many metres north."""
    said = {"kind": "attack", "means": "airstrike", "precision_m": 500.0} | said
    return EventRow(
        list=where,
        row=number,
        date=said.pop("date", str(DAY + timedelta(days=days))),
        lat=said.pop("lat", 35 + north / 111_195),
        lon=said.pop("lon", 37.0),
        **said,
    )


def tables(*rows):
    return {where: [one for one in rows if one.list == where] for where in sorted({one.list for one in rows})}


def groups(found):
    return {tuple((ref.list, ref.row) for ref in one.rows) for one in found.incidents}


def ruling(verdict, one, two):
    a, b = sorted(
        (one if isinstance(one, str) else row_id(one), two if isinstance(two, str) else row_id(two))
    )
    return Judgement(subject=Subject.INCIDENT, verdict=Verdict(verdict), a=a, b=b)


def made(seed, incidents=150, sources=("x", "y", "z")):
    """Tables that report incidents with errors, and the truth by row."""
    draw = random.Random(seed)
    rows, truth = {source: [] for source in sources}, {}
    means = ["airstrike", "artillery", "mortar", "sniper"]
    for number in range(incidents):
        day, lat, lon = draw.randrange(60), draw.uniform(35, 35.2), draw.uniform(37, 37.2)
        what, dead = draw.choice(means), int(draw.expovariate(0.3))
        for source in sources:
            if draw.random() < 0.6:
                off = draw.choice([300.0, 1500.0])
                rows[source].append(
                    row(
                        source,
                        len(rows[source]) + 1,
                        days=day + draw.choice([0, 0, 0, 1]),
                        lat=lat + draw.gauss(0, off / 2.45) / 111_195,
                        lon=lon + draw.gauss(0, off / 2.45) / 91_000,
                        precision_m=off,
                        means=what if draw.random() < 0.85 else draw.choice(means),
                        killed=Figure(dead, dead) if draw.random() < 0.7 else None,
                    )
                )
                truth[RowRef(source, len(rows[source]))] = number
    return rows, truth


@pytest.fixture(scope="module")
def war():
    return made(7)


@pytest.fixture(scope="module")
def told(war):
    return events(war[0])


class TestApart:
    """What is never joined, or not by itself."""

    def test_nothing_gives_nothing(self):
        """No table, and a table without rows."""
        assert events({}).incidents == ()
        assert events({"x": []}).incidents == ()

    def test_two_rows_at_one_address_are_refused(self):
        """A row is addressed by its table and number."""
        with pytest.raises(ValueError, match="same list and row"):
            events({"x": [row("x", 1)], "y": [row("x", 1)]})

    def test_a_source_tells_an_event_once(self):
        """Two rows of one table, however alike, are two events; a column of sources is what counts, not the file."""
        assert groups(events(tables(row("x", 1), row("x", 2)))) == {(("x", 1),), (("x", 2),)}
        same = tables(row("x", 1, source="Lantern"), row("y", 1, source="Lantern"))
        assert groups(events(same)) == {(("x", 1),), (("y", 1),)}

    def test_far_days_and_places_are_apart(self):
        """Ten days or thirty kilometres."""
        one = row("x", 1)
        for other in (row("y", 1, days=10), row("y", 1, north=30_000)):
            assert len(events(tables(one, other)).incidents) == 2

    def test_what_says_too_little_joins_nobody(self):
        """No date, no year worth the name, no place."""
        one = row("x", 1)
        for vague in (
            {"date": None},
            {"date": "2031"},
            {"lat": None, "lon": None},
            {"date": "nonsense"},
            {"precision_m": 90_000.0},
        ):
            assert len(events(tables(one, row("y", 1, **vague))).incidents) == 2


class TestJoined:
    """What is one incident."""

    def test_one_event_told_in_two_languages(self):
        """Day, place within its precision, weapon and figure; the words need not be in one language."""
        found = events(
            tables(
                row("x", 1, means="barrel bombs", killed=Figure(4, 4)),
                row("y", 1, north=120, kind="هجوم", means="برميل متفجر", killed=Figure(4, 6)),
            )
        )
        (one,) = found.incidents
        assert (one.means, one.killed, one.date) == ("barrel_bomb", Figure(4, 6), "2031-04-05")
        assert one.probability > 0.8

    def test_places_without_points_meet_by_name(self):
        """Same name after folding."""
        nowhere = {"lat": None, "lon": None, "killed": Figure(12, 12), "target": "market"}
        found = events(
            tables(row("x", 1, place="Fig Lane", **nowhere), row("y", 1, place="fig  lane", **nowhere))
        )
        assert len(found.pairs) == 1
        assert "where.named" in dict(found.pairs[0].why)

    def test_a_small_war_is_put_together(self, war, told):
        """Most true pairs are found and most found are true; every row stands once."""
        _, truth = war
        said = {pair for one in told.incidents for pair in combinations(one.rows, 2)}
        true = {pair for pair in combinations(sorted(truth), 2) if truth[pair[0]] == truth[pair[1]]}
        assert 2 * len(said & true) / (len(said) + len(true)) > 0.8
        assert sorted(ref for one in told.incidents for ref in one.rows) == sorted(truth)
        assert all(len({ref.list for ref in one.rows}) == len(one.rows) for one in told.incidents)

    def test_probabilities_are_frequencies(self, war, told):
        """Summed over pairs, what is said and what is true lie close."""
        _, truth = war
        said = sum(pair.probability for pair in told.pairs)
        true = sum(truth[pair.a] == truth[pair.b] for pair in told.pairs)
        assert said == pytest.approx(true, rel=0.12)

    def test_reasons_add_up_and_have_words(self, told):
        """The bits of each pair are its log odds; each reason is a sentence in both languages."""
        for pair in told.pairs:
            odds = 2 ** sum(bits for _, bits in pair.why)
            assert odds / (1 + odds) == pytest.approx(pair.probability, abs=0.02)
            assert all(say(f"match.{reason}", lang) for reason, _ in pair.why for lang in ("en", "ar"))
        assert all(say(f"match.{kind.name}.{level}", "ar") for kind in MODEL for level in kind.levels)


class TestRulings:
    """People decide."""

    def test_same_and_different_always_win(self):
        """Even within one source, and against all likeness; `unsure` lifts it."""
        a, b, c = row("x", 1), row("x", 2, days=40), row("y", 1)
        every = tables(a, b, c)
        assert (("x", 1), ("x", 2)) in groups(
            events(every, [ruling("same", a, b), ruling("different", a, c)])
        )
        assert groups(events(tables(a, c), [ruling("different", a, c)])) == {(("x", 1),), (("y", 1),)}
        lifted = [ruling("different", a, c), ruling("unsure", a, c)]
        assert groups(events(tables(a, c), lifted)) == groups(events(tables(a, c)))

    def test_a_contradiction_stops_with_both_chains(self):
        """Nothing is computed; the chain of `same` is shown."""
        a, b, c = row("x", 1), row("y", 1), row("z", 1)
        said = [ruling("same", a, b), ruling("same", b, c), ruling("different", a, c)]
        with pytest.raises(ContradictoryJudgements) as caught:
            events(tables(a, b, c), said)
        (conflict,) = caught.value.conflicts
        assert {j.pair for j in conflict.same} == {said[0].pair, said[1].pair}

    def test_a_judgement_on_rows_that_are_gone_is_told_and_still_links(self):
        """X = gone = y keeps x and y together."""
        a, c = row("x", 1), row("y", 1, days=30)
        found = events(tables(a, c), [ruling("same", a, "gone"), ruling("same", "gone", c)])
        assert groups(found) == {(("x", 1), ("y", 1))}
        assert len(found.orphans) == 2

    def test_two_hundred_judgements_survive_new_rows_in_any_order(self, war):
        """Given on three quarters of the rows, all hold when the rest has come in, and shuffling changes nothing."""
        rows, truth = war
        part = {where: some[: len(some) * 3 // 4] for where, some in rows.items()}
        ids = row_ids(part)
        first = events(part)
        asked = questions(first, 200)
        # Pairs the matcher is sure of are judged too, until there are two hundred.
        open_ = [(pair.a, pair.b) for pair in asked]
        every = sorted(ids)
        chance = random.Random(3)
        while len(open_) < 200:
            a, b = sorted(chance.sample(every, 2))
            if (a, b) not in open_:
                open_.append((a, b))
        said = [
            Judgement(
                subject=Subject.INCIDENT,
                verdict=Verdict.SAME if truth[a] == truth[b] else Verdict.DIFFERENT,
                a=min(ids[a], ids[b]),
                b=max(ids[a], ids[b]),
            )
            for a, b in open_
        ]
        whole = events(rows, said)
        home = {ref: one.id for one in whole.incidents for ref in one.rows}
        for (a, b), one in zip(open_, said, strict=True):
            assert (home[a] == home[b]) is (one.verdict is Verdict.SAME)
        assert any("learned" in dict(pair.why) for pair in whole.pairs)
        mixed = {where: chance.sample(some, len(some)) for where, some in reversed(rows.items())}
        assert events(mixed, chance.sample(said, len(said))) == whole


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.integers(0, 2),
            "north": st.sampled_from([0.0, 150.0, 800.0, 6000.0]),
            "means": st.sampled_from([None, "airstrike", "mortar"]),
            "killed": st.sampled_from([None, Figure(0, 0), Figure(3, 3), Figure(3, None)]),
            "place": st.sampled_from([None, "Fig Lane"]),
            "lat": st.sampled_from([35.0, None]),
        }
    ),
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(
    ROWS,
    st.lists(
        st.tuples(st.sampled_from(["same", "different"]), st.integers(0, 8), st.integers(0, 8)), max_size=4
    ),
    st.randoms(use_true_random=False),
)
def test_no_order_changes_the_incidents(values, pairs, chance):
    """Tables, rows and judgements shuffled give the same incidents, pairs and reasons; judgements hold."""
    rows = [
        row("xyz"[n % 3], n, **{k: v for k, v in value.items() if not (k == "lat" and v is not None)})
        for n, value in enumerate(values)
    ]
    ids = row_ids(tables(*rows))
    named = [ids[RowRef(one.list, one.row)] for one in rows]
    latest = {}
    for verdict, a, b in pairs:
        if a != b and max(a, b) < len(rows):
            latest[min(a, b), max(a, b)] = ruling(verdict, named[a], named[b])
    said = list(latest.values())
    try:
        found = events(tables(*rows), said)
    except ContradictoryJudgements:
        assume(False)
    shuffled = chance.sample(rows, len(rows))
    other = dict(chance.sample(sorted(tables(*shuffled).items()), len(tables(*rows))))
    assert events(other, chance.sample(said, len(said))) == found
    home = {ref: one.id for one in found.incidents for ref in one.rows}
    at = {ids[ref]: home[ref] for ref in ids}
    assert all((at[one.a] == at[str(one.b)]) is (one.verdict is Verdict.SAME) for one in said)
