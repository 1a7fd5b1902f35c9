"""The pages on telling are true: every problem stands in the table with its gravity, and the dispatch they show is one."""

import re
import tomllib
from pathlib import Path

import msgspec

from tawthiq.tell import Gravity, Shelf, check, parse
from tawthiq.tell.dispatch import OPTIONAL, REQUIRED
from tawthiq.tell.problem import WARNINGS

ROOT = Path(__file__).parents[2]


def test_every_problem_is_documented_with_its_gravity() -> None:
    """The table of codes and the words of the problems are the same set."""
    page = (ROOT / "docs/reference/telling.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| ((?:`[a-z-]+`(?:, )?)+) \| (error|warning) \|", page, re.MULTILINE)
    told = {code: Gravity(gravity) for codes, gravity in table for code in re.findall(r"`([a-z-]+)`", codes)}
    words = tomllib.loads((ROOT / "src/tawthiq/vocabulary/words/tell.toml").read_text(encoding="utf-8"))[
        "problem"
    ]
    assert told == {code: Gravity.WARNING if code in WARNINGS else Gravity.ERROR for code in words}


def test_every_key_of_the_head_is_documented() -> None:
    """Needed and not needed alike."""
    page = (ROOT / "docs/reference/telling.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in page for key in REQUIRED + OPTIONAL)


def test_the_dispatch_of_the_how_to_is_one(case: Shelf) -> None:
    """It can be taken apart, and is clean over a page that holds its words."""
    page = (ROOT / "docs/howto/publish.md").read_text(encoding="utf-8")
    block = re.search(r"((?:^ {7}.*\n|^\n)+)", page[page.index("       ---") :], re.MULTILINE)
    assert block is not None
    dispatch = re.sub(r"^ {7}", "", block.group(1), flags=re.MULTILINE)
    assert len(parse(dispatch).segments) == 1
    text = case.texts[case.exhibits[0].id]
    changed = msgspec.structs.replace(text, text=text.text.replace("taken at", "taken away at"))
    assert check(dispatch, msgspec.structs.replace(case, texts={case.exhibits[0].id: changed})) == ()
