"""A plain text is its characters, unchanged: offsets are code points of the file read without newline translation.

Blocks are its lines; lines that a mail program or typewriter wrapped are one block: three or more of about one length
that end no sentence, or two of which the second goes on in small letters. `>` marks quoting, as in mail.
"""

import re

from tawthiq.collect.decode import decode
from tawthiq.collect.items import refusal
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.record.exhibit import Block, ExtractedText

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_QUOTED = re.compile(r"(?:>[ \t]?){1,20}")
_ITEM = re.compile(r"[ \t]{0,20}(?:[•◦▪‣·*–—-]|[0-9\u0660-\u0669]{1,3}[.)])[ \t]+\S")
_GAPS = {"\r\n", "\n", "\r"}
_WRAPPED_FROM, _WRAPPED_TO, _WRAPPED_SPREAD = 45, 100, 25
"""A wrapped paragraph's lines, but the last, are this long in characters and differ by no more than that."""
_SENTENCE_END = (".", "!", "?", "؟", ":", "…", '."', ".”")


def text_file(data: bytes, limits: Limits = DEFAULT) -> ExtractedText:
    """A plain text file as the rooms read it. Raises TooLargeInput (`text_too_long`) where it has too many lines."""
    decoded = decode(data)
    if decoded.text.count("\n") > limits.blocks:
        raise refusal("text_too_long", limit=limits.blocks)
    problems = decoded.problems if decoded.text.strip("\ufeff \t\r\n") else (*decoded.problems, "no_text")
    return ExtractedText(text=decoded.text, blocks=line_blocks(decoded.text), problems=problems)


def line_blocks(
    text: str, start: int = 0, end: int | None = None, kind: str | None = None, level: int = 0
) -> tuple[Block, ...]:
    """Blocks of `text[start:end]`, ordered and disjoint, without the white space around each line; linear in the text."""
    lines = [
        found
        for match in _LINE.finditer(text, start, len(text) if end is None else end)
        if (found := _trimmed(match))
    ]
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        after = _wrapped(text, lines, position)
        first, last = lines[position][0], lines[after - 1][1]
        quoted = _QUOTED.match(text, first, last) if kind is None else None
        if kind is not None:
            blocks.append(Block(first, last, kind, level))
        elif quoted:
            blocks.append(Block(first, last, "quote", quoted.group().count(">")))
        else:
            blocks.append(Block(first, last, "item" if _ITEM.match(text, first, last) else "paragraph"))
        position = after
    return tuple(blocks)


def _trimmed(match: re.Match[str]) -> tuple[int, int] | None:
    line = match.group()
    inner = line.strip(" \t\ufeff")
    if not inner or inner.isspace():
        return None
    start = match.start() + (len(line) - len(line.lstrip(" \t\ufeff")))
    return start, start + len(inner)


def _wrapped(text: str, lines: list[tuple[int, int]], position: int) -> int:
    """Where the paragraph ends that begins at this line (index of the line after it)."""
    after = position + 1
    shortest = longest = lines[position][1] - lines[position][0]
    while after < len(lines):
        start, end = lines[after - 1]
        length = end - start
        shortest, longest = min(shortest, length), max(longest, length)
        whole = length < _WRAPPED_FROM or longest > _WRAPPED_TO or longest - shortest > _WRAPPED_SPREAD
        gap = text[end : lines[after][0]].strip(" \t")
        opens = _ITEM.match(text, lines[after][0], lines[after][1]) or text[lines[after][0]] == ">"
        if whole or gap not in _GAPS or opens or text[start:end].endswith(_SENTENCE_END):
            break
        after += 1
    pair = after - position == 2 and not text[lines[position + 1][0]].islower()
    return after - 1 if pair else after
