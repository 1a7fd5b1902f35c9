"""Template words: every sentence through the vocabulary, every foreign run of text isolated from the line around it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tawthiq.desk.passages import Run
from tawthiq.desk.web import Library, SafeString, format_html, format_html_join, reverse
from tawthiq.language.direction import pieces
from tawthiq.record.assessment import Reason
from tawthiq.record.quantity import Hedge, Quantity
from tawthiq.vocabulary import UnknownWord, say, table
from tawthiq.weigh.reasons import figure

register = Library()

Context = dict[str, Any]


def t(context: Context, key: str, **values: object) -> str:
    """`{% t "claims.title" %}`: a sentence of the desk."""
    return say(f"desk.{key}", context["lang"], **values)


def word(context: Context, group: str, value: object) -> str:
    """`{% word "act" claim.act %}`: the label of a code; the code itself where no label is known yet."""
    try:
        return say(f"desk.{group}.{value}", context["lang"])
    except UnknownWord:
        return str(value).replace("_", " ")


def status(context: Context, value: object) -> str:
    """The label of an evidence status."""
    return say(f"weigh.status.{value}", context["lang"])


def reason(context: Context, value: Reason) -> str:
    """A reason in the language of the page."""
    return value.ar if context["lang"] == "ar" else value.en


def amount(context: Context, value: Quantity) -> str:
    """A figure with its hedge, in words."""
    return figure(value)[context["lang"]]


@cache
def _units() -> dict[str, str]:
    """Unit -> its Arabic singular, which stands in brackets after any number without breaking its grammar."""
    found: dict[str, str] = {}
    for entry in table("units")["unit"]:
        words = [*entry.get("one", ()), *entry.get("many", ())]
        arabic = next((word for word in words if word[:1] > "\u0600"), None)
        if arabic is not None:
            found.setdefault(entry.get("plain", entry["unit"]), arabic)
    return found


def unit(context: Context, value: str) -> SafeString:
    """What is counted: the claim's English word, or in Arabic its singular in brackets."""
    arabic = _units().get(value) if context["lang"] == "ar" else None
    return format_html("({})", arabic) if arabic else own(value)


def counted(context: Context, value: Quantity) -> SafeString:
    """A figure with what it counts: `over 250,000 civilians`, `none (people)`."""
    words = figure(value)[context["lang"]]
    if value.unit is None:
        return format_html("{}", words)
    bare = context["lang"] == "en" and value.hedge in (Hedge.NONE, Hedge.UNDETERMINABLE)
    return format_html("{} ({})" if bare else "{} {}", words, unit(context, value.unit))


def because(context: Context, value: str) -> str:
    """The label of what speaks for or against two rows being one person, in the words of `match`."""
    try:
        return say(f"match.{value}", context["lang"])
    except UnknownWord:
        return value


def method(context: Context, value: object) -> str:
    """The name of an estimator; its code where `count` gives it no name."""
    try:
        return say(f"count.method.{value}", context["lang"])
    except UnknownWord:
        return str(value)


def where(context: Context, name: str, *parts: object) -> str:
    """`{% where "claim" claim.id %}`: the address of a page in the same language."""
    return str(reverse(name, args=[context["lang"], *parts]))


def code(value: object) -> SafeString:
    """A hash, id or path: whole, left to right, in the middle of any line."""
    return format_html('<bdi dir="ltr" class="code">{}</bdi>', value)


def short(value: object) -> SafeString:
    """The first twelve characters of a hash, with the whole of it as title."""
    text = value.hex() if isinstance(value, bytes) else str(value)
    return format_html('<bdi dir="ltr" class="code" title="{}">{}</bdi>', text, text[:12])


def moment(value: int) -> SafeString:
    """Seconds since 1970 as a time in UTC; a value that is no time is shown as it is."""
    try:
        when = datetime.fromtimestamp(value, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return code(value)
    return format_html(
        '<time dir="ltr" datetime="{}">{}</time>',
        when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        when.strftime("%Y-%m-%d %H:%M UTC"),
    )


def own(value: object) -> SafeString:
    """Words that are not ours, in a direction of their own."""
    return format_html('<bdi dir="auto">{}</bdi>', ordered(value))


def ordered(value: object) -> SafeString:
    """Words that are not ours, with the dates, ranges and hashes in Arabic in their own order (`language.direction`)."""
    return _in_order(pieces(str(value)))


def run(value: Run) -> SafeString:
    """The characters of a run of a passage, in the same way."""
    return _in_order([(value.text, value.whole)])


def _in_order(parts: Iterable[tuple[str, bool]]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        ((format_html('<bdi dir="ltr">{}</bdi>', text) if whole else text,) for text, whole in parts),
    )


def percent(value: float) -> SafeString:
    """A share as a whole percentage; never 100 or 0 where it is not quite."""
    shown = round(value * 100)
    if shown == 100 and value < 1:
        text = ">99%"
    elif shown == 0 and value > 0:
        text = "<1%"
    else:
        text = f"{shown}%"
    return format_html('<bdi dir="ltr">{}</bdi>', text)


def number(value: float) -> SafeString:
    """A count with its thousands marked."""
    return format_html('<bdi dir="ltr">{}</bdi>', f"{round(value):,}")


def bound(value: float | None) -> str:
    """One end of a stated figure; open where nothing is stated."""
    return "∞" if value is None else f"{value:,}"


def brief(value: str) -> str:
    """At most 160 characters, cut at a word."""
    text = " ".join(value.split())
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0] + " …"


for tag in (t, word, status, reason, amount, counted, because, method, where):
    register.simple_tag(tag, takes_context=True)
for shown in (code, short, moment, own, ordered, run, percent, number, bound, brief):
    register.filter(shown.__name__, shown)
