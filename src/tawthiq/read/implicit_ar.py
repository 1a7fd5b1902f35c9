"""Arabic persons harmed, without a numeral: behind the act or before it, in a list of the harmed, as one or as a dual."""

from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_REACH = 6


_AR_BLOCKS = listed("implicit", "blocks_ar")


def agreeing(sentence: Sentence, hit: Hit, harmed: AbstractSet[int]) -> bool:
    """ولدان شقيقان, أخته الرضيعة, المسعفة رزان النجار: an adjective or a name of the person before it."""
    key, before = sentence.key(hit.first), hit.first - 1
    if not sentence.words[hit.first].arabic or before < 0 or hit_key(sentence, hit) != key.removeprefix("ال"):
        return False
    if hit.value.number == "two":
        return before in harmed and key[:1] != "و"
    owned = sentence.ending("unit", before)
    if key.startswith("ال"):
        whose = owned is not None and owned.value.kin
        return whose or (
            before - 1 in harmed and sentence.words[before].kind == "w" and not sentence.act_at(before)
        )
    return key in _NEARBY and sentence.words[before].kind == "w" and not sentence.act_at(before)


_NEARBY = frozenset(("قريب", "قريبه"))


def among(sentence: Sentence, first: int) -> bool:
    """Among them, بينهم: stands right before."""
    hit = sentence.ending("role", first - 1)
    return hit is not None and hit.value == "subset"


def dual(sentence: Sentence, hit: Hit) -> bool:
    """By its form, or by the mark that parts متطوعَين from متطوعِين."""
    return hit.value.number == "two" or marked_dual(sentence, hit)


def marked_dual(sentence: Sentence, hit: Hit) -> bool:
    """The vowel mark of a dual is written."""
    word = sentence.words[hit.last]
    return word.arabic and "\u064eين" in sentence.text[word.start : word.end]


def their_own(sentence: Sentence, hit: Hit) -> bool:
    """من منزليهما: a place or a thing of two people, behind a preposition, is not what was harmed."""
    mine = sentence.key(hit.last).endswith(("هما", "هم", "هن", "نا"))
    return hit.value.of != "person" and mine and sentence.key(hit.first - 1) in _AR_BLOCKS


def lasting(sentence: Sentence, hit: Hit) -> bool:
    """خلال ساعتين: how long it took, where it is no date."""
    dated = any(span.first <= hit.first <= span.last for span in sentence.dates)
    return not dated and sentence.words[hit.first].arabic


def arabic_dual(sentence: Sentence, hit: Hit) -> bool:
    """Two of a kind that can be harmed, and no part of a place's name."""
    kind = hit.value.of
    return (
        sentence.words[hit.first].arabic
        and kind not in ("time", "measure")
        and not sentence.at("place", hit.first)
    )


def arabic_victim(  # noqa: PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit, harms: dict[int, Hit], ends: dict[int, Hit], harmed: set[int]
) -> int | None:
    """Behind an act of harm (مقتل طفل), behind و in a list of the harmed, behind بينهم, or before its verb (أخوي مات)."""
    first = hit.first
    word = sentence.words[hit.last]
    if sentence.text[word.end - 1] == "ى" and word.key.startswith("ال"):
        return None  # ساقها اليمنى is no Yemeni
    described = sentence.key(first).startswith("ال") and sentence.key(first - 1).lstrip("ولبفك").startswith(
        "ال"
    )
    if described or any(h.first <= first <= h.last for h in sentence.hits.get("organisation", ())):
        return None  # الدفاع المدني: an adjective
    if _by_means_of(sentence, hit) or _doer(sentence, hit, ends):
        return None
    if among(sentence, first) and (harmed or harms):
        return first
    joined = sentence.words[first].key.startswith("و") and sentence.words[first].key != hit_key(sentence, hit)
    joined = joined or sentence.key(first - 1) == "و"
    if joined and any(first - back in harmed for back in (1, 2, 3)):
        return first
    hedge = sentence.ending("hedge_before", first - 1)
    begin = hedge.first if hedge else first  # قتل ما لا يقل عن شخصين
    for index in range(begin - 1, max(-1, begin - 5), -1):
        harm = ends.get(index)
        if harm:
            return first if hit.value.kin or not harm.value.weak or index == begin - 1 else None
        token = sentence.words[index]
        if token.kind != "w" or token.key in _AR_BLOCKS or sentence.at("verb", index):
            break
    if hit.value.kin and _far_object(sentence, hit, ends):
        return first
    return first if _arabic_subject(sentence, hit, harms) else None


