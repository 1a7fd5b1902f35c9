"""A device holds two keys: it signs with one (Ed25519) and reads with the other (an age identity). One passphrase locks both.

They lie in `keys/` as two files named by the device, readable by their owner alone; locked, or open where nobody gave a
passphrase. A device of a case from before there was sealing has no second one.
"""

from collections.abc import Callable
from pathlib import Path

from tawthiq.protect import age
from tawthiq.protect.locking import Lock, is_locked
from tawthiq.record.errors import KeyTrouble
from tawthiq.record.keys import DeviceKey, write_key
from tawthiq.record.storage import replace_file, sync_folder

Unlock = Callable[[str], str | None]
"""Asked for the passphrase of a device (its public key in hex) when it is needed; None where nobody gives one."""


class Keys:
    """The keys of one device, opened."""

    def __init__(self, signing: DeviceKey, identity: str | None, lock: Lock | None) -> None:
        self.signing = signing
        self.identity = identity
        self.lock = lock

    @classmethod
    def fresh(cls, passphrase: str | None = None) -> "Keys":
        """New keys, locked if there is a passphrase."""
        return cls(DeviceKey.fresh(), age.fresh(), Lock.fresh(passphrase) if passphrase is not None else None)

    @property
    def device(self) -> str:
        """The device's public key in hex."""
        return self.signing.author.hex()

    @property
    def recipient(self) -> str | None:
        """What is sealed to this device is sealed to this."""
        return age.public(self.identity) if self.identity is not None else None

    def write(self, folder: Path) -> None:
        """Write both files. Raises KeyTrouble if one is there: a key is never overwritten."""
        for path, text in self._files(folder):
            write_key(path, text)
        sync_folder(folder)

    def relock(self, folder: Path, passphrase: str | None) -> None:
        """Lock the files with another passphrase, or open them (None). The keys stay the same."""
        self.lock = Lock.fresh(passphrase) if passphrase is not None else None
        for path, text in self._files(folder):
            replace_file(path, text.encode())
            path.chmod(0o600)

    def _files(self, folder: Path) -> list[tuple[Path, str]]:
        texts = [(signing_file(folder, self.device), self.signing.text)]
        if self.identity is not None:
            texts.append(
                (reading_file(folder, self.device), f"# recipient {self.recipient}\n{self.identity}\n")
            )
        return [(path, self.lock.lock(text) if self.lock else text) for path, text in texts]


def signing_file(folder: Path, device: str) -> Path:
    """Where the signing key of a device lies."""
    return folder / f"{device[:16]}.key"


def reading_file(folder: Path, device: str) -> Path:
    """Where the reading identity of a device lies."""
    return folder / f"{device[:16]}.age"


def locked(folder: Path, device: str) -> bool:
    """Whether the keys of a device want a passphrase; False where there are none."""
    return is_locked(_text(signing_file(folder, device)) or "")


def open_keys(folder: Path, device: str, unlock: Unlock) -> Keys | None:
    """The keys of a device, or None if they are not there. Raises KeyTrouble: no passphrase, a wrong one, a damaged file."""
    path = signing_file(folder, device)
    signing = _text(path)
    if signing is None:
        return None
    lock = None
    if is_locked(signing):
        passphrase = unlock(device)
        if passphrase is None:
            raise KeyTrouble(
                "the keys of this device are locked",
                expected="their passphrase, in $TAWTHIQ_PASSPHRASE, in a file named with --passphrase-file, or typed on a terminal",
                where=str(path),
            )
        lock = Lock.of(signing, passphrase, str(path))
        signing = lock.unlock(signing, str(path))
    key = DeviceKey.parse(signing, str(path))
    if key.author.hex() != device:
        raise KeyTrouble("the key file holds another device's key", where=str(folder))
    return Keys(key, _identity(reading_file(folder, device), lock), lock)


def _identity(path: Path, lock: Lock | None) -> str | None:
    text = _text(path)
    if text is None:
        return None
    if is_locked(text):
        if lock is None:
            raise KeyTrouble("one key of this device is locked and the other is not", where=str(path))
        text = lock.unlock(text, str(path))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if len(lines) != 1:
        raise KeyTrouble("a malformed identity file", expected="one line AGE-SECRET-KEY-1…", where=str(path))
    age.public(lines[0])
    return lines[0]


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, OSError) as error:
        raise KeyTrouble(f"a key file that cannot be read ({error})", where=str(path)) from error
