"""Errors of matching are carried into the number: many tables that could be true, each counted, their answers pooled.

Tables come from draws of the clustering (`clusterings`, from calibrated probabilities of pairs) or, where only rates of error
are known, from undoing them at random (`undone`). The pooled answer is the mixture of the answers, so that its spread holds
both what each table leaves open and what the matching leaves open; the shares of the two are told on log unseen, as in
multiple imputation (Rubin 1987).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.posterior import Answer, Posterior
from tawthiq.count.refusal import Refused
from tawthiq.count.tables import Histories, histories
from tawthiq.record.errors import InputError
from tawthiq.record.estimate import Estimate
from tawthiq.record.person import RowRef

Floats = NDArray[np.float64]
MOST_LISTS = 10
MOST_REFUSED = 0.2


class Rates(msgspec.Struct, frozen=True):
    """How often matching errs. `missed`: each further record of a person is not joined to the first with this probability.

    `false`: joins of two different people that share no list, per person found. Raises InputError outside [0, 0.5).
    """

    missed: float
    false: float

    def __post_init__(self) -> None:
        for name, rate in (("missed", self.missed), ("false", self.false)):
            if not 0 <= rate < 0.5:
                raise InputError(f"the rate {rate} of {name} matches", expected="a share from 0 to below 0.5")


class Carried(NamedTuple):
    """The number with the matching's uncertainty and without. Variances are of log unseen."""

    pooled: Answer
    given: Estimate
    within: float
    between: float
    tables: int
    refused: int


Pair = tuple[RowRef, RowRef, float]
Counter = Callable[[Histories], Answer]


def carry(tables: Sequence[Histories], given: Histories, count: Counter, *, level: float = 0.95) -> Carried:
    """Counts every table with `count` and pools; `given` is the table as matched, counted for comparison.

    Raises Refused where `given` cannot be counted, or more than a fifth of the tables; InputError without a table.
    """
    if not tables:
        raise InputError("no table drawn", expected="at least one draw of the matching")
    alone = count(given)
    clouds: list[Posterior] = []
    moments: list[tuple[float, float]] = []
    last: Refused | None = None
    for table in tables:
        try:
            clouds.append(count(table).posterior)
        except Refused as refusal:
            last = refusal
            continue
        moments.append(_log_unseen(clouds[-1], table.documented))
    lost = len(tables) - len(clouds)
    if last and lost > MOST_REFUSED * len(tables):
        raise last
    means, variances = np.array(moments).T
    within, between = float(variances.mean()), float(means.var(ddof=1)) if len(means) > 1 else 0.0
    pooled = clouds[0].pooled(clouds[1:])
    told = {
        "tables": len(clouds),
        "tables_refused": lost,
        "variance_within": within,
        "variance_between": between,
        "share_of_matching": between / (within + between) if within + between > 0 else 0.0,
    }
    answer = Answer(alone.method, pooled, {**alone.diagnostics, "matching": told})
    return Carried(answer, alone.estimate(level), within, between, len(clouds), lost)


def _log_unseen(cloud: Posterior, documented: int) -> tuple[float, float]:
    unseen = np.log(np.maximum(cloud.values - documented, 0.5))
    mean = float(cloud.weights @ unseen)
    return mean, float(cloud.weights @ (unseen - mean) ** 2)


def clusterings(
    rows: Iterable[RowRef], pairs: Sequence[Pair], lists: Sequence[str], draws: int, *, seed: int = 0
) -> list[Histories]:
    """Tables from draws of who is who: each pair is joined with its probability, in random order.

    A join that would put two rows of one list into one person is left out: lists are taken to name nobody twice. Raises
    InputError for a probability outside [0, 1] and for a pair of a row that is not among `rows`.
    """
    known = list(dict.fromkeys(rows))
    place = {row: at for at, row in enumerate(known)}
    for a, b, p in pairs:
        if not 0 <= p <= 1:
            raise InputError(
                f"the probability {p}", expected="a share from 0 to 1", where=f"{a.list} {a.row}"
            )
        if a not in place or b not in place:
            raise InputError(
                f"a pair with {a.list} {a.row} and {b.list} {b.row}", expected="rows of the lists"
            )
    ends = np.array([(place[a], place[b]) for a, b, _ in pairs], dtype=np.int64).reshape(-1, 2)
    chance = np.array([p for _, _, p in pairs])
    number = {name: at for at, name in enumerate(dict.fromkeys(row.list for row in known))}
    marks = [1 << number[row.list] for row in known]
    rng = np.random.default_rng(seed)
    found: list[Histories] = []
    for _ in range(draws):
        joined = np.flatnonzero(rng.random(len(pairs)) < chance)
        root = _join(ends[rng.permutation(joined)], marks)
        found.append(histories({row: str(root[at]) for at, row in enumerate(known)}, lists))
    return found


