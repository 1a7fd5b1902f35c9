"""The line over a bulleted list, ending with a colon: the day and the place that it names hold for each item that names none."""

from collections.abc import Sequence

from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_BULLETS = frozenset("-•*–—·▪●○◦►▶✓✔")
_FURTHEST = 40
_SHORT = 16


def heading(sentences: Sequence[Sentence], number: int) -> int | None:
    """The number of the sentence that heads the list in which a sentence is an item; None where it is none."""
    if _rubric(sentences[number]):
        return _over_rubrics(sentences, number)
    if sentences[number].key(0) not in _BULLETS:
        return None
    paragraph = sentences[number].paragraph
    for back in range(number - 1, max(-1, number - 1 - _FURTHEST), -1):
        other = sentences[back]
        if other.paragraph == paragraph or other.key(0) in _BULLETS:
            continue
        words = other.words
        announces = bool(words) and words[-1].key == ":" and len(words) <= _SHORT
        return back if announces and not any(word.key == "as" for word in words) else None
    return None


def _rubric(sentence: Sentence) -> bool:
    """Killed: 33 civilians; الجرحى: 41: a line of a table that counts under its own word."""
    at = next((i for i in range(1, _WORDS_OF_A_RUBRIC + 1) if sentence.key(i) == ":"), None)
    if (
        at is None
        or sentence.key(0) in _BULLETS
        or sentence.dates
        or len(sentence.words) > _SHORT
        or not _whole_line(sentence)
    ):
        return False
    label = any(sentence.at(name, i) for name in ("place", "place_ar", "place_en") for i in range(at))
    return label or any(i in sentence.figures() for i in range(at + 1, at + 3))


_WORDS_OF_A_RUBRIC = 3


def _whole_line(sentence: Sentence) -> bool:
    text = sentence.text
    return sentence.start == 0 or text[: sentence.start].rstrip(" \t").endswith("\n")


def _over_rubrics(sentences: Sequence[Sentence], number: int) -> int | None:
    """The dated title over such a table; a source's line may stand between."""
    for back in range(number - 1, max(-1, number - 1 - _SHORT), -1):
        other = sentences[back]
        if _rubric(other) or not _SOURCES.isdisjoint(other.keys):
            continue
        title = bool(other.dates) and len(other.words) <= _SHORT and other.words[-1].kind != "p"
        return back if title and _whole_line(other) and not other.acts() else None
    return None


_SOURCES = listed("headed", "sources")
