"""Sources that no verb makes speak: a label before a colon, a name in brackets or behind a dash, a line that says Source.

These tell less than "X said": whoever put them there names X as the source, in words that are not X's. Such links carry the
verb `source`, so that a reader sees by what kind of attribution a claim hangs on X.
"""

from tawthiq.language.phrases import Hit
from tawthiq.read import papers, subject_ar
from tawthiq.read.aside_ar import office, recipient
from tawthiq.read.cue import OPENING, Cue, Scope, dated, made
from tawthiq.read.known_en import animate, known
from tawthiq.read.label_en import qualified, speaking
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of, person, place_only, runs
from tawthiq.read.phrase_en import phrase
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.told_ar import leads
from tawthiq.read.words import listed

_SOURCE = listed("sources", "label")
_FLASH = listed("sources", "flash")
_TOLD = 3
_TAG = 10
_LABEL = 14
_PLACED = 5
_BRACKETS = {"(": ")", "[": "]"}
_PARTS = frozenset(("-", "—", "|", ":", "/", ")"))
_DASHES = frozenset(("-", "—"))
_ONE_OF = listed("subject_ar", "one")
_REMARKS = listed("sources", "remarks_ar")
_DOCTOR = frozenset(("د", "م", "ا", "دكتور", "دكتوره"))
_TITLED = 2
_ALL = 2
_MET = listed("sources", "met")
_AIR = listed("sources", "air")
_FROM = listed("subject", "placing")
_FACILITIES = listed("sources", "facilities")


def tagged(sentence: Sentence) -> list[Cue]:
    """Names in brackets or behind the last dash: "8 dead (army)", "... - UN rights office", "... - أبو محمد"."""
    found = [*_bracketed(sentence)]
    return found or _dashed(sentence)


def _bracketed(sentence: Sentence) -> list[Cue]:
    words = sentence.words
    found: list[Cue] = []
    if sentence.keys.isdisjoint(_BRACKETS):
        return found
    low = 0
    many = sum(token.key in _BRACKETS for token in words) > 1
    for index, token in enumerate(words):
        if many and token.key == ";":
            low = index + 1
        if token.key not in _BRACKETS or index < _TOLD - 1:
            continue
        last = next(
            (i for i in range(index + 1, min(len(words), index + _TAG)) if words[i].key in ")]"), None
        )
        noun = _name(sentence, index + 1, last) if last else None
        if noun is None or last is None:
            continue
        if _alias(sentence, index, noun) or _described(sentence, index, last):
            continue
        begin = low if low < index else 0
        scope: Scope = ((words[begin].start, token.start),)
        if _clock(sentence, begin, index):
            scope = ((words[last].end, sentence.end),)  # 12:00 (Reuters) two soldiers killed
        found.append(made(sentence, Hit(index, index, "cue", None), "source", "bare", noun, scope))
        low = last + 1
    return found


def _described(sentence: Sentence, opening: int, closing: int) -> bool:
    """My cousin (a sapper) went: a bracket behind somebody, in the middle of a clause, tells who that is."""
    before, after = sentence.words[opening - 1], sentence.words[min(closing + 1, len(sentence.words) - 1)]
    person_ = before.key in lexicon().speaking or sentence.ending("unit", opening - 1) is not None
    return (
        not before.arabic
        and person_
        and after.kind == "w"
        and after.cap == 0
        and after.key not in ("and", "or")
    )


def _clock(sentence: Sentence, first: int, stop: int) -> bool:
    """Nothing but an hour, a day or a bullet."""
    return all(sentence.words[i].kind in "np" or dated(sentence, i) for i in range(first, stop))


def _alias(sentence: Sentence, opening: int, noun: Noun) -> bool:
    """The Syrian Network for Human Rights (SNHR): a short form of the name before it, or a name explained by it."""
    before = sentence.words[opening - 1]
    if sentence.key(opening + 1) in _SOURCE or dated(sentence, opening - 1):
        return False
    named = before.cap > 0 or before.arabic
    inside = sentence.words[noun.first]
    if before.arabic:
        return subject_ar.known(sentence, Noun(max(0, opening - 4), opening - 1, "")) and inside.cap == 2
    return named and before.kind == "w"


