"""A log-linear estimate is only given where it exists and is the only one; two small linear checks decide, before any fit.

Extended maximum likelihood: an interaction nobody shows goes to minus infinity and takes its cells with it; on what is
left a finite estimate exists when the observed margins lie inside the marginal cone (Fienberg & Rinaldo 2012, Annals of
Statistics 40(2)), and it identifies the unseen when the design keeps full rank there (Chan, Silverman & Vincent 2021,
JASA 116).
"""

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.hierarchy import Model, design, empty_margins
from tawthiq.count.numerics import escape

Floats = NDArray[np.float64]
_MOVES = 0.5
"""Where some direction exists, one scaled to sink a cell by a whole unit exists too."""


def reduced(cells: Cells, model: Model) -> tuple[Floats, Floats]:
    """Design and counts of what is left when the empty interactions of the model and their cells are taken out."""
    columns = sorted(model)
    zero = empty_margins(cells, columns) if columns else np.zeros(0, dtype=bool)
    matrix = design(cells, columns)
    keep = np.concatenate([np.ones(1 + cells.lists, dtype=bool), ~zero])
    alive = ~(matrix[:, ~keep] > 0).any(axis=1)
    return matrix[alive][:, keep], cells.counts[alive]


def trouble(cells: Cells, model: Model) -> str | None:
    """`rank`: the unseen are not identified; `mle`: no finite estimate exists; None where both are in order."""
    matrix, counts = reduced(cells, model)
    if np.linalg.matrix_rank(matrix) < matrix.shape[1]:
        return "rank"
    if (counts > 0).all() or _interior(matrix, counts):
        return None
    return "mle"


def _interior(matrix: Floats, counts: Floats) -> bool:
    """No direction lowers empty cells for ever while it leaves the filled ones as they are (Geyer 2009, EJS 3)."""
    empty = counts == 0
    return escape(matrix[~empty], matrix[empty]) < _MOVES