def _by_means_of(sentence: Sentence, hit: Hit) -> bool:
    """بقناص, بجراحهم, كطفل: behind a preposition that is written with it; in أودى بطفل it belongs to the verb."""
    key = sentence.words[hit.first].key
    own = hit_key(sentence, hit)
    clitic = key != own and key[0] in "بك" and key[1:].removeprefix("ال") == own
    clitic = clitic and not lexicon().singular.intersection((key, key[:-1], key[:-2]))
    return clitic and not any(form in _WITH_BA for form in sentence.words[max(0, hit.first - 1)].forms)


_WITH_BA = listed("implicit", "with_ba")


_AGENTS = listed("implicit", "agents")


def _doer(sentence: Sentence, hit: Hit, ends: dict[int, Hit]) -> bool:
    """قتل القناص والدتي, طعن مستوطن فتى: whoever bears arms between the verb and another person did it."""
    harm = ends.get(hit.first - 1)
    if harm is None or not harm.value.verb:
        return False
    if not hit.value.combatant and hit_key(sentence, hit) not in _AGENTS:
        return False
    after = sentence.at("unit", hit.last + 1)
    if after is None or after.value.of != "person":
        return False
    key = sentence.words[after.first].key
    if key.startswith("و") and not key.startswith(("والد", "ولد", "وحيد", "وليد")):
        return False
    return after.value.kin or not sentence.words[after.first].key.startswith("ال")


def _far_object(sentence: Sentence, hit: Hit, ends: dict[int, Hit]) -> bool:
    """أوقف حاجز الأمن عند المدخل ابني: kin behind the verb's subject, not behind a preposition of its own."""
    if sentence.key(hit.first - 1) in _AR_BLOCKS or sentence.words[hit.first].key != hit_key(sentence, hit):
        return False
    for index in range(hit.first - 1, max(-1, hit.first - _FAR), -1):
        harm = ends.get(index)
        if harm:
            return bool(harm.value.verb)
        token = sentence.words[index]
        unit = sentence.at("unit", index)
        if token.kind != "w" or sentence.at("verb", index) or (unit and unit.value.kin):
            return False
    return False


_FAR = 14


_OPENING = frozenset(("اما", "واما", "ان", "بان", "و", "كان", "كانت", "انه", "انها", "احدهم", "منهم", "هناك"))


_FALLEN = frozenset(("قتيلا", "شهيدا", "جريحا", "صريعا", "ميتا", "مصابا", "قتيله", "شهيده", "جثه"))


def hit_key(sentence: Sentence, hit: Hit) -> str:
    """The shortest form of the word: what is left without its clitics."""
    forms = sentence.words[hit.first].forms
    return forms[-1] if forms else ""


def _arabic_subject(sentence: Sentence, hit: Hit, harms: dict[int, Hit]) -> bool:
    """At the head of its clause, with a verb of harm behind it and only its own words, or others joined to it, between."""
    if any(sentence.key(i) in _FALLEN and i in harms for i in range(hit.last + 1, hit.last + 4)):
        return True  # سقط صديقي منعم قتيلا
    opened = (
        hit.first == 0
        or sentence.words[hit.first - 1].kind == "p"
        or any(form in _OPENING for form in sentence.words[hit.first - 1].forms)
    )
    if not opened and not sentence.words[hit.first].key.startswith("و"):
        return False
    for index in range(hit.last + 1, min(len(sentence.words), hit.last + 4 + _REACH)):
        harm = harms.get(index)
        token = sentence.words[index]
        if harm is not None:
            object_ = sentence.at("unit", harm.last + 1)
            return (
                not token.key.startswith("ال")
                and not (token.key.startswith("و") and index > hit.last + 1 and not hit.value.kin)
                and (object_ is None or object_.value.of != "person" or index == hit.last + 1)
            )
        loose = hit.value.kin or not sentence.words[hit.first].key.startswith("ال")
        passing = token.key in (",", "(", ")", "في", "من") or token.kind == "n"
        if (token.kind != "w" or token.key in _AR_BLOCKS or sentence.at("verb", index)) and not (
            loose and passing
        ):
            return False
    return False
