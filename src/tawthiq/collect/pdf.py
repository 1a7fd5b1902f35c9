"""The text layer of a PDF, page by page; nothing in it is run, fetched or shown.

Every block knows its page: `kind` is "page" and `level` the page's number, from 1. A PDF without a text layer (a scan)
gives an empty text and says so. pypdf bounds what one stream and one page may cost; pages, and the operators of all of
them together (forms that draw forms count each time), are bounded here.
"""

import io
import logging
import re

from tawthiq.collect.html_dates import day
from tawthiq.collect.items import in_bytes, refusal
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.plain import line_blocks
from tawthiq.record.errors import InputError
from tawthiq.record.exhibit import Block, ExtractedText

_BETWEEN = "\n\n"
_SURROGATE = re.compile("[\ud800-\udfff]")

logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger(
    "pypdf"
).propagate = False  # what it finds odd is in our own problem codes, not on the terminal


def pdf_text(data: bytes, limits: Limits = DEFAULT) -> ExtractedText:
    """The text of a PDF. Raises UnreadableInput (`pdf_broken`, `pdf_locked`) or TooLargeInput (`pdf_too_long`, `text_too_large`)."""
    try:
        return _read(data, limits)
    except InputError:
        raise
    except Exception as trouble:  # noqa: BLE001 - hostile bytes make the parser raise anything at all, recursion included
        raise refusal("pdf_broken", why=type(trouble).__name__) from None


def _read(data: bytes, limits: Limits) -> ExtractedText:
    import pypdf  # noqa: PLC0415 - slow to import, and only PDFs need it

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise refusal("pdf_locked")
    if len(reader.pages) > limits.pages:
        raise refusal("pdf_too_long", limit=limits.pages)
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    damaged = False
    budget = _Budget(limits.operators)
    for number, page in enumerate(reader.pages, start=1):
        try:
            text = _SURROGATE.sub("\ufffd", page.extract_text(visitor_operand_before=budget.spend))
        except Exception:  # noqa: BLE001 - one page that cannot be read must not hide the others
            damaged = True
            text = ""
        if budget.left < 0:
            raise refusal("pdf_too_long", limit=limits.pages)
        if not text.strip():
            continue
        if length + len(text) > limits.text:
            raise refusal("text_too_large", size=in_bytes(length + len(text)), limit=in_bytes(limits.text))
        start = length + (len(_BETWEEN) if parts else 0)
        parts.append(text)
        blocks.extend(
            Block(start + block.start, start + block.end, "page", number)
            for block in line_blocks(text, kind="page")
        )
        length = start + len(text)
    problems = [code for code, true in (("page_unreadable", damaged), ("no_text", not parts)) if true]
    info = reader.metadata
    title = str(info.title).strip() if info is not None and info.title else None
    return ExtractedText(
        text=_BETWEEN.join(parts),
        blocks=tuple(blocks),
        title=_SURROGATE.sub("\ufffd", title) if title else None,
        published=_created(info.get("/CreationDate") if info is not None else None),
        problems=tuple(problems),
    )


class _Budget:
    """Counts operators, and makes pypdf stop when there were too many; inside a form it passes over the exception."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, *_: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise OverflowError


def _created(value: object) -> str | None:
    """The day a PDF says it was made (ISO 32000-1, 7.9.4: `D:YYYYMMDD…`)."""
    return day(str(value).removeprefix("D:")[:8]) if value else None
