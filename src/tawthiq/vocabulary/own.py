"""A team's own words are merged over the bundled lists: added, or removed explicitly; the codes they stand under stay closed.

A file is named for the list it changes (`units.toml`, `units-sudan.toml`) and has its schema; what stands under `remove` is
taken out. Nothing is guessed: an unknown key, an unknown code or a word to remove that is not there is an error with its line.
"""

import copy
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from tawthiq.vocabulary.load import bundled, tables_of
from tawthiq.vocabulary.own_shape import CHANGEABLE, Entries

_LONGEST = 120
_TATWEEL = "\u0640"
_EXTRA = {
    "en",
    "ar",
    "weak_en",
    "weak_ar",
    "regular",
    "past",
    "present",
    "participle",
    "spoken",
    "verbs",
    "nouns",
}
"""Lists whose words are inflected: one letter has no forms."""


class BadVocabulary(ValueError):
    """A file of a team's own words that cannot be used: what was got, what was expected, what to do, and where."""

    def __init__(self, got: str, *, expected: str = "", hint: str = "", where: str = "") -> None:
        super().__init__(f"{where}: {got}")
        self.got, self.expected, self.hint, self.where = got, expected, hint, where


class Own(NamedTuple):
    """Own words merged over the bundled ones. `digest`: of what the files say, whatever their names, order and layout."""

    digest: str
    tables: dict[str, dict[str, Any]]

    def in_force(self) -> AbstractContextManager[None]:
        """Inside, every list is read with these words."""
        return tables_of(self.digest, self.tables)


