"""One page that a court or a newsroom can read: documented, estimated, the spread, what is assumed, who is likely missing.

The page is whole in itself: no script, no outside file, either language. Every figure on it stands in the Count it is made of,
and no sentence says more than the figures: where there is no headline, there is none on the page.
"""

from collections.abc import Mapping, Sequence
from html import escape

from tawthiq.count.plots import drawings
from tawthiq.count.strata import Stratum
from tawthiq.count.tables import Histories
from tawthiq.record.estimate import Count, Estimate, Refusal
from tawthiq.vocabulary.load import say

_STYLE = (
    "body{font:1rem/1.6 'Noto Sans','Noto Naskh Arabic',sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}.first{font-size:1.3rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.3rem .5rem;border-bottom:1px solid #ccc}"
    ".n{text-align:end;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}svg{width:100%;min-width:36rem;height:auto}"
    ".across{text-align:end;margin:0}a{color:#0b5a6f}"
    "@media print{@page{margin:12mm 14mm}body{margin:0;max-width:none;padding:0;font-size:8.5pt;line-height:1.3}.across{display:none}"
    "h1{font-size:14pt;margin:0 0 4pt}h2{font-size:10.5pt;margin:8pt 0 2pt;break-after:avoid}p,ul{margin:3pt 0}.first{font-size:11pt}"
    "th,td{padding:.7pt 4pt}tr,svg,section{break-inside:avoid}svg{min-width:0;max-width:10.8cm}.wide{overflow:visible}"
    ".both{display:flex;gap:5mm;align-items:start}.both>*{flex:1}.both svg{max-width:8cm}small{font-size:7.5pt;line-height:1.15}td{line-height:1.2}"
    ".left-out{display:grid;grid-template-columns:2fr 3fr;column-gap:5mm}.left-out .wide{grid-area:1/2/3/3}}"
)

N = ' class="n"'


def page(
    count: Count,
    lang: str = "en",
    *,
    title: str = "",
    other: str = "",
    strata: Sequence[Stratum] = (),
    left_out: Mapping[str, Estimate | Refusal] | None = None,
) -> str:
    """The report as an HTML document in `lang`; `title` names what was counted, `other` the page in the other language.

    `left_out`: the headline without each list, as `doubt.without_each` gives it.
    """

    def words(key: str, **values: object) -> str:
        return escape(say(f"count.report.{key}", lang, **values))

    h = Histories(count.lists, count.histories)
    lead = next((e for e in count.estimates if e.method == "headline" or strata), None)
    withheld = next((no for no in count.refused if no.method == "headline"), None)
    pictures = drawings(count, strata, left_out or {}, lang)
    heading = escape(title) or words("title")
    across = "en" if lang == "ar" else "ar"
    parts = [
        f'<p class="across"><a href="{escape(other)}" lang="{across}">{escape(say("count.report.language", across))}</a></p>'
        if other
        else "",
        f"<h1><bdi>{heading}</bdi></h1>",
        f'<p class="first">{words("documented", n=_figure(count.documented), lists=len(count.lists))}</p>',
    ]
    if lead:
        parts.append(f'<p class="first">{words("estimated", **_range(lead))}</p>')
        parts.append(f"<p>{words('meaning', level=f'{100 * lead.level:g}')}</p>")
    elif withheld:
        parts.append(f'<p class="first">{words("withheld")} {escape(getattr(withheld.reason, lang))}</p>')
    parts += [
        f"<h2>{words('methods')}</h2>",
        f'<div class="wide">{pictures["intervals"]}</div>',
        _methods(count, lang),
        _matching(lead, lang),
        _strata(strata, lang, pictures.get("strata", "")),
    ]
    parts.append(_left_out(left_out or {}, lang))
    if count.refused:
        items = "".join(
            f"<li>{escape(say(f'count.method.{no.method}', lang))}: {escape(getattr(no.reason, lang))}</li>"
            for no in count.refused
        )
        parts.append(f"<h2>{words('refused')}</h2><ul>{items}</ul>")
    caveats = "".join(f"<li>{escape(getattr(reason, lang))}</li>" for reason in count.caveats)
    parts += [
        f"<h2>{words('assumed')}</h2><ul>{caveats}</ul>",
        f'<section><h2>{words("lists")}</h2><div class="both">{_lists(h, lang)}',
        f'<div class="wide">{pictures["overlaps"]}</div></div></section>',
    ]
    way = "rtl" if lang == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{lang}" dir="{way}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{heading}</title><style>{_STYLE}</style></head>'
        f"<body>{''.join(parts)}</body></html>\n"
    )


