"""In a browser, dates, ranges, identifiers and hashes inside Arabic stand in their own order; without our marks they would not."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tawthiq.desk.passages import lines
from tawthiq.desk.tags import run
from tawthiq.language.direction import LRI, PDI
from tawthiq.read import claims, plain
from tawthiq.tell.html import escape, ordered

RUNS = (
    "2016-11-29",
    "10–15",
    "2016-11-22/2016-11-25",
    "AB-1207",
    "9f86d081884c7d65",
    "36.19873",
    "18:30",
)
EASTERN = "٢٠١٦-١١-٢٩"
ARABIC = (
    "قُتل 10–15 شخصاً في حلب يوم 2016-11-29، ثم بين 2016-11-22/2016-11-25 و٢٠١٦-١١-٢٩، والصورة AB-1207 وبصمتها 9f86d081884c7d65"
    " عند 36.19873 الساعة 18:30 كما قال الدفاع المدني."
)

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed"),
]

ORDER = """(() => {
  const p = document.getElementById('text'), walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let n; (n = walker.nextNode());) for (let i = 0; i < n.data.length; i++) {
    const r = document.createRange(); r.setStart(n, i); r.setEnd(n, i + 1);
    const box = r.getBoundingClientRect(); letters.push([n.data[i], Math.round(box.left), Math.round(box.top)]);
  }
  return letters; })()"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    where = Path(__file__).parents[1] / "tell" / "chromium.py"
    spec = importlib.util.spec_from_file_location("chromium_driver", where)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with module.Chromium() as one:
        yield one


def out_of_order(browser: Any, folder: Path, markup: str) -> list[str]:
    """Which of the runs do not stand from left to right on one line, as Chromium lays them out in a right-to-left paragraph."""
    page = folder / "page.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><p id=text dir=rtl style='font:16px sans-serif;white-space:nowrap'>{markup}</p>",
        encoding="utf-8",
    )
    browser.open(page, width=1280)
    letters = [one for one in browser.value(ORDER) if one[0] not in LRI + PDI]
    text = "".join(one[0] for one in letters)
    assert text == ARABIC
    wrong = []
    for each in RUNS:
        at = text.index(each)
        places = [one[1] for one in letters[at : at + len(each)]]
        if places != sorted(places):
            wrong.append(each)
    # Arabic readers take what is written in these digits from the right, field by field, each number as one.
    at = text.index(EASTERN)
    year, month, day = letters[at][1], letters[at + 5][1], letters[at + 8][1]
    assert year > month > day
    return wrong


def test_without_marks_the_browser_turns_them_round(browser: Any, tmp_path: Path) -> None:
    """The negative control: this is what a reader would see."""
    assert {"2016-11-29", "10–15", "2016-11-22/2016-11-25"} <= set(
        out_of_order(browser, tmp_path, escape(ARABIC))
    )


def test_a_passage_on_the_desk_keeps_their_order(browser: Any, tmp_path: Path) -> None:
    """Marked by the claims that are read in it, and the text is the same when it is copied."""
    found = claims(plain(ARABIC), exhibit="x")
    assert found
    (line,) = lines(ARABIC, found)
    assert any(one.claims for one in line.runs)
    markup = "".join(f"<mark>{run(one)}</mark>" if one.claims else run(one) for one in line.runs)
    assert out_of_order(browser, tmp_path, markup) == []


def test_a_published_passage_keeps_their_order(browser: Any, tmp_path: Path) -> None:
    """As `tell` writes it, and as the terminal gets it."""
    assert out_of_order(browser, tmp_path, ordered(ARABIC)) == []
