"""What a translation dropped, added or changed: figures, hedges, days, places, means, harm, speakers, negation, editor's brackets.

Every difference points at the words of both sides, as far as there are any; nothing is repaired, and what cannot be compared
(a title in two languages, a turn of phrase) is not called a difference.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from tawthiq.language.names import is_arabic
from tawthiq.language.names_pair import likeness
from tawthiq.language.when import resolve
from tawthiq.read.anchors import spoken
from tawthiq.read.gazetteer import Place
from tawthiq.read.lexicon import lexicon
from tawthiq.read.quantities import quantities
from tawthiq.read.sentence import Sentence
from tawthiq.read.translation import Pair, Span
from tawthiq.read.vague import Found
from tawthiq.read.voices import Voices
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, Number


class Kind(StrEnum):
    """What became of it in the translation."""

    DROPPED = "dropped"
    ADDED = "added"
    CHANGED = "changed"


class Difference(NamedTuple):
    """`part`: sentence, figure, hedge, time, place, means, act, speaker, negation, bracket. A span is None where nothing stands.

    `code`: of means and acts, the vocabulary's.
    """

    kind: Kind
    part: str
    original: Span | None
    translation: Span | None
    code: str | None = None


class Side:
    """A text that was read: its sentences with their places, speakers and days."""

    def __init__(self, text: str, sentences: Sequence[Sentence], voices: Voices) -> None:
        self.text = text
        self.sentences = sentences
        self.voices = voices
        self._ends = [sentence.end for sentence in sentences]

    def inside(self, span: Span) -> Iterator[tuple[int, Sentence]]:
        """The sentences that reach into a span, with their numbers."""
        number = bisect_right(self._ends, span[0])
        while number < len(self.sentences) and self.sentences[number].start < span[1]:
            yield number, self.sentences[number]
            number += 1


class _Told(NamedTuple):
    span: Span
    key: str
    code: str | None = None
    value: str | None = None
    """Of a time, its EDTF."""


class _Place(NamedTuple):
    span: Span
    known: Place | None
    words: tuple[str, ...]


_BRACKET = re.compile(r"\[[^\]\n]{1,80}\]")
_HARM = frozenset(("killing", "injury", "detention"))
"""Acts whose words say the same in both languages; destruction and the like have too many turns of phrase."""
_NOT = listed("translation", "negative")
_NOT_NOT = listed("translation", "not_negative")
_NOT_DAY = listed("translation", "not_day")
_VAGUE = (Form.VAGUE, Form.UNIVERSAL, Form.UNKNOWN, Form.ZERO)
_NAME_ALIKE = 4.0
_SHORTEST = 2
_DEGREE_M = 111_320
_GENERIC = "bomb"
_NO_WEAPON = frozenset(("siege", "starvation", "leaflet", "double_tap"))
_AHEAD = 5
"""Tokens behind a negation within which it says that something did not happen."""


def differences(pair: Pair, original: Side, translation: Side) -> list[Difference]:
    """The differences of one pair, by part and place."""
    if pair.original is None or pair.translation is None:
        kind = Kind.ADDED if pair.original is None else Kind.DROPPED
        return [Difference(kind, "sentence", pair.original, pair.translation)]
    one, two = (original, pair.original), (translation, pair.translation)
    found = [
        each
        for each in _figures(list(_quantities(*one)), list(_quantities(*two)))
        if not _elsewhere(each, one, two)
    ]
    found += _compared("time", list(_times(*one)), list(_times(*two)), _same_time)
    found += _armed(one, two)
    found += _harmed(one, two)
    found += _placed(one, two)
    found += _one_sided("speaker", list(_speakers(*one)), list(_speakers(*two)))
    found += _negated(one, two)
    left, right = list(_brackets(*one)), list(_brackets(*two))
    found += [_alone(Kind.DROPPED, "bracket", span) for span in left[len(right) :]]
    found += [_alone(Kind.ADDED, "bracket", span) for span in right[len(left) :]]
    return found


def _brackets(side: Side, span: Span) -> Iterator[Span]:
    """An editor's words; footnote marks are none."""
    for match in _BRACKET.finditer(side.text, *span):
        if not match.group()[1:-1].strip().isdigit():
            yield match.span()


