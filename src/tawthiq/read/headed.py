"""The line over a bulleted list, ending with a colon: the day and the place that it names hold for each item that names none."""

from collections.abc import Sequence

from tawthiq.read.sentence import Sentence

_BULLETS = frozenset("-•*–—·▪●○◦►▶✓✔")
_FURTHEST = 40
_SHORT = 16


def heading(sentences: Sequence[Sentence], number: int) -> int | None:
    """The number of the sentence that heads the list in which a sentence is an item; None where it is none."""
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
