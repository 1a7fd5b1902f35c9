"""A picture's fingerprint: SHA-256 for the same bytes, PDQ for the same look; a flat picture has no look to compare.

PDQ is Meta's 256-bit perceptual hash ("The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019).
Variants stand for what re-uploaders do: turned or mirrored (the eight dihedral views), bars around it (trimmed).
A picture counts as it is shown: upright, on white where it is transparent (on black if nothing shows on white), 16 bits and more
stretched from its darkest to its lightest, of an animation the first frame that is not of one shade.
"""

import hashlib
import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

import msgspec

from tawthiq.match.corners import EDGE, corners, pack
from tawthiq.match.overlaid import shrunk
from tawthiq.record.errors import EmptyInput, TooLargeInput, UnreadableInput

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL.Image import Image

    Pixels = npt.NDArray[np.uint8]

MOST_BYTES = 200_000_000
MOST_PIXELS = 120_000_000
LEAST_QUALITY = 50
"""PDQ's authors advise to discard hashes of quality 49 and less."""
WORKING_EDGE = 512
EVEN = 6.0
"""Grey levels within which a line counts as one shade."""
LEAST_EDGE, LEAST_LEFT, MOST_LEFT = 32, 0.1, 0.97
"""What must be left after trimming: pixels along an edge, and shares of the area between which trimming is worth it."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N", "F")
"""Pillow's modes with more than eight bits a pixel."""
MOST_FRAMES = 50
"""Frames of an animation that are looked at for one with something in it."""
SMALLEST = 24
"""Pixels of an edge below which a picture is too small to be known by its look."""
VIEWS = ("upright", "left", "half", "right", "flipped", "mirrored", "transposed", "transversed")


class View(msgspec.Struct, frozen=True):
    """One way of looking at a picture: how it was turned or cut, and the PDQ hash seen (64 hex digits)."""

    how: str
    pdq: str


class Fingerprint(msgspec.Struct, frozen=True, kw_only=True):
    """What identifies a picture. `size` in bytes, `width` and `height` in pixels as shown; `quality` 0..100."""

    sha256: str
    size: int
    width: int
    height: int
    pdq: str
    quality: int
    views: tuple[View, ...] = ()
    corners: bytes = b""
    """Corners and what lies round them, as match/corners packs them; none in a flat picture."""
    small: bytes = b""
    """The same picture (without the bars round it) small and grey, as match/overlaid packs it."""
    whole: bytes = b""
    """The whole picture small and grey where it has bars round it, else nothing."""

    @property
    def comparable(self) -> bool:
        """There is enough in the picture for its look to mean something."""
        return self.quality >= LEAST_QUALITY


def fingerprint(data: bytes) -> Fingerprint:
    """The fingerprint of an image file's bytes.

    Raises EmptyInput, UnreadableInput (not an image we read, or broken), TooLargeInput (bytes or pixels past the limits;
    pixels are counted from the heading, before anything is unpacked).
    """
    if not data:
        raise EmptyInput("the file holds no bytes", expected="an image")
    if len(data) > MOST_BYTES:
        raise TooLargeInput(f"{len(data)} bytes", expected=f"at most {MOST_BYTES}")
    import numpy as np  # noqa: PLC0415 - heavy, and only images need it
    import pdqhash  # type: ignore[import-untyped] # noqa: PLC0415 - it ships no types
    from PIL import Image  # noqa: PLC0415 - slow to import

    image, (width, height) = _opened(data)
    pixels = np.asarray(image)
    hashes, quality = pdqhash.compute_dihedral(pixels)
    views = [View(how, _hex(bits)) for how, bits in zip(VIEWS, hashes, strict=True)]
    trimmed = _trimmed(pixels)
    # Corners are looked for inside the bars: else the picture shrinks with every frame put round it.
    bare = image if trimmed is None else Image.fromarray(trimmed)
    if trimmed is not None:
        inner, inner_quality = pdqhash.compute_dihedral(trimmed)
        if inner_quality >= LEAST_QUALITY:
            quality = max(quality, inner_quality)
            views += [
                View(f"trimmed {how}".removesuffix(" upright"), _hex(bits))
                for how, bits in zip(VIEWS, inner, strict=True)
            ]
    grey = _grey(bare)
    large_enough = min(width, height) >= SMALLEST
    return Fingerprint(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        width=width,
        height=height,
        pdq=views[0].pdq,
        quality=int(quality) if large_enough else 0,
        views=tuple(views),
        corners=pack(corners(grey)) if large_enough else b"",
        small=shrunk(grey) if large_enough else b"",
        whole=shrunk(_grey(image)) if large_enough and trimmed is not None else b"",
    )


