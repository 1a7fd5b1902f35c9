"""Arabic persons harmed, without a numeral: behind the act or before it, in a list of the harmed, as one or as a dual."""

from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.befell_ar import exposed, hit_key, stricken, subject_of_harm, told_by_state
from tawthiq.read.common_ar import common, given
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_AR_BLOCKS = listed("implicit", "blocks_ar")


def agreeing(  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit, harmed: AbstractSet[int]
) -> bool:
    """ولدان شقيقان, أخته الرضيعة, المسعفة رزان النجار: an adjective or a name of the person before it."""
    key, before = sentence.key(hit.first), hit.first - 1
    if key in _MAN_OR_LEG and sentence.key(before).lstrip("وف").startswith(_SEVERED):
        return True  # انبترت رجلها
    if key == "حاجه" and sentence.key(hit.last + 1) in _OF_A_THING:
        return True  # وما عرفنا حاجة عنه
    if (
        key in _SPOKEN_VERBS
        or (key == "جثه" and sentence.key(hit.last + 1) == "هامده")
        or (key == "عم" and sentence.key(hit.first + 1)[:1] in ("ي", "ب", "ت", "ن"))
    ):
        return True  # وجدنا خالي is no grandfather, عم يسعف no uncle
    if key in _FALLEN and (sentence.key(before).endswith(("ه", "ها", "هم")) and sentence.act_at(before)):
        return True  # فأرداه قتيلا
    if not sentence.words[hit.first].arabic or before < 0 or hit_key(sentence, hit) != key.removeprefix("ال"):
        return False
    if before in harmed and key[:1] != "و":
        return True  # طفلة رضيعة, ضابط وسائق متقاعد, أخو مرتي
    if hit.value.number == "two":
        return False
    if key in _ADJECTIVES and _noun_of_a_thing(sentence, before):
        return True  # آلية عسكرية, سيارة مدنية
    owned = sentence.ending("unit", before)
    if key.startswith("ال") and sentence.words[before].forms and sentence.words[before].forms[-1] in given():
        return True  # الشقيقان رامي وسامي النجار
    if key.startswith("ال"):
        whose = owned is not None and owned.value.kin
        return whose or (
            before - 1 in harmed and sentence.words[before].kind == "w" and not sentence.act_at(before)
        )
    return key in _NEARBY and sentence.words[before].kind == "w" and not sentence.act_at(before)


_MAN_OR_LEG = frozenset(("رجلها", "رجله", "رجلو", "رجلي"))
_SEVERED = ("انبتر", "اتبتر", "بتر", "انقطع", "اتقطع", "تقطع", "انكسر", "اتكسر", "تكسر", "كسر", "قطع")
_OF_A_THING = listed("implicit_ar", "of_a_thing")


def _noun_of_a_thing(sentence: Sentence, at: int) -> bool:
    """A noun that is no person stands there: what follows it only describes it."""
    if sentence.act_at(at):
        return False  # إعدام مدني
    unit = sentence.ending("unit", at)
    if unit is not None:
        return unit.value.of not in ("person", "body")
    word = sentence.key(at)
    return any(sentence.ending(category, at) for category in ("means", "place_ar")) or (
        not word.startswith("ال")
        and (common(word) or bool(lexicon().heads.intersection(sentence.words[at].forms)))
    )


_ADJECTIVES = listed("implicit", "adjectives_ar")
_SPOKEN_VERBS = listed("implicit_ar", "spoken_verbs")
_NEARBY = frozenset(("قريب", "قريبه"))


def among(sentence: Sentence, first: int) -> bool:
    """Among them, بينهم: stands right before."""
    hit = sentence.ending("role", first - 1)
    if hit is not None:
        return bool(hit.value == "subset")
    if sentence.key(first - 1) in _ONE_OF_THEM:
        return True  # أكبرهم شيخ
    at = first - 1 if sentence.key(first - 1) not in ("كان", "كانت", ":", "هناك") else first - 2
    return sentence.key(at) in _HARMED and sentence.key(at - 1) in _BETWEEN


