"""A note's page: the very words marked in their paragraph, who says them through whom, what the evidence allows and why.

The words stand once, in their own language and direction; everything said about them stands in both languages.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tawthiq.record.assessment import Assessment, Reason
from tawthiq.record.claim import Claim, Link
from tawthiq.tell import disclose, words
from tawthiq.tell.chrome import Frame, both, page, pair, title
from tawthiq.tell.dispatch import LANGUAGES
from tawthiq.tell.html import Html, join, ordered, tag
from tawthiq.tell.lookup import Lookup
from tawthiq.tell.notes import Note
from tawthiq.vocabulary.load import say


def pages(
    frame: Frame, notes: Mapping[str, Note], uses: Mapping[tuple[str, str], int], lookup: Lookup
) -> dict[str, bytes]:
    """`notes/<label>.html` for every note."""
    cited = {claim.id: note for note in notes.values() for claim in note.claims}
    told = Told(lookup, cited, {})
    return {f"notes/{note.label}.html": _page(frame, note, uses, told) for note in notes.values()}


class Told(NamedTuple):
    """What a page asks beyond its note: the case, which claim stands in which note, reasons already looked at by claim."""

    lookup: Lookup
    cited: Mapping[str, Note]
    why: dict[str, tuple[Reason, ...] | None]

    def reasons(self, weighed: Assessment) -> tuple[Reason, ...] | None:
        """See disclose.reasons."""
        if weighed.claim not in self.why:
            self.why[weighed.claim] = disclose.reasons(weighed, self.lookup)
        return self.why[weighed.claim]


def _page(frame: Frame, note: Note, uses: Mapping[tuple[str, str], int], told: Told) -> bytes:
    body = join(
        tag("h1", both("note.title", n=note.number), class_="title"),
        tag("h2", both("note.passage"), class_="both"),
        _passage(note),
        tag("p", both("note.passage-hint"), class_="hint"),
        pair(*(_about(note, lang, told) for lang in LANGUAGES)),
        pair(*(_exhibit(note, lang, told.lookup) for lang in LANGUAGES)),
        pair(*(_back(note, lang, uses) for lang in LANGUAGES)),
    )
    return page(
        frame,
        name=title("note.title", n=note.number),
        here=f"notes/{note.label}.html",
        lang="both",
        body=body,
    )


def _passage(note: Note) -> Html:
    arabic = note.lang == "ar"
    before, after = ordered(note.before, arabic=arabic), ordered(note.after, arabic=arabic)
    marked = tag("mark", ordered(note.verbatim, arabic=arabic), id="passage")
    return tag("blockquote", before, marked, after, class_="passage", dir="auto", lang=note.lang)


def _about(note: Note, lang: str, told: Told) -> Html:
    if not note.claims:
        return tag("p", say("tell.note.nothing-read", lang), class_="hint")
    return join(
        tag("h2", say("tell.note.claims", lang)), [_group(group, note, lang, told) for group in _groups(note)]
    )


def _groups(note: Note) -> list[list[tuple[Claim, Assessment | None]]]:
    """Claims said by the same speakers and weighed alike stand together, so that nothing is told twice."""
    groups: dict[object, list[tuple[Claim, Assessment | None]]] = {}
    for claim, weighed in zip(note.claims, note.weighed, strict=True):
        speakers = tuple((link.speaker, link.verb) for link in claim.chain)
        key = (speakers, weighed and (weighed.status, weighed.reasons))
        groups.setdefault(key, []).append((claim, weighed))
    return list(groups.values())


def _group(group: Sequence[tuple[Claim, Assessment | None]], note: Note, lang: str, told: Told) -> Html:
    first, weighed = group[0]
    chain = [tag("li", _speaker(first, link, lang, told.lookup)) for link in first.chain[:-1]]
    chain.append(tag("li", say("tell.note.document", lang)))
    said = [part for claim, _ in group for part in _rows(claim, lang)]
    who = tag("dl", tag("dt", say("tell.note.chain", lang)), tag("dd", tag("ol", chain)), said)
    return tag("section", who, _status(weighed, note.knowing, lang, told), class_="claims")


def _rows(claim: Claim, lang: str) -> list[Html]:
    """One claim in few words: its act, then figure, place and time as far as they are known."""
    rows: list[tuple[str, Html]] = []
    if claim.quantity is not None:
        unit = tag("bdi", claim.quantity.unit) if claim.quantity.unit else None
        rows.append(
            ("figure", join(tag("bdi", words.amount(claim.quantity, lang)), " " if unit else None, unit))
        )
    if claim.place is not None:
        rows.append(
            ("place", _carried(claim.place.verbatim or claim.place.name or "", claim.place.carried, lang))
        )
    if claim.time is not None:
        day = words.when(claim.time.edtf, lang) or claim.time.verbatim
        rows.append(("time", _carried(day, claim.time.carried, lang)))
    entries = [("act", tag("strong", words.act(claim.act, lang))), *rows]
    return [
        part
        for key, value in entries
        for part in (tag("dt", say(f"tell.note.{key}", lang)), tag("dd", value))
    ]


def _carried(text: str, carried: bool, lang: str) -> Html:
    return join(
        tag("bdi", text),
        tag("span", f" ({say('tell.note.carried', lang)})", class_="meta") if carried else None,
    )


def _speaker(claim: Claim, link: Link, lang: str, lookup: Lookup) -> Html:
    if link.speaker is None:
        name: Html = join(say("tell.note.unnamed", lang))
    else:
        published = disclose.name(claim, link.speaker, lookup)
        name = tag("bdi", published) if published is not None else join(say("tell.note.withheld", lang))
    if link.verb is None or link.start is None:
        return name
    before, _, rest = say("tell.note.chain-verb", lang, speaker="\0", verb="\1").partition("\0")
    between, _, after = rest.partition("\1")
    return join(before, name, between, tag("bdi", link.verb), after)


def _status(weighed: Assessment | None, knowing: tuple[str, ...], lang: str, told: Told) -> Html:
    status = weighed.status.value if weighed else "unassessed"
    known = (
        say("tell.note.knowing", lang, status=say(f"tell.status.{status}", lang))
        if status in knowing
        else None
    )
    why = told.reasons(weighed) if weighed else ()
    return join(
        tag("h3", say("tell.note.status", lang)),
        tag("p", tag("span", say(f"tell.status.{status}", lang), class_=f"status {status}")),
        tag("p", known, class_="hint") if known else None,
        tag("p", say("tell.note.reasons-sealed", lang), class_="hint") if why is None else None,
        tag("ul", [tag("li", _linked(one.en if lang == "en" else one.ar, told), dir="auto") for one in why])
        if why
        else None,
    )


def _linked(reason: str, told: Told) -> Html:
    """A reason, with each claim it names by id as a link to the note that cites it, or as the id if none does."""
    parts: list[str | Html] = []
    at = 0
    for match in disclose.CLAIM_ID.finditer(reason):
        note = next((n for claim, n in told.cited.items() if claim.startswith(match.group())), None)
        link = (
            tag("a", f"[{note.number}]", href=f"{note.label}.html#passage")
            if note
            else tag("code", match.group())
        )
        parts += [reason[at : match.start()], tag("bdi", link)]
        at = match.end()
    return join(parts, reason[at:])


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
        # An address is public; a path tells how the witness or the office names its folders.
        ("origin", tag("bdi", obtained.origin) if note.public and "://" in obtained.origin else None),
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
