"""Whom "you" means in a transcript: "you said that 36 were killed" puts the words into the mouth of whoever else speaks there."""

from collections.abc import Mapping

from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_SAID = listed("addressed", "said")
_NEAR = 4


def addressed(turns: Mapping[int, Link]) -> dict[int, Link]:
    """Paragraph -> the last who spoke before it and is not its own speaker, else the next."""
    found: dict[int, Link] = {}
    waiting: list[int] = []
    other: Link | None = None
    last: Link | None = None
    for paragraph in sorted(turns):
        link = turns[paragraph]
        if last is not None and link.speaker != last.speaker:
            other = last
            for each in waiting:
                found[each] = link
            waiting = []
        last = link
        if other is not None and other.speaker != link.speaker:
            found[paragraph] = other
        else:
            waiting.append(paragraph)
    return found


def you_said(sentence: Sentence, at: int) -> bool:
    """You said, you have told us: before offset `at`."""
    if "you" not in sentence.keys:
        return False
    for index, token in enumerate(sentence.words):
        if token.start >= at:
            return False
        if token.key == "you" and any(sentence.key(i) in _SAID for i in range(index + 1, index + _NEAR)):
            return True
    return False
