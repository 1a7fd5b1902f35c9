"""Who reads what: keys of generations are handed on, and a new generation begins when a reader is removed.

What is done here follows from statements that are made already; done twice or in two offices it comes to the same.
"""

from typing import TYPE_CHECKING, Literal

from tawthiq.protect import age
from tawthiq.protect.generations import Generation
from tawthiq.record.errors import KeyTrouble
from tawthiq.record.standing import TeamRole

if TYPE_CHECKING:
    from tawthiq.case.case import Case

Opens = Literal["all", "later"]
"""What a new reader opens: everything that is sealed, or what is sealed from now on."""


def welcome(case: "Case", device: bytes, opens: Opens) -> int:
    """Hand a new reader the keys that the policy gives him; how many."""
    if not case.index.generations() or device not in case.index.standing.readers:
        return 0
    recipient = case.index.recipients().get(device)
    if recipient is None:
        raise KeyTrouble(
            f"device {device.hex()[:16]} has not said what it reads with",
            hint="sync with it first: it says so in its first statement",
        )
    if opens == "later":
        begin(case)
        return 1
    return hand_all(case, recipient)


def hand_all(case: "Case", recipient: str) -> int:
    """Hand every generation that this device holds to one more reader; how many."""
    held = [one.body.recipient for one in case.index.generations() if case.reader.holds(one.body.recipient)]
    for generation in held:
        case.reader.hand(generation, recipient)
    return len(held)


def begin(case: "Case") -> str:
    """Begin a new generation, handed to whoever may read now; its recipient. Counts if this device is an admin."""
    identity = age.fresh()
    generation = case.reader.learn(identity)
    for recipient in sorted(case.seal.readers()):
        case.reader.hand(generation, recipient)
    closed = tuple(sorted(one.hex() for one in case.index.standing.closed))
    case.say("generation", Generation(recipient=generation, closed=closed))
    return generation


def settle(case: "Case") -> None:
    """After statements came: begin a generation where a reader was removed, and hand the current one to who lacks it."""
    if not case.index.generations():
        return
    here = bytes.fromhex(case.settings.device)
    generation = case.seal.generation()
    if generation is None:
        if here in case.index.standing.holders(TeamRole.ADMIN):
            begin(case)
        return
    if case.reader.holds(generation) is None:
        return
    handed = case.seal.handed(generation)
    for recipient in sorted(case.seal.readers() - handed):
        case.reader.hand(generation, recipient)
