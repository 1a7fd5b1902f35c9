"""Commands and outputs in the documents are run: a page whose examples have drifted fails here.

In a fenced block marked `console`, a line that begins with `$ ` is run in a shell, in one scratch folder a page; the lines
up to the next command must be its output (stdout and stderr together). A lone `...` stands for any lines, `...` inside a
line for any words. A block marked `console skip` is shown and not run.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples(page: Path) -> list[tuple[str, str]]:
    """(command, expected output) in order."""
    found: list[tuple[str, str]] = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            while command.endswith("\\"):
                more, _, output = output.partition("\n")
                command = command[:-1] + more
            found.append((command, output))
    return found


def pattern(expected: str) -> str:
    """A regular expression for expected output with its ellipses."""
    lines = [
        r"(?:.*\n)*"
        if line.strip() == "..."
        else re.escape(line.rstrip()).replace(r"\.\.\.", ".*?") + r"[ \t]*\n"
        for line in expected.splitlines()
    ]
    return "".join(lines)


def test_the_matcher_refuses_what_differs() -> None:
    """A check that accepts everything would check nothing."""
    assert not re.fullmatch(pattern("one\ntwo\n"), "one\nthree\n")
    assert not re.fullmatch(pattern("one ... three\n"), "one two\n")
    assert re.fullmatch(pattern("one\n...\nfour of ...\n"), "one\ntwo\nthree\nfour of 5\n")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if examples(page)], ids=lambda p: str(p.relative_to(ROOT))
)
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path) -> None:
    """Each command of the page, in order, in one folder."""
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "HOME": str(tmp_path),
        "TAWTHIQ_ROOT": str(ROOT),
    }
    for command, expected in examples(page):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        # What a slow machine says while it works ("read …") is no part of what a page shows.
        got = re.sub(r"(?m)^[a-z]+ …\n", "", re.sub("[\u2068\u2069]", "", done.stdout))
        assert re.fullmatch(pattern(expected), got), f"$ {command}\n--- said\n{got}\n--- expected\n{expected}"
