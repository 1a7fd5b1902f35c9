"""Pictures are made on the server as SVG text: readable without scripts, in either direction, with words for those who cannot see.

Figures are drawn on a logarithmic axis where they span more than a factor of eight, and the axis says so by its ticks.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape

from tawthiq.count.strata import Stratum
from tawthiq.count.tables import Histories
from tawthiq.record.estimate import Count, Estimate, Refusal
from tawthiq.vocabulary.load import say

_ROW, _TOP, _LABEL, _WIDTH, _PAD = 34, 46, 250, 760, 16
MOST_RUNGS = 40
"""Of more strata than these there is a table and no picture."""
_INK, _SOFT, _MARK = "#1b1b1b", "#6b6b6b", "#0b5a6f"


def drawings(
    count: Count, strata: Sequence[Stratum], left_out: Mapping[str, Estimate | Refusal], lang: str
) -> dict[str, str]:
    """Every picture that this count has, by name."""
    h = Histories(count.lists, count.histories)
    together = [[h.together(a, b) for b in range(len(h.lists))] for a in range(len(h.lists))]
    found = {
        "intervals": interval_ladder(count, lang),
        "overlaps": overlap_grid(h.lists, together, lang),
    }
    if left_out:
        found["left-out"] = left_out_ladder(count.documented, left_out, lang)
    if 0 < len(strata) <= MOST_RUNGS:
        found["strata"] = strata_ladder(strata, lang)
    return found


def interval_ladder(count: Count, lang: str = "en") -> str:
    """The documented total and every method's interval, one rung each, as an SVG document; Arabic runs right to left."""
    rungs: list[tuple[str, Estimate | None]] = [
        (say(f"count.method.{e.method}", lang), e) for e in count.estimates
    ]
    rungs += [(say(f"count.method.{no.method}", lang), None) for no in count.refused]
    return _ladder(count.documented, rungs, lang, say("count.plot.title", lang))


def left_out_ladder(documented: int, found: Mapping[str, Estimate | Refusal], lang: str = "en") -> str:
    """One rung for each list left out, from what `doubt.without_each` gives."""
    return _ladder(
        documented,
        title=say("count.report.left_out", lang),
        lang=lang,
        rungs=[
            (say("count.plot.left_out", lang, list=name), e if isinstance(e, Estimate) else None)
            for name, e in found.items()
        ],
    )


def strata_ladder(strata: Sequence[Stratum], lang: str = "en") -> str:
    """One rung for each month or place: its interval, and beside it what is documented there."""
    rungs: list[tuple[str, Estimate | None]] = [(one.name, one.pooled) for one in strata]
    dots = [float(one.documented) for one in strata]
    return _drawn(rungs, dots, lang, say("count.plot.strata", lang), say("count.plot.strata_desc", lang))


def _ladder(documented: int, rungs: Sequence[tuple[str, Estimate | None]], lang: str, title: str) -> str:
    answered = [e for _, e in rungs if e]
    level = f"{100 * answered[0].level:g}" if answered else "95"
    desc = say("count.plot.desc", lang, documented=_figure(documented), level=level)
    first = Estimate(
        method="documented", median=documented, mean=documented, lo=documented, hi=documented, level=1.0
    )
    whole = [(say("count.plot.documented", lang), first), *rungs]
    return _drawn(whole, [], lang, title, desc)


def _drawn(
    rungs: Sequence[tuple[str, Estimate | None]], dots: Sequence[float], lang: str, title: str, desc: str
) -> str:
    """Rungs under one axis; a rung without width is a dot, and `dots` stand hollow on the rungs in their order."""
    height = _TOP + len(rungs) * _ROW + 40
    values = [v for _, e in rungs if e for v in (e.lo, e.hi, e.median)]
    axis = Axis(min([*values, *dots], default=0), max([*values, *dots], default=1), rtl=lang == "ar")
    parts = [_grid(axis, height)]
    for at, (label, rung) in enumerate(rungs):
        if not rung:
            parts.append(_rung(axis, at, label, "", say("count.plot.refused", lang)))
            continue
        flat = rung.lo == rung.hi
        words = f"{_figure(rung.median)} [{_figure(rung.lo)}–{_figure(rung.hi)}]"
        shape = _point(axis, rung.median) if flat else _bar(axis, rung)
        if dots:
            words = say("count.plot.of_documented", lang, n=_figure(dots[at]), told=words)
            shape = _point(axis, dots[at], hollow=True) + shape
        parts.append(_rung(axis, at, label, shape, _figure(rung.median) if flat and not dots else words))
    return _document(lang, height, title, desc, parts)