_ONE_OF_THEM = listed("implicit", "one_of_them_ar")
_UNHARMED = listed("implicit", "unharmed_ar")
_WITH = listed("implicit", "with_ar")
_THAT = listed("implicit_ar", "that")
_BESIDE = frozenset(("بين", "وبين"))
_HARMED = listed("implicit", "harmed_ar")
_BETWEEN = listed("implicit_ar", "between")


def dual(sentence: Sentence, hit: Hit) -> bool:
    """By its form, or by the mark that parts متطوعَين from متطوعِين."""
    return hit.value.number == "two" or marked_dual(sentence, hit)


def marked_dual(sentence: Sentence, hit: Hit) -> bool:
    """The vowel mark of a dual is written."""
    word = sentence.words[hit.last]
    return word.arabic and "\u064eين" in sentence.text[word.start : word.end].replace("\u0651", "")


def construct_kin(sentence: Sentence, hit: Hit) -> bool:
    """شقيقا زوجتي, ابنا أختي: the dual before whose they are has lost its end."""
    key = sentence.key(hit.first)
    if hit.first != hit.last or not hit.value.kin or key[-1:] != "ا" or key[:-1] not in lexicon().singular:
        return False
    if key.endswith(("ها", "نا", "هما")):
        return False  # فقدت زوجها وابنيها
    after = sentence.at("unit", hit.last + 1)
    return (
        after is not None
        and after.value.kin
        and sentence.key(hit.last + 1).endswith(("ي", "ه", "ها", "نا", "هم"))
    )


def construct_dual(sentence: Sentence, hit: Hit) -> bool:
    """حارسا المدرسة, خيمتا العائلة: a dual before whose they are has lost its end; an accusative has no definite noun behind it."""
    key, at = sentence.key(hit.first), hit.last + 1
    if (
        hit.first != hit.last
        or key[-1:] != "ا"
        or key.endswith(("ها", "هما"))
        or not sentence.key(at).startswith("ال")
    ):
        return False
    stem = key.removeprefix("و") if key[:-1] not in lexicon().singular else key
    base = f"{stem[:-2]}ه" if stem.endswith("تا") else stem[:-1]
    word = sentence.words[hit.first]
    if base not in lexicon().singular or "\u064b" in sentence.text[word.start : word.end]:
        return False
    dated = any(span.first <= at <= span.last for span in sentence.dates)
    return not dated and sentence.key(at) not in _TODAY and hit.value.of != "time"


_TODAY = listed("implicit_ar", "today")


def singular_kin(sentence: Sentence, hit: Hit) -> bool:
    """أخوية انقطعت إيده, بنتي الصغيرة: written like a dual, and one by its last letter or by the adjective that is part of it."""
    after = sentence.key(hit.last + 1)
    if hit.value.number != "two" or after in TWO_AR:
        return False
    if hit.first < hit.last:
        key, adjective = sentence.key(hit.first), sentence.key(hit.last)
        return key.endswith("ي") and adjective.startswith("ال") and not adjective.endswith(("ين", "ان"))
    return (
        hit.value.kin
        and not after.endswith(("ين", "ان"))
        and sentence.text[sentence.words[hit.last].end - 1] == "ة"
    )


TWO_AR = listed("implicit_ar", "two_ar")


def their_own(sentence: Sentence, hit: Hit) -> bool:
    """من منزليهما: a place or a thing of two people, behind a preposition, is not what was harmed."""
    if (
        hit.value.of != "person"
        and sentence.key(hit.first).startswith("ال")
        and sentence.key(hit.first - 1) in _BESIDE
    ):
        return True  # بين الغارتين
    mine = sentence.key(hit.last).endswith(("هما", "هم", "هن", "نا"))
    return hit.value.of != "person" and mine and sentence.key(hit.first - 1) in _AR_BLOCKS


def lasting(sentence: Sentence, hit: Hit) -> bool:
    """خلال ساعتين: how long it took, where it is no date."""
    dated = any(span.first <= hit.first <= span.last for span in sentence.dates)
    dated = dated or sentence.key(hit.first).startswith("ب") or sentence.key(hit.first - 1) in _NO_LENGTH
    dated = dated or sentence.key(hit.last + 1) in _PAST
    return not dated and sentence.words[hit.first].arabic


