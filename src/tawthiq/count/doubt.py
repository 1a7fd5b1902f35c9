"""Before a number is believed: what it would be without each list, how the lists hang together, how much the prior decides."""

from itertools import combinations
from typing import NamedTuple

import numpy as np

from tawthiq.count.refusal import Refused
from tawthiq.count.run import answer
from tawthiq.count.tables import Histories
from tawthiq.record.estimate import Estimate, Refusal


class Pair(NamedTuple):
    """Two lists: persons on both, how many independence would put there among the documented, and the odds ratio.

    Among the documented alone the odds ratio leans below one: those on neither of the two are partly missing. Half a person
    is added to each of the four cells.
    """

    lists: tuple[str, str]
    together: int
    expected: float
    odds_ratio: float


def without_each(
    h: Histories, method: str = "headline", *, level: float = 0.95, seed: int = 0
) -> dict[str, Estimate | Refusal]:
    """The method's answer with each list left out; one that moves it far decides alone, and should be looked at."""
    found: dict[str, Estimate | Refusal] = {}
    for at, name in enumerate(h.lists):
        try:
            found[name] = answer(h.without(at), method, seed=seed).estimate(level)
        except Refused as refusal:
            found[name] = refusal.refusal(method)
    return found


def pairs(h: Histories) -> list[Pair]:
    """Every two lists, as they overlap among the documented."""
    found = []
    sizes, n = h.sizes, h.documented
    for a, b in combinations(range(len(h.lists)), 2):
        both = h.together(a, b)
        cells = np.array([both, sizes[a] - both, sizes[b] - both, n - sizes[a] - sizes[b] + both]) + 0.5
        ratio = float(cells[0] * cells[3] / (cells[1] * cells[2]))
        found.append(Pair((h.lists[a], h.lists[b]), both, sizes[a] * sizes[b] / n, ratio))
    return found


def prior_sensitivity(h: Histories, *, level: float = 0.95) -> dict[str, Estimate | Refusal]:
    """`decomposable` with its prior cells four times lighter and heavier; where a prior leaves no answer, its refusal."""
    from tawthiq.count import decomposable  # noqa: PLC0415 - SciPy loads with it

    found: dict[str, Estimate | Refusal] = {}
    for name, factor in (("lighter", 0.25), ("usual", 1.0), ("heavier", 4.0)):
        try:
            found[name] = decomposable.fit(h, delta=factor * 2.0 ** -len(h.lists)).estimate(level)
        except Refused as refusal:
            found[name] = refusal.refusal(decomposable.METHOD)
    return found
