"""Pairs of strikes on one place, with their probability and what chance alone would give."""

import random
from datetime import UTC, datetime, timedelta
from math import pi
from pathlib import Path

import pytest
from scipy.stats import ncx2

from tawthiq.match.strikes import Event, strikes
from tawthiq.match.strikes_chance import triangle_cdf, within_probability
from tawthiq.match.strikes_table import read_events
from tawthiq.record.errors import EmptyInput, InputError, MissingInput, UnreadableInput

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


class TestTable:
    """The CSV reader: one clear line for whatever is wrong."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("id,time,lat\n", "no column lon"),
            ("id,time,lat,lon\na,yesterday,1,2\n", "time 'yesterday'"),
            ("id,time,lat,lon\na,2031-04-05T13:40,91,2\n", "lat '91'"),
            ("id,time,lat,lon\na,2031-04-05T13:40,nan,2\n", "lat 'nan'"),
            ("id,time,lat,lon\na,2031-04-05T13:40,,2\n", "lat ''"),
            ("id,time,lat,lon\n,2031-04-05T13:40,1,2\n", "no id"),
            ("id,time,lat,lon\na,2031-04-05T13:40,1,2\na,2031-04-05T13:50,1,2\n", ":3: id 'a' a second time"),
            ("id,time,lat,lon\na,2031-04-05T13:40Z,1,2\nb,2031-04-05T13:50,1,2\n", "beside"),
            ("id,id,time,lat,lon\na,b,2031-04-05T13:40,1,2\n", "column id twice"),
            ("id,time,lat,lon,precision_m\na,2031-04-05T13:40,1,2,-5\n", "precision_m '-5'"),
            ('id,time,lat,lon\n"a,2031-04-05T13:40,1,2\n', "unexpected end of data"),
        ],
    )
    def test_a_bad_row_is_named(self, tmp_path, text, said):
        """The message holds the file and what was got."""
        table = tmp_path / "events.csv"
        table.write_text(text, encoding="utf-8")
        with pytest.raises(UnreadableInput) as caught:
            read_events(table)
        assert said in str(caught.value)
        assert str(table) in str(caught.value)

    def test_missing_empty_and_foreign_bytes_are_told_apart(self, tmp_path):
        """Three classes, each a kind of bad input."""
        with pytest.raises(MissingInput):
            read_events(tmp_path / "none.csv")
        table = tmp_path / "events.csv"
        table.write_bytes(b"")
        with pytest.raises(EmptyInput):
            read_events(table)
        table.write_bytes("id,time,lat,lon\nà,2031-04-05T13:40,1,2\n".encode("latin-1"))
        with pytest.raises(InputError, match="not UTF-8"):
            read_events(table)

    def test_a_good_table_is_read_whole(self, tmp_path):
        """Byte order mark, capitals, other columns, blank lines and missing precision are all fine."""
        table = tmp_path / "events.csv"
        text = (
            "Time,ID,note,Lat,Lon,precision_m\n2031-04-05T13:40,a,x,10,20,\n\n2031-04-05 14:00,b,,10,20,250\n"
        )
        table.write_text(text, encoding="utf-8-sig")
        first, second = read_events(table)
        assert (first.id, first.precision_m, second.precision_m) == ("a", 0, 250)
        assert len(strikes([first, second])) == 1


def test_a_date_without_an_hour_is_known_to_half_a_day_and_claims_no_double_tap(tmp_path: Path) -> None:
    """Taken as its midnight it would be a minute that nobody gave, twenty minutes before another strike."""
    table = tmp_path / "days.csv"
    table.write_text(
        "id,time,lat,lon,precision_min\na,2031-04-05,36.2,37.1,\nb,2031-04-05T00:20,36.2,37.1,5\nc,20310406,36.2,37.1,2000\n",
        encoding="utf-8",
    )
    day, hour, known = read_events(table)
    assert (day.time.hour, day.precision_min) == (12, 720.0)
    assert (hour.time.minute, hour.precision_min) == (20, 5.0)
    assert (known.time.hour, known.precision_min) == (12, 2000.0)
