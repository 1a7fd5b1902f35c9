"""Time of a claim: in its passage, else in its sentence, else carried from around it; what is carried says so."""

from tawthiq.language.dates import DateSpan
from tawthiq.language.edtf import day as edtf_day
from tawthiq.language.when import resolve
from tawthiq.read.clauses import passage
from tawthiq.read.clock import Clock
from tawthiq.read.dated import ELSE, HOURS, LEANING, meant
from tawthiq.read.days import Day, issued
from tawthiq.read.headed import Title, heading
from tawthiq.read.sentence import Sentence
from tawthiq.read.voices import Voices
from tawthiq.read.where import gap
from tawthiq.read.words import listed
from tawthiq.record.claim import TimeRef

_BACK = 3
_LEAD = 4
_SAID = frozenset(("corroboration", "denial", "warning", "accusation", "threat", "statement"))
_TIMELESS = _SAID | {"age", "duration", "status"}
_TIMELESS_ENTRY = frozenset(("duration",))


def time_of(
    voices: Voices,
    clock: Clock,
    number: int,
    first: int,
    last: int,
    core: tuple[int, int],
    day: Day,
    act: str,
    told: tuple[int, int] | None = None,
) -> TimeRef | None:
    """The time of a claim; the day of its statement where it names none, or where its dates are those of another act."""
    sentence = voices.sentences[number]
    if act == "age":
        return None
    entry = clock.entry(number)
    if entry is not None and day.carried is None:
        day = Day(entry.day, False, None)
    own = _own(voices, clock, number, core, told or core, act)
    title = clock.titled(number)
    own = _of_hours(voices, clock, number, own, core, day)
    inside = [span for span in own if first <= span.first and span.last <= last]
    chosen = sorted(inside or own, key=lambda each: _distance(sentence, each, core, told))
    if day.carried and day.date is not None:
        chosen = [span for span in chosen if not _of_another(sentence, span, act)]
    chosen = [
        span
        for span in chosen
        if span.when.unit not in LEANING
        or clock.told(number, span, day.date)
        or (span.when.part == "since" and clock.begun(number, span, day.date))
        or (span.when.part in ELSE and day.date)
    ]
    for span in sorted(
        chosen,
        key=lambda each: _rank(each, core) + 2 * _said_on(sentence, each) + 2 * _until(sentence, each),
    ):
        start, end = sentence.span(span.first, span.last)
        value = meant(span, day, clock, number)
        if value is None and span.when.kind == "date":
            value = resolve(span.when, voices.reference.date or clock.within(number, None))
        return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=not inside)
    if day.carried and day.date is not None and (not day.said or act in _STATES):
        start, end = day.carried
        return TimeRef(
            verbatim=voices.text[start:end], start=start, end=end, edtf=day.date.isoformat(), carried=True
        )
    if entry is not None and act not in _TIMELESS_ENTRY:
        head = voices.sentences[entry.number]
        start, end = head.span(entry.span.first, entry.span.last)
        return TimeRef(
            verbatim=voices.text[start:end], start=start, end=end, edtf=entry.day.isoformat(), carried=True
        )
    if title is not None and act not in _TIMELESS_ENTRY:
        return _of_title(voices, clock, title)
    return (
        _headed(voices, clock, number, act)
        or _carried(voices, clock, number, act)
        or _still(voices, number, act)
    )


def _own(
    voices: Voices, clock: Clock, number: int, core: tuple[int, int], told: tuple[int, int], act: str
) -> list[DateSpan]:
    """The times of a sentence that may be a claim's: no day of birth, of saying, of counting, of an aside or a comparison."""
    sentence, entry = voices.sentences[number], clock.entry(number)
    own = [
        span
        for span in sentence.dates
        if not clock.heads(number, span)
        and not _born(sentence, span)
        and (entry is not None or not voices.dateline(sentence, span))
    ]
    if act not in _SAID and act != "media_posted":
        own = [span for span in own if not voices.said_on(number, span) or _possessive(sentence, span)]
    own = [
        span
        for span in own
        if not (
            (act == "denial" and issued(sentence, span))
            or _of_its_kind(sentence, span)
            or _as_of(sentence, span)
            or _to_this_day(sentence, span)
        )
    ]
    own = [span for span in own if not _of_writing(span)] or own
    own = [span for span in own if not _in_aside(sentence, span, core, told)]
    own = _of_its_part(sentence, own, core)
    return _on_this_side(sentence, own, core[0])


