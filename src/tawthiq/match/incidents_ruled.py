"""What people decided of two claims ("one event", "two events") binds, and a contradiction through others is shown.

For one pair the latest judgement stands. `same` joins, through others too; `different` parts. A chain of `same` that
would join a parted pair is cut at its last link in sorted order, and `conflicts` names the pair and the chain.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from tawthiq.record.judgement import Judgement, Subject, Verdict

Pair = tuple[str, str]


class Conflict(msgspec.Struct, frozen=True):
    """Two claims judged different, and the chain of `same` judgements that nevertheless leads from one to the other."""

    different: Pair
    chain: tuple[str, ...]


def conflicts(judgements: Sequence[Judgement]) -> tuple[Conflict, ...]:
    """Every contradiction among judgements about incidents, for a person to resolve; sorted."""
    same, different = _standing(judgements)
    steps: dict[str, set[str]] = {}
    for a, b in same:
        steps.setdefault(a, set()).add(b)
        steps.setdefault(b, set()).add(a)
    chains = ((pair, _path(steps, *pair)) for pair in different)
    return tuple(Conflict(pair, chain) for pair, chain in chains if chain is not None)


class Links:
    """Which claims must stand together and which must not."""

    def __init__(
        self, names: Collection[str], judgements: Sequence[Judgement], utterances: Iterable[Pair]
    ) -> None:
        same, different = _standing(judgements)
        known = set(names)
        self._apart: dict[str, set[str]] = {}
        for a, b in different:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)
        # Claims that are gone still carry a chain of judgements, so they take part here and are left out at the end.
        members = known | {name for pair in same for name in pair}
        self._group: dict[str, set[str]] = {name: {name} for name in members}
        for a, b in [*same, *utterances]:
            self._join(a, b)
        self._known = known

    def _join(self, a: str, b: str) -> None:
        one, two = self._group[a], self._group[b]
        if one is two or self.parted(one, two):
            return
        one |= two
        for name in two:
            self._group[name] = one

    def parted(self, one: Iterable[str], two: Collection[str]) -> bool:
        """Somebody decided that a member of the one and a member of the other are of different events."""
        others = set(two)
        return any(self._apart.get(name, set()) & others for name in one)

    def groups(self) -> list[list[str]]:
        """The known claims by what people (and translations) joined; each sorted, sorted by first member."""
        seen: Mapping[int, list[str]] = {
            id(group): sorted(group & self._known) for group in self._group.values() if group & self._known
        }
        return sorted(seen.values())


def _standing(judgements: Sequence[Judgement]) -> tuple[list[Pair], list[Pair]]:
    latest: dict[Pair, Verdict] = {}
    for one in judgements:
        if one.subject is Subject.INCIDENT and one.pair is not None and one.a != one.b:
            latest[one.pair] = one.verdict
    same = sorted(pair for pair, verdict in latest.items() if verdict is Verdict.SAME)
    different = sorted(pair for pair, verdict in latest.items() if verdict is Verdict.DIFFERENT)
    return same, different


def _path(steps: Mapping[str, set[str]], start: str, goal: str) -> tuple[str, ...] | None:
    """The shortest chain, the alphabetically first among equals; None where there is none."""
    before: dict[str, str] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal:
            chain = [here]
            while chain[-1] != start:
                chain.append(before[chain[-1]])
            return tuple(reversed(chain))
        for there in sorted(steps.get(here, ())):
            if there not in before:
                before[there] = here
                queue.append(there)
    return None
