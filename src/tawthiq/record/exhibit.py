"""An exhibit is one thing obtained: immutable objects, and exactly how they were obtained.

The exhibit's id is the id of the statement that records the obtaining; two people who bring the same file make two
exhibits over one object, so both sources stay apart.
"""

from enum import StrEnum

import msgspec


class How(StrEnum):
    """The way by which something came to us (research page on platforms, section 4)."""

    PAGE = "page"
    POST = "post"
    FILE = "file"
    MESSAGE = "message"
    LIST = "list"
    BUNDLE = "bundle"
    MEMBER = "member"
    DERIVED = "derived"


class ObjectRef(msgspec.Struct, frozen=True, kw_only=True):
    """One stored object: its SHA-256 (64 hex digits), its size in bytes and what part it plays in the exhibit.

    Both are of its plain bytes. `stored` is the name it lies under where that is another one: the SHA-256 of the
    ciphertext of a sealed object.
    """

    digest: str
    size: int
    media_type: str
    role: str = "original"
    stored: str | None = None

    @property
    def name(self) -> str:
        """The name that the vault knows it by."""
        return self.stored or self.digest

    @property
    def sealed(self) -> bool:
        """Whether its bytes are sealed."""
        return self.stored is not None


class Obtained(msgspec.Struct, frozen=True, kw_only=True):
    """Body of the statement that brings an exhibit into the record.

    `at` is seconds since 1970 UTC by the device's clock. `origin` is where it came from as the collector saw it: a path
    relative to what was collected, or an address. `parent` is the exhibit it was found in. `problems` are codes of what
    was wrong with the bytes (they are kept all the same). `published` is an EDTF date the collector was told, if any.
    """

    objects: tuple[ObjectRef, ...]
    how: How
    at: int
    name: str
    origin: str
    tool: str
    parent: str | None = None
    source: str | None = None
    published: str | None = None
    problems: tuple[str, ...] = ()


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit as the read models give it."""

    id: str
    obtained: Obtained
    author: str
    seq: int

    @property
    def original(self) -> ObjectRef:
        """The object that was obtained; further objects are derivatives kept beside it."""
        return self.obtained.objects[0]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A selector into an exhibit: characters, a page, a time range (ms) or a region (x, y, w, h in pixels)."""

    exhibit: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
    from_ms: int | None = None
    to_ms: int | None = None
    region: tuple[int, int, int, int] | None = None


class Block(msgspec.Struct, frozen=True):
    """A run of extracted text with a boundary the source itself gave: `[start, end)` in code points.

    `kind`: heading, paragraph, quote, caption, item, cell, pre, page. `level` is the quoting depth for quotes.
    """

    start: int
    end: int
    kind: str = "paragraph"
    level: int = 0


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """An embed that a page announces and that is not there, with the sentence it hung on."""

    exhibit: str
    start: int
    end: int
    verbatim: str
    kind: str
    url: str | None = None


class ExtractedText(msgspec.Struct, frozen=True, kw_only=True):
    """Text of an exhibit as the rooms read it; offsets everywhere are code points of `text`.

    `published` is an EDTF date the document itself gives (meta tags, PDF dates), or None.
    `anchors` are the words that link to another site. `embeds` are what the document mentions: (kind, url, start, end, kept) with the place it hangs at.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published: str | None = None
    embeds: tuple["Embed", ...] = ()
    problems: tuple[str, ...] = ()
    anchors: tuple["Anchor", ...] = ()


class Anchor(msgspec.Struct, frozen=True):
    """Words `[start, end)` that link to `url`; they may be none, where a link shows an image or nothing."""

    start: int
    end: int
    url: str


class Embed(msgspec.Struct, frozen=True, kw_only=True):
    """Something a document embeds. `kept` is the digest of the kept bytes or None: lost."""

    kind: str
    url: str | None
    start: int
    end: int
    kept: str | None = None
