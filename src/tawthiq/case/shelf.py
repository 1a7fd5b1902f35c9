"""A case as the publisher sees it; what is sealed stays so, and a name is told only as the exhibit itself tells it."""

from collections.abc import Sequence

from tawthiq.case.derive import Derivation
from tawthiq.protect import first_visibility
from tawthiq.record.assessment import Assessment, Visibility
from tawthiq.record.claim import Claim
from tawthiq.record.exhibit import Exhibit, ExtractedText, Loss
from tawthiq.record.incident import Incident


class CaseShelf:
    """Implements `tell.Lookup` over a case."""

    def __init__(self, made: Derivation) -> None:
        self._made = made
        self._claims = made.claims()
        self._decided = made.case.index.visibilities()
        self._assessments = made.assessments()

    def claims_with(self, prefix: str) -> Sequence[Claim]:
        """See Lookup."""
        return [claim for claim in self._claims if claim.id.startswith(prefix)]

    def claims_in(self, exhibit: str) -> Sequence[Claim]:
        """See Lookup."""
        found = [claim for claim in self._claims if claim.exhibit == exhibit]
        return sorted(found, key=lambda claim: (claim.start, claim.end, claim.id))

    def exhibits_called(self, name: str) -> Sequence[Exhibit]:
        """See Lookup."""
        everything = self._made.exhibits()
        called = [one for one in everything if name in (one.obtained.name, one.obtained.origin)]
        return called or [one for one in everything if len(name) >= 6 and one.id.startswith(name)]

    def text(self, exhibit: str) -> ExtractedText | None:
        """See Lookup."""
        return self._made.text(exhibit)

    def assessment(self, claim: str) -> Assessment | None:
        """See Lookup."""
        return self._assessments.get(claim)

    def visibility(self, exhibit: str) -> Visibility:
        """See Lookup."""
        decided = self._decided.get(exhibit)
        return decided or first_visibility(self._made.exhibit(exhibit).obtained.how)

    def public_bytes(self, digest: str) -> bytes | None:
        """See Lookup."""
        for one in self._made.exhibits():
            if one.original.digest == digest and self.visibility(one.id) is Visibility.PUBLIC:
                return self._made.object_bytes(digest)
        return None

    def published_name(self, speaker: str) -> str | None:
        """See Lookup: what a speaker is called in the exhibit; a source's identity is nowhere in what is derived."""
        return speaker

    def losses(self) -> Sequence[Loss]:
        """See Lookup."""
        return self._made.losses()

    def incidents(self) -> Sequence[Incident]:
        """See Lookup."""
        return self._made.incidents()

    def persons(self) -> int | None:
        """See Lookup."""
        matched = self._made.people()
        return len(matched.persons) if matched is not None else None
