"""Markdown with HTML switched off, footnote references as tokens, and pictures that are exhibits, never addresses.

The page and the checks read the same tokens: what a reader sees footnoted is what was checked.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from tawthiq.tell.dispatch import OWN
from tawthiq.tell.html import Html, ordered, tag

_REFERENCE = re.compile(r"\[\^([a-z0-9][a-z0-9-]{0,59})\]")
_LINK = re.compile(r"^https?://", re.IGNORECASE)
_PICTURE = re.compile(r"^[^:]+$")


def tokens(text: str) -> list[Token]:
    """The Markdown as block tokens; inline ones hold children, a footnote reference among them as `note`."""
    return _parser().parse(text)


def references(parsed: Sequence[Token]) -> list[str]:
    """The labels of every footnote reference, in reading order, repeats kept; `own` is not one of them."""
    return [
        child.meta["label"]
        for one in parsed
        for child in one.children or ()
        if child.type == "note" and child.meta["label"] != OWN
    ]


def pictures(parsed: Sequence[Token]) -> list[tuple[str, str]]:
    """Every picture as (exhibit name, alternative text)."""
    return [
        (str(child.attrs.get("src", "")), child.content)
        for one in parsed
        for child in one.children or ()
        if child.type == "image"
    ]


def stray_links(parsed: Sequence[Token]) -> list[str]:
    """Every link that is not to a page of the web: within a site nothing stands still but what it made itself."""
    every = (child for one in parsed for child in one.children or () if child.type == "link_open")
    return [url for link in every if not _LINK.match(url := str(link.attrs.get("href", "")))]


def render(
    parsed: Sequence[Token],
    *,
    reference: Callable[[str], Html],
    picture: Callable[[str, str], Html],
) -> Html:
    """HTML of the tokens; `reference(label)` and `picture(name, alt)` give the two things that are ours."""
    environment: MutableMapping[str, Any] = {"reference": reference, "picture": picture}
    return Html(_parser().renderer.render(parsed, _parser().options, environment))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.inline.ruler.before("link", "note", _note_rule)
    parser.validateLink = _allowed  # type: ignore[method-assign]  # markdown-it's own way to set the policy of links
    parser.add_render_rule("note", _render_note)
    parser.add_render_rule("text", _render_text)
    parser.add_render_rule("image", _render_picture)
    parser.add_render_rule("link_open", _render_link)
    parser.add_render_rule("heading_open", _render_heading)
    parser.add_render_rule("heading_close", _render_heading)
    return parser


def _allowed(url: str) -> bool:
    return bool(_LINK.match(url) or _PICTURE.match(url))


def _note_rule(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("note", "", 0).meta = {"label": match.group(1)}
    state.pos = match.end()
    return True


def _render_note(
    _self: RendererHTML, these: Sequence[Token], at: int, _options: Any, env: Mapping[str, Any]
) -> str:
    label = these[at].meta["label"]
    return "" if label == OWN else str(env["reference"](label))


def _render_text(_self: RendererHTML, these: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    return ordered(these[at].content)


def _render_picture(
    _self: RendererHTML, these: Sequence[Token], at: int, _options: Any, env: Mapping[str, Any]
) -> str:
    return str(env["picture"](str(these[at].attrs.get("src", "")), these[at].content))


def _render_link(_self: RendererHTML, these: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    opened = tag("a", href=str(these[at].attrs.get("href", "")), rel="noreferrer nofollow external")
    return opened.removesuffix("</a>")


def _render_heading(_self: RendererHTML, these: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    # The page's own title is its only h1.
    level = min(int(these[at].tag[1:]) + 1, 6) if these[at].tag != "h1" else 2
    return f"<h{level}>" if these[at].nesting == 1 else f"</h{level}>\n"
