"""Log-linear models chosen by BIC, and an interval that does not forget that the model was chosen.

The estimate is the best model's maximum likelihood; the interval mixes the log-normal confidence distributions of the
models by their BIC weights (Buckland, Burnham & Augustin 1997, Biometrics 53). BIC counts every parameter of a model,
also those that an empty overlap sends to minus infinity. Models without a finite, identified estimate are passed over.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.confidence import lognormal
from tawthiq.count.existence import trouble
from tawthiq.count.glm import fit_many
from tawthiq.count.hierarchy import Model, design, empty_margins, enumerate_models, interactions, name
from tawthiq.count.posterior import Answer, Posterior
from tawthiq.count.refusal import Refused
from tawthiq.count.tables import Histories

METHOD = "loglinear"
MOST_LISTS = 6
_CHUNK = 4096
_SLIGHT = 1e-3
"""Models with less than this share of the best model's weight are left out of the interval."""


@dataclass(frozen=True)
class Search:
    """Every model of one table by rising BIC. `unseen` and `error` are of those on no list (multinomial error)."""

    models: list[Model]
    bic: NDArray[np.float64]
    unseen: NDArray[np.float64]
    error: NDArray[np.float64]
    deviance: NDArray[np.float64]


def default_order(lists: int) -> int:
    """All interactions short of the full one up to four lists; pairs above, where the models would be thousands."""
    return lists - 1 if lists <= 4 else 2


def search(cells: Cells, order: int) -> Search:
    """Fits every hierarchical model up to `order` and sorts by BIC. Nothing is checked yet for existence."""
    models = enumerate_models(cells.lists, order)
    columns = interactions(cells.lists, order)
    matrix = design(cells, columns)
    zero = empty_margins(cells, columns)
    has = np.array([[mask in model for mask in columns] for model in models], dtype=bool).reshape(
        len(models), -1
    )
    always = np.ones((len(models), 1 + cells.lists), dtype=bool)
    active = np.concatenate([always, has & ~zero], axis=1)
    touches = (matrix[:, 1 + cells.lists :].T > 0).astype(float)
    alive = ~(((has & zero).astype(float) @ touches) > 0)
    parts = [
        fit_many(matrix, cells.counts, active[at : at + _CHUNK], alive[at : at + _CHUNK])
        for at in range(0, len(models), _CHUNK)
    ]
    loglik, alpha, variance, deviance, fine = (
        np.concatenate([getattr(part, key) for part in parts])
        for key in ("loglik", "beta", "variance", "deviance", "converged")
    )
    unseen = np.exp(alpha[:, 0])
    size = 1 + cells.lists + has.sum(axis=1)
    bic = np.where(fine, -2 * loglik + size * np.log(cells.documented), np.inf)
    order_by = np.argsort(bic, kind="stable")
    error = np.sqrt(unseen + unseen**2 * variance)
    return Search(
        [models[i] for i in order_by], bic[order_by], unseen[order_by], error[order_by], deviance[order_by]
    )


def fit(h: Histories, *, order: int | None = None) -> Answer:
    """Best model by BIC, interval averaged over models. Raises Refused where no model has a finite, unique estimate."""
    lists = len(h.lists)
    if lists > MOST_LISTS:
        raise Refused("many_lists", lists=lists, most=MOST_LISTS)
    cells = Cells.full(h)
    order = order or default_order(lists)
    found = search(cells, order)
    passed_over: list[dict[str, str]] = []
    kept: list[int] = []
    for at, model in enumerate(found.models):
        lead = found.bic[kept[0]] if kept else found.bic[at]
        if not np.isfinite(found.bic[at]) or np.exp((lead - found.bic[at]) / 2) < _SLIGHT:
            break
        wrong = trouble(cells, model)
        if wrong:
            passed_over.append({"model": name(model, lists), "why": wrong})
        else:
            kept.append(at)
    if not kept:
        raise Refused("no_model")
    if passed_over and found.bic[kept[0]] > found.bic[0] + 10:
        raise Refused("best_has_no_estimate", model=passed_over[0]["model"])
    best = kept[0]
    weights = np.exp((found.bic[best] - found.bic[kept]) / 2)
    weights /= weights.sum()
    clouds = [lognormal(h.documented, float(found.unseen[i]), float(found.error[i])) for i in kept]
    cloud: Posterior = clouds[0].pooled(clouds[1:], list(map(float, weights)))
    diagnostics: dict[str, Any] = {
        "model": name(found.models[best], lists),
        "order": order,
        "bic": float(found.bic[best]),
        "se": float(found.error[best]),
        "deviance": float(found.deviance[best]),
        "models_fitted": len(found.models),
        "models": [
            {
                "model": name(found.models[i], lists),
                "weight": float(w),
                "estimate": float(h.documented + found.unseen[i]),
                "bic": float(found.bic[i]),
            }
            for i, w in list(zip(kept, weights, strict=True))[:10]
        ],
        "passed_over": passed_over[:10],
    }
    return Answer(METHOD, cloud, diagnostics, point=float(h.documented + found.unseen[best]))
