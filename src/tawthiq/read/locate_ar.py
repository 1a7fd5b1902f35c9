"""Places that the gazetteer lacks, in Arabic: a name behind a generic word, or behind a preposition where no common noun stands.

Arabic has no capitals. What is in no list of ours, neither act nor thing nor person nor common noun (`nouns.toml`), is taken
for a name behind "in", "near" or "north of"; behind "on" only under attack, behind "to" and "from" only where something moves.
"""

from functools import cache

from tawthiq.language.fold import fold
from tawthiq.language.inflect import PRONOUNS
from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot, spot
from tawthiq.read.words import listed
from tawthiq.vocabulary import table

_FACILITIES = listed("locate", "facilities_ar")
_HARD = frozenset(table("places")["generic"]["hard_ar"])
_HEADS = listed("locate", "name_heads")
_SURE_HEADS = listed("locate", "sure_heads_ar")
_IN = listed("locate", "in_ar")
_AT = listed("locate", "at_ar")
_SIDES = listed("locate", "sides_ar")
_ON = listed("locate", "on_ar")
_MOVED = listed("locate", "moved_ar")
_MOVING = listed("locate", "moving_ar")
_STRUCK = listed("locate", "struck_ar")
_NO_NAME = listed("locate", "no_name")
_NO_LEAD = listed("locate", "no_lead_ar")
_GENERIC = frozenset(fold(word) for word in table("places")["generic"]["ar"])
_QUARTERS = listed("locate", "quarters_ar")
_KNOWN = (
    "unit", "means", "target", "verb", "role_word", "organisation", "place_ar", "universal", "vague", "cue",
    "when:month", "when:hijri", "when:weekday", "when:relative", "when:unit", "when:ordinal",
)  # fmt: skip
_WIDEST = 4
_NEAR = 5
_SHORTEST = 3


def arabic(sentence: Sentence, closed: set[int]) -> list[Spot]:
    """Places of an Arabic sentence; tokens in `closed` belong to something else."""
    found = _generic(sentence, closed)
    taken = closed | {i for each in found for i in range(each.first, each.last + 1)}
    for at in range(len(sentence.words)):
        led = at if _joined(sentence, at) else _led(sentence, at)
        if led is not None and led not in taken and led < len(sentence.words):
            last = _name(sentence, led, taken)
            if last is not None:
                found.append(spot(sentence, led, last))
                taken.update(range(led, last + 1))
    return found


def _generic(sentence: Sentence, closed: set[int]) -> list[Spot]:  # noqa: C901 - a grammar: one early answer a rule
    """بلدة كرزوم, حي الكرامة القديم, جبل الشعانبي."""
    words = sentence.words
    found: list[Spot] = []
    for hit in sentence.hits.get("place_ar", ()):
        first = hit.last + 1
        if hit.first in closed or first >= len(words):
            continue
        after = words[first]
        if words[hit.last].key.lstrip("ولبكفع").startswith("ال"):
            part = sentence.key(first + 1) in ("من", "في") and proper(sentence, first + 2)
            if words[hit.last].forms[-1] in _QUARTERS and sentence.at("place_follow_ar", first) and not part:
                found.append(spot(sentence, hit.first, first))  # الحارة التحتانية
            continue  # the city: no name follows
        plain = after.key in _HEADS or proper(sentence, first)
        if words[hit.last].forms[-1] in _FACILITIES and not after.key.startswith("ال") and not plain:
            continue  # a school that shelters
        idafa = after.key in _HEADS and sentence.key(first + 1).startswith("ال")
        if after.kind != "w" or not after.arabic or first in closed or (after.key in _NO_NAME and not idafa):
            continue
        if words[hit.last].forms[-1] == "ساحه" and sentence.at("target", first):
            continue  # the yard of the school
        named = (_nameable(sentence, first) or idafa) and (
            hit.value in _HARD or plain or not common(after.key)
        )
        if not (named and not _adjective(sentence, first)) and not _named_so(sentence, hit, first):
            continue
        whose = sentence.ending("place_ar", hit.first - 1)  # مستشفى وادي الزيت
        begin = whose.first if whose and words[whose.last].forms[-1] in _FACILITIES else hit.first
        found.append(spot(sentence, begin, _end(sentence, first, closed)))
    for first in range(1, len(words)):  # وفي زاهدان العليا: a name that only its epithet shows
        led = words[first - 1].forms and words[first - 1].forms[-1] in _IN
        if (
            led
            and sentence.at("place_follow_ar", first + 1)
            and first not in closed
            and _nameable(sentence, first)
            and not any(sentence.at(name, first) for name in ("place_ar", "unit", "target", "organisation"))
        ):
            found.append(spot(sentence, first, first + 1))
    return found


