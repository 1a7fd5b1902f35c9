"""A word list finds its phrases in one pass over tokens; per category the longest phrase at the leftmost place wins.

A phrase written with a capital in the list is found only where the text has one (Arabic has none); a phrase in capitals
throughout (UN, WHO) only in capitals. Arabic words are found under their clitics and article. Hyphens never matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tawthiq.language.tokens import Token, tokens, word


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


_Begun = tuple[tuple[Mapping[str, list[_Entry]] | None, tuple[_Entry, ...]], ...]


class Phrases:
    """Phrases of any number of lists, compiled once."""

    def __init__(
        self, entries: Iterable[tuple[str, str, Any]], made: Iterable[tuple[str, str, Any]] = ()
    ) -> None:
        """`entries`: (phrase as an editor writes it, category, value); `made`: (key of one Arabic word, category, value)."""
        self._alone: dict[str, list[_Entry]] = {}
        self._more: dict[str, dict[str, list[_Entry]]] = {}
        shared: dict[tuple[str, int, int], _Entry] = {}
        for phrase, category, value in entries:
            if phrase.isalpha():
                key, _, cap, _ = word(phrase)
                entry = shared.setdefault((category, cap, id(value)), _Entry((), cap, category, value))
                self._alone.setdefault(key, []).append(entry)
                continue
            words = [token for token in tokens(phrase) if token.kind in "wnh" or token.key in "%$"]
            if not words:
                raise ValueError(f"a {category} phrase without a word: {phrase!r}")
            entry = _Entry(tuple(word.key for word in words[1:]), words[0].cap, category, value)
            if entry.tail:
                self._more.setdefault(words[0].key, {}).setdefault(entry.tail[0], []).append(entry)
            else:
                self._alone.setdefault(words[0].key, []).append(entry)
        for key, category, value in made:
            entry = shared.setdefault((category, 0, id(value)), _Entry((), 0, category, value))
            self._alone.setdefault(key, []).append(entry)
        for seconds in self._more.values():
            for listed in seconds.values():
                listed.sort(key=lambda entry: -len(entry.tail))
        self._begun: dict[tuple[str, int], _Begun] = {}

    def find(self, words: Sequence[Token]) -> dict[str, list[Hit]]:
        """Category -> hits in order, not overlapping within their category."""
        found: dict[str, list[Hit]] = {}
        until: dict[str, int] = {}
        begun = self._begun
        for at, token in enumerate(words):
            steps = begun.get((token.key, token.cap))
            if steps is None:
                steps = self._begin(token)
            for seconds, alone in steps:
                if seconds:
                    for entry in _candidates(seconds, words, at):
                        if entry.cap > token.cap or until.get(entry.category, -1) >= at:
                            continue
                        last = _tail(words, at, entry.tail) if len(entry.tail) > 1 else _second(words, at)
                        if last is not None:
                            until[entry.category] = last
                            found.setdefault(entry.category, []).append(
                                Hit(at, last, entry.category, entry.value)
                            )
                for entry in alone:
                    category = entry.category
                    if until.get(category, -1) < at:
                        until[category] = at
                        found.setdefault(category, []).append(Hit(at, at, category, entry.value))
        return found

    def _begin(self, token: Token) -> "_Begun":
        """What may begin with a word: looked up once for each word that is met, form by form."""
        steps = tuple(
            (
                self._more.get(form),
                tuple(entry for entry in self._alone.get(form, ()) if entry.cap <= token.cap),
            )
            for form in token.forms or (token.key,)
        )
        known = tuple(step for step in steps if step[0] or step[1])
        if len(self._begun) >= _REMEMBERED:
            self._begun.clear()
        self._begun[token.key, token.cap] = known
        return known


_REMEMBERED = 1 << 16
"""A text of words never met again must not fill the memory."""


def _candidates(seconds: Mapping[str, list[_Entry]], words: Sequence[Token], at: int) -> Sequence[_Entry]:
    """Phrases whose second word follows, the longest first."""
    step = at + 1
    if step < len(words) and words[step].key == "-":
        step += 1
    if step >= len(words):
        return ()
    after = words[step]
    if len(after.forms) < 2:
        return seconds.get(after.key, ())
    listed = [entry for key in {after.key, *after.forms} for entry in seconds.get(key, ())]
    if len(listed) > 1:
        listed.sort(key=lambda entry: -len(entry.tail))
    return listed


def _second(words: Sequence[Token], at: int) -> int:
    """Where the second word stands, which `_candidates` has seen."""
    return at + 2 if words[at + 1].key == "-" else at + 1


def _tail(words: Sequence[Token], at: int, tail: tuple[str, ...]) -> int | None:
    last = at
    for key in tail:
        last += 1
        if last < len(words) and words[last].key == "-":
            last += 1
        if last >= len(words) or (words[last].key != key and key not in words[last].forms):
            return None
    return last
