"""Finds the Latin spellings of an Arabic name among many: a beam over the trie of all spellings, then exact scores.

Spellings that begin alike share their work. A beginning is dropped once `BEAM` others of its length explain the Arabic
better, or the best of them by `MARGINS` (natural logarithm), the letters still to come counted as each alone is likely.
What is dropped can be a true spelling: bench/match_names.py measures the loss.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tawthiq.language.names_beam import Ints, compiled, search
from tawthiq.language.names_letters import (
    LM_SHARE,
    Codes,
    Floats,
    Letters,
    arabic_codes,
    latin_codes,
    letters,
)

BEAM = 260
MARGINS = np.array([12.0, 14.0], np.float32)


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


class Finder:
    """Latin spellings that can be asked which of them an Arabic name is written as."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self.trie = trie(spellings)
        self._kernel = compiled(search)

    def find(self, arabic: str, most: int = 10) -> list[tuple[str, float]]:
        """The best `most` strings of Latin letters with their scores (natural logarithm), best first."""
        return self.find_all([arabic], most)[0]

    def find_all(self, arabic: Sequence[str], most: int = 10) -> list[list[tuple[str, float]]]:
        """The same for many names, with less to do for each."""
        queries = [arabic_codes(name) for name in arabic]
        tree, words, table = self.trie, self.trie.words, letters()
        best = np.full((len(queries), most), -1e9, np.float32)
        found, counts = np.zeros(best.shape, np.int32), np.zeros(len(queries), np.int32)
        if queries and words:
            ends = np.cumsum([len(codes) for codes in queries]).astype(np.int32)
            data = (table.step, table.arabic, tree.child, tree.last, tree.prior, tree.word, tree.depth)
            self._kernel(np.concatenate(queries), ends, *data, BEAM, MARGINS, best, found, counts)
        return [
            [(words[at], score) for at, score in zip(numbers[:count], scores[:count], strict=True)]
            for numbers, scores, count in zip(found.tolist(), best.tolist(), counts.tolist(), strict=True)
        ]
