"""A dispatch is Markdown with a head, segments in two languages, and footnotes that rest on claims or on exact words.

    ---
    title: The eastern bank
    title_ar: الضفة الشرقية
    date: 2019-03-20
    ---

    ::: en
    The mill is closed.[^mill]
    :::

    ::: ar
    المطحنة متوقفة.[^mill]
    :::

    [^mill]: "the mill stopped on Sunday" in page.html

Whatever stands outside these shapes is refused with its line, never guessed at. The whole syntax: docs/reference/telling.md.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from tawthiq.record.errors import EmptyInput, TooLargeInput, UnreadableInput

LANGUAGES = ("en", "ar")
REQUIRED = ("title", "title_ar", "date")
OPTIONAL = ("byline", "byline_ar", "summary", "summary_ar", "notice", "notice_ar")
OWN = "own"
"""The reserved footnote `[^own]` marks a sentence as the team's own words; it leads nowhere and bears no figure."""

LARGEST = 2_000_000
"""Characters. A dispatch is written by hand; two million is some three hundred pages of it."""

_FENCE = re.compile(r"^:::\s*(\S*)\s*$")
_LABEL = re.compile(r"^\[\^([^\]]*)\]:[ \t]*(.*)$")
_GOOD_LABEL = re.compile(r"^[a-z0-9][a-z0-9-]{0,59}$")
_CLAIM = re.compile(r"^c[0-9a-f]{4,16}$")
_QUOTE = re.compile(r"^[\"“«](?P<quote>.+)[\"”»]\s+(?:in|في)\s+(?P<name>\S.*)$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of the account, in both languages; a language that is missing is None. Lines are those of the first line of text."""

    number: int
    en: str | None = None
    ar: str | None = None
    en_line: int = 0
    ar_line: int = 0

    def text(self, lang: str) -> str | None:
        """The Markdown of one language."""
        return self.en if lang == "en" else self.ar

    def line(self, lang: str) -> int:
        """Where the Markdown of one language begins; where the other one begins, if it is missing."""
        own, other = (self.en_line, self.ar_line) if lang == "en" else (self.ar_line, self.en_line)
        return own or other


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """What a footnote rests on: a claim by id (or its beginning), or exact words in an exhibit named by name or id.

    `knowing` holds statuses the editor knows of and publishes in spite of ("contested").
    """

    label: str
    line: int
    claim: str | None = None
    quote: str | None = None
    exhibit: str | None = None
    knowing: tuple[str, ...] = ()


class Dispatch(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch taken apart."""

    head: Mapping[str, str]
    segments: tuple[Segment, ...]
    definitions: Mapping[str, Definition]

    def word(self, key: str, lang: str) -> str:
        """One entry of the head in one language; empty if it was not given."""
        return self.head.get(key if lang == "en" else f"{key}_{lang}", "")


def parse(text: str) -> Dispatch:
    """Take a dispatch apart. Raises EmptyInput, TooLargeInput, or UnreadableInput with the line that is not understood."""
    if not text.strip():
        raise EmptyInput("the dispatch is empty", expected="a head between two --- lines, then segments")
    if len(text) > LARGEST:
        raise TooLargeInput(f"{len(text)} characters", expected=f"at most {LARGEST}")
    # Only line feeds part lines: an editor counts no others, and the errors name lines.
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    head, after = _head(lines)
    segments: list[Segment] = []
    definitions: dict[str, Definition] = {}
    at = after
    while at < len(lines):
        line = lines[at]
        fence, note = _FENCE.match(line), _LABEL.match(line)
        if not line.strip():
            at += 1
        elif fence:
            at = _segment(lines, at, fence.group(1), segments)
        elif note:
            at = _definition(lines, at, note, definitions)
        else:
            raise _unreadable(
                at, f"text outside a segment: {line.strip()[:60]!r}", "`::: en`, `::: ar` or `[^label]: …`"
            )
    if not segments:
        raise _unreadable(len(lines) - 1, "no segment", "at least one `::: en` block and its `::: ar` block")
    return Dispatch(head=head, segments=tuple(segments), definitions=definitions)


def _unreadable(index: int, got: str, expected: str, hint: str = "") -> UnreadableInput:
    return UnreadableInput(got, expected=expected, hint=hint, where=f"line {index + 1}")


def _head(lines: list[str]) -> tuple[dict[str, str], int]:
    if lines[0].strip() != "---":
        raise _unreadable(0, f"{lines[0].strip()[:60]!r}", "a head that opens with ---")
    head: dict[str, str] = {}
    for index, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            missing = [key for key in REQUIRED if not head.get(key)]
            if missing:
                raise _unreadable(index, f"the head lacks {', '.join(missing)}", ", ".join(REQUIRED))
            if not _DATE.match(head["date"]):
                raise _unreadable(index, f"date {head['date']!r}", "a day as 2019-03-20")
            return head, index + 1
        key, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or key.strip() not in REQUIRED + OPTIONAL:
            raise _unreadable(
                index, f"{line.strip()[:60]!r} in the head", f"one of {', '.join(REQUIRED + OPTIONAL)}"
            )
        head[key.strip()] = value.strip()
    raise _unreadable(len(lines) - 1, "a head without an end", "a second --- line")


def _segment(lines: list[str], at: int, lang: str, segments: list[Segment]) -> int:
    if lang not in LANGUAGES:
        raise _unreadable(at, f"a segment in {lang!r}", "`::: en` or `::: ar`")
    end = next((n for n in range(at + 1, len(lines)) if _FENCE.match(lines[n])), None)
    if end is None or lines[end].strip() != ":::":
        raise _unreadable(at, f"`::: {lang}` is not closed", "a line `:::` after its text")
    body = "\n".join(lines[at + 1 : end])
    line = next((n for n in range(at + 1, end) if lines[n].strip()), at) + 1
    if not body.strip():
        raise _unreadable(at, f"`::: {lang}` holds no text", "text between the two fences")
    other = "ar" if lang == "en" else "en"
    open_segment = segments[-1] if segments else None
    if open_segment and open_segment.text(lang) is None and open_segment.text(other) is not None:
        segments[-1] = msgspec.structs.replace(open_segment, **{lang: body, f"{lang}_line": line})
    else:
        segments.append(
            msgspec.structs.replace(Segment(number=len(segments) + 1), **{lang: body, f"{lang}_line": line})
        )
    return end + 1


def _definition(lines: list[str], at: int, match: "re.Match[str]", definitions: dict[str, Definition]) -> int:
    label, first = match.group(1), match.group(2)
    if not _GOOD_LABEL.match(label) or label == OWN:
        raise _unreadable(
            at, f"the footnote label {label[:60]!r}", f"small Latin letters, digits and -, and not {OWN!r}"
        )
    if label in definitions:
        raise _unreadable(at, f"the footnote {label!r} a second time", "one definition a label")
    following = list(_indented(lines, at + 1))
    body = " ".join([first.strip(), *following]).strip()
    rest, knows, known = body.rpartition("; knowing:")
    target = rest.strip() if knows else body
    knowing = tuple(word.strip() for word in known.split(",") if word.strip()) if knows else ()
    quoted = _QUOTE.match(target)
    if quoted:
        definitions[label] = Definition(
            label=label,
            line=at + 1,
            quote=quoted["quote"].strip(),
            exhibit=quoted["name"].strip(),
            knowing=knowing,
        )
    elif _CLAIM.match(target):
        definitions[label] = Definition(label=label, line=at + 1, claim=target, knowing=knowing)
    else:
        raise _unreadable(
            at, f"the footnote {label!r}: {target[:60]!r}", 'a claim id, or "exact words" in exhibit-name'
        )
    return at + 1 + len(following)


def _indented(lines: list[str], start: int) -> Iterator[str]:
    for at in range(start, len(lines)):
        if not lines[at].strip() or not lines[at][0].isspace():
            return
        yield lines[at].strip()
