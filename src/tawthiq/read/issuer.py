"""Who answers for a whole text: a statement's issuer, a letter's writer, the body whose report it is; in a transcript each label.

A post under its page's name, a diary, an unsigned testimony and anonymous questions and answers are the document's own voice.
"""

from collections.abc import Sequence

from tawthiq.read import papers, subject_ar
from tawthiq.read.blocks import Paragraph
from tawthiq.read.cue import Cue
from tawthiq.read.known_en import known
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of, runs
from tawthiq.read.phrase_en import phrase
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.subject_en import spaced_dash
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_HEADING = 4
_SALUTATION = listed("issuer", "salutation")
_REPORTING = listed("issuer", "bodies")
_FINDING = listed("issuer", "finding")
_TESTIMONY = listed("issuer", "testimony")
_NOWHERE = listed("masthead", "nowhere")
_UNNAMED = listed("issuer", "unnamed")
_LETTERED = listed("issuer", "lettered")
_AT_WORK = ("writing", "speaking", "reporting", "calling")
_SHORT = 12
_LEADS = frozenset(("in", "on", "having", "after", "upon", "with", "for", "following", "considering"))
_NEAR_START, _LED = 8, 160
_ASKED = frozenset(("q", "a", "س", "ج"))
"""Questions and answers whose speakers have no name."""
_HEADED = 14
_NAME = 7
_UNITS = listed("issuer", "units")
"""Also parts of a country: a heading that names one may only say where."""
_CAMPS = listed("issuer", "camps")
_CELLS = ("cell", "item")
_MINUTES = frozenset(("محضر", "سجل", "minutes", "notes", "قراءه", "قراءة"))
_ASKED = listed("issuer", "asked")
_KIN = listed("issuer", "kin")
_LETTER = listed("issuer", "letter")
_MARKS = frozenset(('"', "”", "“", "»", "«"))
_MARKS_OR_JOINTS = _MARKS | {"-", "'", "/"}


class Text:
    """What is looked at: paragraphs with the numbers of their sentences, and the cues of these."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        numbers: Sequence[Sequence[int]],
        cues: Sequence[Sequence[Cue]],
        parts: Sequence[Paragraph],
    ) -> None:
        self.sentences = sentences
        self.numbers = numbers
        self.cues = cues
        self.parts = parts

    def line(self, paragraph: int) -> Sentence | None:
        """The only sentence of a paragraph, where it has words."""
        listed_ = self.numbers[paragraph]
        sentence = self.sentences[listed_[0]] if len(listed_) == 1 else None
        return sentence if sentence is not None and sentence.words else None


def issuer(text: Text) -> Link | None:
    """The issuer of the whole text, where it has one."""
    return (
        _statement(text) or _noted(text) or _headed(text) or _letter(text) or _body(text) or _reported(text)
    )


def _reported(text: Text) -> Link | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """OCHA Flash Update No. 4; تقرير يومي - الدفاع المدني: a heading of a paper beside the name of an organisation."""
    lines = [text.sentences[n] for n in text.numbers[0]] if len(text.numbers) > 1 else []
    if not 0 < len(lines) < 3 or sum(len(s.words) for s in lines) > _HEADED or any(s.acts() for s in lines):
        return None
    sentence = lines[0]
    if _ends_open(lines[-1]) and not (sentence.words and lines[-1].words[-1].kind == "n"):
        return None
    if any(t.key in _MINUTES for t in sentence.words[:2]):
        return None
    papers_ = [(s, i) for s in lines for i in range(len(s.words)) if papers.paper_at(s, i)]
    told = any(cue.verb != "source" for n in text.numbers[0] for cue in text.cues[n])
    if not papers_ or told or (text.parts[0].kind in ("heading", "caption") and text.parts[1].kind in _CELLS):
        return None
    hit = next(iter(sentence.hits.get("organisation", ())), None)
    if hit is not None and hit.last - hit.first < _NAME:
        noun = noun_of(sentence, hit.first, hit.last)
        return _link(subject_ar.unprefixed(sentence, noun), sentence)
    if sentence.lang != "ar":
        return _headed_run(sentence)
    paper = papers_[0]
    if paper[0] is not sentence:
        return None
    noun = papers.issuer(sentence, Noun(paper[1], paper[1], ""))
    if any(form in _UNITS for form in sentence.words[noun.first].forms):
        return None
    return _link(noun, sentence) if noun.text and subject_ar.known(sentence, noun) else None


def _headed_run(sentence: Sentence) -> Link | None:
    """Emergency Service, regional headquarters: the first name of a heading, where an organisation's head is in it."""
    named = next(iter(runs(sentence, 0, len(sentence.words))), None)
    if named is None or named[0] > 1:
        return None
    inside = [sentence.key(i) for i in range(named[0], named[1] + 1)]
    headed = len(inside) > 1 and any(key in lexicon().heads for key in inside)
    plain = not any(papers.paper_at(sentence, i) for i in range(named[0], named[1] + 1))
    return _link(noun_of(sentence, *named), sentence) if headed and plain else None


