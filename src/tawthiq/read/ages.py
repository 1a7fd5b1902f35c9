"""An age is told by more than a number of years: في الثامنة من عمره, "a boy of ten", أمه تجاوزت السبعين."""

from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_OF_LIFE = listed("ages", "of_life")
_REACHED = listed("ages", "reached")
_YOUNG = listed("quantities", "young") | listed("ages", "persons")
_OLDEST = 110
_TENS = range(20, 100, 10)


def ordinal_ages(sentence: Sentence) -> list[tuple[int, int, int]]:
    """(first, last, years) of ages told by an Arabic ordinal: في السادسة عشرة من عمره."""
    found: list[tuple[int, int, int]] = []
    for hit in sentence.hits.get("ordinal_age", ()):
        last, years = hit.last, int(hit.value)
        if sentence.key(last + 1).startswith("عشر"):
            last, years = last + 1, years + 10
        tens = _tens(sentence, last + 1)
        if tens and years < 10:
            last, years = last + 1, years + tens
        tail = [sentence.key(last + 1), sentence.key(last + 2)]
        lead = sentence.words[hit.first - 1].forms if hit.first else ()
        if (
            (tail[0] == "من" and tail[1] in _OF_LIFE)
            or (any(form in _REACHED for form in lead) and tail[0] not in ("من", "علي"))
            or (years > 10 and "في" in lead)
            or _of_somebody(sentence, hit.first, last)
        ):
            found.append((hit.first, last, years))
    return found


def _of_somebody(sentence: Sentence, first: int, last: int) -> bool:
    """طفلاً دون الخامسة عشرة, أكبرهم في العاشرة: behind a person and a word of years, with no hour and no rank behind it."""
    lead = sentence.words[first - 1].forms if first else ()
    if not sentence.key(first).endswith("ه") or sentence.key(last + 1) in _OF_DAY:
        return False
    if any(sentence.key(at) in _OF_DAY for at in range(max(0, first - 4), first)):
        return False
    whose = any(
        (unit := sentence.at("unit", at)) and unit.value.of == "person"
        for at in range(max(0, first - 5), first)
    ) or any(sentence.key(at) in _RANKED for at in range(max(0, first - 3), first))
    closed = (
        sentence.key(last + 1) in _CLOSING
        or sentence.key(last + 1)[:1] == "و"
        or sentence.at("hedge_after", last + 1) is not None
    )
    if any(form in _YOUNGER for form in lead):
        return whose
    return (
        whose
        and "في" in lead
        and closed
        and any(sentence.key(at) in _RANKED for at in range(max(0, first - 3), first))
    ) or (whose and "في" in lead and sentence.at("hedge_after", last + 1) is not None)


_OF_DAY, _RANKED = listed("ages", "of_day"), listed("ages", "ranked")
_YOUNGER = listed("ages", "younger")
_CLOSING = frozenset((",", ".", "", "؛", ")", "و"))


def _tens(sentence: Sentence, at: int) -> int:
    """الحادية والتسعين."""
    num = next((each for each in sentence.nums if each.first == at == each.last and each.words), None)
    joined = num is not None and sentence.words[at].key.startswith("و")
    return int(num.value) if num is not None and joined and num.value in _TENS else 0


def old(  # noqa: PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, begin: int, first: int, last: int, value: float, *, words: bool
) -> bool:
    """A bare number is somebody's age: of ten, behind a child; the tens with the article behind في or تجاوز."""
    if not 0 < value <= _OLDEST:
        return False
    lead = sentence.key(begin - 1)
    noun = sentence.ending("unit", begin - 2)
    person = noun is not None and noun.value.number == "one" and noun.value.of == "person"
    if (
        lead == "of"
        and (person or sentence.key(begin - 2) in _YOUNG)
        and sentence.key(last + 1) not in ("of", "to")
    ):
        return True
    token = sentence.words[first]
    if not token.arabic or not words or value not in _TENS or not token.key.lstrip("ولبف").startswith("ال"):
        return False
    leads = {
        form for at in (begin - 1, begin, first - 1) if 0 <= at < first for form in sentence.words[at].forms
    }
    if leads & _YOUNGER and any(
        sentence.key(at).endswith(("هم", "هن", "ها")) for at in range(max(0, begin - 3), begin + 1)
    ):
        return True  # معظمهم فوق الستين
    if not leads & (_REACHED | {"في"}):
        return False
    if any(sentence.key(at) in _RANKED for at in range(max(0, first - 3), first)):
        return True
    near = range(max(0, first - 6), first)
    return any(
        (hit := sentence.at("unit", at)) and hit.value.number == "one" and hit.value.of == "person"
        for at in near
    )
