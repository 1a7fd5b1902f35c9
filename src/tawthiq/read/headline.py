"""The lines over a text in segments between marks, and whether one is an organisation's name and nothing more."""

from collections.abc import Iterator
from typing import NamedTuple

from tawthiq.read.aside_ar import QUOTES
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, abbreviated, noun_of
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_en import spaced_dash
from tawthiq.read.words import listed
from tawthiq.record.claim import Link
from tawthiq.vocabulary import table

_GENRE = listed("masthead", "genre")
_MEDIA = listed("masthead", "media")
_PROGRAMME = "برنامج"
_BULLETIN = listed("masthead", "bulletin")
_SHEETS = listed("masthead", "sheets")
_SHEET_OF = listed("masthead", "sheet_of")
_STATIONS = frozenset(
    each["id"] for each in table("organisations")["organisation"] if each["kind"] == "media"
)
_PARTING = frozenset(("·", "~", "»", "|", "—", "/", ",", ":", "(", ")", "[", "]", "•", ";"))
_ARTICLES = listed("masthead", "articles")
_NAME = 9
_TITLED = 3
_WATCHES = listed("masthead", "watches")
_WATCHED = listed("masthead", "watched")
_MINUTES = listed("masthead", "minutes")
_JOINTS = listed("masthead", "joints")
_OFFICES = listed("masthead", "offices")
"""Heads of an organisation's name on a line of its own; inside a sentence they are people or buildings."""


class Segment(NamedTuple):
    """Tokens `[first, stop)` of a line, between marks. `genre`: the token that names one, where it has one."""

    sentence: Sentence
    first: int
    stop: int
    genre: int | None


def parted(sentence: Sentence) -> Iterator[Segment]:
    """The segments of a line."""
    words = sentence.words
    first = 0
    for index in range(len(words) + 1):
        last = index == len(words)
        stop = last or words[index].key in _PARTING or spaced_dash(sentence, index)
        stop = stop or (words[index].key == "." and not abbreviated(sentence, index - 1) and index > first)
        stop = stop and not (index == 1 and words[1:2] and words[1].key == "." and abbreviated(sentence, 0))
        if stop:
            if index > first:
                yield Segment(sentence, first, index, _genre(sentence, first, index))
            first = index + 1


def _genre(sentence: Sentence, first: int, stop: int) -> int | None:
    for index in range(first, stop):
        token = sentence.words[index]
        if token.arabic and index > first:
            return None
        if any(form in _GENRE for form in (token.key, *token.forms)):
            return index
        if token.key in _SHEETS and sentence.key(index + 1) in _SHEET_OF:
            return index
    return None


def office_line(segment: Segment, *, aired: bool = False) -> bool:
    """The segment is an organisation's name and nothing more; a station's only where it `aired` what follows."""
    sentence, first, stop = segment.sentence, segment.first, segment.stop
    if (
        stop - first > _NAME
        or (not aired and broadcasts(sentence, first, stop))
        or sentence.key(first) in _MINUTES
    ):
        return False
    hit = sentence.at("organisation", first + (sentence.key(first) in _ARTICLES))
    if any(i in sentence.figures() for i in range(first, stop)):
        return False
    if sentence.words[first].arabic:
        return hit is not None or any(form in lexicon().heads for form in sentence.words[first].forms)
    if hit is not None and (hit.last >= stop - 1 or sentence.at("place", hit.last + 1) is not None):
        return True
    inside = range(first, stop)
    capital = all(sentence.words[i].cap or sentence.key(i) in _JOINTS for i in inside)
    low = sentence.key(first) == "office"
    owned = (
        sentence.words[first].cap and sentence.key(first).endswith(("'s", "s'")) and stop - first <= _TITLED
    )
    low = low or bool(owned and sentence.key(stop - 1) in lexicon().heads | _OFFICES)  # Mayor's office
    return (capital or low) and any(sentence.key(i) in lexicon().heads | _OFFICES for i in inside)


def whole(segment: Segment) -> Noun:
    """The name that a segment is, with the office over it."""
    sentence = segment.sentence
    first = segment.first + (sentence.key(segment.first) in _ARTICLES)
    if first > 1 and sentence.words[first].arabic and sentence.key(first - 1) == "/":
        first = 0  # مدينة الطب / دائرة الإعلام
    return noun_of(sentence, first, segment.stop - 1)


def broadcasts(sentence: Sentence, first: int, stop: int) -> bool:
    """A newspaper, a station or an agency: what it prints is the document itself."""
    if any(sentence.key(i) == _PROGRAMME and sentence.key(i + 1) in QUOTES for i in range(first, stop)):
        return True  # برنامج «على الحدود»
    if any(
        form in _MEDIA and not _watching(sentence, i)
        for i in range(first, stop)
        for form in (sentence.key(i), *sentence.words[i].forms)
    ):
        return True
    hit = sentence.at("organisation", first)
    return hit is not None and hit.value[0] in _STATIONS


def _watching(sentence: Sentence, index: int) -> bool:
    """KOSOVA FIELD MONITOR, Ceasefire Monitor: what watches over something is no newspaper."""
    near = {sentence.key(index - 1), sentence.key(index + 1)}
    return sentence.key(index) in _WATCHES and not near.isdisjoint(_WATCHED)


def aired_line(segment: Segment) -> bool:
    """نشرة الثامنة مساء | إذاعة الساحل: what a station reads out under its own sign."""
    if "|" not in segment.sentence.keys:
        return False
    inside = range(segment.first, segment.stop)
    return any(
        form in _BULLETIN
        for i in inside
        for form in (segment.sentence.key(i), *segment.sentence.words[i].forms)
    )


def link_to(noun: Noun, sentence: Sentence) -> Link:
    """Whoever issued a text."""
    return Link(noun.text, "stated", *sentence.span(noun.first, noun.last))
