"""How many altered pictures find their original, and how many unrelated ones are taken for one.

    python bench/match_media.py [--pictures 60] [--seed 500] [--hard] [--unrelated 2000]

With --hard the pictures are those of match_pictures.py, eight kinds in turn, and recall is told by kind too; --unrelated adds so many
pictures of the same kinds, each with the same logo and the same caption as well, among which everything found is false. Pictures are drawn: streets of houses with rows of equal windows, rubble, uneven light, noise. They are of one kind on
purpose, so that repeated windows, the same logo and the same caption are hard negatives; they are no photographs, and what
a camera does to real rubble is not measured here. The eighteen edits are those of the research this room began with.
"""

import argparse
import io
import time

import numpy as np
from match_pictures import KINDS, picture
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from tawthiq.match import fingerprint, media


def street(seed, size=(640, 480)):
    rng = np.random.default_rng(seed)
    wide, high = size
    image = Image.new("RGB", size, tuple(int(v) for v in rng.integers(120, 220, 3)))
    draw = ImageDraw.Draw(image)
    x = 0
    while x < wide:
        w, h = int(rng.integers(40, 130)), int(rng.integers(120, 380))
        shade = tuple(int(v) for v in rng.integers(50, 190, 3))
        draw.rectangle([x, high - h, x + w, high], fill=shade)
        for wy in range(high - h + 8, high - 20, 22):
            for wx in range(x + 6, x + w - 12, 18):
                if rng.random() < 0.85:
                    draw.rectangle([wx, wy, wx + 8, wy + 12], fill=tuple(v // 2 for v in shade))
        x += w + int(rng.integers(-10, 20))
    for _ in range(120):
        px, py, k = int(rng.integers(0, wide)), int(rng.integers(high // 2, high)), int(rng.integers(4, 40))
        points = [(px + int(rng.integers(-k, k)), py + int(rng.integers(-k, k))) for _ in range(5)]
        draw.polygon(points, fill=tuple(int(v) for v in rng.integers(60, 200, 3)))
    light = Image.fromarray(rng.integers(0, 255, (24, 32)).astype(np.uint8)).resize(
        size, Image.Resampling.BICUBIC
    )
    pixels = np.asarray(image) * (0.8 + 0.2 * np.asarray(light)[..., None] / 255) + rng.normal(
        0, 5, (high, wide, 3)
    )
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))


def saved(image, quality=95):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def again(image, quality):
    return Image.open(io.BytesIO(saved(image, quality))).convert("RGB")


def scaled(image, share):
    return image.resize((round(image.width * share), round(image.height * share)))


def logo(image):
    out = image.copy()
    draw = ImageDraw.Draw(out)
    w = out.width * 15 // 100
    draw.rectangle([out.width - w - 10, 10, out.width - 10, 10 + w // 2], fill=(200, 20, 20))
    draw.ellipse([out.width - w, 14, out.width - w // 2 - 10, 6 + w // 2], fill="white")
    draw.text((out.width - w // 2 - 10, 12), "NEWS", fill="white")
    return out


def caption(image, *, over):
    high = image.height * 12 // 100
    out = Image.new("RGB", (image.width, image.height + (0 if over else high)))
    out.paste(image, (0, 0))
    draw = ImageDraw.Draw(out)
    draw.rectangle([0, out.height - high, out.width, out.height], fill=(10, 10, 10))
    for n in range(6):
        draw.text((10 + 100 * n, out.height - high + 15), f"BREAKING {n}", fill="white")
    return out


def crop(image, share):
    w, h = image.size
    return image.crop((int(w * share), int(h * share), int(w * (1 - share)), int(h * (1 - share))))


def letterbox(image):
    out = Image.new("RGB", (image.width, image.width * 16 // 9))
    out.paste(image, (0, (out.height - image.height) // 2))
    return out


EDITS = {
    "half size": lambda i: scaled(i, 0.5),
    "15% size": lambda i: scaled(i, 0.15),
    "JPEG 30": lambda i: again(i, 30),
    "JPEG 10": lambda i: again(i, 10),
    "grey": lambda i: i.convert("L").convert("RGB"),
    "blur": lambda i: i.filter(ImageFilter.GaussianBlur(2)),
    "brightness": lambda i: ImageEnhance.Brightness(i).enhance(1.4),
    "logo": logo,
    "caption over": lambda i: caption(i, over=True),
    "caption added": lambda i: caption(i, over=False),
    "crop 2%": lambda i: crop(i, 0.02),
    "crop 5%": lambda i: crop(i, 0.05),
    "crop 10%": lambda i: crop(i, 0.10),
    "letterbox": letterbox,
    "mirror": ImageOps.mirror,
    "turned 2 degrees": lambda i: i.rotate(2, resample=Image.Resampling.BICUBIC),
    "repost": lambda i: logo(again(scaled(i, 0.5), 30)),
    "story": lambda i: again(caption(letterbox(i), over=True), 40),
}


def unrelated(given, draw):
    """Pictures of which no two are one: as drawn, every fourth under the same logo, every fourth under the same caption."""
    prints = []
    for n in range(given.unrelated):
        image = draw(given.seed + n)
        image = logo(image) if n % 4 == 1 else caption(image, over=n % 8 == 2) if n % 4 == 2 else image
        prints.append((f"u{n}", fingerprint(saved(image, 80))))
    start = time.perf_counter()
    found = media(prints)
    touched = {name for m in found for name in (m.a, m.b)}
    print(
        f"unrelated: {len(prints)} pictures, {len(found)} false pairs, {1000 * len(touched) / len(prints):.2f} in a thousand"
        f" pictures touched, {time.perf_counter() - start:.0f} s"
    )
    for m in found[:10]:
        print("   ", m.a, m.b, m.kind, m.score)


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pictures", type=int, default=60)
    asked.add_argument("--seed", type=int, default=500)
    asked.add_argument("--hard", action="store_true")
    asked.add_argument("--unrelated", type=int, default=0)
    given = asked.parse_args()
    draw = picture if given.hard else street
    base = [draw(given.seed + n) for n in range(given.pictures)]
    kinds = [
        KINDS[(given.seed + n) % len(KINDS)].__name__ if given.hard else "street"
        for n in range(given.pictures)
    ]
    if given.unrelated:
        unrelated(given, draw)
        return
    by_kind = {kind: [0, 0] for kind in kinds}
    start = time.perf_counter()
    prints = [(f"o{n}", fingerprint(saved(image))) for n, image in enumerate(base)]
    print(f"fingerprint: {1000 * (time.perf_counter() - start) / len(base):.0f} ms a picture")
    start = time.perf_counter()
    alone = media(prints)
    print(
        f"unrelated: {len(alone)} of {len(base) * (len(base) - 1) // 2} pairs, {time.perf_counter() - start:.1f} s"
    )
    recalls, false, pairs = [], 0, 0
    for name, edit in EDITS.items():
        changed = [(f"e{n}", fingerprint(saved(edit(image), 80))) for n, image in enumerate(base)]
        found = media([*prints, *changed])
        right = {m.kind for m in found if m.a[1:] == m.b[1:]}
        hits = sum(m.a[1:] == m.b[1:] for m in found)
        for n, kind in enumerate(kinds):
            by_kind[kind][0] += any(m.a[1:] == m.b[1:] == f"{n}" for m in found)
            by_kind[kind][1] += 1
        recalls.append(hits / len(base))
        false += len(found) - hits
        pairs += len(base) * (len(base) - 1) * 2
        print(
            f"{name:<18} recall {hits / len(base):.3f}  false {len(found) - hits}  {', '.join(sorted(right))}"
        )
    for kind, (got, of) in by_kind.items():
        print(f"{kind:<18} {got / of:.3f}")
    print(
        f"mean recall {sum(recalls) / len(recalls):.3f}, least {min(recalls):.3f}; false {false} of {pairs} pairs"
    )


if __name__ == "__main__":
    main()
