"""Every figure of a sentence with its hedge, in the writer's words; a hedge is never lost, a date is never a figure.

Bounds follow DESIGN.md section 2: the stated figure stands in `lo` or `hi` and the hedge tells which. Numbers that only name
something (resolutions, routes, models of aircraft, hours of the day) are no quantities.
"""

from collections.abc import Sequence

from tawthiq.language.numbers import Num
from tawthiq.language.phrases import Hit
from tawthiq.read.ages import old, ordinal_ages
from tawthiq.read.elsewhere import counted_elsewhere
from tawthiq.read.hedges import bounds_of, hedge_at
from tawthiq.read.implicit_ar import dual
from tawthiq.read.lexicon import Unit, lexicon
from tawthiq.read.measured import measure
from tawthiq.read.naming import names_something, only_where
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import unit_after
from tawthiq.read.vague import (
    BOTH,
    ONE_SPOKEN,
    PEOPLE,
    Found,
    both,
    of_them,
    one_spoken,
    role_of,
    universal,
    vague,
    zero,
)
from tawthiq.read.words import listed
from tawthiq.read.zeros import BEFORE_THESE, not_any
from tawthiq.record.quantity import Form, Hedge, Number, QuantityKind, Role

_OF_HOW_MANY = listed("quantities", "of_how_many")
_WITHOUT_NUMBER = frozenset(("vague", "universal", "ordinal_age"))
_MORE = BOTH | BEFORE_THESE | ONE_SPOKEN
_BELONGING = listed("quantities", "belonging")


def quantities(sentence: Sentence) -> list[Found]:  # noqa: C901, PLR0912, PLR0915 - a grammar: one early answer a rule
    """All quantities in order, not overlapping: figures first, then vague, universal and zero words."""
    found: list[Found] = []
    if not sentence.nums and _WITHOUT_NUMBER.isdisjoint(sentence.hits) and sentence.keys.isdisjoint(_MORE):
        return found
    taken = _dated(sentence)
    nums = [
        num
        for num in sentence.nums
        if taken.isdisjoint(range(num.first, num.last + 1)) and not _of_a_vague_one(sentence, num)
    ]
    for none in _none_of(sentence, nums):
        found.append(none)
        taken.update(range(none.first, none.last + 1))
    for first, last, years in ordinal_ages(sentence):
        if taken.isdisjoint(range(first, last + 1)):
            stated, begin, end = hedge_at(sentence, first, last)
            hedge = stated or Hedge.EXACT
            taken.update(range(begin, end + 1))
            lo, hi = bounds_of(hedge, years)
            found.append(
                Found(begin, end, first, hedge, Form.NUMBER, lo, hi, None, QuantityKind.AGE, Role.TOTAL)
            )
    skip = -1
    for index, num in enumerate(nums):
        if (
            index <= skip
            or num.first in taken
            or _again(sentence, nums, index)
            or names_something(sentence, num)
        ):
            continue
        following = nums[index + 1] if index + 1 < len(nums) else None
        if following and _rate(sentence, num, following):
            skip = index + 1
            taken.update(range(num.first, following.last + 1))
            continue
        if following and _part_of(sentence, num, following):
            skip = index + 1
            each = _finish(
                sentence, num.first, num.last, None, (num.value, num.value), num.words, following.last
            )
            noun = sentence.at("unit", num.last + 2) if sentence.key(num.last + 1) == "من" else None
            if each is not None and noun is not None and noun.last < following.first:
                each = each._replace(last=following.last, unit=noun.value)
            if each is not None:
                found.append(each)
                taken.update(range(each.first, following.last + 1))
            continue
        two_or = _two_or(sentence, num)
        if two_or is not None:
            found.append(two_or)
            taken.update(range(two_or.first, two_or.last + 1))
            continue
        paired = _range(sentence, num, following)
        if paired and following is not None:
            skip = index + 1
            each = _finish(sentence, num.first, following.last, Hedge.RANGE, paired, following.words)
        else:
            each = _numbered(sentence, num)
        if each is not None:
            found.append(each)
            taken.update(range(each.first, each.last + 1))
    for one in (*(zero(*none) for none in not_any(sentence)), *both(sentence), *one_spoken(sentence)):
        if taken.isdisjoint(range(one.first, one.last + 1)):
            found.append(one)
            taken.update(range(one.first, one.last + 1))
    for category, build in (("vague", vague), ("universal", universal)):
        for hit in sentence.hits.get(category, ()):
            if not taken.isdisjoint(range(hit.first, hit.last + 1)):
                continue
            each = build(sentence, hit)
            if each is not None and taken.isdisjoint(range(each.first, each.last + 1)):
                found.append(each)
                taken.update(range(each.first, each.last + 1))
    found.sort(key=lambda each: each.first)
    return found


