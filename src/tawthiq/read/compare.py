"""What was read is set beside gold: mentions by overlap of their spans, claims by their figure, then act, then passage.

Every part comes as (right, predicted, gold). A part of a claim that nobody told (no means, no target) is neither right nor
wrong. A claim that was not found costs every part that gold tells of it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]
Counts = tuple[int, int, int]


class Miss(NamedTuple):
    """One difference: what gold says and what was read, either empty."""

    part: str
    exhibit: str
    gold: str
    read: str


def overlapping(a: Sequence[Row], b: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pairs one to one on overlap, the longest overlap first."""
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
    """Mentions that any claim of the text has as this part, each once, carried or not."""
    seen: dict[tuple[int, int], Row] = {}
    for row in rows:
        part = row.get(key)
        if part and part.get("start") is not None:
            seen.setdefault((part["start"], part["end"]), {**part, "exhibit": row.get("exhibit")})
    return list(seen.values())


def _day(part: Row) -> str | None:
    value = part.get("edtf")
    return str(value).replace("~", "").replace("?", "") if value else None


def _told(part: Row) -> str:
    if "hedge" in part:
        return f"{part.get('verbatim')} [{part.get('hedge')} {part.get('lo')}..{part.get('hi')}]"
    return f"{part.get('verbatim')} [{part.get('edtf')}]" if "edtf" in part else str(part.get("verbatim"))


def mentions_compared(g: Sequence[Row], p: Sequence[Row]) -> tuple[dict[str, Counts], list[Miss], int]:
    """(parts, differences, hedges lost) of the mentions of one text in one language."""
    found: dict[str, Counts] = {}
    misses: list[Miss] = []
    lost = 0
    tests: dict[str, dict[str, Callable[[Row, Row], bool]]] = {
        "quantity": {
            "strict": lambda x, y: all(x.get(name) == y.get(name) for name in ("hedge", "lo", "hi")),
            "hedge": lambda x, y: bool(x.get("hedge") == y.get("hedge")),
            "lo": lambda x, y: bool(x.get("lo") == y.get("lo")),
            "hi": lambda x, y: bool(x.get("hi") == y.get("hi")),
        },
        "time": {"value": lambda x, y: _day(x) == _day(y)},
        "place": {},
    }
    for key, named in tests.items():
        a, b = _distinct(g, key), _distinct(p, key)
        pairs = overlapping(a, b)
        found[f"mention.{key}_span"] = (len(pairs), len(b), len(a))
        for name, test in named.items():
            found[f"mention.{key}_{name}"] = (sum(test(x, y) for x, y in pairs), len(b), len(a))
        main = next(iter(named.values()), lambda _x, _y: True)
        paired = {id(x) for x, _ in pairs}, {id(y) for _, y in pairs}
        part = f"mention.{key}"
        misses += [Miss(part, str(x["exhibit"]), _told(x), "") for x in a if id(x) not in paired[0]]
        misses += [Miss(part, str(y["exhibit"]), "", _told(y)) for y in b if id(y) not in paired[1]]
        misses += [Miss(part, str(x["exhibit"]), _told(x), _told(y)) for x, y in pairs if not main(x, y)]
        if key == "quantity":
            lost = sum(1 for x, y in pairs if x.get("hedge") != "exact" and y.get("hedge") == "exact")
            for form in {str(each.get("form")) for each in (*a, *b)}:
                right = sum(1 for x, y in pairs if str(x.get("form")) == form and main(x, y))
                counts = [sum(str(each.get("form")) == form for each in side) for side in (b, a)]
                found[f"form.{form}"] = (min(right, counts[0]), counts[0], counts[1])
    return found, misses, lost


_ARTICLE = 4


def _name(link: Row) -> str | None:
    name = link.get("speaker")
    return _plain(str(name)) if name else None


def _plain(name: str) -> str:
    """Without articles, in both languages: "the ministry" is within "Ministry of Health", and الوزارة within وزارة الصحة."""
    words = name.casefold().removeprefix("the ").split()
    return " ".join(word[2:] if word.startswith("ال") and len(word) > _ARTICLE else word for word in words)


def alike(a: str | None, b: str | None) -> bool:
    """One name within the other counts: "the ministry" and "ministry", "Dr. A B" and "A B"."""
    if a is None or b is None:
        return a == b
    return a in b or b in a


def _nearest(row: Row) -> str | None:
    return _name((row.get("chain") or [{}])[0])


