"""The headline averages over what nobody can know from lists alone: whether people differ, how, and which lists depend.

One model holds both (see `trait`); its posterior is averaged over
  - people alike (prior ALIKE), perhaps but for groups each with a list of its own (OWN); or different, with a spread of
    log-odds that is log-normal about SPREAD;
  - four shapes of the difference: from normal to a long tail of the hardly recordable, and, less likely, two kinds
    of people: the data cannot settle the shape (Link 2003, Biometrics 59), so the prior carries it, and the interval is wider for it;
  - which two or three lists depend and which copies which (see `terms`), within Occam's window (Madigan & Raftery 1994, JASA 89).
This is the averaging of King & Brooks (2008, Biometrics 64) with the number summed out. No model here is true, and with very
many people an average over wrong models closes in on the least wrong: so a table is never worth more than WORTH people
(a coarsened posterior: Miller & Dunson 2019, JASA 114), and the unseen never sharper than FORM. How often it covers is measured
in `bench/count_calibration.py`, in worlds that break its assumptions too; prior, WORTH and FORM were settled there.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tawthiq.count.cells import Cells
from tawthiq.count.hierarchy import name
from tawthiq.count.numerics import normal_quantile
from tawthiq.count.posterior import Answer, Posterior
from tawthiq.count.refusal import Refused
from tawthiq.count.tables import Histories
from tawthiq.count.terms import COPYING_LISTS, Terms
from tawthiq.count.trait import Evidence, Kinds, Prior, evidence

METHOD = "headline"
ALIKE_METHOD = "averaged"
MOST_LISTS = 9
Floats = NDArray[np.float64]

ALIKE = 0.1
SPREAD, SPREAD_LOG_SD = 1.3, 0.4
"""Prior of the spread: nineteen in twenty between 0.6 and 2.8 in log-odds."""
SHAPES = {"long tail": (-0.5, 4), "tail": (-0.25, 4), "normal": (0.0, 4), "two kinds": (0.3, 1)}
"""Each as in `trait`, with its share of the prior."""
OWN = 0.5
"""Prior that people who are alike otherwise have a list of their own each, nearer by one of OWN_NEAR in log-odds."""
OWN_NEAR = (1.0, 1.8)
WORTH = 15_000.0
"""A table of n people weighs as n / sqrt(1 + (n / WORTH)^2): 1,000 as 998, 10,000 as 8,300, a million as 15,000."""
ALIKE_FORM, FORM = (0.1, 4000.0), (0.22, 1700.0)
"""The models' form leaves the log of the unseen open, as a standard deviation. Where people are alike in all models that fit, by
0.1 n / (n + 4000). How people differ can be learned from no table (see above): there by 0.22 n^4 / (n^4 + 1700^4)."""
_SPREADS = np.array([0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 1.8, 2.2, 2.7])
_BEYOND = 60.0
"""The log of more people than there can be: where nothing holds the unseen back, the mixture ends there."""
_WINDOW, _GROW, _MOST_SETS, _MOST_TRIED, _POINTS = 6.0, 20, 80, 2000, 60
_PROBES = ((0.0, 0.0, 0.0), (0.9, -0.25, 0.0), (1.5, -0.25, 0.0), (0.0, 0.0, 1.5))


class Setting(NamedTuple):
    """One kind of difference between people and its prior weight; `own` as in `trait`."""

    spread: float
    shape: float
    weight: float
    own: float = 0.0


def settings() -> list[Setting]:
    """People alike, then alike but for a list of their own, then every spread with every shape."""
    far = np.log(_SPREADS / SPREAD) / SPREAD_LOG_SD
    density = np.exp(-(far**2) / 2) / _SPREADS * np.gradient(_SPREADS)
    density = (1 - ALIKE) * density / density.sum() / sum(share for _, share in SHAPES.values())
    return [
        Setting(0.0, 0.0, (1 - OWN) * ALIKE),
        *(Setting(0.0, 0.0, OWN * ALIKE / len(OWN_NEAR), near) for near in OWN_NEAR),
        *(
            Setting(float(s), shape, share * float(d))
            for shape, share in SHAPES.values()
            for s, d in zip(_SPREADS, density, strict=True)
        ),
    ]


def alike(h: Histories, *, models: Sequence[int] = ()) -> Answer:
    """The average over dependence of lists alone, people taken as alike: sharper, and far too low where they differ."""
    return average(h, models=models, kinds=[Setting(0.0, 0.0, 1.0)])


def average(
    h: Histories,
    *,
    prior: Prior | None = None,
    models: Sequence[int] = (),
    kinds: Sequence[Setting] = (),
) -> Answer:
    """The averaged posterior of N, before any comparison with other methods.

    `models`: average over these only, as an earlier answer names them under `searched`; for tables that differ little.
    `kinds`: only these kinds of difference; then neither WORTH nor FORM widens what comes out. Raises Refused for fewer than three lists or more than nine, and where no model could be fitted.
    """
    lists = len(h.lists)
    if lists < 3:
        raise Refused("few_for_method", least=3, lists=lists)
    if lists > MOST_LISTS:
        raise Refused("many_lists", most=MOST_LISTS, lists=lists)
    whole = Cells.full(h)
    cells = whole if kinds else _coarse(whole)
    chosen = prior or Prior()
    terms = Terms(lists, copying=not kinds and lists in COPYING_LISTS)
    probes = list(kinds) or [Setting(spread, shape, 1.0, own) for spread, shape, own in _PROBES]
    models = list(models) or _window(cells, terms, probes, chosen)
    method = ALIKE_METHOD if kinds else METHOD
    open_by = np.zeros(len(models)) if kinds else _open(h.documented, models, settings())
    kinds = list(kinds) or settings()
    found = _grid(cells, terms, models, kinds, chosen)
    log_weight = found.log_marginal + np.tile(terms.log_prior(models), len(kinds))
    log_weight += np.repeat(np.log([kind.weight for kind in kinds]), len(models))
    if not found.found.any():
        raise Refused("no_model")
    log_weight = np.where(found.found, log_weight, -np.inf)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    told = {**_diagnostics(h, terms, models, kinds, weight), **_fit(whole, weight @ found.cells)}
    return Answer(method, _mixture(h.documented, found, weight, open_by), told)


def _coarse(cells: Cells) -> Cells:
    """The table with every count scaled down alike, so that all together weigh no more than they are trusted for."""
    return Cells(cells.lists, cells.masks, cells.counts / np.sqrt(1 + (cells.documented / WORTH) ** 2))


def _window(cells: Cells, terms: Terms, probes: list[Setting], prior: Prior) -> list[int]:
    """Models worth averaging: from independence, one interaction more or fewer, as long as one is near the best."""
    known: dict[int, float] = {}
    waiting = [0]
    while waiting and len(known) < _MOST_TRIED:
        found = _grid(cells, terms, waiting, probes, prior)
        score = (found.log_marginal + np.tile(terms.log_prior(waiting), len(probes))).reshape(len(probes), -1)
        known.update(zip(waiting, score.max(axis=0).tolist(), strict=True))
        best = max(known.values())
        near = sorted((m for m in waiting if known[m] > best - _WINDOW), key=lambda m: -known[m])[:_GROW]
        waiting = sorted({other for m in near for other in terms.around(m)} - known.keys())
    kept = sorted(known, key=lambda m: -known[m])[:_MOST_SETS]
    return [m for m in kept if known[m] > known[kept[0]] - _WINDOW]


def _grid(cells: Cells, terms: Terms, models: list[int], kinds: list[Setting], prior: Prior) -> Evidence:
    """Every model under every kind, kinds outermost."""
    spread, shape, own = (
        np.repeat([getattr(kind, part) for kind in kinds], len(models)) for part in Kinds._fields
    )
    sets = np.tile(terms.rows(models), (len(kinds), 1))
    return evidence(cells, terms.masks, sets, Kinds(spread, shape, own), prior, terms.copies)


def _open(documented: int, models: Sequence[int], kinds: Sequence[Setting]) -> Floats:
    """How far each model under each kind leaves the log of the unseen open, as a standard deviation."""
    (alike, alike_from), (differ, differ_from) = ALIKE_FORM, FORM
    one = alike * documented / (documented + alike_from)
    other = differ / (1 + (differ_from / documented) ** 4)
    return np.repeat([other if kind.spread or kind.own else one for kind in kinds], len(models))


def _mixture(documented: int, found: Evidence, weight: Floats, open_by: Floats) -> Posterior:
    """The unseen given a model are log-normal: Laplace's variance, a negative binomial draw's, and what the form leaves open."""
    keep = weight > 1e-5 * weight.max()
    middle = np.log(documented) + found.log_odds[keep]
    width = np.sqrt(found.variance[keep] + 1 / documented + np.exp(-middle) + open_by[keep] ** 2)
    shares = (np.arange(_POINTS) + 0.5) / _POINTS
    unseen = np.exp(np.minimum(middle[:, None] + width[:, None] * normal_quantile(shares), _BEYOND))
    values = documented + unseen
    return Posterior.of(values.ravel(), np.repeat(weight[keep], _POINTS))


def _fit(cells: Cells, share: Floats) -> dict[str, Any]:
    """How well the averaged model gives the table back: Pearson's distance against that of tables drawn from it.

    `fit_share` is the share of drawn tables at least as far off; near zero, the table has a shape that no averaged model has.
    """
    expected = cells.documented * share / share.sum()
    drawn = np.random.default_rng(0).multinomial(int(cells.documented), share / share.sum(), size=500)

    def distance(table: Floats) -> Floats:
        out: Floats = ((table - expected) ** 2 / expected).sum(axis=-1)
        return out

    off = (cells.counts - expected) / np.sqrt(expected)
    worst = np.argsort(-np.abs(off))[:3]
    return {
        "fit_share": float(np.mean(distance(drawn.astype(float)) >= distance(cells.counts))),
        "least_fitting": [
            {
                "history": "".join("1" if cells.masks[i] >> at & 1 else "0" for at in range(cells.lists)),
                "count": int(cells.counts[i]),
                "expected": float(expected[i]),
            }
            for i in worst
        ],
    }


def _diagnostics(
    h: Histories, terms: Terms, models: list[int], kinds: Sequence[Setting], weight: Floats
) -> dict[str, Any]:
    table = weight.reshape(len(kinds), len(models))
    by_kind = table.sum(axis=1)
    alike = float(sum(w for w, k in zip(by_kind, kinds, strict=True) if not k.spread))
    spread = float(sum(w * k.spread for w, k in zip(by_kind, kinds, strict=True)) / max(1 - alike, 1e-12))
    lists = len(h.lists)
    present = table.sum(axis=0) @ terms.rows(models)
    best = np.argsort(-table.sum(axis=0))[:5]

    def named(model: int) -> str:
        whole = name(frozenset(m for at, m in enumerate(terms.masks) if model >> at & 1), lists)
        copies = enumerate(terms.copies, start=len(terms.masks))
        return " ".join([whole, *(f"{a + 1}>{b + 1}" for at, (a, b) in copies if model >> at & 1)])

    differ = {
        "people_alike": alike,
        "spread_if_different": spread,
        "groups_of_their_own": float(sum(w for w, k in zip(by_kind, kinds, strict=True) if k.own)),
        "shapes": [
            {
                "shape": name,
                "probability": float(
                    sum(w for w, k in zip(by_kind, kinds, strict=True) if k.spread and k.shape == shape)
                ),
            }
            for name, (shape, _) in SHAPES.items()
        ],
        "copying": [
            {"source": h.lists[a], "copier": h.lists[b], "probability": float(p)}
            for (a, b), p in zip(terms.copies, present[len(terms.masks) :], strict=True)
        ],
    }
    return {
        **(differ if len(kinds) > 1 else {}),
        "dependence": [
            {"lists": [h.lists[i] for i in range(lists) if mask >> i & 1], "probability": float(p)}
            for mask, p in zip(terms.masks, present, strict=False)
        ],
        "models": [{"model": named(models[i]), "weight": float(table[:, i].sum())} for i in best],
        "models_averaged": len(models),
        "searched": models,
    }
