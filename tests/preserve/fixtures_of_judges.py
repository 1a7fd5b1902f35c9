"""Material that we did not write, read from ../shared/fixtures or $TAWTHIQ_FIXTURES; skipped aloud where it is not."""

import os
import tarfile
from pathlib import Path

import pytest

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
        tar.extractall(into, filter="data")
    return into
