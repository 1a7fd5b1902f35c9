"""Pictures of a city that does not exist, drawn by code: no camera, no EXIF, and a comment in each file that says so.

Which files are the same picture, and how one was made from another, is `RELATIONS`; two pictures not named there are
different scenes
(`street` and `lane` are drawn alike and are not the same). The same seed gives the same drawings (the encoder's version may change their bytes).
"""

import random
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

SIZE = (900, 600)
COMMENT = (
    "Invented: drawn by code, of a city that does not exist. صورة متخيَّلة مرسومة بالبرمجة لمدينة لا وجود لها."
)
Colour = tuple[int, int, int]


class Relation(NamedTuple):
    """`b` was made from `a`. `how`: exact, re-encoded, resized, cropped, grey, mirrored."""

    a: str
    b: str
    how: str


SCENES = ("quay", "street", "lane", "bakery", "bridge", "hospital", "night", "skyline")
HOMES = {
    "quay": "far-shore_files/quay.jpg",
    "street": "far-shore_files/street.jpg",
    "lane": "photographs/lane.jpg",
    "bakery": "photographs/bakery.jpg",
    "bridge": "photographs/bridge.jpg",
    "hospital": "photographs/hospital.png",
    "night": "photographs/night.jpg",
    "skyline": "photographs/skyline.jpg",
}
RELATIONS = (
    Relation(HOMES["quay"], "harbour-wire_files/front.jpg", "exact"),
    Relation(HOMES["bakery"], "photographs/img-0412.jpg", "re-encoded"),
    Relation(HOMES["bridge"], "photographs/img-0413.jpg", "resized"),
    Relation(HOMES["hospital"], "photographs/img-0420.jpg", "cropped"),
    Relation(HOMES["street"], "photographs/img-0431.jpg", "grey"),
    Relation(HOMES["night"], "photographs/img-0440.jpg", "mirrored"),
)


def photographs(seed: int) -> dict[str, bytes]:
    """Every picture of the sample, by its path inside the collected folder."""
    drawn = {name: _finish(DRAW[name](_dice(seed, name)), _dice(seed, name + " grain")) for name in SCENES}
    files = {HOMES[name]: encode(picture, HOMES[name]) for name, picture in drawn.items()}
    by_home = {home: name for name, home in HOMES.items()}
    for relation in RELATIONS:
        files[relation.b] = _derived(relation, drawn[by_home[relation.a]], files[relation.a])
    return files


def _dice(seed: int, name: str) -> random.Random:
    return random.Random(f"{seed} {name}")  # noqa: S311 - drawings, no secret


def encode(picture: Image.Image, name: str, quality: int = 86) -> bytes:
    """PNG or JPEG by the name's ending, with the comment that it is drawn."""
    out = BytesIO()
    if name.endswith(".png"):
        from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - only here

        info = PngInfo()
        info.add_itxt("Comment", COMMENT)
        picture.save(out, "PNG", pnginfo=info, optimize=True)
    else:
        picture.save(out, "JPEG", quality=quality, comment=COMMENT.encode())
    return out.getvalue()


def _derived(relation: Relation, picture: Image.Image, original: bytes) -> bytes:
    if relation.how == "exact":
        return original
    if relation.how == "re-encoded":
        return encode(picture, relation.b, quality=22)
    changes: Mapping[str, Callable[[Image.Image], Image.Image]] = {
        "resized": lambda one: one.resize((450, 300), Image.Resampling.LANCZOS),
        "cropped": lambda one: one.crop((10, 8, SIZE[0] - 8, SIZE[1] - 4)),
        "grey": lambda one: ImageOps.grayscale(one).convert("RGB"),
        "mirrored": ImageOps.mirror,
    }
    return encode(changes[relation.how](picture), relation.b)