def _of_its_part(sentence: Sentence, own: list[DateSpan], core: tuple[int, int]) -> list[DateSpan]:
    """204 were shot between May and June; on 1 June alone 163: each side of a semicolon has its own time, as has "of which 23 in August"."""
    if len(own) > 1 and ";" in sentence.keys:
        marks = [-1, *(i for i in range(len(sentence.words)) if sentence.key(i) == ";"), len(sentence.words)]
        begin = max(mark for mark in marks if mark <= core[0])
        end = min(mark for mark in marks if mark > core[0])
        own = [span for span in own if begin < span.first < end] or own
    which = next((i for i in range(core[1] + 1, len(sentence.words)) if _of_which(sentence, i)), None)
    if which is None:
        return own
    return [span for span in own if span.first < which or ("," in _between(sentence, which, span.first))]


def _of_which(sentence: Sentence, at: int) -> bool:
    return sentence.key(at) in ("which", "whom") and sentence.key(at - 1) == "of"


def _between(sentence: Sentence, first: int, last: int) -> list[str]:
    return [sentence.key(at) for at in range(first, last)]


def _of_hours(
    voices: Voices, clock: Clock, number: int, own: list[DateSpan], core: tuple[int, int], day: Day
) -> list[DateSpan]:
    """Days before hours, but where an hour stands alone in its clause; under a dated line a clock's hour is of its day."""
    sentence = voices.sentences[number]
    whole = [span for span in own if span.when.part not in HOURS]
    if whole and len(whole) < len(own):  # on Friday the hospital took in 43; by nightfall there were 70
        begin, end = passage(sentence, *core)
        here = [span for span in own if begin <= span.first and span.last <= end]
        alone = bool(here) and all(span.when.part in HOURS for span in here)
        return here if alone and _parted(sentence, begin) else whole
    if whole or not own:
        return whole
    if clock.entry(number) is not None or clock.titled(number) is not None:
        return [span for span in own if not _by_digits(sentence, span)]  # 11:20 on the day of the log
    if day.carried is not None or heading(voices.sentences, number) is not None:
        return []
    return own


def _of_title(voices: Voices, clock: Clock, title: Title) -> TimeRef:
    """The day in the line over a log holds for its lines."""
    start, end = voices.sentences[title.number].span(title.span.first, title.span.last)
    value = meant(title.span, voices.reference, clock, title.number)
    return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True)


def _by_digits(sentence: Sentence, span: DateSpan) -> bool:
    return any(sentence.words[at].kind == "n" for at in range(span.first, span.last + 1))


def _headed(voices: Voices, clock: Clock, number: int, act: str) -> TimeRef | None:
    """The day in the line over a list holds for its items."""
    head = heading(voices.sentences, number)
    if head is None or act in _TIMELESS:
        return None
    sentence = voices.sentences[head]
    for span in sentence.dates:
        if not voices.said_on(head, span):
            start, end = sentence.span(span.first, span.last)
            value = meant(span, voices.day(head), clock, head)
            return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True)
    return None


def _still(voices: Voices, number: int, act: str) -> TimeRef | None:
    """What is out of service is so on the day of saying, where that is told in full; it is marked as carried."""
    sentence = voices.sentences[number]
    for span in sentence.dates if act in _STATES else ():
        value = resolve(span.when, None)
        if value and edtf_day(value) and voices.said_on(number, span):
            start, end = sentence.span(span.first, span.last)
            return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True)
    return None


