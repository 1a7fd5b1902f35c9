"""A claim's passage is the run of clauses that holds its parts: never more than its sentence, never less than a part.

Clauses end at commas, semicolons, colons, dashes and brackets; a comma inside a list of figures does not matter, since the
passage runs from the first part to the last.
"""

from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_MARKS = listed("clauses", "marks")


def passage(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Token indexes of the clauses around tokens `[first, last]`, both included."""
    words = sentence.words
    begin, end = first, last
    while begin > 0 and not _parts(sentence, begin - 1):
        begin -= 1
    while end + 1 < len(words) and not _parts(sentence, end + 1):
        end += 1
    while end > last and words[end].kind == "p" and words[end].key not in "%+":
        end -= 1
    while begin < first and words[begin].kind == "p" and words[begin].key not in "$€£~":
        begin += 1
    return begin, end


def _parts(sentence: Sentence, at: int) -> bool:
    """A mark between clauses; the colon of 09:41 is none."""
    words = sentence.words
    if words[at].key not in _MARKS:
        return False
    clock = words[at].key == ":" and 0 < at < len(words) - 1
    return not (
        clock
        and words[at - 1].kind == words[at + 1].kind == "n"
        and words[at - 1].end + 1 == words[at + 1].start
    )
