"""Where places are named in a sentence: known ones by the gazetteer, others by the word beside them, never by guess alone.

A place inside an organisation's name is no place of an event. Ambiguity is kept: what the gazetteer does not hold gets a name
as written, no coordinates and no radius.
"""

from collections.abc import Sequence
from functools import cache

from tawthiq.language.fold import fold
from tawthiq.language.phrases import Hit
from tawthiq.read.common_ar import common
from tawthiq.read.gazetteer import places
from tawthiq.read.labels import label
from tawthiq.read.lead_ar import kind_of
from tawthiq.read.lexicon import lexicon
from tawthiq.read.locate_ar import arabic, proper
from tawthiq.read.locate_en import english, run
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot, spot
from tawthiq.read.words import listed

_SITES = listed("locate", "sites")
_AT_HEAD = 2
_BLAMING = ("act:accusation", "act:warning", "act:denial", "verb")
_ACTING = ("act:attack", "act:killing", "act:injury", "act:detention", "act:destruction", "act:weapon_use")


def spots(sentence: Sentence) -> list[Spot]:
    """Places in order, not overlapping."""
    if sentence.met.spots is None:
        sentence.met.spots = tuple(_named(sentence))
    found = list(sentence.met.spots)
    head = label(sentence) if not found or found[0].first > _AT_HEAD else None
    if head is not None and all(head.last < each.first or each.last < head.first for each in found):
        found.append(head)
    return sorted(found) if len(found) > 1 else found


def _named(sentence: Sentence) -> list[Spot]:
    """Known ones first, then those that only the words beside them show."""
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
            or _like(sentence, hit)
            or _hung(sentence, hit.last)
        ):
            continue
        if _outside(sentence, hit):
            taken.update(range(hit.first, hit.last + 1))
            continue
        first, last = _widen(sentence, hit.first, hit.last, speakers | dated)
        found.append(Spot(first, last, hit.value.name, hit.value))
        taken.update(range(first, last + 1))
    build = arabic if sentence.lang == "ar" else english
    for each in build(sentence, speakers | dated | taken):
        if _hung(sentence, each.last):
            continue
        if taken.isdisjoint(range(each.first, each.last + 1)):
            found.append(each)
            taken.update(range(each.first, each.last + 1))
    return found


def again(  # noqa: C901 - a grammar: one early answer a rule
    found: list[list[Spot]], sentences: Sequence[Sentence]
) -> list[list[Spot]]:
    """A name that was a place once in the text is one wherever it stands again with its capital."""
    names: dict[
        str, dict[tuple[str, ...], None]
    ] = {}  # each once: the work stays linear where a name comes again
    for spots_, sentence in zip(found, sentences, strict=True):
        for each in spots_:
            keys = tuple(w.key for w in sentence.words[each.first : each.last + 1] if w.cap)
            numbered = sentence.words[each.last].kind == "n"
            if each.place is None and sentence.lang == "en" and keys and not numbered:
                names.setdefault(keys[0], {})[keys] = None
    if _arabic_too(sentences):
        _again_arabic(found, sentences)
    if not names:
        return found
    for spots_, sentence in zip(found, sentences, strict=True):
        if sentence.keys.isdisjoint(names):
            continue
        taken = {i for each in spots_ for i in range(each.first, each.last + 1)}
        taken |= {i for hit in sentence.hits.get("organisation", ()) for i in range(hit.first, hit.last + 1)}
        for index, word in enumerate(sentence.words):
            for keys in names.get(word.key, ()):
                last = index + len(keys) - 1
                same = tuple(w.key for w in sentence.words[index : last + 1]) == keys
                named = word.cap and last + 1 < len(sentence.words) and sentence.words[last + 1].cap
                if same and word.cap and not named and taken.isdisjoint(range(index, last + 1)):
                    side = sentence.ending("place_direction_en", index - 1)
                    capital = side is not None and sentence.words[side.first].cap and side.first not in taken
                    spots_.append(spot(sentence, side.first if side and capital else index, last))
                    taken.update(range(index, last + 1))
        spots_.sort()
    return found


def _arabic_too(sentences: Sequence[Sentence]) -> bool:
    return any(sentence.lang == "ar" for sentence in sentences)


