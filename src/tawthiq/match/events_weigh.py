"""How probably two rows tell of one incident: weights learned without a label, rivals of one source, and what people said.

Fellegi and Sunter's weights, learned by expectation maximisation over the pairs brought together: they are near in time and
place already, so what is common among them is what chance gives here. A source tells an event once; rows of it that fit one
row take from each other's odds (people_rivalry). Each step changes the odds by a named number of bits.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from tawthiq.match.events_pairs import MODEL, Compared, Kind
from tawthiq.match.events_rows import Floats, Reads
from tawthiq.match.people_company import company
from tawthiq.match.people_learn import correction
from tawthiq.match.people_rivalry import rivalry
from tawthiq.match.people_score import Weighed

ROUNDS, ALONE, TEACH = 48, 40, 38
"""Rounds of learning; so many of them before rivals are looked at; the round after which the sources' words are."""
STRENGTH = 40.0
"""Pairs' worth of the starting values, in each stratum."""
SHARE = 0.05
"""Of the pairs brought together, the share taken to be of one incident before anything is known."""
TRUSTED = 60
"""Pairs with which what is learned of that share counts as much as that."""
MATCHED = 0.8
"""Of the rows of a source, the share that can have their like in another, at most."""
TWICE = 0.02
"""How often a source tells an event twice all the same."""
NO_RIVAL = 0.003
RAREST = 16.0


def weigh(reads: Reads, pairs: Compared, judged: Mapping[int, bool]) -> Weighed:
    """Weights and probabilities of all pairs. `judged`: pair number -> one incident or not."""
    rare = {part: _rarity(reads.words[part], pairs) for part in reads.words}
    m = {kind.name: _start(kind, kind.m) for kind in MODEL}
    u = {kind.name: _start(kind, kind.u) for kind in MODEL}
    weights, given, lost = dict[str, Floats](), dict[str, Floats](), np.zeros(len(pairs.left))
    likeness, share, prior = np.zeros(len(pairs.left)), SHARE, _log_odds(SHARE)
    for turn in range(ROUNDS):
        weights = {kind.name: _weights(pairs, kind, m, u, rare.get(kind.name)) for kind in MODEL} | given
        likeness = np.sum(list(weights.values()), axis=0)
        if turn == ALONE:
            prior = _log_odds(min(0.5, share / _free(reads, share * len(likeness))))
        if turn >= ALONE:
            lost = _lost(reads, pairs, prior + likeness)
        probability = _probability(prior + likeness + lost)
        for kind in MODEL:
            m[kind.name] = _learned(pairs, kind, probability, kind.m)
            u[kind.name] = _learned(pairs, kind, 1 - probability, kind.u)
        if turn < ALONE:
            share = (float(probability.sum()) + TRUSTED * SHARE) / (len(probability) + TRUSTED)
            prior = _log_odds(share)
        if turn == TEACH:
            given = _taught(reads, pairs, probability, weights)
    weighed = Weighed(
        weights | {"rivalry": lost}, np.zeros(len(lost)), _probability(prior + likeness + lost), prior
    )
    learned = correction(pairs, weighed.probability, judged)
    if learned is None:
        return weighed
    moved = _probability(prior + likeness + lost + learned)
    return replace(weighed, probability=moved, weights=weighed.weights | {"learned": learned})


def _probability(bits: Floats) -> Floats:
    out: Floats = 1 / (1 + np.exp2(-np.clip(bits, -60, 60)))
    return out


def _log_odds(share: float) -> float:
    return float(np.log2(share / (1 - share)))


def _free(reads: Reads, found: float) -> float:
    """How probably two rows are both still free, so many pairs being of one incident.

    Rivalry takes from the odds what is given to others already; before it, odds are those among rows that are left.
    """
    sources = np.bincount(reads.source)
    between = max(1, len(sources) * (len(sources) - 1) // 2)
    return (1 - min(MATCHED, found / between / max(1.0, float(sources.mean())))) ** 2


def _start(kind: Kind, values: Sequence[float]) -> Floats:
    one = np.array(values) / np.sum(values)
    return np.tile(one, (kind.strata, 1))


def _learned(pairs: Compared, kind: Kind, weight: Floats, start: Sequence[float]) -> Floats:
    levels, strata = pairs.levels[kind.name], pairs.strata[kind.name]
    seen = levels >= 0
    at = strata[seen].astype(np.int64) * len(kind.levels) + levels[seen]
    counts = np.bincount(at, weight[seen], kind.strata * len(kind.levels)).reshape(kind.strata, -1)
    leaning = counts + STRENGTH * _start(kind, start)
    out: Floats = leaning / leaning.sum(axis=1, keepdims=True)
    return out


def _weights(
    pairs: Compared, kind: Kind, m: Mapping[str, Floats], u: Mapping[str, Floats], rarity: Floats | None
) -> Floats:
    levels, strata = pairs.levels[kind.name], pairs.strata[kind.name]
    by_level = np.log2(m[kind.name] / u[kind.name])
    out: Floats = np.where(levels >= 0, by_level[strata, np.maximum(levels, 0)], 0.0)
    if rarity is not None:
        out = out - np.where(levels == 0, np.log2(np.clip(rarity, 1 / RAREST, RAREST)), 0.0)
    return out


def _rarity(values: Sequence[str | None], pairs: Compared) -> Floats:
    """How frequent the value of the left row is, over the average agreement."""
    counts = Counter(value for value in values if value is not None)
    every = sum(counts.values())
    mean = sum((n / every) ** 2 for n in counts.values()) if every else 1.0
    share = np.array([1.0 if value is None else counts[value] / every / mean for value in values])
    out: Floats = share[pairs.left]
    return out


def _lost(reads: Reads, pairs: Compared, odds: Floats) -> Floats:
    lost = np.zeros(len(odds))
    probability = _probability(odds)
    near = np.flatnonzero(probability >= NO_RIVAL)
    lost[near] = rivalry(pairs.left[near], pairs.right[near], probability[near], reads.source, repeated=TWICE)
    return lost


def _taught(
    reads: Reads, pairs: Compared, probability: Floats, weights: Mapping[str, Floats]
) -> dict[str, Floats]:
    taught = {}
    for part, values in reads.words.items():
        found = company(values, pairs.left, pairs.right, probability, weights[part])
        if found is not None:
            taught[part] = found
    return taught
