"""Two dates beside each other that mean one interval, or one day told twice, are one span.

"From 2011 to 2013", "between 3 May and 5 June", "Tuesday into Wednesday", ليل الأحد-الاثنين, أمس الخميس, "since dawn on Sunday".
"""

from collections.abc import Sequence

from tawthiq.language.tokens import Token
from tawthiq.language.value import Value
from tawthiq.language.when import When

_PARTS_OF_DAY = frozenset(("dawn", "overnight", "morning", "night", "evening", "noon", "midnight"))
_ENDS = ("date", "weekday", "hijri", "feast")
_AND = ("and", "و", "&")
_TO = ("-", "to", "الي", "والي", "until", "حتي", "وحتي", "through", "till", "into", "/", "علي")
_FROM = ("from", "من", "ومن")
_BETWEEN = ("between", "بين", "وبين")
_OPENS = (*_FROM, *_BETWEEN)
_LINKS = (*_TO, *_AND)
_SINGLE = (*_ENDS, "relative")
_OF_DAY = frozenset(
    (
        "the",
        "of",
        "on",
        "evening",
        "night",
        "morning",
        "afternoon",
        "early",
        "late",
        "dawn",
        "noon",
        "midnight",
    )
)
_GAP = 5
_LEAD = 4


class DateSpan(Value, frozen=True):
    """Tokens `[first, last]` say `when`."""

    first: int
    last: int
    when: When


def joined(spans: list[DateSpan], words: Sequence[Token]) -> list[DateSpan]:
    """From 2011 to 2013, 2011-2013, between 3 May and 5 June: two dates, one interval."""
    out: list[DateSpan] = []
    for span in spans:
        one = None
        if out:
            for rule in (
                _hours,
                _prayers,
                _day_of_prayers,
                _apposed,
                _twice,
                _at_hour,
                _of_week,
                _into,
                _days,
                _part_of,
                _interval,
                _open_on_both_sides,
            ):
                one = rule(out[-1], span, words)
                if one is not None:
                    out[-1] = one
                    break
        if one is None:
            out.append(span)
    at = len(out) - 1
    while at > 0:
        night = _night_of(out[at - 1], out[at], words)
        if night is not None:
            out[at - 1 : at + 1] = [night]
        at -= 1
    return out


