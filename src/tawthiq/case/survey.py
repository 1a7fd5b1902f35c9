"""What a case lacks: the same steps walked, with what is missing noted instead of made."""

from typing import TYPE_CHECKING, NamedTuple

from tawthiq.case.derive import Derivation

if TYPE_CHECKING:
    from tawthiq.case.case import Case


class Survey(NamedTuple):
    """`lacks`: what has yet to be made, a line a step and exhibit. `failures`: (step, sentence) of what its input does not allow."""

    lacks: list[str]
    failures: list[tuple[str, str]]


def survey(case: "Case") -> Survey:
    """Walk a case as it is now; what failed with inputs of before is no failure."""
    probe = _Probe(case)
    probe.run()
    failures = [(step, failed.failed) for (step, _), failed in probe.refused.items()]
    return Survey(list(dict.fromkeys(probe.missing)), failures)


class _Lacking(Exception):
    """Raised where a step would have to be made."""


class _Probe(Derivation):
    def __init__(self, case: "Case") -> None:
        super().__init__(case)
        self.missing: list[str] = []

    def run(self) -> None:
        for exhibit in self._obtained():
            for name, part in (("claims", self.claims), ("losses", self.losses)):
                try:
                    part(exhibit.id)
                except _Lacking as lack:
                    self.missing.append(f"{lack} of {exhibit.obtained.name}")
                    if str(lack) != name:
                        break
        for whole in (
            self.rows,
            self.prints,
            self.films,
            self.people,
            self.media_matches,
            self.assessments,
            self.incidents,
            self.count,
        ):
            try:
                whole()
            except _Lacking as lack:
                # A whole that waits for one of its parts is not named again for each part.
                if str(lack) not in ("text", "claims"):
                    self.missing.append(str(lack))

    def _makes(self, step: str) -> None:
        raise _Lacking(step)
