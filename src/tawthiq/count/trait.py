"""The likelihood when people differ in how recordable they are and lists depend on one another, both at once.

Everybody has a trait t; given it, P(history x) is proportional to exp(sum_j (b_j + t) x_j + sum_S g_S x_S), S two lists or three. The trait
has the standard deviation `spread` on the scale of log-odds and a `shape` (see `trait_nodes`), and is summed over
Gauss-Hermite nodes. With `own` above zero people also fall into as many groups as there are lists, alike in size, and the
list of one's own group is nearer by that much. What is so expected one list may then copy from another (see `copying`).
This is the Rasch family of Coull & Agresti (1999, Biometrics 55) and Fienberg, Johnson & Junker (1999,
JRSS A 162) with the dependence terms of log-linear models. With the prior 1/N on the number, N sums out: what is left is
the multinomial of the histories given that somebody is recorded, maximised and approximated by Laplace for many models at once.
"""

from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.copying import Copying
from tawthiq.count.hierarchy import design

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NODES = 17
HARD = 0.3
_CHUNK_NUMBERS = 4_000_000
_STEPS = 40
_SLACK = 1e-7
_LEAST = 1e-300


class Prior(NamedTuple):
    """Normal priors: list effects about `list_mean` (log-odds), dependence of two lists or three about zero.

    Of the entries of one list, another that copies takes over a share about `copy_mean` (log-odds).
    """

    list_mean: float = -1.5
    list_sd: float = 2.5
    term_sd: float = 1.0
    copy_mean: float = -1.0
    copy_sd: float = 1.0


class Evidence(NamedTuple):
    """One row a model: log marginal likelihood; log of unseen over seen; its variance; whether the maximum was found.

    `cells`: models x (2^J - 1), the probability of each history given that somebody is recorded, at the maximum.
    """

    log_marginal: Floats
    log_odds: Floats
    variance: Floats
    found: Bools
    cells: Floats


class Kinds(NamedTuple):
    """How people differ under each model: arrays alike in length. `own`: how much nearer the list of one's own group is."""

    spread: Floats
    shape: Floats
    own: Floats

    def take(self, models: NDArray[np.int64] | slice) -> "Kinds":
        """Those of some of the models."""
        return Kinds(self.spread[models], self.shape[models], self.own[models])


