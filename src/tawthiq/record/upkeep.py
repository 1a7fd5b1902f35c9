"""What was done to keep the record whole: objects that were read again, and parts that were put right.

An audit is told in a compact form: of the objects that the chains named up to these numbers, those from one digest to
another were read and hashed, all of them. So a run over a million objects takes a line or two, and any copy can tell, in
whatever order statements reached it, whether a certain object was among them.
"""

import msgspec


class Span(msgspec.Struct, frozen=True):
    """Objects with `first` <= digest <= `last` (hex)."""

    first: str
    last: str

    def holds(self, digest: str) -> bool:
        """Whether an object lies in it."""
        return self.first <= digest <= self.last


class Audited(msgspec.Struct, frozen=True, kw_only=True):
    """Body of an `audit` statement: of a copy that had these chains, what was read and what was not whole.

    `heads` are (device, last number) of the chains. `copy` is the device (hex) whose copy was read; None for the author's own. `began` and `ended` are seconds.
    `log` is the verdict on the statements, `failed` are (digest, code) of the objects that were not whole.
    """

    heads: tuple[tuple[str, int], ...]
    began: int
    ended: int
    spans: tuple[Span, ...]
    objects: int
    bytes: int
    log: str
    failed: tuple[tuple[str, str], ...] = ()
    copy: str | None = None


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `repair` statement: parts put right, and the device of the copy they came from."""

    objects: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    tiles: tuple[str, ...] = ()
    source: str | None = None
    envelopes: int = 0

    @property
    def anything(self) -> bool:
        """Whether anything was put right."""
        return bool(self.objects or self.bodies or self.tiles or self.envelopes)