def _alone(kind: Kind, part: str, span: Span, code: str | None = None) -> Difference:
    gone = kind is Kind.DROPPED
    return Difference(kind, part, span if gone else None, None if gone else span, code)


def _held(span: Span, sentence: Sentence, first: int, last: int) -> Span | None:
    """The offsets of tokens `[first, last]` where they lie in the span."""
    start, end = sentence.span(first, last)
    return (start, end) if span[0] <= start and end <= span[1] else None


def _quantities(side: Side, span: Span) -> Iterator[tuple[Span, Found]]:
    for _, sentence in side.inside(span):
        for found in quantities(sentence):
            at = _held(span, sentence, found.first, found.last)
            if at and not (found.lo == found.hi == 1):
                yield at, found


def _figures(one: Sequence[tuple[Span, Found]], two: Sequence[tuple[Span, Found]]) -> list[Difference]:
    """Figures by what they say: first the same with the same hedge, then the same figure, then the same unit, each once."""
    found: list[Difference] = []
    left, right = list(one), list(two)
    for test, part in ((_same_all, ""), (_same_bounds, "hedge"), (_same_matter, "figure")):
        for each in list(left):
            other = next((other for other in right if test(each[1], other[1])), None)
            if other is not None:
                left.remove(each)
                right.remove(other)
                if part:
                    found.append(Difference(Kind.CHANGED, part, each[0], other[0]))
    found += [_alone(Kind.DROPPED, "figure", span) for span, _ in left]
    found += [_alone(Kind.ADDED, "figure", span) for span, _ in right]
    return found


def _elsewhere(difference: Difference, one: tuple[Side, Span], two: tuple[Side, Span]) -> bool:
    """What looks dropped or added stands on the other side in another form: a dual, part of a day."""
    if difference.kind is Kind.CHANGED:
        return False
    own, other = (one, two) if difference.kind is Kind.DROPPED else (two, one)
    span = difference.original or difference.translation
    figure = next((found for at, found in _quantities(*own) if at == span), None)
    if figure is None:
        return False
    if figure.form is Form.UNIVERSAL and (
        figure.unit is None or figure.unit.number == "one" or figure.unit.of == "person"
    ):
        return True
    return bool({figure.lo, figure.hi} - {None, 0} & _values(*other)) if figure.form is Form.NUMBER else False


def _values(side: Side, span: Span) -> set[Number]:
    """Every number of a span, in whatever form."""
    found: set[Number] = set()
    for _, sentence in side.inside(span):
        found.update(num.value for num in sentence.nums if _held(span, sentence, num.first, num.last))
        for hit in sentence.hits.get("unit", ()):
            if hit.value.number == "two" and _held(span, sentence, hit.first, hit.last):
                found.add(2)
        for date in sentence.dates:
            if _held(span, sentence, date.first, date.last):
                found.update(abs(n) for w in (date.when, *date.when.inner) for n in (w.low, w.high) if n)
    return found


def _same_bounds(a: Found, b: Found) -> bool:
    if a.form in _VAGUE or b.form in _VAGUE:
        return a.hedge == b.hedge
    return {a.lo, a.hi} - {None} == {b.lo, b.hi} - {None}


def _same_all(a: Found, b: Found) -> bool:
    return a.hedge == b.hedge and _same_bounds(a, b)


def _same_matter(a: Found, b: Found) -> bool:
    if a.kind != b.kind:
        return False
    return a.unit is None or b.unit is None or a.unit.unit == b.unit.unit or a.unit.of == b.unit.of


def _times(side: Side, span: Span) -> Iterator[_Told]:
    for number, sentence in side.inside(span):
        for date in sentence.dates:
            at = _held(span, sentence, date.first, date.last)
            if at and sentence.key(date.first - 1) not in _NOT_DAY:
                value = resolve(date.when, side.voices.day(number).date)
                yield _Told(at, spoken(date.when), None, value and value.rstrip("~?"))


