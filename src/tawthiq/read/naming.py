"""Numbers that count nothing: they name (a route, a resolution, a storey), tell an hour, or say only of how many others were counted."""

from tawthiq.language.numbers import Num
from tawthiq.read.hedges import hedge_at
from tawthiq.read.identified import identifies
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import unit_after
from tawthiq.read.words import listed

_FEWER = listed("naming", "fewer")
_SUPPLIES = listed("quantities", "supplies")
_SHARES = listed("quantities", "shares")
_OF_WHOLE = 9
_WHOSE = listed("naming", "whose")
_NAMES = listed("quantities", "names")
_YEARS = range(1900, 2101)
_PARTS = listed("quantities", "parts")
_ORDINALS = listed("quantities", "ordinals_ar")
_PARENT = listed("naming", "parent")


def names_something(sentence: Sentence, num: Num) -> bool:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    """The number names something, or is part of a word, an hour, a year."""
    words = sentence.words
    before = words[num.first - 1] if num.first else None
    after = words[num.last + 1] if num.last + 1 < len(words) else None
    token = words[num.first]
    if (
        num.words
        and num.first == num.last
        and token.arabic
        and token.key[:1] in "وك"
        and _act_itself(sentence, num.first)
    ):
        return True  # وكتلت is a verb, and no three
    if _past_the_hour(sentence, num) or identifies(sentence, num):
        return True  # ten past four, half past two
    if num.words and token.arabic and _spoken_day(sentence, num):
        return True  # يوم التلات, المية مقطوعة
    if (
        token.key in ("ميتا", "ميتين", "الميتين")
        and num.first == num.last
        and "ميت" in sentence.text[token.start : token.end]
        and unit_after(sentence, num.last + 1) is None
    ):
        return True  # رأيت أخي ميتا
    if before is not None and before.key == "of" and sentence.key(num.first - 2) in _PARENT:
        return True  # a mother of four
    if before is not None and before.key == "(" and sentence.key(num.first - 2) in ("رقم", "no"):
        return True
    if before is not None and before.key in _YEAR and num.value < _SHORT_YEAR and not num.words:
        return unit_after(sentence, num.last + 1) is None  # بعد سنة 62
    if before is not None and before.key in ("رقم", "مربع", "بلوك", "قطاع") and not num.words:
        return True  # المحضر رقم 1147, مربع 12
    if (
        before is not None
        and before.key in ("اب", "ام", "والد", "والده", "ابا")
        and token.key.startswith("ل")
    ):
        return True  # أب لأربع بنات
    if before is not None and before.key == "number" and not num.words:
        return True  # the cellar of number 14
    if after is not None and after.key in _FEWER and (sentence.key(num.last + 2) in ("than", "من", "than")):
        return True  # four fewer than the police
    if (
        before is not None
        and before.key == "."
        and sentence.key(num.first - 2) in ("no", "nr", "art", "para")
    ):
        return True  # in house No. 19
    if before is not None and _leaves(sentence, num) and _family(sentence, num):
        return True  # he leaves a widow and four children
    if before is not None and _HAVING.intersection((before.key, *before.forms)) and _family(sentence, num):
        return True  # she was 31 and had five children
    if before is not None and before.key in _WANTED and unit_after(sentence, num.last + 1) is None:
        return True  # they want 2 million
    if before is not None and before.key in ("for", "to") and _supplies(sentence, num):
        return True  # food for 9,000 people
    if (
        before is not None
        and before.key == "and"
        and sentence.key(num.first - 2) in ("noon", "midnight", "dawn")
    ):
        return True  # between noon and three
    if _spared(sentence, num) or _itemised(sentence, num) or _addressed(sentence, num):
        return True  # 1/, (3), 2-: an item of a list; 118 Naberezhna Street
    if not num.words and num.first == num.last and _clock(sentence, num.first):
        return True  # at 0600
    if after is not None and after.key in _CALIBRE and not num.words:
        return True  # 120 mm rounds
    if _of_which(sentence, num):
        return True  # of the eleven clinics, only three still function
    if after is not None and after.key in _PARTS:
        return True  # two thirds of the houses
    if before is not None and before.key == "اصل" and sentence.key(num.first - 2) in ("من", "اصل"):
        return True  # مستشفيان من أصل خمسة
    if _whole_of(sentence, num.first, num.last):
        return True  # half of the town's 40,000 inhabitants
    if _hour(sentence, num.last + 1):
        return True  # around 1 a.m.
    if after is not None and after.key == "-" and sentence.key(num.last + 2) in _PARTS:
        return True  # a nine-storey building
    if (
        before is not None
        and num.words
        and num.value == 10
        and any(form in _ORDINALS for form in before.forms)
    ):
        return True  # الخامسة عشرة
    if before is not None and before.end == token.start:
        if before.kind in "wh" and not (before.arabic and len(before.key) <= 2):
            return True
        joined = before.key in "-:/." and num.first > 1 and words[num.first - 2].end == before.start
        if (
            joined
            and words[num.first - 2].kind in "wn"
            and not (words[num.first - 2].kind == "n" and before.key == "-")
        ):
            return words[num.first - 2].arabic is False
    if (
        before is not None
        and (before.key in _NAMES or before.key == "#")
        and not sentence.ending("hedge_before", num.first - 1)
        and not (num.words and before.key == "day")
    ):
        governed = after is not None and after.key in _GOVERNED
        return num.value < 10000 and not (
            before.key in ("number", "عدد") or (unit_after(sentence, num.last + 1) and not governed)
        )  # article 4 the men, ward 4 of the hospital
    if after is not None and after.start == words[num.last].end:
        if after.key in ("st", "nd", "rd", "th", ":", "x"):
            return True
        if after.key == "/" and num.last + 2 < len(words) and words[num.last + 2].kind == "n":
            return True
    alone = (
        isinstance(num.value, int) and num.value in _YEARS and num.first == num.last and len(token.key) == 4
    )
    return (
        alone
        and not num.words
        and unit_after(sentence, num.last + 1) is None
        and not hedge_at(sentence, num.first, num.last)[0]
    )


