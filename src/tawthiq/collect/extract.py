"""Any exhibit's bytes become text with blocks, or one clear error; no bytes whatever make anything else happen.

Pure: the same bytes give the same text. Whether an embed's bytes were kept is asked through `kept`.
"""

from tawthiq.collect.html import page
from tawthiq.collect.html_embeds import Kept
from tawthiq.collect.items import in_bytes, refusal
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.names import shown
from tawthiq.collect.pdf import pdf_text
from tawthiq.collect.plain import text_file
from tawthiq.collect.sniff import HTML, PDF
from tawthiq.record.errors import InputError
from tawthiq.record.exhibit import ExtractedText

_PROSE = ("text/plain", "text/markdown", "text/vtt", "message/rfc822")


def _nothing_kept(_url: str) -> str | None:
    return None


def can_extract(media_type: str) -> bool:
    """Whether `extract` reads this type at all."""
    return media_type in (HTML, PDF, *_PROSE)


def extract(
    data: bytes, media_type: str, name: str, *, kept: Kept = _nothing_kept, limits: Limits = DEFAULT
) -> ExtractedText:
    """The text of an exhibit as the rooms read it.

    `media_type` is the one `sniff` gave; text/html, application/pdf and prose are read. `name` is used in errors only.
    `kept` is asked for each embed of a page, with a posix path relative to the page's folder or an absolute address,
    and answers the digest of the kept bytes or None.

    Raises EmptyInput, TooLargeInput (too long, nested too deep, too many pages) or UnreadableInput (another type, a
    PDF that is locked or damaged).
    """
    where = shown(name)
    if not data:
        raise refusal("empty", where)
    if not can_extract(media_type):
        raise refusal("no_text_in", where, found=media_type)
    if media_type != PDF and len(data) > limits.text:
        raise refusal("text_too_large", where, size=in_bytes(len(data)), limit=in_bytes(limits.text))
    try:
        if media_type == HTML:
            text = page(data, kept, limits)
        else:
            text = pdf_text(data, limits) if media_type == PDF else text_file(data, limits)
    except InputError as error:
        error.where = error.where or where
        raise
    if len(text.blocks) > limits.blocks:
        raise refusal("text_too_long", where, limit=limits.blocks)
    return text
