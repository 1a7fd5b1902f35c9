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


def exposed(name: str, total: int, shape: float, reach: Sequence[float]) -> World:
    """Everybody is exposed to the lists for a Gamma time of mean one; list i records them at the rate reach[i]."""
    time = np.random.default_rng(1).gamma(shape, 1 / shape, 4000)
    cells = np.mean([independent([-np.expm1(-t * r) for r in reach]) for t in time], axis=0)
    return World(name, total, cells)


def copied(world: World, name: str, source: int, copier: int, share: float) -> World:
    """That world, save that the list `copier` also takes over each entry of `source` with probability `share`."""
    cells = np.zeros_like(world.cells)
    for m, p in enumerate(world.cells):
        if m >> source & 1 and not m >> copier & 1:
            cells[m | 1 << copier] += p * share
            cells[m] += p * (1 - share)
        else:
            cells[m] += p
    return World(name, world.total, cells)


def out_of_reach(world: World, name: str, share: float) -> World:
    """That world, save that this share of its people can be on no list at all."""
    cells = (1 - share) * world.cells
    cells[0] += share
    return World(name, world.total, cells)


def districts(name: str, total: int, reach: Sequence[float], late: Sequence[bool], seed: int) -> World:
    """Two kinds of people in twelve districts over ten periods: each list reaches districts unequally; late ones fade or grow."""
    known = np.random.default_rng(seed).uniform(0.6, 1.4, (12, len(reach)))
    cells = np.zeros(2 ** len(reach))
    for district in known:
        for at in np.linspace(0.05, 0.95, 10):
            season = [1.25 - 0.5 * at if fades else 0.8 + 0.4 * at for fades in late]
            for kind, share in ((1.35, 0.65), (0.45, 0.35)):
                rates = [
                    min(0.97, r * d * s * kind)
                    for r, d, s in zip(reach, district.tolist(), season, strict=True)
                ]
                cells += share / 120 * independent(rates)
    return World(name, total, cells)


_A = (0.2, 0.15, 0.25, 0.1)
_FOUR = (0.15, 0.12, 0.2, 0.1)
_C = ((0.7, 0.3), ((0.12, 0.08, 0.15, 0.06), (0.45, 0.3, 0.5, 0.25)))
_E = (
    (0.3, 0.5, 0.2),
    ((0.02, 0.01, 0.02, 0.01), (0.15, 0.1, 0.2, 0.1), (0.5, 0.3, 0.4, 0.3)),
)


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
        copied(World("", 3000, independent((0.2, 0.15, 0.25, 0.1))), "copied", 2, 3, 0.4),
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
    return {
        world.name: world
        for world in (*found, *_harder(), *tuning(), *held_back(), *held_back_again(), *held_back_last())
    }


def _harder() -> list[World]:
    """Worlds thought of afterwards, to see where it breaks; those of 50,000 and the districts settled WORTH and FORM."""
    return [
        classes("C on 50,000", 50_000, *_C),
        classes("E on 50,000", 50_000, *_E),
        World("A on 1,000,000", 1_000_000, independent(_A)),
        World("A on 300", 300, independent(_A)),
        classes("C on 300", 300, *_C),
        classes("E on 400", 400, *_E),
        dependent("strong pair", 2000, _FOUR, {(0, 1): 10}),
        dependent("strong chain", 3000, _FOUR, {(0, 1): 8, (1, 2): 8}),
        dependent("pairs upon pairs", 3000, _FOUR, {(0, 1): 2.5, (2, 3): 2.5, (0, 2): 2}),
        dependent("trait and avoidance", 3000, (0.12, 0.1, 0.15, 0.08), {(0, 1): 0.3}, spread=1.0),
        dependent("wide trait", 3000, (0.12, 0.1, 0.15, 0.08), {}, spread=1.6),
        out_of_reach(World("", 2000, independent(_A)), "a tenth out of reach", 0.1),
        copied(classes("", 3000, *_C), "C and copied", 2, 3, 0.4),
        copied(classes("", 3000, *_E), "E and copied", 0, 1, 0.3),
        classes("E on three lists", 2000, _E[0], [rates[:3] for rates in _E[1]]),
        dependent("B on three lists", 2000, _FOUR[:3], {(0, 1): 3}),
        classes("C on six lists", 2000, _C[0], [(*_C[1][0], 0.1, 0.05), (*_C[1][1], 0.3, 0.2)]),
        districts(
            "districts", 20_000, (0.36, 0.28, 0.42, 0.2, 0.5), (True, False, False, True, False), seed=1
        ),
    ]


