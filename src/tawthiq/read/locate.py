"""Where places are named in a sentence: known ones by the gazetteer, others by the word beside them, never by guess alone.

A place inside an organisation's name is no place of an event. Ambiguity is kept: what the gazetteer does not hold gets a name
as written, no coordinates and no radius.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.phrases import Hit
from tawthiq.read.gazetteer import Place
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed
from tawthiq.vocabulary import table


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
        if (
            _actor(sentence, hit)
            or hit.first in speakers
            or hit.first in dated
            or _inside_name(sentence, hit.first, hit.last)
        ):
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


def again(found: list[list[Spot]], sentences: Sequence[Sentence]) -> list[list[Spot]]:
    """A name that was a place once in the text is one wherever it stands again with its capital."""
    names: dict[
        str, dict[tuple[str, ...], None]
    ] = {}  # each once: the work stays linear where a name comes again
    for spots_, sentence in zip(found, sentences, strict=True):
        for spot in spots_:
            keys = tuple(w.key for w in sentence.words[spot.first : spot.last + 1] if w.cap)
            if spot.place is None and sentence.lang == "en" and keys:
                names.setdefault(keys[0], {})[keys] = None
    if not names:
        return found
    for spots_, sentence in zip(found, sentences, strict=True):
        if sentence.keys.isdisjoint(names):
            continue
        taken = {i for spot in spots_ for i in range(spot.first, spot.last + 1)}
        taken |= {i for hit in sentence.hits.get("organisation", ()) for i in range(hit.first, hit.last + 1)}
        for index, word in enumerate(sentence.words):
            for keys in names.get(word.key, ()):
                last = index + len(keys) - 1
                same = tuple(w.key for w in sentence.words[index : last + 1]) == keys
                named = word.cap and last + 1 < len(sentence.words) and sentence.words[last + 1].cap
                if same and word.cap and not named and taken.isdisjoint(range(index, last + 1)):
                    spots_.append(_spot(sentence, index, last))
                    taken.update(range(index, last + 1))
        spots_.sort()
    return found


def _actor(sentence: Sentence, hit: Hit) -> bool:
    """Israel's military: a country that owns what follows does something, and nothing happens there."""
    key = sentence.words[hit.last].key
    return key.endswith("'s") and sentence.words[hit.last].cap > 0 and hit.value.kind == "country"


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


def _english(sentence: Sentence, closed: set[int]) -> list[Spot]:  # noqa: C901 - a grammar: one early answer a rule
    words = sentence.words
    lists = lexicon()
    found: list[Spot] = []
    index = 0 if sentence.cased else len(words)
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
        if before is None and sentence.key(index - 1) == "of" and sentence.key(index - 2) in _PARTS:
            before = sentence.at("place_before_en", index - 1)
        if not (after or before or own or kind):
            index = last + 1
            continue
        inner = {words[i].key for i in range(index, last + 1)}
        person = (
            not (inner.isdisjoint(lists.speaking) and inner.isdisjoint(lists.demonyms))
            or words[index].cap == 2
        )
        if kind and not person:
            found.append(_spot(sentence, index if kind.value in _SITES else kind.first, last))
        elif (after or own) and not inner & lists.demonyms:
            found.append(_spot(sentence, index, after.last if after else last))
        elif sentence.key(last + 1) == "[":
            pass  # Old [south] Rawan: the name goes on behind the editor's brackets
        elif before and not person and _placed(sentence, before, last):
            found.append(_spot(sentence, index, last))
        index = last + 1
    return found


_NAME_HEADS = listed("locate", "name_heads")
_FACILITIES = listed("locate", "facilities_ar")
_SITES = listed("locate", "sites")
_PLACING = listed("locate", "placing")
_STRUCK = listed("locate", "struck")
_MOVING = listed("locate", "moving")
_PARTS = listed("locate", "parts")


def _placed(sentence: Sentence, before: Hit, last: int) -> bool:  # noqa: PLR0911 - a grammar: one early answer a rule
    """A name behind a preposition of place; behind "to", "from", "on" and "of" only where something moves, or is attacked."""
    if _speaks(sentence, last + 1) or sentence.key(last + 1) in ("'", "’"):
        return False
    if before.value in _PLACING:
        return True
    behind = range(max(0, before.first - 4), before.first)
    if before.value in ("to", "from", "towards", "toward", "into", "for"):
        return any(
            sentence.key(i) in _MOVING
            or sentence.at("act:flight", i)
            or sentence.at("act:displacement", i)
            or sentence.at("act:detention", i)
            for i in behind
        )
    if before.value in ("on", "against"):
        return any(sentence.at("act:attack", i) or sentence.at("act:siege", i) for i in behind)
    if before.value == "of":
        return any(sentence.key(i) in _PARTS for i in behind[-1:])
    if before.value in ("entered", "reached", "left", "leaving", "approached", "through", "captured"):
        return sentence.at("unit", last + 1) is None and sentence.words[before.last + 1].cap == 1
    return before.value in _STRUCK


