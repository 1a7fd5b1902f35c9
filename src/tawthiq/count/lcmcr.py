"""Latent classes of people: within a class lists are independent, and how many classes there are is learned.

The posterior of Manrique-Vallier (2016, Biometrics 72): stick-breaking weights, uniform rates, alpha ~ Gamma(0.25, 0.25),
prior 1/N. Classes and number are summed out, so that Hamiltonian Monte Carlo can sample what is left; the number is then drawn
given the probability of being on no list. No figure leaves here before the chains have settled.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.mixing import bulk_ess, rhat
from tawthiq.count.posterior import Answer, Posterior
from tawthiq.count.refusal import Refused
from tawthiq.count.tables import Histories

METHOD = "lcmcr"
Floats = NDArray[np.float64]

RHAT, ESS = 1.01, 400.0
CHAINS, CLASSES, LENGTH, SWAPS = 4, 10, 1.5, 10
_FIRST, _LONGER = 3000, 2
MOST_LISTS = 20


class Chains(NamedTuple):
    """`log_odds` of being unseen: chains x draws; acceptance and step size of each chain."""

    log_odds: Floats
    accepted: tuple[float, ...]
    steps: tuple[float, ...]


def fit(h: Histories, *, seed: int = 0, draws: int | None = None, classes: int = CLASSES) -> Answer:
    """Posterior draws of N. Without `draws` the chains run longer until they have settled, at most three times as long.

    Raises Refused below three lists, above twenty, where chains do not settle, and without Numba.
    """
    lists = len(h.lists)
    if lists < 3:
        raise Refused("few_for_method", least=3, lists=lists)
    if lists > MOST_LISTS:
        raise Refused("many_lists", lists=lists, most=MOST_LISTS)
    rng = np.random.default_rng(seed)
    lengths = [draws] if draws else [_FIRST * 3**step for step in range(_LONGER)]
    while True:
        length = lengths.pop(0)
        chains = sample(h, seed=seed, draws=length, classes=classes)
        settled, effective = rhat(chains.log_odds), bulk_ess(chains.log_odds)
        if settled <= RHAT and effective >= ESS:
            break
        if not lengths:
            raise Refused("mixing", rhat=f"{settled:.3f}", ess=f"{effective:.0f}")
    unseen = rng.poisson(rng.gamma(h.documented, np.exp(chains.log_odds.ravel())))
    diagnostics = {
        "classes": classes,
        "chains": CHAINS,
        "draws": length,
        "rhat": settled,
        "ess": effective,
        "accepted": [float(a) for a in chains.accepted],
    }
    return Answer(METHOD, Posterior.of(h.documented + unseen.astype(float)), diagnostics)


def sample(
    h: Histories, *, seed: int, draws: int, classes: int = CLASSES, warmup: int | None = None
) -> Chains:
    """The chains themselves, before any gate; the same seed gives the same draws whatever the number of processors."""
    try:
        from tawthiq.count.lcmcr_kernel import run_chain  # noqa: PLC0415 - compiles on first use; Numba may be absent
    except ImportError:
        raise Refused("no_engine", package="numba") from None
    cells = Cells.present(h)
    bits = np.vstack([np.zeros(cells.lists), cells.bits()])
    counts = np.concatenate([[0.0], cells.counts])
    seeds = np.random.SeedSequence(seed).spawn(CHAINS)
    first = warmup or max(400, draws // 3)

    def one(at: int) -> tuple[Floats, float, float]:
        return run_chain(np.random.default_rng(seeds[at]), bits, counts, classes, first, draws, LENGTH, SWAPS)

    with ThreadPoolExecutor(max_workers=min(CHAINS, os.cpu_count() or 1)) as pool:
        found = list(pool.map(one, range(CHAINS)))
    return Chains(
        np.stack([odds for odds, _, _ in found]), tuple(a for _, a, _ in found), tuple(s for _, _, s in found)
    )
