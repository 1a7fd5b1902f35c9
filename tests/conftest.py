"""Programs that we did not write, as judges: each in an environment of its own, pinned and hashed, never imported by ours."""

import hashlib
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

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
    if (home / "done").exists():
        return python
    venv.create(home, with_pip=True, clear=True)
    install = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", pins]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"the judge {name} could not be installed: {done.stderr.strip()[-200:]}")
    (home / "done").touch()
    return python
