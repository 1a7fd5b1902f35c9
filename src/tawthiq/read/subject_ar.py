"""Whom an Arabic reporting verb makes speak: the noun phrase up to إن or أن, or up to what is told; before the verb where none follows.

Between a verb and its subject may stand when, where and to whom it was said ("قال، أمس، في تصريح لوكالة X، مدير ..."): these are
stepped over. Acts end the phrase only where no إن or أن stands behind it, and never right behind the head of an office's name,
so that "رئيس هيئة المفقودين" stays whole. A verb that has no subject beside it carries its own ("وأضافت أن").
"""

from tawthiq.language.tokens import Token
from tawthiq.read.aside_ar import (
    BETWEEN,
    OPEN,
    QUOTES,
    WEEKDAYS,
    WITH,
    behind_aside,
    behind_recipient,
    kin,
    office,
    plain_word,
    recipient,
    role,
    steps_over,
)
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.parted_ar import parted, unjoined
from tawthiq.read.sentence import Sentence
from tawthiq.read.told_ar import clause_initial, initial, leads, name_first, speaks
from tawthiq.read.words import listed

_THAT = listed("subject", "that_ar")
_STOP = listed("subject", "stop_ar")
_LEAD = listed("subject", "lead_ar")
_BEFORE = listed("subject", "before_ar")
_ASIDE = listed("subject", "aside_ar")
_SOMEBODY = listed("subject", "somebody_ar")
TITLES = listed("subject", "titles_ar")
_RELATIVE = listed("subject", "relative_ar")
_PAPERS = listed("papers", "ar")
_PICTURES = listed("cues", "pictures_ar")
_PREPOSITIONS = listed("subject_ar", "prepositions")
_THIS = listed("subject_ar", "this")
_FATHATAN = "\u064b"
_ONE = listed("subject_ar", "one")
_ON_AIR = listed("subject_ar", "on_air")
_NOBODY = listed("subject_ar", "nobody")
_SOME = listed("antecedents", "one_ar")
_GOING_ON = "عم"
_KUNYA = frozenset(("ابو", "ام", "بو", "ابا", "ابي"))
_FEW = 3
_SAME = listed("antecedents", "same")
_SOME_OF = listed("subject_ar", "some_of")
_ASKED = listed("subject_ar", "asked")
_REFUSED = listed("subject_ar", "refused")
_NAMING = listed("subject_ar", "naming")
_OF_THEM = listed("carried", "of_them_ar")
_WHEN = listed("subject_ar", "when")
_LONGEST = 11
_FAR = 30
_PHRASE = 9


def subject(sentence: Sentence, verb_last: int, told: int | None) -> Noun | None:
    """The subject behind the verb that ends at token `verb_last`."""
    start = verb_last + 1
    if sentence.key(verb_last) == "ما" and start + 1 < len(sentence.words):
        start += 1  # وفق ما أعلنته وزارة الصحة
    begin = _opening(sentence, start, told)
    return noun_at(sentence, begin, told) if begin is not None else None


def noun_at(sentence: Sentence, begin: int, told: int | None = None) -> Noun | None:
    """The noun phrase that begins at a token."""
    stop = phrase_stop(sentence, begin, told)
    noun = _phrase(sentence, begin, stop) if stop > begin else None
    return unprefixed(sentence, noun) if noun else None


def _opening(sentence: Sentence, start: int, told: int | None) -> int | None:
    """Where the subject begins: behind times, places and recipients of the saying."""
    limit = len(sentence.words) if told is None else told
    limit = min(limit, start + _FAR)
    if start < limit and sentence.key(start) in OPEN and name_first(sentence, start):
        return start + 1
    index = start
    parted = sentence.key(start) == ","
    while index < limit:
        token = sentence.words[index]
        if token.key == ",":
            after = index + 1
            if parted and (index > start or (after < limit and steps_over(sentence, after))):
                index += 1
                continue
            return None
        if token.kind == "p":
            return None
        if (
            sentence.at("verb", start - 1) is not None
            and token.key.startswith("وال")
            and len(token.forms) > 1
            and not (role(token.forms[:1]) or kin(sentence, index))
        ):
            return None  # قالت والدموع في عينيها
        dated = next((span for span in sentence.dates if span.first <= index <= span.last), None)
        if dated or token.key in WEEKDAYS:
            index = dated.last + 1 if dated else index + 1
        elif token.key in BETWEEN or _accusative(sentence, index):
            index += 1
        elif token.key in WITH:
            index = behind_aside(sentence, index + 1, limit)
        elif recipient(sentence, index):
            index = behind_recipient(sentence, index, limit)
        else:
            return index
    return None


