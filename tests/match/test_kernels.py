"""Each compiled kernel gives what its slow reference gives, on data made to be awkward."""

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.match import strikes_grid
from tawthiq.match.hamming import HashIndex
from tawthiq.match.strikes import Event, chains, strikes
from tawthiq.match.strikes_chance import triangle_cdf, within_probability
from tawthiq.match.strikes_columns import strike_pairs
from tawthiq.match.strikes_grid import MINUTE, Columns, candidates, in_order, neighbours, weighed
from tawthiq.match.strikes_kernels import count_cells, lay_cells
from tawthiq.match.strikes_significance import beyond_controls, standing_out
from tawthiq.record.incident import Strike
from tawthiq.record.nearness import metres_between

DAY = 86_400_000_000


def hashes(count, seed, alike=0):
    """Random hashes, the first `alike` of them a few bits from one another."""
    draw = np.random.default_rng(seed)
    out = draw.integers(0, 2**64, (count, 4), dtype=np.uint64)
    out[:alike] = out[0] ^ (np.uint64(1) << draw.integers(0, 64, (alike, 4), dtype=np.uint64))
    return out


@pytest.mark.parametrize(("count", "alike"), [(40, 0), (300, 120), (3500, 200)])
@pytest.mark.parametrize("most", [0, 12, 31])
def test_the_hash_index_gives_what_a_full_scan_gives(count, alike, most):
    """Whatever the width of the bands, and where hundreds share a key."""
    kept = hashes(count, count, alike)
    asked = kept[:30].copy()
    asked[:, 1] ^= np.uint64(0b1011)
    apart = np.bitwise_count(asked[:, None] ^ kept[None]).sum(axis=2, dtype=np.int64)
    q, k = np.nonzero(apart <= most)
    expected = np.stack([q, k, apart[q, k]], axis=1)
    assert np.array_equal(HashIndex(kept).search(asked, most), expected)


def test_pairs_within_an_index_are_each_told_once():
    """Smaller number first, never a hash with itself."""
    kept = hashes(400, 7, alike=90)
    apart = np.bitwise_count(kept[:, None] ^ kept[None]).sum(axis=2, dtype=np.int64)
    q, k = np.nonzero(np.triu(apart <= 31, 1))
    assert np.array_equal(HashIndex(kept).pairs(), np.stack([q, k, apart[q, k]], axis=1))


WHERE = {"town": (10.0, 20.0), "pole": (-90.0, 0.0), "date line": (60.0, 180.0), "north": (89.98, 0.0)}


def war(count, seed, place, *, exact):
    draw = np.random.default_rng(seed)
    lat, lon = WHERE[place]
    round_ = 360.0 if abs(lat) > 89 else 0.05
    spread = np.zeros(count, np.int64) if exact else draw.choice([0, 30, 720], count) * MINUTE
    radius = np.zeros(count) if exact else draw.choice([0.0, 200.0, 900.0, 5000.0], count)
    return Columns(
        time=np.sort(draw.integers(0, 3 * DAY, count)),
        lat=np.clip(lat + draw.random(count) * 0.02, -90, 90),
        lon=(lon + draw.random(count) * round_ + 180) % 360 - 180,
        sigma2=(radius / 2.4477) ** 2,
        spread=spread.astype(np.int64),
    )


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10_000),
    st.sampled_from(sorted(WHERE)),
    st.booleans(),
    st.sampled_from([60.0, 500.0, 2500.0]),
)
def test_the_grid_loses_no_pair_and_tells_none_twice(seed, place, exact, metres):
    """Against every pair weighed: at the poles, over the date line, with places and times known badly."""
    table = war(60, seed, place, exact=exact)
    every = np.array([(a, b) for a in range(60) for b in range(a + 1, 60)])
    kept = every[weighed(table, every, metres, 180)[:, 1] >= 0.05]
    found = candidates(table, metres, 180, 0.05)
    assert len(np.unique(found, axis=0)) == len(found)
    found = found[weighed(table, found, metres, 180)[:, 1] >= 0.05]
    assert np.array_equal(found, kept)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(sorted(WHERE)), st.sampled_from([0, DAY, -DAY]))
