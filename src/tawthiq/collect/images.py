"""An image is checked without being shown: its structure is read, its pixels are never decoded, its size is bounded.

A folder of ten thousand photographs is checked in about the time it takes to hash it.
"""

import io
import warnings
from typing import BinaryIO

from tawthiq.collect.limits import DEFAULT, Limits

RASTERS = {"image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp", "image/bmp", "image/avif"}
_START_OF_SCAN = 0xDA
_SEGMENTS = 10_000
_CHUNK = 1 << 20


def image_trouble(stream: BinaryIO, media_type: str, limits: Limits = DEFAULT) -> str | None:
    """`image_broken` (cut, wrong checksum, no image at all), `image_bomb` (more pixels than the bound), or None.

    PNG checksums are verified; a JPEG must come to its end after its pixels begin; of other formats only the header is
    read. Types that are not raster images give None.
    """
    if media_type not in RASTERS:
        return None
    from PIL import Image  # noqa: PLC0415 - slow to import, and most items are not images

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(stream) as image:
                width, height = image.size
                if width * height > limits.pixels:
                    return "image_bomb"
                if media_type != "image/jpeg":
                    image.verify()
                elif not _jpeg_ends(stream):
                    return "image_broken"
    except Image.DecompressionBombError:
        return "image_bomb"
    except Exception:  # noqa: BLE001 - decoders raise anything at all on hostile bytes; every one means the same here
        return "image_broken"
    return None


def _jpeg_ends(stream: BinaryIO) -> bool:
    """An end-of-image marker follows the first scan (ITU T.81, B.1.1): inside the pixels 0xFF is always stuffed.

    A preview's own end lies in a segment before the scan and does not count; what follows the end (films of phones,
    makers' trailers) is let be.
    """
    stream.seek(2)
    for _ in range(_SEGMENTS):
        marker = stream.read(2)
        while marker == b"\xff\xff":  # fill bytes
            marker = marker[1:] + stream.read(1)
        if len(marker) < 2 or marker[0] != 0xFF:
            return False
        length = int.from_bytes(stream.read(2), "big")
        if length < 2:
            return False
        stream.seek(length - 2, io.SEEK_CUR)
        if marker[1] == _START_OF_SCAN:
            break
    carried = b""
    while chunk := stream.read(_CHUNK):
        if b"\xff\xd9" in carried + chunk:
            return True
        carried = chunk[-1:]
    return False
