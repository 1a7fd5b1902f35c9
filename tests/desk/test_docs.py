"""The page on the desk names every page of the desk."""

from pathlib import Path

from tawthiq.desk.gate import SHORTEST_TOKEN
from tawthiq.desk.passages import WINDOW
from tawthiq.desk.visit import MENU

PAGE = (Path(__file__).parents[2] / "docs/reference/desk.md").read_text(encoding="utf-8")


def test_every_part_of_the_menu_is_described():
    """Nothing stands in the menu that the page leaves out."""
    for name in MENU:
        assert ("`/en/`" if name == "overview" else f"`/en/{name}/`") in PAGE, name


def test_its_figures_are_those_of_the_code():
    """Length of the token and of a part."""
    assert f"{SHORTEST_TOKEN} characters" in PAGE
    assert f"{WINDOW:,} code points" in PAGE
