"""What stands under a source without being said by a verb: a line that says Source, brackets at a paragraph's end, a table's heading.

Such a source answers only for what nobody else answers for.
"""

from collections.abc import Mapping

from tawthiq.read.cue import Cue
from tawthiq.read.issuer import Text
from tawthiq.read.names import Noun
from tawthiq.read.papers import paper_at
from tawthiq.read.sentence import Sentence
from tawthiq.read.sources import source_line
from tawthiq.record.claim import Link

_TABLE = ("cell", "item")
_HEADS = ("heading", "caption")
_BACK = 2


def sourced(text: Text) -> Mapping[int, Link]:
    """Sentence -> the source that its line, paragraph, list or table names."""
    found: dict[int, Link] = {}
    for number, listed in enumerate(text.numbers):
        for sentence_number in listed:
            sentence = text.sentences[sentence_number]
            noun = source_line(sentence)
            if noun is None:
                continue
            link = Link(noun.text, "source", *sentence.span(noun.first, noun.last))
            for each in _governed(text, number, sentence_number):
                found.setdefault(each, link)
    _tables(text, found)
    return found


def _governed(text: Text, paragraph: int, sentence: int) -> list[int]:
    """The sentences before it in its paragraph; where it is alone, its group of lines, else the paragraph or table before it."""
    listed = text.numbers[paragraph]
    if sentence != listed[0]:
        return [each for each in listed if each < sentence]
    if len(listed) > 1:
        return []
    run = text.parts[paragraph].run
    group = [n for n, part in enumerate(text.parts) if part.run == run and n != paragraph]
    if group:
        return [each for n in group for each in text.numbers[n]]
    if paragraph == 0:
        return [each for listed_ in text.numbers[1:] for each in listed_]
    before = text.parts[paragraph - 1]
    same = [n for n, part in enumerate(text.parts) if part.run == before.run and n < paragraph]
    if before.kind in _TABLE:
        same = _rows(text, paragraph - 1, -1)
    return [each for n in same for each in text.numbers[n]]


def _rows(text: Text, start: int, step: int) -> list[int]:
    """The cells or items that run from paragraph `start` in one direction."""
    found: list[int] = []
    number = start
    while 0 <= number < len(text.parts) and text.parts[number].kind in _TABLE:
        found.append(number)
        number += step
    return found


def _tables(text: Text, found: dict[int, Link]) -> None:
    """A heading or caption right above a table or list that names whose figures these are."""
    for number, part in enumerate(text.parts):
        if part.kind not in _TABLE or (number and text.parts[number - 1].kind in _TABLE):
            continue
        for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
            if text.parts[back].kind not in _HEADS:
                break
            link = _head(text, back)
            if link is not None:
                for row in _rows(text, number, 1):
                    for each in text.numbers[row]:
                        found.setdefault(each, link)
                break


def _head(text: Text, paragraph: int) -> Link | None:
    for number in text.numbers[paragraph]:
        cue = next((cue for cue in text.cues[number] if cue.speaker and not cue.pronoun), None)
        if cue is not None:
            return _table(cue)
        sentence = text.sentences[number]
        noun = source_line(sentence) or _figures(sentence)
        if noun is not None:
            return Link(noun.text, "table", *sentence.span(noun.first, noun.last))
    return None


def _table(cue: Cue) -> Link:
    return Link(cue.speaker, "table", *(cue.span or (None, None)))


def _figures(sentence: Sentence) -> Noun | None:
    """SNHR figures, 2016: an organisation's name beside a paper."""
    hits = sentence.hits.get("organisation", ())
    if not hits or not any(paper_at(sentence, i) for i in range(len(sentence.words))):
        return None
    start, end = sentence.span(hits[0].first, hits[0].last)
    return Noun(hits[0].first, hits[0].last, " ".join(sentence.text[start:end].split()))
