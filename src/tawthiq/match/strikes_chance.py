"""The two probabilities behind a pair of strikes, in closed form or by a series that is summed until it no longer moves."""

from math import erf, exp, sqrt


def within_probability(apart: float, metres: float, sigma: float) -> float:
    """Probability that two places measured `apart` metres from each other lie within `metres`.

    The error of the difference is a round normal of standard deviation `sigma` along each axis, so the true distance
    follows a Rice distribution; its distribution function is the Poisson mixture of Erlang ones (noncentral chi-square
    with two degrees of freedom).
    """
    if sigma <= 0:
        return 1.0 if apart <= metres else 0.0
    rate, reach = (apart / sigma) ** 2 / 2, (metres / sigma) ** 2 / 2
    if rate > 600 or reach > 600:
        # Far out, the disc's edge is straight at the scale of the error, and only the radial error counts.
        return 0.5 * (1 + erf((metres - apart) / (sigma * sqrt(2))))
    total, weight, tail, term = 0.0, exp(-rate), exp(-reach), exp(-reach)
    left = 1.0
    for k in range(5000):
        total += weight * (1 - tail)
        left -= weight
        if left < 1e-12 and k > rate:
            break
        weight *= rate / (k + 1)
        term *= reach / (k + 1)
        tail += term
    return min(1.0, max(0.0, total))


def triangle_cdf(x: float, a: float, b: float) -> float:
    """Probability that the difference of two errors, uniform on [-a, a] and [-b, b], is at most `x`."""
    if a <= 0 and b <= 0:
        return 1.0 if x >= 0 else 0.0
    if a <= 0 or b <= 0:
        width = max(a, b)
        return min(1.0, max(0.0, (x + width) / (2 * width)))
    # Integral of the trapezoid density: second differences of the ramp's square.
    ramp = [max(0.0, x + s) ** 2 / 2 for s in (a + b, a - b, b - a, -a - b)]
    return min(1.0, max(0.0, (ramp[0] - ramp[1] - ramp[2] + ramp[3]) / (4 * a * b)))
