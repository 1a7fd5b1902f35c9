"""Everything that reaches a page passes through `tag`: text is escaped unless it is already `Html`, so no source's words can become markup.

`Html` is only made here and in `markdown.py` (by a renderer with HTML switched off).
"""

import html as _html
from collections.abc import Iterable

from tawthiq.language.direction import pieces

VOID = frozenset({"br", "hr", "img", "link", "meta", "col", "rect", "line", "circle", "path"})


class Html(str):
    """Markup that may go out as it is."""

    __slots__ = ()


Child = str | Html | None | Iterable["str | Html | None"]
Value = str | int | float | bool | None


def escape(text: str) -> Html:
    """The text, safe inside an element and inside a quoted attribute; characters no HTML page may hold become U+FFFD."""
    clean = "".join(
        c if c in "\t\n\r" or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF) else "\ufffd" for c in text
    )
    return Html(_html.escape(clean, quote=True))


def join(*children: Child) -> Html:
    """Children one after the other; None is nothing."""
    out: list[str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, Html):
            out.append(child)
        elif isinstance(child, str):
            out.append(escape(child))
        else:
            out.extend(join(one) for one in child)
    return Html("".join(out))


def ordered(text: str, *, arabic: bool | None = None) -> Html:
    """Text with the dates, ranges and hashes in Arabic in their own order (`language.direction.pieces`)."""
    return join(
        *(tag("bdi", piece, dir="ltr") if whole else piece for piece, whole in pieces(text, arabic=arabic))
    )


def tag(name: str, /, *children: Child, **attributes: Value) -> Html:
    """One element. An attribute's trailing or inner `_` becomes `-` or nothing: `class_`, `aria_label`; None and False leave it out."""
    shown = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{shown}>") if name not in SVG_VOID else Html(f"<{name}{shown}/>")
    return Html(f"<{name}{shown}>{join(*children)}</{name}>")


SVG_VOID = frozenset({"rect", "line", "circle", "path"})


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if name == "viewbox":
        name = "viewBox"
    if value is True:
        return f" {name}"
    return f' {name}="{escape(str(value))}"'