def _twice(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """أمس الخميس, today (3 May), the following day, 10 July, يوم الأحد رابع العيد: one day, told twice."""
    near = span.first == before.last + 1
    meant = span.first == before.last + 2 and words[span.first - 1].key in (
        "الموافق",
        "الموافقه",
        "المصادف",
        "الواقع",
    )
    if meant and before.when.kind in ("weekday", "hijri", "relative") and span.when.kind in ("date", "hijri"):
        return DateSpan(before.first, span.last, span.when)  # الاثنين الموافق 4 مارس
    if not near and not (span.first == before.last + 2 and words[span.first - 1].key in (",", "(")):
        return None
    if before.when.kind == "weekday" and span.when.kind == "feast":
        return before._replace(last=span.last)
    weekday = (
        before.when.kind == "weekday" and before.when.part == "last" and span.when.kind == "date" and near
    )
    if weekday and span.when.day is not None:
        return DateSpan(before.first, span.last, span.when)  # الاثنين الفائت 15 شباط
    first = before.when
    hour = first.part == "hour" and near and (span.when.kind in _ENDS or span.when.unit in ("day", "same"))
    if hour:
        return DateSpan(before.first, span.last, span.when)  # at dusk yesterday
    if first.kind != "relative" or first.unit not in ("day", "same") or first.low != first.high:
        return None
    if span.when.kind == "weekday" and first.unit == "day":
        if words[before.first].key == "overnight" and near:
            return DateSpan(before.first, span.last, span.when)  # overnight Sunday
        return before._replace(last=span.last)
    dated = span.when.kind == "date" and span.when.day is not None and span.when.part != "same"
    return DateSpan(before.first, span.last, span.when) if dated else None


def _hours(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """From 6 a.m. until 8 a.m., between noon and 15:00, من السادسة حتى الثامنة: hours of one day."""
    if before.when.part not in ("hour", "since_hour") or span.when.part not in ("hour", "until_hour"):
        return None
    if (
        {before.when.unit, span.when.unit} != {"same"}
        or before.when.kind != "relative"
        or span.when.kind != "relative"
    ):
        return None
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    hung = words[span.first].arabic and words[span.first].key.startswith("و")
    linked = (not gap and (hung or span.when.part == "until_hour")) or (len(gap) == 1 and gap[0] in _LINKS)
    if not linked:
        return None
    opening = words[before.first - 1].key if before.first else ""
    first = before.first - 1 if opening in _OPENS else before.first
    return DateSpan(first, span.last, before.when._replace(part="hour"))


def _day_of_prayers(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """Friday prayers on 8 April, صلاة الجمعة في 8 نيسان: the date is the day."""
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    lead = words[before.first - 1].key if before.first else ""
    prayers = gap[:1] in (["prayer"], ["prayers"]) or lead == "صلاه" or words[before.first].key == "صلاه"
    dated = span.when.kind == "date" and span.when.day is not None
    if (
        not prayers
        or not dated
        or before.when.kind != "weekday"
        or gap[-1:] not in (["on"], ["of"], ["في"], ["يوم"])
    ):
        return None
    return DateSpan(before.first, span.last, span.when)


def _prayers(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """On 3 May after Friday prayers, في 3 أيار بعد صلاة الجمعة: an hour of the day told."""
    behind = words[span.last + 1].key if span.last + 1 < len(words) else ""
    prayer = words[span.first].key == "صلاه" or behind in ("prayer", "prayers")
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    if (
        not prayer
        or span.when.kind != "weekday"
        or before.when.kind not in ("date", "relative")
        or len(gap) > 2
    ):
        return None
    if not gap or gap[-1] not in (
        "after",
        "before",
        "during",
        "the",
        "بعد",
        "قبل",
        "خلال",
        "اثناء",
        "قبيل",
        "عقب",
    ):
        return None
    return before._replace(last=span.last)


def _night_of(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """During the night from Sunday to Monday, الليلة الفاصلة بين السبت والأحد: the night is that of the two days."""
    night = before.when.kind == "relative" and words[before.last].key in (
        "night",
        "overnight",
        "الليله",
        "ليلا",
    )
    gap = {words[at].key for at in range(before.last + 1, span.first)}
    if not night or span.when.kind != "range" or not gap <= _NIGHT_OF:
        return None
    return DateSpan(before.first, span.last, span.when)


def _apposed(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """On 7 October, two days after the raid: the day told, not two days after it."""
    leans = span.when.kind == "relative" and span.when.unit.startswith("same") and span.when.low != 0
    after = words[span.last].key in ("after", "before", "earlier", "later")
    if not leans or not after or before.when.kind not in ("date", "weekday") or span.first != before.last + 2:
        return None
    if words[span.first - 1].key != "," or words[span.last].key in ("earlier", "later"):
        return None
    return DateSpan(before.first, span.last, before.when)


_NIGHT_OF = frozenset(("of", "from", "on", "الفاصله", "الواقعه", "الممتده", "ما"))


def _at_hour(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """On Saturday at 9 p.m., at 9 p.m. on Saturday, until six on Friday, الساعة التاسعة من مساء يوم 3/7: one day."""
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    if len(gap) > 1 or (gap and gap[0] not in (",", "on", "of", "at", "من", "يوم", "في", "and")):
        return None
    if (
        span.when.part == "hour"
        and (before.when.kind in _SINGLE or before.when.kind in ("since", "until"))
        and gap != ["and"]
    ):
        return (
            before._replace(last=span.last)
            if before.when.unit != "same" or before.when.part.endswith("hour")
            else None
        )
    part = before.when.part
    if (
        gap == ["and"]
        or not part.endswith("hour")
        or before.when.unit != "same"
        or span.when.kind not in _SINGLE
    ):
        return None
    if span.when.kind == "relative" and span.when.unit not in ("day", "same"):
        return None
    kind = part.removesuffix("_hour").removesuffix("_day")
    when = span.when if kind == "hour" else When(kind, inner=(span.when,))
    return DateSpan(before.first, span.last, when)


def _of_week(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """On Monday of last week, Thursday last week, الخميس من الأسبوع الماضي."""
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    week = span.when.kind == "relative" and span.when.unit == "week" and span.when.low == span.when.high
    if before.when.kind != "weekday" or not week or gap not in ([], ["of"], ["من"], [","], ["in"], ["في"]):
        return None
    when = before.when._replace(part="week", high=span.when.low, unit="")
    return DateSpan(before.first, span.last, when)


def _open_on_both_sides(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """منذ مساء أمس وحتى صباح اليوم, من أمس إلى اليوم, since Monday and until today: from one to the other."""
    inner = span.when.inner[0] if span.when.kind == "until" else span.when
    begin = before.when.inner[0] if before.when.kind == "since" else before.when
    if inner.kind not in _SINGLE or begin.kind not in _SINGLE or "relative" not in (inner.kind, begin.kind):
        return None
    if any(each.kind == "relative" and each.unit != "day" for each in (inner, begin)):
        return None
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    linked = span.when.kind == "until" and gap in ([], [","], ["and"], ["و"])
    opening = words[before.first - 1].key if before.first else ""
    first = before.first - 1 if opening in _OPENS else before.first
    linked = linked or (first < before.first and len(gap) == 1 and gap[0] in _LINKS)
    linked = linked or (before.when.kind == "since" and len(gap) == 1 and gap[0] in _TO)
    return DateSpan(first, span.last, When("range", inner=(begin, inner))) if linked else None


def _into(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """Overnight into Saturday: two days."""
    lead = words[before.first].key in ("overnight", "night") or words[before.last].key == "night"
    if (
        not lead
        or span.when.kind != "weekday"
        or span.first != before.last + 2
        or words[span.first - 1].key not in ("into", "to")
    ):
        return None
    eve = span.when._replace(low=(span.when.low - 1) % 7)
    return DateSpan(before.first, span.last, When("range", inner=(eve, span.when)))


def _part_of(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """Since dawn on Sunday; overnight on 3 May."""
    if before.when.kind not in ("since", "relative") or (
        span.when.kind not in _ENDS and span.when.kind != "range"
    ):
        return None
    if span.first - before.last != 2 or words[span.first - 1].key not in ("on", "of"):
        return None
    if words[before.last].key not in _PARTS_OF_DAY:
        return None
    when = When("since", inner=(span.when,)) if before.when.kind == "since" else span.when
    return DateSpan(before.first, span.last, when)


def _interval(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """From 2011 to 2013, between 3 May and 5 June, منذ 3 آذار وحتى 5 نيسان, in 1982 and 1983."""
    until = span.when.kind == "until"
    inner = span.when.inner[0] if until else span.when
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    links = [key for key in gap if key not in _OF_DAY]
    if inner.kind != "date" or len(links) > 1 or len(gap) > _GAP:
        return None
    link = links[0] if links else ""
    if before.when.kind == "since" and until and not link:
        return DateSpan(before.first, span.last, When("range", inner=(before.when.inner[0], inner)))
    if before.when.kind != "date":
        return None
    start = before.first
    while start and words[start - 1].key in _OF_DAY:
        start -= 1
    opening = words[start - 1].key if start else ""
    first = before.when
    year = inner.year
    if link in _AND and year and first == When("date", year - 1) and inner == When("date", year):
        begin = start - 1 if opening in _BETWEEN else before.first
        return DateSpan(begin, span.last, When("range", inner=(first, inner)))
    hung = words[span.first].arabic and words[span.first].key.startswith("و") and not link
    months = (
        first.month is not None and first.day is None and inner.day is None and not (first.year or first.part)
    )
    if months and (hung or link in _AND) and inner.month == (first.month or 0) + 1 and not inner.part:
        first = first._replace(year=year)  # in June and July 2012
        return DateSpan(before.first, span.last, When("range", inner=(first, inner)))
    between = opening in _BETWEEN and (hung or link in _AND)
    if not (between or link in _TO or (until and not link and opening in _FROM)):
        return None
    if first.year is None and year is not None:
        first = first._replace(year=year)
    begin = start - 1 if opening in _OPENS else before.first
    return DateSpan(begin, span.last, When("range", inner=(first, inner)))


def _days(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """ليل الأحد-الاثنين, Tuesday into Wednesday, from 10 pm on Saturday to 4 am on Sunday, on Thursday and Friday."""
    until = span.when.kind == "until"
    inner = span.when.inner[0] if until else span.when
    kinds = (before.when.kind, inner.kind)
    if (
        not set(kinds) <= set(_ENDS)
        or "weekday" not in kinds
        or (kinds[0] == "date" and before.when.day is None)
    ):
        return None
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    both = kinds == ("weekday", "weekday")
    next_day = (inner.low - before.when.low) % 7 == 1
    night = not gap and words[before.first].key in ("ليل", "ليله")
    along = not gap and next_day and words[span.first].arabic and words[span.first].key.startswith("و")
    link = [key for key in gap if key not in _OF_DAY or key == "علي"]
    plain = along or (len(link) == 1 and (link[0] in _TO or (link[0] in _AND and next_day)))
    when = When("range", inner=(before.when, inner))
    begin = _opening(before, words)
    if begin is None or len(gap) > _GAP:
        return DateSpan(before.first, span.last, when) if both and (night or plain) else None
    hung = words[span.first].arabic and words[span.first].key.startswith("و")
    links = _AND if words[begin].key in _BETWEEN else _LINKS
    linked = (
        until or any(key in links or key in _TO for key in gap) or (hung and words[begin].key in _BETWEEN)
    )
    return DateSpan(begin, span.last, when) if linked else None


def _opening(before: DateSpan, words: Sequence[Token]) -> int | None:
    """Where "from" or "between" opens an interval shortly before a date."""
    for at in range(before.first - 1, max(-1, before.first - 1 - _LEAD), -1):
        if words[at].key in _OPENS:
            return at
        if words[at].key in (",", "."):
            return None
    return None
