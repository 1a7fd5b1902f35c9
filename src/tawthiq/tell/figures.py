"""The figures of a sentence as numbers, in digits or words of either language, so that a sentence and its footnote can be compared.

A passage is read every way that is not nonsense (`50.000` is fifty, and fifty thousand): a figure is only objected to if
no reading bears it.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tawthiq.language.dates import DateWords, dates
from tawthiq.language.numbers import Num, NumberWords, numbers
from tawthiq.language.tokens import tokens
from tawthiq.vocabulary.load import table

_DOTTED = re.compile(r"(?<!\d)\d{1,3}(?:\.\d{3}){1,4}(?!\d)")
_JOINERS = (["and"], ["to"], ["or"], ["-"], ["و"], ["الي"], ["او"])


class Figure(NamedTuple):
    """One figure: its value, the characters that say it, whether they are words, and whether they belong to a date."""

    value: float
    written: str
    words: bool
    dated: bool


def figures(text: str) -> list[Figure]:
    """Every figure in reading order. `300 ألف` and `300,000` have the same value."""
    found = tokens(text)
    days = {at for span in dates(found, _calendar()) for at in range(span.first, span.last + 1)}
    out: list[Figure] = []
    after: Num | None = None
    for one in reversed(numbers(found, _lexicon())):
        # "between 9 and 20 October": the first day of two belongs to the date that only the second one names.
        joined = (
            after is not None
            and one.value <= 31
            and [t.key for t in found[one.last + 1 : after.first]] in _JOINERS
        )
        dated = one.first in days or (joined and out[-1].dated)
        out.append(
            Figure(float(one.value), text[found[one.first].start : found[one.last].end], one.words, dated)
        )
        after = one
    return out[::-1]


def borne(passage: str) -> set[float]:
    """Every value that the words of a passage can be read to say."""
    values = {one.value for one in figures(passage)}
    for match in _DOTTED.finditer(passage):
        values.add(float(match.group().replace(".", "")))
        if match.group().count(".") == 1:
            values.add(float(match.group()))
    return values


def of_dates(edtf: Iterable[str | None]) -> set[float]:
    """Year, month and day numbers that dates in EDTF bear."""
    return {float(part) for one in edtf if one for part in re.findall(r"\d+", one)}


@cache
def _lexicon() -> NumberWords:
    return NumberWords(table("numbers"))


@cache
def _calendar() -> DateWords:
    return DateWords(table("months"), table("relative_time"), _lexicon())
