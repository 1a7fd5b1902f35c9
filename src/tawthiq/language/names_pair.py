"""How much likelier an Arabic and a Latin word are one name than two words that meet by chance: the model's own score.

The same score as the search gives (`names_search`), for one pair and without compiling anything; symmetric in nothing.
"""

import math
from functools import lru_cache

from tawthiq.language.names_letters import LM_SHARE, arabic_codes, base27, latin_codes, letters


@lru_cache(maxsize=4096)
def likeness(arabic: str, latin: str) -> float:
    """The natural logarithm of P(both) / (P(Arabic) P(Latin)^0.9); minus infinity where either has no letter of its script.

    An article is part of the word: leave it out where the other side has none.
    """
    table, ar, la = letters(), arabic_codes(arabic).tolist(), latin_codes(latin).tolist()
    if not ar or not la:
        return -math.inf
    step, latin_alone = table.step, table.latin
    strings = [
        [0, *(int(table.string_of[base27(la[j - k : j])]) for k in range(1, min(3, j) + 1))]
        for j in range(len(la) + 1)
    ]
    alone = [0.0] + [-math.inf] * len(la)
    best = [0.0] + [-math.inf] * len(la)
    for j in range(1, len(la) + 1):
        for k, u in enumerate(strings[j][1:], 1):
            if u >= 0:
                alone[j] = _either(alone[j], alone[j - k] + float(latin_alone[u]))
                best[j] = max(best[j], best[j - k] + float(step[0, u]))
    for letter in ar:
        row = [-math.inf] * (len(la) + 1)
        for j in range(len(la) + 1):
            for k, u in enumerate(strings[j]):
                if u >= 0:
                    row[j] = max(row[j], best[j - k] + float(step[letter, u]))
                    if k:
                        row[j] = max(row[j], row[j - k] + float(step[0, u]))
        best = row
    return best[-1] - LM_SHARE * alone[-1] - float(sum(table.arabic[code] for code in ar))


def _either(a: float, b: float) -> float:
    high, low = max(a, b), min(a, b)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))
