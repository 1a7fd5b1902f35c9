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
_NEVER_HIDDEN = ("html", "body", "main", "article")
"""Pages hide themselves whole until their scripts have run; a saved page then stays so."""
_CLOSE = ("item", "cell")
_AWAY = re.compile(r"\s{0,9}(?:https?:)?//[^\s/]", re.IGNORECASE)
_LINKS = 10_000
"""No more links of one page are kept."""


class Hook(NamedTuple):
    """An embed, and where in the text it stands: in which block (by number), after how many of its characters."""

    found: Found
    block: int
    offset: int


class Link(NamedTuple):
    """A link's address, and where in the text its words begin and end: block and characters, as of a hook."""

    url: str
    begin: tuple[int, int]
    end: tuple[int, int]


class Frame(NamedTuple):
    """What an open element does to the text inside it; `link` is where it began, if it is one."""

    kind: str
    level: int
    silent: bool
    boundary: bool
    link: tuple[str, tuple[int, int]] | None = None


class Page(NamedTuple):
    """The text of a page, its blocks, its embeds in order, and whether words were left out because they are hidden."""

    text: str
    blocks: tuple[Block, ...]
    hooks: tuple[Hook, ...]
    hid: bool
    links: tuple[Link, ...] = ()


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
    walk = _Walk()
    node: LexborNode | None = root
    while node is not None:
        node = walk.after(node, descend=walk.enter(node))
    walk.writer.close(walk.frames[-1])
    return Page(
        "".join(walk.writer.parts), tuple(walk.writer.blocks), tuple(walk.hooks), walk.hid, tuple(walk.links)
    )


class _Walk:
    """One pass over the tree; `frames` holds what every open element does to the text inside it."""

    def __init__(self) -> None:
        self.writer = _Writer()
        self.hooks: list[Hook] = []
        self.links: list[Link] = []
        self.hid = False
        self.frames = [Frame("paragraph", 0, silent=False, boundary=True)]

    def enter(self, node: "LexborNode") -> bool:
        """Takes in one node; True where its children come next."""
        frame = self.frames[-1]
        if node.is_text_node:
            if not frame.silent:
                self.writer.add(node.text_content or "", frame)
            return False
        if not node.is_element_node:
            return False
        tag = node.tag or ""
        if _hidden(node, tag):
            self.hid = self.hid or bool(node.text(deep=True).strip())
            return False
        if self._show(node, tag, frame) or tag in _LEFT_OUT or _navigates(node):
            return False
        inner = _frame(node, tag, frame)
        if inner.boundary:
            self.writer.close(frame)
        url = node.attributes.get("href") if tag == "a" else None
        if url and _AWAY.match(url) and len(self.links) < _LINKS:
            inner = inner._replace(link=(url, self.writer.place()))
        self.frames.append(inner)
        return True

    def _show(self, node: "LexborNode", tag: str, frame: Frame) -> bool:
        """What an element puts on the page by itself: an embed, a line break, an emoji drawn as an image.

        True where that is all there is of it: an embed's place that stands empty.
        """
        found = embed_at(node)
        if found is not None:
            self.hooks.append(Hook(found, *self.writer.place()))
        elif tag == "br" and not frame.silent:
            self.writer.line_break()
        elif tag == "img" and not frame.silent:
            self.writer.add(emoji(node), frame)
        return found is not None and found.empty

    def after(self, node: "LexborNode", *, descend: bool) -> "LexborNode | None":
        """The next node in the page's order; leaves every element that ends on the way."""
        if descend:
            if node.first_child is not None:
                return node.first_child
            self._leave()
        here: LexborNode | None = node
        while here is not None and len(self.frames) > 1:
            if here.next is not None:
                return here.next
            here = here.parent
            self._leave()
        return None

    def _leave(self) -> None:
        if self.frames[-1].boundary:
            self.writer.close(self.frames[-1])
        link = self.frames.pop().link
        if link is not None:
            self.links.append(Link(*link, self.writer.place()))


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
    if tag in _NEVER_HIDDEN:
        return False
    attributes = node.attributes
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    style = attributes.get("style")
    return bool(style and _HIDING.search(style))


def _navigates(node: "LexborNode") -> bool:
    return (node.attributes.get("role") or "").lower() == "navigation"