def _same_time(a: _Told, b: _Told) -> bool:
    return a.key == b.key or (a.value is not None and a.value == b.value)


def _places(side: Side, span: Span) -> Iterator[_Place]:
    """Places that the gazetteer holds, and names of others; a country is often only an adjective and is left out."""
    for number, sentence in side.inside(span):
        heads = lexicon().heads
        spots = [
            spot
            for spot in side.voices.spots[number]
            if spot.place is None
            and not any(f in heads for w in sentence.words[spot.first : spot.last + 1] for f in w.forms)
        ]
        known = [hit for hit in sentence.hits.get("place", ()) if hit.value.kind != "country"]
        for first, last, place in [
            *((hit.first, hit.last, hit.value) for hit in known),
            *((spot.first, spot.last, None) for spot in spots),
        ]:
            at = _held(span, sentence, first, last)
            inner = place is None and any(first <= hit.last and hit.first <= last for hit in known)
            if at and not inner:
                yield _Place(at, place, tuple(token.key for token in sentence.words[first : last + 1]))


def _placed(one: tuple[Side, Span], two: tuple[Side, Span]) -> list[Difference]:
    """Places of one side that the other does not name, by the gazetteer or by their sound."""
    left, right = list(_places(*one)), list(_places(*two))
    words = [_spelled(*side) for side in (one, two)]
    gone = [each for each in left if not _told(each, right, words[1])]
    new = [each for each in right if not _told(each, left, words[0])]
    if len(gone) == len(new) == 1:
        return [Difference(Kind.CHANGED, "place", gone[0].span, new[0].span)]
    return [_alone(Kind.DROPPED, "place", each.span) for each in gone] + [
        _alone(Kind.ADDED, "place", each.span) for each in new
    ]


def _spelled(side: Side, span: Span) -> frozenset[str]:
    return frozenset(
        token.key
        for _, sentence in side.inside(span)
        for token in sentence.words
        if (token.cap or token.arabic) and span[0] <= token.start and token.end <= span[1]
    )


def _told(place: _Place, others: Sequence[_Place], words: frozenset[str]) -> bool:
    """One of the other side's places is this one or lies within it, or a word there sounds like its name."""
    if place.known is not None:
        return any(other.known is not None and _meet(place.known, other.known) for other in others)
    return any(_sound(a, b) for a in place.words if len(a) > _SHORTEST for b in words if len(b) > _SHORTEST)


def _meet(a: Place, b: Place) -> bool:
    """The two circles have ground in common."""
    north = (a.lat - b.lat) * _DEGREE_M
    east = (a.lon - b.lon) * _DEGREE_M * math.cos(math.radians(a.lat))
    return math.hypot(north, east) <= max(a.precision_m, b.precision_m)


def _sound(a: str, b: str) -> bool:
    if a == b or is_arabic(a) == is_arabic(b):
        return a == b
    arabic, latin = (a, b) if is_arabic(a) else (b, a)
    return max(likeness(arabic, latin), likeness(arabic.removeprefix("ال"), latin)) >= _NAME_ALIKE


def _means(side: Side, span: Span) -> Iterator[_Told]:
    yield from _listed(
        side,
        span,
        lambda category, value: value[1] if category == "means" and value[1] not in _NO_WEAPON else None,
    )


def _armed(one: tuple[Side, Span], two: tuple[Side, Span]) -> list[Difference]:
    """Weapons; a bombing that names none is told wherever the other side tells of an attack or a weapon."""
    left, right = list(_means(*one)), list(_means(*two))
    for told, other, others in ((left, two, right), (right, one, left)):
        attack = any("act:attack" in sentence.hits for _, sentence in other[0].inside(other[1]))
        if attack or len(told) > 1 or others:
            told[:] = [
                each for each in told if each.key != _GENERIC or any(o.key == _GENERIC for o in others)
            ]
    return _compared("means", left, right, _same_key)


