"""The frame around every page: it asks nothing of a network, runs no script, and works by keyboard, on paper and on a small screen.

Pages for both languages carry every word of the frame twice; `en.html` and `ar.html` carry it once.
"""

from collections.abc import Sequence

import msgspec

from tawthiq.tell.dispatch import Dispatch
from tawthiq.tell.html import Child, Html, join, tag
from tawthiq.vocabulary.load import say

POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"
DIRECTION = {"en": "ltr", "ar": "rtl"}
ACCOUNTS = {"both": "index.html", "en": "en.html", "ar": "ar.html"}


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What all pages of one site share. `pages` are the further pages there are, as (name of the page, file)."""

    dispatch: Dispatch
    pages: Sequence[tuple[str, str]]
    draft: bool


def told(key: str, lang: str, **values: object) -> Html:
    """One sentence of the interface in one language, marked as such."""
    return tag("span", say(f"tell.{key}", lang, **values), lang=lang, dir=DIRECTION[lang])


def both(key: str, **values: object) -> Html:
    """One sentence of the interface in both languages."""
    return Html(f"{told(key, 'en', **values)} {told(key, 'ar', **values)}")


def words(lang: str, key: str) -> Html:
    """In one language, or in both if the page is for both."""
    return both(key) if lang == "both" else join(say(f"tell.{key}", lang))


def pair(english: Child, arabic: Child, *, class_: str = "") -> Html:
    """The two languages side by side, each in its direction; one under the other on a small screen."""
    return tag(
        "div",
        tag("div", english, lang="en", dir="ltr"),
        tag("div", arabic, lang="ar", dir="rtl"),
        class_=f"pair {class_}".strip(),
    )


def heading(name: str) -> Html:
    """The h1 of a further page."""
    return tag("h1", both(f"page.{name}"), class_="title")


def title(key: str, **values: object) -> str:
    """The title of a page in both languages, without markup."""
    return " · ".join(say(f"tell.{key}", lang, **values) for lang in ("en", "ar"))


def table(heads: Sequence[str], rows: Sequence[Html]) -> Html:
    """A table with its column heads in both languages; it scrolls by itself if it must."""
    head = tag("tr", [tag("th", both(key), scope="col") for key in heads])
    return tag("div", tag("table", tag("thead", head), tag("tbody", rows)), class_="scroll")


def page(frame: Frame, *, name: str, here: str, lang: str, body: Child) -> bytes:
    """One whole page. `here` is its path from the root of the site; `lang` is en, ar or both."""
    up = "../" * here.count("/")
    main_lang = "en" if lang == "both" else lang
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", name if here in ACCOUNTS.values() else f"{name} – {_headline(frame.dispatch)}"),
        tag("link", rel="stylesheet", href=f"{up}style.css"),
    )
    content = tag(
        "body",
        tag("a", words(lang, "page.skip"), class_="skip", href="#main"),
        _header(frame, here, lang, up),
        tag("main", _notice(frame, lang), body, id="main", tabindex="-1"),
        tag("footer", tag("p", words(lang, "page.foot"))),
    )
    return (
        f"<!doctype html>\n{tag('html', head, content, lang=main_lang, dir=DIRECTION[main_lang])}\n".encode()
    )


def _headline(dispatch: Dispatch) -> str:
    return f"{dispatch.word('title', 'en')} · {dispatch.word('title', 'ar')}"


def _header(frame: Frame, here: str, lang: str, up: str) -> Html:
    account = ACCOUNTS[lang]
    entries = [("page.account", account), *((f"page.{name}", file) for name, file in frame.pages)]
    parts = tag(
        "nav",
        tag(
            "ul",
            [tag("li", _link(words(lang, key), up + file, current=file == here)) for key, file in entries],
        ),
        aria_label=" · ".join(say("tell.page.parts", one) for one in _spoken(lang)),
        class_="parts",
    )
    names = {
        "both": words(lang, "page.side-by-side"),
        "en": told("page.only", "en"),
        "ar": told("page.only", "ar"),
    }
    switch = tag(
        "nav",
        tag(
            "ul",
            [tag("li", _link(names[one], up + file, current=file == here)) for one, file in ACCOUNTS.items()],
        ),
        aria_label=" · ".join(say("tell.page.languages", one) for one in _spoken(lang)),
        class_="languages",
    )
    return tag("header", switch, parts)


def _spoken(lang: str) -> tuple[str, ...]:
    return ("en", "ar") if lang == "both" else (lang,)


def _link(label: Html, href: str, *, current: bool) -> Html:
    return tag("a", label, href=href, aria_current="page" if current else None)


def _notice(frame: Frame, lang: str) -> Html:
    lines = []
    if frame.draft:
        lines.append(tag("p", words(lang, "page.draft"), class_="notice draft"))
    said = [(one, frame.dispatch.word("notice", one)) for one in _spoken(lang)]
    told_lines = [tag("span", text, lang=one, dir=DIRECTION[one]) for one, text in said if text]
    if told_lines:
        lines.append(tag("p", _spaced(told_lines), class_="notice"))
    return join(lines)


def _spaced(parts: Sequence[Html]) -> Html:
    return Html(" ".join(parts))
