"""Up to a day: "by the end of the month", "before 19 April", قبل نهاية مارس, "no later than Friday", and from it on: "from 1 October", من ١٨ آذار.

By the end is the last day itself; before it reaches up to it.
"""

from collections.abc import Mapping, Sequence

from tawthiq.language.date_pairs import DateSpan
from tawthiq.language.date_words import NO_SINCE
from tawthiq.language.periods import Stretch
from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token
from tawthiq.language.when import When

_END = frozenset(("end", "نهايه", "اخر", "ختام"))
_OF = frozenset(("of", "the", "this", "هذا", "هذه", "شهر"))
_UNITS = {
    "week": "week", "month": "month", "year": "year", "weekend": "weekend",
    "الاسبوع": "week", "الشهر": "month", "العام": "year", "السنه": "year",
}  # fmt: skip
_NEXT = frozenset(("next", "coming", "المقبل", "القادم", "المقبله", "القادمه", "الجاي"))
_LAST = frozenset(("last", "الماضي", "الماضيه", "الفائت", "المنصرم"))
_NOW = frozenset(("الجاري", "الحالي", "الجاريه", "الحاليه", "نفسه", "ذاته"))
_UP_TO = frozenset(("before", "until", "till", "قبل", "حتي", "لغايه", "قبيل"))
_BY = frozenset(("by", "بحلول", "مع", "حلول", "عند"))
_SINGLE = ("date", "weekday", "feast", "hijri")
_NO_DAY_BEHIND = frozenset(("prayer", "prayers", "mass", "sermon", "service", "'s"))
_NEARLY = frozenset(
    (
        "shortly", "just", "long", "days", "day", "weeks", "week", "months", "month", "years", "year", "hours", "hour",
        "minutes", "night", "evening", "even", "or", "soon",
    )
)  # fmt: skip
_MADE = frozenset(
    (
        "video", "videos", "footage", "photo", "photos", "photograph", "photographs", "picture", "pictures", "image", "images",
        "imagery", "report", "reports", "letter", "statement", "clip", "clips", "testimony", "data", "figures", "article",
        "post", "tweet", "recording", "numbers", "list", "order", "bulletin", "message", "note", "entry", "log", "records",
        "dispatch", "edition", "reporting", "different", "back", "toll", "up", "down", "those", "that", "one", "count",
    )
)  # fmt: skip
_MADE_AR = frozenset(
    (
        "فيديو", "صوره", "صور", "مقطع", "مشاهد", "لقطات", "تسجيل", "بيان", "تقرير", "رساله", "حصيله", "اجزاء", "جزء",
        "عدد", "نسخه", "جانب", "اكثر", "اقل", "بدلا", "الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس",
        "السابع", "الثامن", "التاسع", "العاشر", "العشرين", "الثلاثين", "والعشرين", "عشر", "الاخير", "الاخيره",
    )
)  # fmt: skip
_ENDS = frozenset(("to", "until", "till", "through", "and", "-", "الي", "حتي", "وحتي", "والي", "ل"))


def _key(words: Sequence[Token], at: int) -> str:
    return words[at].key if 0 <= at < len(words) else ""


