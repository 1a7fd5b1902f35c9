"""How many, and how sure, or an honest refusal.

    from tawthiq.count import estimate, read_histories
    count = estimate(read_histories(data, "table.csv"))

Persons on several lists show how many are on none. The documented total comes first; every estimate carries an
interval and what it assumes; what the data cannot identify is refused with the reason. Heavy packages load on first use.
"""

from tawthiq.count.matched import DRAWS, from_lists
from tawthiq.count.plots import interval_ladder, left_out_ladder, overlap_grid
from tawthiq.count.reading import read_histories
from tawthiq.count.refusal import Refused
from tawthiq.count.report import page
from tawthiq.count.run import DEFAULT, METHODS, answer, estimate, methods_for
from tawthiq.count.tables import Histories, breakdown, histories

__all__ = [
    "DEFAULT",
    "DRAWS",
    "METHODS",
    "Histories",
    "Refused",
    "answer",
    "breakdown",
    "estimate",
    "from_lists",
    "histories",
    "interval_ladder",
    "left_out_ladder",
    "methods_for",
    "overlap_grid",
    "page",
    "read_histories",
]
