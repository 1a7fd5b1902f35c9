"""A segment of a text as whoever compares texts across languages sees it: its place, and what a translation keeps of it.

Keys mean the same in every language and begin with their kind: `n:` a figure, `d:` a day as said, `p:` a place, `o:` an
organisation, `l:` letters that nobody translates (addresses, handles, Latin words in Arabic text), anything else a code of the vocabulary.
"""

from typing import NamedTuple


class Segment(NamedTuple):
    """`[start, end)` of its text. `names`: words that may be names: Latin ones with a capital, and every Arabic word no list holds.

    `latin`: all Latin words of a segment in Latin script, which are keys (`l:`) only where an Arabic text holds them.
    """

    start: int
    end: int
    lang: str
    keys: tuple[str, ...]
    names: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()