def _join(ends: NDArray[np.int64], marks: list[int]) -> list[int]:
    """Union of the pairs in order, save those that would join two rows of one list."""
    parent = list(range(len(marks)))
    held = list(marks)

    def top(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for first, second in ends.tolist():
        a, b = top(first), top(second)
        if a != b and not held[a] & held[b]:
            parent[b] = a
            held[a] |= held[b]
    return [top(at) for at in range(len(marks))]


def undone(h: Histories, rates: Rates, draws: int, *, seed: int = 0) -> list[Histories]:
    """Tables as they may have been before matching erred at these rates, the errors undone at random.

    Expected errors are found by iteration, first the false joins, then the missed ones; each draw undoes a Poisson number
    of each kind, never more than the table holds. For at most ten lists.
    """
    if len(h.lists) > MOST_LISTS:
        raise Refused("many_lists", lists=len(h.lists), most=MOST_LISTS)
    lists = len(h.lists)
    observed = np.concatenate([[0.0], Cells.full(h).counts])
    apart = observed
    for _ in range(20):
        apart = observed - _merged(apart, rates.false)[1]
    whole = apart
    splits = _splits(lists, rates.missed)
    for _ in range(20):
        whole = np.maximum(apart - sum((e * whole[x] for x, e, _ in splits), np.zeros(2**lists)), 0)
    rng = np.random.default_rng(seed)
    joins, _ = _merged(apart, rates.false)
    found: list[Histories] = []
    for _ in range(draws):
        table = observed.copy()
        for (a, b), expected in joins.items():
            times = min(rng.poisson(expected), table[a | b])
            table[[a, b, a | b]] += (times, times, -times)
        for x, effect, chance in splits:
            change = effect / chance
            gains = change > 0
            most = np.floor((table[gains] / change[gains]).min())
            table -= change * min(rng.poisson(chance * whole[x]), most)
        found.append(_as_histories(h.lists, table))
    return found


def mislinked(h: Histories, rates: Rates, rng: np.random.Generator) -> Histories:
    """The table as matching with these rates would have given it: links missed first, then people falsely joined."""
    people: list[int] = []
    for cell, count in enumerate(np.concatenate([[0.0], Cells.full(h).counts]).astype(int)):
        records = [1 << i for i in range(len(h.lists)) if cell >> i & 1]
        for _ in range(count):
            anchor = rng.integers(len(records))
            gone = [r for at, r in enumerate(records) if at != anchor and rng.random() < rates.missed]
            people += [cell & ~sum(gone), *gone]
    found = np.array(people)
    alive = np.ones(len(found), dtype=bool)
    for at in rng.permutation(np.flatnonzero(rng.random(len(found)) < rates.false)):
        if alive[at]:
            others = np.flatnonzero(alive & (found & found[at] == 0))
            if len(others):
                other = int(rng.choice(others))
                found[at] |= found[other]
                alive[other] = False
    return _as_histories(h.lists, np.bincount(found[alive], minlength=2 ** len(h.lists)).astype(float))


def _splits(lists: int, missed: float) -> list[tuple[int, Floats, float]]:
    """Each way a person of history x comes apart: x, its expected effect on the cells per person, and its probability."""
    found = []
    for x in range(1, 2**lists):
        size = x.bit_count()
        part = x
        while part := (part - 1) & x:
            gone = part.bit_count()
            chance = (size - gone) / size * missed**gone * (1 - missed) ** (size - 1 - gone)
            effect = np.zeros(2**lists)
            effect[x] -= chance
            effect[x & ~part] += chance
            for i in range(lists):
                if part >> i & 1:
                    effect[1 << i] += chance
            if chance > 0:
                found.append((x, effect, chance))
    return found


def _merged(table: Floats, false: float) -> tuple[dict[tuple[int, int], float], Floats]:
    """Expected false joins of each two histories that share no list, and their effect on the cells."""
    cells = np.arange(len(table))
    effect = np.zeros(len(table))
    joins: dict[tuple[int, int], float] = {}
    for a in np.flatnonzero(table > 0).tolist():
        free = (cells & a == 0) & (table > 0)
        room = float(table[free].sum())
        for b in np.flatnonzero(free).tolist() if room > 0 and false > 0 else []:
            times = false * float(table[a]) * float(table[b]) / room
            key = (min(a, b), max(a, b))
            joins[key] = joins.get(key, 0.0) + times
            effect[[a, b]] -= times
            effect[a | b] += times
    return joins, effect


def _as_histories(lists: tuple[str, ...], table: Floats) -> Histories:
    counts = {
        "".join("1" if cell >> i & 1 else "0" for i in range(len(lists))): round(count)
        for cell, count in enumerate(table.tolist())
        if cell and round(count) > 0
    }
    return Histories(lists, dict(sorted(counts.items())))
