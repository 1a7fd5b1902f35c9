"""Incidents out of three event tables with known truth, beside the rule of MELTT (Donnay and others 2019) at its best settings.

    python bench/match_incidents.py [--seed 31] [--labels 0 300 1000 5000]

The tables are invented: 5,010 incidents in 40 km and 120 days, around towns, fronts and busy days; three sources report each
with chance .55 (some 8,260 rows), at three precisions of place, with days off by one, coarse or wrong kinds, means and
targets, lognormal noise on the dead and hurt. Seeds below 20 were looked at while the matcher was made.

The rule of MELTT, written afresh: two rows of two sources may be one event within T days and S km if every dimension of a
taxonomy agrees at some depth (of `partial` dimensions none need); the pair that agrees deepest is taken first, each row
once; a further source is laid against what was joined so far. T, S and `partial` are the best for the very rows
judged, which favours it. Judgements are answered from the truth, on days before the median, about pairs drawn in proportion
to p (1 - p) and a tenth at random; everything is judged on the days after.
"""

import argparse
import random
import time
from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from math import cos, radians

import numpy as np

from tawthiq.match.events import events
from tawthiq.match.row_ids import row_ids
from tawthiq.record.event import EventRow, Figure
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.nearness import metres_between

START = date(2031, 1, 1)
SOURCES = ("network", "monitor", "observatory")
KINDS = {
    "attack": ("attack", "weapon_use", "destruction"),
    "killing": ("killing", "injury", "casualties"),
    "seizure": ("detention", "enforced_disappearance"),
}
MEANS = {
    "air": ("airstrike", "barrel_bomb", "helicopter", "drone"),
    "ground": ("artillery", "mortar", "rocket", "tank"),
    "near": ("small_arms", "sniper", "ied", "mine"),
}
TARGETS = {
    "health": ("hospital", "ambulance", "health_workers"),
    "dwelling": ("home", "building", "neighbourhood"),
    "public": ("market", "school", "bakery", "place_of_worship"),
}


def tree(groups):
    return {leaf: group for group, leaves in groups.items() for leaf in leaves}


def noisy(draw, leaf, groups, wrong, coarse, missing):
    """A leaf as a source codes it: now and then a neighbour in its group, any other, the group alone, or nothing."""
    chance = draw.random()
    if chance < missing:
        return None
    if chance < missing + coarse:
        return tree(groups)[leaf]
    if chance < missing + coarse + wrong:
        leaves = groups[tree(groups)[leaf]] if draw.random() < 0.6 else sorted(tree(groups))
        return str(draw.choice(leaves))
    return leaf


def figure(draw, true, missing=0.2):
    if draw.random() < missing:
        return None
    told = 0 if true == 0 and draw.random() < 0.93 else round((true + 0.3) * np.exp(draw.normal(0, 0.35)))
    if told >= 10 and draw.random() < 0.3:
        told = 5 * round(told / 5)
    return Figure(told, told + round(told * 0.4)) if told and draw.random() < 0.1 else Figure(told, told)


