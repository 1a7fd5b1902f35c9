"""The latent-class sampler: gradient, agreement with the published posterior, calibration, and its gate."""

from collections.abc import Callable

import numpy as np
import pytest

from tawthiq.count import Histories, Refused, answer
from tawthiq.count.calibration import lcmcr_ranks
from tawthiq.count.lcmcr import fit, sample
from tawthiq.count.lcmcr_kernel import log_density
from tawthiq.count.mixing import bulk_ess, rhat

Table = Callable[[str], Histories]


def test_the_gradient_is_that_of_the_density() -> None:
    """Hand-written derivatives agree with central differences."""
    rng = np.random.default_rng(0)
    bits = np.array([[m >> i & 1 for i in range(4)] for m in range(16)], dtype=float)
    counts = np.concatenate([[0.0], rng.integers(1, 50, 15).astype(float)])
    q = rng.normal(size=25)
    gradient, spare = np.zeros(25), np.zeros(25)
    log_density(q, gradient, bits, counts, 5)
    for at in range(25):
        up, down = q.copy(), q.copy()
        up[at] += 1e-5
        down[at] -= 1e-5
        rise = log_density(up, spare, bits, counts, 5)[0] - log_density(down, spare, bits, counts, 5)[0]
        assert gradient[at] == pytest.approx(rise / 2e-5, abs=1e-5)


def test_kosovo_has_the_published_posterior(published: Table) -> None:
    """Median and ends within Monte Carlo error of LCMCR's 10,439 [9,070-13,948], 1.6 million draws of R."""
    estimate = fit(published("kosovo"), seed=2, draws=1200).estimate(0.95)
    assert estimate.median == pytest.approx(10_439, rel=0.01)
    assert estimate.lo == pytest.approx(9_070, rel=0.02)
    assert estimate.hi == pytest.approx(13_948, rel=0.06)
    assert estimate.diagnostics["rhat"] <= 1.01
    assert estimate.diagnostics["ess"] >= 400


def test_one_seed_gives_one_answer(published: Table) -> None:
    """Chains run in threads, and the draws are the same."""
    a, b, c = (sample(published("korea"), seed=s, draws=20, warmup=50).log_odds for s in (5, 5, 6))
    assert (a == b).all()
    assert (a != c).any()


def test_chains_that_have_not_settled_give_no_number(published: Table) -> None:
    """Thirty draws a chain cannot pass the gate."""
    with pytest.raises(Refused, match="not settled"):
        fit(published("westernus"), seed=1, draws=30)


def test_two_lists_are_refused() -> None:
    """Classes need three lists."""
    with pytest.raises(Refused):
        answer(Histories(("a", "b"), {"10": 80, "01": 60, "11": 20}), "lcmcr")


@pytest.mark.slow
def test_simulation_from_the_prior_gives_uniform_ranks() -> None:
    """Simulation-based calibration, 150 runs; the long version stands in bench/count_calibration.py."""
    ranks = lcmcr_ranks(150, lists=3, classes=3, seed=8, draws=200)
    distance = np.abs(np.sort(ranks) - (np.arange(150) + 0.5) / 150).max()
    assert distance < 0.158  # Kolmogorov-Smirnov, one in a thousand


def test_a_few_simulations_from_the_prior_do_not_crowd() -> None:
    """The short version, 14 runs: ranks on one side only would show a gross error."""
    ranks = lcmcr_ranks(14, lists=3, classes=2, seed=8, draws=150)
    distance = np.abs(np.sort(ranks) - (np.arange(14) + 0.5) / 14).max()
    assert distance < 0.46  # Kolmogorov-Smirnov, one in a thousand


def test_independent_draws_are_called_settled() -> None:
    """White noise: R-hat near one, effective size near its length."""
    draws = np.random.default_rng(1).normal(size=(4, 1000))
    assert rhat(draws) < 1.01
    assert bulk_ess(draws) == pytest.approx(4000, rel=0.2)


def test_chains_apart_and_chains_that_creep_are_caught() -> None:
    """A shifted chain raises R-hat; an autoregression of 0.95 leaves a fortieth of the draws."""
    rng = np.random.default_rng(1)
    draws = rng.normal(size=(4, 1000))
    apart = draws + np.array([[0.0], [0.0], [0.0], [1.0]])
    assert rhat(apart) > 1.05
    creeping = np.zeros((4, 4000))
    for t in range(1, 4000):
        creeping[:, t] = 0.95 * creeping[:, t - 1] + rng.normal(size=4)
    assert bulk_ess(creeping) == pytest.approx(16_000 / 39, rel=0.4)
    wide = draws * np.array([[1.0], [1.0], [1.0], [3.0]])
    assert rhat(wide) > 1.05
