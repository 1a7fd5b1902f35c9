"""How much it says that two texts in two languages hold the same key: minus the logarithm of how often that is chance.

How often a key is met is counted in the texts themselves; until there are many of them, what is usual for its kind counts more.
Names have no key: an Arabic word and a Latin one are one name by their sound (`language/names_pair`).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from tawthiq.language.names_lexicon import skeleton
from tawthiq.language.names_pair import likeness
from tawthiq.language.segments import Segment

PRIOR = 40.0
"""So many texts' worth of what is usual."""
Counts = tuple[Mapping[str, int], int]
"""In how many texts each key is met, and how many texts there are."""
_USUAL = {"d": 0.04, "p": 0.06, "o": 0.06, "l": 0.006, "means": 0.12, "target": 0.12}
_CODE = 0.25
_FIGURES = ((2, 0.35), (12, 0.12), (31, 0.06), (100, 0.03))
_LARGE = 0.012
_ALIKE, _NAME, _MISSED = 4.0, 5.0, 1.2
"""Least score of two words to be one name; most that a name counts for, and what one counts for that the other side lacks."""
_SHORTEST, _SKELETON = 3, 3


class Weights:
    """Of the keys of two collections of texts, one for each language."""

    def __init__(self, arabic: Sequence[AbstractSet[str]], english: Sequence[AbstractSet[str]]) -> None:
        self._counts = [counts(side) for side in (arabic, english)]
        self._known: dict[str, float] = {}

    def of(self, key: str, near: Sequence[Counts] = ()) -> float:
        """What it says that both hold it, and at most what it says `near`, among the texts that look like either."""
        weight = self._known.get(key)
        if weight is None:
            weight = self._known[key] = min(_weight(key, each) for each in self._counts)
        return min(weight, *(_weight(key, each) for each in near)) if near else weight


def counts(texts: Iterable[AbstractSet[str]]) -> Counts:
    """Of texts given by their keys."""
    listed = list(texts)
    return Counter(key for keys in listed for key in keys), len(listed)


def _weight(key: str, known: Counts) -> float:
    met, many = known
    often = usual(key)
    return -math.log(max(often, (met.get(key, 0) + PRIOR * often) / (many + PRIOR)))


def blocking(keys: Collection[str], segments: Sequence[Segment]) -> set[str]:
    """Keys by which texts are brought together: their own, and the consonants of what may be names."""
    sounds = {_consonants(form) for one in segments for word in one.names for form in bare(word)}
    return {*keys, *(f"s:{sound}" for sound in sounds if len(sound) >= _SKELETON)}


def usual(key: str) -> float:
    """How often a key of such a kind is met in a text."""
    kind, _, rest = key.partition(":")
    if kind == "n":
        value = abs(float(rest))
        return next((often for most, often in _FIGURES if value <= most), _LARGE)
    if kind == "s":
        return max(0.004, 0.15 * 0.4 ** (len(rest) - 2))
    return _USUAL.get(kind, _CODE)


_ROUND, _ROUGH = 0.06, 50
"""How far a rounded figure may lie from what was rounded, and from where on figures are."""


def rounded(one: AbstractSet[str], two: AbstractSet[str]) -> dict[str, str]:
    """Figures of one side that the other side rounds, each with the key that both then bear: 1287 and "about 1,300"."""
    sides = [
        {
            key: abs(float(key[2:]))
            for key in each
            if key.startswith("n:") and key not in other and abs(float(key[2:])) >= _ROUGH
        }
        for each, other in ((one, two), (two, one))
    ]
    found: dict[str, str] = {}
    pairs = sorted(
        (abs(a - b) / max(a, b), key, other)
        for key, a in sides[0].items()
        for other, b in sides[1].items()
        if abs(a - b) <= _ROUND * max(a, b) and (_digits(a) <= 2) != (_digits(b) <= 2)
    )
    for _, key, other in pairs:
        if key not in found and other not in found:
            found[key] = found[other] = f"n~{min(key, other)[2:]}"
    return found


def _digits(value: float) -> int:
    """Digits before the noughts at the end."""
    return len(f"{value:.0f}".rstrip("0"))


_CLITICS = ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف")


def bare(word: str) -> tuple[str, ...]:
    """A word, and an Arabic one without article and clitics."""
    forms = [word]
    for clitic in _CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST:
            forms.append(word[len(clitic) :])
            break
    return tuple(forms)


def heard(arabic: Sequence[Segment], latin: Sequence[Segment]) -> dict[str, tuple[str, float]]:
    """Words that are one name on both sides, by their sound: each with the Latin name and what it says."""
    low = {word for one in latin for word in one.latin} - {word for one in latin for word in one.names}
    names: dict[str, list[tuple[str, str]]] = {}
    for name in {word for one in latin for word in one.names}:
        sound = _consonants(name)
        if name not in low and len(name) >= _SHORTEST and sound:
            names.setdefault(sound[0], []).append((name, sound))
    found: dict[str, tuple[str, float]] = {}
    for word in {word for one in arabic for word in one.names} if names else ():
        best = max(_alike(word, names), default=(0.0, ""))
        if best[0] >= _ALIKE:
            found[word] = (best[1], min(_NAME, best[0]))
    told = {name: (name, 0.0) for listed in names.values() for name, _ in listed}
    for name, weight in found.values():
        told[name] = (name, max(weight, told[name][1]))
    return told | {word: (name, told[name][1]) for word, (name, _) in found.items()}


def named(
    segment: Segment, same: Mapping[str, tuple[str, float]], *, latin: bool
) -> Iterator[tuple[str, float]]:
    """The names of a segment that the other text has too; and those of a Latin one that it lacks, which count little."""
    for word in segment.names:
        name, weight = same.get(word, ("", 0.0))
        if name and weight:
            yield f"x:{name}", weight
        elif name and latin:
            yield f"x:{name}", _MISSED


def _alike(word: str, names: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[tuple[float, str]]:
    for form in bare(word):
        sound = _consonants(form)
        if len(form) < _SHORTEST or not sound:
            continue
        for name, other in names.get(sound[0], ()):
            if abs(len(other) - len(sound)) <= 1 and len(set(other) & set(sound)) * 2 > len(set(other)):
                yield _likeness(form, name), name


@lru_cache(maxsize=1 << 16)
def _likeness(arabic: str, latin: str) -> float:
    return likeness(arabic, latin)


@lru_cache(maxsize=1 << 16)
def _consonants(word: str) -> str:
    return skeleton(word)
