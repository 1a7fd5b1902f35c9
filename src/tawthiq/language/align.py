"""Segments of a text and of its translation fall into beads, in the order of both; every segment stands in exactly one.

A bead holds one or more segments of each side, or of one side alone (dropped, or added). The path costs least: by how well
lengths agree (Gale and Church, "A program for aligning sentences in bilingual corpora", 1993), and by anchors, keys that both
languages share (figures, days, names, entries of the vocabulary). A text aligned with itself is one bead a segment.

Only a band around the diagonal is looked at, doubled where the path touches its edge and never beyond `widest`: time grows with
the length of the text, and memory by one byte a cell of the band.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from tawthiq.language.value import Value


class Piece(Value, frozen=True):
    """A segment as the aligner sees it: its length in characters, its anchors with their weights, its clauses."""

    length: int
    anchors: Mapping[str, float]
    clauses: int = 1


class Bead(NamedTuple):
    """Segments `[a, a_end)` of one side and `[b, b_end)` of the other belong together; one of the two may be empty."""

    a: int
    a_end: int
    b: int
    b_end: int
    cost: float


_SHAPES = {
    (1, 1): 0.1, (1, 0): 4.2, (0, 1): 4.2, (2, 1): 1.9, (1, 2): 1.6, (2, 2): 4.0,
    (3, 1): 3.2, (1, 3): 2.6, (1, 4): 3.4, (1, 5): 4.4, (1, 6): 5.4,
}  # fmt: skip
"""How dear a bead is by the number of its segments: minus the natural logarithm of about how often such beads are met."""
_STEPS = tuple(_SHAPES)
_VARIANCE = 6.8
"""Of a translation's length, for each character (Gale and Church)."""
_WORST = 16.0
_ROUNDING = 1e-9
_UNSHARED = 0.8
_UNSHARED_MOST = 5.0
"""What anchors of one side alone may cost a bead altogether, for each of its segments: a loose translation is still one."""
_BAND = 14
_WIDEST = 400
_EDGE = 2
_SLOPE = 0.25
"""How far a translation's first part may be longer or shorter than its length lets expect, as a share."""
_SPLIT = 0.5
_RATIO = (0.5, 2.6)
"""Characters of the second side for one of the first, at least and at most."""
_TRUST = 1000
"""Characters from which a text's own ratio counts for more than the usual one: of a few lines one may be missing."""


class _Side:
    """Lengths and anchors of runs of segments, added up when first asked for and forgotten row by row."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.upto = [0, *accumulate(piece.length for piece in pieces)]
        self.sums: dict[tuple[int, int], tuple[Mapping[str, float], float]] = {}

    def anchors(self, start: int, end: int) -> tuple[Mapping[str, float], float]:
        """Anchors of segments `[start, end)` and their weight in all."""
        known = self.sums.get((start, end))
        if known is None:
            if end - start == 1:
                found = self.pieces[start].anchors
            else:
                summed: dict[str, float] = {}
                for piece in self.pieces[start:end]:
                    for key, weight in piece.anchors.items():
                        summed[key] = summed.get(key, 0.0) + weight
                found = summed
            known = self.sums[start, end] = (found, sum(found.values()))
        return known

    def forget(self, before: int) -> None:
        """Nothing that begins before this segment will be asked for again."""
        if len(self.sums) > 4096:
            self.sums = {span: kept for span, kept in self.sums.items() if span[0] >= before}


def shared(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The weight of the anchors that stand on both sides."""
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    both = 0.0
    for key, weight in few.items():
        other = many.get(key)
        if other is not None:
            both += min(weight, other)
    return both


def ratio(a: Sequence[Piece], b: Sequence[Piece], usual: float = 1.0) -> float:
    """Characters of `b` for one of `a`: what is usual, and more and more what these texts show, the longer they are."""
    low, high = _RATIO
    ours, theirs = (sum(piece.length for piece in side) for side in (a, b))
    return min(high, max(low, (theirs + usual * _TRUST) / (ours + _TRUST)))


def length_cost(a: int, b: int, scale: float) -> float:
    """How unlikely it is that `b` characters translate `a`."""
    expected = a * scale
    spread = math.sqrt(_VARIANCE * max(1.0, (expected + b) / 2))
    left = math.erfc(abs(b - expected) / spread / math.sqrt(2))
    return min(_WORST, -math.log(left)) if left > 0 else _WORST


