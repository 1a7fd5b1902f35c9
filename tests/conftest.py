"""Programs that we did not write, as judges: each in an environment of its own, pinned and hashed, never imported by ours."""

import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

# Tests read with the source as written, which they may patch; tests/read/test_compiled.py compiles it and compares.
os.environ["TAWTHIQ_COMPILED"] = "0"

# How long an example takes is the machine's affair, and that of whatever else runs on it. At a desk every run tries new examples;
# a submission is judged by the same ones each time, so that it does not fail for a fault that was there before it.
hypothesis.settings.register_profile("tawthiq", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("tawthiq")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def judge() -> Callable[[str], Path]:
    """What gives the Python of a judge by its name (requirements/judges/NAME.txt), installed when first asked for; skips aloud without it."""
    return _judge


def _judge(name: str) -> Path:
    pins = ROOT / "requirements" / "judges" / f"{name}.txt"
    mark = hashlib.sha256(pins.read_bytes() + sys.version.encode()).hexdigest()[:16]
    home = Path(sys.prefix) / "judges" / f"{name}-{mark}"
    python = home / "bin" / "python"
    home.parent.mkdir(exist_ok=True)
    # Workers that ask at the same time wait for the first, which installs.
    with (home.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return python if (home / "done").exists() else _installed(name, pins, home)


def _installed(name: str, pins: Path, home: Path) -> Path:
    python = home / "bin" / "python"
    venv.create(home, with_pip=True, clear=True)
    install = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", pins]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"the judge {name} could not be installed: {done.stderr.strip()[-200:]}")
    (home / "done").touch()
    return python
