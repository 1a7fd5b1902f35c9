"""What people decided about pairs, as constraints: "same" joins for good, "different" parts for good, both always win.

Of one pair the latest judgement stands; `unsure` lifts an earlier decision. "Same" is transitive, also through things
that are no longer there. A "different" between two things that "same" joins is a contradiction: nothing is computed
until a person resolves it, and both chains of judgements are shown.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tawthiq.record.errors import EvidenceError
from tawthiq.record.judgement import Judgement, Subject, Verdict


class Conflict(msgspec.Struct, frozen=True):
    """One judgement of "different", and the shortest chain of "same" that contradicts it."""

    different: Judgement
    same: tuple[Judgement, ...]

    def told(self, called: Mapping[str, str]) -> str:
        """In a sentence; `called`: what people know these ids as."""
        names = [called.get(one, one) for one in _walk(self.same, self.different.a)]
        return f"{names[0]} was judged different from {names[-1]}, yet {' = '.join(names)}"


class ContradictoryJudgements(EvidenceError):
    """Judgements that cannot all hold. `conflicts` holds each with its chains."""

    def __init__(self, conflicts: Sequence[Conflict], called: Mapping[str, str] | None = None) -> None:
        super().__init__(
            "; ".join(one.told(called or {}) for one in conflicts),
            expected="judgements that can all hold",
            hint="judge one link of each chain again: the latest judgement of a pair stands",
        )
        self.conflicts = tuple(conflicts)


class Decided(msgspec.Struct, frozen=True):
    """Constraints over ids. `group`: id -> the least id of those it is the same as; `apart`: pairs of groups kept apart."""

    group: dict[str, str]
    apart: frozenset[tuple[str, str]]
    standing: tuple[Judgement, ...]

    def root(self, thing: str) -> str:
        """The least id among those judged the same as this one."""
        return self.group.get(thing, thing)


def decide(judgements: Iterable[Judgement], subject: Subject) -> Decided:
    """The constraints that judgements (in the order of the log) lay on one kind of thing.

    Raises ContradictoryJudgements.
    """
    latest: dict[tuple[str, str], Judgement] = {}
    for judgement in judgements:
        pair = judgement.pair
        if judgement.subject is subject and pair is not None and pair[0] != pair[1]:
            latest[pair] = judgement
    standing = tuple(latest[pair] for pair in sorted(latest))
    links: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
    for judgement in standing:
        if judgement.verdict is Verdict.SAME:
            links[judgement.a][str(judgement.b)] = links[str(judgement.b)][judgement.a] = judgement
    group: dict[str, str] = {}
    for thing in sorted(links):
        if thing not in group:
            group |= dict.fromkeys(_reach(thing, links), thing)
    return Decided(group, _apart(standing, group, links), standing)


def _apart(
    standing: Iterable[Judgement], group: dict[str, str], links: dict[str, dict[str, Judgement]]
) -> frozenset[tuple[str, str]]:
    """Pairs of groups that are judged different. Raises ContradictoryJudgements."""
    apart, conflicts = set(), []
    for judgement in standing:
        if judgement.verdict is Verdict.DIFFERENT:
            a, b = judgement.a, str(judgement.b)
            left, right = sorted((group.get(a, a), group.get(b, b)))
            if left == right:
                conflicts.append(Conflict(judgement, _chain(a, b, links)))
            apart.add((left, right))
    if conflicts:
        raise ContradictoryJudgements(conflicts)
    return frozenset(apart)


def _reach(start: str, links: dict[str, dict[str, Judgement]]) -> dict[str, Judgement | None]:
    """Everything linked to `start`, each with the judgement by which a breadth-first walk came to it."""
    came: dict[str, Judgement | None] = {start: None}
    queue = deque([start])
    while queue:
        at = queue.popleft()
        for to, judgement in links[at].items():
            if to not in came:
                came[to] = judgement
                queue.append(to)
    return came


def _chain(a: str, b: str, links: dict[str, dict[str, Judgement]]) -> tuple[Judgement, ...]:
    came, chain, at = _reach(a, links), [], b
    while (judgement := came[at]) is not None:
        chain.append(judgement)
        at = judgement.a if judgement.b == at else str(judgement.b)
    return tuple(reversed(chain))


def _walk(chain: Sequence[Judgement], start: str) -> Iterable[str]:
    yield start
    for judgement in chain:
        start = str(judgement.b) if judgement.a == start else judgement.a
        yield start
