"""A long run of the same words in two exhibits is one text copied, whoever is named above it: never two witnesses.

Words are compared folded. Short sentences ("all hospitals are out of service") may well be said twice by chance, so only
texts of at least `WORDS` words are looked at, by shared runs of `RUN` words.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tawthiq.language import fold
from tawthiq.record.claim import Claim

WORDS = 8
RUN = 5
SHARE = 0.6
"""Share of the shorter text's runs that the other must hold. Rewritten sentences fall below, trimmed ones do not."""

CROWD = 200
"""A run found in more claims than this is a formula, not a trace; it is left out, which also keeps the work linear."""

_WORD = re.compile(r"\w+")


def echoes(claims: Sequence[Claim], document_of: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Pairs of claim ids (sorted) in different documents whose verbatim texts are one text."""
    runs: dict[str, frozenset[str]] = {}
    where: dict[str, list[str]] = defaultdict(list)
    home = {claim.id: document_of[claim.exhibit] for claim in claims}
    for claim in claims:
        words = _WORD.findall(fold(claim.verbatim))
        if len(words) < WORDS:
            continue
        runs[claim.id] = frozenset(" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))
        for run in runs[claim.id]:
            where[run].append(claim.id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for holders in where.values():
        if len(holders) > CROWD:
            continue
        for n, a in enumerate(holders):
            for b in holders[n + 1 :]:
                if home[a] != home[b]:
                    shared[(a, b) if a < b else (b, a)] += 1
    return frozenset(
        pair for pair, n in shared.items() if n >= SHARE * min(len(runs[pair[0]]), len(runs[pair[1]]))
    )
