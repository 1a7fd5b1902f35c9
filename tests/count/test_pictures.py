"""A PNG is the picture of the SVG: as large as asked, Arabic at its right edge and whole, or refused where letters are absent."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from tawthiq.count import Histories, estimate, interval_ladder
from tawthiq.count.pictures import letters, physical, png
from tawthiq.record.errors import UnreadableInput

Table = Callable[[str], Histories]
INK = 200
"""Darker than this is drawn on."""


def _ink(svg: str, lang: str, width: int = 760) -> np.ndarray:
    picture = Image.open(io.BytesIO(png(svg, lang, width=width)))
    assert picture.format == "PNG"
    assert picture.width == width
    return np.asarray(picture.convert("L")) < INK


def test_where_letters_are_absent_no_boxes_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal says what to install."""
    monkeypatch.setattr("tawthiq.count.pictures.letters", lambda _lang: False)
    with pytest.raises(UnreadableInput, match="install a font"):
        png("<svg/>", "ar")


def test_right_to_left_is_said_without_the_attribute() -> None:
    """What starts at the right ends there; the words stand between isolating marks; other texts are as they were."""
    svg = '<text x="9" direction="rtl" text-anchor="start" fill="#000">م 1</text><text direction="ltr" text-anchor="start">x</text>'
    assert physical(svg) == (
        '<text x="9" text-anchor="end" fill="#000">\u2067م 1\u2069</text><text direction="ltr" text-anchor="start">x</text>'
    )


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_words_stand_at_the_side_where_reading_begins(published: Table, lang: str) -> None:
    """The labels' quarter of the picture is drawn on, and nothing runs over an edge."""
    if not letters(lang):
        pytest.skip(f"no font with the letters of {lang} is installed")
    count = estimate(published("kosovo"), methods=["chao", "decomposable"])
    ink = _ink(interval_ladder(count, lang), lang)
    side = ink[:, -180:] if lang == "ar" else ink[:, :180]
    assert side.sum() > 500
    assert not ink[:, :4].any()
    assert not ink[:, -4:].any()


def test_arabic_letters_are_joined() -> None:
    """A word is narrower than its letters one by one."""
    if not letters("ar"):
        pytest.skip("no font with Arabic letters is installed")

    def wide(words: str) -> int:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 60" font-family="Noto Sans Arabic, sans-serif">'
            f'<text x="740" y="40" direction="rtl" text-anchor="start" font-size="30">{words}</text></svg>'
        )
        columns = np.flatnonzero(_ink(svg, "ar").any(axis=0))
        return int(columns[-1] - columns[0])

    word = "مقتل"
    assert wide(word) < wide("\u200c".join(word)) * 0.9
