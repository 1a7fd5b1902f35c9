"""The pages on counting are programs: every Python block runs, in order, and its assertions hold."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", ["docs/tutorial/counting.md", "docs/reference/counting.md"])
def test_the_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh namespace, an empty folder, all blocks of the page one after another."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(
        r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, page, "exec"), names)  # noqa: S102 - our own page


def test_the_figures_printed_in_the_tutorial_are_those_it_gives() -> None:
    """The table of estimates on the page, within rounding."""
    text = (ROOT / "docs/tutorial/counting.md").read_text(encoding="utf-8")
    said = {
        m[0]: tuple(map(int, m[1:]))
        for m in re.findall(r"^    (\w+) +(\d+)  \[(\d+)-(\d+)\]$", text, re.MULTILINE)
    }
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(blocks[0] + "count = estimate(h, seed=1)", "tutorial", "exec"), names)  # noqa: S102 - our own page
    given = {e.method: (e.median, e.lo, e.hi) for e in names["count"].estimates}  # type: ignore[attr-defined]
    assert said.keys() == given.keys()
    for method, figures in said.items():
        assert figures == pytest.approx(given[method], rel=0.005)
