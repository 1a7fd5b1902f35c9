"""Films drawn here and encoded by ffmpeg: a camera that pans over streets, with notes of its own; and what re-uploaders do."""

import shutil
import subprocess
import wave

import numpy as np
import pytest
from PIL import Image, ImageDraw

needs_ffmpeg = pytest.mark.skipif(
    shutil.which("ffmpeg") is None, reason="ffmpeg is not installed: films and sound cannot be read"
)
SIZE = (160, 120)
RATE = 11_025
VIDEO = ["-c:v", "mpeg4", "-q:v", "4"]


def street(chance, size=(240, 180)):
    image = Image.new("RGB", size, tuple(int(v) for v in chance.integers(120, 220, 3)))
    pen = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = int(chance.integers(0, size[0])), int(chance.integers(0, size[1]))
        w, h = (int(v) for v in chance.integers(6, 60, 2))
        pen.rectangle((x, y, x + w, y + h), fill=tuple(int(v) for v in chance.integers(0, 255, 3)))
    return image


def shots(seed, count, seconds, fps=12):
    """Frames of `count` shots, each a slow pan over a street of its own."""
    chance = np.random.default_rng(seed)
    for _ in range(count):
        base = street(chance)
        start, stop = chance.uniform(0, 60, 2), chance.uniform(0, 60, 2)
        for n in range(round(seconds * fps)):
            x, y = start + (stop - start) * n / (seconds * fps)
            yield base.resize(SIZE, Image.Resampling.BILINEAR, box=(x, y, x + 180, y + 120))


def card(seconds, fps=12):
    """A black card with a word on it."""
    image = Image.new("RGB", SIZE)
    ImageDraw.Draw(image).text((20, 50), "NEWS OF THE HOUR", fill="white")
    ImageDraw.Draw(image).rectangle((15, 70, 140, 76), fill=(200, 20, 20))
    return [image] * round(seconds * fps)


def notes(seed, seconds):
    """Notes of random pitch and length, with overtones and noise."""
    chance = np.random.default_rng(seed)
    out, at = chance.normal(0, 0.02, round(seconds * RATE)), 0.0
    while at < seconds:
        long, pitch = chance.uniform(0.12, 0.5), chance.uniform(110, 500)
        t = np.arange(round(long * RATE)) / RATE
        tone = sum(chance.uniform(0.1, 1) / h * np.sin(2 * np.pi * pitch * h * t) for h in range(1, 7))
        piece = out[round(at * RATE) : round(at * RATE) + len(t)]
        piece += (tone * np.minimum(1, t / 0.02) * np.exp(-t / 0.3))[: len(piece)]
        at += chance.uniform(0.08, 0.3)
    return (out / abs(out).max() * 20_000).astype("<i2")


def saved(path, frames, sound=None, fps=12):
    """A film of these frames and samples, as bytes."""
    args = [
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-s",
        f"{SIZE[0]}x{SIZE[1]}",
        "-r",
        str(fps),
        "-i",
        "pipe:0",
    ]
    if sound is not None:
        with wave.open(str(path) + ".wav", "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(sound.tobytes())
        args += ["-i", f"{path}.wav", "-c:a", "aac", "-b:a", "64k"]
    ffmpeg(*args, *VIDEO, "-q:v", "2", str(path), stdin=b"".join(frame.tobytes() for frame in frames))
    return path.read_bytes()


def changed(path, source, *args, audio=("-c:a", "aac", "-b:a", "48k")):
    """The film at `source` after ffmpeg did something to it, as bytes."""
    ffmpeg("-i", str(source), *args, *VIDEO, *audio, str(path))
    return path.read_bytes()


def ffmpeg(*args, stdin=None):
    done = subprocess.run(
        ["ffmpeg", "-y", "-v", "error", *args], input=stdin, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
