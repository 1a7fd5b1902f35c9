"""Every decomposable graph over the lists, each as the sum and difference of complete subsets that its likelihood needs.

Taking simplicial vertices out one by one, v with its neighbours S: the likelihood gains the term of S + v and loses that
of S. What is left after cancelling are the graph's cliques and separators (Lauritzen 1996, section 2.1).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

MOST_LISTS = 6


@cache
def incidence(lists: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Graphs x subsets (+1 clique, -1 separator) and each graph's edges as a bit mask over the pairs in order.

    8, 61, 822 and 18,154 graphs for three to six lists.
    """
    pairs = [(a, b) for a in range(lists) for b in range(a + 1, lists)]
    graphs = np.arange(2 ** len(pairs))
    near = np.zeros((lists, len(graphs)), dtype=np.int64)
    for at, (a, b) in enumerate(pairs):
        edge = graphs >> at & 1
        near[a] |= edge << b
        near[b] |= edge << a
    complete = np.ones((2**lists, len(graphs)), dtype=bool)
    for subset in range(1, 2**lists):
        low = (subset & -subset).bit_length() - 1
        rest = subset & ~(1 << low)
        complete[subset] = complete[rest] & ((near[low] & rest) == rest)
    terms = np.zeros((len(graphs), 2**lists), dtype=np.int8)
    remaining = np.full(len(graphs), 2**lists - 1)
    for _ in range(lists):
        waiting = np.ones(len(graphs), dtype=bool)
        for v in range(lists):
            around = near[v] & remaining
            take = np.flatnonzero(waiting & (remaining >> v & 1 == 1) & complete[around, graphs])
            terms[take, around[take] | 1 << v] += 1
            terms[take, around[take]] -= 1
            remaining[take] &= ~(1 << v)
            waiting[take] = False
    chordal = remaining == 0
    terms[:, 0] = 0
    return terms[chordal].astype(float), graphs[chordal]