def _methods(count: Count, lang: str) -> str:
    heads = "".join(
        f'<th scope="col"{"" if key == "method" else N}>{escape(say(f"count.report.{key}", lang))}</th>'
        for key in ("method", "middle", "from", "to")
    )
    rows = "".join(
        f"<tr><td><strong>{escape(say(f'count.method.{e.method}', lang))}</strong>"
        f"<br><small>{escape(say('count.report.assumes', lang))}: {escape(say(f'count.assumes.{e.method}', lang))}</small></td>"
        f'<td class="n">{_figure(e.median)}</td><td class="n">{_figure(e.lo)}</td><td class="n">{_figure(e.hi)}</td></tr>'
        for e in count.estimates
    )
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _matching(lead: Estimate | None, lang: str) -> str:
    """The headline's interval as it is, and as it would be had the matching been taken as true; nothing for plain tables."""
    told = lead.diagnostics.get("matching") if lead else None
    if not lead or not told:
        return ""
    ends = {"carried": {"median": lead.median, "lo": lead.lo, "hi": lead.hi}}
    ends |= {key: told[key] for key in ("given", "all_rows") if told.get(key)}
    heads = "".join(
        f'<th scope="col"{"" if key == "taken" else N}>{escape(say(f"count.report.{key}", lang))}</th>'
        for key in ("taken", "middle", "from", "to")
    )
    rows = "".join(
        f"<tr><td>{escape(say(f'count.report.matching_{key}', lang))}</td>"
        + "".join(f'<td class="n">{_figure(end[part])}</td>' for part in ("median", "lo", "hi"))
        + "</tr>"
        for key, end in ends.items()
    )
    return (
        f"<h2>{escape(say('count.report.matching', lang))}</h2>"
        f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _strata(strata: Sequence[Stratum], lang: str, picture: str) -> str:
    if not strata:
        return ""

    def word(key: str) -> str:
        return escape(say(f"count.report.{key}", lang))

    heads = "".join(
        f'<th scope="col"{"" if key == "stratum" else N}>{word(key)}</th>'
        for key in ("stratum", "stratum_documented", "middle", "from", "to")
    )
    predicted = f" <small>({word('predicted')})</small>"
    rows = "".join(
        f"<tr><td><bdi>{escape(one.name)}</bdi>{'' if one.alone else predicted}</td>"
        + "".join(
            f'<td class="n">{_figure(value)}</td>'
            for value in (one.documented, one.pooled.median, one.pooled.lo, one.pooled.hi)
        )
        + "</tr>"
        for one in strata
    )
    table = f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    return f'<h2>{word("strata")}</h2><div class="wide">{picture}</div>{table}'


def _left_out(left_out: Mapping[str, Estimate | Refusal], lang: str) -> str:
    """The estimate without each list in turn; a list without which there is none says so."""
    if not left_out:
        return ""

    def word(key: str) -> str:
        return escape(say(f"count.report.{key}", lang))

    heads = "".join(
        f'<th scope="col"{"" if key == "without" else N}>{word(key)}</th>'
        for key in ("without", "middle", "from", "to")
    )
    rows = "".join(
        f"<tr><td><bdi>{escape(name)}</bdi></td>"
        + (
            "".join(f'<td class="n">{_figure(value)}</td>' for value in (one.median, one.lo, one.hi))
            if isinstance(one, Estimate)
            else f'<td class="n" colspan="3">{escape(say("count.plot.refused", lang))}</td>'
        )
        + "</tr>"
        for name, one in left_out.items()
    )
    table = f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    return f'<section class="left-out"><h2>{word("left_out")}</h2><p>{word("left_out_says")}</p>{table}</section>'


def _lists(h: Histories, lang: str) -> str:
    only = [h.counts.get("0" * at + "1" + "0" * (len(h.lists) - at - 1), 0) for at in range(len(h.lists))]
    heads = "".join(
        f'<th scope="col"{"" if key == "list" else N}>{escape(say(f"count.report.{key}", lang))}</th>'
        for key in ("list", "persons", "only")
    )
    rows = "".join(
        f'<tr><td><bdi>{escape(name)}</bdi></td><td class="n">{_figure(size)}</td><td class="n">{_figure(alone)}</td></tr>'
        for name, size, alone in zip(h.lists, h.sizes, only, strict=True)
    )
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _range(e: Estimate) -> dict[str, str]:
    return {
        "lo": _figure(e.lo),
        "hi": _figure(e.hi),
        "middle": _figure(e.median),
        "level": f"{100 * e.level:g}",
    }


def _figure(value: float) -> str:
    return f"{value:,.0f}"
