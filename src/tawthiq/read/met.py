"""What is found in a sentence by its own words alone is found once: captions, mastheads and forwarded posts come again and again.

Nothing here knows where a sentence stands; whatever depends on that (or on the text around it) is looked for each time.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from tawthiq.language.dates import DateSpan, dates
from tawthiq.language.numbers import Num, numbers
from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token

if TYPE_CHECKING:
    from tawthiq.read.acts import Chosen
    from tawthiq.read.anchors import Anchor
    from tawthiq.read.cue import Cue
    from tawthiq.read.lexicon import Lexicon
    from tawthiq.read.spot import Spot
    from tawthiq.read.vague import Found


class _Keys(dict[int, str]):
    """Token index -> key; empty outside the sentence."""

    def __missing__(self, index: int) -> str:
        return ""


Asked = tuple[str, str, bool]
"""All that an analysis depends on: the words, their language, and whether a quotation closes right before them."""


class Told:
    """What is told beside certain speakers and places. `lone`: the acts that stand alone, where there is no figure, by whether the sentence opens its text."""

    __slots__ = ("acts", "figures", "lone", "nearest")

    def __init__(self, figures: "Sequence[Found]", acts: Sequence[Hit]) -> None:
        self.figures = figures
        self.acts = acts
        self.lone: dict[bool, Sequence[Hit]] = {}
        self.nearest: Sequence[tuple[Found, Chosen | None]] | None = None


class Met:
    """One sentence's words, analysed. Its lists are shared by all sentences of these words: they are never changed."""

    __slots__ = (
        "act_starts",
        "acts",
        "ascii",
        "at",
        "cased",
        "cues",
        "dated",
        "dates",
        "ends",
        "figures",
        "hits",
        "key",
        "keys",
        "kinds",
        "nums",
        "own",
        "scripts",
        "spots",
        "tells",
        "told",
        "total",
    )

    def __init__(self, words: Sequence[Token], plain: bool, lexicon: "Lexicon") -> None:
        found = _Keys(enumerate([token.key for token in words]))
        self.key: Callable[[int], str] = found.__getitem__
        self.keys = set(found.values())
        self.kinds = {token.kind for token in words}
        self.ascii = plain
        self.cased = any([token.cap for token in words])  # noqa: C419 - a list is faster here
        self.hits: dict[str, list[Hit]] = lexicon.phrases.find(words)
        self.dates: list[DateSpan] = dates(words, lexicon.dates, self.hits, numbered="n" in self.kinds)
        self.dated: AbstractSet[int] = frozenset()
        if self.dates:
            self.dated = {index for span in self.dates for index in range(span.first, span.last + 1)}
            self._undated()
        self.nums: list[Num] = numbers(words, lexicon.numbers, lexicon.counted, self.keys)
        self.figures: set[int] | None = None
        self.acts: list[Hit] | None = None
        self.act_starts: set[int] | None = None
        self.at: dict[str, dict[int, Hit]] = {}
        self.ends: dict[str, dict[int, Hit]] = {}
        self.cues: tuple[int, Sequence[Cue]] | None = None
        """Cues, with the offset of the sentence in which they were found."""
        self.own: tuple[int, tuple[Anchor, ...]] | None = None
        """Anchors, with the offset of the sentence in which they were found."""
        self.scripts: tuple[int, int] | None = None
        self.spots: Sequence[Spot] | None = None
        self.tells: bool | None = None
        self.total: bool | None = None
        self.told: dict[object, Told] = {}
        """By speakers and places."""

    def _undated(self) -> None:
        """What belongs to a date is neither act nor means: فجر الإثنين is dawn, not an explosion."""
        for category, hits in self.hits.items():
            if category in ("means", "target") or category.startswith(("act:", "split:")):
                self.hits[category] = [hit for hit in hits if hit.first not in self.dated]


REMEMBERED = 1 << 12
"""Sentences of a generation. The one before is kept beside it, so that what is met often is never forgotten."""
LONGEST = 250
"""Longer sentences are seldom met twice, and take the most room."""


class Memory(dict[Asked, Met]):
    """Sentences met lately: a text of sentences never met again must not fill the memory.

    `most`: sentences of a generation; 0 keeps none.
    """

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[Asked, Met] = {}
        self.most = REMEMBERED

    def forgetful(self) -> None:
        """As if nothing had been met, nor will be."""
        self._before = {}
        self.clear()
        self.most = 0

    def once(self, asked: Asked) -> Met | None:
        """A sentence of the generation before."""
        return self._before.get(asked)

    def keep(self, asked: Asked, found: Met) -> None:
        """Remembers it; with the generation that begins, what was met before the last one is forgotten."""
        if not self.most or len(asked[0]) > LONGEST:
            return
        if len(self) >= self.most:
            self._before = dict(self)
            self.clear()
        self[asked] = found
