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
from tawthiq.read.sentence import Sentence
from tawthiq.read.told_ar import initial, name_first, speaks
from tawthiq.read.words import listed

_STOP = listed("subject", "stop_ar")
_ASIDE = listed("subject", "aside_ar")
TITLES = listed("subject", "titles_ar")
_PAPERS = listed("papers", "ar")
_FATHATAN = "\u064b"
_ONE = listed("subject_ar", "one")
_NOBODY = listed("subject_ar", "nobody")
_GOING_ON = "عم"
_KUNYA = frozenset(("ابو", "ام", "بو", "ابا", "ابي"))
_FEW = 3
_SAME = listed("antecedents", "same")
_ABOUT, _TO = "عن", "الي"
_SO_CALLED = listed("antecedents", "so_called_ar")
_SOME_OF = listed("subject_ar", "some_of")
_REFUSED = listed("subject_ar", "refused")
_NAMING = listed("subject_ar", "naming")
_OF_THEM = listed("carried", "of_them_ar")
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
    noun = phrase(sentence, begin, stop) if stop > begin else None
    return unprefixed(sentence, noun) if noun else None


def _opening(sentence: Sentence, start: int, told: int | None) -> int | None:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
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
        if token.key in _DEMONSTRATIVE and sentence.key(index + 1).startswith("ال") and index + 1 < limit:
            index += 1  # وقدر هذا الجندي
        elif dated or token.key in WEEKDAYS:
            index = dated.last + 1 if dated else index + 1
        elif token.key in BETWEEN or _accusative(sentence, index):
            index += 1
        elif token.key == _TO and _to_me(sentence, index):
            index += 1  # كتب إلي صديق
        elif token.key == _ABOUT and index == start:
            return None  # تحدثت عن عشرة رجال
        elif token.key in WITH and not given(sentence, index):
            index = behind_aside(sentence, index + 1, limit)
        elif recipient(sentence, index):
            index = behind_recipient(sentence, index, limit)
        else:
            return index
    return None


def _to_me(sentence: Sentence, index: int) -> bool:
    """إليّ and إلي, not إلى: the folded key does not tell them apart, the letters do."""
    token = sentence.words[index]
    raw = sentence.text[token.start : token.end]
    return (
        raw.startswith("إ")
        and raw.rstrip("\u0651\u064e").endswith("ي")
        and not sentence.key(index + 1).startswith("ال")
    )


def _accusative(sentence: Sentence, index: int) -> bool:
    """قال باكياً: a word with the accusative's mark is how it was said, never who said it."""
    token = sentence.words[index]
    return token.kind == "w" and sentence.text[token.start : token.end].rstrip("ا").endswith(_FATHATAN)


def _demanded(sentence: Sentence, start: int) -> bool:
    word = sentence.words[start - 1] if start else None
    return word is not None and any(form in _DEMANDING for form in (word.key, *word.forms))


_DEMANDING = listed("subject_ar", "demanding")
_ADDRESSED = listed("subject_ar", "addressed")


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
        if index > start and (
            token.key in BETWEEN or (token.key in _ADDRESSED and _demanded(sentence, start))
        ):
            return index  # نقل الجنود إلينا, تطالب هيئة الأهالي السلطات
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
        if (
            index > start
            and token.key[:1] == "ل"
            and (any(f in lists.heads for f in token.forms[1:]) or role(token.forms[1:]))
        ):
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
        return phrase(sentence, begin + 1, marks + 1)  # أما تنظيم «ولاية الصحراء» فقال
    comma = next((i for i in range(begin + 1, verb + 1) if sentence.words[i].kind == "p"), verb)
    return phrase(sentence, begin + 1, min(comma, phrase_stop(sentence, begin + 1, None)))


def _inside_name(sentence: Sentence, index: int, told: int | None) -> bool:
    """An act word that belongs to an office's name: هيئة المفقودين, الناجي, مركز توثيق."""
    lists = lexicon()
    before = sentence.words[index - 1]
    led = any(form in lists.heads or form in lists.roles for form in before.forms)
    if before.key.removeprefix("و") in _SO_CALLED and not sentence.key(index).startswith("ال"):
        return True  # المدعو ياسر محمود
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
    first = noun.first
    if office(sentence, first) or role(sentence.words[first].forms) or kin(sentence, first):
        return True
    if sentence.key(first) in _KUNYA:
        return True
    return noun.last - noun.first < _FEW and not any(
        finite(sentence, i) or sentence.key(i).endswith("ت") for i in range(noun.first, noun.last + 1)
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


def phrase(sentence: Sentence, start: int, stop: int) -> Noun | None:
    """The noun of tokens `[start, stop)`, without what only follows it."""
    while stop > start and (sentence.key(stop - 1) in _ASIDE or sentence.words[stop - 1].kind == "p"):
        if sentence.key(stop - 1) in QUOTES:
            break
        stop -= 1
    return noun_of(sentence, start, stop - 1) if stop > start else None


def finite(sentence: Sentence, index: int) -> bool:
    """The word may be a verb in the present, or tells an act: then what stands before it is its subject's."""
    key = sentence.key(index)
    return sentence.act_at(index) if key.startswith(("ال", "و")) else key[:1] in "يت" and len(key) > 3