def _again_arabic(found: list[list[Spot]], sentences: Sequence[Sentence]) -> None:
    """بلدة الكرمة, and later في الكرمة: behind a preposition a name that a generic word showed before is one."""
    names: dict[str, tuple[str, ...]] = {}
    for spots_, sentence in zip(found, sentences, strict=True):
        for each in spots_:
            hit = sentence.at("place_ar", each.first) if each.place is None else None
            keys = tuple(sentence.key(at) for at in range(hit.last + 1, each.last + 1)) if hit else ()
            vague = len(keys) == 1 and (common(keys[0]) or not proper(sentence, each.last))
            if keys and not vague and len(keys[0]) > _SHORTEST and sentence.words[each.last].kind == "w":
                names.setdefault(keys[0], keys)
    if not names:
        return
    written = frozenset(f"{lead}{name}" for name in names for lead in ("", "ب", "ل"))
    for spots_, sentence in zip(found, sentences, strict=True):
        if sentence.lang != "ar" or sentence.keys.isdisjoint(written):
            continue
        taken = {i for each in spots_ for i in range(each.first, each.last + 1)}
        for index, word in enumerate(sentence.words):
            key = word.key if word.key in names else word.key[1:]
            if key not in names or index in taken or sentence.at("organisation", index):
                continue
            keys = names[key]
            joined = key != word.key and word.key[:1] in "بل"
            led = (
                joined
                or kind_of(sentence.key(index - 1), sentence.words[index - 1].forms if index else ())
                in _LEADS
            )
            last = index + len(keys) - 1
            if led and tuple(sentence.key(at) for at in range(index + 1, last + 1)) == keys[1:]:
                spots_.append(spot(sentence, index, last))
                taken.update(range(index, last + 1))
        spots_.sort()


_SHORTEST = 3
_LEADS = frozenset(("at", "side", "moved", "on"))


def _actor(sentence: Sentence, hit: Hit) -> bool:
    """Israel's military: a country that owns what follows does something, and nothing happens there."""
    key = sentence.words[hit.last].key
    if sentence.key(hit.first - 1) == "ethnic":
        return True
    before = range(hit.first - 1, hit.first) if hit.first else range(0)
    if any(sentence.at(name, i) for name in _BLAMING for i in before):
        return True  # accused Moscow, اتهمت كييف
    if hit.value.kind != "country" or not sentence.words[hit.last].cap:
        return False
    return key.endswith("'s") or _acting(sentence, hit)


def _acting(sentence: Sentence, hit: Hit) -> bool:
    """Russia fired sixty missiles: the subject of what is done, not led by any preposition."""
    if hit.first and sentence.key(hit.first - 1) not in (
        ",",
        "and",
        "but",
        "that",
        "after",
        "when",
        "while",
        "as",
        ";",
        "said",
    ):
        return False
    return any(each.first == hit.last + 1 and each.category in _ACTING for each in sentence.acts())


def _like(sentence: Sentence, hit: Hit) -> bool:
    """كُسرت is a verb, and no "like Sirte"; الثورة السورية is no revolution in a place."""
    token = sentence.words[hit.first]
    if not token.arabic:
        return False
    like = token.key.startswith("ك") and sentence.act_at(hit.first)
    return like or (_article(token.key) and hit.first == hit.last and token.forms[-1] in _bare_names())


def _hung(sentence: Sentence, last: int) -> bool:
    """The Gaza-based Center, an Omarska-type camp: what somebody is like, or where he sits."""
    return sentence.key(last + 1) == "-" and sentence.key(last + 2) in _HUNG


_HUNG = listed("where", "hung")


def _outside(sentence: Sentence, hit: Hit) -> bool:
    """Activists outside Syria, خارج لبنان: everywhere but there."""
    at = hit.first - (2 if sentence.key(hit.first - 1) == "of" else 1)
    return hit.value.kind == "country" and sentence.key(at) in ("outside", "خارج")


def _article(key: str) -> bool:
    return key.lstrip("وفبك").startswith("ال") or key.startswith("لل")


@cache
def _bare_names() -> frozenset[str]:
    """Names of countries without the article that end as an adjective does: with the article they are one."""
    names = frozenset(fold(alias) for alias, _ in places())
    return frozenset(name for name in names if name.endswith("يه") and f"ال{name}" not in names)


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


def _widen(sentence: Sentence, first: int, last: int, closed: set[int]) -> tuple[int, int]:
    """With the generic word and the direction that belong to it: the Rawan neighborhood, northern Gaza, حي كذا."""
    if sentence.words[first].arabic:
        before = sentence.ending("place_ar", first - 1)
        if before and sentence.words[first].key[:1] == "ب" and _article(sentence.key(before.last)):
            before = None  # فرع المنطقة بدمشق
        while sentence.at("place_follow_ar", last + 1):
            last += 1
        return (before.first if before else first), last
    if last not in closed:
        further = run(sentence, last, closed)
        inner = {sentence.key(at) for at in range(last + 1, further + 1)}
        lists = lexicon()
        if all(inner.isdisjoint(listed_) for listed_ in (lists.speaking, lists.demonyms, lists.stop)):
            last = further
    after = sentence.at("place_en", last + 1)
    if after and after.value not in _SITES:
        last = after.last
    before = sentence.ending("place_direction_en", first - 1)
    return (before.first if before else first), last
