"""How many altered films find their original, and which films that only share something are told apart. Needs ffmpeg.

    python bench/match_footage.py [--films 6] [--seed 1]

Films are drawn: shots in which a camera pans and zooms over the pictures of match_media and match_pictures, with notes, overtones and noise
for sound. They are no photographs and nothing moves in them but the camera. Hard on purpose: every film is also dubbed with another's
sound, and given the same opening, the same card, the same logo.
"""

import argparse
import subprocess
import tempfile
import time
import wave
from pathlib import Path

import numpy as np
from match_media import street
from match_pictures import picture
from PIL import Image

from tawthiq.engines.ffmpeg_film import recording
from tawthiq.match import film_print, media

SIZE, FPS, RATE = (320, 240), 12, 22_050
CODED = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "28", "-c:a", "aac", "-b:a", "48k"]
BOX = "drawbox=x={}:y={}:w={}:h={}:color={}:t=fill"
LOGO = ",".join((BOX.format(255, 10, 55, 30, "red"), BOX.format(262, 16, 20, 18, "white")))
LARGE = ",".join((BOX.format(200, 10, 110, 70, "red"), BOX.format(215, 20, 60, 40, "white")))
EDITS = {
    "saved again": ["-vf", "scale=160:120", "-crf", "36", "-b:a", "32k"],
    "clip": ["-ss", "6.3", "-t", "7"],
    "logo": ["-vf", LOGO],
    "large logo": ["-vf", LARGE],
    "crop 5%": ["-vf", "crop=iw*.9:ih*.9"],
    "crop 10%": ["-vf", "crop=iw*.8:ih*.8"],
    "letterbox": ["-vf", "pad=320:568:0:164"],
    "caption": ["-vf", f"pad=320:280:0:0:black,{BOX.format(20, 250, 200, 16, 'white')}"],
    "mirror": ["-vf", "hflip"],
    "1.25 x speed": ["-vf", "setpts=PTS/1.25", "-af", "atempo=1.25"],
    "0.8 x speed": ["-vf", "setpts=PTS/0.8", "-af", "atempo=0.8"],
    "mute": ["-an"],
    "mute 1.1 x speed": ["-vf", "setpts=PTS/1.1", "-an"],
    "mirrored clip": ["-ss", "3", "-t", "9", "-vf", "hflip,scale=240:180"],
    "story": [
        "-vf",
        f"crop=iw*.9:ih*.9,scale=320:240,pad=320:568:0:164,{BOX.format(40, 200, 150, 20, 'white')}",
    ],
}


def shots(seed, count, seconds):
    chance = np.random.default_rng(seed)
    for n in range(count):
        number = seed * 100 + n
        base = street(number) if chance.random() < 0.5 else picture(number).resize((640, 480))
        start, stop = chance.uniform(0.6, 0.9, 2)
        across, down = chance.uniform(-40, 40), chance.uniform(-30, 30)
        for frame in range(int(seconds * FPS)):
            part = frame / (seconds * FPS)
            share = start + (stop - start) * part
            x = (1 - share) * (320 + 2 * across * (part - 0.5))
            y = (1 - share) * (240 + 2 * down * (part - 0.5))
            box = (max(0, x), max(0, y), min(640, x + 640 * share), min(480, y + 480 * share))
            yield base.resize(SIZE, Image.Resampling.BILINEAR, box=box)


def notes(seed, seconds):
    chance = np.random.default_rng(seed)
    out, at = chance.normal(0, 0.02, round(seconds * RATE)), 0.0
    while at < seconds:
        long, pitch = chance.uniform(0.12, 0.5), chance.uniform(110, 500)
        t = np.arange(round(long * RATE)) / RATE
        tone = sum(chance.uniform(0.1, 1) / h * np.sin(2 * np.pi * pitch * h * t) for h in range(1, 9))
        piece = out[round(at * RATE) : round(at * RATE) + len(t)]
        piece += (tone * np.minimum(1, t / 0.02) * np.exp(-t / 0.3))[: len(piece)]
        at += chance.uniform(0.08, 0.3)
    return (out / abs(out).max() * 26_000).astype("<i2")


