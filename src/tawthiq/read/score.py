"""A change of vocabulary or grammar is judged by figures: precision, recall and F1 by part, mentions and claims apart.

Conventions of the research page `read.md`: spans pair one to one on any overlap, longest overlap first; *strict* means hedge,
lo and hi all right; dates compare without `? ~`. Two careful annotators agree to about 0.85 on claim spans, so mentions
(quantity, time, place) are the stable figures. Gold and predicted have the shape of `read --json`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tawthiq.record.errors import UnreadableInput

Row = Mapping[str, Any]


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

    mention.quantity_span, mention.quantity_strict, mention.time_span, mention.time_value, mention.place_span; claim.span,
    claim.act, claim.speaker, claim.means, claim.target, claim.whole (act, strict quantity and nearest speaker right).
    `hedges_lost`: paired figures whose hedge was read as exact though it was not. `worst`: (gold, predicted) that differ.
    """

    parts: dict[str, dict[str, Part]]
    hedges_lost: int
    gold: int
    predicted: int
    worst: tuple[tuple[str, str], ...] = ()

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


def score(gold: Sequence[Row], predicted: Sequence[Row]) -> Score:
    """Compare predicted claims with gold ones; both as plain dicts of the `read --json` shape."""
    parts: dict[str, dict[str, Part]] = {}
    lost = 0
    worst: list[tuple[str, str]] = []
    for exhibit in sorted({str(row.get("exhibit")) for row in (*gold, *predicted)}):
        for lang in sorted({str(row.get("lang")) for row in (*gold, *predicted)}):
            g = [row for row in gold if str(row.get("exhibit")) == exhibit and str(row.get("lang")) == lang]
            p = [
                row
                for row in predicted
                if str(row.get("exhibit")) == exhibit and str(row.get("lang")) == lang
            ]
            if not g and not p:
                continue
            found, missed = _mentions(g, p, worst)
            lost += missed
            found |= _claims(g, p)
            for name, part in found.items():
                for key in (lang, "all"):
                    bucket = parts.setdefault(key, {})
                    bucket[name] = bucket.get(name, Part()) + part
    return Score(
        parts=parts, hedges_lost=lost, gold=len(gold), predicted=len(predicted), worst=tuple(worst[:40])
    )


def _pairs(a: Sequence[Row], b: Sequence[Row]) -> list[tuple[Row, Row]]:
    """One to one on overlap, the longest overlap first."""
    overlaps = [
        (min(x["end"], y["end"]) - max(x["start"], y["start"]), -abs(x["start"] - y["start"]), -i, -j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if x["start"] < y["end"] and y["start"] < x["end"]
    ]
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for _, _, i, j in sorted(overlaps, reverse=True):
        if -i not in left and -j not in right:
            left.add(-i)
            right.add(-j)
            found.append((a[-i], b[-j]))
    return found


def _distinct(rows: Sequence[Row], key: str) -> list[Row]:
    seen: dict[tuple[int, int], Row] = {}
    for row in rows:
        part = row.get(key)
        if part and not part.get("carried") and part.get("start") is not None:
            seen.setdefault((part["start"], part["end"]), part)
    return list(seen.values())


def _day(part: Row) -> str | None:
    value = part.get("edtf")
    return str(value).replace("~", "").replace("?", "") if value else None


def _mentions(
    g: Sequence[Row], p: Sequence[Row], worst: list[tuple[str, str]]
) -> tuple[dict[str, Part], int]:
    found: dict[str, Part] = {}
    lost = 0
    for key in ("quantity", "time", "place"):
        a, b = _distinct(g, key), _distinct(p, key)
        pairs = _pairs(a, b)
        found[f"mention.{key}_span"] = Part(len(pairs), len(b), len(a))
        if key == "quantity":
            strict = [
                (x, y) for x, y in pairs if all(x.get(name) == y.get(name) for name in ("hedge", "lo", "hi"))
            ]
            lost += sum(1 for x, y in pairs if x.get("hedge") != "exact" and y.get("hedge") == "exact")
            found["mention.quantity_strict"] = Part(len(strict), len(b), len(a))
            right = {id(x) for x, _ in pairs}, {id(y) for _, y in pairs}
            worst.extend((str(x.get("verbatim")), "") for x in a if id(x) not in right[0])
            worst.extend(("", str(y.get("verbatim"))) for y in b if id(y) not in right[1])
            worst.extend((_told(x), _told(y)) for x, y in pairs if (x, y) not in strict)
        elif key == "time":
            same = sum(1 for x, y in pairs if _day(x) == _day(y))
            found["mention.time_value"] = Part(same, len(b), len(a))
    return found, lost


def _told(part: Row) -> str:
    return f"{part.get('verbatim')} [{part.get('hedge')} {part.get('lo')}..{part.get('hi')}]"


def _speaker(row: Row) -> str | None:
    chain = row.get("chain") or [{}]
    name = chain[0].get("speaker")
    return " ".join(str(name).casefold().removeprefix("the ").split()) if name else None


def _same_speaker(x: Row, y: Row) -> bool:
    """One name within the other counts: "the ministry" and "ministry", "Dr. A B" and "A B"."""
    a, b = _speaker(x), _speaker(y)
    if a is None or b is None:
        return a == b
    return a in b or b in a


def _strict(x: Row, y: Row) -> bool:
    a, b = x.get("quantity"), y.get("quantity")
    if not a or not b:
        return not a and not b
    return all(a.get(name) == b.get(name) for name in ("hedge", "lo", "hi"))


def _claims(g: Sequence[Row], p: Sequence[Row]) -> dict[str, Part]:
    """Claims pair by figure first where both have one, then by passage and act, then by passage."""
    pairs: list[tuple[Row, Row]] = []
    left, right = list(g), list(p)
    for stage in ("figure", "act", "span"):
        candidates = [(x, y) for x in left for y in right if _meets(x, y, stage)]
        for x, y in candidates:
            if any(x is each for each in left) and any(y is each for each in right):
                pairs.append((x, y))
                left = [each for each in left if each is not x]
                right = [each for each in right if each is not y]
    total = {"predicted": len(p), "gold": len(g)}
    tests: dict[str, Callable[[Row, Row], bool]] = {
        "act": lambda x, y: x.get("act") == y.get("act"),
        "speaker": _same_speaker,
        "means": lambda x, y: x.get("means") == y.get("means"),
        "target": lambda x, y: x.get("target") == y.get("target"),
        "whole": lambda x, y: x.get("act") == y.get("act") and _strict(x, y) and _same_speaker(x, y),
    }
    found = {"claim.span": Part(len(pairs), **total)}
    for name, test in tests.items():
        found[f"claim.{name}"] = Part(sum(1 for x, y in pairs if test(x, y)), **total)
    return found


def _meets(x: Row, y: Row, stage: str) -> bool:
    if stage == "figure":
        a, b = x.get("quantity"), y.get("quantity")
        return bool(a and b and a["start"] < b["end"] and b["start"] < a["end"])
    if not (x["start"] < y["end"] and y["start"] < x["end"]):
        return False
    return stage == "span" or x.get("act") == y.get("act")
