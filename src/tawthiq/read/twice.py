"""Passages that a text tells twice, or that two texts tell, once in each language: side by side, with what differs.

Within one text the passage that stands first is taken for the original. Of two texts a person says which is the original.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tawthiq.read.blocks import Paragraph
from tawthiq.read.claims import assembler
from tawthiq.read.differences import Difference, Side, differences
from tawthiq.read.passages import passages
from tawthiq.read.sentence import Sentence
from tawthiq.read.translation import Pair, Span, beside
from tawthiq.read.voices import Voices
from tawthiq.record.exhibit import ExtractedText


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


def translations(
    text: ExtractedText,
    *,
    exhibit: str,
    published: str | None = None,
    places: Sequence[Mapping[str, Any]] = (),
) -> list[Translation]:
    """The passages of a text that stand beside their translation, segment by segment. The parameters are those of `claims`."""
    return assembler(text, exhibit=exhibit, published=published, places=places).translations()


def translation_of(
    original: ExtractedText,
    translation: ExtractedText,
    *,
    published: tuple[str | None, str | None] = (None, None),
    places: Sequence[Mapping[str, Any]] = (),
) -> Translation | None:
    """A whole text beside another that is said to be its translation; None where either has no sentence.

    `published` are the days of both.
    """
    sides = []
    for text, day in zip((original, translation), published, strict=True):
        read = assembler(text, exhibit="", published=day, places=places)
        if not read.sentences:
            return None
        sides.append(Side(read.text, read.sentences, read.voices))
    one, two = sides
    return _compared(one, two, one.sentences, two.sentences)


def pair_json(
    each: Compared, texts: tuple[str, str], exhibits: tuple[str, str], passage: int
) -> dict[str, Any]:
    """One line of `read --pairs`: what stands nowhere is null. `texts` and `exhibits` are those of original and translation."""

    def told(side: int, span: Span | None) -> dict[str, Any] | None:
        if span is None:
            return None
        start, end = span
        return {"exhibit": exhibits[side], "start": start, "end": end, "verbatim": texts[side][start:end]}

    return {
        "passage": passage,
        "original": told(0, each.pair.original),
        "translation": told(1, each.pair.translation),
        "differences": [
            {
                "kind": one.kind,
                "part": one.part,
                "code": one.code,
                "original": told(0, one.original),
                "translation": told(1, one.translation),
            }
            for one in each.differences
        ],
    }


def _compared(one: Side, two: Side, first: Sequence[Sentence], second: Sequence[Sentence]) -> Translation:
    return Translation(
        (first[0].start, first[-1].end),
        (second[0].start, second[-1].end),
        tuple(Compared(pair, tuple(differences(pair, one, two))) for pair in beside(first, second)),
    )
