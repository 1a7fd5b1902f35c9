"""The report as one page that needs nothing else: no script, no address, no font from elsewhere; it prints as it reads.

Each language stands whole, in its own direction. Hashes, dates, keys and names of unknown direction are isolated, so that
none reorders the line around it.
"""

import html
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from tawthiq.preserve.custody import Custody, Event, Stamped, Value, doubts
from tawthiq.vocabulary.load import UnknownWord, say

LANGUAGES = ("en", "ar")
_LONG = 24
"""Characters of code that may not be broken over two lines."""

STYLE = """
@page { size: A4; margin: 18mm 15mm 20mm; @bottom-center { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
* { box-sizing: border-box }
html { font: 10pt/1.5 "Noto Serif", "DejaVu Serif", Georgia, serif; color: #111; background: #fff }
body { margin: 0 auto; max-inline-size: 190mm; padding: 8mm }
article[lang=ar] { font-family: "Noto Naskh Arabic", Amiri, "Noto Sans Arabic", "DejaVu Sans", serif; line-height: 1.8 }
article + article { break-before: page; border-block-start: 1px solid #999; margin-block-start: 12mm; padding-block-start: 8mm }
h1 { font-size: 1.6em; line-height: 1.25; margin: 0 0 .4em }
h2 { font-size: 1.15em; margin: 1.6em 0 .5em; border-block-end: 1.5px solid #111; padding-block-end: .15em; break-after: avoid }
p { margin: .4em 0; orphans: 3; widows: 3 } p.head { break-after: avoid }
.lead { max-inline-size: 42em }
dl { display: grid; grid-template-columns: minmax(9em, 28%) 1fr; gap: .25em 1em; margin: .4em 0 }
dt { color: #444 } dd { margin: 0; min-inline-size: 0 }
table { border-collapse: collapse; inline-size: 100%; margin: .5em 0; font-size: .92em }
th, td { text-align: start; vertical-align: top; padding: .3em .5em; border-block-end: .5px solid #999 }
thead { display: table-header-group } thead th { border-block-end: 1px solid #111; font-weight: 600 }
tr, li, dt, dd { break-inside: avoid }
td code, td bdi[dir=ltr] { white-space: nowrap } bdi[dir=auto] { overflow-wrap: anywhere } td code.long { white-space: normal }
code, pre { font: .82em/1.45 "DejaVu Sans Mono", "Noto Sans Mono", monospace; overflow-wrap: anywhere; direction: ltr; unicode-bidi: isolate }
pre { white-space: pre-wrap; text-align: left; margin: .3em 0; padding: .5em .7em; border: .5px solid #999 }
.bad { font-weight: 700; border-inline-start: 4px solid #a00; padding-inline-start: .4em }
.void { color: #555; font-style: italic }
.doubts li { margin-block: .35em }
@media print { body { padding: 0; max-inline-size: none } article + article { border: 0; margin: 0; padding: 0 } h2 { break-inside: avoid } }
"""


class Markup(str):
    """Text that is markup already; it is made here and nowhere else."""

    __slots__ = ()


def page(one: Custody, languages: Iterable[str] = LANGUAGES) -> str:
    """The report as a whole HTML document."""
    chosen = tuple(languages)
    articles = "".join(_article(one, lang) for lang in chosen)
    first = chosen[0]
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="{first}" dir="{_direction(first)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f"<title>{_text(say('custody.title', first))} {one.exhibit.id[:12]}</title><style>{STYLE}</style></head>"
        f"<body>{articles}</body></html>\n"
    )


def _article(one: Custody, lang: str) -> str:
    w = _Words(lang)
    parts = (
        f"<h1>{w.t('title')}</h1><p class='lead'>{w.t('lead')}</p>",
        _what(one, w),
        _obtained(one, w),
        _hands(one, w),
        _integrity(one, w),
        _time(one, w),
        _copies(one, w),
        _properties(one, w),
        _unproven(one, w),
        _check(one, w),
    )
    return f'<article lang="{lang}" dir="{_direction(lang)}">{"".join(parts)}</article>'


