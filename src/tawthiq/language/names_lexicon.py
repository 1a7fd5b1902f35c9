"""A lexicon resolves every spelling of a set of names to a few lemmas, so that equal lemmas can be joined as keys.

The lemmas are the Arabic words of the data themselves, and a small table of common given names; a Latin word becomes
the Arabic words it most probably writes, an Arabic word itself and the frequent words one slip away. A Latin word
that writes none of them keeps its consonants as its lemma, so that two Latin lists still meet.
The same words with the same counts give the same lexicon, in whatever order they come.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from tawthiq.language.names import common_names, is_arabic
from tawthiq.language.names_letters import latin_codes
from tawthiq.language.names_search import Finder

MOST = 3
"""Lemmas a word can have."""
FLOOR = -0.8
"""Least score for each Arabic letter; 99 of 100 true pairs of the training file lie above 0.44, but loose spellings lie lower."""
WITHIN = 5.0
"""How far behind the best lemma another may stay, in natural logarithms."""
FREQUENCY = 1.0
SLIP_RATIO = 4
READ = 120
"""Latin words looked at for one Arabic word."""

_CLASSES = {
    "kh": "k", "gh": "g", "sh": "s", "ch": "s", "th": "t", "dh": "d", "ph": "f",
    "q": "k", "c": "k", "x": "k", "p": "b", "v": "f", "z": "d", "j": "g",
}  # fmt: skip
_ARABIC_CLASSES = {
    letter: to
    for letters, to in (("ب", "b"), ("تثط", "t"), ("جغ", "g"), ("خقك", "k"), ("دذزضظ", "d"), ("ر", "r"), ("سشص", "s"),
                        ("ف", "f"), ("ل", "l"), ("م", "m"), ("ن", "n"), ("حه", "h"))
    for letter in letters
}  # fmt: skip


def skeleton(word: str) -> str:
    """The consonants of a word of either script in coarse classes: what survives most ways of writing it."""
    if is_arabic(word):
        out = "".join(_ARABIC_CLASSES.get(c, "") for c in word)
    else:
        out = "".join(chr(96 + c) for c in latin_codes(word))
        for old, new in _CLASSES.items():
            out = out.replace(old, new)
    kept = [c for c in out if c in "bdfghklmnrst"]
    return "".join(c for i, c in enumerate(kept) if i == 0 or c != kept[i - 1]).rstrip("h")


class Lexicon(msgspec.Struct, frozen=True):
    """Words and what they can stand for. `lemmas`: word -> lemmas, the most probable first, at most `MOST`.

    `counts`: lemma -> how many occurrences of words have it first.
    """

    lemmas: dict[str, tuple[str, ...]]
    counts: dict[str, int]

    def of(self, word: str | None) -> tuple[str, ...]:
        """A word's lemmas; a word the lexicon was not built from has none."""
        return self.lemmas.get(word, ()) if word else ()


def build_lexicon(words: Mapping[str, int]) -> Lexicon:
    """The lexicon of these words (keys as `parse_name` gives them) with how often each occurs."""
    arabic = {w: n for w, n in words.items() if is_arabic(w)}
    latin = sorted(w for w in words if not is_arabic(w))
    lemmas = dict(_near(arabic)) | _latin(latin, arabic)
    counts: Counter[str] = Counter()
    for word, count in words.items():
        counts[lemmas[word][0]] += count
    return Lexicon(lemmas, dict(counts))


def _deletions(word: str) -> Iterable[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _near(arabic: Mapping[str, int]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each Arabic word with itself first, then the words one slip away that are `SLIP_RATIO` times as frequent."""
    meets: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(arabic):
        if len(word) > 3:
            for key in set(_deletions(word)):
                meets[key].append(word)
    for word, count in arabic.items():
        others: set[str] = set()
        if len(word) > 3:
            others = {
                o for key in _deletions(word) for o in meets[key] if arabic[o] >= SLIP_RATIO * count
            } - {word}
        ranked = sorted(others, key=lambda o: (-arabic[o], o))
        yield word, (word, *ranked[: MOST - 1])


def _unfolded(lemma: str) -> tuple[str, ...]:
    """The lemma, and what it may have been before folding made its last letter one with another that sounds otherwise."""
    other = {"ي": "ى", "ه": "ة"}.get(lemma[-1])
    return (lemma, lemma[:-1] + other) if other else (lemma,)


def _latin(latin: list[str], arabic: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Each Latin word with the Arabic words it most probably writes, or else with its consonants."""
    vocabulary = sorted({*arabic, *common_names()})
    finder = Finder(latin)
    heard: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for lemma in vocabulary:
        weight = FREQUENCY * math.log(arabic.get(lemma, 0) + 1.0)
        scores: dict[str, float] = {}
        for form in _unfolded(lemma):
            for spelling, score in finder.find(form, READ):
                scores[spelling] = max(score, scores.get(spelling, score))
        for spelling, score in scores.items():
            if score >= FLOOR * len(lemma):
                heard[spelling].append((-(score + weight), lemma))
    out: dict[str, tuple[str, ...]] = {}
    for word in latin:
        found = sorted(heard["".join(chr(96 + c) for c in latin_codes(word))])[:MOST]
        kept = tuple(lemma for score, lemma in found if score <= found[0][0] + WITHIN)
        out[word] = kept or (f"~{skeleton(word)}",)
    return out
