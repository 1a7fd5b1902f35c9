"""Values of the record in the words of both languages; a code that has no word here is shown as it is, never dropped."""

from collections.abc import Iterable
from datetime import UTC, datetime

from tawthiq.record.assessment import Assessment
from tawthiq.record.quantity import Hedge, Number, Quantity
from tawthiq.vocabulary.load import UnknownWord, say


def number(value: Number | None) -> str:
    """Digits with commas at the thousands; whole numbers without a point; `?` for what is not known."""
    if value is None:
        return "?"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.1f}"


def amount(quantity: Quantity, lang: str) -> str:
    """The figure with its hedge in words, without its unit."""
    hedge = quantity.hedge
    if (
        hedge in (Hedge.ABOUT, Hedge.RANGE)
        and quantity.lo != quantity.hi
        and None not in (quantity.lo, quantity.hi)
    ):
        hedge = Hedge.RANGE
    stated = quantity.lo if quantity.lo is not None else quantity.hi
    return say(
        f"tell.hedge.{hedge.value}", lang, n=number(stated), lo=number(quantity.lo), hi=number(quantity.hi)
    )


def act(code: str, lang: str) -> str:
    """The name of an act; an act that the vocabulary does not know is shown by its code."""
    try:
        return say(f"tell.act.{code}", lang)
    except UnknownWord:
        return code.replace("_", " ")


def day(iso: str, lang: str) -> str:
    """`2016-10-20`, `2016-10` or `2016` in words; anything else as it is."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return iso
    if len(parts) == 1:
        return iso
    month = int(parts[1])
    if not 1 <= month <= 12:
        return iso
    name = say(f"tell.month.m{month}", lang)
    return f"{int(parts[2])} {name} {parts[0]}" if len(parts) == 3 else f"{name} {parts[0]}"


def when(edtf: str | None, lang: str) -> str:
    """An EDTF date or interval in words; empty if there is none."""
    if not edtf:
        return ""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(start, lang)
    if end in ("..", ""):
        return say("tell.when.since", lang, day=_one(start, lang))
    if start in ("..", ""):
        return say("tell.when.until", lang, day=_one(end, lang))
    return say("tell.when.span", lang, start=_one(start, lang), end=_one(end, lang))


def _one(text: str, lang: str) -> str:
    plain = text.rstrip("~?%")
    words = day(plain, lang)
    if "~" in text or "%" in text:
        words = say("tell.when.about", lang, day=words)
    if "?" in text or "%" in text:
        words = say("tell.when.perhaps", lang, day=words)
    return words


def clock(at: int) -> tuple[str, str]:
    """Seconds since 1970 UTC as an ISO day and a clock time `14:05`."""
    moment = datetime.fromtimestamp(at, UTC)
    return moment.strftime("%Y-%m-%d"), moment.strftime("%H:%M")


def statuses(weighed: Iterable[Assessment | None], lang: str) -> str:
    """What the evidence allows, of every claim in a passage, without repeats; empty if nothing was weighed."""
    found = dict.fromkeys(say(f"tell.status.{one.status.value}", lang) for one in weighed if one is not None)
    return (", " if lang == "en" else "، ").join(found)


def short(text: str, most: int) -> str:
    """The text on one line, cut with an ellipsis after `most` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
