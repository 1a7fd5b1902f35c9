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
        "We know now",
        "his father, اب",
        "2016 people",
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
        ("since March", ["2016-03/.."]),
        ("ليل الأحد-الاثنين", ["2016-11-27/2016-11-28"]),
        ("على الثاني عشر من الشهر الجاري", ["2016-11-12"]),
        ("خلال سنة 1437هـ", ["2015-10-14/2016-10-01"]),
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
