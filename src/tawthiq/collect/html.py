"""A page's bytes become its text, its date and its embeds; the bytes themselves are never touched.

An embed hangs at the sentence it follows: in a dispatch that sentence announces it, and when the embed is lost the
sentence is all that is left. An embed before the first words hangs at the first sentence.
"""

from typing import TYPE_CHECKING

from tawthiq.collect.decode import declared_charset, decode
from tawthiq.collect.html_dates import page_date
from tawthiq.collect.html_embeds import Kept, resolve
from tawthiq.collect.html_text import Hook, Page, page_text
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.markup import parse
from tawthiq.language.sentences import sentences
from tawthiq.record.exhibit import Anchor, Embed, ExtractedText

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_WINDOW = 1000
"""Characters among which a sentence is sought; a longer one is cut at its beginning."""


def page(data: bytes, kept: Kept, limits: Limits = DEFAULT) -> ExtractedText:
    """The text of an HTML page. Raises TooLargeInput where its tags would cost too much to parse."""
    decoded = decode(data, declared_charset(data))
    tree = parse(decoded.text.removeprefix("\ufeff"), limits)
    seen = page_text(tree.root) if tree.root is not None else Page("", (), (), hid=False)
    published, disagree = page_date(tree)
    problems = list(decoded.problems)
    if seen.hid:
        problems.append("hidden_text")
    if disagree:
        problems.append("dates_disagree")
    if not seen.text:
        problems.append("no_text")
    base_node = tree.css_first("base[href]")
    base = base_node.attributes.get("href") if base_node is not None else None
    return ExtractedText(
        text=seen.text,
        blocks=seen.blocks,
        title=_title(tree.css_first("title"), tree.css_first("h1")),
        published=published,
        embeds=_embeds(seen, kept, base),
        anchors=_anchors(seen, *_own_addresses(tree, base)),
        problems=tuple(dict.fromkeys(problems)),
    )


def _own_addresses(tree: "LexborHTMLParser", base: str | None) -> list[str]:
    """Addresses that the page gives as its own."""
    found = [base] if base else []
    for selector, name in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(selector)
        address = node.attributes.get(name) if node is not None else None
        if address:
            found.append(address)
    return found


def _host(url: str) -> str:
    return (
        url.strip()
        .partition("//")[2]
        .partition("/")[0]
        .rpartition("@")[2]
        .partition(":")[0]
        .lower()
        .removeprefix("www.")
    )


def _anchors(seen: Page, *own: str) -> tuple[Anchor, ...]:
    """Links to other sites, with the span of their words in the text; those of the page's own site are its furniture."""
    home = {_host(address) for address in own}
    found: list[Anchor] = []
    for link in seen.links:
        if _host(link.url) in home:
            continue
        start, end = (_offset(seen, *place) for place in (link.begin, link.end))
        found.append(Anchor(start, max(start, end), link.url.strip()))
    return tuple(found)


def _offset(seen: Page, block: int, characters: int) -> int:
    """A place of the walk as an offset of the text: the end of the block before it where its own never held words."""
    if block < len(seen.blocks) and characters:
        return min(seen.blocks[block].start + characters, seen.blocks[block].end)
    if not characters and block and not (block < len(seen.blocks)):
        return seen.blocks[-1].end
    return seen.blocks[block].start if block < len(seen.blocks) else 0


def _title(*nodes: "LexborNode | None") -> str | None:
    for node in nodes:
        words = " ".join(node.text(deep=True).split()) if node is not None else ""
        if words:
            return words
    return None


def _embeds(seen: Page, kept: Kept, base: str | None) -> tuple[Embed, ...]:
    embeds: list[Embed] = []
    told: set[tuple[str, str | None, int]] = set()
    for hook in seen.hooks:
        url, digest = resolve(hook.found, kept, base)
        start, end = _sentence_before(seen, hook)
        # the same image stands again in <noscript>, or in a second size, beside the lazy one
        key = (hook.found.kind, url, start)
        if url is not None and key in told:
            continue
        told.add(key)
        embeds.append(Embed(kind=hook.found.kind, url=url, start=start, end=end, kept=digest))
    return tuple(embeds)


def _sentence_before(seen: Page, hook: Hook) -> tuple[int, int]:
    """`[start, end)` of the sentence that ends where the embed stands."""
    blocks = seen.blocks
    if not blocks:
        return 0, 0
    if hook.offset and hook.block < len(blocks):
        block = blocks[hook.block]
        place = min(block.start + hook.offset, block.end)
        if seen.text[block.start : place].strip():
            return _last_sentence(seen.text, block.start, place)
    if hook.block > 0:
        block = blocks[min(hook.block, len(blocks)) - 1]
        return _last_sentence(seen.text, block.start, block.end)
    first = blocks[0]
    return _sentences(seen.text, first.start, min(first.end, first.start + _WINDOW))[0]


def _last_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    return _sentences(text, max(start, end - _WINDOW), end)[-1]


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return sentences(text, start, end) or [(start, end)]
