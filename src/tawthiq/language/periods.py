"""Stretches and days that lean on a date already found, or on the month at hand: "the night of the 30th", صيف 2014, الشهر نفسه.

Every function looks at tokens beside what `dates` found and gives a wider span, or a new one; nothing is found twice.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tawthiq.language.digits import ascii_digits
from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token
from tawthiq.language.when import LAST, When

_YEARS = range(1900, 2101)
_HIJRI_YEARS = range(1343, 1501)
_SEASONS = {
    "spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter",
    "الربيع": "spring", "الصيف": "summer", "الخريف": "autumn", "الشتاء": "winter",
    "ربيع": "spring", "صيف": "summer", "خريف": "autumn", "شتاء": "winter",
}  # fmt: skip
_NTH = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4,
    "الاول": 1, "الاولي": 1, "الثاني": 2, "الثانيه": 2, "الثالث": 3, "الثالثه": 3, "الرابع": 4, "الرابعه": 4, "الاخير": 4,
}  # fmt: skip
_STRETCHES = {
    "half": "h",
    "quarter": "q",
    "week": "w",
    "النصف": "h",
    "نصف": "h",
    "الربع": "q",
    "ربع": "q",
    "الاسبوع": "w",
    "اسبوع": "w",
}
_LINKS = frozenset(("of", "in", "the", "من", "شهر", "عام", "سنه", "العام", "لعام", ","))
_THE_YEAR = frozenset(("العام", "السنه"))
_PAST = frozenset(("الماضي", "الماضيه", "الفائت", "الفائته", "المنصرم", "المنصرمه"))
_SAME_MONTH = frozenset(("نفسه", "ذاته", "الجاري", "الحالي", "عينه", "هذا"))
_HIJRI_SIGNS = frozenset(("ه", "هـ", "هجري", "هجريه", "للهجره"))
_DAYTIMES = frozenset(
    ("night", "morning", "evening", "afternoon", "ليله", "ليل", "مساء", "صباح", "فجر", "ظهر", "يوم", "عصر")
)


class Stretch(NamedTuple):
    """Tokens `[first, last]` say `when`."""

    first: int
    last: int
    when: When


def _year(words: Sequence[Token], at: int) -> int | None:
    if not 0 <= at < len(words) or words[at].kind != "n":
        return None
    text = ascii_digits(words[at].key)
    return int(text) if text.isdecimal() and len(text) == 4 else None


def season(words: Sequence[Token], at: int) -> Stretch | None:
    """Summer 2014, the summer of 2014, صيف عام 2014."""
    name = _SEASONS.get(words[at].key.removeprefix("ب") if words[at].arabic else words[at].key)
    if name is None:
        return None
    step = at + 1
    while step < len(words) and step <= at + 2 and words[step].key in _LINKS:
        step += 1
    year = _year(words, step)
    if year in _YEARS:
        return Stretch(at, step, When("date", year, part=name))
    before, after = words[at - 1].key if at else "", words[at + 1].key if at + 1 < len(words) else ""
    step = at + 1 + (after in ("of", "من"))
    pair = [word.key for word in words[step : step + 2]]
    if pair == ["last", "year"] or (len(pair) > 1 and pair[0] in _THE_YEAR and pair[1] in _PAST):
        return Stretch(at, step + 1, When("date", part=name, unit="year", low=-1))  # خريف العام الماضي
    if before in ("last", "this", "هذا") and (before == "هذا") == words[at].arabic:
        return Stretch(at - 1, at, When("date", part=name, unit="season" if before == "last" else ""))
    if words[at].arabic and after in ("الماضي", "الفائت", "المنصرم"):
        return Stretch(at, at + 1, When("date", part=name, unit="season"))
    return None


def stretch(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:
    """The first half of 2023, الربع الأول من 2023, the first week of May: of a date that begins right behind."""
    arabic = words[at].arabic
    kind = _STRETCHES.get(words[at].key)
    beside = words[at + 1 if arabic else at - 1] if (arabic or at) and at + 1 < len(words) else None
    nth = _NTH.get(beside.key) if beside is not None and kind else None
    if not kind or not nth or (kind == "h" and nth > 2 and nth != _NTH["last"]):
        return None
    first, step = (at, at + 2) if arabic else (at - 1, at + 1)
    ahead = step
    while ahead < len(words) and ahead <= step + 2 and words[ahead].key in _LINKS and ahead not in dated:
        ahead += 1
    inner = dated.get(ahead)
    year = _year(words, ahead)
    if inner is None and year in _YEARS:
        inner = Stretch(ahead, ahead, When("date", year))
    if inner is not None and inner.when.kind == "hijri" and kind == "w" and not inner.when.day:
        return Stretch(first, inner.last, inner.when._replace(part=f"w{nth}"))
    if inner is None or inner.when.kind != "date" or inner.when.day or inner.when.part:
        return None
    if kind != "h" and (kind == "w") != (inner.when.month is not None):
        return None
    part = f"{kind}{2 if kind == 'h' and nth > 2 else nth}"
    return Stretch(first, inner.last, inner.when._replace(part=part))


def week_of(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """The week ending 10 March, the first two weeks of January, الأيام العشرة الأولى من آذار."""
    if words[at].arabic:
        return None
    key = words[at].key
    reach = _reaching(words, at, dated)
    if reach is not None:
        return reach
    after = words[at + 1].key if at + 1 < len(words) else ""
    if key == "week" and after in ("ending", "to", "beginning", "starting", "of"):
        inner = next((dated[i] for i in range(at + 2, min(len(words), at + 5)) if i in dated), None)
        if inner is None or inner.when.kind != "date" or inner.when.day is None:
            return None
        part = "to_week" if after in ("ending", "to") else "from_week"
        return Stretch(at, inner.last, inner.when._replace(part=part))
    if key == "weekend" and after == "of":
        inner = next((dated[i] for i in range(at + 2, min(len(words), at + 4)) if i in dated), None)
        if inner is not None and inner.when.kind == "date" and inner.when.day is not None:
            return Stretch(at, inner.last, inner.when._replace(part="weekend"))
        return None
    count = _COUNTS.get(words[at - 1].key) if at > 1 else None
    year = _year(words, at + 2)
    if key == "months" and count and after == "of" and words[at - 2].key == "first" and year in _YEARS:
        ends = When("date", year, 1), When("date", year, count)
        return Stretch(at - 2, at + 2, When("range", inner=ends))
    if key in ("weeks", "days") and count and after == "of" and words[at - 2].key == "first":
        inner = next((dated[i] for i in range(at + 2, min(len(words), at + 4)) if i in dated), None)
        if (
            inner is not None
            and inner.when.kind == "date"
            and inner.when.day is None
            and inner.when.month
            and not inner.when.part
        ):
            days = count * (7 if key == "weeks" else 1)
            ends = inner.when._replace(day=1), inner.when._replace(day=min(days, 28))
            return Stretch(at - 2, inner.last, When("range", inner=ends))
    return None


def _reaching(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:
    """In the week to Saturday, the seven days to 14 May, the 24 hours to Sunday evening."""
    key, link = words[at].key, words[at + 1].key if at + 1 < len(words) else ""
    if link not in ("to", "until", "ending", "through") or key not in ("week", "weeks", "days", "hours"):
        return None
    inner = next((dated[i] for i in range(at + 2, min(len(words), at + 5)) if i in dated), None)
    if inner is None or inner.when.kind not in ("date", "weekday", "relative"):
        return None
    if inner.when.kind == "relative" and (inner.when.unit != "day" or inner.when.low != inner.when.high):
        return None
    if inner.when.kind == "date" and inner.when.day is None:
        return None
    lead = words[at - 1].key if at else ""
    number = ascii_digits(lead)
    count = int(number) if number.isdecimal() and len(number) < 4 else _COUNTS.get(lead, _MORE.get(lead))
    if key == "week":
        days, first = 6, at
    elif count:
        days = -(-count // 24) if key == "hours" else count * 7 - 1 if key == "weeks" else count - 1
        first = at - 1
    else:
        return None
    return Stretch(first, inner.last, When("back", low=days, inner=(inner.when,)))


_MORE = {"eight": 8, "nine": 9, "twelve": 12, "fourteen": 14, "24": 24, "48": 48, "72": 72}
_COUNTS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "2": 2,
    "3": 3,
    "5": 5,
    "10": 10,
}


_RANKS_BEFORE = {"اول": 1, "ثاني": 2, "تاني": 2, "ثالث": 3, "رابع": 4, "اخر": LAST}


def nth_weekday(words: Sequence[Token], hit: Hit, dated: Mapping[int, Stretch]) -> Stretch | None:
    """The last Sunday of April 2019, الأحد الأخير من نيسان, أول جمعة في آذار."""

    def key(at: int) -> str:
        return words[at].key if 0 <= at < len(words) else ""

    first, last = hit.first, hit.last
    nth = _RANKS_BEFORE.get(key(first - 1)) if words[first].arabic else _NTH.get(key(first - 1))
    if nth is not None:
        first -= 1
    elif words[first].arabic:
        nth, last = _NTH.get(key(last + 1)), last + 1
    inner = dated.get(last + 2) if key(last + 1) in _LINKS | {"في"} else None
    if nth is None or inner is None or inner.when.kind != "date" or inner.when.day or inner.when.part:
        return None
    if key(first) in ("last", "الاخير") or key(last) == "الاخير":
        nth = LAST
    if inner.when.month is None or inner.when.unit:
        return None
    return Stretch(first, inner.last, inner.when._replace(unit="nth", low=hit.value, high=nth))


def hijri_year(words: Sequence[Token], at: int) -> Stretch | None:
    """سنة 1440هـ: a Hijri year by itself, shown by its sign."""
    year = _year(words, at)
    after = words[at + 1].key if at + 1 < len(words) else ""
    if year not in _HIJRI_YEARS or after not in _HIJRI_SIGNS:
        return None
    first = at - 1 if at and words[at - 1].key in ("سنه", "عام", "العام") else at
    return Stretch(first, at + 1, When("hijri", year))


def day_of_month(words: Sequence[Token], at: int, day: tuple[int, int, int] | None) -> Stretch | None:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    """The night of the 30th, في الثاني عشر من الشهر نفسه: a day of the month at hand, or of the one before."""
    if day is None:
        return None
    number, first, last = day
    after = [words[i].key for i in range(last + 1, min(len(words), last + 4))]
    begin = first - 1 if first and words[first - 1].key in _DAYTIMES else first
    if after[:1] == ["منه"]:
        return Stretch(begin, last + 1, When("date", day=number, unit="month", part="same"))
    if after == ["of", "last", "month"]:
        begin = first - 1 if first and words[first - 1].key == "the" else begin
        return Stretch(begin, last + 3, When("date", day=number, unit="month", low=-1, part="same"))
    if after in (["of", "this", "month"], ["من", "هذا", "الشهر"]):
        begin = first - 1 if first and words[first - 1].key == "the" else begin
        return Stretch(begin, last + 3, When("date", day=number, unit="month", part="same"))
    if after[:1] and after[0] in ("الجاري", "الحالي"):  # في 3 الجاري
        return Stretch(begin, last + 1, When("date", day=number, unit="month", part="same"))
    if begin < first and words[begin].arabic and words[first].kind == "n" and first == last:
        led = words[begin - 1].key if begin else ""
        opens = after[:1] in ([], ["."], [","]) or (after[0][:1] == "و" and after[0] not in ("و", "وال"))
        if opens and led not in _EACH:  # وصلت يوم 8 ورأيت الجثث
            return Stretch(begin, last, When("date", day=number, unit="month", part="same"))
    if words[at].arabic or (after[:1] == ["من"]):
        if after[1:2] != ["الشهر"]:
            return None
        shift = -1 if len(after) > 2 and after[2] in ("الماضي", "المنصرم", "الفائت") else 0
        if not (len(after) > 2 and (shift or after[2] in _SAME_MONTH)):
            return Stretch(begin, last + 2, When("date", day=number, unit="month", part="same"))
        return Stretch(begin, last + 3, When("date", day=number, unit="month", low=shift, part="same"))
    if (last == first and words[first].kind != "w") or words[first - 1].key != "the" or not first:
        return None
    lead = words[first - 2].key if first > 1 else ""
    if words[first].kind == "w" and (lead != "on" or after[:1] not in ([], [","], ["."])):
        return None  # on the fifteenth, they shot everyone
    if lead not in ("on", "of", "by", "since", "until") or (
        lead == "of" and words[first - 3].key not in _DAYTIMES
    ):
        return None
    if after[:1] and (after[0] in ("of", "-") or (after[0] in _COUNTED)):
        return None
    return Stretch(first - 1, last, When("date", day=number, unit="month", low=0, part="same"))


_EACH = frozenset(("كل", "الـ", "لمده", "خلال", "اكثر", "بعد", "قبل", "منذ", "نحو"))
_COUNTED = frozenset(
    [
        "floor",
        "storey",
        "century",
        "anniversary",
        "birthday",
        "day",
        "time",
        "brigade",
        "division",
        "battalion",
        "regiment",
        "army",
        "infantry",
        "corps",
        "parallel",
        "attempt",
        "round",
        "session",
        "meeting",
        "grade",
        "arrondissement",
        "precinct",
        "edition",
        "minute",
        "hour",
        "victim",
        "person",
        "man",
        "woman",
        "child",
        "victims",
        "attack",
        "attacks",
        "month",
        "week",
        "year",
        "street",
        "avenue",
        "and",
        "to",
    ]
)
"""On the 13th floor: the ordinal counts what follows and is no day."""
