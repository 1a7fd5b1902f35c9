"""The evidence on every pair: compared, weighed, weighed again with what lists, rivals and judgements teach.

The second weighing knows which words of one list stand for which of another (people_company); rows of one list that fit
the same row take from each other's odds (people_rivalry); judgements, where there are enough, correct what is left
(people_learn). Each step changes the odds by a named number of bits, so that every probability can be explained.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from tawthiq.match.people_company import company
from tawthiq.match.people_engine import Engine
from tawthiq.match.people_learn import correction
from tawthiq.match.people_model import MODEL
from tawthiq.match.people_register_pairs import register_of, register_pairs
from tawthiq.match.people_rivalry import rivalry
from tawthiq.match.people_rows import Read
from tawthiq.match.people_score import Array, Weighed, weigh
from tawthiq.match.people_table import SAMPLED_PAIRS, Compare, compare, table
from tawthiq.record.person import PersonRow

NO_RIVAL = 0.003
"""Pairs below this probability are no one's rivals."""
GIVEN_BACK = 0.4
"""Share of the pairs lost to rivals that is given back; chosen on generator seeds that no reported figure uses."""
MOST_FREED, CLOSE, TRIES = 1.0, 0.0005, 5
"""Bits by which the odds of free rows can be higher, at most; how closely the expected pairs are kept; attempts."""


def evidence(
    reads: Sequence[Read],
    judged: Mapping[tuple[str, str], bool],
    rows: Sequence[PersonRow] = (),
    engine: Engine | None = None,
) -> tuple[Compare, Weighed]:
    """All pairs worth comparing, and how probably each is one person. `judged`: pair of row ids -> same person.

    `rows`: what was read, in the same order; where they make a register they are compared by their columns.
    """
    register = register_of(rows)
    pairs, weighed = register_pairs(*register) if register else _by_sound(reads, engine)
    known = _judged_here(reads, pairs, judged)
    learned = correction(pairs, weighed.probability, known)
    return pairs, weighed if learned is None else _moved(weighed, "learned", learned)


def _by_sound(reads: Sequence[Read], engine: Engine | None) -> tuple[Compare, Weighed]:
    lists = sorted({read.list for read in reads})
    list_of = np.array([lists.index(read.list) for read in reads])
    model = [c for c in MODEL if len(lists) > 1 or c.name != "list"]
    pairs = compare(table(reads), model, engine=engine)
    sampled = min(SAMPLED_PAIRS, len(reads) ** 2 / 2)
    rarity = {name: _rarity(reads, name, pairs) for name in ("given", "family", "father")}
    settle = partial(weigh, pairs, model, rarity, rows=len(reads), sampled=sampled)
    weighed = _with_rivals(pairs, settle(), list_of)
    if taught := _taught(reads, pairs, weighed):
        weighed = _with_rivals(pairs, settle(given=taught), list_of)
    return pairs, weighed


def _moved(weighed: Weighed, name: str, bits: Array) -> Weighed:
    """The same with a named number of bits added to each pair's odds."""
    odds = weighed.probability / np.maximum(1 - weighed.probability, 1e-12) * np.exp2(bits)
    return replace(weighed, probability=odds / (1 + odds), weights=weighed.weights | {name: bits})


def _taught(reads: Sequence[Read], pairs: Compare, weighed: Weighed) -> dict[str, Array]:
    taught = {}
    for part in ("place", "manner", "status"):
        values = [getattr(read, part) for read in reads]
        weights = company(values, pairs.left, pairs.right, weighed.probability, weighed.weights.get(part))
        if weights is not None:
            taught[part] = weights
    return taught


def _with_rivals(pairs: Compare, weighed: Weighed, list_of: npt.NDArray[np.int64]) -> Weighed:
    """Rivals take from each other's odds; part of what is so lost is given back to all.

    The odds learned are those of any two rows, and rivalry asks them of rows that are still free, for which they are higher. Part, since some of what rivals lose never was: two brothers beside one row were both counted when the odds were learned.
    """
    expected = float(weighed.probability.sum())
    freed, settled = 0.0, weighed
    for turn in range(TRIES):
        moved = _lifted(weighed, freed)
        lost = np.zeros(len(pairs.left))
        near = np.flatnonzero(moved.probability >= NO_RIVAL)
        lost[near] = rivalry(pairs.left[near], pairs.right[near], moved.probability[near], list_of)
        settled = _moved(moved, "rivalry", lost)
        p = settled.probability
        if not turn:
            expected = GIVEN_BACK * expected + (1 - GIVEN_BACK) * float(p.sum())
        short, slope = expected - float(p.sum()), float((p * (1 - p)).sum()) * np.log(2)
        if freed >= MOST_FREED or short <= CLOSE * expected or slope <= 0:
            break
        freed = min(MOST_FREED, freed + short / slope)
    return settled


def _lifted(weighed: Weighed, bits: float) -> Weighed:
    """The same with the odds before all comparing changed by so many bits."""
    odds = weighed.probability / np.maximum(1 - weighed.probability, 1e-12) * np.exp2(bits)
    return replace(weighed, probability=odds / (1 + odds), prior=float(weighed.prior + bits))


def _judged_here(
    reads: Sequence[Read], pairs: Compare, judged: Mapping[tuple[str, str], bool]
) -> dict[int, bool]:
    """Judgements by the number of their pair, as far as the pair was compared."""
    at = {read.uid: n for n, read in enumerate(reads)}
    wanted = {(at[a], at[b]): same for (a, b), same in judged.items() if a in at and b in at}
    rows = sorted({i for pair in wanted for i in pair})
    among = np.flatnonzero(np.isin(pairs.left, rows) & np.isin(pairs.right, rows))
    found = {}
    for k in among.tolist():
        i, j = int(pairs.left[k]), int(pairs.right[k])
        same = wanted.get((min(i, j), max(i, j)))
        if same is not None:
            found[k] = same
    return found


def _rarity(reads: Sequence[Read], part: str, pairs: Compare) -> Array:
    """For each pair, how frequent the more frequent of its two first lemmas is, over the average agreement."""
    first = [lemmas[0] if (lemmas := getattr(read, part)) else None for read in reads]
    counts = Counter(lemma for lemma in first if lemma)
    every = sum(counts.values())
    mean = sum((n / every) ** 2 for n in counts.values()) if every else 1.0
    share = {lemma: n / every / mean for lemma, n in counts.items()}
    values = np.array([share.get(lemma, 1.0) if lemma else 1.0 for lemma in first])
    out: Array = np.maximum(values[pairs.left], values[pairs.right])
    return out
