"""Days counted from another day: "two days ago", "the past 48 hours", خلال الأيام الثلاثة الماضية, "two days later".

What is counted from the day told last has the unit `same`; all else is counted from the speaker's day.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tawthiq.language.date_pairs import DateSpan
from tawthiq.language.date_words import NO_SINCE, WHEN, DateWords
from tawthiq.language.digits import ascii_digits
from tawthiq.language.numbers import numbers
from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token
from tawthiq.language.when import When

_SINGULAR = frozenset(
    ("يوم", "نهار", "اسبوع", "شهر", "سنه", "عام", "ليله", "ساعه", "يوما", "اسبوعا", "شهرا", "عاما")
)


_EVENT = frozenset(("the", "that", "this", "his", "her", "their", "its"))
_ABOUT = frozenset(
    (
        "نحو",
        "حوالي",
        "قرابه",
        "زهاء",
        "شي",
        "يجي",
        "about",
        "around",
        "some",
        "roughly",
        "nearly",
        "almost",
        "approximately",
    )
)
_BEFORE = 7
_PARTS = (".", ":", "؛", ";", "!", "?")
_LASTING = frozenset(
    (
        "ما", "لا", "لم", "ماكو", "مافي", "مفيش", "ماحدش", "محد", "بلا", "بدون", "صار", "صرنا", "صارلنا", "مقطوع", "مقطوعه", "محاصر",
        "محاصرين", "محاصرون", "مفقود", "مفقودين", "مختفي", "ناطرين", "عايشين", "نايمين", "قاعدين", "ولا", "مو", "مش", "مازال", "لسه",
    )
)  # fmt: skip
_ONCE = (
    "اخذ", "اخد", "خطف", "اعتقل", "مات", "توف", "استشهد", "انقتل", "قتل", "طلع", "وصل", "اجا", "اجو", "اجت", "رجع", "نزح", "هرب",
    "دخل", "ترك", "قصف", "ضرب", "انضرب", "دفن", "انصاب", "انجرح", "فقد", "هجم", "سقط", "وقع", "انفجر", "حرق", "هدم", "خرج", "غادر",
    "شفت", "شفنا", "نقل", "عدم", "انعدم", "طخ", "لقي", "لقو", "انخطف", "انمسك", "مسك", "شال", "جاب", "كتلو", "انكتل", "راح",
)  # fmt: skip
_LONGEST, _HUNDRED = 4, 100
_OVER = ("in", "over", "during", "within", "for", "throughout")


class Counting:
    """Tokens, the phrases met in them by place, and what is counted."""

    def __init__(
        self, words: Sequence[Token], lexicon: DateWords, hits: Mapping[str, Sequence[Hit]] | None
    ) -> None:
        self.words = words
        self.numbers = lexicon.numbers
        self.before_years = lexicon.before_years
        listed = lexicon.phrases.find(words) if hits is None else hits
        self.at: dict[str, dict[int, Hit]] = defaultdict(dict)
        self.ends: dict[str, dict[int, Hit]] = defaultdict(dict)
        for category, met in listed.items():
            if category[: len(WHEN)] == WHEN:
                kind = category[len(WHEN) :]
                self.at[kind] = {hit.first: hit for hit in met}
                self.ends[kind] = {hit.last: hit for hit in met}

    def key(self, at: int) -> str:
        """The key of a token; empty outside the sentence."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def hit(self, category: str, at: int) -> Hit | None:
        """The phrase of a category that begins at a token."""
        return self.at[category].get(at)

    def value(self, at: int) -> int | None:
        """Whole digits at `at`, with 18th and the like."""
        if not 0 <= at < len(self.words) or self.words[at].kind != "n":
            return None
        text = ascii_digits(self.words[at].key)
        return int(text) if text.isdecimal() and len(text) <= 4 else None

    def counted(self, at: int) -> DateSpan | None:  # noqa: C901, PLR0911, PLR0912, PLR0915 - a grammar: one early answer a rule
        """Two days ago, قبل ثلاثة أيام, the last two days, اليومين الماضيين, الأيام الثلاثة الماضية."""
        unit = self.hit("unit", at)
        if not unit:
            return None
        words = self.words
        dual = words[at].arabic and words[at].forms[-1].endswith(("ين", "ان")) and unit.value != "year"
        dual = dual or words[at].forms[-1] in ("سنتين", "عامين", "سنتان", "عامان")
        count, first, last = (2, at, unit.last) if dual else (None, at, unit.last)
        if count is None:
            for near in (at - 1, at + 1):
                if near == at - 1 and words[at].key.startswith("ال"):
                    continue  # خمسين واحد | الأسبوع اللي فات
                if near == at + 1 and words[at].forms[-1] == "شهر":
                    continue  # شهر عشرة: October
                number, begin = self._count(near), near
                if near == at - 1 and number is not None:
                    number, begin = self._whole(near) or (number, near)
                if number is not None and (near == at - 1 or words[near].arabic):
                    count, first, last = number, min(first, begin), max(last, near)
                    break
        if count is None and self.key(at + 1) == "ال" and self._count(at + 2) is not None:
            count, last = self._count(at + 2), at + 2  # الساعات الـ48 الماضية
        if self.key(first - 1) == "اخر" and words[at].arabic and (count or unit.value in ("week", "month")):
            days = {"hour": -(-(count or 1) // 24)}.get(str(unit.value), count or 1)
            name = "day" if unit.value == "hour" else str(unit.value)
            return DateSpan(first - 1, last, When("relative", unit=name, low=-days, high=0))  # آخر 48 ساعة
        if unit.value == "hour":
            return self._hours(first, last, count)
        past = self.hit("past", last + 1)
        if past and words[past.first].arabic and count is not None:
            return DateSpan(first, past.last, When("relative", unit=unit.value, low=-count, high=0))
        before = self.ends["past"].get(first - 1)
        one = words[first - 1].key in ("a", "an") if first else False
        if count is None and not before and not one and not words[at].arabic:
            return None
        if words[at].key == "fortnight" and count is None and before:
            begin = before.first - (self.key(before.first - 1) == "the")
            return DateSpan(begin, last, When("relative", unit="week", low=-2, high=0))
        recent = self._recent(at, last, before) if count is None else None
        if recent:
            return recent
        if before and not words[first].arabic and count is not None:
            return DateSpan(before.first, last, When("relative", unit=unit.value, low=-count, high=0))
        single = words[at].arabic and words[at].forms[-1] in _SINGULAR
        if single and count is None and self.hit("weekday", last + 1):
            return None  # قبل ليلة الجمعة
        count = 1 if count is None and single else count
        if count is None and one:
            count, first = 1, first - 1
        if words[at].key == "fortnight" and count == 1:
            count = 2
        ago = self.hit("ago", last + 1)
        if (
            count is not None
            and ago
            and not words[last].arabic
            and ago.value == "ago"
            and words[last + 1].key == "ago"
        ):
            about = self.key(first - 1) in _ABOUT
            to_the_day = _to_the_day(str(unit.value), count)
            if self.key(ago.last + 1) in ("today", "tonight") and to_the_day:
                return DateSpan(first, ago.last + 1, to_the_day)
            return DateSpan(first, ago.last, _ago(str(unit.value), count, about=about))
        later = self._later(first, last, count, str(unit.value))
        if later:
            return later
        begin = first - 1
        while self.key(begin) in _ABOUT:
            begin -= 1
        if count is not None and self.key(begin) in ("من", "ومن") and self._befell(begin, last):
            return DateSpan(begin, last, _ago(str(unit.value), count, about=begin < first - 1))
        lead = self.ends["ago"].get(begin)
        about = begin < first - 1
        if (
            count is not None
            and lead
            and lead.value == "ago_ar"
            and words[lead.first].key.lstrip("وف") != "منذ"
        ):
            like = [self.key(last + step) for step in (1, 2, 3)]
            to_the_day = _to_the_day(str(unit.value), count)
            if like[:2] == ["في", "مثل"] and like[2] in ("هذا", "هذه"):
                return DateSpan(lead.first, last + 4, to_the_day) if to_the_day else None
            return DateSpan(lead.first, last, _ago(str(unit.value), count, about=about))
        return None

    def _befell(self, at: int, last: int) -> bool:
        """أخذوه من أسبوعين, من ثلاث أيام ماتت: what happened then, not how long it has lasted (مقطوعة من ثلاث أيام)."""
        if self.key(last + 1) in ("الي", "حتي", "و", "من", "بلا", "بدون", "ما", "لم") or self.hit(
            "month", last + 1
        ):
            return False
        near = [self.key(i) for i in range(max(0, at - _BEFORE), at)]
        cut = max((i for i, key in enumerate(near) if key in _PARTS), default=-1)
        near = near[cut + 1 :]
        if any(key.lstrip("و") in _LASTING for key in near) or not near:
            return False
        return any(
            len(key) > 2 and (key.startswith(_ONCE) or (key[:1] == "و" and key[1:].startswith(_ONCE)))
            for key in near
        )

    def dialect_since(self, span: DateSpan) -> DateSpan | None:
        """المي مقطوعة من يوم الجمعة, من أول مبارح: "from" is since, but not behind an hour or "late"."""
        when, at = span.when, span.first - 1
        day = when.kind in ("weekday", "feast") or (
            when.kind == "relative" and when.unit == "day" and when.low == when.high < 0
        )
        if not day or self.key(at) not in ("من", "ومن") or when.high > 0:
            return None
        before, after = self.key(at - 1), self.key(span.last + 1)
        hour = self.value(at - 1) is not None or self.hit("ordinal", at - 1) or self.hit("period", at - 1)
        if hour or before in NO_SINCE or after in ("الي", "حتي", "وحتي", "والي", "ل", "لحد", "لحدي"):
            return None
        return DateSpan(at, span.last, When("since", inner=(when,)))

    def or_about(self, first: int) -> bool:
        """On or about 12 February."""
        return self.key(first - 1) in ("about", "around") and self.key(first - 2) == "or"

    def weekdays_ago(self, hit: Hit) -> DateSpan | None:
        """Two Fridays ago."""
        count = self._count(hit.first - 1)
        if count is None or self.key(hit.last + 1) != "ago":
            return None
        return DateSpan(
            hit.first - 1, hit.last + 1, When("weekday", low=hit.value, high=1 - count, part="last")
        )

    def apostrophe(self, at: int) -> bool:
        """March's toll."""
        return at < len(self.words) and self.words[at].key in ("'", "’")

    def weekday_before(self, first: int) -> int:
        """Where a date begins that a weekday stands before."""
        back = first - 1
        while back >= 0 and self.words[back].key in (",", "(", "the"):
            back -= 1
        hit = self.ends["weekday"].get(back)
        if not hit or (back < first - 1 and self.words[first - 1].key == "the"):
            return first
        if hit.first > 0 and self.words[hit.first - 1].key == "يوم":
            return hit.first - 1
        return hit.first

    def _recent(self, at: int, last: int, before: Hit | None) -> DateSpan | None:
        """Over the past month: the stretch up to the day, where "last month" is the month before."""
        key = self.words[at].key
        if before is None or key not in ("week", "month", "year") or self.key(before.first - 1) != "the":
            return None
        if self.key(before.first - 2) not in _OVER or self.key(before.first) == "previous":
            return None
        return DateSpan(before.first - 1, last, When("relative", unit=key, low=-1, high=0))

    def _later(self, first: int, last: int, count: int | None, unit: str) -> DateSpan | None:
        """Two days later, three days earlier, بعد يومين, بعد ذلك بيومين: counted from the day told last."""
        if count is None or unit not in _COUNTED:
            return None
        if self.words[last].arabic:
            return self._later_ar(first, last, count, unit)
        after = self.key(last + 1)
        behind = self.key(last + 2)
        told = after in ("later", "afterwards", "earlier", "before") or (after == "on" and behind == ",")
        of_event = after in ("after", "before") and behind in _EVENT
        if of_event and behind == "this" and self.key(last + 3) in ("was", "is", "went", "report", "article"):
            return None  # a day before this was published
        if not (told or of_event) or (unit in ("month", "year") and not told):
            return None
        return _from_told(first, last + 1, -count if after in ("earlier", "before") else count, unit)

    def _later_ar(self, first: int, last: int, count: int, unit: str) -> DateSpan | None:
        begin = first - 1
        while self.key(begin) in _ABOUT:
            first = begin
            begin -= 1
        if self.key(begin).lstrip("و") in _THEN:
            sign = 1 if self.key(begin).lstrip("و").startswith("بعد") else -1
            return _from_told(begin, last, sign * count, unit) if self.words[first].key[:1] == "ب" else None
        if begin > 0 and self.key(begin) == "ذلك":
            begin -= 1
        if self.words[first].key[:1] == "ب" and self.key(begin) in _HAPPENINGS and begin:  # قبل الهجوم بيومين
            before = self.key(begin - 1).lstrip("وف")
            if before in ("قبل", "بعد"):
                return _from_told(begin - 1, last, -count if before == "قبل" else count, unit)
        lead = self.words[begin].forms if begin >= 0 else ()
        opens = begin < first - 1 or begin == 0 or self.key(begin) == "وبعد"  # else it is how long it lasted
        if (
            not _AFTER.isdisjoint(lead)
            and opens
            and self.key(last + 1) not in ("من", "علي", "الماضي", "الماضيه")
        ):
            return _from_told(begin, last, count, unit)
        return _from_told(begin, last, -count, unit) if "قبل" in lead and begin < first - 1 else None

    def _hours(self, first: int, last: int, count: int | None) -> DateSpan | None:
        """The past 48 hours, الساعات الـ48 الماضية: the days they reach back over, and today."""
        past = self.hit("past", last + 1)
        before = self.ends["past"].get(first - 1)
        if count is None or not (past or before):
            return None
        days = -(-count // 24)
        begin, end = (before.first if before else first), (past.last if past else last)
        if begin and self.words[begin - 1].key in ("the", "خلال"):
            begin -= 1
        return DateSpan(begin, end, When("relative", unit="day", low=-days, high=0))

    def _whole(self, last: int) -> tuple[int, int] | None:
        """Twenty-five, أحد عشر, خمسة وعشرين: a numeral of several words that ends at `last`, and its first token."""
        if self.words[last].kind == "n":
            return None
        begin = max(0, last - _LONGEST)
        for num in numbers(self.words[begin : last + 1], self.numbers):
            if begin + num.last == last and num.first < num.last and num.value in range(_HUNDRED):
                return int(num.value), begin + num.first
        return None

    def _count(self, at: int) -> int | None:
        if not 0 <= at < len(self.words):
            return None
        number = self.value(at)
        if number is not None:
            return number if number < 100 else None
        hit = self.numbers.get(self.words[at])
        if hit is None and self.words[at].key.endswith("-"):
            return None
        return int(hit[1]) if hit and hit[2] in ("small", "tens") else None


_AFTER = frozenset(("بعد", "عقب", "عكب", "ورا"))
_HAPPENINGS = frozenset(
    (
        "الهجوم", "المجزره", "القصف", "الحادثه", "الحادث", "الغاره", "الواقعه", "الضربه", "الانفجار", "التفجير", "الاقتحام", "الاعتقال",
        "المذبحه", "وفاته", "وفاتها", "مقتله", "مقتلها", "اعتقاله", "اختطافه", "اختفائه", "الجريمه", "المداهمه", "الاشتباكات",
    )
)  # fmt: skip
_THEN = frozenset(
    ("بعدها", "بعده", "بعدهما", "قبلها", "قبله", "قبلهم", "بعدهم", "قبلو", "بعدو", "قبلهن", "بعدهن")
)
_COUNTED = {"day": ("same", 1), "week": ("same", 7), "month": ("same_month", 1), "year": ("same_year", 1)}
"""Unit -> what it is counted in from the day told last, and how many of these it has."""


def _to_the_day(unit: str, count: int) -> When | None:
    """Three weeks ago today, eleven years ago tonight, قبل عامين في مثل هذا اليوم: that very day."""
    if unit == "week":
        return When("relative", unit="day", low=-7 * count, high=-7 * count)
    months = {"month": count, "year": 12 * count}.get(unit)
    return When("relative", unit="day_of_month", low=-months, high=-months) if months else None


def _ago(unit: str, count: int, *, about: bool) -> When:
    return When("relative", unit=unit, low=-count, high=-count, approximate=about or unit == "week")


def _from_told(first: int, last: int, count: int, unit: str) -> DateSpan:
    name, length = _COUNTED[unit]
    shift = count * length
    return DateSpan(first, last, When("relative", unit=name, low=shift, high=shift, approximate=length > 1))
