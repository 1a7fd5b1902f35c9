"""Passages that a text tells twice, or that two texts tell, once in each language: side by side, with what differs.

Within one text the passage that stands first is taken for the original. Of two texts a person says which is the original.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.read.blocks import Paragraph
from tawthiq.read.differences import Difference, Side, differences
from tawthiq.read.passages import passages
from tawthiq.read.sentence import Sentence
from tawthiq.read.translation import Pair, Span, beside
from tawthiq.read.voices import Voices


class Compared(NamedTuple):
    """One pair of segments and how they differ."""

    pair: Pair
    differences: tuple[Difference, ...]


class Translation(NamedTuple):
    """Two passages, each a span of its own text, and their segments in order."""

    original: Span
    translation: Span
    pairs: tuple[Compared, ...]


def told_twice(
    text: str, parts: Sequence[Paragraph], sentences: Sequence[Sentence], voices: Voices
) -> list[Translation]:
    """The translations that stand in one text beside their original."""
    side = Side(text, sentences, voices)
    return [
        _compared(side, side, sentences[one.start : one.end], sentences[two.start : two.end])
        for one, two in passages(parts, sentences)
    ]


def compared(original: Side, translation: Side) -> Translation | None:
    """A whole text beside its translation; None where either has no sentence."""
    if not original.sentences or not translation.sentences:
        return None
    return _compared(original, translation, original.sentences, translation.sentences)


def _compared(one: Side, two: Side, first: Sequence[Sentence], second: Sequence[Sentence]) -> Translation:
    return Translation(
        (first[0].start, first[-1].end),
        (second[0].start, second[-1].end),
        tuple(Compared(pair, tuple(differences(pair, one, two))) for pair in beside(first, second)),
    )
