"""A word list finds its phrases in one pass over tokens; per category the longest phrase at the leftmost place wins.

A phrase written with a capital in the list is found only where the text has one (Arabic has none); a phrase in capitals
throughout (UN, WHO) only in capitals. Arabic words are found under their clitics and article. Hyphens never matter.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tawthiq.language.tokens import Token, tokens


class Hit(NamedTuple):
    """Tokens `[first, last]` (both included) are a phrase of `category`; `value` is what the list says of it."""

    first: int
    last: int
    category: str
    value: Any


class _Entry(NamedTuple):
    tail: tuple[str, ...]
    cap: int
    category: str
    value: Any


class Phrases:
    """Phrases of any number of lists, compiled once."""

    def __init__(self, entries: Iterable[tuple[str, str, Any]]) -> None:
        """`entries`: (phrase as an editor writes it, category, value)."""
        self._first: dict[str, list[_Entry]] = {}
        for phrase, category, value in entries:
            words = [token for token in tokens(phrase) if token.kind in "wnh" or token.key in "%$"]
            if not words:
                raise ValueError(f"a {category} phrase without a word: {phrase!r}")
            entry = _Entry(tuple(word.key for word in words[1:]), words[0].cap, category, value)
            self._first.setdefault(words[0].key, []).append(entry)
        for listed in self._first.values():
            listed.sort(key=lambda entry: -len(entry.tail))

    def find(self, words: Sequence[Token]) -> dict[str, list[Hit]]:
        """Category -> hits in order, not overlapping within their category."""
        found: dict[str, list[Hit]] = {}
        until: dict[str, int] = {}
        first = self._first
        for at, token in enumerate(words):
            for form in token.forms or (token.key,):
                for entry in first.get(form, ()):
                    if entry.cap > token.cap or until.get(entry.category, -1) >= at:
                        continue
                    last = _tail(words, at, entry.tail)
                    if last is not None:
                        until[entry.category] = last
                        found.setdefault(entry.category, []).append(
                            Hit(at, last, entry.category, entry.value)
                        )
        return found


def _tail(words: Sequence[Token], at: int, tail: tuple[str, ...]) -> int | None:
    last = at
    for key in tail:
        last += 1
        if last < len(words) and words[last].key == "-":
            last += 1
        if last >= len(words) or (words[last].key != key and key not in words[last].forms):
            return None
    return last
