"""Which of many names is the one asked for, across scripts: the words of two names are paired, each pair scored by sound.

Words of different scripts meet through the learned letter table (language/names_letters), words of one script by edit
distance. A word that finds no partner costs less than one that finds a wrong one: names are written at any length.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from tawthiq.language.fold import fold
from tawthiq.language.names import is_arabic, parse_name
from tawthiq.language.names_letters import latin_codes
from tawthiq.language.names_search import Finder

READ = 60
"""Candidate words looked at for one word asked."""
SAME = 2.3
"""What a word that is written the same counts for each of its letters: as much as one that sounds the same."""
ALIKE = 0.6
"""Jaro-Winkler likeness from which words of one script count as perhaps the same."""
UNHEARD, UNASKED = -0.4, -0.1
"""What a word without a partner counts for each of its letters: of the query; of the candidate."""


class NameMatch(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate for one query. `rank` counts from 1; `score` falls with it, comparable within one query only."""

    query: str
    candidate: str
    score: float
    rank: int


def names(queries: Sequence[str], candidates: Sequence[str], *, most: int = 10) -> list[NameMatch]:
    """For each query (in order) the best `most` candidates, best first; a query nothing is near to has none."""
    asked = [_words(query) for query in queries]
    index = _Index(candidates, [word for words in asked for word in words])
    out: list[NameMatch] = []
    for query, words in zip(queries, asked, strict=True):
        found = index.best(words, most)
        out += [
            NameMatch(query=query, candidate=candidate, score=round(score, 4), rank=rank)
            for rank, (candidate, score) in enumerate(found, start=1)
        ]
    return out


def _words(text: str) -> tuple[str, ...]:
    """The words of a name; a lone Arabic word as written, since hamza and ta marbuta tell how it sounds."""
    name = parse_name(text)
    alone = text.strip()
    if len(name.words) == 1 and not name.title and not name.kunya and is_arabic(alone) and alone.isalpha():
        return (alone,)
    return name.words or ((name.kunya,) if name.kunya else ())


def _letters(word: str) -> str:
    return word if is_arabic(word) else "".join(chr(96 + c) for c in latin_codes(word))


class _Index:
    """Candidates by their words, able to say which of the words sound like one that is asked."""

    def __init__(self, candidates: Sequence[str], asked: Sequence[str]) -> None:
        self._candidates = list(dict.fromkeys(candidates))
        self._words = [tuple(_letters(word) for word in _words(candidate)) for candidate in self._candidates]
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        for n, words in enumerate(self._words):
            for word in dict.fromkeys(words):
                self._of[word].append(n)
        every = sorted(self._of)
        self._arabic, self._latin = [w for w in every if is_arabic(w)], [w for w in every if not is_arabic(w)]
        self._folded = [fold(word) for word in self._arabic]
        self._finder = Finder(self._latin)
        self._heard = _heard(self._arabic, {_letters(word) for word in asked if not is_arabic(word)})

    def best(self, words: tuple[str, ...], most: int) -> list[tuple[str, float]]:
        """Candidates with scores, best first; equal scores in the order of the candidates."""
        scores: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for at, word in enumerate(words):
            for other, score in self._alike(word, READ if len(words) > 1 else 2 * most):
                for n in self._of[other]:
                    scores[n][at] = max(score, scores[n].get(at, score))
        ranked = sorted((-self._total(words, n, partners), n) for n, partners in scores.items())
        return [(self._candidates[n], -score) for score, n in ranked[:most]]

    def _total(self, words: tuple[str, ...], n: int, partners: dict[int, float]) -> float:
        total = sum(partners.values())
        if len(partners) < len(words):
            total += sum(UNHEARD * len(word) for at, word in enumerate(words) if at not in partners)
        if len(self._words[n]) > len(words):
            total += sum(UNASKED * len(word) for word in self._words[n][len(words) :])
        return total

    def _alike(self, word: str, most: int) -> list[tuple[str, float]]:
        """Candidate words that may be this one, with scores."""
        if is_arabic(word):
            return [*self._finder.find(word, most), *_spelled(fold(word), self._arabic, self._folded, most)]
        letters = _letters(word)
        return [*self._heard.get(letters, ()), *_spelled(letters, self._latin, self._latin, most)]


def _spelled(word: str, others: list[str], keys: list[str], most: int) -> list[tuple[str, float]]:
    """Words of the same script whose key is near to this word, by edit distance."""
    if not others:
        return []
    from rapidfuzz import process  # noqa: PLC0415 - only names of one script need it
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

    found = process.extract(
        word, keys, scorer=JaroWinkler.normalized_similarity, limit=most, score_cutoff=ALIKE
    )
    return [(others[n], SAME * len(word) * (like - ALIKE) / (1 - ALIKE)) for _, like, n in found]


def _heard(arabic: list[str], latin: set[str]) -> dict[str, list[tuple[str, float]]]:
    """For each Latin word asked, the Arabic candidates it may write: the letter table asked the other way round."""
    out: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    if latin and arabic:
        finder = Finder(latin)
        for word in arabic:
            for spelling, score in finder.find(word, READ):
                out[spelling].append((word, score))
    return dict(out)
