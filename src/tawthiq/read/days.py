"""The days of saying and of writing: nothing that is told happened on them, but what leans on a day leans on them.

"Said on Tuesday", في بيان أصدرته أمس, "Nyandara, 14 July —", and in a digest the dated line over a statement, whose day holds
for what stands below it until somebody else is introduced.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.dates import DateSpan
from tawthiq.language.edtf import day as edtf_day
from tawthiq.language.value import Value
from tawthiq.language.when import absolute, resolve
from tawthiq.read.cue import Cue
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_LINE = 12
_PLAIN = 4
"""With more small words than these and a full stop a line is a sentence that tells something."""
_SAID = 4
_SAID_WORDS = listed("voices", "said_on")
_THAT_WORDS = listed("voices", "that")
_ISSUED_ON = listed("voices", "issued_on")
_ISSUED_BY = listed("voices", "issued_by")
_LEAD = 6
_OF = listed("days", "of")
_NUMBERED = listed("days", "numbered")


class Day(Value, frozen=True):
    """The reference day of a sentence; `carried` are the offsets of the words that gave it, where a statement is dated.

    `said`: it is the day of saying only, and dates by itself nothing but what still is so.
    """

    date: dt.date | None
    approximate: bool
    carried: tuple[int, int] | None
    said: bool = False


def headline(sentence: Sentence) -> bool:
    """A short line that tells nothing but where and when."""
    if len(sentence.words) > _LINE or sentence.acts() or sentence.hits.get("verb"):
        return False
    if any(sentence.key(span.first) in ("at", "around", "about", "shortly") for span in sentence.dates):
        return False  # At five in the morning on 11 March 2000.
    dated = {i for span in sentence.dates for i in range(span.first, span.last + 1)}
    plain = [
        i for i, token in enumerate(sentence.words) if token.kind == "w" and not token.cap and i not in dated
    ]
    told = sentence.words[-1].key == "." and len(plain) > _PLAIN
    return not told and not sentence.figures() - dated


def recorded(sentence: Sentence, span: DateSpan) -> bool:
    """Recorded in Adré on 3 August 2023: a line without a full stop that ends with its day."""
    ends = span.last + 1 >= len(sentence.words)
    return ends and len(sentence.words) <= _LINE and not sentence.acts()


def dateline(sentence: Sentence, span: DateSpan) -> bool:
    """Nyandara, 14 July —: the day of writing, no day on which anything happened."""
    if sentence.paragraph > 1 or span.first > 8:
        return False
    if headline(sentence):
        return True
    after = sentence.words[span.last + 1] if span.last + 1 < len(sentence.words) else None
    if after is not None and after.key == ")":
        after = sentence.words[span.last + 2] if span.last + 2 < len(sentence.words) else None
    dash = after is not None and after.key in ("-", "—", ":") and after.start > sentence.words[span.last].end
    return dash and not any(sentence.act_at(i) for i in range(span.first))


def said_on(sentence: Sentence, cues: Sequence[Cue], span: DateSpan) -> bool:
    """The day belongs to the saying: said on Tuesday that; said Thursday; قالت أمس إن."""
    if issued(sentence, span) or _told_then(sentence, span) or _revised(sentence, span):
        return True
    if _before_that(sentence, span) or _behind_saying(sentence, span) or _of_a_toll(sentence, span):
        return True
    return any(_said(sentence, cue, span) for cue in cues)


def _before_that(sentence: Sentence, span: DateSpan) -> bool:
    """أكد القائممقام، عبد الستار الجبوري، اليوم أن; confirmed to reporters on Tuesday that: no act stands between the verb and the day."""
    after = span.last + 1
    after += sentence.key(after) in (",", ")", "-")
    of_act = (
        sentence.key(after).startswith("ب") and sentence.words[span.first].arabic and sentence.act_at(after)
    )
    if not (sentence.key(after) in _THAT_WORDS or of_act) or span.when.kind in ("range", "since", "until"):
        return False
    for back in range(span.first - 1, max(-1, span.first - _LINE - _LEAD), -1):
        key = sentence.key(back)
        if _saying(sentence, back) or key in _RELAYED or (key[:1] in "وف" and key[1:] in _RELAYED):
            return True
        if sentence.act_at(back) or key in _CONTENT or key in _THAT_WORDS or key in (".", ";", ":"):
            return False
    return False


def _behind_saying(sentence: Sentence, span: DateSpan) -> bool:
    """Had told this agency on Sunday of a hundred dead; contacted again yesterday, the official; وكنا قد نشرنا أمس."""
    after = sentence.key(span.last + 1)
    if (
        span.first <= 1
        and sentence.words[span.first].arabic
        and (after in _SAYING or (after in _RELAYED and _from_somebody(sentence, span.last + 1)))
        and not sentence.act_at(span.last + 1)
    ):
        return True  # وفي اليوم التالي نقلت وسائل إعلام
    aside = after == "," and sentence.key(span.first - 1) == ","
    whole = after in _THAT_WORDS or after in _CONTENT or after in ("", ",", ".", ":")
    if span.when.kind in ("range", "since", "until"):
        return False
    whole = whole or not sentence.words[span.first].arabic
    for back in range(span.first - 1 - aside, max(-1, span.first - _LEAD - 3 * aside), -1):
        token = sentence.words[back]
        if _addressed(sentence, back):
            return True
        if _saying(sentence, back) and (whole or token.key.lstrip("وف") in _DENIED):
            return True
        if token.kind == "p" or token.key in _CONTENT or token.key in _THAT_WORDS or sentence.act_at(back):
            return False
    return False


def _of_a_toll(sentence: Sentence, span: DateSpan) -> bool:
    """Yesterday evening's figure of seven, Monday's bulletin: the day of counting; October's toll is what October brought."""
    if not sentence.key(span.last).endswith("'s") or not (
        span.when.kind == "weekday" or span.when.unit == "day"
    ):
        return False
    after = sentence.key(span.last + 1)
    return after in _TOLLS or after in _ISSUED_ON


