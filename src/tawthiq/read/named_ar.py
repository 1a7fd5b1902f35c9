"""Whom an Arabic sentence in which nobody speaks has named: who was met or heard, and who does what it tells.

A verb that carries its subject in the next sentence may mean them: زار المحافظ الموقع. وقال إن.
"""

from tawthiq.read.aside_ar import BETWEEN, QUOTES, WITH, kin, office
from tawthiq.read.called_ar import by_name
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.parted_ar import unjoined
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_ar import noun_at, subject
from tawthiq.read.told_ar import leads, speaks
from tawthiq.read.words import listed

_BEFORE = listed("antecedents", "before_ar")
_MANY = listed("antecedents", "many")
_MET = listed("antecedents", "met_ar")
_TITLED = listed("subject", "titles_ar")
_TO = frozenset(("الي", "مع"))
_WORDS = listed("antecedents", "words_ar")
_THERE = listed("antecedents", "there_ar")
_ONE = listed("antecedents", "one_ar")
_CALL = listed("antecedents", "call_ar")
_KIND = listed("antecedents", "kind_ar")
_CAME = listed("antecedents", "came_ar")
_SO_CALLED = listed("antecedents", "so_called_ar")
_LEAD = 12
_STILL = frozenset(("يكن", "تكن", "يعد", "تعد", "يزال", "تزال"))
_ALIVE = frozenset(("act:status", "act:flight", "act:displacement", "act:detention", "act:injury"))
_NEAR = 4

Named = tuple[int, str, frozenset[str], bool]
"""Where, the name, what is known of gender and number, and whether it counts as having spoken."""


def named(sentence: Sentence) -> list[Named]:
    """At most one of each kind, in order."""
    words = sentence.words
    if sentence.lang != "ar" or len(words) < _NEAR - 1:
        return []
    found = _doing(sentence)
    kunya = next((i for i in (0, 1) if words[i].key in ("ام", "ابو")), None)
    if kunya is not None:
        start, end = sentence.span(kunya, kunya + 1)
        of = frozenset("f" if words[kunya].key == "ام" else "m")
        return [(start, sentence.text[start:end], of, True)]
    met = _met(sentence)
    return [*found, met] if met is not None else found


def _met(sentence: Sentence) -> Named | None:
    """رأيت رجلاً يحمل ابنه; التقيت عند البئر امرأة; استمعت المحكمة إلى الشاهد."""
    if not sentence.keys.isdisjoint(_CALL):
        index = next(i for i, token in enumerate(sentence.words) if token.key in _CALL)
        to = index + 1 + (sentence.key(index + 1) in _KIND)
        noun = (
            noun_at(sentence, to + 1) if sentence.key(to) == "من" and to + 1 < len(sentence.words) else None
        )
        if noun is not None and not sentence.act_at(noun.first) and noun.first not in sentence.figures():
            return (
                sentence.words[index].start,
                noun.text,
                _traits(sentence, noun),
                True,
            )  # وصلني اتصال من أبو عمر
    if sentence.keys.isdisjoint(_MET):
        return None
    for index, token in enumerate(sentence.words[:-1]):
        if token.key not in _MET:
            continue
        to = next((i + 1 for i in range(index + 1, index + _NEAR) if sentence.key(i) in _TO), index + 1)
        to += sentence.key(to) in _WORDS  # إلى أقوال المدعية
        noun = noun_at(sentence, to) if to < len(sentence.words) else None
        noun = noun or subject(sentence, index, None)
        if noun is None or not _somebody(sentence, noun):
            continue
        titled = _has(sentence, noun.first, _TITLED) and noun.last - noun.first < _NEAR
        first = noun if titled else noun_of(sentence, noun.first, noun.first)
        return token.start, first.text, _traits(sentence, noun), True
    return None


