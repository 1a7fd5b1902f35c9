"""Tokens keep their place: every token is a span of the original in code points, and nothing of the original is moved.

One pass, linear in the length of the text. Addresses are single tokens, so no digit inside one is ever read as a figure;
footnote marks (`[29]`), zero-width marks and white space give no token. A token's `forms` are the keys under which a word
list may know it: as written, without the English possessive, without the Arabic clitics.
"""

import re
from collections.abc import Iterator

from tawthiq.language.fold import fold
from tawthiq.language.value import Value

MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
"""Signs that belong to the letter before them; a character class without its brackets."""
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters without width or meaning; a character class without its brackets."""

_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}+(?:[{MARKS}{INVISIBLE}]+{_LETTER}*)*"
"""Letters in runs, marks between them: a class tried letter by letter takes twice the time."""
# No group is possessive: Python before 3.11.5 matches such groups wrongly (gh-106052), and nothing follows them here that
# could make the engine go back.
_ADDRESS = (
    r"(?P<u>(?:https?://|www\.)[^\s<>\"“”«»]++|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|\w[\w-]{0,62}\.(?:com|org|net|info|tv|co|ly|me|gov|int)(?:/[^\s<>\"“”«»]*+)?(?![\w]))|"
)
_REST = (
    r"(?P<f>\[\d{1,3}\])"
    r"|(?P<n>\d++(?:[.,٫٬]\d++|،\d{3}(?!\d))*)"
    rf"|(?P<w>{_WORD}(?:['’ʼ]{_WORD})*)"
    r"|(?P<h>[@#]\w++)"
    rf"|(?P<p>[^\s{INVISIBLE}{MARKS}])"
)
_TOKEN = re.compile(_ADDRESS + _REST)
_PLAIN = re.compile(_REST)
_DOMAIN = re.compile(r"\.(?:com|org|net|info|tv|co|ly|me|gov|int)(?!\w)")
"""Most sentences hold no address: to look for one at every word would cost more than all else."""
_SIGN = {**dict.fromkeys("–—‑−―‒", "-"), "،": ",", "؛": ";", "؟": "?", "٪": "%", "\u2024": ".", "：": ":"}
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")


class Token(Value, frozen=True):
    """`[start, end)` of the original. `kind`: n number, w word, h handle or hashtag, u address, p sign.

    `cap`: 0 no capital first, 1 a capital first, 2 capitals throughout (two letters or more).
    """

    start: int
    end: int
    key: str
    forms: tuple[str, ...]
    kind: str
    cap: int
    arabic: bool


def word(text: str) -> tuple[str, tuple[str, ...], int, bool]:
    """(key, forms, cap, arabic) of one word."""
    key = fold(text).replace("’", "'").replace("ʼ", "'")
    arabic = _ARABIC.search(text) is not None
    if arabic:
        return key, bare(key), 0, True
    letters = text.replace(".", "")
    cap = 0 if not text[0].isupper() else 2 if len(letters) > 1 and letters.isupper() else 1
    if key.endswith("'s"):
        return key, (key, key[:-2], key.replace("'", "")), cap or int(text[0].isupper()), False
    plain = key.replace("'", "")
    return key, (key,) if plain == key else (key, plain), cap, False


_Spec = tuple[int, int, str, tuple[str, ...], str, int, bool]
_Piece = tuple[int, int, int, str, tuple[str, ...], str, int, bool, tuple[_Spec, ...]]
_MET: dict[str, _Piece] = {}
"""A language has few words: what stands between two blanks, once it was met: its length and a blank's, where its first token
begins and ends in it, that token's other fields, and its further tokens (no token has a blank in it)."""
_REMEMBERED = 1 << 16
_WORDLIKE = 40
_FEW = 6
"""Longer pieces, and pieces of more tokens, are seldom met twice."""
_NOTHING = (0, 0, "", (), "", 0, False)


def _met(piece: str) -> _Piece:
    """What a piece is; a piece without a token has a token of no length."""
    specs = tuple(_specs(piece, _PLAIN))
    found = (len(piece) + 1, *(specs[0] if specs else _NOTHING), specs[1:])
    if len(piece) <= _WORDLIKE and len(specs) <= _FEW:
        if len(_MET) >= _REMEMBERED:
            _MET.clear()
        _MET[piece] = found
    return found


def _specs(text: str, pattern: re.Pattern[str]) -> Iterator[_Spec]:
    for match in pattern.finditer(text):
        kind = match.lastgroup or ""
        found = match.group()
        start, end = match.span()
        if kind == "w":
            key, forms, cap, arabic = word(found)
            if key:  # a lone tatweel is a letter to the engine and nothing to a reader
                yield start, end, key, forms, kind, cap, arabic
        elif kind != "f":
            yield start, end, _SIGN.get(found, found) if kind == "p" else found, (), kind, 0, False


def bare(key: str) -> tuple[str, ...]:
    """Folded Arabic word -> itself and what remains without و ف, ب ل ك and the article, in that order, longest first."""
    rests = [key]
    if len(key) > 2 and key[0] in "وف":
        rests.append(key[1:])
    rests += [rest[1:] for rest in rests if len(rest) > 2 and rest[0] in ("بلك" if len(rest) > 3 else "بل")]
    rests += [rest[2:] for rest in rests if len(rest) > 3 and rest[:2] in ("ال", "لل")]
    return tuple(dict.fromkeys(rests))


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, in order, with offsets of the whole text."""
    stop = len(text) if end is None else end
    part = text[start:stop]
    if "@" in part or "://" in part or "www." in part or _DOMAIN.search(part) is not None:
        return [Token(start + each[0], start + each[1], *each[2:]) for each in _specs(part, _TOKEN)]
    found: list[Token] = []
    met = _MET.get
    at = start
    for piece in part.split(" "):
        size, first, last, key, forms, kind, cap, arabic, more = met(piece) or _met(piece)
        if last:
            found.append(Token(at + first, at + last, key, forms, kind, cap, arabic))
            if more:
                found.extend([Token(at + each[0], at + each[1], *each[2:]) for each in more])
        at += size
    return found


def follows(before: Token, after: Token) -> bool:
    """Nothing at all stands between the two tokens."""
    return before.end == after.start
