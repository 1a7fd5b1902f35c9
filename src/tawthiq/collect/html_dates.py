"""When a page says it was published, as an EDTF day; what it does not say is not guessed from anything else.

In order: `article:published_time` and its kin, schema.org's `datePublished` (JSON-LD, microdata), `<time datetime>`.
Where two of them disagree the first stands and the disagreement is told.
"""

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "publish_date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "sailthru.date", "parsely-pub-date", "citation_publication_date",
)  # fmt: skip
_DAY = re.compile(r"^\s*(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?!\d)")
_DEEPEST = 64
_LONGEST = 2_000_000
_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}


def day(value: str) -> str | None:
    """An EDTF day from `2016-11-29…`, `20161129…` or `2016/11/29…`; None where there is no such day."""
    found = _DAY.match(value[:40].translate(_DIGITS))
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


def page_date(tree: "LexborHTMLParser") -> tuple[str | None, bool]:
    """The day the page gives as its publication, or None; and whether its own statements disagree."""
    found = [*_from_meta(tree), *_from_json(tree)]
    if not found:
        found = _from_time(tree)[:1]
    return (found[0] if found else None), len(set(found)) > 1


def _from_meta(tree: "LexborHTMLParser") -> list[str]:
    said: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        for name in ("property", "name", "itemprop"):
            key = (attributes.get(name) or "").lower()
            value = day(attributes.get("content") or "") if key in _META else None
            if value:
                said.setdefault(key, value)
    return [said[key] for key in _META if key in said]


def _from_json(tree: "LexborHTMLParser") -> list[str]:
    found: list[str] = []
    for node in tree.css('script[type="application/ld+json"]'):
        text = node.text(deep=True)
        if len(text) > _LONGEST:
            continue
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            continue
        value = _published(said)
        if value:
            found.append(value)
    return found[:1]


def _published(said: Any) -> str | None:
    """The first `datePublished` in the order of the text, no deeper than 64."""
    waiting: list[tuple[Any, int]] = [(said, 0)]
    while waiting:
        here, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(here, dict):
            value = here.get("datePublished")
            if isinstance(value, str) and day(value):
                return day(value)
            waiting.extend((inner, depth + 1) for inner in reversed(here.values()))
        elif isinstance(here, list):
            waiting.extend((inner, depth + 1) for inner in reversed(here))
    return None


def _from_time(tree: "LexborHTMLParser") -> list[str]:
    nodes = tree.css("time[datetime]")
    marked = [
        n
        for n in nodes
        if "pubdate" in n.attributes or (n.attributes.get("itemprop") or "") == "datePublished"
    ]
    return [value for node in (*marked, *nodes) if (value := day(node.attributes.get("datetime") or ""))]
