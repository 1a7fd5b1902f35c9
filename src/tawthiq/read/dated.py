"""What the words of a time mean for a claim: against the day of its speaker, the day or year told before, or a day still to come."""

import datetime as dt

from tawthiq.language.dates import DateSpan
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
_BOUNDED = ("since", "until", "end", "back", "date", "weekday")


def meant(span: DateSpan, day: Day, clock: Clock, number: int) -> str | None:
    """The EDTF value of a time in sentence `number` for a speaker of `day`; None where its day is not known."""
    if not day.approximate:
        span = span._replace(when=clock.dated(number, span, day.date))
    when = span.when.inner[0] if span.when.kind == "since" else span.when
    if when.kind == "unknown" and when.low:
        return clock.nth(number, span, when.low, day.date)
    if when.unit in LEANING:
        return _leaning(span, when, day, clock, number)
    if when.part == "same" and not (when.low or when.high) and when.day is not None:
        near = _month_of(span, when.day, day, clock, number)
        if near is not None:
            return resolve(span.when, near)
    if span.when.unit == "told":
        return resolve(span.when, clock.within(number, None) or day.date)
    if day.date is not None and _still_to_come(clock.sentences[number], span, when, day.date):
        return resolve(_coming(span.when, day.date), day.date)
    reference = day.date
    guessed = day.approximate and span.when.kind in ("relative", "weekday")
    if day.approximate and not guessed and span.when.part != "same":
        reference = clock.within(number, reference) or _year_end(reference)
    value = resolve(span.when, reference)
    return f"{value}~" if value and guessed and "/" not in value and value[-1] != "~" else value


def _leaning(span: DateSpan, when: When, day: Day, clock: Clock, number: int) -> str | None:
    """That night, two days later, at dawn: of the day told last, or of the speaker's."""
    fallback = day.date if when.part in ELSE else None
    begun = clock.begun(number, span, day.date) if when.part == "since" else None
    if begun:
        return f"{begun}/.."
    told = clock.told(number, span, day.date, here=when.part in HOURS) or fallback
    logged = clock.entry(number) is not None or clock.titled(number) is not None
    near = told is not None and fallback is not None and abs((fallback - told).days) <= 1
    if when.part in ("since_hour", "since_day_hour") and near and not logged:
        told = fallback  # since dawn: up to the speaker's hour
    if when.unit == "same_weekday" and (told is None or told == fallback):
        return resolve(When("weekday", low=when.low), day.date)  # on the Friday
    return resolve(span.when, told)


def _month_of(span: DateSpan, number_of_day: int, day: Day, clock: Clock, number: int) -> dt.date | None:
    """On 11 March ... on the 13th; between the 2nd and the 5th of March 1994 ... on the night of the 3rd: the day to count from."""
    told = clock.told(number, span, day.date) or clock.told(number, span, day.date, said=True)
    if told is not None and told.day <= number_of_day <= last_day(told.year, told.month).day:
        return told.replace(day=number_of_day)
    month = clock.month_told(number, span, day.date) if told is None else None
    return last_day(month.year, month.month) if month is not None else None


def _still_to_come(sentence: Sentence, span: DateSpan, when: When, reference: dt.date) -> bool:
    month = when.kind == "date" and when.year is None and when.month and not (when.unit or when.part)
    if month and (when.day or when.month != reference.month) and _to_come(sentence, span):
        return True
    if span.when.unit == "weekend" and _feared(sentence, span):
        return True
    return (span.when.kind == "weekday" and _ahead(sentence, span)) or _bounded(sentence, span)


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
    if span.when.kind not in _BOUNDED or not any(key.lstrip("وب") in _BOUNDS for key in leads):
        return False
    return _feared(sentence, span)


def _feared(sentence: Sentence, span: DateSpan) -> bool:
    """Something is planned, expected or feared before the time is told."""
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
        return when._replace(high=1)
    if when.unit == "weekend" and not when.low:
        return when._replace(low=1)
    yearless = when.kind == "date" and when.year is None and when.month and not when.unit
    if not yearless or when.part not in ("", "late", "early", "mid"):
        return when
    if when.part:
        over = (when.month or 0) < reference.month
    else:
        over = (when.month or 0, when.day or 0) <= (reference.month, reference.day if when.day else 0)
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
