"""Lists of pages: each names an address and a time, and leads to something that the archive holds. WACZ 1.1.1. Pure."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag

import msgspec

from tawthiq.preserve import strict_json
from tawthiq.preserve.times import is_datetime
from tawthiq.preserve.wacz.noted import Noted


class Captures:
    """Which addresses the archive holds, and when they were taken."""

    def __init__(self) -> None:
        self._times: dict[str, set[str]] = {}

    def add(self, url: str, time: str) -> None:
        """One capture; `time` in digits."""
        self._times.setdefault(_same(url), set()).add(time[:14])

    def times(self, url: str) -> set[str]:
        """The captures of an address."""
        return self._times.get(_same(url), set())


def _same(url: str) -> str:
    """One spelling for an address: a fragment is never sent, and a host alone means its root."""
    bare = urldefrag(url).url
    scheme, mark, rest = bare.partition("://")
    return f"{scheme.lower()}{mark}{rest}/" if mark and "/" not in rest and "?" not in rest else bare


class Page(msgspec.Struct, frozen=True):
    """One page of a list."""

    url: str
    time: str
    where: str


def read_pages(lines: Iterator[bytes], where: str, noted: Noted) -> Iterator[Page]:
    """The pages of a list; what breaks the format is noted."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        place = f"{where}, line {number}"
        try:
            value: Any = strict_json.loads(raw)
        except ValueError as error:
            noted.error("pages-line", place, f"it is not JSON in UTF-8 ({error})")
            continue
        if not isinstance(value, dict):
            noted.error("pages-line", place, "it is not a JSON object")
        elif number == 1 and "format" in value and "url" not in value:
            continue
        elif not isinstance(value.get("url"), str) or not value["url"]:
            noted.error("pages-line", place, "it names no url")
        elif not is_datetime(value.get("ts")):
            noted.error("pages-time", place, f"ts {str(value.get('ts'))[:40]!r} is no RFC 3339 time")
        else:
            yield Page(value["url"], value["ts"], place)


def against(page: Page, held: Captures, noted: Noted) -> None:
    """Note where a page leads to nothing."""
    times = held.times(page.url)
    digits = "".join(c for c in page.time[:19] if c.isdigit())
    if not times:
        noted.error("pages-lost", page.where, f"the archive holds nothing of {page.url[:120]!r}")
    elif digits not in times:
        noted.warn("pages-time", page.where, f"no capture of {page.url[:120]!r} is of {page.time}")
