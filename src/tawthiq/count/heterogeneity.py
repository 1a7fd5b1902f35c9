"""When people differ in how recordable they are, and lists do not depend otherwise: the Mth family, its form assumed.

Log-linear in the lists plus one column in the number k of lists a person is on (Rivest & Baillargeon 2007, Biometrics 63):
Gamma -log(3.5 + k) + log 3.5, Darroch k^2/2, Poisson 2^k - 1. The lists cannot tell the forms apart, and they disagree: the
Gamma form, with the longest tail of hardly recordable people, is given as the sensitivity end, the others beside it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.bounds import chao
from tawthiq.count.cells import Cells
from tawthiq.count.confidence import lognormal
from tawthiq.count.glm import fit_many
from tawthiq.count.hierarchy import design
from tawthiq.count.posterior import Answer
from tawthiq.count.refusal import Refused
from tawthiq.count.tables import Histories

METHOD = "heterogeneity"
MOST_LISTS = 12
Floats = NDArray[np.float64]

FORMS: dict[str, Callable[[Floats], Floats]] = {
    "gamma": lambda k: -np.log1p(k / 3.5),
    "darroch": lambda k: k**2 / 2,
    "poisson": lambda k: 2**k - 1,
}


def fit(h: Histories, *, form: str = "gamma") -> Answer:
    """One form's estimate with a log-normal interval; the other forms and Chao's bound stand in the diagnostics.

    Raises Refused below three lists, above twelve, where the form has no finite estimate, and where its column comes out
    negative: the lists then avoid each other, which differences between people cannot explain.
    """
    lists = len(h.lists)
    if lists < 3:
        raise Refused("few_for_method", least=3, lists=lists)
    if lists > MOST_LISTS:
        raise Refused("many_lists", lists=lists, most=MOST_LISTS)
    cells = Cells.full(h)
    plain = design(cells, [])
    sizes = cells.sizes().astype(float)
    matrix = np.column_stack([plain, *(g(sizes) for g in FORMS.values())])
    active = np.zeros((len(FORMS), matrix.shape[1]), dtype=bool)
    active[:, : plain.shape[1]] = True
    active[np.arange(len(FORMS)), plain.shape[1] + np.arange(len(FORMS))] = True
    fits = fit_many(matrix, cells.counts, active, np.ones((len(FORMS), len(cells.counts)), dtype=bool))
    told: dict[str, Any] = {}
    for at, key in enumerate(FORMS):
        unseen = float(np.exp(fits.beta[at, 0]))
        error = float(np.sqrt(unseen + unseen**2 * fits.variance[at]))
        effect = float(fits.beta[at, plain.shape[1] + at])
        fine = bool(fits.converged[at]) and np.isfinite(error)
        told[key] = {
            "estimate": h.documented + unseen if fine else None,
            "se": error if fine else None,
            "deviance": float(fits.deviance[at]),
            "positive": effect > 0,
        }
    chosen = told[form]
    if chosen["estimate"] is None:
        raise Refused("no_model")
    if not chosen["positive"]:
        raise Refused("not_heterogeneous")
    unseen = chosen["estimate"] - h.documented
    told["chao"] = {"estimate": chao(h).point}
    return Answer(
        METHOD,
        lognormal(h.documented, unseen, chosen["se"]),
        {"form": form, "se": chosen["se"], "forms": told},
        point=chosen["estimate"],
    )
