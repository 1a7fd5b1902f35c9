"""What the claims of one event share: the means told once, the place of the dead counted again, the weapon that one of them was.

Nothing is shared across a time or a clause that tells another event.
"""

from collections.abc import Sequence

import msgspec

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.record.claim import Claim
from tawthiq.record.quantity import Form, Role

_VICTIMS_OF_EVENT = frozenset(("killing", "injury", "casualties"))
_THOSE = listed("assemble", "those")
_BY_THOSE = frozenset(("attack", "killing", "injury", "destruction"))
Weapon = tuple[int, str]
"""The paragraph and the means of the attack told last."""


def of_those(
    sentence: Sentence, told: list[Claim], before: Weapon | None
) -> tuple[list[Claim], Weapon | None]:
    """Rockets are falling. One of them hit the church; the second landed by the river: what was told to fall before; and what was told now."""
    attacks = [claim for claim in told if claim.act == "attack"]
    if not attacks:
        return told, before
    means = next((claim.means for claim in attacks if claim.means), None)
    now = (sentence.paragraph, means) if means else before
    opens = (sentence.key(0), f"{sentence.key(0)} {sentence.key(1)}")
    if before is None or before[0] != sentence.paragraph or _THOSE.isdisjoint(opens):
        return told, now
    shared = [
        msgspec.structs.replace(claim, means=claim.means or before[1]) if claim.act in _BY_THOSE else claim
        for claim in told
    ]
    return shared, now


def of_event(claim: Claim, before: Sequence[Claim]) -> Claim:
    """What one sentence counts befell in one event: its means is told once, with the first figure."""
    if claim.means is not None or claim.act not in _VICTIMS_OF_EVENT:
        return claim
    if before and before[-1].quantity is not None and before[-1].quantity.form is Form.ZERO:
        return claim  # not a bullet was fired: nobody was hurt by one
    told = next(
        (each for each in reversed(before) if each.act in _VICTIMS_OF_EVENT or each.act == "attack"), None
    )
    if told is None or told.means is None or told.means in _ITS_OWN or _at_another_time(claim, told):
        return claim
    return msgspec.structs.replace(claim, means=told.means)


_ITS_OWN = frozenset(("fire", "starvation", "torture", "execution", "sexual_violence"))
"""Who else was hurt in the sentence was not hurt so."""


def _at_another_time(claim: Claim, told: Claim) -> bool:
    """A total since the first of the month is no one strike's."""
    since = (claim.time.edtf or "") if claim.time else ""
    return since.endswith("/..") and (told.time is None or told.time.edtf != since)


def counted_again(claim: Claim, before: Claim | None) -> Claim:
    """Another total of the same dead: they died where those counted before did."""
    if before is None or claim.place is not None or before.place is None:
        return claim
    return msgspec.structs.replace(claim, place=msgspec.structs.replace(before.place, carried=True))


def heart(sentence: Sentence, hit: Hit | None, figure: Found | None) -> int:
    """Where a claim's means and target are looked for: at its act, and at its figure where another is told between the two."""
    if hit is None or figure is None:
        return hit.first if hit is not None else figure.first if figure is not None else 0
    joint = any(sentence.key(at) == "and" for at in range(hit.last + 1, figure.first))
    joint = joint or (sentence.words[figure.first].arabic and sentence.key(figure.first).startswith("و"))
    others = any(num.first < figure.first for num in sentence.nums)
    return figure.core if others and joint else hit.first


def less(before: Found, figure: Found) -> bool:
    """41 people killed, 13 of them children: a part of what stands before it, and no total."""
    return figure.role is Role.SUBSET or (figure.hi or 0) < (before.lo or 0)
