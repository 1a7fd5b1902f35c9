"""A change of vocabulary or grammar is judged by figures: precision, recall and F1 by part, mentions and claims apart.

Conventions of the research page `read.md`: spans pair one to one on any overlap, longest overlap first; *strict* means hedge,
lo and hi all right; dates compare without `? ~`. Two careful annotators agree to about 0.85 on claim spans, so mentions
(quantity, time, place) are the stable figures. Gold and predicted have the shape of `read --json`; how they are compared
stands in `compare`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from tawthiq.read.compare import Miss, Row, claims_compared, mentions_compared
from tawthiq.record.errors import UnreadableInput


class Part(msgspec.Struct, frozen=True):
    """Counts of one part: right, of predicted, of gold."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right among predicted; 1.0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Right among gold; 1.0 where there is no gold."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean; 1.0 where there is nothing to find and nothing was found."""
        both = self.predicted + self.gold
        return 2 * self.right / both if both else 1.0

    def __add__(self, other: "Part") -> "Part":
        return Part(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """`parts[lang][name]`: lang is en, ar or all; names of mentions begin with `mention.`, of claims with `claim.`.

    mention.quantity_span, _strict, _hedge, _lo, _hi; mention.time_span, _value; mention.place_span; form.NAME (strict figures
    of one form). claim.span, act, modality, speaker (the nearest), chain (all), means, target, whole (act, strict quantity and
    nearest speaker right), full (whole, and time, place, means and target where they are told). paired.NAME is the share
    right among claims that were found at all. `hedges_lost`: paired figures whose hedge was read as exact though it was
    not. `worst`: differences in order of the texts, at most `WORST` of each part.
    """

    parts: dict[str, dict[str, Part]]
    hedges_lost: int
    gold: int
    predicted: int
    worst: tuple[Miss, ...] = ()

    def part(self, name: str, lang: str = "all") -> Part:
        """One part's counts; empty where the language has none."""
        return self.parts.get(lang, {}).get(name, Part())


def read_gold(lines: Iterable[str], *, where: str = "") -> list[dict[str, Any]]:
    """Gold from JSON Lines. Raises UnreadableInput for a line that is not an object with exhibit, start, end."""
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise UnreadableInput(
                f"line {number} is not JSON", expected="one claim a line", hint=str(problem), where=where
            ) from problem
        if not isinstance(row, dict) or not all(isinstance(row.get(key), int) for key in ("start", "end")):
            raise UnreadableInput(
                f"line {number} has no start and end",
                expected="the shape of `tawthiq read --json`",
                hint="offsets are code points of the text",
                where=where,
            )
        rows.append(row)
    return rows


WORST = 12
"""How many differences of one part are kept as examples."""


def score(gold: Sequence[Row], predicted: Sequence[Row]) -> Score:
    """Compare predicted claims with gold ones; both as plain dicts of the `read --json` shape."""
    parts: dict[str, dict[str, Part]] = {}
    misses: dict[str, list[Miss]] = defaultdict(list)
    lost = 0
    sides: dict[tuple[str, str], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((gold, predicted)):
        for row in rows:
            sides[str(row.get("exhibit")), str(row.get("lang"))][side].append(row)
    for (_, lang), (g, p) in sorted(sides.items()):
        found, missed, gone = mentions_compared(g, p)
        lost += gone
        more, others = claims_compared(g, p)
        for name, counts in {**found, **more}.items():
            for key in (lang, "all"):
                bucket = parts.setdefault(key, {})
                bucket[name] = bucket.get(name, Part()) + Part(*counts)
        for miss in (*missed, *others):
            if len(misses[miss.part]) < WORST:
                misses[miss.part].append(miss)
    return Score(
        parts=parts,
        hedges_lost=lost,
        gold=len(gold),
        predicted=len(predicted),
        worst=tuple(miss for listed in misses.values() for miss in listed),
    )
