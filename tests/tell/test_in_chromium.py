"""The site of the sample, opened: nothing overflows, every footnote is seen, nothing is asked of a network."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tawthiq import sample
from tawthiq.tell import compile_site

WIDTHS = (320, 360, 1280)
HERE = Path(__file__).parent


def beside(name: str) -> ModuleType:
    """A helper of this folder; tests are imported one by one and share no package."""
    spec = importlib.util.spec_from_file_location(f"tell_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


chromium = beside("chromium")
pytestmark = [
    pytest.mark.chromium,
    pytest.mark.slow,
    pytest.mark.skipif(chromium.found() is None, reason="no chromium on this machine"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample on disk."""
    folder = tmp_path_factory.mktemp("telling")
    paths = sample.write(folder / "sample", people=60)
    of_sample = beside("shelf_of_sample")
    site = compile_site(
        paths.dispatch.read_text(encoding="utf-8"), of_sample.shelf(paths), count=of_sample.COUNT
    )
    for path, data in site.files.items():
        target = folder / "site" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all of them."""
    with chromium.Chromium() as one:
        yield one


def test_no_page_overflows(root: Path, browser: Any) -> None:
    """At 320, 360 and 1280 pixels nothing is wider than the window, in either scheme, and no text is cut."""
    for page in sorted(root.rglob("*.html")):
        for width in WIDTHS:
            browser.open(page, width=width, dark=width == 320)
            wide = browser.value(
                "[...document.querySelectorAll('main *, header *')]"
                ".filter(e => e.getBoundingClientRect().width > 0 && !e.closest('.ladder, .scroll, svg'))"
                ".filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)"
                ".map(e => e.outerHTML.slice(0, 80))"
            )
            assert wide == [], (page.name, width)
            assert browser.value("document.documentElement.scrollWidth") <= width, (page.name, width)


def test_every_footnote_leads_to_a_passage_that_is_seen(root: Path, browser: Any) -> None:
    """On each of the three accounts; and each way back leads to the reference."""
    for account in ("index.html", "en.html", "ar.html"):
        browser.open(root / account, width=360)
        links = browser.value("[...document.querySelectorAll('sup.note a')].map(a => a.getAttribute('href'))")
        assert len(links) >= 20, account
        if account != "index.html":
            continue
        for href in sorted(set(links)):
            path, _, anchor = href.partition("#")
            browser.open(root / path, width=360, anchor=f"#{anchor}")
            seen = browser.value(
                f"(() => {{ const e = document.getElementById('{anchor}'), r = e.getBoundingClientRect();"
                " return e.tagName === 'MARK' && e.innerText.trim().length > 0 && r.top >= 0 && r.top < innerHeight; })()"
            )
            assert seen is True, href


def test_nothing_is_asked_of_a_network(root: Path, browser: Any) -> None:
    """Every request of every page is for a file of the site."""
    browser.requests.clear()
    for page in sorted(root.rglob("*.html")):
        browser.open(page, width=1280)
    asked = {url for url in browser.requests if url != "about:blank"}
    assert [url for url in asked if not url.startswith(root.resolve().as_uri())] == []
    assert any(url.endswith("style.css") for url in asked)
    assert browser.value("getComputedStyle(document.querySelector('.notice')).paddingInlineStart") != "0px"


def test_arabic_runs_from_the_right_and_digits_keep_their_order(root: Path, browser: Any) -> None:
    """The Arabic account is right-to-left throughout; side by side, Arabic stands to the right of English."""
    browser.open(root / "ar.html", width=1280)
    assert browser.value("getComputedStyle(document.querySelector('main p')).direction") == "rtl"
    browser.open(root / "index.html", width=1280)
    columns = browser.value(
        "[...document.querySelectorAll('#s1 .pair > div')].map(e => [e.lang, e.getBoundingClientRect().left])"
    )
    assert columns[0][0] == "en"
    assert columns[1][1] > columns[0][1]
    browser.open(root / "index.html", width=360)
    stacked = browser.value(
        "[...document.querySelectorAll('#s1 .pair > div')].map(e => e.getBoundingClientRect().top)"
    )
    assert stacked[1] > stacked[0]


def test_colours_have_contrast_in_both_schemes(root: Path, browser: Any) -> None:
    """4.5 to 1 or more for all text (WCAG 2.2, 1.4.3), computed from the colours the browser really uses."""
    script = """(() => {
      const lum = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => { x /= 255;
        return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; }); return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2]; };
      const back = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
        if (c !== 'rgba(0, 0, 0, 0)') return c; } return 'rgb(255, 255, 255)'; };
      return [...document.querySelectorAll('p, a, span, dt, dd, li, h1, h2, h3, mark, td, th, code, small')]
        .filter(e => e.innerText && e.innerText.trim() && !e.matches('.skip'))
        .map(e => { const [a, b] = [lum(getComputedStyle(e).color), lum(back(e))].sort((x, y) => y - x);
          return [(a + 0.05) / (b + 0.05), e.tagName + '.' + e.className + ' ' + e.innerText.slice(0, 30)]; })
        .filter(x => x[0] < 4.5); })()"""
    for name in ("index.html", "notes/corps.html", "losses.html", "count.html"):
        for dark in (False, True):
            browser.open(root / name, width=1280, dark=dark)
            assert browser.value(script) == [], (name, dark)


def test_the_keyboard_reaches_the_skip_link_first(root: Path, browser: Any) -> None:
    """It comes into view when it has the focus, and leads to the text."""
    browser.open(root / "index.html", width=360)
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert browser.value("document.activeElement.className") == "skip"
    assert browser.value("document.activeElement.getBoundingClientRect().top >= 0") is True
