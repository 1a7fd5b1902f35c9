"""Who names himself as the one who writes: a deponent, a petitioner, the body that issued a bulletin or mourns its dead.

These answer for a whole text, as a statement's issuer does (`issuer`), though no heading calls it a statement. A text in the
first person that names nobody stays the document's own.
"""

from tawthiq.language.fold import fold
from tawthiq.read import subject_ar, told_ar
from tawthiq.read.issuer import Text
from tawthiq.read.known_en import known
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of, place_only, runs
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.subject_en import subject_before
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_SWORN = listed("writer", "sworn")
_SELF = listed("writer", "self_ar")
_FORM = listed("writer", "form")
_TO_YOU = listed("writer", "to_you")
_ISSUED = listed("writer", "issued")
_PERFORMS = listed("writer", "performs")
_INFORMS = listed("writer", "informs")
_OURS = listed("writer", "ours")
_MINE = listed("writer", "mine")
_OFFICE = listed("writer", "office")
_GENRE = listed("writer", "genre")
_WE = "وكنا"
_PARTS = frozenset(("-", "–", "—", "|", ",", "("))
_THAT_IT = listed("writer", "that_ar")
_STATES = listed("writer", "states")
_OPENING = 4
_FORMS = 8
_LINE = 16
_NAME = 5
_LONG = 5


def writer(text: Text) -> Link | None:
    """Whoever a text names as its own writer; None where it names nobody."""
    return _deponent(text) or _form(text) or _issued(text) or _performing(text) or _correspondent(text)


def named_issuer(text: Text, found: Link | None) -> Link | None:
    """Statement by the Head of Mission / X condemns: an office without a name gives way to the body that condemns."""
    if (
        found is None
        or found.verb != "stated"
        or not found.speaker
        or found.speaker != found.speaker.casefold()
    ):
        named = found is None or found.verb != "stated" or not found.speaker or not _office(found.speaker)
        if named:
            return found
    number = _first(text)
    own = performed(text, number) if number is not None else None
    if (
        own is not None
        and found is not None
        and " " not in (own.speaker or "")
        and " " in (found.speaker or "")
    ):
        return found  # تدين المنظمة, under her full name
    return own or found


def _first(text: Text) -> int | None:
    """The first whole sentence behind the headings."""
    found = (
        n
        for n, s in enumerate(text.sentences[: _OPENING + 1])
        if len(s.words) > _LONG and (sentence_ends(s) or s.words[-1].key in (":", "؛", ";"))
    )
    return next(found, None)


def _office(name: str) -> bool:
    """Head of Mission, the Spokesperson: every word a role or the like, none somebody's name."""
    keys = [fold(word) for word in name.split()]
    return all(key in _OFFICE or key in lexicon().speaking for key in keys)


def _link(noun: Noun, sentence: Sentence, verb: str = "stated") -> Link:
    return Link(noun.text, verb, *sentence.span(noun.first, noun.last))


_OURSELVES = listed("labels", "first_person")


def _deponent(text: Text) -> Link | None:
    """I, Tsegay Hailu, make oath; أنا الموقع أدناه سالم: who only tells his name in a testimony stays the document."""
    for sentence in text.sentences[:_OPENING]:
        noun = self_named(sentence)
        if noun is not None:
            return _link(noun, sentence, "signed")
    return None


def self_named(sentence: Sentence) -> Noun | None:
    """The deponent that a sentence names as I."""
    return _self_ar(sentence) if sentence.lang == "ar" else _self_en(sentence)


def _self_en(sentence: Sentence) -> Noun | None:
    keys = [token.key for token in sentence.words[:40]]
    at = next((i for i in range(min(4, len(keys))) if keys[i] == "i"), None)
    if at is None or not any(key in _SWORN for key in keys):
        return None
    return next((noun for i in range(at + 1, at + 6) if (noun := _run(sentence, i))), None)


def _run(sentence: Sentence, at: int) -> Noun | None:
    found = runs(sentence, at, min(len(sentence.words), at + 8))
    if not found or found[0][0] != at or place_only(sentence, *found[0]):
        return None
    return noun_of(sentence, *found[0])


