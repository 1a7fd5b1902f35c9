"""The likelihood when people differ in how recordable they are and lists depend on one another, both at once.

Everybody has a trait t; given it, P(history x) is proportional to exp(sum_j (b_j + t) x_j + sum_S g_S x_S), S two lists or three. The trait
is a left-skewed normal on the scale of log-odds, of standard deviation `spread` and shape `skew` (Tukey's g), summed over
Gauss-Hermite nodes. This is the Rasch family of Coull & Agresti (1999, Biometrics 55) and Fienberg, Johnson & Junker (1999,
JRSS A 162) with the dependence terms of log-linear models. With the prior 1/N on the number, N sums out: what is left is
the multinomial of the histories given that somebody is recorded, maximised and approximated by Laplace for many models at once.
"""

from copy import copy
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.hierarchy import design

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NODES = 17
_CHUNK_NUMBERS = 4_000_000
_STEPS = 40
_SLACK = 1e-7


class Prior(NamedTuple):
    """Normal priors: list effects about `list_mean` (log-odds), dependence of two lists or three about zero."""

    list_mean: float = -1.5
    list_sd: float = 2.5
    term_sd: float = 1.0


class Evidence(NamedTuple):
    """One row a model: log marginal likelihood; log of unseen over seen; its variance; whether the maximum was found.

    `cells`: models x (2^J - 1), the probability of each history given that somebody is recorded, at the maximum.
    """

    log_marginal: Floats
    log_odds: Floats
    variance: Floats
    found: Bools
    cells: Floats


def trait_nodes(skew: float) -> tuple[Floats, Floats]:
    """Nodes and weights of the trait with mean 0 and standard deviation 1; `skew` < 0 has the longer tail to the left."""
    z, weights = np.polynomial.hermite_e.hermegauss(NODES)
    weights = weights / weights.sum()
    t = z if skew == 0 else np.expm1(skew * z) / skew
    t = t - weights @ t
    return t / np.sqrt(weights @ t**2), weights


