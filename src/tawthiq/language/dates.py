"""Dates in a text are found with their exact tokens; a number that belongs to a date is never left over as a figure.

English and Arabic share one grammar over tokens: month names decide, numbers beside them are days and years. All-number
dates are read year-month-day where the year comes first, else day before month, and as approximate where both readings
exist. Month names that are common words (May, آب) count only beside a day or a year.
"""

from collections.abc import Mapping, Sequence

from tawthiq.language.date_pairs import DateSpan, joined
from tawthiq.language.date_words import (
    BEHIND_DAY,
    EVENTS,
    LEADS,
    NO_HOUR,
    OF_DAY,
    TELLING,
    TOLD,
    WHEN,
    DateWords,
)
from tawthiq.language.feasts import feast, stretches
from tawthiq.language.figured import YEARS
from tawthiq.language.hours import between, faced, hour, worded_hour
from tawthiq.language.limits import before, ending, from_on
from tawthiq.language.periods import Stretch, day_of_month, hijri_year, nth_weekday, season, stretch, week_of
from tawthiq.language.phrases import Hit
from tawthiq.language.since import nth_day, since
from tawthiq.language.tokens import Token
from tawthiq.language.weekdays import Weekdays
from tawthiq.language.when import When

__all__ = ["WHEN", "DateSpan", "DateWords", "dates"]

HIJRI_YEARS = range(1343, 1501)
_SHORT = 4
_TENS = 20
_FASTING = frozenset(("في", "خلال", "منذ", "شهر", "in", "during", "since"))
_PARTED = frozenset(
    ("week", "half", "days", "الاسبوع", "النصف", "اسبوع", "ايام", "اول", "الاول")
)  # of Ramadan
_LONG = ("weekend", "week", "month", "year")
_OPENING = ("date", "weekday", "hijri", "range", "decade", "feast")


