"""The desk in a real browser, in both languages, narrow and wide: nothing overflows, nothing is asked of anybody else."""

import importlib.util
import shutil
import threading
from pathlib import Path

import pytest

from tawthiq.desk import application

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed"),
]

PAGES = [
    "",
    "exhibits/",
    "exhibits/" + "a" * 64 + "/",
    "exhibits/" + "b" * 64 + "/",
    "claims/",
    "claims/c0001/",
    "persons/",
    "persons/p1/",
    "incidents/",
    "media/",
    "count/",
    "verify/?run=deep",
    "log/",
    "nowhere/",
]

OVERFLOW = """[document.documentElement.scrollWidth - innerWidth,
  [...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll') && (e.getBoundingClientRect().left < -1
    || e.getBoundingClientRect().right > innerWidth + 1)).map(e => e.outerHTML.slice(0, 120))]"""


def browser():
    """The browser of the tests of `tell`, which lies beside these."""
    where = Path(__file__).parents[1] / "tell" / "chromium.py"
    spec = importlib.util.spec_from_file_location("chromium_driver", where)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Chromium()


@pytest.fixture
def address(case):
    """A desk served on a free port of this machine."""
    from waitress.server import create_server

    server = create_server(application(case, title="قصرين"), host="127.0.0.1", port=0, threads=1)
    closing = threading.Event()

    def run() -> None:
        try:
            server.run()
        except OSError:
            # The socket may be closed under the very call that waits on it; before that it would be a fault.
            if not closing.is_set():
                raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    closing.set()
    server.close()
    server.task_dispatcher.shutdown()
    thread.join(5)


def test_no_page_overflows_or_calls_elsewhere(address):
    """Every page at 320 and 1280 CSS pixels, in both languages; requests go to the desk alone."""
    with browser() as chromium:
        for lang in ("en", "ar"):
            for width in (320, 1280):
                chromium.call(
                    "Emulation.setDeviceMetricsOverride",
                    width=width,
                    height=800,
                    deviceScaleFactor=1,
                    mobile=width < 600,
                )
                for path in PAGES:
                    _visit(chromium, f"{address}/{lang}/{path}")
                    over, guilty = chromium.value(OVERFLOW)
                    assert over <= 0, (lang, width, path, guilty)
                    assert guilty == [], (lang, width, path)
        assert chromium.requests
        assert all(url.startswith((address, "about:", "data:")) for url in chromium.requests), (
            chromium.requests
        )


def test_the_first_tab_stop_leads_to_the_content_and_is_seen(address):
    """Keyboard: the skip link appears on focus and moves to the main part; focus is visible."""
    with browser() as chromium:
        _visit(chromium, f"{address}/ar/claims/")
        _press(chromium, "Tab")
        seen = chromium.value(
            "[document.activeElement.className, document.activeElement.getBoundingClientRect().top >= 0]"
        )
        assert seen == ["skip", True]
        assert chromium.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        _press(chromium, "Enter")
        assert chromium.value("location.hash") == "#main"


def test_a_mark_leads_to_its_card_and_back(address):
    """Both ends of the link are on the page and in view after following it."""
    with browser() as chromium:
        _visit(chromium, f"{address}/en/exhibits/{'a' * 64}/")
        chromium.value("document.querySelector('#p-c0006 a').click()")
        assert chromium.value("document.querySelector('#card-c0006').matches(':target')")
        chromium.value("document.querySelector('#card-c0006 a[href=\"#p-c0006\"]').click()")
        assert chromium.value("document.querySelector('#p-c0006').matches(':target')")


def _visit(chromium, url: str) -> None:
    chromium._loaded = False
    chromium.call("Page.navigate", url="about:blank")
    chromium._until_loaded()
    chromium._loaded = False
    chromium.call("Page.navigate", url=url)
    chromium._until_loaded()


def _press(chromium, key: str) -> None:
    code = {"Tab": 9, "Enter": 13}[key]
    text = {"text": "\r"} if key == "Enter" else {}
    chromium.call(
        "Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text
    )
    chromium.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)
