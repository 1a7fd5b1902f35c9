"""Learns the Arabic-Latin letter table that language/names_letters.tsv ships: EM over alignments of public name pairs.

    python bench/match_train_names.py PAIRS.txt OUT.tsv [--keep-out N]

PAIRS.txt: Arabic, tab, Latin, a pair a line. The model is a stochastic edit transducer (Ristad and Yianilos 1998): a
pair of names is a sequence of steps, each writing one Arabic letter or none beside zero to three Latin letters.
`--keep-out N` holds every N-th pair back from training, for bench/match_names.py to be asked about them.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
from numba import njit

from tawthiq.language.fold import fold
from tawthiq.language.names_letters import ARABIC, SYMBOLS, arabic_codes, latin_codes

SPAN = 3
SIZE = 27**SPAN


@njit(cache=True)
def code(lat, end, k):
    value = 0
    for t in range(end - k, end):
        value = value * 27 + lat[t]
    return value


@njit(cache=True)
def sweep(  # noqa: C901, PLR0912 - one kernel, kept whole for the compiler
    ars, ar_at, lats, lat_at, weights, prob, expected
):
    """One pass of expectation; returns the log likelihood."""
    total = 0.0
    for p in range(len(ar_at) - 1):
        ar, lat = ars[ar_at[p] : ar_at[p + 1]], lats[lat_at[p] : lat_at[p + 1]]
        n, m = len(ar), len(lat)
        f = np.zeros((n + 1, m + 1))
        b = np.zeros((n + 1, m + 1))
        f[0, 0] = 1.0
        for i in range(n + 1):
            for j in range(m + 1):
                for k in range(min(SPAN, j) + 1):
                    c = code(lat, j, k)
                    if i:
                        f[i, j] += f[i - 1, j - k] * prob[ar[i - 1], c]
                    if k:
                        f[i, j] += f[i, j - k] * prob[0, c]
        if f[n, m] <= 0.0:
            continue
        b[n, m] = 1.0
        for i in range(n, -1, -1):
            for j in range(m, -1, -1):
                for k in range(min(SPAN, m - j) + 1):
                    c = code(lat, j + k, k)
                    if i < n:
                        b[i, j] += b[i + 1, j + k] * prob[ar[i], c]
                    if k:
                        b[i, j] += b[i, j + k] * prob[0, c]
        total += weights[p] * math.log(f[n, m])
        for i in range(n + 1):
            for j in range(m + 1):
                if f[i, j] == 0.0:
                    continue
                scale = weights[p] * f[i, j] / f[n, m]
                for k in range(min(SPAN, m - j) + 1):
                    c = code(lat, j + k, k)
                    if i < n:
                        expected[ar[i], c] += scale * prob[ar[i], c] * b[i + 1, j + k]
                    if k:
                        expected[0, c] += scale * prob[0, c] * b[i, j + k]
    return total


def pack(names):
    at = np.zeros(len(names) + 1, np.int64)
    at[1:] = np.cumsum([len(n) for n in names])
    return np.concatenate(names).astype(np.int64), at


def train(pairs, rounds=14, floor=2.0):
    """Step probabilities [Arabic symbol, Latin code] after EM; steps expected fewer than `floor` times are dropped."""
    ars, lats, weights = [], [], []
    for ar, lat in pairs:
        for form, weight in ((ar, 0.6), (fold(ar), 0.4)):
            a, b = arabic_codes(form), latin_codes(lat)
            if len(a) and len(b):
                ars.append(a)
                lats.append(b)
                weights.append(weight)
    ar, ar_at = pack(ars)
    lat, lat_at = pack(lats)
    w = np.array(weights)
    prob = np.zeros((SYMBOLS, SIZE))
    prob[:, 0] = 0.02
    prob[:, 1:27] = 0.02
    prob[:, 27 : 27**2] = 0.0004
    prob[:, 27**2 :] = 0.000002
    prob[0] *= 0.1
    prob /= prob.sum()
    for turn in range(rounds):
        expected = np.zeros_like(prob)
        score = sweep(ar, ar_at, lat, lat_at, w, prob, expected)
        if turn >= 3:
            expected[expected < min(floor, 0.3 * (turn - 2))] = 0.0
            keep = expected[:, :] > 0
            expected[keep] -= 0.3 if turn > 6 else 0.0
        # every single letter keeps a little: a name nobody trained on must not be impossible
        expected[1:, 0] += 0.3
        expected[0, 1:27] += 0.3
        expected[1:, 1:27] += 0.01
        prob = shared(expected)
        prob /= prob.sum()
        print(f"round {turn}: {score:.0f}, steps {int((prob > 0).sum())}", file=sys.stderr)
    return prob


def shared(expected, strength=6.0):
    """Expected steps where a letter seldom first or last in its word borrows from what it does anywhere."""
    n = len(ARABIC)
    by_place = expected[1:].reshape(3, n, SIZE)
    anywhere = by_place.sum(axis=0)
    anywhere = anywhere / anywhere.sum(axis=1, keepdims=True)
    seen = by_place.sum(axis=2, keepdims=True)
    mixed = seen * (by_place + strength * anywhere) / (seen + strength)
    return np.concatenate([expected[:1], mixed.reshape(3 * n, SIZE)])


def write(prob, path, source):
    """The table as text: Arabic letter or nothing, Latin letters or nothing, natural logarithm of the probability."""
    head = [
        "# ^x: x first in its word; x: inside; x$: last.",
        "# How Arabic letters stand beside Latin ones in names: letter, letters, natural log of the joint probability.",
        "# Learned by bench/match_train_names.py from " + source,
        "# An empty first column: Latin letters without an Arabic one (short vowels); an empty second: a silent letter.",
    ]
    rows = []
    for a, c in zip(*np.nonzero(prob > 2e-8), strict=True):
        letters, value = "", int(c)
        while value:
            value, letter = divmod(value, 27)
            letters = chr(96 + letter) + letters
        place, letter = divmod(a - 1, len(ARABIC))
        written = ("^{}", "{}", "{}$")[place].format(ARABIC[letter]) if a else ""
        rows.append(f"{written}\t{letters}\t{math.log(prob[a, c]):.3f}")
    path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("pairs", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--keep-out", type=int, default=0, metavar="N")
    asked.add_argument(
        "--source", default="the pairs published with google/transliteration, ar2en (Apache-2.0)."
    )
    given = asked.parse_args()
    pairs = [
        tuple(line.split("\t"))
        for line in given.pairs.read_text(encoding="utf-8").splitlines()
        if "\t" in line
    ]
    if given.keep_out:
        pairs = [pair for n, pair in enumerate(pairs) if n % given.keep_out]
    write(train(pairs), given.out, given.source)


if __name__ == "__main__":
    main()
