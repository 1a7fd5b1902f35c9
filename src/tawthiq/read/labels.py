"""The head of a line in a list: "- Stara Hut: three houses", "2. Krynychne. Artillery fire", "- تل الرمان: 11 شهيدا" name the place of it.

A label is short, follows a bullet or a number, and holds no word that any list of ours knows as something else.
"""

import re
from functools import lru_cache

from tawthiq.read.common_ar import given
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


def label(sentence: Sentence) -> Spot | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """The place that heads a line, where no other rule found one."""
    heads = place_heading(sentence)
    if heads is not None:
        return spot(sentence, 0, heads)
    if banner(sentence):
        return spot(sentence, 0, len(sentence.words) - 2)
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
        or last - first > _LONGEST
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
    titled = _TITLED.findall(text)
    if len(titled) >= _SEVERAL and len({name for name, _ in titled}) == len(titled):
        small = (
            set(_SMALL.findall(text)) | lexicon().stop | lexicon().speaking | lexicon().demonyms | _RUBRICS
        )
        if not any(_speaks(said) for _, said in titled):
            found |= {name for name, _ in titled if small.isdisjoint(name.lower().replace("-", " ").split())}
    return frozenset(found)


_CAPITALS = re.compile(r"^([A-Z][A-Z'’ -]{2,38}[A-Z]):[ \t]+(\S.*)$", re.MULTILINE)
_TITLED = re.compile(r"^([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}):[ \t]+(\S.*)$", re.MULTILINE)
_ARABIC = re.compile(r"^([\u0621-\u064a][\u0621-\u0652 ]{2,28}):[ \t]+(\S.*)$", re.MULTILINE)
_VOICE = frozenset('?؟"“”«»')


@lru_cache(maxsize=8)
def _banners(text: str) -> frozenset[str]:
    """SHTITARICA. Tanks fired ...: what opens the paragraphs of a bulletin in capitals, at least two of them; rubrics ("HEALTH.") are none.

    A word that the text writes small somewhere is a rubric.
    """
    found = {name.strip() for name in _BANNER.findall(text)}
    if len(found) < _SEVERAL:
        return frozenset()
    rubrics = {name for name in found if not _RUBRICS.isdisjoint(name.lower().split())}
    rest = found - rubrics
    small = {word for word in _SMALL.findall(text) if len(word) > _SEVERAL}
    stop = lexicon().stop | lexicon().speaking | lexicon().demonyms
    named = {name for name in rest if name.lower().split()[0] not in small | stop}
    return frozenset(named if len(rubrics) <= len(named) else ())


_BANNER = re.compile(
    r"^([A-ZÀ-Þ][A-ZÀ-Þ'’ –-]{2,45}|[A-ZÀ-Þ][\w'’-]+(?: (?:al|el|de|la|[A-ZÀ-Þ])[\w'’-]*){0,3}(?: [a-z]+)?)\.[ \t]+\S",
    re.MULTILINE,
)
_SMALL = re.compile(r"\b[a-zß-ÿ]+\b")
_SEVERAL = 2


def banner(sentence: Sentence) -> bool:
    """A name in capitals and a full stop, at the head of one paragraph of several."""
    words = sentence.words
    if (
        not sentence.start
        or not words
        or not words[0].cap
        or words[-1].key != "."
        or len(words) > _BANNER_WORDS
    ):
        return False
    if words[-2].cap == 0 and sentence.ending("place_en", len(words) - 2) is None:
        return False  # Stavkove community, and no "Good morning"
    name = sentence.text[words[0].start : words[-1].start].strip()
    return name in _banners(sentence.text) and not (
        sentence.dates or any(sentence.act_at(at) for at in range(len(words)))
    )


_BANNER_WORDS = 12


def heads(sentence: Sentence, found: Spot) -> bool:
    """The place stands at the head of its line, and what is told of it behind a colon or in the next sentences."""
    for at in range(found.first):
        word = sentence.words[at]
        if word.kind == "w" and at not in sentence.dated:
            return False
    for at in range(found.last + 1, min(len(sentence.words), found.last + 3)):
        if sentence.key(at) == ":":
            return True
        if sentence.words[at].kind != "w":
            return at + 1 == len(sentence.words)
    return found.last + 1 == len(sentence.words)


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


_NEWS = ("update", "updates", "news", "latest", "more")


def placed(sentence: Sentence) -> bool:
    """What stands before the colon is a place and no speaker: a line of a summary, ● معسكر النور: ..., - أم روابة: ..."""
    if ":" not in sentence.keys:
        return False
    if place_heading(sentence) is not None:
        return True
    first = _marked(sentence)
    opens = next((at for at in range(_LONGEST) if sentence.key(at) in _NEWS), None)
    if opens is not None and sentence.key(opens + 1) == "from":
        return True  # 08:40 Update from Mazraat Bilal: ...
    if first is None or first + 2 >= len(sentence.words) or not sentence.words[first].arabic:
        return False
    head = sentence.key(first) in _HEADS and sentence.key(first + 1) not in given()
    if not (head or _generic(sentence, first)):
        return False
    last = _arabic(sentence, first)
    colon = last is not None and sentence.key(last + 1) == ":"
    return colon and last is not None and not _known(sentence, first, last)