def _end(sentence: Sentence, first: int, closed: set[int]) -> int:
    """The last token of a name that begins at `first`: its second half and its epithets."""
    words = sentence.words
    last = first
    while last + 1 < len(words) and last + 1 - first < _WIDEST and last + 1 not in closed:
        compound = words[last].key in _HEADS
        more = compound or sentence.at("place_follow_ar", last + 1) or _epithet(sentence, last)
        fits = sentence.at("place_follow_ar", last + 1) or _nameable(sentence, last + 1)
        if not (more and fits) and not _foreign(sentence, first, last):
            break
        last += 1
    return last


def _foreign(sentence: Sentence, first: int, last: int) -> bool:
    """مورا با, كاني تاونغ: two words that no list knows, and then the name is over."""
    nxt = last + 1
    if last > first or not proper(sentence, first) or not proper(sentence, nxt):
        return False
    if sentence.words[first].key.startswith("ال") or sentence.key(nxt).startswith(
        ("ال", "و", "ف", "ب", "ل", "ي", "ت")
    ):
        return False
    after = sentence.words[nxt + 1] if nxt + 1 < len(sentence.words) else None
    dated = any(span.first == nxt + 1 for span in sentence.dates)
    return after is None or after.kind != "w" or dated or after.key in _IN or after.key in _NO_NAME


def _led(sentence: Sentence, at: int) -> int | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """Where a name would begin that the token at `at` leads to."""
    token = sentence.words[at]
    if token.kind != "w" or not token.arabic:
        return None
    bare = token.forms[-1]
    if sentence.key(at + 1) == "," and sentence.at("place_ar", at) and bare in _QUARTERS:
        return at + 2  # the village, ...
    if _ours(token.forms):
        return at + 2 if sentence.key(at + 1) == "," else at + 1
    step = at + 2 if sentence.key(at + 1) in ("«", '"', "“") else at + 1
    if bare in _AT or token.key in _AT:
        return step
    if token.key.lstrip("وف") == "بين" and any(
        form.startswith("و") for form in (sentence.key(at + 2), sentence.key(at + 3)) if form
    ):
        return at + 1
    if token.key == "كل" and sentence.key(at + 1) == "من":
        return at + 2
    if bare in _SIDES or token.key in _SIDES:
        after = sentence.key(at + 1)
        if after in _SIDES:
            return None
        return at + 2 if after == "من" else at + 1
    if (
        bare == "من"
        and sentence.ending("place_follow_ar", at - 1)
        and sentence.words[at - 2].forms[-1:]
        and sentence.words[at - 2].forms[-1] in _QUARTERS
    ):
        return step  # الحي الجنوبي من ...
    near = range(max(0, at - _NEAR), at)
    if bare in _ON:
        return step if any(_hits(sentence, i) for i in range(max(0, at - 3), at)) else None
    if bare in _MOVED:
        moves = any(_moves(sentence, i) for i in near)
        return step if moves else None
    if any(form in _STRUCK for form in token.forms) and sentence.key(at + 1) in _HEADS:
        return at + 1
    return None


