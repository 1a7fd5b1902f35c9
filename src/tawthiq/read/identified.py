"""Numbers that tell which one, not how many: Village 21, a grey Peugeot 505, nos. 7, 12 and 30, a telephone, an hour, per 10,000."""

from tawthiq.language.numbers import Num
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import TOTAL, unit_after
from tawthiq.read.words import listed

_LABELS = listed("identified", "labels")
_PER = listed("identified", "per")
_NUMBERS = listed("identified", "numbers")
_OF_DAY = listed("identified", "of_day")
_WHOSE_HOUR = listed("identified", "whose_hour")
_LEADS_HOUR = listed("identified", "leads_hour")
_SUBJECTS = listed("identified", "subjects")
_HOLDS = listed("identified", "holds")
_MADE_FOR = listed("identified", "made_for")
_BEHIND_HOUR = frozenset(
    ("", ",", ".", "on", "and", ";", "in", "with", "from", "to", "for", "that", "this", "when", "sharp", "or")
)
_PUT, _WHOSE = listed("identified", "put"), 24
_QUOTES = frozenset('"“”«»')
_HOURS = 12
_LISTED = 6
_ZEROS = "0٠۰"
_SHORT = 2


def identifies(sentence: Sentence, num: Num) -> bool:
    """The number is one of these, beside no noun that it could count."""
    return (
        (
            not num.words
            and (
                _dialled(sentence, num)
                or _labelled(sentence, num)
                or _numbered(sentence, num)
                or _item(sentence, num)
            )
        )
        or sentence.key(num.first - 1) in _PER
        or _hour(sentence, num)
        or _sides(sentence, num)
        or _capacity(sentence, num)
    )


def _dialled(sentence: Sentence, num: Num) -> bool:
    """0599-000-014, 00963 11: a zero before figures, or one of a chain of three."""
    if num.first != num.last:
        return False
    first = last = num.first
    while first > 1 and _chained(sentence, first - 2):
        first -= 2
    while _chained(sentence, last):
        last += 2
    text = [sentence.key(at) for at in range(first, last + 1, 2)]
    zero = any(len(part) > _SHORT and part[0] in _ZEROS and part.isdecimal() for part in text)
    return (zero and not (first == last and sentence.at("unit", last + 1))) or len(text) > _SHORT


def _chained(sentence: Sentence, at: int) -> bool:
    """Figures, a hyphen and figures without a blank between."""
    words = sentence.words
    if at < 0 or at + 2 >= len(words) or words[at].kind != "n" or words[at + 2].kind != "n":
        return False
    return (
        words[at + 1].key == "-"
        and words[at].end == words[at + 1].start
        and words[at + 1].end == words[at + 2].start
    )


def _labelled(sentence: Sentence, num: Num) -> bool:
    """Village 21, Interviewee 14, a Peugeot 505: right behind a word with a capital, with nothing to count behind."""
    at = num.first - 1
    if at < 0 or num.first != num.last or sentence.words[at].kind != "w":
        return False
    label = sentence.words[at]
    counted = unit_after(sentence, num.last + 1) is not None and sentence.key(num.last + 1) != "-"
    if counted or sentence.act_at(num.last + 1):
        return False
    if label.key in _LABELS:
        return bool(label.cap) or at == 0
    if not label.cap or at == 0 or sentence.words[at - 1].kind == "p" or sentence.key(at) in TOTAL:
        return False
    known = sentence.act_at(at) or any(
        sentence.ending(name, at) for name in ("unit", "role", "verb", "place", "hedge_before", "demonym")
    )
    several = any(
        each.first != num.first
        and not each.words
        and each.first
        and sentence.words[each.first - 1].cap
        and sentence.key(each.first - 1) != label.key
        for each in sentence.nums
    )  # Jarnaz 7, Ruwayda 3: how many in each place
    return not known and not several


def _numbered(sentence: Sentence, num: Num) -> bool:
    """Nos. 7, 12 and 30; the second and third of a row that a word for numbers opens; his resolution "2666"."""
    if num.first > 1 and sentence.key(num.first - 1) in _QUOTES and sentence.key(num.last + 1) in _QUOTES:
        named = any(form in _NUMBERS for form in sentence.words[num.first - 2].forms)
        return named or any(form in _LABELS for form in sentence.words[num.first - 2].forms)
    at = num.first - 1
    for _ in range(_LISTED):
        if sentence.key(at) in (",", "and", "و", "to", "-", ".") or (
            at >= 0 and sentence.words[at].kind == "n"
        ):
            at -= 1
        else:
            break
    return at < num.first - 1 and sentence.key(at) in _NUMBERS and unit_after(sentence, num.last + 1) is None


