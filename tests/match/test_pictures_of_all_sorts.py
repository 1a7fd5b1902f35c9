"""Pictures of every sort are read as they are shown, or refused with the reason, and the batch goes on."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw
from test_media import bomb, matched, saved, street

from tawthiq.cli.main import tawthiq
from tawthiq.match import fingerprint
from tawthiq.record.errors import EmptyInput, InputError, TooLargeInput, UnreadableInput

IMAGE = street(1)
GREY = np.asarray(IMAGE.convert("L"))


def clear(alpha):
    out = IMAGE.convert("RGBA")
    out.putalpha(alpha)
    return out


def deep(values):
    return saved(Image.fromarray(values), "TIFF")


def whole(opacity):
    return Image.new("L", IMAGE.size, opacity)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyInput, "no bytes"),
        (b"hello, world", UnreadableInput, "not an image of a kind that is read"),
        (b"\0\0\0\x18ftypheic" + bytes(99), UnreadableInput, "not an image of a kind"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', UnreadableInput, "not an image of a kind"),
        (saved(IMAGE, "JPEG")[:6000], UnreadableInput, "truncated"),
        (saved(IMAGE)[:9000], UnreadableInput, "truncated"),
        (bomb(60_000, 60_000), TooLargeInput, "60000"),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_the_reason(data, error, words):
    """Nothing, text, kinds not read, pictures cut short, bombs."""
    with pytest.raises(error, match=words):
        fingerprint(data)


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (16, 16), (2000, 1), (1, 3000)])
def test_what_is_too_small_matches_nothing_by_its_look(size):
    """A speck or a line is like any other."""
    assert not matched(a=saved(IMAGE), b=saved(IMAGE.resize(size)), c=saved(street(2).resize(size)))


def test_what_nobody_can_see_is_not_compared():
    """A picture behind full transparency, one shade throughout: flat."""
    assert not fingerprint(saved(clear(whole(0)))).comparable
    assert not fingerprint(saved(Image.new("RGB", IMAGE.size, "white"), "GIF")).comparable


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("CMYK JPEG", saved(IMAGE.convert("CMYK"), "JPEG")),
        ("CMYK TIFF", saved(IMAGE.convert("CMYK"), "TIFF")),
        ("16 bits", saved(Image.fromarray(GREY.astype(np.uint16) * 257))),
        ("12 bits in 16", deep(GREY.astype(np.uint16) * 16)),
        ("32 bits", deep(GREY.astype(np.int32) * 65_793)),
        ("fractions", deep(GREY.astype(np.float32) / 255)),
        ("fractions with holes", deep(np.where(GREY > 252, np.nan, GREY / 255).astype(np.float32))),
        ("palette", saved(IMAGE.quantize(64))),
        ("palette with a clear colour", saved(IMAGE.quantize(64), transparency=0)),
        ("one bit", saved(IMAGE.convert("1"))),
        ("opaque alpha", saved(clear(whole(255)))),
        ("half clear", saved(clear(whole(128)))),
        ("grey with alpha", saved(IMAGE.convert("LA"))),
        ("animated WebP", saved(IMAGE, "WEBP", save_all=True, append_images=[street(2)])),
        (
            "animated GIF",
            saved(IMAGE.quantize(64), "GIF", save_all=True, append_images=[street(2).quantize(64)]),
        ),
        (
            "GIF that begins blank",
            saved(Image.new("RGB", IMAGE.size), "GIF", save_all=True, append_images=[IMAGE.quantize(64)]),
        ),
        ("broken colour profile", saved(IMAGE, "JPEG", icc_profile=b"none such")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_picture_is_known_whatever_it_is_kept_in(name, data):
    """Its look is what a viewer shows, at the size that is shown."""
    print_ = fingerprint(data)
    assert (print_.width, print_.height) == IMAGE.size
    assert matched(a=saved(IMAGE), b=data)["a", "b"].kind == "near"


def test_writing_on_nothing_is_read_as_it_shows():
    """Black writing without ground is seen on white, white writing on black; both say what they say."""
    made = {}
    for name, ink in (("black", (0, 0, 0, 255)), ("white", (255, 255, 255, 255))):
        image = Image.new("RGBA", (480, 360), (0, 0, 0, 0))
        for n in range(12):
            ImageDraw.Draw(image).text((10, 28 * n), f"{n} the list of names goes on {n * n} " * 3, fill=ink)
        made[name] = fingerprint(saved(image))
    assert made["black"].corners
    assert made["white"].corners


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_note_of_how_a_camera_was_held_is_undone(orientation):
    """All eight: the picture as shown is the original."""
    undone = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = IMAGE if orientation == 1 else IMAGE.transpose(Image.Transpose(undone[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(stored, "JPEG", quality=95, exif=exif)
    found = matched(a=saved(IMAGE), b=data)["a", "b"]
    assert (found.kind, found.how) == ("near", "")
    assert (fingerprint(data).width, fingerprint(data).height) == IMAGE.size


def test_the_batch_goes_on(tmp_path):
    """Bad files among good ones, a wrong ending: each refusal on stderr with its file, the rest matched, exit code 2."""
    (tmp_path / "a.png").write_bytes(saved(IMAGE))
    (tmp_path / "b.txt").write_bytes(saved(IMAGE, "JPEG"))
    (tmp_path / "cut.jpg").write_bytes(saved(IMAGE, "JPEG")[:6000])
    (tmp_path / "none.gif").write_bytes(b"")
    (tmp_path / "bomb.png").write_bytes(bomb(60_000, 60_000))
    done = CliRunner().invoke(tawthiq, ["match", "media", str(tmp_path), "--json"], standalone_mode=False)
    (found,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (found["kind"], found["a"][-5:], found["b"][-5:]) == ("near", "a.png", "b.txt")
    assert [name in done.stderr for name in ("cut.jpg", "none.gif", "bomb.png")] == [True] * 3
    assert done.return_value == 2


def test_random_damage_is_survived():
    """Bytes changed anywhere in pictures of five kinds: a fingerprint or a refusal, nothing else."""
    chance = np.random.default_rng(9)
    small = IMAGE.resize((120, 90))
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"):
        data = np.frombuffer(saved(small, kind), np.uint8)
        for _ in range(12):
            hurt = data.copy()
            hurt[chance.integers(0, len(hurt), 6)] = chance.integers(0, 256, 6)
            try:
                fingerprint(hurt.tobytes())
            except InputError as error:
                assert str(error)