_STATES = frozenset(("out_of_service",))


def _carried(voices: Voices, clock: Clock, number: int, act: str) -> TimeRef | None:
    """The day told of shortly before in the same paragraph, for what harms: a story goes on on its day."""
    sentence = voices.sentences[number]
    if act in _TIMELESS or sentence.dates:
        return None
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        other = voices.sentences[back]
        if other.paragraph != sentence.paragraph:
            return None
        if back in clock.spent:
            continue
        for span in other.dates:
            single = span.when.kind in ("date", "weekday", "feast", "hijri") or (
                span.when.kind == "relative" and span.when.low == span.when.high
            )
            if (
                single
                and not voices.said_on(back, span)
                and not voices.dateline(other, span)
                and not _as_of(other, span)
            ):
                value = meant(span, voices.day(back), clock, back)
                if value and "/" not in value:
                    start, end = other.span(span.first, span.last)
                    return TimeRef(
                        verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True
                    )
        if other.dates:
            return None
    return None


def _as_of(sentence: Sentence, span: DateSpan) -> bool:
    """As of this morning: the day of counting."""
    return (
        span.when.kind == "relative"
        and sentence.key(span.first - 1) == "of"
        and sentence.key(span.first - 2) == "as"
    )


def _on_this_side(sentence: Sentence, own: list[DateSpan], heart: int) -> list[DateSpan]:
    """Since January 12, compared with four in 2023: each figure has the time on its own side of the comparison."""
    if len(own) < 2 or _COMPARED.isdisjoint(sentence.keys):
        return own
    at = next((i for i in range(len(sentence.words)) if sentence.key(i) in _COMPARED), 0)
    same = [span for span in own if (span.first > at) == (heart > at)]
    return same or own


_COMPARED = listed("context", "compared")


def _to_this_day(sentence: Sentence, span: DateSpan) -> bool:
    """Nobody knows to this day, وحتى اليوم لا أحد يعرف, لحدي الليلة ما عندي خبر: still, and no time of what befell."""
    first = span.first + (span.when.kind == "until")
    when = span.when.inner[0] if span.when.kind == "until" else span.when
    if when.kind != "relative" or when.unit != "day" or when.low or when.high:
        return False
    led = sentence.key(span.first - 1).lstrip("و"), sentence.key(span.first).lstrip("و")
    if span.when.kind != "until" and _UP_TO.isdisjoint(led):
        return False
    near = range(max(0, first - 6), min(len(sentence.words), span.last + 5))
    return any(sentence.at("negation", i) or sentence.key(i) in _STILL for i in near)


_STILL = listed("context", "still")


def _distance(
    sentence: Sentence, span: DateSpan, core: tuple[int, int], told: tuple[int, int] | None
) -> float:
    """From the figure; of two equally near the one that is nearer to the act."""
    far = gap(sentence, span.first, span.last, core)
    return far + gap(sentence, span.first, span.last, told) / _MUCH if told is not None else far


_MUCH = 1000


def _parted(sentence: Sentence, begin: int) -> bool:
    """A clause of its own begins: behind a semicolon, or a comma and "and"."""
    opens = sentence.key(begin)
    return sentence.key(begin - 1) == ";" or (
        sentence.key(begin - 1) == ","
        and (opens in ("and", "but") or (sentence.words[begin].arabic and opens[:1] in "وف"))
    )


def _in_aside(sentence: Sentence, span: DateSpan, core: tuple[int, int], told: tuple[int, int]) -> bool:
    """Its headmaster, who was released last year, lost both hands: the day within the commas is that of what they tell."""
    opens = next((i for i in range(span.first - 1, 0, -1) if _aside(sentence, i)), None)
    if opens is None:
        return False
    ends = next((i for i in range(opens + 1, len(sentence.words)) if sentence.key(i) in (",", ";")), 0)
    if ends <= span.last or any(
        form in _OCCURRED for i in range(opens, span.first) for form in _forms(sentence, i)
    ):
        return False
    return not any(opens <= first <= ends for first, _ in (core, told))


