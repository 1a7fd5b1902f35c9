"""Pictures."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageOps

from tawthiq.match import ContradictoryJudgements, fingerprint, media
from tawthiq.match.hamming import near
from tawthiq.record.errors import EmptyInput, InputError, TooLargeInput, UnreadableInput
from tawthiq.record.judgement import Judgement, Subject, Verdict


def scene(seed, size=(480, 360)):
    rng = np.random.default_rng(seed)
    image = Image.new("RGB", size, tuple(int(v) for v in rng.integers(40, 220, 3)))
    draw = ImageDraw.Draw(image)
    for _ in range(50):
        x, y, w, h = (
            int(v) for v in (rng.integers(0, size[0]), rng.integers(0, size[1]), *rng.integers(10, 160, 2))
        )
        draw.rectangle((x, y, x + w, y + h), fill=tuple(int(v) for v in rng.integers(0, 255, 3)))
    return image


def saved(image, kind="PNG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def framed(image):
    tall = Image.new("RGB", (image.width, image.height * 2))
    tall.paste(image, (0, image.height // 2))
    return tall


def bomb(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    heading = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", heading)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def matched(**pictures):
    return {(m.a, m.b): m for m in media([(name, fingerprint(data)) for name, data in pictures.items()])}


def test_no_bytes_are_refused():
    """An empty file is not an image."""
    with pytest.raises(EmptyInput):
        fingerprint(b"")


@pytest.mark.parametrize(
    "data",
    [b"hello", b"\x89PNG\r\n\x1a\n" + b"0" * 60, b"GIF89a", b"\xff\xd8\xff\xe0" + b"\0" * 40, b"%PDF-1.7"],
)
def test_what_is_no_image_is_refused(data):
    """Bytes that are not a picture give one clear error."""
    with pytest.raises(UnreadableInput, match="not an image"):
        fingerprint(data)


def test_a_cut_off_image_is_refused():
    """Half a picture is not fingerprinted as if it were whole."""
    data = saved(scene(1))
    with pytest.raises(UnreadableInput):
        fingerprint(data[: len(data) // 2])


def test_a_bomb_is_refused_by_its_heading():
    """A few bytes that claim a billion pixels are never unpacked."""
    with pytest.raises(TooLargeInput, match="pixels"):
        fingerprint(bomb(60_000, 60_000))


@settings(deadline=None, max_examples=40)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_raise_only_input_errors(data):
    """Hostile bytes behind a PNG or JPEG heading never raise anything else."""
    for head in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        with pytest.raises(InputError):
            fingerprint(head + data)


def test_flat_pictures_never_match_by_look():
    """Two night skies are alike and tell nothing; only equal bytes join them."""
    sky, other = (
        saved(Image.new("RGB", (300, 200), (9, 9, 20))),
        saved(Image.new("RGB", (320, 200), (9, 9, 21))),
    )
    assert not fingerprint(sky).comparable
    assert matched(sky=sky, other=other) == {}
    assert matched(sky=sky, copy=sky)["copy", "sky"].kind == "exact"


def test_unrelated_pictures_do_not_match():
    """Twelve scenes, no pair."""
    assert matched(**{f"s{n}": saved(scene(n, (240, 180))) for n in range(12)}) == {}


def test_the_same_bytes_are_exact():
    """Equal SHA-256 is exact, with score one."""
    data = saved(scene(2))
    found = matched(a=data, b=data)["a", "b"]
    assert (found.kind, found.score) == ("exact", 1.0)


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (lambda im: saved(im, "JPEG", quality=20), ""),
        (lambda im: saved(im.resize((240, 180))), ""),
        (lambda im: saved(im.convert("L")), ""),
        (lambda im: saved(ImageOps.mirror(im)), "mirrored"),
        (lambda im: saved(im.rotate(180)), "half"),
        (lambda im: saved(framed(im)), "trimmed"),
        (lambda im: saved(framed(ImageOps.mirror(im)), "JPEG", quality=60), "trimmed mirrored"),
    ],
    ids=["jpeg", "half size", "grey", "mirror", "upside down", "bars", "bars and mirror"],
)
def test_what_uploaders_do_is_seen_through(change, how):
    """Saved again, shrunk, grey, mirrored, turned or framed, it is near, and what was done is told."""
    for seed in (3, 4, 5):
        found = matched(a=saved(scene(seed)), b=change(scene(seed)))["a", "b"]
        assert (found.kind, found.how) == ("near", how)
        assert 0.75 < found.score <= 1.0


def street(seed, size=(480, 360)):
    """Houses with rows of equal windows and rubble before them: pictures of one kind, alike in all but the particulars."""
    rng = np.random.default_rng(seed)
    image = Image.new("RGB", size, tuple(int(v) for v in rng.integers(120, 220, 3)))
    draw = ImageDraw.Draw(image)
    x = 0
    while x < size[0]:
        w, h = int(rng.integers(40, 110)), int(rng.integers(100, 280))
        shade = tuple(int(v) for v in rng.integers(60, 190, 3))
        draw.rectangle((x, size[1] - h, x + w, size[1]), fill=shade)
        for wy in range(size[1] - h + 8, size[1] - 20, 22):
            for wx in range(x + 6, x + w - 12, 18):
                draw.rectangle((wx, wy, wx + 8, wy + 12), fill=tuple(v // 2 for v in shade))
        x += w
    for _ in range(80):
        px, py = int(rng.integers(0, size[0])), int(rng.integers(size[1] // 2, size[1]))
        corners = [(px + int(rng.integers(-25, 25)), py + int(rng.integers(-25, 25))) for _ in range(5)]
        draw.polygon(corners, fill=tuple(int(v) for v in rng.integers(60, 200, 3)))
    return image


def marked(image):
    out = image.copy()
    draw = ImageDraw.Draw(out)
    draw.rectangle((10, 10, 90, 60), fill=(200, 20, 20))
    draw.ellipse((20, 15, 60, 55), fill="white")
    draw.text((62, 20), "NEWS", fill="white")
    return out


def captioned(image):
    high = image.height // 8
    out = Image.new("RGB", (image.width, image.height + high))
    out.paste(image, (0, 0))
    draw = ImageDraw.Draw(out)
    for n in range(5):
        draw.text((10 + 90 * n, image.height + 12), f"BREAKING {n}", fill="white")
    return out


def cropped(image, share):
    w, h = image.size
    return image.crop((int(w * share), int(h * share), int(w * (1 - share)), int(h * (1 - share))))


@pytest.mark.parametrize(
    "change",
    [
        lambda im: cropped(im, 0.05),
        lambda im: cropped(im, 0.12),
        captioned,
        lambda im: captioned(cropped(im, 0.05)),
        lambda im: captioned(framed(im)),
        lambda im: ImageOps.mirror(captioned(im)),
        lambda im: im.rotate(3, resample=Image.Resampling.BICUBIC),
    ],
    ids=[
        "crop 5%",
        "crop 12%",
        "caption",
        "crop and caption",
        "story",
        "mirror and caption",
        "turned a little",
    ],
)
def test_what_editors_do_is_seen_through(change):
    """Cropped, captioned, framed, mirrored or turned, in combinations that no hash of the whole survives."""
    for seed in (21, 22):
        found = matched(a=saved(street(seed)), b=saved(change(street(seed)), "JPEG", quality=60))["a", "b"]
        assert found.kind == "edited"
        assert 0.3 < found.score <= 1.0


def test_a_mirrored_edit_says_so():
    """How the picture was changed is told as far as it is known."""
    image = street(23)
    found = matched(a=saved(image), b=saved(ImageOps.mirror(captioned(image))))["a", "b"]
    assert (found.kind, found.how) == ("edited", "mirrored")


def test_the_same_logo_or_caption_is_not_the_same_picture():
    """Streets of one kind under one mark and one caption stay apart."""
    prints = {f"s{n}": saved(captioned(marked(street(30 + n)))) for n in range(8)}
    assert matched(**prints) == {}


def test_copies_of_an_edited_picture_all_match():
    """Each copy of the original is paired with each copy of the edit."""
    original, edit = saved(street(24)), saved(cropped(street(24), 0.1))
    found = matched(a=original, b=original, c=edit, d=edit)
    assert {pair: m.kind for pair, m in found.items()} == {
        ("a", "b"): "exact",
        ("c", "d"): "exact",
        **dict.fromkeys([("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")], "edited"),
    }


def test_rotation_by_exif_is_undone():
    """A telephone's note of how it was held counts as how the picture is shown."""
    image = scene(6)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = saved(image.rotate(90, expand=True), "JPEG", quality=95, exif=exif)
    print_ = fingerprint(turned)
    assert (print_.width, print_.height) == image.size
    assert matched(a=saved(image), b=turned)["a", "b"].how == ""