class _Words:
    """The catalogue in one language; what comes out is escaped."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def t(self, key: str, **values: Value) -> Markup:
        shown = {name: self.value(value) for name, value in values.items()}
        return Markup(_text(say(f"custody.{key}", self.lang)).format(**shown))

    def value(self, value: Value) -> Markup:
        if isinstance(value, tuple):
            key, fallback = value
            try:
                return Markup(_text(say(key, self.lang)))
            except UnknownWord:
                return _own(fallback)
        return (
            _own(str(value))
            if isinstance(value, str) and not isinstance(value, Markup)
            else Markup(str(value))
        )

    def known(self, group: str, code: str) -> Markup:
        return self.value((f"custody.{group}.{code}", code))

    def verdict(self, verdict: str, group: str = "verdict") -> Markup:
        shown = self.known(group, verdict.replace(" ", "_"))
        return Markup(f'<span class="bad">{shown}</span>') if verdict == "failed" else shown


def _what(one: Custody, w: _Words) -> str:
    rows: list[tuple[str, str]] = [
        ("case", f"{_own(one.title)} {_code(one.case)}"),
        ("exhibit", _code(one.exhibit.id)),
        ("visibility", w.known("level", one.visibility)),
        (
            "made",
            f"{_moment(one.at)} {w.t('field.by')} {_code(one.device[:16])} {w.t('field.with')} {_code(one.tool)}",
        ),
    ]
    table = _table(
        w,
        ("object.role", "object.digest", "object.size", "object.type", "object.now"),
        (
            (
                w.known("role", p.role),
                _code(p.digest)
                + (f"<br>{w.t('object.stored')} {_code(p.stored)}" if p.stored is not None else ""),
                _number(p.size),
                _code(p.media_type),
                w.verdict(p.verdict),
            )
            for p in one.pieces
        ),
    )
    return _part(w, "what", _list(w, rows) + table)


def _obtained(one: Custody, w: _Words) -> str:
    told = one.exhibit.obtained
    none = w.t("unknown")
    hidden = w.t("withheld")
    rows: list[tuple[str, str]] = [
        ("how", w.known("how", told.how.value)),
        ("at", _moment(told.at)),
        ("device", _code(one.exhibit.author)),
        (
            "roles",
            Markup(w.t("comma").join(w.known("team", role) for role in one.roles))
            if one.roles
            else w.t("none"),
        ),
        ("tool", _code(told.tool)),
        ("name", hidden if one.withheld else _own(told.name)),
        ("origin", hidden if one.withheld else _own(told.origin)),
        ("source", _own(told.source) if told.source else none),
        ("published", _code(told.published) if told.published else none),
    ]
    if told.parent:
        rows.append(("parent", _code(told.parent)))
    rows.append(("problems", _code(", ".join(told.problems)) if told.problems else w.t("none")))
    return _part(w, "obtained", _list(w, rows))


def _hands(one: Custody, w: _Words) -> str:
    rows = (
        (_moment(event.at), _done(event, w), _code(event.device[:12]), _code(event.statement[:12]))
        for event in one.events
    )
    return _part(w, "hands", _table(w, ("event.when", "event.what", "event.who", "event.statement"), rows))


def _done(event: Event, w: _Words) -> Markup:
    said = w.t(f"done.{event.key}", **event.values)
    if event.void is None:
        return said
    why = w.t("event.void", why=w.known("why", event.void))
    return Markup(f'{said} <span class="void">({why})</span>')


def _integrity(one: Custody, w: _Words) -> str:
    at = one.anchored
    covers = w.t("chain.covers", n=at.size, root=_code(at.root))
    if at.holds is None:
        proof = w.t("chain.uncovered")
    elif at.holds:
        proof = w.t("chain.proven", n=len(at.path))
    else:
        proof = Markup(f'<span class="bad">{w.t("chain.unproven")}</span>')
    signed = w.t("chain.signed") if at.signed else Markup(f'<span class="bad">{w.t("chain.unsigned")}</span>')
    rows = [
        ("chain.statement", _code(one.exhibit.id)),
        ("chain.number", _number(one.exhibit.seq)),
        ("chain.previous", _code(at.previous) if at.previous else w.t("none")),
        ("chain.signature", signed),
        ("chain.arrival", _number(at.arrival)),
        ("chain.checkpoint", covers),
        ("chain.proof", proof),
        ("chain.log", w.verdict(at.log)),
    ]
    return _part(w, "integrity", _list(w, rows, group=""))


def _time(one: Custody, w: _Words) -> str:
    if not one.stamps:
        return _part(w, "time", f"<p>{w.t('stamp.none')}</p>")
    heads = ("stamp.form", "stamp.verdict", "stamp.at", "stamp.by", "stamp.judges", "stamp.covers")
    table = _table(w, heads, (_stamp(stamp, w) for stamp in one.stamps))
    return _part(w, "time", f"{table}<p>{w.t('stamp.means')}</p>")


def _stamp(stamp: Stamped, w: _Words) -> tuple[str, ...]:
    judges = "<br>".join(f"{_code(name)} {w.verdict(verdict, 'judge')}" for name, verdict in stamp.judges)
    return (
        w.known("stamp", stamp.form),
        w.verdict(stamp.verdict, "judge"),
        _moment(stamp.at) if stamp.at is not None else w.t("unknown"),
        _own(stamp.authority) if stamp.authority else w.t("unknown"),
        judges,
        _number(stamp.covers),
    )


def _copies(one: Custody, w: _Words) -> str:
    found = one.safety
    if found.why is None:
        said = f"<p>{w.t('copies.safe', n=len(found.whole))}</p>"
    else:
        said = f"<p class='bad'>{w.t('copies.unsafe', why=w.known('unsafe', found.why))}</p>"
    states = [(device, at, "verified") for device, at in found.whole]
    states += [(device, at, "failed") for device, at in found.hurt]
    rows = [(_code(device[:16]), w.verdict(verdict), _moment(at)) for device, at, verdict in states]
    return _part(
        w,
        "copies",
        said + (_table(w, ("copies.device", "copies.state", "copies.read"), rows) if rows else ""),
    )


def _properties(one: Custody, w: _Words) -> str:
    values: Mapping[str, dict[str, Value]] = {
        "availability": {"n": len(one.safety.whole)},
        "persistence": {"n": one.readings},
        "renderability": {"type": _code(one.exhibit.original.media_type)},
    }
    names = ("authenticity", "availability", "identity", "persistence", "renderability", "understandability")
    rows = "".join(
        f"<dt>{w.t(f'property.{name}')}</dt><dd>{w.t(f'offers.{name}', **values.get(name, {}))}</dd>"
        for name in names
    )
    return _part(w, "protocol", f"<dl>{rows}</dl>")


def _unproven(one: Custody, w: _Words) -> str:
    items = "".join(f"<li>{w.t(f'unproven.{doubt.key}', **doubt.values)}</li>" for doubt in doubts(one))
    return _part(w, "unproven", f"<ul class='doubts'>{items}</ul>")


def _check(one: Custody, w: _Words) -> str:
    steps = ["hash", "log"] + (["stamp"] if one.stamps else []) + (["proof"] if one.anchored.path else [])
    said = "".join(f"<li>{w.t(f'check.{step}')}</li>" for step in steps)
    path = "\n".join((one.anchored.leaf, *one.anchored.path))
    return _part(
        w,
        "check",
        f"<ol>{said}</ol><p class='head'>{w.t('check.note')}</p><pre>{_text(one.anchored.note)}</pre>"
        f"<p class='head'>{w.t('check.path')}</p><pre>{_text(path)}</pre>",
    )


def _part(w: _Words, key: str, content: str) -> str:
    return f"<section><h2>{w.t(f'part.{key}')}</h2>{content}</section>"


def _list(w: _Words, rows: Iterable[tuple[str, str]], group: str = "field.") -> str:
    return f"<dl>{''.join(f'<dt>{w.t(group + key)}</dt><dd>{value}</dd>' for key, value in rows)}</dl>"


def _table(w: _Words, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{w.t(key)}</th>' for key in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(text: str) -> str:
    clean = "".join(
        c if c in "\t\n" or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF) else "\ufffd" for c in text
    )
    return html.escape(clean, quote=True)


def _own(text: str) -> Markup:
    """Words of unknown direction, apart from the line; marks that turn a line around are shown, not obeyed."""
    seen = "".join(
        f"\\u{ord(c):04x}" if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f" else c
        for c in text
    )
    return Markup(f'<bdi dir="auto">{_text(seen)}</bdi>')


def _code(text: str) -> Markup:
    long = ' class="long"' if len(text) > _LONG else ""
    return Markup(f'<code dir="ltr"{long}>{_text(text)}</code>')


def _number(value: int) -> Markup:
    return Markup(f'<bdi dir="ltr">{value:,}</bdi>')


def _moment(at: int) -> Markup:
    try:
        shown = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, ValueError, OSError):
        shown = str(at)
    return Markup(f'<bdi dir="ltr">{shown}</bdi>')


def _direction(lang: str) -> str:
    return "rtl" if lang == "ar" else "ltr"
