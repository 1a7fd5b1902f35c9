"""Strata lean on one another, the total has its own interval, and work once done is not done again."""

import numpy as np
import pytest

from tawthiq.count import Histories, Refused
from tawthiq.count.decomposable import fit
from tawthiq.count.posterior import Answer
from tawthiq.count.scenarios import World, independent
from tawthiq.count.strata import Moments, by_stratum

RATES = (0.3, 0.25, 0.35, 0.2)


def _tables(sizes: list[int], seed: int) -> dict[str, list[Histories]]:
    rng = np.random.default_rng(seed)
    return {f"place {at}": [World("w", n, independent(RATES)).draw(rng)] for at, n in enumerate(sizes)}


def test_two_strata_that_can_be_counted_are_too_few() -> None:
    """The spread between strata cannot be learned from two."""
    with pytest.raises(Refused, match="strata"):
        by_stratum(_tables([500, 600], 1), fit)


def test_the_total_holds_the_true_number() -> None:
    """Eight strata, twenty worlds: the total's interval covers the sum."""
    inside = 0
    for seed in range(20):
        total = by_stratum(_tables([200, 300, 150, 400, 250, 350, 120, 500], seed), fit).total
        inside += total.lo <= 2270 <= total.hi
    assert inside >= 17


def test_a_stratum_too_small_is_predicted_and_says_so() -> None:
    """Twelve people on three lists without overlaps enough: no number of its own, a wide one from the others."""
    tables = _tables([400, 500, 300, 450], 3)
    tables["hamlet"] = [Histories(("list1", "list2", "list3", "list4"), {"1000": 7, "0100": 5})]
    found = by_stratum(tables, _refusing)
    hamlet = found.strata[-1]
    assert hamlet.alone is None
    assert hamlet.why is not None
    assert hamlet.pooled.lo >= 12
    assert hamlet.pooled.hi > hamlet.pooled.lo


def _refusing(h: Histories) -> Answer:
    from tawthiq.count import answer

    return answer(h, "decomposable")


def test_small_strata_lean_on_the_others() -> None:
    """A small stratum's interval is narrower with the others than alone."""
    tables = _tables([80, 900, 1000, 1100, 950], 4)
    small = by_stratum(tables, fit).strata[0]
    alone = fit(tables["place 0"][0]).estimate(0.95)
    assert small.pooled.hi - small.pooled.lo < alone.hi - alone.lo


def test_imputations_that_disagree_widen_the_interval() -> None:
    """Between-imputation variance is added on the log scale."""
    tables = _tables([500, 500, 500, 500], 6)
    varied = {name: [versions[0], _thinned(versions[0])] for name, versions in tables.items()}
    same = {name: [versions[0], versions[0]] for name, versions in tables.items()}
    one, two = (by_stratum(t, fit) for t in (same, varied))
    first, second = one.strata[0].alone, two.strata[0].alone
    assert first is not None
    assert second is not None
    assert second[1] > first[1]


def _thinned(h: Histories) -> Histories:
    return Histories(h.lists, {p: max(1, n // (2 if p.count("1") > 1 else 1)) for p, n in h.counts.items()})


def test_what_is_done_is_not_done_again() -> None:
    """A run that breaks off goes on where it stopped, and gives what an unbroken one gives."""
    tables = _tables([300, 400, 500, 350], 8)
    done: dict[str, Moments] = {}
    calls: list[int] = []

    def breaking(h: Histories) -> Answer:
        calls.append(h.documented)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return fit(h)

    with pytest.raises(KeyboardInterrupt):
        by_stratum(tables, breaking, done=done)
    assert len(done) == 2
    told: list[tuple[str, int, int]] = []
    resumed = by_stratum(tables, breaking, done=done, progress=lambda *said: told.append(said))
    assert len(calls) == 5
    assert told[-1] == ("place 3", 4, 4)
    assert resumed == by_stratum(tables, fit)