def _item(sentence: Sentence, num: Num) -> bool:
    """Highlights: (1) 31,000 people ..., 1) 31,000 people: the number of an item, with words behind it."""
    if sentence.key(num.last + 1) != ")" or not 0 < num.value <= _ITEMS:
        return False
    opens = num.first - (sentence.key(num.first - 1) == "(")
    return sentence.key(opens - 1) in _BEFORE_ITEM and sentence.key(num.last + 2) not in _BEHIND_ITEM


_ITEMS = 30
_BEFORE_ITEM = frozenset(("", ":", ";"))
_BEHIND_ITEM = frozenset(("", ".", ",", ";"))


def _hour(sentence: Sentence, num: Num) -> bool:  # noqa: PLR0911 - a grammar: one early answer a rule
    """Around eleven the soldiers came, until five, 5h, عالستة الصبح, ستة ونص الفجر."""
    after = sentence.words[num.last + 1] if num.last + 1 < len(sentence.words) else None
    if after is not None and after.key in ("h", "hrs") and after.start == sentence.words[num.last].end:
        return True
    if not 1 <= num.value <= _HOURS:
        return False
    after_it = [sentence.key(at) for at in range(num.last + 1, num.last + 4)]
    if after_it[:1] and num.last + 1 in sentence.figures() and after_it[1:3] == ["in", "the"]:
        return True  # four thirty in the morning
    if sentence.words[num.first].arabic:
        return _spoken_hour(sentence, num)
    lead = sentence.key(num.first - 1)
    if lead in ("around", "about") and sentence.key(num.first - 2) in ("at", "until", "by"):
        lead = sentence.key(num.first - 2)
    if lead not in _LEADS_HOUR:
        return False
    behind = sentence.key(num.last + 1)
    if behind in _SUBJECTS:
        counted = sentence.at("unit", num.last + 2) is not None and behind == "of"
        return not counted and not any(sentence.act_at(at) for at in (num.first - 2, num.first - 3))
    if behind not in _BEHIND_HOUR:
        return False
    told = any(sentence.key(at) in TOTAL | _PUT for at in range(max(0, num.first - _WHOSE), num.first))
    return lead in ("until", "till") or (lead == "at" and num.words and not told)


def _spoken_hour(sentence: Sentence, num: Num) -> bool:
    at = num.last + 1
    while sentence.key(at) in _WHOSE_HOUR:
        at += 1
    if sentence.key(at) not in _OF_DAY:
        return False
    key = sentence.key(num.first)
    return sentence.key(num.first - 1) in ("ع", "علي") or (
        num.words and key.startswith(("ال", "عال", "لل", "بال", "كال"))
    )


def _sides(sentence: Sentence, num: Num) -> bool:
    """خمسة متر بأربعة, three by four metres: the other side of a room."""
    key, before = sentence.key(num.first), sentence.ending("unit", num.first - 1)
    if before is not None and before.value.of == "measure" and sentence.words[num.first].arabic:
        return key[:1] == "ب" or sentence.key(num.first - 1) == "في"
    ahead = sentence.key(num.last + 1) == "by" and num.last + 2 in sentence.figures()
    behind = sentence.key(num.first - 1) == "by" and num.first - 2 in sentence.figures()
    edge = num.last + 3 if ahead else num.last + 1
    unit = sentence.at("unit", edge) if ahead or behind else None
    return unit is not None and unit.value.of == "measure"


def _capacity(sentence: Sentence, num: Num) -> bool:
    """غرفة لا تتسع لعشرة, a cell built for twenty: how many there is room for."""
    key = sentence.key(num.first)
    if sentence.words[num.first].arabic or key.isdecimal():
        led = key[:1] == "ل" or sentence.key(num.first - 1) == "ل"
        at = num.first - 1 - (sentence.key(num.first - 1) == "ل")
        if not led:
            at -= sentence.key(at) in ("الي", "حوالي", "نحو")
            return sentence.key(at) in _HOLDS and sentence.key(num.first - 1) != "عن"
        return any(form in _HOLDS for form in sentence.words[max(0, at)].forms)
    lead = num.first - 1
    if sentence.ending("hedge_before", lead):
        lead = sentence.ending("hedge_before", lead).first - 1  # type: ignore[union-attr] # asked right before
    return sentence.key(lead) == "for" and sentence.key(lead - 1) in _MADE_FOR
