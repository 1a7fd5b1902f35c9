"""Every embed a page announces is found, whether its bytes came along, were never loaded, or the place stands empty.

What a page shows (an image, a film, a frame, somebody's post) is an embed; what it merely links to is not. Kinds:
image, video, audio, frame, post, object. Addresses are given as the page writes them.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from tawthiq.collect.names import local_path
from tawthiq.collect.references import srcset

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Kept = Callable[[str], str | None]

_LAZY = ("data-src", "data-lazy-src", "data-original", "data-url", "data-full-url")
_POSTS = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|telegram-post|fb-post|fb-video|tiktok-embed|bluesky-embed|mastodon-embed"
    r"|reddit-embed|reddit-card|twitter-embed|tweet-embed|facebook-embed|instagram-embed|telegram-embed)\b",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"(?:^|[\s_-])(?:o?embed|embedded|embed-container|video-container|video-wrapper|videowrapper|iframe-container|lazy-load)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FILMS = re.compile(
    r"(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|periscope\.tv|pscp\.tv|/plugins/video|/videoseries|rutube|brightcove|jwplayer)",
    re.IGNORECASE,
)
_NETWORKS = re.compile(
    r"(?:twitter\.com|//x\.com|//t\.me|telegram\.|instagram\.com|facebook\.com|tiktok\.com|bsky\.app)",
    re.IGNORECASE,
)
_ADDRESSES = (
    "data-url",
    "data-src",
    "data-href",
    "data-oembed-url",
    "data-embed-url",
    "data-instgrm-permalink",
    "cite",
)
_MEDIA = frozenset(
    (
        "img",
        "video",
        "audio",
        "iframe",
        "embed",
        "object",
        "picture",
        "amp-img",
        "amp-video",
        "amp-youtube",
        "blockquote",
    )
)
_ELEMENTS = {
    "img": "image", "video": "video", "audio": "audio", "youtube": "video", "iframe": "frame", "embed": "object", "object": "object",
    "twitter": "post", "instagram": "post", "facebook": "post", "script": "post",
}  # fmt: skip
"""Elements that are embeds, those of AMP without their prefix."""
_LOOKED_INTO = 60
_DECORATION = 100
"""Bytes below which an inline image is a blank or a dot, not something shown."""
_SHOWN_URL = 60


class Found(NamedTuple):
    """An embed in a page: its kind, where it may be had (the likeliest first), and whether its place stands empty."""

    kind: str
    urls: tuple[str, ...]
    empty: bool = False


def embed_at(node: "LexborNode") -> Found | None:
    """The embed that begins at this element, or None."""
    tag = (node.tag or "").removeprefix("amp-")
    attributes = {name: value or "" for name, value in node.attributes.items()}
    kind = _ELEMENTS.get(tag)
    if kind is None:
        return _by_class(node, attributes)
    if kind == "image":
        return _image(attributes)
    if tag == "script":
        post = attributes.get("data-telegram-post")
        return Found(kind, (f"https://t.me/{post}",)) if post else None
    urls = _urls(attributes) + _sources(node)
    if kind == "frame":
        return Found(_frame_kind(urls), urls) if urls and not _invisible(attributes) else None
    return Found(kind, urls)


def emoji(node: "LexborNode") -> str:
    """The character that a small image stands for, or nothing."""
    words = (node.attributes.get("class") or "").lower()
    alt = node.attributes.get("alt") or ""
    return alt if "emoji" in words and 0 < len(alt) <= 12 else ""


def resolve(found: Found, kept: Kept, base: str | None) -> tuple[str | None, str | None]:
    """The address to show, and the digest of the kept bytes or None: lost.

    `kept` is asked for a posix path relative to the page's folder, or for an absolute address. An image written into
    the page itself (`data:`) is kept with the page; its digest is that of the decoded bytes.
    """
    for url in found.urls:
        if url[:5].lower() == "data:":
            return f"{url[:_SHOWN_URL].partition(',')[0]},…", _inline_digest(url)
        absolute = _absolute(base, url)
        asked = [address for address in (local_path(url), absolute) if address]
        for address in asked:
            digest = kept(address)
            if digest:
                return url, digest
    return (found.urls[0] if found.urls else None), None


def _absolute(base: str | None, url: str) -> str | None:
    """The address with its scheme and host, where the page says enough to tell."""
    try:
        joined = urljoin(base or "", url)
        joined = f"https:{joined}" if joined.startswith("//") else joined
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme and parts.netloc else None


def _inline_digest(url: str) -> str | None:
    head, _, body = url.partition(",")
    try:
        data = (
            base64.b64decode(unquote_to_bytes(body))
            if head.lower().endswith("base64")
            else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError):
        return None
    return hashlib.sha256(data).hexdigest()


def _image(attributes: dict[str, str]) -> Found | None:
    if _invisible(attributes) or "emoji" in attributes.get("class", "").lower():
        return None
    urls = _urls(attributes)
    real = tuple(url for url in urls if url[:5].lower() != "data:" or len(url) > _DECORATION)
    return Found("image", real) if real else None


def _urls(attributes: dict[str, str]) -> tuple[str, ...]:
    """Addresses of one element: what it would load later first, then what it loads now, then other sizes."""
    found = [attributes[name].strip() for name in (*_LAZY, "src", "data") if attributes.get(name, "").strip()]
    for name in ("data-srcset", "srcset"):
        found.extend(srcset(attributes.get(name, ""))[:20])
    found = [url for url in found if not url.lower().startswith(("about:", "javascript:", "blob:"))]
    # beside a real address an inline image is a placeholder: it must not make the real one look kept
    real = [url for url in found if url[:5].lower() != "data:"]
    return tuple(dict.fromkeys(real or found))


def _sources(node: "LexborNode") -> tuple[str, ...]:
    urls: list[str] = []
    child = node.first_child
    for _ in range(_LOOKED_INTO):
        if child is None:
            break
        if child.tag == "source":
            urls.extend(_urls({name: value or "" for name, value in child.attributes.items()}))
        child = child.next
    return tuple(urls)


def _frame_kind(urls: tuple[str, ...]) -> str:
    if any(_FILMS.search(url) for url in urls):
        return "video"
    return "post" if any(_NETWORKS.search(url) for url in urls) else "frame"


def _invisible(attributes: dict[str, str]) -> bool:
    """A counting pixel, not something shown."""
    return any(
        attributes.get(side, "").strip().removesuffix("px") in ("0", "1") for side in ("width", "height")
    )


def _by_class(node: "LexborNode", attributes: dict[str, str]) -> Found | None:
    words = attributes.get("class", "")
    if _POSTS.search(words):
        return Found("post", _addresses(node, attributes))
    if words and _PLACES.search(words) and _stands_empty(node):
        urls = _addresses(node, attributes)
        kind = _frame_kind(urls)
        return Found("video" if kind == "frame" and "video" in words.lower() else kind, urls, empty=True)
    return None


def _addresses(node: "LexborNode", attributes: dict[str, str]) -> tuple[str, ...]:
    """A post's own address: an attribute of the element, else the last link in it, where such posts put it."""
    found = [attributes[name] for name in _ADDRESSES if attributes.get(name)]
    if attributes.get("data-telegram-post"):
        found.append(f"https://t.me/{attributes['data-telegram-post']}")
    links = [child.attributes.get("href") for child in _descendants(node) if child.tag == "a"]
    found.extend(link for link in reversed(links) if link)
    return tuple(dict.fromkeys(found))


def _stands_empty(node: "LexborNode") -> bool:
    inside = _descendants(node)
    if len(inside) >= _LOOKED_INTO:
        return False
    if any(
        child.tag in _MEDIA or (child.tag == "script" and "data-telegram-post" in child.attributes)
        for child in inside
    ):
        return False
    return not any(
        child.is_text_node and (child.text_content or "").strip() and _read(child) for child in inside
    )


def _read(node: "LexborNode") -> bool:
    return node.parent is None or node.parent.tag not in ("script", "style", "noscript")


def _descendants(node: "LexborNode") -> list["LexborNode"]:
    """The first nodes below this one, in the page's order; no more than 60."""
    found: list[LexborNode] = []
    waiting = [node.first_child]
    while waiting and len(found) < _LOOKED_INTO:
        here = waiting.pop()
        if here is None:
            continue
        found.append(here)
        waiting.append(here.next)
        waiting.append(here.first_child)
    return found
