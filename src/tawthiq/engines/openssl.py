"""`openssl ts -verify` as a second judge of time stamps: another program, by other people, that reads the same bytes.

It sees only files written for it in a folder that is removed at the end, and only the roots it is given.
"""

import os
import re
import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec

_ERROR = re.compile(r"error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):[^:]*:\d+:?(.*)")
PATIENCE = 30


class Said(msgspec.Struct, frozen=True):
    """What openssl answered: its version, yes or no, and its own words where it said no."""

    version: str
    yes: bool
    words: str = ""


def found() -> str | None:
    """The program, or None."""
    return shutil.which("openssl")


def judge(
    answer: bytes, *, bare: bool, digest: bytes, roots: bytes, others: bytes, at: datetime
) -> Said | None:
    """Whether openssl takes the answer (or the bare token) for the digest at its own time; None where it cannot be asked."""
    program = found()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="tawthiq-") as folder:
        place = Path(folder)
        (place / "answer").write_bytes(answer)
        (place / "roots.pem").write_bytes(roots)
        (place / "others.pem").write_bytes(others)
        command = [program, "ts", "-verify", "-in", str(place / "answer"), "-digest", digest.hex()]
        command += ["-CAfile", str(place / "roots.pem"), "-attime", str(int(at.timestamp()))]
        command += ["-token_in"] if bare else []
        command += ["-untrusted", str(place / "others.pem")] if others else []
        # An empty store in place of the machine's: what is not named is not trusted.
        (place / "none").mkdir()
        env = {"PATH": os.environ.get("PATH", ""), "SSL_CERT_DIR": str(place / "none"), "LC_ALL": "C"}
        env["SSL_CERT_FILE"] = str(place / "none" / "none.pem")
        try:
            done = subprocess.run(  # noqa: S603  (the program is openssl, its arguments are ours)
                command, capture_output=True, env=env, timeout=PATIENCE, check=False
            )
            version = subprocess.run(  # noqa: S603  (as above)
                [program, "version"], capture_output=True, env=env, timeout=PATIENCE, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    words = done.stderr.decode("utf-8", "replace")
    return Said(
        version=" ".join(version.stdout.decode("utf-8", "replace").split()[:2]),
        yes=done.returncode == 0 and b"Verification: OK" in done.stdout,
        words="; ".join(" ".join(part.split()) for match in _ERROR.findall(words) for part in match if part)
        or words.strip()[-200:],
    )