def overlap_grid(lists: Sequence[str], together: Sequence[Sequence[int]], lang: str = "en") -> str:
    """Lists against lists, each cell the number of persons on both (on the diagonal: on the list), shaded by share."""
    side, label = 64, 150
    most = max((n for row in together for n in row), default=1) or 1
    height = _TOP + side * len(lists) + 20
    parts: list[str] = []
    for i, first in enumerate(lists):
        y = _TOP + i * side
        parts.append(_text(_flip(label - 8, lang), y + side / 2, first, lang, anchor="end"))
        for j, second in enumerate(lists[: i + 1]):
            n = together[i][j]
            x = _flip(label + j * side, lang, side)
            words = say("count.plot.overlap_cell", lang, a=first, b=second, count=_figure(n))
            parts.append(
                f'<g><title>{escape(words)}</title><rect x="{x:.1f}" y="{y}" width="{side - 3}" height="{side - 3}" '
                f'fill="{_MARK}" fill-opacity="{0.08 + 0.6 * n / most:.2f}"/>'
                f'<text x="{x + side / 2 - 1.5:.1f}" y="{y + side / 2 + 4}" text-anchor="middle" font-size="13" '
                f'fill="{_INK}" direction="ltr">{_figure(n)}</text></g>'
            )
    return _document(lang, height, say("count.plot.overlaps", lang), say("count.plot.overlaps", lang), parts)


class Axis:
    """Maps persons to pixels, logarithmic over a span of more than eight; mirrored for right-to-left."""

    def __init__(self, low: float, high: float, *, rtl: bool) -> None:
        self.rtl = rtl
        self.log = low > 0 and high / low > 8
        self.low, self.high = (low, high) if high > low else (low * 0.9, low * 1.1 + 1)

    def x(self, value: float) -> float:
        """Pixel of a value."""
        scale = math.log if self.log else float
        share = (scale(value) - scale(self.low)) / (scale(self.high) - scale(self.low))
        at = _LABEL + share * (_WIDTH - _LABEL - 2 * _PAD)
        return _WIDTH - at if self.rtl else at

    def ticks(self) -> list[float]:
        """Round figures within the span, three to eight of them."""
        if self.log:
            first = math.floor(math.log10(self.low))
            steps = [m * 10.0**e for e in range(first, first + 14) for m in (1, 2, 5)]
        else:
            raw = (self.high - self.low) / 5
            unit = 10 ** math.floor(math.log10(raw))
            step = next(m * unit for m in (1, 2, 5, 10) if m * unit >= raw)
            steps = [k * step for k in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]
        found = [t for t in steps if self.low <= t <= self.high]
        return found[:: max(1, math.ceil(len(found) / 8))]


def _grid(axis: Axis, height: int) -> str:
    return "".join(
        f'<line x1="{axis.x(t):.1f}" x2="{axis.x(t):.1f}" y1="{_TOP - 8}" y2="{height - 34}" stroke="#ddd"/>'
        f'<text x="{axis.x(t):.1f}" y="{height - 16}" text-anchor="middle" font-size="11" fill="{_SOFT}" '
        f'direction="ltr">{_figure(t)}</text>'
        for t in axis.ticks()
    )


def _rung(axis: Axis, at: int, label: str, shape: str, words: str) -> str:
    y = _TOP + at * _ROW
    lang = "ar" if axis.rtl else "en"
    start = _flip(_PAD, lang)
    return (
        f'<g transform="translate(0 {y})"><title>{escape(label)}: {escape(words)}</title>'
        f"{_text(start, 8, label, lang)}{_text(start, 22, words, lang, size=11, fill=_SOFT)}{shape}</g>"
    )


def _bar(axis: Axis, rung: Estimate) -> str:
    left, right = sorted((axis.x(rung.lo), axis.x(rung.hi)))
    return (
        f'<line x1="{left:.1f}" x2="{right:.1f}" y1="12" y2="12" stroke="{_MARK}" stroke-width="4" '
        f'stroke-linecap="round"/>{_point(axis, rung.median)}'
    )


def _point(axis: Axis, value: float, *, hollow: bool = False) -> str:
    fill, edge = ("#fff", _MARK) if hollow else (_MARK, "#fff")
    return f'<circle cx="{axis.x(value):.1f}" cy="12" r="{5 if hollow else 6}" fill="{fill}" stroke="{edge}" stroke-width="2"/>'


def _text(
    x: float, y: float, words: str, lang: str, *, anchor: str = "start", size: int = 13, fill: str = _INK
) -> str:
    way = "rtl" if lang == "ar" else "ltr"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" direction="{way}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{fill}">{escape(words)}</text>'
    )


def _flip(x: float, lang: str, width: float = 0) -> float:
    return _WIDTH - x - width if lang == "ar" else x


def _figure(value: float) -> str:
    return f"{value:,.0f}"


_FONTS = {
    "en": "Noto Sans, Noto Naskh Arabic, DejaVu Sans, sans-serif",
    "ar": "Noto Sans Arabic, Noto Naskh Arabic, Noto Sans, DejaVu Sans, sans-serif",
}


def _document(lang: str, height: int, title: str, desc: str, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" lang="{lang}" '
        f'font-family="{_FONTS[lang]}">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>"
        f"{_text(_flip(_PAD, lang), 22, title, lang, size=15)}{''.join(parts)}</svg>"
    )
