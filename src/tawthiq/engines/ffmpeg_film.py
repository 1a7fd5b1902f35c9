"""A recording's frames and sound, decoded by ffmpeg as a separate program that sees one file and no network.

The bytes are handed over in memory where the system allows it (memfd), so that what lies sealed never touches the disk in plain.
Playlists and every other format that names further files are refused; time, memory and frames have limits.
"""

import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from tawthiq.record.errors import EmptyInput, MissingInput, TooLargeInput, UnreadableInput

MOST_BYTES = 2_000_000_000
MOST_SECONDS = 3 * 3600
"""What lies beyond is not looked at."""
PATIENCE = 60.0
"""Seconds that ffmpeg may take, and as many more as the recording lasts."""
MEMORY = 3 << 30
EDGE = 320
CHUNK = 128
A_SECOND, RATE = 8, 11_025
"""Frames and samples a second that are asked for."""
GLANCES = 48
LEAST_EDGE, MOST_EDGE = 8, 16_384
FORMATS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,asf,avi,caf,flac,flv,h264,hevc,ivf,m4v,matroska,webm,mjpeg,mov,mp4,m4a,3gp,3g2,mj2,"
    "mp3,mpeg,mpegts,mpegvideo,nut,ogg,rm,wav,w64"
)
"""The containers that are opened (ffmpeg-formats, format_whitelist): each holds all of itself."""

Frames = npt.NDArray[np.uint8]


def available() -> bool:
    """Whether recordings can be decoded here."""
    return shutil.which("ffmpeg") is not None and shutil.which("ffprobe") is not None