def ffmpeg(*args, stdin=None):
    subprocess.run(["ffmpeg", "-y", "-v", "error", *map(str, args)], input=stdin, check=True)


def film(path, frames, sound):
    with wave.open(f"{path}.wav", "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(sound.tobytes())
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{SIZE[0]}x{SIZE[1]}", "-r", FPS, "-i", "pipe:0"]
    pixels = b"".join(frame.tobytes() for frame in frames)
    ffmpeg(*raw, "-i", f"{path}.wav", *CODED, "-crf", "20", "-pix_fmt", "yuv420p", path, stdin=pixels)


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--films", type=int, default=6)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        film(home / "opening.mp4", shots(given.seed + 900, 2, 1.6), notes(given.seed + 900, 3.2))
        names = [f"{n}" for n in range(given.films)]
        for n, name in enumerate(names):
            film(home / f"{name} original.mp4", shots(given.seed + n, 4, 5), notes(given.seed + n, 20))
        join = "[0:v][0:a][1:v][1:a]concat=n=2:v=1:a=1"
        for n, name in enumerate(names):
            source = home / f"{name} original.mp4"
            for edit, args in EDITS.items():
                sound = CODED[6:] if "-an" not in args else []
                ffmpeg("-i", source, *CODED[:6], *sound, *args, home / f"{name} {edit}.mp4")
            other = home / f"{(n + 1) % len(names)} original.mp4"
            ffmpeg(
                "-i",
                source,
                "-i",
                other,
                "-map",
                "0:v",
                "-map",
                "1:a",
                "-c",
                "copy",
                home / f"{name} dubbed.mp4",
            )
            ffmpeg(
                "-i",
                home / "opening.mp4",
                "-i",
                source,
                "-filter_complex",
                join,
                *CODED,
                home / f"{name} opened.mp4",
            )
        began = time.perf_counter()
        prints = []
        for path in sorted(home.glob("[0-9]* *.mp4")):
            data = path.read_bytes()
            with recording(data) as opened:
                prints.append((path.stem, film_print(data, opened)))
        print(
            f"{len(prints)} films of 20 s: {1000 * (time.perf_counter() - began) / len(prints):.0f} ms a film"
        )
        began = time.perf_counter()
        found = {(m.a, m.b): m for m in media([], films=prints)}
        print(f"matched in {time.perf_counter() - began:.1f} s")
    report(names, found)


def report(names, found):
    recalls = []
    for edit in EDITS:
        got = [found.get(tuple(sorted((f"{n} original", f"{n} {edit}")))) for n in names]
        footage = [m for m in got if m and m.kind in ("near", "edited", "clip", "part")]
        recalls.append(len(footage) / len(names))
        kinds = sorted({m.kind for m in got if m})
        print(f"{edit:<18} recall {recalls[-1]:.3f}  {', '.join(kinds)}")
    print(f"mean recall {sum(recalls) / len(recalls):.3f}, least {min(recalls):.3f}")
    dubbed = sum(
        found[pair].kind == "sound"
        for n in range(len(names))
        if (pair := tuple(sorted((f"{n} dubbed", f"{(n + 1) % len(names)} original")))) in found
    )
    print(f"same sound under another picture told as such: {dubbed} of {len(names)}")
    apart = [m for (a, b), m in found.items() if a.split()[0] != b.split()[0]]
    opened = sum(m.kind == "opening" for m in apart)
    false = [m for m in apart if m.kind not in ("opening", "sound")]
    each = len(EDITS) + 3
    print(
        f"false {len(false)} of {len(names) * (len(names) - 1) // 2 * each * each} pairs; openings told as such: {opened}"
    )
    for m in false:
        print("   ", m)


if __name__ == "__main__":
    main()
