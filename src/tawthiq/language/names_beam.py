"""The kernel of the search for Latin spellings of Arabic names: one beam over the trie of spellings for each name asked.

A cell holds the best log probability of a beginning of the Latin spelling beside a beginning of the Arabic name, less
what leaving all those Arabic letters silent would cost, so that silence is free to carry on. With `beam` and `margin`
wide enough nothing is dropped and the scores are exact; tests hold the kernel to a plain reading of the model.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.language.names_letters import Codes, Floats

Ints = npt.NDArray[np.int32]

BINS = 128
"""Steps into which the margin is cut when a level holds more beginnings than the beam."""
NONE = np.float32(-1e9)
SOON = 3
"""Letters of a beginning up to which the closer margin holds: the first letters have most rivals and say least."""


@cache
def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` compiled by numba; kept on disk where the package's folder can be written."""
    from numba import njit  # noqa: PLC0415 - compiling is slow to import; only searches pay for it

    try:
        kernel: Callable[..., Any] = njit(cache=True, fastmath=True)(function)
    except RuntimeError:
        kernel = njit(fastmath=True)(function)
    return kernel


def search(  # noqa: C901, PLR0912, PLR0915 - one kernel, kept whole for the compiler
    queries: Codes,
    ends: Ints,
    step: Floats,
    arabic: Floats,
    child: Ints,
    last: Codes,
    prior: Floats,
    word: Ints,
    depth: int,
    beam: int,
    margins: Floats,
    best: Floats,
    found: Ints,
    counts: Ints,
) -> None:
    """For each query (its letters end at `ends`) fills `best`, `found` and `counts` with the highest scoring words.

    `margins`: up to SOON letters, and beyond.
    """
    top, strings, start = best.shape[1], step.shape[1], 0
    cells = np.empty((0, 1), np.float32)
    node_at = np.empty(beam * (depth + 1) + 1, np.int32)
    parent_at = np.empty(len(node_at), np.int32)
    bins = np.empty(BINS, np.int32)
    room = 1024
    value, of_node, of_slot = np.empty(room, np.float32), np.empty(room, np.int32), np.empty(room, np.int32)
    for asked in range(len(ends)):
        n = ends[asked] - start
        width = n + 1
        gain, ahead = np.empty((strings, width), np.float32), np.empty(width, np.float32)
        chance, silent = np.float32(0.0), np.float32(0.0)
        for i in range(n):
            chance += arabic[queries[start + i]]
        ahead[0] = chance
        rest = chance
        for i in range(n):
            letter = queries[start + i]
            cost = step[letter, 0]
            silent += cost
            rest -= arabic[letter]
            ahead[i + 1] = rest + silent
            for u in range(strings):
                gain[u, i + 1] = step[letter, u] - cost
        if cells.shape[1] != width:
            cells = np.empty((len(node_at), width), np.float32)
        fresh = np.empty((room, width), np.float32)
        cells[0, :] = np.float32(0.0)
        node_at[0], parent_at[0] = 0, -1
        lo, hi, filled, level = 0, 1, 0, 0
        while lo < hi and n > 0:
            level += 1
            margin = margins[0] if level <= SOON else margins[1]
            count = 0
            for slot in range(lo, hi):
                count += child[node_at[slot] + 1] - child[node_at[slot]]
            if count > room:
                room = count
                fresh = np.empty((room, width), np.float32)
                value = np.empty(room, np.float32)
                of_node, of_slot = np.empty(room, np.int32), np.empty(room, np.int32)
            at = 0
            top_value = np.float32(-1e30)
            for slot in range(lo, hi):
                second = parent_at[slot]
                third = parent_at[second] if second >= 0 else -1
                for node in range(child[node_at[slot]], child[node_at[slot] + 1]):
                    for k in range(3):
                        source = slot if k == 0 else (second if k == 1 else third)
                        u = last[node, k]
                        if k == 0 and u < 0:
                            for i in range(width):
                                fresh[at, i] = NONE
                        if source < 0 or u < 0:
                            continue
                        none = step[0, u]
                        before = cells[source, 0]
                        fresh[at, 0] = before + none if k == 0 else max(fresh[at, 0], before + none)
                        for i in range(1, width):
                            here = cells[source, i]
                            new = max(here + none, before + gain[u, i])
                            fresh[at, i] = new if k == 0 else max(fresh[at, i], new)
                            before = here
                    run = fresh[at, 0]
                    high = run + ahead[0]
                    for i in range(1, width):
                        run = max(run, fresh[at, i])
                        fresh[at, i] = run
                        high = max(high, run + ahead[i])
                    if word[node] >= 0:
                        score = run + silent - prior[node] - chance
                        if filled < top or score > best[asked, top - 1]:
                            place = filled if filled < top else top - 1
                            filled = min(filled + 1, top)
                            while place > 0 and best[asked, place - 1] < score:
                                best[asked, place] = best[asked, place - 1]
                                found[asked, place] = found[asked, place - 1]
                                place -= 1
                            best[asked, place], found[asked, place] = score, word[node]
                    high -= prior[node]
                    if child[node] < child[node + 1] and high >= top_value - margin:
                        top_value = max(top_value, high)
                        value[at] = high
                        of_node[at], of_slot[at] = node, slot
                        at += 1
            lo, count = hi, at
            bar = top_value - margin
            if count > beam:
                fine = np.float32(BINS) / margin
                bins[:] = 0
                for at in range(count):
                    place = int((top_value - value[at]) * fine)
                    if place < BINS:
                        bins[place] += 1
                total, place = 0, 0
                while place < BINS and total + bins[place] <= beam:
                    total += bins[place]
                    place += 1
                bar = max(bar, top_value - np.float32(place) / fine)
            for at in range(count):
                if value[at] >= bar and hi - lo < beam:
                    for i in range(width):
                        cells[hi, i] = fresh[at, i]
                    node_at[hi], parent_at[hi] = of_node[at], of_slot[at]
                    hi += 1
        counts[asked] = filled
        start = ends[asked]
