"""Average linkage: two clusters join while the mean probability over all pairs between them stays at the cut or above.

One false link between two families cannot join them, as it would with connected components. A pair nobody scored counts
as zero. Constraints hold absolutely: what must be together starts together, what must be apart is never joined.
The outcome depends on the values alone: ties go to the smallest members, so the order of the input never matters.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping


def average_linkage(
    items: int,
    pairs: Iterable[tuple[int, int, float]],
    cut: float,
    *,
    together: Mapping[int, int] | None = None,
    apart: Iterable[tuple[int, int]] = (),
) -> list[tuple[int, ...]]:
    """Clusters of 0..items-1 as sorted tuples, sorted. `together`: item -> least item of its group; `apart`: item pairs.

    Raises ValueError if a pair of `apart` lies in one group of `together`.
    """
    home = dict(together or {})
    members: dict[int, list[int]] = defaultdict(list)
    for item in range(items):
        members[home.get(item, item)].append(item)
    where = {item: key for key, group in members.items() for item in group}
    barred: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in apart:
        if where[a] == where[b]:
            raise ValueError(f"items {a} and {b} are to be both together and apart")
        barred[where[a]].add(where[b])
        barred[where[b]].add(where[a])
    total: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for a, b, weight in sorted(pairs):
        x, y = where[a], where[b]
        if x != y:
            total[x][y] = total[y][x] = total[x].get(y, 0.0) + weight
    heap = [
        (-s / (len(members[x]) * len(members[y])), x, y) for x in total for y, s in total[x].items() if x < y
    ]
    heap = [entry for entry in heap if -entry[0] >= cut]
    heapq.heapify(heap)
    while heap:
        mean, x, y = heapq.heappop(heap)
        if x not in members or y not in members or y in barred[x]:
            continue
        size = len(members[x]) * len(members[y])
        if -total[x].get(y, 0.0) / size != mean:
            continue
        _join(x, y, members, total, barred)
        for z, s in total[x].items():
            score = s / (len(members[x]) * len(members[z]))
            if score >= cut and z not in barred[x]:
                heapq.heappush(heap, (-score, min(x, z), max(x, z)))
    return sorted(tuple(sorted(group)) for group in members.values())


def _join(
    x: int,
    y: int,
    members: dict[int, list[int]],
    total: defaultdict[int, dict[int, float]],
    barred: defaultdict[int, set[int]],
) -> None:
    """Cluster `y` becomes part of `x`, the smaller name."""
    members[x] += members.pop(y)
    for z, s in total.pop(y).items():
        del total[z][y]
        if z != x:
            total[x][z] = total[z][x] = total[x].get(z, 0.0) + s
    for z in barred.pop(y, set()):
        barred[z].discard(y)
        barred[z].add(x)
        barred[x].add(z)


def weakest_link(group: tuple[int, ...], links: Mapping[tuple[int, int], float]) -> float:
    """The least probability in the strongest tree that spans the group; 1.0 for one item, 0.0 where no links span it."""
    if len(group) < 2:
        return 1.0
    inside, weakest = {group[0]}, 1.0
    left = set(group[1:])
    while left:
        best, item = max((links.get((min(a, b), max(a, b)), 0.0), -b) for a in inside for b in left)
        weakest = min(weakest, best)
        inside.add(-item)
        left.discard(-item)
    return weakest
