"""Who is the same person across lists: block, compare, weigh against rival explanations, link under what people decided.

A judgement of "same" or "different" always wins; contradictory judgements stop the matching with both chains shown. The
outcome depends on what the rows say, never on the order of rows, lists or judgements. A row without any name joins
nobody unless a person or an identity number says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from tawthiq.match.judged import Decided
from tawthiq.match.linkage import average_linkage, weakest_link
from tawthiq.match.people_engine import Engine
from tawthiq.match.people_rows import Read, read_rows
from tawthiq.match.row_ids import addressed
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.person import Person, PersonRow, RowRef

if TYPE_CHECKING:
    from tawthiq.match.people_score import Weighed
    from tawthiq.match.people_table import Compare

CUT, LONE = 0.45, 0.12
"""Mean probability at which two clusters still join, and at which a single row joins one in lists that are not tiny: links
too weak to be seen are as many as links too weak to be true, so the number of persons comes out right. Chosen on generator
seeds that no reported figure uses. A person's `probability` tells how weak the link is."""
LONE_FROM = 150
"""Rows in all from which LONE holds; in fewer, a single weak link is as likely a brother."""
SHOWN = 0.05
"""Pairs below this probability are not given out, unless somebody judged them."""
Progress = Callable[[str, float], None]


class PairScore(msgspec.Struct, frozen=True):
    """Two rows and how probably they are about one person. `why`: (comparison, weight in bits), strongest first.

    `judged` is the standing verdict of a person, or what follows from several (same through others), or None.
    """

    a: RowRef
    b: RowRef
    probability: float
    why: tuple[tuple[str, float], ...] = ()
    judged: Verdict | None = None


class PeopleMatch(msgspec.Struct, frozen=True):
    """Persons (every row is in exactly one), pairs worth showing, and judgements whose rows are in none of the lists."""

    persons: tuple[Person, ...] = ()
    pairs: tuple[PairScore, ...] = ()
    orphans: tuple[Judgement, ...] = ()


