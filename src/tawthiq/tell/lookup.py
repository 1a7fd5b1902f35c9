"""What `tell` needs to know of a case, and nothing more: a case implements `Lookup`, a test or a script fills `Shelf`.

A lookup answers with what the team holds. What of it may leave is decided in `disclose.py`, except for two things that
only the case can know: whether an object is marked public, and under which name a speaker may be published.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from tawthiq.record.assessment import Assessment, Visibility
from tawthiq.record.claim import Claim
from tawthiq.record.exhibit import Exhibit, ExtractedText, Loss
from tawthiq.record.incident import Incident


class Lookup(Protocol):
    """A case as the publisher sees it."""

    def claims_with(self, prefix: str) -> Sequence[Claim]:
        """Every claim whose id begins so."""
        ...

    def claims_in(self, exhibit: str) -> Sequence[Claim]:
        """Every claim pinned to one exhibit, in the order of the text."""
        ...

    def exhibits_called(self, name: str) -> Sequence[Exhibit]:
        """Every exhibit of this name, or whose id begins so (six characters or more)."""
        ...

    def text(self, exhibit: str) -> ExtractedText | None:
        """The exhibit's text as the reader saw it; None if it has none."""
        ...

    def assessment(self, claim: str) -> Assessment | None:
        """The claim weighed; None if nobody weighed it."""
        ...

    def visibility(self, exhibit: str) -> Visibility:
        """Who may see the exhibit."""
        ...

    def public_bytes(self, digest: str) -> bytes | None:
        """The bytes of an object that is marked public; None for every other."""
        ...

    def published_name(self, speaker: str) -> str | None:
        """The name or pseudonym under which a speaker may be published; None: the name is withheld."""
        ...

    def losses(self) -> Sequence[Loss]:
        """Embeds that were announced and had vanished before they could be kept."""
        ...

    def incidents(self) -> Sequence[Incident]:
        """What happened, as the claims tell it."""
        ...

    def persons(self) -> int | None:
        """How many persons the lists name, matched; None if there are no lists."""
        ...


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """A lookup over plain values, for scripts and tests; everything not said to be otherwise is for the team."""

    exhibits: tuple[Exhibit, ...] = ()
    texts: Mapping[str, ExtractedText] = {}
    claims: tuple[Claim, ...] = ()
    assessments: Mapping[str, Assessment] = {}
    shown: Mapping[str, Visibility] = {}
    objects: Mapping[str, bytes] = {}
    withheld: frozenset[str] = frozenset()
    lost: tuple[Loss, ...] = ()
    happened: tuple[Incident, ...] = ()
    named: int | None = None

    def claims_with(self, prefix: str) -> Sequence[Claim]:
        """See Lookup."""
        return [claim for claim in self.claims if claim.id.startswith(prefix)]

    def claims_in(self, exhibit: str) -> Sequence[Claim]:
        """See Lookup."""
        return sorted((c for c in self.claims if c.exhibit == exhibit), key=lambda c: (c.start, c.end, c.id))

    def exhibits_called(self, name: str) -> Sequence[Exhibit]:
        """See Lookup."""
        called = [one for one in self.exhibits if one.obtained.name == name]
        return called or [one for one in self.exhibits if len(name) >= 6 and one.id.startswith(name)]

    def text(self, exhibit: str) -> ExtractedText | None:
        """See Lookup."""
        return self.texts.get(exhibit)

    def assessment(self, claim: str) -> Assessment | None:
        """See Lookup."""
        return self.assessments.get(claim)

    def visibility(self, exhibit: str) -> Visibility:
        """See Lookup."""
        return self.shown.get(exhibit, Visibility.TEAM)

    def public_bytes(self, digest: str) -> bytes | None:
        """See Lookup."""
        public = any(
            part.digest == digest and self.visibility(one.id) is Visibility.PUBLIC
            for one in self.exhibits
            for part in one.obtained.objects
        )
        return self.objects.get(digest) if public else None

    def published_name(self, speaker: str) -> str | None:
        """See Lookup."""
        return None if speaker in self.withheld else speaker

    def losses(self) -> Sequence[Loss]:
        """See Lookup."""
        return self.lost

    def incidents(self) -> Sequence[Incident]:
        """See Lookup."""
        return self.happened

    def persons(self) -> int | None:
        """See Lookup."""
        return self.named
