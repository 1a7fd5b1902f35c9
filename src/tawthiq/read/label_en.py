"""English labels that say how, when or to whom it was told: "Mayor of X, on local radio:", "director Dr Y to our correspondent:"."""

from tawthiq.read.cue import OPENING, Cue
from tawthiq.read.known_en import known
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of, person, place_only, runs
from tawthiq.read.papers import paper_at
from tawthiq.read.phrase_en import phrase
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_JOINTS = listed("label_en", "joints")
_TO = listed("label_en", "to")
_BY = listed("label_en", "by")
_COUNTS = listed("cues", "counts_en")
_LEADS = listed("label_en", "leads")
_TIMES = listed("label_en", "times")
_LONGEST, _TAIL = 9, 8


def qualified(sentence: Sentence, first: int, colon: int) -> Noun | None:
    """The speaker of a label whose tail tells to whom, by what means or of what day it was told."""
    while first < colon and sentence.key(first) in _LEADS:
        first += 1 + (sentence.key(first + 1) == ",")
    for index in range(first + 1, min(colon, first + _LONGEST)):
        key = sentence.key(index)
        if key not in _JOINTS or not _tail(sentence, index, colon):
            continue
        return _head(sentence, first, index, office=key in (",", "from", "in", "("))
    return None


def speaking(sentence: Sentence, first: int, colon: int) -> Noun | None:
    """UNHCR's representative, Lucia Ferro, speaking in Geneva: "...": somebody, and what he does while he says it."""
    at = next((i for i in range(first + 1, colon) if sentence.key(i) in _SPEAKING), None)
    if at is None or sentence.key(at - 1) != "," or any(sentence.act_at(i) for i in range(first, colon)):
        return None
    found = [each for each in runs(sentence, first, at) if person(sentence, *each)]
    if found:
        return noun_of(sentence, *found[-1])
    noun = phrase(sentence, first, at - 2)
    return noun if noun is not None and known(sentence, noun) else None


def named_before_quote(sentence: Sentence) -> Cue | None:
    """At the school, the principal, Joumana Atwi. "We had 640": a sentence that ends with a name, right before words in marks."""
    words = sentence.words
    if sentence.lang != "en" or len(words) < 4 or len(words) > _BRIEF or words[-1].key not in (".", ":"):
        return None
    if (
        sentence.text[sentence.end : sentence.end + 2].strip()[:1] not in OPENING
        or sentence.text[sentence.end] == "\n"
    ):
        return None
    found = runs(sentence, 0, len(words) - 1)
    if not found or found[-1][1] != len(words) - 2 or not person(sentence, *found[-1]):
        return None
    first, last = found[-1]
    before = range(first)
    led = first == 0 or words[first - 1].key == "," or sentence.key(first - 1) in lexicon().speaking
    if not led or any(
        sentence.act_at(i) or i in sentence.figures() or sentence.at("verb", i) for i in before
    ):
        return None
    start, end = sentence.span(first, last)
    scope = ((sentence.end, sentence.end + 1),)
    return Cue(
        "said", "bare", noun_of(sentence, first, last).text, (start, end), False, start, scope, True, start
    )


_BRIEF = 16
_SPEAKING = listed("label_en", "speaking")


def _tail(sentence: Sentence, index: int, colon: int) -> bool:
    """To our correspondent; by phone; , on local radio; , figures for Wednesday; , Tuesday evening."""
    bracket = sentence.key(index) == "("
    rest = range(index + 1, colon - bracket)
    if not rest or len(rest) > _TAIL or any(sentence.act_at(i) or sentence.at("verb", i) for i in rest):
        return False
    if any(i in sentence.figures() and i not in sentence.dated for i in rest):
        return False
    keys = {sentence.key(i) for i in rest}
    if sentence.key(index) == "to":
        office = (
            sentence.key(index + 1) in ("the", "our", "this") and sentence.key(colon - 1) in lexicon().heads
        )
        return office or not keys.isdisjoint(_TO)
    if sentence.key(index) != ",":
        return not keys.isdisjoint(_BY)
    paper = any(paper_at(sentence, i) or sentence.key(i) in _COUNTS for i in rest)
    dated = all(i in sentence.dated or sentence.key(i) in _TIMES for i in rest)
    if bracket and sentence.key(colon + 1) in OPENING:
        return True
    return paper or dated or not keys.isdisjoint(_BY | _TO)


def _head(sentence: Sentence, first: int, stop: int, *, office: bool) -> Noun | None:
    """`office`: the words must tell an office; a name alone may be a place's ("Kumbo Rural, last Wednesday:")."""
    inside = range(first, stop)
    verbs = any(sentence.at("verb", i) and not sentence.words[i].cap for i in inside)
    if verbs or any(sentence.act_at(i) or i in sentence.figures() for i in inside):
        return None
    if office and not any(
        sentence.key(i) in lexicon().speaking or sentence.at("organisation", i) for i in inside
    ):
        return None
    noun = phrase(sentence, first, stop - 1)
    if noun is None or not known(sentence, noun) or place_only(sentence, noun.first, noun.last):
        return None
    return noun
