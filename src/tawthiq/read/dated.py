"""What the words of a time mean for a claim: against the day of its speaker, the day or year told before, or a day still to come."""

import datetime as dt

from tawthiq.language.dates import DateSpan
from tawthiq.language.edtf import day as edtf_day
from tawthiq.language.edtf import last_day
from tawthiq.language.when import When, resolve
from tawthiq.read.clock import Clock
from tawthiq.read.days import Day
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

LEANING = ("same", "same_week", "same_weekday", "same_month", "same_year")
"""Counted from the day told last."""
HOURS = ("hour", "since_hour", "since_day_hour", "until_hour")
ELSE = ("or", *HOURS)
"""Of the speaker's day where no day is told."""
_OPEN = ("since", "until", "end", "back")


def meant(span: DateSpan, day: Day, clock: Clock, number: int) -> str | None:
    if not day.approximate:
        span = span._replace(when=clock.dated(number, span, day.date))
    when = span.when.inner[0] if span.when.kind == "since" else span.when
    if when.kind == "unknown" and when.low:
        return clock.nth(number, span, when.low, day.date)
    if when.unit in LEANING:
        fallback = day.date if when.part in ELSE else None
        begun = clock.begun(number, span, day.date) if when.part == "since" else None
        told = clock.told(number, span, day.date, here=when.part in HOURS) or fallback
        if (
            when.part in ("since_hour", "since_day_hour")
            and clock.entry(number) is None
            and clock.titled(number) is None
        ):
            told = fallback or told  # since dawn: up to the speaker's hour
        if when.unit == "same_weekday" and (told is None or told == fallback):
            return resolve(When("weekday", low=when.low), day.date)  # on the Friday
        return f"{begun}/.." if begun else resolve(span.when, told)
    if when.part == "same" and not (when.low or when.high) and when.day is not None:
        told = clock.told(number, span, day.date) or clock.told(number, span, day.date, said=True)
        if told is not None and told.day <= when.day <= last_day(told.year, told.month).day:
            return resolve(span.when, told.replace(day=when.day))  # on 11 March ... on the 13th
        told = told or clock.month_told(number, span, day.date)
        if told is not None and when.day <= last_day(told.year, told.month).day:
            return resolve(span.when, last_day(told.year, told.month))
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
        return resolve(
            _coming(span.when, reference) if span.when.inner else span.when._replace(unit="ahead"), reference
        )
    if reference is not None and span.when.kind == "weekday" and _ahead(clock.sentences[number], span):
        ahead = (span.when.low - reference.weekday()) % 7 or 7
        return (reference + dt.timedelta(days=ahead)).isoformat()
    if reference is not None and _bounded(clock.sentences[number], span):
        return resolve(_coming(span.when, reference), reference)
    guessed = day.approximate and span.when.kind in ("relative", "weekday")
    if day.approximate and not guessed and span.when.part != "same":
        reference = clock.within(number, reference) or _year_end(reference)
    value = resolve(span.when, reference)
    return f"{value}~" if value and guessed and "/" not in value and value[-1] != "~" else value


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


def _bounded(sentence: Sentence, span: DateSpan) -> bool:
    """Could be without fuel by Friday, يخشى وفاة آخرين بحلول يوم الجمعة, will stop from 1 October: a bound still to come."""
    lead = (sentence.key(span.first), sentence.key(span.first - 1), sentence.key(span.first - 2))
    leads = lead[:2] if lead[1] not in ("the", "يوم") else lead
    if span.when.kind not in (*_OPEN, "date", "weekday") or not any(
        key.lstrip("وب") in _BOUNDS for key in leads
    ):
        return False
    before = range(max(0, span.first - 2 * _AHEAD), span.first)
    return any(
        sentence.key(i).lstrip("و") in _FEARED
        or sentence.key(i) in _PLANNED
        or _future(sentence, i)
        or (sentence.key(i) in ("is", "are") and sentence.key(i + 1) == "to")
        for i in before
    )


_BOUNDS = frozenset(
    ("by", "before", "until", "till", "from", "than", "حلول", "قبل", "حتي", "لغايه", "من", "مع", "to")
)
_FEARED = listed("context", "feared")


def _coming(when: When, reference: dt.date) -> When:
    """The same words, of the time ahead."""
    if when.inner:
        return when._replace(inner=tuple(_coming(each, reference) for each in when.inner))
    if when.kind == "weekday" and not (when.part or when.high):
        back = (reference.weekday() - when.low) % 7
        return when._replace(high=1) if back else when
    yearless = when.kind == "date" and when.year is None and when.month and not when.unit
    if not yearless or when.part not in ("", "late", "early", "mid"):
        return when
    over = (when.month or 0, when.day or 31) < (reference.month, reference.day)
    return when._replace(year=reference.year + over)


def _future(sentence: Sentence, at: int) -> bool:
    """سيقتل, ستهدم: an act still to come; سيطر is over."""
    key = sentence.key(at)
    return key.startswith(("سي", "ست", "سن")) and not key.startswith(("سيطر", "ستر")) and sentence.act_at(at)


_AHEAD = 12
_PLANNED = listed("context", "planned")


def _year_end(reference: dt.date | None) -> dt.date | None:
    """Where the latest day mentioned is all there is, a day without a year is of its year, before it or after."""
    return None if reference is None else dt.date(reference.year, 12, 31)
