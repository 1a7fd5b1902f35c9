"""JSON read as a verifier must: a key that stands twice is a fault, since two readers would see two documents."""

import json
from typing import Any


class Repeated(ValueError):
    """A key stands twice in one object."""


def loads(data: bytes) -> Any:
    """The value of UTF-8 JSON. Raises ValueError, and Repeated for a repeated key."""
    text = data.decode("utf-8")
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Repeated(key)
            seen.add(key)
    return found


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
