"""Where places are named in a sentence: known ones by the gazetteer, others by the word beside them, never by guess alone.

A place inside an organisation's name is no place of an event. Ambiguity is kept: what the gazetteer does not hold gets a name
as written, no coordinates and no radius.
"""

from typing import NamedTuple

from tawthiq.read.gazetteer import Place
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed


class Spot(NamedTuple):
    """Tokens `[first, last]` name a place; `place` is None where nothing resolved it."""

    first: int
    last: int
    name: str
    place: Place | None


def spots(sentence: Sentence) -> list[Spot]:
    """Places in order, not overlapping."""
    speakers = {i for hit in sentence.hits.get("organisation", ()) for i in range(hit.first, hit.last + 1)}
    dated = {i for span in sentence.dates for i in range(span.first, span.last + 1)}
    found: list[Spot] = []
    taken: set[int] = set()
    for hit in sentence.hits.get("place", ()):
        if hit.first in speakers or hit.first in dated or _inside_name(sentence, hit.first, hit.last):
            continue
        first, last = _widen(sentence, hit.first, hit.last)
        found.append(Spot(first, last, hit.value.name, hit.value))
        taken.update(range(first, last + 1))
    build = _arabic if sentence.lang == "ar" else _english
    for spot in build(sentence, speakers | dated | taken):
        if taken.isdisjoint(range(spot.first, spot.last + 1)):
            found.append(spot)
            taken.update(range(spot.first, spot.last + 1))
    return sorted(found)


def _inside_name(sentence: Sentence, first: int, last: int) -> bool:
    """Eastern Aleppo Health Directorate, University of Aleppo: a capitalised head word makes it an institution."""
    heads = lexicon().heads
    words = sentence.words
    for index in range(last + 1, min(len(words), last + 4)):
        if words[index].cap == 0:
            break
        if words[index].key in heads and words[index].key not in ("hospital", "university", "house"):
            return True
    if words[first].arabic and first:
        before = words[first - 1]
        return before.arabic and any(form in heads for form in before.forms) and before.forms[-1] != "مركز"
    return (
        first > 1
        and words[first - 1].key == "of"
        and words[first - 2].cap > 0
        and words[first - 2].key in heads
    )


def _widen(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """With the generic word and the direction that belong to it: the Rawan neighborhood, northern Gaza, حي كذا."""
    if sentence.words[first].arabic:
        before = sentence.ending("place_ar", first - 1)
        return (before.first if before else first), last
    after = sentence.at("place_en", last + 1)
    if after and after.value not in _SITES:
        last = after.last
    before = sentence.ending("place_direction_en", first - 1)
    return (before.first if before else first), last


def _english(sentence: Sentence, closed: set[int]) -> list[Spot]:
    words = sentence.words
    lists = lexicon()
    found: list[Spot] = []
    index = 0
    while index < len(words):
        if (
            words[index].cap == 0
            or index in closed
            or words[index].kind != "w"
            or words[index].key in lists.stop
        ):
            index += 1
            continue
        last = index
        while last + 1 < len(words) and last + 1 not in closed:
            step = last + 1
            if words[step].key == "-" and step + 1 < len(words) and words[step].start == words[last].end:
                step += 1
            if words[step].kind != "w" or words[step].cap == 0:
                break
            last = step
        after = sentence.at("place_en", last + 1)
        before = sentence.ending("place_before_en", index - (2 if sentence.key(index - 1) == "the" else 1))
        own = sentence.at("place_en", last) if last > index else None
        kind = sentence.ending("place_en", index - 2) if sentence.key(index - 1) == "of" else None
        inner = {words[i].key for i in range(index, last + 1)}
        person = inner & (lists.heads | lists.roles | lists.demonyms) or words[index].cap == 2
        if kind and not person:
            found.append(_spot(sentence, index if kind.value in _SITES else kind.first, last))
        elif (after or own) and not inner & lists.demonyms:
            found.append(_spot(sentence, index, after.last if after else last))
        elif sentence.key(last + 1) == "[":
            pass  # Old [south] Rawan: the name goes on behind the editor's brackets
        elif before and before.value in _PLACING and not person and not _speaks(sentence, last + 1):
            found.append(_spot(sentence, index, last))
        index = last + 1
    return found


_NAME_HEADS = listed("locate", "name_heads")
_FACILITIES = listed("locate", "facilities_ar")
_SITES = listed("locate", "sites")
_PLACING = listed("locate", "placing")


def _speaks(sentence: Sentence, index: int) -> bool:
    return sentence.at("verb", index) is not None or sentence.at("role_word", index) is not None


def _arabic(sentence: Sentence, closed: set[int]) -> list[Spot]:
    words = sentence.words
    found: list[Spot] = []
    for hit in sentence.hits.get("place_ar", ()):
        first = last = hit.last
        if hit.first in closed or last + 1 >= len(words):
            continue
        after = words[last + 1]
        if words[hit.last].forms[-1] in _FACILITIES and not after.key.startswith("ال"):
            continue  # a school that shelters, no school of that name
        if after.kind != "w" or not after.arabic or last + 1 in closed or after.key in _NO_NAME:
            continue
        if (sentence.at("unit", last + 1) and after.key not in _NAME_HEADS) or any(
            sentence.at(name, last + 1) for name in ("verb", "act:siege", "place_ar")
        ):
            continue
        first, last = hit.first, last + 1
        if last + 1 < len(words) and (
            sentence.at("place_follow_ar", last + 1) or words[last].key in _NAME_HEADS
        ):
            last += 1
        found.append(_spot(sentence, first, last))
    return found


_NO_NAME = listed("locate", "no_name")


def _spot(sentence: Sentence, first: int, last: int) -> Spot:
    start, end = sentence.span(first, last)
    return Spot(first, last, sentence.text[start:end], None)
