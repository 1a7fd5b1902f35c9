"""The Mth family: Rcapture's published numbers, and no answer where its column comes out negative."""

from collections.abc import Callable

import pytest

from tawthiq.count import Histories, Refused, answer

Table = Callable[[str], Histories]


@pytest.mark.parametrize(
    ("table", "estimate", "se"),
    [("kosovo", 18387, 1893), ("uk5", 14715, 6737), ("neworleans5", 7054, 8520), ("westernus", 7665, 8824)],
)
def test_the_gamma_form_is_that_of_rcapture(published: Table, table: str, estimate: float, se: float) -> None:
    """Mth Gamma(3.5) of closedp, to its printed digits."""
    found = answer(published(table), "heterogeneity")
    assert found.point == pytest.approx(estimate, abs=0.6)
    assert found.diagnostics["se"] == pytest.approx(se, abs=0.6)


def test_lists_that_avoid_each_other_are_refused(published: Table) -> None:
    """Korea: differences between people make lists overlap more, never less."""
    with pytest.raises(Refused, match="cannot explain"):
        answer(published("korea"), "heterogeneity")


def test_every_form_is_told(published: Table) -> None:
    """The lists cannot settle the form, so the others stand beside it, the lower bound among them."""
    forms = answer(published("kosovo"), "heterogeneity").diagnostics["forms"]
    assert (
        forms["chao"]["estimate"]
        < forms["poisson"]["estimate"]
        < forms["darroch"]["estimate"]
        < forms["gamma"]["estimate"]
    )
