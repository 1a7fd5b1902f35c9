"""What day a passage is told on: an entry of a log or a diary has its own day, and a day without a year has the year told last.

A text is a log where two paragraphs or more begin with a day and a sign behind it ("2 Aug - ...", "15 January. ...").
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tawthiq.language.dates import DateSpan
from tawthiq.language.edtf import bounds
from tawthiq.language.edtf import day as edtf_day
from tawthiq.language.when import When, resolve
from tawthiq.read.headed import Title, log_title
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_SIGNS = frozenset("-:.—|)•")
_OF_DAY = listed("clock", "of_day")
_LEADS = listed("clock", "leads")
_AHEAD = 2
_BACK = 12
_NEAR = 5


class Entry(NamedTuple):
    """The day of a log's entry: the sentence and date that give it, and its value."""

    number: int
    span: DateSpan
    day: dt.date


class Clock:
    """Entries and years of one text."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        reference: dt.date | None,
        apart: Callable[[int, DateSpan], bool] = lambda _number, _span: False,
    ) -> None:
        """`apart` tells of a day that it is one of saying or writing, on which nothing happened."""
        self.apart = apart
        self.sentences = sentences
        self.years = _years(sentences)
        self.past = _of_the_past(sentences, reference)
        self.entries = _entries(sentences, reference, self.years)
        self.title = None if any(self.entries) else log_title(sentences)
        """The dated line over a log or a daily count, and from which sentence on its day holds."""
        self.telling: set[int] = set()
        """Sentences of which a claim was made."""
        self.spent: set[int] = set()
        """Sentences that told a deed: their day is spent, that of any other opens what follows."""

    def entry(self, number: int) -> Entry | None:
        """The entry in which a sentence stands."""
        return self.entries[number]

    def heads(self, number: int, span: DateSpan) -> bool:
        """The date opens an entry: it is the time of what the entry tells, wherever in it."""
        entry = self.entry(number)
        return entry is not None and entry.number == number and entry.span == span

    def told(
        self,
        number: int,
        span: DateSpan,
        reference: dt.date | None,
        *,
        here: bool = False,
        said: bool = False,
    ) -> dt.date | None:
        """The single day told last before a date that leans on it ("the same night"); `here`: in its paragraph; `said`: a day of saying will do."""
        if self.entries[number] is not None:
            return self.entries[number].day  # type: ignore[union-attr] # just seen
        for back in range(number, max(-1, number - _BACK), -1):
            apart = self.sentences[back].paragraph != self.sentences[number].paragraph
            if here and apart and not _of_thread(self.sentences[number]):
                return self._titled(number, reference) or self._of_title(number, reference)
            for other in reversed(self.sentences[back].dates):
                leans = other.when.unit.startswith("same")
                if (back == number and other.first >= span.first) or (
                    leans and (not other.when.low or span.when.part.startswith("since"))
                ):
                    continue
                if self.apart(back, other) and not said:
                    continue
                against = reference or self.within(back, None)
                when = self.dated(back, other, reference)
                if leans:  # two days later they came back; that night ...
                    against = self.told(back, other, reference, here=here)
                value = edtf_day(resolve(when, against)) or _night(when, against)
                if value is not None:
                    return value
        return None

    def month_told(self, number: int, span: DateSpan, reference: dt.date | None) -> dt.date | None:
        """The month of the stretch told shortly before "the 3rd", where it is told with its year."""
        for back in range(number, max(-1, number - _NEAR), -1):
            for other in reversed(self.sentences[back].dates):
                if (back == number and other.first >= span.first) or other.when.kind != "range":
                    continue
                low = bounds(resolve(other.when, reference))[0]
                return low if other.when.inner[-1].kind == "date" and other.when.inner[-1].month else None
        return None

    def nth(self, number: int, span: DateSpan, nth: int, reference: dt.date | None) -> str | None:
        """On the second day: of the stretch of days told shortly before."""
        for back in range(number, max(-1, number - _NEAR), -1):
            for other in reversed(self.sentences[back].dates):
                if back == number and other.first >= span.first:
                    continue
                low, high = (
                    bounds(resolve(other.when, reference)) if other.when.kind == "range" else (None, None)
                )
                if low is not None and high is not None:
                    day = low + dt.timedelta(days=nth - 1)
                    return day.isoformat() if day <= high else None
        return None

    def begun(self, number: int, span: DateSpan, reference: dt.date | None) -> str | None:
        """The month, season or year told last before "since then" where no day is told nearer."""
        for back in range(number, max(-1, number - _NEAR), -1):
            for other in reversed(self.sentences[back].dates):
                if (back == number and other.first >= span.first) or self.apart(back, other):
                    continue
                whole = other.when.kind == "date" and other.when.day is None
                value = resolve(other.when, reference) if whole else None
                return value if value and "/" not in value else None
        return None

    def _titled(self, number: int, reference: dt.date | None) -> dt.date | None:
        """The day in the title over a passage, where the title tells of what happened: "The two strikes on X, 3 May"."""
        for back in range(number - 1, max(-1, number - _BACK), -1):
            title = self.sentences[back]
            if title.dates and title.acts() and _is_title(title):
                value = edtf_day(resolve(title.dates[-1].when, reference or self.within(back, None)))
                return None if self.apart(back, title.dates[-1]) else value
        return None

    def titled(self, number: int) -> Title | None:
        """The dated line over the log in which a sentence stands."""
        return self.title if self.title is not None and number >= self.title.begin else None

    def _of_title(self, number: int, reference: dt.date | None) -> dt.date | None:
        title = self.titled(number)
        return edtf_day(resolve(title.span.when, reference)) if title is not None else None

    def beside(self, number: int, span: DateSpan) -> When | None:
        """The day or month of a year told in full last before a date without a year, in its paragraph."""
        for back in range(number, max(-1, number - _NEAR), -1):
            if self.sentences[back].paragraph != self.sentences[number].paragraph and not self.past[back]:
                return None
            for other in reversed(self.sentences[back].dates):
                when = (
                    other.when.inner[-1]
                    if other.when.kind in ("range", "until", "since", "end")
                    else other.when
                )
                before = back < number or other.last < span.first
                full = when.kind == "date" and when.month and when.year
                if before and full and not self.apart(back, other):
                    return when
        return None

    def dated(self, number: int, span: DateSpan, reference: dt.date | None) -> When:
        """Arrested on 3 February 2016 and executed on 9 May: the year that brings the day nearest to the one told before it."""
        when = span.when
        yearless = when.kind == "date" and when.year is None and not (when.unit or when.part)
        if reference is None or not yearless or when.month is None:
            return when
        told = self.beside(number, span)
        if told is None or told.year is None or told.year >= reference.year:
            return when
        at, month = told.year * 12 + (told.month or 1), when.month
        last = reference.year * 12 + reference.month
        years = [y for y in (told.year + 1, told.year, told.year - 1) if y * 12 + month <= last]
        return when._replace(year=min(years, key=lambda year: _far(year * 12 + month - at)))

    def within(self, number: int, reference: dt.date | None) -> dt.date | None:
        """The last day of the year told last: against it a day without a year is resolved where nothing else is known."""
        year = self.years[number]
        if year is None:
            return None
        if reference is not None and reference.year == year:
            return None
        return dt.date(year, 12, 31)


def _of_thread(sentence: Sentence) -> bool:
    """2/ At 4:05 the first ambulance came: a post that goes on with the one before."""
    return (
        _THREAD.match(sentence.text[sentence.text.rfind("\n", 0, sentence.start) + 1 : sentence.start + 8])
        is not None
    )


_THREAD = re.compile(r"\s*\d{1,2}/(?!\d)")


def _far(months: int) -> int:
    """A story goes on rather than back."""
    return months if months >= 0 else -2 * months


def _is_title(sentence: Sentence) -> bool:
    """One short line without a full stop that ends with its day."""
    line = sentence.words[-1].kind != "p" and len(sentence.words) <= _TITLE
    return line and sentence.dates[-1].last + 1 >= len(sentence.words) and _begins_line(sentence)


_TITLE = 14


def _of_the_past(sentences: Sequence[Sentence], reference: dt.date | None) -> list[bool]:
    """For each sentence whether all that was dated up to it is long past: no yesterday, no weekday, no year near the speaker's."""
    found: list[bool] = []
    past = reference is not None
    for sentence in sentences:
        for span in sentence.dates:
            when = span.when.inner[0] if span.when.inner else span.when
            past = past and (when.kind not in ("weekday", "relative") or when.unit.startswith("same"))
            past = past and (when.year is None or reference is None or when.year < reference.year - 1)
        found.append(past)
    return found