def _accusative(sentence: Sentence, index: int) -> bool:
    """قال باكياً: a word with the accusative's mark is how it was said, never who said it."""
    token = sentence.words[index]
    return token.kind == "w" and sentence.text[token.start : token.end].rstrip("ا").endswith(_FATHATAN)


def phrase_stop(sentence: Sentence, start: int, told: int | None) -> int:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    """Where the noun phrase ends that begins at a token."""
    words = sentence.words
    lists = lexicon()
    index = start
    while index < len(words) and index - start < _LONGEST and index != told:
        token = words[index]
        if token.key in QUOTES and index + 1 < len(words) and index > start:
            closing = _name_in_marks(sentence, index)
            if closing:
                index = closing + 1
                if _described(sentence, index):
                    continue  # منظمة «عدالة» الدولية; not: حمّلت منظمة «عدالة» السلطات
                return index
        if token.key == "." and index > start and initial(sentence, index):
            index += 1
            continue
        if token.key == "-" and index > start and _coded(sentence, index):
            index += 2  # الشاهد ز-30
            continue
        if index == start and (many := _some_of(sentence, index)) is not None:
            return many  # أفاد 12 من المشتكين, قال عدد من السكان
        stops = (
            token.key in (_STOP if index > start else _STOP | _NOBODY)
            and not (index == start and token.key in _PAPERS)
            and not given(sentence, index)
        )
        if token.kind not in "wh" or stops or token.key in WEEKDAYS:
            return index
        if index > start and token.key in _SAME:
            return index  # واستبعد المصدر ذاته فرضية
        if index > start and token.key in _DEMONSTRATIVE:
            return index  # نفى التنظيم ذلك
        if index > start and token.key in _REFUSED and sentence.key(index + 1) in _NAMING:
            return index  # مصدر طبي رفض الكشف عن اسمه
        if index > start and _accusative(sentence, index) and not _accusative(sentence, start):
            return index  # قال الوزير بركة تعليقا
        hit = sentence.at("organisation", index)
        if hit:
            if index == start and not _described(sentence, hit.last + 1):
                return hit.last + 1
            index = hit.last + 1
            continue
        if index == start and token.key == _GOING_ON and sentence.at("verb", index + 1):
            return index  # عم يقولوا
        if any(span.first == index for span in sentence.dates) or sentence.at("hedge_before", index):
            return index
        near = token.kind == "w" and index == start and index in sentence.figures()
        near = near and sentence.key(index + 1) not in _OF_THEM
        if near and (
            told is not None or any(office(sentence, i) for i in range(index + 1, min(index + 3, len(words))))
        ):
            index += 1  # ثلاثة ناجين
            continue
        if index == start and token.key.removeprefix("و") in _ONE:
            index += 1
            continue  # واحد منهم
        if speaks(sentence, index) or index in sentence.figures():
            return index
        if index > start and sentence.act_at(index) and not _inside_name(sentence, index, told):
            return index
        if index > start and token.key[:1] == "ل" and any(f in lists.heads for f in token.forms[1:]):
            return index  # to an agency: who is told is not who tells
        if index > start + 1 and token.key[:2] == "لل" and _told_to(sentence, start, index):
            return index
        if index > start and _prefixed(token) and (sentence.act_at(index) or sentence.at("means", index)):
            return index
        if index == start and sentence.act_at(index) and not any(f in lists.roles for f in token.forms):
            return index
        if _closed(sentence, index, start):
            return index + 1
        index += 1
    return index


_DEMONSTRATIVE = listed("subject_ar", "demonstrative")


def _some_of(sentence: Sentence, start: int) -> int | None:
    """12 من المشتكين, عدد من السكان, إحدى المحتجزات السابقات: where those end of whom some speak."""
    index = start
    while index in sentence.figures() and index - start < _PHRASE:
        index += 1
    counted = index > start
    if not counted and sentence.key(start).removeprefix("و") in _SOME_OF:
        index += 1
        counted = True
    if not counted or index + 1 >= len(sentence.words):
        return None
    if sentence.key(index) == "من":
        index += 1
    elif sentence.key(start).removeprefix("و") not in _ONE:
        return None
    if index >= len(sentence.words) or not (sentence.key(index).startswith("ال") or office(sentence, index)):
        return None
    index += 1
    while (
        index < len(sentence.words)
        and sentence.key(index).startswith("ال")
        and sentence.words[index].kind == "w"
    ):
        if sentence.key(index) in WEEKDAYS or any(s.first == index for s in sentence.dates):
            break
        index += 1
    return index


