"""Whom an Arabic reporting verb makes speak: the noun phrase up to إن or أن, or up to what is told; before the verb where none follows.

Acts end the phrase only where no إن or أن stands behind it, and never right behind the head of an office's name, so that
"رئيس هيئة المفقودين" stays whole. A verb that has no subject beside it carries its own ("وأضافت أن").
"""

from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_THAT = listed("subject", "that_ar")
_STOP = listed("subject", "stop_ar")
_LEAD = listed("subject", "lead_ar")
_BEFORE = listed("subject", "before_ar")
_WEEKDAYS = listed("subject", "weekdays_ar")
_ASIDE = listed("subject", "aside_ar")
_PAPERS = listed("subject", "papers_ar")
_PICTURES = listed("cues", "pictures_ar")
_NAME = 4
_LONGEST = 11
_FAR = 24
_QUOTES = frozenset('"“”«»')


def clause_initial(sentence: Sentence, verb: int) -> bool:
    """Nothing that could be its subject stands right before the verb."""
    before = sentence.words[verb - 1] if verb else None
    if before is None or before.kind not in "wh" or not before.arabic:
        return True
    return before.key in _LEAD or before.key in _BEFORE or before.key in _THAT or before.key in _STOP


def told_at(sentence: Sentence, verb: int) -> int | None:
    """The token where the matter begins that a verb introduces: إن, أن, a colon or a quotation mark."""
    for index in range(verb + 1, min(len(sentence.words), verb + _FAR)):
        key = sentence.key(index)
        if key in _THAT or key == ":" or (key in _QUOTES and index > verb):
            return index
        if key == "." or (index > verb + 1 and _speaks(sentence, index) and key != "ما"):
            return None
    return None


def _speaks(sentence: Sentence, index: int) -> bool:
    return sentence.at("verb", index) is not None


def subject(sentence: Sentence, verb_last: int, told: int | None) -> Noun | None:
    """The subject behind the verb that ends at token `verb_last`."""
    start = verb_last + 1
    if sentence.key(verb_last) == "ما" and start + 1 < len(sentence.words):
        start += 1  # وفق ما أعلنته وزارة الصحة
    stop = _stop(sentence, start, told)
    return _phrase(sentence, start, stop) if stop > start else None


def _stop(sentence: Sentence, start: int, told: int | None) -> int:  # noqa: PLR0911 - a grammar: one early answer a rule
    words = sentence.words
    lists = lexicon()
    index = start
    while index < len(words) and index - start < _LONGEST and index != told:
        token = words[index]
        if token.kind not in "wh" or token.key in _STOP or token.key in _WEEKDAYS:
            return index
        hit = sentence.at("organisation", index)
        if hit:
            index = hit.last + 1
            continue
        if any(span.first == index for span in sentence.dates) or sentence.at("hedge_before", index):
            return index
        if _speaks(sentence, index) or index in sentence.figures():
            return index
        if index > start and sentence.act_at(index) and not _inside_name(sentence, index, told):
            return index
        if index > start and token.key[:1] == "ل" and any(f in lists.heads for f in token.forms[1:]):
            return index  # to an agency: who is told is not who tells
        if index > start and _prefixed(token) and (sentence.act_at(index) or sentence.at("means", index)):
            return index
        if index == start and sentence.act_at(index) and not any(f in lists.roles for f in token.forms):
            return index
        index += 1
    return index


def as_for(sentence: Sentence, verb: int) -> Noun | None:
    """أما عمدة القبيلة، الذي وصل، فقدر: the one whom "as for" names speaks."""
    if sentence.key(0) != "اما" or not sentence.words[verb].key.startswith("ف"):
        return None
    comma = next((i for i in range(1, verb + 1) if sentence.words[i].kind == "p"), verb)
    return _phrase(sentence, 1, min(comma, _stop(sentence, 1, None)))


def _inside_name(sentence: Sentence, index: int, told: int | None) -> bool:
    """An act word that belongs to an office's name: هيئة المفقودين, الناجي, مركز توثيق."""
    lists = lexicon()
    before = sentence.words[index - 1]
    led = any(form in lists.heads or form in lists.roles for form in before.forms)
    if led and (told is not None or sentence.words[index].key.startswith("ال")):
        return True
    own = any(form in lists.roles for form in sentence.words[index].forms)
    return own or (told is not None and sentence.words[index].key.startswith("ال"))


