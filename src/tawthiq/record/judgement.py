"""A judgement is what a person decided; a suggestion is what a machine proposes; only judgements are statements.

The algebra: `same` and `different` are decisions, `unsure` is a decision to leave it open. For one pair the latest
judgement in the log stands; two standing judgements that contradict each other through others are a conflict that a
person must resolve, and is shown, never settled silently.
"""

from enum import StrEnum

import msgspec


class Verdict(StrEnum):
    """What can be decided of a pair, or of a suggestion."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def binding(self) -> bool:
        """It overrides whatever a machine proposes."""
        return self is not Verdict.UNSURE


class Subject(StrEnum):
    """What a judgement is about."""

    PERSON = "person"
    MEDIA = "media"
    INCIDENT = "incident"
    CLAIM = "claim"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a judgement. For pairs `a` and `b` are stable content ids in sorted order; for a claim `b` is None."""

    subject: Subject
    verdict: Verdict
    a: str
    b: str | None = None
    why: str = ""

    @property
    def pair(self) -> tuple[str, str] | None:
        """The pair in sorted order, or None for a judgement of one thing."""
        if self.b is None:
            return None
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)
