"""What a custody report says of one exhibit, as values: every line leads back to a statement, and doubts are part of it.

After the Berkeley Protocol on Digital Open Source Investigations: a chronological record of custodians, control, time,
transfer, analysis and disposition (paragraph 167), and six properties of what is preserved (153-155).
"""

from collections.abc import Mapping

import msgspec

from tawthiq.preserve.schedule import Safety
from tawthiq.preserve.verdict import Verdict
from tawthiq.record.exhibit import Exhibit

Value = str | int | tuple[str, str]
"""Text, a number, or (catalogue key, fallback) for a word of the report's language."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing done: a key of the catalogue under `done` with its values. `void` is why it does not count, or None."""

    key: str
    at: int
    device: str
    statement: str
    values: Mapping[str, Value] = {}
    void: str | None = None


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One object, and what came of reading it for this report. `stored` names the ciphertext of a sealed one."""

    digest: str
    size: int
    media_type: str
    role: str
    verdict: Verdict
    stored: str | None = None


class Anchored(msgspec.Struct, frozen=True, kw_only=True):
    """Where the exhibit's statement stands in the log. `path` is the proof in hex, `holds` whether it does; None: not covered."""

    arrival: int
    previous: str | None
    signed: bool
    note: str
    size: int
    root: str
    leaf: str
    path: tuple[str, ...] = ()
    holds: bool | None = None
    log: Verdict = Verdict.NOT_CHECKED


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """One outside time stamp over a checkpoint that holds the exhibit."""

    form: str
    verdict: Verdict
    at: int | None
    authority: str
    covers: int
    judges: tuple[tuple[str, str], ...]
    statement: str


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report."""

    case: str
    title: str
    exhibit: Exhibit
    device: str
    roles: tuple[str, ...]
    tool: str
    at: int
    visibility: str
    pieces: tuple[Piece, ...]
    anchored: Anchored
    stamps: tuple[Stamped, ...]
    events: tuple[Event, ...]
    readings: int
    safety: Safety
    withheld: bool = False

    @property
    def stamped(self) -> bool:
        """Whether a verified stamp from outside covers it."""
        return any(one.verdict is Verdict.VERIFIED for one in self.stamps)


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not proven: a key of the catalogue under `unproven`, with its values."""

    key: str
    values: Mapping[str, Value] = {}


def doubts(one: Custody) -> tuple[Doubt, ...]:
    """What is not proven: what never is, and what this exhibit lacks on top."""
    told = one.exhibit.obtained
    found = [Doubt(key="truth"), Doubt(key="before"), Doubt(key="clock")]
    if not one.stamped:
        found.append(Doubt(key="nostamp"))
    found += [Doubt(key="person"), Doubt(key="source"), Doubt(key="complete"), Doubt(key="reading")]
    if one.stamps:
        found.append(Doubt(key="revocation"))
    if told.problems:
        found.append(Doubt(key="bytes", values={"codes": ", ".join(told.problems)}))
    if one.safety.why is not None:
        found.append(Doubt(key="safe", values={"why": (f"custody.unsafe.{one.safety.why}", one.safety.why)}))
    if told.how.value == "derived":
        found.append(Doubt(key="derived"))
    return tuple(found)
