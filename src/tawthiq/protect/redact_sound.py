"""A recording is redacted in its samples and written as a new WAV: no chunk beside format and samples is carried over."""

import io
import wave
from array import array
from collections.abc import Sequence
from math import pi, sin

from tawthiq.protect.redact import spans
from tawthiq.record.errors import TooLargeInput, UnreadableInput
from tawthiq.record.redaction import Cover

FILLS = ("silence", "tone")
MOST = 1 << 30
"""Bytes of samples; three hours in stereo at 48 kHz."""
PITCH = 1000


def is_plain_wave(data: bytes) -> bool:
    """Whether it can be read here, without another program."""
    try:
        with wave.open(io.BytesIO(data)):
            return True
    except (wave.Error, EOFError):
        return False


def redact_wave(
    data: bytes, ranges: Sequence[tuple[int, int]], fill: str = "silence"
) -> tuple[bytes, tuple[Cover, ...]]:
    """The redacted recording, and the ranges covered in milliseconds. Raises UnreadableInput, TooLargeInput, UsageError."""
    try:
        with wave.open(io.BytesIO(data)) as source:
            shape = source.getparams()
            if source.getnframes() * shape.nchannels * shape.sampwidth > MOST:
                raise TooLargeInput(
                    "a recording too long to redact", expected=f"at most {MOST} bytes of samples"
                )
            samples = bytearray(source.readframes(source.getnframes()))
    except (wave.Error, EOFError, RuntimeError) as error:
        raise UnreadableInput(
            f"a recording that cannot be read ({error})", expected="PCM in a WAV file"
        ) from error
    frame = shape.nchannels * shape.sampwidth
    frames = len(samples) // frame
    del samples[frames * frame :]
    rate = shape.framerate
    if not frames or rate <= 0:
        raise UnreadableInput("a recording without samples")
    covers = []
    for start, end in spans(ranges, -(-frames * 1000 // rate)):
        first, last = start * rate // 1000, min(frames, -(-end * rate // 1000))
        count = last - first
        filled = (
            _tone(count, rate, shape.nchannels, shape.sampwidth)
            if fill == "tone"
            else _silence(count * frame, shape.sampwidth)
        )
        samples[first * frame : last * frame] = filled
        covers.append(Cover(from_ms=start, to_ms=end))
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(shape.nchannels)
        target.setsampwidth(shape.sampwidth)
        target.setframerate(rate)
        target.writeframes(samples)
    return out.getvalue(), tuple(covers)


def _silence(count: int, width: int) -> bytes:
    # Eight-bit samples are unsigned: their middle is 128 (Microsoft, Multimedia Programming Interface, 1991).
    return bytes([0x80 if width == 1 else 0]) * count


def _tone(count: int, rate: int, channels: int, width: int) -> bytes:
    """A tone at a tenth of full scale."""
    top = (1 << (8 * width - 1)) // 10
    period = [round(top * sin(2 * pi * PITCH * n / rate)) for n in range(min(count, rate))]
    one = array("b")
    for value in period:
        raw = bytes([value + 128]) if width == 1 else value.to_bytes(width, "little", signed=True)
        one.frombytes(raw * channels)
    whole = one.tobytes()
    size = count * channels * width
    return (whole * (size // max(1, len(whole)) + 1))[:size]