def _name(sentence: Sentence, first: int, stop: int) -> Noun | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """The source that tokens `[first, stop)` name, where they name nothing else."""
    words = sentence.words
    if not first < stop:
        return None
    labelled = sentence.key(first + 1) in (":", "-") or not words[first].arabic
    if words[first].key in _SOURCE and first + 1 < stop and labelled:
        first += 1 + (sentence.key(first + 1) == ":")
    elif words[first].key == "source" and first + 1 < stop:
        first += 1
    if first >= stop or words[first].kind not in "wh":
        return None
    inside = range(first, stop)
    office_ = words[first].arabic and office(sentence, first)  # (مفوضية اللاجئين), (هيئة شؤون الأسرى)
    if any(
        (sentence.act_at(i) and not office_) or (i in sentence.figures() and not dated(sentence, i))
        for i in inside
    ):
        return None
    if any(
        (unit := sentence.at("unit", i)) and (unit.value.number == "two" or unit.value.kin) for i in inside
    ):
        return None  # (سيدة وطفلاها ورجلان): who was counted
    noun = subject_ar.noun_at(sentence, first) if words[first].arabic else subject_after(sentence, first)
    if noun is None or noun.last >= stop or place_only(sentence, noun.first, noun.last):
        return None
    if words[first].arabic:
        return noun if subject_ar.known(sentence, noun) else None
    if sentence.key(noun.last + 1) == "," and dated(sentence, noun.last + 2):
        spoken = any(
            sentence.key(i) in lexicon().speaking or sentence.at("organisation", i)
            for i in range(noun.first, noun.last + 1)
        )
        if not spoken:
            return None  # (Bourzanga-Sud, 6 September): where and when
    return noun if _source(sentence, noun) else None


def _source(sentence: Sentence, noun: Noun) -> bool:
    lists = lexicon()
    inside = range(noun.first, noun.last + 1)
    if any(sentence.at("organisation", i) or sentence.words[i].kind == "h" for i in inside):
        return True
    if any(person(sentence, a, b) for a, b in runs(sentence, noun.first, noun.last + 1)):
        return True
    return any(sentence.key(i) in lists.speaking for i in inside)


def _dashed(sentence: Sentence) -> list[Cue]:
    words = sentence.words
    if sentence.keys.isdisjoint(_DASHES):
        return []
    end = len(words)
    while end and words[end - 1].key in (".", ")"):
        end -= 1
    low = max(_TOLD, end - _TAG)
    start = next((i + 1 for i in range(end - 1, low, -1) if words[i].key in _DASHES), None)
    if start is None or start >= end or words[start].kind not in "wh":
        return []
    if words[start - 1].start == words[start - 2].end:
        return []
    inside = range(start, end)
    if any(sentence.act_at(i) or (i in sentence.figures() and not dated(sentence, i)) for i in inside):
        return []
    arabic = words[start].arabic
    noun = subject_ar.subject(sentence, start - 1, None) if arabic else subject_after(sentence, start)
    who = subject_ar.somebody(sentence, noun) if arabic and noun is not None else arabic
    if (
        noun is None
        or not (who if arabic else animate(sentence, noun))
        or place_only(sentence, noun.first, noun.last)
    ):
        return []
    scope: Scope = ((sentence.start, words[start - 1].start),)
    return [made(sentence, Hit(start - 1, start - 1, "cue", None), "source", "bare", noun, scope)]


def source_line(sentence: Sentence) -> Noun | None:
    """(Reuters); Source: Ministry of Health; المصدر: وزارة الصحة — a sentence that names a source and tells nothing else."""
    opening = sentence.key(0)
    if opening not in _BRACKETS and opening not in _DASHES and sentence.keys.isdisjoint(_SOURCE):
        return None
    words = sentence.words
    if len(words) > _LABEL:
        return None
    stop = len(words)
    while stop and words[stop - 1].key in (".", ")", "]"):
        stop -= 1
    first = 0
    bracket = words[0].key in _BRACKETS or (words[0].key in _DASHES and len(words) > 1)
    while first < stop and (words[first].kind == "p"):
        first += 1
    label = first < stop and words[first].key in _SOURCE
    if label and sentence.key(first + 1) not in (":", "-", "—", "|"):
        label = False
    if not bracket and not label:
        return None
    if label:
        first += 2
    if first >= stop:
        return None
    noun = _name(sentence, first, stop)
    if noun is None and label and first < stop and not any(sentence.act_at(i) for i in range(first, stop)):
        noun = noun_of(sentence, first, stop - 1)
    return noun


