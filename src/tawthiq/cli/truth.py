"""How well the matching did, where the truth is known: pairs of rows that are one person, found, missed and false."""

import csv
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from tawthiq.record.person import Person


def against_truth(persons: Iterable[Person], truth: Path) -> str:
    """One sentence with precision, recall and F1 over pairs of rows. `truth` has the columns list, row, person."""
    with truth.open(encoding="utf-8", newline="") as handle:
        rows = {(row["list"], int(row["row"])): row["person"] for row in csv.DictReader(handle)}
    found: set[tuple[tuple[str, int], tuple[str, int]]] = set()
    clusters = 0
    for person in persons:
        clusters += 1
        refs = sorted((Path(ref.list).stem, ref.row) for ref in person.rows)
        found.update(combinations(refs, 2))
    grouped: dict[str, list[tuple[str, int]]] = {}
    for ref, who in rows.items():
        grouped.setdefault(who, []).append(ref)
    true = {pair for refs in grouped.values() for pair in combinations(sorted(refs), 2)}
    right = len(found & true)
    precision = right / len(found) if found else 0.0
    recall = right / len(true) if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return (
        f"{clusters} persons on {len(rows)} rows (in truth {len(grouped)}); "
        f"pairs: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"
    )
