"""Finds the Latin spellings of an Arabic name among many: a beam over the trie of all spellings, then exact scores.

Spellings that begin alike share their work. A beginning is dropped once `BEAM` others of its length explain the Arabic
better, or the best of them by `MARGIN` (natural logarithm), the letters still to come counted as each alone is likely.
What is dropped can be a true spelling: bench/match_names.py measures the loss.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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

BEAM = 240
MARGIN = np.float32(14.0)

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
    distinct = sorted({bytes(latin_codes(s).tolist()) for s in spellings} - {b""})
    depth = max(map(len, distinct), default=0)
    size = np.array([len(d) for d in distinct], np.int32)
    padded = b"".join(d.ljust(depth, b"\0") for d in distinct)
    letter = np.frombuffer(padded, np.uint8).reshape(len(distinct), depth)
    parent, letters_at, word = [np.zeros(1, np.int32)], [np.zeros(1, np.int32)], [np.full(1, -1, np.int32)]
    node, levels = np.zeros(len(distinct), np.int32), [0, 1]
    alike = np.ones(max(len(distinct) - 1, 0), bool)
    for at in range(depth):
        alike = alike & (letter[1:, at] == letter[:-1, at])
        fresh = np.flatnonzero((size > at) & np.concatenate([[True], ~alike]))
        parent.append(node[fresh])
        letters_at.append(letter[fresh, at].astype(np.int32))
        word.append(np.where(size[fresh] == at + 1, fresh, -1).astype(np.int32))
        begun = np.zeros(len(distinct), np.int32)
        begun[fresh] = 1
        node = (levels[-1] - 1 + np.cumsum(begun)).astype(np.int32)
        levels.append(levels[-1] + len(fresh))
    above, own = np.concatenate(parent), np.concatenate(letters_at)
    child = np.append(1 + np.searchsorted(above[1:], np.arange(len(above))), len(above)).astype(np.int32)
    last, prior = _beginnings(above, own, levels, letters())
    names = tuple("".join(chr(96 + c) for c in d) for d in distinct)
    return Trie(child, last, prior, np.concatenate(word), names, depth)


def _beginnings(above: Ints, own: Ints, levels: list[int], table: Letters) -> tuple[Codes, Floats]:
    """For each node the table's numbers of its last one, two and three letters, and LM_SHARE x its log probability."""
    nodes = len(above)
    last, prior = np.full((nodes, 3), -1, np.int16), np.full(nodes, -20.0)
    code, older, prior[0] = np.zeros(nodes, np.int64), np.arange(nodes, dtype=np.int32), 0.0
    ancestors, power = [], 1
    for k in range(3):
        code, power = code + power * own[older], power * 27
        last[:, k] = np.where(own[older] > 0, table.string_of[code], -1)
        older = above[older]
        ancestors.append(older)
    for start, end in pairwise(levels[1:]):
        rows = np.arange(start, end)
        terms = [
            np.where(last[rows, k] >= 0, prior[ancestors[k][rows]] + table.latin[last[rows, k]], -1e9)
            for k in range(3)
        ]
        prior[rows] = np.logaddexp.reduce(terms)
    return last, (LM_SHARE * prior).astype(np.float32)


def _search(  # noqa: C901, PLR0912, PLR0915 - one kernel, kept whole for the compiler
    query: Codes,
    step: Floats,
    child: Ints,
    last: Codes,
    prior: Floats,
    word: Ints,
    beam: int,
    depth: int,
    rest: Floats,
    margin: np.float32,
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
        top_value = np.float32(-1e30)
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
                high = row[0] + rest[0]
                for i in range(1, width):
                    row[i] = max(row[i], row[i - 1] + step[query[i - 1], 0])
                    high = max(high, row[i] + rest[i])
                if word[node] >= 0:
                    score = row[n] - prior[node]
                    if filled < top or score > best[top - 1]:
                        place = filled if filled < top else top - 1
                        filled = min(filled + 1, top)
                        while place > 0 and best[place - 1] < score:
                            best[place], found[place] = best[place - 1], found[place - 1]
                            place -= 1
                        best[place], found[place] = score, word[node]
                leaf = child[node] == child[node + 1]
                value[at] = np.float32(-1e30) if leaf else high - prior[node]
                of_node[at], of_slot[at] = node, slot
                top_value = max(top_value, value[at])
                at += 1
        lo = hi
        bar = max(top_value - margin, np.float32(-1e29))
        if count > beam:
            bar = max(bar, np.partition(value, count - beam)[count - beam])
        for at in range(count):
            if value[at] >= bar and hi - lo < beam:
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
        alone = letters().arabic[query]
        rest = np.append(np.cumsum(alone[::-1])[::-1], 0.0).astype(np.float32)
        args = (letters().step, tree.child, tree.last, tree.prior, tree.word, BEAM, tree.depth, rest, MARGIN)
        count = self._kernel(query, *args, best, found)
        chance = alone.sum()
        return [(tree.words[found[i]], float(best[i] - chance)) for i in range(count)]