def _ours(forms: tuple[str, ...]) -> bool:
    """قريتنا, بضيعتهم: a generic word and whose it is."""
    for form in forms:
        for pronoun in ("نا", "ي", "هم"):
            rest = form.removesuffix(pronoun)
            if rest != form and (rest in _QUARTERS or (rest.endswith("ت") and f"{rest[:-1]}ه" in _QUARTERS)):
                return True
    return False


def _joined(sentence: Sentence, at: int) -> bool:
    """بتل الكرامة, بالدانا: the preposition is written with its name. دير الغصون: before what is told of it."""
    key, after = sentence.key(at), sentence.key(at + 1)
    if not sentence.words[at].arabic or not after:
        return False
    if key.startswith(("ب", "ل", "ع")) and key[1:] in _SURE_HEADS:
        return proper(sentence, at + 1) or (after.startswith("ال") and key[1:] in _SUREST)
    return at == 0 and key in _SURE_HEADS and sentence.key(at + 2) == ":" and proper(sentence, at + 1)


_SUREST = frozenset(("تل", "كفر", "ام", "ابو", "ود", "بني", "دير", "خان", "خربه", "كوم"))


def _hits(sentence: Sentence, index: int) -> bool:
    attack = (
        sentence.at("act:attack", index)
        or sentence.at("act:siege", index)
        or sentence.at("act:advance", index)
    )
    return bool(attack or sentence.at("means", index))


def _moves(sentence: Sentence, index: int) -> bool:
    return bool(
        any(form in _MOVING for form in sentence.words[index].forms)
        or sentence.at("act:flight", index)
        or sentence.at("act:displacement", index)
        or sentence.at("act:detention", index)
    )


def _name(sentence: Sentence, first: int, closed: set[int]) -> int | None:
    """The last token of a name without a generic word that begins at `first`; None where none does."""
    key = sentence.key(first)
    if _joined(sentence, first) and key not in _HEADS:
        key = key[1:]
    head = key in _HEADS or key.removeprefix("ال") in _SURE_HEADS
    if head and key not in _NO_LEAD and first + 1 < len(sentence.words) and first + 1 not in closed:
        after = sentence.key(first + 1)
        sure = (
            key in _SURE_HEADS
            and _nameable(sentence, first + 1)
            and (not _suffixed(after) or after in _given())
        )
        if sure or (proper(sentence, first + 1) and not _verb_like(sentence, first + 1)):
            return _end(sentence, first, closed)
    if not proper(sentence, first):
        return None
    return _end(sentence, first, closed)


def _verb_like(sentence: Sentence, index: int) -> bool:
    return sentence.act_at(index) or sentence.at("negation", index) is not None


def proper(sentence: Sentence, index: int) -> bool:
    """No list of ours knows the word: behind a preposition it is a name."""
    if not 0 <= index < len(sentence.words):
        return False
    token = sentence.words[index]
    if token.kind != "w" or not token.arabic or len(token.key) < _SHORTEST:
        return False
    if index in sentence.figures() or any(span.first <= index <= span.last for span in sentence.dates):
        return False
    if token.key in _NO_NAME or common(token.key):
        return False
    return not (any(sentence.at(name, index) for name in _KNOWN) or sentence.act_at(index))


def _nameable(sentence: Sentence, index: int) -> bool:
    """The token could be part of a name: no figure, no verb of saying or doing, no noun for what is counted."""
    token = sentence.words[index]
    if token.kind != "w" or not token.arabic or token.key in _NO_NAME or index in sentence.figures():
        return False
    if sentence.at("unit", index) and token.key not in _HEADS:
        return False
    if any(span.first <= index <= span.last for span in sentence.dates):
        return False
    return not (sentence.at("verb", index) or sentence.at("place_ar", index) or _does(sentence, index))


def _does(sentence: Sentence, index: int) -> bool:
    return sentence.act_at(index) and not sentence.words[index].key.startswith("ال")


def _adjective(sentence: Sentence, index: int) -> bool:
    """قرية مجاورة, طريق ترابي: an indefinite adjective behind the generic word describes it."""
    key = sentence.words[index].key
    if key.startswith("ال") or key in _HEADS or not common(key):
        return False
    return key in _adjectives()


