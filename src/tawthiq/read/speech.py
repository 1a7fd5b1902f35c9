"""Which stretches inside a paragraph are somebody's own words, over sentences: quotation marks, and what follows a colon.

A quotation belongs to the cue that opens it, else to the cue right behind it, else to whoever spoke last in its paragraph;
the first quotation of a paragraph without any cue goes on with the speaker before. A mark that is never closed reaches to
the end of its paragraph only where it opens the paragraph or stands behind a colon.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.quotation import quotations
from tawthiq.read.cues import Cue

_OPENING = '“«"„‘'
_NEAR = 170
_SHORT = 12


class Spoken(NamedTuple):
    """`[start, end)` are the words of the speaker of `cue`."""

    start: int
    end: int
    cue: Cue


def spoken(text: str, start: int, end: int, cues: Sequence[Cue], before: Cue | None) -> list[Spoken]:
    """The spoken stretches of the paragraph `[start, end)`; `cues` are its cues in order, `before` the last cue before it."""
    named = [cue for cue in cues if cue.speaker]
    found: list[Spoken] = []
    last: Cue | None = None
    for a, b in _marked(text, start, end):
        if b - a < _SHORT:
            continue
        inside = [cue for cue in named if a <= cue.at < b]
        outside = [cue for cue in named if cue not in inside]
        cue = _owner(text, a, b, outside) or last
        if cue is None and outside:
            earlier = [each for each in outside if each.at < a]
            cue = earlier[-1] if earlier else outside[0]
        if cue is None and a - start <= 2:
            cue = before
        if cue is not None:
            found.append(Spoken(a, b, cue))
            last = cue
    for cue in named:
        found += _behind_colon(text, end, cue, found)
    return found


def _marked(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = quotations(text, start, end)
    covered = found[-1][1] if found else start
    for at in range(covered, end):
        if text[at] in _OPENING[:4] and text[at] != '"':
            opened = at == start or text[max(start, at - 2) : at].rstrip().endswith(":")
            return [*found, (at + 1, end)] if opened else found
    return found


def _owner(text: str, a: int, b: int, cues: Sequence[Cue]) -> Cue | None:
    """The cue that opens the quotation or comes right behind it."""
    opening = [cue for cue in cues if cue.at < a and cue.opens and a - cue.at < _NEAR and not _ended(text[cue.at : a - 1])]
    if opening:
        return opening[-1]
    behind = [cue for cue in cues if b <= cue.at and cue.edge - b < 8]
    if behind:
        return behind[0]
    same = [cue for cue in cues if cue.at < a and not _ended(text[cue.at : a - 1])]
    return same[-1] if same else None


def _ended(between: str) -> bool:
    return any(mark in between for mark in (". ", "! ", "? ", "؟ ", ".\n"))


def _behind_colon(text: str, end: int, cue: Cue, found: Sequence[Spoken]) -> list[Spoken]:
    """said: they came ... — without marks the words go on to the end of the paragraph."""
    if not cue.opens or any(each.cue is cue for each in found):
        return []
    colon = text.find(":", cue.at, min(end, cue.at + _NEAR))
    if colon < 0 or colon + 3 >= end or _ended(text[cue.at : colon]):
        return []
    return [Spoken(colon + 1, end, cue)]
