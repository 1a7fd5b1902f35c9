"""Which copy may come from which: from what each lacks, from when each is known to exist, from its size and from what was said.

Nothing is told that the evidence does not bear. A crop or a clip cannot be the source of what shows more. A copy known earlier may
be the source of one known later, or both come from a third that nobody holds: so an edge says "from it, or from a copy of it", and
only what both time and content point to is called likely. Where neither tells, two copies are related and no more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from tawthiq.match.media import ONE_FOOTAGE, MediaMatch

SMALLER = 0.9
"""Share of the pixels below which a copy is the smaller of two."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one copy. Times are seconds since 1970: published not before `first`, and there at the latest by `last`.

    `said`: (act, who) of those who said that they or somebody took it, sent it or posted it.
    """

    id: str
    first: int | None = None
    last: int | None = None
    pixels: int = 0
    said: tuple[tuple[str, str], ...] = ()


class Descent(msgspec.Struct, frozen=True, order=True):
    """`copy` comes from `source` or from a copy of it: `likely` or `possible`, with the reasons; `others` could be it as well."""

    copy: str
    source: str
    strength: str
    reasons: tuple[str, ...]
    others: tuple[str, ...] = ()


class Footage(msgspec.Struct, frozen=True):
    """All copies of one footage.

    `earliest`: the copy known to exist before any other, None where two claim it; `whole`: copies that lack nothing another shows;
    `descents`: at most one a copy; `said`: who is said to have taken or sent it, by copy.
    """

    copies: tuple[str, ...]
    earliest: str | None
    whole: tuple[str, ...]
    descents: tuple[Descent, ...]
    said: tuple[tuple[str, str, str], ...] = ()


def lineage(matches: Sequence[MediaMatch], copies: Sequence[Copy]) -> tuple[Footage, ...]:
    """The footages that have more than one copy, each with its descents, sorted. What only shares sound or an opening is apart."""
    known = {one.id: one for one in copies}
    pairs = {
        (m.a, m.b): m for m in matches if m.kind in ONE_FOOTAGE and m.a in known and m.b in known
    }  # fmt: skip
    out = []
    for group in _groups(pairs):
        inside = {pair: m for pair, m in pairs.items() if pair[0] in group}
        lacking = {lack for m in inside.values() if (lack := lacks(m)) is not None}
        descents = [found for name in group if (found := _descent(known[name], known, inside)) is not None]
        said = tuple((name, act, who) for name in group for act, who in known[name].said)
        whole = tuple(name for name in group if name not in lacking)
        out.append(Footage(tuple(group), _earliest([known[n] for n in group]), whole, tuple(descents), said))
    return tuple(sorted(out, key=lambda one: one.copies))


def lacks(match: MediaMatch) -> str | None:
    """The one of two that lacks a part which the other shows (a crop, a clip), None where that cannot be told."""
    return {"a": match.a, "b": match.b}.get(match.lacks or "")


def _groups(pairs: Mapping[tuple[str, str], MediaMatch]) -> list[list[str]]:
    near: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    groups, seen = [], set[str]()
    for name in sorted(near):
        if name in seen:
            continue
        group, waiting = set[str](), [name]
        while waiting:
            one = waiting.pop()
            if one not in group:
                group.add(one)
                waiting += near[one] - group
        seen |= group
        groups.append(sorted(group))
    return groups


def _earliest(copies: Sequence[Copy]) -> str | None:
    """The copy that was there before any other can have been published."""
    dated = [one for one in copies if one.last is not None]
    if not dated:
        return None
    best = min(dated, key=lambda one: (one.last or 0, one.id))
    others = (one for one in copies if one.id != best.id)
    return best.id if all(_before(best, one) for one in others) else None


def _before(one: Copy, other: Copy) -> bool:
    return one.last is not None and other.first is not None and one.last < other.first


def known_first(one: Copy, other: Copy) -> str | None:
    """The one that was there before the other can have been published; None where that cannot be told."""
    return one.id if _before(one, other) else other.id if _before(other, one) else None


def _descent(
    copy: Copy, known: Mapping[str, Copy], pairs: Mapping[tuple[str, str], MediaMatch]
) -> Descent | None:
    found = []
    for (a, b), match in pairs.items():
        if copy.id not in (a, b):
            continue
        source = known[b if a == copy.id else a]
        reasons = _reasons(copy, source, match)
        if reasons:
            likely = "earlier" in reasons and len(reasons) > 1
            found.append((not likely, -len(reasons), -match.score, source.last or 0, source.id, reasons))
    if not found:
        return None
    found.sort()
    unlikely, *_, name, reasons = found[0]
    others = tuple(sorted(one[4] for one in found[1:]))
    return Descent(copy.id, name, "possible" if unlikely else "likely", reasons, others)


def _reasons(copy: Copy, source: Copy, match: MediaMatch) -> tuple[str, ...]:
    """Why `copy` may come from `source`; nothing where it cannot, or where only its size speaks for it."""
    lacking = lacks(match)
    if lacking == source.id or _before(copy, source):
        return ()
    reasons = []
    if _before(source, copy):
        reasons.append("earlier")
    if lacking == copy.id:
        reasons.append("shows more")
    if source.said and not copy.said:
        reasons.append("said")
    if not reasons:
        return ()
    if match.kind == "exact":
        reasons.append("same bytes")
    elif copy.pixels and source.pixels and copy.pixels < SMALLER * source.pixels:
        reasons.append("larger")
    return tuple(reasons)
