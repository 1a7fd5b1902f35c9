"""Whose a part of a text is that begins anew: a heading in the other language under a statement, a translation behind what was said."""

from collections.abc import Mapping, Sequence

from tawthiq.read.cue import Cue
from tawthiq.read.issuer import Text
from tawthiq.read.masthead import masthead
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_TRANSLATION = listed("anew", "translation")
_LONG = 14
_NEAR = 3


def anew(text: Text) -> Mapping[int, Link]:
    """Paragraph -> who issued it, from a heading on whose language is another than that of what stands before it."""
    found: dict[int, Link] = {}
    link: Link | None = None
    for number in range(1, len(text.numbers)):
        before, here = text.parts[number - 1].lang, text.parts[number].lang
        line = text.line(number) if here != before and {here, before} == {"ar", "en"} else None
        if line is not None and len(line.words) <= _LONG:
            part = Text(text.sentences, text.numbers[number:], text.cues, text.parts[number:])
            link = masthead(part) or link
        if link is not None:
            found[number] = link
    return found


def translated(text: Text, cues: Sequence[Sequence[Cue]]) -> Mapping[int, Link]:
    """Paragraph -> who said it before: [Translation: "..."] behind what somebody is quoted with."""
    found: dict[int, Link] = {}
    for number in range(1, len(text.numbers)):
        if not text.numbers[number] or not text.numbers[number - 1]:
            continue
        opening = text.sentences[text.numbers[number][0]]
        at = next((i for i in range(_NEAR) if opening.key(i) in _TRANSLATION), None)
        marked = at is not None and any(opening.key(i) == ":" for i in range(at + 1, at + 1 + _NEAR))
        said = [cue for n in text.numbers[number - 1] for cue in cues[n] if cue.speaker]
        if marked and said:
            found[number] = Link(said[-1].speaker, said[-1].verb, *(said[-1].span or (None, None)))
    return found