def people(
    lists: Mapping[str, Sequence[PersonRow]],
    judgements: Sequence[Judgement] = (),
    *,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> PeopleMatch:
    """The persons behind the rows of all lists. `judgements` in the order of the log; `progress(step, share done)`.

    `engine`: where the comparing runs, DuckDB if not given; the persons are the same.

    Raises ContradictoryJudgements. Rows are addressed by (list, row), which must be unique: ValueError otherwise.
    """
    tell = progress or (lambda _step, _share: None)
    by_ref, ids, refs, decided, orphans = addressed(lists, judgements, Subject.PERSON)
    if not refs:
        return PeopleMatch(orphans=orphans)
    tell("read", 0.0)
    reads = read_rows([(ids[ref], by_ref[ref]) for ref in refs])
    tell("compare", 0.2)
    compared, weighed = _evidence(reads, decided, [by_ref[ref] for ref in refs], engine)
    tell("link", 0.9)
    chosen = _Links(reads, compared, weighed, decided)
    persons = tuple(_person(group, refs, by_ref, reads, chosen) for group in chosen.clusters())
    pairs = tuple(sorted(chosen.scores(refs), key=lambda p: (p.a, p.b)))
    tell("done", 1.0)
    return PeopleMatch(persons, pairs, orphans)


def _evidence(
    reads: Sequence[Read], decided: Decided, rows: Sequence[PersonRow], engine: Engine | None
) -> "tuple[Compare, Weighed]":
    from tawthiq.match.people_evidence import evidence  # noqa: PLC0415 - numpy, DuckDB and Splink load only when needed

    verdicts = {Verdict.SAME: True, Verdict.DIFFERENT: False}
    judged = {
        pair: verdicts[j.verdict] for j in decided.standing if j.verdict in verdicts and (pair := j.pair)
    }
    return evidence(reads, judged, rows, engine)


class _Links:
    """Pairs with their probabilities after judgements, by row number."""

    def __init__(
        self, reads: Sequence[Read], compared: "Compare", weighed: "Weighed", decided: Decided
    ) -> None:
        self._reads, self._compared, self._weighed = reads, compared, weighed
        at = {read.uid: n for n, read in enumerate(reads)}
        groups: dict[str, list[int]] = {}
        for uid, n in at.items():
            groups.setdefault(decided.root(uid), []).append(n)
        self.together = {n: min(group) for group in groups.values() for n in group}
        self.apart = [
            (groups[a][0], groups[b][0]) for a, b in sorted(decided.apart) if a in groups and b in groups
        ]
        self.judged = {
            (min(at[j.a], at[str(j.b)]), max(at[j.a], at[str(j.b)])): j.verdict
            for j in decided.standing
            if j.a in at and j.b in at
        }
        for group in groups.values():
            self.judged |= {(group[0], n): Verdict.SAME for n in group[1:]}
        named = [read.named for read in reads]
        numbers = [read.number for read in reads]
        self.probability: dict[tuple[int, int], float] = {}
        self._at: dict[tuple[int, int], int] = {}
        shown = weighed.probability >= SHOWN
        for k in (shown.nonzero()[0]).tolist():
            i, j = int(compared.left[k]), int(compared.right[k])
            pair = (i, j) if i < j else (j, i)
            if (named[i] and named[j]) or (numbers[i] is not None and numbers[i] == numbers[j]):
                self.probability[pair] = round(float(weighed.probability[k]), 6)
                self._at[pair] = k
        for pair, verdict in self.judged.items():
            if verdict is not Verdict.UNSURE:
                self.probability[pair] = 1.0 if verdict is Verdict.SAME else 0.0

    def clusters(self) -> list[tuple[int, ...]]:
        """Row numbers of each person. Weak links within one list join nobody: a list seldom repeats a person."""
        home = [read.list for read in self._reads]
        pairs = [(i, j, p) for (i, j), p in self.probability.items() if p >= CUT or home[i] != home[j]]
        lone = LONE if len(self._reads) >= LONE_FROM else CUT
        return average_linkage(
            len(self._reads), pairs, CUT, lone=lone, together=self.together, apart=self.apart
        )

    def scores(self, refs: Sequence[RowRef]) -> Iterable[PairScore]:
        """Every pair worth showing, and every pair judged."""
        for (i, j), p in self.probability.items():
            a, b = sorted((refs[i], refs[j]))
            yield PairScore(a, b, p, self._why((i, j)), self.judged.get((i, j)))
        for pair in self.judged.keys() - self.probability.keys():
            a, b = sorted((refs[pair[0]], refs[pair[1]]))
            yield PairScore(a, b, 0.0, self._why(pair), self.judged[pair])

    def _why(self, pair: tuple[int, int]) -> tuple[tuple[str, float], ...]:
        k = self._at.get(pair)
        if k is None:
            return ()
        parts = [
            (reason(name, level), round(float(self._weighed.weights[name][k]), 2))
            for name, level in self._compared.named(k)
        ]
        parts += [
            (name, round(float(values[k]), 2))
            for name, values in self._weighed.weights.items()
            if name not in self._compared.levels
        ]
        parts += [
            ("rivals", round(float(self._weighed.against[k]), 2)),
            ("prior", round(float(self._weighed.prior), 2)),
        ]
        return tuple(sorted((part for part in parts if part[1]), key=lambda part: (-abs(part[1]), part[0])))


def reason(comparison: str, level: str) -> str:
    """A reason as `say` has words for it: how rare a value is and which column it stands in are left out."""
    return f"{'column' if comparison.startswith('cell') else comparison}.{level.rstrip('0123456789')}"


def _person(
    group: tuple[int, ...],
    refs: Sequence[RowRef],
    by_ref: Mapping[RowRef, PersonRow],
    reads: Sequence[Read],
    links: _Links,
) -> Person:
    """A cluster as a person; its id comes from the least of its rows' ids, so that the same rows give the same id."""
    rows = tuple(sorted(refs[n] for n in group))
    written = [name for ref in rows for name in (by_ref[ref].name, by_ref[ref].name_latin) if name]
    names = tuple(dict.fromkeys(written))
    sure = {
        (i, j): 1.0 for i in group for j in group if i < j and links.together.get(i) == links.together.get(j)
    }
    probability = weakest_link(group, _inside(group, links.probability) | sure)
    first = min(reads[n].uid for n in group)
    return Person(
        id="p" + sha256(first.encode()).hexdigest()[:16], rows=rows, names=names, probability=probability
    )


def _inside(group: tuple[int, ...], links: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    return {(i, j): links[i, j] for i in group for j in group if i < j and (i, j) in links}
