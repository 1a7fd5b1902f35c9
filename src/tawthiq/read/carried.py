"""Whose a sentence without any cue is: the speaker's of the sentence before it, where it goes on counting or telling of the same.

Only its first words may show that: a part of what was counted ("fourteen of the dead", "another 16", "the other 44 perished", منهم),
a bare figure ("twenty-one were shot"), or a pronoun that means the person who spoke. Anything else is the narrator's again.
"""

from collections.abc import Mapping, Sequence

from tawthiq.read.cue import OPENING, THAT, Cue
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_PART = listed("carried", "part")
_WHOLE = listed("carried", "whole")
_FURTHER = listed("carried", "further")
_ALONE = listed("carried", "alone")
_VERBS = listed("carried", "verbs")
_OF_THEM = listed("carried", "of_them_ar")
_OWN = listed("carried", "own")
_HEDGES = listed("carried", "hedges")
_ABOUT = listed("carried", "about")
_DETAIL = listed("carried", "detail")
_SEES = listed("carried", "sees")
_KIN = listed("carried", "kin")
_LOOK, _BRIEF = 6, 8
_NEAR_AR = 5


def carried(
    sentences: Sequence[Sentence], cues: Sequence[Sequence[Cue]], apart: Mapping[int, object]
) -> dict[int, Link]:
    """Sentence -> the speaker that it inherits; sentences of the paragraphs `apart` have a voice of their own."""
    found: dict[int, Link] = {}
    topic = False
    for number in range(1, len(sentences)):
        sentence, before = sentences[number], sentences[number - 1]
        if cues[number] or before.paragraph != sentence.paragraph or sentence.paragraph in apart:
            topic = False
            continue
        told = [cue for cue in cues[number - 1] if cue.speaker and cue.scope and not cue.inner]
        link = found.get(number - 1)
        if told:
            cue = told[-1]
            link = Link(cue.speaker, cue.verb, *(cue.span or (None, None)))
            topic = _topic(before, told[-1])
        if told and not _matter(before, told[-1]):
            link = None if not topic else link
        on = topic and sentence.keys.isdisjoint(_OWN)
        if link is not None and (on or _goes_on(sentence, told[-1] if told else None)):
            found[number] = link
    return found


def _matter(sentence: Sentence, cue: Cue) -> bool:
    """What was said told of figures or acts, so that a further figure may go on with it."""
    inside = {i for a, b in cue.scope for i in sentence.within((a, b))}
    return any(i in sentence.figures() or sentence.act_at(i) for i in inside)


def _goes_on(sentence: Sentence, cue: Cue | None) -> bool:
    if not sentence.keys.isdisjoint(_OWN):
        return False  # I myself saw
    if sentence.lang == "ar":
        if any(key.endswith("نا") and len(key) > _LOOK - 2 for key in sentence.keys):
            return False
        item = (
            bool(sentence.words) and sentence.words[0].kind == "n" and sentence.key(1) in ("/", ".", ")", "-")
        )  # 4/ لا أستطيع
        item = item or (bool(sentence.dates) and sentence.dates[0].first == 0)  # 3 مايو، هدوء
        return (0 in sentence.figures() and not item) or any(
            sentence.key(i) in _OF_THEM for i in range(_NEAR_AR)
        )
    return _part(sentence) or (cue is not None and _same_person(sentence, cue))


def _topic(sentence: Sentence, cue: Cue) -> bool:
    """She told us about that night; حكت لنا عن ليلة خروجها: only what it was about, so that what follows is the telling."""
    if not sentence.keys.isdisjoint(THAT) or cue.at < sentence.start:
        return False
    scope = [i for a, b in cue.scope for i in sentence.within((a, b))]
    if not scope or any(i in sentence.figures() for i in scope) or not sentence.keys.isdisjoint(OPENING):
        return False
    return any(sentence.key(i) in _ABOUT for i in scope) and cue.scope[0][0] > cue.at


def _part(sentence: Sentence) -> bool:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """Fourteen of the dead; of these; another 16; the other 44; 109 others; twenty-one were."""
    at = next((i for i in range(4) if i in sentence.figures()), None)
    if at and not all(sentence.key(i) in _HEDGES for i in range(at)):
        at = None
    first = sentence.key(0)
    if first == "of" and sentence.key(1) in _PART | {"the"}:
        return True
    if first == "the" and sentence.key(1) in _DETAIL:
        return True
    if first in ("among", "including") and sentence.key(1) in _PART | {"the"}:
        return sentence.key(1) in _PART or sentence.key(2) in _WHOLE
    if first in _FURTHER or (first in ("a", "the") and sentence.key(1) in _FURTHER):
        witness = sentence.key(1) in _SEES or sentence.at("verb", 1) is not None  # another saw a boy hanged
        return any(i in sentence.figures() for i in range(_LOOK)) or (first == "another" and not witness)
    if first in _ALONE and sentence.key(1) in _VERBS | {"of"}:
        return True
    if at is None:
        return False
    while at + 1 in sentence.figures():
        at += 1
    after = sentence.key(at + 1)
    if after == "of":
        return sentence.key(at + 2) in _PART or any(sentence.key(i) in _WHOLE for i in (at + 2, at + 3))
    if after in ("people", "persons") and len(sentence.words) <= _BRIEF:
        return sentence.key(at + 2) in _VERBS  # fourteen people were hurt
    return after in _VERBS or after in ("others", "more", "other")


def _same_person(sentence: Sentence, cue: Cue) -> bool:
    """A porter told us; he himself was beaten: a pronoun behind one who spoke, of whom the form or the verb tells the same."""
    first = sentence.key(0)
    own = first in ("his", "her") and sentence.key(1) == "own" and sentence.key(2) in _KIN
    if first not in ("he", "she") and not own:
        return False
    return cue.agrees in ("", "m" if first in ("he", "his") else "f")