def _years(sentences: Sequence[Sentence]) -> list[int | None]:
    """For each sentence the year that a full date of it or of a sentence before it told last."""
    told: list[int | None] = []
    year: int | None = None
    for sentence in sentences:
        given = [
            when.year
            for span in sentence.dates
            for when in (span.when.inner or (span.when,))
            if when.kind == "date" and when.year
        ]
        year = given[0] if given else year
        told.append(year)
        year = given[-1] if given else year
    return told


def _night(when: When, against: dt.date | None) -> dt.date | None:
    """The night of 3 to 4 May: the day on which it ends."""
    low, high = bounds(resolve(when, against)) if when.kind == "range" else (None, None)
    return high if low is not None and high is not None and (high - low).days == 1 else None


def _entries(
    sentences: Sequence[Sentence], reference: dt.date | None, years: Sequence[int | None]
) -> list[Entry | None]:
    """For each sentence its entry: one begins with a line that begins with a day, and ends with its paragraph."""
    found: list[Entry | None] = []
    entry: Entry | None = None
    last: dt.date | None = None
    for number, sentence in enumerate(sentences):
        if number and sentence.paragraph != sentences[number - 1].paragraph and not _alone(sentences, entry):
            entry = None
        if sentence.dates and _begins_line(sentence):
            before = entry.day if entry is not None else last
            value = _opening(sentence, sentence.dates[0], reference, years[number], before)
            entry = Entry(number, sentence.dates[0], value) if value is not None else entry
            last = value or last
        found.append(entry)
    return found if len({each.number for each in found if each}) > 1 else [None] * len(found)


