"""What two lists, or the once- and twice-recorded alone, can say: an assumption by name, or a bound and no more.

`chao` holds from below when people differ in how likely they are to be recorded (Chao 1987, Biometrics 43), unless lists
avoid each other. `chapman` holds when two lists are independent and everybody is equally likely to be on a list.
"""

import numpy as np

from tawthiq.count.cells import Cells
from tawthiq.count.confidence import lognormal
from tawthiq.count.glm import fit_many
from tawthiq.count.hierarchy import design
from tawthiq.count.posterior import Answer
from tawthiq.count.refusal import Refused
from tawthiq.count.tables import Histories

CHAO = "chao"
CHAPMAN = "chapman"


def chao(h: Histories) -> Answer:
    """Lower bound for two lists or more, lists of unequal reach allowed.

    Log-linear in the lists, with a free level for every number of lists above two: what those on one list and on two say
    alone decides (the Mth lower bound of Rivest & Baillargeon 2007, Biometrics 63). A level that
    would be negative is left out. Raises Refused where nobody is on exactly two lists.
    """
    lists = len(h.lists)
    once, twice = (*h.captures(), 0, 0)[:2]
    if not twice:
        raise Refused("no_twice" if any(h.captures()[1:]) else "no_overlap")
    if lists > 16:
        unseen = once**2 / (2 * twice)
        error = float(
            np.sqrt(
                unseen
                + twice * (0.5 * (once / twice) ** 2 + (once / twice) ** 3 + 0.25 * (once / twice) ** 4)
            )
        )
        return _bound(h, unseen, error)
    cells = Cells.full(h)
    sizes = cells.sizes()
    levels = np.maximum(sizes[:, None] - 1 - np.arange(1, lists - 1), 0).astype(float)
    matrix = np.concatenate([design(cells, []), levels], axis=1)
    active = np.ones((1, matrix.shape[1]), dtype=bool)
    for extra in range(levels.shape[1]):
        if not cells.counts[sizes >= extra + 3].any():
            active[0, 1 + lists + extra] = False
    alive = np.ones((1, len(cells.counts)), dtype=bool)
    while True:
        fits = fit_many(matrix, cells.counts, active, alive)
        worst = fits.beta[0, 1 + lists :]
        if worst.min(initial=0.0) >= 0:
            break
        active[0, 1 + lists + int(np.argmin(worst))] = False
    if not fits.converged[0]:
        raise Refused("no_model")
    unseen = float(np.exp(fits.beta[0, 0]))
    return _bound(h, unseen, float(np.sqrt(unseen + unseen**2 * fits.variance[0])))


def _bound(h: Histories, unseen: float, error: float) -> Answer:
    cloud = lognormal(h.documented, unseen, error)
    return Answer(CHAO, cloud, {"bound": "lower", "se": error}, point=h.documented + unseen)


def chapman(h: Histories) -> Answer:
    """Two lists: Chapman's (1951) nearly unbiased form with the variance of Seber (1970).

    Raises Refused for any other number of lists, and where the two share nobody.
    """
    if len(h.lists) != 2:
        raise Refused("two_lists_only", lists=len(h.lists))
    first, second = h.sizes
    both = h.together(0, 1)
    if not both:
        raise Refused("no_overlap")
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    unseen, error = total - h.documented, float(np.sqrt(variance))
    diagnostics = {"assumes": "independence", "overlap": both, "se": error}
    if unseen <= 0:
        return Answer(CHAPMAN, lognormal(h.documented, 0.0, 0.0, 1), diagnostics)
    return Answer(CHAPMAN, lognormal(h.documented, unseen, error), diagnostics, point=total)
