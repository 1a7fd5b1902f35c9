"""What a sentence and its translation have in common although no word of them is the same: keys with a weight and a place.

Figures and days mean the same in both; the vocabulary's lists hold both languages under one code, so that it doubles as the
dictionary; a name is known by how its letters sound. Words of one language are anchors only beside the same language.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from tawthiq.language.names_lexicon import skeleton
from tawthiq.language.names_pair import likeness
from tawthiq.language.value import Value
from tawthiq.language.when import When
from tawthiq.read.sentence import Sentence


class Anchor(Value, frozen=True):
    """`[start, end)` of the text bears `key`."""

    start: int
    end: int
    key: str
    weight: float


_FIGURE, _SMALL_FIGURE, _DAY, _PLACE, _ORGANISATION, _NAME = 2.5, 1.2, 2.0, 1.5, 1.5, 2.0
_CODE, _WORD, _FOREIGN = 0.8, 0.6, 1.5
_SMALL = 12
"""Figures up to this are met by chance."""
_ALIKE = 4.0
"""Least score (natural logarithm) of two names: nine in ten true pairs lie above it, one chance pair in a thousand does."""
_SHORTEST = 3
_CODES = frozenset(("means", "target", "unit", "universal", "vague", "hedge_before", "hedge_after", "verb"))
_TELLING = _CODES | {"place", "organisation"}


def anchored(a: Sequence[Sentence], b: Sequence[Sentence]) -> tuple[list[list[Anchor]], list[list[Anchor]]]:
    """The anchors of each sentence of both sides, by place; a key that stands in many sentences weighs less in each."""
    one, two = ([own_anchors(sentence) for sentence in side] for side in (a, b))
    heard = _names_alike(a, b)
    foreign = {key for side in (a, b) if _lang(side) == "ar" for key in _latin(side)}
    same = _lang(a) == _lang(b)
    for side, found in ((a, one), (b, two)):
        for sentence, listed in zip(side, found, strict=True):
            for token in sentence.words:
                key = token.key.removesuffix(_OWNER)
                if token.kind in "uh" or key in foreign:
                    listed.append(Anchor(token.start, token.end, f"l:{key}", _FOREIGN))
                elif same and token.kind == "w":
                    listed.append(Anchor(token.start, token.end, f"l:{key}", _WORD))
                elif (token.cap or token.arabic) and key in heard:
                    listed.append(Anchor(token.start, token.end, f"x:{heard[key]}", _NAME))
    often = Counter(key for listed in one for key in {each.key for each in listed})
    often |= Counter(key for listed in two for key in {each.key for each in listed})
    return tuple(
        [
            [each._replace(weight=each.weight / math.sqrt(often[each.key])) for each in sorted(listed)]
            for listed in side
        ]
        for side in (one, two)
    )  # type: ignore[return-value]  # two of them


def _lang(side: Sequence[Sentence]) -> str:
    return side[0].lang if side else "und"


def _latin(side: Sequence[Sentence]) -> Iterator[str]:
    for sentence in side:
        for token in sentence.words:
            if token.kind == "w" and not token.arabic and len(token.key) > 1:
                yield token.key


def own_anchors(sentence: Sentence) -> list[Anchor]:
    """What a sentence holds whatever it is set beside: figures, days, entries of the lists."""
    start, found = _own(sentence)
    by = sentence.start - start
    if not by:
        return list(found)
    return [Anchor(each.start + by, each.end + by, each.key, each.weight) for each in found]


def keys_of(sentence: Sentence) -> Sequence[Anchor]:
    """The same for whoever asks for keys and weights alone: where they stand is not to be read from these."""
    return _own(sentence)[1]


def _own(sentence: Sentence) -> tuple[int, tuple[Anchor, ...]]:
    found = sentence.met.own
    if found is None:
        listed = (*_figures(sentence), *_days(sentence), *_listed(sentence))
        found = sentence.met.own = sentence.start, listed
    return found


def _figures(sentence: Sentence) -> Iterator[Anchor]:
    dated = {i for span in sentence.dates for i in range(span.first, span.last + 1)}
    for num in sentence.nums:
        if dated.isdisjoint(range(num.first, num.last + 1)):
            weight = _SMALL_FIGURE if abs(num.value) <= _SMALL else _FIGURE
            yield Anchor(*sentence.span(num.first, num.last), f"n:{num.value:g}", weight)
    for hit in sentence.hits.get("unit", ()):
        if hit.value.number == "two" and sentence.words[hit.first].arabic:
            yield Anchor(*sentence.span(hit.first, hit.last), "n:2", _SMALL_FIGURE)


def _days(sentence: Sentence) -> Iterator[Anchor]:
    for span in sentence.dates:
        yield Anchor(*sentence.span(span.first, span.last), f"d:{spoken(span.when)}", _DAY)


def spoken(when: When) -> str:
    """A day as said, alike in every language; a year that one side leaves out makes no difference."""
    if when.inner:
        return f"{when.kind}({','.join(spoken(each) for each in when.inner)})"
    if when.kind in ("date", "hijri") and when.month:
        return f"{when.kind}-{when.month}-{when.day or ''}{when.part}"
    return f"{when.kind}{when.year or ''}{when.unit}{when.low}{when.high}{when.part}"


def _listed(sentence: Sentence) -> Iterator[Anchor]:
    for category, hits in sentence.hits.items():
        if category not in _TELLING and not category.startswith("act:"):
            continue
        for hit in hits:
            span = sentence.span(hit.first, hit.last)
            if category == "place":
                yield Anchor(*span, f"p:{hit.value.id}", _PLACE)
            elif category == "organisation":
                yield Anchor(*span, f"o:{hit.value[0]}", _ORGANISATION)
            elif category in _CODES:
                yield Anchor(*span, f"{category.partition('_')[0]}:{_code(category, hit.value)}", _CODE)
            else:
                yield Anchor(*span, category, _CODE)


def _code(category: str, value: object) -> str:
    if category == "unit":
        return str(getattr(value, "unit", value))
    first = value[1] if category in ("means", "target") and isinstance(value, tuple) else value
    return str(first[0] if isinstance(first, tuple) else first)


def _names_alike(a: Sequence[Sentence], b: Sequence[Sentence]) -> dict[str, str]:
    """Names that stand on both sides, by their sound: each Arabic word the Latin name it is likeliest to be, and that name itself."""
    if {_lang(a), _lang(b)} != {"ar", "en"}:
        return {}
    arabic, latin = (a, b) if _lang(a) == "ar" else (b, a)
    names: dict[str, list[tuple[str, str]]] = {}
    for name in _names(latin):
        consonants = _consonants(name)
        names.setdefault(consonants[:1], []).append((name, consonants))
    heard: dict[str, str] = {}
    words = {token.key for sentence in arabic for token in sentence.words if token.arabic} if names else set()
    for word in sorted(words):
        name, score = _heard(word, names)
        if score >= _ALIKE:
            heard[word] = name
    return heard | {name: name for name in heard.values()}


_OWNER = "'s"
_CLITICS = ("ال", "و", "وال", "ب", "بال", "ل", "لل", "ف")


def _names(latin: Iterable[Sentence]) -> list[str]:
    """Latin words with a capital that no list but that of places holds."""
    low: set[str] = set()
    high: set[str] = set()
    for sentence in latin:
        held = {
            i
            for category, hits in sentence.hits.items()
            if not category.startswith("place")
            for hit in hits
            for i in range(hit.first, hit.last + 1)
        }
        for index, token in enumerate(sentence.words):
            if token.kind != "w" or token.arabic:
                continue
            if not token.cap:
                low.add(token.key)
            elif index not in held and len(token.key) >= _SHORTEST:
                high.add(token.key.removesuffix(_OWNER))
    return sorted(name for name in high if name not in low)


def _heard(word: str, names: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[str, float]:
    """The name that an Arabic word sounds like most, and how much; `names` by their first consonant."""
    best, score = "", 0.0
    for form in dict.fromkeys((word, *(word.removeprefix(clitic) for clitic in _CLITICS))):
        consonants = _consonants(form)
        if len(form) < _SHORTEST or not consonants:
            continue
        for name, others in names.get(consonants[0], ()):
            if abs(len(others) - len(consonants)) <= 1:
                sound = likeness(form, name)
                if sound > score:
                    best, score = name, sound
    return best, score


@lru_cache(maxsize=16384)
def _consonants(word: str) -> str:
    return skeleton(word)
