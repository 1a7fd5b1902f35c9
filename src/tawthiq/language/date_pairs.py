"""Two dates beside each other that mean one interval, or one day told twice, are one span.

"From 2011 to 2013", "between 3 May and 5 June", ليل الأحد-الاثنين, أمس الخميس, "since dawn on Sunday".
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.tokens import Token
from tawthiq.language.when import When

_PARTS_OF_DAY = frozenset(("dawn", "overnight", "morning", "night", "evening", "noon", "midnight"))


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
        if single and (span.first == out[-1].last + 1 or words[span.first - 1].key in (",", "(")):
            out[-1] = out[-1]._replace(last=span.last)  # أمس الخميس: one day, told twice
            continue
        nights = out and span.when.kind == "weekday" and out[-1].when.kind == "weekday"
        if nights and span.first == out[-1].last + 2 and words[span.first - 1].key in ("-", "to"):
            out[-1] = DateSpan(out[-1].first, span.last, When("range", inner=(out[-1].when, span.when)))
            continue  # ليل الأحد-الاثنين
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
            dash = (
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
