"""Average linkage: two clusters join while the mean probability over all pairs between them stays at the cut or above.

One false link between two families cannot join them, as it would with connected components. A pair nobody scored counts
as zero. Constraints hold absolutely: what must be together starts together, what must be apart is never joined.
The outcome depends on the values alone: ties go to the smallest members, so the order of the input never matters.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence


def average_linkage(
    items: int,
    pairs: Iterable[tuple[int, int, float]],
    cut: float,
    *,
    lone: float | None = None,
    together: Mapping[int, int] | None = None,
    apart: Iterable[tuple[int, int]] = (),
    once: Sequence[int] | None = None,
) -> list[tuple[int, ...]]:
    """Clusters of 0..items-1 as sorted tuples, sorted. `together`: item -> least item of its group; `apart`: item pairs.

    `lone`: the cut where one of the two clusters is a single item, `cut` itself if not given. `once`: for each item its
    source, of which a cluster holds one item only, but for items of `together`.
    Raises ValueError if a pair of `apart` lies in one group of `together`.
    """
    state = _State(items, pairs, (cut, cut if lone is None else lone), together or {}, apart, once)
    while state.heap:
        mean, x, y = heapq.heappop(state.heap)
        if state.current(mean, x, y):
            state.join(x, y)
    return sorted(tuple(sorted(group)) for group in state.members.values())


class _State:
    """Clusters by their least first item, the summed probabilities between them, and the joins worth trying."""

    def __init__(
        self,
        items: int,
        pairs: Iterable[tuple[int, int, float]],
        cuts: tuple[float, float],
        together: Mapping[int, int],
        apart: Iterable[tuple[int, int]],
        once: Sequence[int] | None,
    ) -> None:
        self.cut, self.lone = cuts
        self.members: defaultdict[int, list[int]] = defaultdict(list)
        for item in range(items):
            self.members[together.get(item, item)].append(item)
        where = {item: key for key, group in self.members.items() for item in group}
        self.sources = {
            key: {once[item] for item in group} if once else set() for key, group in self.members.items()
        }
        self.barred: defaultdict[int, set[int]] = defaultdict(set)
        for a, b in apart:
            if where[a] == where[b]:
                raise ValueError(f"items {a} and {b} are to be both together and apart")
            self.barred[where[a]].add(where[b])
            self.barred[where[b]].add(where[a])
        self.total: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for a, b, weight in sorted(pairs):
            x, y = where[a], where[b]
            if x != y:
                self.total[x][y] = self.total[y][x] = self.total[x].get(y, 0.0) + weight
        self.heap: list[tuple[float, int, int]] = []
        for x in list(self.total):
            self.push(x, (y for y in self.total[x] if x < y))

    def mean(self, x: int, y: int) -> float:
        return self.total[x].get(y, 0.0) / (len(self.members[x]) * len(self.members[y]))

    def parted(self, x: int, y: int) -> bool:
        """The two may not be joined."""
        return y in self.barred[x] or not self.sources[x].isdisjoint(self.sources[y])

    def push(self, x: int, others: Iterable[int]) -> None:
        """The joins of a cluster that reach their cut."""
        for y in others:
            alone = min(len(self.members[x]), len(self.members[y])) == 1
            mean = self.mean(x, y)
            if mean >= (self.lone if alone else self.cut) and not self.parted(x, y):
                heapq.heappush(self.heap, (-mean, min(x, y), max(x, y)))

    def current(self, mean: float, x: int, y: int) -> bool:
        """The join still stands as it was pushed: both clusters are there and nothing joined either since."""
        return x in self.members and y in self.members and self.mean(x, y) == -mean and not self.parted(x, y)

    def join(self, x: int, y: int) -> None:
        """Cluster `y` becomes part of `x`, the smaller name."""
        self.members[x] += self.members.pop(y)
        self.sources[x] |= self.sources.pop(y)
        for z, weight in self.total.pop(y).items():
            del self.total[z][y]
            if z != x:
                self.total[x][z] = self.total[z][x] = self.total[x].get(z, 0.0) + weight
        for z in self.barred.pop(y, set()):
            self.barred[z].discard(y)
            self.barred[z].add(x)
            self.barred[x].add(z)
        self.push(x, sorted(self.total[x]))


def weakest_link(group: tuple[int, ...], links: Mapping[tuple[int, int], float]) -> float:
    """The least probability in the strongest tree that spans the group; 1.0 for one item, 0.0 where no links span it."""
    weakest, at = 1.0, group[0]
    nearest = dict.fromkeys(group[1:], 0.0)
    while nearest:
        for item, known in nearest.items():
            nearest[item] = max(known, links.get((min(item, at), max(item, at)), 0.0))
        at = max(nearest, key=lambda item: (nearest[item], -item))
        weakest = min(weakest, nearest.pop(at))
    return weakest
