"""How often every estimator's interval holds the true number, in every invented world, and how wide it is.

    python bench/count_calibration.py --replicates 200 --worlds 'A;B;C' --methods headline,decomposable
    python bench/count_calibration.py --ranks 500          simulation-based calibration of the Bayesian engines
    python bench/count_calibration.py --linkage 200        matching errors ignored and carried, at known rates

Writes one table row a world and method, as Markdown on stdout. Set OPENBLAS_NUM_THREADS=1 and use nice.
"""

import argparse
import time

import numpy as np

from tawthiq.count import decomposable
from tawthiq.count.calibration import coverage, decomposable_ranks, lcmcr_ranks
from tawthiq.count.linkage import Rates, carry, mislinked, undone
from tawthiq.count.scenarios import worlds


def main() -> None:
    """Runs what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--worlds", default="")
    parser.add_argument("--methods", default="headline,decomposable,loglinear,heterogeneity")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--ranks", type=int, default=0)
    parser.add_argument("--linkage", type=int, default=0)
    told = parser.parse_args()
    if told.ranks:
        ranks(told.ranks)
        return
    if told.linkage:
        linkage(told.linkage)
        return
    every = worlds()
    print("| world | method | answered | covered | too low | too high | bias | width / N | CPU s each |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in told.worlds.split(";") if told.worlds else every:
        for method in told.methods.split(","):
            start = time.process_time()
            (row,) = coverage(every[name], [method], told.replicates, seed=told.seed)
            each = (time.process_time() - start) / told.replicates
            print(
                f"| {name} | {method} | {row.answered:.2f} | {row.covered:.3f} | {row.too_low:.3f} | "
                f"{row.too_high:.3f} | {row.bias:+.2f} | {row.width:.2f} | {each:.3f} |",
                flush=True,
            )


def linkage(replicates: int) -> None:
    """World A under errors of matching: coverage of `decomposable` with the errors ignored, and with them carried."""
    print("| missed | false | covered, ignored | bias | covered, carried | bias | variance of matching |")
    print("|---|---|---|---|---|---|---|")
    world = worlds()["A"]
    for rates in (Rates(0.05, 0.02), Rates(0.05, 0.0), Rates(0.1, 0.0), Rates(0.0, 0.02), Rates(0.0, 0.05)):
        rng = np.random.default_rng(6)
        rows = []
        for at in range(replicates):
            seen = mislinked(world.draw(rng), rates, rng)
            both = carry(undone(seen, rates, 20, seed=at), seen, decomposable.fit)
            pooled = both.pooled.estimate(0.95)
            share = both.between / (both.within + both.between)
            ends = [(e.lo <= world.total <= e.hi, e.median / world.total - 1) for e in (both.given, pooled)]
            rows.append((*ends[0], *ends[1], share))
        inside, bias, carried, rest, share = np.array(rows).mean(axis=0)
        print(
            f"| {rates.missed:.0%} | {rates.false:.0%} | {inside:.3f} | {bias:+.3f} | {carried:.3f} | {rest:+.3f} | {share:.0%} |",
            flush=True,
        )


def ranks(runs: int) -> None:
    """Ranks of the truth: shares inside the middle 95 % and 50 %, and the Kolmogorov-Smirnov distance from uniform."""
    print("| engine | runs | in 95 % | in 50 % | distance | 1 in 20 exceeds |")
    print("|---|---|---|---|---|---|")
    cases = {
        "decomposable, 3 lists, delta 1": lambda: decomposable_ranks(runs, lists=3, delta=1.0, seed=1),
        "decomposable, 4 lists, delta 1/16": lambda: decomposable_ranks(runs, lists=4, delta=1 / 16, seed=2),
        "decomposable, 5 lists, delta 1/4": lambda: decomposable_ranks(runs, lists=5, delta=0.25, seed=3),
        "lcmcr, 3 lists, 3 classes": lambda: lcmcr_ranks(runs, lists=3, classes=3, seed=4),
        "lcmcr, 4 lists, 5 classes": lambda: lcmcr_ranks(runs, lists=4, classes=5, seed=5),
    }
    for name, run in cases.items():
        found = np.sort(run())
        distance = np.abs(found - (np.arange(runs) + 0.5) / runs).max() + 0.5 / runs
        middle = np.mean((found > 0.025) & (found < 0.975)), np.mean((found > 0.25) & (found < 0.75))
        print(
            f"| {name} | {runs} | {middle[0]:.3f} | {middle[1]:.3f} | {distance:.3f} | {1.358 / runs**0.5:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
