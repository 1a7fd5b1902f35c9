"""Places that the gazetteer lacks, in Arabic: a name behind a generic word, or behind a preposition where no common noun stands.

Arabic has no capitals. What is in no list of ours, neither act nor thing nor person nor common noun (`nouns.toml`), is taken
for a name behind "in", "near" or "north of"; behind "on" only under attack, behind "to" and "from" only where something moves.
"""

from functools import lru_cache

from tawthiq.language.fold import fold
from tawthiq.language.phrases import Hit
from tawthiq.read.common_ar import adjectives, common, given
from tawthiq.read.lead_ar import QUARTERS, kind_of, led
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot, spot
from tawthiq.read.words import listed
from tawthiq.vocabulary import table

_FACILITIES = listed("locate", "facilities_ar")
_HARD = frozenset(table("places")["generic"]["hard_ar"])
_NUMBERED = listed("locate", "numbered_ar")
_PLURAL = listed("locate", "plural_ar")
_HEADS = listed("locate", "name_heads")
_SURE_HEADS = listed("locate", "sure_heads_ar")
_IN = listed("locate", "in_ar")
_NO_NAME = listed("locate", "no_name")
_NO_LEAD = listed("locate", "no_lead_ar")
_KNOWN = (
    "unit", "means", "target", "verb", "role_word", "organisation", "place_ar", "universal", "vague", "cue",
    "when:month", "when:hijri", "when:weekday", "when:relative", "when:unit", "when:ordinal",
)  # fmt: skip
_WIDEST = 4
_SHORTEST = 3
_PEOPLE = 7


def arabic(sentence: Sentence, closed: set[int]) -> list[Spot]:
    """Places of an Arabic sentence; tokens in `closed` belong to something else."""
    found = _generic(sentence, closed)
    taken = closed | {i for each in found for i in range(each.first, each.last + 1)}
    for at in [i for i, word in enumerate(sentence.words) if may_lead(word.key, word.forms)]:
        begin = at if _joined(sentence, at) else led(sentence, at)
        if begin is not None and begin not in taken and begin < len(sentence.words):
            last = _name(sentence, begin, taken)
            if last is not None:
                found.append(spot(sentence, begin, last))
                taken.update(range(begin, last + 1))
    return found


@lru_cache(maxsize=1 << 15)
def may_lead(key: str, forms: tuple[str, ...]) -> bool:
    """A word behind which, or in which, a name may begin at all: most words are none."""
    return key in _SURE_HEADS or key[1:] in _SURE_HEADS or key == "بالشيخ" or bool(kind_of(key, forms))


def _generic(sentence: Sentence, closed: set[int]) -> list[Spot]:  # noqa: C901, PLR0912 - a grammar: one early answer a rule
    """بلدة كرزوم, حي الكرامة القديم, جبل الشعانبي."""
    words = sentence.words
    found: list[Spot] = []
    for hit in sentence.hits.get("place_ar", ()):
        first = hit.last + 1
        if hit.first in closed or first >= len(words):
            continue
        after = words[first]
        if words[hit.last].forms[-1] in _LED and not _place_here(sentence, hit.first, first):
            continue  # under the army's control; the team of ...
        if words[hit.last].key.lstrip("ولبكفع").startswith("ال"):
            part = sentence.key(first + 1) in ("من", "في") and proper(sentence, first + 2)
            if words[hit.last].forms[-1] in QUARTERS and sentence.at("place_follow_ar", first) and not part:
                found.append(spot(sentence, hit.first, first))  # الحارة التحتانية
            continue  # the city: no name follows
        if after.kind == "n" and words[hit.last].forms[-1] in _NUMBERED and len(after.key) <= _SHORTEST:
            found.append(spot(sentence, hit.first, first))  # مربع ١٢
            continue
        plain = (
            after.key.removeprefix("ال") in _HEADS
            or proper(sentence, first)
            or (words[hit.last].forms[-1] in _FACILITIES and after.key in _VIRTUES)
        )
        if words[hit.last].forms[-1] in _FACILITIES and not after.key.startswith("ال") and not plain:
            continue  # a school that shelters
        idafa = after.key in _HEADS and sentence.key(first + 1).startswith("ال")
        if after.kind != "w" or not after.arabic or first in closed or (after.key in _NO_NAME and not idafa):
            continue
        if words[hit.last].forms[-1] == "ساحه" and sentence.at("target", first):
            continue  # the yard of the school
        hard = hit.value in _HARD and fold(hit.value) not in _PLURAL
        shown = sentence.at("place_follow_ar", first + 1) is not None and not after.key.startswith("ال")
        able = _nameable(sentence, first) or idafa or (shown and first not in sentence.figures())
        named = able and (hard or plain or not common(after.key))
        if words[hit.last].forms[-1] == "مركز" and after.key.startswith("ال"):
            continue  # an institution more often than a town
        if not (named and not _adjective(sentence, first)) and not _named_so(sentence, hit, first):
            continue
        whose = sentence.ending("place_ar", hit.first - 1)  # مستشفى وادي الزيت
        bare = whose is not None and words[whose.last].key in _FACILITIES and len(words[hit.first].forms) == 1
        begin = whose.first if whose is not None and bare else hit.first
        found.append(spot(sentence, begin, _end(sentence, first, closed)))
    for epithet in sentence.hits.get(
        "place_follow_ar", ()
    ):  # وفي زاهدان العليا: a name that only its epithet shows
        first = epithet.first - 1
        if (
            first > 0
            and (
                any(form in _IN for form in words[first - 1].forms)
                or (words[first].key.startswith("بال") and proper(sentence, first))
            )
            and first not in closed
            and _shown(sentence, first)
        ):
            found.append(spot(sentence, first, _end(sentence, first, closed)))
    return found


