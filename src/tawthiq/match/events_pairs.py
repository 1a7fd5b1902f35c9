"""Pairs of rows of two sources that may tell of one incident, and how alike they are, level by level.

A pair is worth comparing where the days are at most `SLACK` apart and the places within reach of what their precision says,
or have one name. Rows of one source are never paired: a source tells an event once. A level is small and named; how telling
it is hangs on its stratum, since a kilometre apart means one thing of two craters and another of two towns.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tawthiq.match.events_rows import UNKNOWN, Floats, Ints, Reads
from tawthiq.record.event import Figure
from tawthiq.record.nearness import EARTH_M

Levels = npt.NDArray[np.int8]

SLACK = 3
"""Days between two datings of one event, at most."""
REACH, FURTHER_M = 2.0, 500.0
"""Two places are compared up to this many times their joint precision apart, and so many metres more."""
CHUNK = 4096


@dataclass(frozen=True)
class Kind:
    """A comparison and its levels, from most to least alike.

    `m`, `u`: how often each holds of one incident, and by chance, before anything is learned.
    """

    name: str
    levels: tuple[str, ...]
    m: tuple[float, ...]
    u: tuple[float, ...]
    strata: int = 1


MODEL = (
    Kind(
        "where",
        ("point", "close", "near", "within", "edge", "beyond", "named", "elsewhere"),
        (0.15, 0.25, 0.25, 0.2, 0.08, 0.04, 0.02, 0.01),
        (0.01, 0.02, 0.05, 0.15, 0.25, 0.4, 0.02, 0.1),
        6,
    ),
    Kind("when", ("same", "next", "near", "later"), (0.7, 0.2, 0.06, 0.04), (0.2, 0.3, 0.27, 0.23), 3),
    Kind("kind", ("same", "kin", "differs"), (0.7, 0.2, 0.1), (0.3, 0.4, 0.3)),
    Kind("means", ("same", "kin", "differs"), (0.65, 0.2, 0.15), (0.2, 0.3, 0.5)),
    Kind("target", ("same", "kin", "differs"), (0.65, 0.15, 0.2), (0.15, 0.2, 0.65)),
    *(
        Kind(
            part,
            ("none", "few", "several", "many", "near", "like", "far"),
            (0.25, 0.2, 0.1, 0.1, 0.15, 0.1, 0.1),
            (0.25, 0.12, 0.02, 0.01, 0.08, 0.12, 0.4),
        )
        for part in ("killed", "injured")
    ),
)


@dataclass(frozen=True)
class Compared:
    """Pairs (`left` before `right`) with the level (-1 missing) and the stratum of each comparison."""

    left: Ints
    right: Ints
    levels: dict[str, Levels]
    strata: dict[str, Levels]

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The levels of each comparison."""
        return {kind.name: kind.levels for kind in MODEL}

    def named(self, pair: int) -> list[tuple[str, str]]:
        """The comparisons of one pair that had something to compare, each with the name of its level."""
        return [
            (kind.name, kind.levels[level])
            for kind in MODEL
            if (level := int(self.levels[kind.name][pair])) >= 0
        ]


def compare(reads: Reads) -> Compared:
    """Every pair worth comparing, sorted."""
    parts = list(_near(reads))
    left, right, metres = (
        np.concatenate([part[n] for part in parts]) if parts else np.zeros(0, kind)
        for n, kind in enumerate((np.int64, np.int64, np.float64))
    )
    swap = left > right
    left, right = np.where(swap, right, left), np.where(swap, left, right)
    order = np.lexsort((right, left))
    left, right, metres = left[order], right[order], metres[order]
    joint = np.hypot(reads.radius[left], reads.radius[right])
    levels = {
        "where": _where(metres, joint, reads.place[left], reads.place[right]),
        "when": _when(reads, left, right),
    }
    for part, values in reads.words.items():
        levels[part] = _words(values, reads.kin[part], left, right)
    for part, figures in reads.figures.items():
        levels[part] = _figures(figures, left, right)
    width = (reads.last - reads.first)[left] + (reads.last - reads.first)[right]
    strata = {kind.name: np.zeros(len(left), np.int8) for kind in MODEL}
    strata["where"] = np.where(
        np.isfinite(metres), np.digitize(joint, [700.0, 2000.0, 5200.0, 12_000.0]), 5
    ).astype(np.int8)
    strata["when"] = np.digitize(width, [1, 4]).astype(np.int8)
    return Compared(left, right, levels, strata)


