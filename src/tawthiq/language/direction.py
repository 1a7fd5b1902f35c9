"""Dates, ranges, identifiers and hashes keep their own order on display inside Arabic; the stored words are never touched.

In a right-to-left paragraph 2016-11-29 is shown as 29-11-2016 and 10–15 as 15–10, since hyphen and dash do not join Arabic
numbers. U+2066 and U+2069 around them restore the order (Unicode Standard Annex 9). What is written in Arabic-Indic digits
alone keeps, within them, the order in which Arabic is read: ٢٠١٦-١١-٢٩ begins at the right.
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


def pieces(text: str, *, arabic: bool | None = None) -> list[tuple[str, bool]]:
    """The text in order, cut where such a run begins or ends, and whether each piece must stand from left to right.

    For markup, whose isolates are elements, so that copied text has no controls in it. `arabic` says what the paragraph is
    that the text stands in; without it the text itself says so. Outside Arabic nothing is cut.
    """
    if not (language(text) == "ar" if arabic is None else arabic):
        return [(text, False)] if text else []
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in runs(text):
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*found, (text[at:], False)] if piece[0]]


def shown(text: str) -> str:
    """The text as a terminal should get it: isolates around such runs where the text is Arabic, else unchanged."""
    if language(text) != "ar":
        return text
    return "".join(f"{LRI}{piece}{PDI}" if whole else piece for piece, whole in pieces(text, arabic=True))
