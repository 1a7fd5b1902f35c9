"""Text beside its claims: every character of the text is shown once and in order, whatever spans overlap on it.

A line becomes a paragraph with a direction of its own. Within it, runs carry the claims, figures and losses that cover
them; offsets are code points of the extracted text.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from tawthiq.language import direction, script
from tawthiq.record.claim import Claim
from tawthiq.record.exhibit import Loss

WINDOW = 40_000
"""Code points of text on one page; longer texts are turned over page by page."""


class Run(msgspec.Struct, frozen=True):
    """Characters with one and the same marks. `anchors` are the claims that begin here.

    `whole` are those that stand from left to right in a line of Arabic.
    """

    text: str
    claims: tuple[str, ...] = ()
    figure: bool = False
    lost: bool = False
    whole: bool = False
    anchors: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """One line of the text: its first offset and its runs."""

    start: int
    runs: tuple[Run, ...]


def lines(
    text: str, claims: Sequence[Claim], losses: Sequence[Loss] = (), *, start: int = 0, end: int | None = None
) -> list[Line]:
    """The lines of `text[start:end]`, blank ones left out."""
    stop = len(text) if end is None else min(end, len(text))
    spans = sorted(
        [(c.start, c.end, c.id) for c in claims if c.start < stop and c.end > start],
        key=lambda s: (s[0], -s[1], s[2]),
    )
    figures = [(c.quantity.start, c.quantity.end) for c in claims if c.quantity is not None]
    lost = [(loss.start, loss.end) for loss in losses]
    shown: list[Line] = []
    at = start
    anchored: set[str] = set()
    while at < stop:
        newline = text.find("\n", at, stop)
        line_end = stop if newline < 0 else newline
        if text[at:line_end].strip():
            runs = _runs(
                text,
                at,
                line_end,
                _near(spans, at, line_end),
                _cover(figures, at, line_end),
                _cover(lost, at, line_end),
            )
            shown.append(Line(at, tuple(_anchored(runs, anchored))))
        at = line_end + 1
    return shown


def window(text: str, part: int) -> tuple[int, int, int]:
    """(start, end, number of parts) of the part counted from 1, cut at line ends where there are any."""
    cuts = [0]
    while len(text) - cuts[-1] > WINDOW:
        newline = text.rfind("\n", cuts[-1] + WINDOW // 2, cuts[-1] + WINDOW)
        cuts.append(newline + 1 if newline > 0 else cuts[-1] + WINDOW)
    here = min(max(part, 1), len(cuts))
    return cuts[here - 1], cuts[here] if here < len(cuts) else len(text), len(cuts)


def part_of(text: str, offset: int) -> int:
    """The part that holds an offset."""
    part, parts = 1, window(text, 1)[2]
    while part < parts and window(text, part)[1] <= offset:
        part += 1
    return part


def _near(spans: Iterable[tuple[int, int, str]], start: int, end: int) -> list[tuple[int, int, str]]:
    return [span for span in spans if span[0] < end and span[1] > start]


def _cover(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    return [span for span in spans if span[0] < end and span[1] > start]


def _runs(
    text: str,
    start: int,
    end: int,
    spans: Sequence[tuple[int, int, str]],
    figures: Sequence[tuple[int, int]],
    lost: Sequence[tuple[int, int]],
) -> list[Run]:
    edges = {start, end}
    for first, last in [*((s[0], s[1]) for s in spans), *figures, *lost]:
        edges |= {min(max(first, start), end), min(max(last, start), end)}
    line = text[start:end]
    ltr = [(start + a, start + b) for a, b in direction.runs(line)] if script.language(line) == "ar" else []
    # A run that a mark cuts in two would be shown as two, the second first: it is left to the browser.
    ltr = [(a, b) for a, b in ltr if not any(a < edge < b for edge in edges)]
    ordered = sorted(edges.union(*ltr))
    return [
        Run(
            text=text[a:b],
            claims=tuple(name for first, last, name in spans if first <= a and b <= last),
            figure=any(first <= a and b <= last for first, last in figures),
            lost=any(first <= a and b <= last for first, last in lost),
            whole=(a, b) in ltr,
        )
        for a, b in pairwise(ordered)
    ]


def _anchored(runs: Iterable[Run], seen: set[str]) -> Iterable[Run]:
    """Name the first run of each claim, so that its card can lead there."""
    for run in runs:
        fresh = tuple(name for name in run.claims if name not in seen)
        seen.update(fresh)
        yield msgspec.structs.replace(run, anchors=fresh)
