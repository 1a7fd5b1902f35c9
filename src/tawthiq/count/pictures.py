"""The pictures as files: SVG as it is made, and PNG of the very same drawing for those who cannot place an SVG.

The drawing program (resvg) knows nothing of reading direction, so what a browser takes from `direction` is said to it in other
words. A script for which no letters are installed is refused: boxes in place of a name are worse than no picture.
"""

import re
from functools import cache

from tawthiq.record.errors import UnreadableInput

WIDTH = 1520
_TEXT = re.compile(r'direction="rtl" text-anchor="(start|end|middle)"([^>]*)>([^<]*)<')
_OTHER = {"start": "end", "end": "start", "middle": "middle"}
_ISOLATE, _END = "\u2067", "\u2069"
_FONTS = ("Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", "Arial", "Tahoma")


def png(svg: str, lang: str = "en", *, width: int = WIDTH) -> bytes:
    """The picture in `svg` as PNG on white, so many pixels wide. Raises UnreadableInput where no letters of `lang` are installed."""
    import resvg_py  # noqa: PLC0415 - a compiled package that only pictures need

    if not letters(lang):
        raise UnreadableInput(
            "no font with the letters of this language",
            expected="one such as Noto Sans Arabic",
            hint="install a font, or take the SVG: every browser draws it",
            where=lang,
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=physical(svg), width=width, background="white"))


def physical(svg: str) -> str:
    """The same picture with right-to-left texts anchored by sides, and their direction said by isolating marks."""
    return _TEXT.sub(
        lambda found: f'text-anchor="{_OTHER[found[1]]}"{found[2]}>{_ISOLATE}{found[3]}{_END}<', svg
    )


@cache
def letters(lang: str) -> bool:
    """Whether a letter of the language looks like itself: not like nothing, and not like a character that does not exist."""
    import resvg_py  # noqa: PLC0415 - as above

    def drawn(character: str) -> bytes:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
                f'<text x="8" y="28" font-size="24" font-family="{", ".join(_FONTS)}, sans-serif">{character}</text></svg>'
            )
        )

    return drawn("ع" if lang == "ar" else "R") not in {drawn(""), drawn("\u0378")}
