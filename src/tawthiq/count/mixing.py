"""Whether chains have settled: rank-normalised split R-hat and bulk effective sample size.

Vehtari, Gelman, Simpson, Carpenter & Buerkner (2021, Bayesian Analysis 16). Draws are chains x draws.
"""

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.numerics import normal_quantile

Floats = NDArray[np.float64]


def rhat(draws: Floats) -> float:
    """Rank-normalised split R-hat, the larger of bulk and folded; not a number for constant draws."""
    folded = np.abs(draws - np.median(draws))
    return max(_plain_rhat(_normal_scores(_split(draws))), _plain_rhat(_normal_scores(_split(folded))))


def bulk_ess(draws: Floats) -> float:
    """Effective number of independent draws for the bulk, at most chains x draws x log10(chains x draws)."""
    z = _normal_scores(_split(draws))
    chains, length = z.shape
    centred = z - z.mean(axis=1, keepdims=True)
    size = 2 ** int(np.ceil(np.log2(2 * length)))
    spectrum = np.fft.rfft(centred, n=size)
    cov = np.fft.irfft(spectrum * np.conj(spectrum), n=size)[:, :length] / length
    within = float((cov[:, 0] * length / (length - 1)).mean())
    total = within * (length - 1) / length + float(z.mean(axis=1).var(ddof=1))
    if total <= 0:
        return float("nan")
    rho = 1 - (within - cov.mean(axis=0) * length / (length - 1)) / total
    pairs = rho[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    stop = np.flatnonzero(pairs < 0)
    pairs = np.minimum.accumulate(pairs[: stop[0]] if len(stop) else pairs)
    tau = max(-1 + 2 * float(pairs.sum()), 1 / np.log10(chains * length))
    return float(chains * length / tau)


def _split(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _normal_scores(draws: Floats) -> Floats:
    flat = draws.ravel()
    order = np.argsort(flat, kind="stable")
    ranks = np.empty(len(flat))
    ranks[order] = np.arange(1, len(flat) + 1)
    values, where, times = np.unique(flat, return_inverse=True, return_counts=True)
    if len(values) < len(flat):
        ranks = (np.bincount(where, weights=ranks) / times)[where]
    return normal_quantile((ranks - 0.375) / (len(flat) + 0.25)).reshape(draws.shape)


def _plain_rhat(z: Floats) -> float:
    length = z.shape[1]
    within = float(z.var(axis=1, ddof=1).mean())
    between = float(z.mean(axis=1).var(ddof=1)) * length
    if within == 0:
        return float("nan")
    return float(np.sqrt((between / within + length - 1) / length))
