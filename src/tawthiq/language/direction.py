"""Dates, ranges, identifiers and hashes keep their own order on display inside Arabic; the stored words are never touched.

In a right-to-left paragraph 2016-11-29 is shown as 29-11-2016 and 10–15 as 15–10, since hyphen and dash do not join Arabic
numbers. U+2066 and U+2069 around them restore the order (Unicode Standard Annex 9).
"""

import re

from tawthiq.language.script import language

LRI, PDI = "\u2066", "\u2069"
_RUNS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![\w\u2066])(?:[A-Za-z]{0,6}[0-9٠-٩۰-۹]+(?:[-–—:/.,٫٬][A-Za-z0-9٠-٩۰-۹]+)+|[0-9a-fA-F]{8,64}|[A-Za-z]+-?[0-9]+)(?![\w\u2069])"
)


def runs(text: str) -> list[tuple[int, int]]:
    """Spans whose characters must stand from left to right."""
    return [match.span() for match in _RUNS.finditer(text)]


def shown(text: str) -> str:
    """The text as a terminal should get it: isolates around such runs where the text is Arabic, else unchanged."""
    if language(text) != "ar":
        return text
    out: list[str] = []
    at = 0
    for start, end in runs(text):
        out += [text[at:start], LRI, text[start:end], PDI]
        at = end
    return "".join([*out, text[at:]])
