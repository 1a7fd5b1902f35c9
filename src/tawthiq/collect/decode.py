"""Bytes become text by the first rule that holds, and the rule that held is told; no byte is dropped in silence.

In order: a byte-order mark; UTF-8 that is valid; UTF-16 by its shape; the charset that was declared; UTF-8 with a few
broken characters (U+FFFD in their place); else the single-byte code page that makes the most Arabic of it. A guess is
always told as a guess: windows-1256 has a character for every byte and so can never be proved wrong.
"""

import codecs
import re
from typing import NamedTuple

from tawthiq.collect.sniff import utf16

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_PROLOGUE = 4096  # the WHATWG standard looks at 1,024 bytes; saved pages put comments first
_GUESSES = ("cp1256", "iso8859_6", "cp1252", "latin-1")
_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ENOUGH_ARABIC = 0.6
_SAMPLE = 1 << 18


class Decoded(NamedTuple):
    """Text, the codec that gave it (Python's name), whether that was guessed, and codes of what should be known."""

    text: str
    encoding: str
    guessed: bool
    problems: tuple[str, ...]


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`. Never raises; a UTF-8 byte-order mark stays as U+FEFF so that offsets are the file's own."""
    encoding, guessed, codes = choose(data, declared)
    body = data[2:] if encoding.startswith("utf-16") and data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    text = body.decode(encoding, "replace")
    if "encoding_broken" not in codes and encoding != "utf-8" and "\ufffd" in text:
        codes = (*codes, "encoding_broken")
    if "\x00" in text:
        codes = (*codes, "nul_characters")
    return Decoded(text, encoding, guessed, codes)


def declared_charset(head: bytes) -> str | None:
    """The charset a page declares in its first bytes, as Python's codec name, or None."""
    found = _DECLARED.search(head[:_PROLOGUE])
    return _known(found.group(1).decode("ascii")) if found else None


def _known(charset: str) -> str | None:
    """The codec meant; pages that say Latin-1 mean windows-1252, those that say UTF-16 in ASCII do not mean it."""
    try:
        name = codecs.lookup(charset).name
        "".encode(name).decode(name)
    except (LookupError, UnicodeError, TypeError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-6": "iso8859_6"}.get(name, name)


def choose(data: bytes, declared: str | None = None) -> tuple[str, bool, tuple[str, ...]]:
    """The codec for these bytes, whether it is a guess, and codes; the rules stand at the top of this module."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, False, _mark_codes(data, name)
    whole = valid_utf8(data)
    # NUL is valid UTF-8, and every other byte of unmarked UTF-16
    order = utf16(data) if b"\x00" in data[:4096] or not whole else None
    if order:
        return order, True, ("encoding_utf_16",)
    return ("utf-8", False, ()) if whole else _not_utf8(data, declared)


def _not_utf8(data: bytes, declared: str | None) -> tuple[str, bool, tuple[str, ...]]:
    if declared and declared != "utf-8":
        return declared, False, (f"encoding_{_code(declared)}",)
    wrong = ("charset_wrong",) if declared else ()
    if _mostly_utf8(data):
        return "utf-8", False, (*wrong, "encoding_broken")
    guess = _guess(data)
    return guess, True, (*wrong, f"encoding_{_code(guess)}")


def _mark_codes(data: bytes, name: str) -> tuple[str, ...]:
    if name != "utf-8":
        return ("encoding_utf_16",)
    return ("byte_order_mark",) if valid_utf8(data) else ("byte_order_mark", "encoding_broken")


def _code(encoding: str) -> str:
    return {
        "cp1256": "windows_1256",
        "cp1252": "windows_1252",
        "latin-1": "windows_1252",
        "iso8859_6": "iso_8859_6",
    }.get(encoding, "other")


def valid_utf8(data: bytes) -> bool:
    """Every byte belongs to UTF-8 (overlong forms and surrogates do not)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), 1 << 20):
            decoder.decode(data[start : start + (1 << 20)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Ten whole characters for every stray byte: UTF-8 that was cut or damaged, not another code page."""
    sample = data[:_SAMPLE] if len(data) <= _SAMPLE else data[:_SAMPLE] + data[-_SAMPLE:]
    whole = len(_MULTIBYTE.findall(sample))
    high = len(sample.translate(None, bytes(range(128))))
    in_whole = sum(len(run) for run in _MULTIBYTE.findall(sample))
    return whole > 0 and whole >= 10 * (high - in_whole)


def _guess(data: bytes) -> str:
    """The code page under which most of the high bytes are Arabic letters; without them a western one."""
    high = data.translate(None, bytes(range(128)))[:_SAMPLE]
    shares = {
        name: len(_LETTERS.findall(high.decode(name, "replace"))) / max(1, len(high)) for name in _GUESSES[:2]
    }
    best = max(_GUESSES[:2], key=lambda name: shares[name])
    if shares[best] >= _ENOUGH_ARABIC:
        return best
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
