"""Arabic sources that a count shows: رفعت الوزارة الحصيلة إلى 52, الأهالي يرفعون الرقم إلى 25: whoever changes a count tells it."""

from tawthiq.language.phrases import Hit
from tawthiq.read import before_ar, papers, subject_ar
from tawthiq.read.cue import Cue, Scope, made
from tawthiq.read.names import Noun
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_RAISED = listed("cues_counted_ar", "raised")
_COUNTS = listed("cues_counted_ar", "counts")
_TO = listed("cues_counted_ar", "to")
_WROTE = listed("cues_counted_ar", "wrote")
_DAMMA = "\u064f"
_LOOK = 9
_NEAR = 5


def raised(sentence: Sentence) -> list[Cue]:
    """The cues of every verb that moves a count to a figure."""
    found: list[Cue] = []
    if sentence.keys.isdisjoint(_RAISED):
        return found
    for index, token in enumerate(sentence.words):
        if _DAMMA in sentence.text[token.start : token.start + 3]:
            continue  # وعُدّلت حصيلة أمس: by nobody who is named
        verb = token.key if token.key in _RAISED and token.key not in _COUNTS else None
        count = _count(sentence, index) if verb is not None and not sentence.at("verb", index) else None
        if verb is None or count is None or not _figure(sentence, count):
            continue
        noun = subject_ar.as_for(sentence, index)
        if noun is None and count > index + 1:
            noun = subject_ar.noun_at(sentence, index + 1, count)
        noun = noun or before_ar.subject_before(sentence, index)
        if noun is not None and not subject_ar.known(sentence, noun):
            continue
        noun = papers.issuer(sentence, noun or Noun(index, index, "", pronoun=True))
        scope: Scope = ((token.end, sentence.end),)
        edge = min(index, noun.first)
        hit = Hit(index, index, "verb", None)
        found.append(made(sentence, hit, "reported", "bare", noun, scope, edge, _form(verb)))
    return found


def named(sentence: Sentence) -> list[Cue]:
    """دون إمام المخيم أسماء 28 من القتلى: whoever wrote down the names tells of the dead."""
    at = (
        next((i for i, t in enumerate(sentence.words) if "اسماء" in t.forms), None) if sentence.nums else None
    )
    if at is None or not any(i in sentence.figures() for i in range(at + 1, at + _NEAR)):
        return []
    for index in range(at - 1, max(-1, at - _LOOK), -1):
        if not _WROTE.isdisjoint(sentence.words[index].forms) and sentence.at("verb", index) is None:
            noun = subject_ar.noun_at(sentence, index + 1, at) if index + 1 < at else None
            if noun is None or not subject_ar.known(sentence, noun):
                return []
            scope: Scope = ((sentence.words[noun.last].end, sentence.end),)
            hit = Hit(index, index, "verb", None)
            return [made(sentence, hit, "reported", "bare", noun, scope, index)]
    return []


def _count(sentence: Sentence, verb: int) -> int | None:
    """الحصيلة, عدد القتلى: the count behind the verb."""
    behind = range(verb + 1, min(len(sentence.words), verb + _LOOK + _NEAR))
    return next((i for i in behind if not _COUNTS.isdisjoint(sentence.words[i].forms)), None)


def _figure(sentence: Sentence, count: int) -> bool:
    """إلى 52, بـ15: a figure behind a preposition."""
    figures = sentence.figures()
    for index in range(count + 1, min(len(sentence.words), count + _LOOK)):
        if index in figures and sentence.key(index)[:1] == "ب":
            return True
        if sentence.key(index) in _TO:
            return any(i in figures for i in range(index + 1, index + _NEAR))
    return False


def _form(verb: str) -> str:
    if verb.endswith(("وا", "ون")):
        return "p"
    return "f" if verb.endswith("ت") or verb.removeprefix("و").startswith("ت") else "m"
