"""An image is checked without being shown: its pixels are decoded at most once, at reduced size, and never beyond a bound."""

import warnings
from typing import BinaryIO

from tawthiq.collect.limits import DEFAULT, Limits

RASTERS = {"image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp", "image/bmp", "image/avif"}


def image_trouble(stream: BinaryIO, media_type: str, limits: Limits = DEFAULT) -> str | None:
    """`image_broken` (cut, wrong checksum, no image at all), `image_bomb` (more pixels than the bound), or None.

    PNG checksums are verified; JPEG is decoded at an eighth of its size, which a cut file does not survive; of other
    formats only the header is read. Types that are not raster images give None.
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
                if image.format == "JPEG":
                    image.draft("RGB", (max(1, width // 8), max(1, height // 8)))
                    image.load()
                else:
                    image.verify()
    except Image.DecompressionBombError:
        return "image_bomb"
    except Exception:  # noqa: BLE001 - decoders raise anything at all on hostile bytes; every one means the same here
        return "image_broken"
    return None
