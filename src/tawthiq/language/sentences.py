"""Sentences are spans of the original, disjoint and in order; together with the white space between them they are the text.

A full stop ends a sentence only before white space, and never after an abbreviation, an initial or inside a figure. A line
break ends one. No sentence is longer than LONGEST: what has no full stop is cut at a blank, so that whatever looks at pairs of
things within a sentence stays linear over a hostile text.
"""

import re

LONGEST = 900
_END = re.compile(r"[.!?؟…۔\n](?:(?<=\n)|[.!?؟…۔]*[\"'”’»)\]]*(?=\s|$))")
"""It begins with one class, so that the engine skips what lies between in one step."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"«])(?:mr|mrs|ms|dr|prof|st|gen|brig|col|lt|maj|capt|cpl|pte|sgt|cmdr|adm|supt|insp|msgr|rev|fr|hon|sen|rep|gov|no|nos|vs|"
    r"approx|ca|c|al|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z]|(?:[a-z]\.)+[a-z]|"
    r"[ء-نوي]|(?<!\d\s)هـ|(?:[ء-ي]\.)+[ء-ي])\.$",
    re.IGNORECASE,
)

# A name in initials in brackets: (س. م.) goes on.
_INITIALS = re.compile(r"\(\s*(?:[A-Za-zء-ي]\.\s*)+$")

_WORD = 7
"""So many letters in a row are no abbreviation."""

# "posted on X." ends a sentence; "Dr V. Barakat" does not.
_LETTER = re.compile(r"(?:^|\s)(?:on|via|to|by|from|of|in|block|plan|group|zone|camp)\s+[A-Z]\.$")


# "on 4 Sept. The union said"; "Sept. 4" goes on.
_DAY = re.compile(r"\d (?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$", re.IGNORECASE)

# "at 9 p.m. The mayor said"; "at 9 p.m. Moscow time" and "at 9 p.m. on" go on.
_ANEW = re.compile(
    r"\s+(?:The|An?|He|She|It|They|We|I|His|Her|Its|Their|In|At|By|Two|Three|Four|Mayor|Governor|Police)\s"
)


def sentences(
    text: str, start: int = 0, end: int | None = None, *, wrapped: bool = False
) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, without the white space around them.

    `wrapped`: a line break is only white space, since the text was broken into lines by a machine.
    """
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        sign = match.group()
        if wrapped and sign == "\n":
            continue
        if sign == ".)" and _INITIALS.search(text[max(begin, match.end() - 12) : match.end() - 1]):
            continue
        if sign == ".":
            # An abbreviation is short: looking back a few characters keeps the whole linear.
            near = text[max(begin, match.end() - 12) : match.end()]
            short = len(near) <= _WORD or not near[-_WORD - 1 : -1].isalpha()
            if short and _ABBREVIATION.search(near) and not _LETTER.search(near):
                hour = near.endswith(("a.m.", "p.m.")) or _DAY.search(near)
                if not hour or not _ANEW.match(text, match.end(), match.end() + 12):
                    continue
            following = text[match.end() : match.end() + 3].lstrip()
            if following[:1].islower():
                continue
        _add(text, begin, match.end(), found)
        begin = match.end()
    _add(text, begin, stop, found)
    return found


def _add(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        found.append((start, cut))
        start = cut
    if start < end:
        found.append((start, end))
