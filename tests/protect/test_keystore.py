"""The system's keystore remembers a passphrase where it is asked to, and only there."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from click.testing import CliRunner, Result
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from tawthiq.case import init_case
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.record.errors import KeyTrouble

FIRST, SECOND = "three dry wells", "four dry wells"


class Memory(KeyringBackend):
    """A keystore for one test, behind the package's own doors."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError


@pytest.fixture
def store() -> Iterator[Memory]:
    before, memory = keyring.get_keyring(), Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def run(case: Path, *args: str, **env: str) -> Result:
    return CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False, env=env)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    init_case(tmp_path / "case", passphrase=FIRST)
    (tmp_path / "new").write_text(SECOND + "\n", encoding="utf-8")
    return tmp_path / "case"


def relock(case: Path, *more: str) -> Result:
    return run(case, "passphrase", "--new-file", str(case.parent / "new"), *more, TAWTHIQ_PASSPHRASE=FIRST)


def test_what_it_was_not_asked_to_remember_it_does_not_hold(case: Path, store: Memory) -> None:
    """And without the passphrase nothing opens."""
    assert relock(case).exception is None
    assert store.held == {}
    assert isinstance(run(case, "ls").exception, KeyTrouble)


def test_a_keystore_with_another_passphrase_opens_nothing(case: Path, store: Memory) -> None:
    """It is a wrong passphrase like any other."""
    store.set_password("tawthiq", Folder(case).settings().device, "wrong words")
    assert isinstance(run(case, "ls").exception, KeyTrouble)


def test_what_it_remembers_opens_the_case(case: Path, store: Memory) -> None:
    """Kept for this device; the environment comes first."""
    assert relock(case, "--remember").exception is None
    assert store.held == {("tawthiq", Folder(case).settings().device): SECOND}
    assert run(case, "ls").exception is None
    assert isinstance(run(case, "ls", TAWTHIQ_PASSPHRASE="wrong words").exception, KeyTrouble)


def test_without_a_keystore_it_says_what_is_missing(case: Path) -> None:
    """The keys are locked with the new passphrase all the same."""
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]  # the package's own
    try:
        done = relock(case, "--remember")
    finally:
        keyring.set_keyring(before)
    assert isinstance(done.exception, KeyTrouble)
    assert run(case, "ls", TAWTHIQ_PASSPHRASE=SECOND).exception is None
