"""Whose a text is, told inside or under it: "this report is produced by X", يصدر هذا التحديث عن X, and an office that signs at its foot."""

from tawthiq.read import subject_ar
from tawthiq.read.issuer import Text
from tawthiq.read.known_en import known
from tawthiq.read.masthead import link_to, office_line, parted, whole
from tawthiq.read.names import Noun
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_en import subject_after
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_GENRE = listed("masthead", "genre")
_ISSUED = listed("colophon", "issued")
_MADE_AR = listed("colophon", "made_ar")
_OPENING = 6
_NEAR = 8
_SHORT = 12


def colophon(text: Text) -> Link | None:
    """Whoever a text says has issued it, or signs it as an office; None where nobody does."""
    for sentence in text.sentences[:_OPENING]:
        noun = _produced_ar(sentence) if sentence.lang == "ar" else _produced(sentence)
        if noun is not None:
            return link_to(noun, sentence)
    return _foot(text)


def _produced(sentence: Sentence) -> Noun | None:
    """This report is produced by OCHA in collaboration with partners."""
    if sentence.key(0) != "this" or not any(sentence.key(i) in _GENRE for i in range(1, 5)):
        return None
    made = next((i for i in range(2, _NEAR) if sentence.key(i) in _ISSUED), None)
    by = (
        next((i for i in range(made, made + 4) if sentence.key(i) == "by"), None)
        if made is not None
        else None
    )
    noun = subject_after(sentence, by + 1) if by is not None else None
    return noun if noun is not None and known(sentence, noun) else None


def _produced_ar(sentence: Sentence) -> Noun | None:
    """يصدر هذا التحديث عن مكتب X; أعدّت هذا التقرير منظمة X; هذا التقرير من إعداد X."""
    words = sentence.words[:_NEAR]
    this = next((i for i, token in enumerate(words[:3]) if token.key in ("هذا", "هذه")), None)
    if this is None or not any(form in _GENRE for form in (*_forms(sentence, this + 1), "")):
        return None
    made = next((i for i, token in enumerate(words) if token.key in _MADE_AR), None)
    if made is None:
        return None
    begin = max(made, this + 1) + 1
    while sentence.key(begin) in ("عن", "من", "اعداد", "قبل"):
        begin += 1
    noun = subject_ar.noun_at(sentence, begin) if begin < len(sentence.words) else None
    return noun if noun is not None and subject_ar.known(sentence, noun) else None


def _forms(sentence: Sentence, index: int) -> tuple[str, ...]:
    return sentence.words[index].forms if index < len(sentence.words) else ()


def _foot(text: Text) -> Link | None:
    """An office's name alone on the last line, or over a day there."""
    for number in range(len(text.numbers) - 1, max(0, len(text.numbers) - 3), -1):
        sentence = text.line(number)
        if (
            sentence is None
            or len(sentence.words) > _SHORT
            or text.parts[number].kind in ("cell", "item", "caption")
        ):
            return None
        dated = sum(span.last - span.first + 1 for span in sentence.dates)
        if dated and dated >= len(sentence.words) - 2:
            continue
        if sentence.words[-1].key in (".", ":", "!", "؟", "?") or any(
            text.cues[n] for n in text.numbers[number]
        ):
            return None
        segments = list(parted(sentence))
        first = next((each for each in segments if office_line(each)), None)
        if first is None or first is not segments[0] or first.stop - first.first < 2:
            return None
        return link_to(whole(first), sentence)
    return None
