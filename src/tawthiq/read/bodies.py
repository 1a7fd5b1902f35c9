"""The dead and the wounded that a noun itself tells of: "a body", جثة رجل, "سقط قتيل"; and how far the words of one person reach.

A body and whose it was are one figure. "His body" is of somebody told before, and none.
"""

from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.victims_ar import name_behind
from tawthiq.read.words import listed

_NEW = listed("bodies", "new")
_OWN = listed("bodies", "own")
_MADE = frozenset(("killing", "injury", "casualties"))
_NO_LEAD = listed("bodies", "no_lead")
_NAME, _LONG = 3, 6


def found_dead(sentence: Sentence, first: int, hit: Hit) -> bool:
    """A body, his brother's body, the body of a girl: somebody new, not "his body"."""
    lead = sentence.key(first)
    if any(sentence.key(at).endswith("'s") for at in range(first, hit.first)):
        return True
    if sentence.key(hit.last + 1) == "of":
        return sentence.key(hit.last + 2) in _OWN or sentence.words[hit.last + 2].cap == 1
    return lead in _NEW


def fallen(  # noqa: PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit
) -> bool:
    """سقط قتيل, انتشال جثة امرأة: an indefinite noun that says itself what befell; not سقط صديقي قتيلا, ابن شهيد, جثته."""
    if hit.value.act not in _MADE or (
        hit.value.number != "one" and not sentence.key(hit.first).endswith("ا")
    ):
        return False
    key, lead = sentence.key(hit.first), sentence.key(hit.first - 1)
    if sentence.key(hit.last + 1) == "هامده":
        return False  # عثر عليه جثة هامدة
    if key.lstrip("وفبلك").startswith("ال") or lead in _NO_LEAD or lead.lstrip("ولبفك") in _NO_LEAD:
        return False
    before = sentence.ending("unit", hit.first - 1)
    if before is not None and before.value.of in ("person", "body", "group") and not key.startswith("و"):
        return False
    if hit.value.of == "body":
        return not key.endswith(("ته", "تها", "تهم", "تهما", "انه", "انها", "تي"))
    forms = sentence.words[hit.first].forms
    opens = hit.first == 0 or sentence.words[hit.first - 1].kind == "p"
    if opens and sentence.key(hit.last + 1)[:1] in ("ب", "ف", "ج", "و"):
        return True  # شهيد برصاص الاحتلال
    if lead.startswith("ال") and any(form in _FALLING for form in sentence.words[hit.first - 2].forms):
        return True  # خلف الهجوم قتيلا
    return bool(forms) and (
        lead in _FALLING or any(form in _FALLING for form in sentence.words[hit.first - 1].forms)
    )


_FALLING = listed("bodies", "falling")


def both_named(sentence: Sentence, hit: Hit) -> int | None:
    """The brothers Ruslan and Islam M.: the last token of two names behind a plural, else None."""
    words, at = sentence.words, hit.last + 1
    first = at
    while at < len(words) and words[at].cap == 1:
        at += 1
    if at == first or sentence.key(at) != "and":
        return None
    last = at
    while last + 1 < len(words) and words[last + 1].cap == 1:
        last += 1
    return last if last > at and sentence.key(last + 1) != "and" else None


def whole(sentence: Sentence, hit: Hit, named: AbstractSet[int]) -> Hit:
    """Her husband Serhii, الشاب مروان الخطيب, the body of a girl: the name, and whose body it was, belong to the words."""
    if sentence.words[hit.first].arabic:
        last = hit.last
        if hit.value.of == "body":
            after = sentence.at("unit", last + 1)
            if (
                after is not None
                and after.value.of == "person"
                and not sentence.key(last + 1).startswith("و")
            ):
                last = after.last
        return hit._replace(last=name_behind(sentence, last, named))
    last = hit.last
    if hit.value.of == "body" and sentence.key(last + 1) == "of":
        unit = next((u for at in range(last + 2, last + 6) if (u := sentence.at("unit", at))), None)
        if unit is not None and unit.value.of == "person":
            return hit._replace(last=unit.last)
        last += 1
    if sentence.key(last + 1) == "of" and sentence.key(last + 2) in ("ours", "mine", "his", "hers", "theirs"):
        last += 2
    comma = (
        sentence.key(last + 1) == "," and last + 2 < len(sentence.words) and sentence.words[last + 2].cap == 1
    )
    begin = last
    if comma:  # a helper, Sr. Jacinta, bled to death
        at = last + 2
        while (
            at + 1 < len(sentence.words)
            and at - last < _LONG
            and (sentence.words[at + 1].cap == 1 or sentence.key(at + 1) == ".")
        ):
            at += 1
        return hit._replace(last=at) if sentence.key(at + 1) == "," else hit
    while last + 1 < len(sentence.words) and last - begin < _NAME and sentence.words[last + 1].cap == 1:
        last += 1
    return hit._replace(last=last if last > begin or last == hit.last else hit.last)