def tuning() -> list[World]:
    """Copying and groups of people together: the worlds on which the headline's families were chosen."""
    hidden_five = [(*rates, rates[0]) for rates in _E[1]]
    return [
        copied(copied(classes("", 3000, _E[0], hidden_five), "", 0, 1, 0.3), "E copied twice", 2, 4, 0.3),
        copied(dependent("", 3000, (0.12, 0.1, 0.15, 0.08), {}, spread=1.0), "trait and copied", 2, 1, 0.35),
        classes(
            "four groups",
            4000,
            (0.3, 0.25, 0.25, 0.2),
            (
                (0.35, 0.08, 0.08, 0.1),
                (0.08, 0.3, 0.1, 0.08),
                (0.1, 0.06, 0.35, 0.06),
                (0.05, 0.05, 0.08, 0.3),
            ),
        ),
        classes(
            "E and a biased list",
            4000,
            (0.3, 0.5, 0.2),
            ((0.02, 0.01, 0.02, 0.2), (0.15, 0.1, 0.2, 0.05), (0.5, 0.3, 0.4, 0.02)),
        ),
    ]


def held_back() -> list[World]:
    """Six worlds written down before anything was changed for the tuning ones, and run once when all was settled."""
    return [
        copied(
            classes(
                "",
                5000,
                (0.35, 0.4, 0.25),
                ((0.03, 0.02, 0.015, 0.03), (0.12, 0.15, 0.1, 0.2), (0.4, 0.35, 0.3, 0.45)),
            ),
            "hidden and copied",
            3,
            0,
            0.35,
        ),
        copied(beta("", 3000, 1.0, 3.0, (0.6, 0.45, 0.7, 0.4)), "beta and copied", 0, 3, 0.3),
        classes(
            "groups on five lists",
            4000,
            (0.4, 0.35, 0.25),
            ((0.3, 0.06, 0.2, 0.1, 0.12), (0.06, 0.28, 0.2, 0.08, 0.1), (0.1, 0.08, 0.04, 0.3, 0.1)),
        ),
        classes(
            "two sides and the hidden",
            4000,
            (0.4, 0.4, 0.2),
            ((0.3, 0.25, 0.06, 0.12), (0.08, 0.07, 0.3, 0.15), (0.02, 0.02, 0.02, 0.03)),
        ),
        classes(
            "periods and two kinds",
            3000,
            (0.35, 0.35, 0.15, 0.15),
            (
                (0.2, 0.02, 0.12, 0.06),
                (0.04, 0.18, 0.12, 0.1),
                (0.5, 0.08, 0.35, 0.2),
                (0.12, 0.45, 0.35, 0.3),
            ),
        ),
        classes(
            "perpetrators' list",
            5000,
            (0.6, 0.4),
            ((0.22, 0.18, 0.25, 0.015), (0.07, 0.05, 0.09, 0.45)),
        ),
    ]


def held_back_again() -> list[World]:
    """Five more, written down when "hidden and copied" had broken it and FORM was to be set anew; run once when it was."""
    return [
        classes(
            "three kinds",
            4000,
            (0.4, 0.35, 0.25),
            ((0.04, 0.03, 0.05, 0.02), (0.2, 0.1, 0.15, 0.12), (0.5, 0.45, 0.4, 0.3)),
        ),
        beta("beta on five lists", 3000, 0.7, 2.5, (0.7, 0.5, 0.6, 0.4, 0.3)),
        copied(
            classes(
                "",
                8000,
                (0.25, 0.35, 0.25, 0.15),
                (
                    (0.02, 0.03, 0.01, 0.02),
                    (0.08, 0.12, 0.1, 0.05),
                    (0.25, 0.2, 0.3, 0.15),
                    (0.6, 0.5, 0.55, 0.4),
                ),
            ),
            "four kinds and copied",
            1,
            2,
            0.25,
        ),
        classes(
            "the hidden and a pair of sides",
            6000,
            (0.3, 0.35, 0.35),
            ((0.03, 0.03, 0.02, 0.04), (0.35, 0.3, 0.1, 0.2), (0.12, 0.1, 0.35, 0.25)),
        ),
        copied(
            dependent("", 5000, (0.1, 0.08, 0.14, 0.06), {(0, 3): 2.5}, spread=1.3),
            "trait, pair and copied",
            2,
            1,
            0.3,
        ),
    ]


def held_back_last() -> list[World]:
    """Three more, written down when "the hidden and a pair of sides" had broken it and ALIKE was set anew; run once after that."""
    return [
        exposed("exposure", 3000, 0.8, (0.25, 0.15, 0.35, 0.1)),
        classes(
            "a late list",
            5000,
            (0.35, 0.3, 0.2, 0.15),
            ((0.1, 0.06, 0.12, 0.0), (0.1, 0.06, 0.12, 0.15), (0.4, 0.3, 0.5, 0.0), (0.4, 0.3, 0.5, 0.45)),
        ),
        classes(
            "a hidden third on five lists",
            4000,
            (0.33, 0.67),
            ((0.03, 0.02, 0.02, 0.04, 0.02), (0.25, 0.2, 0.3, 0.15, 0.2)),
        ),
    ]
