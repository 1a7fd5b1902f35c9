"""What is checked against its footnotes: one sentence, or one quotation as a whole, with the references that stand by it.

A reference belongs to the sentence in which it stands or whose end it follows.
"""

from collections.abc import Iterator, Sequence

import msgspec
from markdown_it.token import Token

from tawthiq.language.sentences import sentences as sentence_spans
from tawthiq.tell.dispatch import OWN


class Sentence(msgspec.Struct, frozen=True):
    """One sentence as a reader sees it. `line` counts from 1 in the Markdown given; `own`: marked as the team's own words."""

    text: str
    labels: tuple[str, ...]
    line: int
    own: bool = False


def sentences(parsed: Sequence[Token]) -> tuple[Sentence, ...]:
    """Every sentence of running text; headings are left out, a block quotation is one sentence with all its references."""
    return tuple(_walk(parsed))


def _walk(parsed: Sequence[Token]) -> Iterator[Sentence]:
    quoted: list[Sentence] = []
    depth = 0
    heading = False
    for one in parsed:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(one.type, 0)
        if one.type == "blockquote_close" and depth == 0 and quoted:
            yield _merged(quoted)
            quoted = []
        heading = (heading or one.type == "heading_open") and one.type != "heading_close"
        if one.type in ("fence", "code_block"):
            yield Sentence(one.content.strip(), (), (one.map or [0])[0] + 1)
        if one.type != "inline" or heading:
            continue
        found = _split(*_flat(one), (one.map or [0])[0] + 1)
        if depth:
            quoted.extend(found)
        else:
            yield from found


def _merged(parts: list[Sentence]) -> Sentence:
    labels = tuple(label for part in parts for label in part.labels)
    return Sentence(
        " ".join(part.text for part in parts), labels, parts[0].line, any(part.own for part in parts)
    )


def _flat(inline: Token) -> tuple[str, list[tuple[int, str]]]:
    text: list[str] = []
    marks: list[tuple[int, str]] = []
    length = 0
    for child in inline.children or ():
        if child.type == "note":
            marks.append((length, child.meta["label"]))
            continue
        piece = (
            "\n"
            if child.type in ("softbreak", "hardbreak")
            else ""
            if child.type == "image"
            else child.content
        )
        text.append(piece)
        length += len(piece)
    return "".join(text), marks


def _split(text: str, marks: list[tuple[int, str]], line: int) -> list[Sentence]:
    spans = list(_spans(text))
    labels: list[list[str]] = [[] for _ in spans]
    for at, label in marks:
        owner = max((n for n, (start, _) in enumerate(spans) if start < at), default=0)
        if spans:
            labels[owner].append(label)
    return [
        Sentence(
            " ".join(text[start:end].split()),
            tuple(label for label in found if label != OWN),
            line + text.count("\n", 0, start),
            OWN in found,
        )
        for (start, end), found in zip(spans, labels, strict=True)
    ]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences; here a semicolon ends none, since what it joins may rest on one footnote."""
    open_start: int | None = None
    for start, end in sentence_spans(text, wrapped=True):
        begin = start if open_start is None else open_start
        if text[end - 1] in ";؛":
            open_start = begin
            continue
        open_start = None
        yield begin, end
    if open_start is not None:
        yield open_start, len(text.rstrip())