def _link(noun: Noun, sentence: Sentence, verb: str = "stated") -> Link:
    return Link(noun.text, verb, *sentence.span(noun.first, noun.last))


def _statement(text: Text) -> Link | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """A statement is its issuer's from its first word to its last: named in its heading, or the first who speaks in it."""
    inline = _inline(text)
    if inline is not None:
        return inline
    for number in range(min(_HEADING, len(text.numbers))):
        sentence = text.line(number)
        if sentence is None or not sentence.hits.get("statement") or _ends_open(sentence):
            continue
        hit = sentence.hits["statement"][0]
        own = sentence.words[hit.first].start
        if hit.first > 2 or any(cue.speaker and cue.at != own for cue in text.cues[text.numbers[number][0]]):
            continue
        noun = _named_in(sentence, hit.first, hit.last)
        if noun is not None:
            letter = sentence.key(hit.first) in _LETTER
            return (_signed(text) if letter else None) or _link(noun, sentence)
        named = _held(sentence, hit.last) or _heading_name(text, number)
        if named is not None:
            return named
        signed = _signed(text)
        if len(sentence.words) - hit.last > _NAME or sentence.key(hit.first) in _TESTIMONY or not signed:
            continue
        if any("i" in each.keys for each in text.sentences):
            return signed
        for cues in text.cues:
            for cue in cues:
                if cue.speaker and not cue.pronoun:
                    return Link(cue.speaker, "stated", *(cue.span or (None, None)))
        return signed
    return None


def _noted(text: Text) -> Link | None:
    """Directorate of Rights, note of 3 March: On 28 February ...: a label with a genre opens a text of one paragraph."""
    filled = [listed_ for listed_ in text.numbers if listed_]
    if len(filled) != 1 or len(filled[0]) < 2:
        return None
    sentence, cue = text.sentences[filled[0][0]], next(iter(text.cues[filled[0][0]]), None)
    if cue is None or not cue.label or cue.span is None or cue.span[0] - sentence.start > 4:
        return None
    last = sentence.within(cue.span)[-1]
    colon = next((i for i in range(last + 1, len(sentence.words)) if sentence.key(i) == ":"), last)
    if not any(papers.paper_at(sentence, i) for i in range(last + 1, colon)):
        return None
    return Link(cue.speaker, "stated", *cue.span)


def _inline(text: Text) -> Link | None:
    """شهادة المديرة رقية: كنا في الصف حين: a text of one paragraph whose first words say whose it is."""
    filled = [listed_ for listed_ in text.numbers if listed_]
    sentence = text.sentences[filled[0][0]] if len(filled) == 1 and len(filled[0]) > 1 else None
    hit = next(iter(sentence.hits.get("statement", ())), None) if sentence is not None else None
    if sentence is None or hit is None or hit.first > 1:
        return None
    stop = min(len(sentence.words) - 1, hit.last + _HEADED)
    colon = next((i for i in range(hit.last + 1, stop) if sentence.key(i) == ":"), None)
    noun = _named_in(sentence, hit.first, hit.last) if colon is not None else None
    return _link(noun, sentence) if noun is not None and colon is not None and noun.last < colon else None


def _held(sentence: Sentence, last: int) -> Link | None:
    """Press point, office of the UN Coordinator: the organisation that stands somewhere behind the genre."""
    hit = next((h for h in sentence.hits.get("organisation", ()) if h.first > last), None)
    return _link(noun_of(sentence, hit.first, hit.last), sentence) if hit is not None else None


def stated_by(sentence: Sentence) -> Noun | None:
    """شهادة السيد خالد:, Testimony of Witness 4: — the one whose words a heading announces."""
    hit = next(iter(sentence.hits.get("statement", ())), None)
    return _named_in(sentence, hit.first, hit.last) if hit is not None and hit.first < 3 else None