def test_pairs_are_weighed_as_the_formulas_say(seed, place, lag):
    """Metres and probability of every pair against plain Python."""
    table = war(12, seed, place, exact=False)
    every = np.array([(a, b) for a in range(12) for b in range(12) if a != b])
    for (i, j), (apart, probability) in zip(
        every.tolist(), weighed(table, every, 500, 180, lag).tolist(), strict=True
    ):
        metres = metres_between(table.lat[i], table.lon[i], table.lat[j], table.lon[j])
        later, a, b = (
            float(table.time[j] - table.time[i] - lag),
            float(table.spread[i]),
            float(table.spread[j]),
        )
        in_time = triangle_cdf(180.0 * MINUTE - later, a, b) - triangle_cdf(-later, a, b)
        in_place = within_probability(metres, 500, float(np.sqrt(table.sigma2[i] + table.sigma2[j])))
        assert apart == pytest.approx(metres)
        assert probability == pytest.approx(min(1.0, max(0.0, in_time * in_place)), abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(sorted(WHERE)), st.sampled_from([0, DAY // 24]))
def test_what_fell_around_is_counted_as_one_by_one(seed, place, lag):
    """All five counts of every pair against a loop over all strikes."""
    table = war(40, seed, place, exact=True)
    draw = np.random.default_rng(seed)
    some = np.array([sorted(draw.choice(40, 2, replace=False)) for _ in range(8)])
    apart, late = draw.uniform(30, 900, 8), draw.integers(1, 200, 8) * MINUTE
    wide, metres, span, window = 2500.0, 500.0, DAY, 180 * MINUTE
    counted = neighbours(
        table, some, apart, late, wide=wide, metres=metres, span=span, window=window, lag=lag
    )
    for n, (i, j) in enumerate(some.tolist()):
        expected = [0] * 5
        for k in range(40):
            gap = int(table.time[k] - table.time[i])
            away = metres_between(table.lat[i], table.lon[i], table.lat[k], table.lon[k])
            if k in (i, j) or abs(gap) > span or away > wide:
                continue
            facts = (
                True,
                away <= metres,
                away <= apart[n],
                0 <= gap - lag <= late[n],
                abs(gap - lag) <= window,
            )
            expected = [have + fact for have, fact in zip(expected, facts, strict=True)]
        assert counted[n].tolist() == expected


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([0, 1, 255, 256, 10**15, -(2**62), 2**62, 2**62 + 1, 7])
        | st.integers(-(10**12), 10**12),
        max_size=40,
    )
)
def test_the_order_of_time_keeps_ties_as_they_come(times):
    """Against a stable sort, over spans that do not fit in one word beside the numbers."""
    assert in_order(times).tolist() == np.argsort(np.array(times, np.int64), kind="stable").tolist()


@pytest.mark.parametrize("bits", [0, 9])
def test_cells_are_laid_as_unique_keys(bits):
    """Cells, where each begins and the places in order, with the numbers in the keys or beside them."""
    cell = np.sort(np.random.default_rng(2).integers(0, 60, 400))
    key = cell << bits | np.arange(400) if bits else cell
    keys, begins, place = (
        np.zeros(count_cells(key, bits), np.int64),
        np.zeros(61, np.int32),
        np.zeros(400, np.int32),
    )
    lay_cells(key, bits, place, keys, begins)
    expected, first = np.unique(cell, return_index=True)
    assert keys.tolist() == expected.tolist()
    assert begins[: len(keys) + 1].tolist() == [*first.tolist(), 400]
    assert place.tolist() == (list(range(400)) if bits else [0] * 400)


def in_pieces(patch, threads, size):
    """The same search with stretches, pieces and parts of this size, on so many threads."""
    for name in ("STRETCH", "PIECE", "ROOM"):
        patch.setattr(strikes_grid, name, size)
    patch.setattr(strikes_grid, "workers", lambda: threads)
    patch.setattr(strikes_grid, "TWICE", 1e9)


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("lag", [0, DAY // 4, -DAY // 4])
@pytest.mark.parametrize("least", [0.0, 0.05, 1.0])
@pytest.mark.parametrize("exact", [True, False])
def test_neither_stretches_nor_threads_change_a_pair_or_a_count(monkeypatch, threads, lag, least, exact):
    """Cut small, on one thread or several: to the last digit what one stretch on one thread gives."""
    table = war(400, 8, "date line", exact=exact)

    def all_of_it():
        pairs = candidates(table, 500, 180, least, lag)
        weights = weighed(table, pairs, 500, 180, lag)
        late = np.full(len(pairs), 30 * MINUTE)
        return pairs, weights, neighbours(
            table, pairs, weights[:, 0], late, wide=2500, metres=500, span=DAY // 8, window=180 * MINUTE, lag=lag
        )  # fmt: skip

    in_pieces(monkeypatch, 1, 1 << 16)
    whole = all_of_it()
    in_pieces(monkeypatch, threads, 24)
    cut = all_of_it()
    assert len(strikes_grid.stretches(table.time, 0, 0)) == 17
    assert len(whole[0]) > 100
    assert all(np.array_equal(a, b) for a, b in zip(whole, cut, strict=True))


def test_stretches_hold_what_lies_in_reach_and_grow_where_that_is_much():
    """Each strike in one stretch; beside it all from the earliest to the latest; too wide a reach leaves one stretch."""
    time = np.sort(np.random.default_rng(6).integers(0, 400 * DAY, 300_000))
    cut = strikes_grid.stretches(time, -DAY, 2 * DAY)
    assert len(cut) > 1
    assert [first for first, *_ in cut] == [0, *(last for _, last, *_ in cut[:-1])]
    assert cut[-1][1] == len(time)
    for first, last, low, high in cut:
        assert low == np.flatnonzero(time >= time[first] - DAY)[0]
        assert high == np.flatnonzero(time <= time[last - 1] + 2 * DAY)[-1] + 1
    assert strikes_grid.stretches(time, -400 * DAY, 0) == [(0, 300_000, 0, 300_000)]
    assert strikes_grid.stretches(time[:0], 0, 0) == [(0, 0, 0, 0)]


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("few", [1, 10**9])
def test_the_order_of_time_is_the_same_on_any_threads(monkeypatch, threads, few):
    """Times too fine for one word beside their numbers, many within one coarse step, put right alone or all together."""
    draw = np.random.default_rng(4)
    times = np.append(draw.integers(0, 3000, 700), [0, 2**60]).astype(np.int64)
    monkeypatch.setattr(strikes_grid, "FEW", few)
    in_pieces(monkeypatch, threads, 50)
    order = in_order(times)
    assert order.tolist() == np.argsort(times, kind="stable").tolist()
    assert strikes_grid.taken(times, order).tolist() == sorted(times.tolist())


SQL = """
select a.n as i, b.n as j from e a join e b on b.t > a.t and b.t - a.t <= 10800000000
where 2 * 6371008.8 * asin(sqrt(sin(radians(b.lat - a.lat) / 2) ** 2
    + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(b.lon - a.lon) / 2) ** 2)) <= 500
order by i, j
"""


def test_the_grid_gives_what_sql_gives():
    """The same pairs as DuckDB over two thousand strikes."""
    table = war(2000, 3, "town", exact=True)
    with duckdb.connect() as base:
        base.register(
            "e", pa.table({"n": np.arange(2000), "t": table.time, "lat": table.lat, "lon": table.lon})
        )
        expected = base.execute(SQL).fetchall()
    found = candidates(table, 500, 180)
    found = found[weighed(table, found, 500, 180)[:, 1] > 0]
    assert len(expected) > 50
    assert [tuple(pair) for pair in found.tolist()] == expected


def test_tables_of_every_make_give_the_same_pairs():
    """A mapping, a DataFrame and an Arrow table; a row without coordinates pairs with nothing."""
    table = war(300, 4, "town", exact=True)
    lat = table.lat.copy()
    lat[5] = np.nan
    columns = {"time": table.time.astype("datetime64[us]"), "lat": lat, "lon": table.lon}
    made = [strike_pairs(t) for t in (columns, pd.DataFrame(columns), pa.table(columns))]
    assert len(made[0].first) > 0
    assert 5 not in {*made[0].first.tolist(), *made[0].second.tolist()}
    assert all(list(m.rows()) == list(made[0].rows()) for m in made)


def test_nothing_stands_out_of_a_memoryless_war_and_planted_pairs_do():
    """Uniform strikes claim nothing; close second strikes planted among them are found, nearly nothing else."""
    draw = np.random.default_rng(12)
    lat, lon = 34 + 0.25 * draw.random(3000), 37 + 0.3 * draw.random(3000)
    time = (draw.random(3000) * 200 * DAY).astype(np.int64)
    assert not strike_pairs({"time": time.astype("datetime64[us]"), "lat": lat, "lon": lon}).stands_out.any()
    first = np.arange(100)
    lat = np.append(lat, lat[first] + draw.normal(0, 25, 100) / 111_195)
    lon = np.append(lon, lon[first])
    time = np.append(time, time[first] + (draw.uniform(6, 60, 100) * MINUTE).astype(np.int64))
    found = strike_pairs({"time": time.astype("datetime64[us]"), "lat": lat, "lon": lon})
    told = set(
        zip(found.first[found.stands_out].tolist(), found.second[found.stands_out].tolist(), strict=True)
    )
    truth = {(n, 3000 + n) for n in range(100)}
    assert len(told & truth) >= 80
    assert len(told - truth) <= 5


def test_what_stands_out_is_bounded_by_controls_and_by_trials():
    """As many controls as pairs at every level: nothing. Far more pairs than controls: those."""
    levels = np.linspace(0.001, 0.5, 50)
    assert not beyond_controls(levels, np.repeat(levels, 20), 20.0).any()
    assert beyond_controls(levels / 1e6, levels, 20.0).all()
    assert not standing_out(levels, 1000).any()
    assert standing_out(levels / 1e6, 1000).all()


def test_strikes_linked_one_to_the_next_are_a_chain():
    """Two alone are none; three are, in order of time."""

    def pair(a, b, minutes):
        return Strike(first=a, second=b, minutes=minutes, metres=5, probability=1, expected_by_chance=0)

    (chain,) = chains([pair("x", "y", 3), pair("c", "b", 20), pair("b", "a", 15)])
    assert (chain.strikes, chain.minutes) == (("c", "b", "a"), 35)


def test_responders_at_the_second_strike_are_told():
    """Known, known not to be, and unknown stay three things."""
    from datetime import UTC, datetime, timedelta

    start = datetime(2031, 4, 5, tzinfo=UTC)
    for known in (True, False, None):
        second = Event(id="b", time=start + timedelta(minutes=9), lat=1, lon=2, responders=known)
        (found,) = strikes([Event(id="a", time=start, lat=1, lon=2), second])
        assert found.responders is known
