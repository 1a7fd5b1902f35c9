"""Dates written in figures: 2016-11-29, 29/11/2016, يوم 14/3, and in dialect the day and the month by their numbers, يوم خمستاشر ستة.

Read year-month-day where the year comes first, else day before month, and as approximate where both readings exist.
"""

import re

from tawthiq.language.counting import Counting
from tawthiq.language.date_pairs import DateSpan
from tawthiq.language.date_words import DAYTIMES
from tawthiq.language.digits import ascii_digits
from tawthiq.language.periods import Stretch
from tawthiq.language.when import When

YEARS = range(1900, 2101)
_THIS_CENTURY = 49
_YEAR_WORDS = ("سنه", "عام", "العام", "بسنه", "بعام", "السنه")
_COUNTED_BEHIND = frozenset(
    (
        "اشخاص", "شهداء", "قتلي", "مدنيين", "اطفال", "نساء", "جرحي", "ايام", "مرات", "غارات", "عناصر", "رجال", "شباب", "عائلات", "عوائل",
        "عيل", "بيوت", "قذائف", "صواريخ", "براميل", "سنين", "سنوات", "جثث", "مصابين", "معتقلين", "جنود", "هجمات", "حالات", "الاف",
        "مئات",
        "الف",
        "مئه",
        "مائه",
        "مليون", "نساء", "بنات", "اولاد", "معلمين", "مسلحين", "قتيل", "شهيد", "جريح", "شخص", "طفل", "مدني", "غاره", "بالمئه", "بالميه",
    )
)  # fmt: skip
"""Behind a number these are counted by it, and it is no month."""
_DMY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{2})\.(\d{2})\.(\d{2})")
_DAYTIMES = frozenset(
    ("صباحا", "مساء", "ليلا", "فجرا", "ظهرا", "عصرا", "morning", "evening", "night", "noon", "dawn")
)
_DM = re.compile(r"(\d{1,2})\.(\d{2})")
_NAMING = frozenset(("يوم", *DAYTIMES))
_DAYS = frozenset(("يوم", "ليله", "بيوم", "ليوم", "نهار", "يومه"))


