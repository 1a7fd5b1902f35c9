"""A redacted copy is made anew from what is seen, heard or read; nothing of the original's bytes is carried over.

What is covered is chosen by a person and filled solid: blur and pixels that are only coarsened can be undone. Ranges are
always widened, never narrowed, to whole pixels, frames and characters.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from math import ceil, floor

import msgspec

from tawthiq.record.errors import UsageError
from tawthiq.record.redaction import Cover

BLOCK = "█████"
"""What stands in place of covered words: always as long, so that it does not tell how long a name was."""
JOINERS = frozenset("\u200c\u200d\u0640")


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A region that somebody drew: from the left, from the top, width, height; in pixels or in percent of the picture."""

    x: float
    y: float
    w: float
    h: float
    percent: bool = False
    page: int | None = None

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """The whole pixels that it touches within a picture. Raises UsageError if there are none."""
        across, down = (width / 100, height / 100) if self.percent else (1.0, 1.0)
        left, top = max(0, floor(self.x * across)), max(0, floor(self.y * down))
        right = min(width, ceil((self.x + self.w) * across))
        bottom = min(height, ceil((self.y + self.h) * down))
        if right <= left or bottom <= top or self.w <= 0 or self.h <= 0:
            raise UsageError(
                f"region {self.x:g},{self.y:g},{self.w:g},{self.h:g} covers nothing",
                expected=f"a part of the picture, which is {width} by {height}",
            )
        return left, top, right - left, bottom - top


def cover_text(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[str, tuple[Cover, ...]]:
    """The text with each range of characters replaced by a block. Raises UsageError for one outside it, or for none.

    A range is widened to whole letters: marks, joiners and tatweel that belong to a covered letter go with it.
    """
    whole = sorted(_widened(text, start, end) for start, end in ranges)
    if not whole:
        raise UsageError("nothing to cover", expected="at least one range or word")
    merged: list[tuple[int, int]] = []
    for start, end in whole:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    out, at = [], 0
    for start, end in merged:
        out += [text[at:start], BLOCK]
        at = end
    return "".join([*out, text[at:]]), tuple(Cover(start=start, end=end) for start, end in merged)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start < end <= len(text):
        raise UsageError(f"characters {start}-{end}", expected=f"a range within 0-{len(text)}")
    while start > 0 and _belongs(text[start]):
        start -= 1
    while end < len(text) and _belongs(text[end]):
        end += 1
    return start, end


def _belongs(char: str) -> bool:
    """It is written on or drawn out from the letter before it."""
    return unicodedata.category(char).startswith("M") or char in JOINERS


def spans(ranges: Sequence[tuple[int, int]], length_ms: int) -> list[tuple[int, int]]:
    """Time ranges in milliseconds, in order and joined. Raises UsageError for one outside the recording, or for none."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if not 0 <= start < end or start >= length_ms:
            raise UsageError(
                f"{start}-{end} ms", expected=f"a range within the recording, which lasts {length_ms} ms"
            )
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(min(end, length_ms), found[-1][1]))
        else:
            found.append((start, min(end, length_ms)))
    if not found:
        raise UsageError("nothing to cover", expected="at least one time range")
    return found
