"""Texts that are translations of one another across exhibits, and which of two was there first, by the days they were published."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tawthiq.case.footage import published_between
from tawthiq.case.links import TEXTUAL
from tawthiq.language.script import language
from tawthiq.record.claim import Claim
from tawthiq.record.exhibit import Exhibit, ExtractedText
from tawthiq.record.judgement import Judgement, Subject

if TYPE_CHECKING:
    from tawthiq.match.across import Across


def found_across(
    texts: Mapping[str, ExtractedText], places: Sequence[Mapping[str, Any]] = ()
) -> "tuple[Across, ...]":
    """The pairs of texts, by name. Raises UnreadableInput for a place that is none."""
    from tawthiq.match.across import across  # noqa: PLC0415  (the table of letters is slow to load)
    from tawthiq.read.segments import segments  # noqa: PLC0415  (vocabulary is loaded on import)

    return across({name: segments(text, places=places) for name, text in texts.items()})


WHOLE = 0.3
"""Share of the text less covered from which two texts are one document told twice, and not one that cites the other."""


class Retold(NamedTuple):
    """What weighing is told: exhibits that are one document, claims that are one utterance, claims whose passage is another's."""

    documents: list[tuple[str, str]]
    claims: list[tuple[str, str]]
    taken: dict[str, str]


def retold(
    pairs: "Sequence[Across]", first: Mapping[tuple[str, str], str], claims: Sequence[Claim]
) -> Retold:
    """What follows from the pairs of texts. Of doubtful ones fewer origins are made, not more."""
    if not pairs:
        return Retold([], [], {})
    from tawthiq.read.pairs import held as within  # noqa: PLC0415  (vocabulary is loaded on import)

    by_exhibit: dict[str, list[Claim]] = {}
    for claim in claims:
        by_exhibit.setdefault(claim.exhibit, []).append(claim)
    told = Retold([], [], {})
    for one in sorted(pairs, key=lambda each: (each.score, each.a, each.b)):
        held = by_exhibit.get(one.a, []), by_exhibit.get(one.b, [])
        for each in one.beside:
            told.claims.extend(_one_utterance(within(held[0], each.a), within(held[1], each.b)))
        # The text of which the passage is the smaller part cites the other, unless it was there first.
        citing, cited = (one.a, one.b) if one.a_share < one.b_share else (one.b, one.a)
        if one.judged or min(one.a_share, one.b_share) >= WHOLE or first.get((one.a, one.b)) == citing:
            told.documents.append((one.a, one.b))
            continue
        part = one.a_part if citing == one.a else one.b_part
        told.taken.update((claim.id, cited) for claim in within(by_exhibit.get(citing, []), part))
    return told


def about_texts(
    judgements: Sequence[Judgement], exhibits: Sequence[Exhibit]
) -> tuple[list[Judgement], list[Judgement]]:
    """(those about two exhibits that are texts, all others), each in order."""
    texts = {one.id for one in exhibits if one.original.media_type in TEXTUAL}
    parts: tuple[list[Judgement], list[Judgement]] = [], []
    for one in judgements:
        parts[not (one.subject is Subject.MEDIA and {one.a, one.b} <= texts)].append(one)
    return parts


def lengths(texts: Mapping[str, ExtractedText]) -> dict[str, tuple[bool, int]]:
    """Of each text whether it is Arabic, and how long it is."""
    return {name: (language(text.text) == "ar", len(text.text)) for name, text in texts.items()}


def _one_utterance(ours: Sequence[Claim], theirs: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Claims of one act and figure; of one act where each side tells one."""
    from tawthiq.read.pairs import twins  # noqa: PLC0415  (vocabulary is loaded on import)

    found, rest, left = twins(ours, theirs)
    yield from ((a.id, b.id) for a, b in found)
    for claim in rest:
        alike = [c for c in left if c.act == claim.act]
        if len(alike) == 1 and sum(c.act == claim.act for c in rest) == 1:
            yield claim.id, alike[0].id


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