def make(seed, incidents=5010, days=120, coverage=0.55):
    """Tables by source, and the truth: (source, row) -> incident."""
    draw = np.random.default_rng(seed)
    towns = draw.uniform(-20, 20, (8, 2))
    busy = draw.gamma(1, 1, days)
    weight = 1 / np.arange(1, 9)
    rows, truth = {source: [] for source in SOURCES}, {}
    leaves = {name: sorted(tree(groups)) for name, groups in (("k", KINDS), ("m", MEANS), ("t", TARGETS))}
    skew = {name: 1 / (1 + np.arange(len(some))) ** 1.3 for name, some in leaves.items()}
    for number in range(incidents):
        day = int(draw.choice(days, p=busy / busy.sum()))
        at = towns[draw.choice(8, p=weight / weight.sum())] + draw.normal(0, 1.0, 2)
        at = draw.uniform(-20, 20, 2) if draw.random() < 0.1 else np.clip(at, -20, 20)
        kind, means, target = (
            str(draw.choice(leaves[n], p=skew[n] / skew[n].sum())) for n in ("k", "m", "t")
        )
        dead = int(draw.negative_binomial(0.5, 0.2))
        hurt = int(draw.negative_binomial(0.6, 0.1))
        for source in SOURCES:
            if draw.random() >= coverage:
                continue
            precision = float(draw.choice([300, 1500, 5000], p=[0.3, 0.4, 0.3]))
            seen = at + draw.normal(0, precision / 2448, 2)
            if precision == 5000:
                seen = towns[np.argmin(((towns - seen) ** 2).sum(axis=1))]
            moved = int(draw.choice([0, 1, -1, 2], p=[0.74, 0.13, 0.08, 0.05]))
            first = START + timedelta(days=day + moved)
            wide = int(draw.choice([0, 1, 2], p=[0.9, 0.06, 0.04]))
            rows[source].append(
                EventRow(
                    list=source,
                    row=len(rows[source]) + 1,
                    date=f"{first}/{first + timedelta(days=wide)}" if wide else str(first),
                    lat=round(35 + seen[1] / 111.195, 5),
                    lon=round(37 + seen[0] / (111.195 * cos(radians(35))), 5),
                    precision_m=precision,
                    kind=noisy(draw, kind, KINDS, 0.1, 0.08, 0.02),
                    means=noisy(draw, means, MEANS, 0.1, 0.1, 0.08),
                    target=noisy(draw, target, TARGETS, 0.1, 0.08, 0.12),
                    killed=figure(draw, dead),
                    injured=figure(draw, hurt, 0.35),
                )
            )
            truth[source, len(rows[source])] = number
    return rows, truth


def first_day(row):
    return date.fromisoformat(row.date[:10])


def depths(row):
    """Each dimension as its codes from fine to broad; what is coded by its group is known from there on."""
    out = []
    for value, groups in ((row.kind, KINDS), (row.means, MEANS), (row.target, TARGETS)):
        group = tree(groups).get(value, value)
        out.append((value if value in tree(groups) else None, group))
    return out


def meltt(rows, days, km, partial):  # noqa: C901 - one rule, kept whole
    """Rows joined by the rule, as sets of (source, row)."""
    joined = [{(one.list, one.row): one} for one in rows[SOURCES[0]]]
    for source in SOURCES[1:]:
        joined.sort(key=lambda group: min(first_day(one) for one in group.values()))
        starts = [min(first_day(one) for one in group.values()) for group in joined]
        scored = []
        for n, one in enumerate(rows[source]):
            low = bisect_left(starts, first_day(one) - timedelta(days=days))
            high = bisect_right(starts, first_day(one) + timedelta(days=days))
            for at in range(low, high):
                other = next(iter(joined[at].values()))
                if metres_between(one.lat, one.lon, other.lat, other.lon) > km * 1000:
                    continue
                failed, depth = 0, 0.0
                for a, b in zip(depths(one), depths(other), strict=True):
                    if a[0] is not None and a[0] == b[0]:
                        continue
                    if a[1] is not None and a[1] == b[1]:
                        depth += 0.5
                    else:
                        failed += 1
                        depth += 1
                if failed <= partial:
                    scored.append((depth / 3, at, n))
        taken, placed = set(), set()
        for _, at, n in sorted(scored):
            if at not in taken and n not in placed:
                taken.add(at)
                placed.add(n)
                joined[at][source, rows[source][n].row] = rows[source][n]
        joined += [{(one.list, one.row): one} for n, one in enumerate(rows[source]) if n not in placed]
    return [set(group) for group in joined]


def pairs_of(groups):
    return {tuple(sorted(pair)) for group in groups for pair in combinations(sorted(group), 2)}


def scored(said, true):
    right = len(said & true)
    return right / max(1, len(said)), right / max(1, len(true)), 2 * right / max(1, len(said) + len(true))


