"""An assessment is what the evidence allows to be said of a claim: its status, and why, in both languages.

`supports` counts origins, not mentions: repeats of one origin never count as corroboration.
"""

from enum import StrEnum

import msgspec


class Evidence(StrEnum):
    """Evidence status, proposed by rule, decided by people (DESIGN.md section 2)."""

    UNASSESSED = "unassessed"
    SINGLE_SOURCE = "single-source"
    CORROBORATED = "corroborated"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"
    WITHDRAWN = "withdrawn"


class Visibility(StrEnum):
    """Who may see it; new things are sealed or team, never public."""

    SEALED = "sealed"
    TEAM = "team"
    PARTNER = "partner"
    PUBLIC = "public"


class Workflow(StrEnum):
    """Where the team's own work on it stands."""

    TO_DO = "to do"
    IN_PROGRESS = "in progress"
    HELP_NEEDED = "help needed"
    READY_FOR_REVIEW = "ready for review"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Reason(msgspec.Struct, frozen=True):
    """One reason, in both languages."""

    en: str
    ar: str


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """One claim weighed. `origins` are the independent origins found, named by speaker or exhibit."""

    claim: str
    status: Evidence
    origins: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
