"""Two dates beside each other that mean one interval, or one day told twice, are one span.

"From 2011 to 2013", "between 3 May and 5 June", ليل الأحد-الاثنين, أمس الخميس, "since dawn on Sunday".
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.tokens import Token
from tawthiq.language.when import When

_PARTS_OF_DAY = frozenset(("dawn", "overnight", "morning", "night", "evening", "noon", "midnight"))
_ENDS = ("date", "weekday", "hijri", "feast")
_LINKS = ("-", "to", "الي", "until", "حتي", "through", "till", "into", "/", "وحتي", "علي", "and", "و", "والي")
_OPENING = ("from", "between", "من", "بين")
_GAP = 5


class DateSpan(NamedTuple):
    """Tokens `[first, last]` say `when`."""

    first: int
    last: int
    when: When


def joined(spans: list[DateSpan], words: Sequence[Token]) -> list[DateSpan]:
    """From 2011 to 2013, 2011-2013, between 3 May and 5 June: two dates, one interval."""
    out: list[DateSpan] = []
    for span in spans:
        same = (
            out
            and span.when.kind == "weekday"
            and out[-1].when.kind == "relative"
            and out[-1].when.unit == "day"
        )
        single = same and span.first - out[-1].last <= 2 and out[-1].when.low == out[-1].when.high
        if single and words[out[-1].first].key == "overnight" and span.first == out[-1].last + 1:
            out[-1] = DateSpan(out[-1].first, span.last, span.when)  # overnight Sunday
            continue
        if single and (span.first == out[-1].last + 1 or words[span.first - 1].key in (",", "(")):
            out[-1] = out[-1]._replace(last=span.last)  # أمس الخميس: one day, told twice
            continue
        if (
            out
            and span.when.kind == "feast"
            and out[-1].when.kind == "weekday"
            and span.first <= out[-1].last + 2
        ):
            out[-1] = out[-1]._replace(last=span.last)  # يوم الأحد رابع العيد
            continue
        nights = _days(out[-1], span, words) if out else None
        if nights:
            out[-1] = nights
            continue
        if (
            out
            and out[-1].when.kind in ("since", "relative")
            and span.first - out[-1].last <= 2
            and span.when.kind in ("weekday", "date")
        ):
            lead = words[span.first - 1].key if span.first - out[-1].last == 2 else ""
            if lead in ("on", "of") and words[out[-1].last].key in _PARTS_OF_DAY:
                when = When("since", inner=(span.when,)) if out[-1].when.kind == "since" else span.when
                out[-1] = DateSpan(out[-1].first, span.last, when)
                continue  # since dawn on Sunday; overnight on 3 May
        if out and span.when.kind in ("date", "until") and span.first - out[-1].last <= 2:
            before = out[-1]
            link = words[before.last + 1].key if span.first == before.last + 2 else ""
            opening = words[before.first - 1].key if before.first else ""
            inner = span.when.inner[0] if span.when.kind == "until" else span.when
            if before.when.kind == "since" and span.when.kind == "until" and not link:
                ends = before.when.inner[0], inner
                out[-1] = DateSpan(before.first, span.last, When("range", inner=ends))  # منذ 3 آذار وحتى
                continue
            joint = words[span.first].arabic and words[span.first].key.startswith("و") and not link
            dash = (joint and opening in ("between", "بين")) or (
                (
                    link in ("-", "to", "الي", "until", "حتي", "through", "و")
                    and (link != "و" or opening in ("between", "بين"))
                )
                or (link in ("and", "و") and opening in ("between", "بين"))
                or (span.when.kind == "until" and span.first == before.last + 1 and opening in ("from", "من"))
            )
            if dash and before.when.kind == "date" and inner.kind == "date":
                first = before.when
                if first.year is None and inner.year is not None:
                    first = first._replace(year=inner.year)
                begin = before.first - 1 if opening in ("from", "between", "من", "بين") else before.first
                out[-1] = DateSpan(begin, span.last, When("range", inner=(first, inner)))
                continue
        out.append(span)
    return out


def _days(before: DateSpan, span: DateSpan, words: Sequence[Token]) -> DateSpan | None:
    """ليل الأحد-الاثنين, Tuesday into Wednesday, between Monday and 3 May, from 10 pm on Saturday to 4 am on Sunday."""
    until = span.when.kind == "until"
    inner = span.when.inner[0] if until else span.when
    if (
        before.when.kind not in _ENDS
        or inner.kind not in _ENDS
        or "weekday" not in (before.when.kind, inner.kind)
    ):
        return None
    if before.when.kind == "date" and before.when.day is None:
        return None
    both = before.when.kind == inner.kind == "weekday"
    gap = [words[at].key for at in range(before.last + 1, span.first)]
    opened = [words[at].key for at in range(max(0, before.first - 4), before.first)]
    begin = next(
        (at for at in range(before.first - 1, max(-1, before.first - 5), -1) if words[at].key in _OPENING),
        None,
    )
    night = both and not gap and words[before.first].key in ("ليل", "ليله")
    link = len(gap) == 1 and gap[0] in _LINKS[:10] and both
    joined_ = begin is not None and len(gap) <= _GAP and (until or any(key in _LINKS for key in gap))
    if words[span.first].arabic and begin is not None and not gap and words[span.first].key.startswith("و"):
        joined_ = words[begin].key == "بين"
    if not (night or link or (joined_ and not set(opened[-(before.first - (begin or 0)) :]) & {",", "."})):
        return None
    first = begin if joined_ and begin is not None else before.first
    return DateSpan(first, span.last, When("range", inner=(before.when, inner)))