def ending(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """By the end of March, before the end of the month, قبل نهاية الشهر; `at` is the word for the end."""
    token = words[at]
    if _END.isdisjoint((token.key, *token.forms)):
        return None
    month = next((dated[i] for i in (at - 1, at) if i in dated and dated[i].when.part == "late"), None)
    begin = at - 1 if _key(words, at - 1) == "the" else at
    lead = _key(words, begin - 1).lstrip("و") if begin else ""
    if month is not None and month.when.kind in ("date", "relative", "hijri"):
        inner, last = month.when._replace(part=""), month.last
    else:
        found = _unit(words, at)
        if found is None:
            return None
        inner, last = found
        if lead not in _UP_TO | _BY and inner.unit == "week":
            return None
    if lead in _UP_TO:
        return Stretch(begin - 1, last, When("until", inner=(When("end", inner=(inner,)),)))
    if lead in _BY:
        return Stretch(begin - 1, last, When("end", inner=(inner,)))
    if month is not None or token.key == "اخر" or inner.unit == "weekend":
        return None
    return Stretch(begin, last, inner._replace(part="late"))


def _unit(words: Sequence[Token], at: int) -> tuple[When, int] | None:
    """The month at hand, the week that comes, behind the word for its end."""
    step = at + 1
    while step <= at + 2 and _key(words, step) in _OF:
        step += 1
    shift = 0
    if not words[at].arabic:
        if step == at + 1:
            return None
        shift = 1 if _key(words, step) in _NEXT else -1 if _key(words, step) in _LAST else 0
        step += shift != 0
    unit = _UNITS.get(_key(words, step))
    if unit is None:
        return None
    last = step
    if words[at].arabic and step + 1 < len(words):
        behind = words[step + 1].key
        shift = 1 if behind in _NEXT else -1 if behind in _LAST else 0
        last += shift != 0 or behind in _NOW
    return When("relative", unit=unit, low=shift, high=shift), last


def before(words: Sequence[Token], span: DateSpan) -> DateSpan | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """Before 19 April, on or before Friday, no later than 3 May, قبل يوم الجمعة: up to that day."""
    when, at = span.when, span.first - 1
    plain = (
        when.kind in _SINGLE
        and not when.part.startswith("hour")
        and not (when.kind == "date" and not when.month)
    )
    if not plain or at < 0 or when.unit in ("told", "season"):
        return None
    key = words[at].key
    if key == "than" and _key(words, at - 1) == "later" and _key(words, at - 2) in ("no", "not"):
        return DateSpan(at - 2, span.last, When("until", inner=(when,)))
    if key == "before" and _key(words, at - 1) == "or" and _key(words, at - 2) == "on":
        return DateSpan(at - 2, span.last, When("until", inner=(when,)))
    if key.lstrip("و") in ("قبل", "قبيل") and words[span.first].key != "صلاه":
        begin = at - 2 if _key(words, at - 1) in ("او", "أو") and at > 1 else at
        day = (
            words[span.first].key in ("يوم", "نهار")
            or when.kind == "date"
            or words[span.first].key.startswith("ال")
        )
        return (
            DateSpan(begin, span.last, When("until", inner=(when,)))
            if day and key.lstrip("و") == "قبل"
            else None
        )
    if key != "before" or _key(words, at - 1) in _NEARLY or _key(words, span.last + 1) in _NO_DAY_BEHIND:
        return None
    if words[span.last].key.endswith("'s"):
        return None
    return DateSpan(at, span.last, When("until", inner=(when,)))


def from_on(words: Sequence[Token], span: DateSpan, past: Hit | None) -> DateSpan:
    """Suspended from 1 October, موقوف من ١٨ آذار: from that day on; a video from 3 May is of that day."""
    when, at = span.when, span.first - 1
    single = (when.kind == "date" and when.day is not None and when.part != "same") or (
        when.kind == "date" and when.month and when.year and words[span.first].arabic and not when.part
    )
    if at < 0 or past is not None or words[span.last].key.endswith("'s"):
        return span
    key = words[at].key.removeprefix("و") if words[at].arabic else words[at].key
    if key == "from" and (single or (when.kind == "weekday" and not when.high)):
        noun = _key(words, at - 1)
        made = noun in _MADE or _key(words, span.last + 1) in _ENDS or (at > 0 and words[at - 1].kind in "np")
        begin = at - 1 if noun == "as" else at
        return span if made else DateSpan(begin, span.last, When("since", inner=(when,)))
    start = when.kind == "relative" and when.part == "start"
    if (
        key != "من"
        or not (single or start)
        or (not words[span.first].arabic and words[span.first].kind != "n")
    ):
        return span
    if _key(words, span.last + 1) in _ENDS - {"ل"} or (at > 0 and not _opens(words[at - 1])):
        return span
    return DateSpan(at, span.last, When("since", inner=(when,)))


def _opens(lead: Token) -> bool:
    """What stands before من counts nothing and is no part of what it names."""
    forms = (lead.key, *lead.forms)
    if lead.kind == "n" or any(form in NO_SINCE or form in _MADE_AR for form in forms):
        return False
    return lead.key not in (
        "سابق",
        "سابقه",
        "لاحق",
        "لاحقه",
        "كثير",
        "الاسبوع",
        "النصف",
        "يوما",
        "يوم",
        "صباح",
        "مساء",
        "فجر",
        "ظهر",
        "عصر",
        "ليله",
        "ليل",
        "شهر",
        "ايام",
        "الايام",
        "الفتره",
    )
