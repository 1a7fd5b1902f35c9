"""The figures of a sentence as numbers, in the digits of any script, so that a sentence and its footnote can be compared.

Words for numbers are the reader's business; here a figure is what is written in digits, with the scale word that follows it.
"""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d{1,15}(?:[,٬'’\u00a0\u202f]\d{3})*(?:[.٫]\d{1,6})?")
_SCALE = re.compile(r"\s?(thousand|million|ألفاً|ألفا|ألف|آلاف|مليون|ملايين)\b")
_TIMES = {"million": 10**6, "مليون": 10**6, "ملايين": 10**6}
_MARKS = str.maketrans(dict.fromkeys(",٬'’\xa0\u202f") | {"٫": "."})


def figures(text: str) -> tuple[float, ...]:
    """Every figure in reading order. `300 ألف` and `300,000` are the same figure."""
    return tuple(value for value, _ in found(text))


def found(text: str) -> list[tuple[float, str]]:
    """Every figure with the digits as written."""
    out: list[tuple[float, str]] = []
    for match in _NUMBER.finditer(text):
        scale = _SCALE.match(text, match.end())
        times = _TIMES.get(scale.group(1), 1000) if scale else 1
        out.append((float(match.group().translate(_MARKS)) * times, match.group()))
    return out


def bare(verbatim: str) -> set[float]:
    """The figures of a passage, read every way that is not nonsense: `50.000` is fifty, and fifty thousand."""
    values = set(figures(verbatim))
    for match in re.finditer(r"\d{1,3}(?:\.\d{3})+(?!\d)", verbatim):
        values.add(float(match.group().replace(".", "")))
    return values


def of_dates(edtf: Iterable[str | None]) -> set[float]:
    """Year, month and day numbers that dates in EDTF bear."""
    return {float(part) for one in edtf if one for part in re.findall(r"\d+", one)}