def _forms(sentence: Sentence, at: int) -> tuple[str, ...]:
    return sentence.words[at].forms or (sentence.key(at),)


_OCCURRED = frozenset(
    (
        "took",
        "happened",
        "occurred",
        "began",
        "وقعت",
        "وقع",
        "حدثت",
        "حدث",
        "جرت",
        "جري",
        "نفذت",
        "شنت",
        "استهدف",
        "استهدفت",
    )
)
"""The massacre, which took place on 30 December, left 117 dead: the day is that of the dead."""


def _aside(sentence: Sentence, at: int) -> bool:
    return sentence.key(at) in _RELATIVE and sentence.key(at - 1) == ","


_RELATIVE = frozenset(("who", "which", "whose", "whom", "الذي", "التي", "الذين"))


def _of_writing(span: DateSpan) -> bool:
    """حتى ساعة إعداد هذه النشرة beside another time: the day of counting."""
    when = span.when.inner[0] if span.when.kind == "until" else span.when
    return span.when.kind == "until" and when.unit == "day" and not (when.low or when.high)


def _of_its_kind(sentence: Sentence, span: DateSpan) -> bool:
    """The worst this year, أسوأ حادث من نوعه هذا العام: the year of comparison."""
    if any(sentence.key(at) in _MARKED for at in range(span.first - _LEAD, span.first)):
        return True
    if span.when.kind != "relative" or span.when.unit != "year":
        return False
    return sentence.key(span.first - 1) in ("نوعه", "نوعها", "kind", "الاسوا", "الاعنف", "worst", "deadliest")


_MARKED = listed("context", "marked")
"""On the anniversary of the 2016 massacre, في ذكرى مجزرة 2016."""


def _of_another(sentence: Sentence, span: DateSpan, act: str) -> bool:
    """A stretch of time stands nearer to another act's word: "closed after three days of shelling"."""
    if span.when.kind != "relative" or span.when.low == span.when.high:
        return False
    near: dict[bool, int] = {}
    for hit in sentence.acts():
        gap = max(span.first - hit.last, hit.first - span.last)
        own = hit.category == f"act:{act}"
        near[own] = min(gap, near.get(own, gap))
    return near.get(False, 1 << 30) < near.get(True, 1 << 30)


def _said_on(sentence: Sentence, span: DateSpan) -> bool:
    """The day belongs to the saying, not to what is said: "said on Saturday that"."""
    return sentence.key(span.last + 1) in ("that", "ان", "بان")


def _rank(span: DateSpan, core: tuple[int, int]) -> int:
    """A day before a longer time: "today" says more than "since 2011"; but of seven this month and 12 since January each has its own."""
    if span.when.kind == "since" and span.first == core[1] + 1:
        return 0
    if span.when.kind == "relative" and span.when.low < span.when.high:
        return 1
    return {"since": 1, "until": 1, "unknown": 2}.get(span.when.kind, 0)


def _possessive(sentence: Sentence, span: DateSpan) -> bool:
    """Put October's death toll at: the month is the toll's, not the saying's."""
    return span.when.kind == "date" and sentence.key(span.last).endswith("'s")


def _born(sentence: Sentence, span: DateSpan) -> bool:
    """A man born in 1961, من مواليد 1990, المولود عام 1985: a day of birth is no day of what befell."""
    near = range(max(0, span.first - 3), span.first)
    return any(form in _BORN for at in near for form in sentence.words[at].forms or (sentence.key(at),))


_BORN = listed("context", "born")


def _until(sentence: Sentence, span: DateSpan) -> bool:
    """Our files hold, up to today: the day of counting, not of what is counted."""
    day = span.when.kind == "relative" and span.when.unit == "day"
    return (day and sentence.key(span.first - 1) == "by") or (
        span.when.kind == "relative" and sentence.key(span.first - 1) in _UP_TO
    )


_UP_TO = listed("context", "up_to")