_NO_LENGTH, _PAST = listed("implicit_ar", "no_length"), listed("implicit_ar", "past_two")


def arabic_dual(sentence: Sentence, hit: Hit) -> bool:
    """Two of a kind that can be harmed, and no part of a place's name."""
    kind = hit.value.of
    return (
        sentence.words[hit.first].arabic
        and kind not in ("time", "measure")
        and not sentence.at("place", hit.first)
    )


def arabic_victim(  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit, harms: dict[int, Hit], ends: dict[int, Hit], harmed: set[int]
) -> int | None:
    """Behind an act of harm (مقتل طفل), behind و in a list of the harmed, behind بينهم, or before its verb (أخوي مات)."""
    first = hit.first
    word = sentence.words[hit.last]
    if sentence.text[word.end - 1] == "ى" and word.key.startswith("ال"):
        return None  # ساقها اليمنى is no Yemeni
    described = (
        sentence.key(first).startswith("ال")
        and sentence.key(first - 1).lstrip("ولبفك").startswith("ال")
        and (sentence.key(first)[2:] in _ADJECTIVES or sentence.key(first).endswith(("ي", "يه")))
    )
    if described or any(h.first <= first <= h.last for h in sentence.hits.get("organisation", ())):
        return None  # الدفاع المدني: an adjective
    if _by_means_of(sentence, hit) or _doer(sentence, hit, ends) or _at_whose_hands(sentence, first):
        return None
    if sentence.key(hit.last + 1) in _UNHARMED or sentence.key(hit.last + 1) in _THAT:
        return None  # الصفحة كاتبة إنو: a participle that tells something
    if among(sentence, first) and (
        harmed or harms or sentence.key(first - 1) in _HARMED or sentence.key(first - 2) in _HARMED
    ):
        return first
    joined = sentence.words[first].key.startswith("و") and sentence.words[first].key != hit_key(sentence, hit)
    joined = joined or sentence.key(first - 1) == "و"
    if joined and any(
        first - back in harmed
        and not any(sentence.key(at)[:1] == "و" and at not in harmed for at in range(first - back + 1, first))
        and (
            back <= _NEAR or (hit.value.kin and sentence.key(first - back + 1) == "من")
        )  # من آل النمر وابن عمهما
        for back in range(1, _FAR_ON + 2)
    ):
        return first
    if joined and hit.value.kin and _over_a_clause(sentence, first, harmed):
        return first
    if joined and sentence.key(first - 1) == ")":
        opened = next(
            (at for at in range(first - 2, max(-1, first - _BRACKET), -1) if sentence.key(at) == "("), 0
        )
        if harmed & {opened - 1, opened - 2}:
            return first  # والدنا (58 عاما) وأخانا الأصغر
    if sentence.key(first - 2) == "في" and sentence.key(first - 1).startswith("ال"):
        harm = ends.get(first - 3)
        if harm is not None and harm.value.verb and not harm.value.weak and not word.key.startswith("ال"):
            return first  # وتوفي في الطريق مدنيان
    if (
        hit.value.kin
        and sentence.key(first - 1) in _WITH
        and any(at in ends for at in range(first - 4, first - 1))
    ):
        return first  # استشهد مع ابنه
    hedge = sentence.ending("hedge_before", first - 1)
    begin = hedge.first if hedge else first  # قتل ما لا يقل عن شخصين
    if (sentence.key(first - 2), sentence.key(first - 1)) == ("كل", "من"):
        begin = first - 2
    for index in range(begin - 1, max(-1, begin - 5), -1):
        harm = ends.get(index)
        if harm:
            told = sentence.ending("unit", index) is not None
            told = told and (sentence.key(index).startswith("ال") or index - 1 in sentence.figures())
            ahead = [sentence.key(at) for at in range(hit.last + 1, hit.last + _FAR_ON)]
            doer = harm.value.code == "attack" and "علي" in ahead  # أطلق جندي النار على سائق
            if index == begin - 1 and (told or doer):
                return None  # عدد الجرحى مرشح للزيادة, المصاب طفل
            near = index == begin - 1 or (hit.value.number == "two" and index == begin - 2)
            return first if hit.value.kin or not harm.value.weak or near else None
        token = sentence.words[index]
        if index in sentence.dated or (index + 1 in sentence.dated and token.key in _BEFORE_DAYS):
            continue  # مفقود من يوم السبت الحاج
        struck = sentence.at("act:attack", index)
        if token.key in ("هو", "هي") and index < first - 1:
            break
        if token.key in ("هو", "هي") and sentence.words[first].key[:1] != "و":
            break  # الشهيدة هي معلمة
        if token.kind != "w" or token.key in _AR_BLOCKS or sentence.at("verb", index):
            break
        if struck is not None and struck.value.verb and (index < begin - 1 or hit.value.combatant):
            break
    if sentence.key(first - 1) == "علي" and any(
        at in ends and (ends[at].value.code == "attack" or sentence.words[at].forms[-1].startswith(_FINISHED))
        for at in range(first - 1 - _FAR_ON, first - 1)
    ):
        return first  # أطلق جندي النار على سائق
    if (
        _counted_among(sentence, hit)
        or exposed(sentence, hit, harms)
        or told_by_state(sentence, hit)
        or stricken(sentence, hit, harms)
    ):
        return first
    if hit.value.kin and _far_object(sentence, hit, ends):
        return first
    return first if subject_of_harm(sentence, hit, harms) else None