def _of_a_vague_one(sentence: Sentence, num: Num) -> bool:
    """بضعة عشر: the numeral is a word of a vague one."""
    return any(hit.first < num.first and num.last <= hit.last for hit in sentence.hits.get("vague", ()))


def _again(sentence: Sentence, nums: Sequence[Num], index: int) -> bool:
    """31 (thirty-one) graves: the same number in words or digits, told twice and counted once."""
    num, before = nums[index], nums[index - 1]
    bracketed = sentence.key(num.first - 1) == "(" and sentence.key(num.last + 1) == ")"
    return bracketed and before.last == num.first - 2 and before.value == num.value


def _none_of(sentence: Sentence, nums: Sequence[Num]) -> list[Found]:
    """None of the 36 shelters, not one of 14: the figure is zero, and the number only what it is zero of."""
    found = []
    for num in nums:
        for back in (1, 2, 3):
            if back == 3 and sentence.key(num.first - 2) not in ("of", "among"):
                break  # not one of the 12 ambulances
            hit = sentence.ending("universal", num.first - back)
            if (
                hit
                and hit.value in ("none", "all")
                and (back == 1 or sentence.key(num.first - 1) in ("the", "of", "من"))
            ):
                if hit.value == "all":
                    break
                each = universal(sentence, hit)
                right = unit_after(sentence, num.last + 1)
                last = right[0].last if right else num.last
                unit = right[1] if right else each.unit if each else None
                found.append(zero(hit.first, last, unit))
                break
    return found


def _dated(sentence: Sentence) -> set[int]:
    return {index for span in sentence.dates for index in range(span.first, span.last + 1)}


def _rate(sentence: Sentence, num: Num, whole: Num) -> bool:
    """Four houses in every five, أربعة من كل خمسة: a share of what is not stated."""
    link = [sentence.key(index) for index in range(num.last + 1, whole.first)]
    return (link[-1:] in (["every"], ["كل"]) and len(link) <= 3) or (
        link == ["in"]
        and num.value < whole.value <= 10
        and (num.words or sentence.key(whole.last + 1) in ("of", ",", ".", "are", "were"))
    )


def _part_of(sentence: Sentence, num: Num, whole: Num) -> bool:
    """Two of our three ambulances, 5 من أصل 8 مستشفيات: the second number says of how many, and is no figure of its own."""
    link = [sentence.key(index) for index in range(num.last + 1, whole.first)]
    if len(link) == 2 and link[0] == "من" and sentence.key(whole.first).startswith("ال"):
        return num.value <= whole.value  # تسعة من الرهائن الاثني عشر
    if (
        link[:1] == ["من"]
        and len(link) <= _WHOLE
        and whole.words
        and sentence.key(whole.first).startswith("ال")
    ):
        return (
            num.value <= whole.value and sentence.at("unit", num.last + 2) is not None
        )  # ست من محطات المياه الثماني
    if link[1:3] == ["out", "of"]:
        link = link[1:]  # seven machines out of our nine
    known = all(key in _OF_HOW_MANY or key.endswith("'s") for key in link)
    if not 1 <= len(link) <= 4 or not known or num.value > whole.value:
        return False
    return (
        "of" in link
        or "اصل" in link
        or (link[0] == "من" and len(link) == 1 and unit_after(sentence, num.last + 1) is None)
    )


