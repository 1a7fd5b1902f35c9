"""Time of a claim: in its passage, else in its sentence, else carried from around it; what is carried says so."""

import datetime as dt

from tawthiq.language.dates import DateSpan
from tawthiq.language.edtf import day as edtf_day
from tawthiq.language.edtf import last_day
from tawthiq.language.when import resolve
from tawthiq.read.clock import Clock
from tawthiq.read.days import Day
from tawthiq.read.headed import heading
from tawthiq.read.sentence import Sentence
from tawthiq.read.voices import Voices
from tawthiq.read.where import gap
from tawthiq.read.words import listed
from tawthiq.record.claim import TimeRef

_BACK = 3
_LEANING = ("same", "same_week", "same_weekday", "same_month", "same_year")
"""Counted from the day told last."""
_HOURS = ("hour", "since_hour", "since_day_hour", "until_hour")
_ELSE = ("or", *_HOURS)
"""Of the speaker's day where no day is told."""
_SAID = frozenset(("corroboration", "denial", "warning", "accusation", "threat", "statement"))
_TIMELESS = _SAID | {"age", "duration", "status"}
_TIMELESS_ENTRY = frozenset(("duration",))


def time_of(
    voices: Voices,
    clock: Clock,
    number: int,
    first: int,
    last: int,
    core: tuple[int, int],
    day: Day,
    act: str,
) -> TimeRef | None:
    """The time of a claim; the day of its statement where it names none, or where its dates are those of another act."""
    sentence = voices.sentences[number]
    if act == "age":
        return None
    entry = clock.entry(number)
    own = [
        span
        for span in sentence.dates
        if not clock.heads(number, span)
        and not _born(sentence, span)
        and (entry is not None or not voices.dateline(sentence, span))
    ]
    if entry is not None and day.carried is None:
        day = Day(entry.day, False, None)
    if act not in _SAID:
        own = [span for span in own if not voices.said_on(number, span) or _possessive(sentence, span)]
    own = [
        span
        for span in own
        if not (_of_its_kind(sentence, span) or _as_of(sentence, span) or _to_this_day(sentence, span))
    ]
    own = _on_this_side(sentence, own, core[0])
    whole = [span for span in own if span.when.part not in _HOURS]
    if (
        not whole
        and own
        and (entry is not None or day.carried is not None or heading(voices.sentences, number) is not None)
    ):
        own = []  # 11:20 on the day of the list
    own = whole or own
    inside = [span for span in own if first <= span.first and span.last <= last]
    chosen = sorted(inside or own, key=lambda each: gap(sentence, each.first, each.last, core))
    if day.carried and day.date is not None:
        chosen = [span for span in chosen if not _of_another(sentence, span, act)]
    chosen = [
        span
        for span in chosen
        if span.when.unit not in _LEANING
        or clock.told(number, span, day.date)
        or (span.when.part == "since" and clock.begun(number, span, day.date))
        or (span.when.part in _ELSE and day.date)
    ]
    for span in sorted(
        chosen, key=lambda each: _rank(each) + 2 * _said_on(sentence, each) + 2 * _until(sentence, each)
    ):
        start, end = sentence.span(span.first, span.last)
        value = _value(span, day, clock, number)
        if value is None and span.when.kind == "date":
            value = resolve(span.when, voices.reference.date or clock.within(number, None))
        return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=not inside)
    if day.carried and day.date is not None and (not day.said or act in _STATES):
        start, end = day.carried
        return TimeRef(
            verbatim=voices.text[start:end], start=start, end=end, edtf=day.date.isoformat(), carried=True
        )
    if entry is not None and act not in _TIMELESS_ENTRY:
        head = voices.sentences[entry.number]
        start, end = head.span(entry.span.first, entry.span.last)
        return TimeRef(
            verbatim=voices.text[start:end], start=start, end=end, edtf=entry.day.isoformat(), carried=True
        )
    return (
        _headed(voices, clock, number, act)
        or _carried(voices, clock, number, act)
        or _still(voices, number, act)
    )


def _headed(voices: Voices, clock: Clock, number: int, act: str) -> TimeRef | None:
    """The day in the line over a list holds for its items."""
    head = heading(voices.sentences, number)
    if head is None or act in _TIMELESS:
        return None
    sentence = voices.sentences[head]
    for span in sentence.dates:
        if not voices.said_on(head, span):
            start, end = sentence.span(span.first, span.last)
            value = _value(span, voices.day(head), clock, head)
            return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True)
    return None


def _still(voices: Voices, number: int, act: str) -> TimeRef | None:
    """What is out of service is so on the day of saying, where that is told in full; it is marked as carried."""
    sentence = voices.sentences[number]
    for span in sentence.dates if act in _STATES else ():
        value = resolve(span.when, None)
        if value and edtf_day(value) and voices.said_on(number, span):
            start, end = sentence.span(span.first, span.last)
            return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True)
    return None