class _File:
    """One file, parsed, with a way back to its lines."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.splitlines()
        self.base = re.split(r"[.\-]", name.rsplit("/", 1)[-1], maxsplit=1)[0]
        if self.base not in CHANGEABLE:
            raise BadVocabulary(
                f"no list is called {self.base!r}",
                expected=f"a name that begins with one of: {', '.join(sorted(CHANGEABLE))}",
                hint="name the file for the list it changes, such as units.toml or units-sudan.toml",
                where=name,
            )
        try:
            self.parsed = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadVocabulary(
                f"no TOML ({error})", expected='lists of words such as words = ["one", "two"]', where=name
            ) from error

    def where(self, heading: str, nth: int = 0, word: str = "") -> str:
        """`file:line`, as near as it can be told: the word within the nth table of that heading, else its heading."""
        begun = [n for n, line in enumerate(self.lines) if line.strip().strip("[]").strip() == heading]
        first = begun[nth] if nth < len(begun) else 0
        for at in range(first, len(self.lines)):
            if word and word in self.lines[at]:
                return f"{self.name}:{at + 1}"
            if at > first and self.lines[at].startswith("["):
                break
        return f"{self.name}:{first + 1}"


def own(files: Iterable[tuple[str, str]]) -> Own | None:
    """The words of (name, text) of each file; None where they say nothing. Raises BadVocabulary."""
    parsed = [_File(name, text) for name, text in files]
    parsed = [one for one in parsed if one.parsed]
    if not parsed:
        return None
    canonical = sorted(
        (json.dumps([one.base, one.parsed], sort_keys=True, ensure_ascii=False, default=str), one.name)
        for one in parsed
    )
    order = {name: at for at, (_, name) in enumerate(canonical)}
    parsed.sort(key=lambda one: order[one.name])
    tables = {one.base: copy.deepcopy(bundled(one.base)) for one in parsed}
    added: _Added = {}
    for removing in (False, True):
        for one in parsed:
            for change in _changes(one, removing=removing):
                _apply(tables[one.base], change, added)
    for (_, _, _, word), change in added.items():
        _alone(tables[change.file.base], change, word)
    for one in parsed:
        if one.base == "organisations":
            _whole(tables[one.base], one)
    digest = hashlib.sha256("\n".join(text for text, _ in canonical).encode()).hexdigest()
    return Own(digest, tables)


class _Change(NamedTuple):
    file: _File
    table: str
    heading: str
    nth: int
    body: dict[str, Any]
    removing: bool

    def bad(self, got: str, *, expected: str = "", hint: str = "", word: str = "") -> BadVocabulary:
        where = self.file.where(self.heading, self.nth, word)
        return BadVocabulary(got, expected=expected, hint=hint, where=where)


_Added = dict[tuple[str, str, str, str], _Change]
"""(table, entry, list, word) -> where it was added."""


def _changes(file: _File, *, removing: bool) -> Iterator[_Change]:
    """The tables of a file that add words, or those that remove some."""
    known = CHANGEABLE[file.base]
    tables = file.parsed.get("remove", {}) if removing else file.parsed
    if not isinstance(tables, dict):
        raise BadVocabulary(
            "remove is no table", expected="[[remove.act]] or [remove.means]", where=file.name
        )
    for name, body in tables.items():
        if name == "remove" and not removing:
            continue
        heading = f"remove.{name}" if removing else name
        if name not in known:
            raise BadVocabulary(
                f"{file.base} has no table {name!r} that a team can change",
                expected=f"one of: {', '.join(sorted(known))}",
                where=file.where(heading, 0, name),
            )
        many = isinstance(known[name], Entries)
        bodies = body if isinstance(body, list) else [body]
        if many is not isinstance(body, list) or not all(isinstance(one, dict) for one in bodies):
            raise BadVocabulary(
                f"{heading} is written otherwise",
                expected=f"[[{heading}]]" if many else f"[{heading}]",
                where=file.where(heading, 0, name),
            )
        for nth, one in enumerate(bodies):
            yield _Change(file, name, heading, nth, one, removing)


def _apply(table: dict[str, Any], change: _Change, added: _Added) -> None:
    kind = CHANGEABLE[change.file.base][change.table]
    if isinstance(kind, Entries):
        entries = _entries(table, change, kind)
        lists = [(key, words) for key, words in change.body.items() if key in kind.lists]
        named = " ".join(str(change.body[name]) for name in kind.by if name in change.body)
    else:
        entries, lists, named = [table[change.table]], list(change.body.items()), ""
        unknown = [key for key in change.body if key not in entries[0]]
        if unknown and not (kind.open and not change.removing):
            raise change.bad(
                f"{change.table} has no {unknown[0]!r}",
                expected=f"one of: {', '.join(sorted(entries[0]))}",
                hint="codes are closed: what no other part knows would be lost in matching and weighing",
                word=unknown[0],
            )
    if not lists:
        raise change.bad(f"[{change.heading}] says nothing", expected="at least one list of words")
    for key, words in lists:
        for word in _words(change, key, words):
            mark = (change.table, named, key, word)
            if change.removing:
                if mark in added:
                    raise change.bad(
                        f"{word!r} is added and removed", hint="take it out of both places", word=word
                    )
                _remove(change, entries, key, word)
            else:
                added[mark] = change
                if not any(word in entry.get(key, ()) for entry in entries):
                    entries[0].setdefault(key, []).append(word)


def _remove(change: _Change, entries: list[dict[str, Any]], key: str, word: str) -> None:
    holding = [entry for entry in entries if word in entry.get(key, ())]
    if not holding:
        lists = [(name, ws) for entry in entries for name, ws in entry.items() if isinstance(ws, list)]
        other = sorted({name for name, ws in lists if word in ws})
        hint = (
            f"it stands in {other[0]}"
            if other
            else "forms are made from the verbs, nouns and singulars listed: remove those"
        )
        raise change.bad(f"{word!r} is not in {key}, so it cannot be removed", hint=hint, word=word)
    for entry in holding:
        entry[key] = [each for each in entry[key] if each != word]


def _words(change: _Change, key: str, words: Any) -> list[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise change.bad(f"{key} is no list of words", expected=f'{key} = ["a word", "كلمة"]', word=key)
    for word in words:
        short = key in _EXTRA and len(word.strip()) < 2
        if (
            short
            or len(word) > _LONGEST
            or word != word.strip()
            or not any(c.isalnum() and c != _TATWEEL for c in word)
        ):
            raise change.bad(
                f"{word!r} in {key} is no word", expected=f"letters or digits, at most {_LONGEST}", word=word
            )
        if key in ("ar", "weak_ar") and change.table in ("act", "verb") and word.count("/") != 1:
            raise change.bad(
                f"{word!r} in {key} is no Arabic verb", expected="past/present, such as قصف/يقصف", word=word
            )
    return words


def _entries(table: dict[str, Any], change: _Change, kind: Entries) -> list[dict[str, Any]]:
    """The entries that are meant, the one that gets new words first; a new entry where the list is open."""
    body, listed = change.body, table[change.table]
    _check_keys(change, kind)
    names = {key: body[key] for key in kind.by if key in body}
    exact = [one for one in listed if {key: one[key] for key in kind.by if key in one} == names]
    loose = [one for one in listed if all(one.get(key) == value for key, value in names.items())]
    if change.removing or not kind.open:
        found = exact + [one for one in loose if one not in exact]
        if not found:
            known = sorted({str(one[kind.needed[0]]) for one in listed})
            raise change.bad(
                f"no {change.table} is called {' '.join(map(str, names.values()))!r}",
                expected=f"one of: {', '.join(known)}",
                word=str(body[kind.needed[0]]),
            )
        return found
    for key, home in kind.codes.items():
        allowed = _codes(home)
        if key in body and body[key] not in allowed:
            raise change.bad(
                f"{key} = {body[key]!r}",
                expected=f"one of: {', '.join(sorted(allowed))}",
                word=str(body[key]),
            )
    if not exact and len(loose) == 1:
        return loose
    if not exact:
        exact = [dict(names)]
        listed.append(exact[0])
    return exact


def _check_keys(change: _Change, kind: Entries) -> None:
    body = change.body
    for key, value in body.items():
        if key not in kind.lists and key not in kind.by:
            raise change.bad(
                f"{change.table} has no key {key!r}",
                expected=f"one of: {', '.join((*kind.by, *kind.lists))}",
                word=key,
            )
        if key in kind.by and not isinstance(value, str | bool):
            raise change.bad(f"{key} is no word", expected=f'{key} = "…"', word=key)
    missing = [key for key in kind.needed if key not in body]
    if missing:
        raise change.bad(f"{missing[0]} is missing", expected=f"{missing[0]} and at least one list of words")


def _alone(table: dict[str, Any], change: _Change, word: str) -> None:
    """In lists where the first entry wins a word has one entry: a second one would have no effect."""
    kind = CHANGEABLE[change.file.base][change.table]
    if not isinstance(kind, Entries) or not kind.open:
        return
    entries = table[change.table]
    holding = [one for one in entries if any(word in one.get(key, ()) for key in kind.lists)]
    if len(holding) > 1:
        named = (" ".join(str(one[key]) for key in kind.needed) for one in holding)
        raise change.bad(
            f"{word!r} stands in several places: {'; '.join(named)}",
            expected="one",
            hint=f"take it out of the other one with [[remove.{change.table}]]",
            word=word,
        )


def _whole(table: dict[str, Any], file: _File) -> None:
    """Every organisation has a name, and every site an organisation."""
    for entry in table["organisation"]:
        if not entry.get("alias"):
            raise BadVocabulary(
                f"organisation {entry['id']!r} has no name",
                expected="at least one alias",
                where=file.where("organisation", 0, entry["id"]),
            )
    unknown = set(table["sites"]) - {entry["id"] for entry in table["organisation"]}
    if unknown:
        raise BadVocabulary(
            f"site of an unknown organisation {min(unknown)!r}",
            expected="the id of an organisation",
            hint='add it: [[organisation]] id = "…" alias = ["…"]',
            where=file.where("sites", 0, min(unknown)),
        )


def _codes(home: tuple[str, str, str]) -> set[str]:
    """The codes that a bundled list holds: keys of a table, or one key of its entries."""
    name, part, key = home
    listed = bundled(name)[part]
    return set(listed) if isinstance(listed, dict) else {one[key] for one in listed if key in one}
