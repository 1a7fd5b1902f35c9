"""Strikes: the join against DuckDB's SQL on ten million events, and what stands out in simulated wars with known truth.

    python bench/match_strikes.py [--events 10000000] [--wars 5]

The SQL is the best found: equality on a grid cell and a time bucket, with the neighbours listed out, then the exact distance.
Each runs in a process of its own, so that each has a peak of memory of its own; both get the same arrays and give the same pairs.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import time

import numpy as np

from tawthiq.match.strikes_columns import strike_pairs
from tawthiq.match.strikes_grid import Columns, candidates, in_order, taken, weighed

METRES, MINUTES = 300.0, 180.0
DAY = 86_400_000_000

SQL = """
create temp table e as select n, t, lat, lon, floor(lat / {dlat})::int as cy, floor(lon / {dlon})::int as cx,
       t // {window} as b from raw;
create temp table p as
select least(a.n, b.n) as i, greatest(a.n, b.n) as j from e a join (
    select n, t, lat, lon, cy + dy as cy, cx + dx as cx, b + db as b from e,
    (values (-1), (0), (1)) y(dy), (values (-1), (0), (1)) x(dx), (values (0), (1)) z(db)) b
  on a.cy = b.cy and a.cx = b.cx and a.b = b.b
where b.t < a.t and a.t - b.t <= {window}
  and 2 * 6371008.8 * asin(least(1, sqrt(sin(radians(b.lat - a.lat) / 2) ** 2
      + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(b.lon - a.lon) / 2) ** 2))) <= {metres};
