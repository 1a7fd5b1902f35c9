"""Whom an Arabic reporting verb makes speak where the subject stands before it: by name, in marks, from a seat, nobody by name."""

from tawthiq.read.aside_ar import OPEN, QUOTES, WITH, kin, office, role
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.parted_ar import parted, unjoined
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_ar import finite, known, phrase, phrase_stop
from tawthiq.read.told_ar import clause_initial, leads, speaks
from tawthiq.read.words import listed

_THAT = listed("subject", "that_ar")
_BEFORE = listed("subject", "before_ar")
_RELATIVE = listed("subject", "relative_ar")
_PAPERS = listed("papers", "ar")
_PREPOSITIONS = listed("subject_ar", "prepositions")
_THIS = listed("subject_ar", "this")
_ON_AIR = listed("subject_ar", "on_air")
_SOME = listed("antecedents", "one_ar")
_ASKED = listed("subject_ar", "asked")
_WHEN = listed("subject_ar", "when")
_LONGEST = 11
_PHRASE = 9
_GOING_ON = "عم"


def subject_before(sentence: Sentence, verb: int) -> Noun | None:  # noqa: C901, PLR0911, PLR0912, PLR0915 - a grammar: one early answer a rule
    """A subject before its verb in the same clause: وزارة الصحة أعلنت, غير أن ناجين أكدوا."""
    words = sentence.words
    if verb > 2 and words[verb - 1].key == "من" and words[verb - 2].key in ("هو", "هي", "هم"):
        verb -= 2  # أن الهلال الأحمر هو من تحدث
    verb -= verb > 1 and words[verb - 1].key == _GOING_ON and words[verb - 2].key in _RELATIVE  # يلي عم تقول
    if verb and words[verb - 1].key in _RELATIVE:  # النائب، الذي قال
        verb -= 1 + (verb > 1 and words[verb - 2].key == ",")
        coded = headed_marks(sentence, verb)
        if coded is not None:
            return coded
    apart = parted(sentence, verb)
    if apart is not None:
        return apart
    first = verb
    while first > 0 and verb - first < _LONGEST + 3:
        token = words[first - 1]
        if (
            token.kind not in "wh"
            or token.key.removeprefix("و").removeprefix("ف") in _THAT
            or leads(token)
            or speaks(sentence, first - 1)
        ):
            break
        first -= 1
    stop = verb
    while stop > first and sentence.key(stop - 1) in _BEFORE:
        stop -= 1
    while first < stop and (leads(words[first]) or words[first].forms[-1:] == ("كانت",)):
        first += 1
    first = _behind_when(sentence, first, stop)
    if first < stop and any(form in _BEFORE for form in words[first].forms):
        first += 1
    end = phrase_stop(sentence, first, None)
    some = _someone(sentence, verb)
    if some is not None:
        return some
    if sentence.key(first).removeprefix("و") in _ASKED and first + 1 < stop:
        first += 1  # وبسؤال الشاهد الثاني أجاب
        end = phrase_stop(sentence, first, None)
    noun = phrase(sentence, first, min(end, stop))
    if noun is None:
        return None
    paper = sentence.words[verb - 1] if stop == verb else None
    if paper is not None and noun.last > noun.first and paper.arabic and paper.forms[0] in _PAPERS:
        return noun_of(sentence, verb - 1, verb - 1)  # في الأرشيف العسكري وثيقة تقول
    unit = sentence.at("unit", noun.last)
    if unit is not None and unit.value.of == "time":
        return _aged(sentence, verb)  # ابنتها البالغة 15 عاما قالت
    if noun.first and sentence.key(noun.first - 1).removeprefix("و") in _PREPOSITIONS:
        seated = _seated(sentence, noun.first - 1, verb)
        if seated is not None:
            return seated
        if sentence.key(noun.first) in _ON_AIR and noun.last == verb - 1:
            return noun  # في التلفزيون قالوا
        return None  # وفي السياق ذاته قال
    if sentence.key(noun.first).removeprefix("و") in ("لم", "لا", "لن"):
        return None
    if sentence.key(noun.first) in _THIS or sentence.key(noun.first).removeprefix("و") in WITH:
        return None  # بهذه الكلمات وصف
    if any(hit.first <= noun.first <= hit.last for hit in sentence.hits.get("cue", ())):
        return None  # بحسب شهود تحدثوا إلى
    unit = sentence.at("unit", noun.first)
    who = known(sentence, noun) or (
        unit is not None and unit.value.of == "person" and unit.value.number == "one" and noun.first == first
    )
    nearer = _nearer(sentence, noun, stop)
    if nearer is not None:
        return nearer
    if not clause_initial(sentence, verb) and noun.last == verb - 1:
        who = who or words[noun.last].key.startswith("ال")
    near = stop - noun.last <= 1 and noun.last - noun.first < 5 and not sentence.act_at(noun.first)
    return unjoined(sentence, noun) if who or near else None


