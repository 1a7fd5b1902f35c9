"""The house's walls stand: a deliberate import across rooms fails the lint, and so does a room nobody declared."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def with_line(folder: Path, file: str, line: str) -> "subprocess.CompletedProcess[str]":
    shutil.copytree(
        ROOT / "src" / "tawthiq", folder / "tawthiq", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / ".importlinter", folder)
    path = folder / "tawthiq" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        (path.read_text(encoding="utf-8") if path.exists() else "") + f"\n{line}\n", encoding="utf-8"
    )
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("match/__init__.py", "import tawthiq.collect"),
        ("count/__init__.py", "import tawthiq.match"),
        ("record/ledger.py", "import tawthiq.language"),
        ("language/fold.py", "import tawthiq.record.errors"),
        ("tell/__init__.py", "import tawthiq.case"),
        ("read/__init__.py", "import django"),
        ("attic/__init__.py", '"""A room nobody declared."""'),
    ],
)
def test_a_wall_broken_on_purpose_is_reported(tmp_path: Path, file: str, line: str) -> None:
    """Each of these fails `make check`."""
    done = with_line(tmp_path, file, line)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout or "attic" in done.stdout + done.stderr


def test_the_house_as_it_stands_keeps_its_rules(tmp_path: Path) -> None:
    """The negative control: the same copy without the broken wall passes."""
    done = with_line(tmp_path, "read/__init__.py", "")
    assert done.returncode == 0, done.stdout