"""


def events(count, seed=1):
    """Over three years and a country 400 km wide; three in five around places struck again and again."""
    draw = np.random.default_rng(seed)
    spots = np.stack([33 + 3.6 * draw.random(1000), 36 + 4.3 * draw.random(1000)], axis=1)
    lat, lon = 33 + 3.6 * draw.random(count), 36 + 4.3 * draw.random(count)
    hot = draw.random(count) < 0.6
    at = spots[draw.integers(0, len(spots), hot.sum())] + draw.normal(0, 0.004, (hot.sum(), 2))
    lat[hot], lon[hot] = at[:, 0], at[:, 1]
    return draw.integers(0, 1095 * DAY, count), lat, lon


def ours(count):
    stamp, lat, lon = events(count)
    warm = events(1000)
    _joined(*warm)
    began = clocks()
    pairs = _joined(stamp, lat, lon)
    return since(began), pairs


def clocks():
    """Seconds by the clock and of the processor, over all threads."""
    return time.perf_counter(), time.process_time()


def since(began):
    return [now - then for now, then in zip(clocks(), began, strict=True)]


def _joined(stamp, lat, lon):
    order = in_order(stamp)
    exact, at_once = np.zeros(len(order)), np.zeros(len(order), np.int64)
    laid = Columns(taken(stamp, order), taken(lat, order), taken(lon, order), exact, at_once)
    pairs = candidates(laid, METRES, MINUTES)
    kept = pairs[weighed(laid, pairs, METRES, MINUTES)[:, 1] > 0]
    return np.sort(order[kept], axis=1)


def theirs(count):
    import duckdb  # noqa: PLC0415 - only this side's process pays for it
    import pyarrow as pa  # noqa: PLC0415 - slow to import

    stamp, lat, lon = events(count)
    raw = {"n": np.arange(count), "t": stamp, "lat": lat, "lon": lon}
    base = duckdb.connect(config={"threads": 2, "memory_limit": "17GB"})
    base.register("raw", pa.table(raw))
    worst = np.cos(np.radians(np.abs(lat).max()))
    dlat = METRES / 111_195 * 1.0001
    text = SQL.format(dlat=dlat, dlon=dlat / worst, window=int(MINUTES * 60_000_000), metres=METRES)
    began = clocks()
    for part in text.split(";")[:-1]:
        base.execute(part).fetchall()
    took = since(began)
    got = base.execute("select i, j from p").fetchnumpy()
    return took, np.stack([got["i"], got["j"]], axis=1).astype(np.int64)


def whole(count):
    """The pairs with probability, expectation and p-value: what `match strikes` gives."""
    stamp, lat, lon = events(count)
    strike_pairs({"time": stamp[:1000].astype("datetime64[us]"), "lat": lat[:1000], "lon": lon[:1000]})
    began = clocks()
    found = strike_pairs(
        {"time": stamp.view("datetime64[us]"), "lat": lat, "lon": lon}, metres=METRES, minutes=MINUTES
    )
    return since(began), np.sort(np.stack([found.first, found.second], axis=1), axis=1)


def alone(name, count):
    took, pairs = {"ours": ours, "theirs": theirs, "whole": whole}[name](count)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    digest = hashlib.sha256(np.ascontiguousarray(pairs).tobytes()).hexdigest()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"took": took, "pairs": len(pairs), "digest": digest, "peak": peak}))


def war(seed, kind, count=20_000, taps=0):
    """Strikes of two years on one town and its front. `kind`: even, lumpy (aims, waves, nights, towns' middles, a front)."""
    draw = np.random.default_rng(seed)
    lat, lon = 34 + draw.normal(0, 0.05, count), 37 + draw.normal(0, 0.06, count)
    stamp = draw.random(count) * 730
    if kind == "even":
        lat, lon = 34 + 0.25 * draw.random(count), 37 + 0.3 * draw.random(count)
    else:
        part = draw.random(count)
        aims = draw.normal([34, 37], 0.05, (150, 2))
        aimed = part < 0.35
        chosen = draw.choice(150, aimed.sum(), p=(w := 1 / np.arange(1, 151)) / w.sum())
        at = aims[chosen] + draw.normal(0, 0.0006, (aimed.sum(), 2))
        lat[aimed], lon[aimed] = at[:, 0], at[:, 1]
        towns = draw.normal([34, 37], 0.06, (12, 2))
        middle = (part >= 0.35) & (part < 0.5)
        at = towns[draw.integers(0, 12, middle.sum())]
        lat[middle], lon[middle] = at[:, 0], at[:, 1]
        front = (part >= 0.5) & (part < 0.6)
        lon[front] = 37.1 + draw.normal(0, 0.0005, front.sum())
        waves = np.sort(draw.random(60) * 730)
        waved = draw.random(count) < 0.5
        stamp[waved] = waves[draw.integers(0, 60, waved.sum())] + draw.exponential(1.5, waved.sum())
        hour = np.clip(draw.normal(0.55, 0.18, count), 0, 0.999)
        stamp = np.floor(stamp) + hour
    truth = set()
    if taps:
        first = draw.choice(count, taps, replace=False)
        second = np.arange(count, count + taps)
        lat = np.append(lat, lat[first] + draw.normal(0, 25, taps) / 111_195)
        lon = np.append(lon, lon[first] + draw.normal(0, 25, taps) / 92_000)
        stamp = np.append(stamp, stamp[first] + draw.uniform(6, 60, taps) / 1440)
        truth = set(zip(first.tolist(), second.tolist(), strict=True))
    precision = draw.choice([0.0, 30.0, 100.0, 400.0], len(lat), p=[0.4, 0.3, 0.2, 0.1])
    lat = lat + draw.normal(0, 1, len(lat)) * precision / 2.4477 / 111_195
    lon = lon + draw.normal(0, 1, len(lat)) * precision / 2.4477 / 92_000
    table = {
        "time": (stamp * DAY).astype(np.int64).astype("datetime64[us]"),
        "lat": lat,
        "lon": lon,
        "precision_m": precision,
    }
    return table, truth


def wars(count):
    print("\nsimulated wars of 20,000 strikes (claimed: pairs that stand out)")
    for kind in ("even", "lumpy"):
        for taps in (0, 300, 1000):
            claimed = false = found = 0
            for seed in range(9000, 9000 + count):
                table, truth = war(seed, kind, taps=taps)
                got = strike_pairs(table)
                told = set(
                    zip(got.first[got.stands_out].tolist(), got.second[got.stands_out].tolist(), strict=True)
                )
                claimed += len(told)
                false += len(told - truth)
                found += len(told & truth)
            share = false / claimed if claimed else 0.0
            recall = f"recovered {found / (taps * count):.3f}" if taps else "nothing planted"
            print(f"{kind:<6} {taps:>5} planted: claimed {claimed}, false {false} ({share:.3f}), {recall}")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--events", type=int, default=10_000_000)
    asked.add_argument("--wars", type=int, default=5)
    asked.add_argument("--alone")
    given = asked.parse_args()
    if given.alone:
        alone(given.alone, given.events)
        return
    if given.events:
        got = {}
        for name in ("ours", "theirs", "whole"):
            out = subprocess.run(
                [sys.executable, __file__, "--alone", name, "--events", str(given.events)],
                check=True,
                capture_output=True,
                text=True,
            )
            got[name] = json.loads(out.stdout)
            clock, processor = got[name]["took"]
            print(
                f"{name:<7} {clock:7.1f} s  processor {processor:7.1f} s  {got[name]['pairs']:>9} pairs"
                f"  peak {got[name]['peak']:.2f} GiB"
            )
        print(f"same pairs: {len({g['digest'] for g in got.values()}) == 1}")
        for name in ("ours", "whole"):
            clock, processor = (a / b for a, b in zip(got[name]["took"], got["theirs"]["took"], strict=True))
            print(f"{name} / DuckDB: time {clock:.2f}x, processor {processor:.2f}x")
    if given.wars:
        wars(given.wars)


if __name__ == "__main__":
    main()
