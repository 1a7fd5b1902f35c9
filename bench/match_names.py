"""How often the right Latin spelling of an Arabic name comes first, and in the first ten, and how fast.

    python bench/match_names.py PAIRS.txt [--every N] [--table TABLE.tsv] [--candidates 15000]

PAIRS.txt: Arabic, tab, Latin, a pair a line. Every N-th pair is asked; the candidates are all Latin spellings of the
file. Honest only for pairs that the table was not trained on: train one with `match_train_names.py --keep-out N` and give
it as `--table`. `--candidates` fills up with the words of invented lists (sample.lists) where the file has fewer. Asked in the other direction too: Latin among all Arabic spellings.
"""

import argparse
import time
from collections import defaultdict
from pathlib import Path

from tawthiq.language import names_letters
from tawthiq.match import names
from tawthiq.sample.lists import make_lists


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("pairs", type=Path)
    asked.add_argument("--every", type=int, default=10, metavar="N")
    asked.add_argument("--table", type=Path)
    asked.add_argument("--candidates", type=int, default=0)
    given = asked.parse_args()
    if given.table:
        names_letters.resources = Elsewhere(given.table)
    pairs = [
        line.split("\t") for line in given.pairs.read_text(encoding="utf-8").splitlines() if "\t" in line
    ]
    latins, arabics = defaultdict(set), defaultdict(set)
    for arabic, latin in pairs:
        latins[arabic].add(latin)
        arabics[latin].add(arabic)
    names(["سامي", "sami"], ["sami", "سامي"])
    ask(
        "Arabic asked",
        list(dict.fromkeys(arabic for arabic, _ in pairs[:: given.every])),
        filled(arabics, given.candidates, str.isascii),
        latins,
    )
    ask(
        "Latin asked",
        list(dict.fromkeys(latin for _, latin in pairs[:: given.every])),
        filled(latins, given.candidates, lambda word: not word.isascii()),
        arabics,
    )


def filled(names_, count, fits):
    """The names, and words of invented lists until there are so many."""
    out, seed = sorted(names_), 1
    have = set(out)
    while len(out) < count and seed < 40:
        made = make_lists(4000, seed)
        seed += 1
        cells = (
            row.get(heading[part]) or ""
            for where, rows in sorted(made.rows.items())
            for heading in [made.headings[where]]
            for part in ("name", "name_latin")
            if part in heading
            for row in rows
        )
        for word in (word.strip(".,()").casefold() for cell in cells for word in cell.split()):
            if len(out) < count and len(word) > 2 and word.isalpha() and fits(word) and word not in have:
                have.add(word)
                out.append(word)
    return out


def ask(title, queries, candidates, right):
    times = []
    for part in (queries[:1], queries):
        start = time.process_time()
        found = names(part, candidates)
        times.append(time.process_time() - start)
    said = defaultdict(list)
    for match in found:
        said[match.query].append(match.candidate)
    first = sum(bool(said[q]) and said[q][0] in right[q] for q in queries) / len(queries)
    ten = sum(bool(right[q] & set(said[q])) for q in queries) / len(queries)
    print(f"{title}: {len(queries)} names among {len(candidates)}: recall@1 {first:.3f}, recall@10 {ten:.3f}")
    speed = (len(queries) - 1) / max(times[1] - times[0], 1e-9)
    print(f"{speed:,.0f} queries/s of processor after {times[0]:.2f} s of setting up")


class Elsewhere:
    """Stands where the table that ships is looked for, and gives another."""

    def __init__(self, path):
        self.path = path

    def files(self, _package):
        """Whatever the package."""
        return self

    def joinpath(self, _name):
        """Whatever the name."""
        return self.path


if __name__ == "__main__":
    main()
