"""Texts that are one text: most of their runs of three words are the same, however they are spelt or pointed.

Words are compared folded. Candidates share one of the eight least hashes of their runs; every candidate is then compared
exactly, so a pair told is a pair. A hash that more than `CROWD` texts hold is a formula (a greeting, a footer) and brings nobody
together. The order of the texts changes nothing.
"""

import hashlib
import re
from collections.abc import Mapping
from itertools import combinations

import msgspec

from tawthiq.language import fold

RUN = 3
SKETCH = 8
CROWD = 500
LEAST = 0.5
"""Share of all runs of the two that both hold (Jaccard)."""

_WORD = re.compile(r"\w+")
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_WHOLE = (1 << 64) - 1


class TextMatch(msgspec.Struct, frozen=True, order=True):
    """Two texts that are one. `kind`: same (equal when folded) or near; `score`: share of runs in common, 0..1."""

    a: str
    b: str
    kind: str
    score: float


def texts(documents: Mapping[str, str], least: float = LEAST) -> tuple[TextMatch, ...]:
    """Every pair of names whose texts are alike at `least` or more, sorted; `a` < `b`. Texts under three words match nothing."""
    known: dict[str, int] = {}
    runs = {name: _runs(text, known) for name, text in sorted(documents.items())}
    held: dict[int, list[str]] = {}
    for name, found in runs.items():
        for run in sorted(found)[:SKETCH]:
            held.setdefault(run, []).append(name)
    pairs = {pair for names in held.values() if len(names) <= CROWD for pair in combinations(names, 2)}
    out = []
    for a, b in pairs:
        both = len(runs[a] & runs[b])
        score = both / (len(runs[a]) + len(runs[b]) - both)
        if score >= least:
            same = score == 1.0 and _WORD.findall(fold(documents[a])) == _WORD.findall(fold(documents[b]))
            out.append(TextMatch(a, b, "same" if same else "near", round(score, 4)))
    return tuple(sorted(out))


def _runs(text: str, known: dict[str, int]) -> frozenset[int]:
    """Hashes of the runs of words; `known` keeps each word's."""
    codes = []
    for word in _WORD.findall(fold(text)):
        code = known.get(word)
        if code is None:
            code = known[word] = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
        codes.append(code)
    found = set()
    for n in range(len(codes) - RUN + 1):
        mixed = sum(code * by for code, by in zip(codes[n : n + RUN], _MIX, strict=True)) & _WHOLE
        found.add((mixed ^ mixed >> 29) * _MIX[0] & _WHOLE)
    return frozenset(found)
