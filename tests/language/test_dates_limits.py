"""Bounds, ends, hours and stretches as words: what they mean for somebody speaking on Tuesday, 5 November 2024."""

import datetime as dt

import pytest

from tawthiq.language.dates import dates
from tawthiq.language.tokens import tokens
from tawthiq.language.when import resolve
from tawthiq.read.lexicon import lexicon

SPOKEN = dt.date(2024, 11, 5)


def _values(text: str) -> list[str | None]:
    return [resolve(span.when, SPOKEN) for span in dates(tokens(text), lexicon().dates)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on Sunday 18 people died", ["2024-11-03"]),
        ("a video from 3 May", ["2024-05-03"]),
        ("two days before 19 April", ["2024-04-19"]),
        ("before Friday prayers in the hall", ["2024-11-01"]),
        ("they will stay until noon", []),
        ("في شهر 7 أشخاص", []),
        ("كل شهر 7 مرات", []),
        ("المياه مقطوعة من ثلاث أيام", []),
        ("ما طلعنا من ثلاث أيام", []),
        ("عشرات من 3 إلى 5", []),
        ("على طريق سوق الأحد", []),
        ("قال عبد الأحد", []),
    ],
)
def test_what_only_looks_like_a_bound(text: str, values: list[str]) -> None:
    """Counts behind a weekday, a video's day, how long it has lasted: no bound, no month, no day some time ago."""
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on or before 19 April", ["../2024-04-19"]),
        ("no later than 19 April", ["../2024-04-19"]),
        ("before 19 April", ["../2024-04-19"]),
        ("before the end of the month", ["../2024-11-30"]),
        ("by the end of the month", ["2024-11-30"]),
        ("by the end of next month", ["2024-12-31"]),
        ("by the end of March", ["2024-03-31"]),
        ("suspended from 1 October", ["2024-10-01/.."]),
        ("since the start of the year", ["2024-01-01/.."]),
        ("في أو قبل 19 نيسان", ["../2024-04-19"]),
        ("قبل 19 نيسان", ["../2024-04-19"]),
        ("قبل نهاية الشهر", ["../2024-11-30"]),
        ("بحلول نهاية مارس", ["2024-03-31"]),
        ("مع نهاية الشهر المقبل", ["2024-12-31"]),
        ("موقوف من ١٨ آذار ٢٠١٣", ["2013-03-18/.."]),
        ("من أول أكتوبر لليوم", ["2024-10-01/.."]),
        ("من أول الشهر", ["2024-11-01/.."]),
        ("منذ مستهل السنة", ["2024-01-01/.."]),
        ("حتى لحظة كتابة هذه النشرة", ["../2024-11-05"]),
    ],
)
def test_bounds_and_ends(text: str, values: list[str]) -> None:
    """By the end is the last day, before it reaches up to it, from a day on is open."""
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between the 9th and the 12th of July 2001", ["2001-07-09/2001-07-12"]),
        ("on the night of 3/4 May", ["2024-05-03/2024-05-04"]),
        ("during the night from Sunday to Monday", ["2024-11-03/2024-11-04"]),
        ("figures for April 1-20 show", ["2024-04-01/2024-04-20"]),
        ("in the last fortnight", ["2024-10-22/2024-11-05"]),
        ("over the past two nights", ["2024-11-03/2024-11-05"]),
        ("a fortnight ago", ["2024-10-22~"]),
        ("three nights ago", ["2024-11-02"]),
        ("in the week to Saturday", ["2024-10-27/2024-11-02"]),
        ("in the 24 hours to Sunday evening", ["2024-11-02/2024-11-03"]),
        ("the week before last", ["2024-10-21/2024-10-27"]),
        ("within 24 hours", ["2024-11-04/2024-11-05"]),
        ("بين التاسع والثاني عشر من تموز 2001", ["2001-07-09/2001-07-12"]),
        ("من 1 إلى 7 حزيران 2019", ["2019-06-01/2019-06-07"]),
        ("ليل 3/4 أيار", ["2024-05-03/2024-05-04"]),
        ("في الليلة الفاصلة بين السبت والأحد", ["2024-11-02/2024-11-03"]),
        ("ليلة الأحد الاثنين", ["2024-11-03/2024-11-04"]),
        ("خلال الليلتين الماضيتين", ["2024-11-03/2024-11-05"]),
        ("خلال 24 ساعة", ["2024-11-04/2024-11-05"]),
        ("الأسبوع قبل الماضي", ["2024-10-21/2024-10-27"]),
        ("قبل أسبوعين", ["2024-10-22~"]),
    ],
)
def test_stretches(text: str, values: list[str]) -> None:
    """Ranges of days, nights, weeks up to a day."""
    assert _values(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sunday, 18th", ["2024-08-18"]),
        ("Wednesday the 9th", ["2024-10-09"]),
        ("on the fifteenth, they came", ["2024-10-15"]),
        ("on the third day of Ramadan 1445", ["2024-03-13~"]),
        ("في 3 الجاري", ["2024-11-03"]),
        ("في الخامس من الشهر", ["2024-11-05"]),
        ("بشهر سبعة", ["2024-07"]),
        ("بشهر 7 نزحنا", ["2024-07"]),
        ("بـ 14 شهر 7", ["2024-07-14"]),
        ("شهر 7 سنة 2014", ["2014-07"]),
        ("بشهر تلاتة سنة الألفين واربعطعش", ["2014-03"]),
        ("بتشرين التاني", ["2024-11"]),
        ("ثاني أيام رمضان", ["2024-03-12~"]),
        ("أخذوه من أسبوعين", ["2024-10-22~"]),
        ("ماتت من ثلاث أيام", ["2024-11-02"]),
        ("الاثنين الفائت 28 تشرين الأول", ["2024-10-28"]),
        ("قتل تسعة الأحد في قصف", ["2024-11-03"]),
        ("باچر", ["2024-11-06"]),
        ("يوم أمس الأول", ["2024-11-03"]),
    ],
)
def test_single_days_and_months(text: str, values: list[str]) -> None:
    """A weekday with its number, months by number, days of dialect."""
    assert _values(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "at about two in the morning",
        "at four o'clock",
        "around half past six",
        "between 06:00 and 08:00",
        "between 6 and 8 pm",
        "from 6 a.m. until 8 a.m.",
        "الساعة خمسة ونص الصبح",
        "من ٦ صباحا",
        "بين السادسة والثامنة مساء",
        "عند التاسعة",
        "بين المغرب ومنتصف الليل",
    ],
)
def test_an_hour_is_one_time(text: str) -> None:
    """Hours in words and hours of two ends are of the day at hand, and leave no figure."""
    assert _values(text) == ["2024-11-05"]


@pytest.mark.parametrize(
    "text",
    [
        "قتل 12 رجلا وأصيب 5 فجرا",
        "قتل خلال شهر 12 مدنيا",
        "القوات المغربية قتلت اثنين",
        "في يومها الثالث",
        "48 hours ago",
    ],
)
def test_no_count_is_an_hour_or_a_month(text: str) -> None:
    """Five were hurt at dawn; twelve in a month; Moroccan forces are no evening."""
    assert [value for value in _values(text) if value != "2024-11-05"] == []
