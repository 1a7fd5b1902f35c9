"""Arabic sources without a verb of saying: whoever was sent to see, and whom a paper learned it from."""

from tawthiq.language.phrases import Hit
from tawthiq.read import subject_ar, told_ar
from tawthiq.read.cue import Cue, made
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_FAR = 9
_SHORTEST = 4
_SEES = listed("cues", "sees_ar")
_REPORTERS = listed("cues", "reporters_ar")
_LEARNED = listed("cues_ar", "learned")


def seen(sentence: Sentence) -> list[Cue]:
    """وشاهد مراسلنا ست سيارات متفحمة: whoever was sent to see tells what was seen."""
    found: list[Cue] = []
    for index, token in enumerate(sentence.words[:-1]):
        if token.key.removeprefix("و") not in _SEES or sentence.at("verb", index):
            continue
        noun = subject_ar.noun_at(sentence, index + 1)
        if noun is None or not any(f in _REPORTERS for f in sentence.words[noun.first].forms):
            continue
        behind = ((sentence.words[noun.last].end, sentence.end),)
        hit = Hit(index, index, "verb", None)
        found.append(made(sentence, hit, "reported", "bare", noun, behind, index))
    return found


def learned(sentence: Sentence) -> list[Cue]:
    """علمت «النهار» من مصادر استشفائية أن: a paper learned from somebody, who tells it."""
    for index, token in enumerate(
        sentence.words[:-_SHORTEST] if not sentence.keys.isdisjoint(_LEARNED) else ()
    ):
        if token.key not in _LEARNED or sentence.key(index + 1) == "من":
            continue
        near = range(index + 2, min(len(sentence.words), index + _FAR + _FAR))
        that = next((i for i in near if sentence.key(i) in told_ar.THAT), None)
        stop = that if that is not None else index
        by = next((i for i in range(index + 2, min(stop, index + _FAR)) if sentence.key(i) == "من"), None)
        noun = subject_ar.noun_at(sentence, by + 1, that) if by is not None and that is not None else None
        if noun is None or that is None:
            continue
        behind = ((sentence.words[that].end, sentence.end),)
        hit = Hit(index, index, "verb", None)
        return [made(sentence, hit, "according to", "bare", noun, behind, index)]
    return []
