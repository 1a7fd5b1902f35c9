"""What we hand over, judged by programs that others wrote; each runs apart from ours."""

import importlib.util
import json
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import judges
import pytest
import replay
from made_wacz import WARC, parts
from test_export import GIF, PAGE

from tawthiq.case import Case
from tawthiq.case.export import export
from tawthiq.case.folder import Folder, init_case
from tawthiq.record.assessment import Visibility
from tawthiq.record.exhibit import Exhibit

pytestmark = [pytest.mark.judges, pytest.mark.slow]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Exhibit]:
    """A bag, two roots and a WACZ of one case, and the exhibit that is a saved page."""
    root = tmp_path_factory.mktemp("judged")
    inbox = root / "inbox"
    (inbox / "site/img").mkdir(parents=True)
    (inbox / "site/page.html").write_text(PAGE, encoding="utf-8")
    (inbox / "site/style.css").write_text("h1 { color: rgb(1, 2, 3) }", encoding="utf-8")
    (inbox / "site/img/صورة.gif").write_bytes(GIF)
    (inbox / "site/100% sure.txt").write_text("x", encoding="utf-8")
    (inbox / "crawl.warc.gz").write_bytes(parts()[WARC])
    init_case(root / "case")
    with Case(Folder(root / "case"), writer=True) as case:
        list(case.collect([str(inbox)]))
        case.refresh()
        for kind, name, spec in (
            ("bagit", "bag", ""),
            ("ocfl", "r11", "1.1"),
            ("ocfl", "r10", "1.0"),
            ("wacz", "web.wacz", ""),
        ):
            export(case, kind, root / name, level=Visibility.SEALED, spec=spec)
        page = next(one for one in case.exhibits() if one.obtained.name == "page.html")
    return root, page


@pytest.fixture(scope="module")
def programs(judge: Callable[[str], Path]) -> Path:
    """The folder of the judges' programs; they are installed when first asked for."""
    return judge("packages").parent


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_bagit_python_finds_the_bag_valid(packages: tuple[Path, Exhibit]) -> None:
    """And a bag that was changed invalid."""
    root, page = packages
    bag = root / "bag"
    assert "100_ sure.txt" in (bag / "manifest-sha256.txt").read_text(encoding="utf-8")
    script = (
        "import bagit, sys\n"
        "try:\n    bagit.Bag(sys.argv[1]).validate()\n"
        "except bagit.BagValidationError as error:\n    print([str(one) for one in error.details] or str(error)); sys.exit(1)"
    )
    done = run(sys.executable, "-c", script, str(bag))
    assert done.returncode == 0, done
    victim = bag / "data" / page.id[:16] / "page.html"
    victim.write_bytes(PAGE.encode().replace(b"40", b"41"))
    hurt = run(sys.executable, "-c", script, str(bag))
    victim.write_text(PAGE, encoding="utf-8")
    assert hurt.returncode == 1
    assert "page.html" in hurt.stdout


@pytest.mark.parametrize("name", ["r11", "r10"])
def test_ocfl_py_finds_the_roots_valid(packages: tuple[Path, Exhibit], programs: Path, name: str) -> None:
    """Root, layout and every object."""
    program = str(programs / "ocfl-validate.py")
    root = packages[0] / name
    objects = [one.parent for one in root.rglob("0=ocfl_object_*")]
    assert len(objects) == 6
    done = run(program, str(root), *map(str, objects))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "INVALID" not in done.stdout
    victim = next(root.rglob("page.html"))
    victim.write_bytes(b"changed")
    hurt = run(program, *map(str, objects))
    assert "E092" in hurt.stdout + hurt.stderr, hurt
    victim.write_text(PAGE, encoding="utf-8")


