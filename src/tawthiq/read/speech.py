"""Which stretches inside a paragraph are somebody's own words, over sentences: quotation marks, and what follows a colon.

A quotation belongs to the cue that opens it, else to the cue right behind it, else to whoever spoke last in its paragraph;
the first quotation of a paragraph without any cue goes on with the speaker before. A mark that is never closed reaches to
the end of its paragraph only where it opens the paragraph or stands behind a colon.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tawthiq.language.quotation import quotations
from tawthiq.language.value import Value
from tawthiq.read.cue import Cue

_UNCLOSED = re.compile("[“«„]")
_FOLLOWS = re.compile(r"(?:as follows|ما يلي|بما يلي|كما يلي|ما يأتي|بما يأتي)\s*[.:]")
_PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“"}
_ENDED = re.compile(r"(?<![A-Z])[.!?] +(?=[A-Z0-9“\"])")
_ON = re.compile(r"(?:They|He|She|We|I|It|Then|My|Our|His|Her|And|But|There|This|That)\b")
"""A sentence that opens so goes on with what was said."""
_PAUSES = re.compile("[.;؛]")
_STOPS = frozenset((".", "!", "?", "؟"))
_PARTS = _STOPS | {";", "؛"}
_NEAR = 170
_SHORT = 12
_BESIDE = 8
_SENTENCE = 900
_LOOKED = 4
"""How many cues on either side of a quotation are looked at: the work stays linear in a crowded paragraph."""


class Spoken(Value, frozen=True):
    """`[start, end)` are the words of the speaker of `cue`."""

    start: int
    end: int
    cue: Cue


def spoken(text: str, start: int, end: int, cues: Sequence[Cue], before: Cue | None) -> list[Spoken]:
    """The spoken stretches of the paragraph `[start, end)`; `cues` are its cues in order, `before` the last cue before it."""
    named = [cue for cue in cues if cue.speaker and cue.scope]
    places = [cue.at for cue in named]
    found: list[Spoken] = []
    last: Cue | None = None
    for a, b in _marked(text, start, end):
        if b - a < _SHORT or text[b + 1 : b + 3].lstrip()[:1] == ":":
            continue  # told «Radio X»: the name of whom it was told to
        low, high = bisect_left(places, a), bisect_left(places, b)
        earlier, later = named[max(0, low - _LOOKED) : low], named[high : high + _LOOKED]
        cue = _owner(text, a, b, earlier, later) or last
        if cue is None and (earlier or later):
            cue = earlier[-1] if earlier else later[0]
        if cue is None and a - start <= 2:
            cue = before
        if cue is not None:
            found.append(Spoken(a, b, cue))
            last = cue
    owners = {id(each.cue) for each in found}
    for number, cue in enumerate(named):
        if id(cue) not in owners and not (cue.label and cue.edge > start + _SHORT):
            found += _behind_colon(text, end, cue, named[number + 1 :])
    return sorted(found, key=lambda each: (each.start, each.end))


def at(spoken_: Sequence[Spoken], offset: int) -> Spoken | None:
    """The stretch that holds an offset: of several, the one that began last."""
    index = bisect_right(spoken_, offset, key=lambda each: each.start)
    for each in reversed(spoken_[max(0, index - _LOOKED) : index]):
        if each.start <= offset < each.end:
            return each
    return None


def _marked(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = quotations(text, start, end)
    covered = found[-1][1] if found else start
    opening = _UNCLOSED.search(text, covered, end)
    if opening:
        at = opening.start()
        opened = at == start or text[max(start, at - 2) : at].rstrip().endswith(":")
        return [*found, (at + 1, end)] if opened else found
    return found


def _owner(text: str, a: int, b: int, earlier: Sequence[Cue], later: Sequence[Cue]) -> Cue | None:
    """The cue that opens the quotation or comes right behind it."""
    near = [cue for cue in earlier if a - cue.at < _SENTENCE and not _ended(text[cue.at : a - 1])]
    opening = [cue for cue in near if cue.opens and a - cue.at < _NEAR]
    if opening:
        return opening[-1]
    anew = text[b - 1] in _STOPS and bool(earlier) and text[b + 1 : b + 3].strip()[:1].isupper()
    if later and later[0].edge - b < _BESIDE and not _PAUSES.search(text[b : later[0].edge]) and not anew:
        return later[0]
    return near[-1] if near else None


def _ended(between: str) -> bool:
    return any(mark in between for mark in (". ", "! ", "? ", "؟ ", ".\n"))


def _behind_colon(text: str, end: int, cue: Cue, later: Sequence[Cue]) -> list[Spoken]:
    """said: they came ... — without marks the words go on, over sentences, until somebody else by name begins to speak."""
    if not cue.opens:
        return []
    follows = _FOLLOWS.search(text, cue.at, min(end, cue.at + _NEAR))
    if follows and follows.end() + 3 < end:
        return [Spoken(follows.end(), end, cue)]
    colon = text.find(":", cue.at, min(end, cue.at + _NEAR))
    if colon < 0 or colon + 3 >= end or _ended(text[cue.at : colon]):
        return []
    rest = text[colon + 1 : end]
    opened = rest[: len(rest) - len(rest.lstrip()) + 1].lstrip()
    if opened.islower() and opened.isascii():  # say: if you go out we cut the water. Three were expelled
        stop = next(
            (m.start() + 1 for m in _ENDED.finditer(text, colon, end) if not _ON.match(text, m.end())), end
        )
        return [Spoken(colon + 1, stop, cue)]
    if opened in _PAIRS:  # a few words in marks, and no more
        closing = rest.find(_PAIRS[opened], rest.index(opened) + 1)
        return (
            [Spoken(colon + 1, colon + 2 + closing, cue)] if closing >= 0 else [Spoken(colon + 1, end, cue)]
        )
    for each in later:
        begins = (
            text[colon + 1 : min(each.at, each.edge if each.edge >= 0 else each.at)].rstrip()[-1:] in _PARTS
        )
        if each.speaker and not each.pronoun and each.speaker != cue.speaker and each.at > colon and begins:
            end = min(end, each.at, each.edge if each.edge > colon else each.at)
            break
    return [Spoken(colon + 1, end, cue)]
