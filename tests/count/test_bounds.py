"""The lower bound and the estimate from two lists, by their formulas and published answers."""

from collections.abc import Callable

import pytest

from tawthiq.count import Histories, Refused, answer

Table = Callable[[str], Histories]


def test_chao_gives_the_published_bound_for_kosovo(published: Table) -> None:
    """Rcapture's Mth lower bound: 8,591 with standard error 214."""
    found = answer(published("kosovo"), "chao")
    assert found.point == pytest.approx(8591, abs=0.6)
    assert found.diagnostics["se"] == pytest.approx(214, abs=0.6)
    assert found.diagnostics["bound"] == "lower"


def test_chapman_is_its_formula() -> None:
    """(n1+1)(n2+1)/(m+1) - 1, and an interval above what is documented."""
    found = answer(Histories(("a", "b"), {"10": 80, "01": 60, "11": 20}), "chapman")
    assert found.point == pytest.approx(101 * 81 / 21 - 1)
    estimate = found.estimate(0.95)
    assert 160 < estimate.lo < estimate.median < estimate.hi
    assert found.diagnostics["assumes"] == "independence"


@pytest.mark.parametrize("method", ["chao", "chapman"])
def test_nobody_on_two_lists_is_refused(method: str) -> None:
    """Without an overlap there is nothing to say."""
    with pytest.raises(Refused, match="two lists"):
        answer(Histories(("a", "b"), {"10": 80, "01": 60}), method)


def test_chapman_refuses_three_lists(published: Table) -> None:
    """A method for two lists does not pick two of three by itself."""
    with pytest.raises(Refused, match="for two lists"):
        answer(published("korea"), "chapman")


def test_chao_takes_many_lists() -> None:
    """Above sixteen lists the plain form of Chao (1987) stands in for the fitted one."""
    one, two = "1" + "0" * 19, "11" + "0" * 18
    found = answer(Histories(tuple(f"l{i}" for i in range(20)), {one: 100, two: 50}), "chao")
    assert found.point == pytest.approx(150 + 100**2 / (2 * 50))


def test_people_on_all_lists_are_not_called_people_on_none() -> None:
    """Everybody on three lists: there is an overlap, and yet nothing for this bound to stand on."""
    with pytest.raises(Refused, match="exactly two"):
        answer(Histories(("a", "b", "c"), {"111": 100}), "chao")


def test_thousand_millions_are_bounded() -> None:
    """Rounding in huge counts is no failure to converge: lists of one half each leave a sixteenth unseen."""
    counts = {f"{m:04b}": 10**9 for m in range(1, 16)}
    assert answer(Histories(("a", "b", "c", "d"), counts), "chao").point == pytest.approx(16e9, rel=1e-6)


def test_the_bound_of_two_lists_is_that_of_lincoln_and_petersen() -> None:
    """Two lists leave no level to free: 100 x 80 / 20."""
    assert answer(Histories(("a", "b"), {"10": 80, "01": 60, "11": 20}), "chao").point == pytest.approx(
        400, rel=1e-6
    )
