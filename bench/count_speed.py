"""Seconds of CPU and memory of the engines, beside the R packages and beside a plain NumPy transcription of each.

    OPENBLAS_NUM_THREADS=1 nice python bench/count_speed.py

R figures (dga 2.0.2, LCMCR 0.4.14, R 4.2.2, two cores of another day) stand in the code; the tables are the published ones in
tests/count/conftest.py, and invented ones of five and eight lists, three classes and 20,000 people, beside the R figures of
tables made in the same way.
"""

import importlib.util
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from tawthiq.count import Histories, decomposable, headline, lcmcr, stepwise
from tawthiq.count.cells import Cells
from tawthiq.count.graphs import incidence
from tawthiq.count.mixing import bulk_ess, rhat
from tawthiq.count.numerics import gammaln
from tawthiq.count.scenarios import World, classes, independent

DGA_SECONDS = {"kosovo": 0.044, "westernus": 0.16, "uk5": 2.1, "netherlands5": 4.0}
LCMCR_ESS = {"kosovo": 96.0, "five lists": 170.0, "eight lists": 1.9}


def tables() -> dict[str, Histories]:
    """The published tables of the tests."""
    path = Path(__file__).parents[1] / "tests" / "count" / "conftest.py"
    spec = importlib.util.spec_from_file_location("published", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: module.read(text) for name, text in module.TABLES.items()}


def seconds(run: Callable[[], object], times: int) -> float:
    """CPU seconds of one run, the mean of several after a first."""
    run()
    start = time.process_time()
    for _ in range(times):
        run()
    return (time.process_time() - start) / times


def plain_average(h: Histories, top: int) -> np.ndarray:
    """The computation of dga, transcribed: every integer of the unseen, every graph, one array."""
    lists = len(h.lists)
    grid = np.arange(top + 1, dtype=float)
    terms, _ = incidence(lists)
    scores = decomposable._subset_scores(Cells.full(h), 2.0**-lists, grid)  # noqa: SLF001 - the transcription shares its terms
    total = h.documented + grid
    weight = terms @ scores + (gammaln(total + 1) - gammaln(grid + 1) - np.log(total))
    mass = np.exp(weight - weight.max())
    return np.asarray(mass.sum(axis=0) / mass.sum())


def plain_gibbs(h: Histories, draws: int, rng: np.random.Generator, k: int = 10) -> np.ndarray:
    """LCMCR's Gibbs sampler, transcribed: classes of the recorded, then the unseen, then weights, rates and alpha."""
    cells = Cells.present(h)
    bits = np.vstack([cells.bits(), np.zeros(cells.lists)])
    counts = np.append(cells.counts, 0).astype(int)
    rates, shares, alpha = rng.uniform(0.05, 0.5, (k, cells.lists)), np.full(k, 1 / k), 0.5
    kept = np.empty(draws)
    for at in range(draws):
        joint = shares * np.exp(bits @ np.log(rates.T) + (1 - bits) @ np.log1p(-rates.T))
        nobody = joint[-1].sum()
        counts[-1] = rng.negative_binomial(h.documented, 1 - nobody)
        split = rng.multinomial(counts, joint / joint.sum(axis=1, keepdims=True))
        size, on = split.sum(axis=0), split.T @ bits
        rates = np.clip(rng.beta(on + 1, size[:, None] - on + 1), 1e-9, 1 - 1e-9)
        later = size[::-1].cumsum()[::-1] - size
        sticks = np.append(np.clip(rng.beta(1 + size[:-1], alpha + later[:-1]), 1e-12, 1 - 1e-12), 1.0)
        shares = sticks * np.cumprod(np.append(1.0, 1 - sticks[:-1]))
        alpha = rng.gamma(0.25 + k - 1, 1 / (0.25 - np.log1p(-sticks[:-1]).sum()))
        kept[at] = np.log(nobody / (1 - nobody))
    return kept


def main() -> None:
    """Prints three small tables."""
    every = tables()
    rng = np.random.default_rng(1)
    every["six lists"] = World("six", 3000, independent((0.2, 0.15, 0.25, 0.1, 0.12, 0.18))).draw(rng)
    three = (
        (0.3, 0.2, 0.4, 0.25, 0.1, 0.3, 0.2, 0.15),
        (0.1,) * 8,
        (0.02, 0.01, 0.05, 0.02, 0.01, 0.03, 0.02, 0.01),
    )
    every["five lists"] = classes("five", 20_000, (0.2, 0.4, 0.4), tuple(rates[:5] for rates in three)).draw(
        rng
    )
    every["eight lists"] = classes("eight", 20_000, (0.2, 0.4, 0.4), three).draw(rng)
    print("| decomposable | CPU s | plain NumPy | R dga | times faster than R |")
    print("|---|---|---|---|---|")
    runs = {"kosovo": 50, "westernus": 20, "uk5": 20, "netherlands5": 10, "six lists": 3}
    reach = {"netherlands5": 10}
    ours = {
        name: seconds(partial(decomposable.fit, every[name], reach=reach.get(name, 20)), times)
        for name, times in runs.items()
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    for name, took in ours.items():
        plain = ""
        if name != "six lists":
            top = {"kosovo": 5, "netherlands5": 10}.get(name, 20) * every[name].documented
            slow = seconds(lambda h=every[name], top=top: plain_average(h, top), 1)
            plain = f"{slow:.3f} ({slow / took:.0f}x)"
        r = DGA_SECONDS.get(name)
        print(
            f"| {name} | {took:.4f} | {plain} | {r or '-'} | {f'{r / took:.0f}' if r else '-'} |", flush=True
        )
    print(f"peak memory before the plain runs {peak:.0f} MB\n")
    print("| lcmcr | effective draws per CPU s | R-hat | plain NumPy Gibbs | R LCMCR, pooled | times R |")
    print("|---|---|---|---|---|---|")
    lcmcr.sample(every["korea"], seed=1, draws=5)
    for name, draws in (("kosovo", 3000), ("five lists", 3000), ("eight lists", 800)):
        h = every[name]
        start = time.process_time()
        lcmcr.sample(h, seed=1, draws=1, warmup=1000)
        warm = time.process_time() - start
        start = time.process_time()
        odds = lcmcr.sample(h, seed=1, draws=draws, warmup=1000).log_odds
        spent = time.process_time() - start - warm
        start = time.process_time()
        gibbs = np.stack([plain_gibbs(h, 3000, np.random.default_rng(s))[1000:] for s in range(2)])
        slow = bulk_ess(gibbs) / (time.process_time() - start)
        ours = bulk_ess(odds) / spent
        print(
            f"| {name} | {ours:.0f} | {rhat(odds):.4f} | {slow:.1f} | {LCMCR_ESS[name]} | {ours / LCMCR_ESS[name]:.0f} |",
            flush=True,
        )
    print("\n| stepwise, 1,000 replicates with selection | CPU s |")
    print("|---|---|")
    for name in ("kosovo", "uk5", "netherlands5", "westernus"):
        print(
            f"| {name} | {seconds(lambda h=every[name]: stepwise.fit(h, replicates=1000), 1):.2f} |",
            flush=True,
        )
    print("\n| headline | CPU s |")
    print("|---|---|")
    for name in ("korea", "kosovo", "westernus", "uk5", "six lists"):
        print(f"| {name} | {seconds(partial(headline.average, every[name]), 1):.2f} |", flush=True)


if __name__ == "__main__":
    main()