_STATES = frozenset(("out_of_service",))


def _carried(voices: Voices, clock: Clock, number: int, act: str) -> TimeRef | None:
    """The day told of shortly before in the same paragraph, for what harms: a story goes on on its day."""
    sentence = voices.sentences[number]
    if act in _TIMELESS or sentence.dates:
        return None
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        other = voices.sentences[back]
        if other.paragraph != sentence.paragraph:
            return None
        if back in clock.telling:
            continue
        for span in other.dates:
            single = span.when.kind in ("date", "weekday", "feast", "hijri") or (
                span.when.kind == "relative" and span.when.low == span.when.high
            )
            if (
                single
                and not voices.said_on(back, span)
                and not voices.dateline(other, span)
                and not _as_of(other, span)
            ):
                value = _value(span, voices.day(back), clock, back)
                if value and "/" not in value:
                    start, end = other.span(span.first, span.last)
                    return TimeRef(
                        verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True
                    )
        if other.dates:
            return None
    return None


def _as_of(sentence: Sentence, span: DateSpan) -> bool:
    """As of this morning: the day of counting."""
    return (
        span.when.kind == "relative"
        and sentence.key(span.first - 1) == "of"
        and sentence.key(span.first - 2) == "as"
    )


def _on_this_side(sentence: Sentence, own: list[DateSpan], heart: int) -> list[DateSpan]:
    """Since January 12, compared with four in 2023: each figure has the time on its own side of the comparison."""
    if len(own) < 2 or _COMPARED.isdisjoint(sentence.keys):
        return own
    at = next((i for i in range(len(sentence.words)) if sentence.key(i) in _COMPARED), 0)
    same = [span for span in own if (span.first > at) == (heart > at)]
    return same or own


_COMPARED = listed("context", "compared")


def _to_this_day(sentence: Sentence, span: DateSpan) -> bool:
    """Nobody knows to this day, وحتى اليوم لا أحد يعرف, لحدي الليلة ما عندي خبر: still, and no time of what befell."""
    first = span.first + (span.when.kind == "until")
    when = span.when.inner[0] if span.when.kind == "until" else span.when
    if when.kind != "relative" or when.unit != "day" or when.low or when.high:
        return False
    led = sentence.key(span.first - 1).lstrip("و"), sentence.key(span.first).lstrip("و")
    if span.when.kind != "until" and _UP_TO.isdisjoint(led):
        return False
    near = range(max(0, first - 6), min(len(sentence.words), span.last + 5))
    return any(sentence.at("negation", i) or sentence.key(i) in _STILL for i in near)


_STILL = listed("context", "still")


