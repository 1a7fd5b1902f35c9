"""Every method answers in one form: a weighted cloud of values of N, and diagnostics that say how far to trust it.

For Bayesian methods the cloud is the posterior; for the others it is a confidence distribution, so that its quantiles
are the ends of the method's intervals. `point` is set where a method has an estimate of its own that is not the median.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.record.estimate import Estimate

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Posterior:
    """Values of N in rising order with weights that sum to one. Build it with `of`."""

    values: Floats
    weights: Floats

    @classmethod
    def of(cls, values: Floats, weights: Floats | None = None) -> "Posterior":
        """Sorts and normalises; equal weights where none are given."""
        order = np.argsort(values, kind="stable")
        mass = np.ones(len(values)) if weights is None else np.asarray(weights, float)
        mass = mass[order] / mass.sum()
        return cls(np.asarray(values, float)[order], mass)

    def quantile(self, share: float) -> float:
        """The smallest value whose cumulative weight reaches `share`."""
        at = int(np.searchsorted(np.cumsum(self.weights), share * (1 - 1e-12)))
        return float(self.values[min(at, len(self.values) - 1)])

    @property
    def mean(self) -> float:
        """Mean of N."""
        return float(self.values @ self.weights)

    def draws(self, size: int, rng: np.random.Generator) -> Floats:
        """Independent draws."""
        return rng.choice(self.values, size=size, p=self.weights)

    def pooled(self, others: "list[Posterior]", shares: "list[float] | None" = None) -> "Posterior":
        """The mixture of this and others; `shares` in the order self, others (equal where none are given)."""
        clouds = [self, *others]
        mass = shares or [1.0] * len(clouds)
        values = np.concatenate([cloud.values for cloud in clouds])
        weights = np.concatenate([share * cloud.weights for share, cloud in zip(mass, clouds, strict=True)])
        return Posterior.of(values, weights)


@dataclass(frozen=True)
class Answer:
    """One method's answer for the whole population."""

    method: str
    posterior: Posterior
    diagnostics: dict[str, Any] = field(default_factory=dict)
    point: float | None = None

    def estimate(self, level: float) -> Estimate:
        """The answer as the record keeps it: plain floats, interval of equal tails."""
        tail = (1 - level) / 2
        cloud = self.posterior
        return Estimate(
            method=self.method,
            median=float(cloud.quantile(0.5) if self.point is None else self.point),
            mean=float(cloud.mean if self.point is None else self.point),
            lo=cloud.quantile(tail),
            hi=cloud.quantile(1 - tail),
            level=level,
            diagnostics=self.diagnostics,
        )