class Figures(Counting):
    """What needs no name of a month."""

    def told_day(self, at: int) -> int | None:
        """يوم ثلاثة آب: a day told by the number, right behind its own word."""
        if (
            not 0 < at < len(self.words)
            or not self.words[at].arabic
            or self.words[at - 1].key.lstrip("و") not in _DAYS
        ):
            return None
        return self._count(at) or None

    def worded(self, at: int) -> DateSpan | None:
        """يوم خمستاشر ستة: the day and the number of the month; `at` is the word for day."""
        numbered = self._numbered_month(at)
        if numbered:
            return numbered
        day, month = self.told_day(at + 1) if at + 1 < len(self.words) else None, self._worded_month(at + 2)
        if day is None or month is None or day > 31:
            return None
        return DateSpan(at, at + 2, When("date", None, month, day))

    def year(self, at: int, allowed: range = YEARS) -> tuple[int, int] | None:
        """(year, last token) of a year at or just behind `at`."""
        for ahead in range(at, min(at + 3, len(self.words))):
            if allowed is YEARS and (spelt := self._two_thousand(ahead)):
                return spelt, ahead + 1
            number = self.value(ahead)
            if number is not None:
                return (number, ahead) if number in allowed and len(self.words[ahead].key) == 4 else None
            if self.words[ahead].key not in (",", "of", "عام", "سنه", "لعام", "من", "العام", "-", "/", "في"):
                return None
        return None

    def year_in_words(self, at: int) -> Stretch | None:
        """سنة الألفين واربعطعش: `at` is the word for two thousand."""
        year = self._two_thousand(at)
        if year is None:
            return None
        first = at - 1 if self.key(at - 1) in _YEAR_WORDS else at
        return Stretch(first, at + 1, When("date", year))

    def _two_thousand(self, at: int) -> int | None:
        """الألفين واربعطعش behind the word for year or with the article: 2014."""
        token = self.words[at]
        if (
            not token.arabic
            or (token.key != "الفين" and "الفين" not in token.forms)
            or not self.key(at + 1).startswith("و")
        ):
            return None
        count = self._count(at + 1)
        led = token.key.startswith(("بال", "ال")) or self.key(at - 1) in _YEAR_WORDS
        return 2000 + count if count and count <= _THIS_CENTURY and led else None

    def _numbered_month(self, at: int) -> DateSpan | None:
        """بشهر سبعة, 14 شهر 7, شهر 7 سنة 2014: the month by its number; `at` is the word for month."""
        if self.words[at].forms[-1] != "شهر" or self.key(at - 1) == "كل":
            return None
        month = self.value(at + 1) or self._worded_month(at + 1)
        worded = self.value(at + 1) is None
        if not month or month > 12 or (worded and month == 1):
            return None
        year = self.year(at + 2)
        after = self.words[at + 2] if at + 2 < len(self.words) else None
        dated = (self.value(at - 1) or 0) in range(1, 32)
        noun = after is not None and after.kind == "w" and after.arabic
        noun = (
            noun
            and after is not None
            and (after.key in _COUNTED_BEHIND or (self.words[at].key == "شهر" and after.key.endswith("ا")))
        )
        counts = noun and not dated
        if year is None and (counts or (after is not None and after.key in ("/", "-", ":"))):
            return None
        first, day = at, self.value(at - 1)
        if day is not None and not 1 <= day <= 31:
            return None
        if day:
            first = at - 2 if self.key(at - 2) in _NAMING else at - 1
        last = year[1] if year else at + 1
        past = self.hit("past", last + 1) if year is None else None
        if past:
            return DateSpan(first, past.last, When("date", None, month, day or None, unit="past"))
        return DateSpan(first, last, When("date", year[0] if year else None, month, day or None))

    def _worded_month(self, at: int) -> int | None:
        count = self._count(at) if at < len(self.words) and self.words[at].arabic else None
        return count if count and count <= 12 and not self.words[at].key.startswith("و") else None

    def numeric(self, at: int) -> DateSpan | None:  # noqa: PLR0911 - a grammar: one early answer a rule
        """2016-11-29, 29/11/2016, 29.11.2016, 29-11-2016."""
        words = self.words
        short = self._short(at) or self._short_dotted(at)
        if short:
            return short
        dotted = _DMY.fullmatch(ascii_digits(words[at].key))
        if dotted:
            return self._dmy(at, at, *(int(part) for part in dotted.groups() if part))
        if (
            at + 4 >= len(words)
            or words[at + 1].key not in ("-", "/")
            or words[at + 3].key != words[at + 1].key
        ):
            return None
        if any(words[i].end != words[i + 1].start for i in range(at, at + 4)):
            return None
        parts = [self.value(at), self.value(at + 2), self.value(at + 4)]
        if any(part is None for part in parts):
            return None
        a, b, c = (part or 0 for part in parts)
        if a in YEARS and 1 <= b <= 12 and 1 <= c <= 31:
            return DateSpan(at, at + 4, When("date", a, b, c))
        return self._dmy(at, at + 4, a, b, c)

    def _short(self, at: int) -> DateSpan | None:
        """16/01 at the head of a log's line, يوم 14/3: day and month without a year, never a fraction."""
        day, month = self.value(at), self.value(at + 2)
        close = at + 3 < len(self.words) and self.words[at + 2].end == self.words[at + 3].start
        if (
            self.key(at + 1) != "/"
            or (close and self.key(at + 3) in ("/", "-"))
            or day is None
            or month is None
        ):
            return None
        if not (1 <= day <= 31 and 1 <= month <= 12) or self.words[at].end != self.words[at + 1].start:
            return None
        closes = self.key(at - 1) == "," and self.key(at + 3) in ("", ":")
        head = closes or (at == 0 and self.key(at + 3) in ("", "-", ".", ":", ","))
        head = head or (at == 0 and self.key(at + 3) in _DAYTIMES and self.key(at + 4) in ("-", ":"))
        led = at > 0 and (
            at - 1 in self.ends["weekday"]
            or self.key(at - 1) in ("تاريخ", "بتاريخ", "on")
            or any(f in _NAMING for f in self.words[at - 1].forms)
        )
        return DateSpan(at, at + 2, When("date", None, month, day)) if head or led else None

    def _short_dotted(self, at: int) -> DateSpan | None:
        """15.04 - two killed: day and month at the head of a log's line."""
        found = _DM.fullmatch(ascii_digits(self.words[at].key)) if at == 0 else None
        if found is None or self.key(at + 1) not in ("-", ":", ","):
            return None
        day, month = int(found[1]), int(found[2])
        return (
            DateSpan(at, at, When("date", None, month, day)) if 1 <= day <= 31 and 1 <= month <= 12 else None
        )

    def _dmy(self, first: int, last: int, a: int, b: int, c: int) -> DateSpan | None:
        if c < 100 and last - first in (0, 4) and self.words[last].key[-2:].isdecimal():
            c += 2000 if c <= _THIS_CENTURY else 1900
        if c not in YEARS:
            return None
        if 1 <= a <= 31 and 1 <= b <= 12:
            return DateSpan(first, last, When("date", c, b, a, approximate=a <= 12 and a != b))
        if 1 <= a <= 12 and 1 <= b <= 31:
            return DateSpan(first, last, When("date", c, a, b))
        return None
