"""Footage and the posts that carry it: two posts of one footage are one origin, and the footage is as old as the oldest of its posts.

A post is a short text with a picture or recording kept beside it. A longer text has things of its own to say, and a small picture
is a mark or an avatar that many pages carry: neither makes two texts one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

from tawthiq.language.edtf import bounds
from tawthiq.record.claim import Claim, Modality
from tawthiq.record.exhibit import Exhibit, ExtractedText

if TYPE_CHECKING:
    from tawthiq.match import FilmPrint, Fingerprint, MediaMatch
    from tawthiq.match.lineage import Copy

POST = 1500
"""Code points of text beyond which a page is more than what it carries."""
SMALLEST = 200
"""Pixels along the shorter edge below which a picture may be a mark."""
SAID = frozenset({"media_taken", "media_sent"})
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""A day begins so long before midnight UTC somewhere, and ends so long after it."""

Carriers = dict[str, list[str]]


def carriers(exhibits: Sequence[Exhibit], texts: Mapping[str, ExtractedText]) -> Carriers:
    """Exhibit of a picture or recording -> the exhibits whose text carries its bytes, both by id."""
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for exhibit, text in sorted(texts.items()):
        for digest in sorted({embed.kept for embed in text.embeds if embed.kept}):
            holding[digest].append(exhibit)
    return {
        one.id: holding[one.original.digest]
        for one in exhibits
        if one.id not in texts and one.original.digest in holding
    }


def post_pairs(
    pairs: Sequence[tuple[str, str]],
    carried: Carriers,
    texts: Mapping[str, ExtractedText],
    small: frozenset[str],
) -> list[tuple[str, str]]:
    """Pairs of posts that carry one footage, for pairs of pictures or recordings that are one; also where both carry one file."""
    posts = {
        media: [one for one in homes if len(texts[one].text) <= POST]
        for media, homes in carried.items()
        if media not in small
    }
    same = [(media, media) for media in posts]
    found = {
        (min(a, b), max(a, b))
        for one, other in [*pairs, *same]
        for a, b in product(posts.get(one, ()), posts.get(other, ()))
        if a != b
    }
    return sorted(found)


def small_pictures(prints: "Sequence[tuple[str, Fingerprint]]") -> frozenset[str]:
    """Pictures that may be marks or avatars."""
    return frozenset(name for name, one in prints if min(one.width, one.height) < SMALLEST)


def copies(
    exhibits: Sequence[Exhibit],
    prints: "Sequence[tuple[str, Fingerprint | FilmPrint]]",
    carried: Carriers,
    texts: Mapping[str, ExtractedText],
    claims: Sequence[Claim],
) -> "list[Copy]":
    """What is known of each picture and recording: when it was there, how large it is, who is said to have taken or sent it."""
    from tawthiq.match.lineage import Copy  # noqa: PLC0415  (numpy is slow to import)

    by_id = {one.id: one for one in exhibits}
    told: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim in claims:
        if claim.act in SAID and claim.modality is Modality.ASSERTED:
            told[claim.exhibit].append((claim.act, claim.verbatim))
    out = []
    for name, one in prints:
        homes = carried.get(name, [])
        times = [published_between(by_id[home].obtained.published or texts[home].published) for home in homes]
        times.append(published_between(by_id[name].obtained.published))
        held = by_id[name].obtained.at
        # A date after the day on which it lay here already is a wrong one.
        dated = [
            (first, last) for first, last in times if first is not None and last is not None and first <= held
        ]
        first, last = min(dated, default=(None, None))
        out.append(
            Copy(
                id=name,
                first=first,
                last=held if last is None else min(last, held),
                pixels=one.width * one.height,
                said=tuple(sorted({said for home in homes for said in told[home]})),
            )
        )
    return out


def footage_pairs(matches: "Sequence[MediaMatch]") -> list[tuple[str, str]]:
    """Pairs that show the same thing; an opening or a sound in common is no such pair."""
    from tawthiq.match import ONE_FOOTAGE  # noqa: PLC0415  (as above)

    return [(one.a, one.b) for one in matches if one.kind in ONE_FOOTAGE]


def published_between(edtf: str | None) -> tuple[int | None, int | None]:
    """Seconds between which a date that somebody told lies, wherever on Earth it was that day."""
    first, last = bounds(edtf) if edtf else (None, None)
    if first is None or last is None or first <= date.min + EAST or last >= date.max - 2 * WEST:
        return None, None
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - EAST
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1) + WEST
    return int(begin.timestamp()), int(end.timestamp())
