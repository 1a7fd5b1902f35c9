"""A redaction is a derived exhibit that says what was covered in its original, where, and by what; never what stood there."""

import msgspec


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """One thing covered: a region (`x, y, w, h` in pixels of the picture as shown; `page` from 1), a time range, or characters.

    Words that were searched for are never written down: only where they stood.
    """

    page: int | None = None
    region: tuple[int, int, int, int] | None = None
    from_ms: int | None = None
    to_ms: int | None = None
    start: int | None = None
    end: int | None = None


class Redaction(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `redaction` statement: `exhibit` was made from `original` by covering these parts and encoding anew."""

    exhibit: str
    original: str
    covers: tuple[Cover, ...]
    fill: str
    tool: str
    why: str = ""
