"""What a saved page needs to be seen as it was: the local files it draws in, and nothing it merely links to.

Only references that stay inside the page's own folder count; `names.local_path` is the judge.
"""

import re
from typing import TYPE_CHECKING

from tawthiq.collect.decode import declared_charset, decode
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.markup import parse
from tawthiq.collect.names import local_path

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_SOURCES = "img, video, audio, source, track, iframe, embed, object, link, image, amp-img, amp-video"
_WANTED = ("src", "poster", "data", "data-src", "data-lazy-src", "data-original", "href", "xlink:href")
_SETS = ("srcset", "data-srcset", "imagesrcset")
_DRAWN_LINKS = ("stylesheet", "icon", "preload", "image_src")
_URL = re.compile(
    r"""url\(\s{0,20}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^)"'\s]{1,2000}))""", re.IGNORECASE
)
_IMPORT = re.compile(r"""@import\s{1,20}["']([^"'\n]{1,2000})["']""", re.IGNORECASE)
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|mp4|webm|mp3|ogg|m4a|css|woff2?)(?:[?#]|$)", re.IGNORECASE
)


def references(data: bytes, limits: Limits = DEFAULT) -> tuple[str, ...]:
    """Paths, relative to the page, of the local files it draws in; each once, in the page's order.

    Raises TooLargeInput where the page cannot be parsed within the bounds.
    """
    tree = parse(decode(data, declared_charset(data)).text, limits)
    found: dict[str, None] = {}
    for node in tree.css(_SOURCES):
        attributes = node.attributes
        if node.tag == "link" and not _drawn(attributes.get("rel") or ""):
            continue
        for name in _WANTED:
            _add(found, attributes.get(name))
        for name in _SETS:
            for url in srcset(attributes.get(name) or ""):
                _add(found, url)
    for node in tree.css("[style]"):
        _add_styles(found, node.attributes.get("style") or "")
    for node in tree.css("style"):
        _add_styles(found, node.text())
    _add_enlarged(found, tree)
    return tuple(found)[: limits.page_files]


def _add_enlarged(found: dict[str, None], tree: "LexborHTMLParser") -> None:
    """An export of messages shows a small image that links to the whole one."""
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if _MEDIA.search(href) and node.css_first("img") is not None:
            _add(found, href)


def style_references(text: str, folder: str) -> tuple[str, ...]:
    """Paths, relative to the page, of what a stylesheet in `folder` draws in; `url()` and `@import`."""
    found: dict[str, None] = {}
    _add_styles(found, text, folder)
    return tuple(found)


def srcset(value: str) -> tuple[str, ...]:
    """The addresses of a srcset attribute (HTML standard, "srcset attribute"), largest last as pages write them."""
    urls = []
    for candidate in re.split(r",\s+|,$", value):
        words = candidate.split()
        if words:
            urls.append(words[0])
    return tuple(urls)


def _drawn(rel: str) -> bool:
    return any(word in _DRAWN_LINKS for word in rel.lower().split())


def _add(found: dict[str, None], url: str | None, folder: str = "") -> None:
    path = local_path(url, folder) if url and len(url) < 4000 else None
    if path is not None:
        found.setdefault(path)


def _add_styles(found: dict[str, None], text: str, folder: str = "") -> None:
    for match in _URL.finditer(text):
        _add(found, next(group for group in match.groups() if group), folder)
    for match in _IMPORT.finditer(text):
        _add(found, match.group(1), folder)
