"""How often every estimator's interval holds the true number, in every invented world, and how wide it is.

    python bench/count_calibration.py --replicates 200 --worlds A,B,C --methods headline,decomposable
    python bench/count_calibration.py --ranks 500          simulation-based calibration of the Bayesian engines

Writes one table row a world and method, as Markdown on stdout. Set OPENBLAS_NUM_THREADS=1 and use nice.
"""

import argparse
import time

import numpy as np

from tawthiq.count.calibration import coverage, decomposable_ranks, lcmcr_ranks
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
    told = parser.parse_args()
    if told.ranks:
        ranks(told.ranks)
        return
    every = worlds()
    print("| world | method | answered | covered | too low | too high | bias | width / N | CPU s each |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in told.worlds.split(",") if told.worlds else every:
        for method in told.methods.split(","):
            start = time.process_time()
            (row,) = coverage(every[name], [method], told.replicates, seed=told.seed)
            each = (time.process_time() - start) / told.replicates
            print(
                f"| {name} | {method} | {row.answered:.2f} | {row.covered:.3f} | {row.too_low:.3f} | "
                f"{row.too_high:.3f} | {row.bias:+.2f} | {row.width:.2f} | {each:.3f} |",
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
