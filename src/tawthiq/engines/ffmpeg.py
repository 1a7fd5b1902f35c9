"""ffmpeg as a separate program: any recording to plain WAV samples, from bytes we hand it and from nowhere else."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tawthiq.record.errors import InputError, UnreadableInput

PATIENCE = 600


def to_wave(data: bytes) -> bytes:
    """The sound of a recording as 16-bit PCM. Raises InputError where ffmpeg is not installed, UnreadableInput."""
    program = shutil.which("ffmpeg")
    if program is None:
        raise InputError(
            "only WAV can be redacted without ffmpeg, which is not installed",
            hint="on Debian: apt install ffmpeg; or convert the recording to WAV elsewhere",
        )
    with tempfile.TemporaryDirectory(prefix="tawthiq-") as folder:
        source, target = Path(folder) / "in", Path(folder) / "out.wav"
        source.write_bytes(data)
        # A playlist may name files of this machine or addresses: only the one file is opened (ffmpeg-protocols, protocol_whitelist).
        command = [program, "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", str(source)]
        command += [
            "-map",
            "0:a:0",
            "-map_metadata",
            "-1",
            "-vn",
            "-acodec",
            "pcm_s16le",
            "-fflags",
            "+bitexact",
        ]
        command += ["-flags:a", "+bitexact", "-f", "wav", str(target)]
        env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
        try:
            done = subprocess.run(command, capture_output=True, env=env, timeout=PATIENCE, check=False)  # noqa: S603  (the program is ffmpeg, its arguments are ours)
        except subprocess.TimeoutExpired as error:
            raise UnreadableInput("a recording that ffmpeg does not come to the end of") from error
        if done.returncode or not target.is_file():
            words = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UnreadableInput(
                f"a recording that ffmpeg cannot read ({words[-1][:120] if words else 'no reason given'})"
            )
        return target.read_bytes()
