"""What people decided of two texts wins over what was found: "different" parts them, "same" makes them one telling from end to end.

Both hold through chains, as for pictures: a text judged the same as one of two that are apart is apart from the other as well.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from tawthiq.match.across import Across, Beside
from tawthiq.match.judged import decide
from tawthiq.record.judgement import Judgement, Subject


def judged_across(
    found: Sequence[Across], judgements: Sequence[Judgement], texts: Mapping[str, tuple[bool, int]]
) -> tuple[Across, ...]:
    """The pairs as judged, sorted. `texts`: by name whether it is Arabic, and its length.

    Only judgements on two of the texts are heard. Of two texts in one language nothing is added: nothing is told across there.
    Raises ContradictoryJudgements.
    """
    decided = decide((one for one in judgements if one.a in texts and one.b in texts), Subject.MEDIA)
    kept = {
        (one.a, one.b): one
        for one in found
        if tuple(sorted((decided.root(one.a), decided.root(one.b)))) not in decided.apart
    }
    groups: dict[str, list[str]] = {}
    for name in sorted(decided.group):
        groups.setdefault(decided.group[name], []).append(name)
    for group in groups.values():
        for pair in combinations(group, 2):
            a, b = sorted(pair, key=lambda name: not texts[name][0])
            if texts[a][0] and not texts[b][0]:
                known = kept.get((a, b))
                kept[a, b] = replace(known, judged=True) if known else _whole(a, texts[a][1], b, texts[b][1])
    return tuple(sorted(kept.values()))


def _whole(a: str, length: int, b: str, other: int) -> Across:
    """Two texts of which nobody but a person says that they are one."""
    parts = (0, length), (0, other)
    return Across(
        a=a, b=b, score=1.0, a_part=parts[0], b_part=parts[1], a_share=1.0, b_share=1.0,
        shared=(), beside=(Beside(*parts),), judged=True,
    )  # fmt: skip
