"""A page is given to the parser only when what its tags would cost is known to be bounded.

Three things make a tree builder slow or large without bound: elements nested without end (each new one walks its
ancestors), formatting left open (rebuilt inside every block that follows; HTML standard, "reconstruct the active
formatting elements"), and thousands of attributes in one tag (each compared with all before). All three are counted
here in one pass over the bytes that a tokenizer would see.
"""

import re
from typing import TYPE_CHECKING

from tawthiq.collect.items import refusal
from tawthiq.collect.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_OPEN = re.compile(r"<(?:(!--)|(/?)([A-Za-z][^\s/>]{0,40}))")
_ATTRIBUTE = re.compile(r"""[\s/]+|=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"']*)|[^\s/>=]+|>""")
_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
_LOOSE = frozenset(
    (
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "rt",
        "rp",
    )
)
"""Elements whose end tag may be left out: they close one another instead of nesting."""
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_COMMENT_END, _SCRIPT_END = re.compile("--!?>"), re.compile("</script", re.IGNORECASE)
_REBUILT = 5_000_000
"""Formatting elements a parser may be made to copy."""


def parse(text: str, limits: Limits = DEFAULT) -> "LexborHTMLParser":
    """The tree of a page. Raises TooLargeInput (`page_too_deep`) where parsing would cost more than the bounds."""
    if not affordable(text, limits):
        raise refusal("page_too_deep")
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser  # noqa: PLC0415 - only pages need it

    # without mutation events a <select> with many options is linear
    return LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)


def affordable(text: str, limits: Limits = DEFAULT) -> bool:
    """Whether the page's tags keep within the bounds. Linear in the text."""
    depth = formatting = steps = rebuilt = position = 0
    foreign = False  # inside SVG and MathML a script's text is markup; from the first such tag on nothing is skipped
    while match := _OPEN.search(text, position):
        comment, closing, tag = match.groups()
        position = match.end()
        if comment:  # "<!-->" is a whole comment: its dashes count twice
            position = _past(_COMMENT_END, text, position - 2)
            continue
        tag = tag.lower()
        position, attributes = _attributes(text, position)
        if attributes > limits.attributes:
            return False
        foreign = foreign or tag in ("svg", "math")
        if tag == "script" and not closing and not foreign:
            position = _past(_SCRIPT_END, text, position)
        elif tag in _LOOSE:
            rebuilt += formatting
        elif closing:
            depth = max(0, depth - 1)
            formatting = max(0, formatting - (tag in _FORMATTING))
        elif tag not in _VOID:
            depth += 1
            formatting += tag in _FORMATTING
            rebuilt += 0 if tag in _FORMATTING else formatting
        steps += depth
        if steps > limits.tags or rebuilt > _REBUILT:
            return False
    return True


def _past(mark: re.Pattern[str], text: str, position: int) -> int:
    found = mark.search(text, position)
    return found.end() if found else len(text)


def _attributes(text: str, position: int) -> tuple[int, int]:
    """Where the tag ends, and how many attributes it has."""
    count = 0
    while match := _ATTRIBUTE.match(text, position):
        position = match.end()
        piece = match.group()
        if piece == ">":
            break
        if not piece.isspace() and piece[0] not in "=/ \t\n\r\f":
            count += 1
    return position, count