def _doing(sentence: Sentence) -> list[Named]:
    """أصدر مركز الذاكرة تقريره; ثم جاءت الشاهدة «أمل»; المدير في مكتبه: who may speak, and is the subject."""
    words = sentence.words
    begin = 2 if sentence.key(1) == ":" else 0  # ج: اتصل بنا شخص
    dash = next((i for i in range(1, _NEAR + 1) if sentence.key(i) in ("-", "–", "—")), None)
    if dash is not None and dash + _NEAR < len(words) and words[dash].start > words[dash - 1].end:
        begin = dash + 1  # عنتيبي – على ضفة البحيرة
    start = begin
    while begin < len(words) - 1 and (leads(words[begin]) or words[begin].key in _BEFORE):
        begin += 1
    there = _there(sentence, begin)
    if there is not None:
        return [there]
    act = next((hit for hit in sentence.acts() if hit.first <= begin <= hit.last), None)
    if (
        words[begin].kind != "w"
        or speaks(sentence, begin)
        or (act is not None and act.category not in _ALIVE)
    ):
        return []
    later = _later(sentence, start)
    if later is not None:
        return [later]
    still = begin and words[begin - 1].key in _STILL
    first = kin(sentence, begin) or (
        office(sentence, begin) and words[begin].forms[-1] in lexicon().roles | lexicon().heads
    )
    noun = noun_at(sentence, begin) if first or still else subject(sentence, begin, None)
    if noun is None or not (office(sentence, noun.first) or kin(sentence, noun.first)):
        opens = noun_at(sentence, begin)  # أحمد سلامة، مصور فقد ساقه
        noun = opens if opens is not None and _told_of(sentence, opens) else noun
    if noun is None or sentence.act_at(noun.first):
        return []
    if not office(sentence, noun.first) and not kin(sentence, noun.first) and not _told_of(sentence, noun):
        return []
    of = _traits(sentence, noun)
    mark = noun.last + 1
    closing = (i for i in range(mark + 2, min(len(words), mark + _NEAR)) if words[i].key in QUOTES)
    if sentence.key(mark) in QUOTES and (shut := next(closing, None)) is not None:
        noun = noun_of(sentence, mark + 1, shut - 1)  # الشاهدة «أمل»
    noun = by_name(sentence, noun)
    return [(words[noun.first].start, noun.text, of, False)]


def _later(sentence: Sentence, begin: int) -> Named | None:
    """على ضفة البحيرة يجلس موسى كاتو، 54 عاما; بعد أسبوع عاد الطبيب هيثم: behind when and where, a name with its age or an office."""
    words = sentence.words
    dated = any(s.first <= begin + 1 and begin <= s.last for s in sentence.dates)
    if words[begin].key not in WITH | BETWEEN and not dated:
        return None
    for index in range(begin + 1, min(len(words) - 1, begin + _LEAD)):
        before = words[index - 2 if words[index - 1].key in BETWEEN and index - 1 > begin else index - 1]
        if words[index].kind != "w" or before.kind != "w" or sentence.act_at(index):
            continue
        verb = (
            before.key[:1] in "يت"
            or before.key in _CAME
            or (sentence.act_at(index - 1) and not before.key.startswith("ال"))
        )
        led = before.key not in WITH and not any(form in lexicon().heads for form in before.forms)
        titled = words[index].key.startswith("ال") and _has(
            sentence, index, _TITLED | lexicon().roles | _SO_CALLED
        )
        noun = noun_at(sentence, index) if led and (verb or titled) else None
        if noun is None or noun.first in sentence.figures():
            continue
        aged = (
            noun.last > noun.first
            and sentence.key(noun.last + 1) == ","
            and words[min(noun.last + 2, len(words) - 1)].kind == "n"
        )
        if (verb and aged) or (titled and verb):
            return words[index].start, noun.text, _traits(sentence, noun), False
    return None


def _there(sentence: Sentence, begin: int) -> Named | None:
    """في ولد عمره حداشر سنة; كان في زلمة من ضيعتنا; واحد شغال في المستشفى: somebody without a name who opens a tale."""
    at = begin
    while sentence.key(at) in _THERE:
        at += 1
    one = sentence.key(at) in _ONE or sentence.key(at).removeprefix("و") in _ONE
    led = at > begin or one
    if not led or at >= len(sentence.words) or sentence.act_at(at):
        return None
    if not one and not _somebody(sentence, noun_of(sentence, at, at)):
        return None
    first = unjoined(sentence, noun_of(sentence, at, at))
    return sentence.words[at].start, first.text, _traits(sentence, first), False


def _told_of(sentence: Sentence, noun: Noun) -> bool:
    """عبده سالم، الصياد ابن الأربعين: a name of two words or more, and who it is behind a comma."""
    after = noun.last + 2
    return (
        noun.last > noun.first
        and sentence.key(noun.last + 1) == ","
        and after < len(sentence.words)
        and (office(sentence, after) or sentence.at("unit", after) is not None)
    )


def _has(sentence: Sentence, index: int, words: frozenset[str]) -> bool:
    return any(form in words for form in sentence.words[index].forms)


def _somebody(sentence: Sentence, noun: Noun) -> bool:
    unit = sentence.at("unit", noun.first)
    return (unit is not None and unit.value.of == "person") or _has(sentence, noun.first, lexicon().roles)


def _traits(sentence: Sentence, noun: Noun) -> frozenset[str]:
    head = sentence.words[noun.first].forms[-1]
    if not office(sentence, noun.first) and not kin(sentence, noun.first) and noun.last > noun.first:
        return frozenset()  # عبده سالم
    if head.endswith(("ين", "ون")) or head in _MANY:
        return frozenset("p")
    return frozenset("f" if head.endswith("ه") else "m")
