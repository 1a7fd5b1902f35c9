"""Reads the data files beside this module; a missing key or a missing language is an error, never a blank.

Sentences of the interface stand in `words/<room>.toml`, one table a key, one line a language:

    [verify.clean]
    en = "Everything is as it was written."
    ar = "كل شيء كما كُتب."

A key is written `room.rest` (`verify.clean` stands in `words/verify.toml` as `[clean]`); `{n}` marks a value.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "ar")


class UnknownWord(LookupError):
    """A key that no catalogue holds, or holds in one language only."""


_OWN: ContextVar[tuple[str, Mapping[str, dict[str, Any]]]] = ContextVar("own", default=("", {}))


@contextmanager
def tables_of(digest: str, tables: Mapping[str, dict[str, Any]]) -> Iterator[None]:
    """Inside, `table` gives these where they are named (see `own`), and `own_digest` their digest."""
    token = _OWN.set((digest, tables))
    try:
        yield
    finally:
        _OWN.reset(token)


def own_digest() -> str:
    """The digest of a team's own words that are in force; empty where there are none."""
    return _OWN.get()[0]


def table(name: str) -> dict[str, Any]:
    """The parsed data file `<name>.toml`, with a team's own words inside `tables_of`. Raises UnknownWord if there is none."""
    own = _OWN.get()[1].get(name)
    return bundled(name) if own is None else own


@cache
def bundled(name: str) -> dict[str, Any]:
    """The data file as it is shipped."""
    path = resources.files(__package__).joinpath(f"{name}.toml")
    if not path.is_file():
        raise UnknownWord(f"vocabulary has no file {name}.toml")
    with path.open("rb") as handle:
        return tomllib.load(handle)


@cache
def catalogue(room: str) -> dict[str, dict[str, str]]:
    """Every sentence of one room: key -> language -> text. Raises UnknownWord where a language is missing."""
    found: dict[str, dict[str, str]] = {}
    for key, entry in _flatten("", bundled(f"words/{room}")):
        missing = [lang for lang in LANGUAGES if not entry.get(lang)]
        if missing:
            raise UnknownWord(f"words/{room}.toml [{key}] lacks {', '.join(missing)}")
        found[key] = entry
    return found


def _flatten(prefix: str, node: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    if node and all(isinstance(value, str) for value in node.values()):
        return [(prefix, node)]
    rows: list[tuple[str, dict[str, str]]] = []
    for name, value in node.items():
        rows.extend(_flatten(f"{prefix}.{name}" if prefix else name, value))
    return rows


def say(key: str, lang: str, **values: object) -> str:
    """One sentence of the interface. Raises UnknownWord for a key or language that is not there."""
    room, _, rest = key.partition(".")
    entry = catalogue(room).get(rest)
    if entry is None or lang not in entry:
        raise UnknownWord(f"no sentence {key!r} in {lang!r}")
    return entry[lang].format(**values) if values else entry[lang]
