"""Texts that are translations of one another across exhibits, and which of two was there first, by the days they were published."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tawthiq.case.footage import published_between
from tawthiq.record.exhibit import Exhibit, ExtractedText

if TYPE_CHECKING:
    from tawthiq.match.across import Across


def found_across(
    texts: Mapping[str, ExtractedText], places: Sequence[Mapping[str, Any]] = ()
) -> "tuple[Across, ...]":
    """The pairs of texts, by name. Raises UnreadableInput for a place that is none."""
    from tawthiq.match.across import across  # noqa: PLC0415  (the table of letters is slow to load)
    from tawthiq.read.segments import segments  # noqa: PLC0415  (vocabulary is loaded on import)

    return across({name: segments(text, places=places) for name, text in texts.items()})


def first_of(
    pairs: "Sequence[Across]", exhibits: Sequence[Exhibit], texts: Mapping[str, ExtractedText]
) -> dict[tuple[str, str], str]:
    """For pairs of exhibits (ids) the one that is known to have been there before the other was published."""
    from tawthiq.match.lineage import Copy, known_first  # noqa: PLC0415  (numpy is slow to import)

    known = {}
    for exhibit in exhibits:
        if exhibit.id in texts:
            held = exhibit.obtained.at
            first, last = published_between(exhibit.obtained.published or texts[exhibit.id].published)
            if first is None or last is None or first > held:
                first, last = None, held
            known[exhibit.id] = Copy(id=exhibit.id, first=first, last=min(last, held))
    found = {(one.a, one.b): known_first(known[one.a], known[one.b]) for one in pairs}
    return {pair: first for pair, first in found.items() if first is not None}