def _told_to(sentence: Sentence, start: int, index: int) -> bool:
    """الناشط أحمد للجزيرة: behind somebody's name, where the phrase is no organisation's."""
    lists = lexicon()
    forms = sentence.words[start].forms
    person = any(form in lists.roles for form in forms) and not any(form in lists.heads for form in forms)
    before = sentence.words[index - 1]
    return person and not before.key.startswith("ال") and not any(f in lists.heads for f in before.forms)


def given(sentence: Sentence, index: int) -> bool:
    """علي is a name, على is none: the folded key does not tell them apart, the letters do."""
    token = sentence.words[index]
    return token.key == "علي" and sentence.text[token.start : token.end] == "علي"


def _closed(sentence: Sentence, index: int, start: int) -> bool:
    """وأعلن الجيش تعليق: behind an office with its article no word without one goes on with the name."""
    token, after = sentence.words[index], sentence.words[index + 1 : index + 2]
    if (
        index != start
        or not token.key.removeprefix("و").startswith("ال")
        or not after
        or after[0].kind != "w"
    ):
        return False
    heads = lexicon().heads
    return any(form in heads or form in _PAPERS for form in token.forms) and not after[0].key.startswith(
        ("ال", "ب", "في")
    )


def _coded(sentence: Sentence, dash: int) -> bool:
    after = sentence.words[dash + 1] if dash + 1 < len(sentence.words) else None
    joined = after is not None and sentence.words[dash - 1].end == sentence.words[dash].start
    return joined and after is not None and after.kind == "n"


def _described(sentence: Sentence, index: int) -> bool:
    """وزارة الصحة الفلسطينية, الدفاع المدني السوري: an adjective goes on with an organisation's name."""
    key = sentence.key(index)
    return key.startswith("ال") and key.endswith(("يه", "ي")) and len(key) > 5 and not sentence.act_at(index)


def _name_in_marks(sentence: Sentence, index: int) -> int | None:
    """جمعية «أين هم»: a name in marks behind the head of an organisation."""
    before = sentence.words[index - 1]
    if sentence.key(index) not in OPEN or before.key not in lexicon().heads:
        return None
    return next(
        (i for i in range(index + 1, min(len(sentence.words), index + 6)) if sentence.key(i) in QUOTES), None
    )


def as_for(sentence: Sentence, verb: int) -> Noun | None:
    """أما عمدة القبيلة، الذي وصل، فقدر: the one whom "as for" names speaks."""
    if not sentence.words[verb].key.startswith("ف") and sentence.key(verb - 1) != "فقد":
        return None
    begin = next(
        (i for i in range(verb - 1, max(-1, verb - _FAR), -1) if sentence.key(i) in ("اما", "واما")), None
    )
    if begin is None:
        return None
    shut = range(begin + 3, min(verb, begin + 9)) if sentence.key(begin + 2) in OPEN else ()
    marks = next((i for i in shut if sentence.key(i) in QUOTES), None)
    if sentence.key(begin + 1) in OPEN:
        shut = range(begin + 3, min(verb, begin + 9))
        marks = next((i for i in shut if sentence.key(i) in QUOTES), None)
        return noun_of(sentence, begin + 2, marks - 1) if marks is not None else None  # أما «إدريس» فقد روى
    if marks is not None:
        return _phrase(sentence, begin + 1, marks + 1)  # أما تنظيم «ولاية الصحراء» فقال
    comma = next((i for i in range(begin + 1, verb + 1) if sentence.words[i].kind == "p"), verb)
    return _phrase(sentence, begin + 1, min(comma, phrase_stop(sentence, begin + 1, None)))


