"""Before any estimate the table itself is asked whether it can bear one; what it cannot bear is refused here, by rule.

The thresholds are proposals of this project, not of the literature: ten persons make a list usable, and seven persons
on more than one list are the fewest for which Chapman's estimate is nearly unbiased (Robson & Regier 1964).
"""

from itertools import combinations
from math import log, sqrt

from tawthiq.count.refusal import Refused, both
from tawthiq.count.tables import Histories
from tawthiq.record.assessment import Reason

USABLE = 10
RECAPTURES = 7
AVOIDING, MOST_TOLD = 2.5, 3
"""Lists avoid one another where the log odds ratio lies so many standard errors below zero; only the plainest pairs are told."""


def table_bears(h: Histories) -> None:
    """Raises Refused where no method for three lists or more may be tried on this table."""
    if len(h.lists) < 2:
        raise Refused("one_list")
    usable = sum(size >= USABLE for size in h.sizes)
    if usable < 3:
        raise Refused("few_lists", usable=usable, least=USABLE)
    shared = h.documented - h.captures()[0]
    if not shared:
        raise Refused("no_overlap")
    blocks = h.blocks()
    if len(blocks) > 1:
        largest = max(blocks, key=lambda block: (len(block), sum(h.sizes[i] for i in block)))
        apart = [
            h.lists[i]
            for block in blocks
            if block != largest and any(h.sizes[i] >= USABLE for i in block)
            for i in block
        ]
        if apart:
            raise Refused("isolated", lists=", ".join(apart))
    if shared < RECAPTURES:
        raise Refused("few_recaptures", shared=shared, least=RECAPTURES)


def caveats(h: Histories, *, carried: bool = False) -> tuple[Reason, ...]:
    """What a reader of any estimate from this table must be told, the gravest first; `carried`: the matching's errors are in it."""
    found = [both("caveat.hidden"), both("caveat.linkage_carried" if carried else "caveat.linkage")]
    if len(h.lists) == 2:
        found.append(both("caveat.two_lists"))
    found += [
        both("caveat.small_list", list=name, size=size)
        for name, size in zip(h.lists, h.sizes, strict=True)
        if size < USABLE
    ]
    sizes = h.sizes
    if not h.documented:
        return tuple(found)
    for a, b in combinations(range(len(h.lists)), 2):
        expected = sizes[a] * sizes[b] / h.documented
        if not h.together(a, b) and expected >= 5:
            found.append(both("caveat.empty_overlap", a=h.lists[a], b=h.lists[b], expected=round(expected)))
    found += [both("caveat.avoid", a=h.lists[a], b=h.lists[b]) for a, b in avoiding(h)[:MOST_TOLD]]
    return tuple(found)


def avoiding(h: Histories) -> list[tuple[int, int]]:
    """Pairs of lists that share fewer people than chance, the plainest first.

    Looked at among those who stand on some other list: there the four cells of a pair are all seen. People who differ in how
    recordable they are make such overlaps larger, never smaller; so these lists are of different people, places or times.
    """
    lists = len(h.lists)
    found: list[tuple[float, int, int]] = []
    for a, b in combinations(range(lists), 2):
        table = [[0.5, 0.5], [0.5, 0.5]]
        for pattern, count in h.counts.items():
            if any(mark == "1" for at, mark in enumerate(pattern) if at not in (a, b)):
                table[pattern[a] == "1"][pattern[b] == "1"] += count
        (neither, second), (first, shared) = table
        ratio = log(neither * shared / (first * second))
        depth = ratio / sqrt(1 / neither + 1 / second + 1 / first + 1 / shared)
        if depth < -AVOIDING:
            found.append((depth, a, b))
    return [(a, b) for _, a, b in sorted(found)]