def test_judgements_win():
    """A pair judged different is gone though the bytes are equal; one judged same is there though nothing is alike."""
    data = saved(scene(7))
    prints = [("a", fingerprint(data)), ("b", fingerprint(data)), ("c", fingerprint(saved(scene(8))))]
    said = [
        Judgement(subject=Subject.MEDIA, verdict=Verdict.DIFFERENT, a="a", b="b"),
        Judgement(subject=Subject.MEDIA, verdict=Verdict.SAME, a="a", b="c"),
    ]
    assert [(m.a, m.b, m.kind, m.judged) for m in media(prints, said)] == [("a", "c", "edited", True)]
    with pytest.raises(ContradictoryJudgements):
        media(prints, [*said, Judgement(subject=Subject.MEDIA, verdict=Verdict.SAME, a="b", b="c")])


def test_order_changes_nothing():
    """Prints in another order give the same matches."""
    prints = [(f"n{n}", fingerprint(saved(scene(9), "JPEG", quality=30 + n))) for n in range(5)]
    assert media(prints) == media(prints[::-1])


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.integers(0, 2**256 - 1), min_size=1, max_size=8),
    st.lists(st.sets(st.integers(0, 255), max_size=40), min_size=1, max_size=8),
)
def test_the_index_finds_exactly_what_lies_within_the_limit(hashes, flips):
    """Planted neighbours at 0 to 40 flipped bits: the bands give what a full scan gives."""
    asked = [value ^ sum(1 << bit for bit in flip) for value, flip in zip(hashes, flips, strict=False)]
    left, right = [f"{v:064x}" for v in asked], [f"{v:064x}" for v in hashes]
    scan = [
        (i, j, (a ^ b).bit_count())
        for i, a in enumerate(asked)
        for j, b in enumerate(hashes)
        if (a ^ b).bit_count() <= 31
    ]
    assert near(left, right) == sorted(scan)
