"""`read --show`: the text itself with the words of each claim underlined, in either direction of writing.

The underline is an attribute of the characters (SGR 4), so it lies under the right words whichever way a line runs. Where the
output is no terminal, ⟦ and ⟧ stand around the words instead. Dates and ranges inside Arabic are isolated for display.
"""

from collections.abc import Sequence

from tawthiq.cli.output import FSI, PDI, visible
from tawthiq.language.direction import LRI, runs
from tawthiq.language.script import language
from tawthiq.record.claim import Claim

ON, OFF = "\x1b[4m", "\x1b[24m"
OPEN, CLOSE = "⟦", "⟧"


def paragraphs(text: str, claims: Sequence[Claim], *, styled: bool) -> list[str]:
    """Lines of the text that hold a claim, marked; what is underlined are figures, and whole passages without one."""
    spans = merged([(c.quantity.start, c.quantity.end) if c.quantity else (c.start, c.end) for c in claims])
    shown: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and start < b]
        if inside:
            shown.append(_marked(text, start, start + len(line.rstrip()), inside, styled=styled))
        start = end
    return shown


def merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, overlapping ones joined."""
    out: list[tuple[int, int]] = []
    for a, b in sorted(set(spans)):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int]], *, styled: bool) -> str:
    on, off = (ON, OFF) if styled else (OPEN, CLOSE)
    cuts: list[tuple[int, int, str]] = []
    for a, b in spans:
        cuts += [(a, 2, on), (min(b, end), 0 if styled else 1, off)]
    if language(text[start:end]) == "ar":
        for a, b in runs(text[start:end]):
            cuts += [(start + a, 1 if styled else 3, LRI), (start + b, 1 if styled else 0, PDI)]
    out, at = [], start
    for place, _, mark in sorted(cuts, key=lambda each: (each[0], each[1])):
        out += [visible(text[at:place]), mark]
        at = place
    return FSI + "".join([*out, visible(text[at:end])]) + PDI
