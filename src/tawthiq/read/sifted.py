"""Of two acts that one word may tell, the one that stands; words that tell none here are dropped."""

from collections.abc import Sequence

from tawthiq.language.phrases import Hit
from tawthiq.read.idle import idle
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_RULING = listed("acts", "ruling")
_STRUCK = frozenset(("act:attack", "act:injury"))


def sifted(sentence: Sentence, acts: Sequence[Hit]) -> list[Hit]:
    """Of two acts in one word the longer phrase stands; أصابت is an attack beside a weapon or a building, else an injury."""
    out: list[Hit] = []
    acts = [hit for hit in acts if not idle(sentence, hit)]
    for hit in acts:
        rivals = [
            each for each in acts if each.first <= hit.last and hit.first <= each.last and each is not hit
        ]
        longer = any(each.last - each.first > hit.last - hit.first for each in rivals)
        same = [each.category for each in rivals if (each.first, each.last) == (hit.first, hit.last)]
        if hit.category == "act:killing" and _spent(sentence, hit):
            continue
        if hit.category == "act:displacement" and _ordered(sentence, hit, acts):
            continue
        if longer or (
            hit.category == "act:destruction"
            and any(e.category == "act:killing" and not e.value.weak for e in rivals)
        ):
            continue
        if (
            hit.category in _STRUCK
            and _passively(sentence, hit)
            and (hit.category == "act:attack") != _thing(sentence, hit.last + 1)
        ):
            continue
        if {hit.category, *same} >= {"act:attack", "act:injury"} and not _passively(sentence, hit):
            near = range(max(0, hit.first - 2), min(len(sentence.words), hit.last + 4))
            struck = any(
                sentence.at("means", i) or (sentence.at("target", i) and not _person(sentence, i))
                for i in near
            )
            hurt = any(
                (unit := sentence.at("unit", i)) and unit.value.of == "person"
                for i in range(hit.last + 1, hit.last + 3)
            )
            if (hit.category == "act:attack") != (struck and not hurt):
                continue
        out.append(hit)
    return out


def _ordered(sentence: Sentence, hit: Hit, acts: Sequence[Hit]) -> bool:
    """Ordered us to evacuate, يطالب السكان بالإخلاء: who is told to leave has not left."""
    led = sentence.key(hit.first - 1) in _TO_LEAVE or sentence.key(hit.first).startswith(("بال", "لل", "با"))
    return led and any(
        each.category == "act:warning" and each.value.verb and 0 < hit.first - each.last <= _APART
        for each in acts
    )


_TO_LEAVE = frozenset(("to", "الي"))
_APART = 9


def _person(sentence: Sentence, index: int) -> bool:
    unit = sentence.at("unit", index)
    return unit is not None and unit.value.of == "person"


def _passively(sentence: Sentence, hit: Hit) -> bool:
    return sentence.key(hit.first).removeprefix("و").removeprefix("ف").startswith("اصيب")


def _thing(sentence: Sentence, index: int) -> bool:
    """وأصيبت مدرسة: a thing right behind the verb."""
    return sentence.at("target", index) is not None and not _person(sentence, index)


def _spent(sentence: Sentence, hit: Hit) -> bool:
    """قضى ثمانية عشر عاما in prison, قضت المحكمة: spent and ruled, where died is written alike."""
    if not any(form.startswith("قض") for form in sentence.words[hit.first].forms):
        return False
    ahead = range(hit.last + 1, min(len(sentence.words), hit.last + 5))
    units = [unit for at in ahead if (unit := sentence.at("unit", at))]
    lasting = bool(units) and units[0].value.of == "time" and hit.last + 1 in sentence.figures()
    return lasting or sentence.key(hit.last + 1) in _RULING
