"""Month, weekday and relative words come from the vocabulary; what stands here are the few that the grammar of dates leans on."""

from collections.abc import Mapping
from typing import Any

from tawthiq.language.fold import fold
from tawthiq.language.numbers import NumberWords
from tawthiq.language.phrases import Phrases
from tawthiq.language.when import When

WHEN = "when:"
BEHIND_DAY = frozenset(
    [
        "strike",
        "bombing",
        "massacre",
        "raid",
        "attacks",
        "strikes",
        "killing",
        "during",
        "near",
        "were",
        "was",
        "against",
        "and",
        "to",
        "at",
        "in",
        "on",
        "when",
        "the",
        "as",
        "a",
        "an",
        "by",
        "that",
        "after",
        "before",
        "for",
        "from",
        "through",
        "until",
        "with",
        "while",
        "he",
        "she",
        "they",
        "we",
        "it",
        "i",
        "st",
        "nd",
        "rd",
        "th",
        "said",
        "statement",
        "attack",
    ]
)
LEADS = frozenset(
    [
        "since",
        "until",
        "in",
        "by",
        "during",
        "last",
        "early",
        "late",
        "from",
        "throughout",
        "mid",
        "of",
        "through",
    ]
)
"""Behind these a month that is a common word is a month: since March."""
NO_DAY = frozenset(
    {
        "سوق",
        "مسجد",
        "جامع",
        "قريه",
        "حي",
        "بلده",
        "شارع",
        "ساحه",
        "خطبه",
        "مدرسه",
        "عائله",
        "ال",
        "لا",
        "احد",
        "عبد",
        "هذا",
        "كلا",
        "كل",
        "هذان",
        "مقبره",
        "جمعه",
    }
)
LEANING_DAYS = {
    "following": 1,
    "previous": -1,
    "preceding": -1,
    "التالي": 1,
    "التاليه": 1,
    "السابق": -1,
    "الموالي": 1,
    "اللاحق": 1,
}
"""Behind or before these a weekday is counted from the day told last."""
DAYTIMES = (
    "مساء",
    "صباح",
    "فجر",
    "ليل",
    "ظهر",
    "عصر",
    "ليله",
    "ضحي",
    "صبيحه",
    "نهار",
    "عشيه",
    "ظهيره",
    "غروب",
)
DAY_BEFORE = ("يوم", "يومي", "ليلتي", "امس", "اليوم", "غدا", "البارحه", *DAYTIMES)
"""What stands before the name of a day in Arabic, which is a number or a word as well."""
DAY_AFTER = ("last", "يوم", "يومي", "this", "past", "صلاه", *DAYTIMES)
"""What opens a day that is counted back or forth."""
EVENTS = frozenset(
    ("strike", "bombing", "massacre", "raid", "attacks", "strikes", "killing", "attack", "offensive", "siege", "coup", "war", "battle", "shelling", "assault", "crackdown", "killings")
)  # fmt: skip
"""The 2019 raid."""
TWO_SENSES = frozenset({"الاثنين", "الاثنان"})
"""The two: names of days only where nothing else holds them."""
DIALECT_DAYS = frozenset(
    {"الحد", "الاتنين", "التنين", "الاربع", "التلات", "التلاتا", "التلاتاء", "الربوع", "الثلوث"}
)
"""Numbers in every other place: names of days only behind يوم and the like."""
NO_HOUR = frozenset(("ونهارا", "ومساء", "وليلا", "الخير", "النور", "الورد"))
"""Night and day, good evening: no time of anything."""
NO_SINCE = frozenset(
    (
        "والظهر", "والعصر", "والمغرب", "والفجر", "والمساء", "الظهر", "الفجر", "المساء", "الليل", "متاخر", "متاخره", "مبكر", "مبكره", "ساعه", "الساعه", "ساعات", "وقت", "صباحا", "مساء", "ليلا", "فجرا", "ظهرا",
        "عصرا", "كل", "النصف", "كلا", "اعتبارا", "ابتداء", "الاولي", "الاخيره", "والنصف", "الباكر", "اقل", "اكثر",
    )
)  # fmt: skip
"""Behind these من is "of": في وقت متأخر من يوم الخميس."""
OF_DAY = frozenset(
    [
        "the",
        "of",
        "evening",
        "night",
        "morning",
        "afternoon",
        "early",
        "late",
        "dawn",
        "dusk",
        "مساء",
        "صباح",
        "فجر",
        "ظهر",
        "ليل",
        "ليله",
        "يوم",
        "عصر",
    ]
)
TOLD = 1 << 20
"""The year told last, not the speaker's: من السنة نفسها."""
PERIODS = frozenset(
    [
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "half",
        "quarter",
        "week",
        "weeks",
        "weekend",
        "days",
        "hours",
        "months",
        "الربيع",
        "الصيف",
        "الخريف",
        "الشتاء",
        "ربيع",
        "صيف",
        "خريف",
        "شتاء",
        "النصف",
        "الربع",
        "الاسبوع",
        "between",
        "end",
        "نهاية",
        "آخر",
        "ختام",
        "o'clock",
        "past",
        "ألفين",
        "الساعة",
        "عالساعة",
        "الواحدة",
        "الثانية",
        "الثالثة",
        "الرابعة",
        "الخامسة",
        "السادسة",
        "السابعة",
        "الثامنة",
        "التاسعة",
        "العاشرة",
        "الحادية",
    ]
)