def _past_the_hour(sentence: Sentence, num: Num) -> bool:
    """Ten past four, half past two, a quarter to nine: minutes and hour, neither of which counts anything."""
    if num.value in range(1, _HOUR) and sentence.key(num.last + 1) == "past":
        return num.last + 2 in sentence.figures() and sentence.at("unit", num.last + 3) is None
    led = sentence.key(num.first - 2) in ("half", "quarter") or num.first - 2 in sentence.figures()
    near = sentence.key(num.first - 1) == "past" or (
        sentence.key(num.first - 1) == "to" and sentence.key(num.first - 2) == "quarter"
    )
    return near and led and num.value in range(1, 13) and sentence.at("unit", num.last + 1) is None


def _clock(sentence: Sentence, at: int) -> bool:
    """0600, at 1430: four digits that are an hour."""
    word = sentence.words[at]
    written = sentence.text[word.start : word.end]
    if len(written) != _HHMM or not written.isdecimal() or int(written) // 100 >= _DAY:
        return False
    led = sentence.key(at - 1) in ("at", "by", "around", "الساعه") and unit_after(sentence, at + 1) is None
    return int(written) % 100 < _HOUR and (written[0] in "0٠" or led)


_HHMM, _DAY, _HOUR = 4, 24, 60
_YEAR, _SHORT_YEAR = listed("quantities", "year_ar"), 100


def _act_itself(sentence: Sentence, at: int) -> bool:
    return any(hit.first == at == hit.last and hit.value.verb for hit in sentence.acts())