def _named_in(sentence: Sentence, first: int, last: int) -> Noun | None:
    """بيان رقم (18) صادر عن X; statement by X: whom the heading itself names."""
    if sentence.lang == "ar":
        if sentence.key(last + 1) == ":" and sentence.key(first) in _TESTIMONY:
            return None  # شهادة: كنا سبعة في القبو
        found = papers.issuer(sentence, Noun(first, last, ""))
        if found.text and sentence.at("place", found.first) is None and not _camp(sentence, found):
            return found
        noun = subject_ar.subject(sentence, last, None)
        plain = (
            noun is None
            or noun.first > last + 1
            or any(form in _UNNAMED for form in sentence.words[noun.first].forms)
        )
        return None if plain or noun is None or _camp(sentence, noun) else noun
    last += 2 * (sentence.key(last + 1) == "attributable" and sentence.key(last + 2) == "to")
    last += sentence.key(last + 1) in ("of", "by", "from") and sentence.key(last) not in ("of", "by", "from")
    noun = subject_after(sentence, last + 1)
    if noun is None or sentence.key(noun.first) in _UNNAMED or sentence.key(noun.last) in _NOWHERE:
        return None
    if sentence.words[noun.first].kind == "h":
        return noun
    return noun if known(sentence, noun) or sentence.words[noun.first].cap else None


def _camp(sentence: Sentence, noun: Noun) -> bool:
    """شهادة من معسكر أدري: where it was given, not by whom."""
    lists = lexicon()
    first = sentence.words[noun.first]
    if any(form in _CAMPS for form in first.forms):
        return True
    return not any(form in lists.roles or form in lists.heads for form in first.forms) and any(
        hit.first <= noun.last and noun.first <= hit.last for hit in sentence.hits.get("place", ())
    )


def _heading_name(text: Text, besides: int) -> Link | None:
    """Another line of the heading that is an organisation's name and nothing more."""
    for number in range(min(_HEADING, len(text.numbers))):
        if number != besides and (found := _organisation(text, number)):
            return found
    return None


def _organisation(text: Text, number: int) -> Link | None:
    sentence = text.line(number)
    if (
        sentence is None
        or not 0 < len(sentence.words) <= _NAME
        or text.parts[number].kind in ("cell", "item")
    ):
        return None
    words = sentence.words
    stop = next(
        (i for i in range(1, len(words)) if spaced_dash(sentence, i) or words[i].key in ("|", "—")),
        len(words),
    )
    if any(token.kind != "w" and token.key not in _MARKS_OR_JOINTS for token in words[:stop]):
        return None
    slash = next((i for i in range(1, len(words) - 1) if words[i].key == "/"), None)
    if (
        slash is not None
        and words[slash + 1].arabic
        and any(f in lexicon().heads for f in words[slash + 1].forms)
    ):
        return _link(noun_of(sentence, 0, len(words) - 1), sentence)
    if "|" in (token.key for token in words) or not _headed_name(sentence, stop):
        return None
    return _link(noun_of(sentence, 0, stop - 1), sentence)


def _headed_name(sentence: Sentence, stop: int) -> bool:
    """The line is led by an organisation's head or is one's whole name."""
    lists = lexicon()
    words = sentence.words[:stop]
    hit = sentence.at("organisation", 0)
    if hit and hit.last == len(words) - 1:
        return True
    if words[0].arabic:
        return any(form in lists.heads for form in words[0].forms)
    capital = all(token.cap or token.key in ("of", "for", "and", "the", "-", "in") for token in words)
    return capital and any(token.key in lists.heads for token in words)


def _headed(text: Text) -> Link | None:
    """An organisation's name for a first line and a bare date for the second, above words in the first person."""
    if len(text.numbers) < 3:
        return None
    second = text.line(1)
    found = _organisation(text, 0)
    if found is None or second is None or not second.dates or len(second.words) > _SHORT:
        return None
    placed = sum(hit.last - hit.first + 1 for hit in second.hits.get("place", ()))
    dated = placed + sum(span.last - span.first + 1 for span in second.dates)
    return found if dated >= len(second.words) - 3 and not second.acts() else None


def _letter(text: Text) -> Link | None:
    """Dear X ... Your Iryna: a letter is the words of whoever signs it."""
    opened = False
    for number in range(min(_HEADING, len(text.numbers))):
        sentence = text.line(number) if len(text.numbers[number]) == 1 else None
        opening = text.sentences[text.numbers[number][0]] if text.numbers[number] else None
        if opening is not None and opening.key(0) == "dear" and "," in (opening.key(i) for i in range(2, 6)):
            opened = True  # Dear Commissioner, I write
        if (
            opening is not None
            and number == 0
            and opening.key(0) in _KIN
            and "," in (opening.key(i) for i in range(1, 6))
        ):
            opened = True  # أخي العزيز فاروق، وصلتني
        if sentence and len(sentence.words) <= _SHORT and sentence.key(0) in _SALUTATION:
            opened = True
    return _signed(text) if opened else _writing(text)


