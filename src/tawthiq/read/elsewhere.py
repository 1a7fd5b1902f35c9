"""What a figure counts where no listed noun stands behind it: a noun before it, what was counted first, or persons whom only this can befall."""

from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.units import unit_before
from tawthiq.read.vague import PEOPLE, PERSONAL, Found
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, QuantityKind

_PASSIVE = listed("implicit", "passive")
_AFTER_BARE = listed("quantities", "after_bare")
_BEFORE_BARE = listed("quantities", "before_bare")
_TELLING = listed("quantities", "telling")
_WE_ARE = frozenset((("we", "are"), ("we", "were"), ("they", "were"), ("there", "were"), ("are", "we")))
_WE_WERE = listed("quantities", "we_were")
_QUOTES = frozenset(('"', "“", "'", "‘"))
_NO_PERSONS = listed("victims", "no_noun") | listed("victims", "abstract")
_NOT_COUNTED = listed("units", "stop") | listed("acts", "auxiliaries")


def _headed(sentence: Sentence, begin: int) -> Unit | None:
    """Dead: 36; القتلى 36: the noun right before its figure, where the noun says itself what befell."""
    at = begin - 1
    if sentence.key(at) in (":", "-", "="):
        at -= 1
    hit = sentence.ending("unit", at)
    return hit.value if hit and hit.value.act and hit.value.number == "many" else None


def _foreign(sentence: Sentence, at: int) -> bool:
    """What is counted is a plural that no list knows ("six operating rooms"): no claim, rather than people by mistake."""
    for index in range(at, min(len(sentence.words), at + 3)):
        token = sentence.words[index]
        known = sentence.act_at(index) or sentence.at("verb", index) or sentence.at("unit", index)
        if token.kind != "w" or token.arabic or token.cap or known or token.key in _NOT_COUNTED:
            return False
        if token.key in ("others", "more"):
            return False
        if token.key.endswith("s") and not token.key.endswith("ss") and len(token.key) > 3:
            return True
    return False


def counted_elsewhere(
    sentence: Sentence, begin: int, first: int, last: int, end: int
) -> tuple[Unit | None, int] | None:
    """The unit of a figure without a listed noun behind it, and the figure's new end; None if it counts what is no concern of ours."""
    unit = _headed(sentence, begin)
    thing = sentence.ending("unit", begin - 1) if sentence.words[first].kind == "n" else None
    if thing is not None and thing.value.of == "measure":
        return None  # عدد الاستمارات 250
    if unit is None and _foreign(sentence, last + 1):
        noun = _suffering(sentence, begin, last + 1)
        return (PEOPLE, max(end, noun)) if noun is not None else None
    if unit is None:
        left = unit_before(sentence, first)
        unit = left[1] if left else _out_of(sentence, begin) or _we_are(sentence, begin)
    return unit, end


def said_bare(sentence: Sentence, figure: Found) -> bool:
    """The army says eleven; people tell of twenty; «قالوا خمسة»: a figure alone behind a verb of saying, to the end of its clause."""
    if figure.unit is not None or figure.kind is not QuantityKind.COUNT or figure.form is not Form.NUMBER:
        return False
    behind = sentence.words[figure.last + 1] if figure.last + 1 < len(sentence.words) else None
    if behind is not None and behind.kind != "p" and behind.key not in _AFTER_BARE:
        return False
    at = figure.first - 1
    while at >= 0 and (sentence.words[at].kind == "p" or sentence.key(at) in _BEFORE_BARE):
        at -= 1
    return at >= 0 and (
        sentence.ending("verb", at) is not None
        or any(form in _TELLING for form in sentence.words[at].forms or (sentence.key(at),))
    )


def _out_of(sentence: Sentence, begin: int) -> Unit | None:
    """Of the eleven clinics we ran, only three work: what the first figure counted."""
    if sentence.key(0) != "of" or begin < 3 or not sentence.figures() & set(range(1, 4)):
        return None
    unit = next((hit.value for hit in sentence.hits.get("unit", ()) if hit.first < begin), None)
    return unit if unit is not None and unit.of != "time" else None


def _we_are(sentence: Sentence, begin: int) -> Unit | None:
    """We are 70 in a room, كنا خمسين: persons, who say it of themselves."""
    lead = (sentence.key(begin - 2), sentence.key(begin - 1))
    return PEOPLE if lead in _WE_ARE or sentence.key(begin - 1) in _WE_WERE else None


def _suffering(sentence: Sentence, begin: int, at: int) -> int | None:
    """Killing nine novices; nine novices were killed: the last token of a noun that no list knows, if only persons suffer this."""
    noun = next(
        (i for i in range(at, min(len(sentence.words), at + 3)) if sentence.words[i].key.endswith("s")), None
    )
    if noun is None or sentence.key(noun)[:-1] in _NO_PERSONS:
        return None  # lost two fingers, killed nine goats
    quoted = begin > 1 and sentence.key(begin - 1) in _QUOTES  # arrested "over 40 troublemakers"
    behind = [hit for hit in sentence.acts() if hit.last == begin - 1 - quoted]
    ahead = noun + 1
    while sentence.key(ahead) in _PASSIVE:
        ahead += 1
    passive = ahead > noun + 1
    behind += [hit for hit in sentence.acts() if hit.first == ahead and (passive or hit.value.verb)]
    return noun if any(hit.value.code in PERSONAL and not hit.value.weak for hit in behind) else None
