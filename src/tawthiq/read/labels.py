"""The head of a line in a list: "- Stara Hut: three houses", "2. Krynychne. Artillery fire", "- تل الرمان: 11 شهيدا" name the place of it.

A label is short, follows a bullet or a number, and holds no word that any list of ours knows as something else.
"""

import re
from functools import lru_cache

from tawthiq.read.lexicon import lexicon
from tawthiq.read.locate_ar import proper
from tawthiq.read.locate_en import run
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot, spot
from tawthiq.read.words import listed

_BULLETS = frozenset("-•*–—·▪●○◦►▶✓✔")
_HEADS = listed("locate", "sure_heads_ar")
_RUBRICS = listed("locate", "rubrics")
_ELSE = (
    "unit",
    "target",
    "means",
    "organisation",
    "verb",
    "role_word",
    "universal",
    "vague",
    "place_direction_en",
)
_LONGEST = 4
_LINE = 80
_FIRST_PERSON = listed("labels", "first_person")


def label(sentence: Sentence) -> Spot | None:
    """The place that heads a line, where no other rule found one."""
    heads = place_heading(sentence)
    if heads is not None:
        return spot(sentence, 0, heads)
    first = _marked(sentence)
    if first is None or first >= len(sentence.words):
        return None
    token = sentence.words[first]
    if token.kind != "w":
        return None
    if token.arabic:
        last = _arabic(sentence, first)
    else:
        last = run(sentence, first, set()) if token.cap == 1 else None
    line = sentence.text[sentence.start : sentence.start + _LINE].split("\n", maxsplit=1)[0].lower().split()
    if not _FIRST_PERSON.isdisjoint(line):
        return None  # - Mariam: they killed my son
    if (
        last is None
        or last - first >= _LONGEST
        or not _closed(sentence, last)
        or _known(sentence, first, last)
    ):
        return None
    return spot(sentence, first, last)


@lru_cache(maxsize=8)
def _headings(text: str) -> frozenset[str]:
    """KAFRIN: two barrel bombs ... / TAL SUFUR: artillery ...: what stands before the colons of a summary's lines, several of them.

    None where one of these lines asks, quotes or speaks of itself: then they are the voices of a transcript.
    """
    found: set[str] = set()
    for lines, least in ((_CAPITALS.findall(text), 2), (_ARABIC.findall(text), 3)):
        names = {name.strip() for name, _ in lines}
        if len(names) >= least and not any(_speaks(said) for _, said in lines):
            found |= names
    return frozenset(found)


_CAPITALS = re.compile(r"^([A-Z][A-Z'’ -]{2,38}[A-Z]):[ \t]+(\S.*)$", re.MULTILINE)
_ARABIC = re.compile(r"^([\u0621-\u064a][\u0621-\u0652 ]{2,28}):[ \t]+(\S.*)$", re.MULTILINE)
_VOICE = frozenset('?؟"“”«»')


def _speaks(line: str) -> bool:
    ours = any(
        word.endswith("نا") and len(word) > _LONGEST and not word.endswith("انا") for word in line.split()
    )
    return ours or not _VOICE.isdisjoint(line) or not _FIRST_PERSON.isdisjoint(line.lower().split())


def place_heading(sentence: Sentence) -> int | None:
    """The last token of a place that stands before a colon at the head of one line of several; None where none does."""
    if ":" not in sentence.keys or (sentence.start and sentence.text[sentence.start - 1] != "\n"):
        return None
    colon = next(
        (at for at in range(1, min(len(sentence.words), _LONGEST + 2)) if sentence.key(at) == ":"), None
    )
    if colon is None:
        return None
    name = sentence.text[sentence.words[0].start : sentence.words[colon].start].strip()
    if name not in _headings(sentence.text) or _known(sentence, 0, colon - 1):
        return None
    return colon - 1


def _marked(sentence: Sentence) -> int | None:
    """The first token behind the bullet or the number of an item; None where there is neither."""
    if sentence.key(0) in _BULLETS:
        return 1
    if sentence.key(1) in (".", ")", "-") and len(sentence.key(0)) <= 2 and sentence.words[0].kind == "n":
        return 2
    if _run_in(sentence):
        return 0
    near = sentence.text[max(0, sentence.start - 4) : sentence.start]
    if "." not in near and ")" not in near:
        return None
    before = near.split()
    return 0 if before and before[-1][:-1].isdecimal() and before[-1][-1] in ".)" else None


def _run_in(sentence: Sentence) -> bool:
    """Krasna Luka. At least forty rounds ...: a name and a full stop that open a paragraph which goes on."""
    if sentence.text[max(0, sentence.start - 1) : sentence.start] != "\n" or "." not in sentence.keys:
        return False
    goes_on = sentence.text[sentence.end : sentence.end + 2].strip(" ")[:1]
    if goes_on in ("", "\n") or not sentence.cased:
        return False
    words = sentence.words
    return (
        _LONGEST - 1 <= len(words) <= _LONGEST
        and words[-1].key == "."
        and all(word.cap == 1 for word in words[:-1])
    )


def _arabic(sentence: Sentence, first: int) -> int | None:
    for last in range(first, min(len(sentence.words), first + _LONGEST)):
        if _closed(sentence, last):
            return last
        follows = sentence.at("place_follow_ar", last + 1) is not None
        if not (proper(sentence, last) or sentence.key(last) in _HEADS or last > first or follows):
            return None
    return None


def _closed(sentence: Sentence, last: int) -> bool:
    after = sentence.key(last + 1)
    return after in (":", "") or (after in (".", "-") and last + 2 >= len(sentence.words)) or after == "-"


def _known(sentence: Sentence, first: int, last: int) -> bool:
    inner = range(first, last + 1)
    if any(sentence.at(name, i) for name in _ELSE for i in inner) or any(sentence.act_at(i) for i in inner):
        return True
    if any(span.first <= last and first <= span.last for span in sentence.dates):
        return True
    keys = {sentence.key(i) for i in inner}
    if sentence.words[first].arabic:
        named = sentence.key(first) in _HEADS or sentence.at("place_follow_ar", last)
        return not (named or all(proper(sentence, i) for i in inner))
    lists = lexicon()
    return not all(keys.isdisjoint(words) for words in (_RUBRICS, lists.stop, lists.demonyms, lists.speaking))
