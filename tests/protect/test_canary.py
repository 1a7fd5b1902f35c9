"""Planted names, phones, places, addresses and file names go through every command and every page; no file at rest holds one.

Everything that the program may have written is searched afterwards, in every common encoding: the copies of three offices,
the sticks between them, the temporary folder, the home, the working folder. Left out are the files that the source's
words came in, and what was published: that is held against what was made public.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from canary_inbox import (  # type: ignore[import-not-found]
    IDENTITY,
    NAMES,
    REASONS,
    TITLE,
    WORDS,
    inbox,
)
from canary_scan import Canaries, hidden_in  # type: ignore[import-not-found]
from click import Command, Context, Group
from click.testing import CliRunner, Result

from tawthiq.cli.main import COMMANDS, tawthiq
from tawthiq.record.errors import TawthiqError

WORDS_FOR_KEYS = "six calm lemons by the well"


def every_command() -> set[str]:
    """The commands there are, asked of the program itself."""

    def leaves(name: str, command: Command) -> Iterator[str]:
        if isinstance(command, Group):
            for sub, one in command.commands.items():
                yield from leaves(f"{name} {sub}", one)
        else:
            yield name

    found: set[str] = set()
    for name in COMMANDS:
        command = tawthiq.get_command(Context(tawthiq), name)
        assert command is not None
        found.update(leaves(name, command))
    return found


class World:
    """Three offices, a machine's folders around them, and what was run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.outside = root / "outside"
        self.a, self.b, self.c = (root / "offices" / name for name in "abc")
        self.site, self.handed = root / "site", root / "handed"
        self.ran: set[str] = set()
        self.said = ""
        self.home = root / "home"
        for folder in (self.outside, self.a.parent, self.home, root / "tmp", root / "cwd"):
            folder.mkdir()

    def run(
        self, name: str, *args: str, case: Path | None = None, may_fail: bool = False, say: str | None = None
    ) -> Result:
        """Run a command as a person would; what it says is kept to see that the words did pass through."""
        self.ran.add(name)
        where = ["--case", str(case or self.a)]
        done = CliRunner().invoke(tawthiq, [*where, *name.split(), *args], standalone_mode=False, input=say)
        self.said += done.output
        if not may_fail:
            assert done.exception is None or isinstance(done.exception, TawthiqError), done.exception
            assert done.exception is None, (name, args, str(done.exception))
        return done

    def lines(self, name: str, *args: str, case: Path | None = None) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.run(name, *args, case=case).stdout.splitlines()]

    def crawl(self, case: Path) -> None:
        """`serve` in a process of its own, and every page of it."""
        self.ran.add("serve")
        desk = subprocess.Popen(
            [sys.executable, "-m", "tawthiq", "--case", str(case), "serve", "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path.cwd(),
        )
        try:
            assert desk.stderr is not None
            address = None
            while address is None:
                line = desk.stderr.readline()
                assert line
                address = re.search(r"http://[\d.:]+", line)
            seen, waiting = set(), ["/en/", "/ar/"]
            while waiting and len(seen) < 160:
                path = waiting.pop(0)
                if path in seen:
                    continue
                seen.add(path)
                with urllib.request.urlopen(address[0] + path) as answer:  # noqa: S310  (our own desk)
                    page = answer.read()
                    if "text/html" not in answer.headers["Content-Type"]:
                        continue
                text = unescape(page.decode())
                self.said += text
                waiting += [link.split("#")[0] for link in re.findall(r'(?:href|src)="(/[^"]+)"', text)]
            assert len(seen) > 40
        finally:
            desk.terminate()
            desk.communicate(timeout=300)

    def leaks(self, canaries: Canaries) -> dict[str, set[str]]:
        """Words by file, wherever the program could write."""
        found: dict[str, set[str]] = canaries.in_folder(
            self.root, leave=(self.outside, self.site, self.handed)
        )
        return found


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(tmp_path)
    for name in list(os.environ):
        if name.startswith(("XDG_", "TAWTHIQ_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(made.home))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    for name in ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
        monkeypatch.setenv(f"XDG_{name}", str(made.home / name.lower()))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.setenv("TAWTHIQ_PASSPHRASE", WORDS_FOR_KEYS)
    return made


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def found_and_filled(world: World) -> None:
    """The founding office takes in what was sent, and decides."""
    inbox(world.outside / "inbox")
    world.run("init", str(world.a), "--title", TITLE)
    world.run("passphrase", "--new-file", write(world.outside / "words", WORDS_FOR_KEYS + "\n"))
    world.run("collect", str(world.outside / "inbox"), "--source", "olive calm 3f2", may_fail=True)
    world.run(
        "places",
        write(
            world.outside / "places.toml",
            f'[[place]]\nname = "{WORDS[12]}"\nar = ["{WORDS[13]}"]\nlat = 36.19873\nlon = 37.16124\nprecision_m = 50\n',
        ),
        may_fail=True,
    )


def worked_on(world: World) -> None:
    """Everything that looks and decides."""
    outside = world.outside
    exhibits = {str(one["obtained"]["name"]): str(one["id"]) for one in world.lines("ls", "--json")}  # type: ignore[index]
    claims = world.lines("read", "--json")
    assert len(claims) >= 3
    world.run("read")
    world.run("read", "--lost")
    world.run("read", "--pairs")
    for name in ("status", "ls", "log", "team", "weigh", "match people", "match media", "rebuild"):
        world.run(name)
    world.run("status", "--json")
    world.run("count", may_fail=True)
    for ident in exhibits.values():
        world.run("show", ident)
        world.run("show", ident, "--json")
    queries = write(outside / "queries.txt", "\n".join(NAMES))
    world.run("match names", queries, queries)
    world.run("match text", str(outside / "inbox"))
    events = write(
        outside / "events.csv",
        "id,time,lat,lon\na,2016-05-03T10:00:00Z,36.19873,37.16124\nb,2016-05-03T10:30:00Z,36.19874,37.16125\n",
    )
    world.run("match strikes", events, may_fail=True)
    world.run("match incidents", events, events, may_fail=True)
    world.run("match incidents")
    world.run("match people", "--ask", "3")
    world.run("match media", "--lineage")
    world.run("judge", "claim", "accepted", str(claims[0]["id"]), "--why", REASONS[0])
    jpg, png = (exhibits[name] for name in ("IMG_QT_8841.jpg", "copy.png"))
    world.run("judge", "media", "same", jpg, png, "--why", REASONS[1])
    world.run("visibility", "public", exhibits["IMG_QT_8841.txt"], "--why", REASONS[2])
    dispatch = write(
        outside / "dispatch.md",
        "---\ntitle: What is known\ntitle_ar: ما نعرفه\ndate: 2016-10-24\n---\n\n::: en\nAt least 12 people were killed.[^a]\n"
        ":::\n\n::: ar\nقُتل 12 شخصاً على الأقل.[^a]\n:::\n\n"
        '[^a]: "at least 12 people were killed" in IMG_QT_8841.txt ; knowing: contested\n',
    )
    world.run("tell", dispatch, "--check", may_fail=True)
    world.run("tell", dispatch, "-o", str(world.site))
    write(outside / "draft.md", f"{IDENTITY} {NAMES[3]}\n" + Path(dispatch).read_text(encoding="utf-8"))
    world.run("tell", str(outside / "draft.md"), "--check", may_fail=True)
    world.run("verify")
    world.run("verify", str(world.site), may_fail=True)
    kept_and_handed_over(world, exhibits)


def kept_and_handed_over(world: World, exhibits: dict[str, str]) -> None:
    """Read again, stamped, reported on, covered, and handed over as it is stored and as what is public."""
    outside = world.outside
    world.run("audit")
    world.run("audit", "--history")
    world.run("stamp", "--request", str(outside / "ask.tsq"))
    world.run("custody", exhibits["IMG_QT_8841.jpg"], "-o", str(outside / "report.html"))
    world.run("redact", exhibits["IMG_QT_8841.jpg"], "--region", "0,0,8,8", "--why", REASONS[0])
    world.run("redact", exhibits["IMG_QT_8841.txt"], "--match", NAMES[0])
    world.run("export", "--bagit", "--sealed", "--as-stored", str(world.root / "kept"))
    world.run("export", "--ocfl", "--sealed", str(outside / "read"), "--for", WORDS[0])
    world.run("export", "--bagit", str(world.handed))


def offices_meet(world: World) -> None:
    """A stick to a second office, a folder to a third, roles with reasons, a closed device."""
    world.run("sync", str(world.root / "stick"))
    for office in (world.b, world.c):
        world.run("init", str(office), "--join", str(world.root / "stick"), case=office, may_fail=True)
        world.run("sync", str(office))
        (here,) = [one for one in world.lines("team", "--json", case=office) if one["here"]]
        world.run("grant", str(here["device"]), "editor", "--why", REASONS[0])
        world.run("sync", str(office))
        world.run("read", case=office)
        world.run("status", case=office)
    (third,) = [one for one in world.lines("team", "--json", case=world.c) if one["here"]]
    world.run("revoke", str(third["device"]), "--why", REASONS[1])
    world.run("branch", str(world.lines("log", "--json")[0]["id"]), "--why", REASONS[2], may_fail=True)
    world.run("repair", "--from", str(world.b), may_fail=True)
    world.run("sync", str(world.b))


def sources_and_paper(world: World) -> None:
    """Who the source is, sealed and asked for; a copy brought back from three sheets."""
    printed = world.run("sheets").stdout
    pages = [one for one in printed.split("-" * 60) if one.strip()]
    sheets = [write(world.outside / f"sheet-{n}", page) for n, page in enumerate(pages)]
    code = world.run("source add", say=IDENTITY).stdout.split()[0]
    request = world.run("source request", code, "--why", REASONS[0]).stdout.split()[1].rstrip(":")
    world.run("source open", request, *sheets[1:4])
    for name, *args in (("grant", request), ("open", "0" * 12)):
        # One admin alone gets no further; tests/protect/test_identity.py goes the whole way.
        assert isinstance(world.run(f"source {name}", *args, may_fail=True).exception, TawthiqError)
    world.run("source list")
    fresh = world.root / "offices" / "d"
    world.run("sync", str(world.root / "stick-2"))
    world.run("init", str(fresh), "--join", str(world.root / "stick-2"), case=fresh, may_fail=True)
    world.run("recover", *sheets[:3], "--title", TITLE, case=fresh)
    assert WORDS[19] in world.run("ls", case=fresh).stdout


def taken_back(world: World) -> None:
    """What one exhibit said is destroyed in two offices; the reason for it names somebody too."""
    chosen = next(
        one for one in world.lines("ls", "--json") if one["obtained"]["name"] == f"{WORDS[18]}.html"
    )  # type: ignore[index]
    world.run("withdraw", str(chosen["id"]), "--reason", REASONS[2])
    world.run("withdraw", "--list")
    world.run("sync", str(world.b))
    world.run("log", case=world.b)


def the_demo(world: World) -> None:
    """Its case holds nothing plain of the sample either."""
    world.run("demo", "--no-serve", "--dir", str(world.outside / "demo"))
    demo = Canaries(("Nawrasa", "نورسة", "Far Shore", "harbour-wire"))
    assert demo.in_folder(world.outside / "demo" / "case") == {}


STEPS: tuple[Callable[[World], None], ...] = (
    found_and_filled,
    worked_on,
    offices_meet,
    sources_and_paper,
    taken_back,
    the_demo,
)


@pytest.mark.parametrize("word", WORDS)
def test_the_scan_sees_a_word_in_every_hiding_place(word: str) -> None:
    """A scan that overlooks an encoding would find every case clean."""
    canaries = Canaries((word,))
    assert all(canaries.within(data) == {word} for data in hidden_in(word))


def test_the_scan_finds_what_an_open_case_holds(world: World) -> None:
    """The negative control: the same files in a case that seals nothing are found, by name and by content."""
    inbox(world.outside / "inbox")
    world.run("init", str(world.a), "--title", TITLE, "--seal", "nothing")
    world.run("collect", str(world.outside / "inbox"), may_fail=True)
    found = world.leaks(Canaries(WORDS))
    assert len(set().union(*found.values())) >= 20
    assert any("record.db" in path for path in found)
    assert any("objects" in path for path in found)


@pytest.mark.slow
def test_no_file_at_rest_holds_a_planted_word(world: World) -> None:
    """After every command that there is; and the words did pass through the program and its pages."""
    for step in STEPS:
        step(world)
    world.crawl(world.a)
    assert world.ran == every_command(), "a command without coverage here could leave plain words behind"
    canaries = Canaries(WORDS)
    passed = canaries.within(world.said.encode())
    assert len(passed) >= 18, set(WORDS) - passed
    assert world.leaks(canaries) == {}
    public = canaries.within((world.outside / "inbox" / WORDS[17] / "IMG_QT_8841.txt").read_bytes()) | {
        "IMG_QT_8841"
    }
    left = (canaries.in_folder(folder) for folder in (world.site, world.handed))
    published = set().union(*(words for found in left for words in found.values()))
    assert published <= public