def _spoken_day(sentence: Sentence, num: Num) -> bool:
    """A weekday or a day of the month as it is spoken, behind يوم; and water, which is written like a hundred."""
    if unit_after(sentence, num.last + 1) is not None:
        return False
    if sentence.key(num.first) in ("الميه", "الماي"):
        return hedge_at(sentence, num.first, num.last)[0] is None
    if (
        sentence.key(num.first) == "ميه"
        and num.first == num.last
        and sentence.key(num.first - 1) in _OF_WATER
    ):
        return True  # من غير ميه نضيفة
    before = num.first - 1
    if before in sentence.figures():
        before -= 1  # يوم خمستاشر ستة
    return sentence.key(before) in ("يوم", "نهار", "ليله", "بيوم") and 1 < num.value <= _MONTH


_MONTH = 31
_OF_WATER = listed("naming", "of_water")


def _family(sentence: Sentence, num: Num) -> bool:
    """Sons and daughters that somebody has, and nothing told of them."""
    right = unit_after(sentence, num.last + 1)
    if (
        right is None
        or right[1].of != "person"
        or not (right[1].kin or right[1].unit in ("children", "boys", "girls", "babies"))
    ):
        return False
    behind = right[0].last + 1
    return behind >= len(sentence.words) or sentence.words[behind].key in (
        ".",
        ",",
        "and",
        ";",
        ":",
        "”",
        '"',
        "»",
    )


def only_where(sentence: Sentence, begin: int, unit: Unit) -> bool:
    """Registered in four districts, came in two trucks, 31 shells on three villages: where it was, or with what they came."""
    lead = sentence.key(begin - 1)
    if lead in ("the", "all", "these", "those"):
        lead, begin = sentence.key(begin - 2), begin - 1
    if unit.of == "settlement":
        struck = lead in _AGAINST and any(
            hit.first < begin for hit in sentence.hits.get("act:attack", ())
        )  # the attacks that gunmen made on three villages
        struck = struck or (lead in _AGAINST and sentence.act_at(begin - 2))
        return lead in _WHERE and not struck
    if unit.of == "vehicle":
        return lead in _ABOARD and not sentence.act_at(begin - 2) and sentence.key(begin - 2) not in _UPON
    return (
        unit.of in ("home", "facility") and sentence.key(begin) == "one" and lead == "in"
    )  # died in one house


_WHERE = listed("naming", "where")
_AGAINST = listed("naming", "against")
_ABOARD = listed("naming", "aboard")
_UPON = listed("naming", "upon")


def _leaves(sentence: Sentence, num: Num) -> bool:
    """Whom a dead person leaves: behind the verb, with a widow or an "and" between."""
    near = range(max(0, num.first - _FEW), num.first)
    verb = next((at for at in near if sentence.key(at) in _LEAVING), None)
    return verb is not None and all(
        sentence.words[at].kind == "w" and not sentence.act_at(at) for at in range(verb + 1, num.first)
    )


_LEAVING, _FEW = listed("naming", "leaving"), 6


def _spared(sentence: Sentence, num: Num) -> bool:
    """Killing all but four, قتلوهم جميعاً إلا أربعة: whom it did not befall."""
    if sentence.key(num.first - 1) not in _BUT:
        return False
    return any(
        ((hit := sentence.ending("universal", at)) and hit.value == "all") or sentence.key(at) in _EVERY
        for at in range(max(0, num.first - 4), num.first - 1)
    )


_BUT = listed("naming", "but")
_EVERY = listed("naming", "every")


def _itemised(sentence: Sentence, num: Num) -> bool:
    """1/ 2) (3) 4- 5. before the words of an item, in digits, at the head of a sentence."""
    words = sentence.words
    opened = num.first == 1 and sentence.key(0) in ("(", "[")
    if num.words or num.first != num.last or not (num.first == 0 or opened) or not 0 < num.value <= _ITEMS:
        return False
    if num.last + 2 >= len(words) or words[num.last + 1].key not in ("/", ")", "-", "]", ".", "–"):
        return False
    mark, behind = words[num.last + 1], words[num.last + 2]
    return mark.start == words[num.last].end and behind.kind == "w" and behind.start > mark.end


