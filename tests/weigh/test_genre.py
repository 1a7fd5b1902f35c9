"""The dispatch that the project began with, read by `read` and weighed; figures and speakers only, no prose of it."""

import os
from pathlib import Path

import pytest

from tawthiq.read import claims, plain
from tawthiq.record.assessment import Evidence
from tawthiq.weigh import assess

SHARED = Path(os.environ.get("TAWTHIQ_SHARED", Path(__file__).parents[3] / "shared"))
CASE = SHARED / "cases" / "eastern-aleppo.txt"

pytestmark = pytest.mark.skipif(
    not CASE.is_file(), reason=f"no {CASE.name} in $TAWTHIQ_SHARED or beside the checkout"
)


@pytest.fixture(scope="module")
def read():
    with CASE.open(encoding="utf-8", newline="") as handle:
        return {c.id: c for c in claims(plain(handle.read()), exhibit="e" * 64)}


@pytest.fixture(scope="module")
def weighed(read):
    return {a.claim: a for a in assess(list(read.values()))}


def of_figure(read, n):
    return [c for c in read.values() if c.quantity and n in (c.quantity.lo, c.quantity.hi)]


def test_over_250000_and_300000_overlap_with_both_figures_named_in_both(read, weighed):
    """Compatible, not equal: neither support nor contradiction, and told to each with the ids, in two languages."""
    low, high = of_figure(read, 250_000), of_figure(read, 300_000)
    assert low
    assert {c.lang for c in high} == {"en", "ar"}
    for ours, theirs in ((low, high), (high, low)):
        for one in ours:
            assessment = weighed[one.id]
            assert not {c.id for c in theirs} & {*assessment.supports, *assessment.contradicts}
            for other in theirs:
                told = [r for r in assessment.reasons if other.id in r.en and r.en.startswith("Overlap")]
                assert len(told) == 1
                assert all(part in told[0].en for part in ("over 250,000", "300,000", one.id))
                assert "تداخُل" in told[0].ar


def test_the_two_languages_of_one_witness_are_one_origin(read, weighed):
    """300,000 in Arabic and in English, and 13 barrels likewise: repeats, never two sources."""
    for figure in (300_000, 13):
        told = [c for c in of_figure(read, figure) if c.act in ("siege", "attack", "weapon_use", "status")]
        assert {c.lang for c in told} == {"en", "ar"}
        for one in told:
            assert set(weighed[one.id].repeats) >= {
                c.id for c in told if c.lang != one.lang and c.act == one.act
            }
            assert weighed[one.id].status is Evidence.SINGLE_SOURCE


def test_the_world_body_bears_out_the_directorate_in_both_languages(read, weighed):
    """The confirmation after the statement supports each claim of it that hospitals are out of service."""
    (word,) = [c for c in read.values() if c.act == "corroboration"]
    out = [
        c for c in read.values() if c.act == "out_of_service" and "Directorate" in (c.chain[0].speaker or "")
    ]
    assert {c.lang for c in out} == {"en", "ar"}
    for one in out:
        assert weighed[one.id].supports == (word.id,)
        assert weighed[one.id].status is Evidence.CORROBORATED