def _named_so(sentence: Sentence, hit: Hit, index: int) -> bool:
    """حي الروضة, معبر الجسر القديم: behind a generic word even a common noun with the article names a place."""
    token = sentence.words[index]
    unit = sentence.at("unit", index)
    person = unit is not None and unit.value.of in ("person", "group", "body")
    dated = any(span.first <= index <= span.last for span in sentence.dates)
    used = sentence.at("means", index) is not None or sentence.act_at(index)
    return (
        token.key.startswith("ال")
        and token.key not in _NO_NAME
        and not (person or dated or used)
        and hit.value in _HARD
    )


def _epithet(sentence: Sentence, last: int) -> bool:
    """بني فاضل، ود النور: the second half of a name behind its first word."""
    nxt = sentence.words[last + 1]
    return sentence.words[last].key in _HEADS or (
        nxt.key.startswith("ال")
        and nxt.key.endswith(("يه", "ي", "ا", "ه"))
        and sentence.at("target", last + 1) is None
        and sentence.at("means", last + 1) is None
        and not sentence.at("unit", last + 1)
        and len(nxt.key) > _WIDEST
        and not sentence.words[last].key.startswith("ال")
    )


def _suffixed(key: str) -> bool:
    return not key.startswith("ال") and common(key)


def common(key: str) -> bool:
    """The key of a common noun or adjective of Arabic, with or without article and pronoun."""
    nouns, made = _nouns()
    short = len(key) <= _SHORTEST
    bare = key[2:] if key.startswith(("ال", "لل")) and not short else key
    if key in nouns or bare in nouns or bare in made or _shaped(bare):
        return True
    if bare != key:
        return False
    for pronoun in PRONOUNS:
        rest = key.removesuffix(pronoun)
        if rest == key or rest in _small() or len(rest) < (_SHORTEST if pronoun == "ي" else 2):
            continue
        if rest in nouns or (rest.endswith("ت") and f"{rest[:-1]}ه" in nouns):
            return True
        if rest.endswith("ا") and f"{rest[:-1]}ي" in nouns:
            return True
    return key == "يدي"


@cache
def _small() -> frozenset[str]:
    return frozenset(fold(word) for word in table("nouns")["nouns"]["small"])


@cache
def _given() -> frozenset[str]:
    return frozenset(fold(word) for word in table("nouns")["nouns"]["given"])


def _shaped(bare: str) -> bool:
    """Verbal nouns by their shape: استخدام, انفجار, اجتماع."""
    rest = bare.removesuffix("ات")
    if rest.startswith("است") and len(rest) > 5:
        return True
    if len(rest) == 6 and rest.startswith("ان") and rest[4] == "ا":
        return True
    return len(rest) == 6 and rest[0] == "ا" and rest[2] == "ت" and rest[4] == "ا"


@cache
def _nouns() -> tuple[frozenset[str], frozenset[str]]:
    """Keys as listed, and the forms made of them."""
    listed_: set[str] = set()
    made: set[str] = set()
    for group, words in table("nouns")["nouns"].items():
        for word in words:
            key = fold(word)
            listed_.add(key)
            if group == "given":
                continue
            if key.endswith("ه"):
                made.update(key[:-1] + end for end in ("ات", "تين", "تان", "ت"))
            elif len(key) > 2:
                made.update(key + end for end in ("ات", "ين", "ان", "ا"))
                if group in ("quality", "people"):
                    made.update(key + end for end in ("ه", "ون"))
    return frozenset(listed_), frozenset(made)


@cache
def _adjectives() -> frozenset[str]:
    groups = table("nouns")["nouns"]
    described = {fold(word) for word in groups["quality"]}
    made = {f"{key}{end}" for key in described for end in ("ه", "ين")}
    return frozenset(described | made | {fold(word) for name in ("deed", "small") for word in groups[name]})