class Recording:
    """A recording being looked at. `width` and `height` as encoded, 0 without a picture; `cut`: longer than is looked at."""

    def __init__(self, path: str, handles: tuple[int, ...]) -> None:
        self._path, self._handles = path, handles
        about = self._probe()
        streams = about.get("streams", [])
        # A cover picture in a sound file is no film.
        seen = [
            s for s in streams
            if s.get("codec_type") == "video" and not s.get("disposition", {}).get("attached_pic")
        ]  # fmt: skip
        self.width, self.height = (
            (int(seen[0].get(key) or 0) for key in ("width", "height")) if seen else (0, 0)
        )
        self._film = bool(seen)
        self._sound = any(s.get("codec_type") == "audio" for s in streams)
        self._seconds = _number(about.get("format", {}).get("duration"))
        self.cut = self._seconds > MOST_SECONDS
        if not self._film and not self._sound:
            raise UnreadableInput("a recording without picture and sound")
        if self._film and not (
            LEAST_EDGE <= min(self.width, self.height) <= max(self.width, self.height) <= MOST_EDGE
        ):
            raise TooLargeInput(
                f"a film of {self.width} x {self.height} pixels",
                expected=f"edges of {LEAST_EDGE} to {MOST_EDGE}",
            )

    def glance(self) -> Frames:
        """A few frames from all over the film."""
        if not self._film:
            return np.zeros((0, 1, 1), np.uint8)
        every = max(self._seconds, 1.0) / GLANCES
        for skip in (("-skip_frame", "nokey"), ()):
            with self._pictures(f"fps={1 / every:.6f}", before=skip, most=GLANCES) as chunks:
                found = list(chunks)
            if sum(map(len, found)) > 1 or not skip:
                return np.concatenate(found) if found else np.zeros((0, 1, 1), np.uint8)
        raise AssertionError

    @contextmanager
    def frames(self) -> Iterator[Iterator[Frames]]:
        """All frames, grey, in chunks."""
        if not self._film:
            yield iter(())
            return
        with self._pictures(f"fps={A_SECOND}") as chunks:
            yield chunks

    def samples(self) -> npt.NDArray[np.int16]:
        """The sound, one channel; empty where there is none."""
        if not self._sound:
            return np.zeros(0, np.int16)
        args = ["-map", "0:a:0", "-vn", "-ac", "1", "-ar", str(RATE), "-acodec", "pcm_s16le", "-f", "s16le"]
        with self._running((), args) as out:
            data = out.read(2 * RATE * (MOST_SECONDS + 1))
        return np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.int16)

    @contextmanager
    def _pictures(
        self, rate: str, before: tuple[str, ...] = (), most: int = A_SECOND * MOST_SECONDS
    ) -> Iterator[Iterator[Frames]]:
        scale = f"scale={EDGE}:{EDGE}:force_original_aspect_ratio=decrease:flags=area"
        args = ["-map", "0:v:0", "-an", "-vf", f"{rate},{scale},format=gray", "-frames:v", str(most)]
        with self._running(before, [*args, "-f", "yuv4mpegpipe", "-strict", "-1"]) as out:
            yield _chunks(out)

    def _probe(self) -> dict[str, Any]:
        program = _program("ffprobe")
        asked = [
            "-show_entries",
            "stream=codec_type,width,height:stream_disposition=attached_pic:format=duration",
        ]
        try:
            done = subprocess.run(  # noqa: S603  (the program is ffprobe, its arguments are ours)
                [program, "-v", "error", *self._source(), *asked, "-of", "json"],
                capture_output=True, env=_env(), pass_fds=self._handles, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise UnreadableInput("a recording that ffprobe does not come to the end of") from error
        if done.returncode:
            words = done.stderr.decode("utf-8", "replace").replace(self._path, "it").strip().splitlines()
            why = words[-1][:120] if words else "no reason given"
            raise UnreadableInput(f"a recording that ffmpeg cannot read ({why})")
        try:
            found = json.loads(done.stdout)
        except ValueError as error:
            raise UnreadableInput("a recording that ffprobe does not describe") from error
        return found if isinstance(found, dict) else {}

    def _source(self) -> list[str]:
        return ["-protocol_whitelist", "file", "-format_whitelist", FORMATS, "-i", f"file:{self._path}"]

    @contextmanager
    def _running(self, before: tuple[str, ...], after: list[str]) -> Iterator[IO[bytes]]:
        command = [_program("ffmpeg"), "-nostdin", "-v", "quiet", "-threads", "2", *before, *self._source()]
        command += ["-t", str(MOST_SECONDS), "-map_metadata", "-1", "-sn", "-dn", *after, "pipe:1"]
        with subprocess.Popen(  # noqa: S603  (as above)
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=_env(), pass_fds=self._handles
        ) as running:  # fmt: skip
            _limit(running.pid, PATIENCE + min(self._seconds, MOST_SECONDS))
            assert running.stdout is not None
            try:
                yield running.stdout
            finally:
                running.stdout.close()
                with suppress(subprocess.TimeoutExpired):
                    running.wait(5)
                running.kill()


@contextmanager
def recording(data: bytes) -> Iterator[Recording]:
    """The recording of these bytes. Raises EmptyInput, MissingInput (no ffmpeg), UnreadableInput, TooLargeInput."""
    if not data:
        raise EmptyInput("the file holds no bytes", expected="a recording")
    if len(data) > MOST_BYTES:
        raise TooLargeInput(f"{len(data)} bytes", expected=f"at most {MOST_BYTES}")
    _program("ffmpeg")
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("recording")
        try:
            with os.fdopen(handle, "wb", closefd=False) as out:
                out.write(data)
            yield Recording(f"/dev/fd/{handle}", (handle,))
        finally:
            os.close(handle)
        return
    with tempfile.TemporaryDirectory(prefix="tawthiq-") as folder:
        path = Path(folder) / "in"
        path.write_bytes(data)
        yield Recording(str(path), ())


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise MissingInput(
            f"films and sound are not compared without {name}, which is not installed",
            hint="on Debian: apt install ffmpeg",
        )
    return found


def _env() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}


def _limit(pid: int, seconds: float) -> None:
    """Processor time and memory of a running program, where the system can set them."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415  (Unix only)

    with suppress(OSError):
        resource.prlimit(pid, resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 5))
        resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))


def _chunks(out: IO[bytes]) -> Iterator[Frames]:
    """Frames of a YUV4MPEG2 stream in grey; an incomplete last one is left out."""
    head = out.readline(200).split()
    size = {part[:1]: part[1:] for part in head[1:]}
    if not head or head[0] != b"YUV4MPEG2":
        return
    width, height = int(size[b"W"]), int(size[b"H"])
    held: list[bytes] = []
    until = time.monotonic() + PATIENCE + MOST_SECONDS
    while out.readline(200).startswith(b"FRAME") and time.monotonic() < until:
        frame = out.read(width * height)
        if len(frame) < width * height:
            break
        held.append(frame)
        if len(held) == CHUNK:
            yield np.frombuffer(b"".join(held), np.uint8).reshape(-1, height, width)
            held = []
    if held:
        yield np.frombuffer(b"".join(held), np.uint8).reshape(-1, height, width)


def _number(value: object) -> float:
    try:
        found = float(str(value))
    except ValueError:
        return 0.0
    return found if math.isfinite(found) and found > 0 else 0.0
