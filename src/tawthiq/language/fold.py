"""`fold` makes the key under which two spellings of one word meet; the original is never changed by it.

Idempotent: `fold(fold(t)) == fold(t)`. Version it wherever a key is stored.
"""

import re
import unicodedata

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
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """The comparison key of a text: NFKC, case folded, marks and tatweel dropped, letter variants and digits unified."""
    out = unicodedata.normalize("NFKC", text).translate(_TABLE).casefold()
    out = "".join(c for c in unicodedata.normalize("NFD", out) if not unicodedata.combining(c))
    out = unicodedata.normalize("NFC", out).translate(_TABLE)
    return _SPACE.sub(" ", out).strip()
