"""Pairs of strikes on one place, with their probability and what chance alone would give."""

import random
from datetime import UTC, datetime, timedelta, timezone
from math import pi

import pytest
from scipy.stats import ncx2

from tawthiq.match.strikes import Event, strikes
from tawthiq.match.strikes_chance import triangle_cdf, within_probability
from tawthiq.match.strikes_rows import strikes_of
from tawthiq.record.event import EventRow
from tawthiq.vocabulary.load import say

START = datetime(2031, 4, 5, 13, 40, tzinfo=UTC)
DEGREE_M = 111_195.08  # one degree of latitude on the mean sphere


def event(name: str, *, minutes: float = 0, metres: float = 0, **rest: float) -> Event:
    return Event(
        id=name, time=START + timedelta(minutes=minutes), lat=10 + metres / DEGREE_M, lon=20.0, **rest
    )


class TestNoPair:
    """What is not reported."""

    def test_too_late_too_far_or_at_once_is_no_pair(self):
        """Beyond the window, beyond the place, or one volley."""
        first = event("a")
        assert strikes([first, event("b", minutes=181)]) == ()
        assert strikes([first, event("b", minutes=20, metres=501)]) == ()
        assert strikes([first, event("b")]) == ()
        assert strikes([]) == ()

    def test_two_places_known_only_to_kilometres_are_no_pair(self):
        """At five kilometres' precision nothing is known of five hundred metres."""
        vague = [event("a", precision_m=5000), event("b", minutes=20, precision_m=5000)]
        assert strikes(vague) == ()
        (found,) = strikes(vague, least=0)
        assert found.probability < 0.05


class TestPair:
    """What is reported, and how sure."""

    def test_the_second_follows_the_first(self):
        """Direction, minutes and metres; certain where everything is known."""
        (found,) = strikes([event("b", minutes=25, metres=120), event("a")])
        assert (found.first, found.second, found.minutes) == ("a", "b", 25)
        assert found.metres == pytest.approx(120, abs=0.5)
        assert found.probability == 1

    def test_precision_lowers_a_near_pair_and_raises_a_far_one(self):
        """Sureness moves towards the middle, never past it by accident."""
        near = strikes([event("a"), event("b", minutes=9, metres=100, precision_m=800)], least=0)[0]
        far = strikes([event("a"), event("b", minutes=9, metres=900, precision_m=800)], least=0)[0]
        assert 0 < far.probability < 0.5 < near.probability < 1

    def test_a_time_known_to_the_hour_leaves_the_order_open(self):
        """Two strikes at one stated hour: either may have come first."""
        (found,) = strikes([event("a", precision_min=60), event("b", precision_min=60)], minutes=600)
        assert found.probability == pytest.approx(0.5)

    def test_chance_is_the_local_tempo_times_disc_times_window(self):
        """Uniform strikes at a known rate give the expectation of a Poisson process."""
        chance = random.Random(5)
        around = [
            Event(id=f"n{n}", time=START + timedelta(minutes=chance.uniform(-20160, 20160)), lat=10 + chance.uniform(-1, 1) * 0.03, lon=20 + chance.uniform(-1, 1) * 0.03)
            for n in range(4000)
        ]  # fmt: skip
        first, second = event("a"), event("b", minutes=10)
        pair = next(s for s in strikes([*around, first, second]) if (s.first, s.second) == ("a", "b"))
        side = 0.06 * DEGREE_M
        expected = 4000 * (pi * 500**2) / (side**2 * 0.9848) * 180 / 40320
        assert pair.expected_by_chance == pytest.approx(expected, rel=0.12)

    def test_without_other_strikes_chance_is_small_and_never_nil(self):
        """Two strikes alone in their table say little of the tempo around them."""
        (found,) = strikes([event("a"), event("b", minutes=25)])
        assert 0 < found.expected_by_chance < 0.1

    def test_a_memoryless_war_gives_as_many_pairs_as_expected(self):
        """On independent uniform strikes the pairs found are those that chance alone gives."""
        chance = random.Random(11)
        around = [
            Event(id=f"n{n}", time=START + timedelta(minutes=chance.uniform(0, 80_000)), lat=10 + chance.uniform(0, 1) * 0.1, lon=20 + chance.uniform(0, 1) * 0.1)
            for n in range(1500)
        ]  # fmt: skip
        found = strikes(around)
        # Each first strike expects this many followers; summed over all firsts it is the number of pairs.
        mean = sum(s.expected_by_chance for s in found) / len(found) * 1500
        assert len(found) == pytest.approx(mean, rel=0.35)

    def test_order_of_the_table_never_matters(self):
        """Shuffled rows give the same pairs."""
        rows = [
            event(f"e{n}", minutes=n * 7 % 50, metres=n * 131 % 900, precision_m=n * 40) for n in range(20)
        ]
        assert strikes(rows) == strikes(rows[::-1])


