"""What a thing is, is read from its bytes; its name only decides between types that share their bytes.

A name may choose among texts (CSV or prose) and among packages built on zip; it never makes an image of bytes that
are none. Signatures: the formats' own specifications.
"""

import csv
import io
import re

HEAD = 64 * 1024
"""How many bytes `sniff` wants."""

UNKNOWN = "application/octet-stream"
ZIP, XLSX, CSV, HTML, PDF, PLAIN = (
    "application/zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/csv",
    "text/html",
    "application/pdf",
    "text/plain",
)
GZIP, BZIP2, XZ, TAR = "application/gzip", "application/x-bzip2", "application/x-xz", "application/x-tar"

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\x1f\x8b", GZIP),
    (0, b"BZh", BZIP2),
    (0, b"\xfd7zXZ\x00", XZ),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (257, b"ustar", TAR),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (0, b"WARC/", "application/warc"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"wOFF", "font/woff"),
    (0, b"wOF2", "font/woff2"),
    (0, b"age-encryption.org/", "application/age"),
)
_RIFF = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}
_FTYP = (
    ((b"avif", b"avis"), "image/avif"),
    ((b"heic", b"heix", b"hevc", b"mif1", b"msf1"), "image/heic"),
    ((b"qt  ",), "video/quicktime"),
    ((b"M4A ", b"M4B "), "audio/mp4"),
    ((b"3gp", b"3g2"), "video/3gpp"),
)
_OFFICE = (
    (b"xl/", XLSX),
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_OFFICE_NAMES = {
    ".xlsx": _OFFICE[0][1],
    ".xlsm": _OFFICE[0][1],
    ".docx": _OFFICE[1][1],
    ".pptx": _OFFICE[2][1],
}
_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body|title|meta|p|div|h1|table|article|script|style|a|br)\b",
    re.IGNORECASE | re.DOTALL,
)
_TEXT_NAMES = {".css": "text/css", ".eml": "message/rfc822", ".md": "text/markdown", ".vtt": "text/vtt"}
_CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 12, 13, 27}))
_TABLE_ROWS = 3
_BINARY_SHARE = 0.02


def sniff(head: bytes, name: str) -> str:
    """The media type of something that begins with `head` (at best 64 KiB) and is called `name`."""
    for offset, signature, media_type in _SIGNATURES:
        if head.startswith(signature, offset):
            return media_type
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(head, name)
    return _framed(head) or _text(head, name)


def _framed(head: bytes) -> str | None:
    """Types whose mark does not stand at the very beginning, or takes more than one look."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return next((kind for brands, kind in _FTYP if head[8:12].startswith(brands)), "video/mp4")
    tests = (
        (head[4:8] in (b"moov", b"mdat", b"wide"), "video/quicktime"),
        (b"%PDF-" in head[:1024], PDF),
        (head[:2] == b"BM" and head[6:10] == b"\0\0\0\0", "image/bmp"),
        (head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xfa", b"\xf3", b"\xf2"), "audio/mpeg"),
    )
    return next((media_type for holds, media_type in tests if holds), None)


def extension(name: str) -> str:
    """The last extension in lower case with its dot, or nothing."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem and len(last) <= 8 else ""


def _package(head: bytes, name: str) -> str:
    if (
        head[30:38] == b"mimetype"
    ):  # OpenDocument and EPUB put it first, stored (OpenDocument 1.3 part 2, 3.3)
        length = int.from_bytes(head[18:22], "little")
        declared = head[38 : 38 + min(length, 100)].decode("ascii", "replace")
        return declared if re.fullmatch(r"[\w.+-]+/[\w.+-]+", declared) else ZIP
    if b"[Content_Types].xml" in head or b"_rels/.rels" in head:
        for folder, media_type in _OFFICE:
            if folder in head:
                return media_type
        return _OFFICE_NAMES.get(extension(name), ZIP)
    if extension(name) == ".wacz":
        return "application/wacz"
    return ZIP


_PAGES = b"\x00\x06\x20\xfb\xfe"  # Latin, Arabic, punctuation, Arabic presentation forms


def utf16(head: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every other byte is one that text in our scripts would have; else None."""
    sample = head[: min(len(head), 4096) & ~1]
    if len(sample) < 4:
        return None
    for order, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        strange = len(high.translate(None, _PAGES))
        if b"\x00" in high and strange <= 0.05 * len(high) and low.count(0) <= 0.05 * len(low):
            return order
    return None


def _text(head: bytes, name: str) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) & ~1].decode("utf-16", "replace")
        return _kind_of_text(text.encode("utf-8", "replace"), name)
    order = utf16(head) if b"\x00" in head else None
    if order:
        return _kind_of_text(head[: len(head) & ~1].decode(order, "replace").encode("utf-8", "replace"), name)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > _BINARY_SHARE * len(head):
        return UNKNOWN
    return _kind_of_text(head, name)


def _kind_of_text(head: bytes, name: str) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    end = extension(name)
    markup = start[:5] == b"<?xml"
    tests = (
        (_HTML.match(start) is not None, HTML),
        (start[:4] == b"<svg" or (markup and b"<svg" in start[:2000]), "image/svg+xml"),
        (markup, "application/xml"),
        (end in (".html", ".htm", ".xhtml") and b"<" in start, HTML),
        (end in (".csv", ".tsv", ".tab") or (end in ("", ".txt") and looks_like_table(start)), CSV),
        (end in (".json", ".jsonl", ".geojson") and start[:1] in (b"{", b"["), "application/json"),
    )
    return next((media_type for holds, media_type in tests if holds), _TEXT_NAMES.get(end, PLAIN))


def looks_like_table(head: bytes) -> bool:
    """Three lines or more, all with the same two or more tabs, semicolons or bars. Prose has commas: they do not count."""
    lines = head[:16384].split(b"\n")
    lines = [line for line in (lines[:-1] if len(head) > 16384 else lines) if line.strip()][:50]
    if len(lines) < _TABLE_ROWS:
        return False
    text = b"\n".join(lines).decode("latin-1")
    for delimiter in ("\t", ";", "|"):
        try:
            widths = {len(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() > 2:
            return True
    return False