def _cost(a: _Side, b: _Side, at: Bead, scale: float) -> float:
    x, y = at.a_end - at.a, at.b_end - at.b
    price = _SHAPES.get((x, y), 4.0)
    if not x or not y:
        return price
    length = length_cost(a.upto[at.a_end] - a.upto[at.a], b.upto[at.b_end] - b.upto[at.b], scale)
    return _both(price, length, a.anchors(at.a, at.a_end), b.anchors(at.b, at.b_end), max(x, y))


def _both(
    price: float,
    length: float,
    one: tuple[Mapping[str, float], float],
    two: tuple[Mapping[str, float], float],
    many: int,
) -> float:
    """The cost of a bead with segments of both sides, `many` on the side that has more; `length`: what their lengths cost."""
    (ours, weight), (theirs, other) = one, two
    both = shared(ours, theirs) if ours and theirs else 0.0
    alone = min(_UNSHARED_MOST * many, _UNSHARED * (weight + other - 2 * both))
    return price + length - both + alone


def align(
    a: Sequence[Piece], b: Sequence[Piece], *, scale: float | None = None, widest: int = _WIDEST
) -> list[Bead]:
    """The cheapest beads, in order. `scale`: characters of `b` for one of `a`; by their sums where it is not given.

    A stretch of more than `widest` segments that one side lacks may cost the beads around it their partners.
    """
    if not a and not b:
        return []
    rate = ratio(a, b) if scale is None else scale
    width = _BAND
    while True:
        beads, touched = _path(_Side(a), _Side(b), rate, width)
        if beads and (not touched or width >= min(widest, max(len(a), len(b)))):
            return beads
        width *= 2


def prefixes(a: Sequence[Piece], b: Sequence[Piece], *, scale: float) -> list[float]:
    """For each j the cost of aligning all of `a` with the first j segments of `b`, infinite where lengths do not allow it.

    Work grows with the product: for passages, not for books.
    """
    one, two = _Side(a), _Side(b)
    rows: Rows = []
    for done in one.upto:
        low, high = (done * scale * (1 + share) for share in (-_SLOPE, _SLOPE))
        at = bisect_left(two.upto, low), bisect_right(two.upto, high)
        rows.append((max(0, at[0] - 2 * _BAND), min(len(b), at[1] + 2 * _BAND)))
    rows[0] = (0, rows[0][1])
    costs, _, _ = _table(one, two, scale, rows)
    return costs + [math.inf] * (len(b) + 1 - len(costs))


Rows = list[tuple[int, int]]
_Row = tuple[int, list[float]]
_Way = tuple[int, int, int, list[float], float, tuple[Mapping[str, float], float] | None, int, int]


def _band(a: _Side, b: _Side, width: int) -> Rows:
    """For each row the segments of `b` within `width` of where its share of the text would put it."""
    whole, other = max(1, a.upto[-1]), b.upto[-1]
    rows: Rows = []
    j, last = 0, len(b.pieces)
    for done in a.upto:
        while j < last and b.upto[j + 1] * whole <= done * other:
            j += 1
        rows.append((max(0, j - width), min(last, j + width)))
    rows[0] = (0, rows[0][1])
    rows[-1] = (rows[-1][0], last)
    return rows


