"""The hand-written texts of `across/`: pairs of a report and its translation among other reports of the same events."""

import re
from pathlib import Path
from typing import NamedTuple

from tawthiq.language.segments import Segment
from tawthiq.read import plain
from tawthiq.read.segments import segments

HERE = Path(__file__).parent / "across"
_HEAD = re.compile(r"@(\d+)(\w) (\w+) (\w+)")


class Corpus(NamedTuple):
    """Texts by name, the true pairs, and the spans of a translated passage where it is not the whole text."""

    texts: dict[str, str]
    pairs: set[tuple[str, str]]
    spans: dict[str, tuple[int, int]]

    def segments(self) -> dict[str, tuple[Segment, ...]]:
        """As `across` takes them."""
        return {name: segments(plain(text)) for name, text in self.texts.items()}


def corpus(name: str) -> Corpus:
    """One file."""
    texts: dict[str, str] = {}
    spans: dict[str, tuple[int, int]] = {}
    current = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        head = _HEAD.match(line)
        if head:
            current = head[1] + head[2]
        elif not line.startswith("#"):
            bare = line.replace("⟦", "").replace("⟧", "")
            if "⟦" in line:
                spans[current] = (line.index("⟦"), line.index("⟧") - 1)
            texts[current] = bare
    pairs = {(each, each[:-1] + "t") for each in texts if each.endswith("a")}
    return Corpus(texts, pairs, spans)
