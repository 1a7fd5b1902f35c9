"""Digits of any script become a number only where the separators leave one reading, or the house rule below picks one.

Rules (research page `read.md`, section 4). A comma, ٬ or ، before groups of three is a thousands mark; ٫ is always a decimal
mark. A dot before three digits is a thousands mark in Arabic prose and before what can only be counted, a decimal mark in
English otherwise, and a decimal mark wherever a scale word follows ("4.5 مليون"). A comma before one or two digits is a
decimal mark. Anything else ("1,2,3") is no number. More than fifteen digits are an identifier.
"""

import re
import unicodedata

Number = int | float
MAX_DIGITS = 15
_PARTS = re.compile(r"[.,٫٬،]")


def ascii_digits(text: str) -> str:
    """Digits of every script as 0-9; everything else stays."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, -1) >= 0 else c for c in text
    )


def parse(text: str, *, arabic: bool = False, counted: bool = False, scaled: bool = False) -> Number | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """The value of a run of digits with separators, or None where it has no one reading.

    `arabic`: it stands in Arabic prose; `counted`: what follows can only be counted in whole; `scaled`: a scale word follows.
    """
    plain = ascii_digits(text)
    if plain.isdecimal():
        return int(plain) if len(plain) <= MAX_DIGITS else None
    if len(plain) > 2 * MAX_DIGITS:
        return None
    marks = set(_PARTS.findall(plain))
    if len(marks) == 2:
        return _mixed(plain)
    if len(marks) != 1:
        return None
    mark = marks.pop()
    head, *groups = plain.split(mark)
    threes = all(len(group) == 3 for group in groups) and 1 <= len(head) <= 3 and not head.startswith("0")
    if mark == "٫":
        return _decimal(head, groups)
    if mark == ".":
        thousands = threes and not scaled and (arabic or counted or len(groups) > 1 or groups[0] == "000")
        return int(head + "".join(groups)) if thousands else _decimal(head, groups)
    if threes and not (scaled and mark == "," and arabic):
        return int(head + "".join(groups))
    return _decimal(head, groups) if len(groups[0]) < 3 else None


def _decimal(head: str, groups: list[str]) -> Number | None:
    if len(groups) != 1 or len(head) + len(groups[0]) > MAX_DIGITS:
        return None
    return float(f"{head}.{groups[0]}")


def _mixed(plain: str) -> Number | None:
    """1,234.5 and 1.234,5 and ١٬٢٣٤٫٥: the last mark is the decimal one, and occurs once."""
    last = max(plain.rfind(mark) for mark in ".,٫٬،")
    if plain.count(plain[last]) != 1:
        return None
    head = _PARTS.split(plain[:last])
    if not all(len(group) == 3 for group in head[1:]) or not 1 <= len(head[0]) <= 3:
        return None
    return float(f"{''.join(head)}.{plain[last + 1 :]}")
