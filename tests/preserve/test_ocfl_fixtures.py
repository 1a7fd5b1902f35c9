"""The fixtures of the OCFL editors: each object judged rightly, with the code that stands in its folder's name."""

import re
from pathlib import Path

import pytest
from fixtures_of_judges import folders, unpacked

from tawthiq.preserve import Verdict
from tawthiq.preserve.ocfl import check_object
from tawthiq.preserve.tree import FolderTree

SUITE = "ocfl-fixtures-1.0.tar.gz"
OBJECTS = [one for one in folders(SUITE, 3) if "-objects/" in one]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(SUITE, tmp_path_factory.mktemp("ocfl"))


def test_the_suite_is_here(suite: Path) -> None:
    """Good, warn and bad together."""
    assert len(OBJECTS) == 76


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_is_judged_as_its_folder_says(suite: Path, name: str) -> None:
    """Every code of the name is found; a good object has no error and a warned one only warnings."""
    report = check_object(FolderTree(suite / name), name)
    told = {one.code for one in report.problems}
    assert set(re.findall(r"[EW]\d{3}", name.rpartition("/")[2])) <= told
    assert report.verdict is (Verdict.FAILED if "/bad-" in name else Verdict.VERIFIED), report.problems
