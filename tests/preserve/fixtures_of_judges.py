"""Material that we did not write, read from ../shared/fixtures or $TAWTHIQ_FIXTURES; skipped aloud where it is not."""

import os
import tarfile
from pathlib import Path
from typing import Any

import pytest

SAFELY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python 3.11.2 has no filters yet."""
FOLDER = Path(os.environ.get("TAWTHIQ_FIXTURES", Path(__file__).parents[3] / "shared" / "fixtures"))


def folders(name: str, depth: int) -> list[str]:
    """The folders of an archive that lie so deep, in order; none where the archive is not here."""
    path = FOLDER / name
    if not path.is_file():
        return []
    with tarfile.open(path) as tar:
        found = {
            "/".join(one.name.removeprefix("./").split("/")[:depth])
            for one in tar
            if not one.isfile() or "/" in one.name
        }
    return sorted(one for one in found if one.count("/") == depth - 1 and not one.endswith("Makefile"))


def unpacked(name: str, into: Path) -> Path:
    """The archive's files below a folder."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{name} is not here: set TAWTHIQ_FIXTURES")
    with tarfile.open(path) as tar:
        tar.extractall(into, **SAFELY)  # noqa: S202  (pinned by its digest, or given to us)
    return into
