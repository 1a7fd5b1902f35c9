"""A text's sentences by what a translation keeps of them: the same anchors that set a passage beside its translation."""

from collections.abc import Mapping, Sequence
from typing import Any

from tawthiq.language.segments import Segment
from tawthiq.language.sentences import sentences
from tawthiq.read.anchors import own_anchors
from tawthiq.read.blocks import paragraphs
from tawthiq.read.gazetteer import own_places
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.record.exhibit import ExtractedText

_OWNER = "'s"


def segments(text: ExtractedText, *, places: Sequence[Mapping[str, Any]] = ()) -> tuple[Segment, ...]:
    """Every sentence of a text that holds words, in order. Raises UnreadableInput for a place that is none."""
    lists = lexicon(own_places(places))
    lang, found = "und", []
    for number, part in enumerate(paragraphs(text)):
        lang = part.lang if part.lang != "und" else lang
        for start, end in sentences(text.text, part.start, part.end, wrapped=part.wrapped):
            found.append(_segment(Sentence(text.text, start, end, lang, number, lists)))
    return tuple(found)


def _segment(sentence: Sentence) -> Segment:
    keys = [anchor.key for anchor in own_anchors(sentence)]
    held = {
        index
        for category, hits in sentence.hits.items()
        if not category.startswith("place")
        for hit in hits
        for index in range(hit.first, hit.last + 1)
    }
    names, latin = [], []
    arabic = sentence.lang == "ar"
    for index, token in enumerate(sentence.words):
        key = token.key.removesuffix(_OWNER)
        if token.kind in "uh":
            keys.append(f"l:{key}")
        elif token.kind != "w" or len(key) < 2:
            continue
        elif not token.arabic:
            if arabic:
                keys.append(f"l:{key}")
            else:
                latin.append(key)
                if token.cap and index and index not in held:
                    names.append(key)
        elif index not in held:
            names.append(key)
    return Segment(sentence.start, sentence.end, sentence.lang, tuple(keys), tuple(names), tuple(latin))
