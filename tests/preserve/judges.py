"""Other people's programs as judges, kept apart from ours: GPL and AGPL ones among them are run, never imported.

They are pinned with hashes in requirements/judges.txt and judges-npm.json and installed into `.judges` the first time they
are asked for. Where they cannot be installed, the tests that need them are skipped and say why.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

SAFELY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python 3.11.2 has no filters yet."""
ROOT = Path(__file__).parents[2]
PINS = ROOT / "requirements" / "judges.txt"
NPM = ROOT / "requirements" / "judges-npm.json"
HOME = ROOT / ".judges"
PATIENCE = 420


def _named(pins: Path) -> Path:
    return HOME / f"{pins.stem}-{hashlib.sha256(pins.read_bytes()).hexdigest()[:12]}-{sys.version_info[1]}"


def programs() -> Path:
    """The folder of the Python judges' programs."""
    home = _named(PINS)
    if not (home / "done").exists():
        shutil.rmtree(home, ignore_errors=True)
        home.parent.mkdir(exist_ok=True)
        try:
            _run(sys.executable, "-m", "venv", str(home))
            _run(
                str(home / "bin/pip"),
                "install",
                "--quiet",
                "--no-compile",
                "--require-hashes",
                "-r",
                str(PINS),
            )
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"the judges of requirements/judges.txt could not be installed: {_why(error)}")
        (home / "done").touch()
    return home / "bin"


def replayer() -> Path:
    """The folder of replayweb.page as its authors packed it; its dependencies are within its two bundles."""
    pin = json.loads(NPM.read_bytes())
    home = _named(NPM)
    if not (home / "package/sw.js").exists():
        if shutil.which("npm") is None:
            pytest.skip("replayweb.page could not be installed: no npm on this machine")
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        try:
            _run(
                "npm", "pack", "--silent", "--ignore-scripts", f"{pin['name']}@{pin['version']}", folder=home
            )
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"replayweb.page could not be installed: {_why(error)}")
        packed = next(home.glob("*.tgz"))
        digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        assert f"sha512-{digest}" == pin["integrity"], "the package is not the one that was pinned"
        with tarfile.open(packed) as tar:
            tar.extractall(home, **SAFELY)  # noqa: S202  (pinned by its digest, or given to us)
    return home / "package"


def _run(*command: str, folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)


def _why(error: Exception) -> str:
    said = getattr(error, "stderr", None) or str(error).encode()
    return (said.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1][:200]
