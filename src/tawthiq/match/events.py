"""Which rows of event tables tell of one incident: bring together, compare, weigh, link under what people decided.

A source tells an event once: two of its rows are never joined unless a person says so. A judgement of "same" or "different"
always wins; contradictory judgements stop the matching with both chains shown. The outcome depends on what the rows say,
never on the order of rows, tables or judgements. A row without a usable date or place joins nobody unless a person says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from tawthiq.match.judged import Decided
from tawthiq.match.linkage import average_linkage, weakest_link
from tawthiq.match.people import PairScore
from tawthiq.match.row_ids import addressed
from tawthiq.record.event import EventRow, Figure
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.person import RowRef

if TYPE_CHECKING:
    from tawthiq.match.events_pairs import Compared
    from tawthiq.match.events_rows import Reads
    from tawthiq.match.people_score import Weighed

CUT = 0.25
"""Mean probability at which two groups of rows still join. Low, since a source tells an event once: a row that is left over has
nobody better. Chosen on generator seeds that no reported figure uses."""
SHOWN = 0.05
"""Pairs below this probability are not given out, unless somebody judged them."""


class ReportedIncident(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as rows of tables tell it. `probability` is the weakest link that holds the rows together.

    Date and place are the closest told, kind, means and target the most often told; figures span what all rows say.
    """

    id: str
    rows: tuple[RowRef, ...]
    probability: float
    date: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision_m: float | None = None
    kind: str | None = None
    means: str | None = None
    target: str | None = None
    killed: Figure | None = None
    injured: Figure | None = None


class EventsMatch(msgspec.Struct, frozen=True):
    """Incidents (every row is in exactly one), pairs worth showing, and judgements whose rows are in none of the tables."""

    incidents: tuple[ReportedIncident, ...] = ()
    pairs: tuple[PairScore, ...] = ()
    orphans: tuple[Judgement, ...] = ()


def events(tables: Mapping[str, Sequence[EventRow]], judgements: Sequence[Judgement] = ()) -> EventsMatch:
    """The incidents behind the rows of all tables. `judgements` about incidents, in the order of the log, by row ids.

    Raises ContradictoryJudgements. Rows are addressed by (list, row), which must be unique: ValueError otherwise.
    """
    by_ref, ids, refs, decided, orphans = addressed(tables, judgements, Subject.INCIDENT)
    if not refs:
        return EventsMatch(orphans=orphans)
    from tawthiq.match.events_pairs import compare  # noqa: PLC0415 - numpy loads only when needed
    from tawthiq.match.events_rows import read_events  # noqa: PLC0415 - slow to import
    from tawthiq.match.events_weigh import weigh  # noqa: PLC0415 - slow to import

    reads = read_events([(ids[ref], by_ref[ref]) for ref in refs])
    links = _Judged(reads, decided)
    compared = compare(reads)
    weighed = weigh(reads, compared, links.labels(compared))
    links.take(compared, weighed)
    groups = average_linkage(
        len(refs),
        [(i, j, p) for (i, j), p in links.probability.items()],
        CUT,
        together=links.together,
        apart=links.apart,
        once=reads.source.tolist(),
    )
    found = (_incident(group, refs, by_ref, links) for group in groups)
    return EventsMatch(
        tuple(sorted(found, key=lambda one: (one.date is None, one.date or "", one.id))),
        tuple(sorted(links.scores(refs), key=lambda pair: (pair.a, pair.b))),
        orphans,
    )