def _place_here(sentence: Sentence, at: int, first: int) -> bool:
    """عند سيطرة المعبدي, في شعب المرخة, في فريق النيل: words that are a place's only behind a preposition, with a name."""
    lead = sentence.key(at - 1) in _LEADING or sentence.key(at).startswith("ب")
    name = sentence.key(first)
    nisba = name.startswith("ال") and name.endswith("ي") and not sentence.at("unit", first)
    return (
        lead and name not in _PEOPLES and (proper(sentence, first) or (nisba and _nameable(sentence, first)))
    )


def _shown(sentence: Sentence, first: int) -> bool:
    """Without article, and its adjective has one: a name. With one: where no list knows it."""
    key = sentence.key(first)
    if any(sentence.at(name, first) for name in ("place_ar", "organisation", "verb")) or key in _NO_NAME:
        return False
    if first in sentence.figures() or first in sentence.dated or sentence.words[first].kind != "w":
        return False
    short = common(key) and not (key.endswith("ا") and not key.endswith(_PRONOUNS))
    if key.startswith(("ال", "بال", "لل", "وال")) or short or key.endswith(_PRONOUNS):
        return proper(sentence, first) or (
            _nameable(sentence, first)
            and not (key.startswith("ال") and common(key))
            and not any(sentence.at(name, first) for name in ("unit", "target"))
        )
    return not _does(sentence, first) or bool(sentence.at("target", first))


_LED, _LEADING = listed("locate_ar", "led"), listed("locate_ar", "leading")
_PEOPLES, _VIRTUES = listed("locate_ar", "people"), listed("locate_ar", "virtues")
_PRONOUNS = tuple(listed("locate_ar", "pronouns"))


def _end(sentence: Sentence, first: int, closed: set[int]) -> int:
    """The last token of a name that begins at `first`: its second half and its epithets."""
    words = sentence.words
    last = first
    while last + 1 < len(words) and last + 1 - first < _WIDEST and last + 1 not in closed:
        clitic = last == first and words[last].key[:1] in _CLITICS and words[last].key[1:] in _HEADS
        compound = words[last].key in _HEADS or clitic
        more = compound or sentence.at("place_follow_ar", last + 1) or _epithet(sentence, last)
        fits = sentence.at("place_follow_ar", last + 1) or _nameable(sentence, last + 1)
        fits = fits or (last == first and words[last].key in _ANY_AFTER and words[last + 1].kind == "w")
        if not (more and fits) and not _foreign(sentence, first, last) and not _of_the(sentence, first, last):
            break
        last += 1
    after = last + 1
    if sentence.key(after) in _SIDES and not proper(sentence, after + 1):
        further = sentence.words[after + 1] if after + 1 < len(sentence.words) else None
        closes = further is None or further.kind != "w" or further.key in _IN or sentence.act_at(after + 1)
        if closes and (further is None or further.key != "من"):
            return after  # الشيخ مقصود غربي
    return last


_SIDES = listed("locate_ar", "sides")


def _foreign(sentence: Sentence, first: int, last: int) -> bool:
    """مورا با, كاني تاونغ: two words that no list knows, and then the name is over."""
    nxt = last + 1
    if last > first or not proper(sentence, first) or not proper(sentence, nxt):
        return False
    if sentence.words[first].key.startswith("ال") or sentence.key(nxt).startswith(
        ("ال", "و", "ف", "ب", "ل", "ي")
    ):
        return False
    after = sentence.words[nxt + 1] if nxt + 1 < len(sentence.words) else None
    dated = any(span.first == nxt + 1 for span in sentence.dates)
    return after is None or after.kind != "w" or dated or after.key in _IN or after.key in _NO_NAME


def _of_the(sentence: Sentence, first: int, last: int) -> bool:
    """منكت الحطب, صلاح الدين: a name without article, and the noun with one that belongs to it."""
    nxt = last + 1
    key = sentence.key(nxt)
    if key in ("الدين", "الله"):
        return True
    if last > first or not key.startswith("ال") or sentence.key(first).startswith("ال"):
        return False
    if key.endswith(("ه", "ي", "ين", "ون", "ات")) or key.removeprefix("ال") in adjectives():
        return False
    held = ("unit", "means", "verb", "organisation", "role_word", "universal", "vague", "cue")
    listed_ = any(sentence.at(name, nxt) for name in held) or sentence.act_at(nxt) or key in _NO_NAME
    return (
        proper(sentence, first) and not listed_ and not any(s.first <= nxt <= s.last for s in sentence.dates)
    )


