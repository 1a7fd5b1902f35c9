"""Which lists depend, and how: what one averaged model may hold, what lies one step from it, and how likely it is beforehand.

A model is a bit set. The prior corrects for how many things could stand in it (Scott & Berger 2010, Annals of Statistics 38).
"""

from math import comb, lgamma, log

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.hierarchy import interactions

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEW = 3.0
"""Prior of an interaction: Beta(1, FEW), one in four on average."""
COPYING, COPYING_LISTS = (0.75, 0.2, 0.05), range(4, 7)
"""Prior of none, one or two lists that copy another, whichever they are; three lists cannot tell, and of many lists it takes too long to ask."""


class Terms:
    """What a model may hold, as positions in one list: interactions, of which a triple needs its three pairs; then copying.

    Two lists influence one another or one copies the other, never both.
    """

    def __init__(self, lists: int, *, copying: bool) -> None:
        self.masks = interactions(lists, 3 if lists in (4, 5) else 2)
        self.pairs = lists * (lists - 1) // 2
        self.copies = [(a, b) for a in range(lists) for b in range(lists) if a != b] if copying else []
        self.size = len(self.masks) + len(self.copies)
        places = {mask: at for at, mask in enumerate(self.masks)}
        self.needs = [
            sum(1 << places[other] for other in self.masks if other != mask and other & mask == other)
            for mask in self.masks
        ]
        kinds = [1 << at for at in range(self.pairs)]
        for at, (a, b) in enumerate(self.copies, start=len(self.masks)):
            kinds[places[1 << a | 1 << b]] |= 1 << at
        self.kinds = kinds if copying else []
        """The ways in which each two lists may depend."""

    def around(self, model: int) -> set[int]:
        """Sound models that hold one thing more or less, or one kind of dependence of two lists for another.

        Copying takes the place of an interaction of the two and never of nothing: a detour, but models are many.
        """
        near = {model ^ 1 << at for at in range(self.size) if at < len(self.masks) or model >> at & 1}
        for kinds in self.kinds:
            if model & kinds:
                near |= {model & ~kinds | 1 << at for at in range(self.size) if kinds >> at & 1}
        return {other for other in near - {model} if self.sound(other)}

    def sound(self, model: int) -> bool:
        """Every interaction stands with all that lies inside it, no two lists depend in two ways, and few copy."""
        few = (model >> len(self.masks)).bit_count() < len(COPYING)
        return (
            few
            and all((model & kinds).bit_count() < 2 for kinds in self.kinds)
            and all(model & need == need for at, need in enumerate(self.needs) if model >> at & 1)
        )

    def rows(self, models: list[int]) -> Bools:
        """Models x what they may hold."""
        return np.array([[m >> at & 1 for at in range(self.size)] for m in models], dtype=bool)

    def log_prior(self, models: list[int]) -> Floats:
        """Beta-binomial, first over the pairs, then over the triples that these pairs allow; few rather than many."""

        def spread(chosen: int, of: int) -> float:
            return lgamma(chosen + 1) + lgamma(of - chosen + FEW) - lgamma(of + 1 + FEW) + log(FEW)

        low, middle = (1 << self.pairs) - 1, (1 << len(self.masks)) - 1
        found = []
        for m in models:
            allowed = sum(m & need == need for need in self.needs[self.pairs :])
            pairs, triples = (m & low).bit_count(), (m & middle & ~low).bit_count()
            copies = (m & ~middle).bit_count()
            kind = log(COPYING[copies] / comb(len(self.copies), copies)) if self.copies else 0.0
            found.append(spread(pairs, self.pairs) + spread(triples, allowed) + kind)
        return np.array(found)
