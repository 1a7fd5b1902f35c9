"""Names listed under a line that says what befell them: "Killed in the raid:", أسماء الشهداء: and then one person or more an item."""

from collections.abc import Sequence

from tawthiq.language.phrases import Hit
from tawthiq.read.common_ar import common, given
from tawthiq.read.implicit_ar import dual
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.victims import PERSON
from tawthiq.read.victims_ar import name_at, name_behind
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, Hedge, QuantityKind, Role

_BULLETS = frozenset("-•*–—·▪●○◦►▶")
_MARKS = frozenset((".", ")", "-", "/"))
_TITLES = listed("roll", "titles")
_HARM = ("killing", "enforced_disappearance", "detention", "injury")
_LONG, _TITLE, _FURTHEST = 40, 12, 60
_DETERMINERS = listed("parts", "determiners")


def rolls(sentences: Sequence[Sentence]) -> dict[int, str]:
    """The number of each sentence that is an item of such a list, with the act of the line over it."""
    found: dict[int, str] = {}
    number = 0
    while number < len(sentences):
        act = _announced(sentences[number])
        number += 1
        if act is None:
            continue
        paragraph = sentences[number - 1].paragraph
        end = number + _FURTHEST
        while number < min(len(sentences), end):
            item = sentences[number]
            if item.paragraph > paragraph and (_begin(item) > 0 or _mark_alone(item)):
                paragraph = item.paragraph
                found[number] = act
            elif item.paragraph == paragraph and _mark_alone(sentences[number - 1]):
                found[number] = act  # 1. | Ahmad K.
            elif item.paragraph != paragraph:
                break
            number += 1
    return found


def _announced(sentence: Sentence) -> str | None:
    """The act that the line tells of everybody in the list under it."""
    ends = sentence.text[sentence.start : sentence.end].rstrip().endswith(":")
    if not sentence.hits or not (ends or not sentence.keys.isdisjoint(_TITLES)):
        return None  # most sentences are told from their last letter
    words = sentence.words
    titled = len(words) <= _TITLE and any(word.key in _TITLES for word in words[:3])
    if len(words) > _LONG or not (titled or ends):
        return None
    told = {hit.value.code for hit in sentence.acts() if not hit.value.weak}
    told |= {hit.value.act for hit in sentence.hits.get("unit", ()) if hit.value.act}
    return next((code for code in _HARM if code in told), None)


def _mark_alone(sentence: Sentence) -> bool:
    words = sentence.words if sentence.nums else []
    return len(words) == _PAIR and words[0].kind == "n" and words[1].key in _MARKS


_PAIR = 2


def _begin(sentence: Sentence) -> int:
    """The first token behind the mark of an item; 0 where none stands."""
    words = sentence.words
    if len(words) > 1 and words[0].key in _BULLETS:
        return 1
    if len(words) > 2 and words[0].kind == "n" and words[1].key in _MARKS:
        return 2
    if len(words) > 3 and words[0].key == "(" and words[1].kind == "n" and words[2].key == ")":
        return 3
    return 0


def persons(sentence: Sentence) -> list[Found]:
    """Who is listed in an item, by kin, title or name; nobody where the item tells an act of its own."""
    if any(sentence.key(hit.first).removeprefix("و") not in given() for hit in sentence.acts()):
        return []
    return _english(sentence) if sentence.lang == "en" else _arabic(sentence)


def _one(first: int, last: int, count: int = 1) -> Found:
    form = Form.DUAL if count > 1 else Form.IMPLICIT
    return Found(first, last, first, Hedge.EXACT, form, count, count, PERSON, QuantityKind.COUNT, Role.TOTAL)


def _arabic(sentence: Sentence) -> list[Found]:
    out: list[Found] = []
    words = sentence.words
    begin = at = _begin(sentence)
    opens, depth = True, 0
    while at < len(words):
        word = words[at]
        depth += (word.key == "(") - (word.key == ")")
        if depth or sentence.at("verb", at) is not None:
            if not depth:
                break
            at += 1
            continue
        if word.kind != "w" or at in sentence.figures():
            opens = word.key in (",", ":", "-", "و")
            at += 1
            continue
        joined = word.key.startswith("و") and len(word.key) > 2
        if opens or joined:
            last, count = _named(sentence, at, joined=joined, head=at == begin)
            if last >= at:
                out.append(_one(at, last, count))
                at = last + 1
                opens = False
                continue
        opens = False
        at += 1
    return out


def _named(sentence: Sentence, at: int, *, joined: bool, head: bool) -> tuple[int, int]:
    """(last token, how many) of the person who begins at a token; (-1, 0) where none does."""
    hit = sentence.at("unit", at)
    if hit is not None and hit.value.of == "person":
        if dual(sentence, hit):
            after = sentence.at("unit", hit.last + 1)
            return (after.last if after is not None and after.value.of == "person" else hit.last), 2
        if hit.value.number == "one":
            return name_behind(sentence, hit.last, frozenset()), 1
        return -1, 0
    end = name_at(sentence, at)
    if end is None and joined and sentence.key(at)[1:] in given():
        end = at
    if end is None and head and not common(sentence.key(at)):
        end = at + 1
        behind = sentence.words[end] if end < len(sentence.words) else None
        if behind is None or behind.kind != "w" or (common(behind.key) and behind.key not in given()):
            return -1, 0
        end = name_behind(sentence, end, frozenset())
    return (end, 1) if end is not None else (-1, 0)


def _english(sentence: Sentence) -> list[Found]:
    out: list[Found] = []
    at = _begin(sentence)
    words = sentence.words
    while at < len(words):
        hit = next(
            (unit for i in range(at, min(len(words), at + 4)) if (unit := _kin(sentence, i)) is not None),
            None,
        )
        if words[at].cap == 1 and words[at].kind == "w":
            last = at
            while last + 1 < len(words) and (
                words[last + 1].cap or words[last + 1].key in ("al", "-", "bin", "el")
            ):
                last += 1
            placed = any(sentence.at(name, at) for name in ("place", "organisation", "target", "demonym"))
            if placed or sentence.key(last + 1) == ":":
                break
            if last > at or sentence.key(last + 1) in (",", "(", "", "and"):
                out.append(_one(at, last))
        elif words[at].key in _DETERMINERS and hit is not None:
            last = hit.last
            while last + 1 < len(words) and words[last + 1].cap == 1:
                last += 1
            out.append(_one(at, last))
        else:
            break
        at = last + 1
        while at < len(words) and (words[at].kind in "pn" or words[at].key in ("years", "old", "aged")):
            at += 1
        if sentence.key(at) != "and":
            break
        at += 1
    return out


def _kin(sentence: Sentence, at: int) -> Hit | None:
    unit = sentence.at("unit", at)
    return unit if unit is not None and unit.value.of == "person" and unit.value.number == "one" else None