def _writing(text: Text) -> Link | None:
    """This is Pastor Gideon writing from: a message that names its writer."""
    for sentence in text.sentences[:_HEADING]:
        for index in range(len(sentence.words) - 3):
            if sentence.key(index) != "this" or sentence.key(index + 1) != "is":
                continue
            at = next((i for i in range(index + 3, index + 7) if sentence.key(i) in _AT_WORK), None)
            if at is None and (named := _greets(text, sentence, index + 2)) is not None:
                return _link(named, sentence, "signed")
            if at and sentence.words[index + 2].cap:
                return _link(noun_of(sentence, index + 2, at - 1), sentence, "signed")
    return None


def _greets(text: Text, sentence: Sentence, at: int) -> Noun | None:
    """This is Amal from the school: somebody names himself in the first sentence of words in the first person."""
    found = runs(sentence, at, min(len(sentence.words), at + _NAME))
    if not found or found[0][0] != at or sentence is not text.sentences[0]:
        return None
    after = sentence.key(found[0][1] + 1)
    plain = after in ("from", "at", "again", "in", "of") and sentence.at("place", at) is None
    mine = any(not each.keys.isdisjoint(("i", "we", "my", "our", "us")) for each in text.sentences)
    return noun_of(sentence, *found[0]) if plain and mine and not sentence.hits.get("organisation") else None


def _signed(text: Text) -> Link | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """The name that the last lines sign with."""
    for number in range(len(text.numbers) - 1, max(0, len(text.numbers) - 4), -1):
        sentence = text.line(number)
        if sentence is None or len(sentence.words) > _SHORT or _ends_open(sentence):
            return None
        words = sentence.words
        if sentence.acts() and not all(token.cap for token in words):
            return None
        dated = sum(span.last - span.first + 1 for span in sentence.dates)
        if (dated and dated >= len(words) - 1) or place_and_day(sentence):
            continue
        first = next((i for i, t in enumerate(words) if t.key not in _LETTERED and t.kind == "w"), None)
        if first is None or any(text.cues[n] for n in text.numbers[number]):
            continue
        if words[0].key in ("for", "on") and words[0].cap == 0:
            continue  # for the families
        role = any(form in lexicon().roles for form in words[first].forms or (words[first].key,))
        if (
            role
            and number > 1
            and text.line(number - 1)
            and text.parts[number - 1].run == text.parts[number].run
        ):
            continue  # the name stands above the office
        stop = next(
            (i for i in range(first, len(words)) if words[i].kind == "p" and words[i].key != "."), None
        )
        last = (len(words) if stop is None else stop) - 1
        if words[first].arabic:
            return _link(noun_of(sentence, first, last), sentence, "signed") if last - first < _NAME else None
        if words[first].cap:
            noun = phrase(sentence, first, last)
            return _link(noun, sentence, "signed") if noun else None
        behind = (stop + 1, len(words)) if stop is not None and sentence.key(stop) == "," else None
        named = runs(sentence, *behind) if behind is not None else []  # your loving son, Tom
        if len(named) == 1 and named[0][0] == (stop or 0) + 1 and words[0].key in _LETTERED:
            return _link(noun_of(sentence, *named[0]), sentence, "signed")
        return None
    return None


def place_and_day(sentence: Sentence) -> bool:
    """Port Sahra, 5 May: a line of capitals and a day, and nothing more."""
    if not sentence.dates or len(sentence.words) > _HEADED // 2 or "," not in sentence.keys:
        return False
    return all(
        i in sentence.dated or token.cap or token.kind != "w" for i, token in enumerate(sentence.words)
    )


def _body(text: Text) -> Link | None:
    """The Commission finds that: a report of a body that speaks of itself in the present, from its first sentence."""
    if not text.sentences or not text.cues[0]:
        return None
    sentence, cue = text.sentences[0], text.cues[0][0]
    if not cue.speaker or not cue.span or sentence.lang != "en":
        return None
    before = sentence.text[sentence.start : cue.span[0]].rstrip()
    led = sentence.key(0) in _LEADS and before.lower().endswith(", the") and len(before) < _LED
    if cue.span[0] - sentence.start > _NEAR_START and not led:
        return None  # in the matter of case 71, the Chamber finds
    at = next((i for i, token in enumerate(sentence.words) if token.start == cue.at), 0)
    keys = {token.key for token in sentence.words if cue.span[0] <= token.start < cue.span[1]}
    if keys & _REPORTING and sentence.key(at) in _FINDING:
        return Link(cue.speaker, "stated", *cue.span)
    return None


def _ends_open(sentence: Sentence) -> bool:
    words = sentence.words
    initial = len(words) > 1 and words[-1].key == "." and len(words[-2].key) == 1  # Khadija M.
    return words[-1].key in (".", ":", ",") and not initial if words else True
