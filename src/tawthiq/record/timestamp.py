"""A time stamp is somebody outside who saw a checkpoint: what they answered is kept whole, with what came of checking it.

The checkpoint's note is kept as an object, since the log has gone on by the time anybody asks. Verdicts in the statement
are those of that day; they can be worked out again from the objects at any time.
"""

from enum import StrEnum

import msgspec

from tawthiq.record.exhibit import ObjectRef


class Form(StrEnum):
    """The two kinds of outside time."""

    RFC3161 = "rfc3161"
    OPENTIMESTAMPS = "opentimestamps"


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What one program made of an answer: its name and version, one of the four verdicts, codes of problems."""

    by: str
    verdict: str
    problems: tuple[str, ...] = ()


class Timestamp(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `timestamp` statement.

    `objects` by role: note (the stamped checkpoints), request, answer, root and certificate (PEM), header (block header).
    Without an answer it says only that one was asked for. `time` is the answer's (seconds), None if it gives none yet.
    `of` is the statement that this one goes on from.
    """

    form: Form
    objects: tuple[ObjectRef, ...]
    server: str | None = None
    time: int | None = None
    judged: tuple[Judged, ...] = ()
    of: str | None = None

    def named(self, role: str) -> tuple[str, ...]:
        """Digests of the objects in this role."""
        return tuple(one.digest for one in self.objects if one.role == role)