def _from_somebody(sentence: Sentence, at: int) -> bool:
    """نقلت وسائل إعلام محلية عن, not نقلت سيارات الجرحى."""
    return any(
        sentence.key(i) == "عن" or sentence.key(i) in _THAT_WORDS for i in range(at + 1, at + _LEAD + 1)
    )


def _addressed(sentence: Sentence, at: int) -> bool:
    """Contacted again yesterday, the mayor ...; the convoy that reached the town on Sunday is none."""
    before = sentence.key(at - 1)
    return sentence.key(at) in _ADDRESSED and before in ("", ",", ".", ";", '"', "”", "when", "who")


def _saying(sentence: Sentence, at: int) -> bool:
    token = sentence.words[at]
    return token.kind == "w" and (
        token.key in _SAYING or (token.key[:1] in "وف" and token.key[1:] in _SAYING)
    )


_NEAR = 5
_HARMS = frozenset(
    ("act:killing", "act:injury", "act:detention", "act:enforced_disappearance", "act:destruction")
)
"""The girl, who was killed yesterday, said her family: the day is that of the harm."""
_COUNTED = frozenset(
    ("وثق", "وثقت", "سجل", "سجلت", "احصي", "احصت", "رصد", "رصدت", "وثقنا", "سجلنا", "احصينا", "رصدنا")
)
"""During May the centre documented 212 dead: the month is theirs."""
_DENIED = frozenset(("نفي", "نفت", "ينفي", "تنفي", "كذب", "كذبت"))
_NOW = frozenset(("says", "say", "writes", "claims", "reports", "tells"))
_SAYING = listed("days", "saying")
_ADDRESSED = listed("days", "addressed")
_RELAYED = listed("days", "relayed")
_CONTENT = listed("days", "content")


def _revised(sentence: Sentence, span: DateSpan) -> bool:
    """Revised the toll to 43 on Tuesday: the day of counting anew."""
    if _REVISED.isdisjoint(sentence.keys) or span.when.kind in ("range", "since", "until"):
        return False
    at = next((i for i in range(span.first) if sentence.key(i) in _REVISED), None)
    if at is None or span.first - at > _LINE + _LEAD:
        return False
    toll = next((i for i in range(at, span.first) if sentence.key(i).removeprefix("ال") in _TOLLS), None)
    if sentence.key(at) in ("put", "brought") and any(sentence.act_at(i) for i in range(at, span.first)):
        return False  # put the number of soldiers killed on Friday at eight
    return toll is not None


_REVISED = listed("days", "revised")
_TOLLS = listed("days", "tolls")


def _said(sentence: Sentence, cue: Cue, span: DateSpan) -> bool:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """The day stands with the word of saying, or between it and who says it."""
    verb = next((i for i, token in enumerate(sentence.words) if token.start == cue.at), None)
    if verb is None or cue.verb in ("according to", "showed") or span.when.kind in ("range", "since"):
        return False
    if sentence.key(verb) == ":" and (span.first > verb or sentence.key(span.first - 1) in _OF):
        return False  # Chantal M.: Yesterday there were three hundred; Ministry of health, figures for Wednesday: 17
    low, high = verb, verb
    if cue.span:
        inside = sentence.within(cue.span)
        if inside and abs(inside[0] - verb) < 14:
            low, high = min(low, inside[0]), max(high, inside[-1])
    if low <= span.first <= high:
        near = range(max(low, span.first - _NEAR), span.first)
        return not any(hit.category in _HARMS and hit.last in near for hit in sentence.acts())
    if sentence.words[span.first].arabic:
        month = span.when.kind == "date" and span.when.day is None
        counted = month and not _COUNTED.isdisjoint(sentence.words[low].forms)
        if verb == low and span.last + 1 == low and span.when.kind != "until" and not counted:
            return True  # وفي الشهر الماضي أقر الوزير
    elif low > span.last and sentence.key(high + 1) in _THAT_WORDS:
        opens = span.first <= 1 and not any(sentence.act_at(i) for i in range(span.last + 1, low))
        if low - span.last <= 2 or opens:
            return True  # on Tuesday the ministry said that
    if sentence.key(verb) in _NOW and high == verb and sentence.key(verb + 1) not in (".", ""):
        return False  # Staff says the same morning they shot fifteen
    high = _past_apposition(sentence, high)
    gap = range(high + 1, span.first)
    if 0 <= span.first - high - 1 <= _SAID and all(sentence.key(i) in _SAID_WORDS for i in gap):
        after = sentence.key(span.last + 1)
        return after in _THAT_WORDS or after in ("", ".", ",", ":") or not sentence.words[span.first].arabic
    return False