def trait_nodes(shape: float) -> tuple[Floats, Floats]:
    """Nodes and weights of the trait with mean 0 and standard deviation 1.

    `shape` 0 is normal, and below it the longer tail is to the left (Tukey's g). Above it people are of two kinds, HARD of them the
    harder to record, and `shape` is how far people of a kind differ where the kinds alone have a standard deviation of 1.
    """
    if shape > 0:
        sizes = (NODES - NODES // 3, NODES // 3)
        (easy, easy_share), (hard, hard_share) = (np.polynomial.hermite_e.hermegauss(n) for n in sizes)
        apart = ((HARD / (1 - HARD)) ** 0.5, -(((1 - HARD) / HARD) ** 0.5))
        t = np.concatenate([apart[0] + shape * easy, apart[1] + shape * hard])
        weights = np.concatenate(
            [(1 - HARD) * easy_share / easy_share.sum(), HARD * hard_share / hard_share.sum()]
        )
    else:
        z, weights = np.polynomial.hermite_e.hermegauss(NODES)
        weights = weights / weights.sum()
        t = z if shape == 0 else np.expm1(shape * z) / shape
    t = t - weights @ t
    return t / np.sqrt(weights @ t**2), weights


def evidence(
    cells: Cells,
    terms: list[int],
    sets: Bools,
    kinds: Kinds,
    prior: Prior,
    copies: Sequence[tuple[int, int]] = (),
) -> Evidence:
    """Laplace evidence of each model.

    `terms` are masks of interactions and `copies` pairs of source and copier; `sets` B x (terms + copies) says which a model holds.
    """
    found: Evidence | None = None
    sizes = np.where(kinds.spread == 0, 1, NODES) * np.where(kinds.own > 0, cells.lists, 1)
    for nodes in np.unique(sizes).tolist():
        rows = np.flatnonzero(sizes == nodes)
        step = max(1, _CHUNK_NUMBERS // (2**cells.lists * nodes))
        for at in range(0, len(rows), step):
            some = rows[at : at + step]
            part = _chunk(cells, terms, sets[some], kinds.take(some), prior, copies)
            if found is None:
                found = Evidence(*(np.empty((len(sets), *one.shape[1:]), one.dtype) for one in part))
            for whole, one in zip(found, part, strict=True):
                whole[some] = one
    if found is None:
        raise ValueError("no model to weigh")
    return found


def _chunk(
    cells: Cells, terms: list[int], sets: Bools, kinds: Kinds, prior: Prior, copies: Sequence[tuple[int, int]]
) -> Evidence:
    problem = Problem(cells, terms, sets, kinds, prior, copies)
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


class Problem:
    """A batch of models over one table; arrays are models x cells x nodes and models x parameters."""

    def __init__(
        self,
        cells: Cells,
        terms: list[int],
        sets: Bools,
        kinds: Kinds,
        prior: Prior,
        copies: Sequence[tuple[int, int]],
    ) -> None:
        lists = cells.lists
        every = Cells(lists, np.arange(2**lists), np.concatenate([[0.0], cells.counts]))
        self.lists = lists
        self.y = cells.counts
        self.n = cells.documented
        self.x = design(every, terms)[:, 1:]
        self.copying = Copying(lists, copies, sets[:, len(terms) :])
        always = np.ones((len(sets), lists), dtype=bool)
        self.active = np.concatenate([always, sets[:, : len(terms)], self.copying.active], axis=1)
        different = sorted(set(zip(*(part.tolist() for part in kinds), strict=True)))
        shifts = [_shifts(lists, *kind) for kind in different]
        self.weights = shifts[0][1]
        places = {kind: at for at, kind in enumerate(different)}
        self.kind = np.array([places[kind] for kind in zip(*(part.tolist() for part in kinds), strict=True)])
        self.shift = np.stack([every.bits() @ shift for shift, _ in shifts])
        width = self.x.shape[1] - lists
        sizes = [lists, width, self.copying.active.shape[1]]
        self.mean = np.repeat([prior.list_mean, 0.0, prior.copy_mean], sizes)
        self.precision = np.repeat([prior.list_sd, prior.term_sd, prior.copy_sd], sizes) ** -2.0

    def start(self) -> Floats:
        """List effects as if a third of the people were recorded; no dependence."""
        rate = np.clip(self.y @ self.x[1:, : self.lists] / (3 * self.n), 1e-4, 0.8)
        b = np.where(self.active, self.mean, 0.0)
        b[:, : self.lists] = np.log(rate / (1 - rate))
        return b

    def joint(self, b: Floats) -> Floats:
        """P(cell, node)."""
        line = (b[:, : self.x.shape[1]] @ self.x.T)[:, :, None] + self.shift[self.kind]
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

    def take(self, models: NDArray[np.int64]) -> "Problem":
        """The same table with some of the models only."""
        part = copy(self)
        part.active, part.kind = self.active[models], self.kind[models]
        part.copying = self.copying.take(models)
        return part

    def log_posterior(self, joint: Floats, b: Floats) -> Floats:
        """Log likelihood of the recorded histories plus log prior, constants of the prior left out."""
        p = joint.sum(axis=2)
        self.copying.happen(p, b)
        np.maximum(p, _LEAST, out=p)
        pull = ((b - self.mean) ** 2 * self.precision * self.active).sum(axis=1)
        out: Floats = np.log(p[:, 1:]) @ self.y - self.n * np.log(p[:, 1:].sum(axis=1)) - pull / 2
        return out

    def derivatives(self, joint: Floats, b: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """P(cell); its derivative; gradient and expected information of the log posterior, idle parameters pinned."""
        p = joint.sum(axis=2)
        expected = np.matmul(joint.transpose(0, 2, 1), self.x) / self.weights[None, :, None]
        slope = np.zeros((*p.shape, b.shape[1]))
        slope[:, :, : self.x.shape[1]] = p[:, :, None] * self.x - np.matmul(joint, expected)
        self.copying.happen(p, b, slope)
        np.maximum(p, _LEAST, out=p)
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


def _shifts(lists: int, spread: float, shape: float, own: float) -> tuple[Floats, Floats]:
    """Lists x nodes: by how much each list is nearer to people of each kind; and the weights of the kinds."""
    if not spread:
        t, weights = np.zeros(1), np.ones(1)
    else:
        t, weights = trait_nodes(shape)
    if not own:
        return np.tile(spread * t, (lists, 1)), weights
    groups = own * (np.eye(lists) - 1 / lists)
    shift = groups[:, :, None] + spread * t
    return shift.reshape(lists, -1), np.tile(weights / lists, lists)
