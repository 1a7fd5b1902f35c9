"""Texts that are one text: most of their runs of three words are the same, however they are spelt or pointed.

Words are compared folded. Candidates share one of the eight least hashes of their runs; every candidate is then compared
exactly, so a pair told is a pair. A hash that more than `CROWD` texts hold is a formula (a greeting, a footer) and brings nobody
together. The order of the texts changes nothing.
"""

import hashlib
import re
from array import array
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
CHUNK, MOST_BITS = 1 << 15, 49
"""Pairs compared at once, and bits of a run's hash: number and hash share 64 bits. Fewer where there are more than 2**15 texts."""
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
    at = np.arange(SKETCH)
    sketch = runs[(begins[:-1, None] + at)[at < size[:, None]]]
    owner = np.repeat(np.arange(len(names)), np.minimum(size, SKETCH))
    _, group, many = np.unique(sketch, return_inverse=True, return_counts=True)
    shared = (many[group] > 1) & (many[group] <= CROWD)
    for key, n in zip(group[shared].tolist(), owner[shared].tolist(), strict=True):
        held.setdefault(key, []).append(n)
    pairs = np.array(
        sorted({pair for members in held.values() for pair in combinations(members, 2)}), np.int64
    ).reshape(-1, 2)
    both = np.concatenate(
        [
            np.zeros(0, np.int64),
            *(_shared(runs, begins, pairs[n : n + CHUNK]) for n in range(0, len(pairs), CHUNK)),
        ]
    )
    score = both / np.maximum(1, size[pairs].sum(axis=1) - both)
    out = []
    for n in np.nonzero(score >= least)[0].tolist():
        a, b = (names[i] for i in pairs[n])
        same = score[n] == 1.0 and _words(documents[a]) == _words(documents[b])
        out.append(TextMatch(a, b, "same" if same else "near", round(float(score[n]), 4)))
    return tuple(sorted(out))


def _shared(
    runs: "npt.NDArray[np.uint64]", begins: "npt.NDArray[np.int64]", pairs: "npt.NDArray[np.int64]"
) -> "npt.NDArray[np.int64]":
    """How many runs the two of each pair have in common: those that stand twice where the runs of both are sorted together."""
    import numpy as np  # noqa: PLC0415 - slow to import

    first = begins[pairs].ravel()
    size = (begins[pairs + 1] - begins[pairs]).ravel()
    ends = np.cumsum(size)
    every = runs[np.repeat(first - (ends - size), size) + np.arange(ends[-1])]
    home = np.repeat(np.repeat(np.arange(len(pairs)), 2), size)
    key = np.sort(home.astype(np.uint64) << np.uint64(MOST_BITS) | every)
    twice = key[1:][key[1:] == key[:-1]] >> np.uint64(MOST_BITS)
    return np.bincount(twice.astype(np.int64), minlength=len(pairs))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


class _Numbered(dict[str, int]):
    """Gives each new text the next number."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


def _runs(said: Sequence[str]) -> "tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]":
    """Hashes of each text's runs of words, sorted and each once, one text after the other; and where each begins."""
    import numpy as np  # noqa: PLC0415 - slow to import

    known = _Numbered()
    tokens = array("q")
    ends = [0]
    for text in said:
        tokens.extend(map(known.__getitem__, text.split()))
        ends.append(len(tokens))
    hashes = [[_word_hash(word) for word in _words(token)] for token in known]
    size = np.array([len(each) for each in hashes], np.int64)
    flat = np.array([one for each in hashes for one in each], np.uint64)
    token = np.frombuffer(tokens, np.int64) if len(tokens) else np.zeros(0, np.int64)
    # A token may hold several words, or none: "(dead)", "dead/injured", "-".
    wide = size[token]
    before = np.concatenate([[0], np.cumsum(wide)])
    code = flat[np.repeat((np.cumsum(size) - size)[token] - before[:-1], wide) + np.arange(before[-1])]
    ends = before[ends].tolist()
    owner = np.repeat(np.arange(len(said)), np.diff(ends))
    first, second, third = (code[n : len(code) - RUN + 1 + n] for n in range(RUN))
    mixed = first * np.uint64(_MIX[0]) + second * np.uint64(_MIX[1]) + third * np.uint64(_MIX[2])
    mixed = (mixed ^ mixed >> np.uint64(29)) * np.uint64(_MIX[0])
    whole = owner[: len(mixed)] == owner[RUN - 1 :]
    mixed, home = mixed[whole], owner[: len(mixed)][whole]
    # One number a run, its text above its hash: sorting numbers is several times as fast as sorting by two keys.
    bits = np.uint64(min(MOST_BITS, 64 - len(said).bit_length()))
    key = np.sort(home.astype(np.uint64) << bits | mixed >> (np.uint64(64) - bits))
    key = key[np.concatenate([[True], key[1:] != key[:-1]])] if len(key) else key
    begins = np.searchsorted(key, np.arange(len(said) + 1, dtype=np.uint64) << bits)
    return key & ((np.uint64(1) << bits) - np.uint64(1)), begins