def _two_or(sentence: Sentence, num: Num) -> Found | None:
    """جريحين أو ثلاثة, يومين أو ثلاثة أيام: an Arabic dual, and one more of them."""
    if num.value != 3 or sentence.key(num.first - 1) != "او":
        return None
    hit = sentence.ending("unit", num.first - 2)
    if hit is None or not dual(sentence, hit) or hit.value.of in ("measure", "money", "share"):
        return None
    right = unit_after(sentence, num.last + 1)
    kind = QuantityKind.DURATION if hit.value.of == "time" else QuantityKind.COUNT
    last = right[0].last if right is not None and right[1].of == hit.value.of else num.last
    role = role_of(sentence, hit.first, last)
    return Found(hit.first, last, hit.first, Hedge.RANGE, Form.NUMBER, 2, 3, hit.value, kind, role)


_WHOLE = 4


def _range(sentence: Sentence, a: Num, b: Num | None) -> tuple[Number, Number] | None:
    """10-15, 10 to 15, between 10 and 15, ما بين 10 آلاف و15 ألف; a scale word behind the second serves both."""
    if b is None or b.first - a.last not in (1, 2, 3):
        return None
    link = [sentence.key(index) for index in range(a.last + 1, b.first)]
    if not link and sentence.words[b.first].key.startswith("و"):
        link = ["و"]
    opening = sentence.key(a.first - 1)
    timed = opening in ("between", "بين") and link[1:] in ([], ["و"], ["and"])
    if timed and link and sentence.at("unit", a.last + 1) is not None:  # بين ست سنوات و12 سنة
        return (min(a.value, b.value), max(a.value, b.value)) if a.value != b.value else None
    maybe = len(link) == 2 and link[0] in (",", "or") and link[1] in _MAYBE  # eleven, maybe twelve bodies
    dash = maybe or link in (["-"], ["to"], ["or"], ["او"], ["الي"], ["حتي"], ["through"])
    between = link in (["and"], ["و"]) and opening in ("between", "بين")
    or_so = (
        not link
        and a.words
        and b.words
        and b.value == a.value + 1
        and b.value <= 10
        and b.first == a.last + 1
    )
    if not (dash or between or or_so):
        return None
    grown = any(
        not _GROWN.isdisjoint(sentence.words[at].forms) for at in range(max(0, a.first - _SINCE), a.first)
    )
    if opening in ("by", "بمقدار") or (link[0:1] and link[0] in ("to", "الي") and grown):
        return None  # rose by 12 to 87, ارتفعت من 40 إلى 60
    lo, hi = a.value, b.value
    scale = 1
    for power in (100, 1000, 1000000, 1000000000):
        if b.words and hi >= power and hi % power == 0:
            scale = power
    if b.words and scale > 1 and lo < scale and lo < hi / scale:
        lo = lo * scale
    if lo == hi or (lo > hi and sentence.lang != "ar"):
        return None
    return (min(lo, hi), max(lo, hi))


_MAYBE = listed("quantities", "maybe")
_GROWN, _SINCE = listed("quantities", "grown"), 12


def _numbered(sentence: Sentence, num: Num) -> Found | None:
    return _finish(sentence, num.first, num.last, None, (num.value, num.value), num.words)


