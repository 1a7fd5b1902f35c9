"""A messages export is a plain text whose lines open with day, time and sender, as chat programs write them.

It stays the text it is: how it came is told, and every message keeps its own characters.
"""

import re

_DIGITS = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_LINE = re.compile(
    rf"^[\u200e\u200f\ufeff]?\[?{_DIGITS}{{1,4}}[/.\-\u200f]{{1,2}}{_DIGITS}{{1,2}}[/.\-\u200f]{{1,2}}{_DIGITS}{{1,4}}[,\u060c]?\s{{1,3}}"
    rf"{_DIGITS}{{1,2}}:{_DIGITS}{{2}}[^\n]{{0,12}}?(?:\]|\s-)\s[^\n:]{{1,80}}:",
    re.MULTILINE,
)
_ENOUGH = 2
_LOOKED_AT = 16384


def looks_like_messages(head: bytes) -> bool:
    """Two messages or more, and they open at least a tenth of the first lines."""
    text = head[:_LOOKED_AT].decode("utf-8", "replace")
    found = len(_LINE.findall(text))
    return found >= _ENOUGH and found >= 0.1 * (text.count("\n") or 1)
