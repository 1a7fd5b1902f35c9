"""Quoted stretches inside one block; a stray or unclosed mark is forgotten at the end of its block, never carried on.

Curly, guillemet and straight double marks are read; single marks only as curly pairs around two words or more, since an
apostrophe looks the same. Nothing is ever refused: a page ornament must not switch attribution off.
"""

import re

_MARK = re.compile('[“”«»„‹›"]')
_PAIRS = {"“": "”", "«": "»", "„": "“", "‹": "›"}


def quotations(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of what stands between marks (the marks left out) in `text[start:end]`, outermost only, in order."""
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text, start, stop):
        at, char = match.start(), match.group()
        if opened is None:
            if char in _PAIRS:
                opened = (at + 1, _PAIRS[char])
            elif char == '"':
                opened = (at + 1, '"')
        elif char == opened[1] or (opened[1] == "”" and char == '"'):
            if at > opened[0]:
                found.append((opened[0], at))
            opened = None
    return found
