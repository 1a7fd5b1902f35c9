"""One attribution: the words that make it, who speaks by it, and the part of the text that it governs.

Cues are found before any claim and a claim only looks them up. A pronoun stays a pronoun here; `antecedents` finds whom it
means. "I" and "we" are whoever speaks already.
"""

from tawthiq.language.phrases import Hit
from tawthiq.language.value import Value
from tawthiq.read.names import Noun, abbreviated
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

Scope = tuple[tuple[int, int], ...]
OPENING = frozenset(('"', "“", "«", "‘"))
THAT = listed("cue", "that")
_JOINING = listed("cues", "joining")
_CONTRAST = listed("cue", "contrast")
_FOLLOWING = frozenset(("يلي", "ياتي"))
_FAR = 14
_FATHATAN = "\u064b"


class Cue(Value, frozen=True):
    """`scope` are offsets in the text. `speaker` is None for agentless words; `pronoun` has the speaker still to be found.

    `opens`: a colon or an opening quotation mark follows, so that the words behind it may go on over the sentence.
    `edge` is the offset where the naming of the speaker begins. `agrees` is what a pronoun or a verb's form says of the
    speaker: m, f, p (several), it, or nothing. `inner`: the speaker is cited by whoever speaks in the same sentence.
    `parted`: the naming opens a clause of its own, which ends the scope of the cue before it. `label`: only a name and a colon.
    """

    verb: str
    strength: str
    speaker: str | None
    span: tuple[int, int] | None
    pronoun: bool
    at: int
    scope: Scope
    opens: bool = False
    edge: int = -1
    agrees: str = ""
    inner: bool = False
    parted: bool = False
    label: bool = False


def moved(cue: Cue, by: int) -> Cue:
    """The same cue so many characters further on."""
    return cue._replace(
        span=cue.span and (cue.span[0] + by, cue.span[1] + by),
        at=cue.at + by,
        scope=tuple((a + by, b + by) for a, b in cue.scope),
        edge=cue.edge + by if cue.edge >= 0 else cue.edge,
    )


def made(
    sentence: Sentence,
    hit: Hit,
    verb: str,
    strength: str,
    noun: Noun,
    scope: Scope,
    edge: int | None = None,
    agrees: str = "",
) -> Cue:
    """The cue of a phrase and the noun that speaks by it."""
    start, end = sentence.span(noun.first, noun.last)
    text = noun.text
    if sentence.key(noun.first - 1) in ("a", "an") and text and not noun.pronoun:
        start = sentence.words[noun.first - 1].start  # a priest and the priest of the next village are two
        text = f"{sentence.text[start : sentence.words[noun.first - 1].end]} {text}"
    first = noun.first if edge is None else edge
    behind = {sentence.key(hit.last + 1), sentence.key(hit.last + 2)}
    opens = ":" in behind or sentence.key(hit.last + 1) in OPENING or _colon(sentence, hit, noun)
    return Cue(
        verb,
        strength,
        text,
        (start, end),
        noun.pronoun,
        sentence.words[hit.first].start,
        scope,
        opens,
        sentence.words[first].start,
        agrees,
        parted=joins(sentence, first),
    )


def joins(sentence: Sentence, first: int) -> bool:
    """A new clause begins at token `first`: behind a semicolon, "while", ", and", or with و behind a comma."""
    if first < 1:
        return False
    before = sentence.key(first - 1)
    token = sentence.words[first]
    if token.arabic and before == "," and token.key[0] == "و" and len(token.forms) > 1 and first > 1:
        return True
    if token.arabic and token.key in _JOINING and first > 1:
        return True
    if before == "." and first > 2 and not token.arabic and not abbreviated(sentence, first - 2):
        return True  # on 28 Oct. Team counted 22
    if first > 1 and before == "," and sentence.key(0).removeprefix("و") in _CONTRAST:
        return True
    return first > 1 and (
        before in _JOINING
        or (sentence.key(first - 2) == "," and before in ("and", "yet"))
        or (before in ("ان", "حين") and sentence.key(first - 2) in ("غير", "الا", "في"))
    )


def _colon(sentence: Sentence, hit: Hit, noun: Noun) -> bool:
    """A colon or an opening mark ends the words that introduce the speech."""
    last = max(hit.last, noun.last)
    for index in range(last + 1, min(len(sentence.words), last + _FAR)):
        key = sentence.key(index)
        if key == ":" or (key == "follows" and sentence.key(index - 1) == "as") or key in _FOLLOWING:
            return True
        if key in OPENING and sentence.key(index - 1) in (",", ":"):
            return True
        if key in (".", ";") or key in THAT:
            return False
    return False


def clause(sentence: Sentence, first: int, last: int) -> Scope:
    """What an "according to" over tokens `[first, last]` governs: up to a semicolon on either side, or to "while"."""
    low, high = sentence.start, sentence.end
    for index, token in enumerate(sentence.words):
        if token.key in (";", "بينما", "while", "whereas", "اما", "but"):
            if token.key == "اما" and _FATHATAN in sentence.text[token.start : token.end]:
                continue  # قتلت أماً: a mother
            if index < first:
                low = token.end
            elif index > last:
                high = token.start
                break
    return ((low, high),)


def dated(sentence: Sentence, index: int) -> bool:
    """A token of a date."""
    return any(span.first <= index <= span.last for span in sentence.dates)


def content(sentence: Sentence, at: int, stop: int | None = None) -> bool:
    """Figures or acts stand behind token `at`, in its clause (up to `stop` where that is given)."""
    for index in range(at, min(len(sentence.words), at + 12) if stop is None else stop):
        if stop is None and sentence.key(index) in (",", ";"):
            return False
        if not dated(sentence, index) and (index in sentence.figures() or sentence.act_at(index)):
            return True
    return False