def _over_a_clause(sentence: Sentence, first: int, harmed: AbstractSet[int]) -> bool:
    """أردى امرأة كانت تجلب الماء وابنتها: between the two nothing but what the first was doing."""
    if not sentence.key(first).endswith(("ه", "ها", "و")):
        return False
    for back in range(first - 1, max(-1, first - _CLAUSE), -1):
        if back in harmed:
            return sentence.key(back + 1) in _WAS_DOING
        if sentence.words[back].kind != "w" or sentence.act_at(back) or sentence.key(back)[:1] == "و":
            return False
    return False


_WAS_DOING, _CLAUSE = listed("implicit_ar", "was_doing"), 8


_FINISHED = ("اجهز", "قضوا", "اعتد", "انقض")
_BEFORE_DAYS = frozenset(("من", "منذ", "في"))


def at_somebody_ar(sentence: Sentence, hit: Hit) -> bool:
    """استهداف صحفي, قنص سيدة, أطلقوا النار على خالي, احترقت طفلة: an attack with one person right behind it."""
    if not sentence.words[hit.first].arabic:
        return False
    at = hit.last + 1
    forms = sentence.words[hit.first].forms
    if hit.value.code == "destruction":
        reached = any(form.startswith(("احترق", "تفحم")) for form in forms)
    elif "علي" in (sentence.key(i) for i in range(at, at + _FAR_ON)):
        at = next(i for i in range(at, at + _FAR_ON) if sentence.key(i) == "علي") + 1
        reached = (hit.value.verb or any(form in _AIMING for form in forms)) and all(
            sentence.words[i].kind == "w" and sentence.key(i) not in _AR_BLOCKS - {"علي"}
            for i in range(hit.last + 1, at)
        )
    else:
        reached = any(form in _AIMING for form in forms)
    if not reached and hit.value.verb and any(form in _AIMED for form in forms):
        for back in (hit.last + 2, hit.last + 3):
            far = sentence.at("unit", back)
            if far is not None and far.value.of == "person" and far.value.number in ("one", "two"):
                between = [sentence.key(i) for i in range(hit.last + 1, back)]
                return not sentence.key(back).startswith("ال") and not any(
                    key in _AR_BLOCKS for key in between
                )
    unit = sentence.at("unit", at)
    alone = unit is not None and unit.value.of == "person" and unit.value.number in ("one", "two")
    return reached and alone


def _counted_among(sentence: Sentence, hit: Hit) -> bool:
    """كانت جدتي من بين القتلى, المصور تيسير بين الجرحى: named, and then one of those whom it befell."""
    if sentence.key(hit.first - 1) in _AR_BLOCKS:
        return False
    for at in range(hit.last + 1, min(len(sentence.words), hit.last + 2 + _FAR_ON)):
        if sentence.words[at].kind != "w" or sentence.act_at(at):
            return False
        if sentence.key(at) in _BETWEEN and sentence.key(at + 1) in _HARMED:
            return True
    return False