def _prefixed(token: Token) -> bool:
    return token.key[:1] in "بل" and len(token.key) > 3


def by_name(sentence: Sentence, noun: Noun) -> Noun:
    """المتحدثة باسم المفوضية، سارة جمال، إن: an office's holder is called by the name between commas."""
    lists = lexicon()
    if sentence.key(noun.last + 1) != "," or not any(
        f in lists.roles for f in sentence.words[noun.first].forms
    ):
        return noun
    start = noun.last + 2
    stop = _stop(sentence, start, None)
    words = sentence.words
    ended = stop < len(words) and (words[stop].key in (",", ":") or words[stop].key in _THAT)
    first = words[start] if start < len(words) else None
    if first is None or not ended or not 1 < stop - start <= _NAME or first.key.startswith("و"):
        return noun
    return noun_of(sentence, start, stop - 1)


def issuer(sentence: Sentence, noun: Noun) -> Noun:
    """بحسب تقرير صدر أمس عن منظمة العفو: whoever issued it answers for it."""
    if not any(form in _PAPERS for form in sentence.words[noun.first].forms):
        return noun
    for index in range(noun.first + 1, min(len(sentence.words), noun.first + _LONGEST)):
        hit = sentence.at("organisation", index)
        if hit:
            return noun_of(sentence, hit.first, hit.last)
        if sentence.words[index].kind == "p":
            break
    return noun


def _phrase(sentence: Sentence, start: int, stop: int) -> Noun | None:
    while stop > start and (sentence.key(stop - 1) in _ASIDE or sentence.words[stop - 1].kind == "p"):
        stop -= 1
    return noun_of(sentence, start, stop - 1) if stop > start else None


def subject_before(sentence: Sentence, verb: int) -> Noun | None:
    """A subject before its verb in the same clause: وزارة الصحة أعلنت, غير أن ناجين أكدوا."""
    words = sentence.words
    lists = lexicon()
    first = verb
    while first > 0 and verb - first < _LONGEST + 3:
        token = words[first - 1]
        if token.kind not in "wh" or token.key in _THAT or token.key in _LEAD or _speaks(sentence, first - 1):
            break
        first -= 1
    stop = verb
    while stop > first and sentence.key(stop - 1) in _BEFORE:
        stop -= 1
    while first < stop and (words[first].key in _LEAD or words[first].forms[-1:] == ("كانت",)):
        first += 1
    if first < stop and any(form in _BEFORE for form in words[first].forms):
        first += 1
    end = _stop(sentence, first, None)
    noun = _phrase(sentence, first, min(end, stop))
    if noun is None:
        return None
    known = any(
        form in lists.roles or form in lists.heads
        for i in range(noun.first, noun.last + 1)
        for form in words[i].forms
    ) or any(noun.first <= hit.first <= noun.last for hit in sentence.hits.get("organisation", ()))
    if not clause_initial(sentence, verb) and noun.last == verb - 1:
        known = known or words[noun.last].key.startswith("ال")
    near = stop - noun.last <= 1 and noun.last - noun.first < 5 and not sentence.act_at(noun.first)
    return noun if known or near else None


def speaker(sentence: Sentence, hit: Hit, told: int | None) -> Noun | None:
    """Before the verb where a name stands there, else behind it, else before it after all."""
    noun = as_for(sentence, hit.first)
    if noun is not None:
        return noun
    if not clause_initial(sentence, hit.first) or sentence.key(hit.first - 1) == "قد":
        noun = subject_before(sentence, hit.first)
        if noun is not None and (noun.last >= hit.first - 2):
            return noun
    carried = hit.first > 1 and sentence.key(hit.first - 1) == "," and hit.value[1] == "accuse"
    noun = None if carried else subject(sentence, hit.last, told)
    return noun or subject_before(sentence, hit.first)


def shown(sentence: Sentence, noun: Noun) -> Noun | None:
    """صور حللتها منظمة: whoever studied the pictures speaks, never the pictures."""
    if not any(form in _PICTURES for form in sentence.words[noun.first].forms):
        return noun
    for index in range(noun.last + 1, noun.last + 4):
        if sentence.key(index) in ("التي", "الذي") or sentence.key(index).endswith("ها"):
            start = index + (sentence.key(index) in ("التي", "الذي"))
            found = subject(sentence, start, None)
            if found:
                return found
    return None
