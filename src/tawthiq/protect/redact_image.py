"""A picture is redacted in its pixels and written as a new PNG: no EXIF, thumbnail, profile or trailer has a way through.

The picture is first turned upright, its colours are brought to sRGB, and what is transparent is laid on white, since
pixels that nobody sees may still hold a face. PNG loses nothing, so a covered region is one colour to the last pixel.
"""

import io
import warnings
from collections.abc import Sequence

from PIL import Image, ImageCms, ImageDraw, ImageOps

from tawthiq.protect.redact import Area
from tawthiq.record.errors import InputError, TooLargeInput, UnreadableInput, UsageError
from tawthiq.record.redaction import Cover

MOST_PIXELS = 120_000_000
FILLS = {"black": (0, 0, 0), "white": (255, 255, 255), "grey": (128, 128, 128)}


def redact_image(data: bytes, areas: Sequence[Area], fill: str = "black") -> tuple[bytes, tuple[Cover, ...]]:
    """The redacted picture as PNG, and the regions covered, in pixels of the upright picture.

    Raises UnreadableInput, TooLargeInput, InputError for a picture that moves, UsageError for regions outside it.
    """
    if not areas:
        raise UsageError("nothing to cover", expected="at least one region")
    picture = upright(data)
    covers = cover_picture(picture, areas, fill)
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue(), covers


def cover_picture(picture: Image.Image, areas: Sequence[Area], fill: str) -> tuple[Cover, ...]:
    """Fill regions of a picture in memory. Raises UsageError."""
    draw = ImageDraw.Draw(picture)
    covers = []
    for area in areas:
        x, y, w, h = area.pixels(*picture.size)
        draw.rectangle((x, y, x + w - 1, y + h - 1), fill=FILLS[fill])
        covers.append(Cover(page=area.page, region=(x, y, w, h)))
    return tuple(covers)


def upright(data: bytes) -> Image.Image:
    """The pixels alone, upright, in RGB. Raises as `redact_image`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise TooLargeInput(
                        f"a picture of {opened.width} by {opened.height}",
                        expected=f"at most {MOST_PIXELS:,} pixels",
                    )
                # Phones put a second picture behind the first (MPO); the first is the photograph.
                if getattr(opened, "n_frames", 1) > 1 and opened.format != "MPO":
                    raise InputError(
                        "a picture of several frames", hint="save the frame you need as a picture of its own"
                    )
                profile = opened.info.get("icc_profile")
                shown = ImageOps.exif_transpose(opened)
                shown = _on_white(shown)
                if profile:
                    shown = _to_srgb(shown, profile)
                return Image.frombytes("RGB", shown.size, shown.tobytes())
    except (InputError, UsageError):
        raise
    except Image.DecompressionBombError as error:
        raise TooLargeInput(
            "a picture too large to open", expected=f"at most {MOST_PIXELS:,} pixels"
        ) from error
    except Exception as error:
        raise UnreadableInput(f"a picture that cannot be read ({type(error).__name__})") from error


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, seen).convert("RGB")
    if picture.mode.startswith("I"):
        # Of sixteen bits the upper eight are what is shown. Stretching to what is there would tell of covered pixels.
        return picture.point(lambda v: v * (1 / 256)).convert("L").convert("RGB")
    return picture.convert("RGB")


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed if changed is not None else picture
