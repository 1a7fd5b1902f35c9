"""The words a reader of the page would see, in their order, with the boundaries the page gives them.

Left out: scripts, styles, navigation, form controls, hidden elements, fallback texts. White space is one space outside
`<pre>`, line breaks stay, no-break spaces stay. A block is never cut by inline markup. The walk keeps its own stack: a
page nested a hundred thousand deep does not exhaust Python's.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from tawthiq.collect.html_embeds import Found, embed_at, emoji
from tawthiq.record.exhibit import Block

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SPACES = re.compile(r"[ \t\n\r\f]+")
_HIDING = re.compile(
    r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)|opacity\s{0,9}:\s{0,9}0(?:\.0{1,9})?\s{0,9}(?:;|$|!)|font-size\s{0,9}:\s{0,9}0)",
    re.IGNORECASE,
)
_LEFT_OUT = frozenset(
    (
        "script",
        "style",
        "template",
        "nav",
        "head",
        "svg",
        "math",
        "canvas",
        "select",
        "datalist",
        "button",
        "textarea",
        "input",
        "noembed",
        "noframes",
        "map",
    )
)
_FALLBACK = frozenset(
    ("noscript", "iframe", "video", "audio", "object", "amp-video", "amp-audio", "amp-iframe")
)
"""Elements whose words show only where the element does not work; the embeds inside still count."""
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
        "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul",
    )
)  # fmt: skip
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "pre": "pre",
}
_CAPTION = re.compile(r"(?:^|[\s_-])caption(?:$|[\s_-]|text)", re.IGNORECASE)
_CLOSE = ("item", "cell")


class Hook(NamedTuple):
    """An embed, and where in the text it stands: in which block (by number), after how many of its characters."""

    found: Found
    block: int
    offset: int


class Frame(NamedTuple):
    """What an open element does to the text inside it."""

    kind: str
    level: int
    silent: bool
    boundary: bool


class Page(NamedTuple):
    """The text of a page, its blocks, its embeds in order, and whether words were left out because they are hidden."""

    text: str
    blocks: tuple[Block, ...]
    hooks: tuple[Hook, ...]
    hid: bool


class _Writer:
    """Collects the text block by block; offsets are counted as it grows, never searched for afterwards."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self._open: list[str] = []
        self._open_length = 0

    def add(self, text: str, frame: Frame) -> None:
        if frame.kind != "pre":
            text = _SPACES.sub(" ", text)
            if text[:1] == " " and (not self._open or self._open[-1][-1] in " \n"):
                text = text[1:]
        if text:
            self._open.append(text)
            self._open_length += len(text)

    def line_break(self) -> None:
        if not self._open:
            return
        if self._open[-1].endswith(" "):
            last = self._open.pop()[:-1]
            self._open_length -= 1
            if last:
                self._open.append(last)
        self._open.append("\n")
        self._open_length += 1

    def close(self, frame: Frame) -> None:
        """Ends the block that is open, if it holds anything."""
        text = "".join(self._open)
        self._open.clear()
        self._open_length = 0
        text = text.strip("\n") if frame.kind == "pre" else text.strip(" \n")
        if not text or text.isspace():
            return
        kind = frame.kind
        if self.blocks:
            near = kind in _CLOSE and self.blocks[-1].kind == kind
            gap = "\n" if near else "\n\n"
            self.parts.append(gap)
            self.length += len(gap)
        self.blocks.append(Block(self.length, self.length + len(text), kind, frame.level))
        self.parts.append(text)
        self.length += len(text)

    def place(self) -> tuple[int, int]:
        return len(self.blocks), self._open_length


def page_text(root: "LexborNode") -> Page:
    """The text of a parsed page. Pure; linear in the page."""
    writer = _Writer()
    hooks: list[Hook] = []
    hid = False
    frames = [Frame("paragraph", 0, silent=False, boundary=True)]
    node: LexborNode | None = root
    while node is not None:
        descend = False
        if node.is_text_node:
            if not frames[-1].silent:
                writer.add(node.text_content or "", frames[-1])
        elif node.is_element_node:
            tag = node.tag or ""
            if _hidden(node, tag):
                hid = hid or _says_something(node)
            elif tag == "br":
                if not frames[-1].silent:
                    writer.line_break()
            else:
                found = embed_at(node)
                if found is not None:
                    hooks.append(Hook(found, *writer.place()))
                elif tag == "img" and not frames[-1].silent:
                    writer.add(emoji(node), frames[-1])
                if tag not in _LEFT_OUT and (node.attributes.get("role") or "").lower() != "navigation":
                    frame = _frame(node, tag, frames[-1])
                    if frame.boundary:
                        writer.close(frames[-1])
                    frames.append(frame)
                    descend = True
        node = _step(node, writer, frames, descend=descend)
    writer.close(frames[-1])
    return Page("".join(writer.parts), tuple(writer.blocks), tuple(hooks), hid)


def _step(node: "LexborNode", writer: _Writer, frames: list[Frame], *, descend: bool) -> "LexborNode | None":
    """The next node in the page's order; leaves every element that ends on the way."""
    if descend:
        if node.first_child is not None:
            return node.first_child
        _leave(writer, frames)
    here: LexborNode | None = node
    while here is not None and len(frames) > 0:
        if here.next is not None and len(frames) > 1:
            return here.next
        here = here.parent
        if here is None or len(frames) <= 1:
            return None
        _leave(writer, frames)
    return None


def _leave(writer: _Writer, frames: list[Frame]) -> None:
    if frames[-1].boundary:
        writer.close(frames[-1])
    frames.pop()


def _frame(node: "LexborNode", tag: str, outer: Frame) -> Frame:
    level = outer.level + (tag == "blockquote")
    kind = _KINDS.get(tag)
    boundary = tag in _BLOCKS
    if (
        kind is None
        and boundary
        and _CAPTION.search(node.attributes.get("class") or "")
        and tag in ("p", "div")
    ):
        kind = "caption"
    if kind is None:
        kind = outer.kind
        if tag == "blockquote" and kind in ("paragraph", "quote"):
            kind = "quote"
    return Frame(kind, level, outer.silent or tag in _FALLBACK, boundary)


def _hidden(node: "LexborNode", tag: str) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    style = attributes.get("style")
    return bool(style and _HIDING.search(style))


def _says_something(node: "LexborNode") -> bool:
    return bool(node.text(deep=True).strip())
