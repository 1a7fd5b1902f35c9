"""A place named in a sentence: its tokens, its name, and what the gazetteer holds of it."""

from tawthiq.language.value import Value
from tawthiq.read.gazetteer import Place
from tawthiq.read.sentence import Sentence


class Spot(Value, frozen=True):
    """Tokens `[first, last]` name a place; `place` is None where nothing resolved it."""

    first: int
    last: int
    name: str
    place: Place | None


def spot(sentence: Sentence, first: int, last: int) -> Spot:
    """A place that no gazetteer holds, named as it is written."""
    start, end = sentence.span(first, last)
    return Spot(first, last, sentence.text[start:end], None)
