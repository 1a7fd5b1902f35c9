"""The head of a line in a list: "- Stara Hut: three houses", "2. Krynychne. Artillery fire", "- تل الرمان: 11 شهيدا" name the place of it.

A label is short, follows a bullet or a number, and holds no word that any list of ours knows as something else.
"""

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
    words = sentence.words
    if not _LONGEST - 1 <= len(words) <= _LONGEST or words[-1].key != ".":
        return False
    opens = sentence.text[max(0, sentence.start - 1) : sentence.start] == "\n"
    goes_on = sentence.text[sentence.end : sentence.end + 2].strip(" ")
    return opens and goes_on[:1] not in ("", "\n") and all(word.cap == 1 for word in words[:-1])


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
