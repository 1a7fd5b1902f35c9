"""What stands under a source without being said by a verb: a line that says Source, brackets at a paragraph's end, a table's heading.

Such a source answers only for what nobody else answers for.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from tawthiq.read.cue import Cue
from tawthiq.read.issuer import Text
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun
from tawthiq.read.papers import paper_at
from tawthiq.read.sentence import Sentence
from tawthiq.read.sources import source_line
from tawthiq.record.claim import Link
from tawthiq.record.exhibit import Anchor

_TABLE = ("cell", "item")
_HEADS = ("heading", "caption")
_BACK = 2


def sourced(text: Text, anchors: Sequence[Anchor] = ()) -> Mapping[int, Link]:
    """Sentence -> the source that its line, paragraph, list or table names, or that it links to."""
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
    _linked(text, anchors, found)
    return found


def _linked(text: Text, anchors: Sequence[Anchor], found: dict[int, Link]) -> None:
    """A sentence that links to an organisation's site, or an address behind it, names its source by that alone."""
    starts = [sentence.start for sentence in text.sentences]
    places = [(anchor.start, anchor.end, anchor.url) for anchor in anchors]
    for sentence in text.sentences:
        if "u" not in sentence.kinds:
            continue
        places += [(t.start, t.end, t.key) for t in sentence.words if t.kind == "u" and "@" not in t.key]
    for start, end, url in places:
        name = lexicon().sites.get(_host(url))
        number = bisect_right(starts, start) - 1
        if name is None or number < 0:
            continue
        if text.sentences[number].start == start and number and len(text.sentences[number].words) == 1:
            number -= 1  # an address on a line of its own
        found.setdefault(number, Link(name, "linked", start, max(start, end)))


def _host(url: str) -> str:
    rest = url.partition("//")[2] or url
    host = rest.partition("/")[0].rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")
    while host and host not in lexicon().sites and host.count(".") > 1:
        host = host.partition(".")[2]
    return host


def _governed(text: Text, paragraph: int, sentence: int) -> list[int]:
    """The sentences before it in its paragraph; where it is alone, its group of lines, else the paragraph or table before it."""
    listed = text.numbers[paragraph]
    if sentence != listed[0]:
        return [each for each in listed if each < sentence]
    if len(listed) > 1:
        return []
    group = _near(text, paragraph, -1) or _near(text, paragraph, 1)
    if not group and paragraph == 0:
        return [each for listed_ in text.numbers[1:] for each in listed_]
    if not group:
        before = text.parts[paragraph - 1]
        group = (
            _rows(text, paragraph - 1, -1)
            if before.kind in _TABLE
            else _run(text, paragraph - 1, before.run, -1)
        )
    return [each for n in group for each in text.numbers[n]]


def _near(text: Text, paragraph: int, step: int) -> list[int]:
    """The lines of its group on one side."""
    return _run(text, paragraph + step, text.parts[paragraph].run, step)


def _run(text: Text, start: int, run: int, step: int) -> list[int]:
    """The lines of a group in one direction, up to the next line that is a source itself."""
    found: list[int] = []
    number = start
    while 0 <= number < len(text.parts) and text.parts[number].run == run:
        listed = text.numbers[number]
        if len(listed) == 1 and source_line(text.sentences[listed[0]]) is not None:
            break
        found.append(number)
        number += step
    return found


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