def _past_apposition(sentence: Sentence, high: int) -> int:
    """Said Jana Perel, a nurse, by telephone on 14 June: the comma behind what tells who she is."""
    if sentence.key(high + 1) != ",":
        return high
    return next((i for i in range(high + 2, high + 2 + _LEAD) if sentence.key(i) == ","), high)


def _told_then(sentence: Sentence, span: DateSpan) -> bool:
    """تحدثت أول أمس عن: a verb of saying stands right before the day."""
    after = sentence.key(span.last + 1)
    told = after == "عن" or after in _THAT_WORDS or after.startswith("ب")
    if not sentence.words[span.first].arabic or not told:
        return False
    verb = sentence.ending("verb", span.first - 1)
    return verb is not None and not sentence.act_at(verb.first)


def issued(sentence: Sentence, span: DateSpan) -> bool:
    """In a statement on Tuesday, في بيان أصدرته أمس: the day on which it was said."""
    if sentence.key(span.last).endswith("'s"):
        return False
    for back in range(span.first - 1, max(-1, span.first - _LEAD), -1):
        token = sentence.words[back]
        if any(form in _ISSUED_ON for form in (token.key, *token.forms)):
            return True
        if token.key not in _ISSUED_BY:
            return False
        if token.key in ("of", "from") and sentence.act_at(span.last + 1):
            return False  # the report of Sunday's attack
    return False


def introduced(sentence: Sentence, cues: Sequence[Cue], reference: Day) -> Day | None:
    """Wrote on Tuesday evening: — the day of the statement that follows, and not that of anything told before its colon."""
    given = None
    for span in sentence.dates:
        ends = [token for token in sentence.words[span.last + 1 :] if token.kind == "w"]
        said = said_on(sentence, cues, span)
        if span.when.kind in ("range", "since", "until"):
            continue
        if not (said or len(ends) <= 1 or (span.when.kind == "date" and not _harm(sentence))):
            continue
        against = reference.date
        if reference.approximate and against is not None and span.when.kind == "date" and not span.when.year:
            against = dt.date(against.year, 12, 31)
        value = edtf_day(resolve(span.when, against))
        if value is not None:
            of = sentence.key(span.first - 1) in _OF or sentence.key(span.first) in _OF
            given = Day(value, False, sentence.span(span.first, span.last), not of)
    return given


def _harm(sentence: Sentence) -> bool:
    return any(hit.category not in ("act:flight", "act:status", "act:media_sent") for hit in sentence.acts())


class Heading(NamedTuple):
    """The dated line over what follows: its paragraph and its day."""

    paragraph: int
    day: dt.date


def headings(
    sentences: Sequence[Sentence], numbers: Sequence[Sequence[int]], reference: Day
) -> list[Heading | None]:
    """For each paragraph the dated line above it: "Local Council, statement no. 4, 22 February 2018"."""
    found: list[Heading | None] = []
    now: Heading | None = None
    for paragraph, inside in enumerate(numbers):
        if paragraph > 1 and len(inside) == 1:
            value = _heads(sentences[inside[0]], reference)
            now = Heading(paragraph, value) if value is not None else now
        found.append(now)
    return found


def _heads(sentence: Sentence, reference: Day) -> dt.date | None:
    dated = {i for span in sentence.dates for i in range(span.first, span.last + 1)}
    if not dated or len(sentence.words) > _LINE + 2 or sentence.acts() or sentence.hits.get("verb"):
        return None
    if sentence.words[-1].key in (":", ".") or len(sentence.dates) > 1:
        return None
    if any(sentence.key(i - 1) not in _NUMBERED for i in sentence.figures() - dated):
        return None
    (span,) = sentence.dates
    if span.when.kind != "date" or span.when.day is None:
        return None
    own = absolute(span.when)
    return edtf_day(resolve(span.when, None if own else reference.date))
