"""Stepwise models and their bootstrap: the published choices, and an interval that holds the choosing."""

from collections.abc import Callable

import numpy as np
import pytest

from tawthiq.count import Histories, Refused, answer
from tawthiq.count.cells import Cells
from tawthiq.count.stepwise import choose, fit

Table = Callable[[str], Histories]


@pytest.mark.parametrize(
    ("table", "model", "estimate"),
    [
        ("kosovo", "[12,13,14,23,34]", 14342),
        ("uk5", "[12,13,24,25,35,45]", 11313),
        ("netherlands5", "[12,13,15,24,34,35]", 121522),
        ("neworleans5", "[1,2,3,4,5]", 981),
        ("westernus", "[15,2,3,4]", 2483),
        ("korea", "[12,3]", 269),
    ],
)
def test_the_chosen_model_is_the_published_one(
    published: Table, table: str, model: str, estimate: float
) -> None:
    """Model and estimate agree with SparseMSE and MultipleSystemsEstimation at a threshold of 0.02."""
    found = fit(published(table), replicates=50)
    assert found.diagnostics["model"] == model
    assert found.point == pytest.approx(estimate, abs=0.6)


def test_kosovo_has_the_published_interval(published: Table) -> None:
    """BCa ends near those of the packages, 12,724-16,847 from a hundred replicates."""
    estimate = answer(published("kosovo"), "stepwise", seed=3).estimate(0.95)
    assert estimate.lo == pytest.approx(12_724, rel=0.03)
    assert estimate.hi == pytest.approx(16_847, rel=0.04)


def test_choosing_many_tables_at_once_is_choosing_each(published: Table) -> None:
    """The batch and the single table give the same model and number."""
    cells = Cells.full(published("uk5"))
    rng = np.random.default_rng(2)
    tables = rng.multinomial(2744, cells.counts / 2744, size=12).astype(float)
    together = choose(5, tables)
    for at in range(12):
        alone = choose(5, tables[at : at + 1])
        assert (alone.pairs[0] == together.pairs[at]).all()
        assert alone.unseen[0] == pytest.approx(together.unseen[at], rel=1e-6)


def test_eleven_lists_are_refused() -> None:
    """The cells of eleven lists would be thousands."""
    with pytest.raises(Refused):
        fit(Histories(tuple(f"l{i}" for i in range(11)), {"1" * 11: 5}))
