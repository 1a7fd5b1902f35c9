"""Every bound that stands between hostile input and a small laptop is written here, with its unit and its reason.

Nothing is refused for what it says; what passes a bound of size or number is refused, or kept and not opened.
"""

import msgspec

KiB, MiB, GiB = 1 << 10, 1 << 20, 1 << 30


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds for one call. Sizes are bytes unless the name says otherwise."""

    file_size: int = 16 * GiB
    """One exhibit. Above it the file is not kept."""
    files: int = 200_000
    """Files of one folder."""
    page_files: int = 5_000
    """Local files that one saved page may bring."""
    members: int = 10_000
    """Members of one archive, nested ones counted."""
    unpacked: int = 8 * GiB
    """What one archive may grow to, nested ones counted."""
    ratio: int = 200
    """Growth of one member; honest text seldom passes 50, and deflate cannot pass 1,032."""
    ratio_from: int = MiB
    """Members smaller than this may grow as they like."""
    depth: int = 2
    """An archive (1), an archive inside it (2); deeper ones are kept and not opened."""
    text: int = 64 * MiB
    """Above it a text is kept and not read: the text, its blocks and its claims must fit in memory."""
    blocks: int = 2_000_000
    """Lines or paragraphs of one text."""
    tags: int = 200_000_000
    """Steps that opening the tags of a page may cost a parser (the sum of their depths)."""
    attributes: int = 2_000
    """Attributes of one tag; a parser compares each with all before it."""
    pages: int = 5_000
    """Pages of one PDF."""
    operators: int = 5_000_000
    """Drawing operators of one PDF, forms counted each time they are drawn; about a minute and a half."""
    sheet_unpacked: int = 128 * MiB
    """What one spreadsheet may grow to."""
    rows: int = 1_048_576
    """Rows of one table; a spreadsheet has no more."""
    columns: int = 1_000
    """Columns of one table."""
    cells: int = 20_000_000
    """Cells of one table."""
    pixels: int = 100_000_000
    """Above it an image is kept and not decoded."""
    member_header: int = MiB
    """Name and attributes of one tar member; they are read whole."""


DEFAULT = Limits()