def judged(found, truth, early, ids, count, seed=0):
    """So many judgements on pairs of early rows."""
    rng = random.Random(seed)
    open_ = [p for p in found.pairs if early(p.a) and early(p.b)]
    doubt = [
        (rng.random() ** (1 / (p.probability * (1 - p.probability) + 1e-6)), n) for n, p in enumerate(open_)
    ]
    chosen = [n for _, n in sorted(doubt, reverse=True)[: count * 9 // 10]]
    left = sorted(set(range(len(open_))) - set(chosen))
    chosen += rng.sample(left, min(len(left), count - len(chosen)))
    out = []
    for n in chosen:
        pair = open_[n]
        same = truth[pair.a.list, pair.a.row] == truth[pair.b.list, pair.b.row]
        a, b = sorted((ids[pair.a], ids[pair.b]))
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
        out.append(Judgement(subject=Subject.INCIDENT, verdict=verdict, a=a, b=b))
    return out


def calibration(found, truth, late):
    total = count = 0.0
    told = [
        (p.probability, truth[p.a.list, p.a.row] == truth[p.b.list, p.b.row])
        for p in found.pairs
        if late(p.a) and late(p.b)
    ]
    for tenth in range(10):
        inside = [(p, y) for p, y in told if tenth / 10 <= p < (tenth + 1) / 10 and p >= 0.05]
        total += abs(sum(p for p, _ in inside) - sum(y for _, y in inside))
        count += len(inside)
    return total / max(1.0, count)


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, default=31)
    asked.add_argument("--labels", type=int, nargs="*", default=[0, 300, 1000, 5000])
    given = asked.parse_args()
    rows, truth = make(given.seed)
    at = {(one.list, one.row): first_day(one) for some in rows.values() for one in some}
    middle = sorted(at.values())[len(at) // 2]
    home = defaultdict(set)
    for ref, number in truth.items():
        home[number].add(ref)

    def later(pairs):
        return {(a, b) for a, b in pairs if at[a] > middle and at[b] > middle}

    true = later(pairs_of(home.values()))
    print(
        f"{len(at)} rows of {len(home)} incidents, seed {given.seed}; {len(true)} true pairs after {middle}"
    )
    began = time.perf_counter()
    best = max(
        (*scored(later(pairs_of(meltt(rows, days, km, partial))), true)[::-1], days, km, partial)
        for days in (0, 1, 2)
        for km in (0.5, 1, 2)
        for partial in (0, 1)
    )
    took = time.perf_counter() - began
    print(
        f"MELTT's rule at its best (T {best[3]} d, S {best[4]} km, partial {best[5]}): P {best[2]:.3f} R {best[1]:.3f}"
        f" F1 {best[0]:.3f}; {took / 18:.1f} s a setting"
    )
    first = None
    for count in given.labels:
        judgements = []
        if count:
            first = first or events(rows)
            judgements = judged(
                first, truth, lambda ref: at[ref.list, ref.row] <= middle, row_ids(rows), count
            )
        began = time.perf_counter()
        found = events(rows, judgements)
        took = time.perf_counter() - began
        first = first or found
        groups = [{(ref.list, ref.row) for ref in one.rows} for one in found.incidents]
        said = later(
            {
                tuple(sorted(((p.a.list, p.a.row), (p.b.list, p.b.row))))
                for p in found.pairs
                if p.probability >= 0.5
            }
        )
        precision, recall, f1 = scored(later(pairs_of(groups)), true)
        print(
            f"{len(judgements):>5} judgements: pairs of incidents P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
            f" | pairs at one half F1 {scored(said, true)[2]:.3f}"
            f" | calibration {calibration(found, truth, lambda ref: at[ref.list, ref.row] > middle):.3f}"
            f" | incidents {len(groups)} of {len(home)} | {took:.1f} s"
        )


if __name__ == "__main__":
    main()
