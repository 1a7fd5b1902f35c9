"""Dates in both languages become EDTF against a reference day, never more precise than the words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.language.dates import DateWords, dates
from tawthiq.language.edtf import bounds, day
from tawthiq.language.numbers import NumberWords
from tawthiq.language.tokens import tokens
from tawthiq.language.when import resolve
from tawthiq.vocabulary import table

WORDS = DateWords(table("months"), table("relative_time"), NumberWords(table("numbers")))
REF = dt.date(2016, 11, 29)


def read(text: str, reference: dt.date | None = REF) -> list[str | None]:
    return [resolve(span.when, reference) for span in dates(tokens(text), WORDS)]


@pytest.mark.parametrize(
    "text",
    [
        "May God help us",
        "they march on",
        "12 people",
        "Jan Holm said",
        "most Fridays we walked",
        "the 2019 people who fled",
        "We know now",
        "his father, اب",
        "2016 people",
        "3/4 of them",
        "every Friday",
        "سوق الجمعة",
        "before Eid",
    ],
)
def test_common_words_are_no_dates(text: str) -> None:
    """Month names that are words, bare numbers, a name like a month's short form."""
    assert read(text) == []


@pytest.mark.parametrize("text", ["today", "on Monday", "November 27", "اليوم", "قبل ثلاثة أيام"])
def test_without_a_reference_nothing_is_invented(text: str) -> None:
    """What needs a day has no value without one."""
    assert read(text, None) == [None]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On Tuesday May 14, 2019, the", ["2019-05-14"]),
        ("through late November in", ["2016-11-21/2016-11-30"]),
        ("in August", ["2016-08"]),
        ("in 2016", ["2016"]),
        ("during the past two days", ["2016-11-27/2016-11-29"]),
        ("from 2011 to 2013", ["2011/2013"]),
        ("two days ago", ["2016-11-27"]),
        ("on Tuesday", ["2016-11-29"]),
        ("on Monday", ["2016-11-28"]),
        ("since 2011", ["2011/.."]),
        ("2016-11-29", ["2016-11-29"]),
        ("29/11/2016", ["2016-11-29"]),
        ("3/4/2016", ["2016-04-03~"]),
        ("18-20 October 2015", ["2015-10-18/2015-10-20"]),
        ("the 5th of June 2014", ["2014-06-05"]),
        ("on December 25", ["2015-12-25"]),
        ("2 كانون الثاني/يناير 2016", ["2016-01-02"]),
        ("٢٩/١١/٢٠١٦", ["2016-11-29"]),
        ("٣ آب ٢٠١٤", ["2014-08-03"]),
        ("في الثامن عشر من نوفمبر 2016", ["2016-11-18"]),
        ("التاسع والعشرين من تشرين الثاني", ["2016-11-29"]),
        ("خلال اليومين الماضيين", ["2016-11-27/2016-11-29"]),
        ("أمس الأول", ["2016-11-27"]),
        ("جويلية 2013", ["2013-07"]),
        ("15 غشت 2020", ["2020-08-15"]),
        ("9 ذو القعدة 1445", ["2024-05-17~"]),
        ("منذ عام 2011", ["2011/.."]),
        ("in the summer of 2014", ["2014-22"]),
        ("the first half of 2015", ["2015-01/2015-06"]),
        ("خلال الربع الأول من عام 2015", ["2015-01/2015-03"]),
        ("بين عامي 2012 و2014", ["2012/2014"]),
        ("since the start of the month", ["2016-11-01/.."]),
        ("at the start of the month", ["2016-11"]),
        ("منذ مطلع الشهر الجاري", ["2016-11-01/.."]),
        ("منذ مطلع الأسبوع", ["2016-11-28/.."]),
        ("في مستهل الأسبوع", ["2016-11-28/2016-12-04"]),
        ("since March", ["2016-03/.."]),
        ("ليل الأحد-الاثنين", ["2016-11-27/2016-11-28"]),
        ("على الثاني عشر من الشهر الجاري", ["2016-11-12"]),
        ("خلال سنة 1437هـ", ["2015-10-14/2016-10-01"]),
        ("on Feb. 27 they", ["2016-02-27"]),
        ("the fifteenth of January 1999", ["1999-01-15"]),
        ("on 24.02.16", ["2016-02-24"]),
        ("on May 3 and 4, 2015", ["2015-05-03/2015-05-04"]),
        ("in the week ending 10 March", ["2016-03-04/2016-03-10"]),
        ("the first two weeks of January", ["2016-01-01/2016-01-14"]),
        ("in Q3 2015", ["2015-07/2015-09"]),
        ("over the past month", ["2016-10/2016-11"]),
        ("on Saturday and Sunday", ["2016-11-26/2016-11-27"]),
        ("in 1982 and 1983", ["1982/1983"]),
        ("in June and July 2012", ["2012-06/2012-07"]),
        ("since the beginning of March", ["2016-03-01/.."]),
        ("last summer", ["2016-22"]),
        ("two days before Christmas", ["2015-12-23"]),
        ("on Easter Sunday 2016", ["2016-03-27"]),
        ("at Nowruz", ["2016-03-21"]),
        ("during Ramadan last year", ["2015-06-18/2015-07-16"]),
        ("the second day of Eid al-Fitr 2016", ["2016-07-07~"]),
        ("في عاشوراء عام 2015", ["2015-10-23~"]),
        ("خلال شهر رمضان الماضي", ["2016-06-06/2016-07-05"]),
        ("أول أيام عيد الأضحى", ["2016-09-11~"]),
        ("بين أيار وأيلول 2015", ["2015-05/2015-09"]),
        ("النصف الثاني من تشرين الأول", ["2016-10-16/2016-10-31"]),
        ("منذ مطلع العام 2014", ["2014/.."]),
        ("منذ 3 أيار حتى 5 حزيران", ["2016-05-03/2016-06-05"]),
        ("الجمعة قبل الماضية", ["2016-11-18"]),
        ("أبريل المقبل", ["2017-04"]),
        ("ليلة الثلاثين من تشرين الأول", ["2016-10-30"]),
        ("يوم 14/3", ["2016-03-14"]),
        ("two Fridays ago", ["2016-11-18"]),
        ("the night before last", ["2016-11-27"]),
        ("a week ago today", ["2016-11-22"]),
        ("Between March and May 1999", ["1999-03/1999-05"]),
        ("eleven years ago tonight", ["2005-11-29"]),
        ("two months ago today", ["2016-09-29"]),
        ("twenty-five days ago", ["2016-11-04"]),
        ("قبل خمسة وعشرين يوماً", ["2016-11-04"]),
        ("قبل أحد عشر عاماً", ["2005"]),
        ("قبل عامين في مثل هذا اليوم", ["2014-11-29"]),
        ("some ten days ago", ["2016-11-19~"]),
        ("قبل نحو عشرة أيام", ["2016-11-19~"]),
        ("on or about 12 February 2015", ["2015-02-12~"]),
        ("on or around February 12 soldiers fled", ["2016-02-12~"]),
        ("on the 5th of this month", ["2016-11-05"]),
        ("في 5 من هذا الشهر", ["2016-11-05"]),
        ("the first three months of 2015", ["2015-01/2015-03"]),
        ("the first week of Ramadan", ["2016-06-06/2016-06-12"]),
        ("الأسبوع الأول من رمضان", ["2016-06-06/2016-06-12"]),
        ("late in 2015", ["2015-09/2015-12"]),
        ("the 2014 massacre", ["2014"]),
        ("on Thursday night into Friday", ["2016-11-24/2016-11-25"]),
        ("up to 5 November", ["../2016-11-05"]),
        ("خريف العام الماضي", ["2015-23"]),
        ("the autumn of last year", ["2015-23"]),
        ("في ثمانينيات القرن الماضي", ["198X"]),
        ("منذ مطلع شوال", ["2016-07-06/.."]),
        ("مذ يوم السبت", ["2016-11-26/.."]),
        ("the last Sunday of April", ["2016-04-24"]),
        ("the first Friday in March 2015", ["2015-03-06"]),
        ("الأحد الأخير من نيسان 2015", ["2015-04-26"]),
        ("20 غشت ديال العام لي فات", ["2015-08-20"]),
        ("السبت لي فات", ["2016-11-26"]),
        ("نهار الحد", ["2016-11-27"]),
        ("خمسين واحد الأسبوع اللي فات", ["2016-11-21/2016-11-27"]),
    ],
)
def test_words_become_edtf(text: str, values: list[str]) -> None:
    """One value for each date, against 29 November 2016, a Tuesday."""
    assert read(text) == values


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_an_iso_day_comes_back_whole(date: dt.date) -> None:
    """Day to text to day."""
    assert read(f"on {date.isoformat()} they") == [date.isoformat()]
    assert bounds(date.isoformat()) == (date, date)
    assert day(date.isoformat()) == date


@pytest.mark.parametrize(
    ("edtf", "low", "high"),
    [
        (None, None, None),
        ("nonsense", None, None),
        ("2016-02-30", None, None),
        ("2016-11", "2016-11-01", "2016-11-30"),
        ("2016-11-29~", "2016-11-29", "2016-11-29"),
        ("2011/..", "2011-01-01", None),
        ("../2016-11-15", None, "2016-11-15"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2016-11-21/2016-11-30", "2016-11-21", "2016-11-30"),
        ("2016-22", "2016-06-01", "2016-08-31"),
        ("[2016-01-02,2016-03-04]", "2016-01-02", "2016-03-04"),
    ],
)
def test_bounds_of_edtf(edtf: str | None, low: str | None, high: str | None) -> None:
    """First and last day; open and unknown ends are None."""
    assert tuple(None if each is None else each.isoformat() for each in bounds(edtf)) == (low, high)


@given(st.text(max_size=20))
def test_any_text_as_edtf_bounds_something_or_nothing(text: str) -> None:
    """No error, and the bounds are in order."""
    low, high = bounds(text)
    if low and high and "/" not in text:
        assert low <= high
