"""By what name an Arabic speaker is called whose office was named first: between commas, in marks, behind where the office is held."""

from tawthiq.language.tokens import Token
from tawthiq.read.aside_ar import BETWEEN, OPEN, QUOTES, WITH, role
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_ar import TITLES, given, phrase_stop
from tawthiq.read.told_ar import leads, speaks
from tawthiq.read.words import listed

_THAT = listed("subject", "that_ar")
_STOP = listed("subject", "stop_ar")
_CALLED = listed("subject", "called_ar")
_ASIDE_AR = listed("subject", "parted_ar")
_DECLINED = listed("subject", "declined_ar")
_PAPERS = listed("papers", "ar")
_WITHIN = listed("subject_ar", "within")
_BY_NAME = listed("subject_ar", "by_name")
_FULL = 2
_NAME = 5
_LONGEST = 11
_PHRASE = 9


def by_name(sentence: Sentence, noun: Noun) -> Noun:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    """المتحدثة باسم المفوضية، سارة جمال، إن: an office's holder is called by the name between commas."""
    lists = lexicon()
    words = sentence.words
    called = _called_in_marks(sentence, noun)
    if called is not None:
        return called
    titled = any(f in TITLES for f in words[noun.first].forms)
    if (
        titled
        and noun.last - noun.first == _FULL
        and not any(
            words[i].key.startswith("ال") or any(f in lists.heads for f in words[i].forms)
            for i in (noun.first + 1, noun.last)
        )
    ):
        return noun  # الطبيبة لميس عرفات، آخر جراحة
    office = any(
        role(words[i].forms) or any(f in lists.heads for f in words[i].forms)
        for i in range(noun.first, min(noun.last, noun.first + 1) + 1)
    )
    if sentence.key(noun.last + 1) in _CALLED:
        stop = phrase_stop(sentence, noun.last + 2, None)
        return noun_of(sentence, noun.last + 2, stop - 1) if stop > noun.last + 2 else noun
    within = _named_within(sentence, noun) if office else None
    if within is not None:
        return within
    comma = noun.last + 1
    while comma < len(words) and comma - noun.last < _PHRASE and words[comma].kind == "w":
        if words[comma].key in _THAT or speaks(sentence, comma):
            return noun
        comma += 1
    if not office or sentence.key(comma) != ",":
        return noun
    start = comma + 1
    stop = phrase_stop(sentence, start, None)
    ended = stop >= len(words) or words[stop].key in (",", ":", "(", ".") or words[stop].key in _THAT
    ended = ended or words[stop].key in _STOP or speaks(sentence, stop)
    first = words[start] if start < len(words) else None
    if first is not None and first.key in _DECLINED:
        return noun  # رفض الكشف عن هويته
    if first is None or not ended or not 1 < stop - start <= _NAME or first.key.startswith("و"):
        return noun
    if any(i in sentence.figures() for i in range(start, stop)):
        return noun  # مصدر طبي، سبعة منهم
    if any(words[i].key in _DECLINED for i in range(start, stop)):
        return noun  # صحفي يعمل لدى قناة: another
    if any(f in lists.roles or f in lists.heads for f in first.forms) and not any(
        f in TITLES for f in first.forms
    ):
        return noun  # سليم الحداد، مدير المشفى: the name stands first
    if (
        (first.key in _STOP | WITH | BETWEEN and not given(sentence, start))
        or first.key in _ASIDE_AR | {"اما"}
        or start in sentence.figures()
        or sentence.ending("role", start) is not None
        or leads(first)
        or speaks(sentence, start)
        or sentence.act_at(start)
    ):
        return noun
    return noun_of(sentence, start, stop - 1)


def _called_in_marks(sentence: Sentence, noun: Noun) -> Noun | None:
    """سيدة، طلبت الإشارة إليها باسم «رحاب»، إن: the name that she asked to be called by."""
    for index in range(noun.last + 2, min(len(sentence.words) - 2, noun.last + _LONGEST)):
        if sentence.key(index) in _THAT or speaks(sentence, index):
            return None
        if sentence.key(index) in _BY_NAME and sentence.key(index + 1) in OPEN:
            closing = next((i for i in range(index + 3, index + _PHRASE) if sentence.key(i) in QUOTES), None)
            return noun_of(sentence, index + 2, closing - 1) if closing is not None else None
    return None


def _named_within(sentence: Sentence, noun: Noun) -> Noun | None:
    """الباحثة في المنظمة سارة الكيالي إن: the name that stands behind where an office is held."""
    words = sentence.words
    at = noun.last + 1
    if sentence.key(at) not in _WITHIN or any(noun.first <= i <= noun.last for i in sentence.figures()):
        return None
    stop = at + 1
    while (
        stop < len(words)
        and stop - at < _LONGEST
        and words[stop].kind == "w"
        and words[stop].key not in _THAT
    ):
        if speaks(sentence, stop) or words[stop].key in _STOP or any(s.first == stop for s in sentence.dates):
            return None
        stop += 1
    index = at + 1
    while index < stop:
        hit = sentence.at("organisation", index) or sentence.at("place", index)
        part = words[index].key.startswith("ال") or any(f in lexicon().heads for f in words[index].forms)
        if hit is None and not part:
            break
        index = hit.last + 1 if hit is not None else index + 1
    plain = all(not sentence.act_at(i) and i not in sentence.figures() for i in range(index, stop))
    if index == at + 1 or not plain or not 1 < stop - index < _NAME or _paper(words[at + 1]):
        return None
    return noun_of(sentence, index, stop - 1)


def _paper(token: Token) -> bool:
    return any(form in _PAPERS for form in token.forms)
