"""A file outside a case, as text: its words unchanged, and the digest of its bytes for a name."""

import hashlib
from pathlib import Path

from tawthiq.record.exhibit import ExtractedText


def text_of(path: Path) -> tuple[ExtractedText, str]:
    """(extracted text, SHA-256 of the bytes)."""
    from tawthiq.collect import extract, sniff  # noqa: PLC0415  (parsers are slow to import)

    data = path.read_bytes()
    return extract(data, sniff(data[:4096], path.name), path.name), hashlib.sha256(data).hexdigest()