@pytest.mark.parametrize(
    ("apart", "metres", "sigma"),
    [(0, 500, 200), (400, 500, 150), (900, 500, 300), (5000, 500, 2000), (100, 500, 20)],
)
def test_the_distance_follows_the_rice_distribution(apart, metres, sigma):
    """Our series against scipy's noncentral chi-square."""
    expected = ncx2.cdf((metres / sigma) ** 2, 2, (apart / sigma) ** 2)
    assert within_probability(apart, metres, sigma) == pytest.approx(expected, abs=1e-9)


def test_far_out_the_series_gives_way_without_a_jump():
    """Where the sum would be long the edge is straight; no gap opens at the change."""
    assert within_probability(500, 500, 14.5) == pytest.approx(within_probability(500, 500, 14.4), abs=0.02)
    assert within_probability(10_000, 500, 1) == 0
    assert within_probability(10, 500, 1) == 1


@pytest.mark.parametrize(("a", "b"), [(0, 0), (0, 30), (10, 30), (20, 20)])
def test_the_difference_of_two_uniform_errors(a, b):
    """The distribution function against simulation; symmetric about zero where there is any error."""
    chance = random.Random(3)
    draws = [chance.uniform(-a, a) - chance.uniform(-b, b) for _ in range(20_000)]
    for x in (-25, -5, 0, 5, 25):
        share = sum(d <= x for d in draws) / len(draws)
        assert triangle_cdf(x, a, b) == pytest.approx(share, abs=0.02)


def row(number, **said):
    said = {"date": "2031-04-05", "moment": START, "lat": 10.0, "lon": 20.0} | said
    return EventRow(list="t", row=number, **said)


class TestRows:
    """What of a table is a strike; the rest is told by row."""

    def test_a_row_that_says_too_little_is_left_out_and_told(self):
        """No day, a month, an hour nobody can read, no point, an id again: the others go on."""
        rows = [
            row(1, date=None, moment=None),
            row(2, date="2031-04", moment=None),
            row(3, moment=None, notes=("time_not_read",)),
            row(4, lat=None, lon=None),
            row(5, id="a"),
            row(6, id="a"),
        ]
        found, left = strikes_of(rows)
        assert [one.id for one in found] == ["a"]
        assert [(one.row, one.why) for one in left] == [
            (1, "no_time"), (2, "no_time"), (3, "no_time"), (4, "no_place"), (6, "id_twice"),
        ]  # fmt: skip
        assert all(say(f"match.strikes.{one.why}", lang, id=one.id) for one in left for lang in ("en", "ar"))

    def test_zones_are_one_time_line_and_none_beside_some_is_left_out(self):
        """13:40 UTC and 17:00 at +03:00 are twenty minutes apart; 14:00 without a zone is not guessed."""
        later = datetime(2031, 4, 5, 17, 0, tzinfo=timezone(timedelta(hours=3)))
        bare = datetime(2031, 4, 5, 14, 0)  # noqa: DTZ001 - that is the case
        found, left = strikes_of([row(1), row(2, moment=later), row(3, moment=bare)])
        assert [(one.row, one.why) for one in left] == [(3, "no_zone")]
        assert [pair.minutes for pair in strikes(found)] == [20]
        alone, left = strikes_of([row(1, moment=bare), row(2, moment=bare + timedelta(minutes=5))])
        assert (len(strikes(alone)), left) == (1, ())

    def test_a_date_without_an_hour_is_known_to_half_a_day_and_claims_no_double_tap(self):
        """Taken as its midnight it would be a minute that nobody gave, twenty minutes before another strike."""
        rows = [
            row(1, moment=None),
            row(2, moment=START.replace(hour=0, minute=20), precision_min=5.0),
            row(3, moment=None, precision_min=2000.0),
        ]
        (day, hour, known), _ = strikes_of(rows)
        assert (day.time.hour, day.time.tzinfo, day.precision_min) == (12, UTC, 720.0)
        assert (hour.time.minute, hour.precision_min) == (20, 5.0)
        assert (known.time.hour, known.precision_min) == (12, 2000.0)

    def test_responders_are_told_of_the_second_strike(self):
        """There, not there, or not known."""
        rows = [
            row(1),
            *(row(n, moment=START + timedelta(minutes=n), responders=r) for n, r in ((9, True), (19, False))),
        ]
        found, _ = strikes_of(rows)
        told = {(pair.first, pair.second): pair.responders for pair in strikes(found)}
        assert told == {("t:1", "t:9"): True, ("t:1", "t:19"): False, ("t:9", "t:19"): False}