class _Finder(Weekdays):
    def day(self, at: int) -> tuple[int, int, int] | None:
        """(day, first, last) of a day of the month that has its last token at or around `at`, read rightwards."""
        number = self.value(at)
        if number is not None:
            last = at
            after = self.words[at + 1] if at + 1 < len(self.words) else None
            if (
                after is not None
                and after.key in ("st", "nd", "rd", "th")
                and after.start == self.words[at].end
            ):
                last = at + 1
            return (number, at, last) if 1 <= number <= 31 else None
        ordinal = self.hit("ordinal", at)
        behind = ordinal.last + 1 + (self.key(ordinal.last + 1) == "day") if ordinal else at
        if ordinal and not self.words[at].arabic and self.key(behind) == "of":
            return int(ordinal.value), at, ordinal.last  # the fifteenth of January
        if ordinal and ordinal.value and self.words[at].arabic:
            return self._arabic_ordinal(at, ordinal)
        told = self.told_day(at)
        return (told, at, at) if told else None

    def _ranked(self, at: int) -> tuple[int, int, int] | None:
        """The fifteenth, without its month."""
        ordinal = self.hit("ordinal", at) if not self.words[at].arabic else None
        return (int(ordinal.value), at, ordinal.last) if ordinal and self.key(at - 1) == "the" else None

    def _arabic_ordinal(self, at: int, ordinal: Hit) -> tuple[int, int, int] | None:
        """الثامن عشر، التاسع والعشرين، الأول; the second half is no day."""
        if self.key(at - 1) in ("النصف", "الاسبوع", "الربع", "الثلث"):
            return None
        if ordinal.value >= _TENS and self.words[at].key.startswith("و"):
            return None  # the second half of الثالث والعشرين
        day, last = int(ordinal.value), ordinal.last
        after = self.numbers.get(self.words[last + 1]) if last + 1 < len(self.words) else None
        if after and after[2] == "small" and after[1] == 10:
            return day + 10, at, last + 1
        if after and after[2] == "tens" and after[1] in (20, 30):
            return day + int(after[1]), at, last + 1
        return day, at, last

    def day_before(self, at: int) -> tuple[int, int] | None:
        """(day, first token) of a day written before the month at `at`."""
        back = at - 1
        while (
            back >= 0
            and back >= at - 3
            and self.words[back].key in ("of", "من", "شهر", "في", "-", "the", "/", "day")
        ):
            back -= 1
        if back >= 0 and self.words[back].key in ("غره", "مستهل"):
            return 1, back
        if self.key(back) == "ايام" and back and (nth := self.ends["ordinal"].get(back - 1)):
            return int(nth.value), nth.first  # ثاني أيام رمضان
        for first in range(back, max(-1, back - 3), -1):
            if first < 0:
                break
            found = self.day(first)
            if found and found[2] == back:
                return found[0], found[1]
        return None

    def part(self, at: int) -> tuple[str, int] | None:
        """early, mid, late ending right before `at`: (part, first token)."""
        back = at - 1
        while back >= 0:
            for name in ("early", "mid", "late"):
                hit = self.ends[name].get(back)
                if hit:
                    return name, hit.first
            if self.words[back].key not in ("-", "شهر", "of", "عام", "سنه"):
                return None
            back -= 1
        return None

    def _twin(self, hit: Hit) -> int:
        """The last token of a month told by two of its names: كانون الثاني/يناير, شباط (فبراير)."""
        sign, twin = self.key(hit.last + 1), self.hit("month", hit.last + 2)
        if (beside := self.hit("month", hit.last + 1)) is not None and self.words[hit.last].arabic:
            return beside.last if beside.value == hit.value else hit.last  # آذار مارس
        if twin is None or twin.value != hit.value or sign not in ("/", "("):
            return hit.last
        if sign == "/":
            return twin.last
        return twin.last + 1 if self.key(twin.last + 1) == ")" else hit.last

    def month(self, hit: Hit) -> DateSpan | None:  # noqa: C901, PLR0912, PLR0915 - a grammar: one early answer a rule
        kind = "hijri" if hit.category == f"{WHEN}hijri" else "date"
        first, last = hit.first, self._twin(hit)
        day: int | None = None
        before = self.day_before(first)
        end: int | None = None
        if before:
            day, first = before
        else:
            dot = self.words[last + 1].key == "." if last + 2 < len(self.words) else False
            after = self.day(last + (2 if dot and len(self.words[last].key) <= _SHORT else 1))
            if after and not self.words[after[1]].arabic and not self._counts(first, after[2] + 1):
                day, last = after[0], after[2]
                if self.key(last + 1) in ("-", "and", "&", "to", "through"):
                    more = self.day(last + 2)
                    glued = self.words[last].end == self.words[last + 1].start  # April 1-20
                    if more and more[0] > day and (glued or not self._counts(first, more[2] + 1)):
                        end, last = more[0], more[2]
        allowed = HIJRI_YEARS if kind == "hijri" else YEARS
        year = self.year(last + 1, allowed)
        if year is None and kind == "date" and day is None and self.apostrophe(last + 1):
            return None
        if year:
            last = year[1]
        lunar = self.year(last + 1) if year is None and kind == "hijri" and day is None else None
        if lunar:
            last = lunar[1]
        shifted = (
            self._year_of(last + 1)
            if year is None and lunar is None and (kind == "date" or day is None)
            else None
        )
        if shifted:
            last = shifted[1]
        part = self.part(first) if day is None else None
        led = self._between(hit) or (not self.words[first].arabic and self.key(first - 1) in LEADS)
        doubtful = self.hit("doubtful", hit.first) and last == hit.last and part is None and not led
        fasting = (
            kind == "hijri"
            and first
            and (
                any(each in _FASTING for each in (self.key(first - 1), *self.words[first - 1].forms))
                or self.part(first) is not None
                or not _PARTED.isdisjoint(self.key(at) for at in range(first - 3, first - 1))
            )
        )
        fasting = fasting or (kind == "hijri" and self.key(first).startswith("بر"))  # برمضان
        past = (
            self.hit("past", last + 1) if year is None and lunar is None and self.words[last].arabic else None
        )
        sure = lunar or shifted or (past and kind == "hijri")
        if day is None and year is None and (doubtful or kind == "hijri") and not (fasting or sure):
            return None
        if part:
            first = part[1]
        when = When(kind, year[0] if year else None, hit.value, day, part[0] if part else "")
        lead = self.ends["past"].get(first - 1)
        if lead and day is None and year is None and kind == "date" and not self.words[first].arabic:
            first, when = lead.first, when._replace(unit="past")  # last August
        if past:
            last, when = past.last, when._replace(unit="past")  # أيار الماضي
        ahead = (
            self.hit("next", last + 1)
            if year is None and kind == "date" and self.words[last].arabic
            else None
        )
        if ahead:
            last, when = ahead.last, when._replace(unit="ahead")  # أبريل المقبل
        if lunar:
            when = when._replace(unit="gregorian", low=lunar[0])
        if shifted:
            when = when._replace(unit="told" if shifted[0] == TOLD else "year", low=shifted[0])
        if end is not None:
            when = When("range", inner=(when, when._replace(day=end)))
        elif before:
            first, when = self._earlier_day(first, when)
        if day is None and self.key(first - 1) in ("شهر", "بشهر", "لشهر", "وشهر"):
            first -= 1
        first = self.weekday_before(first)
        if self.or_about(first):
            first, when = first - 3, when._replace(approximate=True)
        return DateSpan(first, last, when)

    def _between(self, hit: Hit) -> bool:
        """Between March and May: two months that are words of other kinds as well."""
        ahead = self.key(hit.first - 1) == "between" and self.key(hit.last + 1) == "and"
        back = self.key(hit.first - 3) == "between" and self.key(hit.first - 1) == "and"
        return (ahead and self.hit("month", hit.last + 2) is not None) or (
            back and self.hit("month", hit.first - 2) is not None
        )

    def _counts(self, first: int, at: int) -> bool:
        """In mid-April 3 people: the number counts what follows and is no day."""
        token = self.words[at] if at < len(self.words) else None
        if self.key(first - 1) == "on" or self.key(at - 2) == "." or self.or_about(first):
            return False
        noun = token is not None and token.kind == "w" and not token.cap and token.key not in BEHIND_DAY
        return noun or self.part(first) is not None

    def _year_of(self, at: int) -> tuple[int, int] | None:
        """(shift in years, last token) of "last year" right behind a month: March last year, آذار من العام الماضي."""
        step = (
            at + 1 if at < len(self.words) and self.words[at].key in ("of", "من", "ديال", "تاع", ",") else at
        )
        key = self.words[step].key if step < len(self.words) else ""
        after = self.words[step + 1].key if step + 1 < len(self.words) else ""
        if key in ("السنه", "العام", "year") and after in ("نفسها", "نفسه", "ذاتها", "ذاته"):
            return TOLD, step + 1
        if key in ("ذلك", "تلك", "that") and after in ("العام", "السنه", "year"):
            return TOLD, step + 1  # in December that year
        if key in ("the", "that") and after == "same" and self.key(step + 2) == "year":
            return TOLD, step + 2
        hit = self.hit("relative", step)
        if hit and hit.value.unit == "year" and hit.value.low == hit.value.high:
            return hit.value.low, hit.last
        return None

    def _earlier_day(self, first: int, when: When) -> tuple[int, When]:
        """18-20 October: the day before a dash shares the month."""
        begin = self.weekday_before(first)  # Friday 4 to Saturday 5 June
        if self.words[first].arabic and self.key(first).startswith("و"):  # التاسع والثاني عشر من تموز
            start = self._day_ending(first - 1)
            if start and when.day and start[0] < when.day:
                return start[1], When("range", inner=(when._replace(day=start[0]), when))
        for at in dict.fromkeys((first, begin, first - (self.key(first - 1) in ("the", "يوم")))):
            sign = self.key(at - 1)
            if at < 2 or sign not in ("-", "to", "الي", "و", "and", "&", "على", "حتي", "/") or not when.day:
                continue
            start = self._day_ending(at - 2)
            if self.key(at - 3) in ("رقم", "no", "number", "#") or (
                sign == "/" and self.key(at - 3) in ("/", "-")
            ):
                continue  # statement no. 4 - 22 February
            near = sign != "/" or (start is not None and start[0] + 1 == when.day)  # the night of 3/4 May
            if start and near and start[0] < when.day:
                early = (
                    start[1] - 1 if self.key(start[1] - 1) == "من" and sign in ("الي", "حتي") else start[1]
                )
                return early, When("range", inner=(when._replace(day=start[0]), when))
        return first, when

    def _day_ending(self, last: int) -> tuple[int, int, int] | None:
        """A day of the month whose last token is `last`: 9, the 9th, التاسع, الثاني عشر."""
        for first in (last, last - 1):
            found = self.day(first) if first >= 0 else None
            if found and found[2] == last:
                return found
        return None

    def lone_year(self, at: int) -> DateSpan | None:
        """A year by itself: after a word that years stand behind, or in brackets."""
        number = self.value(at)
        if number not in YEARS or len(self.words[at].key) != 4 or number is None:
            return None
        before = self.words[at - 1] if at else None
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        if after is not None and after.key == "s" and after.start == self.words[at].end:
            return DateSpan(at, at + 1, When("decade", number))
        hint = before is not None and (
            not self.before_years.isdisjoint(before.forms or (before.key,))
            or before.key in "(-/,"
            or (before.key == "من" and (after is None or after.kind == "p"))
            or (before.key == "و" and self.value(at - 2) in YEARS)
            or (before.key == "the" and not EVENTS.isdisjoint((self.key(at + 1), self.key(at + 2))))
        )
        if not hint or before is None:
            return None
        if (
            before.key in ("لسنه", "لعام", "of")
            and self.value(at - 2) is not None
            and self.key(at - 3) in ("رقم", "no", "number", ".")
        ):
            return None  # file 1147 of 2016
        first = at
        if before.key in ("عام", "سنه", "العام", "لعام", "year", "سنتي", "عامي", "العامين", "عامين"):
            first = at - 1
        part = self.part(first)
        if part:
            return DateSpan(part[1], at, When("date", number, part=part[0]))
        return DateSpan(first, at, When("date", number))

    def relative(self, hit: Hit) -> DateSpan | None:  # noqa: PLR0911 - a grammar: one early answer a rule
        """Today, last week; منذ مطلع العام 2023 where a year stands behind."""
        when = hit.value
        year = self.value(hit.last + 1)
        day = self.words[hit.last].arabic and self.words[hit.last].forms[-1] == "يوم"
        if day and (self.key(hit.last + 1) == "الواحد" or self.hit("ordinal", hit.last + 1)):
            return None  # six a day; on the second day
        if when.part == "hour" and self.words[hit.last].arabic and self.key(hit.last + 1) in NO_HOUR:
            return None  # ليلا ونهارا, مساء الخير
        if self.key(hit.first) in ("hours", "minutes") and (
            self._count(hit.first - 1) or self.value(hit.first - 1)
        ):
            return None  # 48 hours ago
        if when.low == 1 and self.words[hit.first].key.startswith("لب"):
            return None  # لبكرا
        if (
            hit.first == hit.last
            and self.words[hit.first].key.endswith("ها")
            and self.hit("ordinal", hit.last + 1)
        ):
            return None  # في يومها الثالث
        if when.part == "hour" and self.key(hit.first) == "in":
            return DateSpan(faced(self.words, hit.first), hit.last, when)
        if (
            when.unit == "year"
            and when.low == when.high == 0
            and year in YEARS
            and self.words[hit.last].arabic
        ):
            opens = self._opens(hit)
            date = When("date", year)
            return DateSpan(hit.first, hit.last + 1, When("since", inner=(date,)) if opens else date)
        if when.unit == "year" and when.low == when.high == 0 and not when.part and self._opens(hit):
            return DateSpan(hit.first, hit.last, When("since", inner=(when._replace(part="start"),)))
        part = (
            self.part(hit.first)
            if when.unit in ("month", "year") and when.low == when.high and not when.part
            else None
        )
        if part:  # منتصف الشهر الماضي, late last year
            return DateSpan(part[1], hit.last, when._replace(part=part[0]))
        return DateSpan(hit.first, hit.last, when)

    def _opens(self, hit: Hit) -> bool:
        """Since the beginning of the year, منذ مطلع العام."""
        return self.key(hit.first) in ("من", "مذ") or any(
            form in ("منذ", "since") for at in range(hit.first, hit.last + 1) for form in self.words[at].forms
        )

    def leaning(self, found: Sequence[DateSpan], numbered: Sequence[int]) -> list[DateSpan]:
        """What leans on a date found, or on the month at hand (`periods`)."""
        longest = sorted(found, key=lambda span: span.last - span.first)
        dated = {span.first: Stretch(span.first, span.last, span.when) for span in longest}
        out: list[Stretch | None] = [hijri_year(self.words, at) for at in numbered]
        for at in self.at["period"]:
            out += [season(self.words, at), stretch(self.words, at, dated), week_of(self.words, at, dated)]
            out += [hour(self.words, at, dated), between(self.words, at), worded_hour(self.words, at)]
            out += [ending(self.words, at, dated), self.year_in_words(at)]
        for at in (*numbered, *self.at["ordinal"]):
            out.append(day_of_month(self.words, at, self.day(at) or self._ranked(at)))
        out += [hour(self.words, at, dated) for at in numbered]
        out += [nth_weekday(self.words, hit, dated) for hit in self.at["weekday"].values()]
        out += [since(self.words, hit.last, dated) for hit in self.at["since"].values()]
        out += [
            nth_day(self.words, near)
            for at in self.at["ordinal"]
            for near in (at - 1, at + 1)
            if 0 <= near < len(self.words)
        ]
        return [DateSpan(*each) for each in out if each]

    def all(self, numbered: Sequence[int]) -> list[DateSpan]:
        """Every date that any rule finds, overlapping ones too; `numbered`: tokens that are digits."""
        words = self.words
        found = [self.month(hit) for category in ("month", "hijri") for hit in self.at[category].values()]
        found += [self.weekday(hit) for hit in self.at["weekday"].values() if self.is_weekday(hit)]
        found += [self.relative(hit) for hit in self.at["relative"].values()]
        found += [self.numbered(at) for at in numbered]
        found += [self.counted(at) for at in self.at["unit"]]
        found += [self.worded(at) for at in self.at["unit"]]
        found += [self.weekdays_ago(hit) for hit in self.at["weekdays"].values()]
        known = [span for span in found if span]
        if known or numbered or self.at["period"] or self.at["ordinal"]:
            known += self.leaning(known, numbered)
        feasts = [feast(words, hit) for hit in self.at["feast"].values()]
        known += [DateSpan(*each) for each in feasts if each]
        if numbered:
            known += [DateSpan(*each) for each in stretches(words)]
        return known

    def numbered(self, at: int) -> DateSpan | None:
        """A date all in numbers, with the weekday before it, or a lone year."""
        numeric = self.numeric(at)
        if numeric:
            return numeric._replace(first=self.weekday_before(numeric.first))
        return self.lone_year(at)

    def opened(self, span: DateSpan) -> DateSpan:
        """Since 2011, until November."""
        spoken = self.dialect_since(span) if self.words[span.first].arabic else None
        spoken = spoken or before(self.words, span)
        if spoken is not None:
            return spoken
        begin = span.first
        while begin > 0 and self.words[begin - 1].key in OF_DAY:
            begin -= 1
        for name in ("since", "until"):
            hit = self.ends[name].get(span.first - 1) or self.ends[name].get(begin - 1)
            day = span.when.kind == "relative" and span.when.unit == "day" and span.when.low == span.when.high
            start = span.when.kind == "relative" and (
                span.when.part == "start"
                or span.when.unit.startswith("same_")
                or (span.when.unit in _LONG and span.when.low == span.when.high <= 0)
            )
            while (
                hit
                and hit.first > 1
                and self.key(hit.first - 1) == "the"
                and self.ends[name].get(hit.first - 2)
            ):
                hit = self.ends[name][hit.first - 2]  # since the beginning of
            if hit and (start or day or span.when.kind in _OPENING):
                return DateSpan(hit.first, span.last, When(name, inner=(span.when,)))
        return span


def dates(
    words: Sequence[Token],
    lexicon: DateWords,
    hits: Mapping[str, Sequence[Hit]] | None = None,
    *,
    numbered: bool = True,
) -> list[DateSpan]:
    """Every date among the tokens, left to right, not overlapping; the longer of two readings wins.

    `hits`: what a pass over `lexicon.entries` among other phrases has found already. `numbered`: some tokens are digits, or may be.
    """
    digits = [at for at, token in enumerate(words) if token.kind == "n"] if numbered else []
    if hits is not None and not digits and TELLING.isdisjoint(hits):
        return []
    finder = _Finder(words, lexicon, hits)
    found = finder.all(digits)
    if not found:
        return []
    found.sort(key=lambda span: (span.first - span.last, span.first))
    taken: set[int] = set()
    kept: list[DateSpan] = []
    for span in found:
        if taken.isdisjoint(range(span.first, span.last + 1)):
            taken.update(range(span.first, span.last + 1))
            kept.append(span)
    kept.sort(key=lambda span: span.first)
    spans = joined([finder.opened(span) for span in kept], words)
    return [from_on(words, span, finder.at["past"].get(span.last + 1)) for span in spans]
