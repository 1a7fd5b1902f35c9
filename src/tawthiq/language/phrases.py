"""A word list finds its phrases in one pass over tokens; per category the longest phrase at the leftmost place wins.

A phrase written with a capital in the list is found only where the text has one (Arabic has none); a phrase in capitals
throughout (UN, WHO) only in capitals. Arabic words are found under their clitics and article. Hyphens never matter.
"""

from collections.abc import Iterable, Mapping, Sequence
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

    def __init__(
        self, entries: Iterable[tuple[str, str, Any]], made: Iterable[tuple[str, str, Any]] = ()
    ) -> None:
        """`entries`: (phrase as an editor writes it, category, value); `made`: (key of one Arabic word, category, value)."""
        self._alone: dict[str, list[_Entry]] = {}
        self._more: dict[str, dict[str, list[_Entry]]] = {}
        for phrase, category, value in entries:
            words = [token for token in tokens(phrase) if token.kind in "wnh" or token.key in "%$"]
            if not words:
                raise ValueError(f"a {category} phrase without a word: {phrase!r}")
            entry = _Entry(tuple(word.key for word in words[1:]), words[0].cap, category, value)
            if entry.tail:
                self._more.setdefault(words[0].key, {}).setdefault(entry.tail[0], []).append(entry)
            else:
                self._alone.setdefault(words[0].key, []).append(entry)
        for key, category, value in made:
            self._alone.setdefault(key, []).append(_Entry((), 0, category, value))
        for seconds in self._more.values():
            for listed in seconds.values():
                listed.sort(key=lambda entry: -len(entry.tail))

    def find(self, words: Sequence[Token]) -> dict[str, list[Hit]]:
        """Category -> hits in order, not overlapping within their category."""
        found: dict[str, list[Hit]] = {}
        until: dict[str, int] = {}
        alone, more = self._alone, self._more
        for at, token in enumerate(words):
            for form in token.forms or (token.key,):
                seconds = more.get(form)
                if seconds:
                    for entry in _candidates(seconds, words, at):
                        if entry.cap > token.cap or until.get(entry.category, -1) >= at:
                            continue
                        last = _tail(words, at, entry.tail)
                        if last is not None:
                            until[entry.category] = last
                            found.setdefault(entry.category, []).append(
                                Hit(at, last, entry.category, entry.value)
                            )
                for entry in alone.get(form, ()):
                    if entry.cap <= token.cap and until.get(entry.category, -1) < at:
                        until[entry.category] = at
                        found.setdefault(entry.category, []).append(Hit(at, at, entry.category, entry.value))
        return found


def _candidates(seconds: Mapping[str, list[_Entry]], words: Sequence[Token], at: int) -> list[_Entry]:
    """Phrases whose second word follows, the longest first."""
    step = at + 1
    if step < len(words) and words[step].key == "-":
        step += 1
    if step >= len(words):
        return []
    after = words[step]
    listed = [entry for key in {after.key, *after.forms} for entry in seconds.get(key, ())]
    if len(listed) > 1:
        listed.sort(key=lambda entry: -len(entry.tail))
    return listed


def _tail(words: Sequence[Token], at: int, tail: tuple[str, ...]) -> int | None:
    last = at
    for key in tail:
        last += 1
        if last < len(words) and words[last].key == "-":
            last += 1
        if last >= len(words) or (words[last].key != key and key not in words[last].forms):
            return None
    return last
