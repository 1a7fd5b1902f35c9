"""A PDF is redacted as pictures of its pages: text, layers, attachments and scripts of the original have no way through.

Black boxes drawn over text in a PDF hide nothing, so pages become pixels (PDFium), regions are filled there, and a new
PDF is written from the pictures. Words can no longer be searched in it: that is the price.
"""

import io
import time
from collections.abc import Sequence

from tawthiq.protect.redact import Area
from tawthiq.protect.redact_image import cover_picture
from tawthiq.record.errors import TooLargeInput, UnreadableInput, UsageError
from tawthiq.record.redaction import Cover

DPI = 150
MOST_PAGES = 300
MOST_PIXELS = 40_000_000


def redact_pdf(data: bytes, areas: Sequence[Area], fill: str = "black") -> tuple[bytes, tuple[Cover, ...]]:
    """The pages as pictures in a new PDF, and the regions covered, in pixels at 150 dpi; a region names its page.

    Raises UnreadableInput, TooLargeInput, UsageError.
    """
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  (slow to import; it ships no types)
    from PIL import Image  # noqa: PLC0415  (as above)

    if not areas:
        raise UsageError("nothing to cover", expected="at least one region")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableInput(
            f"a PDF that cannot be read ({error})", hint="one that is locked must be unlocked first"
        ) from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise TooLargeInput(f"{count} pages", expected=f"at most {MOST_PAGES}", hint="redact it in parts")
        for area in areas:
            if area.page is None or not 1 <= area.page <= count:
                raise UsageError(f"page {area.page}", expected=f"PAGE:x,y,w,h with a page from 1 to {count}")
        pages: list[Image.Image] = []
        covers: list[Cover] = []
        for number in range(count):
            page = document[number]
            width, height = (side * DPI / 72 for side in page.get_size())
            if width * height > MOST_PIXELS:
                raise TooLargeInput(f"page {number + 1} is {width:.0f} by {height:.0f} pixels")
            picture = page.render(scale=DPI / 72, may_draw_forms=False).to_pil().convert("RGB")
            covers += cover_picture(picture, [area for area in areas if area.page == number + 1], fill)
            pages.append(picture)
    except pypdfium2.PdfiumError as error:
        raise UnreadableInput(f"a page that cannot be drawn ({error})") from error
    finally:
        document.close()
    if not pages:
        raise UnreadableInput("a PDF without pages")
    out = io.BytesIO()
    epoch = time.gmtime(0)
    pages[0].save(
        out,
        format="PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=DPI,
        quality=85,
        creationDate=epoch,
        modDate=epoch,
    )
    return out.getvalue(), tuple(covers)