def test_the_reference_tool_finds_the_wacz_valid(packages: tuple[Path, Exhibit], programs: Path) -> None:
    """py-wacz, run as its users run it."""
    done = run(str(programs / "wacz"), "validate", "-f", str(packages[0] / "web.wacz"))
    assert "Validation succeeded" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_pywb_replays_the_wacz(packages: tuple[Path, Exhibit], programs: Path, tmp_path: Path) -> None:
    """A page out of a WARC, and a page that was saved as a file with its picture."""
    root, page = packages
    for command in (("init", "c"), ("add", "--unpack-wacz", "c", str(root / "web.wacz"))):
        subprocess.run(
            [str(programs / "wb-manager"), *command],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            timeout=120,
        )
    port = _free_port()
    server = subprocess.Popen(
        [str(programs / "wayback"), "-b", "127.0.0.1", "-p", str(port)],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        base = f"http://127.0.0.1:{port}/c/mp_"
        assert "حلب" in _got(f"{base}/http://halab.test/", server).decode()
        saved = f"{base}/http://exhibits.invalid/{page.id[:16]}"
        assert "حلب المدينة" in _got(f"{saved}/page.html", server).decode()
        assert _got(f"{saved}/img/%D8%B5%D9%88%D8%B1%D8%A9.gif", server) == GIF
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _got(url: str, server: "subprocess.Popen[bytes]") -> bytes:
    last: Exception | None = None
    for _ in range(300):
        assert server.poll() is None, "pywb ended"
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310  (this machine's own address)
                return bytes(answer.read())
        except ConnectionError as error:
            last = error
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            last = error
        time.sleep(0.1)
    raise AssertionError(last)


def _chromium() -> Any:
    path = Path(__file__).parents[1] / "tell" / "chromium.py"
    spec = importlib.util.spec_from_file_location("preserve_chromium", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.FLAGS = (*module.FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    return module


@pytest.mark.chromium
def test_replayweb_page_replays_the_wacz_without_a_network(packages: tuple[Path, Exhibit]) -> None:
    """The saved page with its picture and its style, and a page out of a WARC; nothing is asked of anybody else."""
    chromium = _chromium()
    if chromium.found() is None:
        pytest.skip("no chromium on this machine")
    player = judges.replayer()
    root, page = packages
    saved = f"http://exhibits.invalid/{page.id[:16]}/page.html"
    files = {
        "/ui.js": (player / "ui.js").read_bytes(),
        "/replay/sw.js": (player / "sw.js").read_bytes(),
        # What the service worker answers itself once it runs, for a frame that was quicker than it.
        "/replay/": (player / "index.html").read_bytes(),
        "/replay/ui.js": (player / "ui.js").read_bytes(),
        "/web.wacz": (root / "web.wacz").read_bytes(),
        "/saved.html": replay.page(saved, ""),
        "/crawled.html": replay.page("http://halab.test/", "20161007212236"),
    }
    with replay.serving(files) as base, chromium.Chromium() as browser:
        shown = _shown(browser, f"{base}/saved.html", lambda one: one.get("heading") and one["image"])
        assert (shown["title"], shown["heading"], shown["image"]) == ("صفحة", "حلب المدينة", 1)
        assert shown["color"] == "rgb(1, 2, 3)"
        assert _shown(browser, f"{base}/crawled.html", lambda one: one.get("title") == "حلب")
        asked = [url for url in browser.requests if url.startswith(("http:", "https:"))]
        assert asked
        assert all(url.startswith(base) for url in asked), asked


def _shown(browser: Any, url: str, ready: Any) -> dict[str, Any]:
    frames: list[dict[str, Any]] = []
    for turn in range(600):
        if turn % 150 == 0:
            browser.call("Page.navigate", url=url)
        time.sleep(0.1)
        frames = json.loads(browser.value(replay.EVERY_FRAME) or "[]")
        for one in frames:
            if ready(one):
                return one
    raise AssertionError(frames)


def test_warcio_finds_the_records_of_saved_pages_sound(
    packages: tuple[Path, Exhibit], programs: Path, tmp_path: Path
) -> None:
    """Digests and lengths; and it finds a byte that was changed."""
    root, _ = packages
    with zipfile.ZipFile(root / "web.wacz") as made:
        data = made.read("archive/saved.warc")
    (tmp_path / "saved.warc").write_bytes(data)
    program = str(programs / "warcio")
    done = run(program, "check", "-v", str(tmp_path / "saved.warc"))
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("digest pass") == 6
    (tmp_path / "saved.warc").write_bytes(data.replace(b"At least 40", b"At least 41"))
    assert run(program, "check", str(tmp_path / "saved.warc")).returncode == 1
