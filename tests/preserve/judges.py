"""replayweb.page as a judge: AGPL, so it is run and never imported; packed by its authors, pinned by its digest.

Where it cannot be installed, the test that needs it is skipped and says why.
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
NPM = ROOT / "requirements" / "judges" / "replay.json"
HOME = Path(sys.prefix) / "judges"
PATIENCE = 420


def replayer() -> Path:
    """The folder of replayweb.page as its authors packed it; its dependencies are within its two bundles."""
    pin = json.loads(NPM.read_bytes())
    home = HOME / f"replay-{hashlib.sha256(NPM.read_bytes()).hexdigest()[:16]}"
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