def _finish(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Grain as of a cheap phone, and a small line that says what this is."""
    small = Image.frombytes("L", (SIZE[0] // 3, SIZE[1] // 3), rng.randbytes(SIZE[0] * SIZE[1] // 9))
    grain = small.resize(SIZE, Image.Resampling.BILINEAR).point(lambda v: 118 + v // 13)
    out = ImageChops.overlay(picture, Image.merge("RGB", (grain, grain, grain)))
    ImageDraw.Draw(out).text(
        (SIZE[0] - 8, SIZE[1] - 8),
        "INVENTED · DRAWN BY CODE",
        fill=(235, 235, 235),
        anchor="rs",
        font=ImageFont.load_default(13),
    )
    return out


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    ramp = Image.linear_gradient("L").resize(SIZE)
    return Image.composite(Image.new("RGB", SIZE, bottom), Image.new("RGB", SIZE, top), ramp)


def _smoke(
    picture: Image.Image, rng: random.Random, x: int, y: int, colour: Colour, size: int = 60
) -> Image.Image:
    layer = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(layer)
    for step in range(26):
        r = size * (0.5 + step / 16)
        cx, cy = x + step * rng.uniform(-3, 9), y - step * size / 4 + rng.uniform(-8, 8)
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=max(30, 200 - step * 6))
    return Image.composite(
        Image.new("RGB", SIZE, colour), picture, layer.filter(ImageFilter.GaussianBlur(size / 4))
    )


def _house(
    draw: ImageDraw.ImageDraw,
    rng: random.Random,
    box: tuple[int, int, int, int],
    colour: Colour,
    broken: float,
) -> None:
    left, top, right, bottom = box
    if rng.random() < broken:
        steps = [left + (right - left) * n // 6 for n in range(7)]
        roof = [(x, top + rng.randint(0, (bottom - top) // 2)) for x in steps]
        draw.polygon([(left, bottom), *roof, (right, bottom)], fill=colour)
        top += (bottom - top) // 2
    else:
        draw.rectangle(box, fill=colour)
    dark = tuple(c // 3 for c in colour)
    for x in range(left + 8, right - 14, 26):
        for y in range(top + 14, bottom - 20, 34):
            if rng.random() < 0.75:
                draw.rectangle((x, y, x + 11, y + rng.randint(12, 18)), fill=dark)


def _rubble(draw: ImageDraw.ImageDraw, rng: random.Random, top: int, pieces: int) -> None:
    for _ in range(pieces):
        x, y, r = rng.randint(-20, SIZE[0]), rng.randint(top, SIZE[1] + 20), rng.randint(6, 42)
        tone = rng.randint(70, 175)
        corners = [(x + rng.randint(-r, r), y + rng.randint(-r // 2, r // 2)) for _ in range(5)]
        draw.polygon(corners, fill=(tone, tone - 8, max(tone - 22, 0)))


def _quay(rng: random.Random) -> Image.Image:
    picture = _sky((150, 158, 166), (206, 200, 188))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, 900, 460), fill=(72, 92, 104))
    for y in range(336, 458, 7):
        x = rng.randint(0, 400)
        draw.line((x, y, x + rng.randint(80, 420), y), fill=(98, 120, 130), width=2)
    draw.polygon([(0, 430), (520, 452), (610, 520), (900, 470), (900, 600), (0, 600)], fill=(120, 112, 100))
    draw.polygon([(150, 330), (180, 180), (196, 180), (212, 330)], fill=(60, 60, 62))
    draw.line((188, 186, 330, 232), fill=(60, 60, 62), width=8)
    _rubble(draw, rng, 470, 70)
    return _smoke(picture, rng, 640, 330, (70, 66, 64), 52)


def _street(rng: random.Random) -> Image.Image:
    picture = _sky((186, 190, 190), (216, 208, 194))
    draw = ImageDraw.Draw(picture)
    for n in range(5):
        far = 70 + n * 62
        _house(
            draw,
            rng,
            (0 + n * 64, 30 + n * 52, 64 + n * 64, 560 - n * 44),
            (150 - n * 9, 138 - n * 8, 120 - n * 6),
            0.6,
        )
        _house(
            draw,
            rng,
            (900 - far, 60 + n * 46, 962 - far, 560 - n * 44),
            (136 - n * 7, 128 - n * 7, 116 - n * 6),
            0.6,
        )
    draw.polygon([(320, 380), (580, 380), (900, 600), (0, 600)], fill=(132, 124, 110))
    _rubble(draw, rng, 400, 160)
    return picture


def _bakery(rng: random.Random) -> Image.Image:
    picture = _sky((120, 126, 138), (170, 160, 150))
    draw = ImageDraw.Draw(picture)
    _house(draw, rng, (90, 90, 820, 520), (168, 150, 122), 0.0)
    draw.rectangle((250, 300, 640, 520), fill=(36, 32, 30))
    draw.polygon([(470, 90), (560, 250), (500, 300), (700, 340), (820, 90)], fill=(126, 132, 142))
    draw.rectangle((230, 262, 660, 300), fill=(150, 60, 44))
    for x in range(40, 860, 46):
        h = rng.randint(60, 92)
        draw.ellipse((x, 470 - h, x + 20, 490 - h), fill=(50, 44, 42))
        draw.rectangle((x - 4, 488 - h, x + 24, 540), fill=(rng.randint(40, 90), 48, rng.randint(40, 90)))
    _rubble(draw, rng, 525, 60)
    return picture


def _bridge(rng: random.Random) -> Image.Image:
    picture = _sky((202, 182, 150), (232, 214, 184))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 400, 900, 600), fill=(92, 104, 96))
    for n in range(6):
        left = n * 160 - 30
        draw.pieslice((left, 300, left + 150, 520), 180, 360, fill=(112, 92, 74))
        draw.pieslice((left + 24, 336, left + 126, 560), 180, 360, fill=(150, 156, 140))
    draw.rectangle((0, 280, 540, 318), fill=(128, 108, 88))
    draw.polygon([(540, 280), (612, 372), (588, 384), (520, 318)], fill=(128, 108, 88))
    draw.rectangle((700, 280, 900, 318), fill=(128, 108, 88))
    for x in range(10, 520, 34):
        draw.rectangle((x, 246 + rng.randint(0, 8), x + 10, 282), fill=(44, 42, 46))
    return picture


def _hospital(rng: random.Random) -> Image.Image:
    picture = _sky((206, 214, 222), (226, 226, 220))
    draw = ImageDraw.Draw(picture)
    _house(draw, rng, (60, 200, 430, 600), (196, 198, 194), 0.0)
    _house(draw, rng, (430, 110, 860, 600), (176, 180, 180), 1.0)
    draw.rectangle((180, 90, 310, 200), fill=(206, 208, 204))
    for box in ((206, 112, 220, 178), (270, 112, 284, 178), (220, 138, 270, 152)):
        draw.rectangle(box, fill=(44, 84, 140))
    for x, y, r in ((520, 330, 70), (700, 440, 96), (350, 470, 40)):
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(46, 42, 40))
    _rubble(draw, rng, 550, 40)
    return picture


def _night(rng: random.Random) -> Image.Image:
    picture = _sky((10, 14, 30), (34, 30, 40))
    draw = ImageDraw.Draw(picture)
    for x in range(0, 900, 75):
        _house(draw, rng, (x, rng.randint(240, 420), x + 74, 600), (24, 24, 30), 0.4)
    for x, y in ((130, 470), (390, 500), (760, 455)):
        draw.rectangle((x, y, x + 14, y + 18), fill=(240, 196, 96))
    for n in range(9):
        draw.line((640 + n * 3, 0, 250 + n * 28, 330), fill=(70, 70, 92), width=2)
    return _smoke(picture, rng, 300, 360, (190, 96, 40), 40)


def _skyline(rng: random.Random) -> Image.Image:
    picture = _sky((214, 150, 110), (240, 220, 190))
    draw = ImageDraw.Draw(picture)
    x = 0
    while x < 900:
        wide = rng.randint(40, 110)
        _house(draw, rng, (x, rng.randint(300, 470), x + wide, 600), (96, 80, 84), 0.3)
        x += wide
    draw.rectangle((610, 170, 650, 470), fill=(84, 70, 76))
    draw.polygon([(604, 170), (630, 110), (656, 170)], fill=(84, 70, 76))
    picture = _smoke(picture, rng, 180, 380, (52, 46, 48), 66)
    return _smoke(picture, rng, 470, 330, (96, 88, 86), 44)


DRAW: Mapping[str, Callable[[random.Random], Image.Image]] = {
    "quay": _quay,
    "street": _street,
    "lane": _street,
    "bakery": _bakery,
    "bridge": _bridge,
    "hospital": _hospital,
    "night": _night,
    "skyline": _skyline,
}
