"""What stands before one background, or under one mark, is not one picture; what was only treated differently still is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from test_media import matched, saved, street

from tawthiq.match import fingerprint
from tawthiq.match.edited_shown import Laid
from tawthiq.match.framed import Squares
from tawthiq.match.overlaid import borne_out, share_alike, shrunk, spread

SIZE = (640, 480)
AS_IT_STANDS = Laid(1 + 0j, 0j)


def noise(image, draw, much=4):
    pixels = np.asarray(image, np.float32) + draw.normal(0, much, (image.height, image.width, 1))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def room(seed):
    """One tiled floor, the same in every picture, and other things on it."""
    draw = np.random.default_rng([3, seed])
    image = Image.new("RGB", SIZE, tuple(int(v) for v in draw.integers(150, 220, 3)))
    pen = ImageDraw.Draw(image)
    for n in range(24):
        y, x = 240 + int((n / 24) ** 2 * 240), n * 640 // 24
        pen.line([0, y, 640, y], fill=(120, 110, 100))
        pen.line([320 + (x - 320) // 2, 240, x, 480], fill=(120, 110, 100))
    for _ in range(int(draw.integers(8, 20))):
        x, y = int(draw.random() * 640), int(480 * draw.uniform(0.3, 0.9))
        w, h = (int(v) for v in draw.integers(20, 120, 2))
        colour = tuple(int(v) for v in draw.integers(40, 230, 3))
        pen.rectangle([x, y, x + w, y + h], fill=colour, outline=(40, 40, 40))
        pen.line([x, y, x + w, y + h], fill=tuple(v // 2 for v in colour), width=2)
    return noise(image.filter(ImageFilter.GaussianBlur(0.6)), draw)


def night(seed):
    """A roofline and lamps in the dark, under the bright mark of a channel."""
    draw = np.random.default_rng([5, seed])
    image = Image.new("RGB", SIZE, (8, 9, 16))
    pen, x = ImageDraw.Draw(image), 0
    while x < 640:
        w, h = int(draw.integers(30, 110)), int(draw.integers(60, 220))
        pen.rectangle([x, 480 - h, x + w, 480], fill=(16, 16, 22))
        for _ in range(int(draw.integers(0, 9))):
            wx, wy = x + int(draw.integers(0, w)), 480 - int(draw.integers(5, h))
            pen.rectangle([wx, wy, wx + 4, wy + 6], fill=(230, 200, 120))
        x += w
    image = noise(image, draw)
    pen = ImageDraw.Draw(image)
    pen.rectangle([490, 20, 620, 110], fill=(200, 30, 30))
    pen.text((500, 30), "CHANNEL\nSEVEN", fill="white", font_size=28)
    return image


def test_other_things_on_one_floor_are_other_pictures():
    """Their corners agree on half of the picture; before grey values were asked, some were taken for edits of one another."""
    assert not matched(
        **{f"r{n}": saved(room(n), "JPEG", quality=80) for n in (1, 9, 10, 13, 14, 33, 34, 50)}
    )


def test_other_skies_under_one_mark_are_other_pictures():
    """Hashes of dark pictures are mostly those of the mark."""
    assert not matched(
        **{f"n{n}": saved(night(n), "JPEG", quality=80) for n in (14, 15, 16, 17, 20, 31, 55, 68)}
    )


@pytest.mark.parametrize("draw", [room, night, street])
@pytest.mark.parametrize(
    "change",
    [
        lambda i: i.resize((320, 240)),
        lambda i: ImageEnhance.Contrast(i).enhance(0.7),
        lambda i: ImageEnhance.Brightness(i).enhance(1.4),
        lambda i: i.filter(ImageFilter.GaussianBlur(1.5)),
        ImageOps.mirror,
        lambda i: i.rotate(90, expand=True),
    ],
    ids=["smaller", "paler", "lighter", "blurred", "mirrored", "turned"],
)
def test_a_copy_treated_otherwise_is_still_found(draw, change):
    """Size, contrast, light, sharpness, a mirror and a quarter turn leave the fields alike."""
    image = draw(3)
    assert matched(a=saved(image), b=saved(change(image), "JPEG"))


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (9, 9), (200, 3)])
def test_too_little_says_nothing_against(shape):
    """Pictures smaller than a field, or of one shade, are left to their corners."""
    small = spread(shrunk(np.full(shape, 90, np.float32)))
    assert share_alike(small, small, AS_IT_STANDS) is None
    assert borne_out(small, small, AS_IT_STANDS)


def test_a_print_without_a_small_picture_says_nothing_against():
    """Fingerprints made before there were small pictures can be compared as before."""
    one, other = fingerprint(saved(night(1))), fingerprint(saved(night(2)))
    assert not Squares().alike(one, other, turned=False)
    bare = type(other)(sha256="", size=1, width=1, height=1, pdq="", quality=0)
    assert Squares().alike(one, bare, turned=False)


@given(
    st.integers(0, 2**32), st.integers(20, 120), st.integers(20, 120), st.floats(0.3, 1.0), st.floats(0, 60)
)
def test_neither_light_nor_contrast_changes_the_share(seed, high, wide, gain, light):
    """A picture and the same picture paler and lighter are alike in every field that shows something."""
    grey = np.random.default_rng(seed).integers(60, 160, (high // 6 + 2, wide // 6 + 2)).astype(np.float32)
    grey = np.kron(grey, np.ones((6, 6), np.float32))
    share = share_alike(spread(shrunk(grey)), spread(shrunk(grey * gain + light)), AS_IT_STANDS)
    assert share is None or share == 1.0


def test_small_pictures_keep_their_shape_and_turn_in_a_mirror():
    """Width and height stand first; no picture is made larger."""
    grey = np.arange(12, dtype=np.float32).reshape(3, 4)
    assert np.array_equal(spread(shrunk(grey)), grey)
    assert np.array_equal(spread(shrunk(grey), mirrored=True), grey[:, ::-1])
    assert spread(shrunk(np.zeros((288, 384), np.float32))).shape == (72, 96)