def _self_ar(sentence: Sentence) -> Noun | None:
    words = sentence.words
    for index in range(min(_LINE, len(words) - 1)):
        if words[index].key != "انا":
            continue
        if index > 2 and (words[index - 1].key[:1] != "ا" or words[index - 1].key.startswith("ال")):
            continue  # أفيدكم أنا الموظف حسين كاظم
        named = subject_ar.noun_at(sentence, index + 1) if index > 2 else None
        if named is not None and subject_ar.known(sentence, named) and named.last > named.first:
            return named
        after = index + 1 + (sentence.key(index + 1) == ",")
        if sentence.key(after) in _SELF:
            while sentence.key(after) in _SELF or sentence.key(after) == ",":
                after += 1
            return _name_ar(sentence, after)
    return None


def _name_ar(sentence: Sentence, first: int) -> Noun | None:
    """A name of five words or fewer, up to a mark or to what no name holds."""
    words = sentence.words
    stop = first
    while stop < len(words) and words[stop].kind == "w" and stop - first < _NAME:
        if stop > first and (sentence.act_at(stop) or told_ar.ends_name(sentence, stop)):
            break
        stop += 1
    return noun_of(sentence, first, stop - 1) if stop > first else None


def _form(text: Text) -> Link | None:
    """Complainant: X; مقدمه لسيادتكم/ X: a line that names who submits what follows."""
    for number in range(min(_FORMS, len(text.numbers))):
        for each in text.numbers[number][:1]:
            sentence = text.sentences[each]
            if len(sentence.words) > _LINE * 2:
                continue
            noun = _submitted(sentence)
            if noun is not None:
                return _link(noun, sentence, "signed")
    return None


def _submitted(sentence: Sentence) -> Noun | None:
    words = sentence.words
    colon = next((i for i in range(1, min(6, len(words) - 1)) if words[i].key in (":", "/")), None)
    if colon is None or not all(t.key in _FORM | _TO_YOU for t in words[:colon]):
        return None
    if not any(t.key in _FORM for t in words[:colon]):
        return None
    if words[colon + 1].arabic:
        told = sentence.acts() or words[colon + 1].key in _OURSELVES  # شهادة: كنا سبعة في القبو
        return None if told else _name_ar(sentence, colon + 1)
    noun = _run(sentence, colon + 1)
    said = sentence_ends(sentence) and noun is not None and noun.first == noun.last
    return None if said else noun  # THE WITNESS: Roughly 200.


def _issued(text: Text) -> Link | None:
    """Issued by the Early Warning Network; أصدرتها شبكة الإنذار: a line near the head that says who did."""
    for number in range(min(_OPENING, len(text.numbers))):
        sentence = text.line(number)
        if sentence is None or len(sentence.words) > _LINE or sentence_ends(sentence):
            continue
        for index, token in enumerate(sentence.words[:-1]):
            behind = index and sentence.key(index - 1) in _PARTS
            if token.key not in _ISSUED or (index >= _OPENING and not behind):
                continue
            if token.arabic:
                step = index + (sentence.key(index + 1) in ("عن", "من", ":"))
                noun = subject_ar.subject(sentence, step, None)
                if noun is not None and subject_ar.known(sentence, noun):
                    return _link(noun, sentence)
            elif sentence.key(index + 1) in ("by", ":"):
                named = subject_after(sentence, index + 2 + (sentence.key(index + 2) == ":"))
                if named is not None and known(sentence, named):
                    return _link(named, sentence)
    return None


def _performing(text: Text) -> Link | None:
    """X condemns, mourns, تنعى بلدية: what is done by saying it is a statement of whoever does it, where nothing says otherwise."""
    number = _first(text)
    if number is None:
        return None
    return performed(text, number) or _that_it(text, number) or _stated(text, number)


def _that_it(text: Text, number: int) -> Link | None:
    """بيان / إن تنسيقية العائلات، وهي تواصل اعتصامها، تسجل: behind the name of its genre, who states in the present."""
    sentence = text.sentences[number]
    heading = [s for s in text.sentences[:number] if len(s.words) <= _LONG]
    genre = any(t.key in _GENRE for s in heading for t in s.words)
    if not genre or sentence.key(0) not in _THAT_IT or sentence.keys.isdisjoint(_STATES):
        return None
    noun = subject_ar.noun_at(sentence, 1)
    return _link(noun, sentence) if noun is not None and subject_ar.known(sentence, noun) else None