def label(sentence: Sentence) -> Cue | None:  # noqa: C901 - a grammar: one early answer a rule
    """Reuters: ...; Mohamed B., from Gambia: “...”; عاجل | الدفاع المدني: ... — a name, a colon, and what is said."""
    if ":" not in sentence.keys:
        return None
    head = _head(sentence)
    stop = min(len(sentence.words), head + _LABEL * 2)
    colon = next((i for i in range(head + 1, stop) if sentence.key(i) == ":"), None)
    if (
        colon is None
        or colon + 2 >= len(sentence.words)
        or sentence.words[colon].end == sentence.words[colon + 1].start
    ):
        return None
    quote = sentence.key(colon + 1) in OPENING
    if not quote and colon >= head + _LABEL:
        return None
    first = _behind_flash(sentence, head, colon)
    if sentence.key(first) in _MET and sentence.key(first + 1) in ("with", "to", "by"):
        first += 2  # Met with prefect: ...
    brackets = [sentence.key(i) in "([" for i in range(head, colon)]
    if any(brackets) and not quote and sentence.key(colon - 1) == ")" and not sentence.words[first].arabic:
        brackets = [] if qualified(sentence, first, colon) is not None else brackets
    elif any(brackets) and quote and sentence.key(colon - 1) == ")" and sentence.key(first) not in "([":
        brackets = []
    if first >= colon or (sentence.key(first) in _SOURCE and first + 1 == colon) or any(brackets):
        return None
    noun = _label_ar(sentence, first, colon, quote=quote) if sentence.words[first].arabic else None
    if not sentence.words[first].arabic:
        noun = _label_en(sentence, first, colon, quote=quote)
    if noun is None:
        return None
    if not sentence.words[first].arabic:
        noun = papers.issuer(sentence, noun)  # Statement of wife:
    start, end = sentence.span(noun.first, noun.last)
    scope = ((sentence.words[colon].end, sentence.end),)
    return Cue(
        "said",
        "bare",
        noun.text,
        (start, end),
        False,
        sentence.words[colon].start,
        scope,
        True,
        min(start, sentence.words[first].start),
        label=True,
    )


def _head(sentence: Sentence) -> int:
    """Behind a time or a date that opens a line of a log: "08:15 - X:", "21 Aug - X:"."""
    words = sentence.words
    index = 0
    while index < len(words) and words[index].key in ("•", "*", "-", "—"):
        index += 1
    begin = index
    if sentence.key(index) in _FLASH and index + 1 < len(words) and words[index + 1].kind == "n":
        index += 1  # UPDATE 14:20 — Governor: 3 dead
    dated_ = next((span for span in sentence.dates if span.first == index), None)
    if dated_:
        index = dated_.last + 1
    elif index < len(words) and words[index].kind == "n":
        index += 1
        while index + 1 < len(words) and words[index].key in (":", ".") and words[index + 1].kind == "n":
            index += 2
    if index == begin:
        return begin
    behind = sentence.key(index)
    if index - begin > 1 and behind not in _PARTS and dated_ is None:
        return index  # 07:40 Civil Defence:
    return index + 1 if behind in ("-", "—", "|", ":", "/", ")") else begin


def _behind_flash(sentence: Sentence, head: int, colon: int) -> int:
    """BREAKING | X:, عاجل || X: — the first token of the name."""
    first = head
    for index in range(head, colon):
        token = sentence.words[index]
        parting = token.key in ("|", "•", "*") or (token.kind == "p" and token.key not in ",()«»“”\"'-—.&/")
        if parting or (index == first and token.key.lstrip("#") in _FLASH):
            first = index + 1
    return first


def _label_ar(sentence: Sentence, first: int, colon: int, *, quote: bool) -> Noun | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    if papers.paper_at(sentence, first):
        issued = papers.issuer(sentence, Noun(first, first, ""))
        if issued.text and issued.last < colon:
            return issued
        if colon - first <= _TITLED:
            return None  # تقرير ميداني: a paper that nobody is named for
    if sentence.key(first) in _DOCTOR and sentence.key(first + 1) == "." and colon - first < _LABEL // 2:
        return noun_of(sentence, first, colon - 1)  # د. سامر:
    if sentence.key(colon - 1) in _FLASH and colon - first > 1:
        return None  # صنعاء، خاص:
    first += first + 1 < colon and leads(sentence.words[first]) and quote  # لكن شيخ البلدة يهز رأسه: «
    led = _led_ar(sentence, first, colon)
    if led is not None:
        return led
    noun = subject_ar.subject(sentence, first - 1, colon)
    if noun is None:
        return None
    if quote:
        return noun
    to = next((i for i in range(noun.last + 1, colon) if recipient(sentence, i)), colon)
    placed = next((i for i in range(noun.last + 1, to) if sentence.key(i) in ("في", "من", "لدي")), to)
    ends = placed if colon - placed < _PLACED else colon
    named = subject_ar.known(sentence, noun) and noun.last - noun.first < 9 and noun.last >= ends - 2
    inside = range(first, colon)
    numbered = sentence.words[colon - 1].kind == "n"  # فريق 2:
    told = any(
        (sentence.act_at(i) and not (noun.first < i <= noun.last and office(sentence, noun.first)))
        or (i in sentence.figures() and not (numbered and i == colon - 1))
        for i in inside
    )
    acts = any(sentence.key(i)[:1] in "يت" and len(sentence.key(i)) > 3 for i in range(noun.first + 1, colon))
    if numbered and named and not told and noun.first == first:
        return noun_of(sentence, first, colon - 1)
    return (
        noun if named and not told and noun.first == first and not (acts and noun.last - first > 1) else None
    )


