"""The line over a bulleted list, ending with a colon: the day and the place that it names hold for each item that names none."""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.dates import DateSpan
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_BULLETS = frozenset("-•*–—·▪●○◦►▶✓✔")
_FURTHEST = 40
_SHORT = 16


def heading(sentences: Sequence[Sentence], number: int) -> int | None:
    """The number of the sentence that heads the list in which a sentence is an item; None where it is none."""
    if _rubric(sentences[number]):
        return _over_rubrics(sentences, number)
    if sentences[number].key(0) not in _BULLETS:
        return None
    paragraph = sentences[number].paragraph
    for back in range(number - 1, max(-1, number - 1 - _FURTHEST), -1):
        other = sentences[back]
        if other.paragraph == paragraph or other.key(0) in _BULLETS:
            continue
        words = other.words
        announces = bool(words) and words[-1].key == ":" and len(words) <= _SHORT
        return back if announces and not any(word.key == "as" for word in words) else None
    return None


def _rubric(sentence: Sentence) -> bool:
    """Killed: 33 civilians; الجرحى: 41: a line of a table that counts under its own word."""
    at = next((i for i in range(1, _WORDS_OF_A_RUBRIC + 1) if sentence.key(i) == ":"), None)
    if (
        at is None
        or sentence.key(0) in _BULLETS
        or sentence.dates
        or len(sentence.words) > _SHORT
        or not _whole_line(sentence)
    ):
        return False
    label = any(sentence.at(name, i) for name in ("place", "place_ar", "place_en") for i in range(at))
    return label or any(i in sentence.figures() for i in range(at + 1, at + 3))


_WORDS_OF_A_RUBRIC = 3


def _whole_line(sentence: Sentence) -> bool:
    text = sentence.text
    return sentence.start == 0 or text[: sentence.start].rstrip(" \t").endswith("\n")


def _over_rubrics(sentences: Sequence[Sentence], number: int) -> int | None:
    """The dated title over such a table; a source's line may stand between."""
    for back in range(number - 1, max(-1, number - 1 - _SHORT), -1):
        other = sentences[back]
        if _rubric(other) or not _SOURCES.isdisjoint(other.keys):
            continue
        title = bool(other.dates) and len(other.words) <= _SHORT and other.words[-1].kind != "p"
        return back if title and _whole_line(other) and not other.acts() else None
    return None


_SOURCES = listed("headed", "sources")
_DAILY = listed("clock", "daily")
_SPOKEN = listed("clock", "spoken")
_TITLES = 4
_CLOCKED = 2


class Title(NamedTuple):
    """The dated line over a log: its sentence, its date, and the first sentence for which it holds."""

    number: int
    span: DateSpan
    begin: int


def log_title(sentences: Sequence[Sentence]) -> Title | None:
    """LIVE, Thursday 3 October, over lines that begin with an hour; نشرة يوم الأربعاء, حصاد ليوم الخميس over what the day brought."""
    clocked = [number for number, sentence in enumerate(sentences) if _clocked(sentence)]
    daily = False
    for number, sentence in enumerate(sentences[:_TITLES]):
        if (
            sentence.acts()
            or sentence.figures() - _dated(sentence)
            or number in clocked[:1]
            or len(sentence.words) > 2 * _SHORT
        ):
            return None
        if not _SPOKEN.isdisjoint(sentence.keys):
            return None  # the hours of a recording are no hours of the day
        daily = daily or any(form in _DAILY for word in sentence.words for form in word.forms or (word.key,))
        span = next((each for each in reversed(sentence.dates) if _of_days(each)), None)
        if span is None:
            continue
        if len(clocked) >= _CLOCKED and clocked[0] > number:
            return Title(number, span, clocked[0])
        daily = daily and _for_the_day(sentence, span) and _list_like(sentences, number + 1)
        return Title(number, span, number + 1) if daily else None
    return None


def _list_like(sentences: Sequence[Sentence], begin: int) -> bool:
    """A short bulletin, or lines of a sentence or two each; a story under a dated line tells its own days."""
    rest = sentences[begin:]
    return len(rest) <= _BULLETIN or len(rest) < 2 * len({sentence.paragraph for sentence in rest})


_BULLETIN = 12


def _dated(sentence: Sentence) -> set[int]:
    return {i for span in sentence.dates for i in range(span.first, span.last + 1)}


def _of_days(span: DateSpan) -> bool:
    when = span.when.inner[0] if span.when.kind == "range" else span.when
    return (
        when.kind == "weekday"
        or (when.kind == "date" and when.day is not None)
        or span.when.part in ("to_week", "from_week")
    )


def _for_the_day(sentence: Sentence, span: DateSpan) -> bool:
    """Daily summary for 3 May, نشرة يوم الأربعاء, a stretch of days: the day is what is told of, and no day of writing."""
    lead = sentence.key(span.first - 1)
    word = sentence.words[span.first]
    return (
        span.when.kind == "range"
        or lead.removeprefix("ال") in _FOR
        or (word.arabic and word.key in ("ليوم", "يوم", "ليومي"))
    )


_FOR = frozenset(
    (
        "for", "of", "ليوم", "يوم", "on", "من", "عن", "لليوم", "نشره", "حصاد", "حصيله", "احداث", "وقائع", "summary", "log",
        "bulletin", "diary", "digest", "chronology", "timeline",
    )
)  # fmt: skip


def _clocked(sentence: Sentence) -> bool:
    """07:40 Two people were killed: a line that begins with an hour."""
    if len(sentence.words) < _WORDS_OF_A_RUBRIC or not _opens_line(sentence):
        return False
    at = 1 if sentence.key(0) in _BULLETS or sentence.key(0) == "[" else 0
    face = sentence.words[at : at + 3]
    if len(face) < 3 or face[0].kind != "n" or face[2].kind != "n" or face[1].key not in (":", "h"):
        return (
            face[0].kind == "n" and "." in face[0].key and len(face[0].key) == len("07.40") if face else False
        )
    return face[0].end == face[1].start and face[1].end == face[2].start


def _opens_line(sentence: Sentence) -> bool:
    before = sentence.text[max(0, sentence.words[0].start - 3) : sentence.words[0].start].rstrip(" \t*")
    return not before.strip() or before.endswith("\n")
