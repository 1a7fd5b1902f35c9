"""A hurried check says what it did not look at, and a network share is refused for the record."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.record.storage import network_share

MOUNTS = """24 1 0:21 / / rw,relatime - ext4 /dev/sda1 rw
25 24 0:22 / /srv/team rw,relatime shared:1 - nfs4 server:/team rw
26 24 0:23 / /srv/team/local rw - ext4 /dev/sdb1 rw
27 24 0:24 / /mnt/my\\040share rw - cifs //server/share rw
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(40):
        (inbox / f"{n}.txt").write_text(f"file {n}\n", encoding="utf-8")
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as made:
        list(made.collect([str(inbox)]))
    return tmp_path / "case"


def verify(case: Path, *args: str) -> Result:
    return CliRunner().invoke(tawthiq, ["--case", str(case), "verify", *args], standalone_mode=False)


def test_a_limit_beside_deep_is_refused(case: Path) -> None:
    """All or a part, not both."""
    assert verify(case, "--deep", "--sample", "10").exception is not None


@pytest.mark.parametrize(
    ("args", "read"), [(["--quick"], 0), (["--sample", "25"], 10), (["--max-seconds", "0"], 1)]
)
def test_what_was_not_read_is_not_called_verified(case: Path, args: list[str], read: int) -> None:
    """Log and sample are verified, the rest is not checked, and that alone is no failure."""
    done = verify(case, *args)
    assert done.return_value == 0
    assert f"{read + 1} verified, {40 - read} not checked" in done.output


def test_a_missing_object_is_found_even_without_reading(case: Path) -> None:
    """Presence costs nothing to look at."""
    next((case / "objects").glob("??/*")).unlink()
    done = verify(case, "--quick")
    assert done.return_value == 1
    assert "object-missing" in done.output


def test_a_whole_check_leaves_nothing_unread(case: Path) -> None:
    """By default and when asked for."""
    assert "41 verified\n" in verify(case).output
    assert "41 verified\n" in verify(case, "--deep").output


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/team/case", "nfs4"),
        ("/srv/team", "nfs4"),
        ("/mnt/my share/x", "cifs"),
        ("/srv/team/local/case", None),
        ("/srv/teamwork", None),
    ],
)
def test_a_network_share_is_known_by_its_mount(path: str, kind: str | None) -> None:
    """The innermost mount decides, and a name that merely begins alike does not."""
    assert network_share(Path(path), MOUNTS) == kind
