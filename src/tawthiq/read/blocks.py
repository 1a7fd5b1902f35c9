"""Text falls into paragraphs that the source itself divides, and nothing of it is changed: a paragraph is a span.

A paragraph never crosses a block of the extracted text. Within a block every line is a paragraph, unless the whole text was
broken into lines by a machine (most lines end near one width): then a blank line divides.
"""

import re
from itertools import pairwise

from tawthiq.language.script import language
from tawthiq.language.value import Value
from tawthiq.record.exhibit import Block, ExtractedText

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LISTED = re.compile(r"(?:\d{1,2}[:.]\d{2}|[-*•–—]|[(\[]?\d{1,3}[.)/\]]|[QAqa][.:])$")
_ENDS = frozenset('.!?؟…:;"”»)')
_MOST = 0.6
_WIDTHS = range(50, 101)


class Paragraph(Value, frozen=True):
    """`[start, end)` of the text. `run`: the number of its group of lines without a blank line between them."""

    start: int
    end: int
    kind: str
    lang: str
    run: int
    wrapped: bool


def plain(text: str) -> ExtractedText:
    """Plain text as the rooms read it: unchanged, one block a line that is not blank."""
    blocks = tuple(
        Block(start, end)
        for start, end in (_trim(text, *line.span()) for line in _LINE.finditer(text))
        if start < end
    )
    return ExtractedText(text=text, blocks=blocks)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def wrapped(text: str) -> bool:
    """A machine broke it into lines: nearly every line that another follows at once has about one width."""
    lines = text.split("\n")
    inner = [len(line) for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(inner) < 3 or max(map(len, lines)) > 120:
        return False
    openings = [line.split(maxsplit=1)[0] for line in lines if line.strip()]
    if sum(opening == openings[0] or _LISTED.match(opening) is not None for opening in openings) * 2 > len(
        openings
    ):
        return False  # a list or a log: every line begins alike
    if sum(":" in line[:60] or "||" in line for line in lines) * 2 > len(lines):
        return False  # a list of items, each with its label
    ended = [line.rstrip()[-1] in _ENDS for line, after in pairwise(lines) if line.strip() and after.strip()]
    if sum(ended) >= _MOST * len(ended):
        return False  # a machine breaks lines anywhere
    return sum(length in _WIDTHS for length in inner) >= 0.7 * len(inner)


def paragraphs(extracted: ExtractedText) -> list[Paragraph]:
    """Paragraphs in order; blocks of kind `cell` or `item` are paragraphs of their own."""
    text = extracted.text
    broken = wrapped(text)
    spans = [(block.start, block.end, block.kind) for block in extracted.blocks]
    if not spans:
        spans = [(block.start, block.end, block.kind) for block in plain(text).blocks]
    found: list[Paragraph] = []
    run = 0
    end_before = 0
    for start, end, kind in spans:
        for line in _LINE.finditer(text, start, end):
            at, to = _trim(text, *line.span())
            if at >= to:
                continue
            gap = text[end_before:at]
            if gap.count("\n") > 1 or (found and (kind != "paragraph" or found[-1].kind != kind)):
                run += 1
            elif broken and found and gap.count("\n") == 1 and kind == found[-1].kind:
                last = found.pop()
                at = last.start
            found.append(Paragraph(at, to, kind, language(text[at:to]), run, broken))
            end_before = to
    return found
