"""The page on weighing says what the code does."""

import re
from pathlib import Path

from tawthiq.record.assessment import Evidence
from tawthiq.weigh import Standing
from tawthiq.weigh.figures import NEAR, REACH

PAGE = (Path(__file__).parents[2] / "docs/reference/weighing.md").read_text(encoding="utf-8")


def test_the_example_runs():
    """The Python of the page, as it stands."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(example, "weighing.md", "exec"), {})  # noqa: S102  (our own page)


def test_every_status_and_standing_is_explained():
    """No word of the code is missing from the tables."""
    rows = {
        cell
        for line in PAGE.splitlines()
        if line.startswith("|")
        for cell in re.findall(r"`([^`]+)`", line.split("|")[1])
    }
    assert {status.value for status in Evidence} | {standing.value for standing in Standing} <= rows


def test_the_figures_of_the_page_are_those_of_the_code():
    """Reach of open ends."""
    assert f"{NEAR:.1f} n" in PAGE
    assert all(f"{reach:,}" in PAGE for reach in REACH.values())
