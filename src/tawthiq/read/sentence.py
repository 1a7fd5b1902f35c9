"""A sentence is analysed once: its tokens, every phrase of every list in it, its dates and numbers; all later steps only look.

Token indexes are local to the sentence, offsets are those of the whole text.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from operator import attrgetter

from tawthiq.language.dates import DateSpan
from tawthiq.language.numbers import Num
from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token, tokens
from tawthiq.read.lexicon import Lexicon
from tawthiq.read.met import Met

_APART = 9
_START = attrgetter("start")
_ENDS = frozenset(".;:")
CLOSING = frozenset(('"', "”", "»", "’"))
_NONE: dict[int, Hit] = {}
_VERBS_IN_AL = ("الت", "والت", "القي", "القو", "القت", "والق", "الحق", "والحق")


class Sentence:
    """`text[start:end]` in language `lang`, in paragraph number `paragraph`.

    `key(index)` is the key of a token, empty outside the sentence; `keys` are all of them, so that a step whose words do not
    stand here is done at once; `cased`: some word has a capital; `dated`: tokens of dates;
    `kinds` of its tokens; `ascii`: it has no other letters; `closing`: a quotation closes right before it; `met`: what its words
    alone tell, shared with all sentences of these words.
    """

    __slots__ = (
        "_at",
        "_ends",
        "_words",
        "ascii",
        "cased",
        "closing",
        "dated",
        "dates",
        "end",
        "hits",
        "key",
        "keys",
        "kinds",
        "lang",
        "met",
        "nums",
        "paragraph",
        "start",
        "text",
    )

    def __init__(self, text: str, start: int, end: int, lang: str, paragraph: int, lexicon: Lexicon) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.lang = lang
        self.paragraph = paragraph
        self.closing = start > 0 and text[max(0, start - 3) : start].rstrip()[-1:] in CLOSING
        own = text[start:end]
        asked = own, lang, self.closing
        met = lexicon.memory.get(asked)
        if met is None:
            self._words: list[Token] | None = tokens(text, start, end)
            met = lexicon.memory.once(asked) or Met(self._words, own.isascii(), lexicon)
            lexicon.memory.keep(asked, met)
        else:
            self._words = None
        self.met = met
        self.key: Callable[[int], str] = met.key
        self.keys = met.keys
        self.kinds = met.kinds
        self.ascii = met.ascii
        self.cased = met.cased
        self.hits: Mapping[str, list[Hit]] = met.hits
        self.dates: list[DateSpan] = met.dates
        self.dated = met.dated
        self.nums: list[Num] = met.nums
        self._at = met.at
        self._ends = met.ends

    @property
    def words(self) -> list[Token]:
        """Its tokens; those of a sentence met before are made when they are first asked for: most are never asked for."""
        found = self._words
        if found is None:
            found = self._words = tokens(self.text, self.start, self.end)
        return found

    def begun(self, category: str) -> Mapping[int, Hit]:
        """The phrases of a category by their first token."""
        if category not in self.hits:
            return _NONE
        found = self._at.get(category)
        if found is None:
            found = self._at[category] = {hit.first: hit for hit in self.hits[category]}
        return found

    def at(self, category: str, index: int) -> Hit | None:
        """The phrase of a category that begins at a token."""
        if category not in self.hits:
            return None
        found = self._at.get(category)
        if found is None:
            found = self._at[category] = {hit.first: hit for hit in self.hits[category]}
        return found.get(index)

    def ending(self, category: str, index: int) -> Hit | None:
        """The phrase of a category that ends at a token."""
        if category not in self.hits:
            return None
        found = self._ends.get(category)
        if found is None:
            found = self._ends[category] = {hit.last: hit for hit in self.hits[category]}
        return found.get(index)

    def acts(self) -> list[Hit]:
        """Act words of every code, by place."""
        if self.met.acts is None:
            found: list[Hit] = []
            split = False
            for category, hits in self.hits.items():
                kind = category[:4]
                if kind == "act:":
                    found += [
                        hit
                        for hit in hits
                        if not (hit.value.verb and self._noun(hit)) and not self._left_over(hit)
                    ]
                elif kind == "spli":
                    split = True
            if split:
                found = self._completed(found)
            for idiom in self.hits.get("idiom", ()):
                a, b = idiom.first, idiom.last
                found = [
                    hit
                    for hit in found
                    if hit.last < a or b < hit.first or (hit.first <= a and b <= hit.last)
                ]
            if len(found) > 1:
                found.sort(key=lambda hit: (hit.first, hit.last, hit.category))
            self.met.acts = found
        return self.met.acts

    def _left_over(self, hit: Hit) -> bool:
        """I have one child left: what remains, not who went."""
        if self.key(hit.first) != "left" or hit.first != hit.last:
            return False
        ends = hit.last + 1 >= len(self.words) or self.words[hit.last + 1].kind == "p"
        before = {self.key(index) for index in range(max(0, hit.first - 7), hit.first)}
        return ends and not before.isdisjoint(("have", "has", "had", "only", "there", "no"))

    def _noun(self, hit: Hit) -> bool:
        """Behind the article or "like" there is no verb: الفرات is a river, not فرت; كنعان is a name, not نعان."""
        word = self.words[hit.first]
        if not word.arabic:
            return False
        key = word.key
        if hit.first == hit.last and key.startswith("كن") and not key.endswith("و"):
            return True
        return (
            hit.first == hit.last
            and key.startswith(("ال", "وال", "بال", "لل"))
            and not key.startswith(_VERBS_IN_AL)
        )

    def _completed(self, found: list[Hit]) -> list[Hit]:
        """With verbs whose complement stands some words later ("shot two men dead"); these tell the act at their place."""
        whole: dict[int, Hit] = {}
        tails_at: dict[int, range] = {}
        for category, hits in self.hits.items():
            if not category.startswith("split:"):
                continue
            tails = self.hits.get(f"tail:{category[6:]}")
            for hit in hits if tails else ():
                ahead = next((tail for tail in tails or () if hit.last < tail.first), None)
                if (
                    ahead
                    and ahead.first - hit.last <= _APART
                    and not any(self.words[at].key in _ENDS for at in range(hit.last + 1, ahead.first))
                ):
                    tails_at[hit.first] = range(ahead.first, ahead.last)  # by pieces: hit by is half of it
                    whole[hit.first] = hit._replace(category=f"act:{hit.value.code}")
        if not whole:
            return found
        longer = (
            hit
            for hit in found
            if hit.first not in whole
            or (
                hit.last > whole[hit.first].last
                and hit.last not in tails_at[hit.first]
                and not (hit.value.weak and hit.category == whole[hit.first].category)
            )
        )
        return [*longer, *whole.values()]

    def figures(self) -> set[int]:
        """Tokens that belong to a number, in digits or words."""
        if self.met.figures is None:
            self.met.figures = {index for num in self.nums for index in range(num.first, num.last + 1)}
        return self.met.figures

    def act_at(self, index: int) -> bool:
        """An act word, weak or not, begins at a token."""
        if self.met.act_starts is None:
            self.met.act_starts = {hit.first for hit in self.acts()}
        return index in self.met.act_starts

    def within(self, span: tuple[int, int]) -> range:
        """The tokens that begin inside a span of the text."""
        first = bisect_left(self.words, span[0], key=_START)
        return range(first, bisect_left(self.words, span[1], first, key=_START))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the text of tokens `[first, last]`."""
        return self.words[first].start, self.words[last].end
