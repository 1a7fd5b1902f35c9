"""Places and months are counted apart and told together: small strata lean on the others, and the total has its own interval.

Each stratum gives the log of unseen over documented with its variance (over imputations: Rubin 1987, on the log scale). These
are taken as normal about a common middle with a spread between strata that is itself learned (half-normal prior of 0.5 on
it, flat on the middle). A stratum that cannot be counted alone is predicted from the others, and says so.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from tawthiq.count.checks import caveats
from tawthiq.count.posterior import Answer, Posterior
from tawthiq.count.refusal import Refused, both
from tawthiq.count.tables import Histories
from tawthiq.record.assessment import Reason
from tawthiq.record.estimate import Count, Estimate, Refusal

Floats = NDArray[np.float64]
BETWEEN_SCALE = 0.5
LEAST_COUNTED = 3
_GRID = np.linspace(0.0, 2.5, 126)
_DRAWS = 4000

Moments = tuple[float, float] | Reason
"""Log odds of being unseen and its variance, or why the stratum cannot be counted alone."""


class Stratum(NamedTuple):
    """One stratum. `alone` is None where it was refused, and `why` says so; `pooled` leans on the other strata."""

    name: str
    documented: float
    alone: tuple[float, float] | None
    why: Reason | None
    pooled: Estimate


class Strata(NamedTuple):
    """All strata and their total; `between` is the posterior mean of the spread of log odds between strata."""

    strata: tuple[Stratum, ...]
    total: Estimate
    between: float


def by_stratum(
    tables: Mapping[str, Sequence[Histories]],
    count: Callable[[Histories], Answer],
    *,
    level: float = 0.95,
    seed: int = 0,
    done: MutableMapping[str, Moments] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Strata:
    """Counts every stratum with `count`; each has one table, or one per imputation.

    `done` keeps what is finished: hand the same mapping in again to go on after an interruption. `progress` is told the
    stratum's name, how many are done, and of how many. Raises Refused where fewer than three strata can be counted.
    """
    known: MutableMapping[str, Moments] = {} if done is None else done
    for at, (name, versions) in enumerate(tables.items()):
        if name not in known:
            known[name] = _moments(versions, count)
        if progress:
            progress(name, at + 1, len(tables))
    names = list(tables)
    counted = [name for name in names if not isinstance(known[name], Reason)]
    if len(counted) < LEAST_COUNTED:
        raise Refused("few_strata", counted=len(counted), least=LEAST_COUNTED)
    rng = np.random.default_rng(seed)
    middle, variance = np.array([known[name] for name in counted], dtype=float).T
    mu, tau = _common(middle, variance, rng)
    documented = np.array([np.mean([h.documented for h in tables[name]]) for name in names])
    odds = np.empty((_DRAWS, len(names)))
    for at, name in enumerate(names):
        own = known[name]
        if isinstance(own, Reason):
            odds[:, at] = rng.normal(mu, tau)
            continue
        precision = 1 / np.maximum(tau, 1e-9) ** 2 + 1 / own[1]
        centre = (mu / np.maximum(tau, 1e-9) ** 2 + own[0] / own[1]) / precision
        odds[:, at] = rng.normal(centre, precision**-0.5)
    unseen = rng.poisson(documented * np.exp(np.minimum(odds, 20.0)))
    totals: Floats = documented + unseen
    found = [
        _told(name, documented[at], known[name], Posterior.of(totals[:, at]), level)
        for at, name in enumerate(names)
    ]
    whole = Answer(
        "total", Posterior.of(totals.sum(axis=1)), {"strata": len(names), "counted_alone": len(counted)}
    )
    return Strata(tuple(found), whole.estimate(level), float(tau.mean()))


def as_count(tables: Mapping[str, Sequence[Histories]], found: Strata | Refusal, method: str) -> Count:
    """The strata's total as a count: documented and histories summed over strata, the mean of imputations where there are several."""
    lists = next(iter(tables.values()))[0].lists
    cells: dict[str, float] = {}
    for versions in tables.values():
        for h in versions:
            for pattern, persons in h.counts.items():
                cells[pattern] = cells.get(pattern, 0.0) + persons / len(versions)
    whole = Histories(lists, {p: round(n) for p, n in sorted(cells.items()) if round(n)})
    documented = sum(float(np.mean([h.documented for h in versions])) for versions in tables.values())
    count = Count(
        documented=round(documented), lists=lists, histories=dict(whole.counts), caveats=caveats(whole)
    )
    if isinstance(found, Refusal):
        return msgspec.structs.replace(count, refused=(found,))
    told = {**found.total.diagnostics, "between": found.between}
    total = msgspec.structs.replace(found.total, method=method, diagnostics=told)
    said = both("caveat.strata", strata=len(found.strata), alone=told["counted_alone"])
    return msgspec.structs.replace(count, estimates=(total,), caveats=(*count.caveats, said))


def _told(name: str, documented: float, own: Moments, cloud: Posterior, level: float) -> Stratum:
    pooled = Answer(name, cloud).estimate(level)
    if isinstance(own, Reason):
        return Stratum(name, float(documented), None, own, pooled)
    return Stratum(name, float(documented), own, None, pooled)


def _moments(versions: Sequence[Histories], count: Callable[[Histories], Answer]) -> Moments:
    """Mean and variance of the log odds of being unseen, imputations combined; the reason where any version is refused."""
    means, within = [], []
    for h in versions:
        try:
            cloud = count(h).posterior
        except Refused as refusal:
            return refusal.reason
        odds = np.log(np.maximum(cloud.values - h.documented, 0.5) / h.documented)
        means.append(float(cloud.weights @ odds))
        within.append(float(cloud.weights @ (odds - means[-1]) ** 2))
    between = float(np.var(means, ddof=1)) if len(means) > 1 else 0.0
    return float(np.mean(means)), float(np.mean(within)) + (1 + 1 / len(means)) * between + 1e-9


def _common(middle: Floats, variance: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Draws of the common middle and of the spread between strata, the spread on a grid."""
    spread = variance[None] + _GRID[:, None] ** 2
    weight = 1 / spread
    mean = (weight * middle).sum(axis=1) / weight.sum(axis=1)
    log_mass = -((_GRID / BETWEEN_SCALE) ** 2) / 2 - np.log(weight.sum(axis=1)) / 2
    log_mass += (np.log(weight) - weight * (middle - mean[:, None]) ** 2).sum(axis=1) / 2
    mass = np.exp(log_mass - log_mass.max())
    at = rng.choice(len(_GRID), size=_DRAWS, p=mass / mass.sum())
    return rng.normal(mean[at], weight.sum(axis=1)[at] ** -0.5), _GRID[at]
