"""A word list finds its phrases in one pass over tokens; per category the longest phrase at the leftmost place wins.

A phrase written with a capital in the list is found only where the text has one (Arabic has none); a phrase in capitals
throughout (UN, WHO) only in capitals. Arabic words are found under their clitics and article. Hyphens never matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tawthiq.language.tokens import Token, tokens, word
from tawthiq.language.value import Value


class Hit(Value, frozen=True):
    """Tokens `[first, last]` (both included) are a phrase of `category`; `value` is what the list says of it."""

    first: int
    last: int
    category: str
    value: Any


class _Entry(Value, frozen=True):
    tail: tuple[str, ...]
    cap: int
    category: str
    value: Any


class _Seconds(Value, frozen=True):
    """Phrases with the same first two words, the longest first. `short`: which of them end there; `thirds`: which go on with a word."""

    entries: tuple[_Entry, ...]
    short: tuple[int, ...]
    thirds: dict[str, tuple[int, ...]]


def _seconds(entries: list[_Entry]) -> _Seconds:
    entries.sort(key=lambda entry: -len(entry.tail))
    short: list[int] = []
    thirds: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        places = thirds.setdefault(entry.tail[1], []) if len(entry.tail) > 1 else short
        places.append(number)
    return _Seconds(tuple(entries), tuple(short), {key: tuple(listed) for key, listed in thirds.items()})


_Steps = tuple[tuple[Mapping[str, _Seconds] | None, tuple[_Entry, ...]], ...]


class _Begun(NamedTuple):
    """What may begin with a word: `seconds` are the words by which a phrase may go on, `alone` the phrases of this one word."""

    seconds: frozenset[str]
    alone: tuple[tuple[str, Any], ...]
    steps: _Steps


class Phrases:
    """Phrases of any number of lists, compiled once."""

    def __init__(
        self, entries: Iterable[tuple[str, str, Any]], made: Iterable[tuple[str, str, Any]] = ()
    ) -> None:
        """`entries`: (phrase as an editor writes it, category, value); `made`: (key of one Arabic word, category, value)."""
        alone: dict[str, list[_Entry]] = {}
        more: dict[str, dict[str, list[_Entry]]] = {}
        shared: dict[tuple[str, int, int], _Entry] = {}
        for phrase, category, value in entries:
            if phrase.isalpha():
                key, _, cap, _ = word(phrase)
                entry = shared.setdefault((category, cap, id(value)), _Entry((), cap, category, value))
                alone.setdefault(key, []).append(entry)
                continue
            words = [token for token in tokens(phrase) if token.kind in "wnh" or token.key in "%$"]
            if not words:
                raise ValueError(f"a {category} phrase without a word: {phrase!r}")
            entry = _Entry(tuple(word.key for word in words[1:]), words[0].cap, category, value)
            if entry.tail:
                more.setdefault(words[0].key, {}).setdefault(entry.tail[0], []).append(entry)
            else:
                alone.setdefault(words[0].key, []).append(entry)
        for key, category, value in made:
            entry = shared.setdefault((category, 0, id(value)), _Entry((), 0, category, value))
            alone.setdefault(key, []).append(entry)
        self._alone = {key: tuple(listed) for key, listed in alone.items()}
        """Tuples of values, here and below: the collector of cycles would go through a hundred thousand lists again and again."""
        self._more: dict[str, dict[str, _Seconds]] = {
            first: {second: _seconds(listed) for second, listed in seconds.items()}
            for first, seconds in more.items()
        }
        self._begun: tuple[dict[str, _Begun], ...] = ({}, {}, {})

    def find(self, words: Sequence[Token]) -> dict[str, list[Hit]]:
        """Category -> hits in order, not overlapping within their category."""
        found: dict[str, list[Hit]] = {}
        until: dict[str, int] = {}
        begun = self._begun
        busy, end = -1, len(words) - 1
        for at, token in enumerate(words):
            known = begun[token.cap].get(token.key)
            if known is None:
                known = self._begin(token)
            if known is _NOTHING:
                continue
            seconds, alone, steps = known
            more = (
                seconds and at < end and not seconds.isdisjoint(words[at + 1].forms or (words[at + 1].key,))
            )
            if more or at <= busy:
                busy = max(busy, _longer(words, at, steps, found, until))
                continue
            for category, value in alone:
                hit = Hit(at, at, category, value)
                if category in found:
                    found[category].append(hit)
                else:
                    found[category] = [hit]
        return found

    def _begin(self, token: Token) -> _Begun:
        """Looked up once for each word that is met, form by form."""
        steps = tuple(
            (
                self._more.get(form),
                tuple(entry for entry in self._alone.get(form, ()) if entry.cap <= token.cap),
            )
            for form in token.forms or (token.key,)
        )
        known = tuple(step for step in steps if step[0] or step[1])
        seconds = frozenset(key for step in known for key in step[0] or ())
        alone: dict[str, Any] = {}
        for _, entries in known:
            for entry in entries:
                alone.setdefault(entry.category, entry.value)
        found = (
            _Begun(seconds | {"-"} if seconds else seconds, tuple(alone.items()), known)
            if known
            else _NOTHING
        )
        begun = self._begun[token.cap]
        if len(begun) >= _REMEMBERED:
            begun.clear()
        begun[token.key] = found
        return found


_NOTHING = _Begun(frozenset(), (), ())
"""No phrase begins with most words."""
_REMEMBERED = 1 << 16
"""A text of words never met again must not fill the memory."""


def _longer(
    words: Sequence[Token], at: int, steps: _Steps, found: dict[str, list[Hit]], until: dict[str, int]
) -> int:
    """Adds what begins at a token where phrases of several words may begin or still go on; the last token of these."""
    furthest = -1
    for seconds, alone in steps:
        if seconds:
            for entry, last in _candidates(seconds, words, at):
                category = entry.category
                if entry.cap <= words[at].cap and until.get(category, -1) < at:
                    until[category] = last
                    furthest = max(furthest, last)
                    found.setdefault(category, []).append(Hit(at, last, category, entry.value))
        for entry in alone:
            category = entry.category
            if until.get(category, -1) < at:
                until[category] = at
                found.setdefault(category, []).append(Hit(at, at, category, entry.value))
    return furthest


def _candidates(  # noqa: C901 - the innermost loop: nothing to call in between
    seconds: Mapping[str, _Seconds], words: Sequence[Token], at: int
) -> list[tuple[_Entry, int]]:
    """Phrases that go on as the words do, the longest first, each with its last token."""
    step = at + 1
    if step < len(words) and words[step].key == "-":
        step += 1
    if step >= len(words):
        return []
    after = words[step]
    listed = [seconds[key] for key in after.forms or (after.key,) if key in seconds]
    if not listed:
        return []
    ahead = step + 1
    if ahead < len(words) and words[ahead].key == "-":
        ahead += 1
    thirds = (words[ahead].forms or (words[ahead].key,)) if ahead < len(words) else ()
    found: list[tuple[_Entry, int]] = []
    for second in listed:
        entries, short, longer = second.entries, second.short, second.thirds
        places = short
        for key in thirds:
            if key in longer:
                places = places + longer[key]
        for place in places if places is short else sorted(places):
            entry = entries[place]
            many = len(entry.tail)
            last = step if many == 1 else ahead if many == 2 else _tail(words, ahead, entry.tail)
            if last is not None:
                found.append((entry, last))
    if len(listed) > 1:
        found.sort(key=lambda each: -len(each[0].tail))
    return found


def _tail(words: Sequence[Token], last: int, tail: tuple[str, ...]) -> int | None:
    """Where a phrase ends whose first three words end at token `last`; None where the words go on otherwise."""
    for key in tail[2:]:
        last += 1
        if last < len(words) and words[last].key == "-":
            last += 1
        if last >= len(words) or (words[last].key != key and key not in words[last].forms):
            return None
    return last