def _harmed(one: tuple[Side, Span], two: tuple[Side, Span]) -> list[Difference]:
    """A word of harm, where the other side has none of that harm, however weak."""
    told = [list(_listed(*side, _harm)) for side in (one, two)]
    weak = [{each.key for each in _listed(*side, _any_harm)} for side in (one, two)]
    left = [each for each in told[0] if each.key not in weak[1]]
    right = [each for each in told[1] if each.key not in weak[0]]
    return _compared("act", left, right, _same_key)


def _harm(category: str, value: Any) -> str | None:
    return value.code if category.startswith("act:") and not value.weak and value.code in _HARM else None


def _any_harm(category: str, value: Any) -> str | None:
    return value.code if category.startswith("act:") else None


def _listed(side: Side, span: Span, code: Callable[[str, Any], str | None]) -> Iterator[_Told]:
    """What the vocabulary knows in a span, each code once."""
    seen: set[str] = set()
    for _, sentence in side.inside(span):
        for category, hits in sentence.hits.items():
            for hit in hits:
                key = code(category, hit.value)
                at = _held(span, sentence, hit.first, hit.last) if key else None
                if key and at and key not in seen:
                    seen.add(key)
                    yield _Told(at, key, key)


def _same_key(a: _Told, b: _Told) -> bool:
    return a.key == b.key


def _compared(
    part: str, one: Sequence[_Told], two: Sequence[_Told], same: Callable[[_Told, _Told], bool]
) -> list[Difference]:
    left = [each for each in one if not any(same(each, other) for other in two)]
    right = [other for other in two if not any(same(each, other) for each in one)]
    if len(left) == len(right) == 1:
        return [Difference(Kind.CHANGED, part, left[0].span, right[0].span, left[0].code)]
    return [_alone(Kind.DROPPED, part, each.span, each.code) for each in left] + [
        _alone(Kind.ADDED, part, each.span, each.code) for each in right
    ]


def _one_sided(part: str, one: Sequence[Span], two: Sequence[Span]) -> list[Difference]:
    """What stands on one side and not at all on the other: more cannot be told of words in two languages."""
    if bool(one) == bool(two):
        return []
    return [_alone(Kind.DROPPED, part, span) for span in one] + [
        _alone(Kind.ADDED, part, span) for span in two
    ]


def _speakers(side: Side, span: Span) -> Iterator[Span]:
    """Those who are named: by a name, or by more than one word; a pronoun's speaker stands elsewhere."""
    for number, sentence in side.inside(span):
        for cue in side.voices.cues[number]:
            if not cue.speaker or not cue.span or side.text[slice(*cue.span)] != cue.speaker:
                continue
            words = [w for w in sentence.words if cue.span[0] <= w.start and w.end <= cue.span[1]]
            if len(words) > 1 and span[0] <= cue.span[0] and cue.span[1] <= span[1]:
                yield cue.span


def _negated(one: tuple[Side, Span], two: tuple[Side, Span]) -> list[Difference]:
    """Something did not happen by the one, and the other has no negation at all."""
    found: list[Difference] = []
    for kind, own, other in ((Kind.DROPPED, one, two), (Kind.ADDED, two, one)):
        told = [span for span, of_act in _negations(*own) if of_act]
        if told and not any(True for _ in _negations(*other)):
            found += [_alone(kind, "negation", span) for span in told]
    return found


def _negations(side: Side, span: Span) -> Iterator[tuple[Span, bool]]:
    """Words that negate, and whether an act stands behind them."""
    for _, sentence in side.inside(span):
        held = {
            i
            for category in ("hedge_before", "hedge_after", "hedge_verb")
            for hit in sentence.hits.get(category, ())
            for i in range(hit.first, hit.last + 1)
        }
        for index, token in enumerate(sentence.words):
            at = _held(span, sentence, index, index)
            negative = not _NOT.isdisjoint((token.key, *token.forms)) or token.key.endswith(("n't", "n’t"))
            if at and negative and index not in held and sentence.key(index + 1) not in _NOT_NOT:
                yield at, any(sentence.act_at(i) for i in range(index + 1, index + _AHEAD))
