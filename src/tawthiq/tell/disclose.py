"""What may leave: the passage a footnote rests on, a window of the block it stands in, and never anything sealed.

- A sealed exhibit gives nothing, not even its name.
- The window never passes the borders of the block, so that the next message or row of a file is not dragged along.
- An exhibit that is not public is published without its file name and address; its hash and the way it was obtained are told.
- Why a claim has its status is told only if no claim it was weighed with lies in something sealed, or names a speaker whose
  name is withheld: a reason may quote figures and speakers of either.
- A point on a map is moved to the middle of a square of a grid, with a circle wide enough to hold every point of it.
"""

import math
import re

import msgspec

from tawthiq.record.assessment import Assessment, Reason, Visibility
from tawthiq.record.claim import PlaceRef
from tawthiq.record.exhibit import ExtractedText
from tawthiq.tell.lookup import Lookup

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


def reasons(weighed: Assessment, lookup: Lookup) -> tuple[Reason, ...] | None:
    """Why the claim has its status, as far as that may be told; None if telling it would tell of something sealed."""
    mentioned = {found for one in weighed.reasons for found in CLAIM_ID.findall(one.en)}
    related = mentioned.union((weighed.claim,), weighed.supports, weighed.contradicts, weighed.repeats)
    speakers: set[str] = set(weighed.origins)
    for name in related:
        for claim in lookup.claims_with(name):
            if not may_leave(lookup.visibility(claim.exhibit)):
                return None
            speakers.update(link.speaker for link in claim.chain if link.speaker)
    hidden = [speaker for speaker in speakers if lookup.published_name(speaker) is None]
    return tuple(
        one for one in weighed.reasons if not any(name in one.en or name in one.ar for name in hidden)
    )


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
