"""Texts that are one text: most of their runs of three words are the same, however they are spelt or pointed.

Words are compared folded. Candidates share one of the eight least hashes of their runs; every candidate is then compared
exactly, so a pair told is a pair. A hash that more than `CROWD` texts hold is a formula (a greeting, a footer) and brings nobody
together. The order of the texts changes nothing.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from tawthiq.language import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

RUN = 3
SKETCH = 8
CROWD = 500
LEAST = 0.5
"""Share of all runs of the two that both hold (Jaccard)."""

_WORD = re.compile(r"\w+")
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


class TextMatch(msgspec.Struct, frozen=True, order=True):
    """Two texts that are one. `kind`: same (equal when folded) or near; `score`: share of runs in common, 0..1."""

    a: str
    b: str
    kind: str
    score: float


def texts(documents: Mapping[str, str], least: float = LEAST) -> tuple[TextMatch, ...]:
    """Every pair of names whose texts are alike at `least` or more, sorted; `a` < `b`. Texts under three words match nothing."""
    import numpy as np  # noqa: PLC0415 - slow to import

    names = sorted(documents)
    runs, begins = _runs([documents[name] for name in names])
    held: dict[int, list[int]] = {}
    size = np.diff(begins)
    least_of = [runs[begins[n] : begins[n] + min(SKETCH, size[n])] for n in range(len(names))]
    sketch = np.concatenate([*least_of, np.zeros(0, np.uint64)])
    owner = np.repeat(np.arange(len(names)), np.minimum(size, SKETCH))
    _, group, many = np.unique(sketch, return_inverse=True, return_counts=True)
    shared = (many[group] > 1) & (many[group] <= CROWD)
    for key, n in zip(group[shared].tolist(), owner[shared].tolist(), strict=True):
        held.setdefault(key, []).append(n)
    out = []
    for a, b in {pair for members in held.values() for pair in combinations(members, 2)}:
        one, two = runs[begins[a] : begins[a + 1]], runs[begins[b] : begins[b + 1]]
        both = len(one) + len(two) - len(np.union1d(one, two))
        score = both / (len(one) + len(two) - both)
        if score >= least:
            same = score == 1.0 and _words(documents[names[a]]) == _words(documents[names[b]])
            out.append(TextMatch(names[a], names[b], "same" if same else "near", round(score, 4)))
    return tuple(sorted(out))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _runs(said: Sequence[str]) -> "tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]":
    """Hashes of each text's runs of words, sorted and each once, one text after the other; and where each begins."""
    import numpy as np  # noqa: PLC0415

    known: dict[str, list[int]] = {}
    codes: list[int] = []
    ends = [0]
    for text in said:
        for token in text.split():
            found = known.get(token)
            if found is None:
                found = known[token] = [
                    int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
                    for word in _words(token)
                ]
            codes += found
        ends.append(len(codes))
    code = np.array(codes, np.uint64)
    owner = np.repeat(np.arange(len(said)), np.diff(ends))
    first, second, third = (code[n : len(code) - RUN + 1 + n] for n in range(RUN))
    mixed = first * np.uint64(_MIX[0]) + second * np.uint64(_MIX[1]) + third * np.uint64(_MIX[2])
    mixed = (mixed ^ mixed >> np.uint64(29)) * np.uint64(_MIX[0])
    whole = owner[: len(mixed)] == owner[RUN - 1 :]
    mixed, home = mixed[whole], owner[: len(mixed)][whole]
    order = np.lexsort((mixed, home))
    mixed, home = mixed[order], home[order]
    fresh = np.ones(len(mixed), bool)
    fresh[1:] = (mixed[1:] != mixed[:-1]) | (home[1:] != home[:-1])
    begins = np.searchsorted(home[fresh], np.arange(len(said) + 1))
    return mixed[fresh], begins
