"""A generation is a key that the readers of a time hold; what is sealed while it is current is sealed to it.

One more reader is handed the key, and no envelope is made again. Whoever is removed keeps the old key, so a new generation
begins that is handed to the others: an old one that a closed device holds is never sealed to again, whatever the order in
which statements arrive. All of it follows from the set of statements (docs/adr/0008).
"""

from collections.abc import Iterable

import msgspec


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `generation`: its recipient, and the devices (hex) that were closed before it began."""

    recipient: str
    closed: tuple[str, ...] = ()


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A generation that counts, with its place in the order of the devices' times."""

    order: tuple[int, bytes, int, bytes]
    body: Generation


def current(begun: Iterable[Begun], closed_readers: Iterable[str]) -> str | None:
    """The recipient of the generation to seal to, or None if each is held by somebody who was removed since."""
    removed = set(closed_readers)
    fit = [one for one in begun if removed <= set(one.body.closed)]
    return max(fit, key=lambda one: one.order).body.recipient if fit else None