def _led_ar(sentence: Sentence, first: int, colon: int) -> Noun | None:
    """من صفحة «بنغازي الآن»:, وفي تعليق لأحد المتابعين:, عن أحد السكان: — a preposition, a paper or none, and a name before the colon."""
    begin = first + 1
    if sentence.key(first) in ("في", "وفي"):
        behind = range(begin + 1, min(colon, begin + _TOLD + 1))
        at = next(
            (i for i in behind if sentence.words[i].key[:1] == "ل" and len(sentence.words[i].forms) > 1), None
        )
        if at is None or sentence.key(begin) not in _REMARKS:
            return None
        begin = at
    elif sentence.key(first) not in ("من", "عن", "وعن", "ومن"):
        return None
    noun = subject_ar.noun_at(sentence, begin, colon) if begin < colon else None
    some = noun is not None and any(form in _ONE_OF for form in sentence.words[noun.first].forms)
    whole = noun is not None and noun.last >= colon - 2
    if noun is None or not whole or not (some or office(sentence, noun.first)):
        return None  # من يوميات طبيب:
    told = any(
        sentence.act_at(i) or (i in sentence.figures() and i != noun.first) for i in range(begin, colon)
    )
    return None if told else noun


def _label_en(sentence: Sentence, first: int, colon: int, *, quote: bool) -> Noun | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    if sentence.key(first) in _FROM:
        return None  # update from Kasra:
    if sentence.key(first - 1) in ("with", "to") and first > 1:
        met = phrase(sentence, first, colon - 1)
        return met if met is not None and known(sentence, met) else None
    told = (speaking(sentence, first, colon) if quote else None) or qualified(sentence, first, colon)
    if told is not None:
        return told
    named = runs(sentence, first, colon)
    led = (bool(named) and named[0][0] <= first + 1) or (not named and sentence.key(first) == "the")
    if led and not named:
        last = colon - 1 - (sentence.key(colon - 1) in _AIR)
        return phrase(sentence, first, last) if quote or _role(sentence, first, colon) else None
    if led and sentence.text[sentence.words[named[0][0]].start] == "#":
        return None  # #Dalwan: what it is about
    whole = led and (sentence.at("organisation", named[0][0]) or sentence.words[named[0][0]].kind == "h")
    if not led or not (quote or person(sentence, *named[0]) or whole or _role(sentence, first, colon)):
        return None
    titled = sentence.key(colon - 1) in lexicon().roles
    caps = named[0] == (first, colon - 1) and sentence.words[first].cap == _ALL
    if not quote and caps and not whole and not titled:
        return None  # KUKES-RE: a dateline
    inside = range(first, colon - (sentence.key(colon - 1) in _AIR))
    if any(sentence.act_at(i) or i in sentence.figures() or sentence.at("verb", i) for i in inside):
        return None
    if not quote and any(span.first < colon for span in sentence.dates if span.first > first):
        return None  # Kumbo Rural, last Wednesday:
    colon = inside.stop
    comma = next((i for i in range(first + 1, colon) if sentence.key(i) == ","), colon)
    return phrase(sentence, first, comma - 1)


def _role(sentence: Sentence, first: int, colon: int) -> bool:
    lists = lexicon()
    headed = sentence.key(colon - 1) in lists.heads and sentence.words[colon - 1].cap > 0
    led = (
        sentence.key(first) == "the"
        and sentence.key(colon - 1) in lists.heads - _FACILITIES
        and colon - first < 5
    )
    office = (
        sentence.words[first].cap > 0
        and colon - first == _TITLED
        and sentence.key(colon - 1) in lists.heads - _FACILITIES
    )  # NGO forum:
    named = headed or led or office or any(sentence.key(i) in lists.roles for i in range(first, colon))
    return colon - first < 7 and named and not papers.paper_at(sentence, colon - 1)
