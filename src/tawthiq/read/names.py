"""Names as they are written: runs of capitals, and what makes one a person's, an organisation's or only a place's.

An organisation's name goes on over "of",
"for" and "and" only where its head word says that it is one.
"""

from tawthiq.language.value import Value
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_JOINTS = listed("names", "joints")
_TITLES = listed("names", "titles")
_APOSTROPHES = frozenset(("'", "’"))
_SOFT = listed("names", "soft")


class Noun(Value, frozen=True):
    """Tokens `[first, last]` name a speaker, `text` is how."""

    first: int
    last: int
    text: str
    pronoun: bool = False


def noun_of(sentence: Sentence, first: int, last: int) -> Noun:
    """The words of tokens `[first, last]`, as they are written, without the letter of a list."""
    if last > first + 2 and sentence.key(first) == "(" and sentence.key(first + 2) == ")":
        first += 3
    if last > first + 2 and not sentence.words[first].arabic:
        first = _behind_the_hour(sentence, first, last)
    start, end = sentence.span(first, last)
    return Noun(first, last, " ".join(sentence.text[start:end].split()))


def _behind_the_hour(sentence: Sentence, first: int, last: int) -> int:
    """Two hours later the account wrote: when, and then who."""
    later = next((at for at in range(first + 1, min(last, first + 4)) if sentence.key(at) in _LATER), None)
    return later + 1 if later is not None and sentence.key(later + 1) in _WHOSE else first


_LATER = listed("names", "later")
_WHOSE = listed("names", "whose")


def abbreviated(sentence: Sentence, index: int) -> bool:
    """A title or an initial: the full stop behind it ends nothing."""
    token = sentence.words[index]
    return token.key in _TITLES or (len(token.key) == 1 and token.cap > 0)


def runs(  # noqa: C901, PLR0912 - a grammar: one early answer a rule
    sentence: Sentence, start: int, stop: int
) -> list[tuple[int, int]]:
    """Capitalised runs in tokens `[start, stop)`: names as they are written, without a leading article."""
    words = sentence.words
    lists = lexicon()
    named = sentence.begun("organisation")
    if not (named or sentence.cased or "h" in sentence.kinds):
        return []
    begins = [i for i in range(start, stop) if words[i].cap or i in named or words[i].kind == "h"]
    if not begins:
        return []
    dated = sentence.dated
    found: list[tuple[int, int]] = []
    index = start
    for begin in begins:
        if begin < index:
            continue
        index = begin
        token = words[index]
        hit = named.get(index)
        if hit and hit.last < stop:
            last = hit.last
        elif token.cap == 0 or token.kind != "w" or index in dated or token.key in lists.stop:
            if token.kind == "h":
                found.append((index, index))
            index += 1
            continue
        else:
            last = index
        headed = hit is not None or token.key in lists.heads
        while last + 1 < stop:
            step = last + 1
            if abbreviated(sentence, last) and words[step].key == ".":
                step += 1
            elif words[step].key in _APOSTROPHES and words[step].start == words[last].end:
                step += words[last].key[-1] == "s"  # the Doctors' Union
            while (
                step < stop
                and words[step].key in _JOINTS
                and step - last <= 2
                and (words[step].key not in _SOFT or headed)
            ):
                step += 1
            if step >= stop or words[step].cap == 0 or words[step].kind != "w" or step in dated:
                break
            headed = headed or words[step].key in lists.heads
            last = step
        found.append((index, last))
        index = last + 1
    return found


def place_only(sentence: Sentence, first: int, last: int) -> bool:
    """A known place and nothing more."""
    hit = sentence.at("place", first)
    return hit is not None and hit.last >= last


def person(sentence: Sentence, first: int, last: int) -> bool:
    """Two capitalised words or more that are no organisation, people or place."""
    lists = lexicon()
    inner = [sentence.words[index].key for index in range(first, last + 1)]
    known = sentence.at("organisation", first) or not lists.collective.isdisjoint(inner)
    return last > first and not known and not place_only(sentence, first, last)
