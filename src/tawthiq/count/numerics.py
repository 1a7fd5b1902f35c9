"""The one door to SciPy: what is used of it stands here, typed, and is loaded only by the methods that need it."""

import numpy as np
from numpy.typing import NDArray
from scipy import interpolate, optimize, special  # type: ignore[import-untyped]  # SciPy ships no type information

Floats = NDArray[np.float64]


def gammaln(x: Floats) -> Floats:
    """Log of the gamma function."""
    out: Floats = special.gammaln(x)
    return out


def poisson_tail(observed: Floats, expected: Floats) -> Floats:
    """The smaller of P(X <= observed) and P(X >= observed) for a Poisson count."""
    below = special.pdtr(observed, expected)
    above = np.where(observed > 0, special.pdtrc(np.maximum(observed - 1, 0), expected), 1.0)
    out: Floats = np.minimum(below, above)
    return out


def normal_share(x: Floats) -> Floats:
    """Distribution function of the standard normal."""
    out: Floats = special.ndtr(x)
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


def escape(still: Floats, falling: Floats) -> float:
    """How far the rows of `falling` can sink together, each by at most one, while the rows of `still` stay (HiGHS).

    The largest sum of -(falling @ d) over directions d with still @ d = 0 and -1 <= falling @ d <= 0; zero when none moves.
    """
    found = optimize.linprog(
        c=falling.sum(axis=0),
        A_eq=still if len(still) else None,
        b_eq=np.zeros(len(still)) if len(still) else None,
        A_ub=np.vstack([falling, -falling]),
        b_ub=np.concatenate([np.zeros(len(falling)), np.ones(len(falling))]),
        bounds=(None, None),
        method="highs",
    )
    return -float(found.fun) if found.status == 0 else np.inf