def _joined(sentence: Sentence, at: int) -> bool:
    """بتل الكرامة: the preposition is written with its name. دير الغصون: ... before what is told of it."""
    key = sentence.key(at)
    if not key.startswith(_CLITICS) and at:
        return False
    after = sentence.key(at + 1)
    if key == "بالشيخ":
        return at + 1 < len(sentence.words) and _nameable(sentence, at + 1)
    if key[1:] in _SURE_HEADS and key.startswith(_CLITICS):
        return proper(sentence, at + 1) or (after.startswith("ال") and key[1:] in _SUREST)
    return at == 0 and key in _SURE_HEADS and sentence.key(at + 2) == ":" and proper(sentence, at + 1)


_CLITICS = ("ب", "ل", "ع")
_ANY_AFTER = listed("locate_ar", "any_after")
_SUREST = listed("locate_ar", "surest")


def _name(sentence: Sentence, first: int, closed: set[int]) -> int | None:
    """The last token of a name without a generic word that begins at `first`; None where none does."""
    key = sentence.key(first)
    if _joined(sentence, first) and key not in _HEADS:
        key = key[1:]
    article = key.startswith("ال") and not sentence.at("place_follow_ar", first + 1)
    head = key in _HEADS or (key.removeprefix("ال") in _SURE_HEADS and not article)
    if head and key not in _NO_LEAD and first + 1 < len(sentence.words) and first + 1 not in closed:
        after = sentence.key(first + 1)
        sure = (
            key in _SURE_HEADS
            and _nameable(sentence, first + 1)
            and (
                not _suffixed(after)
                or after in _HEADS
                or key in _ANY_AFTER
                or after in given()
                or sentence.at("place_follow_ar", first + 2)
            )
        )
        any_ = key in _ANY_AFTER and after not in _NO_NAME and sentence.words[first + 1].kind == "w"
        sure = sure or (any_ and not sentence.act_at(first + 1) and first + 1 not in sentence.figures())
        if sure or (proper(sentence, first + 1) and not _verb_like(sentence, first + 1)):
            return _end(sentence, first, closed)
    if key == "الشيخ" and sentence.key(first - 1) != "من" and first + 1 not in closed:
        within = _joined(sentence, first) or sentence.key(first - 1).removeprefix("و") in _LEADING
        if within and first + 1 < len(sentence.words) and _nameable(sentence, first + 1):
            return _end(sentence, first, closed)  # في الشيخ عثمان
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
    if token.key in _NO_NAME or token.key[1:] in _PARTICLES or token.key in _WE or common(token.key):
        return False
    people = token.key.startswith("ال") and token.key.endswith(("ين", "ون")) and len(token.key) > _PEOPLE
    if people or token.key.endswith(_DONE_TO_THEM):
        return False  # المحتشدين, من وجدوه
    return not (any(sentence.at(name, index) for name in _KNOWN) or sentence.act_at(index))


_DONE_TO_THEM = ("وه", "وهم", "وهن", "ناهم", "ناه")
_WE = listed("locate_ar", "we")
_PARTICLES = listed("locate_ar", "particles")
"""What و and ف stand before, and no name."""


def _nameable(sentence: Sentence, index: int) -> bool:
    """The token could be part of a name: no figure, no verb of saying or doing, no noun for what is counted."""
    token = sentence.words[index]
    if token.kind != "w" or not token.arabic or token.key in _NO_NAME or index in sentence.figures():
        return False
    if sentence.at("unit", index) and token.key.removeprefix("ال") not in _HEADS:
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
    return key in adjectives() or key in ("اثناء", "خلال", "وسط", "حال", "ضمن", "ظهر", "عصر")


def _named_so(sentence: Sentence, hit: Hit, index: int) -> bool:
    """حي الروضة, معبر الجسر القديم: behind a generic word even a common noun with the article names a place."""
    token = sentence.words[index]
    unit = sentence.at("unit", index)
    after_people = fold(hit.value) in _AFTER_PEOPLE
    after_people = after_people or sentence.at("place_follow_ar", index + 1) is not None
    person = unit is not None and unit.value.of in ("person", "group", "body") and not after_people
    dated = any(span.first <= index <= span.last for span in sentence.dates)
    used = sentence.at("means", index) is not None or (sentence.act_at(index) and not after_people)
    return (
        token.key.startswith("ال")
        and token.key not in _NO_NAME
        and not (person or dated or used)
        and hit.value in _HARD
        and fold(hit.value) not in _PLURAL
    )


_AFTER_PEOPLE = listed("locate_ar", "after_people")
"""مفترق الشهداء, ساحة الأمويين: streets and squares are named after people."""


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
