"""Many Poisson log-linear models fitted at once: each Newton step is one matrix product over all of them.

A model is a choice of columns of one design; a column that is not chosen stays at zero, a cell that is not alive does
not count. Log-linear likelihoods are concave, so a fit that converges is the maximum; one that cannot is marked.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.numerics import gammaln, xlogx

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_STEPS = 40
_RIDGE = 1e-10
_REACH = 60.0
"""Beyond e^60 a fitted cell has run away; no table of people comes near."""


@dataclass(frozen=True)
class Fits:
    """One row a model. `beta`: models x columns. `variance`: of column 0, the log of those on no list."""

    beta: Floats
    deviance: Floats
    loglik: Floats
    variance: Floats
    converged: Bools
    mu: Floats


def fit_many(
    design: Floats, counts: Floats, active: Bools, alive: Bools, start: Floats | None = None
) -> Fits:
    """Maximum likelihood of every model. Shapes: design cells x P, active B x P, alive B x cells, counts cells or B x cells.

    `start` is B x P where a neighbouring fit is known. Constants of the Poisson likelihood are included in `loglik`.
    """
    models, columns = active.shape
    y = np.broadcast_to(counts, alive.shape)
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    weight = alive.astype(float)
    idle = np.where(active, 0.0, 1.0)
    diagonal = np.arange(columns)

    def solve(w: Floats, z: Floats) -> Floats:
        matrix = ((w * weight) @ squares).reshape(-1, columns, columns)
        matrix *= active[left][:, :, None] & active[left][:, None, :]
        matrix[:, diagonal, diagonal] += idle[left] + _RIDGE
        right = ((w * z * weight) @ design) * active[left]
        return np.linalg.solve(matrix, right[..., None])[..., 0]

    beta = np.zeros((models, columns))
    deviance = np.full(models, np.inf)
    converged = np.zeros(models, dtype=bool)
    left = np.arange(models)
    weight_all, y_all = weight, y
    if start is None:
        first = y + 0.5
        beta = solve(first, np.log(first))
    else:
        beta = start * active
    for _ in range(_STEPS):
        weight, y_now = weight_all[left], y_all[left]
        eta = np.clip(beta[left] @ design.T, -_REACH, _REACH)
        mu = np.exp(eta)
        value = 2 * (weight * (xlogx(y_now) - y_now * eta - y_now + mu)).sum(axis=1)
        rounding = 1e-14 * np.abs(xlogx(y_now)).sum(axis=1)
        done = np.abs(value - deviance[left]) <= 1e-10 * (np.abs(value) + 0.1) + rounding
        deviance[left] = value
        converged[left[done]] = True
        left, keep = left[~done], ~done
        if not len(left):
            break
        weight, mu, eta, y_now = weight[keep], mu[keep], eta[keep], y_now[keep]
        beta[left] = solve(mu, eta + (y_now - mu) / np.maximum(mu, 1e-300))
    left, weight, y = np.arange(models), weight_all, y_all
    eta = np.clip(beta @ design.T, -_REACH, _REACH)
    mu = np.exp(eta)
    matrix = ((mu * weight) @ squares).reshape(-1, columns, columns)
    matrix *= active[:, :, None] & active[:, None, :]
    matrix[:, diagonal, diagonal] += idle + _RIDGE
    unit = np.zeros((models, columns, 1))
    unit[:, 0] = 1.0
    variance = np.linalg.solve(matrix, unit)[:, 0, 0]
    loglik = (weight * (y * eta - mu - gammaln(y + 1))).sum(axis=1)
    runaway = np.abs(eta * weight).max(axis=1) >= _REACH
    return Fits(beta, deviance, loglik, variance, converged & ~runaway, mu * weight)
