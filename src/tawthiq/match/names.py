"""Which of many names is the one asked for, across scripts: the words of two names are paired, each pair scored by sound.

Words of different scripts meet through the learned letter table (language/names_letters), words of one script by edit
distance over what is written and what it sounds like. A word pairs with one word only. A word that finds no partner costs
less than one that finds a wrong one: names are written at any length, in either order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from tawthiq.language.fold import fold
from tawthiq.language.names import is_arabic, parse_name
from tawthiq.language.names_letters import LONGEST, latin_codes
from tawthiq.language.names_lexicon import skeleton
from tawthiq.language.names_search import Finder

READ = 60
"""Candidate words looked at for one word asked."""
SAME = 2.3
"""What a word that is written the same counts for each of its letters: as much as one that sounds the same."""
ALIKE = 0.6
"""Likeness from which words of one script count as perhaps the same."""
SOUND = 0.5
"""Share of the likeness of two Latin words that their consonants have in it."""
UNHEARD, UNASKED, TURNED = -0.4, -0.1, -0.3
"""What a word without a partner counts for each of its letters: of the query; of the candidate. What an exchange of two
partners counts."""
AT_ONCE = 256
"""Words of one script compared with all others at a time."""

Alike = Mapping[str, Sequence[tuple[str, float]]]


class NameMatch(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate for one query. `rank` counts from 1; `score` falls with it, comparable within one query only."""

    query: str
    candidate: str
    score: float
    rank: int


def names(queries: Sequence[str], candidates: Sequence[str], *, most: int = 10) -> list[NameMatch]:
    """For each query (in order) the best `most` candidates, best first; a query nothing is near to has none."""
    asked = [_words(query) for query in queries]
    index = _Index(candidates)
    alike = index.alike({word for words in asked if len(words) == 1 for word in words}, 2 * most)
    longer = index.alike({word for words in asked if len(words) > 1 for word in words}, max(READ, 2 * most))
    return [
        NameMatch(query=query, candidate=candidate, score=round(score, 4), rank=rank)
        for query, words in zip(queries, asked, strict=True)
        for rank, (candidate, score) in enumerate(
            index.best(words, longer if len(words) > 1 else alike, most), start=1
        )
    ]


def _words(text: str) -> tuple[str, ...]:
    """The words of a name; a lone Arabic word as written, since hamza and ta marbuta tell how it sounds."""
    name = parse_name(text)
    alone = text.strip()
    if len(name.words) == 1 and not name.title and not name.kunya and is_arabic(alone) and alone.isalpha():
        return (alone,)
    return (*(_letters(word) for word in name.words), *([_letters(name.kunya)] if name.kunya else ()))


def _letters(word: str) -> str:
    if is_arabic(word) or (word.isascii() and word.isalpha() and word.islower()):
        return word[:LONGEST]
    return bytes((latin_codes(word) + 96).astype(np.uint8)).decode()


