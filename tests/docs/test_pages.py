"""Documents are part of the change: commands, words and links in them exist, and nothing exists undocumented."""

import re
from pathlib import Path

import pytest
from click import Command, Context, Group

from tawthiq.cli.main import COMMANDS, tawthiq
from tawthiq.vocabulary import load

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def commands() -> list[tuple[str, Command]]:
    found: list[tuple[str, Command]] = []
    for name in COMMANDS:
        command = tawthiq.get_command(Context(tawthiq), name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, Group):
            found.extend((f"{name} {sub}", one) for sub, one in command.commands.items())
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda v: v if isinstance(v, str) else "")
def test_every_command_and_option_is_documented(name: str, command: Command) -> None:
    """In docs/reference/commands.md, under a heading of its own."""
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert f"`tawthiq {name}" in page
    if isinstance(command, Group):
        return
    section = page.split(f"`tawthiq {name}", 1)[1].split("\n## ", 1)[0]
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in section, f"{name} {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    """A link to a file that is not there is a broken promise."""
    prose = re.sub(
        r"^```.*?^```|`[^`\n]*`|^    .*?$",
        "",
        page.read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    for target in LINK.findall(prose):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_test_a_page_points_at_exists(page: Path) -> None:
    """The threat model rests on it."""
    for target in re.findall(r"`(tests/[\w/.]+)`", page.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


ROOMS = sorted(path.stem for path in (ROOT / "src/tawthiq/vocabulary/words").glob("*.toml"))


@pytest.mark.parametrize("room", ROOMS)
def test_both_catalogues_are_complete(room: str) -> None:
    """Each sentence in both languages, with the same values in it, the Arabic in Arabic letters."""
    sentences = load.catalogue(room)
    assert sentences
    for key, entry in sentences.items():
        marks = {lang: set(re.findall(r"{(\w+)", text)) for lang, text in entry.items()}
        assert marks["en"] == marks["ar"], key
        # An abbreviation such as SHA-256 is the same in both.
        if re.search(r"[a-z]{3}", re.sub(r"{[^}]*}|<[^>]*>", "", entry["en"])):
            assert re.search("[\u0600-\u06ff]", entry["ar"]), key
