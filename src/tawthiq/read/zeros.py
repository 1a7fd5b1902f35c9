"""What a sentence says did not befall anybody, by a negation and the noun or person that it stands before."""

from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_NEGATED = listed("quantities", "negated")


def not_any(sentence: Sentence) -> list[tuple[int, int, Unit | None]]:
    """(first, last, unit) of each; أي إصابات behind a negation, and the cases of `_no_toll`."""
    found: list[tuple[int, int, Unit | None]] = []
    for index, token in enumerate(() if sentence.keys.isdisjoint(_ANY) else sentence.words):
        if token.key not in _ANY or not _negated(sentence, index):
            continue
        hit = sentence.at("unit", index + 1)
        if hit or sentence.act_at(index + 1):
            last, unit = (hit.last, hit.value) if hit else (index + 1, None)
            found.append((index, last, unit))
    return [*found, *_no_toll(sentence), *_none_before(sentence)]


def _none_before(sentence: Sentence) -> list[tuple[int, int, Unit | None]]:
    """أحدا من المدنيين لم يصب; without loss of life: nobody before what did not befall him, and a loss that was none."""
    found: list[tuple[int, int, Unit | None]] = []
    if sentence.keys.isdisjoint(_NONE_BEFORE):
        return found
    for index, token in enumerate(sentence.words):
        if token.key == "loss":
            of = sentence.key(index + 1) == "of" and sentence.key(index + 2) in ("life", "lives")
            lead = next((back for back in (index - 1, index - 2) if sentence.key(back) in _NO_LOSS), None)
            if of and lead is not None:
                found.append((lead, index + 2, None))
        elif token.key in _ONE:
            whom = sentence.at("unit", index + 2) if sentence.key(index + 1) == "من" else None
            whom = whom or (sentence.at("unit", index + 1) if sentence.key(index + 1) == "من" else None)
            last = whom.last if whom is not None else index
            at = last + 1
            if sentence.key(at) in _NEVER and (sentence.act_at(at) or sentence.act_at(at + 1)):
                found.append((index, last, whom.value if whom is not None else None))
    return found


_ONE, _NEVER = frozenset(("احد", "احدا", "حدا")), frozenset(("لم", "لن", "ما", "لا"))
_NO_LOSS = frozenset(("no", "without", "any"))
_NONE_BEFORE = _ONE | {"loss"}


def _negated(sentence: Sentence, at: int) -> bool:
    """لم تدخل المدينة أية قافلة: a negation of the same clause stands before."""
    for index in range(at - 1, max(-1, at - _CLAUSE), -1):
        if sentence.words[index].kind == "p" or sentence.key(index) in ("بل", "لكن"):
            return False
        if sentence.key(index) in _NEGATED:
            return at - index <= _DENIED or "نف" not in sentence.key(index)
    return False


_ANY = frozenset(("اي", "ايه"))
_CLAUSE, _DENIED = 7, 4
"""A denial (نفى) is no count of none but of what stands right behind it."""
_WITHOUT, _NOBODY = listed("quantities", "without"), listed("quantities", "nobody")
_SPOKEN, _THERE = listed("quantities", "without_spoken"), listed("quantities", "spoken_there")
_TOLL_NOUNS, _OF_TOLL = listed("quantities", "toll_nouns"), listed("quantities", "of_toll")
_KNOWING = listed("quantities", "knowing")
_TOLD = _TOLL_NOUNS | _NOBODY
BEFORE_THESE = _TOLD | _ANY | _NONE_BEFORE
"""Where none of these stands nothing is told to have befallen nobody."""


def _no_toll(sentence: Sentence) -> list[tuple[int, int, Unit | None]]:
    """لم تقع إصابات، دون تسجيل ضحايا، لم يُقتل أحد، without causing casualties: none, though no word counts."""
    found: list[tuple[int, int, Unit | None]] = []
    if sentence.keys.isdisjoint(_TOLD):
        return found
    figures = sentence.figures()
    for index, token in enumerate(sentence.words):
        toll, nobody = token.key in _TOLL_NOUNS, token.key in _NOBODY
        if not (toll or nobody) or index in figures:
            continue
        for back in range(1, _CLAUSE if toll else 5):
            key = sentence.key(index - back)
            if index - back in figures or key in ("", ",", "،", ";", ".", ":", "but", "بل", "لكن"):
                break
            # ما is "not" as it is spoken, and "which" as it is written: ما أدى إلى إصابة ستة.
            spoken = key in _SPOKEN and (nobody or sentence.key(index - back + 1) in _THERE)
            if sentence.key(index - back + 1) == "صحه":
                break  # لا صحة لما تردد عن سقوط ضحايا
            if nobody and key in _WITHOUT and sentence.key(index - back + 1) in _KNOWING:
                break  # لا نعرف مصير أحد منهم
            if key in _WITHOUT or spoken:
                # Between the negation and nobody stands what did not befall him.
                between = back > 1 and any(sentence.act_at(index - near) for near in range(1, back + 1))
                behind = nobody and (sentence.act_at(index + 1) or _of_those(sentence, index + 1))
                if toll or between or behind:
                    last = index + (toll and sentence.key(index + 1) in _OF_TOLL)
                    found.append((index, last, None))
                break
    return found


def _of_those(sentence: Sentence, at: int) -> bool:
    """لم يعد أحد من المخطوفين: of whom something was told before."""
    hit = sentence.at("unit", at + 1) if sentence.key(at) == "من" else None
    return hit is not None and hit.value.act is not None
