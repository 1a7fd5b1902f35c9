"""A note's page: the very words marked in their paragraph, who says them through whom, what the evidence allows and why.

The words stand once, in their own language and direction; everything said about them stands in both languages.
"""

from collections.abc import Mapping

from tawthiq.record.assessment import Assessment
from tawthiq.record.claim import Claim, Link
from tawthiq.tell import words
from tawthiq.tell.chrome import Frame, both, page, pair
from tawthiq.tell.dispatch import LANGUAGES
from tawthiq.tell.html import Html, join, tag
from tawthiq.tell.lookup import Lookup
from tawthiq.tell.notes import Note
from tawthiq.vocabulary.load import say


def pages(
    frame: Frame, notes: Mapping[str, Note], uses: Mapping[tuple[str, str], int], lookup: Lookup
) -> dict[str, bytes]:
    """`notes/<label>.html` for every note."""
    return {f"notes/{note.label}.html": _page(frame, note, uses, lookup) for note in notes.values()}


def _page(frame: Frame, note: Note, uses: Mapping[tuple[str, str], int], lookup: Lookup) -> bytes:
    body = join(
        tag("h1", both("note.title", n=note.number), class_="title"),
        tag("h2", both("note.passage"), class_="both"),
        _passage(note),
        tag("p", both("note.passage-hint"), class_="hint notice-free"),
        pair(*(_about(note, lang, lookup) for lang in LANGUAGES)),
        pair(*(_exhibit(note, lang, lookup) for lang in LANGUAGES)),
        pair(*(_back(note, lang, uses) for lang in LANGUAGES)),
    )
    title = f"{say('tell.note.title', 'en', n=note.number)} · {say('tell.note.title', 'ar', n=note.number)}"
    return page(frame, title=title, here=f"notes/{note.label}.html", lang="both", body=body)


def _passage(note: Note) -> Html:
    marked = tag("mark", note.verbatim, id="passage")
    return tag("blockquote", note.before, marked, note.after, class_="passage", dir="auto", lang=note.lang)


def _about(note: Note, lang: str, lookup: Lookup) -> Html:
    if not note.claims:
        return tag("p", say("tell.note.nothing-read", lang), class_="hint")
    several = len(note.claims) > 1
    parts = [tag("h2", say("tell.note.claims", lang))]
    for n, (claim, weighed) in enumerate(zip(note.claims, note.weighed, strict=True), 1):
        if several:
            parts.append(tag("h3", say("tell.note.claim", lang, n=n), " · ", words.act(claim.act, lang)))
        parts.append(_claim(claim, lang, lookup))
        parts.append(_status(weighed, note.knowing, lang, deeper=several))
    return join(*parts)


def _claim(claim: Claim, lang: str, lookup: Lookup) -> Html:
    rows = [
        (
            "chain",
            tag(
                "ol",
                [tag("li", _speaker(link, lang, lookup)) for link in claim.chain[:-1]],
                tag("li", say("tell.note.document", lang)),
            ),
        ),
        ("act", words.act(claim.act, lang)),
    ]
    if claim.quantity is not None:
        unit = tag("bdi", claim.quantity.unit) if claim.quantity.unit else None
        rows.append(
            ("figure", join(tag("bdi", words.amount(claim.quantity, lang)), " " if unit else None, unit))
        )
    if claim.place is not None:
        rows.append(("place", _carried(claim.place.verbatim, claim.place.carried, lang)))
    if claim.time is not None:
        told = words.when(claim.time.edtf, lang) or claim.time.verbatim
        rows.append(("time", _carried(told, claim.time.carried, lang)))
    return tag(
        "dl",
        [
            part
            for key, value in rows
            for part in (tag("dt", say(f"tell.note.{key}", lang)), tag("dd", value))
        ],
    )


def _carried(text: str, carried: bool, lang: str) -> Html:
    return join(
        tag("bdi", text),
        tag("span", f" ({say('tell.note.carried', lang)})", class_="meta") if carried else None,
    )


def _speaker(link: Link, lang: str, lookup: Lookup) -> Html:
    if link.speaker is None:
        name: Html = join(say("tell.note.unnamed", lang))
    else:
        published = lookup.published_name(link.speaker)
        name = tag("bdi", published) if published is not None else join(say("tell.note.withheld", lang))
    if link.verb is None or link.start is None:
        return name
    before, _, rest = say("tell.note.chain-verb", lang, speaker="\0", verb="\1").partition("\0")
    between, _, after = rest.partition("\1")
    return join(before, name, between, tag("bdi", link.verb), after)


def _status(weighed: Assessment | None, knowing: tuple[str, ...], lang: str, *, deeper: bool) -> Html:
    status = weighed.status.value if weighed else "unassessed"
    parts: list[Html | None] = [
        tag("h4" if deeper else "h3", say("tell.note.status", lang)),
        tag("p", tag("span", say(f"tell.status.{status}", lang), class_=f"status {status}")),
    ]
    if status in knowing:
        parts.append(
            tag("p", say("tell.note.knowing", lang, status=say(f"tell.status.{status}", lang)), class_="hint")
        )
    reasons = [reason.en if lang == "en" else reason.ar for reason in (weighed.reasons if weighed else ())]
    parts.append(tag("ul", [tag("li", reason, dir="auto") for reason in reasons]) if reasons else None)
    return join(*parts)


def _exhibit(note: Note, lang: str, lookup: Lookup) -> Html:
    obtained, original = note.exhibit.obtained, note.exhibit.original
    iso, clock = words.clock(obtained.at)
    how = say(
        "tell.note.obtained-at",
        lang,
        how=say(f"tell.how.{obtained.how.value}", lang),
        day=words.day(iso, lang),
        clock=clock,
    )
    pseudonym = lookup.published_name(obtained.source) if obtained.source else None
    rows = [
        ("name", tag("bdi", obtained.name) if note.public else None),
        ("origin", tag("bdi", obtained.origin) if note.public else None),
        ("source", tag("bdi", pseudonym) if pseudonym else None),
        ("obtained", join(how)),
        ("published", join(words.when(note.published, lang)) if note.published else None),
        ("hash", tag("span", original.digest, class_="hash", dir="ltr")),
        ("size", join(say("tell.note.bytes", lang, n=words.number(original.size)))),
    ]
    entries = [
        part
        for key, value in rows
        if value
        for part in (tag("dt", say(f"tell.note.{key}", lang)), tag("dd", value))
    ]
    place = say("tell.note.characters", lang, start=words.number(note.start), end=words.number(note.end))
    closed = None if note.public else tag("p", say("tell.note.closed", lang), class_="hint")
    return join(
        tag("h2", say("tell.note.exhibit", lang)), tag("dl", entries), tag("p", place, class_="hint"), closed
    )


def _back(note: Note, lang: str, uses: Mapping[tuple[str, str], int]) -> Html:
    links = [
        tag(
            "li",
            tag("a", say("tell.note.back-to", lang, n=n), href=f"../index.html#ref-{lang}-{note.label}-{n}"),
        )
        for n in range(1, uses.get((lang, note.label), 0) + 1)
    ]
    return join(tag("h2", say("tell.note.back", lang)), tag("ul", links))
