"""Invented worlds whose true number is known: the only place where a method can be caught covering too little.

A world is a number of people and the probability of each history, those on no list included. A to F are the six of the
research on coverage; the others break the methods' assumptions on purpose. Nothing here is about anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.tables import Histories

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """`cells[m]` is the probability of the history with bit i of m set for list i."""

    name: str
    total: int
    cells: Floats

    @property
    def lists(self) -> int:
        """Number of lists."""
        return len(self.cells).bit_length() - 1

    def draw(self, rng: np.random.Generator) -> Histories:
        """One table of this world: everybody's history drawn, those on no list forgotten."""
        found = rng.multinomial(self.total, self.cells)
        names = tuple(f"list{i + 1}" for i in range(self.lists))
        counts = {
            "".join("1" if m >> i & 1 else "0" for i in range(self.lists)): int(found[m])
            for m in range(1, len(found))
            if found[m]
        }
        return Histories(names, counts)


def classes(name: str, total: int, shares: Sequence[float], rates: Sequence[Sequence[float]]) -> World:
    """Classes of people, each with its own rate on every list; within a class lists are independent."""
    cells = sum(
        (s * independent(r) for s, r in zip(shares, rates, strict=True)), np.zeros(2 ** len(rates[0]))
    )
    return World(name, total, cells)


def dependent(
    name: str, total: int, rates: Sequence[float], odds: dict[tuple[int, int], float], *, spread: float = 0.0
) -> World:
    """Log-linear: list effects logit(rate), pairs of lists with the given odds ratios, and a normal trait of sd `spread`."""
    lists = len(rates)
    on = (np.arange(2**lists)[:, None] >> np.arange(lists)) & 1
    line = on @ np.log(np.array(rates) / (1 - np.array(rates)))
    for (a, b), ratio in odds.items():
        line = line + on[:, a] * on[:, b] * np.log(ratio)
    nodes, weights = np.polynomial.hermite_e.hermegauss(41)
    cells = np.zeros(2**lists)
    for z, w in zip(nodes, weights / weights.sum(), strict=True):
        part = np.exp(line + on.sum(axis=1) * spread * z)
        cells += w * part / part.sum()
    return World(name, total, cells)


def independent(rates: Sequence[float]) -> Floats:
    """Probability of every history when lists are independent."""
    cells = np.ones(1)
    for rate in rates:
        cells = np.concatenate([cells * (1 - rate), cells * rate])
    return cells


def beta(name: str, total: int, a: float, b: float, reach: Sequence[float]) -> World:
    """Everybody has a visibility drawn from Beta(a, b); list i records them with probability reach[i] x visibility."""
    visibility = np.random.default_rng(1).beta(a, b, 4000)
    cells = np.mean([independent([v * r for r in reach]) for v in visibility], axis=0)
    return World(name, total, cells)


def copied(name: str, total: int, rates: Sequence[float], source: int, copier: int, share: float) -> World:
    """Independent lists, save that `copier` also takes over each entry of `source` with probability `share`."""
    start = independent(rates)
    cells = np.zeros_like(start)
    for m, p in enumerate(start):
        if m >> source & 1 and not m >> copier & 1:
            cells[m | 1 << copier] += p * share
            cells[m] += p * (1 - share)
        else:
            cells[m] += p
    return World(name, total, cells)


def worlds() -> dict[str, World]:
    """Every world by its letter or name."""
    four = (0.15, 0.12, 0.2, 0.1)
    found = [
        World("A", 2000, independent((0.2, 0.15, 0.25, 0.1))),
        dependent("B", 2000, four, {(0, 1): 3, (2, 3): 0.5}),
        classes("C", 2000, (0.7, 0.3), ((0.12, 0.08, 0.15, 0.06), (0.45, 0.3, 0.5, 0.25))),
        dependent("D", 1000, (0.08, 0.05, 0.1, 0.03, 0.06), {(0, 1): 3, (2, 3): 0.25}),
        classes(
            "E",
            2000,
            (0.3, 0.5, 0.2),
            ((0.02, 0.01, 0.02, 0.01), (0.15, 0.1, 0.2, 0.1), (0.5, 0.3, 0.4, 0.3)),
        ),
        dependent("F", 10_000, four, {(0, 1): 3, (2, 3): 0.5}),
        classes("C10", 10_000, (0.7, 0.3), ((0.12, 0.08, 0.15, 0.06), (0.45, 0.3, 0.5, 0.25))),
        classes("two periods", 3000, (0.5, 0.5), ((0.35, 0.02, 0.2, 0.1), (0.05, 0.3, 0.2, 0.15))),
        classes("two sides", 3000, (0.5, 0.5), ((0.3, 0.25, 0.05, 0.12), (0.06, 0.05, 0.3, 0.12))),
        copied("copied", 3000, (0.2, 0.15, 0.25, 0.1), 2, 3, 0.4),
        beta("beta", 3000, 1.2, 2.5, (0.5, 0.35, 0.6, 0.3)),
        dependent("trait", 3000, (0.12, 0.1, 0.15, 0.08), {}, spread=1.0),
        dependent("trait and pair", 3000, (0.12, 0.1, 0.15, 0.08), {(0, 1): 3}, spread=1.0),
        dependent("trait on five lists", 3000, (0.12, 0.1, 0.15, 0.08, 0.05), {(0, 1): 3}, spread=1.0),
        classes(
            "E on five lists",
            3000,
            (0.3, 0.5, 0.2),
            ((0.02, 0.01, 0.02, 0.01, 0.02), (0.15, 0.1, 0.2, 0.1, 0.12), (0.5, 0.3, 0.4, 0.3, 0.35)),
        ),
        World("A on three lists", 2000, independent((0.2, 0.15, 0.25))),
        classes("C on three lists", 2000, (0.7, 0.3), ((0.12, 0.08, 0.15), (0.45, 0.3, 0.5))),
        classes("a biased list", 4000, (0.5, 0.5), ((0.3, 0.25, 0.3, 0.02), (0.1, 0.08, 0.1, 0.35))),
        classes(
            "lists of their own",
            4000,
            (0.4, 0.3, 0.3),
            ((0.3, 0.05, 0.2, 0.1), (0.05, 0.3, 0.25, 0.1), (0.1, 0.1, 0.02, 0.3)),
        ),
    ]
    return {world.name: world for world in found}
