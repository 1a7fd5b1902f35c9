"""The further pages: what was lost, how many, which exhibits, and how a stranger checks all of it with `sha256sum`.

Losses are told in words only for exhibits that a footnote cites; of others only how many there are, and of sealed ones not even that.
"""

import re
from collections.abc import Mapping, Sequence

from tawthiq.record.assessment import Reason
from tawthiq.record.errors import UnsafeInput
from tawthiq.record.estimate import Count, Estimate, Refusal
from tawthiq.tell import words
from tawthiq.tell.chrome import DIRECTION, Frame, both, heading, page, pair, table, title
from tawthiq.tell.disclose import around, may_leave
from tawthiq.tell.dispatch import LANGUAGES
from tawthiq.tell.html import Html, join, ordered, tag
from tawthiq.tell.lookup import Lookup
from tawthiq.tell.notes import Note
from tawthiq.vocabulary.load import UnknownWord, say

_ACTIVE = re.compile(
    r"<\s*(script|foreignobject|iframe|image|style)|\son\w+\s*=|href\s*=|url\s*\(|<!|<\?", re.IGNORECASE
)


def losses(frame: Frame, notes: Mapping[str, Note], lookup: Lookup) -> bytes | None:
    """What pages announced and nobody could keep; None if nothing at all was lost."""
    every = [loss for loss in lookup.losses() if may_leave(lookup.visibility(loss.exhibit))]
    open_to_all = {note.exhibit.id: note.public for note in notes.values()}
    # Of messages only the passage leaves, so a loss is told in words only where more than that may be shown.
    cited = {
        note.exhibit.id
        for note in notes.values()
        if around(note.exhibit, lookup.visibility(note.exhibit.id), 1)
    }
    told = sorted(
        (one for one in every if one.exhibit in cited), key=lambda one: (one.exhibit, one.start, one.end)
    )
    if not every:
        return None
    rows = [
        tag(
            "tr",
            tag("td", _kind(loss.kind)),
            tag(
                "td",
                tag("p", ordered(loss.verbatim.strip() or "…"), dir="auto"),
                tag("p", tag("code", loss.url, dir="ltr"))
                if loss.url and open_to_all[loss.exhibit]
                else None,
            ),
        )
        for loss in told
    ]
    more = len(every) - len(told)
    body = join(
        heading("losses"),
        tag("p", both("losses.intro"), class_="notice"),
        table(("losses.kind", "losses.words"), rows) if rows else None,
        tag("p", both("losses.more", n=more), class_="notice") if more else None,
    )
    return page(frame, name=title("page.losses"), here="losses.html", lang="both", body=body)


def _kind(code: str) -> Html:
    try:
        return both(f"lost.{code}")
    except UnknownWord:
        return tag("bdi", code.replace("_", " "))


def count(
    frame: Frame, counted: Count | None, ladder: Mapping[str, str], persons: int | None
) -> bytes | None:
    """The documented total first, then estimates with their intervals, then refusals; None if nobody was counted.

    Raises UnsafeInput for a ladder that is not a plain drawing.
    """
    documented = counted.documented if counted is not None else persons
    if documented is None:
        return None
    first = tag("p", both("count.documented", n=words.number(documented)), class_="notice summary")
    body = join(
        heading("count"),
        first,
        pair(*(_counted(counted, ladder, lang) for lang in LANGUAGES)) if counted else None,
    )
    return page(frame, name=title("page.count"), here="count.html", lang="both", body=body)


def _counted(counted: Count, ladder: Mapping[str, str], lang: str) -> Html:
    drawing = ladder.get(lang)
    heads = [say(f"tell.count.{key}", lang) for key in ("method", "median")]
    level = f"{counted.estimates[0].level * 100:g}" if counted.estimates else ""
    heads.append(say("tell.count.interval", lang, level=level))
    estimates = tag(
        "table",
        tag("thead", tag("tr", [tag("th", head, scope="col") for head in heads])),
        tag("tbody", [_estimate(one, lang) for one in counted.estimates]),
    )
    return join(
        tag("h2", say("tell.count.estimate", lang)) if counted.estimates else None,
        tag(
            "figure",
            _drawing(drawing),
            class_="ladder",
            tabindex="0",
            role="img",
            aria_label=say("tell.count.ladder", lang),
        )
        if drawing
        else None,
        tag("div", estimates, class_="scroll") if counted.estimates else None,
        tag("h2", say("tell.count.refused", lang)) if counted.refused else None,
        tag("ul", [_refusal(one, counted.lists, lang) for one in counted.refused])
        if counted.refused
        else None,
        tag("h2", say("tell.count.caveats", lang)) if counted.caveats else None,
        tag("ul", [tag("li", _reason(one, counted.lists, lang)) for one in counted.caveats])
        if counted.caveats
        else None,
        tag(
            "p",
            say("tell.count.lists", lang, n=len(counted.lists)),
            class_="hint",
        ),
    )


