"""Same person, same footage: lists and prints in, persons and pairs out, with the reason for each.

    from tawthiq.match import people
    found = people({"network": rows, "morgue": other_rows}, judgements)

Each part is usable alone. What people decided always wins (match/judged.py).
"""

from tawthiq.match.judged import Conflict, ContradictoryJudgements
from tawthiq.match.people import PairScore, PeopleMatch, people
from tawthiq.match.row_ids import row_id

__all__ = [
    "Conflict",
    "ContradictoryJudgements",
    "PairScore",
    "PeopleMatch",
    "people",
    "row_id",
]
