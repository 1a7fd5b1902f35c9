"""Whose a text is, told inside or under it: "this report is produced by X", يصدر هذا التحديث عن X, and an office that signs at its foot."""

from collections.abc import Sequence

from tawthiq.read import subject_ar
from tawthiq.read.headline import link_to, office_line, parted, whole
from tawthiq.read.issuer import Text, place_and_day
from tawthiq.read.known_en import known
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of, person, runs
from tawthiq.read.quoted import first_person
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_GENRE = listed("masthead", "genre")
_ISSUED = listed("colophon", "issued")
_MADE_AR = listed("colophon", "made_ar")
_TITLES_AR = listed("subject", "titles_ar")
_SIGNED = 7
_OPENING = 6
_OURS = listed("colophon", "ours")
_SITES = listed("masthead", "sites")
_NEAR = 8
_MARKS = frozenset('"“«„')
_SHORT = 12


def colophon(text: Text) -> Link | None:
    """Whoever a text says has issued it, or signs it as an office; None where nobody does."""
    for sentence in text.sentences[:_OPENING]:
        own = _we_at(sentence)
        if own is not None:
            return link_to(own, sentence)
        noun = _produced_ar(sentence) if sentence.lang == "ar" else _produced(sentence)
        if noun is not None:
            return link_to(noun, sentence)
    return _foot(text) or _signature(text)


def _signature(text: Text) -> Link | None:
    """أبو عمر، الغوطة: a person's name alone under words in the first person, outside quotation marks."""
    number = len(text.numbers) - 1
    sentence = text.line(number) if number > 1 else None
    if (
        sentence is None
        or len(sentence.words) > _SIGNED
        or text.parts[number].kind in ("cell", "item", "caption")
    ):
        return None
    if (
        sentence.words[-1].key in (".", ":", "!", "؟", "?")
        or sentence.acts()
        or sentence.figures()
        or text.cues[text.numbers[number][0]]
    ):
        return None
    if not any(first_person(each.text[each.start : each.end], each.lang) for each in text.sentences[:-1]):
        return None
    first = next(parted(sentence), None)
    if first is None or first.first > 1:
        return None
    begin, last = first.first, first.stop - 1
    if sentence.words[begin].arabic:
        titled = sentence.key(begin) in ("ابو", "ام") or any(
            f in _TITLES_AR for f in sentence.words[begin].forms
        )
        named = titled and 0 < last - begin < _SIGNED - 2
    else:
        named = (begin, last) in runs(sentence, begin, last + 1) and person(sentence, begin, last)
    return link_to(noun_of(sentence, begin, last), sentence) if named else None


def _we_at(sentence: Sentence) -> Noun | None:
    """We at the Doctors' Union; إننا في منظمة X: whose words they are."""
    begin = 1 + (sentence.key(1) == ",")
    if sentence.key(0) in ("نحن", "اننا") and sentence.key(1) not in ("في", "at"):
        noun = subject_ar.noun_at(sentence, 1) if len(sentence.words) > _OPENING else None
        stop = next((i for i in range(2, _SHORT) if sentence.key(i) in _OURS), None)
        if noun is not None and stop is not None and subject_ar.known(sentence, noun):
            return noun_of(sentence, noun.first, min(noun.last, stop - 1))
    if sentence.key(0) == "we" and begin == 2 and sentence.key(2) == "the":
        noun = subject_after(sentence, 2)
        return noun if noun is not None and sentence.key(noun.last + 1) == "," else None
    if (
        sentence.key(0) in ("we", "نحن", "اننا")
        and sentence.key(begin) in ("at", "في")
        and begin + 1 < len(sentence.words)
    ):
        arabic = sentence.words[0].arabic
        noun = subject_ar.noun_at(sentence, begin + 1) if arabic else subject_after(sentence, begin + 1)
        led = noun is not None and _headed(sentence, noun, arabic=arabic)
        return noun if led else None
    return None


def _headed(sentence: Sentence, noun: Noun, *, arabic: bool) -> bool:
    """An organisation: in an Arabic name the first word says so."""
    heads = lexicon().heads
    if arabic:
        return any(form in heads - _SITES for form in sentence.words[noun.first].forms)
    return any(sentence.key(i) in heads - _SITES for i in range(noun.first, noun.last + 1))


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
        if (dated and dated >= len(sentence.words) - 2) or place_and_day(sentence):
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


def this_is(text: str, sentences: Sequence[Sentence], numbers: Sequence[Sequence[int]]) -> dict[int, Link]:
    """Sentence -> whose it is, where the paragraph behind a quotation says so: هذه شهادة سيدة من ود بلال; this is the account of X."""
    found: dict[int, Link] = {}
    for paragraph in range(1, len(numbers)):
        if not numbers[paragraph] or not numbers[paragraph - 1]:
            continue
        sentence = sentences[numbers[paragraph][0]]
        before = [sentences[n] for n in numbers[paragraph - 1]]
        noun = _this(sentence) if text[before[0].start] in _MARKS else None
        if noun is not None:
            link = Link(noun.text, "said", *sentence.span(noun.first, noun.last))
            found.update((n, link) for n in numbers[paragraph - 1])
    return found


def _this(sentence: Sentence) -> Noun | None:
    if sentence.key(0) in ("هذه", "هذا") and any(form in _GENRE for form in _forms(sentence, 1)):
        return subject_ar.noun_at(sentence, 2) if len(sentence.words) > _NEAR // 2 - 1 else None
    if sentence.key(0) in ("this", "these", "so") and any(
        sentence.key(i) in _GENRE | {"words"} for i in (2, 3)
    ):
        of = next((i for i in (3, 4) if sentence.key(i) in ("of", "by")), None)
        return subject_after(sentence, of + 1) if of is not None else None
    return None