TELLING = frozenset(
    f"{WHEN}{kind}"
    for kind in ("month", "hijri", "weekday", "relative", "unit", "ordinal", "period", "feast", "weekdays")
)
"""Where none of these is met and no number, there is no date."""


_BEFORE_YEARS = "year_before"


def _spelt(months: Mapping[str, Any], relative: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """Decades by their names, and weekdays in the plural."""
    decades = [
        (word, "relative", When("decade", int(decade)))
        for decade, words in relative["decades"].items()
        for word in words
    ]
    days = [
        (f"{word}s", "weekdays", int(number))
        for number, words in months["weekday"].items()
        for word in words
        if word.endswith("day")
    ]
    return [*decades, *days]


class DateWords:
    """Month, weekday and relative words of both languages, from `months.toml` and `relative_time.toml`."""

    def __init__(self, months: Mapping[str, Any], relative: Mapping[str, Any], numbers: NumberWords) -> None:
        entries: list[tuple[str, str, Any]] = []
        for kind in ("month", "hijri", "weekday", "ordinal"):
            for number, words in months[kind].items():
                entries.extend((word, kind, int(number)) for word in words)
        for entry in relative["relative"]:
            when = When(
                "relative",
                unit=entry["unit"],
                low=entry["from"],
                high=entry["to"],
                part=entry.get("part", ""),
            )
            if entry["unit"] == "unknown":
                when = When("unknown")
            elif when.part == "until":
                when = When("until", inner=(when._replace(part=""),))
            entries.extend((word, "relative", when) for word in entry["words"])
        entries += _spelt(months, relative)
        for unit, words in relative["units"].items():
            entries.extend((word, "unit", unit) for word in words)
        for name, words in relative["words"].items():
            if name != _BEFORE_YEARS:
                entries.extend((word, name.removesuffix("_ar"), name) for word in words)
        for name, words in relative["feasts"].items():
            entries.extend((word, "feast", name) for word in words)
        entries.extend((word, "doubtful", word) for word in months["doubtful"]["words"])
        entries.extend((word, "period", word) for word in PERIODS)
        self.entries = [(word, f"{WHEN}{kind}", value) for word, kind, value in entries]
        """For a caller who looks for other phrases in the same pass."""
        self.before_years = frozenset(fold(word) for word in relative["words"][_BEFORE_YEARS])
        """Words of every sentence, looked up only beside a year."""
        self.phrases = Phrases(self.entries)
        self.numbers = numbers
