"""Reads the data files beside this module; a missing key or a missing language is an error, never a blank.

Sentences of the interface stand in `words/<room>.toml`, one table a key, one line a language:

    [verify.clean]
    en = "Everything is as it was written."
    ar = "كل شيء كما كُتب."

A key is written `room.rest` (`verify.clean` stands in `words/verify.toml` as `[clean]`); `{n}` marks a value.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "ar")


class UnknownWord(LookupError):
    """A key that no catalogue holds, or holds in one language only."""


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed data file `<name>.toml`. Raises UnknownWord if there is none."""
    path = resources.files(__package__).joinpath(f"{name}.toml")
    if not path.is_file():
        raise UnknownWord(f"vocabulary has no file {name}.toml")
    with path.open("rb") as handle:
        return tomllib.load(handle)


@cache
def catalogue(room: str) -> dict[str, dict[str, str]]:
    """Every sentence of one room: key -> language -> text. Raises UnknownWord where a language is missing."""
    found: dict[str, dict[str, str]] = {}
    for key, entry in _flatten("", table(f"words/{room}")):
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
