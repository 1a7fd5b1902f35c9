"""A passage beside its translation, segment by segment, in the order of both; nothing of either is left out.

Where one Arabic sentence holds several English ones it is divided at its commas. Spans are those of the two texts, unchanged.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.align import align, divide, ratio
from tawthiq.read.anchors import Anchor, anchored
from tawthiq.read.passages import clauses, piece, pieces, usual
from tawthiq.read.sentence import Sentence

Span = tuple[int, int]


class Pair(NamedTuple):
    """Spans of the original and of the translation that say the same, each in its own text; one of them may be None."""

    original: Span | None
    translation: Span | None


def beside(original: Sequence[Sentence], translation: Sequence[Sentence]) -> list[Pair]:
    """The pairs of two passages, each given by its sentences. Every sentence is in exactly one pair."""
    ours, theirs = anchored(original, translation)
    a, b = pieces(original, ours), pieces(translation, theirs)
    scale = ratio(a, b, usual(original, translation))
    found: list[Pair] = []
    for bead in align(a, b, scale=scale):
        one, two = original[bead.a : bead.a_end], translation[bead.b : bead.b_end]
        divided = _divided(one, two, ours[bead.a : bead.a_end], theirs[bead.b : bead.b_end], scale)
        found += divided or [Pair(_whole(one), _whole(two))]
    return found


def _whole(listed: Sequence[Sentence]) -> Span | None:
    return (listed[0].start, listed[-1].end) if listed else None


def _divided(
    one: Sequence[Sentence],
    two: Sequence[Sentence],
    ours: Sequence[Sequence[Anchor]],
    theirs: Sequence[Sequence[Anchor]],
    scale: float,
) -> list[Pair] | None:
    if len(one) == 1 and len(two) > 1:
        return _by_clause(one[0], two, ours[0], theirs, scale)
    if len(two) == 1 and len(one) > 1:
        turned = _by_clause(two[0], one, theirs[0], ours, 1 / scale)
        return [Pair(pair.translation, pair.original) for pair in turned] if turned else None
    return None


def _by_clause(
    whole: Sentence,
    several: Sequence[Sentence],
    own: Sequence[Anchor],
    theirs: Sequence[Sequence[Anchor]],
    scale: float,
) -> list[Pair] | None:
    spans = clauses(whole)
    parts = [piece(end - start, [each for each in own if start <= each.start < end]) for start, end in spans]
    beads = divide(parts, pieces(several, theirs), scale=scale)
    if beads is None:
        return None
    return [
        Pair(
            _bare(whole.text, spans[bead.a][0], spans[bead.a_end - 1][1]),
            _whole(several[bead.b : bead.b_end]),
        )
        for bead in beads
    ]


def _bare(text: str, start: int, end: int) -> Span:
    """Without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    return start, start + len(text[start:end].rstrip())
