"""The language of a stretch of text is decided by its letters alone: Arabic script or Latin, by majority.

Persian, Kurdish and Urdu are not told apart from Arabic here, nor Arabic written in Latin letters from English.
"""

import re

_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")


def language(text: str) -> str:
    """`ar`, `en`, or `und` where neither script has a letter."""
    if text.isascii():
        return "en" if _LATIN.search(text) else "und"
    if not _LATIN.search(text):
        return "ar" if _ARABIC.search(text) else "und"
    arabic = sum(map(len, _ARABIC.findall(text)))
    latin = sum(map(len, _LATIN.findall(text)))
    return "ar" if arabic >= latin else "en"