def _stated(text: Text, number: int) -> Link | None:
    """بيان صحفي / تؤكد هيئة X: behind the name of its genre a statement begins with whoever makes it."""
    heading = [s for s in text.sentences[:number] if len(s.words) <= _LONG]
    sentence = text.sentences[number]
    cue = next(iter(text.cues[number]), None)
    if (
        cue is None
        or not cue.speaker
        or cue.pronoun
        or not any(t.key in _GENRE for s in heading for t in s.words)
    ):
        return None
    early = min(cue.at, cue.edge) <= sentence.words[1].start
    return Link(cue.speaker, "stated", *(cue.span or (None, None))) if early else None


def performed(text: Text, number: int) -> Link | None:
    """The body that condemns, mourns or announces in the present in a sentence, where the text is its statement."""
    sentence = text.sentences[number]
    for index, token in enumerate(sentence.words[:_LINE]):
        informs = token.key in _INFORMS and _under_genre(text, number)
        if token.key.removeprefix("و") not in _PERFORMS and not informs:
            continue
        if token.arabic:
            noun = subject_ar.subject(sentence, index, None)
            noun = noun if noun is not None and subject_ar.known(sentence, noun) else None
            noun = noun or _before_ar(sentence, index)
        else:
            subject = subject_before(sentence, index)
            noun = subject.noun if subject is not None and subject.edge <= 1 else None
            noun = noun if noun is not None and not noun.pronoun and known(sentence, noun) else None
        if noun is not None and _own(text, number, noun.text):
            return _link(noun, sentence)
    return None


def _under_genre(text: Text, number: int) -> bool:
    heading = [s for s in text.sentences[:number] if len(s.words) <= _LONG]
    return any(token.key in _GENRE for sentence in heading for token in sentence.words)


def _before_ar(sentence: Sentence, index: int) -> Noun | None:
    """آل الشواف في الوطن والشتات ينعون: whoever opens the sentence, before the verb."""
    noun = subject_ar.noun_at(sentence, 0) if index else None
    if noun is None or noun.last >= index or not subject_ar.known(sentence, noun):
        return None
    between = range(noun.last + 1, index)
    return None if any(sentence.key(i) in (",", ".", ":") for i in between) else noun


def _own(text: Text, number: int, name: str) -> bool:
    """A genre in the heading, "we" and "our" outside quotation marks, or no other speaker in the whole text."""
    heading = [s for s in text.sentences[:number] if len(s.words) <= _LONG]
    if any(t.key in _GENRE for s in heading for t in s.words):
        return True
    for sentence in text.sentences:
        for index, token in enumerate(sentence.words):
            if token.key in _OURS and not _marked(sentence, index):
                return True
        if sentence.lang == "ar" and number + 1 < len(text.sentences) and _we(sentence):
            return True
    others = [
        c for listed_ in text.cues for c in listed_ if c.speaker and not c.pronoun and c.speaker != name
    ]
    short = f"ال{name.split(' ', maxsplit=1)[0].removeprefix('ال')}"
    again = number == 0 and any(c.speaker == short for listed_ in text.cues for c in listed_)
    return (not others or again) and len(text.sentences) > 1 and sentence_ends(text.sentences[number])


def sentence_ends(sentence: Sentence) -> bool:
    """A whole sentence, no headline."""
    return sentence.words[-1].key in (".", "!", "؟", "?")


def _we(sentence: Sentence) -> bool:
    """وكنا قد نشرنا: a verb in the first person plural, in a sentence without marks."""
    return _WE in sentence.keys and not any(t.key in ('"', "“", "”", "«", "»") for t in sentence.words)


def _marked(sentence: Sentence, index: int) -> bool:
    return sum(t.key in ('"', "“", "”", "«", "»") for t in sentence.words[:index]) % 2 == 1


def _correspondent(text: Text) -> Link | None:
    """مراسلتنا في صور: ... ورأيت: the one label that opens a text in the first person is whose all of it is."""
    labels = [(n, cue) for n, listed_ in enumerate(text.cues) for cue in listed_ if cue.label]
    if len(labels) != 1 or labels[0][0] != 0 or len(text.numbers) < 2:
        return None
    cue = labels[0][1]
    mine = any(
        token.key in _MINE and not _marked(sentence, index)
        for sentence in text.sentences[1:]
        for index, token in enumerate(sentence.words)
    )
    return Link(cue.speaker, "said", *(cue.span or (None, None))) if mine else None
