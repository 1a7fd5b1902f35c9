"""A date expression becomes an EDTF value only against a known reference day, and never gains precision on the way.

`When` is what the words say; `resolve` is what they mean for a speaker on a given day. A month and day without a year take
the latest year that does not put them after the reference; a weekday is the latest such day not after it; "last two days" is
the interval of those days and the reference. Without a reference, what needs one is None.
"""

import datetime as dt

from tawthiq.language.edtf import bounds, last_day
from tawthiq.language.value import Value

_PARTS = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 31),
    "h1": (1, 15), "h2": (16, 31), "w1": (1, 7), "w2": (8, 14), "w3": (15, 21), "w4": (22, 31),
}  # fmt: skip
_MONTHS = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "h1": (1, 6), "h2": (7, 12),
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
}  # fmt: skip
_WEEKS = {"to_week": (-6, 0), "from_week": (0, 6), "weekend": (0, 1)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}


class When(Value, frozen=True):
    """What the words say. `kind`: date, decade, relative, weekday, hijri, feast, range, since, until, end (the last day of `inner`), back (the `low` days up to `inner`), unknown (told, but not which day).

    date: year, month, day as far as given, `part` early/mid/late. relative: `unit` and `[low, high]` counted from the reference.
    weekday: `low` is the day (Monday 0), `high` the shift in weeks, `part` "last" where it is before the reference. `part` "same": a day of the month at hand, shifted by `low`. range, since, until: the dates in `inner`.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    unit: str = ""
    low: int = 0
    high: int = 0
    approximate: bool = False
    inner: tuple["When", ...] = ()


def absolute(when: When) -> bool:
    """It means the same for every speaker."""
    if when.inner:
        return all(absolute(each) for each in when.inner)
    return (
        when.kind == "decade"
        or (when.kind in ("hijri", "feast") and when.year is not None)
        or when.unit == "gregorian"
        or (when.kind == "date" and when.year is not None)
    )


def resolve(when: When, reference: dt.date | None) -> str | None:
    """The EDTF value of `when` for somebody speaking on `reference`; None where the words need a day that is not known."""
    try:
        value = _resolve(when, reference)
    except (ValueError, OverflowError):
        return None
    return value + "~" if value and when.approximate and "/" not in value and value[-1] not in "~?" else value


def _resolve(when: When, reference: dt.date | None) -> str | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    if when.kind in ("range", "since", "until"):
        return _open(when, reference)
    if when.kind in ("end", "back"):
        return _up_to(when, reference)
    if when.kind == "unknown":
        return None
    if when.kind == "hijri":
        return _hijri(when, reference)
    if when.kind == "decade" and when.year is not None:
        return f"{when.year // 10}X"
    if when.kind == "date":
        return _date(when, reference)
    if when.kind == "feast":
        return _feast(when, reference)
    if reference is None:
        return None
    if when.unit.startswith("same"):
        return _leaning(when, reference)
    if when.kind == "weekday":
        back = (reference.weekday() - when.low) % 7
        if when.part == "week":  # on Monday of last week
            return (reference - dt.timedelta(days=reference.weekday() - when.low - 7 * when.high)).isoformat()
        if when.part == "last" and back == 0:
            back = 7
        return (reference - dt.timedelta(days=back - 7 * when.high)).isoformat()
    return _relative(when, reference)


def _leaning(when: When, reference: dt.date) -> str:
    """The same day, that month, since then: `reference` is the day told last."""
    if when.unit == "same_month":
        return _shift(reference, when.low)
    if when.unit == "same_week":
        monday = reference - dt.timedelta(days=reference.weekday() - 7 * when.low)
        return f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"
    if when.unit == "same_weekday":  # the following Sunday, the previous Sunday
        ahead = (when.low - reference.weekday()) % 7 or 7
        back = (reference.weekday() - when.low) % 7 or 7
        return (reference + dt.timedelta(days=ahead if when.high > 0 else -back)).isoformat()
    if when.unit == "same_year":
        return f"{reference.year + when.low:04d}"
    day = (reference + dt.timedelta(days=when.low)).isoformat()
    if when.part == "until_hour":
        return f"../{day}"
    return f"{day}/.." if when.part in ("since", "since_hour") else day


def _open(when: When, reference: dt.date | None) -> str | None:
    ends = [resolve(each, reference) for each in when.inner]
    if any(end is None for end in ends):
        return None
    if when.kind == "since":
        begun = (ends[0] or "").split("/")[0]
        month = when.inner[0].part == "start" and len(begun) == len("2016-11")
        return f"{begun}-01/.." if month else f"{begun}/.."
    if when.kind == "until":
        return f"../{(ends[0] or '').split('/')[-1]}"
    first, last = (ends[0] or "").split("/")[0], (ends[1] or "").split("/")[-1]
    low, high = bounds(first)[0], bounds(last)[1]
    if low and high and low > high and when.inner[0].kind == "weekday" and not when.inner[0].part:
        low -= dt.timedelta(days=7)
        first = low.isoformat()
    if low and high and low > high and when.inner[1].kind == "weekday" and not when.inner[1].part:
        high += dt.timedelta(days=7)  # from tomorrow until Thursday
        last = high.isoformat()
    begin = when.inner[0]
    if (
        low
        and high
        and low > high
        and begin.kind == "date"
        and not begin.year
        and begin.month
        and not begin.unit
    ):
        first = _date(begin._replace(year=low.year - 1), reference) or first  # from January through June
        first = first.split("/", maxsplit=1)[0]
        low = bounds(first)[0]
    return f"{first}/{last}" if low and high and low <= high else None


def _up_to(when: When, reference: dt.date | None) -> str | None:
    """The end of the month, في نهاية مارس; in the seven days to 14 May."""
    last = bounds(resolve(when.inner[0], reference))[1]
    if last is None or when.kind == "end":
        return last.isoformat() if last is not None else None
    return f"{(last - dt.timedelta(days=when.low)).isoformat()}/{last.isoformat()}"


def _date(when: When, reference: dt.date | None) -> str | None:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    year = when.year
    if when.part == "same":
        return _same_month(when, reference)
    if year is None and when.month is None and when.part in _OVER:
        return _season(when, reference)
    if year is None:
        if reference is None or when.month is None:
            return None
        year = reference.year
        if when.unit == "year":
            return _date(when._replace(year=year + when.low, unit=""), reference)
        if when.unit == "past" and when.month == reference.month:
            year -= 1
        if when.unit == "ahead":
            over = (when.month, when.day or 0) <= (reference.month, reference.day if when.day else 0)
            return _date(when._replace(unit="", year=year + over), reference)
        first = (
            dt.date(year, when.month, when.day or 1)
            if when.day != 29 or when.month != 2
            else dt.date(year, 2, 28)
        )
        if first > reference:
            year -= 1
    if when.month is None:
        return _of_year(when, year)
    if when.unit == "nth":
        return _nth_weekday(when, year)
    if when.day is not None:
        one = dt.date(year, when.month, when.day)
        if when.part in _WEEKS:
            begin, end = (one + dt.timedelta(days=n) for n in _WEEKS[when.part])
            return f"{begin.isoformat()}/{end.isoformat()}"
        return one.isoformat()
    if not when.part:
        return f"{year:04d}-{when.month:02d}"
    low, high = _PARTS[when.part]
    high = min(high, last_day(year, when.month).day)
    return f"{year:04d}-{when.month:02d}-{low:02d}/{year:04d}-{when.month:02d}-{high:02d}"


LAST = 5
"""The last Sunday of a month, whether its fourth or its fifth."""


def _nth_weekday(when: When, year: int) -> str:
    """The weekday `low` that is the `high`th of its month."""
    end = last_day(year, when.month or 1)
    if when.high == LAST:
        return (end - dt.timedelta(days=(end.weekday() - when.low) % 7)).isoformat()
    begin = end.replace(day=1)
    ahead = (when.low - begin.weekday()) % 7 + 7 * (when.high - 1)
    return (begin + dt.timedelta(days=ahead)).isoformat()


def _of_year(when: When, year: int) -> str:
    if not when.part:
        return f"{year:04d}"
    if when.part in _SEASONS:
        return f"{year:04d}-{_SEASONS[when.part]}"
    low, high = _MONTHS[when.part]
    return f"{year:04d}-{low:02d}/{year:04d}-{high:02d}"


_OVER = {"spring": 5, "summer": 8, "autumn": 11, "winter": 12}
"""The month with which a season is over; winter is told by the year in which it begins."""


def _season(when: When, reference: dt.date | None) -> str | None:
    """Last summer is the last one that is over; this summer is that of the year."""
    if reference is None:
        return None
    if when.unit == "year":
        return f"{reference.year + when.low:04d}-{_SEASONS[when.part]}"
    over = when.unit != "season" or (reference.month > _OVER[when.part] and when.part != "winter")
    return f"{reference.year - (not over):04d}-{_SEASONS[when.part]}"


def _same_month(when: When, reference: dt.date | None) -> str | None:
    """The 30th: of the month at hand, or of the one before where that day is still to come."""
    if reference is None or when.day is None:
        return None
    if when.high:  # Sunday the 18th
        near = (_day_in(reference, -back, when.day) for back in range(_FAR))
        return next(
            (d.isoformat() for d in near if d and d <= reference and d.weekday() == when.high - 1), None
        )
    shift = -1 if when.low == 0 and when.day > reference.day else when.low
    month = _shift(reference, shift)
    return dt.date(int(month[:4]), int(month[5:]), when.day).isoformat()


_FAR = 24
"""In two years nearly every weekday falls on each day of a month."""


def _day_in(reference: dt.date, months: int, day: int) -> dt.date | None:
    month = _shift(reference, months)
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year, number, day) if day <= last_day(year, number).day else None


def _relative(when: When, reference: dt.date) -> str | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    if when.unit == "day":
        low, high = (reference + dt.timedelta(days=n) for n in (when.low, when.high))
        return low.isoformat() if low == high else f"{low.isoformat()}/{high.isoformat()}"
    if when.unit == "day_of_month":  # a day that the month lacks is unknown: ValueError
        return dt.date.fromisoformat(f"{_shift(reference, when.low)}-{reference.day:02d}").isoformat()
    if when.unit == "weekend":
        back = (reference.weekday() - 5) % 7
        saturday = reference - dt.timedelta(days=back - 7 * when.low)
        return f"{saturday.isoformat()}/{(saturday + dt.timedelta(days=1)).isoformat()}"
    if when.unit == "week" and when.approximate:  # two weeks ago
        return (reference + dt.timedelta(weeks=when.low)).isoformat()
    if when.unit == "week":
        monday = reference - dt.timedelta(days=reference.weekday())
        if when.high == 0 and when.low < 0:
            return f"{(reference + dt.timedelta(weeks=when.low)).isoformat()}/{reference.isoformat()}"
        low, high = monday + dt.timedelta(weeks=when.low), monday + dt.timedelta(weeks=when.high, days=6)
        return f"{low.isoformat()}/{high.isoformat()}"
    if when.unit == "month":
        if when.part in _PARTS:
            month = _shift(reference, when.low)
            return _date(When("date", int(month[:4]), int(month[5:]), part=when.part), reference)
        low_month, high_month = (_shift(reference, n) for n in (when.low, when.high))
        return low_month if low_month == high_month else f"{low_month}/{high_month}"
    if when.part == "start":
        return f"{reference.year + when.low:04d}-01-01"
    if when.part in _MONTHS:
        return _of_year(when, reference.year + when.low)
    low_year, high_year = reference.year + when.low, reference.year + when.high
    return f"{low_year:04d}" if low_year == high_year else f"{low_year:04d}/{high_year:04d}"


def _shift(reference: dt.date, months: int) -> str:
    at = reference.year * 12 + reference.month - 1 + months
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def _hijri(when: When, reference: dt.date | None) -> str | None:
    """By the Umm al-Qura calendar; announced days differ by one from place to place, hence the `~`."""
    from hijridate import Gregorian, Hijri  # noqa: PLC0415 - only few texts need the tables

    if when.unit and when.month is not None:
        return _lunar(when, reference)
    if when.year is None and reference is not None and when.month is not None:
        today = Gregorian.fromdate(reference).to_hijri()
        when = when._replace(year=today.year if when.month <= today.month else today.year - 1)
    if when.year is None:
        return None
    if when.month is None:
        length = Hijri(when.year, 12, 1).month_length()
        first, last = Hijri(when.year, 1, 1).to_gregorian(), Hijri(when.year, 12, length).to_gregorian()
        return f"{first.isoformat()}/{last.isoformat()}"
    if when.day is None:
        length = Hijri(when.year, when.month, 1).month_length()
        begin, end = _PARTS.get(when.part, (1, length))
        first = Hijri(when.year, when.month, begin).to_gregorian()
        last = Hijri(when.year, when.month, min(end, length)).to_gregorian()
        return f"{first.isoformat()}/{last.isoformat()}"
    return f"{Hijri(when.year, when.month, when.day).to_gregorian().isoformat()}~"


def _lunar(when: When, reference: dt.date | None) -> str | None:
    """Ramadan 2023, Ramadan last year, رمضان الماضي: the month that began in a year of the sun, or the last that is over."""
    from hijridate import Gregorian, Hijri  # noqa: PLC0415 - only few texts need the tables

    if reference is None and when.unit != "gregorian":
        return None
    if when.unit == "past" and reference is not None:
        today = Gregorian.fromdate(reference).to_hijri()
        return _hijri(when._replace(year=today.year - ((when.month or 0) >= today.month), unit=""), None)
    year = when.low if when.unit == "gregorian" or reference is None else reference.year + when.low
    begin = Gregorian(year, 1, 1).to_hijri().year
    for each in (begin, begin + 1):
        if Hijri(each, when.month or 1, 1).to_gregorian().year == year:
            return _hijri(when._replace(year=each, unit=""), None)
    return None


_FIXED = {
    "christmas": (12, 25), "christmas_eve": (12, 24), "new_year_eve": (12, 31), "new_year": (1, 1),
    "orthodox_christmas": (1, 7), "nowruz": (3, 21), "may_day": (5, 1), "valentine": (2, 14),
}  # fmt: skip
_MOON = {
    "fitr": (10, 1),
    "adha": (12, 10),
    "ashura": (1, 10),
    "mawlid": (3, 12),
    "arafa": (12, 9),
    "hijri_new_year": (1, 1),
}
_EASTER = {"easter": 0, "good_friday": -2, "palm_sunday": -7, "easter_monday": 1}
_EID_NEAR = 20


def _feast(when: When, reference: dt.date | None) -> str | None:
    shift = dt.timedelta(days=when.day or 0)
    names = ("fitr", "adha") if when.unit == "eid" else (when.unit,)
    if when.year is not None or (when.low and reference is not None):
        year = when.year if when.year is not None else (reference or dt.date.min).year + when.low
        days = [each for name in names for each in feast_days(name, year)][:1] if len(names) == 1 else []
    elif reference is None:
        return None
    else:
        until = reference - dt.timedelta(days=1 if when.part == "past" else 0)
        every = [
            each
            for year in (reference.year - 1, reference.year)
            for name in names
            for each in feast_days(name, year)
        ]
        days = sorted(each for each in every if each + shift <= until)[-1:]
        if len(names) > 1 and days and (until - days[0]).days > _EID_NEAR:
            return None  # which of the two nobody can say
    if not days:
        return None
    return (days[0] + shift).isoformat() + ("~" if names[0] in _MOON else "")


def feast_days(name: str, year: int) -> list[dt.date]:
    """The first days of a feast in a year of the sun; those of the moon may come twice or not at all."""
    if name in _FIXED:
        return [dt.date(year, *_FIXED[name])]
    if name in _EASTER:
        return [_easter(year) + dt.timedelta(days=_EASTER[name])]
    from hijridate import Gregorian, Hijri  # noqa: PLC0415 - only few texts need the tables

    begin = Gregorian(year, 1, 1).to_hijri().year
    days = [Hijri(each, *_MOON[name]).to_gregorian() for each in (begin, begin + 1)]
    return [dt.date(each.year, each.month, each.day) for each in days if each.year == year]


def _easter(year: int) -> dt.date:
    """Western Easter (the Gregorian rule, after Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = (a + 11 * d + 22 * e) // 451
    month, day = divmod(d + e - 7 * f + 114, 31)
    return dt.date(year, month, day + 1)
