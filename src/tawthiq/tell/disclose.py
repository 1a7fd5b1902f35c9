"""What may leave: the passage a footnote rests on, a window of the block it stands in, and never anything sealed.

- A sealed exhibit gives nothing, not even its name.
- The window never passes the borders of the block, so that the next message or row of a file is not dragged along.
- An exhibit that is not public is published without its file name and address; its hash and the way it was obtained are told.
- Of messages that are not public only the passage itself leaves: what stands before it names or numbers the sender. A speaker
  is named there only if the claim's own words name them.
- Why a claim has its status is told only if no claim it was weighed with lies in something sealed, or names a speaker whose
  name is withheld: a reason may quote figures and speakers of either.
- A point on a map is moved to the middle of a square of a grid, with a circle wide enough to hold every point of it.
"""

import math
import re

import msgspec

from tawthiq.record.assessment import Assessment, Reason, Visibility
from tawthiq.record.claim import Claim, PlaceRef
from tawthiq.record.exhibit import Exhibit, ExtractedText, How
from tawthiq.tell.lookup import Lookup

FROM_PERSONS = frozenset({How.MESSAGE, How.MEMBER, How.BUNDLE, How.DERIVED})
"""Ways by which words come with their sender's name or number beside them, or may do so."""

CLAIM_ID = re.compile(r"(?<![0-9a-z])c[0-9a-f]{8,16}(?![0-9a-z])")

METRES_PER_DEGREE = 111_320.0
"""Of latitude, on a sphere of the Earth's mean radius; coarse points need no better."""


class Point(msgspec.Struct, frozen=True):
    """A published point: degrees, and a radius in metres within which the place lies."""

    lat: float
    lon: float
    radius: float


def may_leave(visibility: Visibility) -> bool:
    """Passages of the exhibit may be published if a footnote rests on them."""
    return visibility is not Visibility.SEALED


def context(text: ExtractedText, start: int, end: int, window: int) -> tuple[str, str]:
    """What stands before and after `[start, end)` inside its own block, at most `window` characters either side, at word borders."""
    touched = [b for b in text.blocks if b.start < end and start < b.end]
    if touched:
        low, high = min(b.start for b in touched), max(b.end for b in touched)
    else:
        low = text.text.rfind("\n", 0, start) + 1
        found = text.text.find("\n", end)
        high = found if found >= 0 else len(text.text)
    low, high = min(low, start), max(high, end)
    before, after = text.text[low:start], text.text[end:high]
    if len(before) > window:
        cut = before[len(before) - window :] if window else ""
        before = "…" + cut[cut.find(" ") + 1 if " " in cut else len(cut) :]
    if len(after) > window:
        cut = after[:window]
        after = cut[: cut.rfind(" ") if " " in cut else 0] + "…"
    return before, after


def around(exhibit: Exhibit, visibility: Visibility, window: int) -> int:
    """How many characters may be shown either side of a passage of this exhibit."""
    return 0 if exhibit.obtained.how in FROM_PERSONS and visibility is not Visibility.PUBLIC else window


def name(claim: Claim, speaker: str, lookup: Lookup) -> str | None:
    """The name under which a speaker of a claim may be published; None: it is withheld."""
    closed = lookup.visibility(claim.exhibit) is not Visibility.PUBLIC
    if closed and speaker.casefold() not in claim.verbatim.casefold():
        exhibits = [one for one in lookup.exhibits_called(claim.exhibit) if one.id == claim.exhibit]
        if any(one.obtained.how in FROM_PERSONS for one in exhibits):
            return None
    return lookup.published_name(speaker)


def reasons(weighed: Assessment, lookup: Lookup) -> tuple[Reason, ...] | None:
    """Why the claim has its status, as far as that may be told; None if telling it would tell of something sealed."""
    mentioned = {found for one in weighed.reasons for found in CLAIM_ID.findall(one.en)}
    related = mentioned.union((weighed.claim,), weighed.supports, weighed.contradicts, weighed.repeats)
    hidden = {origin for origin in weighed.origins if lookup.published_name(origin) is None}
    for prefix in related:
        for claim in lookup.claims_with(prefix):
            if not may_leave(lookup.visibility(claim.exhibit)):
                return None
            spoken = {link.speaker for link in claim.chain if link.speaker}
            hidden |= {speaker for speaker in spoken if name(claim, speaker, lookup) is None}
    return tuple(one for one in weighed.reasons if not any(who in one.en or who in one.ar for who in hidden))


def coarse(place: PlaceRef, grid: int) -> Point | None:
    """The place moved to the middle of its square of about `grid` metres; None if it was never resolved to a point."""
    if place.lat is None or place.lon is None:
        return None
    step = grid / METRES_PER_DEGREE
    lat = (math.floor(place.lat / step) + 0.5) * step
    # The width of a square depends on its own latitude, never on the exact one, or the exact one could be worked out.
    wide = step / max(math.cos(math.radians(lat)), 0.01)
    lon = (math.floor(place.lon / wide) + 0.5) * wide
    return Point(round(lat, 5), round(lon, 5), (place.precision_m or grid) + grid * math.sqrt(0.5))
