"""What a form of an Arabic reporting verb tells by itself: that it is no noun, a passive, a last word, told to whoever tells on, a man's."""

from tawthiq.language.phrases import Hit
from tawthiq.read import papers, speaker_ar, subject_ar
from tawthiq.read.aside_ar import QUOTES, office
from tawthiq.read.cue import Scope, content
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.sentence import CLOSING, Sentence
from tawthiq.read.words import listed

_SHORTEST = 4
_OBJECT = 6
_DAMMA = "\u064f"
_KUNYA = frozenset(("ابو", "ام", "بو", "ابا"))
_COUNT = "عدد"
_SHADDA = "\u0651"
_SAID = ("كالت", "كالو", "كاللي", "كالي", "كالهم", "كالها", "كاللنا")
_BY_IT = 3
_SPOKEN = ("بقول", "بحك", "بحج", "بخبر")
_DESCRIBES = listed("cues_ar", "describes")
_SO = listed("cues_ar", "so")
_ON_AIR = listed("subject_ar", "on_air")
_HER = listed("cues_ar", "her")
_TO_ME = frozenset(("لي", "لنا", "ليا", "لينا"))


def verbal(sentence: Sentence, hit: Hit) -> bool:
    """The word is no noun with the same letters: no article and no preposition is joined to it."""
    token = sentence.words[hit.first]
    key = token.key
    if (
        hit.value.form == "past"
        and key[0] == "ب"
        and key[1] not in "يت"
        and len(key) > _BY_IT
        and not key.startswith(_SPOKEN)
        and key[1:] in token.forms
        and not key.endswith("وا")
    ):
        return False  # بأكملها
    bare = key[1:] if key[0] in "وف" and len(key) > 3 else key
    if bare.startswith(_COUNT) and _SHADDA not in sentence.text[token.start : token.end]:
        return False  # عدد العائلات
    if bare.startswith(_SAID):
        return True  # گالتلنا, كالولي
    return len(bare) < _SHORTEST or not bare.startswith(("ال", "لل", "بال", "كال"))


def vowelled_passive(sentence: Sentence, hit: Hit) -> bool:
    """وأُعلن أن: a past verb with a damma on its first letter."""
    token = sentence.words[hit.first]
    raw = sentence.text[token.start : token.end]
    raw = raw[1:] if token.key[0] in "وف" and raw[:1] in "وف" and len(token.forms) > 1 else raw
    return hit.value.form == "past" and raw[1:2] == _DAMMA


def closes(sentence: Sentence, hit: Hit) -> bool:
    """A verb behind the marks that close a quotation, with nothing behind it that could be its subject."""
    return closed(sentence, hit) and all(token.kind == "p" for token in sentence.words[hit.last + 1 :])


def closed(sentence: Sentence, hit: Hit) -> bool:
    """Right behind the marks that close a quotation, with a comma or without."""
    at = hit.first - (sentence.key(hit.first - 1) in _SO)  # هكذا وصفت تقية
    before, token = sentence.key(at - 1), sentence.words[hit.first]
    if token.key[:1] == "و" and len(token.forms) > 1:
        return False  # وصفها بأنها «عارية عن الصحة»، ونفى استخدام
    mark = (
        at - 1 if before in CLOSING else at - 2 if before == "," and sentence.key(at - 2) in CLOSING else -1
    )
    if mark < 0 or (mark == at - 1 and sentence.words[mark].end == token.start):
        return False  # "علقوه: the mark opens
    return not named_in(sentence, mark)


def named_in(sentence: Sentence, mark: int) -> bool:
    """في حديث إلى "المنبر"، كشفت: the marks hold a name of three words or fewer, behind words of the sentence."""
    opened = next(
        (i for i in range(mark - 1, max(0, mark - _SHORTEST - 1), -1) if sentence.key(i) in QUOTES), 0
    )
    if opened < 1 or sentence.words[opened - 1].kind != "w":
        return False
    return not any(sentence.act_at(i) or i in sentence.figures() for i in range(opened + 1, mark))


def ahead(sentence: Sentence, hit: Hit) -> Scope:
    """What stands before the verb in its sentence."""
    return ((sentence.start, sentence.words[hit.first].start),)


def so_as_to(sentence: Sentence, hit: Hit) -> Noun | None:
    """ثم عاد المصدر ليقر بجرح جندي: whoever came to say it."""
    key = sentence.key(hit.first)
    if hit.value.form != "present" or key[:1] != "ل" or len(sentence.words[hit.first].forms) < 2:
        return None
    if not content(sentence, hit.last + 1, min(len(sentence.words), hit.last + _OBJECT)):
        return None
    return speaker_ar.main_subject(sentence, hit.first)


def dative(sentence: Sentence, hit: Hit) -> bool:
    """قالي, قالت لي, گالتلنا: told to whoever tells on."""
    return (
        sentence.key(hit.last).endswith(("لي", "لنا", "لينا", "ني")) or sentence.key(hit.last + 1) in _TO_ME
    )


def seat(sentence: Sentence, hit: Hit) -> Noun | None:
    """قالوا لنا في الهلال الأحمر إن, حكوا بالراديو: where they are who say it, behind a verb without a subject."""
    for index in range(hit.last + 1, min(len(sentence.words) - 1, hit.last + _SHORTEST)):
        key = sentence.key(index)
        if key == "في" and (office(sentence, index + 1) or sentence.key(index + 1) in _ON_AIR):
            return subject_ar.noun_at(sentence, index + 1)
        if key[:1] == "ب" and key[1:] in _ON_AIR:
            return noun_of(sentence, index, index)._replace(text=_bare(sentence, index))
        if not dative(sentence, hit) and index > hit.last:
            return None
    return None


def _bare(sentence: Sentence, index: int) -> str:
    token = sentence.words[index]
    return sentence.text[token.start + 1 : token.end]


def of_something(sentence: Sentence, hit: Hit, noun: Noun, told: int) -> bool:
    """وصف الأنباء بأنها: what is described, and nobody who describes it."""
    key = sentence.key(hit.first).removeprefix("و")
    if key not in _DESCRIBES or noun.first < hit.last or not sentence.key(told).startswith("با"):
        return False
    return papers.paper_at(sentence, noun.first) or not subject_ar.known(sentence, noun)


def to_me(sentence: Sentence, hit: Hit, noun: Noun) -> bool:
    """قالولي راه مات: behind the verb stands what was told, and nobody who told it."""
    titled = sentence.key(noun.first) in _KUNYA or any(
        form in subject_ar.TITLES for form in sentence.words[noun.first].forms
    )
    if titled or subject_ar.known(sentence, noun):
        return False
    return dative(sentence, hit) and content(sentence, noun.first, len(sentence.words))


def her(sentence: Sentence, noun: Noun) -> bool:
    """A woman, by the form of the word or by the kin that she is."""
    forms = sentence.words[noun.first].forms
    if any(form in _HER for form in forms):
        return True
    roles = lexicon().roles
    if sentence.text[sentence.words[noun.first].end - 1] != "ة":
        return False  # مديره
    return any(form.endswith("ه") and form in roles and form[:-1] in roles for form in forms)