def _estimate(one: Estimate, lang: str) -> Html:
    span = say("tell.count.span", lang, lo=words.number(round(one.lo)), hi=words.number(round(one.hi)))
    return tag(
        "tr",
        tag("th", _method(one.method, lang), scope="row"),
        tag("td", words.number(round(one.median))),
        tag("td", span),
    )


def _refusal(one: Refusal, lists: Sequence[str], lang: str) -> Html:
    return tag("li", _method(one.method, lang), ": ", _reason(one.reason, lists, lang))


def _reason(reason: Reason, lists: Sequence[str], lang: str) -> str:
    """A sentence of the count without the names of lists: a list may be sealed, and its name tell who keeps it."""
    text = reason.en if lang == "en" else reason.ar
    for n, name in enumerate(lists, 1):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", say("tell.count.list", lang, n=n), text)
    return text


def _method(code: str, lang: str) -> Html:
    try:
        return join(say(f"count.method.{code}", lang))
    except UnknownWord:
        return tag("bdi", code)


def _drawing(svg: str) -> Html:
    if not svg.lstrip().startswith("<svg") or _ACTIVE.search(svg):
        raise UnsafeInput(
            "a drawing that is not plain SVG", expected="<svg> without scripts, styles, links or pictures"
        )
    return Html(svg)


def verify(frame: Frame, notes: Mapping[str, Note], checkpoint: str) -> bytes:
    """How to check the files, and every exhibit that a note rests on, by its hash."""
    cited: dict[str, list[Note]] = {}
    for note in sorted(notes.values(), key=lambda n: n.number):
        cited.setdefault(note.exhibit.id, []).append(note)
    rows = [_row(group) for group in cited.values()]
    body = join(
        heading("verify"),
        tag("p", both("verify.intro"), class_="notice"),
        pair(*(tag("p", say("tell.verify.how", lang)) for lang in LANGUAGES)),
        tag("pre", tag("code", "sha256sum -c SHA256SUMS"), dir="ltr", lang="en"),
        pair(*(tag("p", say("tell.verify.root", lang)) for lang in LANGUAGES)),
        tag("pre", tag("code", "sha256sum manifest.json"), dir="ltr", lang="en"),
        [tag("h2", both("verify.checkpoint"), class_="both"), tag("p", tag("code", checkpoint, dir="ltr"))]
        if checkpoint
        else None,
        tag("h2", both("verify.exhibits"), class_="both"),
        table(("verify.exhibit", "note.obtained", "note.hash", "verify.used"), rows) if rows else None,
    )
    return page(frame, name=title("page.verify"), here="verify.html", lang="both", body=body)


def _row(group: Sequence[Note]) -> Html:
    exhibit, public = group[0].exhibit, group[0].public
    iso, clock = words.clock(exhibit.obtained.at)
    links = [
        join(
            tag(
                "a",
                f"[{n.number}]",
                href=f"notes/{n.label}.html#passage",
                aria_label=say("tell.note.mark", "en", n=n.number),
            ),
            " ",
        )
        for n in group
    ]
    obtained = [
        tag(
            "p",
            f"{say(f'tell.how.{exhibit.obtained.how.value}', lang)}، "
            if lang == "ar"
            else f"{say(f'tell.how.{exhibit.obtained.how.value}', lang)}, ",
            words.day(iso, lang),
            " ",
            tag("bdi", f"{clock} UTC"),
            lang=lang,
            dir=DIRECTION[lang],
        )
        for lang in LANGUAGES
    ]
    name = tag("bdi", exhibit.obtained.name) if public else tag("code", exhibit.id[:12], dir="ltr")
    return tag(
        "tr",
        tag("td", name),
        tag("td", obtained),
        tag("td", tag("span", exhibit.original.digest, class_="hash", dir="ltr")),
        tag("td", links),
    )