def _speaks(sentence: Sentence, index: int) -> bool:
    return sentence.at("verb", index) is not None or sentence.at("role_word", index) is not None


def _arabic(sentence: Sentence, closed: set[int]) -> list[Spot]:  # noqa: C901 - a grammar: one early answer a rule
    words = sentence.words
    found: list[Spot] = []
    for hit in sentence.hits.get("place_ar", ()):
        first = last = hit.last
        if hit.first in closed or last + 1 >= len(words):
            continue
        after = words[last + 1]
        defined = words[hit.last].key.lstrip("ولبكف").startswith("ال")
        if defined or (words[hit.last].forms[-1] in _FACILITIES and not after.key.startswith("ال")):
            continue  # the city; a school that shelters: no name follows
        if after.kind != "w" or not after.arabic or last + 1 in closed or after.key in _NO_NAME:
            continue
        if not (_nameable(sentence, last + 1) or _named_so(sentence, hit, last + 1)):
            continue
        first, last = hit.first, last + 1
        compound = words[last].key in _NAME_HEADS
        while last + 1 < len(words) and last - hit.last < 3 and last + 1 not in closed:
            more = words[last + 1]
            if compound or sentence.at("place_follow_ar", last + 1) or _epithet(sentence, last):
                if not _nameable(sentence, last + 1):
                    break
                last += 1
                compound = more.key in _NAME_HEADS
            else:
                break
        found.append(_spot(sentence, first, last))
    for first in range(
        1, len(words) if "place_follow_ar" in sentence.hits else 0
    ):  # وفي زاهدان العليا: a name that only its epithet shows
        hit_ = sentence.at("place_follow_ar", first + 1)
        led = words[first - 1].forms and words[first - 1].forms[-1] in _IN_AR
        if (
            led
            and hit_
            and first not in closed
            and _nameable(sentence, first)
            and sentence.at("place_ar", first) is None
            and sentence.at("unit", first) is None
            and sentence.at("target", first) is None
            and sentence.at("organisation", first) is None
        ):
            found.append(_spot(sentence, first, first + 1))
    return found


def _named_so(sentence: Sentence, hit: Hit, index: int) -> bool:
    """حي الروضة, معبر الجسر القديم: behind a generic word even a common noun with the article names a place."""
    token = sentence.words[index]
    unit = sentence.at("unit", index)
    person = unit is not None and unit.value.of in ("person", "group", "body")
    dated = any(span.first <= index <= span.last for span in sentence.dates)
    common = sentence.at("means", index) is not None or sentence.act_at(index)
    return (
        token.key.startswith("ال")
        and token.key not in _NO_NAME
        and not (person or dated or common)
        and hit.value in _HARD
    )


_HARD = frozenset(table("places")["generic"]["hard_ar"])


def _nameable(sentence: Sentence, index: int) -> bool:
    """The token could be part of a name: no figure, no verb of saying or doing, no noun for what is counted."""
    token = sentence.words[index]
    if token.kind != "w" or not token.arabic or token.key in _NO_NAME or index in sentence.figures():
        return False
    if sentence.at("unit", index) and token.key not in _NAME_HEADS:
        return False
    if any(span.first <= index <= span.last for span in sentence.dates):
        return False
    return not (sentence.at("verb", index) or sentence.at("place_ar", index) or _does(sentence, index))


def _does(sentence: Sentence, index: int) -> bool:
    return sentence.act_at(index) and not sentence.words[index].key.startswith("ال")


def _epithet(sentence: Sentence, last: int) -> bool:
    """بني فاضل، ود النور: the second half of a name behind its first word."""
    nxt = sentence.words[last + 1]
    return sentence.words[last].key in _NAME_HEADS or (
        nxt.key.startswith("ال")
        and nxt.key.endswith(("يه", "ي", "ا", "ه"))
        and sentence.at("target", last + 1) is None
        and sentence.at("means", last + 1) is None
        and not sentence.at("unit", last + 1)
        and len(nxt.key) > 4
        and not sentence.words[last].key.startswith("ال")
    )


_IN_AR = listed("locate", "in_ar")
_NO_NAME = listed("locate", "no_name")


def _spot(sentence: Sentence, first: int, last: int) -> Spot:
    start, end = sentence.span(first, last)
    return Spot(first, last, sentence.text[start:end], None)