def evidence(
    cells: Cells, terms: list[int], sets: Bools, spread: Floats, skew: Floats, prior: Prior
) -> Evidence:
    """Laplace evidence of each model. `terms` are masks of interactions, `sets` B x terms says which a model holds."""
    size = 2**cells.lists * NODES
    step = max(1, _CHUNK_NUMBERS // size)
    parts = [
        _chunk(cells, terms, sets[at : at + step], spread[at : at + step], skew[at : at + step], prior)
        for at in range(0, len(sets), step)
    ]
    return Evidence(*(np.concatenate([getattr(p, key) for p in parts]) for key in Evidence._fields))


def _chunk(
    cells: Cells, terms: list[int], sets: Bools, spread: Floats, skew: Floats, prior: Prior
) -> Evidence:
    problem = _Problem(cells, terms, sets, spread, skew, prior)
    b = problem.start()
    value = problem.log_posterior(problem.joint(b), b)
    settled = np.zeros(len(b), dtype=bool)
    for _ in range(_STEPS):
        left = np.flatnonzero(~settled)
        if not len(left):
            break
        rest = problem.take(left)
        _, _, gradient, information = rest.derivatives(rest.joint(b[left]), b[left])
        move = np.linalg.solve(information, gradient[..., None])[..., 0].astype(np.float64, copy=False)
        trial, reached = rest.climb(b[left], move, value[left])
        gain = reached - value[left]
        better = gain >= -_SLACK
        b[left[better]], value[left[better]] = trial[better], reached[better]
        settled[left] = np.where(better, np.abs(gain), 0.0) < _SLACK
    return problem.laplace(problem.joint(b), b, value, settled)


class _Problem:
    """A batch of models over one table; arrays are models x cells x nodes and models x parameters."""

    def __init__(
        self, cells: Cells, terms: list[int], sets: Bools, spread: Floats, skew: Floats, prior: Prior
    ) -> None:
        lists = cells.lists
        every = Cells(lists, np.arange(2**lists), np.concatenate([[0.0], cells.counts]))
        self.lists, self.prior = lists, prior
        self.y = cells.counts
        self.n = cells.documented
        self.x = design(every, terms)[:, 1:]
        self.sizes = self.x[:, :lists].sum(axis=1)
        self.active = np.concatenate([np.ones((len(sets), lists), dtype=bool), sets], axis=1)
        shapes = {float(s): trait_nodes(float(s)) for s in np.unique(skew)}
        self.weights = next(iter(shapes.values()))[1]
        self.trait = spread[:, None] * np.stack([shapes[float(s)][0] for s in skew])
        width = self.x.shape[1]
        self.mean = np.concatenate([np.full(lists, prior.list_mean), np.zeros(width - lists)])
        sd = np.concatenate([np.full(lists, prior.list_sd), np.full(width - lists, prior.term_sd)])
        self.precision = sd**-2.0

    def start(self) -> Floats:
        """List effects as if a third of the people were recorded; no dependence."""
        rate = np.clip(self.y @ self.x[1:, : self.lists] / (3 * self.n), 1e-4, 0.8)
        b = np.zeros(self.active.shape)
        b[:, : self.lists] = np.log(rate / (1 - rate))
        return b

    def joint(self, b: Floats) -> Floats:
        """P(cell, node)."""
        line = (b @ self.x.T)[:, :, None] + self.sizes[None, :, None] * self.trait[:, None, :]
        line -= line.max(axis=1, keepdims=True)
        np.exp(line, out=line)
        line *= (self.weights / line.sum(axis=1))[:, None, :]
        out: Floats = line
        return out

    def climb(self, b: Floats, move: Floats, value: Floats) -> tuple[Floats, Floats]:
        """A step along `move`, quartered for the models that it does not improve; where it led, and the value there."""
        scale = np.ones(len(b))
        while True:
            trial = b + scale[:, None] * move
            found = self.log_posterior(self.joint(trial), trial)
            worse = ~(found >= value - _SLACK)
            if not worse.any() or scale.min() < 1e-4:
                return trial, found
            scale = np.where(worse, scale / 4, scale)

    def take(self, models: NDArray[np.int64]) -> "_Problem":
        """The same table with some of the models only."""
        part = copy(self)
        part.active, part.trait = self.active[models], self.trait[models]
        return part

    def log_posterior(self, joint: Floats, b: Floats) -> Floats:
        """Log likelihood of the recorded histories plus log prior, constants of the prior left out."""
        p = joint.sum(axis=2)
        pull = ((b - self.mean) ** 2 * self.precision * self.active).sum(axis=1)
        out: Floats = np.log(p[:, 1:]) @ self.y - self.n * np.log(p[:, 1:].sum(axis=1)) - pull / 2
        return out

    def derivatives(self, joint: Floats, b: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """P(cell); its derivative; gradient and expected information of the log posterior, idle parameters pinned."""
        p = joint.sum(axis=2)
        expected = np.matmul(joint.transpose(0, 2, 1), self.x) / self.weights[None, :, None]
        slope = p[:, :, None] * self.x - np.matmul(joint, expected)
        seen = p[:, 1:].sum(axis=1)
        log_slope = slope[:, 1:] / p[:, 1:, None] + (slope[:, 0] / seen[:, None])[:, None, :]
        gradient = np.einsum("x,bxp->bp", self.y, log_slope) - (b - self.mean) * self.precision
        share = p[:, 1:] / seen[:, None]
        information = self.n * np.matmul((log_slope * share[:, :, None]).transpose(0, 2, 1), log_slope)
        information[:, np.arange(len(self.mean)), np.arange(len(self.mean))] += self.precision
        both = self.active[:, :, None] & self.active[:, None, :]
        information = np.where(both, information, np.eye(len(self.mean)))
        return p, slope, np.where(self.active, gradient, 0.0), information

    def laplace(self, joint: Floats, b: Floats, value: Floats, settled: Bools) -> Evidence:
        """Gaussian approximation at the maximum; the log odds of being unseen by the delta method."""
        p, slope, _, information = self.derivatives(joint, b)
        log_det = np.linalg.slogdet(information)[1]
        marginal = value - log_det / 2 + (np.log(self.precision) * self.active).sum(axis=1) / 2
        unseen, seen = p[:, 0], p[:, 1:].sum(axis=1)
        lean = slope[:, 0] / (unseen * seen)[:, None] * self.active
        variance = np.einsum("bp,bp->b", lean, np.linalg.solve(information, lean[..., None])[..., 0])
        return Evidence(marginal, np.log(unseen / seen), variance, settled, p[:, 1:] / seen[:, None])