class _Index:
    """Candidates by their words, able to say which of the words sound like one that is asked."""

    def __init__(self, candidates: Sequence[str]) -> None:
        self._candidates = list(dict.fromkeys(candidates))
        self._words = [_words(candidate) for candidate in self._candidates]
        of: defaultdict[str, list[int]] = defaultdict(list)
        for n, words in enumerate(self._words):
            for word in dict.fromkeys(words):
                of[word].append(n)
        self._of = {word: numbers for word, numbers in of.items() if word}
        every = sorted(self._of)
        self._arabic, self._latin = [w for w in every if is_arabic(w)], [w for w in every if not is_arabic(w)]
        self._unasked: dict[int, npt.NDArray[np.float64]] = {}

    def alike(self, words: Iterable[str], most: int) -> Alike:
        """For each word asked the candidate words that may be this one, with scores."""
        every = sorted(words)
        arabic, latin = [w for w in every if is_arabic(w)], [w for w in every if w and not is_arabic(w)]
        found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        if arabic and self._latin:
            for word, heard in zip(arabic, Finder(self._latin).find_all(arabic, most), strict=True):
                found[word] += heard
        if latin and self._arabic:
            for word, heard in zip(self._arabic, Finder(latin).find_all(self._arabic, READ), strict=True):
                for spelling, score in heard:
                    found[spelling].append((word, score))
        for asked, others, keys in ((arabic, self._arabic, (fold,)), (latin, self._latin, (str, skeleton))):
            for word, spelled in _spelled(asked, others, keys, most):
                found[word] += spelled
        return found

    def best(self, words: tuple[str, ...], alike: Alike, most: int) -> list[tuple[str, float]]:
        """Candidates with scores, best first; equal scores in the order of the candidates."""
        if not words or not any(alike.get(word) for word in words):
            return []
        if len(words) == 1:
            scores: dict[int, float] = {}
            for other, score in sorted(alike[words[0]], key=itemgetter(1), reverse=True)[: 2 * most]:
                for n in self._of[other]:
                    if n not in scores:
                        own = self._words[n]
                        scores[n] = score if len(own) == 1 else score + self._spare(n, [own.index(other)])
        else:
            scores = self._exact(words, alike, self._likely(words, alike, 4 * most))
        ranked = sorted((-score, n) for n, score in scores.items())
        return [(self._candidates[n], -score) for score, n in ranked[:most]]

    def _spare(self, n: int, used: Sequence[int]) -> float:
        return sum(UNASKED * len(word) for at, word in enumerate(self._words[n]) if at not in used)

    def _likely(self, words: tuple[str, ...], alike: Alike, most: int) -> list[int]:
        """The candidates with the best sum over the words, each word's best partner counted, shared or not."""
        if len(words) not in self._unasked:
            spare = [UNASKED * sum(map(len, own[len(words) :])) for own in self._words]
            self._unasked[len(words)] = np.array(spare)
        total, met = self._unasked[len(words)].copy(), np.zeros(len(self._words), bool)
        for word in words:
            partners = sorted(alike.get(word, ()), key=lambda found: found[1])
            own = np.full(len(total), UNHEARD * len(word))
            for other, score in partners:
                own[self._of[other]] = score
                met[self._of[other]] = True
            total += own
        total[~met] = -np.inf
        count = min(most, int(met.sum()))
        chosen: list[int] = np.sort(np.argpartition(-total, count - 1)[:count]).tolist()
        return chosen

    def _exact(self, words: tuple[str, ...], alike: Alike, candidates: Iterable[int]) -> dict[int, float]:
        """Each candidate with its words paired one to one, the best pairs first."""
        partners = [dict(alike.get(word, ())) for word in words]
        out = {}
        for n in candidates:
            pairs = sorted(
                (-score, abs(at - to), at, to)
                for at, known in enumerate(partners)
                for to, other in enumerate(self._words[n])
                if (score := known.get(other)) is not None
            )
            used: dict[int, int] = {}
            total = 0.0
            for score, _, at, to in pairs:
                if at not in used and to not in used.values():
                    used[at] = to
                    total -= score
            total += sum(UNHEARD * len(word) for at, word in enumerate(words) if at not in used)
            total += self._spare(n, list(used.values()))
            order = [used[at] for at in sorted(used)]
            total += TURNED * sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])
            out[n] = total
        return out


def _spelled(
    asked: list[str], others: list[str], keys: Sequence[Any], most: int
) -> Iterable[tuple[str, list[tuple[str, float]]]]:
    """For each word the words of the same script whose keys are near to its own, by edit distance."""
    if not asked or not others:
        return
    from rapidfuzz import process  # noqa: PLC0415 - only names of one script need it
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415 - as above

    shares = (1.0,) if len(keys) == 1 else (1 - SOUND, SOUND)
    right = [[key(word) for word in others] for key in keys]
    count = min(most, len(others))
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        like = np.zeros((len(part), len(others)), np.float32)
        for key, own, share in zip(keys, right, shares, strict=True):
            left = [key(word) for word in part]
            like += share * process.cdist(left, own, scorer=JaroWinkler.normalized_similarity, workers=1)
        nearest = np.argpartition(-like, count - 1, axis=1)[:, :count]
        for word, row, chosen in zip(part, like, nearest, strict=True):
            kept = sorted(n for n in chosen.tolist() if row[n] >= ALIKE)
            scale = SAME * len(word) / (1 - ALIKE)
            yield word, [(others[n], scale * (float(row[n]) - ALIKE)) for n in kept]
