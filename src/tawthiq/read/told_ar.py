"""Where the matter begins that an Arabic verb introduces: behind إن or أن, a colon or a mark; and whether a word is such a verb."""

from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token
from tawthiq.read.aside_ar import (
    OPEN,
    QUOTES,
)
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_FAR = 30
_SEEN = 8
_LED = 14
_SHORT = 4
_THAT = listed("subject", "that_ar")
_WITHOUT = listed("subject", "without_ar")
_HOW = "كيف"
_THAT_NEAR = listed("subject", "that_near_ar")
THAT = _THAT
_BEFORE = listed("subject", "before_ar")
_LEAD = listed("subject", "lead_ar")
_STOP = listed("subject", "stop_ar")
_CALLED = listed("subject", "called_ar")


def clause_initial(sentence: Sentence, verb: int) -> bool:
    """Nothing that could be its subject stands right before the verb."""
    before = sentence.words[verb - 1] if verb else None
    if before is None or before.kind not in "wh" or not before.arabic:
        return True
    return leads(before) or before.key in _BEFORE or before.key in _THAT or before.key in _STOP


def head(sentence: Sentence) -> int:
    """The first token behind the bullet or the number of an item."""
    index = 0
    last = len(sentence.words) - 1
    while index < last and sentence.words[index].kind == "p" and sentence.key(index) not in QUOTES:
        index += 1
    if index < last and sentence.words[index].kind == "n" and sentence.key(index + 1) in (".", ")", "-", "/"):
        index += 2
    return min(index, last)


def leads(token: Token) -> bool:
    """A word that opens a clause, with و or ف before it or without."""
    return token.key in _LEAD or (token.key[:1] in ("و", "ف") and token.key[1:] in _LEAD)


def told_at(sentence: Sentence, verb: int) -> int | None:
    """The token where the matter begins that a verb introduces: إن, أن, a colon or a quotation mark."""
    if sentence.key(verb) in _THAT:
        return verb  # الصفحة كاتبة إنو
    for index in range(verb + 1, min(len(sentence.words), verb + _FAR)):
        key = sentence.key(index)
        if key in _THAT and sentence.key(index - 1) in _WITHOUT:
            continue  # يقول من دون أن يرفع رأسه
        if key in QUOTES and _shuts(sentence, index) and not _named_in_marks(sentence, index):
            return None  # "علقوه من يديه": the verb stands in the marks
        if (
            key in _THAT
            or key == _HOW
            or (key in _THAT_NEAR and _right_behind(sentence, verb, index))
            or key == ":"
            or (key in QUOTES and index > verb and not _named_in_marks(sentence, index))
        ):
            return index
        if key == "." and initial(sentence, index):
            continue
        if key == "." or (index > verb + 1 and speaks(sentence, index) and key != "ما"):
            return None
    return None


def _shuts(sentence: Sentence, index: int) -> bool:
    """A mark that closes: joined to the word before it, and not to the one behind."""
    words = sentence.words
    if words[index].start > words[index - 1].end:
        return False
    return (
        index + 1 >= len(words) or words[index + 1].start > words[index].end or words[index + 1].kind == "p"
    )


def _right_behind(sentence: Sentence, verb: int, index: int) -> bool:
    """قالت اللي هي, قالولنا يلي: a relative word right behind the verb is "that" in the Maghreb."""
    return index == verb + 1 or (index == verb + 2 and sentence.key(verb + 1) in ("لي", "لنا", "ليا", "لينا"))


def initial(sentence: Sentence, stop: int) -> bool:
    """الشاهد س.ع, د. نبيل حرب, إيلفان هـ. بأن: the full stop behind one letter of a name or of a title ends nothing."""
    before = sentence.key(stop - 1)
    return len(before) == 1 and before.isalpha() and stop + 1 < len(sentence.words)


def _named_in_marks(sentence: Sentence, index: int) -> bool:
    """لـ«راديو النيلين»: a mark that opens or closes a name of four words or fewer behind ل or a head."""
    if sentence.key(index) in OPEN:
        before = sentence.words[index - 1]
        headed = any(form in lexicon().heads for form in before.forms)
        return before.key == "ل" or ((headed or name_first(sentence, index)) and _closes(sentence, index))
    back = next((i for i in range(index - 1, max(-1, index - 6), -1) if sentence.key(i) in OPEN), None)
    return back is not None and _named_in_marks(sentence, back)


def name_first(sentence: Sentence, index: int) -> bool:
    """قالت «منظمة العدل» إنها; أحصت «المبادرة الحقوقية» الاعتداء: marks around a name right behind the verb."""
    if sentence.at("verb", index - 1) is None:
        return False
    closing = next((i for i in range(index + 1, index + 6) if sentence.key(i) in QUOTES), None)
    if closing is None:
        return False
    led = any(form in lexicon().heads for form in sentence.words[index + 1].forms)  # «لجنة مراقبة الهدنة»
    if not led and any(sentence.act_at(i) for i in range(index + 1, closing)):
        return False
    after = sentence.words[closing + 1] if closing + 1 < len(sentence.words) else None
    if after is not None and after.key == "," and (led or closing - index < _SHORT):
        far = closing + (_LED if led else _SEEN)  # ذكرت «شبكة الساحل»، نقلا عن ضابط في الخفر، أن
        return any(sentence.key(i) in _THAT for i in range(closing + 2, min(len(sentence.words), far)))
    if after is not None and after.key == "(":  # "فاطمة" (اسم مستعار) إن
        shut = next((i for i in range(closing + 3, closing + _SEEN) if sentence.key(i) == ")"), closing)
        return sentence.key(shut + 1) in _THAT
    return after is not None and after.kind in "wn"


def _closes(sentence: Sentence, index: int) -> bool:
    return any(sentence.key(i) in QUOTES for i in range(index + 1, index + 6))


def speaks(sentence: Sentence, index: int) -> bool:
    """A reporting verb, and no noun with its letters, begins at a token."""
    hit = sentence.at("verb", index)
    if hit is None:
        return False
    key = sentence.words[index].key
    if nominal(sentence, index, hit):
        return False
    bare = key[1:] if key[:1] in "وف" and len(key) > 3 else key
    return not bare.startswith(("ال", "لل", "بال")) and not (
        hit.value.loose and hit.value.agrees == "m" and index and not clause_initial(sentence, index)
    )


def nominal(sentence: Sentence, index: int, hit: Hit) -> bool:
    """هيئة متابعة السجون, ناجية تدعى عائشة: a form of a reporting verb that is none here."""
    if sentence.key(index) == "اضافه" and sentence.key(index + 1) == "الي":
        return True  # إضافةً إلى
    if hit.first == hit.last and hit.value.form != "participle":
        token = sentence.words[index]
        if sentence.text[token.end - 1] == "ة":
            return True  # نزلت دانة, في نشرة الأحد: no verb with an object is written so
    if (
        hit.value.form == "participle"
        and hit.first == hit.last
        and index
        and sentence.words[index - 1].kind != "p"
    ):
        return True
    return sentence.key(index) in _CALLED and sentence.key(index + 1) not in _THAT


def ends_name(sentence: Sentence, index: int) -> bool:
    """A token that no name holds: a preposition, a verb of saying, a day."""
    key = sentence.key(index)
    return (
        key in _STOP
        or key in _THAT
        or speaks(sentence, index)
        or any(s.first == index for s in sentence.dates)
    )
