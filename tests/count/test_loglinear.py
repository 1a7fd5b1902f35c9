"""Log-linear models: the published estimates, and no number where none exists."""

from collections.abc import Callable

import numpy as np
import pytest

from tawthiq.count import Histories, answer
from tawthiq.count.cells import Cells
from tawthiq.count.existence import trouble
from tawthiq.count.glm import fit_many
from tawthiq.count.hierarchy import design, enumerate_models, interactions, name
from tawthiq.count.loglinear import search

Table = Callable[[str], Histories]
A, B, C = 0b011, 0b101, 0b110  # the pairs 12, 13 and 23


@pytest.mark.parametrize(
    ("table", "model", "why"),
    [
        ("artificial3", {A, B, C}, "rank"),
        ("artificial3", {A}, "mle"),
        ("artificial3", {A, B}, "mle"),
        ("artificial3", {A, C}, "mle"),
        ("artificial3", set(), None),
        ("korea", {A, B}, "mle"),
        ("korea", {A, B, C}, "mle"),
        ("korea", {A, C}, None),
    ],
)
def test_models_without_a_finite_estimate_are_known_beforehand(
    published: Table, table: str, model: set[int], why: str | None
) -> None:
    """The linear checks agree with Chan, Silverman and Vincent (2021) on the tables made or known to fail them."""
    assert trouble(Cells.full(published(table)), frozenset(model)) == why


@pytest.mark.parametrize("table", ["uk5", "netherlands5", "neworleans5", "westernus"])
def test_pair_models_of_the_other_published_tables_are_sound(published: Table, table: str) -> None:
    """No model of pairs fails on these tables, empty pairs being sent to minus infinity."""
    cells = Cells.full(published(table))
    models = enumerate_models(cells.lists, 2)[::64]
    assert [trouble(cells, model) for model in models] == [None] * len(models)


@pytest.mark.parametrize(
    ("table", "chosen", "estimate", "se"),
    [
        ("kosovo", "[123,14,34]", 10357, 786),
        ("uk5", "[12,13,23,25,34]", 22991, 3022),
        ("netherlands5", "[12,15,23,24,25,35,45]", 48013, 3264),
        ("neworleans5", "[1,2,3,4,5]", 981, 232),
        ("westernus", "[15,2,3,4]", 2483, 535),
        ("korea", "[12,23]", 157, 22),
    ],
)
def test_the_best_model_by_bic_is_the_published_one(
    published: Table, table: str, chosen: str, estimate: float, se: float
) -> None:
    """Model, estimate and standard error agree with the R packages' answers to their printed digits."""
    found = answer(published(table), "loglinear")
    assert found.diagnostics["model"] == chosen
    assert found.point == pytest.approx(estimate, abs=0.6)
    assert found.diagnostics["se"] == pytest.approx(se, abs=0.6)


def test_kosovo_has_the_published_bic(published: Table) -> None:
    """The criterion itself agrees: 203.03."""
    assert answer(published("kosovo"), "loglinear").diagnostics["bic"] == pytest.approx(203.03, abs=0.005)


def test_the_interval_is_wider_than_that_of_the_chosen_model(published: Table) -> None:
    """Averaging over models keeps the uncertainty of the choice: Kosovo's second model says 12,741."""
    estimate = answer(published("kosovo"), "loglinear").estimate(0.95)
    assert estimate.lo < 9300
    assert estimate.hi > 12741


def test_a_lone_overlap_of_two_lists_is_refused_by_a_sound_model_only(published: Table) -> None:
    """Korea's model with all pairs, which has no estimate, is never among those averaged."""
    diagnostics = answer(published("korea"), "loglinear").diagnostics
    assert "[12,13,23]" not in [m["model"] for m in diagnostics["models"]]


def test_fits_satisfy_the_likelihood_equations() -> None:
    """At the maximum every margin that a model speaks of is reproduced."""
    cells = Cells(3, np.arange(1, 8), np.array([30.0, 25, 11, 40, 9, 7, 4]))
    columns = interactions(3, 2)
    matrix = design(cells, columns)
    active = np.array([[True] * 4 + [bool(m >> i & 1) for i in range(3)] for m in range(7)])
    fits = fit_many(matrix, cells.counts, active, np.ones((7, 7), dtype=bool))
    gap = (fits.mu - cells.counts) @ matrix
    assert np.abs(gap[active]).max() < 1e-5
    assert fits.converged.all()


@pytest.mark.parametrize(("lists", "order", "models"), [(3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024)])
def test_every_hierarchical_model_is_there_once(lists: int, order: int, models: int) -> None:
    """Counts of hierarchical models with all list effects: 8, 64, 113 (without the saturated one) and 1,024."""
    found = enumerate_models(lists, order)
    assert len(found) == len(set(found)) == models
    assert len({name(model, lists) for model in found}) == models


def test_the_search_is_sorted() -> None:
    """The first model of a search is the best."""
    found = search(Cells(3, np.arange(1, 8), np.array([30.0, 25, 11, 40, 9, 7, 4])), 2)
    assert (np.diff(found.bic) >= 0).all()
