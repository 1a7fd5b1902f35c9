"""Which of a page's embeds were kept: those whose address, taken from where the page lay, is another exhibit's origin."""

import posixpath
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from tawthiq.record.exhibit import Exhibit

PAGES = ("text/html", "application/xhtml+xml")
TEXTUAL = ("text/plain", *PAGES, "application/pdf")


def kept_embeds(page: Exhibit, exhibits: Iterable[Exhibit]) -> dict[str, str]:
    """Map relative address, as pages write it and resolved, to the digest of what was kept under it.

    Only what lies in the same intake counts: the origin of an embed is the page's folder and the address joined.
    """
    folder = posixpath.dirname(page.obtained.origin)
    kept: dict[str, str] = {}
    for other in exhibits:
        origin = other.obtained.origin
        if other.id == page.id or (folder and not origin.startswith(folder + "/")):
            continue
        kept[posixpath.relpath(origin, folder or ".")] = other.original.digest
    return kept


def normal(url: str) -> str | None:
    """The relative path an address names, or None for anything with a scheme, a host or a way out."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    path = posixpath.normpath(unquote(parts.path))
    return None if path.startswith("..") else path