def _addressed(sentence: Sentence, num: Num) -> bool:
    """118 Naberezhna Street: a house in a street of a name."""
    words = sentence.words
    if num.words or num.last + 2 >= len(words) or not words[num.last + 1].cap:
        return False
    return any(
        words[at].key in _STREETS and words[at].cap
        for at in range(num.last + 2, min(len(words), num.last + 4))
    )


_ITEMS = 60
_HAVING = listed("naming", "having")
_WANTED = listed("naming", "wanted")
_CALIBRE = listed("naming", "calibre")
_GOVERNED = listed("naming", "governed")
_STREETS = listed("naming", "streets")


def _whole_of(sentence: Sentence, first: int, last: int) -> bool:
    """A share was told, and the figure only says of how many: most of its 900 pupils, ثلث سكان البلدة البالغ عددهم 3000."""
    near = sentence.words[max(0, first - _OF_WHOLE + 1) : first]
    if not any(
        token.key == "%" or token.key in _SHARES or not _SHARES.isdisjoint(token.forms) for token in near
    ):
        return False
    counted = unit_after(sentence, last + 1)
    if (counted is not None and counted[1].act is not None) or hedge_at(sentence, first, last)[0]:
        return False  # a third of the 300 wounded; a hedged figure is never dropped
    whose = False
    for index in range(first - 1, max(-1, first - _OF_WHOLE), -1):
        token = sentence.words[index]
        whose = whose or token.key.endswith("'s") or any(form in _WHOSE for form in token.forms)
        if token.key in _SHARES or any(form in _SHARES for form in token.forms):
            before = sentence.key(index - 1)
            of = token.arabic or sentence.key(index + 1) == "of"
            return (
                whose
                and of
                and before
                not in (
                    "at",
                    "the",
                    "a",
                    "an",
                )
            )
        if token.kind not in "w%" or sentence.at("verb", index) or index in sentence.figures():
            return whose and token.key == "%" and sentence.key(index + 1) in ("of", "من")
        if sentence.act_at(index):
            return False
    return False


def _supplies(sentence: Sentence, num: Num) -> bool:
    """Food for 9,000 people: what is brought harmed nobody."""
    at, right = num.first - 1, unit_after(sentence, num.last + 1)
    if right is None or right[1].of not in ("person", "group"):
        return False
    return any(sentence.key(i) in _SUPPLIES for i in range(max(0, at - 3), at)) and not any(
        sentence.key(i) in ("no", "without", "lack") for i in range(max(0, at - 4), at)
    )


def _of_which(sentence: Sentence, num: Num) -> bool:
    """Of the eleven clinics we ran, only three work: the first figure says of how many."""
    lead = [sentence.key(i) for i in range(max(0, num.first - 3), num.first)]
    if sentence.key(0) == "of" and num.first == 1:
        return any(1 < i - num.last < _OF_WHOLE + 1 for i in sentence.figures())  # of 12 teachers 9 are gone
    opens = lead[-2:] in (["of", "the"], ["of", "our"], ["of", "its"], ["of", "their"], ["of", "his"]) and (
        num.first == 2 or sentence.words[num.first - 3].kind == "p"
    )
    if not opens:
        return False
    comma = next(
        (i for i in range(num.last + 1, min(len(sentence.words), num.last + 9)) if sentence.key(i) == ","),
        None,
    )
    return comma is not None and any(i in sentence.figures() for i in range(comma + 1, comma + 4))


_OF_DAY = listed("naming", "of_day")


def _hour(sentence: Sentence, at: int) -> bool:
    """A.m., pm, o'clock."""
    key = sentence.key(at)
    dotted = key in ("a", "p") and sentence.key(at + 1) == "." and sentence.key(at + 2) == "m"
    of_day = (key, sentence.key(at + 1)) == ("in", "the") and sentence.key(at + 2) in _OF_DAY
    return dotted or of_day or key in ("am", "pm", "a.m", "p.m", "o'clock", "gmt")
