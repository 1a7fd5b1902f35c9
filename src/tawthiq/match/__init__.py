"""Same person, same footage: lists and prints in, persons and pairs out, with the reason for each.

    from tawthiq.match import people
    found = people({"network": rows, "morgue": other_rows}, judgements)

Each part is usable alone. What people decided always wins (match/judged.py).
"""

from tawthiq.match.events import EventsMatch, ReportedIncident, events
from tawthiq.match.footage import FilmPrint, film_print
from tawthiq.match.judged import Conflict, ContradictoryJudgements
from tawthiq.match.media import ONE_FOOTAGE, MediaMatch, media
from tawthiq.match.names import NameMatch, names
from tawthiq.match.people import PairScore, PeopleMatch, people
from tawthiq.match.people_again import Changes, again
from tawthiq.match.people_doubt import clusterings, questions
from tawthiq.match.prints import Fingerprint, fingerprint
from tawthiq.match.row_ids import row_id, row_ids

__all__ = [
    "ONE_FOOTAGE",
    "Changes",
    "Conflict",
    "ContradictoryJudgements",
    "EventsMatch",
    "FilmPrint",
    "Fingerprint",
    "MediaMatch",
    "NameMatch",
    "PairScore",
    "PeopleMatch",
    "ReportedIncident",
    "again",
    "clusterings",
    "events",
    "film_print",
    "fingerprint",
    "media",
    "names",
    "people",
    "questions",
    "row_id",
    "row_ids",
]