def _finish(  # noqa: C901, PLR0911, PLR0912, PLR0915 - a grammar: one early answer a rule
    sentence: Sentence,
    first: int,
    last: int,
    hedge: Hedge | None,
    values: tuple[Number, Number],
    in_words: bool,
    whole: int | None = None,
) -> Found | None:
    right = unit_after(sentence, (last if whole is None else whole) + 1)
    unit_last = right[0].last if right else None
    stated, begin, end = hedge_at(sentence, first, last, unit_last)
    if right is None and sentence.key(last + 1) in ("were", "are", "was"):
        predicate = sentence.at("unit", last + 2)  # of whom 312 were women
        if predicate and sentence.ending("role", first - 1):
            right = (Hit(last, last, "unit", predicate.value), predicate.value)
    lo: Number | None
    hi: Number | None
    if hedge is Hedge.RANGE:
        lo, hi = values
        if sentence.key(first - 1) in ("between", "from", "بين", "من"):
            begin = min(begin, first - 1)
    else:
        hedge = stated or Hedge.EXACT
        lo, hi = bounds_of(hedge, values[0])
    unit = right[1] if right else None
    beside: Hit | None = None
    if unit is None and in_words and values[1] in (1, 2) and sentence.words[first].arabic:
        beside = sentence.ending("unit", first - 1)  # مسلحين اثنين: the numeral follows its noun
        if beside is None and values[1] == 1 and _not_one(sentence, first - 2):
            beside = _over_its_genitive(sentence, first)
        unit = beside.value if beside else None
        one = beside is not None and values[1] == 1
        out_of = beside is not None and (
            sentence.key(beside.first - 1) in _BELONGING or sentence.words[beside.first].key.startswith("ال")
        )
        if beside is not None and one and out_of and beside.value.of not in ("person", "body", "time"):
            return None  # they were of one family, out of one house
        if beside is not None and one and sentence.words[first].key.startswith("ال"):
            return None  # في اليوم الواحد
        if beside is not None and one and _not_one(sentence, beside.first):
            return zero(beside.first, last, beside.value)
        if (
            beside is not None
            and one
            and sentence.words[beside.first].key[0] in "بك"
            and _clitic(sentence, beside)
        ):
            return None  # نعمل بطبيب واحد
        if beside is not None:
            before, begin, _ = hedge_at(sentence, beside.first, last)  # ما لا يقل عن شخص واحد
            if before is not None and hedge is Hedge.EXACT:
                hedge = before
                lo, hi = bounds_of(before, values[0])
    if right and in_words and values[1] == 1 and sentence.words[first].arabic:
        nearby = sentence.ending("unit", first - 1)
        right = None if nearby else right  # في بيت واحد يوم الجمعة
    if unit is None and in_words:
        unit, begin = _behind_its_noun(sentence, first, begin)
    if right is None and of_them(sentence, end):
        if values[1] == 1 and sentence.key(end + 3) in ("aged", ","):
            return None
        end = max(end, end + (2 if sentence.key(end + 1) == "of" else 1))
        unit = PEOPLE
    timed = beside if beside is not None and beside.value.of == "time" else None
    kind = measure(sentence, begin, first, last, (timed, timed.value) if timed is not None else right)
    if (
        kind is QuantityKind.COUNT
        and right is None
        and old(sentence, begin, first, last, values[0], words=in_words)
    ):
        kind = QuantityKind.AGE
    if kind is QuantityKind.DURATION and _died_at(sentence, begin, values[0]):
        kind = QuantityKind.AGE
    if kind is None or (values[0] == 1 and in_words and not _one_counts(sentence, first, unit)):
        return None
    if unit is None and sentence.key(begin - 1) == "for" and right is None and hedge is Hedge.EXACT:
        return None  # a room for twenty
    if unit is not None and kind is QuantityKind.COUNT and only_where(sentence, begin, unit):
        return None
    if hedge is Hedge.OVER and kind is QuantityKind.DURATION and _not_lasting(sentence, begin):
        hedge = Hedge.UP_TO
        lo, hi = bounds_of(hedge, values[0])
    if unit is None and kind is QuantityKind.COUNT:
        elsewhere = counted_elsewhere(sentence, begin, first, last, end)
        if elsewhere is None:
            return None
        unit, end = elsewhere
    if (
        right
        and (right[0].first <= end + (3 if sentence.key(end + 1) == "of" else 2) or whole is not None)
        and right[0].last > end
    ):
        end = right[0].last
    if kind is QuantityKind.AGE and sentence.key(end + 1) == "-" and sentence.key(end + 2) == "old":
        end += 2  # five-year-old
    return Found(begin, end, first, hedge, Form.NUMBER, lo, hi, unit, kind, role_of(sentence, begin, end))


def _died_at(sentence: Sentence, begin: int, years: Number) -> bool:
    """توفيت عن 81 عاما: the age at which somebody died."""
    return sentence.key(begin - 1) == "عن" and years > _GROWN_UP and "act:killing" in sentence.hits