def _alone(sentences: Sequence[Sentence], entry: Entry | None) -> bool:
    """A line that is nothing but its day heads the paragraphs below it."""
    if entry is None:
        return False
    line = sentences[entry.number]
    return entry.span.last + 1 >= len(line.words) - (line.words[-1].kind == "p") and _ends_line(line)


def _ends_line(sentence: Sentence) -> bool:
    return sentence.text[sentence.words[-1].end :].lstrip(" \t.:*_-–—")[:1] in ("", "\n")


def _begins_line(sentence: Sentence) -> bool:
    before = sentence.text[max(0, sentence.start - 4) : sentence.start].rstrip(" \t•*-–·")
    return (sentence.start < 4 and not before.strip()) or before.endswith("\n")


def _past_the_hour(sentence: Sentence, at: int) -> int:
    """15 June, 20:10. ...; 8 أبريل 10:15 - ...: the token behind the hour of an entry."""
    step = at + (sentence.key(at) == ",")
    face = [
        sentence.words[i].kind if sentence.key(i) != ":" else ":"
        for i in range(step, min(step + 3, len(sentence.words)))
    ]
    if face == ["n", ":", "n"]:
        return step + 3
    while sentence.key(step) in _OF_DAY:  # 19.04, late evening - ...
        step += 1
    return step if sentence.key(step) in _SIGNS else at


def _opening(
    sentence: Sentence, span: DateSpan, reference: dt.date | None, year: int | None, before: dt.date | None
) -> dt.date | None:
    """The day that a date at the very head of a paragraph gives it; `before` is the day of the entry before."""
    if span.first > _AHEAD or any(sentence.key(at) not in _LEADS for at in range(span.first)):
        return None
    weekday = span.when.kind == "weekday" and not (span.when.part or span.when.high or span.when.unit)
    if not weekday and (span.when.kind != "date" or span.when.day is None):
        return None
    after = sentence.key(_past_the_hour(sentence, span.last + 1))
    if after and after not in _SIGNS:
        return None
    if weekday and before is not None:  # Tuesday. ... behind Monday the 10th
        return before + dt.timedelta(days=(span.when.low - before.weekday()) % 7 or 7)
    if (
        year is not None
        and not weekday
        and not span.when.high
        and (reference is None or reference.year == year)
    ):
        reference = dt.date(year, 12, 31)
    return edtf_day(resolve(span.when, reference))
