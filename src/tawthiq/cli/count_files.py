"""What `tawthiq count` writes: the figures for machines, the page and the pictures in both languages, each from the same count."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tawthiq.record.errors import UsageError
from tawthiq.record.estimate import Count, Estimate, Refusal

if TYPE_CHECKING:
    from tawthiq.count.strata import Stratum


class Told(NamedTuple):
    """The count, its strata if it has any, and the headline without each list where that was asked for."""

    found: Count
    strata: "tuple[Stratum, ...]"
    left_out: Mapping[str, Estimate | Refusal]

    def json(self) -> dict[str, Any]:
        """The shape of `count --json`; `strata` and `left_out` only where there are any."""
        told = count_json(self.found)
        if self.strata:
            told["strata"] = [_stratum_json(one) for one in self.strata]
        if self.left_out:
            told["left_out"] = [
                {
                    "list": name,
                    "median": getattr(one, "median", None),
                    "lo": getattr(one, "lo", None),
                    "hi": getattr(one, "hi", None),
                    "refused": one.reason.en if isinstance(one, Refusal) else None,
                }
                for name, one in self.left_out.items()
            ]
        return told


def count_json(found: Count) -> dict[str, Any]:
    """The shape of `count --json`; the reason of a refusal in English, and beside it in Arabic."""
    return {
        "documented": found.documented,
        "estimates": found.estimates,
        "refused": [
            {"method": one.method, "reason": one.reason.en, "reason_ar": one.reason.ar}
            for one in found.refused
        ],
        "lists": found.lists,
        "histories": found.histories,
        "caveats": found.caveats,
    }


def _stratum_json(one: "Stratum") -> dict[str, Any]:
    return {
        "stratum": one.name,
        "documented": one.documented,
        "median": one.pooled.median,
        "mean": one.pooled.mean,
        "lo": one.pooled.lo,
        "hi": one.pooled.hi,
        "level": one.pooled.level,
        "alone": one.alone is not None,
        "why": one.why.en if one.why else None,
        "why_ar": one.why.ar if one.why else None,
    }


def write_report(out: Path, told: Told, title: str) -> list[Path]:
    """The report in both languages, each leading to the other, and the figures for machines."""
    from tawthiq.count import page  # noqa: PLC0415  (scipy is slow to import)

    stem = out.with_suffix("") if out.suffix == ".html" else out
    if out.is_dir():
        stem = out / "report"
    english, arabic, figures = (stem.with_name(stem.name + end) for end in (".html", ".ar.html", ".json"))

    def made(lang: str, other: Path) -> bytes:
        text = page(
            told.found, lang, title=title, other=other.name, strata=told.strata, left_out=told.left_out
        )
        return text.encode()

    return _written(
        out,
        {
            english: lambda: made("en", arabic),
            arabic: lambda: made("ar", english),
            figures: lambda: msgspec.json.format(msgspec.json.encode(told.json()), indent=2) + b"\n",
        },
    )


def write_pictures(folder: Path, told: Told) -> list[Path]:
    """`intervals`, `overlaps`, and where they exist `left-out` and `strata`: NAME.svg and NAME.png, in Arabic NAME.ar.svg.

    The SVG are written first: a machine without the letters to draw a PNG has them at least.
    """
    from tawthiq.count.pictures import png  # noqa: PLC0415  (as above)
    from tawthiq.count.plots import drawings  # noqa: PLC0415  (as above)

    drawn = {
        (name, lang): svg
        for lang in ("en", "ar")
        for name, svg in drawings(told.found, told.strata, told.left_out, lang).items()
    }

    def file(name: str, lang: str, kind: str) -> Path:
        return folder / f"{name}{'.ar' if lang == 'ar' else ''}.{kind}"

    files: dict[Path, Callable[[], bytes]] = {
        file(name, lang, "svg"): svg.encode for (name, lang), svg in drawn.items()
    }
    files |= {file(name, lang, "png"): partial(png, svg, lang) for (name, lang), svg in drawn.items()}
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(
            "no folder for the pictures", expected="one that can be made", where=str(folder)
        ) from error
    return _written(folder, files)


def _written(out: Path, files: Mapping[Path, Callable[[], bytes]]) -> list[Path]:
    try:
        for path, made in files.items():
            path.write_bytes(made())
    except OSError as error:
        raise UsageError(
            f"a report cannot be written: {error.strerror}",
            expected="a folder that exists and may be written to",
            where=str(out),
        ) from error
    return list(files)
