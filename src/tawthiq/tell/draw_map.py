"""A map without tiles: the published points of places to scale, each with the circle within which the real place lies.

North is up and west is left in both languages: a map is never mirrored.
"""

import math
from collections.abc import Sequence

import msgspec

from tawthiq.tell.disclose import METRES_PER_DEGREE, Point
from tawthiq.tell.html import Html, tag

WIDTH, HEIGHT, MARGIN = 360.0, 320.0, 34.0
"""In units of the drawing, about one pixel on a phone."""

LETTER, NEAR = 5.9, 20.0
"""The width a letter is taken to have, and how far a label may sit from its point without a line to it."""


class Spot(msgspec.Struct, frozen=True):
    """A place as it is published, with the numbers of the notes that name it."""

    name: str
    point: Point
    notes: tuple[int, ...]


def draw(spots: Sequence[Spot], label: str, north: str) -> Html:
    """The drawing. `label` is its text for those who do not see it."""
    lat0 = sum(s.point.lat for s in spots) / len(spots)
    flat = [(_east(s.point, lat0), -s.point.lat * METRES_PER_DEGREE) for s in spots]
    reach = [s.point.radius for s in spots]
    low_x = min(x - r for (x, _), r in zip(flat, reach, strict=True))
    high_x = max(x + r for (x, _), r in zip(flat, reach, strict=True))
    low_y = min(y - r for (_, y), r in zip(flat, reach, strict=True))
    high_y = max(y + r for (_, y), r in zip(flat, reach, strict=True))
    scale = min((WIDTH - 2 * MARGIN) / (high_x - low_x), (HEIGHT - 2 * MARGIN) / (high_y - low_y))
    shift_x = (WIDTH - scale * (high_x + low_x)) / 2
    shift_y = (HEIGHT - scale * (high_y + low_y)) / 2
    places = [
        (x * scale + shift_x, y * scale + shift_y, r * scale) for (x, y), r in zip(flat, reach, strict=True)
    ]
    rings = [tag("circle", cx=_n(x), cy=_n(y), r=_n(r), class_="ring") for x, y, r in places]
    dots = [tag("circle", cx=_n(x), cy=_n(y), r=3, class_="dot") for x, y, _ in places]
    texts = _labels([(x, y) for x, y, _ in places], spots)
    return tag(
        "svg",
        tag("rect", x=0, y=0, width=_n(WIDTH), height=_n(HEIGHT), class_="area"),
        rings,
        dots,
        texts,
        _ruler(scale),
        tag("text", f"{north} ↑", x=_n(WIDTH - 8), y=18, text_anchor="end"),
        viewbox=f"0 0 {_n(WIDTH)} {_n(HEIGHT)}",
        role="img",
        aria_label=label,
    )


def _east(point: Point, lat0: float) -> float:
    return point.lon * METRES_PER_DEGREE * math.cos(math.radians(lat0))


def _labels(places: Sequence[tuple[float, float]], spots: Sequence[Spot]) -> list[Html]:
    """Near each point, where there is room and no other label, with a line to it from afar; else only in the table."""
    taken: list[tuple[float, float, float, float]] = [(x - 4, y - 4, x + 4, y + 4) for x, y in places]
    out = []
    for (x, y), spot in zip(places, spots, strict=True):
        wide = LETTER * len(spot.name)
        for left, base in _seats(x, y, wide):
            box = (left, base - 10, left + wide, base + 3)
            if box[0] < 2 or box[2] > WIDTH - 2 or box[1] < 22 or box[3] > HEIGHT - 24:
                continue
            if any(_touch(box, other) for other in taken):
                continue
            taken.append(box)
            middle = left + wide / 2
            if abs(base - y) > NEAR:
                end = base + 3 if base < y else base - 9
                out.append(tag("line", x1=_n(x), y1=_n(y), x2=_n(middle), y2=_n(end), class_="axis"))
            out.append(tag("text", spot.name, x=_n(middle), y=_n(base), text_anchor="middle"))
            break
    return out


def _seats(x: float, y: float, wide: float) -> list[tuple[float, float]]:
    """Left edge and base line of a label, the best place first: beside the point, above, below, then further off."""
    near = [(x + 6, y + 4), (x - 6 - wide, y + 4), (x - wide / 2, y - 8), (x - wide / 2, y + 16)]
    return near + [
        (x - wide / 2 + aside, y + away) for away in (-24, 30, -40, 46, -56, 62) for aside in (0, 40, -40)
    ]


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _ruler(scale: float) -> Html:
    """A length of 1, 2 or 5 times a power of ten, between a sixth and a third of the width."""
    most = WIDTH / 3 / scale
    power = 10 ** math.floor(math.log10(most))
    length = next(power * step for step in (5, 2, 1) if power * step <= most)
    said = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    y = HEIGHT - 10
    bar = tag("rect", x=10, y=_n(y), width=_n(length * scale), height=3, class_="bar")
    return Html(f"{bar}{tag('text', said, x=10, y=_n(y - 4))}")


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
