"""A copy of the case that has seen a checkpoint is its witness: whatever it sees later must begin with what it saw.

Each copy keeps its own order of arrival, so each device has a log of its own, and a witness remembers by device. A later
checkpoint is accepted with a consistency proof (RFC 9162, section 2.1.4) from the size last seen. A shorter log was
rolled back, one whose proof fails was rewritten, and one that shows no proof may be either: leaving the proof out must
not help.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from tawthiq.record import checkpoint as notes
from tawthiq.record.errors import RecordError
from tawthiq.record.proofs import Nodes, consistency, extends


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `witness` statement: this device's log had this size and root (hex), and here is its signed note."""

    device: str
    size: int
    root: str
    note: str


class Seen(StrEnum):
    """What a witness makes of a checkpoint."""

    FIRST = "first"
    CONSISTENT = "consistent"
    ROLLED_BACK = "rolled back"
    REWRITTEN = "rewritten"
    UNPROVEN = "unproven"
    UNREADABLE = "unreadable"

    @property
    def sound(self) -> bool:
        """Nothing speaks against taking in what came with it."""
        return self in (Seen.FIRST, Seen.CONSISTENT)


class Passport(msgspec.Struct, frozen=True, kw_only=True):
    """What a copy shows when it meets another: its checkpoint, and proofs from sizes that others may have seen."""

    device: bytes
    note: str
    proofs: Mapping[int, tuple[bytes, ...]]


def passport(device: bytes, note: str, nodes: Nodes, sizes: Iterable[int]) -> Passport:
    """The passport of a log at its checkpoint, with proofs from each of `sizes` that is not beyond it."""
    new = notes.parse(note).size
    wanted = sorted({size for size in sizes if 0 < size < new})
    return Passport(
        device=device, note=note, proofs={size: tuple(consistency(nodes, size, new)) for size in wanted}
    )


def look(shown: Passport, origin: str, remembered: Iterable[Witness]) -> Seen:
    """What the witnesses who are remembered make of a passport of the case `origin`.

    Every witness statement about the device counts, whoever made it: offices are each other's memory.
    """
    try:
        point = notes.parse(shown.note)
        notes.check(point, {notes.key_name(origin, shown.device): shown.device})
    except RecordError:
        return Seen.UNREADABLE
    if point.origin != origin:
        return Seen.UNREADABLE
    about = [
        one for one in remembered if one.device == shown.device.hex() and _true(one, origin, shown.device)
    ]
    if not about:
        return Seen.FIRST
    worst = Seen.CONSISTENT
    for one in about:
        answer = _compare(one, point, shown.proofs.get(one.size))
        if answer in (Seen.ROLLED_BACK, Seen.REWRITTEN):
            return answer
        if answer is Seen.UNPROVEN:
            worst = answer
    return worst


def _true(one: Witness, origin: str, device: bytes) -> bool:
    """The device itself signed what it is said to have shown; else anybody could accuse it."""
    try:
        point = notes.parse(one.note)
        notes.check(point, {notes.key_name(origin, device): device})
    except RecordError:
        return False
    return (point.origin, point.size, point.root.hex()) == (origin, one.size, one.root)


def _compare(one: Witness, point: notes.Checkpoint, proof: tuple[bytes, ...] | None) -> Seen:
    if one.size > point.size:
        return Seen.ROLLED_BACK
    old = bytes.fromhex(one.root)
    if one.size == point.size:
        return Seen.CONSISTENT if old == point.root else Seen.REWRITTEN
    if proof is None:
        return Seen.UNPROVEN
    return Seen.CONSISTENT if extends(one.size, old, point.size, point.root, proof) else Seen.REWRITTEN


def witness_of(shown: Passport) -> Witness:
    """What to remember of a passport. Raises NotCanonical if its note cannot be read."""
    point = notes.parse(shown.note)
    return Witness(device=shown.device.hex(), size=point.size, root=point.root.hex(), note=shown.note)