def _near(reads: Reads) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Pairs of two sources within reach, each once, with the metres between them (nan where one has no point)."""
    rows = np.flatnonzero(reads.dated & (np.isfinite(reads.lat) | (reads.place != UNKNOWN)))
    order = rows[np.lexsort((rows, reads.first[rows]))]
    first, last = reads.first[order], reads.last[order]
    # Rows from `n` on that begin before this one ends, slack included: every pair is met once, from its earlier row.
    ends = np.searchsorted(first, last + SLACK, side="right")
    for start in range(0, len(order), CHUNK):
        at = np.arange(start, min(start + CHUNK, len(order)))
        counts = np.maximum(ends[at] - at - 1, 0)
        one = np.repeat(at, counts)
        two = one + 1 + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        a, b = order[one], order[two]
        other = reads.source[a] != reads.source[b]
        a, b = a[other], b[other]
        metres = _apart(reads, a, b)
        reach = REACH * np.hypot(reads.radius[a], reads.radius[b]) + FURTHER_M
        alike = (reads.place[a] == reads.place[b]) & (reads.place[a] != UNKNOWN)
        kept = alike | (np.isfinite(metres) & (metres <= reach))
        yield a[kept], b[kept], metres[kept]


def _apart(reads: Reads, a: Ints, b: Ints) -> Floats:
    phi_a, phi_b = np.radians(reads.lat[a]), np.radians(reads.lat[b])
    turn = np.radians(reads.lon[b] - reads.lon[a])
    h = np.sin((phi_b - phi_a) / 2) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(turn / 2) ** 2
    out: Floats = 2 * EARTH_M * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return out


def _where(metres: Floats, joint: Floats, a: Ints, b: Ints) -> Levels:
    alike = (a == b) & (a != UNKNOWN)
    unknown = (a == UNKNOWN) | (b == UNKNOWN)
    level = 1 + np.digitize(np.nan_to_num(metres / joint, nan=9.0), [0.2, 0.45, 0.8, 1.2])
    level = np.where(metres < 1.0, 0, level)
    return np.where(np.isfinite(metres), level, np.where(alike, 6, np.where(unknown, -1, 7))).astype(np.int8)


def _when(reads: Reads, left: Ints, right: Ints) -> Levels:
    gap = np.maximum(reads.first[left], reads.first[right]) - np.minimum(reads.last[left], reads.last[right])
    out: Levels = np.clip(gap, 0, 3).astype(np.int8)
    return out


def _words(values: tuple[str | None, ...], kin: tuple[str | None, ...], left: Ints, right: Ints) -> Levels:
    own, group = _numbers(values), _numbers(kin)
    same = own[left] == own[right]
    related = (group[left] == group[right]) & (group[left] >= 0)
    level = np.where(same, 0, np.where(related, 1, 2))
    out: Levels = np.where((own[left] < 0) | (own[right] < 0), -1, level).astype(np.int8)
    return out


def _numbers(values: tuple[str | None, ...]) -> Ints:
    of = {value: n for n, value in enumerate(sorted({value for value in values if value is not None}))}
    return np.array([-1 if value is None else of[value] for value in values], np.int64)


def _figures(figures: tuple[Figure | None, ...], left: Ints, right: Ints) -> Levels:
    """None at all, the same (few, several, many), within a fifth or one, within half, further apart."""
    low = np.array(
        [np.nan if one is None else (one.lo if one.lo is not None else 0) for one in figures], np.float64
    )
    high = np.array(
        [np.nan if one is None else (one.hi if one.hi is not None else np.inf) for one in figures]
    )
    below, above = np.maximum(low[left], low[right]), np.minimum(high[left], high[right])
    small, large = np.minimum(low[left], low[right]), below
    meets = below <= above
    gap = np.where(meets, 0.0, below - above)
    size = np.digitize(large, [3, 10])
    ratio = (large + 0.5) / (np.minimum(high[left], high[right]) + 0.5)
    level = np.where(meets & (large == 0) & (above == 0), 0, 1 + size)
    level = np.where(~meets & ((gap <= 1) & (small > 0) | (ratio <= 1.25)), 4, level)
    level = np.where(~meets & (level != 4), np.where(ratio <= 2.0, 5, 6), level)
    return np.where(np.isnan(low[left]) | np.isnan(low[right]), -1, level).astype(np.int8)
