"""The English noun phrase that begins at a token and may speak: behind "according to", "by", "from" or an inverted "said"."""

from tawthiq.read.known_en import named_
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, abbreviated, noun_of, person, place_only, runs
from tawthiq.read.phrase_en import phrase
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import unit_after
from tawthiq.read.words import listed

_PRONOUNS = listed("subject", "pronouns")
_PLACING = listed("subject", "placing")
_WHOSE = listed("subject_en", "whose")
_PAPERS = listed("papers", "en")
_TAIL = listed("subject", "tail")
_OBTAINED = listed("subject_after", "obtained")
_NOT_LAST = listed("subject_after", "not_last")
_EDGES = frozenset(["|", ";", ":", '"', "“", "”", "«", "»", "!", "?", "…", "—"])
_HARD = listed("subject", "hard")
_RELATIVE = listed("subject", "relative")
_FIRST = listed("subject", "first_person")
_ENDING = _EDGES | _HARD | _RELATIVE | _FIRST | {",", ".", "(", ")", "[", "]", "on"}
_DETERMINERS = listed("subject", "determiners")
_NOUNS = listed("cues", "nouns")
_FINITE = listed("subject_en", "finite")
_LONGEST = 14
_OBJECTIVE = {"him": "he", "her": "she", "them": "they"}


def subject_after(  # noqa: C901 - a grammar: one early answer a rule
    sentence: Sentence, at: int
) -> Noun | None:
    """The subject that begins at token `at`: behind "according to", "by" or an inverted "said"."""
    words = sentence.words
    verbs, dates = sentence.begun("verb"), sentence.dates
    stop = at
    while stop < len(words) and stop - at < _LONGEST:
        key = words[stop].key
        if key in _PRONOUNS and stop == at:
            return Noun(at, at, key, pronoun=True)
        if stop == at and key in _OBJECTIVE and (key != "her" or _alone(sentence, at + 1)):
            return Noun(at, at, _OBJECTIVE[key], pronoun=True)
        if key == "." and stop > at and abbreviated(sentence, stop - 1):
            stop += 1
            continue
        if key in _ENDING or _dashed(sentence, stop):
            break
        if stop in verbs and stop > at and not nominal(sentence, stop):
            break
        if dates and any(span.first == stop for span in dates):
            break
        if key in ("the", "a", "an") and stop > at + 1 and _ended(sentence, stop - 1):
            break  # according to the camp's committee the number may rise
        if stop > at and (
            _hedged(sentence, stop) or (stop in sentence.figures() and _counts(sentence, stop))
        ):
            break  # according to the spokesman 3 soldiers were hurt
        if dates and key in ("in", "at", "during", "from") and stop + 1 in sentence.dated:
            break
        stop += 1
    if stop == at or words[at].kind == "n" or words[at].key in _PLACING or _does(words[at].key):
        return None
    noun = phrase(sentence, at, stop - 1)
    return (_name_behind(sentence, noun, stop) or noun) if noun else None


def _dashed(sentence: Sentence, index: int) -> bool:
    """Say medics – the city says: a dash with a blank before it."""
    token = sentence.words[index]
    return token.key == "-" and index > 0 and sentence.words[index - 1].end < token.start


def _ended(sentence: Sentence, last: int) -> bool:
    """A phrase may end with this word: it is no preposition, joint or title."""
    token = sentence.words[last]
    if token.kind != "w" or token.key in _PLACING or token.key in _NOT_LAST:
        return False
    return token.cap == 0 and not token.key.endswith(("'s", "s'"))


def _hedged(sentence: Sentence, at: int) -> bool:
    """According to a farmer about fifty drowned: a hedge and its figure begin what is told."""
    return any(
        hit.first == at and hit.last + 1 in sentence.figures() and hit.last + 1 not in sentence.dated
        for hit in sentence.hits.get("hedge_before", ())
    )


def _alone(sentence: Sentence, at: int) -> bool:
    """According to her, five died; not: according to her brother."""
    return sentence.key(at) in ("", ",", ".", "the", "that", "at") or at in sentence.figures()


def _counts(sentence: Sentence, at: int) -> bool:
    """A number and persons or things behind it; in "a 40-year-old farmer" it is his age."""
    right = unit_after(sentence, at + 1)
    return right is not None and right[1].of != "time"


def _does(key: str) -> bool:
    """Denies having killed: a gerund is nobody."""
    return key.endswith("ing") and len(key) > 5 and key not in lexicon().roles


def _name_behind(sentence: Sentence, noun: Noun, comma: int) -> Noun | None:
    """The health director, Ali Hasan; her dispatcher, Oksana: the name that stands in apposition."""
    if sentence.key(comma) != "," or named_(sentence, noun) or comma + 1 >= len(sentence.words):
        return None
    found = runs(sentence, comma + 1, min(len(sentence.words), comma + 7))
    if not found or found[0][0] != comma + 1:
        return None
    alone = sentence.key(found[0][1] + 1) in (",", ".", "") and not place_only(sentence, *found[0])
    if person(sentence, *found[0]) or (alone and _whoever(sentence, noun)):
        return noun_of(sentence, *found[0])
    return None


def _whoever(sentence: Sentence, noun: Noun) -> bool:
    """Her dispatcher, Oksana: somebody by kin or office, without a name so far."""
    unit = sentence.ending("unit", noun.last)
    kin = unit is not None and unit.value.of == "person"
    return kin or sentence.key(noun.first) in _WHOSE or sentence.key(noun.last) in lexicon().roles


def nominal(sentence: Sentence, index: int) -> bool:
    """The form of a reporting verb at token `index` is a noun, or describes one."""
    if sentence.key(index) in _TAIL and sentence.key(index - 1) in _PAPERS:
        return True  # a report published on Monday by X
    if (
        sentence.key(index) in _TAIL
        and sentence.key(index + 1) == "by"
        and sentence.key(index - 1) not in _FINITE
    ):
        return True  # a colonel quoted by Interfax said
    if sentence.key(index) in _NOUNS and sentence.key(index + 1) in _OBTAINED:
        return True  # flight records obtained by the panel
    noun = sentence.key(index) in _NOUNS and sentence.key(index + 1) in (",", ".", "(", ")", "")
    near = any(sentence.key(index - back) in _DETERMINERS for back in (2, 3))
    if sentence.key(index) in _NOUNS and near:
        return True
    return noun or sentence.key(index - 1) in _DETERMINERS or sentence.words[index].cap > 0
