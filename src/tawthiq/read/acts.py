"""Which act a figure belongs to: the nearest act word that can be done to what is counted, in its own clause if there is one.

Distance is counted in tokens; another figure, a comma or a conjunction between the two makes it longer. A noun that says
itself what befell the counted (martyrs, detainees) is an act word of its own.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.phrases import Hit
from tawthiq.read.lexicon import Act
from tawthiq.read.quantities import Found
from tawthiq.read.sentence import Sentence
from tawthiq.record.quantity import QuantityKind

FALLBACK = {"munition": "attack", "event": "attack"}
_CONJUNCTIONS = frozenset(["and", "or", "but", "while", "whereas", "و", "او", "بينما", "فيما"])
_FAR = 60


class Chosen(NamedTuple):
    """The act of a figure; `hit` None where the noun itself, or nothing, tells it."""

    code: str
    hit: Hit | None


def _distance(sentence: Sentence, a: tuple[int, int], b: tuple[int, int], others: Sequence[Found], own: Found) -> int:
    first, last = (a[1], b[0]) if a[1] < b[0] else (b[1], a[0])
    if first >= last:
        return 0
    cost = last - first
    for index in range(first + 1, last):
        key = sentence.words[index].key
        if key in (",", ";", ":", "("):
            cost += 4
        elif key in _CONJUNCTIONS or (sentence.words[index].arabic and key[:1] == "و" and len(key) > 3):
            cost += 2
    return cost + 5 * sum(1 for each in others if each is not own and first < each.first < last)


def act_of(sentence: Sentence, found: Found, others: Sequence[Found]) -> Chosen | None:
    """The act of a figure; None where nothing in the sentence tells one and the noun does not either."""
    if found.kind is QuantityKind.AGE:
        return Chosen("age", None)
    if found.kind is QuantityKind.DURATION:
        return Chosen("duration", None)
    of = found.unit.of if found.unit else "person"
    best: tuple[int, Chosen] | None = None
    for hit in sentence.acts():
        act: Act = hit.value
        if (hit.first >= found.first and hit.last <= found.last and found.unit and found.unit.act is None) and act.weak:
            continue
        cost = _distance(sentence, (found.first, found.last), (hit.first, hit.last), others, found)
        cost += 3 if act.weak else 0
        if of not in act.of:
            cost += 8 if act.of else 20
        elif act.of.index(of):
            cost += act.of.index(of)
        if sentence.lang == "ar" and hit.first > found.last and sentence.words[hit.first].key.startswith("و"):
            cost += 6
        if act.code in ("threat", "warning", "accusation", "media_posted", "media_taken", "media_sent", "protest"):
            cost += 8
        if best is None or cost < best[0]:
            best = (cost, Chosen(act.code, hit))
    own = found.unit.act if found.unit else None
    if own and (best is None or best[0] > 3 or (best[1].code not in _HARM and own in _HARM)):
        return Chosen(own, None)
    if best is None or best[0] > _FAR:
        code = FALLBACK.get(of)
        return Chosen(code, None) if code else None
    return best[1]


_HARM = frozenset(("killing", "injury", "casualties", "detention", "enforced_disappearance", "displacement", "siege"))
