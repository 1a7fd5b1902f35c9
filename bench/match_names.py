"""How often the right Latin spelling of an Arabic name comes first, and in the first ten, and how fast.

    python bench/match_names.py PAIRS.txt [--every N]

PAIRS.txt: Arabic, tab, Latin, a pair a line. Every N-th pair is asked; the candidates are all Latin spellings of the
file. Honest only for pairs that the shipped table was not trained on: train with `match_train_names.py --keep-out N`
into src/tawthiq/language/names_letters.tsv first, and put the shipped table back afterwards.
"""

import argparse
import time
from collections import defaultdict
from pathlib import Path

from tawthiq.match import names


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("pairs", type=Path)
    asked.add_argument("--every", type=int, default=10, metavar="N")
    given = asked.parse_args()
    pairs = [
        line.split("\t") for line in given.pairs.read_text(encoding="utf-8").splitlines() if "\t" in line
    ]
    right = defaultdict(set)
    for arabic, latin in pairs:
        right[arabic].add(latin)
    queries = list(dict.fromkeys(arabic for arabic, _ in pairs[:: given.every]))
    candidates = sorted({latin for _, latin in pairs})
    names(queries[:1], candidates[:1])
    times = []
    for part in (queries[:1], queries):
        start = time.perf_counter()
        found = names(part, candidates)
        times.append(time.perf_counter() - start)
    said = defaultdict(list)
    for match in found:
        said[match.query].append(match.candidate)
    first = sum(bool(said[q]) and said[q][0] in right[q] for q in queries) / len(queries)
    ten = sum(bool(right[q] & set(said[q])) for q in queries) / len(queries)
    print(f"{len(queries)} names among {len(candidates)}: recall@1 {first:.3f}, recall@10 {ten:.3f}")
    print(f"{(len(queries) - 1) / (times[1] - times[0]):,.0f} queries/s after {times[0]:.2f} s of setting up")


if __name__ == "__main__":
    main()
