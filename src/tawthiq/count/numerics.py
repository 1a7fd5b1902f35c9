"""The one door to SciPy: what is used of it stands here, typed, and is loaded only by the methods that need it."""

import numpy as np
from numpy.typing import NDArray
from scipy import interpolate, optimize, special  # type: ignore[import-untyped]  # SciPy ships no type information

Floats = NDArray[np.float64]


def gammaln(x: Floats) -> Floats:
    """Log of the gamma function."""
    out: Floats = special.gammaln(x)
    return out


def normal_quantile(share: Floats) -> Floats:
    """Quantiles of the standard normal distribution."""
    out: Floats = special.ndtri(share)
    return out


def xlogx(x: Floats) -> Floats:
    """X log x, zero at zero."""
    out: Floats = special.xlogy(x, x)
    return out


def logsumexp(x: Floats, axis: int) -> Floats:
    """Log of the sum of exponentials."""
    out: Floats = special.logsumexp(x, axis=axis)
    return out


def spline(x: Floats, y: Floats, at: Floats) -> Floats:
    """Cubic spline through the points, read at `at`."""
    out: Floats = interpolate.CubicSpline(x, y)(at)
    return out


def largest_smallest(equal: Floats, right: Floats) -> float:
    """The largest s <= 1 such that some x >= s solves `equal @ x = right`; -1 where there is no solution (HiGHS)."""
    cells = equal.shape[1]
    matrix = np.hstack([equal, equal.sum(axis=1, keepdims=True)])
    goal = np.concatenate([np.zeros(cells), [-1.0]])
    bounds = [(0, None)] * cells + [(0, 1)]
    found = optimize.linprog(c=goal, A_eq=matrix, b_eq=right, bounds=bounds, method="highs")
    return -float(found.fun) if found.status == 0 else -1.0
