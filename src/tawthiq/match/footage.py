"""A film's fingerprint: PDQ hashes of its frames, eight a second, corners of a few of them, words of its sound.

The film is decoded elsewhere (engines/ffmpeg); what stands here takes grey frames and samples. Frames that stay alike are kept once,
with the time they begin, so that an hour of a still camera is a few lines. Inside bars the frames are hashed a second time.
"""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from tawthiq.match.corners import EDGE, corners, pack
from tawthiq.match.footage_frames import bars, frame_hashes
from tawthiq.match.sound import sound_words
from tawthiq.record.errors import UnreadableInput

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tawthiq.match.footage_frames import Frames, Hashes

A_SECOND = 8
"""Frames looked at: at four, a film sped up by a quarter lost two thirds of its frames to the other's in between."""
STILL = 10
"""Bits within which a frame still is the frame before it."""
CUT = 80
"""Bits by which the first frame of another shot differs."""
KEY_EVERY, MOST_KEYS = 16, 90
"""Frames between two that give corners within a shot, and how many give them at most."""
LEAST_QUALITY = 50
"""As for pictures: a frame below says nothing."""
RECORD = 72


class Look(NamedTuple):
    """The frames of a film, eight a second: hashes as they stand and mirrored, quality; `begins` tells where one changes."""

    bits: "npt.NDArray[np.uint64]"
    mirrored: "npt.NDArray[np.uint64]"
    quality: "npt.NDArray[np.uint8]"
    begins: "npt.NDArray[np.int64]"


class Key(msgspec.Struct, frozen=True):
    """A frame that gives corners: its number at eight a second, and what match/corners packs."""

    at: int
    corners: bytes


class FilmPrint(msgspec.Struct, frozen=True, kw_only=True):
    """What identifies a recording. `seconds` as decoded; `frames`, `inner`, `sound` packed; `cut`: longer than was looked at."""

    sha256: str
    size: int
    seconds: float
    width: int
    height: int
    count: int
    frames: bytes = b""
    inner: bytes = b""
    """The frames without their bars; nothing where they have none."""
    keys: tuple[Key, ...] = ()
    sound: bytes = b""
    cut: bool = False


class Recording(Protocol):
    """A recording as a decoder gives it."""

    width: int
    height: int
    cut: bool

    def glance(self) -> "Frames":
        """A few frames from all over it."""

    def frames(self) -> "AbstractContextManager[Iterator[Frames]]":
        """All frames, eight a second, grey, in chunks of one size of picture."""

    def samples(self) -> "npt.NDArray[np.int16]":
        """The sound, one channel at sound.RATE."""


def film_print(data: bytes, recording: Recording) -> FilmPrint:
    """The fingerprint of a recording whose bytes are `data`. Raises UnreadableInput where nothing can be seen or heard."""
    import numpy as np  # noqa: PLC0415 - slow to import

    glance = recording.glance()
    box = bars(glance) if len(glance) else None
    outer, inner = _Line(), _Line()
    keys: list[Key] = []
    with recording.frames() as chunks:
        for chunk in chunks:
            bare = chunk if box is None else np.ascontiguousarray(chunk[:, box[0] : box[1], box[2] : box[3]])
            first = outer.count
            hashes = frame_hashes(chunk)
            outer.add(hashes)
            if box is not None:
                hashes = frame_hashes(bare)
                inner.add(hashes)
            keys += _keys(bare, hashes, first, keys)
    words = sound_words(recording.samples())
    if not outer.count and not len(words):
        raise UnreadableInput(
            "a recording in which nothing can be seen or heard", expected="frames, or half a second of sound"
        )
    return FilmPrint(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        seconds=round(max(outer.count / A_SECOND, len(words) / 16), 3),
        width=recording.width,
        height=recording.height,
        count=outer.count,
        frames=bytes(outer.packed),
        inner=bytes(inner.packed),
        keys=tuple(keys[:: -(-len(keys) // MOST_KEYS) or 1]),
        sound=words.astype("<u4").tobytes(),
        cut=recording.cut,
    )


def unpack_look(packed: bytes, count: int) -> Look:
    """The frames from what was packed."""
    import numpy as np  # noqa: PLC0415 - slow to import

    rows = np.frombuffer(packed, np.uint8).reshape(-1, RECORD)
    begins = rows[:, :4].copy().view("<u4").ravel().astype(np.int64)
    which = np.repeat(np.arange(len(rows)), np.diff([*begins.tolist(), count]))
    bits = np.ascontiguousarray(rows[:, 8:40]).view(np.uint64)
    turned = np.ascontiguousarray(rows[:, 40:72]).view(np.uint64)
    return Look(bits[which], turned[which], rows[:, 4][which], begins)


class _Line:
    """Hashes one after the other, each kept where it is no longer the one before."""

    def __init__(self) -> None:
        self.packed = bytearray()
        self.count = 0
        self._last: npt.NDArray[np.uint64] | None = None

    def add(self, hashes: "Hashes") -> None:
        import numpy as np  # noqa: PLC0415 - slow to import

        for bits, turned, quality in zip(*hashes, strict=True):
            if self._last is None or int(np.bitwise_count(bits ^ self._last).sum()) > STILL:
                self._last = bits
                head = self.count.to_bytes(4, "little") + bytes([int(quality), 0, 0, 0])
                self.packed += head + bits.tobytes() + turned.tobytes()
            self.count += 1


def _keys(chunk: "Frames", hashes: "Hashes", first: int, before: list[Key]) -> list[Key]:
    """Frames of a chunk to take corners from: soon after each cut, then every two seconds."""
    import numpy as np  # noqa: PLC0415 - slow to import
    from PIL import Image  # noqa: PLC0415 - slow to import

    apart = np.bitwise_count(hashes.bits[1:] ^ hashes.bits[:-1]).sum(axis=1)
    cuts = {int(n) + 1 for n in np.nonzero(apart > CUT)[0]}
    found: list[Key] = []
    due = before[-1].at + KEY_EVERY if before else 1
    for n in range(len(chunk)):
        if n in cuts:
            due = min(due, first + n + 2)
        if first + n < due or hashes.quality[n] < LEAST_QUALITY:
            continue
        grey = Image.fromarray(chunk[n])
        scale = EDGE / max(grey.size)
        size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
        seen = corners(np.asarray(grey.resize(size, Image.Resampling.BILINEAR), dtype=np.float32))
        found.append(Key(first + n, pack(seen)))
        due = first + n + KEY_EVERY
    return found