def _inside_name(sentence: Sentence, index: int, told: int | None) -> bool:
    """An act word that belongs to an office's name: هيئة المفقودين, الناجي, مركز توثيق."""
    lists = lexicon()
    before = sentence.words[index - 1]
    led = any(form in lists.heads or form in lists.roles for form in before.forms)
    titled = before.key.startswith("ال") and any(form in TITLES for form in before.forms)
    if titled and sentence.key(index + 1).startswith("ال") and not sentence.key(index).startswith("ال"):
        return True  # الناشط ياسر البدوي
    closed = sentence.words[index].key.startswith("ال") and not before.key.startswith(
        "ال"
    )  # نفى الجيش | الهجوم
    construct = not before.key.removeprefix("و").startswith(("ال", "لل")) and any(
        f in lists.heads for f in before.forms
    )
    if led and (told is not None or closed or (construct and sentence.key(index + 1).startswith("ال"))):
        return True
    own = any(form in lists.roles for form in sentence.words[index].forms)
    return own or (told is not None and sentence.words[index].key.startswith("ال"))


def _prefixed(token: Token) -> bool:
    return token.key[:1] in "بل" and len(token.key) > 3


def unprefixed(sentence: Sentence, noun: Noun) -> Noun:
    """وفقاً للمرصد is المرصد, لمصادر is مصادر: the preposition is no part of the name."""
    token = sentence.words[noun.first]
    if (
        not token.arabic
        or token.key[:1] != "ل"
        or len(token.forms) < 2
        or len(token.key) < 4
        or plain_word(token.key)
    ):
        return noun
    if noun.text.startswith("لل"):
        return noun._replace(text=f"ال{noun.text[2:]}")
    if noun.text.startswith("ل") and token.key[1:] in token.forms:
        return noun._replace(text=noun.text[1:].lstrip("ـ"))
    return noun


def somebody(sentence: Sentence, noun: Noun) -> bool:
    """Known, by a title or a kunya, or a name of three words or fewer with no verb in it."""
    if known(sentence, noun) or sentence.key(noun.first) in _KUNYA:
        return True
    return noun.last - noun.first < _FEW and not any(
        _finite(sentence, i) or sentence.key(i).endswith("ت") for i in range(noun.first, noun.last + 1)
    )


def known(sentence: Sentence, noun: Noun) -> bool:
    """A role, an organisation or the head of one's name is among its first words."""
    lists = lexicon()
    inside = range(noun.first, min(noun.last, noun.first + 2) + 1)
    return any(
        role(sentence.words[i].forms)
        or any(
            form in lists.heads or form.removesuffix("ا") in lists.roles for form in sentence.words[i].forms
        )
        or kin(sentence, i)
        for i in inside
    ) or any(noun.first <= hit.first <= noun.last for hit in sentence.hits.get("organisation", ()))


def _phrase(sentence: Sentence, start: int, stop: int) -> Noun | None:
    while stop > start and (sentence.key(stop - 1) in _ASIDE or sentence.words[stop - 1].kind == "p"):
        if sentence.key(stop - 1) in QUOTES:
            break
        stop -= 1
    return noun_of(sentence, start, stop - 1) if stop > start else None


def subject_before(sentence: Sentence, verb: int) -> Noun | None:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    """A subject before its verb in the same clause: وزارة الصحة أعلنت, غير أن ناجين أكدوا."""
    words = sentence.words
    if verb > 2 and words[verb - 1].key == "من" and words[verb - 2].key in ("هو", "هي", "هم"):
        verb -= 2  # أن الهلال الأحمر هو من تحدث
    if verb and words[verb - 1].key in _RELATIVE:  # النائب، الذي قال
        verb -= 1 + (verb > 1 and words[verb - 2].key == ",")
        coded = _headed_marks(sentence, verb)
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
    noun = _phrase(sentence, first, min(end, stop))
    if noun is None:
        return None
    paper = sentence.words[verb - 1] if stop == verb else None
    if paper is not None and noun.last > noun.first and paper.arabic and paper.forms[0] in _PAPERS:
        return noun_of(sentence, verb - 1, verb - 1)  # في الأرشيف العسكري وثيقة تقول
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
    if any(speaks(sentence, i) or i in sentence.figures() or _finite(sentence, i) for i in inside):
        return None
    return unjoined(sentence, noun_of(sentence, begin, verb - 1))


def _finite(sentence: Sentence, index: int) -> bool:
    """The word may be a verb in the present, or tells an act: then what stands before it is its subject's."""
    key = sentence.key(index)
    return sentence.act_at(index) if key.startswith(("ال", "و")) else key[:1] in "يت" and len(key) > 3


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


def _headed_marks(sentence: Sentence, stop: int) -> Noun | None:
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
