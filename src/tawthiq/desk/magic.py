"""What may be shown as a picture is decided by the bytes, never by a name or a declared type; the rest is handed out to save.

SVG and HTML are programs in the eyes of a browser and are never shown from an exhibit.
"""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def picture_type(data: bytes) -> str | None:
    """The media type of a raster image that every browser shows, or None."""
    for opening, kind in _SIGNATURES:
        if data.startswith(opening):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return None
