"""`fold` makes the key under which two spellings of one word meet; the original is never changed by it.

Idempotent: `fold(fold(t)) == fold(t)`. Version it wherever a key is stored.
"""

import re
import unicodedata
from typing import NamedTuple

FOLD_VERSION = 1

_DROP = dict.fromkeys(
    [
        *range(0x0610, 0x061B),  # Quranic signs
        *range(0x064B, 0x0660),  # harakat, shadda, sukun, madda and hamza above/below
        0x0670,  # superscript alef
        0x0640,  # tatweel
        *range(0x200B, 0x2010),  # zero-width and direction marks
        *range(0x202A, 0x202F),  # bidi embeddings and overrides
        *range(0x2060, 0x2065),
        *range(0x2066, 0x206A),  # isolates
        0xFEFF,
        0x00AD,
    ]
)
_LETTERS = {
    ord(a): b
    for a, b in zip(
        "أإآٱىئؤةکیگڤچپژھہۀەۂے",
        [
            "ا",
            "ا",
            "ا",
            "ا",
            "ي",
            "ي",
            "و",
            "ه",
            "ك",
            "ي",
            "ك",
            "ف",
            "ج",
            "ب",
            "ز",
            "ه",
            "ه",
            "ه",
            "ه",
            "ه",
            "ي",
        ],
        strict=True,
    )
}
_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
_TABLE: dict[int, str | None] = {**_LETTERS, **_DIGITS, **_DROP}
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_SPACE = re.compile(r"\s+")


def _unify(text: str) -> str:
    out = unicodedata.normalize("NFKC", text).translate(_TABLE).casefold()
    out = "".join(c for c in unicodedata.normalize("NFD", out) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", out).translate(_TABLE)


def fold(text: str) -> str:
    """The comparison key of a text: NFKC, case folded, marks and tatweel dropped, letter variants and digits unified."""
    if _ARABIC.fullmatch(text):
        return text.translate(
            _TABLE
        )  # the same key, found in one step: no letter of these decomposes into another
    if text.isascii() and text.isalpha():
        return text.lower()
    return _SPACE.sub(" ", _unify(text)).strip()


class Folded(NamedTuple):
    """A key and the way back: character `i` of `key` comes from the original's `[starts[i], ends[i])` (code points)."""

    key: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the original that gave `key[start:end]`; an empty span stays empty."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]


def _joins(char: str) -> bool:
    """It may compose with the character before it, so both are folded together."""
    return (
        unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff" or "\uff9e" <= char <= "\uffdc"
    )


def _pieces(text: str, *, words: bool) -> list[tuple[int, int]]:
    if words:
        return [m.span() for m in re.finditer(r"\s|\S+", text)]
    if not text:
        return []
    cuts = [i for i, char in enumerate(text) if i == 0 or not _joins(char)]
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def fold_map(text: str) -> Folded:
    """`fold(text)` together with the offsets of each of its characters: `fold_map(t).key == fold(t)` always.

    Where characters compose over what folding drops (conjoining jamo around a joiner), offsets are those of the word.
    """
    whole = fold(text)
    for words in (False, True):
        key: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end in _pieces(text, words=words):
            piece = text[start:end]
            out = _SPACE.sub(" ", _unify(piece))
            for char in out:
                if char == " " and (not key or key[-1] == " "):
                    continue
                key.append(char)
                starts.append(start)
                ends.append(end)
        if key and key[-1] == " ":
            del key[-1], starts[-1], ends[-1]
        if "".join(key) == whole:
            return Folded(whole, tuple(starts), tuple(ends))
    return Folded(whole, (0,) * len(whole), (len(text),) * len(whole))
