"""What is not known for sure, made usable: which pairs to ask a person next, and what else the clusters could have been.

Both rest on the probabilities that `people` gives; judged pairs are settled and neither asked nor drawn.
"""

from collections.abc import Iterable, Iterator
from random import Random

from tawthiq.match.events import EventsMatch
from tawthiq.match.linkage import average_linkage
from tawthiq.match.people import PairScore, PeopleMatch
from tawthiq.record.judgement import Verdict
from tawthiq.record.person import RowRef

AT_RANDOM = 0.1
"""Share of the questions drawn whatever their probability: what the matcher is sure of must be checked too."""

CUT, LONE = 0.4, 0.25
"""Share of the pairs between two clusters that must be taken for them to join; where one is a single row.

With these the number of persons in a draw lies on average 2 to 3 in 100 above the truth on generated lists
(bench/match_people.py), since pairs too unlikely to be shown are never taken.
"""


def questions(
    found: "PeopleMatch | EventsMatch | Iterable[PairScore]", most: int = 50, *, seed: int = 0
) -> tuple[PairScore, ...]:
    """Pairs nobody has judged, the most doubtful first, with one in ten taken at random from all the others."""
    pairs = found.pairs if isinstance(found, PeopleMatch | EventsMatch) else found
    left = sorted((p for p in pairs if p.judged is None), key=lambda p: (abs(p.probability - 0.5), p.a, p.b))
    chance = min(round(most * AT_RANDOM), max(0, len(left) - most))
    doubtful, rest = left[: most - chance], left[most - chance :]
    drawn = sorted(Random(seed).sample(range(len(rest)), chance))  # noqa: S311 - a sample to look at, no secret
    return (*doubtful, *(rest[n] for n in drawn))


def clusterings(found: PeopleMatch, draws: int, *, seed: int = 0) -> Iterator[tuple[tuple[RowRef, ...], ...]]:
    """So many other ways to share the rows out into persons, each pair taken or left with its probability.

    For counting: a figure worked out on every draw shows how far the matching alone could move it. Judgements hold in
    all draws.
    """
    refs = sorted(ref for person in found.persons for ref in person.rows)
    at = {ref: n for n, ref in enumerate(refs)}
    pairs = [(at[p.a], at[p.b], p.probability) for p in found.pairs if p.judged is not Verdict.DIFFERENT]
    apart = [(at[p.a], at[p.b]) for p in found.pairs if p.judged is Verdict.DIFFERENT]
    together = _groups([(at[p.a], at[p.b]) for p in found.pairs if p.judged is Verdict.SAME])
    rng = Random(seed)  # noqa: S311 - a simulation, no secret
    for _ in range(draws):
        taken = [(a, b, 1.0) for a, b, p in pairs if rng.random() < p]
        groups = average_linkage(len(refs), taken, CUT, lone=LONE, together=together, apart=apart)
        yield tuple(tuple(refs[n] for n in group) for group in groups)


def _groups(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Each number with the least number of those it is linked to."""
    least: dict[int, int] = {}

    def root(n: int) -> int:
        while least.get(n, n) != n:
            n = least[n]
        return n

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        least[low], least[high] = low, low
    return {n: root(n) for n in least}
