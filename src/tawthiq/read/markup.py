"""Gold is written as a text and one line a claim; offsets are found from the words, never typed, and words not found are an error.

A file holds texts, each begun by `= id | conflict | published`. Its claims stand behind `---`, one a line:

    > killing "were killed" q="at least 27 people"[>=27] p="Tal Rawan" t="on Friday"[2016-12-02] m=rocket by="Doctors Union"

`docs/reference/annotating.md` is the guide. Words are sought at the act's words first, then nearest to them; `#2` behind the
quotation mark means the second occurrence in the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tawthiq.language.script import language
from tawthiq.record.errors import UnreadableInput

_PART = re.compile(
    r'(?:(?P<key>[a-z]+)=)?(?:"(?P<words>[^"]*)"(?:#(?P<nth>\d+))?(?:\[(?P<value>[^\]]*)\])?|(?P<bare>\S+))'
)
_SIGNS = {">=": "at_least", ">": "over", "<=": "up_to", "<": "under", "~": "about", "": "exact"}
_VAGUE = {
    "dozens": ("dozens", 24, 99),
    "scores": ("dozens", 40, 99),
    "hundreds": ("hundreds", 200, 999),
    "thousands": ("thousands", 2000, 9999),
    "tens_of_thousands": ("tens_of_thousands", 20000, 99999),
    "hundreds_of_thousands": ("hundreds_of_thousands", 200000, 999999),
    "millions": ("millions", 2000000, None),
    "several": ("several", 2, None),
    "few": ("several", 3, 9),
    "all": ("all", None, None),
    "none": ("none", 0, 0),
    "unknown": ("undeterminable", None, None),
}
_FORMS = {"all": "universal", "none": "zero", "unknown": "unknown"}
_FLAGS = {
    "form": ("implicit", "dual"),
    "kind": ("age", "duration", "share", "money", "identifier"),
    "role": ("subset", "increment", "supersedes", "planned"),
}
_FIGURE = re.compile(r"(>=|>|<=|<|~|)(-?[\d.]+)")


Near = tuple[int, int] | None


class GoldText(NamedTuple):
    """One annotated text: its claims have the shape of `read --json`, as far as an annotator fills it."""

    exhibit: str
    conflict: str
    published: str | None
    text: str
    claims: list[dict[str, Any]]


def read_markup(lines: Iterable[str], *, where: str = "") -> list[GoldText]:
    """Texts and claims of an annotation file. Raises UnreadableInput with the line that is wrong."""
    found: list[GoldText] = []
    head: list[str] | None = None
    body: list[str] = []
    rows: list[tuple[int, str]] = []
    inside = False

    def close() -> None:
        if head is None:
            return
        text = "\n".join(body).strip("\n")
        published = head[2] if len(head) > 2 and head[2] != "-" else None
        claims = _Claims(text, head[0], where).read(rows)
        found.append(GoldText(head[0], head[1] if len(head) > 1 else "", published, text, claims))

    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\n")
        if line.startswith("= "):
            close()
            head, body, rows, inside = [part.strip() for part in line[2:].split("|")], [], [], False
        elif line == "---":
            inside = True
        elif inside:
            if line.strip() and not line.startswith("#"):
                rows.append((number, line))
        elif head is not None:
            body.append(line)
    close()
    return found


def _error(where: str, number: int, got: str, hint: str) -> UnreadableInput:
    return UnreadableInput(
        f"line {number}: {got}", expected='> act "words" key="words"[value] ...', hint=hint, where=where
    )


class _Claims:
    def __init__(self, text: str, exhibit: str, where: str) -> None:
        self.text = text
        self.exhibit = exhibit
        self.where = where
        self.by: list[dict[str, Any]] = []
        self.defaults: dict[str, dict[str, Any]] = {}

    def read(self, rows: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
        found = []
        for number, line in rows:
            if line.startswith("@"):
                self._default(number, line[1:])
            elif line.startswith(">"):
                found.append(self._claim(number, line[1:]))
            else:
                raise _error(self.where, number, f"{line[:40]!r} is no claim", "begin it with > or @")
        return found

    def _default(self, number: int, line: str) -> None:
        """`@ by="X" t="today"[..]`: what holds for the claims below, until the next `@`."""
        self.by, self.defaults = [], {}
        for part in _PART.finditer(line):
            key = part["key"]
            if key == "by":
                self.by.append(self._link(number, part, None))
            elif part["bare"] == "-":
                continue
            elif key in ("t", "p") and part["words"] is not None:
                self.defaults[key] = self._part(number, key, part, None)
            else:
                raise _error(self.where, number, f"{part.group()!r} is no default", "by, t or p")

    def _claim(self, number: int, line: str) -> dict[str, Any]:
        parts = list(_PART.finditer(line))
        if len(parts) < 2 or parts[0]["bare"] is None or parts[1]["words"] is None or parts[1]["key"]:
            raise _error(self.where, number, "no act and words", "the first two are the act and its words")
        start, end = self._span(number, parts[1], None)
        row: dict[str, Any] = {
            "exhibit": self.exhibit,
            "act": parts[0]["bare"],
            "quantity": None,
            "place": self.defaults.get("p"),
            "time": self.defaults.get("t"),
            "means": None,
            "target": None,
            "modality": "asserted",
        }
        links: list[dict[str, Any]] = []
        unsaid = False
        for part in parts[2:]:
            key, bare = part["key"], part["bare"]
            if key == "q" and bare is None:
                row["quantity"] = self._quantity(number, part, (start, end))
                start = min(start, row["quantity"]["start"])
                end = max(end, row["quantity"]["end"])
            elif key in ("p", "t"):
                name = "place" if key == "p" else "time"
                row[name] = None if bare is not None else self._part(number, key, part, (start, end))
            elif key in ("m", "g", "mod") and bare is not None:
                row[{"m": "means", "g": "target", "mod": "modality"}[key]] = bare
            elif key == "by" and bare == "-":
                unsaid = True
            elif key == "by":
                links.append(self._link(number, part, (start, end)))
            else:
                raise _error(self.where, number, f"{part.group()!r} is no part", "q, p, t, m, g, mod or by")
        row |= {"start": start, "end": end, "verbatim": self.text[start:end]}
        row["lang"] = self._language(start, end)
        row["chain"] = [*(links or ([] if unsaid else self.by)), {"speaker": "document"}]
        for name in ("place", "time"):
            if row[name]:
                low, high = min(start, row[name]["start"]), max(end, row[name]["end"])
                between = self.text[low:high]
                row[name] = {**row[name], "carried": "\n" in between or ". " in between}
        return row

    def _language(self, start: int, end: int) -> str:
        lang = language(self.text[start:end])
        return lang if lang != "und" else language(self.text[max(0, start - 60) : end + 60])

    def _span(self, number: int, part: re.Match[str], near: Near) -> tuple[int, int]:
        words = part["words"]
        places = [match.start() for match in re.finditer(re.escape(words), self.text)] if words else []
        nth = int(part["nth"]) if part["nth"] else 0
        if len(places) < max(1, nth):
            raise _error(self.where, number, f"{words!r} is not in the text", "copy the words from the text")
        if nth:
            start = places[nth - 1]
        else:
            start = (
                min(places, key=lambda at: max(at - near[1], near[0] - at - len(words), 0))
                if near
                else places[0]
            )
        return start, start + len(words)

    def _link(self, number: int, part: re.Match[str], near: Near) -> dict[str, Any]:
        if part["bare"] == "?":
            return {"speaker": None}
        start, end = self._span(number, part, near)
        return {"speaker": self.text[start:end], "start": start, "end": end}

    def _part(self, number: int, key: str, part: re.Match[str], near: Near) -> dict[str, Any]:
        start, end = self._span(number, part, near)
        found: dict[str, Any] = {"verbatim": self.text[start:end], "start": start, "end": end}
        if key == "t":
            found["edtf"] = None if part["value"] in (None, "?") else part["value"]
        return found

    def _quantity(self, number: int, part: re.Match[str], near: Near) -> dict[str, Any]:
        start, end = self._span(number, part, near)
        value, *flags = [one.strip() for one in (part["value"] or "").split(";")]
        found: dict[str, Any] = {"verbatim": self.text[start:end], "start": start, "end": end}
        found |= {"form": "number", "unit": None, "kind": "count", "role": "total"}
        found |= self._value(number, value, language(self.text[start:end]))
        for flag in flags:
            name = next((name for name, known in _FLAGS.items() if flag in known), None)
            if name is None:
                raise _error(self.where, number, f"{flag!r} is no flag of a quantity", "see the guide")
            found[name] = flag
        return found

    def _value(self, number: int, value: str, lang: str) -> dict[str, Any]:
        if value in _VAGUE:
            hedge, lo, hi = _VAGUE[value]
            lo = 20 if value == "dozens" and lang == "ar" else lo
            return {"hedge": hedge, "lo": lo, "hi": hi, "form": _FORMS.get(value, "vague")}
        low, dots, high = value.partition("..")
        if dots:
            return {"hedge": "range", "lo": _number(low), "hi": _number(high)}
        match = _FIGURE.fullmatch(value)
        if not match:
            raise _error(
                self.where, number, f"{value!r} is no value", "[>=14], [~300], [10..15], [dozens], [all]"
            )
        hedge, n = _SIGNS[match[1]], _number(match[2])
        return {
            "hedge": hedge,
            "lo": None if hedge in ("up_to", "under") else n,
            "hi": None if hedge in ("at_least", "over") else n,
        }


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def gold_claims(texts: Iterable[GoldText]) -> Iterator[dict[str, Any]]:
    """Every claim of every text."""
    for each in texts:
        yield from each.claims