def _aged(sentence: Sentence, verb: int) -> Noun | None:
    """Somebody by kin or office who opens the clause, with an age between."""
    low = max(0, verb - _PHRASE)
    begin = next((i for i in range(verb - 1, low - 1, -1) if sentence.words[i].kind == "p"), low - 1) + 1
    begin += begin < verb - 1 and leads(sentence.words[begin])
    if not (kin(sentence, begin) or office(sentence, begin) or role(sentence.words[begin].forms)):
        return None
    return unjoined(sentence, noun_of(sentence, begin, begin))


def _someone(sentence: Sentence, verb: int) -> Noun | None:
    """وواحد شغال في مستشفى العريش قال: somebody without a name, and what is told of him, from the beginning of a clause."""
    low = max(0, verb - _PHRASE)
    begin = next((i for i in range(verb - 1, low - 1, -1) if sentence.words[i].kind != "w"), low - 1) + 1
    if (
        begin >= verb - 1
        or (begin == low and low)
        or {
            sentence.key(begin),
            sentence.key(begin).removeprefix("و"),
        }.isdisjoint(_SOME)
    ):
        return None
    if any(
        sentence.act_at(i) or speaks(sentence, i) or i in sentence.figures() for i in range(begin + 1, verb)
    ):
        return None
    return unjoined(sentence, noun_of(sentence, begin, verb - 1))


def _seated(sentence: Sentence, at: int, verb: int) -> Noun | None:
    """الدكتور في مستشفى الثورة قال: somebody who may speak, and where, from the beginning of a clause up to the verb."""
    low = max(0, verb - _PHRASE)
    begin = next((i for i in range(at - 1, low - 1, -1) if sentence.words[i].kind != "w"), low - 1) + 1
    if begin >= at or (begin == low and low):
        return None
    begin += leads(sentence.words[begin]) and begin + 1 < at
    token = sentence.words[begin]
    if not (office(sentence, begin) or kin(sentence, begin) or role(token.forms)) or sentence.act_at(begin):
        return None
    inside = range(begin, verb)
    closed = token.key.removeprefix("و").startswith("ال")
    if closed and not all(sentence.key(i).startswith("ال") for i in range(begin + 1, at)):
        return None  # الناطق طلع في التلفزيون قال
    if any(speaks(sentence, i) or i in sentence.figures() or finite(sentence, i) for i in inside):
        return None
    return unjoined(sentence, noun_of(sentence, begin, verb - 1))


def _behind_when(sentence: Sentence, first: int, stop: int) -> int:
    """بعدها بساعتين كتبت; وفي اليوم التالي نقلت; في المساء الناطق قال: when it was said is nobody's name."""
    index = first
    while index < stop:
        dated = next((span for span in sentence.dates if span.first <= index <= span.last), None)
        if dated is not None:
            index = dated.last + 1
        elif sentence.key(index).removeprefix("و") in _WHEN:
            index += 1
        else:
            break
    return index


def headed_marks(sentence: Sentence, stop: int) -> Noun | None:
    """الشاهد «ب»، الذي روى: an office and the name in marks behind it, right before token `stop`."""
    if sentence.key(stop - 1) not in QUOTES:
        return None
    opened = next((i for i in range(stop - 2, max(0, stop - _PHRASE), -1) if sentence.key(i) in OPEN), 0)
    head = opened - 1
    return noun_of(sentence, head, stop - 1) if head >= 0 and opened and office(sentence, head) else None


def _nearer(sentence: Sentence, noun: Noun, stop: int) -> Noun | None:
    """شهادة معلم قال: somebody without an article right before the verb, where the phrase found ends before him."""
    papers = any(form in _PAPERS for i in range(noun.first, noun.last) for form in sentence.words[i].forms)
    if noun.last >= stop - 1 and not papers:
        return None
    if sentence.words[stop - 1].key.startswith(("ال", "و", "ب", "ل")):
        return None
    roles, heads = lexicon().roles, lexicon().heads
    forms = sentence.words[stop - 1].forms
    held = any(form in roles for form in forms) and not any(form in heads for form in forms)
    return noun_of(sentence, stop - 1, stop - 1) if held and sentence.words[stop - 1].kind == "w" else None