def _not_lasting(sentence: Sentence, begin: int) -> bool:
    """لم يصمد أكثر من ست ساعات, did not last more than an hour: at most that long."""
    for at in range(begin - 1, max(-1, begin - _CLAUSE), -1):
        if sentence.words[at].kind == "p" and sentence.key(at) in (",", ";", ".", ":"):
            return False
        if sentence.key(at) in _DENIED and any(
            form in _LASTED
            for i in range(at + 1, min(at + 3, begin))
            for form in sentence.words[i].forms or (sentence.key(i),)
        ):
            return True
    return False


_DENIED = frozenset(("لم", "لا", "ما", "لن", "not", "never", "n't", "didn't", "did", "لمّا"))
_LASTED = listed("quantities", "lasted")
_NEGATED = listed("quantities", "grammatical_one")
_CLAUSE = 7
_GROWN_UP = 10


def _not_one(sentence: Sentence, at: int) -> bool:
    """لم تدخل شاحنة واحدة: one of them, behind a negation of the same clause, is none."""
    if sentence.ending("hedge_before", at - 1):
        return False  # ما لا يقل عن شخص واحد
    for index in range(at - 1, max(-1, at - _CLAUSE), -1):
        token = sentence.words[index]
        if token.kind != "w" or index in sentence.figures() or token.key in ("سوي", "الا", "غير"):
            return False
        if token.key in _NEGATED:
            return True
    return False


def _over_its_genitive(sentence: Sentence, at: int) -> Hit | None:
    """شاحنة مساعدات واحدة: a noun without an article stands between."""
    hit = sentence.ending("unit", at - 2)
    between = sentence.words[at - 1]
    bare = between.kind == "w" and between.arabic and between.key[:1] not in "وبل" and between.key[:2] != "ال"
    if hit is None or hit.value.number != "one" or not bare or sentence.act_at(at - 1):
        return None
    return hit._replace(last=at - 1)


def _clitic(sentence: Sentence, hit: Hit) -> bool:
    """A preposition is written with the noun."""
    forms = sentence.words[hit.first].forms
    if sentence.key(hit.first) in lexicon().counted:
        return False  # بيت واحد
    return len(forms) > 1 and forms[-1] == sentence.words[hit.first].key[1:]


def _behind_its_noun(sentence: Sentence, first: int, begin: int) -> tuple[Unit | None, int]:
    """أطفالها الثلاثة: a numeral with the article, and what it counts right before it."""
    word = sentence.words[first]
    beside = sentence.ending("unit", first - 1) if word.arabic and word.key.startswith("ال") else None
    if beside is None or beside.value.number == "one":
        return None, begin
    return beside.value, min(begin, beside.first)


_PASSIVE = listed("implicit", "passive")


def _of_them_hit(sentence: Sentence, at: int) -> bool:
    """One of its trucks was hit; a shell hit one of the clinics: an act stands right beside it."""
    unit = next((u for i in range(at + 2, at + 5) if (u := sentence.at("unit", i))), None)
    if unit is None or unit.value.of not in ("vehicle", "home", "facility", "settlement"):
        return False
    passive = sentence.key(unit.last + 1) in _PASSIVE
    ends = sentence.words[unit.last + 2].kind == "p" if unit.last + 2 < len(sentence.words) else True
    return ((passive or ends) and sentence.act_at(unit.last + 1 + passive)) or any(
        hit.last == at - 1 and hit.value.verb for hit in sentence.acts()
    )


def _one_counts(sentence: Sentence, at: int, unit: Unit | None) -> bool:
    """The word counts before a noun of its own (one man was killed), not in "one of the", "no one", "one another"."""
    if sentence.key(at + 1) == "of" and sentence.key(at - 1) in ("is", "was") and unit and unit.act:
        return False  # his brother is one of the dead
    return (
        unit is not None
        and sentence.key(at + 1) not in ("another", "by", "من")
        and (sentence.key(at + 1) != "of" or unit.of in ("person", "body") or _of_them_hit(sentence, at))
        and sentence.key(at - 1) not in ("no", "not", "every", "each")
    )