def _of_its_kind(sentence: Sentence, span: DateSpan) -> bool:
    """The worst this year, أسوأ حادث من نوعه هذا العام: the year of comparison."""
    if any(sentence.key(at) in _MARKED for at in range(span.first - _AHEAD // 3, span.first)):
        return True
    if span.when.kind != "relative" or span.when.unit != "year":
        return False
    return sentence.key(span.first - 1) in ("نوعه", "نوعها", "kind", "الاسوا", "الاعنف", "worst", "deadliest")


_MARKED = listed("context", "marked")
"""On the anniversary of the 2016 massacre, في ذكرى مجزرة 2016."""


def _of_another(sentence: Sentence, span: DateSpan, act: str) -> bool:
    """A stretch of time stands nearer to another act's word: "closed after three days of shelling"."""
    if span.when.kind != "relative" or span.when.low == span.when.high:
        return False
    near: dict[bool, int] = {}
    for hit in sentence.acts():
        gap = max(span.first - hit.last, hit.first - span.last)
        own = hit.category == f"act:{act}"
        near[own] = min(gap, near.get(own, gap))
    return near.get(False, 1 << 30) < near.get(True, 1 << 30)


def _said_on(sentence: Sentence, span: DateSpan) -> bool:
    """The day belongs to the saying, not to what is said: "said on Saturday that"."""
    return sentence.key(span.last + 1) in ("that", "ان", "بان")


def _rank(span: DateSpan) -> int:
    """A day before a longer time: "today" says more than "since 2011"."""
    return {"since": 1, "until": 1, "unknown": 2}.get(span.when.kind, 0)


def _possessive(sentence: Sentence, span: DateSpan) -> bool:
    """Put October's death toll at: the month is the toll's, not the saying's."""
    return sentence.key(span.last).endswith("'s")


def _born(sentence: Sentence, span: DateSpan) -> bool:
    """A man born in 1961, من مواليد 1990, المولود عام 1985: a day of birth is no day of what befell."""
    near = range(max(0, span.first - 3), span.first)
    return any(form in _BORN for at in near for form in sentence.words[at].forms or (sentence.key(at),))


_BORN = listed("context", "born")


def _until(sentence: Sentence, span: DateSpan) -> bool:
    """Our files hold, up to today: the day of counting, not of what is counted."""
    return span.when.kind == "relative" and sentence.key(span.first - 1) in _UP_TO


_UP_TO = listed("context", "up_to")


def _value(span: DateSpan, day: Day, clock: Clock, number: int) -> str | None:
    span = _of_the_year_told(span, day, clock, number)
    when = span.when.inner[0] if span.when.kind == "since" else span.when
    if when.unit in _LEANING:
        fallback = day.date if when.part in _ELSE else None
        begun = clock.begun(number, span, day.date) if when.part == "since" else None
        told = clock.told(number, span, day.date, here=when.part in _HOURS) or fallback
        return f"{begun}/.." if begun else resolve(span.when, told)
    if when.part == "same" and not (when.low or when.high) and when.day is not None:
        told = clock.told(number, span, day.date) or clock.told(number, span, day.date, said=True)
        if told is not None and told.day <= when.day <= last_day(told.year, told.month).day:
            return resolve(span.when, told.replace(day=when.day))  # on 11 March ... on the 13th
    reference = day.date
    if span.when.unit == "told":
        return resolve(span.when, clock.within(number, None) or reference)
    month = when.kind == "date" and when.year is None and when.month and not (when.unit or when.part)
    if (
        reference is not None
        and month
        and (when.day or when.month != reference.month)
        and _to_come(clock.sentences[number], span)
    ):
        return resolve(span.when._replace(unit="ahead"), reference)
    if reference is not None and span.when.kind == "weekday" and _ahead(clock.sentences[number], span):
        ahead = (span.when.low - reference.weekday()) % 7 or 7
        return (reference + dt.timedelta(days=ahead)).isoformat()
    guessed = day.approximate and span.when.kind in ("relative", "weekday")
    if day.approximate and not guessed and span.when.part != "same":
        reference = clock.within(number, reference) or _year_end(reference)
    value = resolve(span.when, reference)
    return f"{value}~" if value and guessed and "/" not in value and value[-1] != "~" else value


def _of_the_year_told(span: DateSpan, day: Day, clock: Clock, number: int) -> DateSpan:
    """Arrested on 3 February 2016 and executed on 9 May: the year that brings the day nearest to the one told before it."""
    when = span.when
    yearless = when.kind == "date" and when.year is None and not (when.unit or when.part)
    if day.date is None or day.approximate or not yearless or when.month is None:
        return span
    told = clock.beside(number, span)
    if told is None or told.year is None or told.year >= day.date.year:
        return span
    at, month = told.year * 12 + (told.month or 1), when.month
    years = (told.year + 1, told.year, told.year - 1)
    return span._replace(when=when._replace(year=min(years, key=lambda year: abs(year * 12 + month - at))))


def _to_come(sentence: Sentence, span: DateSpan) -> bool:
    """Are to be demolished in July, بحلول أبريل."""
    lead = [form for i in range(max(0, span.first - 2), span.first) for form in sentence.words[i].forms]
    planned = any(
        sentence.key(i) == "to" and sentence.key(i + 1) == "be"
        for i in range(max(0, span.first - _AHEAD), span.first)
    )
    return "حلول" in lead or planned or _ahead(sentence, span)


def _ahead(sentence: Sentence, span: DateSpan) -> bool:
    """Will begin on Wednesday, من المقرر أن يبدأ فجر الأربعاء: the day is still to come."""
    if span.when.part or span.when.high:
        return False
    told = max((other.last for other in sentence.dates if other.last < span.first), default=-1)
    before = range(max(0, span.first - _AHEAD, told + 1), span.first)
    if any(sentence.key(i) in _PLANNED for i in before):
        return True
    return any(
        (sentence.key(i) in ("is", "are") and sentence.key(i + 1) == "to") or _future(sentence, i)
        for i in before
    )


def _future(sentence: Sentence, at: int) -> bool:
    """سيقتل, ستهدم: an act still to come; سيطر is over."""
    key = sentence.key(at)
    return key.startswith(("سي", "ست", "سن")) and not key.startswith(("سيطر", "ستر")) and sentence.act_at(at)


_AHEAD = 12
_PLANNED = listed("context", "planned")


def _year_end(reference: dt.date | None) -> dt.date | None:
    """Where the latest day mentioned is all there is, a day without a year is of its year, before it or after."""
    return None if reference is None else dt.date(reference.year, 12, 31)