def _same_speaker(x: Row, y: Row) -> bool:
    return alike(_nearest(x), _nearest(y))


def _same_chain(x: Row, y: Row) -> bool:
    a, b = x.get("chain") or [], y.get("chain") or []
    return len(a) == len(b) and all(alike(_name(m), _name(n)) for m, n in zip(a, b, strict=True))


def _strict(x: Row, y: Row) -> bool:
    a, b = x.get("quantity"), y.get("quantity")
    if not a or not b:
        return not a and not b
    return all(a.get(name) == b.get(name) for name in ("hedge", "lo", "hi"))


def _same_place(x: Row, y: Row) -> bool:
    a, b = x.get("place"), y.get("place")
    if not a or not b:
        return not a and not b
    return bool(a["start"] < b["end"] and b["start"] < a["end"]) or alike(
        str(a["verbatim"]).casefold(), str(b["verbatim"]).casefold()
    )


def _same_time(x: Row, y: Row) -> bool:
    a, b = x.get("time"), y.get("time")
    return _day(a or {}) == _day(b or {})


def _whole(x: Row, y: Row) -> bool:
    return x.get("act") == y.get("act") and _strict(x, y) and _same_speaker(x, y)


def _full(x: Row, y: Row) -> bool:
    same = all(x.get(name) == y.get(name) for name in ("means", "target"))
    return _whole(x, y) and same and _same_time(x, y) and _same_place(x, y)


_TESTS: dict[str, Callable[[Row, Row], bool]] = {
    "act": lambda x, y: bool(x.get("act") == y.get("act")),
    "modality": lambda x, y: bool(x.get("modality") == y.get("modality")),
    "speaker": _same_speaker,
    "chain": _same_chain,
    "whole": _whole,
    "full": _full,
}


def claims_compared(g: Sequence[Row], p: Sequence[Row]) -> tuple[dict[str, Counts], list[Miss]]:
    """(parts, differences) of the claims of one text in one language."""
    pairs: list[tuple[Row, Row]] = []
    left, right = list(g), list(p)
    for stage in ("figure", "act", "span"):
        candidates = [(x, y) for x in left for y in right if _meets(x, y, stage)]
        for x, y in candidates:
            if any(x is each for each in left) and any(y is each for each in right):
                pairs.append((x, y))
                left = [each for each in left if each is not x]
                right = [each for each in right if each is not y]
    found: dict[str, Counts] = {"claim.span": (len(pairs), len(p), len(g))}
    misses = [Miss("claim", str(x["exhibit"]), _shown(x), "") for x in left]
    misses += [Miss("claim", str(y["exhibit"]), "", _shown(y)) for y in right]
    for name, test in _TESTS.items():
        count = sum(test(x, y) for x, y in pairs)
        found[f"claim.{name}"] = (count, len(p), len(g))
        found[f"paired.{name}"] = (count, len(pairs), len(pairs))
    for name in ("means", "target"):
        same = sum(1 for x, y in pairs if x.get(name) and x.get(name) == y.get(name))
        found[f"claim.{name}"] = (same, sum(bool(y.get(name)) for y in p), sum(bool(x.get(name)) for x in g))
        count = sum(1 for x, y in pairs if x.get(name) == y.get(name))
        found[f"paired.{name}"] = (count, len(pairs), len(pairs))
        misses += [_differ(name, x, x.get(name), y.get(name)) for x, y in pairs if x.get(name) != y.get(name)]
    misses += [_differ("act", x, x["act"], y["act"]) for x, y in pairs if x["act"] != y["act"]]
    misses += [_differ("speaker", x, _nearest(x), _nearest(y)) for x, y in pairs if not _same_speaker(x, y)]
    return found, misses


def _shown(row: Row) -> str:
    figure = (row.get("quantity") or {}).get("verbatim")
    return f"{row.get('act')} {row.get('verbatim')!s:.60}" + (f" [{figure}]" if figure else "")


def _differ(name: str, x: Row, a: object, b: object) -> Miss:
    return Miss(name, str(x["exhibit"]), f"{a} | {_shown(x)}", str(b))


def _meets(x: Row, y: Row, stage: str) -> bool:
    if stage == "figure":
        a, b = x.get("quantity"), y.get("quantity")
        return bool(a and b and a["start"] < b["end"] and b["start"] < a["end"])
    if not (x["start"] < y["end"] and y["start"] < x["end"]):
        return False
    return stage == "span" or x.get("act") == y.get("act")