class _Judged:
    """What people decided, by row number, and the pairs with their probabilities after it."""

    def __init__(self, reads: "Reads", decided: Decided) -> None:
        self.uid = reads.uid
        at = {uid: n for n, uid in enumerate(reads.uid)}
        groups: dict[str, list[int]] = {}
        for uid, n in at.items():
            groups.setdefault(decided.root(uid), []).append(n)
        self.together = {n: min(group) for group in groups.values() for n in group}
        self.apart = [
            (groups[a][0], groups[b][0]) for a, b in sorted(decided.apart) if a in groups and b in groups
        ]
        self.judged: dict[tuple[int, int], Verdict] = {
            (min(at[j.a], at[str(j.b)]), max(at[j.a], at[str(j.b)])): j.verdict
            for j in decided.standing
            if j.a in at and j.b in at
        }
        for group in groups.values():
            self.judged |= {(group[0], n): Verdict.SAME for n in group[1:]}
        self.probability: dict[tuple[int, int], float] = {}
        self._at: dict[tuple[int, int], int] = {}

    def labels(self, compared: "Compared") -> dict[int, bool]:
        """Decisions by the number of their pair, as far as the pair was compared."""
        number = {
            pair: k
            for k, pair in enumerate(zip(compared.left.tolist(), compared.right.tolist(), strict=True))
        }
        return {
            number[pair]: verdict is Verdict.SAME
            for pair, verdict in sorted(self.judged.items())
            if verdict is not Verdict.UNSURE and pair in number
        }

    def take(self, compared: "Compared", weighed: "Weighed") -> None:
        """Probabilities of the pairs worth showing; what was decided is certain."""
        self._compared, self._weighed = compared, weighed
        for k in (weighed.probability >= SHOWN).nonzero()[0].tolist():
            pair = (int(compared.left[k]), int(compared.right[k]))
            self.probability[pair] = round(float(weighed.probability[k]), 6)
            self._at[pair] = k
        for pair, verdict in self.judged.items():
            if verdict is not Verdict.UNSURE:
                self.probability[pair] = 1.0 if verdict is Verdict.SAME else 0.0

    def scores(self, refs: Sequence[RowRef]) -> Iterable[PairScore]:
        """Every pair worth showing, and every pair judged."""
        for i, j in self.probability.keys() | self.judged.keys():
            a, b = sorted((refs[i], refs[j]))
            known = self.probability.get((i, j), 0.0)
            yield PairScore(a, b, known, self._why((i, j)), self.judged.get((i, j)))

    def _why(self, pair: tuple[int, int]) -> tuple[tuple[str, float], ...]:
        k = self._at.get(pair)
        if k is None:
            return ()
        level = dict(self._compared.named(k))
        parts = [
            (f"{name}.{level[name]}" if name in level else name, round(float(bits[k]), 2))
            for name, bits in self._weighed.weights.items()
        ]
        parts.append(("near", round(self._weighed.prior, 2)))
        return tuple(sorted((part for part in parts if part[1]), key=lambda part: (-abs(part[1]), part[0])))


def _incident(
    group: tuple[int, ...], refs: Sequence[RowRef], by_ref: Mapping[RowRef, EventRow], links: _Judged
) -> ReportedIncident:
    """A group of rows as an incident; its id comes from the least of its rows' ids: the same rows give the same id."""
    from tawthiq.match.events_rows import closest, code  # noqa: PLC0415 - as above

    rows = [by_ref[refs[n]] for n in group]
    known = {(i, j): links.probability.get((i, j), 0.0) for i in group for j in group if i < j}
    known |= {(i, j): 1.0 for i, j in known if links.together[i] == links.together[j]}
    dated, placed = closest(rows)
    told = {
        part: Counter(word for row in rows if (word := code(part, getattr(row, part))) is not None)
        for part in ("kind", "means", "target")
    }
    return ReportedIncident(
        id="i" + sha256(min(links.uid[n] for n in group).encode()).hexdigest()[:16],
        rows=tuple(sorted(refs[n] for n in group)),
        probability=weakest_link(group, known),
        date=dated,
        place=placed.place,
        lat=placed.lat,
        lon=placed.lon,
        precision_m=placed.precision_m,
        killed=_span(row.killed for row in rows),
        injured=_span(row.injured for row in rows),
        **{
            part: min(words, key=lambda word: (-words[word], word), default=None)
            for part, words in told.items()
        },
    )


def _span(figures: Iterable[Figure | None]) -> Figure | None:
    """From the least to the most that is told."""
    told = [one for one in figures if one is not None]
    if not told:
        return None
    lows, highs = [one.lo for one in told], [one.hi for one in told]
    return Figure(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )
