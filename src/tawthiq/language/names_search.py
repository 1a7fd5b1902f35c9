"""Finds the Latin spellings of an Arabic name among many: a beam over the trie of all spellings, then exact scores.

Spellings that begin alike share their work, and a beginning is dropped once `BEAM` others of its length explain the
Arabic better. What is dropped can be a true spelling: the loss is measured in bench/match_names.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.language.names_letters import (
    LM_SHARE,
    Codes,
    Floats,
    Letters,
    arabic_codes,
    latin_codes,
    letters,
)

BEAM = 200
AHEAD = np.float32(-4.0)

Ints = npt.NDArray[np.int32]


@cache
def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` compiled by numba; kept on disk where the package's folder can be written."""
    from numba import njit  # noqa: PLC0415 - compiling is slow to import; only searches pay for it

    try:
        kernel: Callable[..., Any] = njit(cache=True, fastmath=True)(function)
    except RuntimeError:
        kernel = njit(fastmath=True)(function)
    return kernel


@dataclass(frozen=True)
class Trie:
    """All distinct spellings as one tree, breadth first; node 0 is the empty beginning.

    Children of a node are `child[node]` .. `child[node + 1]`. `last[node, k - 1]`: the table's number of the last k letters, or -1.
    `prior[node]`: LM_SHARE x log probability of the beginning. `word[node]`: index into `words`, or -1.
    """

    child: Ints
    last: Codes
    prior: Floats
    word: Ints
    words: tuple[str, ...]
    depth: int


def trie(spellings: Iterable[str]) -> Trie:
    """The tree of the spellings' letters; `words` keeps one entry for each distinct string of letters."""
    table = letters()
    distinct = sorted({tuple(latin_codes(s).tolist()) for s in spellings} - {()})
    child: list[int] = []
    last, prior, word = [(-1, -1, -1)], [[0.0]], [-1]
    span, level, depth = [(0, len(distinct))], [0], 0
    while level:
        upcoming: list[int] = []
        for node in level:
            lo, hi = span[node]
            if lo < hi and len(distinct[lo]) == depth:
                word[node] = lo
                lo += 1
            child.append(len(span))
            while lo < hi:
                beginning = distinct[lo][: depth + 1]
                end = lo
                while end < hi and distinct[end][depth] == beginning[depth]:
                    end += 1
                upcoming.append(len(span))
                span.append((lo, end))
                word.append(-1)
                last.append(_last(beginning, table))
                prior.append(_grow(prior[node], last[-1], table))
                lo = end
        level, depth = upcoming, depth + 1
    child.append(len(span))
    flat = np.array([LM_SHARE * p[-1] for p in prior], np.float32)
    names = tuple("".join(chr(96 + c) for c in d) for d in distinct)
    return Trie(
        np.array(child, np.int32), np.array(last, np.int16), flat, np.array(word, np.int32), names, depth
    )


def _last(beginning: tuple[int, ...], table: Letters) -> tuple[int, int, int]:
    found = []
    for k in (1, 2, 3):
        value = 0
        for letter in beginning[-k:]:
            value = value * 27 + letter
        found.append(int(table.string_of[value]) if len(beginning) >= k else -1)
    return (found[0], found[1], found[2])


def _grow(before: list[float], last: tuple[int, int, int], table: Letters) -> list[float]:
    """Log probabilities of the last three beginnings and of this one, under the table's Latin side alone."""
    terms = [
        before[-k] + float(table.latin[u]) for k, u in enumerate(last, start=1) if u >= 0 and k <= len(before)
    ]
    return [*before[-2:], float(np.logaddexp.reduce(terms)) if terms else before[-1] - 20.0]


def _search(  # noqa: C901, PLR0912 - one kernel, kept whole for the compiler

    query: Codes,
    step: Floats,
    child: Ints,
    last: Codes,
    prior: Floats,
    word: Ints,
    beam: int,
    depth: int,
    ahead: np.float32,
    best: Floats,
    found: Ints,
) -> int:
    """Fills `best` and `found` with the highest scoring words, highest first; returns how many."""
    n, top = len(query), len(best)
    width = n + 1
    room = beam * (depth + 1) + 1
    cells = np.empty((room, width), np.float32)
    node_at, parent_at = np.empty(room, np.int32), np.empty(room, np.int32)
    cells[0, 0] = 0.0
    for i in range(1, width):
        cells[0, i] = cells[0, i - 1] + step[query[i - 1], 0]
    node_at[0], parent_at[0] = 0, -1
    lo, hi, filled = 0, 1, 0
    while lo < hi:
        count = 0
        for slot in range(lo, hi):
            count += child[node_at[slot] + 1] - child[node_at[slot]]
        fresh = np.empty((count, width), np.float32)
        value, of_node, of_slot = (
            np.empty(count, np.float32),
            np.empty(count, np.int32),
            np.empty(count, np.int32),
        )
        at = 0
        for slot in range(lo, hi):
            second = parent_at[slot]
            third = parent_at[second] if second >= 0 else -1
            for node in range(child[node_at[slot]], child[node_at[slot] + 1]):
                row = fresh[at]
                row[:] = -1e9
                for k in range(3):
                    from_slot = slot if k == 0 else (second if k == 1 else third)
                    u = last[node, k]
                    if from_slot < 0 or u < 0:
                        continue
                    source = cells[from_slot]
                    none = step[0, u]
                    row[0] = max(row[0], source[0] + none)
                    for i in range(1, width):
                        row[i] = max(row[i], source[i] + none, source[i - 1] + step[query[i - 1], u])
                high = row[0] + ahead * n
                for i in range(1, width):
                    row[i] = max(row[i], row[i - 1] + step[query[i - 1], 0])
                    high = max(high, row[i] + ahead * (n - i))
                if word[node] >= 0:
                    score = row[n] - prior[node]
                    if filled < top or score > best[top - 1]:
                        place = filled if filled < top else top - 1
                        filled = min(filled + 1, top)
                        while place > 0 and best[place - 1] < score:
                            best[place], found[place] = best[place - 1], found[place - 1]
                            place -= 1
                        best[place], found[place] = score, word[node]
                value[at], of_node[at], of_slot[at] = high - prior[node], node, slot
                at += 1
        lo = hi
        bar = np.float32(-1e30)
        if count > beam:
            bar = np.partition(value, count - beam)[count - beam]
        for at in range(count):
            if value[at] >= bar and hi - lo < beam and child[of_node[at] + 1] > child[of_node[at]]:
                cells[hi] = fresh[at]
                node_at[hi], parent_at[hi] = of_node[at], of_slot[at]
                hi += 1
    return filled


class Finder:
    """Latin spellings that can be asked which of them an Arabic name is written as."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self.trie = trie(spellings)
        self._kernel = compiled(_search)

    def find(self, arabic: str, most: int = 10) -> list[tuple[str, float]]:
        """The best `most` strings of Latin letters with their scores (natural logarithm), best first."""
        query, tree = arabic_codes(arabic), self.trie
        if not len(query) or not tree.words:
            return []
        best, found = np.full(most, -1e9, np.float32), np.full(most, -1, np.int32)
        args = (letters().step, tree.child, tree.last, tree.prior, tree.word, BEAM, tree.depth, AHEAD)
        count = self._kernel(query, *args, best, found)
        alone = float(letters().arabic[query].sum())
        return [(tree.words[found[i]], float(best[i]) - alone) for i in range(count)]
