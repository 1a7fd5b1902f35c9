"""Who answers for a paper: reports, statements and figures speak for whoever issued them, where the sentence names the issuer."""

from tawthiq.language.phrases import Hit
from tawthiq.read import known_en, subject_ar
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.words import listed

_AR = listed("papers", "ar")
_EN = listed("papers", "en")
_ISSUED_AR = listed("papers", "issued_ar")
_BY_AR = listed("papers", "by_ar")
_ISSUED_EN = listed("papers", "issued_en")
_STATED_AR = listed("papers", "stated_ar")
_MADE_AR = listed("papers", "made_ar")
_ON_AR = listed("papers", "on_ar")
_RECORDED = listed("papers", "recorded_ar")
_SEEN = listed("papers", "seen")
THEREBY = listed("papers", "thereby")
_THAT = listed("subject", "that_ar")
_OUR = (
    "رقنا",
    "ريقنا",
    "متنا",
    "ثونا",
    "جنتنا",
    "بكتنا",
    "سستنا",
    "طواقمنا",
    "كوادرنا",
    "راصدونا",
    "راصدينا",
)
_FAR = 9
_NAME = 6
_OPENING = frozenset('"“«')
_CLOSING = frozenset('"”»')
_OBJECTS = ("ه", "ها", "هم")


def paper_at(sentence: Sentence, index: int) -> bool:
    """The token is a paper in which something may be told."""
    if not 0 <= index < len(sentence.words):
        return False
    token = sentence.words[index]
    return any(form in (_AR if token.arabic else _EN) for form in token.forms)


def ours(sentence: Sentence, noun: Noun) -> bool:
    """بيانات فرقنا الميدانية, شهادات جمعها فريقنا: whoever tells names only himself."""
    inside = range(noun.first, noun.last + 1)
    return any(sentence.words[i].arabic and sentence.key(i).endswith(_OUR) for i in inside)


def issuer(sentence: Sentence, noun: Noun) -> Noun:
    """The issuer that follows a paper within its phrase; the paper itself where none does."""
    if noun.pronoun:
        return noun
    at = next((i for i in range(noun.first, noun.last + 1) if paper_at(sentence, i)), None)
    if at is None:
        return noun
    arabic = sentence.words[at].arabic
    if arabic and at != noun.first:
        return noun
    return (_issuer_ar(sentence, at) if arabic else _issuer_en(sentence, at, noun)) or noun


_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}


def owned(sentence: Sentence, noun: Noun) -> Noun:
    """Her report notes; its list names: whoever the pronoun means."""
    who = _OWNERS.get(sentence.key(noun.first))
    short = noun.last - noun.first < _OWNED
    if who is None or noun.pronoun or not short or not paper_at(sentence, noun.last):
        return noun
    return Noun(noun.first, noun.first, who, pronoun=True)


_OWNED = 3


def _issuer_ar(sentence: Sentence, at: int) -> Noun | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """صادر عن X; أعلنته X; لمنظمة X; وزارة X."""
    words = sentence.words
    closed = words[at].key.lstrip("وب").startswith("ال")
    closing = _marked(sentence, at + 1)
    if closing is not None:
        return noun_of(sentence, at + 2, closing - 1)
    for index in range(at + 1, min(len(words), at + _FAR)):
        token = words[index]
        if (token.kind == "p" and token.key not in "()") or token.key in _THAT:
            return None
        hit = sentence.at("organisation", index)
        if hit:
            return subject_ar.unprefixed(sentence, noun_of(sentence, hit.first, hit.last))
        if token.key in _ON_AR and any(
            f in lexicon().heads for f in words[min(index + 1, len(words) - 1)].forms
        ):
            return subject_ar.noun_at(sentence, index + 1)
        if token.key in _BY_AR:
            return subject_ar.subject(sentence, index, None)
        if token.key.endswith(_OBJECTS) and sentence.at("verb", index):
            return subject_ar.subject(sentence, index, None) or _in_marks(sentence, index + 1)
        by_it = sentence.key(index + 1) in THEREBY and sentence.at("verb", index)
        if by_it or (
            token.key.endswith(_OBJECTS) and token.key.removesuffix("ها").removesuffix("ه") in _MADE_AR
        ):
            noun = subject_ar.subject(sentence, index + bool(by_it), None)
            return noun or _in_marks(sentence, index + 1)
        if any(form in _ISSUED_AR for form in token.forms):
            continue
        if index == at + 1 and not closed and any(form in lexicon().heads for form in token.forms):
            return subject_ar.noun_at(sentence, index)
        if token.key[0] == "ل" and len(token.key) > 3 and len(token.forms) > 1:
            return subject_ar.noun_at(sentence, index)
    return None


