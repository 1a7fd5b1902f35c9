"""Place and time of a claim: in its passage, else in its sentence, else carried from around it; what is carried says so."""

import datetime as dt

from tawthiq.language.dates import DateSpan
from tawthiq.language.edtf import day as edtf_day
from tawthiq.language.when import resolve
from tawthiq.read.clock import Clock
from tawthiq.read.locate import Spot
from tawthiq.read.sentence import Sentence
from tawthiq.read.voices import Day, Voices
from tawthiq.read.words import listed as words_of
from tawthiq.record.claim import PlaceRef, TimeRef

_BACK = 3
_SAID = frozenset(("corroboration", "denial", "warning", "accusation", "threat", "statement"))
_TIMELESS = _SAID | {"age", "duration", "status"}
_TIMELESS_ENTRY = frozenset(("duration",))


def place_of(voices: Voices, number: int, first: int, last: int, core: tuple[int, int]) -> PlaceRef | None:
    """The place of a claim over tokens `[first, last]` with its heart at `core`."""
    listed = [spot for spot in voices.spots[number] if not _dateline(voices.sentences[number], spot)]
    inside = [spot for spot in listed if first <= spot.first and spot.last <= last]
    if listed:
        spot = min(
            inside or listed, key=lambda each: _gap(each.first, each.last, core) + (each.place is None)
        )
        return _place(voices, number, spot, carried=not inside)
    sentence = voices.sentences[number]
    group = voices.group(number)
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        same = voices.sentences[back].paragraph == sentence.paragraph or (
            group is not None and group in (voices.group(back), voices.sentences[back].paragraph)
        )
        if same and voices.spots[back]:
            return _place(voices, back, voices.spots[back][-1], carried=True)
    if voices.main_place is not None:
        return _place(voices, voices.main_sentence, voices.main_place, carried=True)
    return None


def _dateline(sentence: Sentence, spot: Spot) -> bool:
    """رام الله - ..., SITTWE, March 19 - ...: where it was written, not where it happened."""
    if sentence.paragraph > 1 or spot.first:
        return False
    ahead = range(spot.last + 1, min(len(sentence.words), spot.last + 6))
    dash = next((i for i in ahead if sentence.key(i) == "-"), None)
    if dash is None or sentence.words[dash].start == sentence.words[dash - 1].end:
        return False
    return all(sentence.words[i].kind != "w" or i in _days(sentence) for i in range(spot.last + 1, dash))


def _days(sentence: Sentence) -> set[int]:
    return {i for span in sentence.dates for i in range(span.first, span.last + 1)}


def _gap(first: int, last: int, core: tuple[int, int]) -> int:
    return first - core[1] if first > core[1] else 2 * (core[0] - last) if last < core[0] else 0


def _place(voices: Voices, number: int, spot: Spot, *, carried: bool) -> PlaceRef:
    start, end = voices.sentences[number].span(spot.first, spot.last)
    found = spot.place
    return PlaceRef(
        verbatim=voices.text[start:end],
        start=start,
        end=end,
        name=spot.name,
        id=found.id if found else None,
        lat=found.lat if found else None,
        lon=found.lon if found else None,
        precision_m=found.precision_m if found else None,
        carried=carried,
    )


def time_of(
    voices: Voices,
    clock: Clock,
    number: int,
    first: int,
    last: int,
    core: tuple[int, int],
    day: Day,
    act: str,
) -> TimeRef | None:
    """The time of a claim; the day of its statement where it names none, or where its dates are those of another act."""
    sentence = voices.sentences[number]
    if act == "age":
        return None
    entry = clock.entry(number)
    own = [
        span
        for span in sentence.dates
        if not clock.heads(number, span)
        and not _born(sentence, span)
        and (entry is not None or not voices.dateline(sentence, span))
    ]
    if entry is not None and day.carried is None:
        day = Day(entry.day, False, None)
    if act not in _SAID:
        own = [span for span in own if not voices.said_on(number, span) or _possessive(sentence, span)]
    inside = [span for span in own if first <= span.first and span.last <= last]
    chosen = sorted(inside or own, key=lambda each: _gap(each.first, each.last, core))
    if day.carried and day.date is not None:
        chosen = [span for span in chosen if not _of_another(sentence, span, act)]
    chosen = [span for span in chosen if span.when.unit != "same" or clock.told(number, span, day.date)]
    for span in sorted(
        chosen, key=lambda each: _rank(each) + 2 * _said_on(sentence, each) + 2 * _until(sentence, each)
    ):
        start, end = sentence.span(span.first, span.last)
        value = _value(span, day, clock, number)
        if value is None and span.when.kind == "date":
            value = resolve(span.when, voices.reference.date or clock.within(number, None))
        return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=not inside)
    if day.carried and day.date is not None:
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
    return _carried(voices, clock, number, act) or _by_then(voices, number, act)


