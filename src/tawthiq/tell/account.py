"""The account itself: every reference leads to its note, every note knows the places that lead to it.

The anchor of the k-th use of a footnote in one language is `ref-<lang>-<label>-<k>`, the same on the page for both
languages and on the page for one, so that a link kept by a reader goes on working.
"""

from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from tawthiq.tell import markdown, words
from tawthiq.tell.chrome import ACCOUNTS, DIRECTION, Frame, both, page, pair, told
from tawthiq.tell.dispatch import LANGUAGES, Dispatch
from tawthiq.tell.html import Html, join, ordered, tag
from tawthiq.tell.picture import Picture
from tawthiq.tell.study import Study
from tawthiq.vocabulary.load import say


class Written(msgspec.Struct, frozen=True):
    """The account in HTML by (segment number, language), and how often each footnote is used by (language, label)."""

    segments: Mapping[tuple[int, str], Html]
    uses: Mapping[tuple[str, str], int]


def write(study: Study, pictures: Mapping[str, Picture]) -> Written:
    """Every segment once; the three account pages are put together from the same pieces."""
    uses: Counter[tuple[str, str]] = Counter()
    segments = {}
    for (segment, lang), parsed in study.parsed.items():
        segments[segment, lang] = markdown.render(
            parsed, reference=_reference(study, lang, uses), picture=_picture(pictures, lang)
        )
    return Written(segments, dict(uses))


def pages(frame: Frame, study: Study, written: Written) -> dict[str, bytes]:
    """index.html, en.html and ar.html."""
    dispatch = study.dispatch
    titles = {lang: dispatch.word("title", lang) for lang in LANGUAGES}
    files = {}
    for lang in LANGUAGES:
        body = tag(
            "article",
            _opening(dispatch, lang),
            [_segment(n, html) for (n, one), html in written.segments.items() if one == lang],
            _notes(study, lang),
            class_="single",
        )
        files[ACCOUNTS[lang]] = page(frame, name=titles[lang], here=ACCOUNTS[lang], lang=lang, body=body)
    rows = [
        _segment(
            s.number, pair(written.segments.get((s.number, "en")), written.segments.get((s.number, "ar")))
        )
        for s in dispatch.segments
    ]
    body = tag(
        "article",
        pair(_opening(dispatch, "en"), _opening(dispatch, "ar", level="p")),
        rows,
        _notes(study, "both"),
    )
    files["index.html"] = page(
        frame, name=f"{titles['en']} · {titles['ar']}", here="index.html", lang="both", body=body
    )
    return files


def _segment(number: int, body: Html) -> Html:
    return tag("section", body, class_="segment", id=f"s{number}")


def _opening(dispatch: Dispatch, lang: str, *, level: str = "h1") -> Html:
    byline, summary = dispatch.word("byline", lang), dispatch.word("summary", lang)
    role = {} if level == "h1" else {"role": "heading", "aria_level": "1"}
    date = tag("time", words.day(dispatch.head["date"], lang), datetime=dispatch.head["date"])
    return join(
        tag(level, dispatch.word("title", lang), class_="headline", lang=lang, dir=DIRECTION[lang], **role),
        tag("p", byline, " · " if byline else None, date, class_="byline"),
        tag("p", summary, class_="summary") if summary else None,
    )


def _reference(study: Study, lang: str, uses: Counter[tuple[str, str]]) -> Callable[[str], Html]:
    def reference(label: str) -> Html:
        note = study.notes.get(label)
        if note is None:
            return tag("sup", tag("span", "[?]"), class_="note")
        uses[lang, label] += 1
        link = tag(
            "a",
            f"[{note.number}]",
            href=f"notes/{label}.html#passage",
            id=f"ref-{lang}-{label}-{uses[lang, label]}",
            aria_label=say("tell.note.mark", lang, n=note.number),
        )
        # A word joiner keeps the mark on the line of the word it stands by.
        return Html("\u2060" + tag("sup", link, class_="note"))

    return reference


def _picture(pictures: Mapping[str, Picture], lang: str) -> Callable[[str, str], Html]:
    def show(name: str, alt: str) -> Html:
        found = pictures.get(name)
        if found is None:
            return tag("em", say("tell.picture.missing", lang))
        size = {"width": found.width, "height": found.height}
        # A picture stands inside a paragraph, where a figure may not stand; its credit follows as small print.
        credit = tag("small", say("tell.picture.credit", lang, digest=found.digest[:16] + "…"), class_="meta")
        return join(tag("img", src=found.path, alt=alt, loading="lazy", **size), tag("br"), credit)

    return show


def _notes(study: Study, lang: str) -> Html:
    items = []
    for note in sorted(study.notes.values(), key=lambda n: n.number):
        status = [words.statuses(note.weighed, one) for one in (LANGUAGES if lang == "both" else (lang,))]
        link = tag(
            "a", ordered(words.short(note.verbatim, 110)), href=f"notes/{note.label}.html#passage", dir="auto"
        )
        items.append(
            tag(
                "li",
                tag("q", link),
                " ",
                tag("span", " · ".join(s for s in status if s), class_="meta", dir="auto"),
                value=note.number,
            )
        )
    heading = tag("h2", both("page.notes") if lang == "both" else told("page.notes", lang), id="notes")
    return tag("section", heading, tag("ol", items), class_="notes") if items else Html("")
