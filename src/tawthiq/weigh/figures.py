"""Two figures agree, bear one another out, overlap or contradict by what they imply, never by how near they look.

What B says supports what A says only where B's figure *entails* A's: "520" bears out "at least 500", "at least 500" does
not bear out "520". An open end is not taken at its full length: nobody who knew of 300,000 would say "over 250,000", so a
figure far above a lower bound (or far below an upper one) is reported as overlap, compatible and not equal, never as
support. Only disjoint intervals contradict.
"""

from enum import StrEnum

from tawthiq.record.quantity import Hedge, Interval, Number, Quantity, QuantityKind

NEAR = 1.10
"""How far beyond an open bound a figure may lie and still bear it out: a tenth of the stated figure."""

REACH = {Hedge.SEVERAL: 9, Hedge.MILLIONS: 9_999_999}
"""Vague words whose open end has a natural stop: the next word up would have been used beyond it."""


class Standing(StrEnum):
    """How figure B stands to figure A."""

    EQUAL = "equal"
    BEARS_OUT = "bears out"
    OVERLAP = "overlap"
    CONTRADICTS = "contradicts"
    SILENT = "silent"


def standing(a: Quantity, b: Quantity) -> Standing:
    """How what `b` says stands to what `a` says. SILENT where either bounds nothing or is not a count."""
    if a.kind is not QuantityKind.COUNT or b.kind is not QuantityKind.COUNT:
        return Standing.SILENT
    if a.hedge is Hedge.ALL and b.hedge is Hedge.ALL:
        return Standing.EQUAL
    ours, theirs = a.implied, b.implied
    if ours is None or theirs is None:
        return Standing.SILENT
    if ours == theirs:
        return Standing.EQUAL
    if not ours.overlaps(theirs) and not _only_the_hedge_differs(a, b):
        return Standing.CONTRADICTS
    return Standing.BEARS_OUT if theirs.within(ours) and _in_reach(a, ours, theirs) else Standing.OVERLAP


def _only_the_hedge_differs(a: Quantity, b: Quantity) -> bool:
    # "over 500" and "500" are told of one figure every day; the hedge was dropped or added on the way.
    hedges = {a.hedge, b.hedge}
    return Hedge.EXACT in hedges and bool(hedges & {Hedge.OVER, Hedge.UNDER}) and stated(a) == stated(b)


def _in_reach(a: Quantity, ours: Interval, theirs: Interval) -> bool:
    if ours.hi is None and ours.lo is not None:
        stop = REACH.get(a.hedge, ours.lo * NEAR)
        if theirs.lo is None or theirs.lo > stop:
            return False
    if ours.lo is None and ours.hi is not None:
        return theirs.hi is not None and theirs.hi >= ours.hi / NEAR
    return True


def stated(quantity: Quantity) -> Number | None:
    """The figure as it was said: the bound that the words themselves give."""
    return quantity.lo if quantity.lo is not None else quantity.hi
