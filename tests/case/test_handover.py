"""What left the case stands in the record: a custody report tells it, and a withdrawal says who is to be asked."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.preserve import Verdict
from tawthiq.preserve.packages import check_package
from tawthiq.protect import age
from tawthiq.record.errors import StorageFull

COURT = "محكمة الشرق، القلم"


def run(case: Path, *args: str) -> Result:
    return CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two exhibits, sealed."""
    for name in ("first", "second"):
        (tmp_path / f"{name}.txt").write_text(f"the {name} words\n", encoding="utf-8")
    init_case(tmp_path / "case")
    run(tmp_path / "case", "collect", str(tmp_path / "first.txt"), str(tmp_path / "second.txt"))
    return tmp_path / "case"


def reports(case: Path, out: Path) -> str:
    done = run(case, "custody", "first.txt", "-o", str(out / "report.html"))
    assert done.exception is None, done.exception
    return "".join(path.read_text(encoding="utf-8") for path in sorted(out.glob("report*.html")))


def test_an_export_that_failed_hands_nothing_over(case: Path, tmp_path: Path) -> None:
    """Nothing is public here, so nothing is written and nothing said."""
    assert run(case, "export", "--bagit", str(tmp_path / "bag"), "--for", COURT).exception is not None
    assert "Handed over" not in reports(case, tmp_path)


def test_a_package_is_told_in_the_custody_report_in_both_languages(case: Path, tmp_path: Path) -> None:
    """Who it was for, its kind and who may read it; of what stayed behind nothing is told."""
    done = run(case, "export", "--bagit", "--sealed", str(tmp_path / "bag"), "first.txt", "--for", COURT)
    assert done.exception is None, done.exception
    to = age.public(age.fresh())
    run(case, "export", "--ocfl", "--sealed", "--as-stored", "--to", to, str(tmp_path / "root"), "second.txt")
    told = reports(case, tmp_path)
    assert "Handed over to" in told
    assert "سُلّم إلى" in told
    assert COURT in told
    assert "ocfl" not in told.replace("OCFL", "")
    report = check_package(tmp_path / "bag")
    assert report is not None
    assert report.verdict is Verdict.VERIFIED
    assert COURT.encode() not in b"".join(path.read_bytes() for path in case.rglob("*") if path.is_file())


def test_a_withdrawal_names_the_packages_that_hold_what_is_taken_back(case: Path, tmp_path: Path) -> None:
    """The record of handing over outlives what was handed over."""
    run(case, "export", "--bagit", "--sealed", str(tmp_path / "bag"), "--for", COURT)
    run(case, "export", "--bagit", "--sealed", str(tmp_path / "other"), "second.txt", "--for", "nobody")
    done = run(case, "withdraw", "first.txt", "--reason", "she asked", "--json")
    assert done.exception is None, done.exception
    handed = json.loads(done.stdout)["handed"]
    assert [(one["kind"], one["to"], len(one["exhibits"])) for one in handed] == [("bagit", COURT, 2)]
    spoken = run(case, "withdraw", "second.txt", "--reason", "he asked too").stdout
    assert spoken.count("ask for its destruction") == 2
    with Case(Folder(case)) as opened:
        assert not opened.exhibits()


@pytest.mark.parametrize("kind", ["bagit", "ocfl"])
def test_no_package_stands_there_of_which_the_record_knows_nothing(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Where saying fails there is no package; where the writer dies after saying, word of one that is not there."""
    target = tmp_path / "out"

    def refuse(*_: object) -> None:
        raise StorageFull("no room", where="the record", hint="free some")

    with monkeypatch.context() as patch:
        patch.setattr(Case, "say", refuse)
        assert isinstance(run(case, "export", f"--{kind}", "--sealed", str(target)).exception, StorageFull)
    assert not target.exists()
    assert "Handed over" not in reports(case, tmp_path)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", die)
        run(case, "export", f"--{kind}", "--sealed", str(target), "--for", COURT)
    assert not target.exists()
    assert COURT in reports(case, tmp_path)