def _opened(data: bytes) -> "tuple[Image, tuple[int, int]]":
    """The picture upright in RGB, no edge above WORKING_EDGE, with its full size in pixels."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - slow to import

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise TooLargeInput(
                    f"an image of {width} x {height} pixels", expected=f"at most {MOST_PIXELS} pixels"
                )
            image.draft("RGB", (WORKING_EDGE, WORKING_EDGE))
            upright = _shown(ImageOps.exif_transpose(image))
            for frame in range(1, min(getattr(image, "n_frames", 1), MOST_FRAMES)):
                if not _flat(upright):
                    break
                image.seek(frame)
                upright = _shown(ImageOps.exif_transpose(image))
    except TooLargeInput:
        raise
    except Image.DecompressionBombError as error:
        raise TooLargeInput(str(error), expected=f"at most {MOST_PIXELS} pixels") from None
    except UnidentifiedImageError:
        raise UnreadableInput("not an image of a kind that is read", expected=", ".join(FORMATS)) from None
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        TypeError,
        KeyError,
        Warning,
        MemoryError,
        struct.error,
        zlib.error,
    ) as error:
        why = str(error).split("\n")[0][:80] or type(error).__name__
        raise UnreadableInput(
            f"not an image that can be read ({why})", expected=f"{', '.join(FORMATS)}"
        ) from None
    if (upright.width < upright.height) != (width < height):
        width, height = height, width
    upright.thumbnail((WORKING_EDGE, WORKING_EDGE), Image.Resampling.BOX)
    return upright, (width, height)


def _shown(image: "Image") -> "Image":
    """The picture in RGB as a viewer sees it."""
    import numpy as np  # noqa: PLC0415 - slow to import
    from PIL import Image  # noqa: PLC0415 - slow to import

    if image.mode in DEEP:
        values = np.nan_to_num(np.asarray(image, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
        low, high = float(values.min()), float(values.max())
        stretched = (values - low) * (255 / (high - low) if high > low else 0)
        return Image.fromarray(stretched.astype(np.uint8)).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    clear.thumbnail((WORKING_EDGE, WORKING_EDGE), Image.Resampling.BOX)
    on_white, on_black = (
        Image.alpha_composite(Image.new("RGBA", clear.size, ground), clear).convert("RGB")
        for ground in ("white", "black")
    )
    return on_black if _flat(on_white) else on_white


def _flat(image: "Image") -> bool:
    """The picture is of one shade."""
    low, high = image.convert("L").getextrema()
    return float(high) - float(low) < EVEN  # type: ignore[arg-type]  # of one band there are two numbers


def _grey(image: "Image") -> "npt.NDArray[np.float32]":
    """The picture in grey, its longer edge as corners are looked for."""
    import numpy as np  # noqa: PLC0415 - slow to import
    from PIL import Image  # noqa: PLC0415 - slow to import

    scale = EDGE / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    way = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    return np.asarray(image.convert("L").resize(size, way), dtype=np.float32)


def _hex(bits: "npt.NDArray[np.uint8]") -> str:
    import numpy as np  # noqa: PLC0415 - slow to import

    return np.packbits(np.asarray(bits, dtype=np.uint8)).tobytes().hex()


def _trimmed(pixels: "Pixels") -> "Pixels | None":
    """The picture without even bars at its edges, or None where there are none worth cutting."""
    import numpy as np  # noqa: PLC0415 - slow to import

    grey = pixels.mean(axis=2)
    top, bottom = _bar(grey), _bar(grey[::-1])
    left, right = _bar(grey.T), _bar(grey.T[::-1])
    height, width = grey.shape[0] - top - bottom, grey.shape[1] - left - right
    if min(height, width) < LEAST_EDGE or not LEAST_LEFT < height * width / grey.size < MOST_LEFT:
        return None
    return np.ascontiguousarray(pixels[top : top + height, left : left + width])


def _bar(grey: "npt.NDArray[np.float64]") -> int:
    """How many lines from the first on are even and of its shade."""
    even = (grey.std(axis=1) < EVEN) & (abs(grey.mean(axis=1) - grey[0].mean()) < EVEN)
    return len(even) if even.all() else int((~even).argmax())
