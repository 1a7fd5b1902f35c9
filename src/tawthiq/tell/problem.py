"""A problem says where, what and in both languages; an error stops publication, a warning does not.

A code's gravity is fixed here, so that no page and no caller decides it afresh.
"""

from enum import StrEnum

import msgspec

from tawthiq.record.assessment import Reason
from tawthiq.vocabulary.load import say


class Gravity(StrEnum):
    """Whether the dispatch may go out in spite of it."""

    ERROR = "error"
    WARNING = "warning"


WARNINGS = frozenset(
    {
        "no-footnote",
        "hedge-dropped",
        "quote-twice",
        "unused-footnote",
        "nothing-read",
        "no-picture",
        "number-word",
    }
)
"""Every other code is an error: what the sentence says would be more than, or other than, its footnote bears."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found wrong with a dispatch. `line` counts from 1 in the dispatch; `label` is the footnote's, if one is meant."""

    code: str
    gravity: Gravity
    line: int
    message: Reason
    label: str | None = None

    @property
    def where(self) -> str:
        """The place in the dispatch, in few characters."""
        return f"{self.line}" if self.label is None else f"{self.line} [^{self.label}]"


def problem(code: str, line: int, *, label: str | None = None, **values: str | Reason) -> Problem:
    """A problem with its sentence filled in for both languages; a `Reason` among the values is taken in each language."""
    en = {key: value.en if isinstance(value, Reason) else value for key, value in values.items()}
    ar = {key: value.ar if isinstance(value, Reason) else value for key, value in values.items()}
    message = Reason(say(f"tell.problem.{code}", "en", **en), say(f"tell.problem.{code}", "ar", **ar))
    gravity = Gravity.WARNING if code in WARNINGS else Gravity.ERROR
    return Problem(code=code, gravity=gravity, line=line, message=message, label=label)
