"""Keys: locked by a passphrase, opened by it alone; what is wrong is said in words."""

import base64
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.protect import age
from tawthiq.protect.keys import Keys, open_keys, reading_file, signing_file
from tawthiq.protect.locking import Lock
from tawthiq.record.errors import KeyTrouble, UsageError

WORDS = "five early lamps"
# The seven points of small order of Curve25519 that differ (RFC 7748, section 6.1, and cr.yp.to/ecdh.html).
SMALL_ORDER = [
    "00" * 32,
    "01" + "00" * 31,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ec" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f",
]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Keys, Path]:
    """Locked keys and where they lie."""
    folder = tmp_path_factory.mktemp("keys")
    made = Keys.fresh(WORDS)
    made.write(folder)
    return made, folder


@pytest.mark.parametrize("said", [None, "", "five early lamp", WORDS + " ", WORDS.upper()])
def test_another_passphrase_opens_nothing(keys: tuple[Keys, Path], said: str | None) -> None:
    """Nor does none; and the error says what to do."""
    with pytest.raises(KeyTrouble) as told:
        open_keys(keys[1], keys[0].device, lambda _: said)
    assert told.value.expected or told.value.hint
    assert WORDS not in str(told.value)


def test_locked_files_hold_neither_key_nor_passphrase(keys: tuple[Keys, Path]) -> None:
    """Nor are they readable by others."""
    made, folder = keys
    assert made.identity is not None
    for path in folder.iterdir():
        text = path.read_text(encoding="ascii")
        assert made.identity not in text
        assert base64.b64encode(bytes(made.signing._key)).decode() not in text
        assert WORDS not in text
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("which", [signing_file, reading_file])
def test_a_damaged_key_file_is_told_in_words(keys: tuple[Keys, Path], tmp_path: Path, which: object) -> None:
    """Cut, flipped, emptied, or asking for all the memory there is."""
    made, folder = keys
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = which(tmp_path, made.device)  # type: ignore[operator]
    whole = path.read_text(encoding="ascii")
    for bad in (
        whole[:-9],
        whole[:20],
        "",
        whole.replace(str(128 << 20), str(1 << 50)),
        whole.replace("argon2id 3", "argon2id 9999999"),
        whole[:-5] + ("A" if whole[-5] != "A" else "B") + whole[-4:],
    ):
        path.write_text(bad, encoding="ascii")
        with pytest.raises(KeyTrouble):
            open_keys(tmp_path, made.device, lambda _: WORDS)


def test_the_right_passphrase_opens_both(keys: tuple[Keys, Path]) -> None:
    """Asked for once."""
    asked = []

    def unlock(device: str) -> str:
        asked.append(device)
        return WORDS

    found = open_keys(keys[1], keys[0].device, unlock)
    assert found is not None
    assert (found.device, found.identity) == (keys[0].device, keys[0].identity)
    assert asked == [keys[0].device]


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_a_recipient_of_small_order_is_refused(point: str) -> None:
    """What is sealed to it would be open to everybody."""
    with pytest.raises(KeyTrouble):
        age.recipient(bech32(bytes.fromhex(point)))


def test_an_ordinary_recipient_is_taken() -> None:
    """And so is the one that the coder here makes of a random point."""
    ours = age.public(age.fresh())
    assert age.recipient(ours) == ours
    assert age.recipient(bech32(os.urandom(32)))


def bech32(data: bytes) -> str:
    """BIP 173, for the prefix age."""
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    bits = "".join(f"{one:08b}" for one in data) + "0000"
    values = [int(bits[at : at + 5], 2) for at in range(0, 260, 5)]
    check = 1
    for value in [3, 3, 3, 0, 1, 7, 5, *values, 0, 0, 0, 0, 0, 0]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> bit & 1 else 0
    check ^= 1
    return "age1" + "".join(letters[one] for one in values + [check >> 5 * (5 - n) & 31 for n in range(6)])


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=0, max_size=300))
def test_what_a_lock_locks_it_opens(text: str) -> None:
    """And another lock does not."""
    lock = Lock(os.urandom(32), os.urandom(16), 3, 8192)
    other = Lock(os.urandom(32), lock.salt, 3, 8192)
    held = lock.lock(text)
    assert lock.unlock(held) == text
    with pytest.raises(KeyTrouble):
        other.unlock(held)


def run(case: Path, *args: str, **env: str) -> object:
    return CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False, env=env)


def test_a_locked_case_is_read_with_its_passphrase_and_checked_without(tmp_path: Path) -> None:
    """`ls` asks for it; `verify` and `log` need none; changing it changes no key."""
    (tmp_path / "note.txt").write_text("a note\n", encoding="utf-8")
    init_case(tmp_path / "case", passphrase=WORDS)
    case = tmp_path / "case"
    assert run(case, "collect", str(tmp_path / "note.txt"), TAWTHIQ_PASSPHRASE=WORDS).exception is None  # type: ignore[attr-defined]
    for name in ("ls", "status", "read"):
        assert isinstance(run(case, name).exception, KeyTrouble)  # type: ignore[attr-defined]
    assert isinstance(run(case, "ls", TAWTHIQ_PASSPHRASE="wrong").exception, KeyTrouble)  # type: ignore[attr-defined]
    assert "note.txt" in run(case, "ls", TAWTHIQ_PASSPHRASE=WORDS).output  # type: ignore[attr-defined]
    assert "2 verified" in run(case, "verify").output  # type: ignore[attr-defined]
    assert "exhibit" in run(case, "log").output  # type: ignore[attr-defined]
    (tmp_path / "old").write_text(WORDS + "\n", encoding="utf-8")
    (tmp_path / "new").write_text("seven new stars\n", encoding="utf-8")
    device = Folder(case).settings().device
    assert isinstance(run(case, "passphrase", TAWTHIQ_PASSPHRASE=WORDS).exception, UsageError)  # type: ignore[attr-defined]
    changed = CliRunner().invoke(
        tawthiq,
        [
            "--case",
            str(case),
            "--passphrase-file",
            str(tmp_path / "old"),
            "passphrase",
            "--new-file",
            str(tmp_path / "new"),
        ],
        standalone_mode=False,
    )
    assert changed.exception is None
    assert isinstance(run(case, "ls", TAWTHIQ_PASSPHRASE=WORDS).exception, KeyTrouble)  # type: ignore[attr-defined]
    assert "note.txt" in run(case, "ls", TAWTHIQ_PASSPHRASE="seven new stars").output  # type: ignore[attr-defined]
    assert Folder(case).settings().device == device


def test_a_copy_without_keys_shows_that_it_cannot_read(tmp_path: Path) -> None:
    """It is told, and the log is there."""
    (tmp_path / "note.txt").write_text("a note\n", encoding="utf-8")
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as case:
        list(case.collect([str(tmp_path / "note.txt")]))
    for path in (tmp_path / "case" / "keys").iterdir():
        path.unlink()
    with Case(Folder(tmp_path / "case")) as case:
        assert case.exhibits() == []
        assert case.index.unread() == 1
        assert case.size() == 2
