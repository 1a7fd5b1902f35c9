"""The figures of a sentence as numbers, in digits or words of either language, so that a sentence and its footnote can be compared.

A passage is read every way that is not nonsense (`50.000` is fifty, and fifty thousand): a figure is only objected to if
no reading bears it.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tawthiq.language.dates import DateWords, dates
from tawthiq.language.numbers import NumberWords, numbers
from tawthiq.language.tokens import tokens
from tawthiq.vocabulary.load import table

_DOTTED = re.compile(r"(?<!\d)\d{1,3}(?:\.\d{3}){1,4}(?!\d)")


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
    return [
        Figure(
            float(one.value), text[found[one.first].start : found[one.last].end], one.words, one.first in days
        )
        for one in numbers(found, _lexicon())
    ]


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