def _in_marks(sentence: Sentence, index: int) -> Noun | None:
    """نشرتها اليوم «رقابة الحدود»: a name in marks behind when it was issued."""
    opened = next((i for i in (index, index + 1) if _marked(sentence, i) is not None), None)
    closing = _marked(sentence, opened) if opened is not None else None
    return noun_of(sentence, opened + 1, closing - 1) if opened is not None and closing is not None else None


def _recorded(sentence: Sentence, index: int) -> bool:
    return not _RECORDED.isdisjoint(sentence.words[index].forms)


def _marked(sentence: Sentence, index: int) -> int | None:
    """حسب إحصاء «عين الميدان»: a name in marks right behind the paper; where the marks close."""
    if sentence.key(index) not in _OPENING:
        return None
    stop = min(len(sentence.words), index + _NAME)
    closing = next((i for i in range(index + 2, stop) if sentence.key(i) in _CLOSING), None)
    told = closing is None or any(sentence.act_at(i) for i in range(index + 1, closing))
    return None if told or sentence.key(index + 1) in _THAT else closing


def _issuer_en(sentence: Sentence, at: int, noun: Noun) -> Noun | None:
    """A report (published on Monday) by X; figures from X; a list compiled by X."""
    words = sentence.words
    owned = any(words[i].cap for i in range(noun.first, at) if i)  # a UN memo seen by us
    for index in range(at + 1, min(len(words), at + _FAR)):
        key = words[index].key
        if key == "by" and owned and words[index - 1].key in _SEEN:
            return None
        if key == "by" or (key in ("from", "of") and index == at + 1):
            found = subject_after(sentence, index + 1)
            if found and key == "of" and not known_en.known(sentence, found):
                return None
            return found
        if words[index].kind == "p" and key not in ",()":
            return None
        if index > noun.last and key not in _ISSUED_EN and not _dated(sentence, index):
            return None
    return None


def _dated(sentence: Sentence, index: int) -> bool:
    near = sentence.key(index) in (
        "on",
        "in",
        "last",
        "this",
        "earlier",
        "late",
        "early",
        "week",
        "month",
        ",",
    )
    return near or any(span.first <= index <= span.last for span in sentence.dates)


def object_of(sentence: Sentence, hit: Hit) -> bool:
    """حصيلة أعلنتها: the verb stands behind a paper that is its object."""
    key = sentence.key(hit.last)
    near = any(paper_at(sentence, hit.first - back) for back in (1, 2, 3))
    return key.endswith(_OBJECTS) and near


def stated_in(sentence: Sentence, hit: Hit) -> Noun | None:
    """جاء في بيان صادر عن X; ورد في تقرير لمنظمة X: the issuer, else the paper."""
    if not any(form in _STATED_AR for form in sentence.words[hit.first].forms):
        if sentence.key(hit.last + 1) not in THEREBY:
            return None
        near = range(hit.first - 1, max(-1, hit.first - _FAR), -1)  # بث تسجيلا لقائد الفصيل قال فيه
        at = next((i for i in near if paper_at(sentence, i) or _recorded(sentence, i)), None)
        return _issuer_ar(sentence, at) if at is not None else None
    for index in range(hit.first + 1, min(len(sentence.words), hit.last + 5)):
        if paper_at(sentence, index):
            found = _issuer_ar(sentence, index)
            return found or subject_ar.noun_at(sentence, index)
    for index in range(hit.first - 1, -1, -1):
        if paper_at(sentence, index):
            return _issuer_ar(sentence, index) or subject_ar.noun_at(sentence, index)
    return None
