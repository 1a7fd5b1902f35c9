"""Issuers that a text names by its shape: "For immediate release" over a name and a day, and a second version in another language."""

from tawthiq.read.headline import link_to, parted
from tawthiq.read.issuer import Text
from tawthiq.read.names import noun_of, place_only, runs
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_RELEASE = listed("released", "release")
_OURS = listed("released", "ours")
_LINES = 4
_MARKS = frozenset(('"', "“", "”", "«", "»"))
_LEAST = 2


def released(text: Text) -> Link | None:
    """For immediate release / Mare Alto, 19 November: the name before a day, where the text speaks as "we"."""
    lines = [line for n in range(min(_LINES, len(text.numbers) - 1)) if (line := text.line(n)) is not None]
    if not any({token.key for token in line.words} >= _RELEASE for line in lines):
        return None
    if not any(_ours(text, number) for number in range(len(text.numbers))):
        return None
    for line in lines:
        first = next(parted(line), None)
        if first is None or first.first or not line.dates or line.dates[0].first < first.stop:
            continue
        last = first.stop - 1
        found = runs(line, 0, first.stop)
        if found == [(0, last)] and last + 1 >= _LEAST and not place_only(line, 0, last):
            return link_to(noun_of(line, 0, last), line)
    return None


def _ours(text: Text, paragraph: int) -> bool:
    """We, our outside quotation marks."""
    for number in text.numbers[paragraph]:
        sentence = text.sentences[number]
        if sentence.keys.isdisjoint(_MARKS) and not sentence.keys.isdisjoint(_OURS):
            return True
    return False
