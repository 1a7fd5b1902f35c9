"""The stretch of one text that belongs to a stretch of another, in order, wherever in both it stands; the rest of both is left out.

As in `align`, segments fall into beads; but a bead is worth something instead of costing, and the stretch begins and ends where
that is most (Smith and Waterman, "Identification of common molecular subsequences", 1981).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tawthiq.language.align import Bead

SHAPES = {
    (1, 1): 0.0, (2, 1): -1.0, (1, 2): -1.0, (2, 2): -2.5, (3, 1): -2.0, (1, 3): -2.0,
}  # fmt: skip
"""What a bead loses by the number of its segments."""


class Stretch(NamedTuple):
    """The beads of one stretch, in order, and what they are worth in all."""

    gain: float
    beads: tuple[Bead, ...]


def stretch(
    many: tuple[int, int],
    worth: Callable[[int, int, int, int], float],
    alone: tuple[Sequence[float], Sequence[float]],
) -> Stretch | None:
    """The stretch worth most; None where nothing is worth anything.

    `many` segments on each side; `worth(a, a_end, b, b_end)` of a bead; `alone`: what leaving one segment of each side out costs.
    Work grows with the product.
    """
    rows, columns = many
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    top, at = 0.0, (0, 0)
    for i in range(rows + 1):
        for j in range(columns + 1):
            value, step = 0.0, (0, 0)
            for total, way in _steps(best, i, j, worth, alone):
                if total > value:
                    value, step = total, way
            best[i][j], came[i][j] = value, step
            if value > top:
                top, at = value, (i, j)
    if not top:
        return None
    beads: list[Bead] = []
    i, j = at
    while came[i][j] != (0, 0):
        x, y = came[i][j]
        beads.append(Bead(i - x, i, j - y, j, best[i][j] - best[i - x][j - y]))
        i, j = i - x, j - y
    return Stretch(top, tuple(beads[::-1]))


def _steps(
    best: Sequence[Sequence[float]],
    i: int,
    j: int,
    worth: Callable[[int, int, int, int], float],
    alone: tuple[Sequence[float], Sequence[float]],
) -> Iterator[tuple[float, tuple[int, int]]]:
    """What each way to end before segments `i` and `j` is worth in all."""
    if i:
        yield best[i - 1][j] - alone[0][i - 1], (1, 0)
    if j:
        yield best[i][j - 1] - alone[1][j - 1], (0, 1)
    for (x, y), price in SHAPES.items():
        if x <= i and y <= j:
            yield best[i - x][j - y] + price + worth(i - x, i, j - y, j), (x, y)
