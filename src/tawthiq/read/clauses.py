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
    while begin > 0 and words[begin - 1].key not in _MARKS:
        begin -= 1
    while end + 1 < len(words) and words[end + 1].key not in _MARKS:
        end += 1
    while end > last and words[end].kind == "p" and words[end].key not in "%+":
        end -= 1
    while begin < first and words[begin].kind == "p" and words[begin].key not in "$€£~":
        begin += 1
    return begin, end