def _by_then(voices: Voices, number: int, act: str) -> TimeRef | None:
    """Nothing but the day of saying is told, and in full: it happened by then, and the day is marked as carried."""
    sentence = voices.sentences[number]
    if act in ("age", "duration"):
        return None
    for span in sentence.dates:
        value = resolve(span.when, None)
        if value and edtf_day(value) and voices.said_on(number, span):
            start, end = sentence.span(span.first, span.last)
            return TimeRef(verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True)
    return None


def _carried(voices: Voices, clock: Clock, number: int, act: str) -> TimeRef | None:
    """The day told of shortly before in the same paragraph, for what harms: a story goes on on its day."""
    sentence = voices.sentences[number]
    if act in _TIMELESS or sentence.dates:
        return None
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        other = voices.sentences[back]
        if other.paragraph != sentence.paragraph:
            return None
        for span in other.dates:
            single = span.when.kind in ("date", "weekday") or (
                span.when.kind == "relative" and span.when.low == span.when.high
            )
            if single and not voices.said_on(back, span) and not voices.dateline(other, span):
                value = _value(span, voices.day(back), clock, back)
                if value and edtf_day(value):
                    start, end = other.span(span.first, span.last)
                    return TimeRef(
                        verbatim=voices.text[start:end], start=start, end=end, edtf=value, carried=True
                    )
        if other.dates:
            return None
    return None


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


def _rank(span: DateSpan) -> int:
    """A day before a longer time: "today" says more than "since 2011"."""
    return 1 if span.when.kind in ("since", "until") else 0


def _possessive(sentence: Sentence, span: DateSpan) -> bool:
    """Put October's death toll at: the month is the toll's, not the saying's."""
    return sentence.key(span.last).endswith("'s")


def _born(sentence: Sentence, span: DateSpan) -> bool:
    """A man born in 1961, من مواليد 1990, المولود عام 1985: a day of birth is no day of what befell."""
    near = range(max(0, span.first - 3), span.first)
    return any(form in _BORN for at in near for form in sentence.words[at].forms or (sentence.key(at),))


_BORN = words_of("context", "born")


def _until(sentence: Sentence, span: DateSpan) -> bool:
    """Our files hold, up to today: the day of counting, not of what is counted."""
    return span.when.kind == "relative" and sentence.key(span.first - 1) in _UP_TO


_UP_TO = frozenset(("الي", "حتي", "till", "until", "to"))


def _value(span: DateSpan, day: Day, clock: Clock, number: int) -> str | None:
    if span.when.unit == "same":
        return resolve(span.when, clock.told(number, span, day.date))
    reference = day.date
    if span.when.unit == "told":
        return resolve(span.when, clock.within(number, None) or reference)
    guessed = day.approximate and span.when.kind in ("relative", "weekday")
    if day.approximate and not guessed and span.when.part != "same":
        reference = clock.within(number, reference) or _year_end(reference)
    value = resolve(span.when, reference)
    return f"{value}~" if value and guessed and "/" not in value and value[-1] != "~" else value


def _year_end(reference: dt.date | None) -> dt.date | None:
    """Where the latest day mentioned is all there is, a day without a year is of its year, before it or after."""
    return None if reference is None else dt.date(reference.year, 12, 31)
