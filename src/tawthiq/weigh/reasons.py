"""A reason is one sentence in each language, and what it inserts never turns the line the wrong way round.

Inserted names, ids and figures are wrapped in first-strong isolates (U+2068, U+2069) in Arabic sentences, and in English
ones where they hold Arabic letters.
"""

import re

from tawthiq.record.assessment import Reason
from tawthiq.record.quantity import Hedge, Number, Quantity
from tawthiq.vocabulary import say
from tawthiq.weigh.origins import Origin, Voice

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")


class Both(dict[str, str]):
    """Words in both languages, by language."""


def because(key: str, **values: object) -> Reason:
    """The reason `weigh.<key>` with its values; a Both gives its own words in each language."""
    return Reason(en=_sentence(key, "en", values), ar=_sentence(key, "ar", values))


def _sentence(key: str, lang: str, values: dict[str, object]) -> str:
    text = say(
        f"weigh.reason.{key}", lang, **{name: _isolated(value, lang) for name, value in values.items()}
    )
    return text[:1].upper() + text[1:]


def _isolated(value: object, lang: str) -> str:
    text = value[lang] if isinstance(value, Both) else str(value)
    if isinstance(value, int) or (lang == "en" and not _ARABIC.search(text)):
        return text
    return f"\u2068{text}\u2069"


def figure(quantity: Quantity) -> Both:
    """The figure with its hedge: "over 250,000", "أكثر من 250,000"; Western digits in both, as the desk shows them."""
    stated = quantity.lo if quantity.lo is not None else quantity.hi
    values = {"n": _digits(stated), "lo": _digits(quantity.lo), "hi": _digits(quantity.hi)}
    key = "exact" if quantity.hedge is Hedge.EXACT else quantity.hedge.value
    return Both({lang: say(f"weigh.figure.{key}", lang, **values) for lang in ("en", "ar")})


def named(origin: Origin) -> Both:
    """Who an origin is, inside a sentence: the speaker as written, or the document by the start of its id."""
    if origin.voice is Voice.NAMED:
        return Both(en=origin.name, ar=origin.name)
    return Both({lang: say("weigh.document", lang, id=origin.name[:12]) for lang in ("en", "ar")})


def _digits(number: Number | None) -> str:
    if number is None:
        return "?"
    return f"{number:,}" if isinstance(number, int) or not float(number).is_integer() else f"{int(number):,}"
