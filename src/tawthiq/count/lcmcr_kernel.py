"""The compiled part of the latent-class sampler: one chain of Hamiltonian Monte Carlo with label swaps.

Parameters in one vector: logit of the rates, list by list and class by class; logit of the sticks; log of alpha. The metric
is diagonal and pooled over classes for each list, for class labels are exchangeable there. Trajectories have random length,
the step size is set by dual averaging (Hoffman & Gelman 2014, JMLR 15). A swap exchanges two classes: the likelihood stays,
the stick-breaking prior decides.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., Any])
_LOOSE = {"reassoc", "contract"}
"""Sums may be taken in any order; that a number may be infinite or none is not forgotten."""


def compiled(function: F) -> F:
    """Numba's njit, typed; compiled code is kept beside the source or in the user's cache, where either can be written."""
    out: Any
    try:
        out = numba.njit(cache=True, nogil=True, fastmath=_LOOSE)(function)
    except RuntimeError:  # no place to keep it: an installation that cannot be written, and no home folder
        out = numba.njit(nogil=True, fastmath=_LOOSE)(function)
    return cast(F, out)


@compiled
def log_density(  # noqa: C901, PLR0912, PLR0915 - compiled: one pass over the cells, nothing to call in between
    q: Floats, grad: Floats, bits: Floats, counts: Floats, classes: int
) -> tuple[float, float]:
    """Log posterior (unnormalised) and log odds of being on no list; writes the gradient. Cell 0 is the unseen one.

    A history's probability is a product of rates, class beside class, and no exponential is taken for it; where a
    product sinks below what a double can hold, the state is given no chance.
    """
    cells, lists = bits.shape
    weight = np.empty(classes)
    factor = np.empty((2, lists, classes))
    alpha = math.exp(q[-1])
    value = 0.25 * q[-1] - 0.25 * alpha
    for j in range(lists):
        product = 1.0
        for k in range(classes):
            u = q[j * classes + k]
            e = math.exp(-abs(u))
            near, far = 1 / (1 + e), e / (1 + e)
            rate, miss = (near, far) if u > 0 else (far, near)
            product *= near
            value -= abs(u)
            factor[0, j, k], factor[1, j, k] = miss, rate
            grad[j * classes + k] = 1 - 2 * rate
        value += 2 * math.log(product)
    at = lists * classes
    left, rest = 0.0, 1.0
    for k in range(classes - 1):
        s = q[at + k]
        e = math.exp(-abs(s))
        near, far = 1 / (1 + e), e / (1 + e)
        stick, other = (near, far) if s > 0 else (far, near)
        log_w = math.log(near) if s <= 0 else math.log(near) - s
        weight[k] = rest * stick
        rest *= other
        left += log_w
        value += q[-1] + s + log_w + alpha * log_w
        grad[at + k] = 1 - stick - alpha * stick
    weight[classes - 1] = rest
    grad[-1] = 0.25 - 0.25 * alpha + (classes - 1) + alpha * left
    mass = np.zeros(classes)
    term = np.empty(classes)
    n = counts.sum()
    log_odds = 0.0
    for x in range(cells):
        for k in range(classes):
            term[k] = weight[k]
        for j in range(lists):
            row = factor[int(bits[x, j]), j]
            for k in range(classes):
                term[k] *= row[k]
        total = 0.0
        for k in range(classes):
            total += term[k]
        if not total > 1e-290:
            return -1e300, 0.0
        log_p = math.log(total)
        if x == 0:
            log_seen = math.log(-math.expm1(log_p)) if log_p < -1e-12 else math.log(1e-12)
            value -= n * log_seen
            log_odds = log_p - log_seen
            share = n * math.exp(log_odds) / total
        else:
            value += counts[x] * log_p
            share = counts[x] / total
        for k in range(classes):
            term[k] *= share
            mass[k] += term[k]
        for j in range(lists):
            if bits[x, j] > 0:
                part = grad[j * classes : (j + 1) * classes]
                for k in range(classes):
                    part[k] += term[k]
    beyond = 0.0
    for k in range(classes - 1, -1, -1):
        for j in range(lists):
            grad[j * classes + k] -= factor[1, j, k] * mass[k]
        if k < classes - 1:
            s = q[at + k]
            e = math.exp(-abs(s))
            stick = 1 / (1 + e) if s > 0 else e / (1 + e)
            grad[at + k] += (1 - stick) * mass[k] - stick * beyond
        beyond += mass[k]
    return value, log_odds


@compiled
def _swap(rng: np.random.Generator, q: Floats, lists: int, classes: int, tries: int) -> None:
    """Exchanges random pairs of classes, each accepted by the ratio of the stick-breaking density of the weights."""
    at = lists * classes
    alpha = math.exp(q[-1])
    log_pi = np.empty(classes)
    left = 0.0
    for k in range(classes - 1):
        s = q[at + k]
        log_v = -math.log1p(math.exp(-s)) if s > 0 else s - math.log1p(math.exp(s))
        log_pi[k] = left + log_v
        left += log_v - s
    log_pi[classes - 1] = left
    here = _weight_density(log_pi, alpha)
    moved = False
    for _ in range(tries):
        a = int(rng.random() * classes)
        b = int(rng.random() * classes)
        if a == b:
            continue
        log_pi[a], log_pi[b] = log_pi[b], log_pi[a]
        there = _weight_density(log_pi, alpha)
        if math.log(rng.random()) < there - here:
            here = there
            moved = True
            for j in range(lists):
                first = q[j * classes + a]
                q[j * classes + a] = q[j * classes + b]
                q[j * classes + b] = first
        else:
            log_pi[a], log_pi[b] = log_pi[b], log_pi[a]
    if moved:
        rest = log_pi[classes - 1]
        for k in range(classes - 2, -1, -1):
            q[at + k] = log_pi[k] - rest
            top = max(rest, log_pi[k])
            rest = top + math.log(math.exp(rest - top) + math.exp(log_pi[k] - top))


@compiled
def _weight_density(log_pi: Floats, alpha: float) -> float:
    """Log density of the weights on the simplex: (alpha - 1) log pi_K less the log of what each stick was broken from."""
    classes = len(log_pi)
    value = (alpha - 1) * float(log_pi[classes - 1])
    rest = log_pi[classes - 1]
    for k in range(classes - 2, -1, -1):
        top = max(rest, log_pi[k])
        rest = top + math.log(math.exp(rest - top) + math.exp(log_pi[k] - top))
        value -= float(rest)
    return value


@compiled
def run_chain(  # noqa: C901, PLR0912, PLR0915 - compiled: the loop of the sampler is one function
    rng: np.random.Generator,
    bits: Floats,
    counts: Floats,
    classes: int,
    warmup: int,
    draws: int,
    length: float,
    swaps: int,
) -> tuple[Floats, float, float]:
    """Log odds of being unseen at each kept draw, the mean acceptance after warm-up, and the step size."""
    lists = bits.shape[1]
    size = lists * classes + classes
    n = counts.sum()
    q = np.empty(size)
    for j in range(lists):
        share = 0.0
        for x in range(1, bits.shape[0]):
            share += bits[x, j] * counts[x]
        share = min(max(0.4 * share / n, 0.002), 0.9)
        for k in range(classes):
            q[j * classes + k] = math.log(share / (1 - share)) + rng.normal(0.0, 1.0) * 0.7
    for k in range(classes - 1):
        q[lists * classes + k] = rng.normal(0.0, 1.0) * 0.5
    q[size - 1] = rng.normal(0.0, 1.0) * 0.5
    scale = np.ones(size)
    grad = np.zeros(size)
    new_grad = np.zeros(size)
    value, odds = log_density(q, grad, bits, counts, classes)
    step = 0.05
    centre, bar, running, round_ = math.log(10 * step), 0.0, 0.0, 0
    sums, squares, seen = np.zeros(size), np.zeros(size), 0
    kept = np.empty(draws)
    accepted = 0.0
    for it in range(warmup + draws):
        if it > 0:
            _swap(rng, q, lists, classes, swaps)
            value, odds = log_density(q, grad, bits, counts, classes)
        momentum = rng.normal(0.0, 1.0, size)
        energy = value - 0.5 * (momentum**2).sum()
        steps = min(max(1, int(length * (0.4 + 1.2 * rng.random()) / step)), 200)
        trial = q.copy()
        new_grad[:] = grad
        new_value, new_odds = value, odds
        for _ in range(steps):
            momentum += 0.5 * step * scale * new_grad
            trial += step * scale * momentum
            new_value, new_odds = log_density(trial, new_grad, bits, counts, classes)
            momentum += 0.5 * step * scale * new_grad
            if not new_value > energy - 1000:
                break
        change = new_value - 0.5 * (momentum**2).sum() - energy
        chance = 0.0 if not change > -700 else min(1.0, math.exp(min(change, 0.0)))
        if rng.random() < chance:
            q[:] = trial
            grad[:] = new_grad
            value, odds = new_value, new_odds
        if it < warmup:
            round_ += 1
            bar = (1 - 1 / (round_ + 10)) * bar + (0.75 - chance) / (round_ + 10)
            log_step = centre - math.sqrt(round_) / 0.05 * bar
            mix = round_**-0.75
            running = mix * log_step + (1 - mix) * running
            step = min(math.exp(log_step), 1.5)
            if it >= warmup // 8:
                sums += q
                squares += q * q
                seen += 1
            window = it == warmup // 4 or it == warmup // 2 or it == warmup * 4 // 5
            if window and seen > 10:
                _adapt(scale, sums, squares, seen, lists, classes)
                sums[:] = 0.0
                squares[:] = 0.0
                seen = 0
                centre, bar, running, round_ = math.log(2 * step), 0.0, 0.0, 0
            if it == warmup - 1:
                step = min(math.exp(running), 1.5)
        else:
            kept[it - warmup] = odds
            accepted += chance
    return kept, accepted / max(draws, 1), step


@compiled
def _adapt(scale: Floats, sums: Floats, squares: Floats, seen: int, lists: int, classes: int) -> None:
    """Standard deviations from the window; those of the rates pooled over classes, list by list."""
    for j in range(lists):
        first = sums[j * classes : (j + 1) * classes].sum() / (seen * classes)
        second = squares[j * classes : (j + 1) * classes].sum() / (seen * classes)
        scale[j * classes : (j + 1) * classes] = math.sqrt(max(second - first * first, 1e-4))
    for at in range(lists * classes, len(scale)):
        mean = sums[at] / seen
        scale[at] = math.sqrt(max(squares[at] / seen - mean * mean, 1e-4) + 1e-3)
