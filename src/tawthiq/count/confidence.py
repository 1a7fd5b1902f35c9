"""Confidence distributions for methods that give an estimate and a standard error of the unseen."""

import numpy as np

from tawthiq.count.numerics import normal_quantile
from tawthiq.count.posterior import Posterior


def lognormal(documented: float, unseen: float, error: float, points: int = 2000) -> Posterior:
    """Confidence distribution of N when the unseen are log-normal about `unseen` with standard error `error`.

    The interval of Chao (1987, Biometrics 43): it never falls below what is documented.
    """
    shares = (np.arange(points) + 0.5) / points
    width = np.sqrt(np.log1p((error / unseen) ** 2)) if unseen > 0 else 0.0
    return Posterior.of(documented + unseen * np.exp(width * normal_quantile(shares)))
