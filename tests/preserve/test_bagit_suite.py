"""The Library of Congress conformance suite, judged as its folders say for Linux."""

from pathlib import Path

import pytest
from fixtures_of_judges import folders, unpacked

from tawthiq.preserve import Gravity, Verdict
from tawthiq.preserve.packages import check_package

SUITE = "bagit-conformance-suite.tar.gz"
BAGS = folders(SUITE, 3)


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(SUITE, tmp_path_factory.mktemp("bags"))


def test_the_suite_is_here(suite: Path) -> None:
    """Sixty bags; fewer would be a suite that was cut."""
    assert len(BAGS) == 60


@pytest.mark.parametrize("bag", BAGS)
def test_a_bag_is_judged_as_its_folder_says(suite: Path, bag: str) -> None:
    """Sound ones and those with warnings are verified, all others fail; warnings are told."""
    report = check_package(suite / bag)
    assert report is not None
    group = bag.split("/")[1]
    assert report.verdict is (Verdict.VERIFIED if group in ("valid", "warning") else Verdict.FAILED), (
        report.problems
    )
    if group == "warning":
        assert any(one.gravity is Gravity.WARNING for one in report.problems)