_NEAR, _FAR_ON, _BRACKET = 3, 4, 7
_AIMED = listed("implicit", "aimed_ar")
_AIMING = listed("implicit", "aiming_ar")


def _by_means_of(sentence: Sentence, hit: Hit) -> bool:
    """بقناص, بجراحهم, كطفل: behind a preposition that is written with it; in أودى بطفل it belongs to the verb."""
    key = sentence.words[hit.first].key
    own = hit_key(sentence, hit)
    counted = lexicon().counted
    if key[:2] == "وب" and key[2:] in counted and key[1:] not in counted and not hit.value.kin:
        return True  # وبمحاسبة
    if key == f"ل{own}" and (
        hit.first - 1 in sentence.figures() or sentence.key(hit.first - 1) in ("منها", "منهم", "احداها")
    ):
        return True  # خمس جثث، اثنتان منها لطفلتين
    clitic = key != own and key[0] in "بك" and key[1:].removeprefix("ال") == own
    clitic = clitic and not lexicon().singular.intersection((key, key[:-1], key[:-2]))
    return clitic and not any(form in _WITH_BA for form in sentence.words[max(0, hit.first - 1)].forms)


_WITH_BA = listed("implicit", "with_ba")


_AGENTS = listed("implicit", "agents")


_BEREFT = ("فقد", "خسر", "دفن")


def _doer(  # noqa: PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit, ends: dict[int, Hit]
) -> bool:
    """قتل القناص والدتي, طعن مستوطن فتى: whoever bears arms between the verb and another person did it."""
    harm = ends.get(hit.first - 1)
    if harm is None or not harm.value.verb:
        return False
    if any(form.startswith(_BEREFT) for form in sentence.words[harm.first].forms):
        return any(
            (unit := sentence.at("unit", at)) is not None
            and unit.value.of == "person"
            and sentence.key(at)[:1] != "و"
            and sentence.text[sentence.words[at].end - 1] != "ى"
            for at in range(hit.last + 1, hit.last + 4)
        )  # فقدت أم محمد أولادها
    if (
        hit.last + 1 in sentence.figures()
        and sentence.key(hit.first).startswith("ال")
        and sentence.at("unit", hit.last + 2)
    ):
        return True  # أوقف القاضي أربعة عناصر
    if not hit.value.combatant and hit_key(sentence, hit) not in _AGENTS:
        return False
    after = sentence.at("unit", hit.last + 1)
    if after is None or after.value.of != "person" or sentence.key(after.first) == "من":
        return False
    key = sentence.words[after.first].key
    if key.startswith("و") and not key.startswith(("والد", "ولد", "وحيد", "وليد")):
        return False
    return after.value.kin or not sentence.words[after.first].key.startswith("ال")


def _at_whose_hands(sentence: Sentence, first: int) -> bool:
    """برصاص قناص, بنيران جندي, برتبة نقيب: whose weapon it was, or a rank."""
    before = sentence.key(first - 1)
    if (before == "يد" and sentence.key(first - 2) == "علي") or before in _RANKS:
        return True  # على يد جندي; not: بترت يد صبي
    return (
        before.startswith("ب")
        and not before.startswith("بال")
        and sentence.at("means", first - 1) is not None
    )


_RANKS = listed("implicit", "ranks_ar")


def _far_object(sentence: Sentence, hit: Hit, ends: dict[int, Hit]) -> bool:
    """أوقف حاجز الأمن عند المدخل ابني: kin behind the verb's subject, not behind a preposition of its own."""
    if sentence.key(hit.first - 1) in _AR_BLOCKS or sentence.words[hit.first].key != hit_key(sentence, hit):
        return False
    if sentence.key(hit.first - 2) in _AR_BLOCKS and not sentence.at("unit", hit.first - 1):
        return False  # مات في حضن أمه
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


_FALLEN = listed("implicit", "fallen_ar")