def _marked(sentence: Sentence) -> int | None:
    """The first token behind the bullet or the number of an item; None where there is neither."""
    if sentence.key(0) in _BULLETS:
        return _behind_day(sentence, 1)
    dated = (
        _behind_day(sentence, 0) if sentence.words and sentence.words[0].start in _lines(sentence.text) else 0
    )
    if dated:
        return dated
    if sentence.key(1) in (".", ")", "-") and len(sentence.key(0)) <= 2 and sentence.words[0].kind == "n":
        return 2
    if _run_in(sentence):
        return 0
    near = sentence.text[max(0, sentence.start - 4) : sentence.start]
    if "." not in near and ")" not in near:
        return None
    before = near.split()
    return 0 if before and before[-1][:-1].isdecimal() and before[-1][-1] in ".)" else None


def _behind_day(sentence: Sentence, first: int) -> int:
    """* Oct 15-16, Stepnohirka Druha: ...; 14:20 كفر رمان: ...: behind the day or the hour that the item begins with."""
    at = first
    if at + 2 < len(sentence.words) and (sentence.words[at].kind, sentence.key(at + 1)) == ("n", ":"):
        at += 3 if sentence.words[at + 2].kind == "n" else 0
    while at < len(sentence.words) and at in sentence.dated:
        at += 1
    return at + 1 if at > first and sentence.key(at) in _JOINTS else at


_JOINTS = frozenset((",", "-", "–", "—", "،", "|"))


@lru_cache(maxsize=8)
def _lines(text: str) -> frozenset[int]:
    """Where lines begin that others stand beside: of a text of one line, none."""
    starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    return frozenset(starts) if len(starts) > _SEVERAL else frozenset()


_BREAK = re.compile(r"\n[ \t]*")


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
    if _generic(sentence, first):
        return _colon(sentence, first)
    for last in range(first, min(len(sentence.words), first + _LONGEST)):
        if _closed(sentence, last):
            return last
        follows = sentence.at("place_follow_ar", last + 1) is not None
        if not (proper(sentence, last) or sentence.key(last) in _HEADS or last > first or follows):
            return None
    return None


def _generic(sentence: Sentence, first: int) -> bool:
    """معسكر النور للنازحين: a word that makes a name of what follows, and no institution."""
    hit = sentence.at("place_ar", first)
    return hit is not None and not _INSTITUTIONS & set(sentence.words[hit.last].forms)


_INSTITUTIONS = listed("labels", "institutions")


def _colon(sentence: Sentence, first: int) -> int | None:
    """The last word before the colon, where a name of few words stands there."""
    for at in range(first + 1, min(len(sentence.words), first + _LONGEST + 2)):
        if sentence.key(at) == ":":
            return at - 1 if at > first + 1 else None
        if sentence.words[at].kind != "w" and sentence.key(at) not in ("-", "–", "—"):
            return None
        if sentence.key(at) in _NO_NAME or at in sentence.figures() or at in sentence.dated:
            return None
        spoken = sentence.at("verb", at) or sentence.at("role_word", at)
        if (spoken and not sentence.key(at).startswith(("لل", "ال"))) or _verb(sentence, at):
            return None
    return None


def _verb(sentence: Sentence, at: int) -> bool:
    return sentence.act_at(at) and not sentence.key(at).startswith(("ال", "لل"))


_NO_NAME = listed("locate", "no_name")


def _closed(sentence: Sentence, last: int) -> bool:
    after = sentence.key(last + 1)
    return after in (":", "") or (after in (".", "-") and last + 2 >= len(sentence.words)) or after == "-"


def _known(sentence: Sentence, first: int, last: int) -> bool:
    inner = range(first, last + 1)
    if sentence.words[first].arabic and _generic(sentence, first):
        return False  # _colon has looked
    plain = [i for i in inner if sentence.key(i) not in _HEADS]
    if any(sentence.at(name, i) for name in _ELSE for i in plain) or any(sentence.act_at(i) for i in inner):
        return True
    if any(span.first <= last and first <= span.last for span in sentence.dates):
        return True
    keys = {sentence.key(i) for i in inner}
    if sentence.words[first].arabic:
        named = sentence.key(first) in _HEADS or sentence.at("place_follow_ar", last)
        return not (named or all(proper(sentence, i) for i in inner))
    lists = lexicon()
    return not all(keys.isdisjoint(words) for words in (_RUBRICS, lists.stop, lists.demonyms, lists.speaking))