def _table(  # noqa: C901 - the innermost loop: nothing to call in between
    a: _Side, b: _Side, scale: float, rows: Rows
) -> tuple[list[float], list[bytearray], int]:
    """(costs of the last row, for each row the number of the step that led to each cell, the last row's first cell)."""
    deepest = max(x for x, _ in _STEPS)
    kept: list[_Row] = []
    came: list[bytearray] = []
    for i, (low, high) in enumerate(rows):
        row = [math.inf] * (high - low + 1)
        back = bytearray(high - low + 1)
        ways = _ways(a, i, (low, row), kept)
        known = b.sums
        for j in range(low, high + 1):
            if not i and not j:
                row[0] = 0.0
                continue
            best, step = math.inf, 0
            for number, y, first, costs, price, one, length, many in ways:
                at = j - y - first
                if not 0 <= at < len(costs):
                    continue
                total = costs[at] + price
                if one is not None:
                    # The most that anchors can save is what the poorer side has: what cannot be best is not looked at further.
                    if total - one[1] >= best:
                        continue
                    two = known.get((j - y, j)) or b.anchors(j - y, j)
                    weight, other = one[1], two[1]
                    poorer, rest = (weight, other - weight) if weight < other else (other, weight - other)
                    least = total - poorer + min(_UNSHARED_MOST * many, _UNSHARED * rest)
                    if least >= best + _ROUNDING:
                        continue
                    apart = length_cost(length, b.upto[j] - b.upto[j - y], scale)
                    if least + apart >= best + _ROUNDING:
                        continue
                    total = costs[at] + _both(price, apart, one, two, many)
                if total < best:
                    best, step = total, number
            row[j - low], back[j - low] = best, step
        kept = [*kept[-deepest + 1 :], (low, row)]
        came.append(back)
        a.forget(i - deepest)
        b.forget(low - deepest * 2)
    low, costs = kept[-1]
    return [math.inf] * low + costs, came, low


def _ways(a: _Side, i: int, row: _Row, kept: Sequence[_Row]) -> list[_Way]:
    """The steps that may lead into row `i`: `row` itself, and what was `kept` of the rows before it, each with its first cell."""
    found: list[_Way] = []
    for number, ((x, y), price) in enumerate(_SHAPES.items()):
        if x <= i and (y <= 3 or a.pieces[i - 1].clauses >= y):
            one = a.anchors(i - x, i) if x and y else None
            found.append(
                (number, y, *(kept[-x] if x else row), price, one, a.upto[i] - a.upto[i - x], max(x, y))
            )
    return found


def _path(a: _Side, b: _Side, scale: float, width: int) -> tuple[list[Bead], bool]:
    """(beads, whether they touch the edge of the band)."""
    rows = _band(a, b, width)
    costs, came, _ = _table(a, b, scale, rows)
    if costs[-1] == math.inf:
        return [], True
    beads: list[Bead] = []
    i, j, touched = len(a.pieces), len(b.pieces), False
    while i or j:
        low, high = rows[i]
        touched |= (low > 0 and j - low < _EDGE) or (high < len(b.pieces) and high - j < _EDGE)
        x, y = _STEPS[came[i][j - low]]
        bead = Bead(i - x, i, j - y, j, 0.0)
        beads.append(bead._replace(cost=_cost(a, b, bead, scale)))
        i, j = i - x, j - y
    return beads[::-1], touched


def divide(clauses: Sequence[Piece], b: Sequence[Piece], *, scale: float) -> list[Bead] | None:
    """One segment's clauses set beside the several segments that its bead holds: each gets a stretch of them.

    None where there are fewer clauses than segments, or where the parts fit worse than the whole.
    """
    if len(clauses) < len(b) or len(b) < 2:
        return None
    ours, theirs = _Side(clauses), _Side(b)
    best: list[dict[int, tuple[float, int, int]]] = [{0: (0.0, 0, 0)}]
    for j in range(1, len(b) + 1):
        row: dict[int, tuple[float, int, int]] = {}
        for i in range(1, len(clauses) + 1):
            for y in (1, 2):
                for start, (sofar, _, _) in best[j - y].items() if y <= j else ():
                    if start >= i:
                        continue
                    bead = Bead(start, i, j - y, j, 0.0)
                    price = _SHAPES[1, y] - _SHAPES.get((i - start, y), 4.0)
                    total = sofar + _SPLIT + price + _cost(ours, theirs, bead, scale)
                    if i not in row or total < row[i][0]:
                        row[i] = (total, start, j - y)
        best.append(row)
    end = best[len(b)].get(len(clauses))
    whole = _cost(ours, theirs, Bead(0, len(clauses), 0, len(b), 0.0), scale)
    whole += _SHAPES.get((1, len(b)), 4.0) - _SHAPES.get((len(clauses), len(b)), 4.0)
    if end is None or end[0] > whole + 2 * _SPLIT * len(b):
        return None
    beads: list[Bead] = []
    i, j = len(clauses), len(b)
    while j:
        _, start, before = best[j][i]
        beads.append(Bead(start, i, before, j, 0.0))
        i, j = start, before
    return beads[::-1]
